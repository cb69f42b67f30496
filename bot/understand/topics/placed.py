"""The places that a topic names: as topics of their own, and what lies around them."""

from __future__ import annotations

from msgspec.structs import replace

from bot.model import Clause, Topic
from bot.understand import gazetteer, places
from bot.understand.topics.literals import Group, group_of
from bot.understand.topics.meaning import parse


def places_in(topic: Topic) -> tuple[Topic, ...]:
    """A topic for each place that is asked for along with something else: Beirut for "how many died in beirut"."""
    groups = [group for clause in topic.clauses for group in clause.all if all(t[:2] in ("p:", "c:") for t in group)]
    found = (_topic(group) for group in dict.fromkeys(groups))
    return tuple(one for one in found if one and one.clauses != topic.clauses)


def _topic(group: frozenset[str]) -> Topic | None:
    """The topic that is this place and nothing else, or None."""
    table = gazetteer.table()
    for term in sorted(group):
        place = table.number(int(term[2:])) if term.startswith("p:") else None
        name = table.name(place) if place is not None else places.country_name(term[2:])
        if name and (topic := parse(name)).clauses == (Clause(all=(group,)),):
            return topic
    return None


def capitals(topic: Topic) -> dict[str, Group]:
    """The national capitals for which alternatives of the topic ask and for nothing besides, by the terms of their countries."""
    asked = [clause.all[0] for clause in topic.clauses if len(clause.all) == 1 and not clause.where]
    return {f"c:{country}": group for group in asked if (country := _capital_of(group))}


def _capital_of(group: Group) -> str:
    idents = (int(term[2:]) for term in group if term.startswith("p:"))
    return next(filter(None, map(places.capital_of, idents)), "")


def widened(topic: Topic, country: str) -> Topic:
    """The topic with news of the country, too, where it asks for its capital; what an alternative leaves out stays left out."""
    capital = capitals(topic)[country]
    alone = [clause for clause in topic.clauses if clause.all == (capital,) and not clause.where]
    wide = (replace(clause, all=(frozenset({country}),)) for clause in alone)
    return replace(topic, clauses=tuple(dict.fromkeys((*topic.clauses, *wide))))


def wider(topic: Topic) -> Topic | None:
    """The topic of its country where the topic is a place within one and nothing else, or None."""
    known = _one_place(topic)
    name = places.country_name(known.country) if known and known.kind != "country" else ""
    if known is None or not name:
        return None
    country = parse(name)
    # a name that is no topic by itself ("Bonaire, Saint Eustatius and Saba") would lead astray
    return country if country.clauses == (Clause(all=(frozenset({f"c:{known.country}"}),)),) else None


def _one_place(topic: Topic) -> places.Known | None:
    known = places.lookup(topic.query)
    return known if known and topic.clauses == (Clause(all=(group_of(known),)),) else None
