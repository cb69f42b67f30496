"""English attributions without a verb of saying between source and content: "according to", hedges, nouns, labels."""

from __future__ import annotations

from bot.understand.attributions.contents import phrase_end
from bot.understand.attributions.grammar import noun_phrase_end, piece
from bot.understand.attributions.lexicon import (
    AUXILIARIES,
    HEDGES,
    LOOSE_NOUNS,
    NOUN_LINKS,
    NOUNS,
    POSSESSIVES,
    QUESTIONS,
    RUBRICS,
    verbs,
)
from bot.understand.attributions.records import Record
from bot.understand.attributions.tokens import Token


def according(tokens: list[Token]) -> list[Record]:
    """ "According to X, C."   "C, according to X." """
    result = []
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to":
            continue
        start = end = at + 2
        while end < len(tokens) and tokens[end].kind != "q" and tokens[end].low not in (",", ".", ";", ":", "—"):
            end += 1
        if at <= 2 and all(token.kind != "q" for token in tokens[:at]):
            content = piece(tokens, end, len(tokens) - 1)
        else:
            if end + 1 < len(tokens) and tokens[end + 1].low in ("a", "an", "the"):
                end = noun_phrase_end(tokens, start) + 1
            content = piece(tokens, 0, at - 1)
        source = piece(tokens, start, end - 1)
        if source and content:
            result.append(Record([source], [(tokens[at].start, tokens[at + 1].end)], [content]))
    return result


def hedges(tokens: list[Token]) -> list[Record]:
    """ "reportedly", "could not be independently verified": a cue without a source."""
    result = []
    for at, token in enumerate(tokens):
        if token.kind != "w":
            continue
        if token.low in HEDGES:
            first = last = at
            while first > 0 and tokens[first - 1].kind != "q" and tokens[first - 1].low not in (",", ";", "—", ":"):
                first -= 1
            while last + 1 < len(tokens) and tokens[last + 1].low not in (";", "—"):
                last += 1
            pieces = (piece(tokens, first, at - 1), piece(tokens, at + 1, last))
            if content := [found for found in pieces if found]:
                result.append(Record([], [(token.start, token.end)], content))
        elif token.low in ("verified", "confirmed", "corroborated"):
            start = max(0, at - 6)
            before = [word.low for word in tokens[start:at]]
            if not ("not" in before or "n't" in "".join(before)) or not {"be", "been", "independently"} & set(before):
                continue
            first = next((i for i in range(start, at) if tokens[i].low in AUXILIARIES or tokens[i].low == "not"), at)
            rest = piece(tokens, 0, first - 1)
            if rest:
                result.append(Record([], [(tokens[first].start, token.end)], [rest]))
    return result


def nouns(tokens: list[Token]) -> list[Record]:
    """ "the group's claim that ...", "his remarks about ...", "doubts about ..."."""
    result = []
    for at in range(1, len(tokens) - 2):
        token, link = tokens[at], tokens[at + 1].low
        owned = token.low in NOUNS and link in NOUN_LINKS
        loose = token.low in LOOSE_NOUNS.get(link, ())
        if token.kind != "w" or not (owned or loose):
            continue
        clause = link in ("that", "to")
        start = at + 1 if clause else at + 2
        content = piece(tokens, start, phrase_end(tokens, start, clause))
        if content is None:
            continue
        cue_end = token.end if clause else tokens[at + 1].end
        owner = _owner(tokens, at) if owned else None
        if owner is not None:
            source = (tokens[owner[0]].start, tokens[owner[1]].end)
            result.append(Record([source], [(tokens[owner[1] + 1].start, cue_end)], [content]))
        elif loose:
            result.append(Record([], [(token.start, cue_end)], [content]))
    return result


def _owner(tokens: list[Token], noun: int) -> tuple[int, int] | None:
    """The possessive before a noun and up to three adjectives: "the Pentagon's", "his"."""
    for owner in range(noun - 1, max(-1, noun - 5), -1):
        token = tokens[owner]
        if token.kind != "w":
            return None
        if token.low.endswith(("'s", "s'")) or token.low in POSSESSIVES:
            first = owner
            while first > 0 and tokens[first - 1].kind == "w" and tokens[first - 1].capital and token.capital:
                first -= 1
            if first > 0 and (tokens[first - 1].low == "the" or token.low == "'s"):
                first -= 1
            return (first, owner)
    return None


def asked(tokens: list[Token]) -> list[Record]:
    """ "Asked about Z, X said": what was asked, by nobody named."""
    for at, token in enumerate(tokens[:-2]):
        left = tokens[at - 1].low if at else ""
        if token.low not in ("asked", "pressed", "told") or not (at == 0 or left in ("when", "if", "after", ",")):
            continue
        start = at + 1
        if tokens[start].low == "by":
            start = next((i for i in range(start, min(start + 8, len(tokens))) if tokens[i].low in QUESTIONS), start)
        if tokens[start].low in QUESTIONS:
            content = piece(tokens, start, phrase_end(tokens, start, True))
            return [Record([], [(token.start, token.end)], [content])] if content else []
    return []


def labelled(tokens: list[Token], headline: bool) -> list[Record]:
    """ "Pentagon: No decision yet". Outside headlines only before a quotation, or where the label is in capitals."""
    colon = next((at for at, token in enumerate(tokens[:8]) if token.kind != "w"), 0)
    if not colon or tokens[colon].low != ":" or colon + 1 >= len(tokens):
        return []
    head = tokens[:colon]
    if len(head) > 1 and "clause" in verbs()[0].get(head[0].low, ()) and head[1].capital:  # "Said Smith: ..."
        content = piece(tokens, colon + 1, len(tokens) - 1)
        cue = (head[0].start, head[0].end)
        return [Record([(head[1].start, head[-1].end)], [cue], [content])] if content else []
    if not all(token.capital or token.low in ("of", "the", "de", "on", "to") for token in head):
        return []
    if not head[0].capital or any(token.low in RUBRICS or token.low[-1].isdigit() for token in head):
        return []
    shouted = len(head) <= 3 and head[0].shouted
    if not (headline or shouted or tokens[colon + 1].kind == "q"):
        return []
    content = piece(tokens, colon + 1, len(tokens) - 1)
    cue = (tokens[colon].start, tokens[colon].end)
    return [Record([(head[0].start, head[-1].end)], [cue], [content])] if content else []
