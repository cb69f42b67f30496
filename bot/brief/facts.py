"""What a sentence tells, in any language: a town taken, somebody gone, so many of something. Sentences that share such a fact say
the same however they word it: places and numbers are known by what they mean, names by their consonants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from anyascii import anyascii
from msgspec import Struct

from bot.brief import lexicon
from bot.brief.lines import Unit, first_units
from bot.model import Article, Place

Fact = tuple[str, str | int | float]

NEAR = 70  # characters between what happened and the town that it happened to
AT = 16  # "take" and "took" are said of many things: the town stands right behind them
TELLING = 100  # a count that is hardly ever told of two things on one day
LEADING = 6  # of an article's places, those that it is about
FEWEST = 3  # smaller counts are told of everything
AT_ONCE = timedelta(hours=48)  # reports of one event in different stories are no further apart
LEAD = 80  # characters of datelines and labels before the first sentence

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
_WHY = re.compile(r"\b(?:blam\w+|accus\w+|plot|conspir\w+)\b", re.IGNORECASE)  # what is new is why, not that
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
# What befalls people, known by both of their names: each is told in many words ("killed", "shot dead", "assassinated").
_BEFALLEN = (
    r"(?:(?:is|are|was|were|been) (?:(?:shot|stabbed|beaten) (?:dead )?and |later |reported |found )?{0}"
    r"|{0}(?= (?:in|by|at|as|after|during|on|over|near|when|while|outside|following)\b|[.,;]|$))"
)
_FATES = (
    (
        "dead",
        re.compile(
            r"\b(?:dies|died|(?:shot|found|is|was) dead|" + _BEFALLEN.format("(?:killed|assassinated|murdered)") + ")",
            re.IGNORECASE,
        ),
    ),
    ("convicted", re.compile(r"\b(?:found guilty|" + _BEFALLEN.format("convicted") + ")", re.IGNORECASE)),
    ("arrested", re.compile(r"\b" + _BEFALLEN.format("(?:arrested|detained)"), re.IGNORECASE)),
    ("resigned", re.compile(r"\b(?:resigns|resigned|steps down|stepped down)\b", re.IGNORECASE)),
    (
        "elected",
        re.compile(r"\b(?:wins?|won|re-?elected)\b(?=[^.;]*\b(?:election|vote|presiden\w+|polls?)\b)", re.IGNORECASE),
    ),
)
_UNDONE = re.compile(
    r"\b(?:not|never|nearly|almost|den(?:y|ies|ied)|may|might|could|would|will|if|plot|attempt\w*|released|over)\b",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:al-|de |bin |van |von |el-)?[A-ZÀ-Þ][\w’'-]+)+")
LAST = "the last city"
FAR = "km"  # how far away something is
# What fighters do at a town; with the town each is a fact.
_ENTERED = r"\b(?:entered|enters|moved into|coming into|pushed into|dringen in|betreten)\b|وارد"
_PULLED_OUT = (
    r"\b(?:withdrew|pulled out|retreated|zogen ab|abgezogen)\b(?=.{0,60}\b(?:outside|außerhalb)\b)|عقب‌نشینی|بیرون شهر"
)
_LAST_CITY = r"\b(?:last|only) (?:large|big|major) city\b|\bletzte großstadt\b|تنها شهر بزرگ"
_SHOTS = r"\b(?:fired|shots|shooting) in(?:to)? the air\b|\bwarnschüsse\b|فیر هوایی|تیراندازی هوایی"
_PALACE = (
    r"\b(?:taken|took|in|inside|besetzt|entered)\b.{0,20}\bpalace\b|\bpräsidentenpalast\b.{0,20}\bbesetzt|وارد ارگ"
)
_MOVES = (
    ("entered", re.compile(_ENTERED, re.IGNORECASE)),
    ("pulled out", re.compile(_PULLED_OUT, re.IGNORECASE)),
    (LAST, re.compile(_LAST_CITY, re.IGNORECASE)),
    ("warning shots", re.compile(_SHOTS, re.IGNORECASE)),
    ("palace taken", re.compile(_PALACE, re.IGNORECASE)),
)
_GONE = re.compile(
    r"\b(?:has|had|have|hat) (?:left|fled|gone|quit)\b|\bleft (?:for|afghanistan|the country)\b|\b(?:he|she) left\b|\bleaves?\b,|"
    r"\bleft and said\b|das Land verlassen|ترک کرد",
    re.IGNORECASE,
)
_COUNTED = (
    ("wounded", re.compile(r"\b(?:wounded|injured|hurt|verletzt\w*)|زخمی", re.IGNORECASE)),
    ("troops", re.compile(r"\b(?:troops|soldiers?|marines|soldaten|force)\b|سرباز", re.IGNORECASE)),
    ("killed", re.compile(r"\b(?:dead|deaths?|kill(?:ed|s)|died|toll|lives|tote)\b|کشته|جان باخت", re.IGNORECASE)),
    ("displaced", re.compile(r"\b(?:displaced|fled|forced from)\b|بیجا|خانه‌های خود", re.IGNORECASE)),
    ("aboard", re.compile(r"\b(?:aboard|carried|passengers|on board|on one plane|an Bord)\b", re.IGNORECASE)),
)
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w’'-]{2,}|[\u0600-\u06ff]{3,}")
_OF_PEOPLE = frozenset(kind for kind, _ in _FATES)
_OF_TOWNS = frozenset({"taken", "fighting", *(kind for kind, _ in _MOVES)})
_EVENTS = _OF_TOWNS | {"gone", "gone, perhaps"}
_TITLES = frozenset(
    (
        "president",
        "prime",
        "minister",
        "former",
        "general",
        "king",
        "queen",
        "secretary",
        "spokesman",
        "spokeswoman",
        "präsident",
    )
)


class Told(Struct, frozen=True):
    """The facts of a sentence, and the places that it names; those of its article where it names none."""

    facts: frozenset[Fact]
    places: frozenset[str]
    around: frozenset[str]  # the places that its article is about


class Witness(Struct, frozen=True):
    """A sentence that tells a fact."""

    article: Article
    unit: Unit
    told: Told


def _inside(article: Article, unit: Unit) -> list[Place]:
    end = unit.start + len(unit.text)
    return [p for p in article.places if p.field == unit.field and unit.start <= p.start < end]


def _where(place: Place) -> str:
    """The place as facts compare it: a town and the province around it that has its name are one."""
    return f"{place.name}, {place.country}"


def _taken(article: Article, unit: Unit, places: Sequence[Place]) -> set[Fact]:
    """Towns that changed hands, where the article is about a fight at all."""
    cues = [(cue, False) for cue in _TAKEN.finditer(unit.text)] + [(cue, True) for cue in _TAKE.finditer(unit.text)]
    opening = f"{article.title} {article.text[:600]}"
    if not cues or _MONEY.search(unit.text) or not (lexicon.PARTY.search(opening) or _BATTLE.search(opening)):
        return set()
    home = {p.country for p in article.places if p.field == "title"}
    nations = {_where(p) for p in article.places if p.kind == "demonym" or p.name in lexicon.countries()}
    towns = [p for p in places if p.kind == "place" and _where(p) not in nations and (not home or p.country in home)]
    found: set[Fact] = set()
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
            near.append((len(between), _where(town)))
        if near:
            found.add((kind, min(near)[1]))
        elif not strict and unit.field == "text" and _THE_TOWN.search(unit.text):
            before = [_where(town) for town in towns if town.start - unit.start < cue.start()]
            heads = [_where(p) for p in article.places if p.field == "title" and _where(p) not in nations]
            found |= {(kind, town) for town in before[-1:] or heads[:1]}
    return found


def _fought(unit: Unit, places: Sequence[Place]) -> set[Fact]:
    """Towns where there is fighting: "fighting around Maidan Shar"."""
    found: set[Fact] = set()
    for cue in _FIGHTING.finditer(unit.text):
        ahead = [p for p in places if 0 < p.start - unit.start - cue.end() <= 2 and p.kind == "place"]
        found |= {("fighting", _where(p)) for p in ahead[:1]}
    return found


def _moved(article: Article, unit: Unit, places: Sequence[Place]) -> set[Fact]:
    """What fighters did at a town; the article's own where the sentence says "the city", or names none."""
    found: set[Fact] = set()
    nations = {_where(p) for p in article.places if p.kind == "demonym" or p.name in lexicon.countries()}
    for kind, pattern in _MOVES:
        for cue in pattern.finditer(unit.text):
            unsaid = _NOT_SO.search(unit.text, max(0, cue.start() - 40), cue.start())
            if unsaid and not _DENIED.match(unsaid[0]):
                continue
            towns = [p for p in places if p.kind == "place" and _where(p) not in nations]
            if kind == LAST:
                said = [p for p in towns if p.start - unit.start < cue.start()][-1:]
            else:
                said = [p for p in towns if 0 < p.start - unit.start - cue.end() <= AT]
            home = [p for p in article.places if p.kind == "place" and _where(p) not in nations]
            for town in (said or ([] if kind == LAST else home))[:1]:
                found.add((f"not {kind}" if unsaid else kind, _where(town)))
    return found


