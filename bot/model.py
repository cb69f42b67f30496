"""The values that travel through the house, all frozen. Times are aware UTC unless a name says otherwise.

One news item travels once, left to right: Entry (as fetched) -> Item (as read) -> Article (understood) -> Story ->
Briefing -> Message -> Delivery. A command travels: Command -> Reply. `XIntent` is to be written by storage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from bot.severity import Severity

# gc=False: nothing frozen can be part of a circle, and polling makes enough of these to keep the garbage collector busy.

# --- ingest -----------------------------------------------------------------------------------------------------


class Source(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """Where we poll, and how that went. Storage leaves out what is as by default: a default that changes, changes it there."""

    id: int = 0  # given by storage
    url: str
    name: str = ""  # the outlet as readers know it
    kind: str = ""  # one of bot/ingest/parse.py's; empty: not known yet
    lang: str | None = None
    family: str | None = None  # publisher family: outlets of one house count once
    trusted: bool = False  # named in the config: may be on a private address if the operator allows
    named: str | None = None  # the address that the config names it by, wherever it moved since
    own: bool = False  # added in chats: read for those alone (SourceStore.source_chats), never for everybody
    catalog: str | None = None  # its address in the catalog, where only the config's choice from there brought it
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None  # of the last body: same bytes need no parsing
    interval: int = 900  # seconds between polls
    failures: int = 0  # in a row
    problem: str | None = None  # why the last poll failed, a sentence
    polled: datetime | None = None
    succeeded: datetime | None = None
    ended: bool = False  # gone for good (410)
    wait: int = 0  # seconds between two looks that the server asks for, or reading it costs
    hot: datetime | None = None  # when it last carried a followed story that was breaking
    hub: str | None = None  # its WebSub hub, and the name that the hub knows it by
    topic: str | None = None
    pushed_until: datetime | None = None  # the hub has promised to send what is new until then
    failing_since: datetime | None = None  # the first of the failures in a row
    reported: bool = False  # whoever added it has been told that it fails
    listed: datetime | None = None  # when storage was last told all that it lists
    pace: int = 0  # seconds between polls that suit the feed itself, without the server's wish; 0: not known yet


class Entry(Struct, frozen=True, kw_only=True, gc=False):
    """One item as fetched. `id` is its identity within its source; text is plain, html is as the source gave it."""

    id: str
    title: str = ""
    text: str = ""
    html: str = ""
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    author: str | None = None
    lang: str | None = None
    categories: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


class Feed(Struct, frozen=True, kw_only=True, gc=False):
    """A source's body, parsed. `problems` are sentences; entries may be there all the same."""

    kind: str
    title: str = ""
    link: str | None = None
    lang: str | None = None
    ttl: int | None = None  # seconds the source asks us to wait
    problems: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    hub: str | None = None  # WebSub: where to ask to be told at once, and what to name it there
    topic: str | None = None
    alternate: tuple[str, ...] = ()  # where this is none, addresses of feeds that it names, the likeliest first
    index: bool = False  # those are parts of it: what they hold now is what this holds
    took: float = 0.0  # seconds of CPU that reading it took


# What speaks against an address, if anything does.
Check: TypeAlias = Callable[[str], Coroutine[Any, Any, "FetchProblem | None"]]


class FetchRequest(Struct, frozen=True, kw_only=True, gc=False):
    url: str
    etag: str | None = None
    last_modified: str | None = None
    allow_private: bool = False
    form: tuple[tuple[str, str], ...] = ()  # sent as a form by POST, where there is one
    more: bool = False  # another request to this host follows at once: its connection is worth keeping
    check: Check | None = None  # asked before a redirect is followed


class Fetched(Struct, frozen=True, kw_only=True, gc=False):
    """An answer over HTTP with status 200 or 304 (to a form any 2xx); `body` is empty for 304."""

    url: str  # after redirects
    status: int
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_age: int | None = None  # seconds, from Cache-Control or Expires
    link: str | None = None  # the Link headers
    moved_to: str | None = None  # where permanent redirects alone (301, 308) led


class FetchProblem(Struct, frozen=True, kw_only=True, gc=False):
    """Why a fetch failed, as a value that names the source. `text` is one sentence for people."""

    url: str
    text: str
    retry_after: int | None = None  # seconds the server asks us to wait
    gone: bool = False  # 410: never ask again
    status: int | None = None  # of the answer, where there was one
    host: str = ""  # whose answer it was


