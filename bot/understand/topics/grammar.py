"""The grammar of topics: what a user writes -> a tree whose leaves know their column.

topic        alternatives
alternatives all (OR all)*
all          part+
part         -part | ( alternatives ) | "words in order" | operator:value | word

OR is an operator in any case, and in five more languages: a topic is stored without case, and nobody follows the word. NOT
is refused in any case, with a hint; AND is a word too common to count. Our own parser and no library's: it is this page, and
its errors have to speak to people.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal, NoReturn, get_args

from msgspec import Struct

from bot.errors import QueryError
from bot.words import say

# Longer ones are pasted text: nobody reads a longer heading, and the widest topics that we thought of have some 120.
MAX_QUERY = 200
MAX_DEPTH = 8  # parentheses in parentheses: more are a slip of the hand

Operator = Literal["place", "near", "source", "lang", "severity"]
OPERATORS: tuple[Operator, ...] = get_args(Operator)


class Word(Struct, frozen=True):
    text: str
    column: int
    quoted: bool = False


class Asked(Struct, frozen=True):
    """An operator with its value. `radius` is the number and the unit that follow near:kabul."""

    operator: Operator
    text: str
    column: int  # of the value
    radius: tuple[str, str] | None = None
    radius_column: int = 0


class Not(Struct, frozen=True):
    part: Node
    column: int


class All(Struct, frozen=True):
    parts: tuple[Node, ...]
    column: int


class Any(Struct, frozen=True):
    parts: tuple[Node, ...]
    column: int


Node = Word | Asked | Not | All | Any

# What keyboards put for the signs of the grammar. One character each, so that columns stay right.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»＂〝〞「」『』", '"'),
        **dict.fromkeys("（﴾", "("),
        **dict.fromkeys("）﴿", ")"),
        "：": ":",
        **dict.fromkeys("،，、", ","),
        "؛": " ",
        # marks of direction are not seen, and would hide in a word
        **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff", " "),
    }
)
# Operators of other searches, which nobody means as words.
_ELSEWHERE = {
    "title",
    "intitle",
    "text",
    "intext",
    "body",
    "url",
    "inurl",
    "site",
    "date",
    "before",
    "after",
    "since",
    "until",
}
_ELSEWHERE |= {"from", "to", "author", "category", "tag", "type", "region", "city", "country"}
# "Or" where it is no other word: German has a river Oder, French and Spanish a letter or two.
OR = {"or", "или", "або", "یا", "يا", "أو", "او", "veya"}
_DASHES = "-‐‑‒–—−﹣－"
_ASKED = re.compile(rf"({'|'.join(OPERATORS)})\s*:\s*", re.IGNORECASE)
_BARE = re.compile(r'[^\s"()]+')
_WORD = re.compile(
    r'(?:[^\s"(),]|(?<=\d),(?=\d))+,*|,+'
)  # commas stay with the word before them: meaning.py asks for them
_NEAR = re.compile(r'[^\s"(),;]+')
# a dash before a distance is its sign, and leaves no word out
_RADIUS = re.compile(
    rf"[\s,;]*((?:[{_DASHES}](?=[\d.,٫٬]+\s?(?:km|kilomet|mi|км|کیلومتر)))?\d+(?:[.,٫٬]\d+)?)\s*([^\W\d_]+)?(?![\w])"
)


def fail(query: str, column: int, what: str, remedy: str = "") -> NoReturn:
    """Raises QueryError: what is wrong at this column, and what mends it. Where that is the reader is shown, not told."""
    raise QueryError(f"{what}. {remedy}".rstrip(), query, column)


def signs(query: str) -> str:
    """The query with the grammar's own signs, letter for letter as long as it was."""
    return query.translate(_SIGNS)


def folded(text: str) -> str:
    """Without case. Turkish İ is an i, for Unicode's folding would leave a dot behind it."""
    return text.replace("İ", "i").casefold()


def canonical(query: str) -> str:
    """The key under which a topic is stored: the grammar's own signs, single spaces, casefolded, OR in English. Outside of quotes
    that is: there it is a word."""
    squeezed = folded(" ".join(signs(query).split()).replace("( ", "(").replace(" )", ")"))
    apart = squeezed.split('"')
    apart[::2] = (re.sub(r"[^\s()]+", lambda word: "or" if word[0] in OR else word[0], part) for part in apart[::2])
    return '"'.join(apart)


def read(query: str) -> Node:
    """The tree of a query. Raises QueryError where it is empty, too long, or not of the grammar."""
    if not any(c.isalnum() for c in query):
        raise QueryError(say("name_topic", example=say("example")), query, 1, whole=True)
    if len(query) > MAX_QUERY or len(canonical(query)) > MAX_QUERY:
        line = say("topic_long", limit=MAX_QUERY, example=say("example"))
        raise QueryError(line, query, min(len(query), MAX_QUERY + 1), whole=True)
    return _Reader(query).topic()


