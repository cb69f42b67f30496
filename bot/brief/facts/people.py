"""What befalls people: who died, was arrested, has left. Each is (what, whom); a name is known by its consonants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anyascii import anyascii

from bot.brief import lexicon
from bot.brief.lines import Unit
from bot.model import Article, Place

# Known by both names of whom it befalls: each is told in many words ("killed", "shot dead", "assassinated").
_BEFALLEN = (
    r"(?:(?:is|are|was|were|been) (?:(?:shot|stabbed|beaten) (?:dead )?and |later |reported |found )?{0}"
    r"|{0}(?= (?:in|by|at|as|after|during|on|over|near|when|while|outside|following)\b|[.,;]|$))"
)
_FATES = (
    (
        "dead",
        re.compile(
            r"\b(?:dies|died|(?:shot|found|is|was) dead|" + _BEFALLEN.format("(?:killed|assassinated|murdered)") + ")",
            re.IGNORECASE,
        ),
    ),
    ("convicted", re.compile(r"\b(?:found guilty|" + _BEFALLEN.format("convicted") + ")", re.IGNORECASE)),
    ("sentenced", re.compile(r"\b(?:sentenced(?: \w+day)? to|jailed for)\b", re.IGNORECASE)),
    (
        "freed",
        re.compile(
            r"\b(?:(?:is|are|was|were|been) freed|freed (?:from|after|by)|"
            r"released (?:on bail|from (?:[\w-]+ )?(?:prison|jail|custody|detention|captivity)))\b",
            re.IGNORECASE,
        ),
    ),
    ("arrested", re.compile(r"\b" + _BEFALLEN.format("(?:arrested|detained)"), re.IGNORECASE)),
    ("resigned", re.compile(r"\b(?:resigns|resigned|steps down|stepped down)\b", re.IGNORECASE)),
    (
        "elected",
        re.compile(r"\b(?:wins?|won|re-?elected)\b(?=[^.;]*\b(?:election|vote|presiden\w+|polls?)\b)", re.IGNORECASE),
    ),
)
# The same with the name behind the verb: "a jury found Jane Doe guilty", "police arrested Jane Doe".
_DONE_TO = (
    (
        "convicted",
        re.compile(r"\b(?:found|finds) (?P<whom>[^.;,]{5,60}?) guilty\b|\bconvict(?:s|ed) (?P<of>[^.;,]{5,60}?) of\b"),
    ),
    ("arrested", re.compile(r"\b(?:arrest|detain)(?:s|ed) (?P<whom>(?:[a-z][\w-]* ){0,4}[A-Z][^.;,]{3,50})")),
)
OF_PEOPLE = frozenset(kind for kind, _ in _FATES)
_UNDONE = re.compile(
    r"\b(?:not|never|nearly|almost|to be|den(?:y|ies|ied)|may|might|could|would|will|if|plot|attempt\w*|released|over)\b",
    re.IGNORECASE,
)
# "Jane Doe, who shot John Roe, was sentenced": what is between the commas names others.
_APPOSED = re.compile(r",[^,]*,(?: (?:is|are|was|were|has been|have been))?\s*$")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:al-|de |bin |van |von |el-)?[A-ZÀ-Þ][\w’'-]+)+")
_GONE = re.compile(
    r"\b(?:has|had|have|hat) (?:left|fled|gone|quit)\b|\bleft (?:for|afghanistan|the country)\b|\b(?:he|she) left\b|\bleaves?\b,|"
    r"\bleft and said\b|das Land verlassen|ترک کرد",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w’'-]{2,}|[\u0600-\u06ff]{3,}")
_TITLES = frozenset(
    (
        "president",
        "prime",
        "minister",
        "former",
        "general",
        "king",
        "queen",
        "secretary",
        "spokesman",
        "spokeswoman",
        "präsident",
    )
)


def gone(article: Article, unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """Who has left, by the consonants of each name before the word."""
    found: set[tuple[str, str]] = set()
    body = f"{article.title}\n{article.text}"
    elsewhere = {word for place in places for word in place.text.split()}
    for cue in _GONE.finditer(unit.text):
        before = re.split(r"[:;,]", unit.text[max(0, cue.start() - 60) : cue.start()])[-1]
        for name in _NAME.findall(before):
            latin = name.isascii() or name[0].isupper()
            if name.lower() in _TITLES | lexicon.CALENDAR or name in elsewhere:
                continue
            if latin and not re.search(rf"[\w,”] {re.escape(name)}\b", body):
                continue  # a capital only because the sentence begins there
            bones = _bones(name)
            if len(bones) >= 2:
                # every word of a script without capitals may be a name: such words are compared with names only
                found.add(("gone" if latin else "gone, perhaps", bones))
    return found


def befell(unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """Who died, was convicted, arrested, elected or resigned: the last full name before the word, by its consonants."""
    found: set[tuple[str, str]] = set()
    elsewhere = {word for place in places if place.kind == "place" for word in place.text.split()}
    for kind, pattern in _FATES:
        for cue in pattern.finditer(unit.text):
            before = re.split(r"[;:]", unit.text[max(0, cue.start() - 160) : cue.start()])[-1]
            before = _APPOSED.sub(" ", before)
            if _UNDONE.search(before):
                continue
            people = _full_names(before, elsewhere)
            if people and not people[-1][-1].endswith(("'s", "’s")):  # "Ashraf Ghani's aide was arrested"
                found.add((kind, _of_name(people[-1])))
    for kind, pattern in _DONE_TO:
        for cue in pattern.finditer(unit.text):
            if _UNDONE.search(unit.text, max(0, cue.start() - 60), cue.start()):
                continue
            people = _full_names(next(filter(None, cue.groups())), elsewhere)
            if people and not people[0][-1].endswith(("'s", "’s")):
                found.add((kind, _of_name(people[0])))
    return found


def _full_names(text: str, elsewhere: set[str]) -> list[list[str]]:
    """The words of each full name, without titles and places."""
    names = [
        [word for word in name.split() if word.lower() not in _TITLES and word not in elsewhere]
        for name in _FULL_NAME.findall(text)
    ]
    return [name for name in names if len(name) >= 2]


def _of_name(name: list[str]) -> str:
    return " ".join(_bones(word) for word in name[-2:])


def _bones(name: str) -> str:
    """The consonants of a name, doubled ones once: Idriss Déby, Idris Deby."""
    return re.sub(r"[^bcdfgjklmnpqrstvxz]|(.)(?=\1)", "", anyascii(name).lower())
