"""An attribution in the making, as the rules of any language build it."""

from __future__ import annotations

from dataclasses import dataclass, field

Piece = tuple[int, int]  # (start, end) in code points


@dataclass(slots=True)
class Record:
    """Pieces by role."""

    source: list[Piece] = field(default_factory=list)
    cue: list[Piece] = field(default_factory=list)
    content: list[Piece] = field(default_factory=list)
