"""robots.txt: what a site asks of programs that read its pages (RFC 9309). Feeds are made for programs; nobody asks for them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

AGENT = "sitrep-bot"  # our product token
MAX_BYTES = 500 * 1024  # of a file: what RFC 9309 (2.5) asks to be read of it
MAX_DELAY = 30 * 86_400.0  # seconds; a longer wish is a mistake
PAGES = frozenset({"liveblog", "telegram"})  # kinds that are read from pages for people
# Words between separators of an address that only a feed's has: /rss.xml, /feed/, ?feed=atom, feeds.example
_FEED = re.compile(r"(?:^|[/._=?&-])(?:feeds?|rss\d?|atom\d?|rdf|xml|json|geojson|cap|sitemaps?)(?:$|[/._=?&-])")


class Verdict(Struct, frozen=True):
    allowed: bool
    delay: float = 0.0  # seconds between two requests to the host (Crawl-delay)


def is_page(url: str, kind: str) -> bool:
    """True where the address is, or may well be, that of a page for people. `kind` is the source's; "": not known yet."""
    return kind in PAGES or (not kind and not _FEED.search(re.sub(r"^\w+:/+", "", url.lower())))


def address(url: str) -> str | None:
    """Where the robots.txt for this address is; None where it is no web address."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/robots.txt" if parts.netloc else None
    except ValueError:
        return None


def verdict(body: bytes, url: str) -> Verdict:
    """What the file says of this address. Never raises. The largest take a second: run it where it can be killed."""
    from protego import Protego

    try:
        rules = Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff"))
        delay = rules.crawl_delay(AGENT)
        return Verdict(rules.can_fetch(url, AGENT), min(delay, MAX_DELAY) if delay and delay > 0 else 0.0)
    except Exception:  # what cannot be read forbids nothing: RFC 9309, 2.2
        return Verdict(True)
