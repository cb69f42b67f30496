"""What happens to towns: taken, fought over, entered. Each is (what, which town); ("not taken", which town) is a denial."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.brief import lexicon
from bot.brief.pictures.geography import countries
from bot.brief.units import Unit
from bot.model import Article, Place

NEAR = 70  # characters between what happened and the town that it happened to
AT = 16  # "take" and "took" are said of many things: the town stands right behind them
LAST = "the last city"

_TAKE = re.compile(r"\b(?:takes?|took|taken|hold|nehmen|nimmt)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:captur(?:e|es|ed)|seiz(?:e|es|ed)|fall(?:s|en)?|fell|lost|loss of|conquer(?:s|ed)|overr[au]n|surrender(?:s|ed)|"
    r"handed over|gave up|given up|taken|in taliban hands|(?:is|are|now) with the taliban|"
    r"gefallen|f[äa]llt|erobert|eingenommen|übernommen|"
    r"übergeben|verloren)(?! from)\b|سقوط|تصرف|تسلیم|سپرده شد|به دست طالبان|گرفتند",
    re.IGNORECASE,
)
# A town named so is not the one that it happened to.
_BESIDE = re.compile(
    r"(?:\b(?:km|kilomet\w+|miles|road|way|highway|gateway|capital|province|south|north|east|west|\w+lich|base|near|outside|"
    r"close|drive|only|between|through|around|at)\b[^.,;]{0,14}|\b(?:in|from|nach|bei|aus|to|toward|with|von|und|and|nur noch)\s)"
    r"$|(?:از|تا|مرکز)\s$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:den(?:y|ies|ied)|not|may|might|could|would|will|if|still|weigh\w*|repel\w*|pushed back|nicht)\b|رد می|رد کرد",
    re.IGNORECASE,
)
_DENIED = re.compile(r"den(?:y|ies|ied)|رد", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:before|after|since|until|when|once|bevor|nachdem)\b[^,.;]*$", re.IGNORECASE
)  # not the news itself
_MONEY = re.compile(r"[$€£%]|\b(?:crude|barrel|cents|shares|percent|dollars?)\b", re.IGNORECASE)
_BATTLE = re.compile(r"\b(?:fighting|clashes|siege|besieged|insurgen\w+|gekämpft|kämpfe)\b|جنگ", re.IGNORECASE)
_THE_TOWN = re.compile(
    r"\b(?:the city|the town|the (?:provincial )?capital|that it (?:was|had|is|has)|die Stadt)\b|این شهر|شهر را",
    re.IGNORECASE,
)
_FIGHTING = re.compile(
    r"\b(?:fighting|clashes|gekämpft|kämpfe)\b[^.,;]{0,14}\b(?:around|in|at|near|um|bei)\b", re.IGNORECASE
)
# What fighters do at a town; with the town each is a fact.
_ENTERED = r"\b(?:entered|enters|moved into|coming into|pushed into|dringen in|betreten)\b|وارد"
_PULLED_OUT = (
    r"\b(?:withdrew|pulled out|retreated|zogen ab|abgezogen)\b(?=.{0,60}\b(?:outside|außerhalb)\b)|عقب‌نشینی|بیرون شهر"
)
_LAST_CITY = r"\b(?:last|only) (?:large|big|major) city\b|\bletzte großstadt\b|تنها شهر بزرگ"
_SHOTS = r"\b(?:fired|shots|shooting) in(?:to)? the air\b|\bwarnschüsse\b|فیر هوایی|تیراندازی هوایی"
_PALACE = (
    r"\b(?:taken|took|in|inside|besetzt|entered)\b.{0,20}\bpalace\b|\bpräsidentenpalast\b(?=.{0,20}\bbesetzt)|وارد ارگ"
)
_MOVES = (
    ("entered", re.compile(_ENTERED, re.IGNORECASE)),
    ("pulled out", re.compile(_PULLED_OUT, re.IGNORECASE)),
    (LAST, re.compile(_LAST_CITY, re.IGNORECASE)),
    ("warning shots", re.compile(_SHOTS, re.IGNORECASE)),
    ("palace taken", re.compile(_PALACE, re.IGNORECASE)),
)
OF_TOWNS = frozenset({"taken", "fighting", *(kind for kind, _ in _MOVES)})


def where(place: Place) -> str:
    """The place as facts compare it: a town and the province around it that has its name are one."""
    return f"{place.name}, {place.country}"


def _nations(article: Article) -> set[str]:
    """The countries and peoples that an article names, as `where` has them: no towns."""
    return {where(p) for p in article.places if p.kind == "demonym" or p.geonameid in countries()}


def taken(article: Article, unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """Towns that changed hands, where the article is about a fight at all."""
    cues = [(cue, False) for cue in _TAKEN.finditer(unit.text)] + [(cue, True) for cue in _TAKE.finditer(unit.text)]
    opening = f"{article.title} {article.text[:600]}"
    if not cues or _MONEY.search(unit.text) or not (lexicon.PARTY.search(opening) or _BATTLE.search(opening)):
        return set()
    home = {p.country for p in article.places if p.field == "title"}
    nations = _nations(article)
    towns = [p for p in places if p.kind == "place" and where(p) not in nations and (not home or p.country in home)]
    found: set[tuple[str, str]] = set()
    for cue, strict in cues:
        if _ASIDE.search(unit.text, max(0, cue.start() - 40), cue.start()):
            continue
        kind = "taken"
        if unsaid := _NOT_SO.search(unit.text, max(0, cue.start() - 80), cue.start()):
            if strict or not _DENIED.match(unsaid[0]):
                continue
            kind = "not taken"
        near = []
        for town in towns:
            at = town.start - unit.start
            end = at + len(town.text)
            between = unit.text[cue.end() : at] if at >= cue.end() else unit.text[end : cue.start()]
            if (
                (strict and not 0 < at - cue.end() <= AT)
                or len(between) > NEAR
                or ";" in between
                or (at >= cue.end() and "," in between)
                or unit.text[end : end + 2] in ("'s", "’s")
                or _BESIDE.search(unit.text[max(0, at - 30) : at])
            ):
                continue
            near.append((len(between), at < cue.start(), where(town)))  # of two as near, the one that it is said before
        if near:
            found.add((kind, min(near)[2]))
        elif not strict and unit.field == "text" and _THE_TOWN.search(unit.text):
            before = [where(town) for town in towns if town.start - unit.start < cue.start()]
            heads = [where(p) for p in article.places if p.field == "title" and where(p) not in nations]
            found |= {(kind, town) for town in before[-1:] or heads[:1]}
    return found


def fought(unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """Towns where there is fighting: "fighting around Maidan Shar"."""
    found: set[tuple[str, str]] = set()
    for cue in _FIGHTING.finditer(unit.text):
        ahead = [p for p in places if 0 < p.start - unit.start - cue.end() <= 2 and p.kind == "place"]
        found |= {("fighting", where(p)) for p in ahead[:1]}
    return found


def moved(article: Article, unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """What fighters did at a town; the article's own where the sentence says "the city", or names none."""
    found: set[tuple[str, str]] = set()
    nations = _nations(article)
    for kind, pattern in _MOVES:
        for cue in pattern.finditer(unit.text):
            unsaid = _NOT_SO.search(unit.text, max(0, cue.start() - 40), cue.start())
            if unsaid and not _DENIED.match(unsaid[0]):
                continue
            towns = [p for p in places if p.kind == "place" and where(p) not in nations]
            if kind == LAST:
                said = [p for p in towns if p.start - unit.start < cue.start()][-1:]
            else:
                said = [p for p in towns if 0 < p.start - unit.start - cue.end() <= AT]
            home = [p for p in article.places if p.kind == "place" and where(p) not in nations]
            for town in (said or ([] if kind == LAST else home))[:1]:
                found.add((f"not {kind}" if unsaid else kind, where(town)))
    return found
