"""OPML: lists of feeds in and out (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from bot.errors import UserError

MAX_BYTES = 10 * 1024 * 1024  # of a file; 20,000 feeds take 4 MB
MAX_FEEDS = 20_000  # outlines read from one file; more is no list that a person keeps


def read_opml(body: bytes) -> list[tuple[str, str]]:
    """(address, name) of each feed named, once each, in order. Raises UserError where the file is no OPML."""
    if len(body) > MAX_BYTES:
        raise UserError(f"larger than {MAX_BYTES // 1024 // 1024} MB: no list of feeds is that long")
    if b"<!doctype" in body[:4096].lower() or b"<!entity" in body.lower():
        raise UserError("it declares entities, which a list of feeds has no need of; they are refused")
    try:
        root = ElementTree.fromstring(body)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UserError(f"not a readable OPML file: {error}") from None
    if root.tag.casefold() != "opml":
        raise UserError(f"not an OPML file: it begins with <{root.tag}>")
    feeds: dict[str, str] = {}
    for outline in root.iter("outline"):
        attributes = {name.casefold(): value.strip() for name, value in outline.attrib.items()}
        url = attributes.get("xmlurl", "")
        if url and len(feeds) < MAX_FEEDS:
            feeds.setdefault(url, attributes.get("title") or attributes.get("text") or "")
    return list(feeds.items())


def write_opml(feeds: Iterable[tuple[str, str]]) -> str:
    """An OPML 2.0 document of these (address, name) pairs."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "sitrep sources"
    body = ElementTree.SubElement(root, "body")
    for url, name in feeds:
        ElementTree.SubElement(body, "outline", type="rss", text=name or url, title=name or url, xmlUrl=url)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")
