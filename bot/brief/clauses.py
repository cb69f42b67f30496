"""Where a sentence can be cut: its clauses, verbatim, with what was left out marked by "…"."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bot import cues
from bot.brief.lexicon import FUNCTION, GAPS, NUMBER_WORDS, OPENERS, SPANS, SUBORDINATE, has_verb, verbs

SHORTEST_QUOTE = 20  # the contract's: a shorter one is no evidence
SHORTEST = 30  # a clause below this seldom says who did what
LONGEST = 160  # a line that is longer is not read: on a phone it fills four rows
COMFORTABLE = 100  # longer sentences are offered with their insertions left out
MOST = 48  # variants a sentence may have: bounds the work on hostile text

QUOTATION = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|\([^()]*\)|\[[^\[\]]*\]")
_BORDER = re.compile(
    r"(?P<stop>[.!?؟。]+[”\"»’']?)\s+"
    r"|(?P<close>[,.!?،][”\"»’'])\s+"
    r"|(?P<mark>[;؛,،、，])\s*(?=[^\d\s])"
    r"|\s+(?P<dash>[—–-]|--)\s+"
    r"|(?P<long>—)(?=\w)"
    r"|(?P<space>\s+)(?=(?:while|whilst|although|because|according to|before|after|amid|unless|until|"
    r"(?:just |only |\w+ )?(?:minutes|hours|days|weeks|months|years|a day|a week) (?:after|before|since))\s)"
    r"|(?P<and>\s+)(?=(?:and|or|but|und|و)\s+[“\"«„])|(?P<join>\s+)(?=(?:and|und)\s)"
)
_INSERTION = re.compile(
    r"\s*[,،]\s+(?:including|who|which|where|whose|such as|among them|along with)\s[^,،;.]{4,140}(?:[,،][^,،;.]{2,60}){0,3}?"
    r"[,،]\s+(?=(?:said|says|has|have|had|is|are|was|were|will|would|told|agreed|warned|also)\b)"
)
# "saying that ...": a clause is said. "Adding the drumbeat" and "saying goodbye" say nothing, and "warning" may be a noun.
_PARTICIPLE = re.compile(
    r"(?:,\s+|\s+)(?:(?:and|while|whilst)\s+)?(?P<start>(?:noting|stressing|insisting|claiming|underscoring|"
    r"saying(?! (?:goodbye|farewell|about|sorry|nothing|yes|no|so|to|hello|thanks|prayers)\b)|"
    r"(?:adding|(?<!, )warning)(?= (?:that|he|she|it|they|there|we|you|his|her|its|their)\b)|(?<=, )warning)"
    r"\s+(?:that\s+)?\S)"
)
_OPEN_SINGLE = re.compile(r"(?<![\w’'])['‘](?=[^\W\d_])")
_CLOSED_SINGLE = re.compile(r"(?<=[\w.,!?…%])['’](?!\w)")
# "Less than six weeks before", "Weeks after": how far off what follows is
_MEASURED = re.compile(
    r"\W*(?:(?:less than|more than|just|only|barely|about|almost|nearly|over) )?(?:(?:an?|\d+|few|several|"
    + "|".join(NUMBER_WORDS)
    + r") )?(?:"
    + "|".join(SPANS)
    + r") (?:after|before|since|into)\b",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\W*at (?:least|most)\b", re.IGNORECASE)
# Who, and up to the end only what they are: "42 people, including children, who ...", "The ship, a tanker ..."
_ASIDE = re.compile(r"(?P<who>[^,;:]{4,60}(?:, including [^,;:]+)?), (?:(?:who|which|whose|where)\b|an? |the )")
# Who, with what tells them apart: "A ship that caught fire on Sunday, ..."
_TOLD_APART = re.compile(r"(?P<who>[^,;:]{4,60}?) (?:that|which|who) (?P<rest>\w.*)", re.DOTALL)
_DOING = re.compile(r"\W*\w+ing\b")
_GOES_ON = frozenset(
    ("or", "of", "off", "in", "on", "at", "to", "for", "from", "by", "with")
)  # the clause before a dash
_ADJECTIVE = re.compile(r"\b(?:an?|the|his|her|its|their) \w+$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:Gen|Sen|Rep|Gov|Col|Lt|Maj|Sgt|Mr|Mrs|Ms|Dr|Prof|St|No|vs|ca|bzw|Nr))\.$")
_EDGE = " \t\u00a0.,;:،؛。—–-•*|"


@lru_cache(maxsize=1)
def _saying() -> frozenset[str]:
    verbs = cues.SAY["en"] | cues.CLAIM["en"] | cues.DENY["en"] | cues.CONFIRM["en"] | {"according", "tweet", "warn"}
    forms = {form for verb in verbs for form in cues.english_forms(verb)}
    return frozenset(forms | cues.SAY["de"] | cues.SAY["fa"] | cues.SAY["ps"])


def says(text: str) -> bool:
    """Whether a word of saying stands in the text."""
    return not _saying().isdisjoint(re.findall(r"[\w\u200c]+", text.lower()))


class Cut(NamedTuple):
    """What is kept of a sentence: [start, end) pieces in order, and how well it reads (1 is the whole sentence)."""

    pieces: tuple[tuple[int, int], ...]
    grade: float
    inside: bool = False  # within a quotation, whose marks are left out

    @property
    def longest(self) -> tuple[int, int]:
        return max(self.pieces, key=lambda piece: piece[1] - piece[0])


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without white space and separators at its edges; a closing full stop goes too."""
    while start < end and (text[start] in _EDGE or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _EDGE or text[end - 1].isspace()):
        end -= 1
    return start, end


