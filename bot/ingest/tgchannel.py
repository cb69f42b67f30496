"""Public Telegram channels: the page t.me/s/NAME, which shows the last twenty messages to everyone."""

from __future__ import annotations

import re

from bot.ingest.fields import clean_title, cut, entry_id, moment, safe_html, web_link, web_links
from bot.ingest.markup import Tag, is_html, page_text, tags
from bot.ingest.plain import clean, text_of
from bot.model import Entry, Feed

_MARK = b"tgme_widget_message"
_PICTURE = re.compile(r"url\(\s*['\"]?([^'\")]{1,2000})")
_SERVICE = "service_message"  # "Channel created", "... pinned a photo": Telegram's words, not the channel's
_POST = re.compile(r"[A-Za-z0-9_]{1,64}/\d{1,12}")
_AUTHORS = ("tgme_widget_message_forwarded_from_name", "tgme_widget_message_from_author")  # whose words they are
_SHOWS = ("tgme_widget_message_photo_wrap", "tgme_widget_message_video_thumb")


def sniff(head: bytes) -> bool:
    """True where the first bytes are those of a page."""
    return is_html(head) or _MARK in head


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The messages, oldest first as the page has them. Kind is "" where this is no channel's page."""
    if _MARK not in body or b"data-post" not in body:
        return Feed(kind="")
    page = page_text(body, content_type)
    problems: list[str] = []
    title, found, post = "", list(tags(page)), ""
    messages: dict[str, list[Tag]] = {}
    for tag in found:
        if tag.name == "meta" and not title and "og:title" in tag.source:
            title = clean_title(tag.attributes().get("content", ""))
        if tag.name == "div" and "data-post" in tag.source and not tag.closing:
            post = tag.attributes().get("data-post", "")
            post = post if _POST.fullmatch(post) and _SERVICE not in tag.attributes().get("class", "").split() else ""
        if post:
            messages.setdefault(post, []).append(tag)
    entries = [entry for name, parts in messages.items() if (entry := _entry(name, page, parts, url, problems))]
    if not messages:
        return Feed(kind="")
    channel = next(iter(messages)).partition("/")[0]
    return Feed(
        kind="telegram",
        title=title or channel,
        link=f"https://t.me/{channel}",
        problems=tuple(problems),
        entries=tuple(entries),
    )


def _entry(post: str, page: str, parts: list[Tag], url: str, problems: list[str]) -> Entry | None:
    """The message; None where it has no words (a service message, a sticker, a picture alone)."""
    source: str | None = None
    author: str | None = None
    published, pictures = None, []
    for number, tag in enumerate(parts):
        if tag.closing:
            continue
        if tag.name == "time" and "datetime" in tag.source:  # a video's running time has none; the message's comes last
            published = moment(tag.attributes().get("datetime", ""), None, problems) or published
            continue
        if "class" not in tag.source or "tgme_widget_message" not in tag.source:
            continue
        classes = tag.attributes().get("class", "").split()
        if "js-message_text" in classes and source is None:
            source = page[tag.end : _end(parts, number)]
        elif any(name in classes for name in _AUTHORS) and author is None:
            author = clean(text_of(page[tag.end : _end(parts, number)]))
        elif any(name in classes for name in _SHOWS):
            shown = _PICTURE.search(tag.attributes().get("style", ""))
            pictures.append(shown[1] if shown else "")
    text = text_of(source or "")
    if not source or not text:
        return None
    link = f"https://t.me/{post}"
    return Entry(
        id=entry_id(link, link, "", text),
        text=cut(text, problems),
        html=safe_html(source, url),
        link=web_link(link, url),
        published=published,
        author=author or None,
        media=web_links(pictures, url),
    )


def _end(parts: list[Tag], opened: int) -> int:
    """Where the element opened by that tag ends; at the last tag of the message where it is never closed."""
    depth, name = 0, parts[opened].name
    for tag in parts[opened:]:
        if tag.name == name:
            depth += -1 if tag.closing else 1
        if not depth:
            return tag.start
    return parts[-1].start
