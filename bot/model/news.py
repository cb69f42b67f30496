"""News, understood: from what was read of an item to the story that it is part of."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from msgspec import Struct

from bot.severity import Severity

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
    revised: datetime | None = None  # when we first read these words of an item that had others before
    family: str | None = None  # publisher family, for counting independence; pipeline copies it from the source
    own: int | None = None  # the source's id where only some chats read it: such an article never has a stored story
    lat: float | None = None  # where the source says that it is
    lon: float | None = None
    meaning: Meaning | None = None  # of title and lead, where a model of meaning is used; pipeline asks the Embedder

    @property
    def told(self) -> datetime | None:
        """When these words were published, or first read where they replaced others; None where neither is known."""
        return self.revised or self.published or self.seen

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
