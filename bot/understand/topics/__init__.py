"""Topics: what a user writes behind /follow and /latest, read into clauses of terms, and the index that finds them.

kabul                      a place, in every script and with what lies in it: "کابل", "HKIA", "кабульский"
kabul evacuation           both must hold; -word must not; a OR b; parentheses
kabul, herat               one of these places; Portland, Oregon is one
"evacuation flights"       these words in this order
place:reading              a place even where its name is a common word
near:kabul 50km            what happened within that distance
source:bbc lang:fa         an outlet or its publisher family; the language of the text
severity:high              of that level or worse: low, medium, high, extreme
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bot.model import Article, Topic
from bot.understand import gazetteer, places, terms
from bot.understand.topics.closest import Part, closest, is_prose, parts, prose_parts, reported
from bot.understand.topics.index import Index, anchors
from bot.understand.topics.meaning import parse, stored
from bot.understand.topics.operators import LANGUAGE_NAMES
from bot.understand.topics.placed import capitals, places_in, widened, wider
from bot.understand.topics.question import AND, halves, says_nothing, subject

__all__ = [
    "AND",
    "LANGUAGE_NAMES",
    "Index",
    "Part",
    "anchors",
    "capitals",
    "closest",
    "focused",
    "halves",
    "is_prose",
    "parse",
    "parts",
    "places_in",
    "prose_parts",
    "reported",
    "says_nothing",
    "stored",
    "subject",
    "suggest",
    "widened",
    "wider",
]

# Of a country's news: where so much of it names the capital, the capital is where the country's story is. Kabul in August 2021
# was named in .29 to .75 of a day's items on Afghanistan, London in .00 to .17 of those on Britain.
FOCUS = 0.25
LEAST = 3  # items that name it before such a share means anything
SHORTEST = 5  # letters of a word that may be the name of a place with a slip in it
SUGGESTED = 3  # topics that may have been meant


def focused(topic: Topic, country: str, articles: Iterable[Article]) -> Topic:
    """The topic, widened to the country of a capital that it asks for where that country's news are about the capital: of
    `articles`, those on the country, at least a quarter name it (Kabul in August 2021, not London on a common day)."""
    capital = capitals(topic)[country]
    about = [article for article in articles if country in article.terms]
    near = sum(not capital.isdisjoint(article.terms) for article in about)
    return topic if near < LEAST or near < FOCUS * len(about) else widened(topic, country)


def suggest(query: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three topics near one that nothing is known of: from `known` (topics, words) and from the names of places."""
    wanted = gazetteer.normal(query)
    if not wanted:
        return ()
    by_form = {gazetteer.normal(topic): topic for topic in known if topic != query.casefold()}
    found = [by_form[form] for form in get_close_matches(wanted, list(by_form), n=SUGGESTED, cutoff=0.7)]
    if any(places.lookup(word) for word in wanted.split()):
        return tuple(dict.fromkeys(found))  # its place is spelt as it should be
    for word in dict.fromkeys([wanted, *wanted.split()]):
        if len(word) < SHORTEST or terms.is_function_word(word):
            continue  # is near anything
        found += [name for name in places.near_names(word, SUGGESTED) if name != word]
    return tuple(dict.fromkeys(found))[:SUGGESTED]
