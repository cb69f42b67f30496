"""What the engine asks of the world, as narrow as it can be. Adapters implement these; tests hand in fakes or the real thing.

Storage keeps work as rows with a due time and a lease. `claim(kind, now, ...)` hands out keys whose due time has come and
that nobody holds; who claims applies an intent, which sets the next due time (or ends the work) in the same transaction as
its results. A claim that is never applied (a crash) comes back when its lease runs out. Work kinds and their keys:
`poll` source id, `analyse` entry key, `brief` subscription id, `send` delivery id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from bot.model import (
    AnalysisIntent,
    Article,
    Chat,
    Delivery,
    Fetched,
    FetchProblem,
    FetchRequest,
    Item,
    Message,
    PollIntent,
    SendResult,
    Source,
    Story,
    Subscription,
    Told,
)

T = TypeVar("T")
WorkKind = Literal["poll", "analyse", "brief", "send"]


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...


class Fetcher(Protocol):
    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        """One GET, conditional where the request has validators. Never raises for what the network does."""
        ...

    async def close(self) -> None: ...


class Workers(Protocol):
    """Processes for heavy pure work, which can be killed."""

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        """function(*args) in a worker. Raises TimeoutError past `timeout` seconds; what the function raises comes through."""
        ...

    async def close(self) -> None: ...


class Surface(Protocol):
    """Where messages go: Telegram, or a recorder in tests."""

    async def send(self, chat: int, message: Message) -> SendResult:
        """Sends one message. Never raises for what Telegram or the network does."""
        ...


class WorkStore(Protocol):
    async def claim(self, kind: WorkKind, now: datetime, *, lease: timedelta, limit: int) -> list[str]:
        """Keys of work that is due at `now`, earliest first (`send`: by priority, then due), leased until now + lease."""
        ...

    async def release(self, kind: WorkKind, keys: Iterable[str], due: datetime) -> None:
        """Gives claimed work back, due again at `due`: nothing was done."""
        ...

    async def make_due(self, kind: WorkKind, now: datetime) -> None:
        """Makes all work of this kind due at `now`, leases or not (`sitrep poll --once`)."""
        ...

    async def take_over(self) -> None:
        """Drops all leases: for the database's only owner at its start, when whoever held them is dead."""
        ...

    async def next_due(self) -> datetime | None:
        """The earliest due time of any work, leases left aside; None where there is none."""
        ...


