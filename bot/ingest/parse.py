"""Bytes -> Feed, whatever the bytes are. The kind is found by content: addresses, endings and headers lie.

A kind is one module with two functions: `sniff(head) -> bool` (can these first bytes be mine?) and
`read(body, url, content_type) -> Feed`. A new kind is a new module in _KINDS; the first that reads something wins.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from bot.ingest import cap, discovery, geojson, jsonfeed, liveblog, sitemap, tgchannel, xmlfeed
from bot.ingest.fields import MAX_ENTRIES
from bot.ingest.markup import is_html
from bot.model import Feed

# The narrow before the wide: xmlfeed reads whatever markup has a feed's root.
_KINDS = (tgchannel, liveblog, sitemap, cap, geojson, jsonfeed, xmlfeed)
_PAGES = (tgchannel, liveblog)  # of these, the kinds whose form is an HTML page
HEAD = 4_096  # bytes: what kinds are told apart by
MAX_BODY = 20 * 1024 * 1024  # bytes; the fetcher stops earlier, a file that a user names may be anything
TOO_LARGE = f"This is larger than {MAX_BODY // 1024 // 1024} MB, too large for a feed."
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
    """The feed in `body`. Kind is "" and one problem says what was found where that is none. Raises
    nothing but MemoryError.

    Works as long as feedparser does (4 s for 400 KB of tags that never end): run it where it can be killed.
    """
    if len(body) > MAX_BODY:
        return Feed(kind="", problems=(TOO_LARGE,))
    problems: tuple[str, ...] = ()
    of_page: tuple[str, ...] = ()
    for kind in _KINDS:
        if not kind.sniff(body[:HEAD]):
            continue
        try:
            feed: Feed = kind.read(body, url, content_type)
        except MemoryError:  # whoever set the limit ends what ran into it
            raise
        except Exception as error:  # whatever a parser does with such bytes is this source's problem alone
            feed = Feed(kind="", problems=(f"This could not be read ({type(error).__name__}).",))
        distinct = tuple(dict.fromkeys(feed.problems))
        if len(feed.entries) > MAX_ENTRIES:  # one item can make many: an alert in each language
            distinct = (f"It has {len(feed.entries):,} entries; the first {MAX_ENTRIES:,} were read.", *distinct)
            feed = replace(feed, entries=feed.entries[:MAX_ENTRIES])
        if feed.kind:
            hidden = len(distinct) - MAX_PROBLEMS
            more = (f"And {hidden} more problems.",) if hidden > 0 else ()
            return replace(feed, problems=distinct[:MAX_PROBLEMS] + more)
        if feed.alternate:
            return feed
        problems = problems or distinct[:1]
        of_page = of_page or (distinct[:1] if kind in _PAGES else ())
    if is_html(body[:HEAD]):
        return _page(body, url, of_page)
    return Feed(kind="", problems=problems or (f"This is {_found(body)}.",))


def _page(body: bytes, url: str, problems: tuple[str, ...]) -> Feed:
    """What to say of a web page: a person who pastes its address means the feed that it names. Where it names none,
    `problems` say why the page itself cannot be read."""
    addresses = discovery.feeds(body, url)
    if not addresses:
        return Feed(kind="", problems=problems or (discovery.NO_FEED,))
    return Feed(
        kind="", problems=(f"This is an HTML page, not a feed; its feed is {addresses[0]}",), alternate=addresses
    )


def _found(body: bytes) -> str:
    head = body[:HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head:
        return "empty"
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return f"{name}, not a feed"
    if root := _ROOT.search(head):
        return f"markup that starts with <{root[1].decode()}>, not a feed"
    printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in head)
    return "text, not a feed" if printable > 0.95 * len(head) else "binary data, not a feed"