def _counted(article: Article, unit: Unit) -> set[Fact]:
    found: set[Fact] = set()
    end = unit.start + len(unit.text)
    for figure in article.figures:
        if figure.field != unit.field or not unit.start <= figure.start < end:
            continue
        if figure.value is None or figure.value < FEWEST:
            continue
        if figure.unit:
            if figure.unit == "km":
                found.add((FAR, figure.value))
            continue
        at = figure.start - unit.start
        stop = at + len(figure.text)
        after = re.split(r"[.;,\d]|\band\b|\bund\b", unit.text[stop : stop + 45], maxsplit=1)[0]
        before = re.split(r"[.;]|\band\b|\bund\b", unit.text[max(0, at - 45) : at])[-1]
        kinds = (kind for part in (f"{figure.text}{after}", before) for kind, said in _COUNTED if said.search(part))
        if kind := next(kinds, None):
            found.add((kind, figure.value))
    return found


def _gone(article: Article, unit: Unit, places: Sequence[Place]) -> set[Fact]:
    """Who has left, by the consonants of each name before the word."""
    found: set[Fact] = set()
    body = f"{article.title}\n{article.text}"
    elsewhere = {word for place in places for word in place.text.split()}
    for cue in _GONE.finditer(unit.text):
        before = re.split(r"[:;,]", unit.text[max(0, cue.start() - 60) : cue.start()])[-1]
        for name in _NAME.findall(before):
            latin = name.isascii() or name[0].isupper()
            if name.lower() in _TITLES | lexicon.CALENDAR or name in elsewhere:
                continue
            if latin and not re.search(rf"[\w,”] {re.escape(name)}\b", body):
                continue  # a capital only because the sentence begins there
            bones = _bones(name)
            if len(bones) >= 2:
                # every word of a script without capitals may be a name: such words are compared with names only
                found.add(("gone" if latin else "gone, perhaps", bones))
    return found


