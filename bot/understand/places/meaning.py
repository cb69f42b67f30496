"""Which of the places of one name is meant: decided once for the whole item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

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
    lexicon,
)
from bot.understand.places.names import IN_LIST, LATIN, Candidate, Word, prior

# Less than this between the best and the second of a name's places (in powers of ten of people): the item's other places decide.
DOUBT = 5.6
# Words between a name and the wider one that says where it is.
MOST_BETWEEN = 7
# How much "the town of" and the like speak for such a place, in powers of ten of people.
ASKED = 3.0
# Evidence (evidence.py) with which a small town abroad stands by itself.
CLEAR = 1.0


_BEHIND_COMMA = frozenset([", ", " (", ","])
# "Fulton County, located in Illinois", "the Masvingo province of Zimbabwe", "Kalam in the northern Swat Valley"
_WITHIN = re.compile(
    r",? (?:[a-z]+ ){0,2}(?:in|of) (?:the )?(?:(?:\w+ern|central|upper|lower|rural) ){0,2}(?:(?:state|province|region) of )?"
)
# What kinds of place a word beside a name asks for: "Washington state", "the town of Bari".
_DIVISIONS = frozenset({ADMIN, COUNTY})
_TOWNS = frozenset({CITY, CAPITAL, POI})


def qualify(candidates: list[Candidate], text: str, words: list[Word]) -> None:
    """Notes "Paris, Texas", "Kabul, Afghanistan", "Paris (Texas)", "Athens, OH", "Washington state", and adds the postal codes as
    candidates."""
    table = gazetteer.table()
    by_first = {c.first: c for c in candidates}
    firsts = sorted(by_first)
    added: list[Candidate] = []
    by_last = {c.last: c for c in candidates}
    for candidate in candidates:
        candidate.asked = _asked(candidate, words)
        nxt = candidate.last + 1
        if nxt >= len(words):
            continue
        comma = text[candidate.end : words[nxt].start] in _BEHIND_COMMA
        wide = by_first.get(nxt) if comma else None
        if wide is not None:
            if not _is_list(candidate, wide):
                candidate.within = _container(candidate, wide)
            before = by_last.get(candidate.first - 1)
            if before and text[before.end : candidate.start] == ", " and _goes_with(candidate, before):
                candidate.within = None
        elif comma and words[nxt].text in table.qualifiers and words[nxt].text.isupper():
            place = table.qualifiers[words[nxt].text]
            if any(inside(sense, place) for sense, _ in candidate.senses):
                candidate.within = place
                word = words[nxt]
                added.append(
                    Candidate(candidate.field, word.start, word.end, word.text, word.text, [(place, 0)], nxt, nxt)
                )
                added[-1].evidence = 3.0
        else:
            at = bisect_left(firsts, nxt)
            follower = by_first[firsts[at]] if at < len(firsts) and firsts[at] - nxt <= MOST_BETWEEN else None
            if follower is not None and _WITHIN.fullmatch(text, candidate.end, follower.start):
                candidate.within = _container(candidate, follower)
    candidates.extend(added)
    for one, candidate, other in zip(candidates, candidates[1:], candidates[2:], strict=False):
        if IN_LIST.fullmatch(text, one.end, candidate.start) and IN_LIST.fullmatch(text, candidate.end, other.start):
            states = [_best_state(c) for c in (one, other)]
            if states[0] and states[0] == states[1]:
                candidate.asked = candidate.asked or _DIVISIONS


def _best_state(candidate: Candidate) -> str:
    """The country of which the name is best known as a division, else nothing."""
    table = gazetteer.table()
    place = max(candidate.senses, key=lambda s: prior(*s))[0]
    return table.country(place) if table.kinds[place] == ADMIN else ""


def _container(candidate: Candidate, wide: Candidate) -> int | None:
    """The division, country or region by the wide name that has a place by the candidate's."""
    table = gazetteer.table()
    country = any(table.kinds[p] == COUNTRY and not flags & ALTERNATE for p, flags in candidate.senses)
    for place, flags in wide.senses:
        if flags & DEMONYM or table.kinds[place] not in (COUNTRY, ADMIN, COUNTY, REGION):
            continue
        # no "Iraq, Iran" for Arak in Iran
        if any(inside(sense, place) for sense, own in candidate.senses if not (country and own & ALTERNATE)):
            return place
    return None


def _goes_with(candidate: Candidate, before: Candidate) -> bool:
    """Whether it goes with the name before it and not with what would hold it, in a list: "Melbourne, Victoria, Malta"."""
    if candidate.within is None:
        return False
    table = gazetteer.table()
    countries = {table.country(max(c.senses, key=lambda s: prior(*s))[0]) for c in (candidate, before)}
    return len(countries) == 1 and table.country(candidate.within) not in countries


def _is_list(candidate: Candidate, wide: Candidate) -> bool:
    """ "Georgia, Oklahoma, Pennsylvania": both are best known as states, or both as countries."""
    table = gazetteer.table()
    kinds = [table.kinds[max(c.senses, key=lambda s: prior(*s))[0]] for c in (candidate, wide)]
    written_out = wide.name not in table.exact
    return written_out and kinds[0] == kinds[1] and kinds[0] in (COUNTRY, ADMIN)


def _asked(candidate: Candidate, words: list[Word]) -> frozenset[int]:
    """The kinds that "state", "the province of", "the town of" beside the name ask for; empty: any."""
    after = words[candidate.last + 1] if candidate.last + 1 < len(words) else None
    if after is not None and after.glued == " " and after.form in lexicon("divisions"):
        # the "State Department" is none
        capital = (
            candidate.last + 2 < len(words)
            and words[candidate.last + 2].capital
            and words[candidate.last + 2].glued == " "
        )
        return frozenset() if after.capital and capital else _DIVISIONS
    if candidate.first > 1 and words[candidate.first - 1].form == "of" and words[candidate.first].glued == " ":
        noun = words[candidate.first - 2].form
        if noun in lexicon("divisions"):
            return _DIVISIONS
        if noun in lexicon("towns"):
            return _TOWNS
    return frozenset()


