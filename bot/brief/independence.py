"""Who speaks for themselves: outlets of one house, and copies of one text, count once. Rules in docs/trust.md."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.model import Article

UNKNOWN = "unknown source"


def host(link: str | None) -> str:
    """The link's host without "www.", or nothing."""
    if not link:
        return ""
    try:
        return (urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def outlet(article: Article) -> str:
    """The outlet's name as readers know it; the link's host where it is not known."""
    return " ".join((article.outlet or "").split()) or host(article.link) or UNKNOWN


def origins(articles: Iterable[Article]) -> dict[str, str]:
    """The independent voice behind each article, by article id.

    Copies of one text (`duplicate_of`, followed to its end) have one origin: the agency, where any copy names it, else the
    house that had it first. Any other article's origin is its publisher family, or its outlet where no family is known.
    Articles of unknown outlets count as one voice: nothing shows that they are two.
    """
    known = sorted(articles, key=lambda a: (a.published is None, a.published, a.id))
    by_id = {article.id: article for article in known}
    # an outlet's house is known from any of its items
    houses = {outlet(article).casefold(): article.family for article in known if article.family}

    def house(article: Article) -> str:
        name = outlet(article).casefold()
        return (article.family or houses.get(name) or name).casefold()

    def root(id: str) -> str:
        seen = {id}
        while (article := by_id.get(id)) and article.duplicate_of and article.duplicate_of not in seen:
            id = article.duplicate_of
            seen.add(id)
        return min(seen) if article and article.duplicate_of in seen else id  # a circle has no end: take one of it

    roots = {article.id: root(article.id) for article in known}
    voice: dict[str, str] = {}
    for article in known:
        if article.wire:
            voice.setdefault(roots[article.id], article.wire.casefold())
    for article in known:
        voice.setdefault(roots[article.id], house(article))
    return {article.id: voice[roots[article.id]] for article in known}
