"""What a timeline tells: of each day the best line of its weightiest story, and no line that another has told as surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import chain

from msgspec.structs import replace

from bot.brief import facts, figures, tolls, trust
from bot.brief.clauses import SHORTEST
from bot.brief.facts import Fact, Witness
from bot.brief.groups import Group, names, salience, says_topic, when
from bot.brief.offers import Offer, offers, reader
from bot.brief.select import FILLER, Pick, filled_out, judged, repeats, retells_abroad, worth
from bot.model import Article, Topic

DAY = timedelta(days=1)
MOST_WEIGHED = 12  # stories of one day, the weightiest of the whole time,
MOST_TOLD = 4  # ... and of these, the weightiest on that day go before the others
DOUBTED = frozenset({"claimed", "disputed", "denied"})  # once it is confirmed, that is news
LENGTHS = (200, 160, 130, 110, 90, 75, 60, 45)  # characters of a line, that are tried
SPOKEN = 0.4  # what a line is worth that is somebody's words alone: a day's news is what was done
APART = 0.6  # ... that does not name the topic, from an article whose headline does not either


def by_day(groups: Sequence[Group], as_of: datetime, zone: tzinfo) -> dict[date, list[tuple[Group, list[Article]]]]:
    """Each day's stories with their articles of that day, oldest day first. A copy of a text that is there is nothing new."""
    days: dict[date, dict[str, tuple[Group, list[Article]]]] = defaultdict(dict)
    for group in groups:
        texts = {article.id for article in group.shown if not article.duplicate_of}
        for article in group.shown:
            if article.duplicate_of not in texts:
                texts.add(article.duplicate_of or article.id)
                day = when(article, as_of).astimezone(zone).date()
                days[day].setdefault(group.id, (group, []))[1].append(article)
    return {day: list(days[day].values()) for day in sorted(days)}


def _weightiest(
    topic: Topic,
    stories: Sequence[tuple[Group, list[Article]]],
    end: datetime,
    readable: Callable[[str, Article], bool],
) -> list[Group]:
    """The weightiest stories of a day as they stood at its end; what can be read goes before what cannot."""
    found = []
    elsewhere = _by_then(stories[0][0].elsewhere, end)
    for group, articles in sorted(stories, key=lambda story: (-story[0].salience, story[0].id))[:MOST_WEIGHED]:
        known = [member for member in group.members if when(member, end) <= end]
        counted = figures.counts(known, group.voices, end)
        one = replace(group, members=known, shown=articles, as_of=end, counts=counted, elsewhere=elsewhere)
        found.append(replace(one, salience=salience(topic, one, end, DAY)))
    foreign = {group.id for group in found if not any(readable(a.title or a.text, a) for a in group.shown)}
    return sorted(found, key=lambda group: (group.id in foreign, -group.salience, group.id))


def _by_then(elsewhere: Mapping[Fact, Sequence[Witness]], end: datetime) -> dict[Fact, list[Witness]]:
    """Who had told what by then."""
    known = {fact: [one for one in told if when(one.article, end) <= end] for fact, told in elsewhere.items()}
    return {fact: told for fact, told in known.items() if told}