class EntryIntent(Struct, frozen=True, kw_only=True, gc=False):
    """An entry that is new (revision 1) or changed (revision > 1)."""

    entry: Entry
    digest: str  # of what we keep of it; the same digest means nothing changed
    revision: int


class PollIntent(Struct, frozen=True, kw_only=True, gc=False):
    """What one poll leaves behind: the source's new state, when to look again, what was new."""

    source: Source
    due: datetime | None  # None: never again
    entries: tuple[EntryIntent, ...] = ()
    at: datetime
    deliveries: tuple[Delivery, ...] = ()  # what it makes us owe
    push_due: datetime | None = None  # when its hub is to be asked; None: as it stands
    listed: tuple[str, ...] = ()  # ids of all that the source lists, told now and then: these stay known


# --- understand -------------------------------------------------------------------------------------------------

Field = Literal["title", "text"]


class Item(Struct, frozen=True, kw_only=True):
    """One news item as `sitrep analyse` reads it. `id` is unique over all sources; the same id again is a revision."""

    id: str
    title: str = ""
    text: str = ""
    published: datetime | None = None
    outlet: str | None = None
    link: str | None = None
    lang: str | None = None
    severity: Severity | None = None  # what an alert says of itself
    lat: float | None = None  # where the source says that it is
    lon: float | None = None


class Span(Struct, frozen=True):
    """Characters of an item: offsets count Unicode code points in the field as given."""

    field: Field
    start: int
    end: int
    text: str


class Place(Struct, frozen=True, kw_only=True):
    field: Field
    start: int
    end: int
    text: str
    name: str
    country: str  # ISO 3166 alpha-2
    lat: float
    lon: float
    geonameid: int  # of GeoNames; our own additions are negative
    kind: Literal["place", "demonym"] = "place"


class Figure(Struct, frozen=True, kw_only=True):
    """A number that counts something. A range has low and high and no value; a bound has value and low (or high)."""

    field: Field
    start: int
    end: int
    text: str
    value: float | None
    low: float | None = None
    high: float | None = None
    unit: str | None = None  # "%", "USD", "km", "hour" ...
    what: str | None = None  # what is counted: "troops"


class Attribution(Struct, frozen=True, kw_only=True):
    """Who says what: source ("a Taliban spokesman"), cue ("said", "claims") and content."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


class Meaning(Struct, frozen=True):
    """What a text says, in whatever language, as a vector: like meanings point in like directions. Only vectors of one model
    can be compared."""

    model: str  # with its version
    vector: bytes  # int8, one a dimension; the length of the vector means nothing


_PLAIN = re.compile(r"(?<![#@\w])[^\W\d_]+")
_AREAS = re.compile(r"(?:^|\n|\. )Area: (?P<names>[^\n]+?)\.?\Z")
LONGEST_AREAS = 4_000  # characters of an alert's areas, of which ingest tells fifty
LONGEST_HEAD = 300  # characters of a post's first line


def first_line(text: str) -> str:
    """The first line of two words or more: "#BREAKING" alone is none. The first of all where there is no other; "" where a whole
    paragraph stands on top."""
    lines = text[: LONGEST_HEAD + 1].lstrip().split("\n")
    found = next((line for line in lines if len(_PLAIN.findall(line)) > 1), lines[0])
    return found if len(found) <= LONGEST_HEAD else ""


class Article(Struct, frozen=True, kw_only=True):
    """An item understood. `terms` are what topics and stories match on (see understand/terms.py for their forms)."""

    id: str
    title: str = ""
    text: str = ""
    published: datetime | None = None
    outlet: str | None = None
    link: str | None = None
    lang: str = "und"
    wire: str | None = None  # the agency whose text this is, where the text says so
    sentences: tuple[Span, ...] = ()
    places: tuple[Place, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    terms: frozenset[str] = frozenset()
    story: str | None = None  # given by stories.place()
    duplicate_of: str | None = None  # the earlier id with the same text
    seen: datetime | None = None  # when we first read it; pipeline sets it
    family: str | None = None  # publisher family, for counting independence; pipeline copies it from the source
    own: int | None = None  # the source's id where only some chats read it: such an article never has a stored story
    lat: float | None = None  # where the source says that it is
    lon: float | None = None
    meaning: Meaning | None = None  # of title and lead, where a model of meaning is used; pipeline asks the Embedder

    @property
    def head(self) -> str:
        """What stands on top: the title, or of a post, which has none, its first line."""
        return self.title or first_line(self.text)

    @property
    def areas(self) -> tuple[str, ...]:
        """Where an alert holds, as bot/ingest writes it behind its text; nothing for other news."""
        found = _AREAS.search(self.text[-LONGEST_AREAS:])
        return tuple(name.strip() for name in found["names"].split(";")) if found else ()


class Story(Struct, frozen=True, kw_only=True):
    """Articles about one event. Each change of its members is a new version."""

    id: str
    version: int
    first_seen: datetime
    last_seen: datetime
    size: int


class StoryChange(Struct, frozen=True, kw_only=True):
    """What placing one article did. `moved` maps earlier articles' ids to the story they belong to from now on."""

    article: Article  # with story and duplicate_of
    stories: tuple[Story, ...]  # those whose version rose; size 0: merged away
    moved: dict[str, str] = {}