class _Reader:
    def __init__(self, query: str) -> None:
        self.query = query
        self.text = signs(query)
        self.at = 0
        self.depth = 0

    def fail(self, at: int, what: str, remedy: str = "") -> NoReturn:
        fail(self.query, at + 1, what, remedy)

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def topic(self) -> Node:
        found = self.alternatives()
        if self.at < len(self.text):
            self.fail(self.at, say("closed_unopened"))
        return found

    def alternatives(self) -> Node:
        self.space()
        start, parts = self.at, [self.all()]
        while length := self.is_or():
            operator = self.at
            self.at += length
            if parts[-1] is None:
                break
            parts.append(self.all())
            if parts[-1] is None:
                break
        else:
            if parts[0] is None:
                remedy = say("name_topic", example=say("example"))
                self.fail(min(start, len(self.text) - 1), say("nothing_here"), remedy)
            known = tuple(part for part in parts if part is not None)
            return known[0] if len(known) == 1 else Any(known, start + 1)
        self.fail(operator, say("or_sides"), say("or_like"))

    def is_or(self) -> int:
        """The length of the word for OR that stands here; 0 where none does."""
        found = _BARE.match(self.text, self.at)
        return len(found[0]) if found and found[0].casefold() in OR else 0

    def all(self) -> Node | None:
        self.space()
        start, parts = self.at, []
        while self.at < len(self.text) and self.text[self.at] != ")" and not self.is_or():
            part = self.part()
            if part is not None:
                parts.append(part)
            self.space()
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else All(tuple(parts), start + 1)

    def part(self) -> Node | None:
        """The next part; None where it is a dash that stands alone."""
        start = self.at
        if self.text[start] in _DASHES:
            while self.at < len(self.text) and self.text[self.at] in _DASHES:
                self.at += 1
            if self.at == len(self.text) or self.text[self.at].isspace():
                return None
            if self.text[self.at] == ")":
                self.fail(start, say("dash_nothing"), say("like", example="kabul -cricket"))
            part = self.part()
            return part and Not(part, start + 1)
        if self.text[start] == "(":
            return self.group()
        if self.text[start] == '"':
            return Word(self.quoted(), start + 1, quoted=True)
        if found := _ASKED.match(self.text, start):
            return self.asked(found)
        bare = _WORD.match(self.text, start)
        assert bare is not None  # all that it leaves out was looked for above
        self.at = bare.end()
        if bare[0].casefold() == "not":  # taken for a word it would find the very thing
            self.fail(start, say("not_operator"), say("not_like"))
        name, colon, value = bare[0].partition(":")
        if colon and value and not value.startswith("/") and (near := get_close_matches(name.casefold(), OPERATORS, 1)):
            self.fail(start, say("no_operator", name=name), say("near_operator", near=f"{near[0]}:"))
        if colon and value and name.casefold() in _ELSEWHERE:
            ours = ", ".join(f"{operator}:" for operator in OPERATORS)
            self.fail(start, say("no_operator", name=name), say("our_operators", ours=ours, words=f"{name} {value}"))
        return Word(bare[0], start + 1)

    def group(self) -> Node:
        start = self.at
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(start, say("too_deep", limit=MAX_DEPTH))
        self.at += 1
        self.space()
        if self.text.startswith(")", self.at):
            self.fail(start, say("parenthesis_empty"))
        if self.at == len(self.text):
            self.fail(start, say("parenthesis_open"))
        found = self.alternatives()
        if not self.text.startswith(")", self.at):
            self.fail(start, say("parenthesis_open"))
        self.at += 1
        self.depth -= 1
        return found

    def quoted(self) -> str:
        start = self.at
        end = self.text.find('"', start + 1)
        if end < 0:
            self.fail(start, say("quote_open"), say("like", example='kabul "evacuation flights"'))
        self.at = end + 1
        return self.text[start + 1 : end]

    def asked(self, found: re.Match[str]) -> Asked:
        operator = next(name for name in OPERATORS if name == found[1].casefold())
        start = self.at = found.end()
        if self.text.startswith('"', start):
            value = self.quoted()
        elif bare := (_NEAR if operator == "near" else _BARE).match(self.text, start):
            value, self.at = bare[0].rstrip(",;"), bare.end()
        else:
            value = ""
        if not value.strip():
            self.fail(found.start(), say("no_value", operator=operator), say("like", example=_LIKE[operator]))
        radius = _RADIUS.match(self.text, self.at) if operator == "near" else None
        if radius is None:
            return Asked(operator, value, start + 1)
        self.at = radius.end()
        return Asked(operator, value, start + 1, (radius[1], radius[2] or ""), radius.start(1) + 1)


_LIKE: dict[Operator, str] = {
    "place": "place:kabul",
    "near": "near:kabul 50km",
    "source": 'source:bbc, source:"le monde"',
    "lang": "lang:fa",
    "severity": "severity:high",
}
