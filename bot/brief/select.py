"""Which lines are told: the best first, no fact twice, until the room is full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import copy

from msgspec import Struct

from bot.brief import facts, lexicon, tolls, trust
from bot.brief.facts import Fact
from bot.brief.groups import Group
from bot.brief.independence import outlet
from bot.brief.lines import Candidate, candidates
from bot.brief.offers import FEWEST, Offer
from bot.brief.trust import Verdict
from bot.model import Article, Bullet, Evidence

TOLD_ALREADY = 0.55  # for each earlier line by the same speaker: others should be heard too
FULLER = 0.8  # of a line's grade that it keeps at least when it gets longer
FOREIGN = 0.1  # what a line is worth that may not be readable: it fills what room the others leave
OLD = 0.4  # what a line is worth that the chat may know already
AGAIN = 0.5  # what is left of a word's worth once another line has it
ONE_SIDE = 0.6  # what a line is worth from an outlet that is a party's own
BYGONE = 0.3  # ... that tells of what was to be, on a day that is over
ASIDE = 0.5  # ... from news for another page: a match that is played on while thousands die
VOUCHED = 1.5  # what a line gains by naming who says so
SALIENT = 1.5  # power of a story's weight: what matters most is told more of
DEPTH = 0.75  # what a story's next line is worth: breadth before depth
SECOND = 0.4  # ... what an article's next line is: headline and lead tell one thing
OVERHEAD = 31  # characters that stand behind a line, about: worth is what is told for each character
OVERHEAD_FIRST = 47  # and with a story's first
FILLER = 0.33  # a line that reads worse is told only where there is no other
SHORTEST_SOURCE = 6  # characters: " · A [1]"
TRIES = 12  # lines that did not fit before we stop
MOST_LINES = 14
ALIKE = 0.5  # share of a line's words that another has: then one repeats the other
OF_ONE = 0.4  # ... of two lines of one article, the shorter's
MUCH = 8  # new words with which a longer line tells more than a shorter one that it shares much with
FRESH = 0.45  # share of a line's words that must not have been told


class Pick(Struct, frozen=True):
    """A line that is told, with its status."""

    group: Group
    candidate: Candidate
    verdict: Verdict
    readable: bool = True

    @property
    def heard(self) -> list[Article]:
        """The articles that say the same, where any do."""
        return [article for article, _ in self.verdict.support] if self.verdict.status == "confirmed" else []


def pick(pool: Sequence[Offer], room: Callable[[list[Pick]], int], *, most: int = MOST_LINES) -> list[Pick]:
    """The lines worth telling, best first, until the room is full; a story's second only once all that weigh more have one. No
    fact is told twice, and no toll where a later one that is higher can be told, unless more sources stand behind it. `room` is
    how many characters are left when these are told, below zero where they are too long."""
    left = [copy(offer) for offer in pool if len(offer.telling) >= FEWEST]
    everything: set[str] = set()
    events: set[Fact] = set()
    picked: list[Pick] = []
    lines_of: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    free, failed = room([]), 0
    told_well = False
    told: list[Offer] = []
    while len(picked) < most and failed < TRIES:
        left = [
            offer
            for offer in left
            if len(offer.candidate.text) + SHORTEST_SOURCE <= free
            and (not _is_filler(offer) or not (lines_of[offer.group.id] or told_well))
        ]
        due = max(
            (o.group.salience for o in left if not lines_of[o.group.id] and o.readable and _is_fresh(o)), default=0.0
        )
        open_to = (o for o in left if not lines_of[o.group.id] or o.group.salience >= due)  # weightier stories go first
        best = max(open_to, key=lambda offer: _worth(offer, lines_of, speakers), default=None)
        if best is None:
            break
        left.remove(best)
        group, candidate = best.group, best.candidate
        if _is_past(group, candidate):
            continue
        verdict = judged(group, candidate)
        rivals = [o.candidate for o in left if o.group is group] + [p.candidate for p in picked if p.group is group]
        if any(
            tolls.outgrows(rival, candidate, group.counts) and judged(group, rival).sources >= verdict.sources
            for rival in rivals
        ):
            continue
        # a denial that is no longer held is no news beside what it denied
        tried = [p for p in picked if not (p.verdict.status == "denied" and p.candidate.article.id in verdict.settled)]
        if verdict.status == "denied" and any(candidate.article.id in p.verdict.settled for p in picked):
            continue
        tried.append(Pick(group, candidate, verdict, best.readable))
        if (then := room(tried)) < 0:
            failed += 1
            continue
        picked, free = tried, then
        told_well |= not _is_filler(best)
        lines_of = Counter(one.group.id for one in picked)
        if candidate.speaker:
            speakers[_surname(candidate.speaker)] += 1
        fresh = candidate.words - everything
        everything |= fresh
        events |= facts.events(best.facts)
        told.append(best)
        left = [
            offer
            for offer in left
            if not _bears_out(offer, best, verdict)
            and not retells_abroad(offer, told)
            and _still_worth(offer, best, fresh, events)
        ]
    return picked


def _is_past(group: Group, line: Candidate) -> bool:
    """Whether later news has left a line behind."""
    return trust.is_overtaken(line, group.members, group.origins, group.elsewhere) or tolls.is_outgrown(
        line, group.counts
    )


def _is_filler(offer: Offer) -> bool:
    return offer.candidate.grade < FILLER or offer.bygone


def _is_fresh(offer: Offer) -> bool:
    """Whether the chat was not told of its article."""
    return offer.candidate.article.id in offer.group.fresh


def judged(group: Group, line: Candidate) -> Verdict:
    """The verdict on one of a story's lines, by what its articles and those of other stories tell."""
    return trust.judge(line, group.members, group.origins, group.counts, group.elsewhere)


