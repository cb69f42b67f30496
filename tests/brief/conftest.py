"""Articles built by hand: real facts of August 2021 in our own words, from outlets that do not exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Article, Attribution, Clause, Figure, Span, Topic

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)


def span(text: str, part: str, field: str = "text") -> Span:
    start = text.index(part)
    return Span(field, start, start + len(part), part)  # type: ignore[arg-type]


def make(
    id: str,
    title: str = "",
    text: str = "",
    *,
    hours: float = 1,
    outlet: str | None = "Harbour Post",
    story: str | None = "s1",
    said: list[tuple[str, str, str]] | None = None,
    counts: list[tuple[str, float, str]] | None = None,
    lang: str = "en",
    wire: str | None = None,
    family: str | None = None,
    duplicate_of: str | None = None,
) -> Article:
    """`said`: (source, cue, content) as they stand in the text; `counts`: (words, value, what); "at least" makes a bound."""
    figures = []
    for words, value, what in counts or []:
        field = "title" if words in title else "text"
        s = span(title if field == "title" else text, words, field)
        low = value if "at least" in words.lower() else None
        figures.append(Figure(field=s.field, start=s.start, end=s.end, text=words, value=value, low=low, what=what))
    return Article(
        id=id,
        title=title,
        text=text,
        published=NOW - timedelta(hours=hours),
        outlet=outlet,
        link=f"https://news.example/{id}",
        lang=lang,
        wire=wire,
        family=family,
        duplicate_of=duplicate_of,
        story=story,
        figures=tuple(figures),
        attributions=tuple(
            Attribution(source=(span(text, who),) if who else (), cue=(span(text, cue),), content=(span(text, what),))
            for who, cue, what in said or []
        ),
        terms=frozenset(re.findall(r"\w+", f"{title} {text}".lower())),
    )


@pytest.fixture
def article() -> Callable[..., Article]:
    return make


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def kabul() -> Topic:
    return Topic(query="kabul", title="Kabul", clauses=(Clause(all=(frozenset({"kabul", "afghan", "kandahar"}),)),))
