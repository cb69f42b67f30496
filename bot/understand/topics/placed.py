"""The places that a topic names, each as a topic of its own."""

from __future__ import annotations

from bot.model import Clause, Topic
from bot.understand import gazetteer, places
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
