"""English attributions without a verb of saying between source and content: "according to", hedges, nouns, labels."""

from __future__ import annotations

from bot.understand.attributions.contents import phrase_end
from bot.understand.attributions.grammar import is_adverb, is_spaced_dash, noun_phrase_end, piece, subject
from bot.understand.attributions.groups import helpers_start
from bot.understand.attributions.lexicon import (
    ASKED,
    AUXILIARIES,
    BACKING,
    BE,
    DAYS,
    EXPRESS,
    GIVEN,
    HAZARDS,
    HEDGES,
    LOOSE_NOUNS,
    NAMED,
    NOUN_LINKS,
    NOUNS,
    OPENERS,
    POSSESSIVES,
    PREPOSITIONS,
    QUESTIONS,
    RUBRICS,
    SENTIMENTS,
    SIDED,
    SIDES,
    STATEMENTS,
    SUBORDINATORS,
    verbs,
)
from bot.understand.attributions.records import Record
from bot.understand.attributions.tokens import Token

_EXPRESSING = EXPRESS | BE
_NO_NAMES = OPENERS | PREPOSITIONS | SUBORDINATORS


def _ends_source(tokens: list[Token], at: int) -> bool:
    """Whether the source of "according to" and "reported by" ends before `at`: a mark, a day, "in a court filing"."""
    token = tokens[at]
    if token.kind == "q" or token.low in (",", ".", ";", ":", "—"):
        return True
    if token.kind == "p" and is_spaced_dash(tokens, at):
        return True
    ahead = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return token.low in DAYS or (token.low in ("in", "on") and (ahead in DAYS or ahead in ("a", "an")))


def according(tokens: list[Token]) -> list[Record]:
    """ "According to X, C."   "C, according to X." """
    result = []
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to":
            continue
        start = end = at + 2
        while end < len(tokens) and not _ends_source(tokens, end):
            end += 1
        if at <= 2 and all(token.kind != "q" for token in tokens[:at]):
            comma = next((n for n in range(end, len(tokens)) if tokens[n].low == ","), end)  # "on Friday,"
            content = piece(tokens, comma, len(tokens) - 1)
        else:
            last = noun_phrase_end(tokens, start)
            apposed = end + 1 < len(tokens) and tokens[end].low == "," and tokens[end + 1].low in ("a", "an", "the")
            if apposed and not any(tokens[n].low in AUXILIARIES for n in range(end + 1, last + 1)):
                end = last + 1
            content = piece(tokens, 0, at - 1)
        source = piece(tokens, start, end - 1)
        if source and content:
            result.append(Record([source], [(tokens[at].start, tokens[at + 1].end)], [content]))
    return result


def reported_by(tokens: list[Token]) -> list[Record]:
    """ "As first reported by X, C."   "C, as noted by X." """
    result = []
    for at in range(len(tokens) - 3):
        if tokens[at].low != "as":
            continue
        verb = at + 2 if is_adverb(tokens[at + 1]) else at + 1
        if (
            verb + 2 >= len(tokens)
            or tokens[verb + 1].low != "by"
            or "clause" not in verbs()[0].get(tokens[verb].low, ())
        ):
            continue
        comma = next((n for n in range(verb + 2, len(tokens)) if tokens[n].low in (",", ".", ";")), len(tokens))
        end = next((n for n in range(verb + 2, comma) if _ends_source(tokens, n)), comma)
        source = piece(tokens, verb + 2, end - 1)
        content = piece(tokens, comma, len(tokens) - 1) if at == 0 else piece(tokens, 0, at - 1)
        if source and content:
            result.append(Record([source], [(tokens[at].start, tokens[verb + 1].end)], [content]))
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
        owned = (token.low in NOUNS or token.low in SIDES) and link in NOUN_LINKS
        loose = token.low in LOOSE_NOUNS.get(link, ())
        if token.kind != "w" or not (owned or loose) or tokens[at - 1].low in HAZARDS:
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


def called(tokens: list[Token]) -> list[Record]:
    """ "the deal known as X": what it is called, by nobody named. After a form of "be" the verb group has it."""
    result = []
    for at in range(1, len(tokens) - 2):
        if tokens[at].low in NAMED and tokens[at + 1].low == "as" and tokens[at - 1].low not in AUXILIARIES:
            content = piece(tokens, at + 2, phrase_end(tokens, at + 2, False))
            if content:
                result.append(Record([], [(tokens[at].start, tokens[at + 1].end)], [content]))
    return result


