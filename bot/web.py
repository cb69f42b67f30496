"""One address, asked politely and read safely: what polling and the commands that look at an address share."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from bot.ingest import discovery, robots, websub
from bot.ingest.fields import MAX_ENTRIES
from bot.ingest.parse import parse
from bot.model import Entry, Feed, Fetched, FetchProblem, FetchRequest
from bot.ports import Clock, Fetcher, Workers

log = logging.getLogger(__name__)

PARSE_SECONDS = 15.0  # the worst feed seen took 1.1 s; what takes longer is an attack or a bug
ROBOTS_SECONDS = 5.0  # the largest robots.txt that is read takes one
ROBOTS_LIFE = timedelta(hours=24)  # RFC 9309, 2.4: no longer
ROBOTS_RETRY = timedelta(hours=1)  # after it could not be read
ROBOTS_KEPT = 16 * 1024 * 1024  # bytes of robots.txt in memory; thousands of the usual ones
MAX_DELAY = 300.0  # seconds: the longest Crawl-delay that holds back the other sources of a host
LOOKUPS = 4  # addresses that people look up at the same time, so that polling goes on beside them
WAITING = 12  # lookups that wait for that; more would keep a chat face from answering anybody else
MAX_NAMED = 3  # of the feeds that a page names: one or two may be left from an older system, more are a waste of time
USUAL_SECONDS = 15.0  # for the places where a page that names no feed may have one
LOOKUP_SECONDS = 45.0  # for a robots.txt, a page and its feed, and waiting for the turn


class Found(Struct, frozen=True):
    """What an address leads to: a feed, at its own address."""

    url: str
    feed: Feed


class Rules(Struct, frozen=True):
    """A host's robots.txt: its text, or why there is none to go by."""

    until: datetime
    body: bytes = b""
    problem: FetchProblem | None = None


def read(result: Fetched) -> Feed:
    """The feed, with the hub that the answer or the feed names, and what reading it took."""
    began = time.process_time()
    feed = with_hub(parse(result.body, result.url, result.content_type), result)
    return replace(feed, took=time.process_time() - began)


def with_hub(feed: Feed, result: Fetched) -> Feed:
    if not feed.kind:
        return feed
    hub, topic = websub.in_header(result.link, result.url)
    if hub is None:
        hub, own = websub.offered(result.body, result.url)
        topic = topic or own
    return replace(feed, hub=hub, topic=topic or result.url) if hub else feed


