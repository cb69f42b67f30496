"""Places that the gazetteer lacks, known by the words around them: "the village of Kampungu", "in Weiswampach, Luxembourg".

Such a place counts as the nearest thing known around it: what a comma says holds it, or else the place named next to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bot.model import Field
from bot.understand.gazetteer import lexicon
from bot.understand.places.names import Candidate, Word, uncased

LONGEST = 3  # words of such a name
# How far away, in words, the place may be named that says where it is.
REACH = 40
# They stand behind the name that they belong to, so what comes next is another thing: "a Chicago-area school".
BEHIND = frozenset(["area", "county", "district", "province", "region"])
PEOPLE = frozenset(["community", "communities"])  # behind a name: of a faith or a people, "in the Muslim community"
DISTANCES = frozenset(["miles", "mile", "km", "kilometers", "kilometres"])
_LISTED = frozenset([", ", " and ", ", and ", " or "])


def find(field: Field, text: str, words: list[Word], known: list[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """(the place unknown, the known one that it counts as) of one field; none overlaps a known one."""
    taken = {at for c in known for at in range(c.first, c.last + 1)}
    # "Romanian officials" tells no more than the country, but that it does
    places = [c for c in known if not c.demonym] or known
    if not places:
        return []
    names = [
        Candidate(
            field, words[first].start, words[last].end, text[words[first].start : words[last].end], "", [], first, last
        )
        for first, last in _names(words, taken)
    ]
    found: list[tuple[Candidate, Candidate]] = []
    for name in names:
        if _is_announced(text, words, name.first, name.last, places, found):
            home = _home(name, words, places)
            if home is not None:
                found.append((name, home))
    homes = {name.text: home for name, home in reversed(found)}
    first = {name.first for name, _ in found}
    return found + [(name, homes[name.text]) for name in names if name.text in homes and name.first not in first]


def _names(words: list[Word], taken: set[int]) -> Iterator[tuple[int, int]]:
    """The first and last words of what may be names: runs of capitalised words."""
    at = 0
    while at < len(words):
        last = _name_end(words, at, taken)
        if last is not None:
            yield at, last
            at = last
        at += 1


def _name_end(words: list[Word], at: int, taken: set[int]) -> int | None:
    """The last word of the run of capitalised words that begins at `at`; None where there is none or it may be no name."""
    last = at
    while last < len(words) and last - at <= LONGEST and _may_name(words[last]) and last not in taken:
        if last > at and words[last].glued not in (" ", "-"):
            break
        last += 1
    if last == at or last - at > LONGEST or (at > 0 and words[at].glued in (" ", "-") and _may_name(words[at - 1])):
        return None
    return None if last < len(words) and words[last].glued in (" ", "-") and words[last].capital else last - 1


def _may_name(word: Word) -> bool:
    return (
        word.capital
        and not uncased(word.text[0])
        and len(word.text) > 2
        and not word.text.isupper()
        and word.form not in lexicon("common words")
        and word.form not in lexicon("never")
        and word.form not in lexicon("titles")
        and word.form not in lexicon("first names")
    )


def _is_announced(
    text: str,
    words: list[Word],
    first: int,
    last: int,
    places: list[Candidate],
    found: list[tuple[Candidate, Candidate]],
) -> bool:
    before = words[first - 1] if first else None
    if before is None or words[first].first:
        return False
    two = words[first - 2].form if first > 1 else ""
    if words[first].glued == " " and (
        (before.form in ("of", "called", "named") and two in lexicon("settlements"))
        or (
            before.form in lexicon("settlements")
            and not (before.form in BEHIND and first > 1 and words[first - 2].capital)
        )
    ):
        return not before.capital
    after = words[last + 1] if last + 1 < len(words) else None
    inside = words[first].glued == " " and before.form in ("in", "near", "at", "outside", "from") and not before.capital
    article = before.form == "the" and two in ("in", "near", "of", "from")
    if after is not None and after.glued == " " and not after.capital and after.form in lexicon("settlements"):
        return (inside or article) and after.form not in PEOPLE
    if inside and after is not None and any(c.first == last + 1 for c in places):
        return after.glued == ", "
    if inside and after is not None and after.glued == ", " and _is_described(words, last + 1):
        return True
    # "the villages of Bumbacari and Dudescu"
    previous = found[-1][0] if found else None
    return previous is not None and text[previous.end : words[first].start] in _LISTED


def _is_described(words: list[Word], at: int) -> bool:
    """Whether what stands behind the comma says that the name is a place's: "a small town south of", "some 30 miles from"."""
    following = words[at : at + 6]
    if following[0].form in ("a", "an", "the"):
        noun = takewhile(
            lambda w: w.glued in (" ", "-") and not w.capital and w.form not in lexicon("function words"),
            following[1:5],
        )
        return any(word.form in lexicon("settlements") for word in noun)
    number = next((n for n, w in enumerate(following[:2]) if w.text.isdecimal()), None)
    return number is not None and any(w.form in DISTANCES for w in following[number + 1 : number + 2])


def _home(candidate: Candidate, words: list[Word], places: list[Candidate]) -> Candidate | None:
    """What the place counts as: the nearest known place within reach, rather one behind it in its sentence than one before."""
    best: tuple[int, Candidate] | None = None
    for place in places:
        ahead = place.first - candidate.last
        distance = ahead if ahead > 0 else 2 * (candidate.first - place.last)
        if distance > REACH:
            continue
        if ahead > 0 and any(w.first for w in words[candidate.last + 1 : place.first + 1]):
            distance *= 3
        if best is None or distance < best[0]:
            best = (distance, place)
    return best[1] if best else None
