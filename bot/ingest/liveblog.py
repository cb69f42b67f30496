"""Live blogs: schema.org LiveBlogPosting in a page (JSON-LD, else microdata).

Each update is an entry; an edited one is its revision.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from html import unescape
from typing import Any

from bot.ingest.fields import (
    MAX_CATEGORIES,
    MAX_ENTRIES,
    MAX_TEXT,
    clean_title,
    cut,
    entry_id,
    language,
    moment,
    safe_html,
    web_link,
    web_links,
)
from bot.ingest.jsonfeed import as_list, as_text
from bot.ingest.markup import Tag, is_html, page_text, tags
from bot.ingest.plain import clean, text_of
from bot.model import Entry, Feed

MAX_SCRIPTS = 200  # pages have three or four
MAX_DEPTH = 20  # of "@graph" in "mainEntity" in ...; three in practice

_NAMED = {"@id", "@type"}  # what a reference to a node says
MAX_NESTED = 5  # properties in properties whose text is kept; articles have two or three
MAX_NAMES = 20  # of one property; two in practice
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_VALUES = ("content", "datetime", "href", "src")  # attributes that give a property's value in place of its text
_SCRIPT = re.compile(r"<script\b[^>]{0,500}?ld\+json[^>]{0,500}>", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^>]{0,500}?\slang\s{0,5}=\s{0,5}[\"']?([a-zA-Z0-9_-]{2,35})", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|div|a|strong|b|em|ul|li|h[2-6]|figure|blockquote)\b", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z]")


def sniff(head: bytes) -> bool:
    """True where the first bytes are those of a page."""
    return is_html(head) or b"ld+json" in head


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The updates as a feed. Kind is "" where the page has no live blog, or one that lists updates of which none can be
    read."""
    if b"liveBlogUpdate" not in body and b"LiveBlogPosting" not in body:
        return Feed(kind="")
    page = page_text(body, content_type)
    problems: list[str] = []
    values = list(_values(page, problems))
    postings = [found for value in values for found in _postings(value, MAX_DEPTH)]
    postings = postings or _microdata(page)
    if not postings:
        return Feed(kind="")
    first, nodes = postings[0], _nodes(values)
    spoken = _LANG.search(page[:20_000])
    lang = language(as_text(first.get("inLanguage"))) or (language(spoken[1]) if spoken else None)
    entries: dict[str, Entry] = {}
    listed = 0
    for posting in postings:
        updates = _updates(posting, nodes)
        listed += len(updates)
        # The first blog of a page needs no name; a second copy of it has the same.
        blog = _blog(posting) if _blog(posting) != _blog(first) else ""
        for entry in _entries(posting, updates, blog, url, lang, problems):
            entries.setdefault(entry.id, entry)
    if listed and not entries:
        return Feed(kind="", problems=(f"This page's live blog lists updates ({listed:,}), and none can be read.",))
    return Feed(
        kind="liveblog",
        title=clean_title(text_of(as_text(first.get("headline")) or as_text(first.get("name")))),
        link=web_link(_address(first), url) or web_link(url, url),
        lang=lang,
        problems=tuple(problems),
        entries=tuple(entries.values()),
    )


def _values(page: str, problems: list[str]) -> Iterator[Any]:
    """What the page's JSON-LD scripts hold; a broken one costs itself only."""
    position = 0
    for number in range(1, MAX_SCRIPTS + 1):
        opening = _SCRIPT.search(page, position)
        if not opening:
            return
        end = page.find("</script", opening.end())
        position = end if end >= 0 else len(page)
        source = page[opening.end() : position].strip().removeprefix("<!--").removesuffix("-->")
        source = source.strip().removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
        try:
            yield json.loads(source, strict=False)  # line ends within strings are common
        except (ValueError, RecursionError):
            problems.append(f"Script {number} of the page is broken JSON and was left out.")


def _microdata(page: str) -> list[dict[str, Any]]:
    """The page's LiveBlogPosting items as JSON-LD would have them (HTML standard, 5.2 Encoding microdata)."""
    found: list[dict[str, Any]] = []
    unclosed: list[tuple[Tag, dict[str, Any] | None, dict[str, Any], list[str]]] = []  # with the item in it, the item
    # around it, and those properties of that one which its text gives
    names: Counter[str] = Counter()
    nested = 0
    for tag in tags(page):
        if tag.closing:
            while names[tag.name]:
                opened, _, owner, of_text = unclosed.pop()
                names[opened.name] -= 1
                text = " ".join(page[opened.end : tag.start].split()) if of_text else ""
                for name in of_text:
                    _add(owner, name, text)
                nested -= bool(of_text)
                if opened.name == tag.name:
                    break
            continue
        attributes = tag.attributes() if "item" in tag.source.lower() else {}
        around = unclosed[-1][1] if unclosed else None
        item = around
        properties = attributes.get("itemprop", "").split() if around is not None else []
        value: Any = next((attributes[name] for name in _VALUES if name in attributes), None)
        if "itemscope" in attributes:
            kind = attributes.get("itemtype", "").rpartition("/")[2]
            value = item = {"@type": kind, "@id": attributes.get("itemid", "")}
            found += [item] if kind == "LiveBlogPosting" else []
        if value is not None and around is not None:
            for name in properties[:MAX_NAMES]:
                _add(around, name, value)
            properties = []
        if tag.name not in _VOID:
            of_text = properties[:MAX_NAMES] if nested < MAX_NESTED else []
            unclosed.append((tag, item, around or {}, of_text))
            names[tag.name] += 1
            nested += bool(of_text)
    return found


