"""What an article can say in one line: its sentences' clauses with who says so, and how much each is worth telling."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from msgspec import Struct

from bot.brief import clauses, lexicon
from bot.brief.clauses import Cut
from bot.brief.pictures.geography import countries
from bot.brief.units import BREAK, CONTROL, Unit, units
from bot.cues import kind
from bot.model import Article, Attribution, Field, Span

LONGEST_NAME = 34  # of who says so, in a line that does not name them itself
POOREST = 0.2  # a line that reads worse than this is not told at all: "Our reporter explains."
DIRECT = 1.3  # what somebody's own words gain where they are few
TELLING = 4  # words on the event that a line on the report itself must have: "Jane Doe reports." has none
SAYING = 2  # of them that are no names: "Jane Doe speaks to John Roe of the Gulf Institute" has none
PITHY = 90  # characters
NARRATED = 0.45  # for the writer's own sentences in an article that is built of what others say
STATEMENTS = 4  # so many, and it is
PROMISE = 0.35  # for a headline that promises instead of telling
NOT_NEWS = 0.3  # for the headline of a guide or of a paper, and for a text that promises
BEFORE = 0.6  # for a sentence of the writer's own on what had been before
PAST_DAYS, FUTURE_DAYS = 4, 270  # a date so many days ago is past; more, and the coming one is meant
FRAGMENT = 0.7  # for the end of a sentence that does not start as one
FEWEST_WORDS, VERBLESS = 4, 0.4  # for a sentence that is none: "Especially for women."
PERSONAL = 0.6  # for a line on how it was for somebody
HOLLOW = 0.3  # for a line that says who spoke, and not what

LONGEST_AREA = 50  # characters of an alert's areas before its lines

VAGUE = 0.4  # for a line on a toll that leaves out its number, on a picture of what happened, or on who took note of it
NAMELESS = 0.75  # for a line on somebody whom the sentence before it names
UNNAMED = 0.6  # for a line on "the city" that names none: who reads it alone cannot tell which

_THE_PLACE = re.compile(
    r"\b(?:the|this) (?:city|town|village|province|district|provincial capital)\b|\bdie (?:Stadt|Ortschaft|Provinz)\b|"
    r"\bгород[ау]?\b|(?:این|آن) (?:شهر|ولایت|ولسوالی)|\bشهر را",
    re.IGNORECASE,
)
# Of a long name: the person, the person without what they are, who announced it.
_TAILS = (
    re.compile(r"(?:\b[a-z]+\s)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,3}$"),
    re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,3}$"),
    re.compile(r"(?<=\bby )(?:(?! (?:on|last|late) |,? \w+day\b).)+"),
)
# What no name ends in: "her job at a", "data from the", "Jane Doe's".
_NAME_ENDS = re.compile(
    r"(?:\s+(?:an?|the|of|in|on|at|to|for|from|by|with|and|or|as|his|her|its|their)\b|(?<=\w)[’']s)+$", re.IGNORECASE
)
_ASKED = re.compile(r"[?؟？][”\"»’']?\s*$")
# A sentence on the report alone: that it was wrong, that nobody has confirmed it. Beside what is known by now it misleads.
_ON_REPORT = re.compile(
    r"\W*(?:we (?:apologi[sz]e|regret|are sorry|have amended|are working to confirm)\b.*"
    r"|we (?:(?:had )?(?:earlier|previously|wrongly|incorrectly|mistakenly)) (?:reported|said|stated|wrote|gave)\b.*"
    r"|(?:there (?:was|is|has been|have been)|the \w+ had) no (?:\w+ ){0,2}(?:confirmation|verification|comment|word)\b[^,;]*"
    r"|(?:it|this|that|these|those|(?:the|its|his|her|their|these|those) (?:\w+ ){0,2}(?:claims?|reports?|accounts?|figures?|"
    r"toll|footage|videos?|statements?|information)) (?:(?:could|can|has|have) not (?:\w+ ){0,2}(?:confirmed|verified)"
    r"|(?:was|were|is|are) not (?:\w+ )?(?:confirmed|verified))\b[^,;]*)\W*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?<!\w)(?:['‘].*?['’]|[“\"„«].*?[”\"“»])(?!\w)", re.DOTALL)
_PARTICIPLE = re.compile(r"…(?:noting|adding|saying|warning|underscoring|stressing|insisting|claiming)\b")
_NAMES = re.compile(r"\b[A-Z][\w’'-]*")


class Candidate(Struct, frozen=True):
    """One line that could be told. `text` is as shown; `quote` stands in it and in the article's field, letter for letter."""

    article: Article
    field: Field
    start: int
    text: str
    quote: str
    unit: Unit  # what it was cut from: its hedges count even where they were cut off
    words: frozenset[str]
    core: frozenset[str]  # of the words, those of what is said; all, where nobody is named as saying it
    grade: float
    speaker: str | None  # who says so, where somebody does
    cue: str | None  # how: a kind of bot.cues

    @property
    def part(self) -> Unit:
        """What is quoted, as a sentence of its own."""
        return Unit(self.field, self.start, self.quote, self.unit.number)


