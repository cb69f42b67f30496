"""Names of the gazetteer that stand in a text as whole words, the longest at each place."""

from __future__ import annotations

import re
from functools import lru_cache
from math import log10

from msgspec import Struct

from bot.model import Field
from bot.understand import gazetteer
from bot.understand.gazetteer import (
    ADMIN,
    ALTERNATE,
    CAPITAL,
    CITY,
    CONTINENT,
    COUNTRY,
    COUNTY,
    DEMONYM,
    POI,
    REGION,
    WORD,
    lexicon,
)
from bot.understand.places import localnames
from bot.understand.places.cases import inflected, inflected_pair, is_cyrillic, longest, senses_of

# More names than this are not read in one item: lists of places are not news, and the work grows with them.
MAX_CANDIDATES = 2_000
# A town of which only an unspaced or capital-less script gives the name must have this many people, or it is a common word.
UNCASED_FLOOR = 100_000
LATIN = "\u024f"  # the last of the Latin letters
# What stands between the places of a list: "Harwinton, Bantam, Litchfield and Torrington".
IN_LIST = re.compile(r", (?:and |or )?| and | or ")

_EXACT = re.compile(r"(?<![\w.])(?:(?:[A-Z][a-z]{0,5}\. ?)+(?:[A-Z]\.?)?|[A-Z]{2,5})(?!\w)")
_ACRONYMS = frozenset(["SWAT"])  # a police team, not the valley
_JOINED = frozenset(" -'’ʼ")  # within an adjective: "nord-coréen" is of another country than "coréen"; "в'єтнамський"
_ENDS = frozenset(".!?…\n\r:;—–|•")
_QUOTES = " \t\"'“”‘’«»„()[]"


class Word:
    """A word of the text with what decides about it."""

    __slots__ = ("capital", "end", "first", "form", "glued", "start", "text")

    def __init__(self, text: str, form: str, start: int, end: int, capital: bool, first: bool, glued: str) -> None:
        self.text, self.form, self.start, self.end = text, form, start, end
        self.capital = capital  # begins with a capital, or is of a script without them
        self.first = first  # begins a sentence or quote
        self.glued = glued  # what stands between the word before and this one


Senses = tuple[tuple[int, int], ...]  # places that a name may mean, each with its flags


class Candidate(Struct, eq=False):
    """A name in the text, and what is known of the place that it may mean."""

    field: Field
    start: int
    end: int
    text: str
    name: str
    senses: list[tuple[int, int]]
    first: int  # words
    last: int
    demonym: bool = False
    evidence: float = 0.0
    located: bool = False  # "in" or the like before it, or "area" behind it, says that it is a place
    asked: frozenset[int] = frozenset()  # kinds of place that a word beside it asks for
    within: int | None = None  # the place that a qualifier behind a comma names
    place: int | None = None

    def __post_init__(self) -> None:
        self.demonym = bool(self.senses) and bool(self.senses[0][1] & DEMONYM)


def form(text: str) -> str:
    return text.lower() if text.isascii() else _folded(text)


# Caches of what a few thousand words make up most of: more entries cost megabytes and save little.
@lru_cache(maxsize=8_000)
def _folded(text: str) -> str:
    return gazetteer.word(text)


def uncased(c: str) -> bool:
    return c > "\u0530" and not ("\u0531" <= c <= "\u0587" or "\u1e00" <= c <= "\u1fff" or "\uff21" <= c <= "\uff5a")


def split(text: str) -> list[Word]:
    words: list[Word] = []
    at = 0
    for match in WORD.finditer(text):
        token = match[0]
        start, end = match.span()
        between = text[at:start]
        c = token[0]
        bare = between.strip(_QUOTES)
        first = (
            not words
            or (between[-1:] in '"“„«‘' and between[-1:] != "")
            or (bool(bare) and bare[-1] in _ENDS)
            or "\n" in between
        )
        words.append(Word(token, form(token), start, end, c.isupper() or uncased(c), first, between))
        at = end
    return words


_JOINS = frozenset([" ", "-", "'", "’", "‘", "ʻ", "ʼ", ". ", "‐", "‑", "\u00a0", "/", " -", "\u200c"])


