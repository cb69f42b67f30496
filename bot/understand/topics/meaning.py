"""A topic's tree -> clauses of terms and conditions: which of its words, places and operators an article must have together."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import QueryError, UserError
from bot.model import Clause, Condition, Topic
from bot.understand import gazetteer, places
from bot.understand.topics import grammar, heading, operators
from bot.understand.topics.grammar import All, Any, Asked, Node, Not, Word
from bot.understand.topics.literals import Group, Literal, bare, capitals, group_of, listed, phrase, well_known
from bot.words import say, spoken

MAX_NAME = 5  # words of the longest place name that is tried: "Democratic Republic of the Congo"
MAX_CLAUSES = 64  # alternatives of a topic when it is written out; a few parentheses of ORs side by side multiply


class Signed(Struct, frozen=True):
    literal: Literal
    negated: bool
    column: int


Clauses = list[tuple[Signed, ...]]  # one of them must hold: all of its literals
Read = tuple[Clauses | None, str]  # None: words too common to say anything; and the heading


def parse(query: str) -> Topic:
    """The topic that the query asks for. Raises QueryError, one line with the place beside it, where it cannot be read."""
    root = grammar.read(query)
    found, title = _Meaning(query).read(root, False)
    if found is None:
        line = say("too_common", example=say("example"))
        raise QueryError(line, query, root.column, whole=True)
    clauses = []
    for signed in found:
        if all(literal.negated for literal in signed):
            column = signed[0].column
            raise QueryError(say("only_left_out"), query, column)
        clauses.append(_clause(signed))
    title = title.strip(", ")
    title = title[:1].upper() + title[1:]
    written = "" if heading.is_english(query) else heading.written(root)
    return Topic(
        query=grammar.canonical(query),
        title=written or title,
        clauses=tuple(dict.fromkeys(clauses)),
        english=title if written else "",
    )


def stored(query: str) -> Topic:
    """The topic that was stored under this query, its title in the language that is spoken. What an older version took and the
    grammar refuses now is read as plain words; what says nothing any more matches nothing. Never raises."""
    return _stored(query, spoken())


@lru_cache(maxsize=4096)
def _stored(query: str, language: str) -> Topic:
    try:
        found = parse(query)
    except UserError:
        try:
            found = parse(" ".join(word for word in gazetteer.normal(query).split() if word not in ("or", "not")))
        except UserError:
            found = Topic(query=query, title=query, clauses=())
    return replace(found, query=query)


def _clause(signed: tuple[Signed, ...]) -> Clause:
    needed: list[Group] = []
    refused: set[str] = set()
    where: list[Condition] = []
    unless: list[Condition] = []
    for one in signed:
        literal = one.literal
        if not one.negated:
            needed += literal.groups
            where += [literal.condition] if literal.condition else []
        elif literal.condition:
            unless.append(literal.condition)
        else:
            refused |= literal.groups[0]
    return Clause(
        all=tuple(dict.fromkeys(needed)),
        none=frozenset(refused),
        where=tuple(dict.fromkeys(where)),
        unless=tuple(dict.fromkeys(unless)),
    )


class _Meaning:
    def __init__(self, query: str) -> None:
        self.query = query

    def read(self, node: Node, negated: bool) -> Read:
        """The alternatives of the node (of its opposite, where negated) and its heading."""
        if isinstance(node, Not):
            return self.read(node.part, not negated)[0], ""
        if isinstance(node, Any):
            return self.any(node, negated)
        if isinstance(node, All):
            return self.all(node.parts, node.column, negated)
        return self.all((node,), node.column, negated)

    def any(self, node: Any, negated: bool) -> Read:
        found, titles = [], []
        for part in node.parts:
            clauses, title = self.read(part, negated)
            if clauses is None:
                remedy = say("name_topic", example=say("example"))
                grammar.fail(self.query, part.column, say("too_common_here"), remedy)
            found.append(clauses)
            titles.append(title.strip(", "))
        heading = " or ".join(filter(None, titles))
        return (self.both(found, node.column) if negated else self.either(found, node.column)), heading

    def all(self, parts: tuple[Node, ...], column: int, negated: bool) -> Read:
        found, titles = [], []
        for clauses, title in self.parts(parts, negated):
            if clauses is not None:
                found.append(clauses)
                titles.append(title)
        if not found:
            return None, ""
        titles.sort(key=lambda title: title.startswith(","))  # what is asked of the text, then of where it comes from
        heading = " ".join(filter(None, titles)).replace(" ,", ",")
        return (self.either(found, column) if negated else self.both(found, column)), heading

    def parts(self, parts: tuple[Node, ...], negated: bool) -> list[Read]:
        found: list[Read] = []
        run: list[Word] = []
        positive = sum(not isinstance(part, Not) for part in parts)
        for part in (*parts, None):
            if isinstance(part, Word) and not part.quoted:
                run.append(part)
                continue
            if one_of := listed(run):
                clauses, title = self.any(one_of, negated)
                found.append((clauses, f"({title})" if len(run) < positive else title))
            else:
                found += self.plain(run, len(parts) == 1, negated)
            run = []
            if isinstance(part, Word):
                found.append(self.literal(phrase(part.text, len(parts) == 1), part, capitals(part.text), negated))
            elif isinstance(part, Asked):
                literal, title = operators.asked(self.query, part)
                found.append(self.literal(literal, part, title, negated))
            elif part is not None:
                clauses, title = self.read(part, negated)
                found.append((clauses, f"({title})" if positive > 1 and isinstance(part, Any) and title else title))
        return found

    def literal(self, literal: Literal | None, node: Word | Asked, title: str, negated: bool) -> Read:
        if literal is None:
            return None, ""
        return [(Signed(literal, negated, node.column),)], title

    def plain(self, run: list[Word], alone: bool, negated: bool) -> list[Read]:
        """A run of words: the longest place names first, the rest as words."""
        found: list[Read] = []
        i = 0
        while i < len(run):
            for count in range(min(MAX_NAME, len(run) - i), 0, -1):
                written = [word.text for word in run[i : i + count]]
                known = well_known(" ".join(written).casefold(), alone=len(run) == count)
                if known is not None:
                    title = capitals(" ".join(written)) if known.demonym else known.name
                    found.append(self.literal(Literal((group_of(known),)), run[i], title, negated))
                    i += count
                    break
                if count > 1 and places.lookup(" ".join(written)) is not None:  # La Palma is no part of Palma
                    title = capitals(" ".join(written))
                    found.append(self.literal(phrase(" ".join(written), False), run[i], title, negated))
                    i += count
                    break
            else:
                word = run[i]
                found += [self.literal(one, word, title, negated) for one, title in bare(word.text, alone)]
                i += 1
        return found

    # --- alternatives ---

    def either(self, found: list[Clauses], column: int) -> Clauses:
        clauses = [clause for one in found for clause in one]
        if len(clauses) > MAX_CLAUSES:
            self.too_many(column)
        return clauses

    def both(self, found: list[Clauses], column: int) -> Clauses:
        size = 1
        for one in found:
            size *= len(one)
            if size > MAX_CLAUSES:
                self.too_many(column)
        return [tuple(signed for part in chosen for signed in part) for chosen in product(*found)]

    def too_many(self, column: int) -> NoReturn:
        grammar.fail(self.query, column, say("too_many", limit=MAX_CLAUSES), say("part_by_part"))
