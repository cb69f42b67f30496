"""What plain words ask for: a command without its stroke, something of the bot itself ("thanks!"), else the news on them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from bot.understand import gazetteer, topics

# A command without its stroke: no topic begins like that.
_SLIP = re.compile(
    r"(latest|follow|unfollow|subscribe|unsubscribe|map|timeline)(?:\s+(.+))?", re.IGNORECASE | re.DOTALL
)
_SIGNS = frozenset("●○◐")  # what a line's status is shown by
ABOUT_SIGNS = 5  # words beside a sign that ask for its meaning: who sends more has copied a line of news


@cache
def _table() -> tuple[dict[str, str], tuple[str, ...], frozenset[str]]:
    """Commands by what is said for them, what is said beside them, and what is said for all."""
    found = tomllib.loads((files("bot") / "data" / "said.toml").read_text(encoding="utf-8"))
    please = tuple(gazetteer.normal(phrase) for phrase in found.pop("please"))
    all_ = frozenset(gazetteer.normal(phrase) for phrase in found.pop("all"))
    return {gazetteer.normal(phrase): command for command, phrases in found.items() for phrase in phrases}, please, all_


def plain_words(text: str) -> tuple[str, str]:
    """The command that words in a chat mean, and its arguments: ("follow", "kabul"), ("help", ""), ("latest", "kabul")."""
    if slip := _SLIP.fullmatch(text.strip()):
        return slip[1].casefold(), slip[2] or ""
    name = said_for(text)
    if not name and not re.search(r"\w", text):  # a picture, a thumb
        return "said-nothing", ""
    return (name, "") if name else ("latest", text.strip())


def asks(text: str) -> bool:
    """True where the text asks something of us: a question, a command without its stroke, or a word for us."""
    return topics.subject(text) != text or bool(said_for(text) or _SLIP.fullmatch(text.strip()))


def said_for(text: str) -> str:
    """The command that the whole text is said for, or ""."""
    said, (commands, please, _) = gazetteer.normal(text), _table()
    if not _SIGNS.isdisjoint(text) and len(said.split()) <= ABOUT_SIGNS:
        return "said-legend"
    for word in please:
        said = said.removeprefix(f"{word} ").removesuffix(f" {word}")
    return commands.get(said, "")


def means_all(text: str) -> bool:
    """True for "all", "everything" and the like, in any of our languages."""
    return gazetteer.normal(text) in _table()[2]
