"""English noun phrases and word classes over tokens: as much grammar as attribution needs, without a parser.

Noun phrases are (first, last) token indexes, both included.
"""

from __future__ import annotations

from bot.understand.attributions.lexicon import (
    ADVERBS,
    ASIDES,
    AUXILIARIES,
    COMMON_PAST,
    DAYS,
    DETERMINERS,
    IRREGULAR_PAST,
    OPEN_PRONOUNS,
    OPENERS,
    PARTS_OF_DAY,
    PLACES_OF_SPEECH,
    PREPOSITIONS,
    PRONOUNS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    SURE,
    TIMES,
    verbs,
)
from bot.understand.attributions.records import Piece
from bot.understand.attributions.tokens import Token

Phrase = tuple[int, int]
_BEFORE_NAMES = OPENERS | SUBORDINATORS | {","}

LONGEST_PHRASE = 25  # tokens: longer ones are misread clauses more often than noun phrases
LONGEST_ITEM = 4  # tokens of an item of a list
_INNER_MARKS = frozenset("-&/$%'()")
_DASHES = frozenset("—–-")
_NAME_PARTICLES = frozenset({"de", "van", "von", "al", "bin"})
_NAME_TITLES = frozenset({"managing", "leading", "acting", "founding"})  # "-ing" words that open an apposition
_QUANTIFIERS = frozenset({"both", "nearly", "almost", "all"})
_APPROXIMATIONS = frozenset({"about", "around", "nearly", "over", "under"})


def is_adverb(token: Token) -> bool:
    return token.low in ADVERBS or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


def is_spaced_dash(tokens: list[Token], at: int) -> bool:
    """Whether a dash separates parts of a sentence rather than of a word."""
    token = tokens[at]
    return token.low in "—–" or (token.low == "-" and at + 1 < len(tokens) and tokens[at + 1].start > token.end)


def piece(tokens: list[Token], first: int, last: int) -> Piece | None:
    """The stretch of tokens first..last without marks at either end."""
    while first <= last and tokens[first].kind == "p" and tokens[first].low not in "$£€[(":
        first += 1
    while last >= first and tokens[last].kind == "p" and tokens[last].low not in ")]%":
        last -= 1
    return (tokens[first].start, tokens[last].end) if first <= last else None


def is_verbal(tokens: list[Token], at: int) -> bool:
    """Whether the word looks like a verb form."""
    low = tokens[at].low
    if low in AUXILIARIES or low in COMMON_PAST:
        return True
    return not tokens[at].capital and (low in verbs()[0] or low.endswith("ed"))


def _is_finite(tokens: list[Token], at: int) -> bool:
    """Whether the word is a verb with its object rather than a participle after its noun ("people briefed on the move")."""
    low = tokens[at].low
    if low in COMMON_PAST or (low in verbs()[0] and (low in IRREGULAR_PAST or low in SURE)):
        return True
    past = low.endswith("ed") and len(low) > 4 and at > 0 and tokens[at - 1].low not in DETERMINERS
    if not past or at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    return after.kind == "n" or after.low in DETERMINERS or (after.capital and after.low not in DAYS)


# --- noun phrases that end somewhere ------------------------------------------------------------------------------


def subject(tokens: list[Token], last: int) -> Phrase | None:
    """The noun phrase that ends at `last`, with its apposition or relative clause; None where there is none."""
    if last < 0:
        return None
    token = tokens[last]
    if token.kind == "p":
        return _before_mark(tokens, last)
    if token.kind == "q":
        return None
    while last > 0 and token.kind == "w" and is_adverb(token):
        last -= 1
        token = tokens[last]
    if token.low in PARTS_OF_DAY and last > 1 and tokens[last - 1].low in DAYS:
        return subject(tokens, last - 1)
    if token.low in DAYS and last > 1:  # "X on Tuesday dismissed"
        return subject(tokens, last - (2 if tokens[last - 1].low in ("on", "last", "late", "early", "this") else 1))
    if (
        last > 1 and token.low in TIMES and tokens[last - 1].low in ("last", "this", "next", "past")
    ):  # "X last week said"
        return subject(tokens, last - 2)
    if token.low in ("and", "or", "but"):
        return None
    if token.low in ("who", "that", "which") or (token.low in PRONOUNS and token.low not in OPEN_PRONOUNS):
        return (last, last)
    if (token.low in SUBORDINATORS and token.low not in PRONOUNS) or token.low in PREPOSITIONS or token.low == "not":
        return None
    first = last
    while first > 0 and not _is_border(tokens, first - 1, last):
        first -= 1
    return _completed(tokens, _list_start(tokens, first, last), last)