class Circle(Struct, frozen=True):
    """What lies within so many km of a point in degrees."""

    lat: float
    lon: float
    km: float


class Condition(Protocol):
    """What terms alone cannot tell of an article: the order of its words, how far its places are."""

    def holds(self, article: Article) -> bool: ...


class Clause(Struct, frozen=True, kw_only=True):
    """Holds where each group of `all` has one of its terms among an article's, `none` has none, and so say the conditions."""

    all: tuple[frozenset[str], ...]
    none: frozenset[str] = frozenset()
    where: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()

    def matches(self, article: Article) -> bool:
        terms = article.terms
        for group in self.all:
            if group.isdisjoint(terms):
                return False
        if not self.none.isdisjoint(terms):
            return False
        return all(condition.holds(article) for condition in self.where) and not any(
            condition.holds(article) for condition in self.unless
        )


class Topic(Struct, frozen=True, kw_only=True):
    """A standing query. It matches an article where one of its clauses does."""

    query: str  # as the user wrote it, squeezed and casefolded: the key under which it is stored
    title: str  # as a heading shows it: "Kabul", "کابل"
    clauses: tuple[Clause, ...]
    english: str = ""  # the title with our own names of places, where its readers write others

    def matches(self, article: Article) -> bool:
        """True where the article is on this topic."""
        for clause in self.clauses:  # noqa: SIM110 - loops: thousands of topics are asked for one article
            if clause.matches(article):
                return True
        return False

    @property
    def names(self) -> str:
        """The words that it goes by: a line is not worth more for having them."""
        return f"{self.title} {self.english}"

    @property
    def circles(self) -> tuple[Circle, ...]:
        """Where near: asks for, if each of its alternatives does."""
        found = [[one for one in clause.where if isinstance(one, Circle)] for clause in self.clauses]
        return tuple(dict.fromkeys(circle for one in found for circle in one)) if all(found) else ()

    def terms(self) -> frozenset[str]:
        """Every term that can bring an article to this topic."""
        return frozenset().union(*(group for clause in self.clauses for group in clause.all))


# --- brief ------------------------------------------------------------------------------------------------------

Status = Literal["confirmed", "reported", "claimed", "disputed", "denied", "corrected"]


class Evidence(Struct, frozen=True, kw_only=True):
    id: str
    outlet: str
    link: str | None
    published: datetime | None
    quote: str  # verbatim from the item's title or text
    origin: str | None = None  # whose text it is, where that is not the outlet's own: "AFP"


class Bullet(Struct, frozen=True, kw_only=True):
    """One line of a briefing. evidence[0] is the item it was taken from; its quote stands in `text` letter for letter."""

    text: str
    status: Status
    evidence: tuple[Evidence, ...]


class FigureValue(Struct, frozen=True, kw_only=True):
    value: float
    evidence: tuple[str, ...]  # item ids


class FigureSeries(Struct, frozen=True, kw_only=True):
    what: str
    values: tuple[FigureValue, ...]
    agree: bool


class BriefStory(Struct, frozen=True, kw_only=True):
    story: str
    headline: str
    status: Status
    new: bool
    first_seen: datetime
    last_seen: datetime
    independent_sources: int
    outlets: tuple[str, ...]
    bullets: tuple[Bullet, ...]
    figures: tuple[FigureSeries, ...] = ()


class Briefing(Struct, frozen=True, kw_only=True):
    """What is said, with the evidence of every line. The JSON of `sitrep brief --json` is this value."""

    topic: str
    as_of: datetime
    window: str  # "24h"
    status: Literal["news", "quiet", "blind"]  # blind: we could not look
    text: str  # as sent, plain
    stories: tuple[BriefStory, ...] = ()


