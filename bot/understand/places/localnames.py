"""What names are in one language only: countries by adjectives in small letters ("afghanische Truppen", "tropas afganas") and
initials ("ABD", "EE.UU."), and words that are no names there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from bot.senses import said
from bot.understand import gazetteer
from bot.understand.gazetteer import COUNTRY, DEMONYM
from bot.understand.places.cases import bases

# Languages that write those, or nouns for people, with a capital within a sentence, or have none.
CAPITAL = frozenset(("fr", "nl", "pl", "tr", "hi"))
# What countries are called by their initials: in other languages "ABD" or "EAU" is something else.
_INITIALS = {
    "tr": {"ABD": "US", "BAE": "AE"},
    "az": {"ABŞ": "US"},
    "es": {"EE UU": "US", "RDC": "CD", "EAU": "AE"},
    "ca": {"EUA": "US"},
    "pt": {"EUA": "US", "RDC": "CD", "EAU": "AE"},
    "fr": {"RDC": "CD", "RCA": "CF", "EAU": "AE"},
    "ro": {"SUA": "US", "EAU": "AE"},
    "de": {"VAE": "AE"},
    "nl": {"VS": "US", "VAE": "AE"},
    "sq": {"SHBA": "US"},
    "hr": {"SAD": "US"},
    "bs": {"SAD": "US"},
    "sr": {"SAD": "US"},
    "sl": {"ZDA": "US"},
    "lt": {"JAV": "US"},
    "lv": {"ASV": "US"},
}

# German writes every noun with a capital: those that are names of larger places elsewhere (Kitas is Quito to some), beside those
# of bot/data/senses, which are towns',
_NOUNS = frozenset(("kitas", "landes", "lages", "rast"))

# A name of a country in these languages, a demonym in all others, as the table has it: French "Argentine" is Argentina ...
_NAMES = {
    "fr": "argentine", "id": "swiss filipina", "ms": "filipina", "lt": "somalis", "fa": "لیبی", "ps": "ترکی",
    "sw": "azerbaijani bangladeshi israeli pakistani tajikistani yemeni",
    "tr": "somali", "az": "somali", "uz": "somali", "tk": "somali", "sq": "somali",
}  # fmt: skip
# ... and what is a demonym in these alone: ترکیه, as it is spelt here, is Turkey in Persian.
_DEMONYMS = {"ar": "روسیه سعودی ترکیه"}
_OWN = {
    (word, lang): demonym
    for demonym, table in ((0, _NAMES), (DEMONYM, _DEMONYMS))
    for lang, words in table.items()
    for word in words.split()
}


def in_language(name: str, lang: str, senses: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The (place, flags) of a normalised name, with its country as a demonym, or not, as this language has it."""
    own = _OWN.get((name, lang))
    if own is None:
        return senses
    kinds = gazetteer.table().kinds
    return [(place, own if kinds[place] == COUNTRY else flags) for place, flags in senses]


# Whose words stand in texts of another language, too.
_LENDS = {"ps": "fa"}


@cache
def _sections() -> dict[str, frozenset[str]]:
    return gazetteer.read_sections("words.txt")


@cache
def _words(section: str, lang: str) -> frozenset[str]:
    listed = (_sections().get(f"{section} {one}", frozenset()) for one in (lang, _LENDS.get(lang)))
    return frozenset(map(gazetteer.word, frozenset().union(*listed)))


def _is_listed(section: str, name: str, lang: str) -> bool:
    words = _words(section, lang)
    return bool(words) and (name in words or not words.isdisjoint(bases(name, lang)))


@lru_cache(maxsize=8_000)
def is_word(name: str, lang: str) -> bool:
    """Whether a normalised name is a word of this language, which writes without capitals, and never a place: "how", "now"."""
    return _is_listed("never", name, lang)


@lru_cache(maxsize=8_000)
def is_word_first(name: str, lang: str) -> bool:
    """Whether a normalised name is rather a word of this language, which writes without capitals: "new", "financial"."""
    return _is_listed("first", name, lang)


@cache
def blocks() -> dict[str, tuple[str, ...]]:
    """First character -> words of Chinese in which a name stands that is not meant: "developing countries"."""
    words = sorted(_sections()["never zh"])
    return {word[0]: tuple(one for one in words if one[0] == word[0]) for word in words}


@lru_cache(maxsize=8_000)
def is_noun(word: str, lang: str, town: bool) -> bool:
    """Whether a normalised name, a town's or a larger place's, is also a noun of a language that writes all nouns with a capital:
    "außer Landes", "der Zug". "Vatikan" is a noun in the senses, too, and means the place."""
    return lang == "de" and (word in _NOUNS or (town and any(s.end - s.start == len(word) for s in said(word, lang))))


def is_opener(word: str, lang: str) -> bool:
    """Whether a normalised name that begins a sentence is another word there: "Seine Frau", "Cada año", "Того же дня"."""
    return word in _words("opener", lang)


@cache
def of_no_country() -> frozenset[str]:
    """Words beside which an adjective says nothing of the country: "chinesische Sprache", "шведский стол", "montaña rusa"."""
    return frozenset(map(gazetteer.word, _sections()["of no country"]))


@cache
def _rows() -> dict[str, list[tuple[list[str], str]]]:
    """Language -> (endings, a country and its stems) of data/adjectives.txt; a language may have several sections."""
    text = files("bot.understand").joinpath("data/adjectives.txt").read_text(encoding="utf-8")
    found: dict[str, list[tuple[list[str], str]]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            spoken, _, ends = line.strip("[").partition("]")
            rows, endings = found.setdefault(spoken.split()[0], []), ends.split() or [""]
        elif line and not line.startswith("#"):
            rows.append((endings, line))
    return found


@cache
def adjectives(lang: str) -> dict[str, int]:
    """The adjectives of this language, normalised -> the number of the country."""
    places = gazetteer.table().country_places
    return {
        gazetteer.word(stem.replace("_", " ") + end): places[code]
        for endings, row in _rows().get(lang, ())
        for code, *stems in [row.split()]
        for stem in stems
        for end in endings
    }


@cache
def any_adjective() -> dict[str, int]:
    """The adjectives of all languages but Dutch, whose short ones are words of others ("pools", "lets"), and their countries."""
    return {word: country for lang in _rows() if lang != "nl" for word, country in adjectives(lang).items()}


def initials(text: str, lang: str) -> Iterator[tuple[int, str, int]]:
    """Where countries stand by their initials, as they are written ("EE.UU.", "EE. UU.", "EE UU"), and their numbers."""
    for letters, code in _INITIALS.get(lang, {}).items():
        for match in re.finditer(rf"(?<!\w){letters.replace(' ', r'[. ] ?')}(?!\w)(?:(?<=UU)\.)?", text):
            yield match.start(), match[0], gazetteer.table().country_places[code]
