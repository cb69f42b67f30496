"""Bytes -> Feed, whatever the bytes are. The kind is found by content: addresses, endings and headers lie.

A kind is one module with two functions: `sniff(head) -> bool` (can these first bytes be mine?) and
`read(body, url, content_type) -> Feed`. A new kind is a new module in _KINDS; the first that reads something wins.
"""

from __future__ import annotations

import re

from bot.ingest import jsonfeed, xmlfeed
from bot.model import Feed

_KINDS = (jsonfeed, xmlfeed)
HEAD = 4_096  # bytes: what kinds are told apart by
MAX_BODY = 20 * 1024 * 1024  # bytes; the fetcher stops earlier, a file that a user names may be anything
MAX_PROBLEMS = 20  # sentences; a feed whose every date is broken needs no more to say so

_SIGNATURES = (
    (b"\x1f\x8b", "compressed data"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
)
_ROOT = re.compile(rb"<([A-Za-z_][A-Za-z0-9_.:-]{0,40})")


def parse(body: bytes, url: str, content_type: str | None = None) -> Feed:
    """The feed in `body`. Kind is "" and one problem says what was found where that is none. Never raises.

    Works as long as feedparser does (293 KB took 1.1 s at worst): run it where it can be killed.
    """
    if len(body) > MAX_BODY:
        return Feed(kind="", problems=(f"This is larger than {MAX_BODY // 1024 // 1024} MB, too large for a feed.",))
    problems: tuple[str, ...] = ()
    for kind in _KINDS:
        if not kind.sniff(body[:HEAD]):
            continue
        try:
            feed = kind.read(body, url, content_type)
        except Exception as error:  # whatever a parser does with such bytes is this source's problem alone
            feed = Feed(kind="", problems=(f"This could not be read ({type(error).__name__}).",))
        distinct = tuple(dict.fromkeys(feed.problems))
        if feed.kind:
            hidden = len(distinct) - MAX_PROBLEMS
            more = (f"And {hidden} more problems.",) if hidden > 0 else ()
            return Feed(
                kind=feed.kind,
                title=feed.title,
                link=feed.link,
                lang=feed.lang,
                ttl=feed.ttl,
                problems=distinct[:MAX_PROBLEMS] + more,
                entries=feed.entries,
            )
        problems = problems or distinct[:1]
    return Feed(kind="", problems=problems or (f"This is {_found(body)}.",))


def _found(body: bytes) -> str:
    head = body[:HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head:
        return "empty"
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return f"{name}, not a feed"
    lowered = head.lower()
    if b"<html" in lowered or lowered.startswith(b"<!doctype html"):
        return "an HTML page, not a feed"
    if root := _ROOT.search(head):
        return f"markup that starts with <{root[1].decode()}>, not a feed"
    printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in head)
    return "text, not a feed" if printable > 0.95 * len(head) else "binary data, not a feed"
