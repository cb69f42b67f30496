"""News sitemaps (sitemaps.org with Google's news extension): titles and times of the last two days' articles."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from bot.ingest import xmltree
from bot.ingest.fields import MAX_CATEGORIES, MAX_ENTRIES, clean_title, language, moment, web_link, web_links
from bot.ingest.plain import clean
from bot.model import Entry, Feed

MAX_CHILDREN = (
    2  # of an index that are read: with the newest the one before it, whose last articles came since the last look
)
_ROOT = re.compile(rb"<(?:[a-zA-Z0-9_.-]{1,40}:)?(urlset|sitemapindex)[\s>]")


def sniff(head: bytes) -> bool:
    """True where a sitemap's root stands in the first bytes."""
    return bool(_ROOT.search(head.replace(b"\0", b"")))


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The feed. Kind is "" where the sitemap has no news; an index names its newest sitemaps in `alternate`."""
    try:
        root = xmltree.tree(body)
    except ValueError as error:
        return Feed(kind="", problems=(str(error),))
    if xmltree.name(root) == "sitemapindex":
        return _index(root, url)
    problems: list[str] = []
    entries: list[Entry] = []
    title = ""
    for place in xmltree.all_of(root, "url"):
        news = next(iter(xmltree.all_of(place, "news")), None)
        if news is None or len(entries) >= MAX_ENTRIES:
            continue
        title = title or clean_title(xmltree.text(news, "publication", "name"))
        if entry := _entry(place, news, url, problems):
            entries.append(entry)
    if not entries:
        return Feed(kind="", problems=("This is a sitemap without news: it has addresses only.",))
    if len(entries) == MAX_ENTRIES:
        problems.append(f"Of the sitemap's articles the first {MAX_ENTRIES:,} were read.")
    return Feed(kind="sitemap", title=title, lang=entries[0].lang, problems=tuple(problems), entries=tuple(entries))


def _entry(place: ElementTree.Element, news: ElementTree.Element, url: str, problems: list[str]) -> Entry | None:
    link = web_link(xmltree.text(place, "loc"), url)
    title = clean_title(unescape(xmltree.text(news, "title")))  # many are escaped twice
    if not link or not title:
        problems.append("An article without address or title was left out.")
        return None
    published = moment(xmltree.text(news, "publication_date"), None, problems)
    updated = moment(xmltree.text(place, "lastmod"), None, problems)
    words = map(clean, xmltree.text(news, "keywords").split(","))
    return Entry(
        id=link if len(link) <= 1_000 else link[:1_000],
        title=title,
        link=link,
        published=published or updated,
        updated=updated,
        lang=language(xmltree.text(news, "publication", "language")),
        categories=tuple(dict.fromkeys(filter(None, words)))[:MAX_CATEGORIES],
        media=web_links((xmltree.text(image, "loc") for image in xmltree.all_of(place, "image")), url),
    )


def _index(root: ElementTree.Element, url: str) -> Feed:
    """Newest first. Where one has "news" in its address, the others are of something else."""
    children = []
    for number, child in enumerate(xmltree.all_of(root, "sitemap")):
        if link := web_link(xmltree.text(child, "loc"), url):
            when = moment(xmltree.text(child, "lastmod"), None, [])
            children.append(("news" not in link.lower(), -when.timestamp() if when else 0.0, number, link))
    children.sort()
    links = tuple(link for other, *_, link in children[:MAX_CHILDREN] if other == children[0][0])
    if not links:
        return Feed(kind="", problems=("This is an index of sitemaps, and names none.",))
    return Feed(
        kind="",
        problems=(f"This is an index of {len(children):,} sitemaps; the one to read is {links[0]}",),
        alternate=links,
        index=True,
    )
