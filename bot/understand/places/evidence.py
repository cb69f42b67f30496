"""Is a name in the text a place, or a person, a team, a paper, a word? Its neighbours tell."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import log10

from bot.understand import gazetteer
from bot.understand.gazetteer import ADMIN, ALTERNATE, CAPITAL, CONTINENT, COUNTRY, COUNTY, POI, REGION, lexicon
from bot.understand.places import localnames
from bot.understand.places.cases import SHORT_PREFIXED, senses_of
from bot.understand.places.names import (
    IN_LIST,
    LATIN,
    UNCASED_FLOOR,
    Candidate,
    Word,
    is_known,
    prior,
    uncased,
)

# What a town's other names lack: "Raab" is rather a person than the Hungarian Győr.
OTHER_NAME = 1.4


def weigh(candidate: Candidate, words: list[Word], lang: str, titled: bool, surnames: set[str]) -> float:
    """How much the candidate's looks and neighbours speak for a place; below 0 it is none."""
    table = gazetteer.table()
    first = words[candidate.first]
    before = words[candidate.first - 1] if candidate.first else None
    after = words[candidate.last + 1] if candidate.last + 1 < len(words) else None
    kind = table.kinds[max(candidate.senses, key=lambda s: prior(*s))[0]]
    wide = any(table.kinds[p] in (COUNTRY, ADMIN, CONTINENT, REGION) for p, _ in candidate.senses)
    several = candidate.first != candidate.last
    if uncased(candidate.text[0]):
        if lang == "ar" and gazetteer.normal(candidate.text) in lexicon("never"):
            return -9.0  # "city" is Medina's name, in Arabic
        if not any(
            is_known(table, p, UNCASED_FLOOR if len(candidate.text) > 3 else 500_000) for p, _ in candidate.senses
        ):
            return -1.0
        # what is a word first waits for a place of its country
        return 0.0 if _is_word_first(candidate) and not _is_called(before, after) else 1.0
    if candidate.name.casefold() in lexicon("blocs") and not _is_inside(candidate, words):
        return -9.0  # "the EU said"
    if candidate.name in table.exact:
        return 3.0
    # the towns of the country that we know best are small in the table or without any number
    population = max(max(table.populations[p], 20_000 * (table.country(p) == "AF")) for p, _ in candidate.senses)
    score = 2.5 if wide or candidate.demonym else 0.45 * (log10(population + 10) - 4.3)
    if kind in (POI, CAPITAL):
        score = max(score, 1.5)
    if several:
        score += 1.5
    elif all(flags & ALTERNATE for _, flags in candidate.senses) and not wide and not _is_usual(candidate, words):
        score -= OTHER_NAME
    form = candidate.name
    if form in lexicon("never") or (form == "states" and (before is None or before.form != "the")):
        return -9.0
    parts = form.split(" ")
    if (
        several
        and population < 50_000
        and kind != COUNTY
        and parts[0] in lexicon("titles")
        and parts[1] in lexicon("first names")
    ):
        return -9.0  # Prince Charles
    if (
        several
        and parts[0] in ("st", "saint")
        and population < 200_000
        and after is not None
        and after.glued in ("'", "’")
    ):
        return -9.0  # St. Patrick's
    small = not several or not (
        wide or population >= 50_000 or any(table.kinds[p] in (COUNTY, POI) for p, _ in candidate.senses)
    )
    other = not several and all(flags & ALTERNATE for _, flags in candidate.senses)  # "Soul" is Seoul to some
    common = not candidate.demonym and (small or other) and all(part in lexicon("common words") for part in parts)
    town = not wide and kind != CAPITAL
    common |= not several and not candidate.demonym and localnames.is_noun(form, lang, town)
    common |= not several and first.first and localnames.is_opener(form, lang)
    if common:
        score = min(score, 0.5) - 2.0
    if lang == "de" and not several and not wide and population < 100_000:
        score -= 1.8  # German writes every noun with a capital
    given = not several and form in lexicon("first names")
    rarely_given = not several and form in lexicon("rarer first names")

    space_before = before is not None and before.glued is not None and first.glued in (" ", "\u00a0", ". ", "  ")
    if before is not None and not first.first and space_before:
        opens = before.first and candidate.text[0] > LATIN  # "В Одессе"
        if (before.form in lexicon("locating") and (not before.capital or opens)) or before.form == "in":
            score += 2.0
            candidate.located = not common
        elif before.form == "of" and candidate.first > 1 and words[candidate.first - 2].form in lexicon("peers"):
            score -= 5.0  # the Duke of York
        elif before.form == "of" and candidate.first > 1 and words[candidate.first - 2].form in lexicon("towns"):
            score += 2.0  # "the port of Bari"
        elif before.form in lexicon("weakly locating"):
            score += 0.6
            # "the mayor of Oldbury"
            office = (
                before.form == "of" and candidate.first > 1 and words[candidate.first - 2].form in lexicon("residents")
            )
            candidate.located = office and not common
        if before.capital and not opens and not candidate.demonym and before.form not in lexicon("place words"):
            if first.glued == ". " and len(before.form) == 1:
                score -= 4.0
            elif before.form in lexicon("titles") and not before.first:
                score -= 3.5
            elif _is_first_name(before.form) and not (several and wide):
                score -= 4.0
            elif before.form in lexicon("before others"):
                score -= 5.0 if before.form == "united" else 3.0  # "United Russia" is a party
            elif (
                not titled
                and not wide
                and not several
                and len(before.form) > 3
                and not before.first
                and not _is_place(before.form)
            ):
                score -= 1.2
    elif before is not None and first.glued == "-" and before.capital and not several and not wide:
        score += 2.0 if before.text in ("D", "R", "I") else -1.0  # "Ray Miller, D-Columbus"
    if before is not None and first.glued == ". " and before.form in lexicon("titles"):
        score -= 3.5
    if before is not None and before.form in ("v", "ve") and lang in ("cs", "sk", "sl"):
        score += 2.0
    elif not wide and any(w is not None and w.text in ("v", "vs") for w in (before, after)):
        score -= 3.0  # a match
    if after is not None and after.glued in (" ", "\u00a0", "-"):
        if (after.text == "City" and not wide and _is_club(candidate, words)) or (
            after.capital
            and not candidate.demonym
            and (after.form in lexicon("newspapers") or (after.form in lexicon("teams") and not wide))
            and (after.form != "wednesday" or form == "sheffield")
        ):
            score -= 5.0
        elif after.capital and not wide and after.form in lexicon("companies"):
            score -= 3.0
        elif after.form in lexicon("streets") and after.capital and not candidate.demonym:
            score -= 3.0 if not wide else 2.0
        elif after.form in lexicon("not of a place") and not candidate.demonym:
            score -= 5.0
        elif (
            common
            and population < 50_000
            and after.capital
            and after.form in (*lexicon("residents"), *lexicon("place words"))
        ):
            score -= 2.0  # the Tank Man, Imperial College: a word that is part of a name
        elif after.form in lexicon("players") and not wide:
            score -= 5.0
        elif after.form in lexicon("residents"):
            score += 2.0
        elif after.form in lexicon("place words"):
            score += 1.0
            candidate.located |= not common and not after.capital and after.form in lexicon("settlements")
        elif (given or rarely_given) and after.capital and not titled:
            score -= (
                2.0 if any(table.kinds[p] == ADMIN and table.country(p) == "US" for p, _ in candidate.senses) else 4.0
            )
        elif after.form in lexicon("said") and not wide and not candidate.demonym and kind != CAPITAL:
            score -= 1.5
    if after is not None and after.glued == ", " and candidate.within is not None:
        score += 4.0
    if len(form) < 3 and not several:
        score -= 1.5
    if given:
        score -= 1.0
    person = form in surnames or (not wide and kind != CAPITAL and _is_beside_person(candidate, words, surnames))
    if person and not several:
        score -= 3.0
    if first.first and not several and not wide and not candidate.demonym:
        score -= 0.3
    if lang == "tr" and after is not None and after.glued in ("'", "’") and not after.capital:
        score += 2.0  # Turkish parts a name from its case: "Londra'da"
    return score


