"""What the words of news mean, in whatever language: "arrested", "taken into custody", "detenido" and "задержан" are one sense.

The lexicon is our own, in bot/data/senses/: `senses.txt` lists the senses, each a deed (what happens or is done) or a thing
(who and what), which of them tell little, which are near each other, and which are opposites; a file a language says with which
words or phrases its news tells each. A star stands for any ending, an equals sign before a word for none; a form without either
is compared by its stem where Snowball has a stemmer for the language; "ruft … zurück" is two words with others between.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from bot.senses.spelling import FORM, SNOWBALL, WORD, folded, numbers, stem, ways

__all__ = [
    "LANGUAGES",
    "Said",
    "between",
    "broad",
    "deeds",
    "fates",
    "happenings",
    "kin",
    "light",
    "numbers",
    "opposites",
    "said",
]

LANGUAGES = frozenset(SNOWBALL) | {"uk", "ar", "fa", "ps", "ur", "zh"}
_UNSPACED = "zh"
_END = re.compile(r"[.;:!?؛؟।۔]\s")  # of a clause
_IN_CLAUSE = re.compile(r"\s\w")  # what follows a word that does not end one
BETWEEN = 8  # words that may stand between the two of a parted form, the second included
SECOND = 2  # letters by which the phrases are found that a word goes on with
BEGINNING = 3  # letters by which forms with a star are found


class Said(NamedTuple):
    """A sense, and where in the text it is said."""

    sense: str
    start: int
    end: int


class _Forms(NamedTuple):
    """The forms of a language: whole words and phrases by the key of their first word, those that begin with a star by its
    first letters. Each is the keys of its words and what it means."""

    whole: dict[str, list[tuple[tuple[str, ...], str]]]
    begun: dict[str, list[tuple[tuple[str, ...], str]]]
    parted: dict[str, list[tuple[str, str]]]  # of two words with others between: the last one, and what both mean


def _lines(name: str) -> list[tuple[str, str]]:
    """(Before the colon, behind it) of each line of a file of the lexicon."""
    text = (files("bot") / "data" / "senses" / f"{name}.txt").read_text(encoding="utf-8")
    pairs = (line.partition(": ") for line in text.splitlines() if line and not line.startswith("#"))
    return [(before, behind) for before, _, behind in pairs]


@cache
def _listed(kind: str) -> tuple[str, ...]:
    return tuple(behind for before, behind in _lines("senses") if before == kind)


@cache
def _members(kind: str) -> frozenset[str]:
    return frozenset(sense for row in _listed(kind) for sense in row.split())


def deeds() -> frozenset[str]:
    """The senses that are deeds; all others are things."""
    return _members("deed")


def happenings() -> frozenset[str]:
    """The deeds that happen, whoever tells what of them: a quake, a protest."""
    return _members("happening")


def light() -> frozenset[str]:
    """The deeds that tell no more of a happening than that it happens: it hits, it shakes a town."""
    return _members("light")


def between() -> frozenset[str]:
    """The deeds that one does to another: who does it is half of the news."""
    return _members("between")


def fates() -> frozenset[str]:
    """The deeds that befall one person, and hardly twice in a few days: an arrest, an appointment."""
    return _members("fate")


def broad() -> frozenset[str]:
    """The senses that all news has, and that tell little of one report: a city, a man, a government."""
    return _members("broad")


@cache
def kin() -> dict[str, frozenset[str]]:
    """Sense -> those by which news may tell the same thing: schools are closed, lessons are cancelled."""
    found: dict[str, set[str]] = {}
    for row in _listed("kin"):
        for sense in row.split():
            found.setdefault(sense, set()).update(row.split())
    return {sense: frozenset(others - {sense}) for sense, others in found.items()}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Deed -> those that are its opposite: who is freed is not jailed."""
    found: dict[str, set[str]] = {}
    for row in _listed("opposite"):
        one, other = row.split()
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {sense: frozenset(others) for sense, others in found.items()}


@cache
def _forms(lang: str) -> _Forms:
    found = _Forms({}, {}, {})
    for sense, listed in _lines(lang):
        for form in listed.split(", "):
            if " … " in form:  # "ruft … zurück"
                first, last = (stem(folded(word, lang), lang) for word in form.split(" … "))
                found.parted.setdefault(first, []).append((last, sense))
                continue
            words = [folded(word, lang) for word in FORM.findall(form)]
            keys = tuple(word if word.endswith("*") or word.startswith("=") else stem(word, lang) for word in words)
            first = keys[0]
            if len(keys) == 1 and len(first) == 1:  # a stem that hardly anything is left of
                continue
            exact = first.endswith("*") or first.startswith("=")
            table, at = (found.begun, first.lstrip("=")[:BEGINNING]) if exact else (found.whole, first)
            table.setdefault(at, []).append((keys, sense))
    return found


