"""Figures of one thing over time: which values agree, grow, or contradict each other. Rules in docs/trust.md."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot import cues
from bot.brief.lexicon import CORRECTION, content_words, stem
from bot.model import Article, Figure, FigureSeries, FigureValue
from bot.words import say

_MISSING = re.compile(
    r"\b(?:missing|unaccounted|vermisst\w*|disparus?|desaparecid\w+|dispersi)\b|مفقود|ناپدید|пропал|зник|"
    rf"{cues.abroad('missing')}",
    re.IGNORECASE,
)
# A count that replaces an earlier one, lower or higher.
_REVISES = re.compile(
    r"\b(?:revis(?:es|ed|ing|ion)|lower(?:s|ed|ing)|recount\w*|counted twice|down from|brought down|correct(?:s|ed|ion)?|"
    r"korrektur|korrigier\w+|corrección|rectifica\w*|уточн\w+|исправл\w+|виправл\w+)\b|اصلاحیه|تصحيح|تصحیح",
    re.IGNORECASE,
)
# What stands behind it is what is denied.
_DENIED = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)\b(?! (?:[\w'’]+ ){{0,2}}(?:entry|access|bail|visas?))|dementiert\w*|bestreitet|bestritt|"
    rf"{cues.abroad('denied')})|تکذیب",
    re.IGNORECASE,
)
# ... or what was wrong: "we earlier reported that 12 people had died"
_TAKEN_BACK = re.compile(
    r"\b(?:earlier|previous(?:ly)?|wrongly|mistakenly|incorrectly) (?:\w+ )?"
    r"(?:report\w*|posts?|versions?|updates?|said|gave|put)\b",
    re.IGNORECASE,
)
MISSING = "missing"
AT_ONCE = timedelta(hours=1)  # a higher figure that comes later than this is growth, sooner it is another count
ROUNDING = 0.05  # "about 80" and 79 agree
VAGUE = 2  # "scores" is read as 40 to 99: a range as wide as that counts nothing
MOST_ARTICLES = 60  # of one story: the newest; older figures have been overtaken
MOST_SERIES = 6
HARM = ("killed", "wounded")  # what people are counted by that only grows

_CLAIMS = r"(?:claim(?:s|ed|ing)?|t(?:akes?|aking|ook)|cost(?:s|ing)?)"
_DEAD = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|dead|deaths?|died|drowned|perished|lost their lives|fatalities|toll|bodies|tote|getötet|"
    r"ums leben|gestorben|umgekommen|کشته|کشته‌شدگان|قربانیان|جان باخت\w*|مړه|"
    rf"{_CLAIMS} the lives)\b|{cues.abroad('killed')}",
    re.IGNORECASE,
)
# "claimed 40 lives", "40 lives were lost", # being the figure; 40 lives that are saved are another count.
_LIVES_LOST = re.compile(rf"\b(?:{_CLAIMS}|lost)\s(?:\w+\s)?#|#\s(?:\w+\s){{0,2}}lost\b", re.IGNORECASE)
_HURT = re.compile(rf"\b(?:wounded|injur\w+|hurt|verletzt\w*|زخمی|ټپیان)\b|{cues.abroad('wounded')}", re.IGNORECASE)
# What became of those counted, said right before their number or behind it: "rescued 45 sailors", "45 sailors were rescued".
_MADE = re.compile(
    r"\b(?:(?P<killed>kill)|(?P<evacuated>evacuat)|(?P<rescued>rescu)|(?P<displaced>displac)|(?P<kidnapped>kidnapp?|abduct)|"
    r"(?P<arrested>arrest|detain))(?:s|es|ed|ing|(?:ing|ion) of)(?: about| around| some| nearly)? $",
    re.IGNORECASE,
)
_BECAME = re.compile(
    r" (?:\w+ ){0,3}?(?<!\bbe )(?<!\bnot )"
    r"(?:(?P<killed>killed|died?|drown(?:ed)?)|(?P<evacuated>evacuated)|(?P<rescued>rescued)|(?P<displaced>displaced)|"
    r"(?P<kidnapped>kidnapped|abducted)|(?P<arrested>arrested|detained))\b"
    r"(?! (?:at least |about |some )?(?:an?\b|the\b|h[ie][sr]\b|their\b|\d|\w+ people))",  # "40 rockets killed 12 people"
    re.IGNORECASE,
)
_MOVED = ("evacuated", "rescued", "displaced", "kidnapped", "arrested")
_FATES = {"killed": _DEAD, "wounded": _HURT, MISSING: _MISSING} | {
    kind: re.compile(cues.abroad(kind), re.IGNORECASE) for kind in _MOVED
}
_PEOPLE_WORDS = """people person persons civilians victims others men women children killed dead deaths
    menschen personen zivilisten tote toten verletzte نفر تن غیرنظامی غیرنظامیان کشته کشته‌ها زخمی کسان تنه مړه"""
_PEOPLE = frozenset(stem(word) for word in _PEOPLE_WORDS.split())
# Everybody whom something befell, by what they were there; no side of a fight, no crew, staff or rescuers, who are counted apart.
_THERE_WORDS = """migrants refugees passengers protesters protestors demonstrators residents villagers citizens worshippers
    pilgrims tourists travellers travelers missionaries spectators bystanders shoppers concertgoers"""
_THOSE_THERE = frozenset(stem(word) for word in _THERE_WORDS.split())
# "15 women, men and children": the number is that of all.
_LISTED = re.compile(r"(?:, (\w+))*,? and (\w+)(?= )")
_PEOPLE_ABROAD = re.compile("|".join(map(cues.abroad, ("people", "killed", "wounded"))), re.IGNORECASE)
# An addition is no total: "another 1,000", "200 more".
_ADDED_BEFORE = re.compile(
    r"\b(?:another|a further|further|an? (?:additional|extra)|additional|extra|weitere|noch)\s+(?:\w+\s)?$",
    re.IGNORECASE,
)
_ADDED_AFTER = re.compile(r"^(?:\s\w+)?\s(?:more|extra|on top|mehr)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more|extra|additional|further)\b(?! than)", re.IGNORECASE)
# "raises its force to 4,000", "death toll at 29": what is counted stands before.
_RAISED = re.compile(
    r"\b(?:(?P<troops>force|troops|soldiers)|"
    r"(?P<killed>toll|deaths?|number of (?:the )?(?:dead|killed|deaths|fatalities)|zahl der (?:tote\w+|todesopfer)|"
    r"(?:cifra|número) de (?:muert[oe]s|fallecidos|víctimas)|число (?:погибших|жертв|убитых)|(?:кількість|"
    r"число) (?:загиблих|жертв))|"
    r"(?P<wounded>number of (?:the )?(?:injured|wounded|hurt)|zahl der verletzten|número de heridos|"
    r"число (?:пострадавших|раненых)|(?:кількість|число) (?:поранених|постраждалих)))\b"
    r"[^.;,]{0,50} (?:to|at|auf|a|до) (?:about |around |some |nearly |at least )?$",
    re.IGNORECASE,
)
_ARTICLED = re.compile(
    r" (?:el número de |los |las |les )(?P<what>muert[oa]s|fallecid[oa]s|víctimas|herid[oa]s|morts|blessés)\b"
)
_CLAUSES = r"[.;:,()\n–—،؛。，、；।۔]|\s(?:and|while|but|und|و|y|et|e|ed|en|och|og|i|oraz|и|а|і|та|ve|dan|اور|और)\s"
_CLAUSE = re.compile(_CLAUSES)
_ARABIC_CLAUSE = re.compile(rf"{_CLAUSES}|\sو(?=\w{{2}})")  # "and" is one with the next word
_SENTENCE = re.compile(r"[.!?]\s")
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+")
# Words that start with a capital and name no party or place of the count.
_NO_NAME = frozenset(
    {"the", "at", "a", "an", "in", "on", "about", "some", "more", "than", "least", "up", "to", "as", "i"}
    | {"north", "northern", "south", "southern", "east", "eastern", "west", "western", "central"}
    | {"europe", "asia"}  # wide enough for all of their countries; Africa and America are in the names of some
)


class Reading(Struct, frozen=True):
    """One value of a thing in one article."""

    key: str
    what: str  # as written
    label: str  # what readers are told that it counts: "killed", "miners killed"
    low: float
    high: float
    values: tuple[float, ...]
    subject: frozenset[str]
    article: str
    origin: str
    at: datetime
    start: int
    field: str
    opens: bool = False  # it stands in the headline or the first sentence
    total: bool = False  # it is called the toll
    revises: bool = False  # it says that it replaces an earlier count


def _bounds(figure: Figure) -> tuple[float, float, tuple[float, ...]] | None:
    value, low, high = figure.value, figure.low, figure.high
    numbers = [n for n in (value, low, high) if n is not None]
    if not numbers or not all(map(math.isfinite, numbers)):
        return None
    if value is None:
        low, high = min(numbers), max(numbers)
        if high > VAGUE * low:
            return None
        return low, high, (low,) if low == high else (low, high)
    slack = abs(value) * ROUNDING
    if low is not None and high is None:
        return value - slack, math.inf, (value,)
    if high is not None and low is None:
        return -math.inf, value + slack, (value,)
    return value - slack, value + slack, (value,)


def _reading(article: Article, figure: Figure, origin: str, at: datetime) -> Reading | None:
    bounds = _bounds(figure)
    if bounds is None or figure.unit:
        return None
    body = article.title if figure.field == "title" else article.text
    clause = _ARABIC_CLAUSE if article.lang == "ar" else _CLAUSE
    ahead, behind = body[max(0, figure.start - 90) : figure.start], body[figure.end : figure.end + 30]
    raised = _RAISED.search(ahead)
    articled = _ARTICLED.match(behind)
    made = _MADE.search(ahead)
    counted = figure.what or next(
        (one.lastgroup for one in (raised, made) if one), articled["what"] if articled else None
    )
    if not counted and article.lang != "en":  # "150 ont été blessées", "can kaybı 19'a yükseldi"; English figures know
        beside = clause.split(body[figure.end : figure.end + 40])[0], clause.split(ahead[-40:])[-1]
        counted = _harm(*(part for part in beside if not re.search(r"\d", part)))
    if not counted or _ADDED_BEFORE.search(ahead) or _ADDED_AFTER.search(behind) or _MORE.search(figure.text):
        return None
    listed = _LISTED.match(behind)
    end = figure.end
    if listed and _PEOPLE.issuperset(map(stem, [counted.split()[-1].lower(), *filter(None, listed.groups())])):
        counted, end = "people", figure.end + listed.end()
    before = clause.split(body[max(0, figure.start - 80) : figure.start])[-1]
    after = clause.split(body[end : end + 80])[0]
    near = before + figure.text + after
    what = " ".join(content_words(counted)) or counted.casefold()
    sentence = _SENTENCE.split(body[max(0, figure.start - 200) : figure.start])[-1]
    if _DENIED.search(sentence) or _TAKEN_BACK.search(sentence):
        return None
    fate = _fate(counted, before, after)
    # who was moved from a fire that killed 3 is not killed
    harm = fate if fate in _MOVED else _became(article.lang, counted, after, before)
    lost = counted.casefold() == "lives" and _LIVES_LOST.search(f"{before}#{after}")
    if lost:
        harm = "killed"
    people = lost or counted.casefold() == fate or not set(what.split()).isdisjoint(_PEOPLE)
    people = (
        people
        or bool(_PEOPLE_ABROAD.fullmatch(counted))
        or (harm is not None and _became(article.lang, counted) == harm)
    )
    of_people = people or not set(what.split()).isdisjoint(_THOSE_THERE)
    names = {stem(w.lower()) for w in _NAME.findall(near) if w.lower() not in _NO_NAME}
    return Reading(
        # three hikers are missing, two of them are dead
        key=(harm if of_people else f"{what} {harm}") if harm else what,
        what=counted,
        label=harm if people and harm else f"{counted} {fate}" if fate else counted,
        low=bounds[0],
        high=bounds[1],
        values=bounds[2],
        subject=frozenset(names - set(what.split())),
        article=article.id,
        origin=origin,
        at=at,
        start=figure.start,
        field=figure.field,
        opens=figure.field == "title" or not _SENTENCE.search(body[: figure.start]),
        total=bool(raised),
        revises=bool(
            _REVISES.search(sentence + body[figure.start : figure.end + 80]) or CORRECTION.search(article.title)
        ),
    )


def in_words(what: str) -> str:
    """What a count is called: what became of people in the language that is spoken, else as the news write it."""
    return say(f"counted_{what}") if what in (*HARM, MISSING, *_MOVED) else what


def _fate(counted: str, before: str, after: str) -> str | None:
    """What became of those counted, where that stands right beside the number, in English."""
    found = _MADE.search(before) or _BECAME.match(f" {counted}") or _BECAME.match(after)
    return next((fate for fate in ("killed", *_MOVED) if found[fate]), None) if found else None


def _became(lang: str | None, *parts: str) -> str | None:
    """What became of those counted, by the first words that say so."""
    if lang == "en":  # what else became of them is known by where it stands
        return _harm(*parts)
    for part in parts:
        found = [(match.start(), kind) for kind, word in _FATES.items() if (match := word.search(part))]
        if found:
            return min(found)[1]
    return None


def _harm(*parts: str) -> str | None:
    for part in parts:
        dead, hurt = _DEAD.search(part), _HURT.search(part)
        if not dead and not hurt and _MISSING.search(part):
            return MISSING
        if dead or hurt:
            return "killed" if dead and (not hurt or dead.start() < hurt.start()) else "wounded"
    return None


def contradict(earlier: Reading, later: Reading) -> bool:
    """Whether two independent readings of one thing cannot both be right: apart beyond rounding and bounds, and the later
    one is not simply growth."""
    if earlier.low <= later.high and later.low <= earlier.high:
        return False
    if later.revises or earlier.revises:
        return False
    # who is missing is found: that count falls as well as it grows
    grown = later.low > earlier.high or MISSING in later.key.split()
    return not (grown and later.at - earlier.at > AT_ONCE)


class Count(Struct, frozen=True):
    """One thing that is counted, with its readings, oldest first."""

    what: str
    readings: tuple[Reading, ...]
    disputed: frozenset[str]  # ids of articles whose current values contradict each other

    @property
    def series(self) -> FigureSeries:
        values: dict[float, dict[str, None]] = {}
        for reading in self.readings:
            for value in reading.values:
                values.setdefault(value, {})[reading.article] = None
        return FigureSeries(
            what=self.what,
            values=tuple(FigureValue(value=value, evidence=tuple(ids)) for value, ids in values.items()),
            agree=not self.disputed,
        )


def counts(articles: Sequence[Article], voices: Mapping[str, str], now: datetime) -> list[Count]:
    """What the story's articles count, the most often named first.

    Readings belong together where they count the same thing ("troops", or people by what became of them) and do not name
    different subjects (3,000 from the US, 600 from the UK). Only each independent source's latest reading can contradict.
    """
    newest = sorted(articles, key=lambda a: (a.told or now, a.id))[-MOST_ARTICLES:]
    labels: dict[str, str] = {}
    groups: list[list[Reading]] = []
    for article in newest:
        for figure in article.figures[:40]:
            reading = _reading(article, figure, voices.get(article.id, article.id), article.told or now)
            if reading is None:
                continue
            labels.setdefault(reading.key, reading.label)
            for group in groups:
                if group[0].key == reading.key and (_is_given(reading, group) or all(_fits(reading, o) for o in group)):
                    group.append(reading)
                    break
            else:
                groups.append([reading])
    found = [Count(labels[g[0].key], tuple(g), _disputed(g)) for g in groups]
    found.sort(key=lambda count: (not count.disputed, -len({r.origin for r in count.readings}), -len(count.readings)))
    return found[:MOST_SERIES]


def _is_given(reading: Reading, group: Sequence[Reading]) -> bool:
    """Whether its own article has given the very number without a name beside it, as its headline: "28 dead", and in the text
    "28 in Akkar", which is in the Lebanon of another headline."""
    given = (reading.article, reading.values)
    return any((other.article, other.values) == given and not other.subject for other in group)


def _fits(reading: Reading, other: Reading) -> bool:
    """Whether both count one thing: no different subjects, and not a part of what the same article has counted in full ("55
    people died ... Germany, where six people died", "ten dead, six of them children")."""
    alike = reading.what == other.what or reading.key in HARM
    part = reading.article == other.article and alike and reading.low < other.low
    return not part and (not reading.subject or not other.subject or not reading.subject.isdisjoint(other.subject))


def _disputed(readings: Sequence[Reading]) -> frozenset[str]:
    latest: dict[str, Reading] = {}
    for reading in readings:
        latest[reading.origin] = reading
    current = list(latest.values())
    found: set[str] = set()
    for n, one in enumerate(current):
        for other in current[n + 1 :]:
            earlier, later = sorted((one, other), key=lambda r: (r.at, r.article))
            if contradict(earlier, later) and not _outgrown(one, other, current):
                found |= {one.article, other.article}
    return frozenset(found)


def _outgrown(one: Reading, other: Reading, current: Sequence[Reading]) -> bool:
    """Whether two other sources have since counted more people killed or hurt than either: both counts were on the way there."""
    since, most = max(one.at, other.at) + AT_ONCE, max(*one.values, *other.values)
    return one.key in HARM and sum(r.at > since and min(r.values) > most for r in current) >= 2
