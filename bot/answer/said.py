"""What plain words ask for: a command, without its stroke or in other words, something of the bot itself ("thanks!"), else the
news on them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from msgspec import Struct

from bot.understand import gazetteer, topics

# A command without its stroke: no topic begins like that.
_SLIP = re.compile(
    r"(latest|follow|unfollow|subscribe|unsubscribe|map|timeline)(?:\s+(?:(?:of|on|for|from|in|about)\s+)?(.+))?",
    re.IGNORECASE | re.DOTALL,
)
_GREETS = frozenset(["start", "said-thanks", "said-fine"])
_BEHIND = re.compile(r"\s*[,،.!…;؛:]+\s*|\s+(?:[–—-]\s+)?")  # a greeting, before what is asked
_MOST_GREETED = 4  # words of the longest greeting
_SIGNS = frozenset("●○◐")  # what a line's status is shown by
ABOUT_SIGNS = 5  # words beside a sign that ask for its meaning: who sends more has copied a line of news ...
BETWEEN_SIGNS = 10  # ... beside several signs
SHORT = 3  # words of a line that may be one of a list


class _Said(Struct, frozen=True):
    """What bot/data/said.toml has: commands by what is said for them; those that are said with what they are about; what is said
    beside them, and before what is asked; and what is said for all."""

    commands: dict[str, str]
    wishes: list[tuple[str, re.Pattern[str]]]
    please: tuple[str, ...]
    greetings: frozenset[str]
    all: frozenset[str]


@cache
def _table() -> _Said:
    found = tomllib.loads((files("bot") / "data" / "said.toml").read_text(encoding="utf-8"))
    please, all_ = found.pop("please"), found.pop("all")
    said = [(phrase, command) for command, phrases in found.items() for phrase in phrases]
    commands = {gazetteer.normal(phrase): command for phrase, command in said if "{}" not in phrase}
    return _Said(
        commands=commands,
        wishes=[
            (command, re.compile(re.escape(phrase).replace(r"\{\}", "([^?？؟]+)"), re.IGNORECASE))
            for phrase, command in said
            if "{}" in phrase
        ],
        please=tuple(map(gazetteer.normal, please)),
        greetings=frozenset(phrase for phrase, command in commands.items() if command in _GREETS) - {"start"},
        all=frozenset(map(gazetteer.normal, all_)),
    )


def plain_words(text: str) -> tuple[str, str]:
    """The command that words in a chat mean, and its arguments: ("follow", "kabul"), ("help", ""), ("latest", "kabul")."""
    text = ungreeted(text)
    if wish := _wish(text):
        return wish
    name = said_for(text)
    if not name and not re.search(r"\w", text):  # a picture, a thumb
        return "said-nothing", ""
    return (name, "") if name else ("latest", listed(text))


def listed(text: str) -> str:
    """A topic as it is asked for: without the pictures beside it, and where it is a list, a line each, as one of alternatives."""
    plain = (
        "".join(c for c in text if unicodedata.category(c) != "So" and c != "\ufe0f")
        if _SIGNS.isdisjoint(text)
        else text
    )
    lines = [line.strip() for line in plain.split("\n") if line.strip()]
    short = all(len(line.split()) <= SHORT for line in lines)
    return ", ".join(lines) if len(lines) > 1 and short else plain.strip()


def ungreeted(text: str) -> str:
    """What is asked behind a greeting, thanks or "ok": "kabul?" of "Hi, kabul?". What is neither set apart from these nor a
    question belongs to them: "hello kitty"."""
    ends = [word.end() for word in gazetteer.WORD.finditer(text)][:_MOST_GREETED]
    for end in reversed(ends):
        between = _BEHIND.match(text, end)
        if not between or gazetteer.normal(text[:end]) not in _table().greetings:
            continue
        rest = text[between.end() :]
        if re.search(r"\w", rest) and (between[0].strip() or asks(rest)):
            return ungreeted(rest)
    return text


def _wish(text: str) -> tuple[str, str] | None:
    """The command, and what it is about, of "Map kabul", "stop following kabul" and the like."""
    if slip := _SLIP.fullmatch(text.strip()):
        return slip[1].casefold(), slip[2] or ""
    plain = " ".join(text.split()).rstrip(" .!…")
    return next(((name, found[1]) for name, one in _table().wishes if (found := one.fullmatch(plain))), None)


def asks(text: str) -> bool:
    """True where the text asks something of us: a question, a command without its stroke, or a word for us; "ok" is none."""
    text = ungreeted(text)
    return topics.subject(text) != text or said_for(text) not in ("", "said-fine") or _wish(text) is not None


def said_for(text: str) -> str:
    """The command that the whole text is said for, or ""."""
    said = gazetteer.normal(text)
    if signs := _SIGNS.intersection(text):
        most = ABOUT_SIGNS if len(signs) == 1 else BETWEEN_SIGNS
        return "said-legend" if len(said.split()) <= most else ""
    for word in _table().please:
        said = said.removeprefix(f"{word} ").removesuffix(f" {word}")
    return _table().commands.get(said, "")


def means_all(text: str) -> bool:
    """True for "all", "everything" and the like, in any of our languages."""
    return gazetteer.normal(text) in _table().all
