"""Sources due -> fetch -> parse -> what changed -> entries, with their analysis due."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import StorageError
from bot.ingest.changes import changes
from bot.ingest.schedule import after_poll, host, unchanged
from bot.model import EntryIntent, Feed, Fetched, FetchProblem, FetchRequest, PollIntent, Source
from bot.pipeline import report
from bot.pipeline.base import LEASE, Shared, each
from bot.web import Found

log = logging.getLogger(__name__)

# sources claimed at a time for each slot: hosts enough to fill the slots, and a round stays within its lease
IN_HAND = 16
# seconds for all that a poll asks besides its own address: the parts of an index, or the feed that a page stands for
BESIDES = 20.0
STUCK = 5.0  # seconds; a host that took longer to answer, well or not, is not asked for its other sources in this round
# seconds; a host that was asked by then is not asked again in this round, so that what falls due meanwhile is
ROUND = 3.0
TOLD_EVERY = timedelta(days=1)  # how often storage is told all that a source lists; it forgets after months
STUCK_PAUSE = timedelta(minutes=1)
BUSY = (429, 503)  # whose Retry-After speaks for the server, not for one address (RFC 6585, 4; RFC 9110, 10.2.3)
# an address of an honest host may answer so for itself alone, and whoever adds it must not silence that host's others for long
HELD = timedelta(hours=1)
NEVER = datetime.min.replace(tzinfo=UTC)
WRITE_BATCH = 100  # polls committed together


class Polled(Struct, frozen=True):
    """What one poll came to, for the operator: a line of `sitrep poll`."""

    source: Source
    new: int
    changed: int


async def poll(shared: Shared, tell: Callable[[Polled], None] | None = None, *, patient: bool = False) -> int:
    """Polls what is due, some hosts at a time and each host one request at a time; returns how many sources were
    claimed. `tell` is called as each is written. The other sources of a host that is stuck, or asks for a pause,
    wait for a later round, as do those whose turn would come after ROUND, and hosts whose first turn would come after their
    lease, so that nobody waits for them. Who is `patient` waits for a host that is stuck."""
    began = shared.clock.now()
    keys = await shared.store.claim("poll", began, lease=LEASE, limit=IN_HAND * shared.concurrency)
    if not keys:
        return 0
    by_host: dict[str, deque[Source]] = {}
    found = await shared.store.sources([int(key) for key in keys])
    # what was given back is due later than its host's others that came due since: it must not wait behind these for ever
    for source in sorted(found, key=lambda source: source.polled or NEVER):
        by_host.setdefault(host(source.url), deque()).append(source)
    waiting = deque(by_host.values())  # hosts that nobody asks just now
    polled: asyncio.Queue[PollIntent | None] = asyncio.Queue(WRITE_BATCH)
    loop = asyncio.get_running_loop()
    over, too_late = loop.time() + ROUND, began + LEASE / 2

    async def in_turn(sources: deque[Source]) -> None:
        """Polls a host's first source; for its others the host waits again."""
        if shared.clock.now() > too_late:
            return await give_back(shared, sources, timedelta())
        source, intent, pause = sources.popleft(), None, timedelta()
        try:
            intent, pause = await look(shared, source, more=bool(sources), patient=patient)
        except StorageError:
            raise
        except Exception:  # a bug; the source comes back when its lease ends
            log.exception("%s could not be polled", source.url)
        later = pause or loop.time() >= over
        if sources and not later:
            waiting.append(sources)
        if intent is not None:
            await polled.put(intent)
        if sources and later:
            await give_back(shared, sources, pause)

    async def slot() -> None:
        failure: Exception | None = None
        while waiting:
            try:
                await in_turn(waiting.popleft())
            except Exception as error:  # the hosts behind it are asked all the same
                failure = failure or error
        if failure:
            raise failure

    async def all_hosts() -> None:
        try:
            await each(slot() for _ in range(shared.concurrency))
        finally:
            await polled.put(None)

    await each((all_hosts(), write_polls(shared, polled, tell)))
    return len(keys)


async def give_back(shared: Shared, sources: Iterable[Source], pause: timedelta) -> None:
    await shared.store.release("poll", [str(source.id) for source in sources], shared.clock.now() + pause)