def _befell(article: Article, unit: Unit, places: Sequence[Place]) -> set[Fact]:
    """Who died, was convicted, arrested, elected or resigned: the last full name before the word, by its consonants."""
    found: set[Fact] = set()
    elsewhere = {word for place in places if place.kind == "place" for word in place.text.split()}
    for kind, pattern in _FATES:
        for cue in pattern.finditer(unit.text):
            before = re.split(r"[;:]", unit.text[max(0, cue.start() - 100) : cue.start()])[-1]
            if _UNDONE.search(before):
                continue
            names = [
                [word for word in name.split() if word.lower() not in _TITLES and word not in elsewhere]
                for name in _FULL_NAME.findall(before)
            ]
            people = [name for name in names if len(name) >= 2]
            if people and not people[-1][-1].endswith(("'s", "’s")):  # "Ashraf Ghani's aide was arrested"
                bones = (_bones(word) for word in people[-1][-2:])
                found.add((kind, " ".join(bones)))
    return found


def _bones(name: str) -> str:
    """The consonants of a name, doubled ones once: Idriss Déby, Idris Deby."""
    return re.sub(r"[^bcdfgjklmnpqrstvxz]|(.)(?=\1)", "", anyascii(name).lower())


def told(article: Article, unit: Unit) -> Told:
    """The facts of one of the article's sentences, or of a part of it."""
    places = _inside(article, unit)
    found: set[Fact] = set()
    if not _WHY.search(unit.text):
        found = (
            _taken(article, unit, places)
            | _fought(unit, places)
            | _moved(article, unit, places)
            | _counted(article, unit)
        )
        found |= _gone(article, unit, places) | _befell(article, unit, places)
    around = frozenset(_where(p) for p in article.places[:LEADING])
    named = frozenset(_where(p) for p in places if p.kind == "place")
    return Told(frozenset(found), named or around, around)


