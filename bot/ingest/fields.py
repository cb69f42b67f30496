"""What every kind of feed needs to make an Entry's fields: identity, links, languages, times, limits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b
from time import struct_time
from urllib.parse import urljoin, urlsplit

from bot.ingest.dates import FIRST_YEAR, LAST_YEAR, parse_date
from bot.ingest.plain import clean
from bot.ingest.quickhtml import cleaned, is_plain

MAX_ENTRIES = 1_000  # archives that list everything ever written; the newest are first by custom
MAX_TEXT = 50_000  # characters; the longest article worth analysing is shorter
MAX_HTML = 200_000  # characters; longer HTML is dropped, never cut: half a tag is no HTML
MAX_TITLE = 1_000
MAX_ID = 1_000
MAX_LINK = 2_000  # characters; browsers' practical limit
MAX_MEDIA = 20
MAX_CATEGORIES = 50

_CONTROLS = re.compile(r"[\x00-\x1f]+")
_FEED_SCHEME = re.compile(r"^feed:(?://)?(https?://)|^feed://", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")


def entry_id(given: str, link: str | None, title: str, text: str) -> str:
    """The identity of an entry within its source: the id that the source gives, else its link, else a hash of its title
    and text. Ids longer than MAX_ID are hashed whole."""
    known = clean(given) or link
    if known and len(known) <= MAX_ID:
        return known
    return "hash:" + blake2b((known or f"{title}\n{text}").encode(), digest_size=16).hexdigest()


def clean_title(text: str) -> str:
    """One line of plain text; a title longer than MAX_TITLE is cut at a word, and the cut is marked."""
    title = clean(text)
    return title if len(title) <= MAX_TITLE else title[:MAX_TITLE].rsplit(" ", 1)[0] + " …"


def cut(text: str, problems: list[str]) -> str:
    """At most MAX_TEXT characters, cut at a word; says so in `problems`."""
    if len(text) <= MAX_TEXT:
        return text
    problems.append(f"A text longer than {MAX_TEXT:,} characters was cut.")
    return text[:MAX_TEXT].rsplit(" ", 1)[0] + " …"


def web_link(link: str, base: str) -> str | None:
    """The link made absolute, or None where that is not one of http or https."""
    link = _CONTROLS.sub("", link.strip()).replace(" ", "%20")
    if not link:
        return None
    if is_plain(link):
        return link if len(link) <= MAX_LINK else None
    try:
        absolute = urljoin(base, link)
        parts = urlsplit(absolute)
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # "http://[" and the like
        return None
    return clean(absolute) if known and len(absolute) <= MAX_LINK else None


def without_feed(address: str) -> str:
    """The address without the "feed:" that feed readers put before it, or in the place of "http:"."""
    return _FEED_SCHEME.sub(lambda found: found[1] or "http://", address)


def web_links(links: Iterable[str], base: str) -> tuple[str, ...]:
    """The distinct links that web_link accepts, at most MAX_MEDIA."""
    found = dict.fromkeys(link for link in (web_link(raw, base) for raw in links) if link)
    return tuple(found)[:MAX_MEDIA]


def language(tag: str) -> str | None:
    """A language tag (BCP 47: "fa", "en-GB") or None where it is not one."""
    tag = tag.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def moment(raw: str, parsed: struct_time | None, problems: list[str]) -> datetime | None:
    """The time that `raw` says, in UTC. Our reading comes first, because feedparser takes zones it does not know as UTC;
    `parsed` (feedparser's, UTC) serves for forms that we do not know. What cannot be read is a problem, not a guess."""
    if not raw.strip():
        return None
    try:
        when = parse_date(raw)
        # not for other scripts: of what it does not know feedparser may read a year, and take today's month for the rest
        if when is None and parsed and raw.isascii():
            when = datetime(*parsed[:5], min(parsed[5], 59), tzinfo=UTC)
        if when and FIRST_YEAR <= when.year <= LAST_YEAR:
            return when
        reason = "is out of range" if when else "has a form that is not known"
    except (ValueError, OverflowError) as error:
        reason = f"cannot be read ({error})"
    problems.append(f"The date “{clean(raw)[:60]}” {reason}.")
    return None


def safe_html(html: str, base: str) -> str:
    """HTML cleaned as feedparser cleans what it parses, links made absolute; empty where it is longer than MAX_HTML."""
    if not html or len(html) > MAX_HTML:
        return ""
    return cleaned(html, base)
