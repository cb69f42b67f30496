"""Texts as Telegram takes them: markup parsed, whitespace trimmed, entities put in order.

Inside this module a span counts code points; what leaves it counts UTF-16 units, as the Bot API does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any

from handlers.sandbox.markup import STYLES, EntityError, Span, checked_url, parse_html

Json = dict[str, Any]

MAX_ENTITIES = 100  # more are dropped without a word: core.telegram.org/method/messages.sendMessage
MAX_BYTES = 32768  # of a text with its markup, longer ones are refused before parsing
QUOTES = ("blockquote", "expandable_blockquote")
GIVEN = {*STYLES, *QUOTES, "code", "pre", "text_link", "text_mention", "custom_emoji"}  # a bot may set these
# The server finds these itself, whatever a bot sets.
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
HIDDEN = ("text_link", "text_mention", "custom_emoji")  # carry data: kept on whitespace too
ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "url", "email", "mention",
         "hashtag", "cashtag", "bot_command", "bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji",
         )  # fmt: skip
REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")  # line separators, direction overrides, overlines
BLANKED = re.compile(r"[\x00-\x09\x0b-\x1f]")
TOP_LEVELS = "com|org|net|info|io|me|eu|uk|de|fr|af|pk|ir|in|us|gov|edu|int|tv|news|example|test"
FINDERS = (
    ("url", re.compile(
        rf"(?<![\w@.-])(?:https?://[^\s<>\"]+|(?:[a-z0-9-]+\.)+(?:{TOP_LEVELS})\b(?:/[^\s<>\"]*)?)", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}\b", re.IGNORECASE)),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])", re.ASCII)),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}\b")),
)  # fmt: skip


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def offsets(text: str) -> list[int]:
    """The UTF-16 offset of each code point, and of the end."""
    return [0, *accumulate(1 + (char > "\uffff") for char in text)]


def given_spans(text: str, entities: Iterable[Json]) -> list[Span]:
    """Spans of entities that the bot sends beside a plain text. Raises EntityError for what cannot be."""
    index = {offset: at for at, offset in enumerate(offsets(text))}
    end_of_text = units(text)
    spans = []
    for entity in entities:
        kind, offset, length = entity["type"], entity["offset"], entity["length"]
        if kind in FOUND:
            continue  # found by the server itself
        if kind not in GIVEN:
            raise EntityError("can't parse MessageEntity: Unsupported type specified")
        if kind in NEEDS and NEEDS[kind] not in entity:
            raise EntityError(f"can't parse MessageEntity: Can't find field \"{NEEDS[kind]}\"")
        if not 0 <= offset <= 1_000_000:
            raise EntityError(f"receive an entity with incorrect offset {offset}")
        if not 0 <= length <= 1_000_000:
            raise EntityError(f"receive an entity with incorrect length {length}")
        end = offset + length
        if offset > end_of_text:
            raise EntityError(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if end > end_of_text:
            raise EntityError(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            )
        if offset not in index or end not in index:
            raise EntityError("entity begins or ends in a middle of a UTF-16 symbol")
        data = entity.get("language", "")
        if kind == "text_link":
            data = checked_url(entity["url"])
            if not data:
                continue
        elif kind == "text_mention":
            data = str(entity["user"]["id"])
        elif kind == "custom_emoji":
            data = entity["custom_emoji_id"]
        if length:
            spans.append(Span(kind, index[offset], index[end], data if kind not in STYLES + QUOTES else ""))
    return spans


def sort_key(span: Span) -> tuple[int, int, int]:
    rank = ORDER.index(span.type) if span.type in ORDER else len(ORDER)
    return span.start, -span.end, rank


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Those that overlap none that came earlier, in order."""
    result: list[Span] = []
    for span in sorted(spans, key=sort_key):
        if not result or not span.overlaps(result[-1]):
            result.append(span)
    return result


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans of one style, joined where they touch."""
    result: list[Span] = []
    for span in sorted(spans, key=sort_key):
        if result and span.start <= result[-1].end:
            result[-1] = replace(result[-1], end=max(result[-1].end, span.end))
        else:
            result.append(span)
    return result


def cut(span: Span, hole: Span) -> list[Span]:
    """What is left of a span outside of a hole."""
    if not span.overlaps(hole):
        return [span]
    pieces = [replace(span, end=min(span.end, hole.start)), replace(span, start=max(span.start, hole.end))]
    return [piece for piece in pieces if piece.start < piece.end]


def split(span: Span, other: Span) -> list[Span]:
    """The span, in two pieces where it crosses the other."""
    if not span.crosses(other):
        return [span]
    at = other.start if span.start < other.start else other.end
    return [replace(span, end=at), replace(span, start=at)]


def ordered(spans: Sequence[Span]) -> list[Span]:
    """Spans that nest: quotes do not hold quotes, nothing stands in code, styles are joined and cut where they cross."""
    quotes = without_overlaps(span for span in spans if span.type in QUOTES)
    pieces = [span for span in spans if span.type not in (*QUOTES, *STYLES)]
    pieces = without_overlaps(span for span in pieces if not any(span.crosses(quote) for quote in quotes))
    fixed = [*quotes, *pieces]
    styles: list[Span] = []
    for style in STYLES:
        found = merged(span for span in spans if span.type == style)
        for code in (span for span in pieces if span.type in ("pre", "code")):
            found = [piece for span in found for piece in cut(span, code)]
        for other in (*fixed, *styles):
            found = [piece for span in found for piece in split(span, other)]
        styles += found
    return sorted([*fixed, *styles], key=sort_key)


def cleaned(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """The text without control characters, and the spans moved along."""
    if not REMOVED.search(text):
        return BLANKED.sub(" ", text), list(spans)
    moved = [0, *accumulate(0 if REMOVED.match(char) else 1 for char in text)]
    kept = (replace(span, start=moved[span.start], end=moved[span.end]) for span in spans)
    return BLANKED.sub(" ", REMOVED.sub("", text)), [span for span in kept if span.start < span.end]


def trimmed(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """Without whitespace at both ends; a span starts at a character, and one of whitespace only is dropped. An entity with
    data of its own holds the whitespace before it."""
    kept = []
    for span in spans:
        inside = text[span.start : span.end]
        if span.type not in HIDDEN:
            span = replace(span, start=span.start + len(inside) - len(inside.lstrip(" \n")))
        if span.start < span.end:
            kept.append(span)
    end = len(text.rstrip(" \n"))
    first = min((span.start for span in kept), default=end)
    start = min(first, len(text) - len(text.lstrip(" \n")))
    shifted = [replace(span, start=span.start - start, end=min(span.end, end) - start) for span in kept]
    return text[start:end], [span for span in shifted if span.start < span.end]


def found_spans(text: str) -> list[Span]:
    """Links, mentions, commands and the like that Telegram finds in plain text."""
    found = []
    for kind, pattern in FINDERS:
        for match in pattern.finditer(text):
            end = match.end()
            if kind == "url":
                end = match.start() + len(match.group().rstrip(".,;:!?)'»”]"))
            found.append(Span(kind, match.start(), end))
    return without_overlaps(found)


def entity_json(span: Span, at: Sequence[int]) -> Json:
    entity: Json = {"offset": at[span.start], "length": at[span.end] - at[span.start], "type": span.type}
    if span.type == "text_link":
        entity["url"] = span.data
    elif span.type == "pre" and span.data:
        entity["language"] = span.data
    elif span.type == "text_mention":
        entity["user_id"] = int(span.data)  # whoever knows the users puts the user here
    elif span.type == "custom_emoji":
        entity["custom_emoji_id"] = span.data
    return entity


def formatted(text: str, parse_mode: str = "", entities: Sequence[Json] = ()) -> tuple[str, list[Json]]:
    """A text as it is shown, with its entities in UTF-16 units, found ones included. The text may be empty afterwards.

    Raises EntityError, whose words follow "Bad Request: " in Telegram's answers.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise EntityError("strings must be encoded in UTF-8") from None
    if size > MAX_BYTES:
        raise EntityError("text is too long")
    mode = parse_mode.lower()
    if mode in ("", "none"):
        spans = given_spans(text, entities)
    elif mode == "html":
        text, spans = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise EntityError("the sandbox parses HTML only, not Markdown")
    else:
        raise EntityError("unsupported parse_mode")
    text, spans = cleaned(text, ordered(spans))
    text, spans = trimmed(text, spans)
    one_piece = [span for span in spans if span.type not in (*STYLES, *QUOTES)]
    spans = ordered([*spans, *(span for span in found_spans(text) if not any(span.overlaps(o) for o in one_piece))])
    at = offsets(text)
    return text, [entity_json(span, at) for span in spans[:MAX_ENTITIES]]
