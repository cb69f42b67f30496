"""feedparser, with those of its steps bounded that take a time which grows with the square of what they are given, or worse,
and without those that give a broken feed up; ids and captions are kept apart from links and texts. Import it from here. What
honest feeds hold passes these steps as it always did.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any
from xml.sax import SAXException

import feedparser
import feedparser_sgmllib as sgmllib
from feedparser import api, encodings, mixin, sanitizer
from feedparser.parsers import strict

MAX_HEAD = 10_000  # bytes before the first element; a DOCTYPE that names every entity of HTML has as many
MAX_AUTHOR = 500  # characters that a mail address is looked for in: a longer author is a list of names, and kept whole
MAX_TAGS = 200  # categories of an entry that are held against each other; xmlfeed.py keeps fewer
MAX_STYLE = 1_000  # characters of a style attribute; a longer one is left out

PLAIN = frozenset({"author", "category", "id"})  # of an item: each holds words alone,
DRESSING = frozenset({"p", "b", "i", "em", "strong", "span", "div", "a"})  # ... which some dress in HTML

# Instead of feedparser's own, which goes along the whole line: 12 KB of encoding=" without an end took it 3 s, in cubic time.
# A charset's name is ASCII; feedparser gives up at others.
encodings.RE_XML_PI_ENCODING = re.compile(
    rb"<\?[^>\n]{0,200}encoding=['\"]([^'\">\n\x80-\xff]{0,100})['\"][^>\n]{0,200}\?>"
)
_FIRST_ELEMENT = re.compile(rb"<\w")
_BLANK = re.compile(rb"(?<!\s)\s{100,}")

_replace_doctype = api.replace_doctype
_sync_author_detail = mixin._FeedParserMixin._sync_author_detail
_add_tag = mixin._FeedParserMixin._add_tag
_unknown_starttag = mixin._FeedParserMixin.unknown_starttag
_start_link = mixin._FeedParserMixin._start_link
_unknown_endtag = mixin._FeedParserMixin.unknown_endtag
_end_guid = mixin._FeedParserMixin._end_guid
_start_prefix_mapping = strict._StrictFeedParser.startPrefixMapping
_sanitize_style = sanitizer._HTMLSanitizer.sanitize_style


def replace_doctype(data: bytes) -> Any:
    """Blank lines by the thousand, and a declaration without an end, are tried from each of their lines on."""
    element = _FIRST_ELEMENT.search(data)
    if element is None or element.start() <= MAX_HEAD:
        return _replace_doctype(data)
    head = data[: data.rfind(b">", 0, element.start()) + 1]
    return _replace_doctype(_BLANK.sub(b"\n", head) + data[element.start() :])


def sync_author_detail(self: Any, key: str = "author") -> None:
    """A mail address is looked for from each letter of a word on."""
    if len(self._get_context().get(key) or "") <= MAX_AUTHOR:
        _sync_author_detail(self, key)


def add_tag(self: Any, term: Any, scheme: Any, label: Any) -> None:
    """Each is compared with all before it."""
    if len(self._get_context().get("tags") or ()) < MAX_TAGS:
        _add_tag(self, term, scheme, label)


def unknown_starttag(self: Any, tag: str, attributes: Any) -> None:
    """What a name or an id is dressed in would be taken for another element of the item, and its words with it."""
    if not _dresses(self, tag):
        _unknown_starttag(self, tag, attributes)


def unknown_endtag(self: Any, tag: str) -> None:
    """What ends in another element than it began in is looked for where it is not."""
    with suppress(LookupError):
        if not _dresses(self, tag):
            _unknown_endtag(self, tag)


def _dresses(self: Any, tag: str) -> bool:
    return tag in DRESSING and bool(self.elementstack) and self.elementstack[-1][0] in PLAIN


def start_link(self: Any, attributes: dict[str, str]) -> None:
    """An address of another protocol (at://) beside the link would be taken for it."""
    if "://" in attributes.get("uri", "") and not attributes["uri"].startswith("http"):
        del attributes["uri"]
    _start_link(self, attributes)


def start_prefix_mapping(self: Any, prefix: str | None, uri: str | None) -> None:
    """xml.sax takes part of a namespace with a hard space or the like in it for the element's name, or gives up; so such a
    feed is for the parser that goes by letters, as expat has it with plain blanks."""
    if uri and len(uri.split()) > 1:
        raise SAXException(f"a namespace with blanks: {uri}")
    _start_prefix_mapping(self, prefix, uri)


def sanitize_style(self: Any, style: str) -> str:
    """Blanks are tried from each on, and so is an address that never ends."""
    return str(_sanitize_style(self, style)) if len(style) <= MAX_STYLE else ""


def parse_comment(self: Any, i: int, report: bool = True) -> int:
    """Where the comment ends. feedparser looks for the end of a broken one from each "--" on, and for that of a proper one
    again where there is none."""
    if not getattr(self, "never_ends", False):
        end = sgmllib.SGMLParser.parse_comment(self, i, report)
        if end >= 0:
            return end
        self.never_ends = True
    dashes = self.rawdata.find("--", i + 4)
    return self.rawdata.find(">", dashes + 2) + 1 or len(self.rawdata) if dashes >= 0 else len(self.rawdata)


def start_media_description(self: Any, attributes: dict[str, str]) -> None:
    """A picture's caption would be one more text of its item, and win where it is longer; it is kept apart."""
    self.push("media_description", True)


def end_media_description(self: Any) -> None:
    self.pop("media_description")


def end_guid(self: Any) -> None:
    """The id is a link where it says so and the item's own link is empty, too."""
    _end_guid(self)
    if self.guidislink:
        self._save("permalink", self._get_context().get("id") or "")


# An id is compared, never followed: made absolute it would be another one as soon as the feed moves, or each time that a
# redirect leads to another server. What is a link as well is made absolute by xmlfeed.py.
mixin._FeedParserMixin.can_be_relative_uri = mixin._FeedParserMixin.can_be_relative_uri - {"id"}
mixin._FeedParserMixin._end_guid = mixin._FeedParserMixin._end_id = end_guid
mixin._FeedParserMixin._start_media_description = start_media_description
mixin._FeedParserMixin._end_media_description = end_media_description
api.replace_doctype = replace_doctype
mixin._FeedParserMixin._sync_author_detail = sync_author_detail
mixin._FeedParserMixin._add_tag = add_tag
mixin._FeedParserMixin.unknown_starttag = unknown_starttag
mixin._FeedParserMixin.unknown_endtag = unknown_endtag
mixin._FeedParserMixin._start_link = start_link
strict._StrictFeedParser.startPrefixMapping = start_prefix_mapping
sanitizer._HTMLSanitizer.sanitize_style = sanitize_style
sanitizer._HTMLSanitizer.parse_comment = parse_comment

__all__ = ["feedparser"]