def shown(text: str, cut: Cut) -> str:
    """The kept pieces as a line, each gap marked."""
    whole = trimmed(text, 0, len(text))
    body = " … ".join(text[start:end] for start, end in cut.pieces)
    if cut.inside:
        return f"“{body}”"
    first, last = cut.pieces[0][0], cut.pieces[-1][1]
    return ("…" if first > whole[0] else "") + body + ("…" if last < whole[1] else "")


def _balanced(text: str) -> bool:
    return (
        text.count("“") <= text.count("”") + text.count("„")
        and text.count("”") <= text.count("“") + text.count("„")
        and text.count('"') % 2 == 0
        and text.count("«") == text.count("»")
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and len(_OPEN_SINGLE.findall(text)) <= len(_CLOSED_SINGLE.findall(text))
    )


def _last_word(text: str) -> str:
    words = re.findall(r"[\w’'\u200c]+", text[-40:].lower())
    return words[-1] if words else ""


def _first_word(text: str) -> str:
    match = re.match(r"\W*([\w’']+)", text[:60])
    return match[1].lower() if match else ""


def _leads_up(text: str) -> bool:
    """Whether a text opens with a clause that only leads up to the news: "As ...", "Less than six weeks before ..."."""
    first = _first_word(text)
    return (first in SUBORDINATE and not _AT_LEAST.match(text)) or bool(_MEASURED.match(text))


def _goes_on(first: str) -> bool:
    """Whether what starts with this word behind a dash goes on with the clause before it: "- or", "- announced"."""
    return first in _GOES_ON or has_verb(first)


def _headless(kept: str) -> bool:
    """Whether a part says who, and breaks off before it says what they did: "42 people, who were seized in March"."""
    if _leads_up(kept):
        return False
    if (aside := _ASIDE.match(kept)) and not has_verb(aside["who"]):
        return not any(has_verb(part) for part in kept[aside.end() :].split(",")[1:])
    apart = _TOLD_APART.match(kept)
    if not apart or has_verb(apart["who"]) or says(apart["who"]):
        return False
    first, *more = apart["rest"].split(",")
    return len(verbs(first)) < 2 and not any(has_verb(part) for part in more if not _DOING.match(part))


def _stands(kept: str) -> bool:
    """Whether a part can stand as a line of its own."""
    return (
        len(kept) >= SHORTEST
        and len(kept.split()) >= 4
        and _balanced(kept)
        and _last_word(kept) not in FUNCTION
        and has_verb(kept)
        and not _headless(kept)
    )


Border = tuple[int, int, str]  # end of what stands before, start of what follows, kind


def borders(text: str) -> list[Border]:
    """The clause borders outside quotations and brackets."""
    closed = [match.span() for match in QUOTATION.finditer(text)]
    found = []
    for match in _BORDER.finditer(text):
        kind = match.lastgroup or ""
        at = match.end(kind) if kind in ("stop", "close") else match.start()
        if any(start < at < end for start, end in closed):
            continue
        if kind == "stop" and _ABBREVIATED.search(text, max(0, at - 12), at):
            continue
        found.append((at, match.end(), kind))
    return found[:MOST]


