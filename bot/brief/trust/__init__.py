"""How far a line can be trusted, by the rules of docs/trust.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from msgspec import Struct

from bot.brief import facts, lexicon, tolls
from bot.brief.facts import Fact, Witness
from bot.brief.figures import Count
from bot.brief.lines import Candidate
from bot.brief.spoken import spoken
from bot.brief.trust.alike import (
    bears_out,
    common_words,
    contradicts,
    on_one_subject,
    on_what_is_off,
    opposes,
    sense_alike,
    share_a_fact,
    share_more_than,
    word_alike,
)
from bot.brief.trust.cited import cited, houses, is_hearsay
from bot.brief.trust.denials import is_against, is_answered, is_counted_twice, is_denial, takes_back
from bot.brief.trust.endings import calls_off, ends_of, is_cancelled, is_uncounted
from bot.brief.trust.plans import is_carried_out, is_of_future, is_past_plan, is_plan
from bot.brief.trust.signs import admits, is_claim, is_correction, is_hedged, is_one_sided, is_party, passes_on
from bot.brief.units import Unit, first_units, units
from bot.model import Article, Status

__all__ = ["Verdict", "is_correction", "is_overtaken", "is_party", "is_past_plan", "judge"]

CORRECTED = 2  # words that a line shares, beside its number, with what corrects it
VOTED = timedelta(days=4)  # from a report that people vote until one on who has won
MOST_MEMBERS = 40  # of one story that are asked: the newest


class Verdict(Struct, frozen=True):
    """A line's status, and who else says so or denies it: one article for each independent source, with its sentence."""

    status: Status
    support: tuple[tuple[Article, str], ...] = ()
    sources: int = 1  # independent ones that say it, the line's own included
    settled: frozenset[str] = frozenset()  # ids of the articles whose denial of it is no longer held


def judge(
    candidate: Candidate,
    members: Sequence[Article],
    voices: Mapping[str, str],
    counts: Sequence[Count],
    elsewhere: Mapping[Fact, Sequence[Witness]] = MappingProxyType({}),
) -> Verdict:
    """The line's status within its story. `members` are all of the story's articles, `voices` their independent origins;
    `elsewhere` is who tells which fact in other stories and languages (facts.index), their origins being in `voices` too."""
    own = voices[candidate.article.id]
    support: dict[str, tuple[Article, str]] = {}
    against: dict[str, tuple[Article, str]] = {}
    vouching: dict[str, Article] = {}  # the last of each
    denial = is_denial(candidate)
    against_it = denial or takes_back(candidate.quote)
    claim = is_claim(candidate)
    line = candidate.part
    mine = facts.told(candidate.article, line)
    said = spoken(candidate.article, line)
    in_words: list[tuple[Article, Unit]] = []
    near = facts.like(candidate.article, line, elsewhere)
    known = houses([*members, *(witness.article for witness in near)], voices)
    passed_on = cited(candidate.unit, known)  # who says it first

    def heard(article: Article, unit: Unit) -> None:
        voice = cited(unit, known) or voices.get(article.id)
        if (
            voice is None
            or voice in (own, passed_on)
            or tolls.count_otherwise(line, candidate.article, unit, article, counts)
        ):
            return
        support.setdefault(voice, (article, unit.text))
        if (
            is_hearsay(unit.text)
            or is_hedged(unit.text)
            or is_one_sided(article, unit)
            or (claim and passes_on(unit, candidate.speaker))
        ):
            return
        vouching[voice] = article

    for article in members[-MOST_MEMBERS:]:
        voice = voices[article.id]
        if voice == own:
            continue
        for unit in first_units(article):
            denies = is_against(unit.text)
            if denies and not against_it:
                if contradicts(candidate.text, unit.text):
                    against[voice] = (article, unit.text)
                elif bears_out(candidate.text, unit.text):
                    heard(article, unit)
                continue
            if denies != against_it:
                continue
            if share_a_fact(candidate.article, line, said, mine, article, unit):
                heard(article, unit)
            elif word_alike(candidate, line, said, mine, article, unit):
                in_words.append((article, unit))
            elif sense_alike(candidate, line, said, mine, article, unit):
                heard(article, unit)
            elif opposes(candidate, line, said, mine, article, unit):
                against[voice] = (article, unit.text)
    for article, unit in in_words:
        others = [one for one in members[-MOST_MEMBERS:] if one.id not in (article.id, candidate.article.id)]
        if share_more_than(common_words(others), said, article, unit):
            heard(article, unit)
    if not against_it:
        for witness in facts.witnesses(candidate.article, mine, elsewhere):
            told, unit = witness.article, witness.unit
            if not is_against(unit.text) and share_a_fact(candidate.article, line, said, mine, told, unit):
                heard(told, unit)
        for witness in near:
            told, unit = witness.article, witness.unit
            if not is_against(unit.text) and sense_alike(candidate, line, said, mine, told, unit):
                heard(told, unit)
        for witness in facts.deniers(candidate.article, mine, elsewhere):
            if voices.get(witness.article.id, own) != own:
                against[voices[witness.article.id]] = (witness.article, witness.unit.text)
    agreeing = tuple(support[voice] for voice in sorted(vouching, key=lambda v: _when(support[v][0])))
    settled = frozenset(
        denier.id
        for voice, (denier, denial_told) in against.items()
        if _overtaken(voice, denier, candidate, vouching)
        or _is_admitted(denier, denial_told, members)
        or voices[denier.id] in _refuters(denier, _told_in(denier, denial_told), voices, elsewhere)
    )
    against = {voice: told for voice, told in against.items() if told[0].id not in settled}
    if is_correction(candidate):
        return Verdict("corrected")
    if is_answered(candidate) or is_counted_twice(candidate):
        return Verdict("disputed", tuple(against.values()))
    if denial:
        return Verdict("denied", tuple(support.values()), 1 + len(support))
    if against:
        return Verdict("disputed", tuple(against.values()))
    if any(candidate.article.id in count.disputed and tolls.has_reading(count, candidate) for count in counts):
        return Verdict("disputed", _rivals(candidate, members, counts))
    if claim:
        # the side's own word does not count: two others must say it
        if len(vouching) < 2:
            return Verdict("claimed", agreeing)
        return Verdict("confirmed", agreeing, len(vouching), settled)
    if vouching:
        return Verdict("confirmed", agreeing, 1 + len(vouching), settled)
    return Verdict("reported")


