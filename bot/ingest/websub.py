"""WebSub: what a source offers and what a hub sends (https://www.w3.org/TR/websub/). Pure; the talking is pipeline's."""

from __future__ import annotations

import hmac
import json
import re
from datetime import timedelta

from bot.ingest.fields import web_link
from bot.ingest.markup import page_text, tags

HEAD = 64 * 1024  # bytes of a body: a feed's own links stand before its items
HASHES = ("sha1", "sha256", "sha384", "sha512")  # section 7; others are not known, so nothing is proven by them
LEASE = timedelta(days=10)  # what we ask for, and what a hub that names none is taken to have given: its usual span
SHORTEST, LONGEST = timedelta(minutes=10), timedelta(days=30)  # of a lease that we go by, whatever a hub says
RENEWED = 0.8  # of a lease: then it is asked for again, so that a hub that is down for hours costs nothing
RETRY = timedelta(hours=1)  # after a hub failed or did not verify, doubling ...
LAST_RETRY = timedelta(days=7)  # ... up to this
_LINK = re.compile(r"<([^<>]{1,2000})>((?:\s*;\s*[\w*]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


def offered(body: bytes, url: str) -> tuple[str | None, str | None]:
    """(hub, topic) as the feed itself names them: its links with rel hub and self, or JSON Feed's `hubs` and `feed_url`."""
    head = body[:HEAD]
    if b"hub" not in head:
        return None, None
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _of_json(body, url)
    found: dict[str, str | None] = {}
    for tag in tags(page_text(head, None)):
        if tag.name in ("item", "entry"):
            break
        if tag.name.rpartition(":")[2] == "link" and not tag.closing:
            about = tag.attributes()
            for rel in about.get("rel", "").lower().split():
                if rel in ("hub", "self"):
                    found.setdefault(rel, web_link(about.get("href", ""), url))
    return found.get("hub"), found.get("self")


def _of_json(body: bytes, url: str) -> tuple[str | None, str | None]:
    try:
        feed = json.loads(body)
        hubs = [hub["url"] for hub in feed.get("hubs", ()) if hub.get("type", "").lower() == "websub"]
        return web_link(hubs[0], url) if hubs else None, web_link(feed.get("feed_url") or "", url)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None, None


def in_header(value: str | None, url: str) -> tuple[str | None, str | None]:
    """(hub, topic) as an answer's Link header names them (RFC 8288); they go before what the body says (section 4)."""
    found: dict[str, str | None] = {}
    for target, parameters in _LINK.findall(value or ""):
        rel = _REL.search(parameters)
        for word in (rel[1] or rel[2]).lower().split() if rel else ():
            if word in ("hub", "self"):
                found.setdefault(word, web_link(target, url))
    return found.get("hub"), found.get("self")


def signed(secret: str, body: bytes, header: str | None) -> bool:
    """True where X-Hub-Signature proves that the body comes from whoever knows the secret. Compared in constant time."""
    method, _, given = (header or "").strip().partition("=")
    if method.lower() not in HASHES:
        return False
    proof = hmac.new(secret.encode(), body, method.lower()).hexdigest()
    return hmac.compare_digest(proof.encode(), given.strip().lower().encode())


def lease(seconds: str | None) -> timedelta:
    """The span that a hub gives, within our limits."""
    text = (seconds or "").strip()
    given = timedelta(seconds=int(text[:9])) if text.isdecimal() and text.isascii() else LEASE
    return max(SHORTEST, min(given, LONGEST))


def retry(tries: int) -> timedelta:
    """How long to wait after so many tries in a row that came to nothing."""
    return min(RETRY * (1 << min(tries, 16)), LAST_RETRY)