def _counterparts(facts: Iterable[Fact]) -> set[Fact]:
    """The facts that other sentences may tell of the same."""
    found: set[Fact] = set()
    for kind, value in facts:
        if kind == "gone":
            found |= {("gone", value), ("gone, perhaps", value)}
        else:
            found.add(("gone" if kind == "gone, perhaps" else kind, value))
    return found


def agree(one: Told, other: Told) -> bool:
    """Whether two sentences share a fact, and do not name different places."""
    shared = _counterparts(one.facts) & other.facts
    if any(kind in _OF_TOWNS | _OF_PEOPLE for kind, _ in shared):
        return True  # the town is in the fact, or both names
    if not shared:
        return False
    if not one.places or not other.places or not one.places.isdisjoint(other.places):
        return True
    # 640 of one kind are hardly ever told of two things at once
    return any(isinstance(n, float) and n >= TELLING for _, n in shared) and not one.around.isdisjoint(other.around)


def retells(one: Told, other: Told) -> bool:
    """Whether a sentence tells of no event but those that another tells: a town's fate, somebody's leaving. Numbers alone are
    no event: 13 are killed, and 13 are mourned. How far away it was is none either."""
    known = _counterparts(other.facts)
    return bool(events(one) & known) and all(fact in known for fact in one.facts if fact[0] not in (LAST, FAR))


def events(told: Told) -> frozenset[Fact]:
    """Those of its facts that are events: a town's fate, somebody's leaving."""
    return frozenset(fact for fact in told.facts if fact[0].removeprefix("not ") in _EVENTS)


def tellers(article: Article, known: Mapping[Fact, Sequence[Witness]], voices: Mapping[str, str]) -> tuple[int, int]:
    """(Independent sources, articles) that tell the event that the article opens with, in whatever story or language; of several
    events, the one that most tell."""
    opening = {
        fact
        for witness in _all_told(article)
        if witness.unit.number == 0 and witness.unit.start < LEAD
        for fact in events(witness.told)
    }
    told = [{witness.article.id for witness in known.get(fact, ())} for fact in sorted(opening, key=str)]
    return max(((len({voices[id] for id in ids}), len(ids)) for ids in told), default=(0, 0))


def index(articles: Iterable[Article]) -> dict[Fact, list[Witness]]:
    """Who tells a fact, of all these articles. Copies of a text are left out: they tell nothing of their own."""
    found: dict[Fact, list[Witness]] = {}
    for article in articles:
        if not article.duplicate_of:
            for witness in _all_told(article):
                for fact in witness.told.facts:
                    found.setdefault(fact, []).append(witness)
    return found


@lru_cache(maxsize=8192)
def _all_told(article: Article) -> tuple[Witness, ...]:
    """The article's sentences that tell facts."""
    return tuple(Witness(article, unit, facts) for unit in first_units(article) if (facts := told(article, unit)).facts)


def deniers(one: Article, facts: Told, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that deny one of these facts, from the same days."""
    denied = {(f"not {kind}", value) for kind, value in facts.facts}
    return [
        witness
        for fact in sorted(denied, key=str)
        for witness in known.get(fact, ())
        if witness.article.id != one.id and _at_once(one, witness.article)
    ]


def refuters(one: Article, facts: Told, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that tell what this one denies, from the same days."""
    meant = {(kind.removeprefix("not "), value) for kind, value in facts.facts if kind.startswith("not ")}
    return [
        witness
        for fact in sorted(meant, key=str)
        for witness in known.get(fact, ())
        if witness.article.id != one.id and _at_once(one, witness.article)
    ]


def witnesses(one: Article, facts: Told, known: Mapping[Fact, Sequence[Witness]]) -> list[Witness]:
    """The other articles' sentences that tell one of these facts, of the same place and time."""
    found = {
        (witness.article.id, witness.unit.start, witness.unit.field): witness
        for fact in sorted(_counterparts(facts.facts), key=str)
        for witness in known.get(fact, ())
        if witness.article.id != one.id and agree(facts, witness.told) and _at_once(one, witness.article)
    }
    return list(found.values())


def _at_once(one: Article, other: Article) -> bool:
    return not one.published or not other.published or abs(one.published - other.published) <= AT_ONCE
