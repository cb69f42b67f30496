"""Analysis and briefings from items in files, without storage: `sitrep analyse` and `sitrep brief`."""

from __future__ import annotations

import heapq
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot import catalog, desk
from bot.brief import compose
from bot.brief.groups import MOST_OTHERS, towns
from bot.brief.window import parse_window
from bot.errors import UserError
from bot.model import Article, Attribution, Briefing, Figure, Item, Place
from bot.ports import Embedder
from bot.understand import stories, terms, topics
from bot.understand.article import article as understand
from bot.understand.stories import meaning

MAX_LINE = 10 * 1024 * 1024  # bytes of one line: a hundred times the longest article
GZIP = b"\x1f\x8b"  # how a packed file begins (RFC 1952)
MOST_ITEMS = 100_000  # that a briefing looks at, the newest: as many as stories live with
MOST_TOLD = 5_000  # articles of stories on the topic, the newest: no month of one topic has had more

Ref = Any  # where an item can be found again: a number, or file and offset; comparable with its like
Watch = Callable[[list[tuple[datetime, str, Ref]]], Iterable[tuple[datetime, str, Ref]]]


class Analysis(Struct, frozen=True, kw_only=True):
    """A line of `sitrep analyse`."""

    id: str
    lang: str
    story: str | None
    duplicate_of: str | None
    wire: str | None
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    attributions: tuple[Attribution, ...]


class BadLine(Struct, frozen=True):
    """A line that is no item: its number (from 1) and why."""

    number: int
    reason: str


class _Row(Struct, kw_only=True):
    """An item as files have it: null and absent are the same, further keys are ignored."""

    id: str
    title: str | None = None
    text: str | None = None
    published: datetime | None = None
    outlet: str | None = None
    link: str | None = None
    lang: str | None = None


_decoder = msgspec.json.Decoder(_Row)


def bare(line: bytes) -> bytes:
    """The line without its end, and without the mark that editors of Windows begin a file with."""
    return line.removeprefix(BOM_UTF8).strip()


