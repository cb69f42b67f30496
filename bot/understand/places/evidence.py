"""Is a name in the text a place, or a person, a team, a paper, a word? Its neighbours tell."""

from __future__ import annotations

from functools import lru_cache
from math import log10

from msgspec import Struct

from bot.understand import gazetteer
from bot.understand.gazetteer import ADMIN, ALTERNATE, CAPITAL, CONTINENT, COUNTRY, COUNTY, POI, REGION, lexicon
from bot.understand.places import localnames
from bot.understand.places.cases import SHORT_PREFIXED, senses_of
from bot.understand.places.names import (
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


class _Looks(Struct):
    """What there is to see of a candidate: its name, the places that may be meant, and the words beside it."""

    candidate: Candidate
    words: list[Word]
    first: Word
    before: Word | None
    after: Word | None
    several: bool  # words
    wide: bool  # a country or a part of one may be meant
    kind: int  # of the likeliest of its places
    population: int  # of the largest
    titled: bool  # nearly all words have capitals

    def second_before(self, words: str) -> bool:
        """Whether the word before the last is on this list: "mayor" in "the mayor of Oldbury"."""
        at = self.candidate.first
        return at > 1 and self.words[at - 2].form in lexicon(words)


def _looks(candidate: Candidate, words: list[Word], titled: bool) -> _Looks:
    table = gazetteer.table()
    return _Looks(
        candidate=candidate,
        words=words,
        first=words[candidate.first],
        before=words[candidate.first - 1] if candidate.first else None,
        after=words[candidate.last + 1] if candidate.last + 1 < len(words) else None,
        several=candidate.first != candidate.last,
        wide=any(table.kinds[p] in (COUNTRY, ADMIN, CONTINENT, REGION) for p, _ in candidate.senses),
        kind=table.kinds[max(candidate.senses, key=lambda s: prior(*s))[0]],
        # the towns of the country that we know best are small in the table or without any number
        population=max(max(table.populations[p], 20_000 * (table.country(p) == "AF")) for p, _ in candidate.senses),
        titled=titled,
    )


def weigh(candidate: Candidate, words: list[Word], lang: str, titled: bool, surnames: set[str]) -> float:
    """How much the candidate's looks and neighbours speak for a place; below 0 it is none."""
    looks, form = _looks(candidate, words, titled), candidate.name
    if uncased(candidate.text[0]):
        return _weigh_uncased(looks, lang)
    if form.casefold() in lexicon("blocs") and not _is_inside(candidate, words):
        return -9.0  # "the EU said"
    if form in gazetteer.table().exact:
        return 3.0
    if _is_other_name(looks):
        return -9.0
    score = _by_itself(looks)
    common = _is_common(looks, lang)
    if common:
        score = min(score, 0.5) - 2.0
    if lang == "de" and not looks.several and not looks.wide and looks.population < 100_000:
        score -= 1.8  # German writes every noun with a capital
    score = _with_word_before(looks, lang, common, score)
    score = _with_word_after(looks, common, score)
    if len(form) < 3 and not looks.several:
        score -= 1.5
    if not looks.several and form in lexicon("first names"):
        score -= 1.0
    if not looks.several and (
        form in surnames or (not looks.wide and looks.kind != CAPITAL and _is_beside_person(candidate, words, surnames))
    ):
        score -= 3.0
    if looks.first.first and not looks.several and not looks.wide and not candidate.demonym:
        score -= 0.3
    after = looks.after
    if lang == "tr" and after is not None and after.glued in ("'", "’") and not after.capital:
        score += 2.0  # Turkish parts a name from its case: "Londra'da"
    return score


def _weigh_uncased(looks: _Looks, lang: str) -> float:
    """The same of a name in a script that has no capitals to show it."""
    candidate, table = looks.candidate, gazetteer.table()
    if not looks.several and localnames.is_word(candidate.name, lang):
        return -9.0
    if not any(is_known(table, p, UNCASED_FLOOR if len(candidate.text) > 3 else 500_000) for p, _ in candidate.senses):
        return -1.0
    # what is a word first waits for a place of its country
    return 0.0 if _is_word_first(candidate, lang) and not _is_called(looks.before, looks.after) else 1.0


def _is_other_name(looks: _Looks) -> bool:
    """Whether it is no place's name here, but a word's or a person's."""
    form, before, after = looks.candidate.name, looks.before, looks.after
    if form in lexicon("never") or (form == "states" and (before is None or before.form != "the")):
        return True
    if before is not None and looks.second_before("ministries") and not looks.wide:
        return True  # Ministério da Saúde
    if not looks.several:
        return False
    parts = form.split(" ")
    small = looks.population < 50_000 and looks.kind != COUNTY
    if small and parts[0] in lexicon("titles") and parts[1] in lexicon("first names"):
        return True  # Prince Charles
    saint = parts[0] in ("st", "saint") and looks.population < 200_000
    return saint and after is not None and after.glued in ("'", "’")  # St. Patrick's


def _by_itself(looks: _Looks) -> float:
    """What the name says for a place: how large that is, and how it is called."""
    candidate = looks.candidate
    score = 2.5 if looks.wide or candidate.demonym else 0.45 * (log10(looks.population + 10) - 4.3)
    if looks.kind in (POI, CAPITAL):
        score = max(score, 1.5)
    if looks.several:
        score += 1.5
    elif _is_alternate(candidate) and not looks.wide and not _is_usual(candidate, looks.words):
        score -= OTHER_NAME
    return score


def _is_alternate(candidate: Candidate) -> bool:
    return all(flags & ALTERNATE for _, flags in candidate.senses)


def _is_common(looks: _Looks, lang: str) -> bool:
    """Whether the name is a word first."""
    candidate, table = looks.candidate, gazetteer.table()
    form, several = candidate.name, looks.several
    small = not several or not (
        looks.wide or looks.population >= 50_000 or any(table.kinds[p] in (COUNTY, POI) for p, _ in candidate.senses)
    )
    if small and not candidate.demonym and all(part in lexicon("common words") for part in form.split(" ")):
        return True
    town = not looks.wide and looks.kind != CAPITAL
    if not several and not candidate.demonym and localnames.is_noun(form, lang, town):
        return True
    return not several and looks.first.first and localnames.is_opener(form, lang)


def _with_word_before(looks: _Looks, lang: str, common: bool, score: float) -> float:
    """The score, with what the word before says; "in" and the like locate the candidate."""
    candidate, first, before = looks.candidate, looks.first, looks.before
    if before is not None and not first.first and first.glued in (" ", "\u00a0", ". ", "  "):
        opens = before.first and candidate.text[0] > LATIN  # "В Одессе"
        if (before.form in lexicon("locating") and (not before.capital or opens)) or before.form == "in":
            score += 2.0
            candidate.located = not common
        elif before.form == "of" and looks.second_before("peers"):
            score -= 5.0  # the Duke of York
        elif before.form == "of" and looks.second_before("towns"):
            score += 2.0  # "the port of Bari"
        elif before.form in lexicon("weakly locating"):
            score += 0.6
            # "the mayor of Oldbury"
            candidate.located = before.form == "of" and looks.second_before("residents") and not common
        if before.capital and not opens and not candidate.demonym and before.form not in lexicon("place words"):
            score = _behind_name(looks, before, score)
    elif before is not None and first.glued == "-" and before.capital and not looks.several and not looks.wide:
        score += 2.0 if before.text in ("D", "R", "I") else -1.0  # "Ray Miller, D-Columbus"
    if before is not None and first.glued == ". " and before.form in lexicon("titles"):
        score -= 3.5
    if before is not None and before.form in ("v", "ve") and lang in ("cs", "sk", "sl"):
        score += 2.0
    elif not looks.wide and any(w is not None and w.text in ("v", "vs") for w in (before, looks.after)):
        score -= 3.0  # a match
    return score


def _behind_name(looks: _Looks, before: Word, score: float) -> float:
    """The score, with what a capital before says: a first name, a title, half of another name."""
    if looks.first.glued == ". " and len(before.form) == 1:
        return score - 4.0
    if before.form in lexicon("titles") and not before.first:
        return score - 3.5
    if _is_first_name(before.form) and not (looks.several and looks.wide):
        return score - 4.0
    if before.form in lexicon("before others"):
        return score - (5.0 if before.form == "united" else 3.0)  # "United Russia" is a party
    alone = not looks.titled and not looks.wide and not looks.several
    if alone and len(before.form) > 3 and not before.first and not _is_place(before.form):
        return score - 1.2
    return score


def _with_word_after(looks: _Looks, common: bool, score: float) -> float:
    """The score, with what the word behind says; "area" and the like locate the candidate."""
    candidate, after, wide = looks.candidate, looks.after, looks.wide
    if after is None:
        return score
    if after.glued == ", " and candidate.within is not None:
        return score + 4.0
    if after.glued not in (" ", "\u00a0", "-"):
        return score
    if _is_team(looks, after):
        return score - 5.0
    if after.capital and not wide and after.form in lexicon("companies"):
        return score - 3.0
    if after.form in lexicon("streets") and after.capital and not candidate.demonym:
        return score - (3.0 if not wide else 2.0)
    if after.form in lexicon("not of a place") and not candidate.demonym:
        return score - 5.0
    small_word = common and looks.population < 50_000 and after.capital
    if small_word and (after.form in lexicon("residents") or after.form in lexicon("place words")):
        return score - 2.0  # the Tank Man, Imperial College: a word that is part of a name
    if after.form in lexicon("players") and not wide:
        return score - 5.0
    if after.form in lexicon("residents"):
        return score + 2.0
    if after.form in lexicon("place words"):
        candidate.located |= not common and not after.capital and after.form in lexicon("settlements")
        return score + 1.0
    if _is_given(looks) and after.capital and not looks.titled:
        table = gazetteer.table()
        american = any(table.kinds[p] == ADMIN and table.country(p) == "US" for p, _ in candidate.senses)
        return score - (2.0 if american else 4.0)
    if after.form in lexicon("said") and not wide and not candidate.demonym and looks.kind != CAPITAL:
        return score - 1.5
    return score


def _is_team(looks: _Looks, after: Word) -> bool:
    """Whether it is a paper or a club, by the word behind it: "Bristol Post", "Leeds City"."""
    candidate = looks.candidate
    if after.text == "City" and not looks.wide and _is_club(candidate, looks.words):
        return True
    named = after.form in lexicon("newspapers") or (after.form in lexicon("teams") and not looks.wide)
    return (
        named
        and after.capital
        and not candidate.demonym
        and (after.form != "wednesday" or candidate.name == "sheffield")
    )


def _is_given(looks: _Looks) -> bool:
    form = looks.candidate.name
    return not looks.several and (form in lexicon("first names") or form in lexicon("rarer first names"))


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


def _is_word_first(candidate: Candidate, lang: str) -> bool:
    """Whether a name in a script without capitals needs more to be a place: by our list, or a small district's single word."""
    if candidate.name in lexicon("only in company"):
        return True
    if len(candidate.name) <= SHORT_PREFIXED and candidate.name[0] in "وبلفک" and not senses_of(candidate.name):
        return True
    kinds = gazetteer.table().kinds
    single = candidate.first == candidate.last
    return single and (
        localnames.is_word_first(candidate.name, lang) or all(kinds[p] == COUNTY for p, _ in candidate.senses)
    )


def _is_called(before: Word | None, after: Word | None) -> bool:
    return any(w is not None and w.form in lexicon("place nouns") for w in (before, after))


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
