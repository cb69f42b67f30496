"""What the engine asks of the world, as narrow as it can be. Adapters implement these; tests hand in fakes or the real thing.

Storage keeps work as rows with a due time and a lease. `claim(kind, now, ...)` hands out keys whose due time has come and
that nobody holds; who claims applies an intent, which sets the next due time (or ends the work) in the same transaction as
its results. A claim that is never applied (a crash) comes back when its lease runs out. Work kinds and their keys:
`poll` and `push` (WebSub) source id, `analyse` entry key, `brief` subscription id, `send` delivery id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from bot.model import (
    Act,
    AnalysisIntent,
    Article,
    Chat,
    Delivery,
    EntryIntent,
    Fetched,
    FetchProblem,
    FetchRequest,
    Item,
    Meaning,
    Message,
    PollIntent,
    Push,
    SendResult,
    Source,
    Story,
    Subscription,
    Told,
)

T = TypeVar("T")
WorkKind = Literal["poll", "push", "analyse", "brief", "send"]


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...


class Fetcher(Protocol):
    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        """One GET, conditional where the request has validators; a POST where it has a form. Never raises for what the
        network does."""
        ...

    async def close(self) -> None: ...


class Workers(Protocol):
    """Processes for heavy pure work, which can be killed."""

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        """function(*args) in a worker. Raises TimeoutError past `timeout` seconds; what the function raises comes through."""
        ...

    async def close(self) -> None: ...


class Embedder(Protocol):
    """A model of meaning over many languages. It computes for a while: to be called off the event loop."""

    def embed(self, texts: Sequence[str]) -> list[Meaning | None]:
        """Each text's meaning, in order; None where there is no word in it that the model knows. The same text has the same
        meaning each time, whatever stands beside it. No text makes it raise."""
        ...


class Surface(Protocol):
    """Where messages go: Telegram, or a recorder in tests."""

    async def send(self, chat: int, message: Message, thread: int | None, answers: int | None = None) -> SendResult:
        """Sends one message; `thread` is the topic of a forum, `answers` the id of the message that it is a reply to, if that
        is still there. Never raises for what Telegram or the network does."""
        ...

    async def edit(self, chat: int, message_id: int, message: Message) -> SendResult:
        """Puts a message of text in the place of one that was sent. Never raises for what Telegram or the network does."""
        ...

    async def administers(self, chat: int, person: int) -> bool:
        """Whether a person still administers a channel, as far as can be seen."""
        ...

    async def delete(self, chat: int, message_id: int) -> SendResult:
        """Takes a message back that was sent; "sent" also where it is gone already. Never raises, as the others."""
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
        """The earliest due time of any work, leases left aside; None where there is none. Looks through all work: for a
        clock that is moved by hand."""
        ...


class SourceStore(Protocol):
    async def sources(self, ids: Sequence[int] | None = None) -> list[Source]:
        """All sources by id, or those of these that are there, in the order of `ids`."""
        ...

    async def source(self, id: int) -> Source | None: ...

    async def read_for(self, chat: int | None) -> list[Source]:
        """The sources that this chat's briefings draw on: everybody's, then its own; by id. None: everybody's alone."""
        ...

    async def origins(self, keys: Sequence[str]) -> dict[str, Source]:
        """The source of each of these entries, removed ones too."""
        ...

    async def add_source(self, source: Source, due: datetime) -> Source:
        """The stored source, its first poll due. One with the same URL is kept, with its state; what the caller names
        of it (name, kind, lang, family, trusted, named) is taken over; `catalog` stays only where both have it. A chats' own
        source becomes everybody's, and starts afresh: nothing that a user had a hand in is taken over."""
        ...

    async def try_again(self, id: int, due: datetime) -> None:
        """A source that ended, or that was reported broken, is due, and reported again if it still is. Others stay as they
        are."""
        ...

    async def remove_source(self, url: str) -> bool:
        """Ends polling and forgets the source; its entries stay. False where there was none. Everybody's source that
        chats had added before goes back to being theirs."""
        ...

    async def add_own_source(self, source: Source, chat: int, now: datetime) -> Source:
        """The stored source, read for this chat from now on, its first poll due where it is new; where it is new to the
        chat alone, as `try_again` has it. One that is read for everybody is returned as it is, and nothing is written."""
        ...

    async def leave_source(self, chat: int, id: int) -> bool:
        """The chat's own source is no longer read for it; without any chat it is forgotten. False where it was not its own."""
        ...

    async def source_chats(self, id: int) -> list[int]:
        """The chats that added this source by themselves."""
        ...

    async def own_counts(self, chat: int) -> tuple[int, int]:
        """How many own sources this chat has, and how many there are of all chats together."""
        ...

    async def chats_with_own(self) -> set[int]:
        """The chats that have own sources."""
        ...

    async def known_entries(self, source: int, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Digest and revision of those of these entries that are stored."""
        ...

    async def apply_poll(self, intent: PollIntent) -> None:
        """Writes the source's state, new and changed entries (revisions are kept) with their analysis due, and the next
        poll's due time, in one transaction; what it says that the source lists stays known until a later poll says
        otherwise. The source may have been removed meanwhile: then nothing is written."""
        ...

    async def apply_polls(self, intents: Sequence[PollIntent]) -> None:
        """apply_poll for each of them, all in one transaction: a commit costs more than what most polls write."""
        ...


class PushStore(Protocol):
    """WebSub subscriptions. A removed source keeps its own, with `push` work due, so that its hub can be told to stop."""

    async def push(self, source: int) -> Push | None: ...

    async def push_of(self, token: str) -> Push | None: ...

    async def save_push(self, push: Push, due: datetime) -> None:
        """Inserts or replaces; its `push` work is due then. The source knows from when to when it is pushed."""
        ...

    async def drop_push(self, source: int) -> None:
        """Forgets it, and its work."""
        ...

    async def apply_push(self, source: int, entries: Sequence[EntryIntent], at: datetime) -> None:
        """Writes entries as apply_poll does; the next poll stays due when it was."""
        ...

    async def want_pushes(self, due: datetime | None) -> None:
        """Makes `push` work due for every source that has a hub and no subscription. None: forgets all subscriptions."""
        ...


class NewsStore(Protocol):
    async def items(self, keys: Sequence[str]) -> list[tuple[Item, str | None]]:
        """Entries as the stages read them, with the source's family, in the keys' order. `Item.id` is the entry's key;
        outlet is the source's name, lang the entry's own or the source's, severity what its categories say. An entry without a
        time gets its fetch time."""
        ...

    async def apply_analysis(self, intent: AnalysisIntent) -> None:
        """Writes articles (their `analyse` work is done), stories, moves, what was told, the deliveries owed, and which
        sources are to be looked at sooner, in one transaction. A delivery whose (chat, subscription, occasion, part) is
        there already, and has not failed, is left as it is; one that has an id is itself put anew, if it is still owed."""
        ...

    async def written(self) -> None:
        """Returns when all that was handed over to be written before is there to be read."""
        ...

    async def articles(self, since: datetime, until: datetime, terms: Iterable[str] | None = None) -> list[Article]:
        """Articles published in [since, until], latest revision each, oldest first; with `terms`, those that have at least
        one of them. Of everybody's sources alone, as the two below."""
        ...

    async def own_articles(
        self, chat: int, since: datetime, until: datetime, terms: Iterable[str] | None, limit: int
    ) -> list[Article]:
        """The newest `limit` of this chat's own sources, oldest first; else as articles()."""
        ...

    async def story_articles(self, stories: Iterable[str], until: datetime) -> list[Article]:
        """All articles of these stories published up to `until`, oldest first."""
        ...

    async def earlier(self, keys: Sequence[str]) -> list[Article]:
        """Of these entries what they were understood as before, where they were: their last revision, own sources' too."""
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
        """A group became a supergroup: everything of `old` is `new`'s from now on, deliveries owed included. Idempotent,
        whatever has come of `old` meanwhile."""
        ...

    async def link(self, channel: int, user: int) -> None:
        """This user may manage this channel from their private chat."""
        ...

    async def unlink(self, channel: int, user: int) -> bool:
        """Undoes that; False where it was not so."""
        ...

    async def linked(self, user: int) -> list[Chat]: ...

    async def managers(self, channel: int) -> list[int]:
        """The users who have linked this channel."""
        ...

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

    async def remove_subscription(self, chat: int, topic: str) -> bool:
        """False where there was none. Briefings that are still owed for it have failed."""
        ...

    async def leave_thread(self, chat: int, thread: int) -> None:
        """What was followed in this thread of the chat is in none from now on; when it is due stays as it is."""
        ...

    async def told(self, chat: int, topic: str) -> Told | None: ...

    async def save_told(self, told: Told) -> None:
        """What a chat was told, replacing what stood there for this topic; but not where that was told minutes after this: it
        has overtaken it."""
        ...


class OutboxStore(Protocol):
    async def claim_deliveries(
        self, now: datetime, *, lease: timedelta, limit: int, busy: Iterable[int] = ()
    ) -> list[str]:
        """As `claim` has it for `send`, but nothing that is owed to a chat that is `busy`."""
        ...

    async def owe(
        self, deliveries: Sequence[Delivery], told: Sequence[Told], subscription: int, due: datetime | None
    ) -> None:
        """One scheduled briefing: the deliveries, what was told by them, and when the subscription's `brief` work is due
        next, in one transaction. Duplicates are left as they are, but for what failed."""
        ...

    async def deliveries(self, ids: Sequence[str]) -> list[Delivery]: ...

    async def owed(self, chat: int) -> list[Delivery]: ...

    async def waits(self, chat: int, now: datetime) -> datetime | None:
        """When, after now, what was tried in vain for this chat is due again: what was owed later waits, too."""
        ...

    async def alerted(self, chat: int, stories: Iterable[str], since: datetime) -> list[Delivery]:
        """The alerts that the chat was sent or is owed, oldest first: of these stories ("s7:confirmed ..." of "s7") at any
        time, and all others that were due since then. What failed was not heard, unless it was to take another's place: then
        that cannot be changed any more."""
        ...

    async def told_since(self, since: datetime) -> dict[tuple[str, str, str], datetime]:
        """The topics (their queries), the stories and the articles quoted ("" where none is known) of the alerts that any chat
        was sent or is owed, due since then, with when the last one was due."""
        ...

    async def retry_anew(self, chat: int, since: datetime, now: datetime) -> None:
        """What was to be put in the place of the chat's alerts of the time since then, and failed because it was paused, is due
        now: of each alert the last, which tells how it stands."""
        ...

    async def settle(self, delivery: Delivery, due: datetime | None) -> None:
        """Writes a delivery's state, attempts and problem; its `send` work is due at `due`, or done (None). One that is settled
        for good stays as it is. Where a briefing failed, its chat counts as told by the one sent before it, unless it was told
        something since."""
        ...


class BroadcastStore(Protocol):
    async def decide(self, id: int, before: str, state: str, due: datetime | None, *, approved: bool = False) -> bool:
        """A delivery in the state `before` is in this one from now on, its `send` work due then, if at all; one that is approved
        is itself due then. What failed was not told. False where it is in another state: somebody has decided."""
        ...

    async def unapproved(self, chat: int) -> list[Delivery]:
        """What waits to be approved, oldest first."""
        ...

    async def posted(self, chat: int, since: datetime, limit: int) -> list[Delivery]:
        """The last messages that the chat was sent and that were due since then, newest first."""
        ...

    async def note(self, act: Act) -> None:
        """Keeps what somebody has done."""
        ...

    async def acts(self, chat: int, limit: int) -> list[Act]:
        """What was done there, newest first."""
        ...


class RetentionStore(Protocol):
    async def prune(self, before: datetime, limit: int) -> int:
        """Forgets up to `limit` entries last changed before then, with their articles and earlier revisions, as many stories
        last seen before then that have no article left, deliveries done (but not the alerts of a story that is still
        known: nobody is to hear the same again), and removed sources not polled since of which nothing is left; returns
        how many of these there were. What awaits its analysis stays. Entries that a source may still list stay known by
        identity and digest, and so do those that it was last said to list, so that none comes back as new."""
        ...


class AheadStore(Protocol):
    async def set_right(self, now: datetime, latest: datetime, briefs: Mapping[int, datetime]) -> None:
        """The clock was ahead, and it is `now`: what says that it happened later than `latest` happened now. Sources are to be
        polled, and what was understood meanwhile is to be understood anew; alerts that were taken for too old are owed again,
        briefings of a time to come are not, and who was told then was told last by the one before. What is owed is looked at
        anew; these subscriptions are due then, where they would be later. In one transaction."""
        ...


class Store(
    WorkStore,
    SourceStore,
    PushStore,
    NewsStore,
    ChatStore,
    OutboxStore,
    BroadcastStore,
    RetentionStore,
    AheadStore,
    Protocol,
):
    """All of it, as one adapter offers it."""

    async def backup(self, file: Path) -> None:
        """A consistent copy while running. Raises UserError where the file cannot be written."""
        ...

    async def close(self) -> None: ...