def worth(offer: Offer) -> float:
    """What a line tells for each character that it takes, where it is its story's only one."""
    return _worth(offer, Counter(), Counter())


def _worth(offer: Offer, lines_of: Counter[str], speakers: Counter[str]) -> float:
    """What a line tells for each character that it takes."""
    candidate, group = offer.candidate, offer.group
    lines = lines_of[group.id]
    worth = offer.gain * candidate.grade * group.salience**SALIENT * DEPTH**lines
    worth *= 1.0 if _is_fresh(offer) else OLD
    worth *= 1.0 if offer.readable else FOREIGN
    worth *= ONE_SIDE if offer.one_side else 1.0
    worth *= ASIDE if offer.aside else 1.0
    worth *= BYGONE if offer.bygone else 1.0
    worth *= SECOND if offer.second else 1.0
    worth *= VOUCHED * TOLD_ALREADY ** speakers[_surname(candidate.speaker)] if candidate.speaker else 1.0
    return float(worth / (len(candidate.text) + (OVERHEAD if lines else OVERHEAD_FIRST)))


def filled_out(picked: list[Pick], room: int) -> list[Pick]:
    """The picks, where room is left with more of their sentence: the best line first, and only what tells more."""
    picked = list(picked)
    for n, one in enumerate(picked):
        line = one.candidate
        elsewhere = frozenset().union(*(told.candidate.words for told in picked if told is not one))
        longer = [
            other
            for other in candidates(line.article)
            if other.unit == line.unit
            and 0 < len(other.text) - len(line.text) <= room
            and line.quote in other.quote
            and other.grade >= FULLER * line.grade
            and len(other.words - line.words - elsewhere) >= max(1.0, FRESH * len(other.words - line.words))
            and not any(
                repeats(other.words, told.candidate.words) or tolls.lies_below(other, told.candidate, told.group.counts)
                for told in picked
                if told is not one
            )
            and not _is_past(one.group, other)
        ]
        if longer:
            fuller = max(longer, key=lambda other: (len(other.text), other.start))
            verdict = judged(one.group, fuller)
            if verdict.status == one.verdict.status and len(verdict.support) <= len(one.verdict.support):
                room -= len(fuller.text) - len(line.text)
                picked[n] = Pick(one.group, fuller, verdict, one.readable)
    return picked


def repeats(words: frozenset[str], told: frozenset[str]) -> bool:
    """Whether a line says what a told one says: half of its words are there, or half of the told one's and it adds little."""
    shared = len(words & told)
    return shared > 0 and (shared >= ALIKE * len(words) or (shared >= ALIKE * len(told) and len(words) - shared < MUCH))


def _tell_one(words: frozenset[str], told: frozenset[str]) -> bool:
    """Whether two lines of one article, as its headline and its lead, are so alike that they tell one thing."""
    return len(words & told) >= OF_ONE * min(len(words), len(told))


