"""Telegram's HTML, read as strictly as Telegram reads it: core.telegram.org/bots/api#html-style, and for what that page
leaves open what Telegram's servers answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")  # may be cut and joined; the others are one piece
SPACES = " \t\r\n\v\0"
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*));?")


class EntityError(Exception):
    """The text cannot be taken. Its words are Telegram's, to follow "Bad Request: "."""


@dataclass(frozen=True)
class Span:
    type: str
    start: int
    end: int
    data: str = ""  # URL, language, user id or emoji id

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def crosses(self, other: Span) -> bool:
        """Overlaps, and neither holds the other."""
        return self.start < other.start < self.end < other.end or other.start < self.start < other.end < self.end


@dataclass(frozen=True)
class OpenTag:
    name: str
    argument: str
    start: int


def decode_reference(text: str, at: int) -> tuple[str, int]:
    """The character that stands at this "&", and where to go on. What is no reference known to Telegram stays "&"."""
    match = REFERENCE.match(text, at)
    if match is None:
        return "&", at + 1
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return (NAMED[name], match.end()) if name in NAMED else ("&", at + 1)
    digits = hexadecimal if hexadecimal is not None else decimal
    if len(match.group().rstrip(";")) >= 10 or not digits:
        return "&", at + 1
    code = int(digits, 16 if hexadecimal is not None else 10)
    return (chr(code), match.end()) if 0 < code < 0x10FFFF else ("&", at + 1)


