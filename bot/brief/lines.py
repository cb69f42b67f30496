"""What an article can say in one line: its sentences' clauses with who says so, and how much each is worth telling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice

from msgspec import Struct

from bot.brief import clauses, furniture, lexicon
from bot.brief.clauses import SHORTEST_QUOTE, Cut
from bot.brief.pictures.geography import countries
from bot.cues import kind
from bot.model import Article, Attribution, Field, Span

MOST_SENTENCES = 40  # of one article: a live update's news stands in its first screens
MOST_COMPARED = 12  # of one article's units, with those of others
LONGEST_SENTENCE = 1_200  # characters; what is longer is not prose and is cut there
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

LISTED, FEWEST_ITEMS = 5_000, 3  # characters of a text that are looked at, and items that make it a list
LONGEST_AREA = 50  # characters of an alert's areas before its lines

VAGUE = 0.4  # for a line on a toll that leaves out its number, on a picture of what happened, or on who took note of it
NAMELESS = 0.75  # for a line on somebody whom the sentence before it names
UNNAMED = 0.6  # for a line on "the city" that names none: who reads it alone cannot tell which

# Line breaks of any kind, bullets, and marks that would turn the direction of what follows.
_BREAK = re.compile(
    r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]+|(?:^|\s)[•‣\u25a0-\u25ff🔴🔵🔶-🔻🟠-🟫➖]\ufe0f?\s|"
    r"\s\|\s|\s{3,}|\s?\+{2,}\s?"
)
# What feeds put behind a text, up to its end: an invitation to read on, the headline of another report.
_TAIL = re.compile(r"\s*(?:\bContinue reading\b|\bRead more\b|\bRelated: ).*", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\uffff]|[\ud800-\udfff]")
_ITEM = re.compile(
    r"^[ ]*(?:[•‣\u25a0-\u25ff🔴🔵🔶-🔻🟠-🟫➖✅❗📌👉*—–-]\ufe0f?|\d{1,2}[.)](?=[ ])|\d\ufe0f?\u20e3)[ ]*\S",
    re.MULTILINE,
)
# A list in one paragraph: "• one • two • three", "- one - two - three", headlines one after another with semicolons between.
_BULLET = re.compile(r"(?:^|\s)[•‣·▪●]\ufe0f?\s+(?=\S)")
_HYPHEN = re.compile(r"(?:^|(?<=[\s.;]))[-–—]\s+(?=\S)")
_SEMICOLON = re.compile(r";\s+")
# "... after the vote The minister said": a word that nobody writes so within a sentence. Before a name it may belong to that.
_RUN_ON = re.compile(
    r"(?<![\w’'-])(?P<last>[a-z\d][a-z\d’'%-]+) (?=(?:The|An|In|It|He|She|They|There|This|These|At|As|When|After|"
    r"Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)"
    r" (?:[a-z]{2,}\b|(?:UK|US|EU|UN)\b))"
)
SHORTEST_ITEM = 4  # words of one of them
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
_ASKED = re.compile(r"[?؟][”\"»’']?\s*$")
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
_FALLBACK_SENTENCE = re.compile(r"(?<=[.!?؟。！？])[”\"»’]?\s+")
_PARTICIPLE = re.compile(r"…(?:noting|adding|saying|warning|underscoring|stressing|insisting|claiming)\b")
_NAMES = re.compile(r"\b[A-Z][\w’'-]*")


class Unit(Struct, frozen=True):
    """A sentence, or a headline without its label."""

    field: Field
    start: int
    text: str
    number: int  # 0 for the headline and for the first sentence


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


# "KABUL, Aug 13 (Reuters) - ", "BERLIN (dpa) - ", "KABUL - ", "KYIV, Ukraine – August 13, 2021 – ": where and by whom, not what
_DATELINE = re.compile(
    r"(?:FOR IMMEDIATE RELEASE\W*)?(?:The (?:below|following) is attributable to [^:\n]{3,80}:\s"
    r"|[A-Z][A-Z .'’-]{2,30}, [A-Z][\w .'’-]{2,30}?[ ,(–-]+[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\)?[ ]*[-–—:]+[ ]"
    r"|[^\n()\[\].!?]{0,60}[(\[][^()\[\]\n]{1,40}[)\]][.,]?[ ]*[-–—―:]+"
    r"|[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?[ ]+[-–—―]+)[ ]*"
)


def units(article: Article) -> Iterator[Unit]:
    """The headline and the sentences, cut at line breaks; sentences of one quotation stay together."""
    labels = {place.end for place in article.places if place.field == "title" and place.start == 0}
    if furniture.is_advertisement(article.text):
        return
    for start, end in _parts(article.title, 0, min(len(article.title), LONGEST_SENTENCE)):
        begin = _after_label(article.title, start, end, labels)
        yield Unit("title", begin, article.title[begin:end], 0)
    number = 0
    tail = _TAIL.search(article.text)
    last = tail.start() if tail else len(article.text)
    for start, end in _joined(article.text, _sentences(article)):
        if start >= last:
            return
        end = min(end, last)
        stop = min(end, start + LONGEST_SENTENCE)
        for a, b in _unrun(article.text, start, stop) if number == 0 else _parts(article.text, start, stop):
            a = _after_label(article.text, a, b, set())
            if number == 0 and (dateline := _DATELINE.match(article.text, a, b - SHORTEST_QUOTE)):
                a = dateline.end()
            yield Unit("text", a, article.text[a:b], number)
            number += 1
            if number >= MOST_SENTENCES:
                return


def called(article: Article) -> str:
    """What an article is called in a list: its title, or the first line of a post without what posts add to it."""
    return article.title or next((unit.text for unit in units(article)), article.head)


def first_units(article: Article) -> Iterator[Unit]:
    """Those that are compared with other articles: what is news stands first."""
    return islice(units(article), MOST_COMPARED)


def _sentences(article: Article) -> list[tuple[int, int]]:
    spans = [(span.start, span.end) for span in article.sentences if span.field == "text"]
    if spans:
        return spans[: 2 * MOST_SENTENCES]
    text = article.text[: 50 * LONGEST_SENTENCE]
    ends = [match.end() for match in _FALLBACK_SENTENCE.finditer(text)]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))[: 2 * MOST_SENTENCES]


def _joined(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences of one quotation as one."""
    begin: int | None = None
    for start, end in spans:
        begin = start if begin is None else begin
        part = text[begin:end]
        if part.count("“") > part.count("”") + part.count("„") and len(part) < 500:
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, spans[-1][1]


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges without line breaks, bullets and direction marks, and without what posts add to the news; what holds control
    characters is left out."""
    at = start
    for match in [*_BREAK.finditer(text, start, end), None]:
        stop = match.start() if match else end
        if stop - at >= SHORTEST_QUOTE and not _CONTROL.search(text, at, stop):
            for a, b in _items(text, at, stop):
                first, last = furniture.news(text, a, b)
                if last - first >= SHORTEST_QUOTE:
                    yield first, last
        at = match.end() if match else end


def _unrun(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Of an article's first sentence its parts, the line below the headline apart from what runs on from it without a stop."""
    found = _RUN_ON.search(text, start + SHORTEST_QUOTE, end - SHORTEST_QUOTE)
    head = text[start : found.end("last")] if found else ""
    if found and len(head) >= clauses.SHORTEST and not head.istitle() and head.count("“") == head.count("”"):
        yield from _parts(text, start, found.end("last"))
        yield from _parts(text, found.end(), end)
    else:
        yield from _parts(text, start, end)


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a paragraph that is a list of them, else the paragraph: three at least, behind bullets or hyphens of which
    one opens it, or headlines between semicolons."""
    line = text[start:end]
    for mark, opens in ((_BULLET, False), (_HYPHEN, True), (_SEMICOLON, False)):
        marks = [match.span() for match in mark.finditer(line)]
        if len(marks) < FEWEST_ITEMS - (mark is not _HYPHEN) or (opens and marks[0][0] > 0):
            continue
        begins, ends = [0, *(b for _, b in marks)], [*(a for a, _ in marks), len(line)]
        items = [(a, b) for a, b in zip(begins, ends, strict=True) if line[a:b].strip()]
        whole = all(len(line[a:b].split()) >= SHORTEST_ITEM for a, b in items)  # "it is a * grave * error" is no list
        if (
            len(items) >= FEWEST_ITEMS
            and whole
            and (mark is not _SEMICOLON or all(_is_headline(line[a:b]) for a, b in items))
        ):
            return [(start + a, start + b) for a, b in items]
    return [(start, end)]


def _is_headline(text: str) -> bool:
    """Whether what stands between semicolons is told for itself: "Quake shakes Velm", not "and the harbour", "Doe, of Velm"."""
    words = text.split()
    named = (
        sum(word[:1].isupper() for word in words) > len(words) / 2
    )  # "Unrest in Velm; The Role of the Navy": a broadcast's parts
    if named or any(word.endswith((",", ":")) for word in words[: SHORTEST_ITEM - 1]):
        return False
    return words[0].lstrip("“\"'‘")[:1].isupper() and text.count("“") == text.count("”")


def _after_label(text: str, start: int, end: int, places: set[int]) -> int:
    """Past "Live updates:", "date 2021-08-13 ... LIVE Updates:" or a headline's "Afghanistan:"."""
    colon = text.find(": ", start, min(end, start + 60))
    if colon < 0 or end - colon - 2 < SHORTEST_QUOTE:
        return start
    label = re.findall(r"[^\W\d_]+", text[start:colon].lower())
    only_label = bool(label) and all(word in lexicon.LABEL for word in label)
    ends_so = len(label) >= 2 and label[-1] in ("updates", "update", "live") and "live" in label
    return colon + 2 if only_label or ends_so or colon in places else start


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


