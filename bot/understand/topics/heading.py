"""A topic's tree -> its name as its readers write it: over a briefing, in the list of what is followed."""

from __future__ import annotations

import unicodedata

from bot.understand import places
from bot.understand.topics.grammar import OR, All, Any, Asked, Node, Not, Word
from bot.words import say, spoken, upper

SHORTEST_NAME = 4  # letters: a country's shorter name is an abbreviation, "USA"


def is_english(query: str) -> bool:
    """Whether our English names of places serve those who wrote it: we speak English to them, and it is in Latin script."""
    return spoken() == "en" and all(unicodedata.name(c, "LATIN").startswith("LATIN") for c in query if c.isalpha())


def written(root: Node) -> str:
    """A tree as it was written, "Кабул или Герат"; without what it leaves out."""
    return _part(root, False).strip(",; ")


def _part(node: Node, beside: bool) -> str:
    """A part of the tree, in parentheses where it has alternatives and other parts stand `beside` it."""
    if isinstance(node, Word):
        return " ".join(_capital(word) for word in node.text.strip(";").split())
    if isinstance(node, Asked):
        value = f'"{node.text}"' if " " in node.text else node.text
        return " ".join([f"{node.operator}:{value}", *(["".join(node.radius)] if node.radius else [])])
    if isinstance(node, Any):
        between = say("or") if say("or").strip() in OR else " OR "  # what can be written as it is shown
        found = between.join(filter(None, (_part(part, False).strip(", ") for part in node.parts)))
        return f"({found})" if beside and found else found
    if isinstance(node, All):
        wanted = [part for part in node.parts if not isinstance(part, Not)]
        return " ".join(_part(part, len(wanted) > 1) for part in wanted)
    return ""


def _capital(word: str) -> str:
    known = places.lookup(word.strip(",")) if len(word.strip(",")) < SHORTEST_NAME else None
    return upper(word) if known and known.kind == "country" else upper(word[:1]) + word[1:]
