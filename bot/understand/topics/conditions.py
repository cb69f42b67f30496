"""What terms alone cannot tell of an article: whether words stand in order, and how far away it happened."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from bot.model import Article, Circle
from bot.understand import places, terms
from bot.understand.article import MAX_TEXT


class Phrase(Struct, frozen=True):
    """Words that must follow each other, in the title or in the text; each in any of its forms."""

    words: tuple[frozenset[str], ...]

    def holds(self, article: Article) -> bool:
        return any(self._stands(*_atoms(field, article.lang)) for field in (article.title, article.text[:MAX_TEXT]))

    def _stands(self, atoms: list[tuple[str, str]], where: dict[str, list[int]]) -> bool:
        for form in self.words[0]:
            for start in where.get(form, ()):
                found = atoms[start : start + len(self.words)]
                if len(found) == len(self.words) and not any(map(frozenset.isdisjoint, self.words, found)):
                    return True
        return False


class Near(Circle, frozen=True):
    """A place within the circle, or the article's own position. A division counts where most of it lies within."""

    def holds(self, article: Article) -> bool:
        if article.lat is not None and article.lon is not None and self.reaches(article.lat, article.lon):
            return True
        named = {place.geonameid for place in article.places if place.kind == "place"}
        # "Albany, New York": what only says where another place lies; a town and the division around it hold each other
        holders = {ident for place in named for ident in places.related(place) if place not in places.related(ident)}
        return any(
            (at := places.position(ident)) and self.reaches(*at) and places.extent(ident) <= self.km
            for ident in named - holders
        )

    def reaches(self, lat: float, lon: float) -> bool:
        return places.kilometres(self.lat, self.lon, lat, lon) <= self.km


@lru_cache(maxsize=256)
def _atoms(text: str, lang: str) -> tuple[list[tuple[str, str]], dict[str, list[int]]]:
    """The words of a text in order, and where each form stands. Cached: one article is looked at for many topics."""
    atoms = terms.atoms(text, lang)
    where: dict[str, list[int]] = {}
    for at, atom in enumerate(atoms):
        for form in atom:
            where.setdefault(form, []).append(at)
    return atoms, where