def is_list(article: Article) -> bool:
    """Whether a text is a list, whose items may be about many things, each in a line or all in one."""
    text = article.text[:LISTED]
    return len(_ITEM.findall(text)) >= FEWEST_ITEMS or any(
        len(_items(part, 0, len(part))) >= FEWEST_ITEMS for part in _BREAK.split(text)
    )


def is_opinion(article: Article) -> bool:
    """Opinion, a quiz, a digest of papers: told only where there is nothing better."""
    return bool(
        lexicon.OPINION.search(article.title) or lexicon.FIRST_PERSON.search(_unquoted(article.title))
    ) or is_digest(article)


def _in_own_person(article: Article, unit: Unit) -> bool:
    """Whether who writes speaks of themselves, and nobody is named as saying it."""
    said = any(
        span.field == unit.field and unit.start <= span.start < unit.start + len(unit.text)
        for one in article.attributions
        for span in one.cue
    )
    return not said and bool(lexicon.FIRST_PERSON.search(_unquoted(unit.text)))


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
    if lexicon.DANGLING.search(body) and body[0] not in '“"«„':
        grade *= 0.2 if body[0] == "…" else 0.6
    elif unit.number and lexicon.HIM.search(body):
        grade *= NAMELESS
    if _THE_PLACE.search(body) and not any(
        place.kind == "place" and place.field == unit.field and unit.start <= place.start and place.text in body
        for place in article.places
        if place.start < unit.start + len(unit.text)
    ):
        grade *= UNNAMED
    if cut.inside and body[1:2].islower():
        grade *= 0.6  # a fragment of a sentence that is the writer's
    elif cut.inside and len(body) <= PITHY:
        grade *= DIRECT
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
            body = clauses.shown(unit.text, cut)
            start, end = cut.longest
            first = cut.pieces[0][0]
            quote = unit.text[start:end]
            if body in seen:
                continue
            seen.add(body)
            name, cue, core = _speaker(article, unit, cut)
            subject = first <= opening and not cut.inside and clauses.says(body) and not lexicon.HE_SAID.search(body)
            text = body if name is None or subject or _named_in(name, body) else f"{body} - {name}"
            if town and town[:-2] not in body and not cut.inside:
                text = town + text
            if area and unit.field == "text" and area[:-2] not in body and not cut.inside:
                text = area + text
            if name is None and (cut.inside or _PARTICIPLE.match(body)):
                continue  # words in quotation marks need somebody who said them, and so does "… saying that"
            grade = _grade(article, unit, cut, body) * (HOLLOW if _hollow(article, unit, cut) else 1.0)
            if stated and name is None and unit.field == "text":
                grade *= NARRATED
            if name is None and (
                lexicon.BACKGROUND.search(body)
                or (unit.number and _is_past(article, body))
                or _is_bygone(article, body)
            ):
                grade *= BEFORE
            if name is None and body[0] == "…" and body[1:2].islower():
                grade *= FRAGMENT
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
    begin, end = unit.start, unit.start + len(unit.text)
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
    name = _name(best[1].source)
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
        if span.field == unit.field and span.start < at and (name := _name(other.source)) and not _is_pronoun(name)
    ]
    return max(named)[1] if named else None