class Health(Struct, frozen=True, kw_only=True):
    """How well we could look: how many sources are followed, and which were last heard from too long ago."""

    sources: int
    silent: tuple[tuple[str, datetime | None], ...] = ()  # (name, last time it answered)


# --- messages: blocks of plain text and buttons, no markup ------------------------------------------------------

Style = Literal["", "bold", "code"]


class Run(Struct, frozen=True):
    """Characters of one style; with `url` they are a link."""

    text: str
    style: Style = ""
    url: str | None = None


class Line(Struct, frozen=True):
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


LONGEST_DATA = 64  # bytes of UTF-8 in a button: core.telegram.org/bots/api#inlinekeyboardbutton


class Button(Struct, frozen=True):
    """`data` comes back when it is pressed: at most LONGEST_DATA."""

    label: str
    data: str


class File(Struct, frozen=True):
    name: str
    body: bytes


class Picture(Struct, frozen=True):
    """A PNG, and what it shows in words: for those who cannot see it, and where nothing can be drawn. In storage the bytes
    are base64, so that what is owed is sent as it was drawn."""

    png: bytes
    alt: str


class Message(Struct, frozen=True, kw_only=True):
    """With a picture, the lines are its caption: at most 1,024 UTF-16 units, else the rest follows as messages."""

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows
    silent: bool = False
    file: File | None = None  # a document; the lines are its caption, 1,024 characters at most
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """The message as plain text."""
        return "\n".join(line.text for line in self.lines)


# --- chats and deliveries ---------------------------------------------------------------------------------------

ChatKind = Literal["private", "group", "channel"]


class Schedule(Struct, frozen=True, kw_only=True):
    """When a subscription speaks, in its chat's time zone. `at` is HH:MM; `weekday` is 0 (Monday) to 6."""

    kind: Literal["none", "now", "hourly", "daily", "weekly"] = "none"
    at: str = "08:00"
    weekday: int = 0


TERMINAL = 0  # the chat of `sitrep ask`: nobody's on Telegram


class Chat(Struct, frozen=True, kw_only=True):
    id: int
    kind: ChatKind
    title: str = ""
    timezone: str = "UTC"  # IANA
    quiet: tuple[str, str] | None = None  # HH:MM from, HH:MM to, local
    schedule: Schedule = Schedule(kind="daily")  # what a new subscription gets
    paused: bool = False
    paused_until: datetime | None = None  # when that ends by itself
    gone: bool = False  # blocked the bot, or was deleted
    dark: bool = False  # pictures for a dark screen
    approver: int = 0  # of a channel: the person's chat to which what is to be posted is put first; 0: nobody's
    language: str = ""  # ISO 639-1, that we speak there; "": English, or that of who asks

    @property
    def zone(self) -> ZoneInfo:
        """Its clock; UTC's where this machine knows no such zone: it was set on another, or by one that is no more."""
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")

    @property
    def reached(self) -> bool:
        """Whether what it was told can be written over: in a pause that waits for its end."""
        return not self.gone and self.id != TERMINAL

    def rests(self, now: datetime) -> bool:
        """Whether it is paused."""
        return self.paused and (self.paused_until is None or now < self.paused_until)

    def hears(self, now: datetime) -> bool:
        """Whether anything is pushed to it."""
        return self.reached and not self.rests(now)


class Subscription(Struct, frozen=True, kw_only=True):
    """A chat follows a topic. `id` is given by storage; (chat, topic) is unique."""

    id: int = 0
    chat: int
    topic: str  # Topic.query
    schedule: Schedule
    created: datetime
    thread: int | None = None  # the topic of a forum in which it was followed; None: General, or no forum