def retells_abroad(offer: Offer, told: Sequence[Offer]) -> bool:
    """Whether a line's sentence tells the same as told lines in other languages, where all words are new."""
    lang = offer.candidate.article.lang
    others = [other.facts for other in told if other.candidate.article.lang != lang and other.facts.facts]
    return bool(others) and facts.adds_nothing(offer.whole, others)


def _of_one_sentence(one: Candidate, other: Candidate) -> bool:
    """Whether two lines are parts of one sentence, said by one: one of them is told."""
    return one.article is other.article and one.unit == other.unit and one.speaker == other.speaker


def _still_worth(offer: Offer, told: Offer, fresh: frozenset[str], events: set[Fact]) -> bool:
    """Whether a line is no repeat of those told, and of the language of its story's lines. Lowers its worth by what was told."""
    if offer.group is told.group and offer.candidate.article.lang != told.candidate.article.lang:
        return False
    if offer.candidate.article is told.candidate.article and not _of_one_script(offer.candidate, told.candidate):
        return False
    if _of_one_sentence(offer.candidate, told.candidate):
        return False
    if facts.retells(offer.facts, told.facts) and lexicon.HARMED.isdisjoint(offer.words - told.words):
        return False
    if tolls.lies_below(offer.candidate, told.candidate, told.group.counts) and len(offer.words - told.words) < MUCH:
        return False
    own = frozenset(event for event in facts.events(offer.facts) if event[0] not in facts.OF_PEOPLE)
    another = bool(own) and own.isdisjoint(events)  # of two towns that fall, the words are the same; not of two people
    answers = not lexicon.ANSWERS.isdisjoint(offer.words - told.words)  # to what was told
    answers = answers or tolls.outgrows(offer.candidate, told.candidate, told.group.counts)
    stands = another and (bool(facts.events(told.facts)) or _decides(offer, told))
    if offer.candidate.article is told.candidate.article:
        offer.second = True
        if not stands and not answers and _tell_one(offer.words, told.words):
            return False
    if repeats(offer.words, told.words) and not stands and not answers:
        return False
    for word in sorted(fresh & offer.candidate.words):  # in one order: sums of floats depend on it
        offer.gain -= 0.0 if another else (1.0 - AGAIN) * offer.weights[word]
        offer.known += word in offer.telling
    return another or answers or len(offer.telling) - offer.known >= max(FEWEST, FRESH * len(offer.telling))


def _of_one_script(line: Candidate, other: Candidate) -> bool:
    """A post in two languages says it all twice."""
    return len({lexicon.script(line.quote), lexicon.script(other.quote), ""}) <= 2


def _decides(offer: Offer, told: Offer) -> bool:
    """Whether a line tells that a town has fallen of which a told one tells only that it was attacked."""
    return facts.decides(offer.facts, told.facts) and not lexicon.ATTEMPTS.isdisjoint(told.candidate.words)


def _bears_out(offer: Offer, told: Offer, verdict: Verdict) -> bool:
    """Whether a line is of a sentence that stands as evidence behind a told one already, and adds little to it."""
    evidence = any(
        offer.candidate.article.id == article.id and offer.candidate.unit.text == quote
        for article, quote in verdict.support
    )
    return evidence and verdict.status == "confirmed" and len(offer.words - told.words) < MUCH


def _surname(speaker: str) -> str:
    return speaker.rsplit(" ", 1)[-1]


def _evidence(article: Article, quote: str, group: Group) -> Evidence:
    return Evidence(
        id=article.id,
        outlet=outlet(article),
        link=article.link,
        published=article.revised or article.published,
        quote=quote,
        origin=_origin(article, group),
    )


def _origin(article: Article, group: Group) -> str | None:
    """The agency, or the other outlet, whose text the outlet carries: that is the independent source."""
    voices = group.origins or group.voices
    voice = voices.get(article.id)
    if voice == outlet(article).casefold():
        return None
    same = (article, *(member for member in group.members if voices.get(member.id) == voice))
    names = (name for one in same for name in (one.wire, outlet(one)) if name)
    return next((name for name in names if name.casefold() == voice), None)


def bullet(picked: Pick) -> Bullet:
    """The line as a value, the item it was taken from first among its evidence."""
    candidate = picked.candidate
    return Bullet(
        text=candidate.text,
        status=picked.verdict.status,
        evidence=(
            _evidence(candidate.article, candidate.quote, picked.group),
            *(_evidence(article, quote, picked.group) for article, quote in picked.verdict.support),
        ),
    )