def _area(article: Article) -> str:
    """Before the lines of an alert, where it holds: "Cornwall; Devon: ". Nothing for other news."""
    names = article.areas
    kept = [name for n, name in enumerate(names) if len("; ".join(names[: n + 1])) <= LONGEST_AREA]
    return "; ".join(kept) + (" …: " if len(kept) < len(names) else ": ") if kept else ""


def _town(article: Article, unit: Unit) -> str:
    """The label that a headline's unit was cut from, where it tells in which town that was: "Herat: "."""
    named = any(
        place.field == "title" and place.start == 0 and place.kind == "place" and place.geonameid not in countries()
        for place in article.places
        if article.title[place.end : unit.start] == ": "
    )
    return article.title[: unit.start] if named and unit.field == "title" else ""


def is_digest(article: Article) -> bool:
    """The papers, a briefing on the day, a gallery of the week: many things in one."""
    return bool(lexicon.DIGEST.search(article.head))


def is_opinion(article: Article) -> bool:
    """Opinion, a quiz, a digest of papers: told only where there is nothing better."""
    return bool(
        lexicon.OPINION.search(article.title) or lexicon.FIRST_PERSON.search(_unquoted(article.title))
    ) or is_digest(article)


def _in_own_person(article: Article, unit: Unit) -> bool:
    """Whether who writes speaks of themselves, and nobody is named as saying it."""
    said = any(
        span.field == unit.field and unit.start <= span.start < unit.end
        for one in article.attributions
        if one.source and not any(lexicon.is_writer(source.text) for source in one.source)
        for span in one.cue
    )
    return not said and lexicon.speaks_of_self(_unquoted(unit.text), article.lang)


def _unquoted(text: str) -> str:
    """The text without what stands in quotation marks of any kind."""
    return _QUOTED.sub(" ", text)


def _grade(article: Article, unit: Unit, cut: Cut, body: str) -> float:
    """How well the line reads as news, 0 to 1.1 or so."""
    grade = cut.grade
    if unit.field == "title":
        promises = any(lexicon.TEASER.search(text) for text in (unit.text, article.title))
        grade *= PROMISE if promises else 1.0
        grade *= NOT_NEWS if lexicon.GUIDE.search(unit.text) or lexicon.PAPER.search(unit.text) else 1.0
    else:
        grade *= max(0.75, 0.98**unit.number) * (NOT_NEWS if lexicon.ASKS.search(body) else 1.0)
        if len(body.split()) < FEWEST_WORDS and not lexicon.has_verb(body):
            grade *= VERBLESS
    if is_opinion(article) or lexicon.OPINION.search(unit.text) or _in_own_person(article, unit):
        grade *= 0.3
    if blurb := lexicon.BLURB.search(body):
        rest = body[blurb.end() :]
        tells = len(lexicon.word_set(rest)) >= TELLING and len(lexicon.word_set(_NAMES.sub("", rest))) >= SAYING
        grade *= 0.45 if tells else 0.1
    if lexicon.PERSONAL.search(body):
        grade *= PERSONAL
    if lexicon.INVITES.search(body):
        grade *= 0.6
    if lexicon.RISING.search(body) or lexicon.PICTURED.search(body) or lexicon.REACTS.search(body):
        grade *= VAGUE
    if _ON_REPORT.fullmatch(unit.text):
        grade *= 0.1
    if _ASKED.search(body) or (body.endswith("…") and _ASKED.search(unit.text)):
        grade *= 0.4
    if lexicon.dangles(body, article.lang) and body[0] not in '“"«„':
        grade *= 0.2 if body[0] == "…" else 0.6
    elif unit.number and lexicon.HIM.search(body):
        grade *= NAMELESS
    if _THE_PLACE.search(body) and not any(
        place.kind == "place" and place.field == unit.field and unit.start <= place.start and place.text in body
        for place in article.places
        if place.start < unit.end
    ):
        grade *= UNNAMED
    if cut.inside and body[1:2].islower():
        grade *= 0.6  # a fragment of a sentence that is the writer's
    elif cut.inside and len(body) <= PITHY:
        grade *= DIRECT
    return grade


