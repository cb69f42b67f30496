"""Attributions: who says what in a news item. Source, cue and content are verbatim spans; a role may have several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.model import Attribution, Field, Span, first_line
from bot.understand.attributions import credits, english, other, quotes, unspaced
from bot.understand.attributions.records import Record
from bot.understand.attributions.tokens import Unit, units

__all__ = ["find"]

# A name over what its bearer says: "Scholz: ...". It is one where the text names the same as a source.
_LABEL = re.compile(r"\W*(?P<source>[^\W\d_][^:\n.!?]{1,38}[^\W_])\s?(?P<cue>[:：])\s?(?P<content>\S[^\n]{11,300})")
# What posts open with, and nobody says: emoji, bullets.
_OPENING = re.compile(r"(?:[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]+\s*)*")


def find(title: str, text: str, lang: str, sentences: Sequence[Span]) -> tuple[Attribution, ...]:
    """The attributions of title and text, in order of place. `sentences` are those of either field, in order; a field that
    has none is read as one sentence. `lang` is ISO 639-1. Never raises for what a text may hold."""
    result: list[Attribution] = []
    fields: tuple[tuple[Field, str], ...] = (("title", title), ("text", text))
    for name, value in fields:
        if value.strip():
            own = [span for span in sentences if span.field == name] or [Span(name, 0, len(value), value)]
            heads = name == "title" or not title.strip()
            credited = credits.find(*_headline(value)) if heads else None
            found = _records(name, value, lang, own)
            if credited and not any(record.content and record.content[0][0] < credited.cue[0][0] for record in found):
                found = [credited, *(record for record in found if record.cue[0][0] > credited.source[0][1])]
            result += [_attribution(name, value, record) for record in found]
    if not any(one.content and one.content[0].field == "title" for one in result) and (
        over := _labelled(title, result)
    ):
        result.insert(0, over)
    return tuple(result)


def _labelled(title: str, found: list[Attribution]) -> Attribution | None:
    """The attribution of a title that opens with the name of somebody whom the text quotes: "Scholz: ..."."""
    label = _LABEL.match(first_line(title)) if title.strip() else None
    if label is None:
        return None
    named = {word.casefold() for one in found for span in one.source for word in re.findall(r"[^\W\d_]{3,}", span.text)}
    words = re.findall(r"[^\W\d_]{3,}", label["source"])
    if not words or words[-1].casefold() not in named:
        return None
    at = title.index(label[0])
    return _attribution(
        "title", title, Record(*([(at + a, at + b)] for a, b in map(label.span, ("source", "cue", "content"))))
    )


def _headline(text: str) -> tuple[str, int]:
    """A title, or the first line of a post, and where it starts."""
    line = first_line(text)
    return line, text.index(line)


def _records(name: Field, text: str, lang: str, sentences: list[Span]) -> list[Record]:
    records: list[Record] = []
    last: Record | None = None  # the latest with quoted speech: a quotation alone goes on with it
    last_unit: Unit | None = None
    announced: Record | None = None  # "X said:" at a line's end: the next paragraph is what is said
    announced_in = 0
    quoted = quotes.find(text)
    code = lang.split("-")[0].lower()
    for unit in units(text, sentences, quoted):
        abroad = next((module for module in (other, unspaced) if module.supported(code)), None)
        if abroad:
            inside = [piece for piece in quoted if unit.start <= piece[0] and piece[1] <= unit.end]
            found = abroad.find(text, unit.start, unit.end, code, inside)
        else:
            found = english.find(unit, name == "title")
        speech = [token for token in unit.tokens if token.kind == "q"]
        if announced and unit.paragraph == announced_in + 1 and unit.tokens and unit.tokens[0].kind == "w":
            announced.content.append((unit.start, unit.end))
        if not found and speech and last is not None and last_unit is not None:
            near = unit.paragraph == last_unit.paragraph
            if near or (unit.tokens[0].kind == "q" and unit.paragraph - last_unit.paragraph == 1):
                last.content += [(token.start, token.end) for token in speech]
                last_unit = unit
                continue
        records += found
        if found:
            last, last_unit = found[-1], unit
            if unit.tokens[-1].low == ":" and not last.content:
                announced, announced_in = last, unit.paragraph
    return records


def _attribution(name: Field, text: str, record: Record) -> Attribution:
    def spans(pieces: list[tuple[int, int]]) -> tuple[Span, ...]:
        bare = [(_OPENING.match(text, start, end).end(), end) for start, end in sorted(pieces)]  # type: ignore[union-attr]
        return tuple(Span(name, start, end, text[start:end]) for start, end in bare if start < end)

    return Attribution(source=spans(record.source), cue=spans(record.cue), content=spans(record.content))
