"""JSON Feed 1.0 and 1.1 (jsonfeed.org). One bad item costs that item, not the feed."""

from __future__ import annotations

import json
from typing import Any

from bot.ingest.fields import (
    MAX_CATEGORIES,
    MAX_ENTRIES,
    clean_title,
    cut,
    entry_id,
    language,
    moment,
    safe_html,
    web_link,
    web_links,
)
from bot.ingest.plain import clean, clean_lines, text_of
from bot.model import Entry, Feed

MAX_OBJECTS = 250_000  # of a JSON text: an archive of 10,000 items, with authors and attachments, has a fifth


def sniff(head: bytes) -> bool:
    """True where the first bytes are those of a JSON text, in any of the UTFs."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The feed. Kind is "" where this JSON is none."""
    if (objects := body.count(b"{")) > MAX_OBJECTS:
        return Feed(kind="", problems=(f"It has {objects:,} objects; more than {MAX_OBJECTS:,} are not read.",))
    try:
        feed = json.loads(body.decode(json.detect_encoding(body), "replace"))
    except RecursionError:
        return Feed(kind="", problems=("This is JSON, but nested too deeply to be read.",))
    except json.JSONDecodeError as error:
        return Feed(kind="", problems=(f"This is broken JSON (line {error.lineno}: {error.msg}).",))
    except ValueError:  # a number of thousands of digits
        return Feed(kind="", problems=("This is JSON that cannot be read: it has a number that is far too long.",))
    items = feed.get("items") if isinstance(feed, dict) else None
    version = as_text(feed.get("version")) if isinstance(feed, dict) else ""
    if not isinstance(items, list) or not ("jsonfeed.org" in version or _looks_like_items(items)):
        return Feed(kind="", problems=("This is JSON, but not a JSON Feed.",))
    problems = [] if "jsonfeed.org" in version else ["The feed does not name its version."]
    if len(items) > MAX_ENTRIES:
        problems.append(f"The feed has {len(items):,} items; the first {MAX_ENTRIES:,} were read.")
    lang = language(as_text(feed.get("language")))
    author = _names(feed)  # JSON Feed 1.1: that of the items that name none
    entries: list[Entry] = []
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        entry = _entry(item, url, lang, author, problems) if isinstance(item, dict) else None
        if entry:
            entries.append(entry)
        else:
            problems.append(f"Item {number} has nothing to read and was left out.")
    return Feed(
        kind="json",
        title=clean_title(as_text(feed.get("title"))),
        link=web_link(as_text(feed.get("home_page_url")), url),
        lang=lang,
        problems=tuple(problems),
        entries=tuple(entries),
    )


def _looks_like_items(items: list[Any]) -> bool:
    return any(isinstance(item, dict) and {"content_html", "content_text"} & item.keys() for item in items)


def _names(of: dict[str, Any]) -> str | None:
    authors = _dicts(of.get("authors")) or _dicts([of.get("author")])
    return ", ".join(dict.fromkeys(filter(None, (clean(as_text(author.get("name"))) for author in authors)))) or None


def _entry(item: dict[str, Any], url: str, lang: str | None, author: str | None, problems: list[str]) -> Entry | None:
    source = as_text(item.get("content_html"))
    text = clean_lines(as_text(item.get("content_text"))) or text_of(source) or clean(as_text(item.get("summary")))
    title = clean_title(as_text(item.get("title")))
    link = web_link(as_text(item.get("url")), url) or web_link(as_text(item.get("external_url")), url)
    if not (title or text):
        return None
    tags = filter(None, (clean(as_text(tag)) for tag in as_list(item.get("tags"))))
    attachments = [part.get("url") for part in _dicts(item.get("attachments"))]
    published = moment(as_text(item.get("date_published")), None, problems)
    updated = moment(as_text(item.get("date_modified")), None, problems)
    return Entry(
        id=entry_id(as_text(item.get("id")), link, title, text),
        title=title,
        text=cut(text, problems),
        html=safe_html(source, url),
        link=link,
        published=published or updated,
        updated=updated,
        author=_names(item) or author,
        lang=language(as_text(item.get("language"))) or lang,
        categories=tuple(dict.fromkeys(tags))[:MAX_CATEGORIES],
        media=web_links(map(as_text, (item.get("image"), item.get("banner_image"), *attachments)), url),
    )


def as_text(value: object) -> str:
    """A string as it is, a number as its digits (ids are often numbers), anything else as nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: object) -> list[dict[str, Any]]:
    return [part for part in as_list(value) if isinstance(part, dict)]