def find_names(field: Field, text: str, words: list[Word], lang: str) -> list[Candidate]:
    """The names of the gazetteer in one field's text, in order, none within another; nothing beside them is weighed yet."""
    found: list[Candidate] = []
    shouting = sum(w.text.isupper() for w in words) > len(words) / 2
    exact = _exact_names(text, lang, shouting)
    adjectives = localnames.adjectives(lang)
    i = 0
    while i < len(words) and len(found) < MAX_CANDIDATES:
        word = words[i]
        if word.start in exact:
            name, place = exact[word.start]
            end = word.start + len(name)
            last = i
            while last + 1 < len(words) and words[last + 1].start < end:
                last += 1
            # "U.S. Virgin Islands" is longer than "U.S."
            if not _longer(words, i, last):
                found.append(Candidate(field, word.start, end, name, name, [(place, 0)], i, last))
                i = last + 1
                continue
        if adjectives and i + 1 < len(words) and (glue := words[i + 1].glued) in _JOINED:
            country = adjectives.get(f"{word.form}{glue}{words[i + 1].form}")
            if country is not None:
                found.append(_adjective(field, words[i : i + 2], country, i))
                i += 2
                continue
        named = bool(word.capital and word.form and word.text not in _ACRONYMS)
        if named and gazetteer.unspaced(word.text):
            _unspaced(field, word, i, found)
            i += 1
            continue
        name, taken, senses = _several(text, words, i) if named else ("", 1, ())
        if not senses and word.form in adjectives and (country := _country(words, i, lang)) is not None:
            found.append(_adjective(field, [word], country, i))
            i += 1
            continue
        if named and not senses:
            name, senses = word.form, _single(word, lang, shouting)
        if senses:
            last = i + taken - 1
            end = words[last].end + (taken > 1 and _closes(text, words[last]))
            own = localnames.in_language(name, lang, list(senses))
            found.append(Candidate(field, word.start, end, text[word.start : end], name, own, i, last))
        i += taken
    return _with_counties(field, text, words, found)


def _exact_names(text: str, lang: str, shouting: bool) -> dict[int, tuple[str, int]]:
    """Names that are known by their capitals and points, with their places, by where they stand."""
    known = gazetteer.table().exact
    found: dict[int, tuple[str, int]] = {}
    for match in _EXACT.finditer(text):
        name = match[0].rstrip()
        while name and name not in known:
            # "Gainesville, Fla. Police" must not hide "Fla."
            name = name[: name.rfind(" ")] if " " in name else ""
        if name and not (name == "US" and (shouting or text[match.start() + 2 : match.start() + 3] == "$")):
            found[match.start()] = (name, known[name])
    if not shouting:  # "SAD" is "now" in capitals, too
        found |= {start: (name, place) for start, name, place in localnames.initials(text, lang)}
    return found


def _several(text: str, words: list[Word], at: int) -> tuple[str, int, Senses]:
    """The longest name of several words that begins here, how many they are, and what it may mean; ("", 1, ()) without one."""
    table, word = gazetteer.table(), words[at]
    for count in range(min(longest(word.form), len(words) - at), 1, -1):
        span = words[at : at + count]
        if all(w.glued in _JOINS or _closes(text, w) for w in span[1:]):
            joined = " ".join(w.form for w in span)
            senses = senses_of(joined)
            if senses and (span[-1].capital or _ends_small(table, senses, span)):
                return joined, count, senses
    if is_cyrillic(word.form) and at + 1 < len(words):
        after = words[at + 1]
        if after.capital and after.glued in _JOINS and is_cyrillic(after.form):
            senses = inflected_pair(word.form, after.form)
            if senses:
                return f"{word.form} {after.form}", 2, senses
    return "", 1, ()


def _single(word: Word, lang: str, shouting: bool) -> Senses:
    """What the word may mean as a name by itself. An acronym is no town: UN, HIV."""
    senses = senses_of(word.form) or inflected(word.form, lang)
    cyrillic = is_cyrillic(word.form)
    if shouting or not (1 < len(word.text) < 6 and word.text.isupper() and (word.text.isascii() or cyrillic)):
        return senses
    if len(word.text) < 4 and not cyrillic:  # США
        return ()
    important = gazetteer.table().important
    return tuple(s for s in senses if important(s[0]) and (len(word.text) > 3 or not s[1]))


def _closes(text: str, word: Word) -> bool:
    """Whether it is alone in brackets, as what tells towns of one name apart: "Halle (Saale)"."""
    return word.glued == " (" and text[word.end : word.end + 1] == ")"


def _country(words: list[Word], at: int, lang: str) -> int | None:
    """The country of an adjective in small letters, or one that begins a sentence: elsewhere a capital is a name's, in most
    languages. Where the word is a country's own name, too ("Argentina gana"), a capital shows that."""
    word = words[at]
    if word.capital and not (word.first or lang in localnames.CAPITAL):
        return None
    if word.glued == "-" and words[at - 1].form in lexicon("directions"):  # "sud-américain"
        return None
    if not localnames.of_no_country().isdisjoint(other.form for other in words[max(0, at - 1) : at + 2]):
        return None
    country = localnames.adjectives(lang)[word.form]
    if not word.capital:
        return country
    senses = localnames.in_language(word.form, lang, list(senses_of(word.form)))
    named = any(place == country and not flags & DEMONYM for place, flags in senses)
    return None if named or word.text.startswith("Deutsch") else country  # Deutsche Bank


