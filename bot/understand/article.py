"""Item -> Article: every part of understanding, put together. Pure and deterministic; no text makes it raise."""

from __future__ import annotations

from bot import catalog
from bot.model import Article, Item
from bot.understand import attributions, figures, language, places, sentences, severity, terms, wire

# Characters of a field that are analysed: the longest live blogs and transcripts run to some 60,000; what lies beyond is not news
# to the second, and time and memory of an item stay bounded. The text itself is kept whole.
MAX_TEXT = 100_000
MAX_TITLE = 1_000


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
        attributions=attributions.find(head, body, lang, spans),
        terms=terms.terms(head, body, lang, found) | _filed(item, head, body, lang),
        lat=item.lat,
        lon=item.lon,
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
