"""Hedges that are no hedge of the whole line: "alleged", "claims" or "accused" said of somebody in it, and their like that mean
something else."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.brief import lexicon

FEW = 3  # words at most between a word of doubt and the end of what says of a line that it is only claimed
OPENING = 2  # words before "alleged" that show that the line is not on what is alleged

# What somebody is said to be: "three alleged smugglers", "suspected militants". A finite "suspected" has who or what behind it.
_CALLED = re.compile(
    r"\b(?:alleged|suspected|purported|presumed|reputed|rumou?red)\b"
    r"(?! (?:that|of|to|by|in|on|he|she|it|they|his|her|their|the|an?|this|as)\b)(?= ['‘“\"]?\w)",
    re.IGNORECASE,
)
# What somebody is held for, or who is meant: "arrested for allegedly stealing", "two men who reportedly fled".
_DOING = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )"
    r"\b(?:allegedly|reportedly|supposedly|purportedly|apparently) (?:\w+ly )?\w+ing\b"
    r"|\b(?:who|whom|whose|which) (?:[\w’'-]+ ){0,3}?(?:allegedly|reportedly|supposedly|purportedly|apparently|claim(?:s|ed)?|"
    r"(?:may|might) have)\b|\bthat (?:has |have |had )?claimed\b",
    re.IGNORECASE,
)
# Whom somebody accuses, told in passing of who else does something, or is done to: "the man accused of it was freed".
_ACCUSED = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bbeing )(?<!\bstands )(?<!\bstand )"
    r"\b(?P<word>accused|suspected)(?: by [^,;]{2,40}?)? of\b|\b(?:who|which) "
    r"(?P<aside>(?:is|are|was|were|has been|have been|stands?) (?:accused|suspected)) of\b",
    re.IGNORECASE,
)
# What somebody or something is believed to be, told of who does something besides: "a boat believed to be carrying 40 has sunk".
_BELIEVED = re.compile(
    r"(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbe )(?<!\bbeing )"
    r"\b(?P<word>believed|thought|feared|understood|rumou?red)(?: by [^,;]{2,40}?)? "
    r"to (?:(?:have|be|been|being|also|[a-z]+ly) )*[a-z]+(?: dead)?\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:has|have|had|is|are|was|were|will|would|fac(?:es?|ed)|appear(?:s|ed)|plead(?:s|ed)|pled|goes|went|says?|said|den(?:ies|ied)|"
    r"d(?:ies|ied)|gets?|got|wins?|won|arrested|jailed|freed|released|sentenced|extradited|acquitted|convicted|cleared|killed|dead|"
    r"resign(?:s|ed)|quits?|tells?|told|flees?|fled)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:who|whom|which|that|when|after|before|as|while|because|if|where|whose|until)\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"\b(?:who|which|that)\b(?: (?:is|are|was|were|has|have|had|been|also|once|\w+ly))* [\w’'-]+", re.IGNORECASE
)
_TO_DO = re.compile(r"\bto [a-z]+\b")
# The noun: "denied claims that", "over harassment claims", "the mayor's claims". In "a lawsuit claims" it is a verb.
_NOUN = re.compile(
    r"\b(?:(?:of|over|on|about|against|amid|after|with|by|despite|to|from|into|for|fact[- ]?check(?:s|ed|ing)?|"
    r"den(?:y|ies|ied|ying)|"
    r"reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es?|ed|ing)|rebut(?:s|ted)?|debunk(?:s|ed|ing)?|disput(?:es?|ed|ing)|"
    r"investigat(?:es?|ed|ing)|prob(?:es?|ed|ing)|examin(?:es?|ed|ing)|check(?:s|ed|ing)?|fac(?:es?|ed|ing)|"
    r"settl(?:es?|ed|ing)|repeat(?:s|ed|ing)?|more|many|these|such)"
    r" (?:(?!(?:an?|who|which|that|and|but|has|have|is|are|was|were)\b)[\w’'-]+ ){0,2}?(?:claims?|allegations?|accusations?)"
    r"|(?:an?|this|any|no|each|his|her|its|their|our|\w+[’']s) "
    r"(?:(?!(?:an?|who|which|that|and|but|has|have|is|are|was|were)\b)[\w’'-]+ ){0,2}?(?:claim|allegation|accusation)"
    r"|(?:his|her|its|their|our|\w+[’']s) (?:\w+(?:less|ed|ent) |false )?(?:claims|allegations|accusations))\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:insurance|asylum|jobless|unemployment|benefits?|compensation|injury|damages|land|border|sovereignty) claims?\b|"
    r"\bclaims? (?:handlers?|adjusters?|court|form)\b",
    re.IGNORECASE,
)
# "charged at the crowd", "charged $5", "charged with murder": only who charges that something is so says it.
_CHARGED = re.compile(
    r"\bcharg(?:e|es|ed|ing)\b(?!,? (?:\w+day )?(?:that\b|[“\"‘]))|\bcontend(?:s|ed|ing)? (?:with|for)\b"
    r"|\b(?:falsely|wrongly|wrongfully) accused\b",
    re.IGNORECASE,
)
_SUSPECTS = re.compile(r"\bsuspects?\b(?! (?:that|he|she|it|they|foul|a|an|the)\b)", re.IGNORECASE)
# What is won, and what is expected: "claims gold", "more likely to die", "a likely successor", "likely to rain".
NO_DOUBT = re.compile(
    r"\bclaim(?:s|ed|ing)? (?:[\w'’-]+ ){0,3}(?:gold|silver|bronze|medals?|victory|titles?|wins?|crown|trophy|cup|championship|"
    r"prize|lives?|asylum|wickets?|points?|podium|place|spot)\b"
    r"|\b(?:more|less|as|equally|twice|times|not) likely\b|\b(?:most|least) likely(?= to\b)"
    r"|\b(?:an?|the|its|his|her|their|any) (?:[\w-]+ and )?likely\b"
    r"|\blikely(?=(?: not)? to (?!have\b|be (?:behind|the)\b))|\bthought to number\b",
    re.IGNORECASE,
)

# Between clauses: what stands before one of these is none of what stands behind.
_MARKS = (",", ";", ".", "–", "—", "--")
_BORDERS = (*_MARKS, "-", "!", "?")
_COMMENT = re.compile(r"[ -]*(?P<text>[^,;:.–—]+)")  # "the army claims", "according to reports"
# ... and what opens another clause, or goes on with the sentence: "while", "and", "claiming". "According to" and "citing" do not.
_IN_ANOTHER_CLAUSE = re.compile(
    rf"(?!(?:according|citing)\b)(?:(?:{'|'.join(sorted(lexicon.OPENERS))})\b|[a-z]+ing\b)", re.IGNORECASE
)
_UNVERIFIED = re.compile(r"(?:\bnot\b|n['’]t\b).*\b(?:verified|confirmed)\b", re.IGNORECASE)


@lru_cache(maxsize=16384)
def in_passing(text: str) -> tuple[tuple[int, int], ...]:
    """Where in a line words stand that look like a hedge of it and are none. Who is called something, or accused of it, is so
    in passing only where the line tells besides what they do or what is done to them, or has said of whom it speaks before."""
    found = [match.span() for pattern in (_CHARGED, _SUSPECTS, NO_DOUBT, _PAID) for match in pattern.finditer(text)]
    found += [
        match.span("word" if match["word"] else "aside") for match in _ACCUSED.finditer(text) if _is_aside(text, match)
    ]
    found += [match.span() for match in _BELIEVED.finditer(text) if _is_aside(text, match)]
    beside = sorted(match.span() for pattern in (_CALLED, _DOING, _NOUN) for match in pattern.finditer(text))
    if beside and lexicon.has_verb(without(text, beside)):
        found += beside
    else:
        found += [span for span in beside if len(lexicon.word_set(text[: span[0]])) >= OPENING]
    return tuple(sorted(found))


def bears_on(line: str, sentence: str, start: int, end: int) -> bool:
    """Whether a word of doubt at [start, end) of a sentence is one of a line that was cut from it: in it, and not in passing;
    before it, where the line only goes on from there; behind it, in a few words that say who claims it, or that it is not
    verified. What is doubted in another clause ("has fled, while aides allegedly burned files") leaves the line a plain deed."""
    at = sentence.find(line)
    if start < at:
        before = sentence[:at].rstrip()
        return not (before.endswith(_BORDERS) and lexicon.has_verb(before))
    last = at + len(line)
    if start < last:
        return not any(a <= start - at < b for a, b in in_passing(line))
    if _UNVERIFIED.search(sentence, start, end):
        return True
    begin = max(last, *(sentence.rfind(mark, last, start) + 1 for mark in _MARKS))
    comment = _COMMENT.match(sentence, begin)
    if comment is None or end > comment.end() or _IN_ANOTHER_CLAUSE.match(comment["text"]):
        return False
    if any(a <= start < b for a, b in in_passing(sentence)):
        return False
    return start == comment.start("text") or len(sentence[end : comment.end()].split()) <= FEW


def _is_aside(text: str, accused: re.Match[str]) -> bool:
    """Whether a line tells what an accused does or suffers, beside what they are accused of."""
    if accused.groupdict().get("aside"):
        return True
    before = _TO_DO.sub(" ", _RELATIVE.sub(" ", text[: accused.start()]))
    behind = re.sub(r"\bto \w+", " ", _CLAUSE.split(text[accused.end() :], maxsplit=1)[0])
    return lexicon.has_verb(before) or bool(_DONE.search(behind))


def without(text: str, spans: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> str:
    """The text with these ranges blank."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