def told(
    topic: Topic,
    days: Mapping[date, Sequence[tuple[Group, list[Article]]]],
    as_of: datetime,
    zone: tzinfo,
    *,
    room: int,
    size: Callable[[Pick], int],
    most: int,
) -> list[Pick]:
    """The lines of a timeline, each with the status that it had at the end of its day: one for each day, as long as all days can
    afford; then, while there is `room`, those of the days' other stories, what can be read and the weightiest first; then
    more of their sentences. `size` is how many characters a line takes."""
    pools: list[list[Offer]] = []
    lesser: list[list[Group]] = []
    shown = [article for stories in days.values() for _, articles in stories for article in articles]
    readable = reader(topic, (), shown)
    for day, stories in days.items():
        end = min(as_of, datetime.combine(day + DAY, time(), zone))
        weighed = _weightiest(topic, stories, end, readable)
        pools.append(_ranked(topic, weighed[:MOST_TOLD], shown))
        lesser.append(weighed[MOST_TOLD:])
    lines: dict[int, Pick] = {}

    def line(offer: Offer) -> Pick:
        if id(offer) not in lines:
            verdict = judged(offer.group, offer.candidate)
            lines[id(offer)] = Pick(offer.group, offer.candidate, verdict, offer.readable)
        return lines[id(offer)]

    def first(pool: Sequence[Offer], told: Sequence[Offer], longest: int, room: int) -> Offer | None:
        """The first that fits and tells more than is told, by what was known on its day."""
        certain = [other for other in told if line(other).verdict.status not in DOUBTED]
        for offer in pool:
            group, candidate = offer.group, offer.candidate
            if len(candidate.text) > min(room, longest):
                continue
            doubted = len(certain) < len(told)
            known = certain if doubted and line(offer).verdict.status == "confirmed" else told
            if any(_again(offer, other) for other in known) or retells_abroad(offer, known):
                continue
            if trust.is_overtaken(candidate, group.members, group.origins, {}):
                continue
            if tolls.is_outgrown(candidate, group.counts):
                continue
            if line(offer).verdict.status == "denied" and any(
                _settles(line(other), line(offer)) for other in chain(pool, told)
            ):
                continue
            if size(line(offer)) <= room:
                return offer
        return None

    chosen: list[Offer] = []
    for longest in LENGTHS:
        found: list[Offer] = []
        for pool in pools:
            # on some days there is nothing but what is known
            if best := first(pool, found, longest, room) or first(pool, (), longest, room):
                found.append(best)
        fits = _fitting(found, [size(line(offer)) for offer in found], room)[:most]
        chosen = max(chosen, fits, key=len)
        if len(fits) == len(found):
            break
    further = (pool for pool in _by_story((_ranked(topic, groups, shown) for groups in lesser), ()) if pool[0].readable)
    for pool in chain(_by_story(pools, chosen), further):
        free = room - sum(size(line(offer)) for offer in chosen)
        if len(chosen) >= most or free < SHORTEST:
            break
        if best := first([offer for offer in pool if offer.candidate.grade >= FILLER], chosen, free, free):
            chosen = [*(offer for offer in chosen if not _settles(line(best), line(offer))), best]
    return filled_out([line(offer) for offer in chosen], room - sum(size(line(offer)) for offer in chosen))


def _settles(one: Pick, other: Pick) -> bool:
    """Whether a line confirms what another denied on the same day."""
    denied = other.verdict.status == "denied" and other.group.as_of == one.group.as_of
    return denied and other.candidate.article.id in one.verdict.settled


def _by_story(pools: Iterable[Sequence[Offer]], told: Sequence[Offer]) -> Iterator[list[Offer]]:
    """What each day's stories offer that are not told yet, what can be read and the weightiest first."""
    of_story: dict[int, list[Offer]] = defaultdict(list)
    for offer in chain.from_iterable(pools):
        of_story[id(offer.group)].append(offer)
    for offer in told:
        of_story.pop(id(offer.group), None)
    yield from sorted(
        of_story.values(),
        key=lambda pool: (not pool[0].readable, -pool[0].group.salience, pool[0].group.as_of, pool[0].group.id),
    )


def _fitting(offers: Sequence[Offer], sizes: Sequence[int], room: int) -> list[Offer]:
    """As many as there is room for, those of the weightiest stories first."""
    kept = []
    for offer, size in sorted(zip(offers, sizes, strict=True), key=lambda pair: -pair[0].group.salience):
        if size <= room:
            kept.append(offer)
            room -= size
    return kept


def _ranked(topic: Topic, stories: Sequence[Group], beside: Sequence[Article]) -> list[Offer]:
    """What some of a day's stories offer, the best first. What is `beside` them shows in what language news comes."""
    found = offers(topic, stories, together=True, beside=beside)
    about = {a.id for group in stories for a in group.shown if names(topic, a) == 1.0}

    def rank(offer: Offer) -> tuple[float, str, int]:
        line = offer.candidate
        near = line.article.id in about or says_topic(topic, line.article, line.unit)
        spoken = line.speaker is not None and line.text.startswith("“")
        value = worth(offer) * (SPOKEN if spoken else 1.0) * (1.0 if near else APART)
        return -value, line.article.id, line.start

    return sorted(found, key=rank)


def _again(offer: Offer, told: Offer) -> bool:
    """Whether a line tells what a told one does: its event, unless it is the first to tell that, or half of its words and no
    other number."""
    earlier = when(offer.candidate.article, offer.group.as_of) < when(told.candidate.article, told.group.as_of)
    if facts.retells(offer.facts, told.facts) and not earlier:
        return True
    return repeats(offer.words, told.words) and not any(word[0].isdigit() for word in offer.words - told.words)