def _narrated(article: Article, unit: Unit, body: str, stated: bool, grade: float) -> float:
    """The grade of a line that nobody is named as saying. `stated`: its article is one of statements."""
    if stated and unit.field == "text":
        grade *= NARRATED
    if lexicon.BACKGROUND.search(body) or (unit.number and _is_past(article, body)) or _is_bygone(article, body):
        grade *= BEFORE
    if body[0] == "…" and body[1:2].islower():
        grade *= FRAGMENT
    return grade


def _of_event(body: str) -> frozenset[str]:
    """The line's words; of one on the report itself ("Jane Doe reports from a camp ...") those behind that."""
    blurb = lexicon.BLURB.search(body)
    return lexicon.word_set(body[blurb.end() :] if blurb else body)


def candidates(article: Article) -> list[Candidate]:
    """Every line that the article offers, in its order."""
    found = []
    seen: set[str] = set()
    area = _area(article)
    stated = sum(bool(one.content) and bool(one.source) for one in article.attributions) >= STATEMENTS
    for unit in units(article):
        opening = clauses.trimmed(unit.text, 0, len(unit.text))[0]
        town = _town(article, unit)
        for cut in clauses.cuts(unit.text):
            name, cue, core = _speaker(article, unit, cut)
            cut = _without_him(unit, cut) if name else cut
            body = clauses.shown(unit.text, cut)
            start, end = cut.longest
            first = cut.pieces[0][0]
            quote = unit.text[start:end]
            if body in seen:
                continue
            seen.add(body)
            subject = first <= opening and not cut.inside and clauses.says(body) and not lexicon.HE_SAID.search(body)
            text = body if name is None or subject or _named_in(name, body) else f"{body} - {name}"
            if town and town[:-2] not in body and not cut.inside:
                text = town + text
            if area and unit.field == "text" and area[:-2] not in body and not cut.inside:
                text = area + text
            if name is None and (cut.inside or _PARTICIPLE.match(body)):
                continue  # words in quotation marks need somebody who said them, and so does "… saying that"
            grade = _grade(article, unit, cut, body) * (HOLLOW if _hollow(article, unit, cut) else 1.0)
            if name is None:
                grade = _narrated(article, unit, body, stated, grade)
            if grade < POOREST:
                continue
            found.append(
                Candidate(
                    article=article,
                    field=unit.field,
                    start=unit.start + start,
                    text=text,
                    quote=quote,
                    unit=unit,
                    words=_of_event(body),
                    core=core or _of_event(body),
                    grade=grade,
                    speaker=name,
                    cue=cue,
                )
            )
    return found


def _without_him(unit: Unit, cut: Cut) -> Cut:
    """The cut without "he said" at its end: the name stands there instead."""
    start, end = cut.pieces[-1]
    said = lexicon.HE_SAID_LAST.search(unit.text, start, end)
    if not said or said.start() - start < clauses.SHORTEST_QUOTE:
        return cut
    return cut._replace(pieces=(*cut.pieces[:-1], (start, said.start())))


def _is_past(article: Article, body: str) -> bool:
    """Whether the line dates what it tells some days before its article: "ran aground on March 23", on the 29th."""
    if article.published is None:
        return False
    told = article.published.date()
    for month, day in lexicon.dates(body):
        with suppress(ValueError):  # there is no such day
            if PAST_DAYS < (told - date(told.year, month, day)).days % 365 < FUTURE_DAYS:
                return True
    return False


def _is_bygone(article: Article, body: str) -> bool:
    """Whether the line opens in a time before its article's: "Last summer, ...", "In 2019, ...", "When ... in 2019, ..."."""
    once = lexicon.ONCE.search(body)
    return once is not None and (
        not once["year"] or (article.published is not None and int(once["year"]) < article.published.year)
    )


def _hollow(article: Article, unit: Unit, cut: Cut) -> bool:
    """Whether the line keeps who spoke and leaves out what was said."""

    def kept(spans: tuple[Span, ...]) -> bool:
        return any(
            span.field == unit.field and span.start < unit.start + b and unit.start + a < span.end
            for span in spans
            for a, b in cut.pieces
        )

    heard = [one for one in article.attributions if kept(one.source)]
    return bool(heard) and not any(kept(one.content) for one in heard)


