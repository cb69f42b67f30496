"""Sentences as tokens: words, marks, and quotations as one token each; runs of sentences that a quotation holds together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.model import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?= [A-Z][a-z])|[A-Z][a-z]{0,4}\.(?=,)"
    r"|[A-Z]-[A-Z][a-z]{1,4}\.|(?:Mr|Mrs|Ms|Drs?|Sens?|Govs?|Reps?|Gen|Lt|Col|Capt|Maj|Adm|St|Sgt|Jr|Sr|Prof|Rev)\."
    r"|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Ww]ho|[Tt]here|[Ww]hat)(?=[’']s\b)|(?<=\w)[’'](?:d|ll|ve|re|m|s)\b"
    r"|\w+(?:[’'](?!(?:d|ll|ve|re|m)\b)\w+|[.\-/&]\w+|(?<=\d),\d{3}(?!\d))*(?:[’'](?<=s[’']))?|[^\w\s]"
)
_SPEECH_END = re.compile(r"[,.?!…—–-][”\"’']*$")
_QUESTION_END = re.compile(r"[?!,…—–](?:[”\"’]|'')[ ]?$")


# Tokens of a sentence that are read: some ten times a long news sentence. Rules look back over a sentence, so that time grows
# with the square of its length; what a page without full stops has beyond this is left alone.
LONGEST_UNIT = 400


class Token(NamedTuple):
    """`low` is lower case. `kind`: "w" word, "p" mark, "q" quoted speech, "n" quoted words within a sentence."""

    start: int
    end: int
    low: str
    kind: str
    capital: bool = False
    shouted: bool = False  # all capitals


class Unit(NamedTuple):
    """A sentence, or several that one quotation spans."""

    start: int
    end: int
    tokens: list[Token]
    paragraph: int


def units(text: str, sentences: Sequence[Span], quotes: list[tuple[int, int]]) -> Iterator[Unit]:
    """The text's units in order; a sentence border inside a quotation is none."""
    at = paragraph = 0
    last_end = 0
    while at < len(sentences):
        start, end = sentences[at].start, sentences[at].end
        at += 1
        while True:
            crossing = next((q for q in quotes if q[0] < end < q[1]), None)
            if crossing is None:
                break
            end = crossing[1]
            while at < len(sentences) and sentences[at].start < end:
                end = max(end, sentences[at].end)
                at += 1
        # "Why?" X asked.   A question mark inside the quotation ends no sentence of the frame.
        if at < len(sentences) and _QUESTION_END.search(text, max(start, end - 6), end):
            following = sentences[at]
            if (
                "\n" not in text[end : following.start]
                and text[following.start] not in "“\"'‘"
                and following.end - following.start < 200
            ):
                end = following.end
                at += 1
        if "\n" in text[last_end:start]:
            paragraph += 1
        last_end = end
        yield Unit(
            start, end, _tokens(text, start, end, [q for q in quotes if start <= q[0] and q[1] <= end]), paragraph
        )


def _tokens(text: str, start: int, end: int, quotes: list[tuple[int, int]]) -> list[Token]:
    result: list[Token] = []
    at = start
    for opening, closing in [*quotes, (end, end)]:
        for match in _TOKEN.finditer(text, at, max(at, opening)):
            word = match[0]
            kind = "w" if word[0].isalnum() or (len(word) > 1 and word[1].isalpha()) else "p"
            capital = word[0].isupper()
            shouted = capital and len(word) > 2 and word.isupper()
            result.append(Token(*match.span(), word.lower().replace("’", "'"), kind, capital, shouted))
        if closing > opening:
            inside = text[opening:closing]
            words = inside.count(" ") + 1
            speech = _SPEECH_END.search(inside) or (words >= 5 and inside[1:2].isupper())
            result.append(Token(opening, closing, "", "q" if speech else "n", True))
        at = max(at, closing)
        if len(result) >= LONGEST_UNIT:
            break
    return result[:LONGEST_UNIT]
