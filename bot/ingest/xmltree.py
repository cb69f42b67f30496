"""XML -> a tree, for kinds that feedparser does not know. Nothing outside the text is ever read or expanded."""

from __future__ import annotations

import re
from xml.etree import ElementTree

MAX_ELEMENTS = 500_000  # a sitemap has at most 50,000 addresses with ten elements each
MAX_DEPTH = 100  # sitemaps are five levels deep, alerts in feeds ten
_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class _Bounded(ElementTree.TreeBuilder):
    depth = elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ElementTree.Element:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH:
            raise ValueError(f"it is nested deeper than {MAX_DEPTH} levels")
        if self.elements > MAX_ELEMENTS:
            raise ValueError(f"it has more than {MAX_ELEMENTS:,} elements")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ElementTree.Element:
        self.depth -= 1
        return super().end(tag)


def tree(body: bytes) -> ElementTree.Element:
    """The root element. Raises ValueError with a sentence where the text declares a document type (entities are how XML
    bombs are made), is broken, or goes beyond the limits."""
    if _TYPE.search(body.replace(b"\0", b"")):
        raise ValueError("The XML declares a document type, which is refused.")
    try:
        return ElementTree.fromstring(body.lstrip(), ElementTree.XMLParser(target=_Bounded()))
    except ElementTree.ParseError as error:
        raise ValueError(f"The XML is broken ({error}).") from error
    except (ValueError, LookupError) as error:  # LookupError: a charset that nobody knows
        raise ValueError(f"The XML cannot be read ({error}).") from error


def name(element: ElementTree.Element) -> str:
    """The element's name without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text(element: ElementTree.Element, *path: str) -> str:
    """The text of the first child (of the first child ...) of these names, empty where there is none."""
    for wanted in path:
        found = next((child for child in element if name(child) == wanted), None)
        if found is None:
            return ""
        element = found
    return "".join(element.itertext()).strip()


def all_of(element: ElementTree.Element, wanted: str) -> list[ElementTree.Element]:
    """The children of this name."""
    return [child for child in element if name(child) == wanted]