def _list_start(tokens: list[Token], first: int, last: int) -> int:
    """Where the list begins whose last items, joined by "and", begin at `first`: "Friends, lobbyists and former foes said"."""
    if not any(token.low == "and" for token in tokens[first:last]):
        return first
    start = first
    while start > 1 and tokens[start - 1].low == ",":
        at = start - 2
        while at >= 0 and tokens[at].kind == "w" and _is_plain(tokens[at]) and start - at <= LONGEST_ITEM + 2:
            at -= 1
        item = tokens[at + 1]
        opens = at < 0 or tokens[at].low in (",", "“") or tokens[at].low in OPENERS
        if tokens[start - 2].low in TIMES:  # "Last month, Doe and Roe said"
            break
        if at + 1 > start - 2 or not opens or item.low in OPENERS or not (item.capital or item.low.endswith("s")):
            break
        start = at + 1
    return start


def _is_plain(token: Token) -> bool:
    closed = PREPOSITIONS | SUBORDINATORS | AUXILIARIES | DAYS | SUBJECT_PRONOUNS
    return token.low not in closed and not token.low.endswith(("ed", "ing", "ly"))


def _before_mark(tokens: list[Token], last: int) -> Phrase | None:
    """The noun phrase before a parenthesis that closes at `last`: ")", a comma or a dash."""
    mark = tokens[last].low
    if mark == ")":
        opening = next((i for i in range(last - 1, max(-1, last - 12), -1) if tokens[i].low == "("), 0)
        inner = subject(tokens, opening - 1)
        return (inner[0], last) if inner else None
    if mark in _DASHES:
        opening = next((i for i in range(last - 2, max(-1, last - 30), -1) if tokens[i].low == mark), 0)
        while opening and tokens[opening - 1].low == mark:
            opening -= 1
        return subject(tokens, opening - 1)
    comma = opening_comma(tokens, last) if mark == "," else None
    head = subject(tokens, comma - 1) if comma else None
    for _ in range(3):  # "Jane Doe, 22, of Flint, Mich., said"
        age = head is not None and head[0] == head[1] and tokens[head[0]].low.isdigit()
        if (head is None or age) and comma:
            comma = opening_comma(tokens, comma)
            head = subject(tokens, comma - 1) if comma else None
    if not comma or head is None:
        return None
    if tokens[comma + 1].capital and _is_in_place(tokens, head):
        return (comma + 1, last)
    opens = tokens[comma + 1].low
    if comma == last - 2 and is_adverb(tokens[last - 1]):  # "Democrats, historically, have"
        return head
    head = (_apposition_start(tokens, head[0]), head[1])
    aside = opens in PREPOSITIONS or opens in DAYS or opens.endswith(("ing", "ed")) or opens in ASIDES
    return head if aside else (head[0], last)


def _is_in_place(tokens: list[Token], head: Phrase) -> bool:
    """Whether it says where the place before it is: "in Peoria, Illinois, Jane Doe, said". Who says so comes behind."""
    at = head[0] - 2
    if at < 1 or tokens[at + 1].low != "," or not all(token.capital for token in tokens[head[0] : head[1] + 1]):
        return False
    while at > 0 and tokens[at].kind == "w" and tokens[at].capital:
        at -= 1
    return at < head[0] - 2 and tokens[at].low in ("in", "near", "outside")