class Told(Struct, frozen=True, kw_only=True):
    """What a chat was last told on a topic."""

    chat: int
    topic: str
    at: datetime  # articles seen later are new to it


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an alert tells a chat of. It stays with its delivery, so that nobody is woken by the same again."""

    story: str
    status: Status  # of its first line
    further: tuple[Status, ...] = ()  # of the others
    topic: str = ""  # Topic.query
    lines: tuple[str, ...] = ()  # as told
    articles: tuple[str, ...] = ()  # the ids of those that these are from
    heads: tuple[str, ...] = ()  # of the articles that these are from
    events: frozenset[str] = frozenset()  # what they tell of towns and people: "taken Qalat, AF"
    killed: int = 0  # the highest toll that they give
    lang: str = ""  # of the first
    foreign: bool = False  # whoever asked may not be able to read it

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """Its topic and story with each of its articles: "" where it is not known which."""
        return [(self.topic, self.story, article) for article in self.articles or ("",)]


PAUSED = "paused"  # the problem of a delivery to a chat that was


class Delivery(Struct, frozen=True, kw_only=True):
    """A message owed to a chat: the outbox row. (chat, subscription, occasion, part) is unique."""

    id: int = 0
    chat: int
    subscription: int  # 0: not from a subscription
    occasion: str  # what made it due: "2021-08-14T07:30+04:30"; an alert's begins with its story, "s7:"
    part: int = 0
    message: Message
    priority: int = 1  # 0 alert, 1 all else: lower goes first
    due: datetime
    expires: datetime | None = None  # later than this it is not worth sending
    attempts: int = 0
    # "held": put to the channel's approver, who has not decided yet; "dropped": decided against; "recalled": sent, and deleted
    state: Literal["owed", "held", "sent", "failed", "dropped", "recalled"] = "owed"
    sent_as: int | None = None  # Telegram's message id
    problem: str | None = None
    thread: int | None = None  # its subscription's
    heard: Heard | None = None  # of an alert
    answers: int | None = None  # the delivery that it goes on from: sent as a reply to that
    instead: bool = False  # ... or, without a sound, in its place; without lines that is deleted
    approved: bool = False

    @property
    def recalls(self) -> bool:
        """Whether it deletes what it answers."""
        return self.instead and not self.message.lines


class SendResult(Struct, frozen=True, kw_only=True):
    """What became of one try to send, by remedy."""

    outcome: Literal["sent", "retry", "chat_gone", "migrated", "thread_closed", "refused"]
    message_id: int | None = None
    retry_after: float | None = None  # seconds
    new_chat: int | None = None
    problem: str | None = None


class Act(Struct, frozen=True, kw_only=True):
    """What somebody has changed in a chat, or decided for it."""

    chat: int
    at: datetime
    by: str  # a name, as Telegram has it
    what: str  # as a command: "/follow kabul"


class Push(Struct, frozen=True, kw_only=True):
    """A WebSub subscription of ours. `token` stands in the address that the hub calls; `secret` signs what it sends."""

    source: int
    hub: str
    topic: str
    token: str
    secret: str
    allow_private: bool = False
    state: Literal["asked", "active", "leaving"] = "asked"
    until: datetime | None = None  # the end of its lease
    tries: int = 0  # since the hub last verified it


class Hurry(Struct, frozen=True, kw_only=True):
    """A source carries a followed story that is breaking: its next poll is due at `due` at the latest."""

    source: int
    at: datetime
    due: datetime


class AnalysisIntent(Struct, frozen=True, kw_only=True):
    """What understanding some entries leaves behind, and what it makes us owe: one commit (seen and owed together)."""

    articles: tuple[Article, ...]
    stories: tuple[Story, ...] = ()
    moved: dict[str, str] = {}
    deliveries: tuple[Delivery, ...] = ()
    told: tuple[Told, ...] = ()
    hurries: tuple[Hurry, ...] = ()


# --- commands ---------------------------------------------------------------------------------------------------


class Command(Struct, frozen=True, kw_only=True):
    """What a user asked, whatever the face. `chat` is whose settings it concerns (a linked channel's, for one)."""

    chat: Chat
    name: str  # "latest"
    args: str = ""
    press: bool = False  # by a button: answer by editing where that fits
    file: bytes | None = None  # what was sent with it
    thread: int | None = None  # where it was asked: what it makes us push goes there
    language: str = ""  # of who asks, where the answer does not go to the chat that it concerns
    asker: int = 0  # the private chat of who asks, where it is asked there for another chat
    channel: str = ""  # ... and what that chat is called in commands: "@itsname"
    by: str = ""  # the name of who asks


class Reply(Struct, frozen=True, kw_only=True):
    """The answer: messages in order. `told` is said by them, and is to be saved once they were sent; `briefing` is there where
    the answer is one."""

    messages: tuple[Message, ...]
    told: Told | None = None
    briefing: Briefing | None = None
    edit: bool = False  # replace the message whose button was pressed
    notice: str | None = None  # a short pop-up for a button press
