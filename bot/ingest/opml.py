"""OPML: lists of feeds in and out (http://opml.org/spec2.opml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from bot.errors import UserError
from bot.ingest.fields import without_feed
from bot.ingest.markup import page_text, tags

MAX_BYTES = 5_000_000  # of a file; 20,000 feeds take 4 MB
MAX_FEEDS = 20_000  # outlines read from one file; more is no list that a person keeps
_NO_FEED = ("link", "include")  # the types whose url is a page or another list (OPML 2.0)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML 1.0 may hold these (2.2, Char)


def read_opml(body: bytes) -> list[tuple[str, str]]:
    """(address, name) of each feed named, once each, in order.

    Tags are read one by one, as browsers read pages: files of bare ampersands, unclosed outlines and declared entities are
    common, and none of that keeps an address from being read. Nor does a list without its <opml>, or an outline that calls
    its xmlUrl url. Raises UserError where there is none to read.
    """
    if len(body) > MAX_BYTES:
        raise UserError(f"larger than {MAX_BYTES // 1_000_000} MB: no list of feeds is that long")
    feeds: dict[str, str] = {}
    is_opml = False
    for tag in tags(page_text(body, None)):
        is_opml = is_opml or tag.name == "opml"
        if tag.name == "outline" and not tag.closing and len(feeds) < MAX_FEEDS:
            attributes = tag.attributes()
            other = "" if attributes.get("type", "").lower() in _NO_FEED else attributes.get("url", "")
            if url := without_feed(_line(attributes.get("xmlurl") or other)):
                feeds.setdefault(url, _line(attributes.get("title") or attributes.get("text") or ""))
    if feeds:
        return list(feeds.items())
    if is_opml:
        raise UserError("this OPML file names no feed: no outline of it has an xmlUrl")
    raise UserError("not an OPML file: it has no <opml> in it")


def write_opml(feeds: Iterable[tuple[str, str]]) -> str:
    """An OPML 2.0 document of these (address, name) pairs."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "sitrep sources"
    body = ElementTree.SubElement(root, "body")
    for url, name in ((_line(url), _line(name)) for url, name in feeds):
        ElementTree.SubElement(body, "outline", type="rss", text=name or url, title=name or url, xmlUrl=url)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _line(text: str) -> str:
    """One line of what XML can hold."""
    return " ".join(_NOT_XML.sub("", text).split())