class TagReader:
    """Reads one tag of `text` from the "<" at `begin`. Past the end every character reads as NUL."""

    def __init__(self, text: str, begin: int) -> None:
        self.text = text
        self.begin = begin
        self.at = begin + 1

    @property
    def char(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else "\0"

    def error(self, words: str) -> EntityError:
        where = len(self.text[: self.begin].encode("utf-8", "surrogatepass"))
        return EntityError(f"can't parse entities: {words} at byte offset {where}")

    def word(self, stop: str) -> str:
        begin = self.at
        while self.char not in SPACES and self.char not in stop:
            self.at += 1
        return self.text[begin : self.at]

    def skip_spaces(self) -> None:
        while self.char != "\0" and self.char in SPACES:
            self.at += 1

    def start_tag(self) -> tuple[str, str]:
        """Name and argument; `at` stands behind the ">"."""
        name = self.word(">").lower()
        if self.char == "\0":
            raise self.error("Unclosed start tag")
        if name not in TAGS:
            raise self.error(f'Unsupported start tag "{name}"')
        argument = ""
        while True:
            self.skip_spaces()
            if self.char == ">":
                break
            if self.char == "\0":
                raise self.error(f'Unclosed start tag "{name}"')
            attribute = self.word("=>")
            if not attribute:
                raise self.error(f'Empty attribute name in the tag "{name}"')
            self.skip_spaces()
            if self.char != "=":
                if name == "blockquote" and attribute == "expandable" and self.char != "\0":
                    argument = "expandable"
                    continue
                raise self.error(f'Expected equal sign in declaration of an attribute of the tag "{name}"')
            self.at += 1
            self.skip_spaces()
            value = self.value(name)
            if (name, attribute) in {("a", "href"), ("tg-emoji", "emoji-id")}:
                argument = value
            elif (name, attribute) == ("code", "class") and value.startswith("language-"):
                argument = value.removeprefix("language-")
            elif (name, attribute) == ("span", "class") and value.startswith("tg-"):
                argument = value
            elif (name, attribute) == ("blockquote", "expandable"):
                argument = "expandable"
        self.at += 1
        if name == "span" and argument != "tg-spoiler":
            raise self.error('Tag "span" must have class "tg-spoiler"')
        return name, argument

    def value(self, name: str) -> str:
        if self.char == "\0":
            raise self.error(f'Unclosed start tag "{name}"')
        if self.char not in "\"'":
            begin = self.at
            while self.char.isascii() and (self.char.isalnum() or self.char in ".-"):
                self.at += 1
            if self.char not in SPACES and self.char != ">":
                where = len(self.text[:begin].encode("utf-8", "surrogatepass"))
                raise EntityError(f"can't parse entities: Unexpected end of name token at byte offset {where}")
            return self.text[begin : self.at].lower()
        quote, out = self.char, ""
        self.at += 1
        while self.char != quote:
            if self.char == "\0":
                raise self.error("Unclosed start tag")
            if self.char == "&":
                char, self.at = decode_reference(self.text, self.at)
                out += char
            else:
                out += self.char
                self.at += 1
        self.at += 1
        if self.char == "\0":
            raise self.error("Unclosed start tag")
        return out

    def end_tag(self, expected: str) -> None:
        self.at += 1
        name = self.word(">").lower()
        self.skip_spaces()
        if self.char != ">":
            raise self.error("Unclosed end tag")
        self.at += 1
        if name and name != expected:
            where = len(self.text[: self.begin].encode("utf-8", "surrogatepass"))
            raise EntityError(
                f"can't parse entities: Unmatched end tag at byte offset {where}, "
                f'expected "</{expected}>", found "</{name}>"'
            )


def parse_html(text: str) -> tuple[str, list[Span]]:
    """The text without its tags, and its spans in code points. Raises EntityError in Telegram's words."""
    out: list[str] = []  # one character each, so that len(out) is the offset
    spans: list[Span] = []
    stack: list[OpenTag] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char == "&":
            char, at = decode_reference(text, at)
            out.append(char)
        elif char != "<":
            out.append(char)
            at += 1
        elif text.startswith("</", at):
            reader = TagReader(text, at)
            if not stack:
                raise reader.error("Unexpected end tag")
            reader.end_tag(stack[-1].name)
            close(stack.pop(), out, spans)
            at = reader.at
        else:
            reader = TagReader(text, at)
            name, argument = reader.start_tag()
            stack.append(OpenTag(name, argument, len(out)))
            at = reader.at
    if stack:
        raise EntityError(f"can't parse entities: Can't find end tag corresponding to start tag \"{stack[-1].name}\"")
    plain = "".join(out)
    if any("\ud800" <= char <= "\udfff" for char in plain):
        raise EntityError(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return plain, [replace(span, data="") if span.type == "code" else span for span in spans]


def close(tag: OpenTag, out: Sequence[str], spans: list[Span]) -> None:
    """Adds the span of a tag that ends here; an empty one makes none."""
    start, end = tag.start, len(out)
    if start == end:
        return
    kind, data = TAGS[tag.name], tag.argument
    last = spans[-1] if spans and (spans[-1].start, spans[-1].end) == (start, end) else None
    if kind in STYLES:
        spans.append(Span(kind, start, end))
    elif kind == "custom_emoji":
        if not data.isascii() or not data.isdigit() or not 0 < int(data) < 2**63:
            raise EntityError("can't parse entities: Invalid custom emoji identifier specified")
        spans.append(Span(kind, start, end, data))
    elif kind == "text_link":
        url = data or "".join(out[start:end])
        user = re.fullmatch(r"tg://user\?id=(\d{1,15})", url)
        if user:
            spans.append(Span("text_mention", start, end, user[1]))
        elif checked := checked_url(url):  # what is no link stays as plain text
            spans.append(Span("text_link", start, end, checked))
    elif kind == "blockquote":
        spans.append(Span("expandable_blockquote" if data else "blockquote", start, end))
    elif last and {kind, last.type} == {"pre", "code"} and (data or last.data):
        spans[-1] = Span("pre", start, end, data or last.data)
    else:
        spans.append(Span(kind, start, end, data))


def checked_url(url: str) -> str:
    """The URL as Telegram stores it, with scheme and path; empty where it is none that Telegram would link to."""
    url = url.strip()
    if re.match(r"(?i)(tg|ton|tonsite):", url):
        return url
    if not re.match(r"(?i)[a-z][a-z0-9+.-]*://", url):
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or "." not in host.strip(".") or re.search(r"[\s<>\"]", url):
        return ""
    return urlunsplit((parts.scheme.lower(), parts.netloc, parts.path or "/", parts.query, parts.fragment))
