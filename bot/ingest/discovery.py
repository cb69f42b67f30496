"""A web page -> the addresses of its feeds, so that a pasted link finds what a person means by it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.ingest.fields import web_link
from bot.ingest.markup import page_text, tags

MAX_FEEDS = 10
NO_FEED = "This is an HTML page, not a feed, and it names none."
# Where most sites have their feed: what WordPress, Ghost, Hugo, Jekyll and the usual newsroom systems give it as address.
USUAL = ("/feed/", "/rss/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
# Feeds' own types, and JSON's only where the page says "alternate": WordPress names its programming interface that way too.
_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
)
_PLACES = re.compile(
    r"(?:^|/)(?:feed|feeds|rss|atom|feed\.xml|rss\.xml|atom\.xml|index\.xml|feed\.json)/?$|\.(?:rss|atom)$"
)
_TELEGRAM = re.compile(r"/(?!s/)([A-Za-z][A-Za-z0-9_]{3,31})(?:/\d+)?/?")
_REDDIT = re.compile(r"/r/[A-Za-z0-9_]{2,30}")


def feeds(body: bytes, url: str) -> tuple[str, ...]:
    """Absolute addresses, the likeliest first, at most MAX_FEEDS: what the address itself tells (Telegram, Reddit), the
    page's link tags, then links in its text that look like a feed's. Feeds of comments come last. Fetches nothing."""
    page = page_text(body, None)
    base = url
    declared: list[tuple[bool, str | None]] = []
    linked: list[tuple[bool, str | None]] = []
    for tag in tags(page):
        if tag.closing or tag.name not in ("link", "a", "base"):
            continue
        about = tag.attributes()
        target = about.get("href", "")
        if tag.name == "base" and base == url:
            base = web_link(target, url) or url
        elif tag.name == "link" and {"alternate", "feed"} & set(about.get("rel", "").lower().split()):
            kind = about.get("type", "").lower().partition(";")[0].strip()
            if kind in _TYPES and "/wp-json" not in target and "oembed" not in target:
                declared.append((_is_comments(target, about.get("title", "")), web_link(target, base)))
        elif tag.name == "a" and len(linked) < 50 and _looks_like_feed(target):
            linked.append((_is_comments(target, ""), web_link(target, base)))
    found = [*_known(url), *sorted(declared, key=_last), *sorted(linked, key=_last)]
    links = dict.fromkeys(link for _, link in found if link and link != url)
    return tuple(links)[:MAX_FEEDS]


def usual(url: str) -> tuple[str, ...]:
    """Where a site mostly has its feed, for a page that names none: beside the page itself first, then the site's own."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    site = f"{parts.scheme}://{parts.netloc}"
    places = dict.fromkeys((site + parts.path.rstrip("/") + "/feed/", *(site + place for place in USUAL)))
    return tuple(places) if parts.netloc else ()


def _last(found: tuple[bool, str | None]) -> bool:
    return found[0]


def _is_comments(target: str, title: str) -> bool:
    return "comment" in target.lower() or "comment" in title.lower()


def _looks_like_feed(target: str) -> bool:
    try:
        return bool(_PLACES.search(urlsplit(target.strip().lower()).path))
    except ValueError:
        return False


def _known(url: str) -> list[tuple[bool, str | None]]:
    """Sites whose pages do not name what can be read of them, though it stands at a fixed place."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return []
    if host in ("t.me", "telegram.me") and (name := _TELEGRAM.fullmatch(parts.path)):
        return [(False, f"https://t.me/s/{name[1]}")]
    if host in ("reddit.com", "old.reddit.com") and (place := _REDDIT.match(parts.path)):
        return [(False, f"https://www.reddit.com{place[0]}/.rss")]
    return []
