"""The stages' shell. Each stage: claim due work -> pure function -> apply in one transaction.

poll     sources due -> fetch -> parse -> what changed -> entries, with their analysis due
analyse  entries due -> article -> story -> alerts owed
brief    subscriptions due -> briefing -> delivery owed
send     deliveries due -> the surface -> settled, or due again
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from bot import catalog, desk
from bot.brief import alerts, compose, layout
from bot.deliver.outbox import EXPIRY, after_send, expired
from bot.deliver.quiet import quiet_until
from bot.deliver.schedule import next_due
from bot.errors import StorageError
from bot.ingest.changes import changes
from bot.ingest.parse import parse
from bot.ingest.schedule import Limits, after_poll, host, unchanged
from bot.model import (
    AnalysisIntent,
    Article,
    Chat,
    Delivery,
    EntryIntent,
    Feed,
    Fetched,
    FetchRequest,
    Item,
    PollIntent,
    SendResult,
    Source,
    Story,
    Subscription,
    Told,
)
from bot.ports import Clock, Fetcher, Store, Surface, Workers
from bot.understand import stories, topics
from bot.understand.article import article as understand

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than the slowest unit of any stage; a crash delays its work by no more
# sources claimed at a time for each slot: hosts enough to fill the slots, and a round stays within its lease
IN_HAND = 16
STUCK = 5.0  # seconds; a host that took longer to fail is not asked for its other sources in this round
STUCK_PAUSE = timedelta(minutes=1)
WRITE_BATCH = 100  # polls committed together
PARSE_SECONDS = 30.0  # the worst feed seen took 1.1 s; what takes longer is an attack or a bug
ANALYSE_SECONDS = 60.0  # for one batch
BATCH = 100  # subscriptions or deliveries taken at once
# entries understood and committed together, in the order of their times: the first look at a few feeds is one batch
ENTRIES = 500
ALERT_AGE = timedelta(hours=6)  # news older than this when we first read it is for the next briefing, not for an alert
WINDOWS = {"hourly": timedelta(hours=6), "daily": timedelta(hours=24), "weekly": timedelta(days=7)}
SENDERS = 8  # chats written to at the same time: one slow chat holds up no other


class Polled(Struct, frozen=True):
    """What one poll came to, for the operator: a line of `sitrep poll`."""

    source: Source
    new: int
    changed: int


def understand_all(items: Sequence[Item]) -> list[Article]:
    """The items' articles, in order."""
    return [understand(item) for item in items]