def _is_usual(candidate: Candidate, words: list[Word]) -> bool:
    """Whether another name is the ordinary one, as in any script but Latin (Одесса, Αθήνα): of an important place, unless the
    capital shows nothing (at the start of a sentence), or a street or another name stands beside it ("Владимир Путин")."""
    table, first = gazetteer.table(), words[candidate.first]
    if candidate.text[0] <= LATIN or not any(table.important(p) for p, _ in candidate.senses):
        return False
    if first.first:  # in Cyrillic many a capital is a word too: Вена, Тирана
        return not "\u0400" <= candidate.text[0] <= "\u052f" and any(
            table.kinds[p] == CAPITAL for p, _ in candidate.senses
        )
    if any(gazetteer.normal(table.name(p)) in lexicon("first names") for p, _ in candidate.senses):
        return False
    before, after = words[candidate.first - 1], words[candidate.last + 1 : candidate.last + 2]
    if before.form in lexicon("streets") or (before.capital and not before.first and first.glued == " "):
        return False
    return not (after and after[0].capital and after[0].glued == " ")


def _is_beside_person(candidate: Candidate, words: list[Word], surnames: set[str]) -> bool:
    """Whether it is rather one of two persons by their surnames: "Blinken and Austin"."""
    for left, right in ((candidate.first - 2, candidate.first), (candidate.last, candidate.last + 2)):
        if left < 0 or right >= len(words) or words[left + 1].form != "and":
            continue
        other = words[left if right == candidate.first else right]
        before, after = words[left - 1 : left], words[right + 1 : right + 2]
        longer = any(w.capital and w.form not in lexicon("titles") and words[left].glued == " " for w in before) or any(
            w.capital and w.glued == " " for w in after
        )
        person = other.form in surnames or other.form in lexicon("leaders")
        if person and other.capital and not longer and words[right].glued == " " and not _is_place(other.form):
            return True
    return False