def inside(place: int, container: int) -> bool:
    """Whether a place lies in another, which it is not itself."""
    if place == container:
        return False
    table = gazetteer.table()
    if container in table.ancestors(place):
        return True
    # a county is not an ancestor in the table: near is enough
    return table.kinds[container] == COUNTY and near(place, container, 1.0)


def near(a: int, b: int, degrees: float) -> bool:
    """Whether two places are less than so many degrees of latitude, and 1.3 times as many of longitude, apart."""
    table = gazetteer.table()
    return (
        abs(table.lats[a] - table.lats[b]) < degrees * 10_000 and abs(table.lons[a] - table.lons[b]) < degrees * 13_000
    )


class _Company:
    """The places an item names so far: they speak for their neighbours."""

    def __init__(self, home: str) -> None:
        self.countries: dict[str, float] = defaultdict(float)
        self.admins: dict[int, float] = defaultdict(float)
        self.towns: list[int] = []
        if home in gazetteer.table().country_places:
            self.countries[home] = 1.0

    def note(self, place: int, weight: float) -> None:
        """Counts the place in; a negative weight counts it out again."""
        table = gazetteer.table()
        kind, admin = table.kinds[place], table.admins[place]
        self.countries[table.country(place)] += weight
        if kind == ADMIN:
            self.admins[place] += weight
        elif admin >= 0:
            self.admins[admin] += weight
        if kind not in (COUNTRY, ADMIN, CONTINENT, REGION):
            if weight > 0:
                self.towns.append(place)
            else:
                self.towns.remove(place)

    def fit(self, sense: tuple[int, int]) -> float:
        """How well known the place is, and how well it goes with the others. Weights are ours, in powers of ten of people."""
        table = gazetteer.table()
        place, flags = sense
        kind, country, admin = table.kinds[place], table.country(place), table.admins[place]
        here = self.countries.get(country, 0.0)
        score = prior(place, flags)
        if here > 0:
            score += 1.2 * min(here, 2.0) * here / sum(self.countries.values())
        score += 1.6 * min(self.admins.get(place if kind == ADMIN else admin, 0.0), 2.0)
        if kind not in (COUNTRY, ADMIN):
            score += 0.9 * min(sum(near(place, other, 1.2) for other in self.towns), 3)
        return score


def resolve(candidates: list[Candidate], home: str) -> None:
    """Gives each name one place for the whole item: surest first, so that they can speak for the others, then all once more.
    A name that a word beside it narrows ("Washington state") is a name of its own."""
    by_name: dict[tuple[str, frozenset[int]], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if candidate.name[0] > LATIN:  # there every name is another one, and دمشق is as much the capital as Damascus is
            kinds = gazetteer.table().kinds
            candidate.senses = [
                (p, flags & ~ALTERNATE if kinds[p] == CAPITAL else flags) for p, flags in candidate.senses
            ]
        by_name[candidate.name, candidate.asked].append(candidate)
    company = _Company(home)
    doubtful: list[tuple[float, tuple[str, frozenset[int]]]] = []
    meant: dict[tuple[str, frozenset[int]], int] = {}
    within = {c.name: c.within for c in reversed(candidates) if c.within is not None}
    for key, group in by_name.items():
        senses = group[0].senses
        container = within.get(key[0])
        if container is not None:
            senses = [s for s in senses if inside(s[0], container)]
        ranked = sorted(((_fits_kind(s, key[1]) + prior(*s), -s[0]) for s in senses), reverse=True)
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else DOUBT
        if container is None and margin < DOUBT:
            doubtful.append((-margin, key))
        else:
            meant[key] = -ranked[0][1]
            company.note(meant[key], 1.0)
    for again in (False, True):
        for _, key in sorted(doubtful, key=lambda d: (d[0], d[1][0], sorted(d[1][1]))):
            if again:
                company.note(meant[key], -0.7)
            asked = key[1]
            meant[key] = max(by_name[key][0].senses, key=lambda s: company.fit(s) + _fits_kind(s, asked))[0]
            company.note(meant[key], 0.7)
    for key, group in by_name.items():
        for candidate in group:
            candidate.place = meant[key]
            candidate.demonym = (meant[key], DEMONYM) in candidate.senses  # the "Somali region" is none


def _fits_kind(sense: tuple[int, int], asked: frozenset[int]) -> float:
    return ASKED if gazetteer.table().kinds[sense[0]] in asked else 0.0


def without_strays(candidates: list[Candidate], home: str) -> list[Candidate]:
    """The candidates without small towns of one word that little speaks for, where the item names nothing else of their country
    and who writes is not at home there: those are rather persons, brands and titles."""
    table = gazetteer.table()
    named: dict[str, set[str]] = defaultdict(set)  # by country
    clear = set()
    for candidate in candidates:
        if candidate.place is not None:
            named[table.country(candidate.place)].add(candidate.name)
        if candidate.evidence >= CLEAR or candidate.located:
            clear.add(candidate.name)

    def stray(candidate: Candidate, place: int) -> bool:
        alone = candidate.first == candidate.last and candidate.within is None and not candidate.demonym
        country = table.country(place)
        return (
            alone
            and candidate.name not in clear
            and not table.important(place)
            and country != home
            and named[country] == {candidate.name}
        )

    return [c for c in candidates if c.place is None or not stray(c, c.place)]
