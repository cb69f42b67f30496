"""What is asked for: a standing query, and whether an article is on it."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from bot.model.news import Article


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
