"""The tags of an HTML page, in linear time: one pass, forward only (see plain.py for why no library does it)."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_PAGE = 5_000_000  # characters looked at; the longest saved live blog pages have under one million
MAX_TAGS = 200_000  # ten times what long pages have
_START = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_END = re.compile(r"""[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:@][a-zA-Z0-9_:.-]{0,40})\s{0,20}(?:=\s{0,20}("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_RAW = {name: re.compile(rf"</{name}(?![a-zA-Z0-9])", re.IGNORECASE) for name in ("script", "style", "template", "svg")}
_CHARSET = re.compile(
    rb"""(?:charset|<\?xml\s[^<>]{0,100}?\sencoding)\s{0,5}=\s{0,5}["']?([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE
)
# How text in UTF-16 starts. Without its mark it may pass for UTF-8 with a NUL after each letter.
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Tag:
    """`start` and `end` are where the tag itself stands; attributes are read when asked for."""

    name: str
    closing: bool
    start: int
    end: int
    source: str

    def attributes(self) -> dict[str, str]:
        """By lower-case name, entities decoded; the first of equal names, as browsers have it."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.source):
            value = match[2] or ""
            value = value[1:-1] if value[:1] in ("'", '"') else value
            found.setdefault(match[1].lower(), entities.unescape(value))
        return found


def is_html(head: bytes) -> bool:
    """True where the first bytes are those of an HTML page."""
    lowered = head.replace(b"\0", b"").lower()
    return b"<html" in lowered or b"<!doctype html" in lowered


def page_text(body: bytes, content_type: str | None) -> str:
    """The page as text: UTF-16 where it starts as that, UTF-8 where it is that, else the charset that the page, its XML
    declaration or the header names, else UTF-8 all the same, broken bytes replaced. At most MAX_PAGE characters."""
    if wide := _WIDE.get(body[:2]):
        return body.decode(wide, "replace")[:MAX_PAGE]
    try:
        return body.decode("utf-8")[:MAX_PAGE]
    except UnicodeDecodeError:
        declared = _CHARSET.search(body[:2_000]) or _CHARSET.search((content_type or "").encode("ascii", "ignore"))
    try:
        return body.decode(declared[1].decode() if declared else "utf-8", "replace")[:MAX_PAGE]
    except (LookupError, UnicodeError):
        return body.decode("utf-8", "replace")[:MAX_PAGE]


def tags(page: str) -> Iterator[Tag]:
    """The tags in order, at most MAX_TAGS; what stands in comments, scripts, styles and drawings is no tag."""
    position, comments = 0, True
    for _ in range(MAX_TAGS):
        start = page.find("<", position)
        if start < 0:
            return
        position = start + 1
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4) if comments else -1
            comments = end >= 0  # one that never ends is looked for once
            position = end + 3 if comments else start + 4
            continue
        opening = _START.match(page, start)
        if not opening:
            continue
        closed = _END.match(page, opening.end())
        end = closed.end() if closed else page.find(">", opening.end()) + 1
        if not end:
            return
        position = end
        name = opening[2].lower()
        yield Tag(name, bool(opening[1]), start, end, page[opening.end() : end - 1])
        if name in _RAW and not opening[1] and page[end - 2] != "/":
            closer = _RAW[name].search(page, end)
            if not closer:
                return
            position = closer.start()
