"""What terms alone cannot tell of an article: whether words stand in order, and how far away it happened."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from bot.model import Article
from bot.understand import places, terms
from bot.understand.article import MAX_TEXT


class Phrase(Struct, frozen=True):
    """Words that must follow each other, in the title or in the text; each in any of its forms."""

    words: tuple[frozenset[str], ...]

    def holds(self, article: Article) -> bool:
        first, length = self.words[0], len(self.words)
        for field in (article.title, article.text[:MAX_TEXT]):
            found = _atoms(field, article.lang)
            for i in range(len(found) - length + 1):
                if not first.isdisjoint(found[i]) and all(
                    not forms.isdisjoint(atom) for forms, atom in zip(self.words, found[i : i + length], strict=True)
                ):
                    return True
        return False


class Near(Struct, frozen=True):
    """A place within so many km, or the article's own position. A division counts where most of it lies within."""

    lat: float
    lon: float
    km: float

    def holds(self, article: Article) -> bool:
        if article.lat is not None and article.lon is not None and self.reaches(article.lat, article.lon):
            return True
        return any(
            (at := places.position(ident)) and self.reaches(*at) and places.extent(ident) <= self.km
            for ident in {place.geonameid for place in article.places if place.kind == "place"}
        )

    def reaches(self, lat: float, lon: float) -> bool:
        return places.kilometres(self.lat, self.lon, lat, lon) <= self.km


@lru_cache(maxsize=256)
def _atoms(text: str, lang: str) -> list[tuple[str, str]]:
    """Cached: one article is looked at for many topics."""
    return terms.atoms(text, lang)