def _is_pronoun(name: str) -> bool:
    return all(word in lexicon.PRONOUN for word in name.lower().split())


def _name(source: tuple[Span, ...]) -> str | None:
    """Who, shortly: "a Taliban spokesman", "US State Department spokesman Ned Price"."""
    if not source:
        return None
    text = re.split(r"[,;:(\n\r]|\s(?:who|which|that|while|in a|at a)\s", source[0].text.strip(" \t“”\"'"), maxsplit=1)[
        0
    ]
    text = " ".join(text.split()).rstrip(".")
    text = re.sub(r"^(?:The|the|A|An)\s", lambda m: m[0].lower(), text)
    text = _NAME_ENDS.sub("", text)
    if not text or _CONTROL.search(text) or _BREAK.search(text):
        return None
    if len(text) > LONGEST_NAME:
        # "US State Department spokesman Ned Price" -> "spokesman Ned Price"; "results told by the ministry" -> "the ministry"
        tails = [match[0] for pattern in _TAILS if (match := pattern.search(text)) and len(match[0]) <= LONGEST_NAME]
        text = tails[0] if tails else _NAME_ENDS.sub("", text[: LONGEST_NAME - 1].rsplit(" ", 1)[0]) + "…"
    return text.removeprefix("the ") or None


def _named_in(name: str, body: str) -> bool:
    """Whether the line itself names who says it."""
    key = [word for word in name.rstrip("…").lower().split() if word not in ("a", "an", "the")]
    return bool(key) and key[-1] in body.lower()
