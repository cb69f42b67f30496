"""What the other names of an item, and the sentence that a name stands in, say for its being a place."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.understand import gazetteer
from bot.understand.places.names import IN_LIST, Candidate


def in_company(candidate: Candidate, others: list[Candidate]) -> bool:
    """Whether another place of the same country is named for sure."""
    table = gazetteer.table()
    countries = {table.country(p) for p, _ in candidate.senses}
    return any(
        other.name != candidate.name
        and other.evidence > 0
        and countries & {table.country(p) for p, _ in other.senses[:1]}
        for other in others
    )


# How sure the one must be, and how much it says for the other.
SURE, LISTED = 2.0, 1.0


# "Liverpool beat Chelsea 3-1": the sentence of a result. Where it was played stands behind "in" or "at".
# In steps, each of which takes as long as the text is: one pattern for all goes through a sentence from each of its letters.
_SENTENCE = re.compile(r"[^.!?\n]+")
_BEATEN = re.compile(
    r"\b(?:beat|beats|beaten|thrash\w*|defeat\w*|drew|draw|lost|loses?|lose|edged?|won|wins?|hammer\w*|stun\w*|score[sd]?|held)\b"
)
_SCORE = re.compile(r"(?<![\d-])\d{1,2}[-–]\d{1,2}(?![-–]?\d|[-–]?[a-z]|%| percent| (?:vote|ruling|decision|majority))")
_PLAYED = re.compile(r"\b(?:in|at|near|from|to|of) (?:the )?$")
TEAM = 3.5  # what a result takes from the name of a side


def take_teams(candidates: list[Candidate], text: str) -> None:
    """Names in the sentence of a result are those of the sides."""
    sentences = (match.span() for match in _SENTENCE.finditer(text)) if candidates else ()
    results = [(start, end) for start, end in sentences if _is_result(text, start, end)]
    for candidate in candidates if results else ():
        inside = any(start <= candidate.start < end for start, end in results)
        if inside and not candidate.demonym and not _PLAYED.search(text, max(0, candidate.start - 10), candidate.start):
            candidate.evidence -= TEAM


def _is_result(text: str, start: int, end: int) -> bool:
    beaten = _BEATEN.search(text, start, end)
    return beaten is not None and _SCORE.search(text, beaten.end(), end) is not None


def vouch_in_lists(candidates: list[Candidate], text: str) -> None:
    """A sure place speaks for those that stand in one list with it, first to last and then back."""
    for order in (candidates, candidates[::-1]):
        for one, other in pairwise(order):
            left, right = (one, other) if one.start < other.start else (other, one)
            if one.evidence >= SURE and -2.0 < other.evidence < SURE and IN_LIST.fullmatch(text, left.end, right.start):
                other.evidence += LISTED