def _is_club(candidate: Candidate, words: list[Word]) -> bool:
    """Whether "City" behind an English town is its club: nothing of the town's follows, as in "Leeds City Council"."""
    table = gazetteer.table()
    behind = words[candidate.last + 2] if candidate.last + 2 < len(words) else None
    british = any(table.country(p) == "GB" and table.populations[p] >= 50_000 for p, _ in candidate.senses)
    return british and (behind is None or not behind.capital or behind.glued != " ")


def _is_word_first(candidate: Candidate) -> bool:
    """Whether a name in a script without capitals needs more to be a place: by our list, or a small district's single word."""
    if candidate.name in lexicon("only in company"):
        return True
    if len(candidate.name) <= SHORT_PREFIXED and candidate.name[0] in "وبلفک" and not senses_of(candidate.name):
        return True
    kinds = gazetteer.table().kinds
    return candidate.first == candidate.last and all(kinds[p] == COUNTY for p, _ in candidate.senses)


def _is_called(before: Word | None, after: Word | None) -> bool:
    return any(w is not None and w.form in lexicon("place nouns") for w in (before, after))


def in_company(candidate: Candidate, others: list[Candidate]) -> bool:
    """Whether another place of the same country is named for sure."""
    table = gazetteer.table()
    countries = {table.country(p) for p, _ in candidate.senses}
    return any(
        other.name != candidate.name
        and other.evidence > 0
        and countries & {table.country(p) for p, _ in other.senses[:1]}
        for other in others
    )


# How sure the one must be, and how much it says for the other.
SURE, LISTED = 2.0, 1.0


# "Liverpool beat Chelsea 3-1": the sentence of a result. Where it was played stands behind "in" or "at".
# In steps, each of which takes as long as the text is: one pattern for all goes through a sentence from each of its letters.
_SENTENCE = re.compile(r"[^.!?\n]+")
_BEATEN = re.compile(
    r"\b(?:beat|beats|beaten|thrash\w*|defeat\w*|drew|draw|lost|loses?|lose|edged?|won|wins?|hammer\w*|stun\w*|score[sd]?|held)\b"
)
_SCORE = re.compile(r"(?<![\d-])\d{1,2}[-–]\d{1,2}(?![-–]?\d|[-–]?[a-z]|%| percent| (?:vote|ruling|decision|majority))")
_PLAYED = re.compile(r"\b(?:in|at|near|from|to|of) (?:the )?$")
TEAM = 3.5  # what a result takes from the name of a side


def take_teams(candidates: list[Candidate], text: str) -> None:
    """Names in the sentence of a result are those of the sides."""
    sentences = (match.span() for match in _SENTENCE.finditer(text)) if candidates else ()
    results = [(start, end) for start, end in sentences if _is_result(text, start, end)]
    for candidate in candidates if results else ():
        inside = any(start <= candidate.start < end for start, end in results)
        if inside and not candidate.demonym and not _PLAYED.search(text, max(0, candidate.start - 10), candidate.start):
            candidate.evidence -= TEAM


def _is_result(text: str, start: int, end: int) -> bool:
    beaten = _BEATEN.search(text, start, end)
    return beaten is not None and _SCORE.search(text, beaten.end(), end) is not None


def vouch_in_lists(candidates: list[Candidate], text: str) -> None:
    """A sure place speaks for those that stand in one list with it, first to last and then back."""
    for order in (candidates, candidates[::-1]):
        for one, other in pairwise(order):
            left, right = (one, other) if one.start < other.start else (other, one)
            if one.evidence >= SURE and -2.0 < other.evidence < SURE and IN_LIST.fullmatch(text, left.end, right.start):
                other.evidence += LISTED


def _is_inside(candidate: Candidate, words: list[Word]) -> bool:
    """Whether something is said to be in, or to go to or leave, what the candidate names."""
    at = candidate.first - 1
    if at > 0 and words[at].form == "the":
        at -= 1
    return at >= 0 and (
        words[at].form in lexicon("locating") or words[at].form in ("to", "from", "into", "leave", "left")
    )


def _is_first_name(form: str) -> bool:
    """Of the rarer ones only what is no place's own name."""
    return form in lexicon("first names") or (
        form in lexicon("rarer first names") and all(flags & ALTERNATE for _, flags in senses_of(form))
    )


@lru_cache(maxsize=10_000)
def _is_place(form: str) -> bool:
    table = gazetteer.table()
    return any(table.important(p) for p, _ in senses_of(form))


def surnames(words: list[Word]) -> set[str]:
    """Words that stand behind a first name, a title or an initial somewhere in the item."""
    found = set()
    for before, word, after in zip(words, words[1:], [*words[2:], None], strict=False):
        if not (word.capital and before.capital) or word.glued not in (" ", ". "):
            continue
        if after is not None and after.glued == " " and after.form in lexicon("residents"):
            continue  # a town's police behind a name, where a line break was lost
        if (
            _is_first_name(before.form)
            or (before.form in lexicon("titles") and before.form not in lexicon("place words") and not before.first)
            or (word.glued == ". " and len(before.form) == 1)
        ):
            found.add(word.form)
    return found
