"""Words that news has for one thing, across languages: who follows "earthquake" follows "quake" and "deprem"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from bot.understand import gazetteer, terms

# Letters of a stem that is less than two thirds of its word: what another language's stemmer leaves ("pro" of "protest", but also
# of "pro-government") means nothing. Arabic roots have three.
SHORTEST = {"LATIN": 4, "CYRILLIC": 4}
ROOT = 3


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    """Normalised word -> its row, for the rows of bot/data/subjects.txt."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (files("bot") / "data" / "subjects.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            row = tuple(line.split())
            found.update({form.removeprefix("w:"): row for form in frozenset().union(*map(_stems, row))})
            found.update({gazetteer.word(word): row for word in row})
    return found


def row(word: str) -> tuple[str, ...]:
    """The words for the same thing, in all languages; none for a word that has no row. "lambassade" is "l'ambassade"."""
    known, said = _rows(), gazetteer.word(word)
    return known.get(said) or (known.get(said[1:], ()) if re.match("l[aeiou]", said) else ())


def _stems(word: str) -> frozenset[str]:
    script = _script(word)
    least = SHORTEST.get(script, ROOT)
    return frozenset(
        form
        for form in terms.word_forms(word)
        if _script(form[len("w:") :]) == script  # Serbian stems of мост are Latin: every English text has "most"
        and (len(form) - len("w:") >= least or 3 * (len(form) - len("w:")) >= 2 * len(word))
    )


def _script(word: str) -> str:
    return unicodedata.name(gazetteer.word(word)[0]).split()[0]


def forms(word: str) -> frozenset[str]:
    """Every "w:" term under which an article in any language may hold this word or another for the same thing; empty for a word
    that has no row."""
    return frozenset().union(*map(_stems, row(word)))