@cache
def _characters(lang: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """(Form -> what it means, its first character -> the length of the longest form), of a language without spaces."""
    found: dict[str, list[str]] = {}
    longest: dict[str, int] = {}
    for sense, listed in _lines(lang):
        for form in listed.split(", "):
            found.setdefault(form, []).append(sense)
            longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return found, longest


@lru_cache(maxsize=16384)
def said(text: str, lang: str) -> tuple[Said, ...]:
    """The senses that a text in this language says, in their order, the longest phrase at each place; none in a language that
    the lexicon does not have (ISO 639-1: en, de, fr, es, pt, it, nl, pl, ru, uk, tr, ar, fa, ps, ur, hi, zh)."""
    if lang not in LANGUAGES:
        return ()
    if lang == _UNSPACED:
        return _in_characters(text, lang)
    words = [(match.start(), match.end(), match[0]) for match in WORD.finditer(text)]
    found: list[Said] = []
    at = 0
    while at < len(words):
        begun = _begun_by(words[at][2], lang)
        if begun is None:
            at += 1
            continue
        longest, senses = _longest(text, words, at, begun, lang)
        found += [Said(sense, words[at][0], words[at + longest - 1][1]) for sense in sorted(senses)]
        at += max(1, longest)
    return tuple(found)


class _Begun(NamedTuple):
    """The forms that begin with a word: what it means alone, the further words of phrases, by the second one's letters, and the
    last words of parted forms."""

    alone: frozenset[str]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]
    parted: list[tuple[str, str]]


@lru_cache(maxsize=100_000)
def _begun_by(word: str, lang: str) -> _Begun | None:
    """None where no form begins so, as with most words."""
    forms = _forms(lang)
    alone: set[str] = set()
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    parted: list[tuple[str, str]] = []
    for plain, key in ways(word, lang):
        parted += forms.parted.get(key, ())
        for keys, sense in (*forms.whole.get(key, ()), *forms.begun.get(plain[:BEGINNING], ())):
            if _is_form(((plain, key),), keys[0]):
                if len(keys) == 1:
                    alone.add(sense)
                else:
                    phrases.setdefault(keys[1].lstrip("=")[:SECOND], []).append((keys[1:], sense))
    return _Begun(frozenset(alone), phrases, parted) if alone or phrases or parted else None


def _longest(text: str, words: list[tuple[int, int, str]], at: int, begun: _Begun, lang: str) -> tuple[int, Set[str]]:
    """(How many words the longest form takes that stands here, what it means); 0 where none does. Two words with others between
    go before."""
    if begun.parted and (parted := _parted(text, words, at, begun, lang)):
        return 1, parted
    alone, phrases, _ = begun
    if not phrases or at + 1 == len(words):
        return (1, alone) if alone else (0, alone)
    longest, senses = 1, set[str]()
    begins = {one[:SECOND] for way in ways(words[at + 1][2], lang) for one in way}  # "aérea" and its stem "aere"
    for rest, sense in (form for letters in begins for form in phrases.get(letters, ())):
        size = 1 + len(rest)
        if size < longest or at + size > len(words):
            continue
        if all(_is_form(ways(words[at + 1 + n][2], lang), form) for n, form in enumerate(rest)):
            senses = {*senses, sense} if size == longest else {sense}
            longest = size
    return (longest, senses) if senses else (1, alone) if alone else (0, alone)


def _parted(text: str, words: list[tuple[int, int, str]], at: int, begun: _Begun, lang: str) -> set[str]:
    """What a word means together with one that stands a little behind it, in its clause: with one that ends it ("ruft die Gläser
    zurück, wie er auf seiner Seite mitteilt"), else with the nearest."""
    end = _END.search(text, words[at][1])
    last_at = end.start() if end else len(text)
    forms = {last for last, _ in begun.parted}
    ahead = [
        (_IN_CLAUSE.match(text, stop) is not None, n, key)
        for n, (start, stop, word) in enumerate(words[at + 1 : at + 1 + BETWEEN])
        if start < last_at
        for _, key in ways(word, lang)
        if key in forms
    ]
    return {sense for last, sense in begun.parted if ahead and last == min(ahead)[2]}


def _is_form(ways: tuple[tuple[str, str], ...], form: str) -> bool:
    if form.startswith("="):
        return any(plain == form[1:] for plain, _ in ways)
    if form.endswith("*"):
        return any(plain.startswith(form[:-1]) for plain, _ in ways)
    return any(key == form for _, key in ways)


def _in_characters(text: str, lang: str) -> tuple[Said, ...]:
    forms, longest = _characters(lang)
    found: list[Said] = []
    at = 0
    while at < len(text):
        size = next(
            (n for n in range(longest.get(text[at], 0), 1, -1) if text[at : at + n] in forms and at + n <= len(text)), 0
        )
        found += [Said(sense, at, at + size) for sense in sorted(forms[text[at : at + size]])] if size else []
        at += size or 1
    return tuple(found)
