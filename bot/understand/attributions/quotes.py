"""Quotations: where quoted speech stands in a text, quotes included."""

from __future__ import annotations

import re

# An unclosed quotation runs to the end of its paragraph: speech goes on in the next.
_PAIRS = re.compile(
    r"“[^“”\"\n]{1,3000}(?:[”\"]|(?=\n)|$)"
    r"|“[^“”\n]{1,3000}(?:”|(?=\n)|$)"
    r"|“(?:[^“”\n]|“[^“”\n]{1,300}”){1,3000}”"
    r"|«[^«»\n]{1,3000}(?:»|(?=\n)|$)|„[^„“”\n]{1,3000}[“”]"
    r"|(?<!['\w])''[^\n]{1,3000}?''(?!')"
    r"|(?<![\w\"])\"(?=\S)[^\"“”\n]{1,3000}(?:[\"”]|(?=\n)|$)"
    r"|(?<![\w’‘])‘(?=\S)[^‘\n]{1,600}?(?<=\S)’(?!\w)"
    r"|(?:(?<=\s)|^|(?<=[(\[:]))'(?=[\w.…])[^\n']{1,600}(?:'(?=\w)[^\n']{1,300}){0,12}(?<=[\w.,!?…])'(?!\w)",
    re.MULTILINE,
)


def find(text: str) -> list[tuple[int, int]]:
    """(start, end) of each quotation, in order, none inside another."""
    return [match.span() for match in _PAIRS.finditer(text)]
