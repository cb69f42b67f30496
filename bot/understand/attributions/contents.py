"""What is said: where the content of an English attribution begins and ends."""

from __future__ import annotations

from bot.understand.attributions.grammar import is_adverb, piece
from bot.understand.attributions.groups import Group
from bot.understand.attributions.lexicon import (
    AUXILIARIES,
    CLAUSE_OPENERS,
    DAYS,
    DETERMINERS,
    OBJECT_ENDS,
    OBJECT_ENDS_AFTER_COMMA,
    PARTS_OF_DAY,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    verbs,
)
from bot.understand.attributions.records import Piece, Record
from bot.understand.attributions.tokens import Token

FRAMING = frozenset({"clause", "tell", "that"})  # classes whose content is a clause or a quotation
_HEARERS = frozenset({"me", "him", "her", "us", "them", "you", "reporters", "lawmakers", "journalists"})
_TELLERS = frozenset({"he", "she", "they", "we", "i"})
_AFTER_HEARER = frozenset({"that", "to", "how", "what", "why", "whether", "about", "of", "if"})
_AFTER_ADJUNCT = CLAUSE_OPENERS - {"whether", "how", "what", "why", "you"} | {
    "but",
    "and",
    "which",
    "as",
    "because",
    "while",
}
_PHRASE_ENDS = AUXILIARIES | OBJECT_ENDS | {"that", "which", "who", "as", "and", "but"}
LONGEST_HEARER = 14  # tokens
LONGEST_ASIDE = 14  # tokens: "said, with the benefit of hindsight, that"


def before(tokens: list[Token], last: int, earlier: list[Record]) -> list[Piece]:
    """What is said in tokens 0..last: the quotations where there is little else, or all that no earlier record took."""
    taken = max((p[1] for record in earlier for p in [*record.content, *record.source, *record.cue]), default=-1)
    first = next((i for i, token in enumerate(tokens[: last + 1]) if token.start >= taken), last + 1)
    while first <= last and (tokens[first].kind == "p" or tokens[first].low in ("but", "and", "so")):
        first += 1
    quotations = [(t.start, t.end) for t in tokens[first : last + 1] if t.kind == "q"]
    if quotations and sum(t.kind == "w" for t in tokens[first : last + 1]) <= 2:
        return quotations
    found = piece(tokens, first, last)
    return [found] if found else []


def quotations_after(tokens: list[Token], first: int) -> list[Piece]:
    return [(token.start, token.end) for token in tokens[first:] if token.kind == "q"]


def adjunct_end(tokens: list[Token], at: int) -> int:
    """The index after "on Tuesday", "in an interview with CNN", "to reporters" and the like; `at` where none begins."""
    while at < len(tokens) and tokens[at].kind == "w":
        if tokens[at].low in DAYS | PARTS_OF_DAY or (is_adverb(tokens[at]) and not tokens[at].capital):
            at += 1
        elif tokens[at].low in PREPOSITIONS:
            at += 1
            while at < len(tokens) and tokens[at].kind in "wn":
                if tokens[at].low in _AFTER_ADJUNCT or tokens[at].low in PREPOSITIONS:
                    break
                at += 1
        else:
            break
    return at


def hearer_end(tokens: list[Token], start: int) -> int:
    """The index after the person who is told."""
    if start < len(tokens) and tokens[start].low in _HEARERS:
        return start + 1
    if start < len(tokens) and tokens[start].low in _TELLERS:
        return start  # "promise they will": nobody is told
    at = start
    while at < len(tokens) and tokens[at].kind in "wn" and at - start < LONGEST_HEARER:
        low = tokens[at].low
        if low in _AFTER_HEARER:
            break
        if at > start:
            left = tokens[at - 1]
            new_phrase = low in DETERMINERS and left.low not in PREPOSITIONS and low not in ("his", "her", "their")
            name = (
                tokens[at].capital
                and not left.capital
                and left.low not in DETERMINERS | PREPOSITIONS
                and low not in DAYS
            )
            if low in SUBJECT_PRONOUNS or new_phrase or name:
                break
        at += 1
    return at