def _speaker(article: Article, unit: Unit, cut: Cut) -> tuple[str | None, str | None, frozenset[str]]:
    """(who says what is kept, how, the words of what is said) by the article's attributions; a pronoun is traced to the name
    before it."""
    begin, end = unit.start, unit.end
    best: tuple[int, Attribution] | None = None
    core: frozenset[str] = frozenset()
    for attribution in article.attributions:
        spans = [s for s in (*attribution.source, *attribution.cue, *attribution.content) if s.field == unit.field]
        if not any(s.start < end and begin < s.end for s in spans):
            continue
        kept = [
            (max(s.start, begin + a), min(s.end, begin + b))
            for s in attribution.content
            if s.field == unit.field
            for a, b in cut.pieces
        ]
        covered = sum(b - a for a, b in kept if a < b)
        core |= lexicon.word_set(" ".join(unit.text[a - begin : b - begin] for a, b in kept if a < b))
        if covered and (best is None or covered > best[0]):
            best = covered, attribution
    if best is None:
        return None, None, frozenset()
    said = " ".join(span.text for span in best[1].cue)
    cue = kind(said, article.lang) if said else "said"
    if cue == "said" and article.lang == "en" and said and said not in "-–—" and not clauses.says(said):
        return None, None, frozenset()  # "has decided": doing, not saying
    name = _name(best[1].source, article.lang)
    if name is None or _is_pronoun(name):
        name = _before(article, unit, best[1]) or None
    return name, cue, core


def _before(article: Article, unit: Unit, attribution: Attribution) -> str | None:
    """The last one named as a source before this attribution, in the same field."""
    at = min((s.start for s in (*attribution.source, *attribution.cue) if s.field == unit.field), default=unit.start)
    named = [
        (span.start, name)
        for other in article.attributions
        for span in other.source[:1]
        if span.field == unit.field
        and span.start < at
        and (name := _name(other.source, article.lang))
        and not _is_pronoun(name)
    ]
    return max(named)[1] if named else None


_ASIDE = re.compile(
    r"[,;:(\n\r]|\s(?:who|which|that|while|in a|at a|на (?:условиях|умовах|правах)|که|چې|طلب عدم|رفض الكشف|فضل عدم)\s"
)
_UNNAMED = re.compile(r"^(?:adının|isminin|kimliğinin)\s\w+\siste\w+\s", re.IGNORECASE)  # who does not want to be named
_TURKISH_CASE = re.compile(r"['’][a-zçğıöşü]{1,4}$")  # "AFP'ye göre"
# "El ministro del Interior Juan Roe": the name behind the office, whose last word has a capital, too
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŻŹĆĞŞİÇА-ЯЁІЇЄҐ][\w’-]+"
_CALLED = re.compile(
    rf"(?P<of>(?<!\w)(?:de[lr]?|d[aeo]s?|van|von|du)\s|['’])?(?<![\w-])(?P<name>(?:{_CAPITAL}\s){{1,3}}{_CAPITAL})$"
)


def _is_pronoun(name: str) -> bool:
    return all(word in lexicon.PRONOUN for word in name.lower().split())


def _name(source: tuple[Span, ...], lang: str | None = "en") -> str | None:
    """Who, shortly: "a Taliban spokesman", "US State Department spokesman Ned Price"."""
    if not source:
        return None
    text = _ASIDE.split(_UNNAMED.sub("", source[0].text.strip(" \t“”\"'")), maxsplit=1)[0]
    text = " ".join(text.split()).rstrip(".")
    text = re.sub(r"^(?:The|the|A|An)\s", lambda m: m[0].lower(), text)
    text = _NAME_ENDS.sub("", text)
    text = _TURKISH_CASE.sub("", text) if lang == "tr" else text
    if not text or CONTROL.search(text) or BREAK.search(text):
        return None
    if len(text) > LONGEST_NAME:
        # "US State Department spokesman Ned Price" -> "spokesman Ned Price"; "results told by the ministry" -> "the ministry"
        if lang != "en" and (called := _CALLED.search(text)):
            return " ".join(called["name"].split()[-2 if called["of"] else 0 :])
        tails = [match[0] for pattern in _TAILS if (match := pattern.search(text)) and len(match[0]) <= LONGEST_NAME]
        text = tails[0] if tails else _NAME_ENDS.sub("", text[: LONGEST_NAME - 1].rsplit(" ", 1)[0]) + "…"
    return text.removeprefix("the ") or None


def _named_in(name: str, body: str) -> bool:
    """Whether the line itself names who says it."""
    key = [word for word in name.rstrip("…").lower().split() if word not in ("a", "an", "the")]
    return bool(key) and key[-1] in body.lower()