def _apposition_start(tokens: list[Token], first: int) -> int:
    """Where the name begins that an apposition with commas explains: "Jane Doe, head of trade, refugees and water, said"."""
    for _ in range(LONGEST_ITEM):
        if first < 2 or tokens[first - 1].low != ",":
            break
        left = subject(tokens, first - 2)
        if left is None or not tokens[left[0]].capital:
            break
        before = tokens[left[0] - 1]
        opens = left[0] == 0 or before.kind == "q" or before.low in _BEFORE_NAMES
        if (
            not opens
            or tokens[left[0]].low in OPENERS
            or tokens[first - 2].low in TIMES
            or tokens[left[0]].low.endswith("ing")
        ):
            break
        first = left[0]
    return first


def opening_comma(tokens: list[Token], comma: int) -> int | None:
    """The comma that opens the parenthesis which `comma` closes, within `LONGEST_PHRASE` tokens of the same clause."""
    for at in range(comma - 1, max(-1, comma - LONGEST_PHRASE - 1), -1):
        token = tokens[at]
        if token.kind == "q" or token.low in (".", ";", ":", "?", "!"):
            return None
        if token.low == "," and tokens[at + 1].low not in ("and", "or"):
            return at
    return None


def _completed(tokens: list[Token], first: int, last: int) -> Phrase | None:
    """The phrase with "more than" or the head of its relative clause before it, without openers; None where it is none."""
    if first > 1:
        before = tokens[first - 1]
        if before.low == "than" and tokens[first - 2].low in ("more", "fewer", "less"):
            return (first - 2, last)
        if before.kind == "w" and is_verbal(tokens, first - 1):
            for at in range(first - 2, max(0, first - 14), -1):  # "supporters who have heard from him say"
                if tokens[at].kind != "w":
                    break
                if tokens[at].low in ("who", "which"):
                    head = subject(tokens, at - 1)
                    return (head[0], last) if head else (first, last)
    if first < last and tokens[first].low in _APPROXIMATIONS:
        return (first, last)
    if first < last and tokens[first].low in PREPOSITIONS:
        return _name_at_end(tokens, first, last)
    while first < last and tokens[first].kind == "w":
        token = tokens[first]
        adverb = is_adverb(token) and token.low not in _QUANTIFIERS and tokens[first + 1].low != "of"
        ordinal = token.low in ("first", "second", "third", "earlier", "separately") and not token.capital
        opening = first == 0 and token.low.endswith("ly") and len(token.low) > 6  # "Certainly Doe"
        if ordinal or not (adverb or opening or token.low in OPENERS):
            break
        first += 1
    opens = tokens[first]
    if opens.low in PREPOSITIONS or (first < last and not opens.capital and opens.low.endswith(("ing", "ed"))):
        return None  # "giving racial insults": a participle with its object
    return (first, last)


def _name_at_end(tokens: list[Token], first: int, last: int) -> Phrase | None:
    """ "In Iowa Smith said", "On Friday the mayor said": the name or phrase at the end; "of the party" alone is no subject."""
    for at in range(last, first + 1, -1):
        if tokens[at].low in DETERMINERS and at < last and tokens[at - 1].low not in PREPOSITIONS | DETERMINERS:
            return (at, last)
    at = last
    while at > first and tokens[at].kind in "wn" and tokens[at].low not in DAYS:
        if not (tokens[at].capital or tokens[at].low in _NAME_PARTICLES):
            break
        at -= 1
    return (at + 1, last) if first < at < last else None


def _is_border(tokens: list[Token], at: int, last: int) -> bool:
    """Whether a noun phrase that ends at `last` begins after `at`."""
    token = tokens[at]
    if token.kind == "q":
        return True
    if token.kind == "n":
        return False
    if token.kind == "p":
        if token.low == "(":
            return all(inner.low != ")" for inner in tokens[at:last])
        return token.low not in _INNER_MARKS or is_spaced_dash(tokens, at)
    if token.low in ("and", "or"):
        return at == 0 or _joins_clauses(tokens, at)
    if token.low in SUBORDINATORS or token.low in AUXILIARIES or token.low in ("but", "not"):
        return True
    if token.low == "who":  # "the man who Doe said", but not "the man who runs it said"
        return tokens[at + 1].capital or tokens[at + 1].low in DETERMINERS | SUBJECT_PRONOUNS
    return last - at > LONGEST_PHRASE or (not token.capital and _is_finite(tokens, at))