class Pipeline:
    """Holds what the stages share: the ports, and the live window of stories (rebuilt from storage when first needed)."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        clock: Clock,
        surface: Surface,
        *,
        limits: Limits,
        allow_private: bool = False,
        concurrency: int = 8,
    ) -> None:
        self.store, self.fetcher, self.workers, self.clock, self.surface = store, fetcher, workers, clock, surface
        self.limits, self.allow_private, self.concurrency = limits, allow_private, concurrency
        self.window: stories.Window | None = None

    # --- poll ---

    async def poll(self, tell: Callable[[Polled], None] | None = None) -> int:
        """Polls what is due, some hosts at a time and each host one request at a time; returns how many sources were
        claimed. `tell` is called as each is written. The other sources of a host that is stuck wait for a later round,
        as do those whose turn would come after their lease, so that nobody waits for them."""
        began = self.clock.now()
        keys = await self.store.claim("poll", began, lease=LEASE, limit=IN_HAND * self.concurrency)
        if not keys:
            return 0
        by_host: dict[str, list[Source]] = {}
        for source in await self.store.sources([int(key) for key in keys]):
            by_host.setdefault(host(source.url), []).append(source)
        slots = asyncio.Semaphore(self.concurrency)
        polled: asyncio.Queue[PollIntent | None] = asyncio.Queue(WRITE_BATCH)
        loop = asyncio.get_running_loop()

        async def in_turn(sources: list[Source]) -> None:
            for n, source in enumerate(sources, start=1):
                async with slots:
                    if self.clock.now() - began > LEASE / 2:
                        return await self.give_back(sources[n - 1 :], timedelta())
                    asked = loop.time()
                    try:
                        intent = await self.look(source)
                    except StorageError:
                        raise
                    except Exception:  # a bug; the source comes back when its lease ends
                        log.exception("%s could not be polled", source.url)
                        continue
                    stuck = intent.source.failures > 0 and loop.time() - asked > STUCK
                await polled.put(intent)
                if stuck and sources[n:]:
                    return await self.give_back(sources[n:], STUCK_PAUSE)

        async def all_hosts() -> None:
            try:
                await each(in_turn(sources) for sources in by_host.values())
            finally:
                await polled.put(None)

        await each((all_hosts(), self.write_polls(polled, tell)))
        return len(keys)

    async def give_back(self, sources: Sequence[Source], pause: timedelta) -> None:
        await self.store.release("poll", [str(source.id) for source in sources], self.clock.now() + pause)

    async def write_polls(
        self, polled: asyncio.Queue[PollIntent | None], tell: Callable[[Polled], None] | None
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
                await self.store.apply_polls(batch)
            except Exception as error:  # go on taking, or the hosts would wait for ever; leases bring back what failed
                failure, written = failure or error, []
                for intent in () if isinstance(error, StorageError) else batch:
                    try:
                        await self.store.apply_poll(intent)
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

    async def look(self, source: Source) -> PollIntent:
        """What one poll of the source leaves behind, not yet written."""
        result = await self.fetcher.fetch(
            FetchRequest(
                url=source.url,
                etag=source.etag,
                last_modified=source.last_modified,
                allow_private=source.trusted and self.allow_private,
            )
        )
        feed: Feed | None = None
        intents: tuple[EntryIntent, ...] = ()
        if isinstance(result, Fetched) and not unchanged(source, result):
            try:
                feed = await self.workers.run(
                    parse, result.body, result.url, result.content_type, timeout=PARSE_SECONDS
                )
            except TimeoutError:
                feed = Feed(kind="", problems=(f"It took over {PARSE_SECONDS:.0f} s to read, so it was given up.",))
            except Exception:
                log.exception("parser failed on %s", source.url)
                feed = Feed(kind="", problems=("It could not be read: the parser failed on it.",))
            known = await self.store.known_entries(source.id, [entry.id for entry in feed.entries])
            intents = changes(feed.entries, known)
        return after_poll(source, result, feed, intents, self.clock.now(), self.limits)

    # --- analyse ---

    async def analyse(self) -> int:
        """Understands a batch of what is due, groups it and owes the alerts it makes; returns how many entries."""
        now = self.clock.now()
        keys = await self.store.claim("analyse", now, lease=LEASE, limit=ENTRIES)
        if not keys:
            return 0
        try:
            items = await self.store.items(keys)
            # stories are made in the order of events, as far as one batch shows it
            items.sort(key=lambda pair: (pair[0].published or now, int(pair[0].id)))
            articles = await self.understood([item for item, _ in items])
            window = self.window = self.window or await self.rebuild(now)
            changed: dict[str, Story] = {}
            moved: dict[str, str] = {}
            placed: dict[str, Article] = {}
            sound = True
            for read, (_, family) in zip(articles, items, strict=True):
                article = replace(
                    read, seen=now, family=family or catalog.family(read.link, read.outlet) or read.outlet
                )
                try:
                    change = stories.place(window, article)
                except Exception:  # a bug must not hold up the news behind it
                    log.exception("entry %s could not be grouped; it is kept as a story of its own", article.id)
                    placed[article.id], sound = article, False
                    continue
                placed[change.article.id] = change.article
                changed.update((story.id, story) for story in change.stories)
                moved.update(change.moved)
            for id, story in moved.items():
                if id in placed:
                    placed[id] = replace(placed[id], story=story)
            done = tuple(placed.values())
            owed = await self.alerts(done, moved, now)
            await self.store.apply_analysis(
                AnalysisIntent(
                    articles=done,
                    stories=tuple(changed.values()),
                    moved={id: story for id, story in moved.items() if id not in placed},
                    deliveries=owed,
                )
            )
            if not sound:
                self.window = None  # half of a change may stand in it
        except BaseException:
            self.window = None  # it may hold what was not written: rebuild it from storage next time
            raise
        return len(keys)

    async def understood(self, items: list[Item]) -> list[Article]:
        """The items' articles. One that cannot be understood in time is kept as it is, so that nothing is lost."""
        try:
            return await self.workers.run(understand_all, items, timeout=ANALYSE_SECONDS)
        except Exception as error:
            if len(items) == 1:
                log.error("entry %s could not be understood: %s", items[0].id, error or type(error).__name__)
                bare = items[0]
                return [
                    Article(
                        id=bare.id,
                        title=bare.title,
                        text=bare.text,
                        published=bare.published,
                        outlet=bare.outlet,
                        link=bare.link,
                    )
                ]
        half = len(items) // 2
        return await self.understood(items[:half]) + await self.understood(items[half:])

    async def rebuild(self, now: datetime) -> stories.Window:
        window = stories.Window()
        articles = await self.store.recent_articles(now - desk.ARCHIVE, window.limit)
        known = await self.store.stories({article.story for article in articles if article.story})
        stories.restore(window, articles, known)
        return window

    async def alerts(self, placed: Sequence[Article], moved: dict[str, str], now: datetime) -> tuple[Delivery, ...]:
        """What these articles make us owe to subscriptions that want to hear at once: one alert for a story and status."""
        fresh = [a for a in placed if a.story and not a.duplicate_of and now - (a.published or now) <= ALERT_AGE]
        following = [s for s in await self.store.subscriptions() if s.schedule.kind == "now"] if fresh else []
        if not following:
            return ()
        parsed = {s.topic: topics.parse(s.topic) for s in following}
        index = topics.index(list(parsed.values()))
        by_topic: dict[str, list[Subscription]] = {}
        for subscription in following:
            by_topic.setdefault(subscription.topic, []).append(subscription)
        hits: dict[tuple[str, str], None] = {}
        for article in fresh:
            for topic in topics.matching(index, article.terms):
                hits[topic.query, article.story or ""] = None
        members: dict[str, dict[str, Article]] = {story: {} for _, story in hits}
        for article in await self.store.story_articles(
            {*members, *(old for old, new in moved.items() if new in members)}, now
        ):
            story = moved.get(article.id, article.story or "")
            if story in members:
                members[story][article.id] = replace(article, story=story)
        for article in placed:
            if article.story in members:
                members[article.story][article.id] = article
        chats = {chat.id: chat for chat in await self.store.chats()}
        owed = []
        for query, story in hits:
            for subscription in by_topic[query]:
                chat = chats.get(subscription.chat)
                if chat is None or chat.gone or chat.paused:
                    continue
                zone = ZoneInfo(chat.timezone)
                try:
                    alert = alerts.alert(parsed[query], list(members[story].values()), as_of=now, zone=zone)
                except Exception:
                    log.exception("no alert could be made of story %s", story)
                    continue
                if alert is None:
                    continue
                owed.append(
                    Delivery(
                        chat=chat.id,
                        subscription=0,  # a chat hears of a story once, however many of its topics it touches
                        occasion=f"{story}:{alert.status}",
                        message=alert.message,
                        priority=0,
                        due=quiet_until(chat.quiet, zone, now) or now,
                        expires=now + EXPIRY,
                    )
                )
        return tuple(owed)

    # --- brief ---

    async def brief(self) -> int:
        """Composes the briefings that are due and owes them; returns how many subscriptions were looked at."""
        now = self.clock.now()
        keys = await self.store.claim("brief", now, lease=LEASE, limit=BATCH)
        for key in keys:
            subscription = await self.store.subscription(int(key))
            chat = await self.store.chat(subscription.chat) if subscription else None
            if subscription is None or chat is None:
                continue
            try:
                await self.brief_one(subscription, chat, now)
            except StorageError:
                raise
            except Exception:  # it comes back when its lease ends; the others do not wait for it
                log.exception("the briefing for subscription %s failed", subscription.id)
        return len(keys)

    async def brief_one(self, subscription: Subscription, chat: Chat, now: datetime) -> None:
        zone = ZoneInfo(chat.timezone)
        due = next_due(subscription.schedule, zone, now)
        if chat.gone or chat.paused or subscription.schedule.kind not in WINDOWS:
            return await self.store.owe((), (), subscription.id, due)
        if quiet_ends := quiet_until(chat.quiet, zone, now):
            return await self.store.release("brief", [str(subscription.id)], quiet_ends)
        topic = topics.parse(subscription.topic)
        window = WINDOWS[subscription.schedule.kind]
        topic, articles = await desk.on_topic(self.store, topic, now, window)
        told = await self.store.told(chat.id, subscription.topic)
        new = desk.new_since(articles, told.at if told else None)
        briefing = compose.compose(
            topic,
            articles,
            as_of=now,
            window=window,
            new=new,
            zone=zone,
            health=desk.health(await self.store.sources(), now),
            told=told.at if told else None,
        )
        if subscription.schedule.kind == "hourly" and not any(story.new for story in briefing.stories):
            return await self.store.owe((), (), subscription.id, due)  # an hourly word that nothing happened is noise
        delivery = Delivery(
            chat=chat.id,
            subscription=subscription.id,
            occasion=now.astimezone(zone).isoformat(timespec="minutes"),
            message=layout.message(briefing, topic),
            due=now,
            expires=now + EXPIRY,
        )
        return await self.store.owe(
            (delivery,), (Told(chat=chat.id, topic=subscription.topic, at=now),), subscription.id, due
        )

    # --- send ---

    async def send(self) -> int:
        """Sends what is owed and due, chats side by side, each chat's in order; returns how many deliveries."""
        keys = await self.store.claim("send", self.clock.now(), lease=LEASE, limit=BATCH)
        by_chat: dict[int, list[Delivery]] = {}
        for delivery in await self.store.deliveries(keys):
            by_chat.setdefault(delivery.chat, []).append(delivery)
        slots = asyncio.Semaphore(SENDERS)

        async def one(deliveries: list[Delivery]) -> None:
            async with slots:
                for n, delivery in enumerate(deliveries):
                    due = await self.send_one(delivery)
                    if due is not None and due > self.clock.now():
                        # the chat must wait: so must what comes after, in its order
                        await self.store.release("send", [str(later.id) for later in deliveries[n + 1 :]], due)
                        return

        await each(one(deliveries) for deliveries in by_chat.values())
        return len(keys)

    async def send_one(self, delivery: Delivery) -> datetime | None:
        now = self.clock.now()
        chat = await self.store.chat(delivery.chat)
        if chat is None or chat.gone or chat.paused or expired(delivery, now):
            why = "expired" if expired(delivery, now) else "paused" if chat and chat.paused else "chat is gone"
            await self.store.settle(replace(delivery, state="failed", problem=why), None)
            return None
        result: SendResult = await self.surface.send(delivery.chat, delivery.message)
        if result.outcome == "migrated" and result.new_chat is not None:
            await self.store.migrate_chat(delivery.chat, result.new_chat)
        if result.outcome == "chat_gone":
            await self.store.save_chat(replace(chat, gone=True))
        settled, due = after_send(delivery, result, self.clock.now())
        await self.store.settle(settled, due)
        if settled.state == "failed":
            log.warning("delivery %s to chat %s failed: %s", delivery.id, delivery.chat, result.problem)
        return due

    # --- all of it ---

    async def run_due(self) -> int:
        """Runs every stage until nothing is due any more; returns how many units of work were done."""
        total = 0
        while True:
            done = sum([await stage() for stage in (self.poll, self.analyse, self.brief, self.send)])
            if not done:
                return total
            total += done


async def each(jobs: Iterable[Awaitable[None]]) -> None:
    """Runs the jobs side by side. One that raises (a bug, or storage) does not stop the others; the first error is raised
    when all are done."""
    results = await asyncio.gather(*jobs, return_exceptions=True)
    for error in results:
        if isinstance(error, BaseException):
            raise error
