"""Items of other languages: compared by the vectors of a model of meaning where there is one, else by their words' senses."""

from __future__ import annotations

from bot.model import Article
from bot.understand.stories.meaning import Meanings, Query
from bot.understand.stories.senses import Bag, Bags


class Abroad:
    """The newest items, by slot, as items of other languages are compared with them."""

    def __init__(self) -> None:
        self._meanings, self._bags = Meanings(), Bags()

    def add(self, slot: int, article: Article, query: Query | Bag | None = None) -> None:
        """Takes an item in; `query` is what query() made of it, where that was asked."""
        if article.meaning is not None:
            self._meanings.add(slot, article)
        else:
            self._bags.add(slot, query if isinstance(query, Bag) else Bag(article))

    def remove(self, slot: int) -> None:
        """Forgets an item, where it is known."""
        self._meanings.remove(slot)
        self._bags.remove(slot)

    def query(self, article: Article) -> Query | Bag | None:
        """The item as others are compared with it; None where there is nothing to compare."""
        return self._meanings.query(article) if article.meaning is not None else Bag(article)

    def query_of(self, slot: int) -> Query | Bag | None:
        """The same of an item that is here."""
        return self._bags.of(slot) or self._meanings.query_of(slot)

    def near(self, query: Query | Bag) -> list[int]:
        """Slots of the items that say the likest."""
        return self._bags.near(query) if isinstance(query, Bag) else self._meanings.near(query)

    def foreign(self, query: Query | Bag | None, slot: int) -> bool:
        """True where the item is known to be in another language: what hangs on words says nothing then."""
        if isinstance(query, Bag):
            other = self._bags.of(slot)
            return other is not None and other.lang != query.lang
        return self._meanings.foreign(query, slot)

    def blended(self, query: Query | Bag | None, by_words: dict[int, float]) -> dict[int, float]:
        """The likeness to items, by slot: that by words, to those of another language by what they say as well."""
        if isinstance(query, Bag):
            return {slot: self._bags.likeness(query, slot, like) for slot, like in by_words.items()}
        return self._meanings.blended(query, by_words)
