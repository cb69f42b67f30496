"""Numbers in lines: whether two lines count one thing otherwise, and whether a toll has risen since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.brief.figures import HARM, Count, Reading
from bot.brief.lines import Candidate
from bot.brief.units import Unit
from bot.model import Article

TOLLS = (*HARM, "kidnapped")
MENDED = timedelta(
    hours=12
)  # a source's own lower toll, within this time, mends its first; later it may be another day's


def has_reading(count: Count, candidate: Candidate) -> bool:
    """Whether the line gives the count, or one that its article gives elsewhere."""
    end = candidate.start + len(candidate.quote)
    inside = {
        figure.start: figure.value
        for figure in candidate.article.figures
        if figure.field == candidate.field and candidate.start <= figure.start < end
    }
    return any(
        (reading.field == candidate.field and reading.start in inside)
        or any(value is not None and value in reading.values for value in inside.values())
        for reading in count.readings
        if reading.article == candidate.article.id
    )


def count_otherwise(line: Unit, article: Article, other: Unit, source: Article, counts: Sequence[Count]) -> bool:
    """Whether two sentences count one thing, and no number of one fits the other's: thirteen were killed, or sixty."""
    for count in counts:
        mine, theirs = _readings(count, article, line), _readings(count, source, other)
        if mine and theirs and not any(a.low <= b.high and b.low <= a.high for a in mine for b in theirs):
            return True
    return False


def _readings(count: Count, article: Article, unit: Unit) -> list[Reading]:
    """Those of a count that a sentence gives."""
    return [
        reading
        for reading in count.readings
        if (reading.article, reading.field) == (article.id, unit.field) and unit.start <= reading.start < unit.end
    ]


def is_outgrown(candidate: Candidate, counts: Sequence[Count]) -> bool:
    """Whether a toll that the line gives has risen since, by its own source or by two others: five dead, when seven are."""
    for count, reading in _tolls(candidate, counts):
        since = {later.origin for later in _risen(count, reading)}
        if reading.origin in since or len(since) >= 2 or _is_left_standing(reading, candidate.unit, counts):
            return True
    return False


def _is_left_standing(reading: Reading, unit: Unit, counts: Sequence[Count]) -> bool:
    """Whether its own headline counts more of the very same ("six people" under "55 people"), and it is the lead's toll, or
    another source had counted more before: an older text under a new headline, or a part of the toll, but not the toll. Six
    children of ten dead stay."""
    alike = [other for count in counts for other in count.readings if other.key == reading.key]
    more = [other for other in alike if other.low > max(reading.values)]
    return any(
        (other.article, other.field, other.what) == (reading.article, "title", reading.what) for other in more
    ) and (
        (reading.total and unit.number == 0)
        or any(other.origin != reading.origin and other.at < reading.at for other in more)
    )


def outgrows(line: Candidate, earlier: Candidate, counts: Sequence[Count]) -> bool:
    """Whether a line gives a toll to which that of an earlier line has risen since."""
    risen = [later for count, reading in _tolls(earlier, counts) for later in _risen(count, reading)]
    return bool(risen) and any(reading is later for _, reading in _tolls(line, counts) for later in risen)


def lies_below(line: Candidate, told: Candidate, counts: Sequence[Count]) -> bool:
    """Whether a line gives a toll that a told one gives higher, and nobody disputes: more than 100 dead, where 122 are."""
    mine = [(count, reading) for count, reading in _tolls(line, counts) if not count.disputed]
    theirs = [(count, reading) for count, reading in _tolls(told, counts)]
    return bool(mine) and all(
        any(
            count is other and reading.key == more.key and max(reading.values) <= max(more.values)
            for other, more in theirs
        )
        for count, reading in mine
    )


def killed(candidate: Candidate, counts: Sequence[Count]) -> int:
    """The highest number of people killed that the line gives; 0 where it gives none."""
    return max(
        (int(max(reading.values)) for _, reading in _tolls(candidate, counts) if reading.key == "killed"), default=0
    )


def _tolls(candidate: Candidate, counts: Sequence[Count]) -> Iterator[tuple[Count, Reading]]:
    """The tolls that a line gives, each with the count that it is a reading of."""
    for count in counts:
        for reading in _readings(count, candidate.article, candidate.part):
            if reading.key in TOLLS:
                yield count, reading


def _risen(count: Count, reading: Reading) -> Iterator[Reading]:
    """The later readings of a count that are higher than this one or replace it, and that nobody disputes."""
    for later in count.readings:
        revised = later.revises and later.high < reading.low
        if (
            (revised or later.low > max(reading.values) or _mends(later, reading, count))
            and later.at > reading.at
            and later.article not in count.disputed
        ):
            yield later


def _mends(later: Reading, reading: Reading, count: Count) -> bool:
    """Whether a lower toll is by the same source, soon after, no part of the first, and no other, nor it again, has counted as
    many as that."""
    return (
        max(reading.values) / 2 < max(later.values) < reading.low
        and later.origin == reading.origin
        and later.opens
        and later.at - reading.at <= MENDED
        and not any(
            max(other.values) >= reading.low and (other.origin != reading.origin or other.at > later.at)
            for other in count.readings
        )
    )
