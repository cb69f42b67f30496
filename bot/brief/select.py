"""Which lines are told: the best first, no fact twice, until the room is full."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import datetime, tzinfo

from msgspec import Struct

from bot.brief import facts, layout, lexicon, trust
from bot.brief.groups import MOST_ARTICLES, MOST_STORIES, Group
from bot.brief.independence import outlet
from bot.brief.layout import References
from bot.brief.lines import Candidate, candidates, units
from bot.brief.trust import Verdict
from bot.model import Article, Bullet, Evidence, Topic

CENTRAL = 0.3  # what a word gains each time that twice as many of the story's sentences have it
FRAME = 0.35  # what a word of the framing ("told reporters on Friday") is worth beside one of what is said
TOLD_ALREADY = 0.55  # for each earlier line by the same speaker: others should be heard too
SEVERE = 0.6  # what a word gains for each step of severity
FULLER = 0.8  # of a line's grade that it keeps at least when it gets longer
FOREIGN = 0.4  # what a line is worth in another script than the one that was asked in: it may not be readable
OLD = 0.4  # what a line is worth that the chat may know already
AGAIN = 0.5  # what is left of a word's worth once another line has it
ONE_SIDE = 0.6  # what a line is worth from an outlet that is a party's own
VOUCHED = 1.6  # what a line gains by naming who says so
SALIENT = 1.25  # power of a story's weight: what matters most is told more of
DEPTH = 0.7  # what a story's next line is worth: breadth before depth
OVERHEAD = 25  # characters that stand behind a line: worth is what is told for each character
MOST_LINES = 14
ALIKE = 0.5  # share of a line's words that another has: then one repeats the other
MUCH = 6  # new words with which a longer line tells more than a shorter one that it shares much with
FRESH = 0.45  # share of a line's words that must not have been told
FEWEST = 2  # words that a line must add


class Pick(Struct, frozen=True):
    """A line that is told, with its status."""

    group: Group
    candidate: Candidate
    verdict: Verdict

    @property
    def heard(self) -> list[Article]:
        """The articles that say the same, where any do."""
        return [article for article, _ in self.verdict.support] if self.verdict.status == "confirmed" else []


class Offer(Struct):
    """A line that could be told, with what it is still worth beside those that are picked."""

    group: Group
    candidate: Candidate
    words: frozenset[str]  # without those of the topic itself
    weights: dict[str, float]
    gain: float
    readable: bool  # written as the topic was
    facts: facts.Told
    one_side: bool  # its outlet is a party to the fight
    known: int = 0  # of the words, those told already


def offers(topic: Topic, groups: Sequence[Group]) -> list[Offer]:
    """Every line of the weightiest stories."""
    base = lexicon.word_set(topic.title)
    asked = lexicon.script(topic.query) or "LATIN"
    found = []
    for group in groups[:MOST_STORIES]:
        common: Counter[str] = Counter()
        tellers = _tellers(group)
        for article in tellers:
            for unit in units(article):
                common.update(lexicon.word_set(unit.text))
        for article in tellers:
            one_side = trust.is_party(outlet(article))
            for candidate in candidates(article):
                if words := candidate.words - base:
                    weights = _weights(candidate, base, common)
                    readable = lexicon.script(candidate.quote) in ("", asked)
                    told = facts.told(article, candidate.part)
                    found.append(Offer(group, candidate, words, weights, sum(weights.values()), readable, told, one_side))
    return found


def pick(pool: Sequence[Offer], room: int, as_of: datetime, zone: tzinfo, *, most: int = MOST_LINES) -> list[Pick]:
    """The lines worth telling, best first, until the room is full. No fact is told twice."""
    left = [copy(offer) for offer in pool if len(offer.words) >= FEWEST]
    everything: set[str] = set()
    picked: list[Pick] = []
    lines_of: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    while left and len(picked) < most:
        best: Offer | None = None
        most_worth = 0.0
        fitting = []
        for offer in left:
            length = len(offer.candidate.text) + (6 if lines_of[offer.group.id] else 22)
            if length > room:
                continue
            fitting.append(offer)
            speaker = offer.candidate.speaker
            worth = offer.gain * offer.candidate.grade * offer.group.salience**SALIENT * DEPTH ** lines_of[offer.group.id]
            worth *= 1.0 if offer.candidate.article.id in offer.group.fresh else OLD
            worth *= 1.0 if offer.readable else FOREIGN
            worth *= ONE_SIDE if offer.one_side else 1.0
            worth *= VOUCHED * TOLD_ALREADY ** speakers[_surname(speaker)] if speaker else 1.0
            worth /= length + OVERHEAD
            if best is None or worth > most_worth:
                best, most_worth = offer, worth
        if best is None:
            break
        group, candidate = best.group, best.candidate
        if trust.is_overtaken(candidate, group.members, group.origins, group.elsewhere):
            left = [offer for offer in fitting if offer is not best]
            continue
        verdict = trust.judge(candidate, group.members, group.origins, group.counts, group.elsewhere)
        picked.append(Pick(group, candidate, verdict))
        lines_of[group.id] += 1
        if candidate.speaker:
            speakers[_surname(candidate.speaker)] += 1
        known = any(one.candidate.article.id == candidate.article.id for one in picked[:-1])
        room -= _length(picked[-1], lines_of[group.id] == 1, known, as_of, zone)
        fresh = candidate.words - everything
        everything |= fresh
        left = [offer for offer in fitting if offer is not best and _still_worth(offer, best, fresh)]
    return picked


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
            and not any(_repeats(other.words, told.candidate.words) for told in picked if told is not one)
        ]
        if longer:
            fuller = max(longer, key=lambda other: (len(other.text), other.start))
            verdict = trust.judge(fuller, one.group.members, one.group.origins, one.group.counts, one.group.elsewhere)
            if verdict.status == one.verdict.status and len(verdict.support) <= len(one.verdict.support):
                room -= len(fuller.text) - len(line.text)
                picked[n] = Pick(one.group, fuller, verdict)
    return picked


def _repeats(words: frozenset[str], told: frozenset[str]) -> bool:
    """Whether a line says what a told one says: half of its words are there, or half of the told one's and it adds little."""
    shared = len(words & told)
    return shared > 0 and (shared >= ALIKE * len(words) or (shared >= ALIKE * len(told) and len(words) - shared < MUCH))


