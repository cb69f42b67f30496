"""What terms alone cannot tell of an article: whether words stand in order, and how far away it happened."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from bot.model import Article, Circle
from bot.understand import gazetteer, places, terms
from bot.understand.article import MAX_TEXT


class Stems(Struct, frozen=True):
    """Words of which the article has one, in a form that its own language makes of it."""

    words: tuple[str, ...]

    def holds(self, article: Article) -> bool:
        return not terms.forms_in(self.words, article.lang).isdisjoint(article.terms)


class Phrase(Struct, frozen=True):
    """Words, or characters in scripts without spaces, that must follow each other, in the title or in the text; each in a form
    that the article's language makes of it."""

    words: tuple[str, ...]

    def holds(self, article: Article) -> bool:
        forms = _forms(self.words, article.lang)
        return any(_stands(forms, *_atoms(field, article.lang)) for field in (article.title, article.text[:MAX_TEXT]))


@lru_cache(maxsize=4096)
def _forms(words: tuple[str, ...], lang: str) -> tuple[frozenset[str], ...]:
    """What each may stand as: itself, also a word that is too common for a term, or its stem."""
    stems = (terms.forms_in((word,), lang) for word in words)
    return tuple(
        frozenset({gazetteer.word(word), *(form.removeprefix("w:") for form in found)})
        for word, found in zip(words, stems, strict=True)
    )


def _stands(forms: tuple[frozenset[str], ...], atoms: list[tuple[str, str]], where: dict[str, list[int]]) -> bool:
    for form in forms[0]:
        for start in where.get(form, ()):
            found = atoms[start : start + len(forms)]
            if len(found) == len(forms) and not any(map(frozenset.isdisjoint, forms, found)):
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