def _adjective(field: Field, span: list[Word], country: int, number: int) -> Candidate:
    joint = span[-1].glued if len(span) > 1 else ""
    text, form = (joint.join(words) for words in zip(*((word.text, word.form) for word in span), strict=True))
    last = number + len(span) - 1
    candidate = Candidate(field, span[0].start, span[-1].end, text, form, [(country, DEMONYM)], number, last)
    candidate.evidence = 2.5  # nothing beside it need speak for it
    return candidate


def _with_counties(field: Field, text: str, words: list[Word], found: list[Candidate]) -> list[Candidate]:
    """The names with those of a list of counties, "Barrow, Jackson and Madison counties", as the counties that they are."""
    listed: dict[int, Candidate] = {}
    for at, word in enumerate(words):
        if word.form != "counties" or word.glued != " ":
            continue
        last = at - 1
        while last >= 0 and words[last].capital:
            first = last
            senses = senses_of(f"{words[last].form} county")
            if last and words[last].glued == " " and words[last - 1].capital:
                first, senses = last - 1, senses_of(f"{words[last - 1].form} {words[last].form} county")
            if not senses:
                break
            start, end, name = (
                words[first].start,
                words[last].end,
                f"{gazetteer.normal(text[words[first].start : words[last].end])} county",
            )
            listed[first] = Candidate(field, start, end, text[start:end], name, list(senses), first, last)
            listed[first].evidence = 3.0
            last = first - 1
            if words[first].glued == " " and last > 0 and words[last].form == "and":
                last -= 1
            elif words[first].glued != ", ":
                break
    if not listed:
        return found
    taken = {n for c in listed.values() for n in range(c.first, c.last + 1)}
    kept = [c for c in found if taken.isdisjoint(range(c.first, c.last + 1))]
    return sorted([*kept, *listed.values()], key=lambda c: c.start)


def _ends_small(table: gazetteer.Gazetteer, senses: tuple[tuple[int, int], ...], span: list[Word]) -> bool:
    """Whether a name may end in a small letter: "Bagram airfield", "Donetsk region"; in "Henan province" the name is Henan."""
    if any(table.kinds[p] in (POI, REGION) for p, _ in senses):
        return True
    shorter = {p for p, _ in senses_of(" ".join(w.form for w in span[:-1]))}
    return any(table.kinds[p] == ADMIN and p not in shorter for p, _ in senses)


def _longer(words: list[Word], first: int, last: int) -> bool:
    most = longest(words[first].form)
    for count in range(min(most, len(words) - first), last - first + 1, -1):
        span = words[first : first + count]
        if all(w.glued in _JOINS or w.glued == "." for w in span[1:]) and senses_of(" ".join(w.form for w in span)):
            return True
    return False


def _unspaced(field: Field, word: Word, number: int, found: list[Candidate]) -> None:
    """Names in a run of letters without spaces: at each place the longest."""
    table = gazetteer.table()
    text, blocks = word.text, localnames.blocks()
    i = 0
    while i < len(text) - 1:
        if (other := next((b for b in blocks.get(text[i], ()) if text.startswith(b, i)), "")) != "":
            i += len(other)
            continue
        most = longest(gazetteer.normal(text[i : i + 2]) or " ")
        for length in range(min(most, len(text) - i), 1, -1):
            senses = [
                s for s in senses_of(gazetteer.normal(text[i : i + length])) if is_known(table, s[0], UNCASED_FLOOR)
            ]
            if senses:
                start = word.start + i
                found.append(
                    Candidate(
                        field, start, start + length, text[i : i + length], text[i : i + length], senses, number, number
                    )
                )
                i += length - 1
                break
        i += 1


def is_known(table: gazetteer.Gazetteer, place: int, floor: int) -> bool:
    return table.kinds[place] not in (CITY, COUNTY) or table.populations[place] >= floor or table.country(place) == "AF"


def prior(place: int, flags: int) -> float:
    """How likely a place is meant by its name alone: about the power of ten of its people, more for what news names more."""
    table = gazetteer.table()
    kind = table.kinds[place]
    size: float = log10(table.populations[place] + 10)
    if kind == COUNTRY:
        # what another language calls a country is rather a town in this one: "Columbia"
        return 6.0 if flags & ALTERNATE else 9.6
    if kind == ADMIN:
        score = 8.0 if table.country(place) == "US" else 5.4 + 0.25 * size
    elif kind in (CONTINENT, REGION):
        score = 7.5
    elif kind == CAPITAL and not flags & ALTERNATE:
        score = max(size, 4.5) + (2.5 if size > 5.7 else 1.5)  # Washington is the city
    elif kind == POI:
        score = max(size, 4.5) + 1.0
    else:
        score = size + 1.0 if size > 6.7 else size
    return score - 1.0 if flags & ALTERNATE else score