def _overtaken(voice: str, denial: Article, candidate: Candidate, vouching: Mapping[str, Article]) -> bool:
    """Whether a denial is no longer held: who denied says so now, or two others say so later, or one whose own line is later."""
    later = [v for v, article in vouching.items() if _when(article)[0] > _when(denial)[0]]
    own = _when(candidate.article)[0] > _when(denial)[0] and not is_claim(candidate)
    return voice in later or len(later) + own >= 2


def _refuters(
    denier: Article, denied: facts.Told, voices: Mapping[str, str], elsewhere: Mapping[Fact, Sequence[Witness]]
) -> set[str]:
    """The voices that tell since, in whatever story, what a sentence of an article denies."""
    return {
        voices[witness.article.id]
        for witness in facts.refuters(denier, denied, elsewhere)
        if _when(witness.article)[0] > _when(denier)[0] and not is_hedged(witness.unit.text)
    }


def _told_in(article: Article, text: str) -> facts.Told:
    """The facts of the article's sentence that has this text."""
    return facts.told(article, next(unit for unit in first_units(article) if unit.text == text))


def is_overtaken(
    candidate: Candidate,
    members: Sequence[Article],
    voices: Mapping[str, str],
    elsewhere: Mapping[Fact, Sequence[Witness]],
) -> bool:
    """Whether later news has left a line behind: what it denies is told since by its own source or by two others; what it says
    is planned has been done or called off; what it says goes on has ended (a search, an election, a rescue of some)."""
    at = _when(candidate.article)[0]
    mine = facts.told(candidate.article, candidate.part)
    refuters = _refuters(candidate.article, mine, voices, elsewhere)
    if voices[candidate.article.id] in refuters or len(refuters) >= 2:
        return True
    if is_denial(candidate) and _is_admitted(candidate.article, candidate.quote, members):
        return True
    if _is_corrected(candidate, members, voices):
        return True
    if (
        _is_carried_out(candidate, members)
        or _is_off(candidate, members)
        or any(is_cancelled(candidate.article, article) for article in members if _when(article)[0] > at)
    ):
        return True
    if is_uncounted(candidate.quote) and _is_counted(candidate, mine, elsewhere):
        return True
    plans = is_plan(candidate.quote)
    ends = ends_of(candidate.quote)
    if not plans and not ends:
        return False
    if any(end is facts.ELECTED for end, _ in ends) and _is_elected(candidate, mine, elsewhere):
        return True
    said = spoken(candidate.article, candidate.part)
    words = lexicon.word_set(said)
    return any(
        (plans and not is_plan(unit.text) and on_one_subject(said, spoken(article, unit)))
        or any(end.search(unit.text) and len(words & lexicon.word_set(unit.text)) >= shared for end, shared in ends)
        for article in members[-MOST_MEMBERS:]
        if _when(article)[0] > at
        for unit in first_units(article)
    )