@lru_cache(maxsize=8192)
def cuts(text: str) -> tuple[Cut, ...]:
    """Ways to shorten one sentence, the whole one first. All kept parts are verbatim; none is longer than LONGEST unless
    nothing shorter can be had, then one is cut between words."""
    start, end = trimmed(text, 0, len(text))
    if end - start < SHORTEST_QUOTE:
        return ()
    found: dict[tuple[tuple[tuple[int, int], ...], bool], Cut] = {}

    def add(pieces: list[tuple[int, int]], grade: float, inside: bool = False) -> None:
        kept = tuple(piece for a, b in pieces if (piece := trimmed(text, a, b))[0] < piece[1])
        cut = Cut(kept, grade, inside)
        if kept and cut.longest[1] - cut.longest[0] >= SHORTEST_QUOTE and len(shown(text, cut)) <= LONGEST:
            found.setdefault((kept, inside), cut)

    add([(start, end)], 1.0)
    edges = borders(text)
    for begin, grade in _beginnings(text, start, end, edges)[:8]:
        if begin > start and (_stands(text[begin:end]) or _participle(text[begin:end])):
            add([(begin, end)], grade)
        for edge in edges:
            if edge[0] > begin and (worth := _worth_ending(text, (start, end), begin, edge)):
                add([(begin, edge[0])], grade * worth)
    if end - start > COMFORTABLE:
        for match in list(_INSERTION.finditer(text))[:2]:
            if _balanced(text[start : match.start()]) and match.end() < end:
                add([(start, match.start()), (match.end(), end)], 0.9)
                for before, after, _ in edges:
                    if before > match.end() and _stands(text[match.end() : before]) and text[after:]:
                        add([(start, match.start()), (match.end(), before)], 0.8)
    for quotation in QUOTATION.finditer(text):
        if text[quotation.start()] in "([":
            continue
        for a, b in _quoted(text, quotation.start() + 1, quotation.end() - 1):
            add([(a, b)], 0.92, True)
    if not found:
        add([(start, _whole_words(text, start, start + LONGEST - 12))], 0.5)
    return tuple(found.values())[:MOST]


def _beginnings(text: str, start: int, end: int, edges: list[Border]) -> list[tuple[int, float]]:
    """Where a part of the sentence may begin, and what it is worth to begin there."""
    found = [(start, 1.0)]
    if _leads_up(text[start:]):
        # "As the rebels swept in, London ..." -> "London ..."
        found += [
            (after, 0.9)
            for _, after, kind in edges
            if kind == "mark" and after - start < 0.7 * (end - start) and not _first_word(text[after:]).endswith("ing")
        ][:1]
    dashes = [after for _, after, kind in edges if kind in ("dash", "long")]
    if len(dashes) == 2:
        dashes = dashes[1:]  # between the two is an insertion, with which no line can start
    found += [(after, 0.85) for after in dashes if not _goes_on(_first_word(text[after:]))]
    found += [(after, 0.9) for _, after, kind in edges if kind == "stop"]
    return found + [(match.start("start"), 0.9) for match in _PARTICIPLE.finditer(text)]


def _worth_ending(text: str, whole: tuple[int, int], begin: int, edge: Border) -> float:
    """What it is worth to end at this border what begins at `begin`; 0 where that cannot stand."""
    (start, end), (before, after, kind) = whole, edge
    kept = text[begin:before]
    if not (_stands(kept) or _participle(kept)):
        return 0.0
    if begin == start and _leads_up(kept) and not re.search(r"[,،]\s+(?!\w+ing\b)", kept):
        return 0.0
    short = len(kept) < COMFORTABLE * 0.6 or len(text) - after < SHORTEST or end - start < COMFORTABLE
    if kind == "join" and short:
        return 0.0
    rest, last = _first_word(text[after:]), _last_word(kept)
    counted = last in NUMBER_WORDS or last in ("few", "several")
    if (rest in GAPS and last in SPANS) or (rest in SPANS and counted):
        return 0.0
    opens = kind in ("stop", "dash", "long", "close", "space") or rest in OPENERS or says(text[after : after + 90])
    good = (opens or rest.endswith("ing")) and kind != "join"
    if kind == "mark" and not good and _ADJECTIVE.search(kept):
        return 0.0  # "in a bizarre, angry scene"
    return 0.93 if good else 0.75


def _quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A quotation whole, and each of its sentences."""
    parts = [(start, end)]
    begin = start
    for match in re.finditer(r"[.!?؟]+\s+", text[start:end]):
        parts.append((begin, start + match.end()))
        begin = start + match.end()
    return [*parts, (begin, end)] if begin > start else parts


def _participle(kept: str) -> bool:
    return bool(_PARTICIPLE.match(" " + kept)) and len(kept) >= SHORTEST and _balanced(kept)


def _whole_words(text: str, start: int, end: int) -> int:
    """The last place up to `end` where a cut between words leaves no quotation open and no "of the" at the end."""
    cut = _word_border(text, start, end)
    least = start + SHORTEST_QUOTE
    for opening in ("“", "„", "«", '"', "(", "[", "‘"):
        at = text.rfind(opening, start, cut)
        if at > max(least, cut - LONGEST // 2) and not _balanced(text[start:cut]) and _balanced(text[start:at]):
            cut = _word_border(text, start, at)
    while cut > least and _last_word(text[start:cut]) in FUNCTION and (space := text.rfind(" ", least, cut)) > 0:
        cut = space
    return cut


def _word_border(text: str, start: int, end: int) -> int:
    """The last place up to `end` where a word ends; `end` itself in scripts without spaces."""
    end = min(end, len(text))
    space = text.rfind(" ", start + SHORTEST_QUOTE, end)
    if space > 0:
        return space
    while (
        end > start + SHORTEST_QUOTE
        and end < len(text)
        and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d")
    ):
        end -= 1
    return end
