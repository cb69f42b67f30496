"""Sources due -> fetch -> parse -> what changed -> entries, with their analysis due."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable
from datetime import timedelta

from msgspec import Struct

from bot.errors import StorageError
from bot.ingest.changes import changes
from bot.ingest.parse import parse
from bot.ingest.schedule import after_poll, host, unchanged
from bot.model import EntryIntent, Feed, Fetched, FetchRequest, PollIntent, Source
from bot.pipeline.base import LEASE, Shared, each

log = logging.getLogger(__name__)

# sources claimed at a time for each slot: hosts enough to fill the slots, and a round stays within its lease
IN_HAND = 16
STUCK = 5.0  # seconds; a host that took longer to fail is not asked for its other sources in this round
STUCK_PAUSE = timedelta(minutes=1)
WRITE_BATCH = 100  # polls committed together
PARSE_SECONDS = 30.0  # the worst feed seen took 1.1 s; what takes longer is an attack or a bug


class Polled(Struct, frozen=True):
    """What one poll came to, for the operator: a line of `sitrep poll`."""

    source: Source
    new: int
    changed: int


async def poll(shared: Shared, tell: Callable[[Polled], None] | None = None) -> int:
    """Polls what is due, some hosts at a time and each host one request at a time; returns how many sources were
    claimed. `tell` is called as each is written. The other sources of a host that is stuck wait for a later round,
    as do those whose turn would come after their lease, so that nobody waits for them."""
    began = shared.clock.now()
    keys = await shared.store.claim("poll", began, lease=LEASE, limit=IN_HAND * shared.concurrency)
    if not keys:
        return 0
    by_host: dict[str, deque[Source]] = {}
    for source in await shared.store.sources([int(key) for key in keys]):
        by_host.setdefault(host(source.url), deque()).append(source)
    waiting = deque(by_host.values())  # hosts that nobody asks just now
    polled: asyncio.Queue[PollIntent | None] = asyncio.Queue(WRITE_BATCH)
    loop = asyncio.get_running_loop()

    async def in_turn(sources: deque[Source]) -> None:
        """Polls a host's first source; for its others the host waits again."""
        if shared.clock.now() - began > LEASE / 2:
            return await give_back(shared, sources, timedelta())
        source, asked, intent = sources.popleft(), loop.time(), None
        try:
            intent = await look(shared, source, more=bool(sources))
        except StorageError:
            raise
        except Exception:  # a bug; the source comes back when its lease ends
            log.exception("%s could not be polled", source.url)
        stuck = intent is not None and intent.source.failures > 0 and loop.time() - asked > STUCK
        if sources and not stuck:
            waiting.append(sources)
        if intent is not None:
            await polled.put(intent)
        if sources and stuck:
            await give_back(shared, sources, STUCK_PAUSE)

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
            intent = await polled.get()
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
                    await shared.store.apply_poll(intent)
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


async def look(shared: Shared, source: Source, *, more: bool = False) -> PollIntent:
    """What one poll of the source leaves behind, not yet written. `more`: another source of its host is next."""
    result = await shared.fetcher.fetch(
        FetchRequest(
            url=source.url,
            etag=source.etag,
            last_modified=source.last_modified,
            allow_private=source.trusted and shared.allow_private,
            more=more,
        )
    )
    feed: Feed | None = None
    intents: tuple[EntryIntent, ...] = ()
    if isinstance(result, Fetched) and not unchanged(source, result):
        try:
            feed = await shared.workers.run(parse, result.body, result.url, result.content_type, timeout=PARSE_SECONDS)
        except TimeoutError:
            feed = Feed(kind="", problems=(f"It took over {PARSE_SECONDS:.0f} s to read, so it was given up.",))
        except Exception:
            log.exception("parser failed on %s", source.url)
            feed = Feed(kind="", problems=("It could not be read: the parser failed on it.",))
        known = await shared.store.known_entries(source.id, [entry.id for entry in feed.entries])
        intents = changes(feed.entries, known)
    return after_poll(source, result, feed, intents, shared.clock.now(), shared.limits)