class SourceStore(Protocol):
    async def sources(self, ids: Sequence[int] | None = None) -> list[Source]:
        """All sources by id, or those of these that are there, in the order of `ids`."""
        ...

    async def source(self, id: int) -> Source | None: ...

    async def add_source(self, source: Source, due: datetime) -> Source:
        """The stored source, its first poll due. One with the same URL is kept, with its state; what the caller names
        of it (name, kind, lang, family, trusted) is taken over; `catalog` stays only where both have it."""
        ...

    async def remove_source(self, url: str) -> bool:
        """Ends polling and forgets the source; its entries stay. False where there was none."""
        ...

    async def known_entries(self, source: int, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Digest and revision of those of these entries that are stored."""
        ...

    async def apply_poll(self, intent: PollIntent) -> None:
        """Writes the source's state, new and changed entries (revisions are kept) with their analysis due, and the next
        poll's due time, in one transaction. The source may have been removed meanwhile: then nothing is written."""
        ...

    async def apply_polls(self, intents: Sequence[PollIntent]) -> None:
        """apply_poll for each of them, all in one transaction: a commit costs more than what most polls write."""
        ...


class NewsStore(Protocol):
    async def items(self, keys: Sequence[str]) -> list[tuple[Item, str | None]]:
        """Entries as the stages read them, with the source's family, in the keys' order. `Item.id` is the entry's key;
        outlet is the source's name, lang the entry's own or the source's, severity what its categories say. An entry without a
        time gets its fetch time."""
        ...

    async def apply_analysis(self, intent: AnalysisIntent) -> None:
        """Writes articles (their `analyse` work is done), stories, moves, what was told, and the deliveries owed, in one
        transaction. A delivery whose (chat, subscription, occasion, part) is there already is left as it is."""
        ...

    async def articles(self, since: datetime, until: datetime, terms: Iterable[str] | None = None) -> list[Article]:
        """Articles published in [since, until], latest revision each, oldest first; with `terms`, those that have at least
        one of them."""
        ...

    async def story_articles(self, stories: Iterable[str], until: datetime) -> list[Article]:
        """All articles of these stories published up to `until`, oldest first."""
        ...

    async def recent_articles(self, since: datetime, limit: int) -> list[Article]:
        """The newest `limit` articles since then, oldest first: what the window of stories is rebuilt from."""
        ...

    async def stories(self, ids: Iterable[str]) -> list[Story]: ...

    async def counts(self) -> dict[str, int]:
        """How many sources, entries, articles, stories, chats, subscriptions, and deliveries owed there are."""
        ...


class ChatStore(Protocol):
    async def chat(self, id: int) -> Chat | None: ...

    async def chats(self) -> list[Chat]: ...

    async def save_chat(self, chat: Chat) -> None:
        """Inserts or replaces. The `brief` work of a chat that is paused or gone is still claimed: pipeline decides."""
        ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: everything of `old` is `new`'s from now on, deliveries owed included. Idempotent."""
        ...

    async def link(self, channel: int, user: int) -> None:
        """This user may manage this channel from their private chat."""
        ...

    async def linked(self, user: int) -> list[Chat]: ...

    async def subscriptions(self, chat: int | None = None) -> list[Subscription]:
        """Of one chat, or all; by id."""
        ...

    async def topics_at_once(self) -> list[str]:
        """The topics, each once, that some subscription wants to hear of as news breaks."""
        ...

    async def at_once(self, topics: Iterable[str]) -> list[Subscription]:
        """The subscriptions to any of these topics that want to hear as news breaks, by id."""
        ...

    async def long_topics(self, limit: int) -> list[str]:
        """The topics with more bytes of UTF-8 than `limit` that are followed, or that a chat was told of, each once."""
        ...

    async def subscription(self, id: int) -> Subscription | None: ...

    async def save_subscription(self, subscription: Subscription, due: datetime | None) -> Subscription:
        """Inserts, or replaces that of the same chat and topic. `due` is when its `brief` work is due next (None: never)."""
        ...

    async def remove_subscription(self, chat: int, topic: str) -> bool: ...

    async def told(self, chat: int, topic: str) -> Told | None: ...

    async def save_told(self, told: Told) -> None:
        """What a chat was told, replacing what stood there for this topic."""
        ...


class OutboxStore(Protocol):
    async def owe(
        self, deliveries: Sequence[Delivery], told: Sequence[Told], subscription: int, due: datetime | None
    ) -> None:
        """One scheduled briefing: the deliveries, what was told by them, and when the subscription's `brief` work is due
        next, in one transaction. Duplicates are left as they are."""
        ...

    async def deliveries(self, ids: Sequence[str]) -> list[Delivery]: ...

    async def owed(self, chat: int) -> list[Delivery]: ...

    async def settle(self, delivery: Delivery, due: datetime | None) -> None:
        """Writes a delivery's state, attempts and problem; its `send` work is due at `due`, or done (None)."""
        ...


class RetentionStore(Protocol):
    async def prune(self, before: datetime, limit: int) -> int:
        """Forgets up to `limit` entries last changed before then, with their articles and earlier revisions, as many stories
        last seen before then that have no article left, and deliveries done; returns how many of these there were. What
        awaits its analysis stays. Entries that a source may still list stay known by identity and digest, so that none comes
        back as new."""
        ...


class Store(WorkStore, SourceStore, NewsStore, ChatStore, OutboxStore, RetentionStore, Protocol):
    """All of it, as one adapter offers it."""

    async def backup(self, file: Path) -> None:
        """A consistent copy while running. Raises UserError where the file cannot be written."""
        ...

    async def close(self) -> None: ...
