"""Which of the places of one name is meant: decided once for the whole item."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.understand import gazetteer
from bot.understand.gazetteer import ADMIN, CONTINENT, COUNTRY, COUNTY, DEMONYM, REGION
from bot.understand.places.names import Candidate, Word, prior

# Less than this between the best and the second of a name's places (in powers of ten of people): the item's other places decide.
DOUBT = 4.5


def qualify(candidates: list[Candidate], text: str, words: list[Word]) -> None:
    """Notes "Paris, Texas", "Kabul, Afghanistan", "Paris (Texas)", "Athens, OH", and adds the postal codes as candidates."""
    table = gazetteer.table()
    by_first = {c.first: c for c in candidates}
    added = []
    for candidate in candidates:
        nxt = candidate.last + 1
        if nxt >= len(words) or text[candidate.end : words[nxt].start] not in (", ", " (", ","):
            continue
        wide = by_first.get(nxt)
        if wide is not None:
            for place, flags in wide.senses:
                if flags & DEMONYM or table.kinds[place] not in (COUNTRY, ADMIN, COUNTY, REGION):
                    continue
                if any(inside(sense, place) for sense, _ in candidate.senses):
                    candidate.within = place
                    break
        elif words[nxt].text in table.qualifiers and words[nxt].text.isupper():
            place = table.qualifiers[words[nxt].text]
            if any(inside(sense, place) for sense, _ in candidate.senses):
                candidate.within = place
                word = words[nxt]
                added.append(
                    Candidate(candidate.field, word.start, word.end, word.text, word.text, [(place, 0)], nxt, nxt)
                )
                added[-1].evidence = 3.0
    candidates.extend(added)


def inside(place: int, container: int) -> bool:
    if place == container:
        return False
    table = gazetteer.table()
    if container in table.ancestors(place):
        return True
    # a county is not an ancestor in the table: near is enough
    return table.kinds[container] == COUNTY and near(place, container, 1.0)


def near(a: int, b: int, degrees: float) -> bool:
    table = gazetteer.table()
    return (
        abs(table.lats[a] - table.lats[b]) < degrees * 10_000 and abs(table.lons[a] - table.lons[b]) < degrees * 13_000
    )


class _Company:
    """The places an item names so far: they speak for their neighbours."""

    def __init__(self, home: str | None) -> None:
        self.countries: dict[str, float] = defaultdict(float)
        self.admins: dict[int, float] = defaultdict(float)
        self.towns: list[int] = []
        if home:
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


def resolve(candidates: list[Candidate], outlet: str | None) -> None:
    """Gives each name one place for the whole item: surest first, so that they can speak for the others, then all once more."""
    by_name: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_name[candidate.name].append(candidate)
    company = _Company(_home(outlet))
    doubtful: list[tuple[float, str]] = []
    meant: dict[str, int] = {}
    for name, group in by_name.items():
        senses = group[0].senses
        within = next((c.within for c in group if c.within is not None), None)
        if within is not None:
            senses = [s for s in senses if inside(s[0], within)]
        ranked = sorted(((prior(*s), -s[0]) for s in senses), reverse=True)
        margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else DOUBT
        if within is None and margin < DOUBT:
            doubtful.append((-margin, name))
        else:
            meant[name] = -ranked[0][1]
            company.note(meant[name], 1.0)
    for again in (False, True):
        for _, name in sorted(doubtful):
            if again:
                company.note(meant[name], -0.7)
            meant[name] = max(by_name[name][0].senses, key=company.fit)[0]
            company.note(meant[name], 0.7)
    for name, group in by_name.items():
        for candidate in group:
            candidate.place = meant[name]


_TLDS = {"uk": "GB"}


def _home(outlet: str | None) -> str | None:
    """The country of an outlet, where its address tells ("abc.net.au" -> AU)."""
    match = re.search(r"\.([a-z]{2})$", outlet or "")
    if not match:
        return None
    code = _TLDS.get(match[1], match[1].upper())
    return (
        code if code in gazetteer.table().country_places and code not in ("ME", "TV", "IO", "CO", "LY", "FM") else None
    )