async def write_polls(
    shared: Shared, polled: asyncio.Queue[PollIntent | None], tell: Callable[[Polled], None] | None
) -> None:
    """Writes polls until None comes: those that are done while one batch is written make the next one."""
    failure: Exception | None = None
    open_ = True
    while open_:
        batch: list[PollIntent] = []
        while open_ and len(batch) < WRITE_BATCH and not (batch and polled.empty()):
            intent = polled.get_nowait() if batch else await polled.get()
            open_ = intent is not None
            if intent is not None:
                batch.append(intent)
        written = batch
        try:
            await shared.store.apply_polls(batch)
        except Exception as error:  # go on taking, or the hosts would wait for ever; leases bring back what failed
            failure, written = failure or error, []
            for intent in () if isinstance(error, StorageError) else batch:
                try:
                    await shared.store.apply_polls([intent])
                    written.append(intent)
                except Exception:  # a bug in one holds up nothing behind it; its lease brings it back
                    log.exception("what was read from %s could not be written", intent.source.url)
        if tell is None:
            continue
        for done in written:
            new = sum(entry.revision == 1 for entry in done.entries)
            tell(Polled(done.source, new, len(done.entries) - new))
    if failure:
        raise failure


async def has_readers(shared: Shared, source: Source) -> bool:
    """False where all chats that added it have blocked the bot: nobody is polled for nobody."""
    chats = [await shared.store.chat(id) for id in await shared.store.source_chats(source.id)]
    return any(chat is not None and not chat.gone for chat in chats)


def rest(shared: Shared, url: str, result: Fetched | FetchProblem, took: float) -> timedelta:
    """How long this answer leaves its host alone before another of its sources is asked for: what Retry-After says (within
    the operator's limit, HELD at most), Crawl-delay, or STUCK_PAUSE after an answer that took that many seconds."""
    pause = shared.web.delay(url)
    if (
        isinstance(result, FetchProblem)
        and result.retry_after
        and result.status in BUSY
        and result.host == host(url)  # not where a redirect led
    ):
        pause = max(pause, min(timedelta(seconds=min(result.retry_after, shared.limits.max_interval)), HELD))
    if took > STUCK:
        pause = max(pause, STUCK_PAUSE)
    return pause


async def inside(
    shared: Shared, source: Source, answer: Fetched, index: Feed, private: bool
) -> tuple[Fetched | FetchProblem, Feed | None]:
    """What an index holds now, as if it stood in the index itself: the answer and, where it is not as last time, the feed."""
    try:
        async with asyncio.timeout(BESIDES):
            parts = await shared.web.parts(index, private)
    except TimeoutError:
        text = f"The sitemaps that it names did not answer within {BESIDES:.0f} s."
        return FetchProblem(url=source.url, text=text), None
    if isinstance(parts, FetchProblem):
        return replace(parts, url=source.url), None
    # no validators: the index may stay as it is while its parts change
    whole = replace(answer, body=b"".join(part.body for part in parts), etag=None, last_modified=None)
    return whole, None if unchanged(source, whole) else await shared.web.joined(parts)


async def look(
    shared: Shared, source: Source, *, more: bool = False, patient: bool = False
) -> tuple[PollIntent, timedelta]:
    """What one poll of the source leaves behind, not yet written, and how long its host is left alone then. `more`:
    another source of its host is next; `patient`: however long this one took."""
    if source.own and not await has_readers(shared, source):
        at = shared.clock.now()
        due = at + timedelta(seconds=shared.limits.max_interval)
        return PollIntent(source=source, due=due, at=at), timedelta()
    asked = time.monotonic()
    private = source.trusted and shared.allow_private
    result = await shared.web.fetch(
        FetchRequest(
            url=source.url,
            etag=source.etag,
            last_modified=source.last_modified,
            allow_private=private,
            more=more,
        ),
        source.kind,
    )
    took = time.monotonic() - asked
    feed: Feed | None = None
    intents: tuple[EntryIntent, ...] = ()
    if isinstance(result, Fetched) and not unchanged(source, result):
        feed = await shared.web.parse(result)
        if feed.index:
            result, feed = await inside(shared, source, result, feed, private)
        elif not feed.kind and not (source.succeeded or source.failures):
            # somebody named a page: whatever they mean by it is looked for once
            with suppress(TimeoutError):  # then the first that the page names is the one
                async with asyncio.timeout(BESIDES):
                    found = await shared.web.feed_of(Found(source.url, feed), private)
                    feed = replace(feed, alternate=(found.url,)) if found.feed.kind else feed
    if feed is not None:
        known = await shared.store.known_entries(source.id, [entry.id for entry in feed.entries])
        intents = changes(feed.entries, known)
    pause = rest(shared, source.url, result, 0.0 if patient else took)
    intent = after_poll(source, result, feed, intents, shared.clock.now(), shared.limits)
    if shared.public_url and (intent.source.hub, intent.source.topic) != (source.hub, source.topic):
        intent = replace(intent, push_due=intent.at)
    if feed and feed.entries and (source.listed is None or intent.at - source.listed >= TOLD_EVERY):
        ids = tuple(entry.id for entry in feed.entries)
        intent = replace(intent, source=replace(intent.source, listed=intent.at), listed=ids)
    return await report.reported(shared, intent), pause
