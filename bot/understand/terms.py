"""Terms: what topics and stories match on.

w:<stem>        a content word: Snowball's stem in the article's language, else the word casefolded; accents folded
                (in scripts without spaces: each pair of neighbouring characters)
p:<geonameid>   a place named, what contains it (Kabul airport -> Kabul -> its province -> Afghanistan), and its namesake:
                "Kandahar" is the city and the province
c:<ISO 3166>    the country of each place or demonym
g:<row>:<col>   the cell of the map's grid (places/nearby.py) that a place lies in
l:<ISO 639-1>   the language
s:<name>        the outlet and its publisher family, normalised
v:<level>       each level of severity that the item reaches: what is high is also medium and low
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from bot.model import Place
from bot.severity import LEVELS, Severity
from bot.understand import gazetteer, places

# Languages that Snowball stems, by ISO 639-1.
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech", "da": "danish", "nl": "dutch",
    "en": "english", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi", "hu": "hungarian",
    "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali", "no": "norwegian", "fa": "persian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish",
    "ta": "tamil", "tr": "turkish",
}  # fmt: skip


@cache
def _stops(lang: str) -> frozenset[str]:
    if lang == "en":  # the package's list names "fire", "state" and "home" among a thousand more, which are news
        return gazetteer.lexicon("function words")
    import stopwordsiso

    if not stopwordsiso.has_lang(lang):
        return frozenset()
    return frozenset(gazetteer.word(word) for word in stopwordsiso.stopwords(lang))


@cache
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(STEMMERS[lang], 0) if lang in STEMMERS else None


# What Snowball's English takes for one word and news does not: each row is a word of its own, by its first form. The words
# that it would meet: heat, import, author, severe, hospital, organ, busy, universe, intern, miss, train.
_APART = """
    heated heatedly
    important importance importantly
    authority authorities
    several
    hospitality
    organization organizations organisation organisations
    business businesses
    university universities
    international internationally internationals
    missing
    training trainer trainers trainee trainees
"""
# "executive" and "execution", "explosive" and "explosion"; but "drive" and "drives".
_DERIVED = re.compile(r"(\w{3,}iv)(?:e|es|ely)")


@cache
def _apart() -> dict[str, str]:
    return {word: row.split()[0] for row in _APART.strip().splitlines() for word in row.split()}


def _english(word: str, stem: str) -> str:
    """Snowball's stem of the English word, or a narrower one where that is another word's too."""
    derived = _DERIVED.fullmatch(word)
    if derived and not stem.endswith(("iv", "ive")):
        return derived[1]
    return _apart().get(word, stem)


@lru_cache(maxsize=20_000)
def _stem(token: str, lang: str) -> str:
    """The token's term without its "w:", or "" for a stop word. Pure, so the cache only saves time."""
    folded = gazetteer.word(token)
    if not folded or folded in _stops(lang) or (len(folded) == 1 and folded.isascii()):
        return ""
    stemmer = _stemmer(lang)
    if stemmer is None or folded[0].isdigit():
        return folded
    # Arabic-script stemmers read the plain letters, the others need the accents
    lowered = folded if lang in ("ar", "fa") else token.casefold()
    stem = stemmer.stemWord(lowered)
    return gazetteer.word(_english(folded, stem) if lang == "en" else stem) or folded


def words(text: str, lang: str) -> list[str]:
    """Stems of the content words in order, without stop words; pairs of characters in scripts without spaces."""
    found: list[str] = []
    for match in gazetteer.WORD.finditer(text):
        token = match[0]
        if gazetteer.unspaced(token):
            plain = gazetteer.word(token)
            found += [plain[i : i + 2] for i in range(len(plain) - 1)] if len(plain) > 1 else [plain]
        else:
            stem = _stem(token, lang)
            if stem:
                found.append(stem)
    return found


def atoms(text: str, lang: str) -> list[tuple[str, str]]:
    """The text in order, for finding phrases: each word normalised and its stem ("" for a stop word); in scripts without
    spaces each character."""
    found: list[tuple[str, str]] = []
    for match in gazetteer.WORD.finditer(text):
        token = match[0]
        if gazetteer.unspaced(token):
            found += [(character, "") for character in gazetteer.word(token)]
        else:
            found.append((gazetteer.word(token), _stem(token, lang)))
    return found


@cache
def _every_stop() -> frozenset[str]:
    import stopwordsiso

    return frozenset().union(*map(_stops, stopwordsiso.langs()))


def is_function_word(word: str) -> bool:
    """True for a word that articles are not filed under: English ones, and those of other languages that have letters of their
    own ("die" and "son" are words of English too)."""
    folded = gazetteer.word(word)
    return not _stem(word, "en") or (not word.isascii() and folded in _every_stop())


def is_stop(word: str, lang: str) -> bool:
    """True for a function word, and for one of this language that others may have as a word like any: "die" in German."""
    return is_function_word(word) or gazetteer.word(word) in _stops(lang)


@lru_cache(maxsize=50_000)
def word_forms(word: str) -> frozenset[str]:
    """Every "w:" term under which an article in any language may hold this word. It may be another word's in another language:
    French makes "put" of Putin, which in English is none."""
    folded = gazetteer.word(word)
    forms = {folded} | {_stem(word, lang) for lang in STEMMERS}
    return frozenset(f"w:{form}" for form in forms if form)


@lru_cache(maxsize=50_000)
def forms_in(words: tuple[str, ...], lang: str) -> frozenset[str]:
    """The "w:" terms under which an article in this language holds these words."""
    return frozenset(f"w:{form}" for form in (_stem(word, lang) for word in words) if form)


def cell_term(lat: float, lon: float) -> str:
    """The "g:" term of a point in degrees."""
    row, column = places.cell(lat, lon)
    return f"g:{row}:{column}"


def source_terms(*names: str | None) -> frozenset[str]:
    """The "s:" terms of an outlet's and a family's name; None and names without letters have none."""
    return frozenset(f"s:{name}" for name in map(gazetteer.normal, filter(None, names)) if name)


def severity_terms(level: Severity | None) -> frozenset[str]:
    return frozenset(f"v:{reached}" for reached in LEVELS[: LEVELS.index(level) + 1]) if level else frozenset()


def place_terms(found: Sequence[Place]) -> frozenset[str]:
    """ "p:", "c:" and "g:" terms of places and demonyms; a demonym gives its country."""
    terms: set[str] = set()
    for geonameid, country in {(place.geonameid, place.country) for place in found}:
        terms.update(f"p:{ident}" for ident in places.related(geonameid))
        if country:
            terms.add(f"c:{country}")
    for geonameid in {place.geonameid for place in found if place.kind == "place"}:
        if at := places.position(geonameid):
            terms.add(cell_term(*at))
    return frozenset(terms)


def terms(title: str, text: str, lang: str, found: Sequence[Place]) -> frozenset[str]:
    """The terms of an item, in the forms given above."""
    stems = set(words(title, lang))
    stems.update(words(text, lang))
    return frozenset(f"w:{stem}" for stem in stems) | place_terms(found)
