"""An article as its headline and its sentences, without what surrounds news: labels, bullets, datelines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from bot.brief import clauses, furniture, lexicon
from bot.brief.clauses import SHORTEST_QUOTE
from bot.model import Article, Field

MOST_SENTENCES = 40  # of one article: a live update's news stands in its first screens
MOST_COMPARED = 12  # of one article's units, with those of others
LONGEST_SENTENCE = 1_200  # characters; what is longer is not prose and is cut there
LISTED, FEWEST_ITEMS = 5_000, 3  # characters of a text that are looked at, and items that make it a list
SHORTEST_ITEM = 4  # words of one of them

# Line breaks of any kind, bullets, and marks that would turn the direction of what follows.
BREAK = re.compile(
    r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]+|(?:^|\s)[•‣\u25a0-\u25ff🔴🔵🔶-🔻🟠-🟫➖]\ufe0f?\s|"
    r"\s\|\s|\s{3,}|\s?\+{2,}\s?"
)
# What feeds put behind a text, up to its end: an invitation to read on, the headline of another report.
_TAIL = re.compile(r"\s*(?:\bContinue reading\b|\bRead more\b|\bRelated: ).*", re.DOTALL)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\uffff]|[\ud800-\udfff]")
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
_FALLBACK_SENTENCE = re.compile(r"(?<=[.!?؟。！？])[”\"»’]?\s+")
# "KABUL, Aug 13 (Reuters) - ", "BERLIN (dpa) - ", "KABUL - ", "KYIV, Ukraine – August 13, 2021 – ": where and by whom, not what
_DATELINE = re.compile(
    r"(?:FOR IMMEDIATE RELEASE\W*)?(?:The (?:below|following) is attributable to [^:\n]{3,80}:\s"
    r"|[A-Z][A-Z .'’-]{2,30}, [A-Z][\w .'’-]{2,30}?[ ,(–-]+[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}\)?[ ]*[-–—:]+[ ]"
    r"|[^\n()\[\].!?]{0,60}[(\[][^()\[\]\n]{1,40}[)\]][.,]?[ ]*[-–—―:]+"
    r"(?:[ ]*[A-Z][A-Z .'’-]{2,30}, \d{1,2} [A-Z]{3,9} ?[-–—―]+)?"
    r"|[^\s，。]{2,20}\d{1,2}月\d{1,2}日[电電讯訊][ \u3000:：]*(?:[(（]记者[^()（）]{1,30}[)）])?"
    r"|[A-Z][A-Z .'’-]{2,30}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?[ ]+[-–—―]+)[ ]*"
)


# "КАБУЛ, 13 авг — РИА Новости.", "КАБУЛ. 13 серпня. Укрінформ.": a sentence of its own
_WHERE_AND_WHO = re.compile(
    r"[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ -]{2,30}[,.] \d{1,2} [а-яіїєґ]{3,9}\.?[ ]?(?:[-–—/]+ ?)?[^.!?\n]{0,30}[./]*\s*"
)
_COLON = re.compile(r": |：")
_LABEL_WORD = re.compile(r"(?:[^\W\d_]|[\u0900-\u0963])+")


class Unit(Struct, frozen=True):
    """A sentence, or a headline without its label."""

    field: Field
    start: int
    text: str
    number: int  # 0 for the headline and for the first sentence

    @property
    def end(self) -> int:
        """Where it ends in its field."""
        return self.start + len(self.text)


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
            if number == 0 and _WHERE_AND_WHO.fullmatch(article.text, a, b):
                continue
            if number == 0 and (dateline := _DATELINE.match(article.text, a, b - SHORTEST_QUOTE)):
                a = dateline.end()
            yield Unit("text", a, article.text[a:b], number)
            number += 1
            if number >= MOST_SENTENCES:
                return


def called(article: Article) -> str:
    """What an article is called in a list: its title, or the first line of a post without what posts add to it."""
    return article.title or next((unit.text for unit in units(article)), article.head)


def is_list(article: Article) -> bool:
    """Whether a text is a list, whose items may be about many things, each in a line or all in one."""
    text = article.text[:LISTED]
    return len(_ITEM.findall(text)) >= FEWEST_ITEMS or any(
        len(_items(part, 0, len(part))) >= FEWEST_ITEMS for part in BREAK.split(text)
    )


@lru_cache(maxsize=2048)
def first_units(article: Article) -> tuple[Unit, ...]:
    """Those that are compared with other articles: what is news stands first."""
    return tuple(islice(units(article), MOST_COMPARED))


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
    for match in [*BREAK.finditer(text, start, end), None]:
        stop = match.start() if match else end
        if stop - at >= SHORTEST_QUOTE and not CONTROL.search(text, at, stop):
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
    # "Unrest in Velm; The Role of the Navy": a broadcast's parts
    named = sum(word[:1].isupper() for word in words) > len(words) / 2
    if named or any(word.endswith((",", ":")) for word in words[: SHORTEST_ITEM - 1]):
        return False
    return words[0].lstrip("“\"'‘")[:1].isupper() and text.count("“") == text.count("”")


def _after_label(text: str, start: int, end: int, places: set[int]) -> int:
    """Past "Live updates:", "date 2021-08-13 ... LIVE Updates:" or a headline's "Afghanistan:"."""
    found = _COLON.search(text, start, min(end, start + 60))
    if not found or end - found.end() < SHORTEST_QUOTE:
        return start
    colon = found.start()
    label = _LABEL_WORD.findall(text[start:colon].lower())
    only_label = bool(label) and all(word in lexicon.LABEL for word in label)
    ends_so = len(label) >= 2 and label[-1] in ("updates", "update", "live") and "live" in label
    return found.end() if only_label or ends_so or colon in places else start