def statements(tokens: list[Token]) -> list[Record]:
    """ "X issued a statement saying ...", "X posted a message on Twitter: ...": the cue runs to what opens the content."""
    result = []
    for at in range(1, len(tokens) - 3):
        if tokens[at].low not in GIVEN or tokens[at].capital or tokens[at + 1].low == "of":
            continue
        noun = next((n for n in range(at + 1, min(at + 8, len(tokens))) if tokens[n].low in STATEMENTS), None)
        if noun is None or any(t.kind == "p" or t.low in AUXILIARIES for t in tokens[at + 1 : noun]):
            continue
        last = _opener(tokens, noun)
        first = helpers_start(tokens, at)
        found = subject(tokens, first - 1)
        source = piece(tokens, *found) if found else None
        if last is None or source is None:
            continue
        that = tokens[last].low == "that"  # part of what is said
        begin = last if that else last + 1
        end = phrase_end(tokens, begin, True) if tokens[last].low == "about" else len(tokens) - 1
        if content := piece(tokens, begin, end):
            result.append(Record([source], [(tokens[first].start, tokens[last - that].end)], [content]))
    return result


def expressed(tokens: list[Token]) -> list[Record]:
    """ "X expressed confidence that ...", "X has shown no interest in ...": the cue has the noun and its link."""
    result = []
    for at in range(1, len(tokens) - 3):
        if tokens[at].low not in _EXPRESSING or tokens[at].capital:
            continue
        nouns = SIDED if tokens[at].low in BE else SENTIMENTS
        noun = next((n for n in range(at + 1, min(at + 5, len(tokens) - 1)) if tokens[n].low in nouns), None)
        if noun is None or any(t.kind == "p" or t.low in AUXILIARIES | PREPOSITIONS for t in tokens[at + 1 : noun]):
            continue
        link = tokens[noun + 1].low
        clause = link in ("that", "to")
        found = subject(tokens, helpers_start(tokens, at) - 1)
        source = piece(tokens, *found) if found else None
        if source is None or not (clause or link in NOUN_LINKS or link in ("in", "over", "at", "from")):
            continue
        last = noun if link == "that" else noun + 1
        content = piece(tokens, last + 1, phrase_end(tokens, noun + 2, clause))
        if content and (link == "from" or (link == "of" and tokens[noun].low in BACKING)):
            source, content = content, source  # "received praise from X", "has the support of X"
        if content:
            start = tokens[helpers_start(tokens, at)].start
            asks = tokens[noun].low == "questions"  # what raises them is no speaker
            result.append(Record([source] if not asks else [], [(start, tokens[last].end)], [content]))
    return result


def _opener(tokens: list[Token], noun: int) -> int | None:
    """The last token of the cue behind a statement's noun: a verb in -ing, "that", "about" or a colon, up to a dozen words on."""
    for at in range(noun + 1, min(noun + 13, len(tokens))):
        low = tokens[at].low
        if low in (":", "that", "about") or (low.endswith("ing") and low in verbs()[0]):
            return at
        if tokens[at].kind == "q" or low in (".", ";") or low in AUXILIARIES:
            return None
    return None


def _owner(tokens: list[Token], noun: int) -> tuple[int, int] | None:
    """The possessive before a noun and up to three adjectives: "the Pentagon's", "his"."""
    for owner in range(noun - 1, max(-1, noun - 5), -1):
        token = tokens[owner]
        if token.kind != "w":
            return None
        if token.low.endswith(("'s", "s'")) or token.low in POSSESSIVES:
            first = owner
            while first > 0 and token.capital and _is_name(tokens[first - 1]):
                first -= 1
            if first > 0 and (tokens[first - 1].low == "the" or token.low == "'s"):
                first -= 1
            return (first, owner)
    return None


def _is_name(token: Token) -> bool:
    return token.kind == "w" and token.capital and token.low not in _NO_NAMES


def asked(tokens: list[Token]) -> list[Record]:
    """ "Asked about Z, X said": what was asked, by nobody named."""
    for at, token in enumerate(tokens[:-2]):
        left = tokens[at - 1].low if at else ""
        if token.low not in ASKED or not (at == 0 or left in ("when", "if", "after", ",")):
            continue
        start = at + 1
        # "Asked by X about", "Asked Tuesday whether", "Asked during a debate why"
        stop = next((i for i in range(start, len(tokens)) if tokens[i].kind != "w"), len(tokens))
        start = next((i for i in range(start, min(start + 8, stop)) if tokens[i].low in QUESTIONS), start)
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
    says = {"clause", "that"} & verbs()[0].get(head[0].low, frozenset())
    if len(head) > 1 and says and head[1].capital:  # "Said Smith: ..."
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
