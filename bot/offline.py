"""Analysis and briefings from items in files, without storage: `sitrep analyse` and `sitrep brief`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot import catalog, desk
from bot.brief import compose
from bot.brief.window import parse_window
from bot.model import Article, Attribution, Briefing, Figure, Item, Place
from bot.understand import stories, terms, topics
from bot.understand.article import article as understand

MAX_LINE = 10 * 1024 * 1024  # bytes of one line: a hundred times the longest article


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


def read_item(line: bytes) -> Item:
    """The item on this line. Raises ValueError with the reason where it is none."""
    if len(line) > MAX_LINE:
        raise ValueError(f"longer than {MAX_LINE:,} bytes")
    try:
        row = _decoder.decode(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    if not row.id:
        raise ValueError("id is empty")
    if not (row.title or row.text):
        raise ValueError("neither title nor text")
    published = row.published
    if published is not None:
        published = published.replace(tzinfo=UTC) if published.tzinfo is None else published.astimezone(UTC)
    return Item(
        id=row.id,
        title=row.title or "",
        text=row.text or "",
        published=published,
        outlet=row.outlet,
        link=row.link,
        lang=row.lang,
    )


def read_items(lines: Iterable[bytes]) -> Iterator[Item | BadLine]:
    """Each line's item, or what is wrong with it; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield read_item(line.strip())
            except ValueError as error:
                yield BadLine(number, str(error))


def read(item: Item) -> Article:
    read, house = understand(item), catalog.family(item.link, item.outlet) or item.outlet
    return replace(read, family=house, terms=read.terms | terms.source_terms(house))


def placed(items: Iterable[Item | BadLine]) -> Iterator[Article | BadLine]:
    """Each item's article with its story, as it comes: the first n never depend on what follows."""
    window = stories.Window()
    for item in items:
        if isinstance(item, BadLine):
            yield item
        else:
            yield stories.place(window, read(item)).article


def analyse(lines: Iterable[bytes]) -> Iterator[Analysis | BadLine]:
    """One analysis a line, each before the next line is read."""
    for article in placed(read_items(lines)):
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
    since: datetime | None = None,
    zone: tzinfo = UTC,
) -> Briefing:
    """A briefing on the topic from these items. Those after `as_of`, or older than stories live, do not count; one without
    a time counts as of now. Raises UserError for a topic that cannot be read."""
    topic = topics.parse(query)
    timely = [item for item in items if as_of - desk.ARCHIVE <= (item.published or as_of) <= as_of]
    timely.sort(key=lambda item: (item.published or as_of, item.id))
    latest: dict[str, Article] = {}
    live = stories.Window()
    for item in timely:
        change = stories.place(live, read(item))
        latest[item.id] = change.article
        for id, story in change.moved.items():
            if id in latest:
                latest[id] = replace(latest[id], story=story)
    inside = [a for a in latest.values() if (a.published or as_of) >= as_of - window]
    if country := topics.country_of_capital(topic):
        topic = topics.focused(topic, country, inside)
    on_topic = {a.story for a in inside if topic.matches(a)} or {a.story for a in latest.values() if topic.matches(a)}
    articles = [a for a in latest.values() if a.story in on_topic]
    new = None if since is None else frozenset(a.id for a in articles if (a.published or as_of) > since)
    return compose.compose(topic, articles, as_of=as_of, window=window, new=new, zone=zone, health=None, told=since)


def to_json(value: Any) -> bytes:
    """Compact JSON, times in RFC 3339 with Z."""
    return msgspec.json.encode(value)


__all__ = ["Analysis", "BadLine", "analyse", "brief", "parse_window", "read_items", "to_json"]
