"""Whose report a sentence passes on: "..., the Velm Wire reported", "según la agencia Velm Wire"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from bot.brief.independence import outlet
from bot.brief.units import Unit
from bot.catalog import agencies
from bot.model import Article
from bot.names import bones

SHORTEST = 3  # letters of an outlet's name
_BEFORE = (
    r"(?:according to|citing|quoted by|reported by|told|selon|d['’]après|cité par|citant|según|citado por|informó a|segundo|"
    r"citada pela|citando|secondo|laut|nach Angaben (?:von|der)|berichtet|meldet|по данным|со ссылкой на|сообщ\w+|передает|пишет|"
    r"за даними|з посиланням на|повідом\w+|передає|według|podaje|نقلا عن|بحسب|وفق|به نقل از|به گزارش)"
)
_BEHIND = (
    r"(?:reports?|reported|said|says|writes|wrote|has learned|rapporte|a rapporté|indique|informa|informó|reporta|reportó|"
    r"noticia|noticiou|avança|riferisce|berichtet|berichtete|meldet|meldete|сообщ\w+|переда[её]т|пишет|повідомл\w+|передає|пише|"
    r"podaje|podała|bildirdi)\b"
)
_AGENCY = (
    r"(?:(?:news |press )?agency|agence(?: de presse)?|agencia(?: de noticias)?|agência(?: de notícias)?|"
    r"agenzia(?: di stampa)?|(?:nachrichten)?agentur|агентств\w+|агенц\w+|agencj[ai]|وكالة|خبرگزاری|ajansı)"
)
_THE = r"(?:the |la |l['’]|die |der |a |o )?"
_NAME = r"((?-i:[^\W\d_a-zа-яіїєё][\w’'-]*(?: (?:of |de )?[^\W\d_a-zа-яіїєё][\w’'-]*){0,3}))"
# An agency is known by its name, whether we read it or not: "the Velm Agency reported", "rapporte l'agence Velm", "..., Velm
# Wire reports." at the end of a sentence.
_ANY_AGENCY = re.compile(
    rf"\b(?:{_BEFORE}|{_BEHIND}) {_THE}{_AGENCY} {_NAME}|{_NAME} (?:news|press) agency (?:also )?{_BEHIND}"
    rf"|{_NAME} Agency (?:also )?report(?:s|ed)"
    rf"|\b{_BEFORE} (?:the )?{_NAME} (?:news )?agency\b|\b{_AGENCY} {_NAME} {_BEHIND}|, {_NAME} report(?:s|ed)\W*\Z",
    re.IGNORECASE,
)
# Others' report, and nobody says whose: "..., agency reports", "laut Medienberichten".
_UNNAMED = re.compile(
    r"\b(?:(?:local|state|foreign|news|several) )*(?:agency|agencies|media|press|newspapers?|broadcasters?) (?:reports?|"
    r"reported|says?|said)\W*\Z"
    r"|\baccording to (?:(?:local|state|foreign|news|several|the|a) )*(?:agency|agencies|media|press|newspapers?|"
    r"media reports?|press reports?)\W*\Z"
    r"|\b(?:media|press|agency) reports say\b|\b(?:laut|nach) (?:Medien|Presse|Agentur)\w*|\bMedienberichten zufolge\b|"
    r"\b(?:berichten|melden) Medien\b"
    r"|\bselon (?:les |des |la |une )?(?:médias|presse|agence)\b(?! [^\W\d_a-zà-ÿ])|\bsegún (?:los |las |la |una )?(?:medios|"
    r"prensa|agencias?)\b(?! [^\W\d_a-zà-ÿ])"
    r"|\bsegundo (?:os |as |a |uma )?(?:media|meios|mídia|imprensa|agências?)\b(?! [^\W\d_a-zà-ÿ])|\bsecondo (?:i |la |"
    r"le )?(?:media|stampa|agenzie)\b"
    r"|\b(?:сообщают|пишут|передают) (?:СМИ|агентства)\b|\bпо (?:данным|сообщениям) СМИ\b|\b(?:повідомляють|пишуть) ЗМІ\b|"
    r"\bза даними ЗМІ\b"
    r"|\b(?:według|zdaniem) mediów\b|\b(?:بحسب|وفق|نقلت) وسائل إعلام\b|به گزارش رسانه|据.{0,4}媒体报道",
    re.IGNORECASE,
)
_CALLED_SO = re.compile(r"\b(?:news )?agency\b", re.IGNORECASE)


def cited(unit: Unit, houses: Mapping[str, str]) -> str | None:
    """The voice of the outlet whose report a sentence passes on; None where it passes on none. `houses` gives the voice of each
    outlet by its name."""
    for name, voice in houses.items():
        if name in unit.text and _passes_on(name).search(unit.text):
            return voice
    if found := _ANY_AGENCY.search(unit.text):
        name = bones(_CALLED_SO.sub("", next(filter(None, found.groups()))))
        return next(
            (voice for known, voice in houses.items() if bones(_CALLED_SO.sub("", known)) == name), f"agency {name}"
        )
    for world in _any_known().finditer(unit.text):
        if _passes_on(world[0]).search(unit.text):
            return f"agency {bones(agencies()[world[0]])}"
    return None


@cache
def _any_known() -> re.Pattern[str]:
    """The agencies that everybody knows, as they are written; what two letters stand for may be another body ("PA said")."""
    forms = sorted((form for form in agencies() if len(form) > 2 or form == "AP"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def is_hearsay(text: str) -> bool:
    """Whether a sentence passes on a report without a word on whose it is: its source cannot be told from others'."""
    return bool(_UNNAMED.search(text))


@lru_cache(maxsize=1024)
def _passes_on(name: str) -> re.Pattern[str]:
    written = re.escape(name)
    return re.compile(
        rf"\b{_BEFORE} {_THE}(?:{_AGENCY} )?{written}\b|\b{written}(?:['’]s)? {_BEHIND}|\b{_BEHIND} {_THE}{_AGENCY} {written}\b",
        re.IGNORECASE,
    )


def houses(articles: Iterable[Article], voices: Mapping[str, str]) -> dict[str, str]:
    """The voice of each outlet by its name as it writes it; names of fewer than three letters are left out."""
    named = ((outlet(article).removeprefix("The "), article) for article in articles)
    return {name: voices[article.id] for name, article in named if article.id in voices and len(name) >= SHORTEST}