def after(tokens: list[Token], group: Group, following: Group | None) -> list[Piece]:
    """What follows a verb group as its content; empty where nothing does."""
    framing = bool(group.classes & FRAMING)
    at = _start(tokens, group, framing)
    if at is None:
        return []
    token = tokens[at]
    if token.low in (".", ";", "?", "!") or (token.kind == "w" and token.low in ("and", "or", "but")):
        return []
    opens_clause = token.kind == "q" or token.low in CLAUSE_OPENERS or _has_auxiliary(tokens, at)
    clause = (
        (bool(group.classes & {"clause", "that"}) and opens_clause)
        or bool(group.classes & {"tell", "seem"})
        or ("infinitive" in group.classes and "object" not in group.classes)
    )
    found = piece(tokens, at, end(tokens, at, following, clause))
    return [found] if found else []


def _start(tokens: list[Token], group: Group, framing: bool) -> int | None:
    """Where the content begins: after the hearer and adjuncts, at a quotation that a comma or colon announces."""
    at, size = group.last + 1, len(tokens)
    if "tell" in group.classes and at < size and tokens[at].low not in ("that", ",", ":"):
        at = hearer_end(tokens, at)
    if "infinitive" in group.classes and at < size and tokens[at].low == "to":
        return at
    if framing and (skipped := adjunct_end(tokens, at)) < size:
        opens = tokens[skipped].low in SUBJECT_PRONOUNS | {"that", ",", ":"} or tokens[skipped].kind == "q"
        if opens or ("object" not in group.classes and tokens[skipped].low not in (".", ";")):
            at = skipped
    if at >= size:
        return None
    if tokens[at].low not in (",", ":"):
        return at
    if not framing:
        return _aside_end(tokens, at) if "infinitive" in group.classes else None
    if at + 1 < size and (tokens[at + 1].kind == "q" or tokens[at].low == ":" or tokens[at + 1].low in ("that", "and")):
        return at + 1
    quotation = next((i for i in range(at, min(at + LONGEST_ASIDE, size)) if tokens[i].kind == "q"), None)
    return quotation if quotation is not None else _aside_end(tokens, at)


def _aside_end(tokens: list[Token], comma: int) -> int | None:
    """The content after an aside: "said, for example, that", "refused, generally, to"."""
    for at in range(comma + 2, min(comma + LONGEST_ASIDE, len(tokens) - 1)):
        if tokens[at].low == ",":
            return at + 1 if tokens[at + 1].low in ("that", "to") else None
    return None


def _has_auxiliary(tokens: list[Token], at: int) -> bool:
    return any(token.low in AUXILIARIES for token in tokens[at : at + 12])


def end(tokens: list[Token], start: int, following: Group | None, clause: bool) -> int:
    """The last token of a content that begins at `start`: a clause runs on where the object of a verb ends."""
    single, _ = verbs()
    size = len(tokens)
    next_verb = following if following and following.form in ("finite", "passive") else None
    for at in range(start, size):
        token = tokens[at]
        if token.low == ";":
            return at - 1
        if at == start:
            continue
        if token.kind == "p" and token.low in (",", "—", "–") and at + 1 < size:
            ahead = tokens[at + 1]
            if ahead.kind == "w" and ahead.low.endswith("ing") and ahead.low in single:
                return at - 1  # ", saying"
            if (
                next_verb
                and next_verb.form == "finite"
                and next_verb.first in (at + 1, at + 2)
                and ahead.low in ("and", "but")
            ):
                return at - 1
            over = ahead.kind == "q" or ahead.low in OBJECT_ENDS_AFTER_COMMA or ahead.low in SUBJECT_PRONOUNS
            if not clause and (token.low != "," or over):
                return at - 1
        if not clause and next_verb and at == next_verb.first and tokens[at - 1].low in ("and", "but"):
            return at - (3 if tokens[at - 2].low == "," else 2)
        if not clause and token.kind == "w" and token.low in OBJECT_ENDS:
            return at - 1
    return size - 1


def phrase_end(tokens: list[Token], start: int, clause: bool) -> int:
    """The last token of what hangs on a noun: up to the next mark, or (no clause) the next verb or subordinator."""
    for at in range(start + 1, len(tokens)):
        token = tokens[at]
        if token.kind == "p" and token.low in (",", ";", ".", "—", "–", ":", "?", "!", ")"):
            return at - 1
        if not clause and token.kind == "w" and token.low in _PHRASE_ENDS:
            return at - 1
    return len(tokens) - 1