def _add(item: dict[str, Any], name: str, value: Any) -> None:
    """Updates are a list, a body may come in parts; of all else the first counts."""
    if name == "liveBlogUpdate":
        item.setdefault(name, []).append(value)
    elif name == "articleBody" and isinstance(value, str):
        before = as_text(item.get(name))
        item[name] = f"{before}<p>{value}</p>" if len(before) <= MAX_TEXT else before
    else:
        item.setdefault(name, value)


def _postings(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for part in value:
            yield from _postings(part, depth - 1)
    elif depth and isinstance(value, dict):
        if "LiveBlogPosting" in [*as_list(value.get("@type")), value.get("@type")] or "liveBlogUpdate" in value:
            yield value
        else:
            for part in value.values():
                if isinstance(part, list | dict):
                    yield from _postings(part, depth - 1)


def _nodes(values: list[Any]) -> dict[str, dict[str, Any]]:
    """What the page's nodes say of themselves, by @id: the first that says more than its name and type."""
    found: dict[str, dict[str, Any]] = {}
    level = values
    for _ in range(MAX_DEPTH):
        level = [part for value in level for part in (value.values() if isinstance(value, dict) else as_list(value))]
        for node in level:
            if isinstance(node, dict) and node.keys() - _NAMED and (name := as_text(node.get("@id"))):
                found.setdefault(name, node)
    return found


def _updates(posting: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> list[Any]:
    """What the blog lists, references ({"@id": "#1"}, or the name alone) resolved; at most one more than are read."""
    held = posting.get("liveBlogUpdate")
    listed = [part for part in (as_list(held) or [held]) if part][: MAX_ENTRIES + 1]
    return [part if isinstance(part, dict) and part.keys() - _NAMED else nodes.get(_id(part)) for part in listed]


def _id(value: Any) -> str:
    return as_text(value.get("@id") if isinstance(value, dict) else value)


def _blog(posting: dict[str, Any]) -> str:
    return _id(posting) or _address(posting) or as_text(posting.get("headline"))


def _entries(
    posting: dict[str, Any], listed: list[Any], blog: str, url: str, lang: str | None, problems: list[str]
) -> Iterator[Entry]:
    updates = [part for part in listed if isinstance(part, dict)]
    # The page's own address on an update tells updates apart as little as one that several of them bear.
    page = {_address(posting), as_text(posting.get("@id")), url}
    shared = Counter(name for update in updates for name in {as_text(update.get("@id")), _address(update)})
    seen: Counter[str] = Counter()
    for number, update in reversed(list(enumerate(updates))):  # the oldest stand last, and keep their number
        names = (as_text(update.get("@id")), _address(update))
        given = next((name for name in names if _tells(name) and name not in page and shared[name] == 1), "")
        when, headline = as_text(update.get("datePublished")), as_text(update.get("headline"))
        if not given and (when or headline):
            # Headlines are corrected, times of publication are not: the headline serves for a second one of that time.
            given = _mark(blog, when, "" if when else headline)
            if seen[given]:
                given = _mark(blog, when, headline)
            seen[given] += 1
            given += f":{seen[given]}" if seen[given] > 1 else ""
        updates[number] = {**update, "given": given}
    for update in updates:
        entry = _entry(update, url, lang, problems)
        if entry.title or entry.text:
            yield entry


def _tells(name: str) -> bool:
    """False for no name and for a blank node's label, which holds within one copy of the page (JSON-LD 1.1, 3.5)."""
    return bool(name) and not name.startswith("_:")


def _mark(blog: str, *of: str) -> str:
    marks = (blog, *of) if blog else of
    return "hash:" + blake2b("\n".join(marks).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _entry(update: dict[str, Any], url: str, lang: str | None, problems: list[str]) -> Entry:
    source = next(filter(None, (as_text(update.get(key)) for key in ("articleBody", "text", "description"))), "")
    if _ESCAPED.search(source) and not _MARKUP.search(source):  # HTML that was escaped once more
        source = unescape(source)
    marked = bool(_MARKUP.search(source))
    text = text_of(source) if marked else "\n".join(filter(None, map(text_of, source.splitlines())))
    title = clean_title(text_of(as_text(update.get("headline")) or as_text(update.get("name"))))
    link = web_link(_address(update), url)
    published = moment(as_text(update.get("datePublished")), None, problems)
    updated = moment(as_text(update.get("dateModified")), None, problems)
    return Entry(
        id=entry_id(update["given"], link if link != url else None, title, text),
        title=title,
        text=cut(text, problems),
        html=safe_html(source, url) if marked else "",
        link=link or web_link(url, url),
        published=published or updated,
        updated=updated,
        author=", ".join(dict.fromkeys(filter(None, map(_name, _many(update.get("author")))))) or None,
        lang=language(as_text(update.get("inLanguage"))) or lang,
        categories=_keywords(update.get("keywords")),
        media=web_links((_picture(part) for part in _many(update.get("image"))), url),
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    return clean(text_of(as_text(value.get("name") if isinstance(value, dict) else value)))


def _picture(value: Any) -> str:
    return as_text(value.get("url") or value.get("contentUrl") if isinstance(value, dict) else value)


def _keywords(value: Any) -> tuple[str, ...]:
    words = [word for part in _many(value) for word in as_text(part).split(",")]
    return tuple(dict.fromkeys(filter(None, map(clean, words))))[:MAX_CATEGORIES]


def _address(value: dict[str, Any]) -> str:
    """Its url, else the page that it is the main thing of."""
    main = value.get("mainEntityOfPage")
    return as_text(value.get("url")) or as_text(main.get("@id") if isinstance(main, dict) else main)
