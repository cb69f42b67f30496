"""The operators of topics, place: near: source: lang: severity:, with what they ask of an article."""

from __future__ import annotations

import re

from bot.severity import ALERTS, LEVELS, Severity
from bot.understand import places, terms
from bot.understand.topics import grammar
from bot.understand.topics.conditions import Near
from bot.understand.topics.grammar import Asked
from bot.understand.topics.literals import Literal, group_of
from bot.words import say, thousands

RADIUS = 50.0  # km around near:kabul where none is given: the town and what is an hour's drive away
MAX_RADIUS = 1000.0  # km: farther is a region, and countries have names
MILE = 1.609344  # km
UNITS = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "км": 1.0, "كم": 1.0,
    "کم": 1.0, "کیلومتر": 1.0, "公里": 1.0, "mi": MILE, "mile": MILE, "miles": MILE,
}  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d)[,٬](?=\d{3}$)")  # 1,000 km is no 1 km
LANGUAGES = {
    **terms.STEMMERS,
    "am": "amharic", "az": "azerbaijani", "be": "belarusian", "bg": "bulgarian", "bn": "bengali", "et": "estonian",
    "gu": "gujarati", "he": "hebrew",
    "hr": "croatian", "ja": "japanese", "ka": "georgian", "kk": "kazakh", "km": "khmer", "kn": "kannada",
    "ko": "korean", "ku": "kurdish", "ky": "kyrgyz", "lo": "lao", "lv": "latvian", "mk": "macedonian", "ml": "malayalam",
    "mn": "mongolian", "mr": "marathi", "ms": "malay", "my": "burmese", "pa": "punjabi", "ps": "pashto", "si": "sinhala",
    "sk": "slovak", "sl": "slovenian", "so": "somali", "sq": "albanian", "sw": "swahili", "te": "telugu", "tg": "tajik",
    "th": "thai", "tk": "turkmen", "tl": "tagalog", "uk": "ukrainian", "ur": "urdu", "uz": "uzbek", "vi": "vietnamese",
    "zh": "chinese",
}  # fmt: skip
LANGUAGE_NAMES = {name: code for code, name in LANGUAGES.items()} | {"farsi": "fa", "dari": "fa", "mandarin": "zh"}


def asked(query: str, node: Asked) -> tuple[Literal, str]:
    """What an operator with its value asks, and how the heading says it. Raises QueryError where there is no such value."""
    return {
        "place": _place,
        "near": _near,
        "source": _source,
        "lang": _lang,
        "severity": _severity,
    }[node.operator](query, node)


def _place(query: str, node: Asked) -> tuple[Literal, str]:
    known = _known(query, node)
    return Literal((group_of(known),)), known.name


def _known(query: str, node: Asked) -> places.Known:
    known = places.lookup(node.text.casefold())
    if known is None:
        near = places.near_names(node.text, 3)
        meant = say("or").join(map(str.title, near))
        guess = say("near_operator", near=meant) if near else say("like", example="place:kabul")
        grammar.fail(query, node.column, say("no_such_place", name=node.text), guess)
    return known


def _near(query: str, node: Asked) -> tuple[Literal, str]:
    known = _known(query, node)
    position = places.position(known.geonameid)
    if position is None:
        remedy = say("write_place", name=known.name)
        grammar.fail(query, node.column, say("no_spot", name=known.name), remedy)
    km, told = RADIUS, f"{RADIUS:g} km"
    if node.radius:
        number, unit = node.radius
        factor = UNITS.get(unit.casefold())
        if factor is None:
            what = say("no_distance", text=f"{number} {unit}") if unit else say("no_unit", number=number)
            grammar.fail(query, node.radius_column, what, say("like", example="near:kabul 50km, near:kabul 30mi"))
        below = not number[0].isdigit()  # a dash
        amount = 0.0 if below else float(_THOUSANDS.sub("", number).replace(",", ".").replace("٫", "."))
        km, told = amount * factor, f"{amount:g} {'mi' if factor == MILE else 'km'}"
        if not 0 < km <= MAX_RADIUS:
            bounds = say("distance_bounds", limit=thousands(f"{MAX_RADIUS:,.0f}"))
            grammar.fail(query, node.radius_column, bounds, say("like", example="50km"))
    cells = frozenset(f"g:{row}:{column}" for row, column in places.cells(*position, km))
    return Literal((cells,), Near(*position, km)), f"{told} around {known.name}"


def _source(query: str, node: Asked) -> tuple[Literal, str]:
    named = terms.source_terms(node.text.casefold())
    if not named:
        grammar.fail(query, node.column, say("no_value", operator="source"), say("like", example="source:bbc"))
    return Literal((named,)), f", from {node.text.strip()}"


def _lang(query: str, node: Asked) -> tuple[Literal, str]:
    name = node.text.casefold().strip()
    primary = name.replace("_", "-").partition("-")[0]
    code = primary if primary in LANGUAGES else LANGUAGE_NAMES.get(name)
    if code is None:
        grammar.fail(query, node.column, say("no_language", name=node.text), say("like", example="lang:fa, lang:en"))
    return Literal((frozenset({f"l:{code}"}),)), f", in {LANGUAGES[code].capitalize()}"


def _severity(query: str, node: Asked) -> tuple[Literal, str]:
    name = node.text.casefold().strip(" >=+")
    level: Severity | None = next((one for one in LEVELS if one == name), ALERTS.get(name))
    if level is None:
        levels = say("severities", levels=", ".join(LEVELS))
        grammar.fail(query, node.column, say("no_severity", name=node.text), levels)
    return Literal((frozenset({f"v:{level}"}),)), f", severity {level}"
