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


@pytest.fixture
def week(article: Callable[..., Article]) -> list[Article]:
    """Kandahar falls, the US and the UK send troops: 13 August 2021, in our words."""
    return [
        article(
            "1",
            "Taliban say they captured all of Kandahar",
            "“Kandahar is completely ours tonight,” a Taliban spokesman wrote. Shops in the bazaar stayed shut all day.",
            said=[("a Taliban spokesman", "wrote", "“Kandahar is completely ours tonight,”")],
            hours=6,
            story="kandahar",
        ),
        article(
            "2",
            "Soldiers leave Kandahar city for a base",
            "A teacher in Kandahar told us that soldiers had left for a base outside the city.",
            said=[("A teacher in Kandahar", "told", "that soldiers had left for a base outside the city")],
            hours=5,
            outlet="Valley Times",
            story="kandahar",
        ),
        article(
            "3",
            "US to fly 3,000 troops to Kabul",
            "The Pentagon said 3,000 troops would reach Kabul airport within 48 hours.",
            said=[("The Pentagon", "said", "3,000 troops would reach Kabul airport within 48 hours")],
            counts=[("3,000 troops would", 3000, "troops")],
            hours=4,
            outlet="Lake News",
            story="troops",
        ),
        article(
            "4",
            "Washington sends 3,000 troops to Kabul airport",
            "Some 3,000 troops will reach Kabul airport within 48 hours, the Pentagon said.",
            counts=[("3,000 troops will", 3000, "troops")],
            hours=3,
            outlet="Valley Times",
            story="troops",
        ),
        article(
            "5",
            "Melon prices double in Kabul markets",
            "Traders in Kabul blame closed roads for prices that doubled in a week.",
            hours=2,
            outlet="Lake News",
            story="melons",
        ),
    ]
