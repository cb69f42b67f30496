"""What befalls people: who died, was arrested, has left. Each is (what, whom); a name is known by its consonants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.brief import lexicon
from bot.brief.units import Unit
from bot.model import Article, Place
from bot.names import bones

# Known by both names of whom it befalls: each is told in many words ("killed", "shot dead", "assassinated").
_BEFALLEN = (
    r"(?:(?:is|are|was|were|been) (?:(?:shot|stabbed|beaten) (?:dead )?and |later |reported |found )?{0}"
    r"|(?<!\bhas )(?<!\bhave )(?<!\bhad ){0}"
    r"(?= (?:in|by|at(?! least)|as|after|during|on|over|near|when|while|outside|following)\b|[.,;]|$))"
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
    ("sentenced", re.compile(r"\b(?:sentenced(?: \w+day)? to|jailed for)\b", re.IGNORECASE)),
    (
        "freed",
        re.compile(
            r"\b(?:(?:is|are|was|were|been) freed|freed (?:from|after|by)|"
            r"released (?:on bail|from (?:[\w-]+ )?(?:prison|jail|custody|detention|captivity)))\b",
            re.IGNORECASE,
        ),
    ),
    ("arrested", re.compile(r"\b" + _BEFALLEN.format("(?:arrested|detained)"), re.IGNORECASE)),
    (
        "resigned",
        re.compile(r"\b(?:resigns|resigned|steps down|stepped down)\b(?! to (?:the|an?|\w+ing)\b)", re.IGNORECASE),
    ),
    (
        "elected",
        re.compile(r"\b(?:wins?|won|re-?elected)\b(?=[^.;]*\b(?:election|vote|presiden\w+|polls?)\b)", re.IGNORECASE),
    ),
)
# Who has won a vote, be it a party: "Jane Doe wins the election", "Velm elections: Greens claim narrow win". Who is to win it is
# still asked, and so is who did.
_NOT_YET = "".join(rf"(?<!\b{word} )" for word in ("to", "will", "would", "could", "may", "might", "can", "who"))
_HAS_WON = r"(?:wins|won|(?:re-?)?elected|victory|conced(?:es|ed))\b"
ELECTED = re.compile(
    rf"{_NOT_YET}\b{_HAS_WON}(?=.*\b(?:elections?|vote|presiden\w+|polls?)\b)"
    rf"|\b(?:elections?|referendum|run-?off)\b.*{_NOT_YET}\b(?:{_HAS_WON}|beats?\b|"
    r"(?:claim|secure|declare|score|clinche?)(?:s|d|ed)? (?:[\w-]+ ){0,3}win\b)",
    re.IGNORECASE,
)
# The same with the name behind the verb: "a jury found Jane Doe guilty", "police arrested Jane Doe".
_DONE_TO = (
    (
        "convicted",
        re.compile(r"\b(?:found|finds) (?P<whom>[^.;,]{5,60}?) guilty\b|\bconvict(?:s|ed) (?P<of>[^.;,]{5,60}?) of\b"),
    ),
    ("arrested", re.compile(r"\b(?:arrest|detain)(?:s|ed) (?P<whom>(?:[a-z][\w-]* ){0,4}[A-Z][^.;,]{3,50})")),
)
OF_PEOPLE = frozenset(kind for kind, _ in _FATES)
_UNDONE = re.compile(
    r"\b(?:not|never|nearly|almost|to be|den(?:y|ies|ied)|may|might|could|would|will|if|plot|attempt\w*|released|over)\b",
    re.IGNORECASE,
)
# What may stand between a name and its verb: "has since", the mark that opens a quotation.
_LEADS_ON = re.compile(
    r"(?:\s+(?:is|are|was|were|has|have|had|been|being|also|now|since|later|then|just|already|[a-z]+ly)\b)*[\s“\"'‘«]*$"
)
_WHO = re.compile(r",?\s+who$")
# "Jane Doe, a US reporter who was held": the words behind the comma are she.
_INTRODUCED = re.compile(r", (?:an?|the) (?:(?!of\b|for\b|to\b|in\b|with\b|from\b|by\b)[\w’'-]+ ?){1,5}$")
# "Jane Doe pleaded guilty and was sentenced": a second verb of one subject, and nobody else's between.
_ALSO = re.compile(
    r" (?:is|was|has|had|fell|went|left|shot|\w{2,}ed)\b"
    r"(?:(?!\b(?:that|who|whose|which|where|when|while|after|before|as|if|says|said|and|but)\b)[^,.])*\b(?:and|but)$"
)
_QUOTED = re.compile(r"(?<!\w)(?:['‘][^'‘’]*['’]|[“\"„«].*?(?P<mark>,?)[”\"“»](?P<after>,?))(?!\w)|\([^()]*\)")
_SENTENCE_ENDS = re.compile(r"[;:]|(?<=[a-z]{3}[.!?]) +(?=[A-Z])")
# Before a name, with or without what they are ("of the singer Jane Doe"): it belongs to another noun or verb.
_OPENS = r"(?:after|before|as|when|where|who|which|that|while|because|since|until|than|and|but)\b"  # another clause
_BELONGS = re.compile(
    r"\b(?:[Oo]f|[Ff]or|[Bb]y|[Ww]ith|[Tt]o|[Ff]rom|[Ll]ike|[Ii]ncluding|[Aa]t|[Ii]n|[Oo]n|[Nn]ear|[Oo]ver|[Aa]bout|[Aa]gainst|"
    rf"[Bb]etween|under|than|(?:role|known) as)(?: (?!{_OPENS})[a-z][\w’'-]*){{0,4}} ?$|\b[a-z]+ing $"
)
# "the man who shocked Jane Doe": of whom more is told is he.
_IN_CLAUSE = re.compile(rf"\b(?:who|whom|whose)\b(?:(?! {_OPENS})[^,])*$")
# "arrested a man after Jane Doe ...", "arrested three Kashmiri Muslims": not her, no one person.
_ANOTHER = re.compile(rf"\b(?:{_OPENS}|(?:\d+|{'|'.join(lexicon.NUMBER_WORDS)}|several|many|dozens|hundreds)\b)")
_AND_OTHERS = re.compile(r" (?:and|along with) (?:[\w’'-]+ ){0,3}others?(?: [a-z]+){0,2}$")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:al-|de |bin |van |von |el-)?[A-ZÀ-Þ][\w’'-]+)+")
_GONE = re.compile(
    r"\b(?:has|had|have|hat) (?:left|fled|gone|quit)\b|\bleft (?:for|afghanistan|the country)\b|\b(?:he|she) left\b|\bleaves?\b,|"
    r"\bleft and said\b|das Land verlassen|ترک کرد",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w’'-]{2,}|[\u0600-\u06ff]{3,}")
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


def gone(article: Article, unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """Who has left, by the consonants of each name before the word."""
    found: set[tuple[str, str]] = set()
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
            kept = bones(name)
            if len(kept) >= 2:
                # every word of a script without capitals may be a name: such words are compared with names only
                found.add(("gone" if latin else "gone, perhaps", kept))
    return found


def befell(unit: Unit, places: Sequence[Place]) -> set[tuple[str, str]]:
    """Who died, was convicted, arrested, elected or resigned: the full name that is the word's subject, or its object, by its
    consonants. Where another subject may stand between name and word, nobody is named."""
    found: set[tuple[str, str]] = set()
    elsewhere = {word for place in places if place.kind == "place" for word in place.text.split()}
    for kind, pattern in _FATES:
        for cue in pattern.finditer(unit.text):
            if _UNDONE.search(_SENTENCE_ENDS.split(unit.text[max(0, cue.start() - 160) : cue.start()])[-1]):
                continue
            if name := _subject(unit.text[: cue.start()], elsewhere):
                found.add((kind, _of_name(name)))
    for kind, pattern in _DONE_TO:
        for cue in pattern.finditer(unit.text):
            if _UNDONE.search(unit.text, max(0, cue.start() - 60), cue.start()):
                continue
            whom = next(filter(None, cue.groups()))
            for before, name, _ in _full_names(whom, elsewhere)[:1]:
                if not _BELONGS.search(before) and not _ANOTHER.search(before):
                    found.add((kind, _of_name(name)))
    return found


def _subject(before: str, elsewhere: set[str]) -> list[str] | None:
    """The full name that a verb's subject is, by what stands before the verb; None where it is none, or may be another's."""
    # a title or a saying in quotation marks names nobody; its comma counts
    before = _SENTENCE_ENDS.split(_QUOTED.sub(lambda m: f" {m['mark'] or m['after'] or ''} ", before))[-1]
    before = _LEADS_ON.sub("", before).rstrip()
    before = re.sub(r"\s+(?=,)|(?<=\s)\s+", "", before)
    names = _full_names(before, elsewhere)
    if who := _WHO.search(before):
        before = before[: who.start()]
        if name := next((name for _, name, after in names if after == who[0]), None):
            return name
        before = _INTRODUCED.sub("", before)
        names = _full_names(before, elsewhere)
    if before.endswith(","):  # "Jane Doe, who shot John Roe, was sentenced": what is between the commas names others
        fitting = [one for one in names if one[2].startswith(",")]
    else:
        fitting = [one for one in names if not one[2] or _ALSO.fullmatch(one[2]) or _AND_OTHERS.fullmatch(one[2])][-1:]
    return next((name for led, name, _ in fitting if not _BELONGS.search(led) and not _IN_CLAUSE.search(led)), None)


def _full_names(text: str, elsewhere: set[str]) -> list[tuple[str, list[str], str]]:
    """The words of each full name, without titles, places and whose they are, between what stands before and behind it."""
    found = []
    for run in _FULL_NAME.finditer(text):
        words = list(re.finditer(r"\S+", run[0]))
        owners = [n for n, word in enumerate(words) if word[0].endswith(("'s", "’s"))]
        words = words[owners[-1] + 1 :] if owners else words  # "Ashraf Ghani's aide was arrested", "Haiti's Jane Doe"
        kept = [word for word in words if not _is_no_name(word[0], elsewhere)]
        if len(kept) >= 2:
            before = text[: run.start() + kept[0].start()]
            found.append((before, [word[0] for word in kept], text[run.end() :]))
    return found


def _is_no_name(word: str, elsewhere: set[str]) -> bool:
    return word.lower() in _TITLES | lexicon.CALENDAR | lexicon.STOP or word in elsewhere


def _of_name(name: list[str]) -> str:
    return " ".join(bones(word) for word in name[-2:])
