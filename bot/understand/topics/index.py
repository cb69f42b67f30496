"""Finding the topics that an article is on among a hundred thousand, by what they must have in common."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Article, Topic
from bot.understand.topics.meaning import stored
from bot.understand.topics.placed import capitals

# How common what a term stands for is among articles: a word or a town first, then an outlet or a stretch of the map, a country,
# and last what half of all news has.
_COMMON = {"w": 0, "p": 0, "s": 1, "g": 1, "c": 2, "l": 3, "v": 3}


Group = frozenset[str]
_Filed = dict[int, dict[int, set[str]]]  # group -> another of the clause (itself, where it has one) -> queries


def anchors(topic: Topic) -> frozenset[str] | None:
    """Terms of which every article on the topic has one, as rare ones as we can tell; None where it may have any."""
    if not all(clause.all for clause in topic.clauses):
        return None
    return frozenset().union(*(min(clause.all, key=_width) for clause in topic.clauses))


def _width(group: frozenset[str]) -> tuple[int, int, list[str]]:
    return _commonness(group), len(group), sorted(group)


def _commonness(group: frozenset[str]) -> int:
    return max(_COMMON.get(term.partition(":")[0], 0) for term in group)


class Index:
    """Topics by the groups of their clauses. Each clause is filed under two of its groups, the rarest by kind, and of those the
    ones with the fewest topics behind them, so that no word gathers a crowd that others could share. An article is asked once
    which groups it has a term of; only clauses with both of theirs among these are looked at, and those that ask for no more
    are found without being looked at."""

    def __init__(self) -> None:
        self.topics: dict[str, Topic] = {}
        self._numbers: dict[Group, int] = {}  # of the groups, for speed
        self._having: dict[str, set[int]] = {}  # term -> groups that have it
        self._sure: _Filed = {}  # topics of clauses that ask for their groups and no more
        self._asking: _Filed = {}  # topics of the other clauses
        self._places: dict[str, list[tuple[_Filed, int, int]]] = {}  # where each topic is filed
        self.capitals: dict[str, set[str]] = {}  # the term of a country -> queries that ask for its capital

    def sync(self, queries: Iterable[str], limit: int | None = None) -> int:
        """Makes these stored topics the ones that are found, reading at most `limit` new ones; returns how many are left to
        read. Only what changed costs anything."""
        wanted = set(queries)
        for query in self.topics.keys() - wanted:
            self.remove(query)
        new = list(wanted - self.topics.keys())
        for query in new[:limit]:
            self.add(stored(query))
        return len(new[limit:]) if limit else 0

    def add(self, topic: Topic) -> None:
        self.remove(topic.query)
        self.topics[topic.query] = topic
        for country in capitals(topic):
            self.capitals.setdefault(country, set()).add(topic.query)
        filed = self._places[topic.query] = []
        for clause in topic.clauses:
            groups = sorted((_commonness(group), self._crowd(group), self._number(group)) for group in clause.all)
            first, second = groups[0][2], groups[min(1, len(groups) - 1)][2]
            plain = len(groups) <= 2 and not (clause.none or clause.where or clause.unless)
            file = self._sure if plain else self._asking
            file.setdefault(first, {}).setdefault(second, set()).add(topic.query)
            filed.append((file, first, second))

    def remove(self, query: str) -> None:
        topic = self.topics.pop(query, None)
        if topic is None:
            return
        for country in capitals(topic):
            self.capitals[country].discard(query)
        for file, first, second in self._places.pop(query):
            behind = file.get(first, {})
            behind.get(second, set()).discard(query)
            if not behind.get(second):
                behind.pop(second, None)
            if not behind:
                file.pop(first, None)

    def _number(self, group: Group) -> int:
        number = self._numbers.get(group)
        if number is None:
            number = self._numbers[group] = len(self._numbers)
            for term in group:
                self._having.setdefault(term, set()).add(number)
        return number

    def _crowd(self, group: Group) -> int:
        number = self._numbers.get(group, -1)
        return len(self._sure.get(number, ())) + len(self._asking.get(number, ()))

    def _groups(self, terms: frozenset[str]) -> set[int]:
        return set().union(*(self._having[term] for term in terms if term in self._having))

    def _behind(self, file: _Filed, groups: set[int]) -> set[str]:
        """The topics filed under two of these groups."""
        found: set[str] = set()
        for first in groups & file.keys():
            behind = file[first]
            for second in behind.keys() & groups:
                found |= behind[second]
        return found

    def candidates(self, terms: frozenset[str]) -> set[str]:
        """Queries of the topics that must be looked at for an article with these terms: the terms alone cannot tell."""
        groups = self._groups(terms)
        return self._behind(self._asking, groups) - self._behind(self._sure, groups)

    def matching(self, article: Article) -> tuple[Topic, ...]:
        """The topics that the article is on, ordered by query."""
        groups = self._groups(article.terms)
        found = self._behind(self._sure, groups)
        found.update(
            query for query in self._behind(self._asking, groups) - found if self.topics[query].matches(article)
        )
        return tuple(self.topics[query] for query in sorted(found))
