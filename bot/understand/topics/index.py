"""Finding the topics that an article is on among a hundred thousand, by what they must have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.model import Article, Clause, Topic
from bot.understand.topics.meaning import stored

# How common what a term stands for is among articles: a word or a town first, then an outlet or a stretch of the map, a country,
# and last what half of all news has.
_COMMON = {"w": 0, "p": 0, "s": 1, "g": 1, "c": 2, "l": 3, "v": 3}


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
    """Topics by terms. Of each clause one group is enough, since all of them must match: the rarest by kind, and of those the
    one with the fewest topics behind it, so that no word gathers a crowd that the others could share."""

    def __init__(self) -> None:
        self.topics: dict[str, Topic] = {}
        self._behind: dict[str, set[str]] = defaultdict(set)  # term -> queries of the topics to look at
        self._anchors: dict[str, frozenset[str]] = {}

    def sync(self, queries: Iterable[str]) -> None:
        """Makes these stored topics the ones that are found: only what changed costs anything."""
        wanted = set(queries)
        for query in self.topics.keys() - wanted:
            self.remove(query)
        for query in wanted - self.topics.keys():
            self.add(stored(query))

    def add(self, topic: Topic) -> None:
        self.remove(topic.query)
        chosen = frozenset().union(*(self._least(clause) for clause in topic.clauses))
        for term in chosen:
            self._behind[term].add(topic.query)
        self.topics[topic.query], self._anchors[topic.query] = topic, chosen

    def _least(self, clause: Clause) -> frozenset[str]:
        def crowd(group: frozenset[str]) -> tuple[int, int]:
            return _commonness(group), sum(len(self._behind.get(term, ())) for term in group)

        return min(clause.all, key=crowd)

    def remove(self, query: str) -> None:
        if self.topics.pop(query, None) is None:
            return
        for term in self._anchors.pop(query):
            behind = self._behind[term]
            behind.discard(query)
            if not behind:
                del self._behind[term]

    def candidates(self, terms: frozenset[str]) -> set[str]:
        """Queries of the topics that must be looked at for an article with these terms."""
        return set().union(*(self._behind[term] for term in terms if term in self._behind))

    def matching(self, article: Article) -> tuple[Topic, ...]:
        """The topics that the article is on, ordered by query."""
        near = [self.topics[query] for query in self.candidates(article.terms)]
        return tuple(sorted((topic for topic in near if topic.matches(article)), key=lambda topic: topic.query))