class Web:
    def __init__(self, fetcher: Fetcher, workers: Workers, clock: Clock) -> None:
        self.fetcher, self.workers, self.clock = fetcher, workers, clock
        self.rules: dict[tuple[str, bool], Rules] = {}
        self.delays: dict[str, float] = {}  # by the address of the robots.txt
        self.lookups = asyncio.Semaphore(LOOKUPS)
        self.looking = 0

    def fetch(self, request: FetchRequest, kind: str = "") -> Awaitable[Fetched | FetchProblem]:
        """The fetcher's answer; before a page is asked for, its host's robots.txt is, and so before each page that it
        redirects to. A refusal is a FetchProblem."""
        page = robots.is_page(request.url, kind)
        return self._page(request, kind) if page else self.fetcher.fetch(request)

    async def _page(self, request: FetchRequest, kind: str) -> Fetched | FetchProblem:
        allowed = await self.allowed(request)
        if isinstance(allowed, FetchProblem):
            return allowed

        async def check(target: str) -> FetchProblem | None:
            if not robots.is_page(target, kind):
                return None
            verdict = await self.allowed(FetchRequest(url=target, allow_private=request.allow_private))
            return verdict if isinstance(verdict, FetchProblem) else None

        result = await self.fetcher.fetch(replace(request, check=check))
        if isinstance(result, Fetched) and allowed.delay:
            result = replace(result, max_age=max(result.max_age or 0, int(allowed.delay)))
        return result

    async def allowed(self, request: FetchRequest) -> robots.Verdict | FetchProblem:
        where = robots.address(request.url)
        if where is None:
            return robots.Verdict(True)  # the fetcher says what is wrong with it
        rules = await self.rules_of(where, request.allow_private)
        if rules.problem:
            return replace(rules.problem, url=request.url)
        if not rules.body:
            return robots.Verdict(True)
        try:
            verdict = await self.workers.run(robots.verdict, rules.body, request.url, timeout=ROBOTS_SECONDS)
        except Exception as error:  # killed, or a bug
            log.warning("%s could not be read: %s", where, error or type(error).__name__)
            return FetchProblem(url=request.url, text=f"{where} takes too long to read, so the page is left alone.")
        if verdict.delay:
            self.delays[where] = min(verdict.delay, MAX_DELAY)
        else:
            self.delays.pop(where, None)
        host = where.split("/")[2]
        refusal = f"{host} asks programs not to read this page (robots.txt)."
        return verdict if verdict.allowed else FetchProblem(url=request.url, text=refusal)

    async def rules_of(self, where: str, allow_private: bool) -> Rules:
        key, now = (where, allow_private), self.clock.now()
        known = self.rules.get(key)
        if known and now < known.until:
            return known
        result = await self.fetcher.fetch(FetchRequest(url=where, allow_private=allow_private))
        if isinstance(result, Fetched):
            rules = Rules(now + ROBOTS_LIFE, result.body[: robots.MAX_BYTES])
        elif result.status and result.status < 500 and result.status != 429:
            rules = Rules(now + ROBOTS_LIFE)  # RFC 9309, 2.3.1.3: none is there, all is allowed
        elif known and not known.problem:
            rules = replace(known, until=now + ROBOTS_RETRY)  # 2.4: an old one serves while the new cannot be had
        else:  # 2.3.1.4: nothing is allowed until we know
            text = f"{result.text.rstrip('.')}; that was for its robots.txt, and until it can be read its pages are left alone."
            rules = Rules(now + ROBOTS_RETRY, problem=replace(result, text=text if result.status else result.text))
        self.rules.pop(key, None)
        self.rules[key] = rules
        while sum(len(kept.body) + 200 for kept in self.rules.values()) > ROBOTS_KEPT:
            gone, _ = next(iter(self.rules))
            del self.rules[next(iter(self.rules))]
            self.delays.pop(gone, None)
        return rules

    def delay(self, url: str) -> timedelta:
        """How long this address's host asks to be left alone between two requests, as far as is known."""
        return timedelta(seconds=self.delays.get(robots.address(url) or "", 0.0)) if self.delays else timedelta()

    async def parse(self, result: Fetched) -> Feed:
        """What the answer holds. Never raises: what cannot be read is a feed of kind "" with its problem."""
        try:
            return await self.workers.run(read, result, timeout=PARSE_SECONDS)
        except TimeoutError:
            problem = f"It took over {PARSE_SECONDS:.0f} s to read, so it was given up."
            return Feed(kind="", problems=(problem,), took=PARSE_SECONDS)
        except MemoryError:
            return Feed(kind="", problems=("It takes too much memory to read, so it was given up.",))
        except Exception:
            log.exception("parser failed on %s", result.url)
            return Feed(kind="", problems=("It could not be read: the parser failed on it.",))

    async def read(self, url: str, allow_private: bool = False) -> Found | FetchProblem:
        """What is at this address itself."""
        result = await self.fetch(FetchRequest(url=url, allow_private=allow_private))
        if isinstance(result, FetchProblem):
            return result
        feed = await self.parse(result)
        if feed.index:
            parts = await self.parts(feed, allow_private)
            if isinstance(parts, FetchProblem):
                return replace(parts, url=url)
            feed = await self.joined(parts)
        return Found(result.moved_to or url, feed)

    async def parts(self, index: Feed, allow_private: bool) -> list[Fetched] | FetchProblem:
        """Those parts of an index that could be had, one after the other; where none could, why the first could not."""
        answers = [await self.fetch(FetchRequest(url=url, allow_private=allow_private)) for url in index.alternate]
        had = [answer for answer in answers if isinstance(answer, Fetched)]
        problems = (answer for answer in answers if isinstance(answer, FetchProblem))
        return had or next(replace(problem, gone=False) for problem in problems)  # a part has ended, not the whole

    async def joined(self, parts: Sequence[Fetched]) -> Feed:
        """The parts as one feed: the first that is none, with the problem, where none is."""
        feeds = [await self.parse(part) for part in parts]
        good, took = [feed for feed in feeds if feed.kind], sum(feed.took for feed in feeds)
        if not good:
            return replace(feeds[0], alternate=(), index=False, took=took)  # of an index of indexes no more is read
        entries: dict[str, Entry] = {}
        for entry in chain.from_iterable(feed.entries for feed in good):
            entries.setdefault(entry.id, entry)  # the newer part's
        problems = dict.fromkeys(problem for feed in feeds for problem in feed.problems)
        return replace(good[0], entries=tuple(entries.values())[:MAX_ENTRIES], problems=tuple(problems), took=took)

    async def find(self, url: str, allow_private: bool = False) -> Found | FetchProblem:
        """What a person means by this address: `feed_of` what is there."""
        found = await self.read(url, allow_private)
        return found if isinstance(found, FetchProblem) else await self.feed_of(found, allow_private)

    async def feed_of(self, found: Found, allow_private: bool) -> Found:
        """The feed itself, or of a page the first that works of those that it names, or where it names none the one at a usual
        place. One step is followed, and a page behind it is not; where that leads to none, the page itself (a feed of kind "")
        with its problem."""
        if found.feed.kind:
            return found
        if found.feed.problems == (discovery.NO_FEED,):
            return await self.usual(found.url, allow_private) or found
        if not found.feed.alternate:
            return found
        why: tuple[str, ...] = ()  # the first one's: it is the likeliest
        for named in found.feed.alternate[:MAX_NAMED]:
            feed = await self.read(named, allow_private)
            if isinstance(feed, Found) and feed.feed.kind:
                problems = (f"Read from {named}, which the page names.", *feed.feed.problems)
                return Found(feed.url, replace(feed.feed, problems=problems))
            why = why or ((feed.text,) if isinstance(feed, FetchProblem) else feed.feed.problems[:1])
        return replace(found, feed=replace(found.feed, problems=(*found.feed.problems, *why)))

    async def usual(self, page: str, allow_private: bool) -> Found | None:
        """The feed at a usual place of this page's site, as far as robots.txt lets us look; None where there is none soon."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(USUAL_SECONDS):
                for place in discovery.usual(page):
                    if isinstance(
                        await self.allowed(FetchRequest(url=place, allow_private=allow_private)), FetchProblem
                    ):
                        continue
                    found = await self.read(place, allow_private)
                    if isinstance(found, Found) and found.feed.kind:
                        problems = (f"The page names no feed; this one is at {place}", *found.feed.problems)
                        return replace(found, feed=replace(found.feed, problems=problems))
                    if (
                        isinstance(found, FetchProblem) and found.status is None
                    ):  # no answer: nor would the others have one
                        return None
        return None

    async def look_up(self, url: str) -> Found | FetchProblem:
        """find() for somebody who waits for the answer: never on a private network, and within a time."""
        if self.looking >= LOOKUPS + WAITING:
            return FetchProblem(
                url=url, text="Too many addresses are being looked up right now; try again in a minute."
            )
        self.looking += 1
        try:
            async with asyncio.timeout(LOOKUP_SECONDS), self.lookups:
                return await self.find(url)
        except TimeoutError:
            return FetchProblem(url=url, text=f"It did not answer within {LOOKUP_SECONDS:.0f} s.")
        finally:
            self.looking -= 1
