"""Denials: what denies something, what answers it within one line, and what only sounds like one."""

from __future__ import annotations

import re

from bot import cues, senses
from bot.brief import lexicon
from bot.brief.lines import Candidate

_DENIES = re.compile(
    r"\bden(?:y|ies|ied) (?:that|claims|reports|late|on)\b|\bdeny\b|رد می‌کنند|رد می‌کند|"
    rf"{cues.abroad('denied')}",
    re.IGNORECASE,
)
_DENIES_BESIDES = re.compile(
    r", (?:(?:and|but) (?:(?:he|she|they|it) )?)?(?:den(?:y|ies|ied)|denying) "
    r"(?!(?:it|this|that)\W*\Z|(?:(?:the|any|those|these) )?(?:claims?|reports?|allegations?|accusations?)\b)[^,;]+\Z",
    re.IGNORECASE,
)
_RETRACTS = re.compile(
    r"\b(?:takes? back|took back|with(?:drew|drawn) (?:the|its|a|that) (?:statement|claim|report|account)|retract\w*)\b",
    re.IGNORECASE,
)
# Somebody else's answer to what a line tells: "Rebels claim the town, which the army denies", "..., Velm calls it a lie".
_ANSWERED = re.compile(
    r"[,;–—] ?(?:but |while |though |although |which |that |a claim )?(?!(?:and|or|also|then|he|she|they|"
    r"it)\b)(?:[\w’'-]+ ){1,6}?"
    r"(?:(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es?|ed)|refut(?:es?|ed))"
    r"(?: (?:it|this|that|them|the (?:claim|report|allegation|accusation|figure|account)s?))?"
    r"|calls? (?:it|this|that|them|the (?:claim|report|figure)s?) (?:an? )?(?:\w+ )?(?:lies?|false|untrue|fake|nonsense|"
    r"fabrication|propaganda)"
    r"|says? (?:it|this|that) (?:is|was) (?:an? )?(?:lie|false|untrue|not true)"
    r"|dementier(?:t|en)(?: (?:das|dies))?|bestreite(?:t|n) (?:das|dies|es)|(?:weist|weisen) (?:das|dies|es) zurück"
    rf"|{cues.abroad('denied')})\W*\Z"
    rf"|[,;] ?(?:lo|la|le|o|cela) (?:{cues.abroad('denied')}) [\w ’'-]{{2,40}}\W*\Z",
    re.IGNORECASE,
)
_VERB_LAST = ("tr", "fa", "ps", "hi", "ur", "ja", "ko")  # where "X, that ..., denied" denies, and answers nobody
# Who counts, that they say so, and where the other begins.
_COUNTERS = "police government union company opposition ministry army rebel official hospital"
_ORGANISERS = re.compile(
    r"\b(?:organi[sz]ers?|organi[sz]ador\w*|organi[sz]at\w+|veranstalter\w*|организатор\w*|організатор\w*)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:says?|said|speaks? of|spoke of|puts?|counts?|counted|estimate[sd]?|according to|claim(?:s|ed)?|sagt\w*|spricht|laut|"
    r"zählt\w*|"
    r"selon|compte|parle|según|contó|habla|segundo|fala|contou|secondo|parla|volgens|według|по данным|говор\w+|насчитал\w*|"
    r"за даними)\b",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[,;] ?(?:(?:while|but|whereas|während|aber|mais|pero|mas|ma|а|но|але) )?")
SAME = 0.05  # by how much of the larger two counts may differ that are one
# Who refuses a request, rejects a plan or dismisses a minister says nothing of whether something is true; nor does who is denied
# care or a passport.
_REFUSES = re.compile(
    r"\bden(?:y|ies|ied|ying) (?:[\w'’]+ ){0,2}(?:requests?|entry|access|rights?|bail|visas?|petitions?|appeals?|permission|"
    r"(?:medical )?(?:care|treatment)|compensation|asylum|parole|food|water|aid|justice|benefits?|refunds?|citizenship|"
    r"passports?|permits?|licen[cs]es?|funding|payments?|coverage|(?:safe )?passage|boarding|services?)\b"
    r"|\b(?:is|are|was|were|be|been|being|gets?|got) denied "
    r"(?!(?:by|in|on|at|that|having|any|all|responsib\w*|wrongdoing)\b)(?=\w)"
    r"|\b(?:dismiss|reject)(?:es|s|ed|ing)?\b(?! (?:[\w'’]+ ){0,3}(?:claims?|reports?|allegations?|accusations?|rumou?rs?|"
    r"suggestions?|charges|statements?|accounts?|versions?|assertions?|ideas?|notion|theory|theories|that)\b"
    r"| (?:it |them |this |that |these )?as\b)",
    re.IGNORECASE,
)


def is_denial(candidate: Candidate) -> bool:
    """The line itself denies something. Who has done something and "denies wrongdoing" besides tells of what was done."""
    if (aside := _DENIES_BESIDES.search(candidate.text)) and _tells_a_deed(candidate.text[: aside.start()]):
        return False
    text = _without_refusals(candidate.text)
    if candidate.cue is not None:
        return (candidate.cue == "denied" and text == candidate.text) or bool(_DENIES.search(text))
    return bool(lexicon.DENIAL.search(text) or _DENIES.search(text))


def is_counted_twice(candidate: Candidate) -> bool:
    """Whether two in the line count one thing otherwise: "5,000 marched, organisers said; police counted 2,000"."""
    article, quote, start = candidate.article, candidate.quote, candidate.start
    counted = [
        figure
        for figure in article.figures
        if figure.field == candidate.field and start <= figure.start < start + len(quote) and figure.value is not None
    ]
    if len(counted) != 2 or counted[0].unit != counted[1].unit or not _SAYS.search(quote):
        return False
    one, other = (figure.value or 0.0 for figure in counted)
    borders = list(_BORDER.finditer(quote, counted[0].end - start, counted[1].start - start))
    if not borders or abs(one - other) <= SAME * max(one, other):
        return False
    sides = (quote[: borders[-1].start()], quote[borders[-1].end() :])
    first, second = (_counters(side, article.lang) for side in sides)
    return bool(first) and bool(second) and first != second and not _deeds(sides[1], article.lang)


def _counters(text: str, lang: str) -> frozenset[str]:
    """Who may count otherwise than the other: organisers and police, a union and a company."""
    said = {one.sense for one in senses.said(text, lang)} & set(_COUNTERS.split())
    return frozenset(said | ({"organiser"} if _ORGANISERS.search(text) else set()))


def _deeds(text: str, lang: str) -> set[str]:
    return {one.sense for one in senses.said(text, lang)} & senses.deeds()


def _tells_a_deed(text: str) -> bool:
    return lexicon.has_verb(text) or bool(_deeds(text, "en"))


def is_answered(candidate: Candidate) -> bool:
    """Whether the line tells something, and that another says it is not so."""
    return candidate.article.lang not in _VERB_LAST and bool(_ANSWERED.search(candidate.quote))


def takes_back(text: str) -> bool:
    """Whether a statement is withdrawn."""
    return bool(_RETRACTS.search(text))


def is_against(text: str) -> bool:
    """Whether a sentence denies something, or takes it back."""
    if not _is_against(text):
        return False
    return _is_against(_without_refusals(text))


def _is_against(text: str) -> bool:
    return bool(lexicon.DENIAL.search(text) or _DENIES.search(text) or _RETRACTS.search(text))


def _without_refusals(text: str) -> str:
    """The text without who is refused something, and who does not deny it."""
    return cues.NOT_DENIED.sub(" ", _REFUSES.sub(" ", text))