def _is_carried_out(candidate: Candidate, members: Sequence[Article]) -> bool:
    """Whether a later article, or the line's own headline, tells that what it says will be done is done."""
    at, said = _when(candidate.article)[0], spoken(candidate.article, candidate.part)
    return any(
        is_carried_out(candidate.quote, unit.text, later=article is not candidate.article)
        and not is_against(unit.text)
        and on_one_subject(said, spoken(article, unit))
        for article in members[-MOST_MEMBERS:]
        if _when(article)[0] > at or article is candidate.article
        for unit in first_units(article)
        if article is not candidate.article or (unit.field == "title" and candidate.field == "text")
    )


def _is_corrected(candidate: Candidate, members: Sequence[Article], voices: Mapping[str, str]) -> bool:
    """Whether its own source has since corrected a number of the line: "we earlier reported that 12 people had died"."""
    numbers = {word for word in candidate.words if word[0].isdigit()}
    at, own = _when(candidate.article)[0], voices[candidate.article.id]
    return bool(numbers) and any(
        lexicon.CORRECTION.search(article.head)
        and any(
            not numbers.isdisjoint(words) and len(candidate.words & words) > CORRECTED
            for unit in first_units(article)
            if (words := lexicon.word_set(unit.text))
        )
        for article in members[-MOST_MEMBERS:]
        if voices.get(article.id) == own and _when(article)[0] > at and article is not candidate.article
    )


def _is_admitted(denier: Article, denial: str, members: Sequence[Article]) -> bool:
    """Whether somebody has since owned up to what was denied."""
    return any(
        admits(unit.text) and not is_against(unit.text) and on_one_subject(unit.text, denial)
        for article in members[-MOST_MEMBERS:]
        if _when(article)[0] > _when(denier)[0]
        for unit in first_units(article)
    )


def _is_off(candidate: Candidate, members: Sequence[Article]) -> bool:
    """Whether what the line says is to come was called off since; with its headline falls what its article says of it besides."""
    lang = candidate.article.lang
    if calls_off(candidate.unit.text) or not is_of_future(candidate.quote, lang):
        return False
    at = _when(candidate.article)[0]
    told = [candidate.part, *(unit for unit in first_units(candidate.article) if is_of_future(unit.text, lang))]
    said = [spoken(candidate.article, unit) for unit in told if not calls_off(unit.text)]
    return any(
        calls_off(unit.text)
        and not is_against(unit.text)
        and any(on_what_is_off(s, spoken(article, unit)) for s in said)
        for article in members[-MOST_MEMBERS:]
        if _when(article)[0] > at
        for unit in first_units(article)
    )


def _is_elected(line: Candidate, mine: facts.Told, elsewhere: Mapping[Fact, Sequence[Witness]]) -> bool:
    """Whether somebody opens with who has won an election there since, in whatever story: one is enough to leave behind that
    people vote."""
    return any(
        _is_since(line, mine, witness, VOTED)
        for witness in elsewhere.get(facts.DECIDED, ())
        if not is_hedged(witness.unit.text)
        and not is_of_future(witness.unit.text, witness.article.lang)
        and not is_against(witness.unit.text)
    )


def _is_counted(line: Candidate, mine: facts.Told, elsewhere: Mapping[Fact, Sequence[Witness]]) -> bool:
    """Whether somebody has since counted the dead there, in whatever story."""
    return any(
        _is_since(line, mine, witness, facts.AT_ONCE)
        for fact, witnesses in elsewhere.items()
        if fact[0] == "killed"
        for witness in witnesses
    )


def _is_since(line: Candidate, mine: facts.Told, witness: Witness, within: timedelta) -> bool:
    """Whether a sentence is of a later report, soon after, and on a place that the line's article is about."""
    since = _when(witness.article)[0] - _when(line.article)[0]
    return 0 < since <= within.total_seconds() and not (mine.places | mine.around).isdisjoint(witness.told.places)


def _when(article: Article) -> tuple[float, str]:
    return (article.told.timestamp() if article.told else 0.0, article.id)


def _rivals(
    candidate: Candidate, members: Sequence[Article], counts: Sequence[Count]
) -> tuple[tuple[Article, str], ...]:
    """One sentence of each other article whose figure contradicts the line's."""
    ids = {id for count in counts if tolls.has_reading(count, candidate) for id in count.disputed} - {
        candidate.article.id
    }
    found = []
    for article in members:
        if article.id in ids:
            starts = {(r.field, r.start) for count in counts for r in count.readings if r.article == article.id}
            for unit in units(article):
                if any(f == unit.field and unit.start <= s < unit.end for f, s in starts):
                    found.append((article, unit.text))
                    break
    return tuple(found)
