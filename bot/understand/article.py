"""Item -> Article: every part of understanding, put together. Pure and deterministic; no text makes it raise."""

from __future__ import annotations

from collections.abc import Sequence

from bot import catalog
from bot.model import Article, Attribution, Item, Place
from bot.understand import attributions, figures, language, places, sentences, severity, terms, wire

# Characters of a field that are analysed: the longest live blogs and transcripts run to some 60,000; what lies beyond is not news
# to the second, and time and memory of an item stay bounded. The text itself is kept whole.
MAX_TEXT = 100_000
MAX_TITLE = 1_000
_OPENING_MARKS = "'‘\"“„«"


def article(item: Item) -> Article:
    """The item understood. Lone surrogates, which no UTF-8 can hold, become U+FFFD, so that offsets stay right."""
    title, text = _valid(item.title), _valid(item.text)
    head, body = title[:MAX_TITLE], text[:MAX_TEXT]
    lang = language.detect(f"{head}\n{body}" if body else head, item.lang)
    found = places.find(head, body, lang, home=catalog.home(item.link, item.outlet))
    spans = (*sentences.split("title", head, lang), *sentences.split("text", body, lang))
    return Article(
        id=item.id,
        title=title,
        text=text,
        published=item.published,
        outlet=item.outlet,
        link=item.link,
        lang=lang,
        wire=wire.agency(head, body),
        sentences=spans,
        places=found,
        figures=(*figures.find("title", head, lang), *figures.find("text", body, lang)),
        attributions=tuple(
            one for one in attributions.find(head, body, lang, spans) if not _is_label_of_place(one, found)
        ),
        terms=terms.terms(head, body, lang, found) | _filed(item, head, body, lang),
        lat=item.lat,
        lon=item.lon,
    )


def _is_label_of_place(attribution: Attribution, found: Sequence[Place]) -> bool:
    """Whether it is a place over what happens there ("Afghanistan: Taliban take Herat"), and nobody who says so."""
    if len(attribution.source) != 1 or [span.text for span in attribution.cue] != [":"]:
        return False
    source, told = attribution.source[0], attribution.content[:1]
    return not any(span.text[0] in _OPENING_MARKS for span in told) and any(
        (place.field, place.start, place.end) == (source.field, source.start, source.end) for place in found
    )


def _filed(item: Item, title: str, text: str, lang: str) -> frozenset[str]:
    """The terms that come not from the words: language, outlet, severity, and where the source says that it is."""
    own = {f"l:{lang}"} if item.lat is None or item.lon is None else {f"l:{lang}", terms.cell_term(item.lat, item.lon)}
    level = severity.level(title, text, lang, item.severity)
    return terms.source_terms(item.outlet) | terms.severity_terms(level) | own


def _valid(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text