def read_item(line: bytes) -> Item:
    """The item on this line. Raises ValueError with the reason where it is none."""
    line = bare(line)
    if len(line) > MAX_LINE:
        raise ValueError(f"longer than {MAX_LINE:,} bytes")
    try:
        row = _decoder.decode(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except RecursionError:
        raise ValueError("JSON is nested too deep") from None
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    if not row.id:
        raise ValueError("id is empty")
    if not (row.title or row.text):
        raise ValueError("neither title nor text")
    published = row.published
    if published is not None:
        try:
            published = published.replace(tzinfo=UTC) if published.tzinfo is None else published.astimezone(UTC)
        except OverflowError:
            raise ValueError("published is before the year 1 or after 9999 in UTC") from None
    return Item(
        id=row.id,
        title=row.title or "",
        text=row.text or "",
        published=published,
        outlet=row.outlet,
        link=row.link,
        lang=row.lang,
    )


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, each as soon as it is there. One longer than MAX_LINE is cut, so that it is refused without being
    held. Raises UserError where the file is packed: a briefing goes back in its files, which packed ones are slow at."""
    first = True
    while line := file.readline(MAX_LINE + 2):
        if first and line.startswith(GZIP):
            raise UserError(
                f"{getattr(file, 'name', '-')}: packed with gzip; unpack it first (gunzip -k, or zcat and a pipe)"
            )
        first, rest = False, line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LINE)
        yield line


def read_items(lines: Iterable[bytes]) -> Iterator[Item | BadLine]:
    """Each line's item, or what is wrong with it; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if bare(line):
            try:
                yield read_item(line)
            except ValueError as error:
                yield BadLine(number, str(error))


def read(item: Item, embedder: Embedder | None = None) -> Article:
    """The article that an item is, with its publisher's house; with its meaning where there is a model."""
    read, house = understand(item), catalog.family(item.link, item.outlet) or item.outlet
    return replace(
        read,
        family=house,
        terms=read.terms | terms.source_terms(house),
        meaning=embedder.embed([meaning.gist(read)])[0] if embedder else None,
    )


def placed(items: Iterable[Item | BadLine], embedder: Embedder | None = None) -> Iterator[Article | BadLine]:
    """Each item's article with its story, as it comes: the first n never depend on what follows."""
    window = stories.Window()
    for item in items:
        if isinstance(item, BadLine):
            yield item
        else:
            yield stories.place(window, read(item, embedder)).article


def analyse(lines: Iterable[bytes], embedder: Embedder | None = None) -> Iterator[Analysis | BadLine]:
    """One analysis a line, each before the next line is read."""
    for article in placed(read_items(lines), embedder):
        if isinstance(article, BadLine):
            yield article
        else:
            yield Analysis(
                id=article.id,
                lang=article.lang,
                story=article.story,
                duplicate_of=article.duplicate_of,
                wire=article.wire,
                places=article.places,
                figures=article.figures,
                attributions=article.attributions,
            )


def brief(
    items: Iterable[Item],
    query: str,
    *,
    as_of: datetime,
    window: timedelta,
) -> Briefing:
    """A briefing on the topic from these items. Those after `as_of`, or older than stories live, do not count; one without
    a time counts as of now. Raises UserError for a topic that cannot be read."""
    kept = list(items)
    return briefed(enumerate(kept), kept.__getitem__, query, as_of=as_of, window=window)


def brief_files(
    files: Sequence[BinaryIO],
    query: str,
    *,
    as_of: datetime,
    window: timedelta,
    since: datetime | None = None,
    reading: Callable[[BinaryIO], Iterable[bytes]],
    bad: Callable[[BinaryIO, BadLine], None],
    watch: Watch = iter,
    embedder: Embedder | None = None,
) -> Briefing:
    """Like brief() over files of any length, whose lines are read again where they are needed and never held: memory does not
    grow with them. The files can be sought in. `reading` yields a file's lines, `bad` is told of those that are no items, and
    `watch` is passed what is understood one by one, to show how far we are."""

    def found() -> Iterator[tuple[tuple[int, int], Item]]:
        for n, file in enumerate(files):
            at = file.tell()
            for number, line in enumerate(reading(file), 1):
                if bare(line):
                    try:
                        yield (n, at), read_item(line)
                    except ValueError as error:
                        bad(file, BadLine(number, str(error)))
                at = file.tell()

    def fetch(ref: tuple[int, int]) -> Item:
        file = files[ref[0]]
        file.seek(ref[1])
        return read_item(file.readline(MAX_LINE + 2))

    return briefed(found(), fetch, query, as_of=as_of, window=window, since=since, watch=watch, embedder=embedder)


def briefed(
    found: Iterable[tuple[Ref, Item]],
    fetch: Callable[[Ref], Item],
    query: str,
    *,
    as_of: datetime,
    window: timedelta,
    since: datetime | None = None,
    watch: Watch = iter,
    embedder: Embedder | None = None,
) -> Briefing:
    """The briefing from items that `fetch` can bring back: they come once to be put in order of time, once to be understood and
    grouped, and those of stories on the topic once more to be told. Held are the times of the newest 100,000, the live window of
    stories, and at most 6,000 articles."""
    topic = topics.parse(query)
    latest: dict[str, _Known] = {}
    live = stories.Window()
    wide = {country: topics.widened(topic, country) for country in topics.capitals(topic)}
    asked = topic.terms() | wide.keys() if wide else frozenset()
    for time, id, ref in watch(_newest(found, as_of)):
        if id in latest and ref < latest[id].ref:  # a revision that gives an earlier time
            continue
        change = stories.place(live, read(fetch(ref), embedder))
        one = change.article
        recent = time >= as_of - desk.SAME_DAYS
        own = towns((one,)) if recent else frozenset()
        inside_of = frozenset(term for term in one.terms if term.startswith("p:")) if recent else frozenset()
        also = frozenset(country for country, wider in wide.items() if wider.matches(one))
        latest[id] = _Known(
            ref, time, one.story, one.duplicate_of, topic.matches(one), one.terms & asked, also, own, inside_of
        )
        for moved, story in change.moved.items():
            if moved in latest:
                latest[moved].story = story
    inside = [known for known in latest.values() if known.time >= as_of - window]
    for country in wide:
        named = topic
        topic = topics.focused(topic, country, (Article(id="", terms=known.terms) for known in inside))
        if topic is not named:
            for known in latest.values():
                known.on_topic |= country in known.widely
    on_topic = {k.story for k in inside if k.on_topic} or {k.story for k in latest.values() if k.on_topic}
    told_of = frozenset().union(*(known.towns for known in inside if known.on_topic))
    others = [k for k in latest.values() if k.story not in on_topic and not told_of.isdisjoint(k.within)]
    told = [known for known in latest.values() if known.story in on_topic]
    told = [
        *sorted(others, key=lambda known: known.time)[-MOST_OTHERS:],
        *sorted(told, key=lambda known: known.time)[-MOST_TOLD:],
    ]
    articles = [replace(read(fetch(known.ref)), story=known.story, duplicate_of=known.duplicate_of) for known in told]
    new = None if since is None else frozenset(a.id for a in articles if (a.published or as_of) > since)
    return compose.compose(topic, articles, as_of=as_of, window=window, new=new, zone=UTC, health=None, told=since)


class _Known(Struct):
    """What is kept of an item once it has its place."""

    ref: Any
    time: datetime
    story: str | None
    duplicate_of: str | None
    on_topic: bool
    terms: frozenset[str]  # that capitals and their countries are known by
    widely: frozenset[str]  # countries with which it is on topic, where the topic stands for them
    towns: frozenset[str]  # towns that it names, where it is of the last days,
    within: frozenset[str]  # ... and what these lie in: by them others find what may bear them out


def _newest(found: Iterable[tuple[Ref, Item]], as_of: datetime) -> list[tuple[datetime, str, Ref]]:
    """(time, id, where) of the items that a briefing can look at, oldest first: of the last 30 days, the newest 100,000."""
    heap: list[tuple[datetime, str, Ref]] = []
    for ref, item in found:
        time = item.published or as_of
        if as_of - desk.ARCHIVE <= time <= as_of:
            add = heapq.heappush if len(heap) < MOST_ITEMS else heapq.heappushpop
            add(heap, (time, item.id, ref))
    return sorted(heap)


def to_json(value: Any) -> bytes:
    """Compact JSON, times in RFC 3339 with Z."""
    return msgspec.json.encode(value)


__all__ = [
    "Analysis",
    "BadLine",
    "analyse",
    "brief",
    "brief_files",
    "lines_of",
    "parse_window",
    "read_items",
    "to_json",
]