def _still_worth(offer: Offer, told: Offer, fresh: frozenset[str]) -> bool:
    """Whether a line is no repeat of those told, and of the language of its story's lines. Lowers its worth by what was told."""
    if offer.group is told.group and offer.candidate.article.lang != told.candidate.article.lang:
        return False
    if _repeats(offer.words, told.words) or facts.retells(offer.facts, told.facts):
        return False
    for word in sorted(fresh & offer.candidate.words):  # in one order: sums of floats depend on it
        offer.gain -= (1.0 - AGAIN) * offer.weights[word]
        offer.known += word in offer.words
    return len(offer.words) - offer.known >= max(FEWEST, FRESH * len(offer.words))


def _surname(speaker: str) -> str:
    return speaker.rsplit(" ", 1)[-1]


def _tellers(group: Group) -> list[Article]:
    """Articles of a story that lines are taken from: the newest of each text, and the first."""
    own = [a for a in group.shown if not a.duplicate_of or all(a.duplicate_of != b.id for b in group.shown)]
    return own if len(own) <= MOST_ARTICLES else [own[0], *own[-MOST_ARTICLES + 1 :]]


def _weights(candidate: Candidate, base: frozenset[str], common: Counter[str]) -> dict[str, float]:
    """What each word of a line is worth, in its order."""
    weights = {}
    for word in sorted(candidate.words):
        weight = 1.0 + SEVERE * lexicon.SEVERITY.get(word, 0.0) + (1.2 if word[0].isdigit() else 0.0)
        weight *= 1.0 + CENTRAL * math.log2(max(1, common[word]))
        weight *= 1.0 if word in candidate.core else FRAME
        weights[word] = 0.2 if word in base else weight
    return weights


def _length(picked: Pick, first: bool, known: bool, as_of: datetime, zone: tzinfo) -> int:
    """About how many characters the line takes. `known`: an earlier line of the story names the item already."""
    line = bullet(picked)
    if known and line.status == "reported":
        return len(line.text) + 8
    behind = layout.told_by(line, picked.verdict.sources, References(), as_of, zone)
    return len(line.text) + len(behind) + (10 if first else 8)


def _evidence(article: Article, quote: str) -> Evidence:
    return Evidence(id=article.id, outlet=outlet(article), link=article.link, published=article.published, quote=quote)


def bullet(picked: Pick) -> Bullet:
    """The line as a value, the item it was taken from first among its evidence."""
    candidate = picked.candidate
    return Bullet(
        text=candidate.text,
        status=picked.verdict.status,
        evidence=(
            _evidence(candidate.article, candidate.quote),
            *(_evidence(article, quote) for article, quote in picked.verdict.support),
        ),
    )