def _joins_clauses(tokens: list[Token], at: int) -> bool:
    """ "he left and Sanders said" joins clauses, "Clinton and Sanders said" does not."""
    before, after = tokens[at - 1], tokens[at + 1]
    if before.low == ")":
        return False
    if before.kind != "w" or is_verbal(tokens, at - 1) or after.low in SUBJECT_PRONOUNS:
        return True
    if before.low in PRONOUNS - SUBJECT_PRONOUNS:
        return True
    return not before.capital and after.capital and not before.low.endswith("s")


def main_subject(tokens: list[Token], limit: int) -> Piece | None:
    """The noun phrase before the first finite verb of the unit, or else the name or pronoun that opens it."""
    single, _ = verbs()
    for at in range(1, limit):
        token = tokens[at]
        if token.kind != "w" or token.capital:
            continue
        regular = token.low.endswith("ed") and len(token.low) > 4
        plain = token.low in COMMON_PAST or (token.low in single and token.low in IRREGULAR_PAST | SURE)
        if token.low in AUXILIARIES or regular or plain:
            found = subject(tokens, at - 1)
            return piece(tokens, *found) if found else None
    first = next((i for i, t in enumerate(tokens[:limit]) if t.kind == "w" and t.low not in OPENERS), None)
    if first is None or not tokens[first].capital or tokens[first].low in PREPOSITIONS | SUBORDINATORS | DETERMINERS:
        return None
    last = first
    while last + 1 < limit and tokens[last + 1].kind == "w" and tokens[last + 1].capital:
        if tokens[first].low in SUBJECT_PRONOUNS:
            break
        last += 1
    return piece(tokens, first, last)


# --- noun phrases that begin somewhere ----------------------------------------------------------------------------


def begins_noun_phrase(tokens: list[Token], at: int) -> bool:
    """Whether a noun phrase may begin at this token: no conjunction, no preposition, no adverb and no time ("last week")."""
    if at >= len(tokens) or tokens[at].kind not in "wn":
        return False
    token = tokens[at]
    if token.low in ("that", "of", "how", "whether", "if", "to", "so", "when", "what", "why", "not"):
        return False
    if is_adverb(token) and not token.capital:
        return False
    if token.low in ("last", "this", "next") and at + 1 < len(tokens) and tokens[at + 1].low in TIMES:
        return False
    return (
        token.capital
        or token.low in DETERMINERS
        or token.low in SUBJECT_PRONOUNS
        or (token.low not in PREPOSITIONS and token.low.isalpha())
    )


def noun_phrase_end(tokens: list[Token], start: int) -> int:
    """The last token of the noun phrase that begins at `start`, with its appositions and relative clauses."""
    at = start
    while at < len(tokens):
        token = tokens[at]
        if (
            token.kind == "q"
            or token.low in (".", ";", ":", "?", "!")
            or (token.kind == "p" and is_spaced_dash(tokens, at))
        ):
            break
        if at > start and token.kind == "w" and _ends_phrase(tokens, at):
            break
        if token.low == "," and at + 1 < len(tokens):
            ahead = tokens[at + 1]
            participle = ahead.low.endswith(("ing", "ed")) and not ahead.capital and ahead.low not in _NAME_TITLES
            clause = ahead.low in ("with", "and", "but", "as", "while", "though", "although", "because", "when", "that")
            if participle or clause or ahead.low in AUXILIARIES or ahead.kind == "q" or ahead.low in SUBJECT_PRONOUNS:
                break
        at += 1
    return at - 1


def _ends_phrase(tokens: list[Token], at: int) -> bool:
    low = tokens[at].low
    if low == "as" and tokens[at - 1].low in ("works", "worked", "serves", "served", "known"):
        return False  # "Ms. Doe, who works as a nurse"
    if low in DAYS or low in ("during", "after", "when", "as", "while", "before"):
        return True
    ahead = [token.low for token in tokens[at + 1 : at + 4]]
    return low in ("on", "in", "at") and any(word in DAYS or word in PLACES_OF_SPEECH for word in ahead)
