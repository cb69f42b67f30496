"""What goes on or is to come, and the words that say that it has ended, or does not come."""

from __future__ import annotations

import re

from bot import cues
from bot.brief import lexicon
from bot.brief.facts import ELECTED
from bot.model import Article

_CALLED_OFF = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:[\w’'-]+ ){0,5}off|cancel(?:s|l?ed|l?ing|lation)?|scrap(?:s|ped|ping)?|"
    r"abolish\w*|averted|abandon(?:s|ed)|"
    r"(?:puts?|is|are|was|were|been) (?:[\w’'-]+ ){0,3}on hold|postpon(?:es|ed|ing|ement)|shelv(?:es|ed|ing))\b"
    rf"|{cues.abroad('off')}",
    re.IGNORECASE,
)
_SOUGHT = r"siege|stand-?off|search|manhunt"  # what lasts until somebody is out, or found
_OVER = r"ends|ended|(?:is|are|was|were) over"
_ENDED = re.compile(
    rf"\b(?:{_SOUGHT}|strike|fighting|battle|blockade|lockdown|curfew|outbreak|protests?|war|trial|drought|"
    rf"heatwave|hostage\w*|captives?|prisoners?|state of emergency|ban|bans|embargo|sanctions|restrictions|limits|"
    rf"tariffs)\b[^.;]{{0,60}}\b(?:{_OVER}|freed|released|lifted)\b"
    r"|\b(?:truce|cease-?fire|talks)\b[^.;]{0,30}\b(?:ends|ended|over|broke down|breaks? down|collapse[sd]?)\b"
    r"|\b(?:freed|freeing|releas(?:ed|ing)|lifts?|lifted|ends|ended|ending)\b[^.;]{0,30}\b(?:hostages?|captives?|siege|stand-?off|"
    r"strike|blockade|lockdown|curfew|outbreak|state of emergency|bans?|embargo|sanctions|restrictions|limits|tariffs|truce|"
    r"cease-?fire)\b",
    re.IGNORECASE,
)
_LASTS, _ENDS = cues.abroad("lasts"), cues.abroad("ends")
_LASTS_ABROAD = re.compile(_LASTS, re.IGNORECASE)
_ENDED_ABROAD = re.compile(rf"{_LASTS}[^.;。؛।]{{0,60}}?{_ENDS}|{_ENDS}[^.;。؛।]{{0,40}}?{_LASTS}", re.IGNORECASE)
_WARNS = (
    r"(?:\b(?:warnings?|alerts?|air[- ]raid|sirens?|evacuation orders?|state of emergency|\w*warnung|alarm\w*|"
    r"avisos?|alertas?|alertes?|"
    r"тревог\w*|тривог\w*|предупрежден\w+|попереджен\w+)\b|هشدار|آژیر|إنذار|تحذير)"
)
_LIFTS = (
    r"(?:\b(?:cancel(?:s|l?ed|lation)|lift(?:s|ed)|called off|(?:has|have) (?:expired|ended)|no longer in (?:effect|"
    r"force)|aufgehoben|"
    r"cancelad\w+|levantad\w+|desactivad\w+|levée?s?|отмен[её]н\w*|скасован\w+)\b|لغو|برداشته شد|رفع|إلغاء)"
)
_ALARM = re.compile(_WARNS, re.IGNORECASE)
_ALL_CLEAR = re.compile(
    rf"{_WARNS}[^.;]{{0,80}}{_LIFTS}|{_LIFTS}[^.;]{{0,60}}{_WARNS}|\b(?:all[- ]clear|entwarnung|отбой|відбій)\b",
    re.IGNORECASE,
)
# What goes on, how it ends, and how many words both must share in one story: a search with who was sought, an election
# with who has won it, a part with the whole.
_ENDINGS = (
    (
        re.compile(
            r"\b(?:trying to (?:rescue|free|reach|find|save)|search\w*|(?:man)?hunt\w* for|races? (?:to|against)|hostages?|siege|"
            r"stand-?off|held captive)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:all|every|last)\b[^.;]*\b(?:found|rescued|dead|freed|released|safe|accounted|recovered)\b|"
            rf"\bwreck(?:age)?\b[^.;]*\bfound\b|\b(?:{_SOUGHT})\b[^.;]*\b(?:{_OVER})\b",
            re.IGNORECASE,
        ),
        2,
    ),
    (
        re.compile(
            r"\b(?:(?:is|are) (?:competing|running|vying|standing)|(?:face|faces|facing) off|front-?runners?|too close to call|"
            r"(?:go|goes|head|heads|going) to the polls|vot(?:es?|ing) in [^.;]*\belection|polls (?:open|close)|"
            r"voting (?:is under ?way|begins|starts|opens|ends|closes)|(?:people|voters|citizens) (?:vote|are voting)|"
            r"voters (?:decide|choose|elect|pick|cast|head|go|turn out|queue)|cast(?:ing)? (?:their )?(?:ballots|votes)|"
            r"(?:tight|close|tightest|closest) (?:election |presidential )?race|neck and neck|"
            r"exit polls? (?:show|suggest|point|put)s?)\b",
            re.IGNORECASE,
        ),
        ELECTED,
        1,
    ),
    (
        re.compile(
            r"\b(?:jury|jurors?)\b[^.;]*\b(?:deliberat\w+|retires?|considers?|weighs?|out)\b|"
            r"\bawait\w*\b[^.;]*\bverdict\b|\bdeliberat(?:es?|ions?|ing)\b[^.;]*\b(?:jury|verdict)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:convicts?|convicted|acquits?|acquitted|(?:found|finds?) (?:[\w’'-]+ ){0,4}guilty|guilty (?:of|on)|"
            r"mistrial|hung jury)\b",
            re.IGNORECASE,
        ),
        1,
    ),
    (
        re.compile(
            r"\b(?:partially|partly|mostly)\b|\b(?:trying|tries|try|attempts?|efforts?|bid|working|battling|struggling) to\b",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:fully|completely|entirely|successfully|finally) (?:been )?\w+ed\b", re.IGNORECASE),
        2,
    ),
    (
        re.compile(
            r"\b(?:will|(?:is|are|set|due|about|expected) to)\b[^.;]*\b(?:opening (?:ceremony|session|day|speech|match)|"
            r"(?:opening|start|launch|kick-?off|eve) of)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:began|begun|opened|started|kicked off|got under ?way|(?:is|are) under ?way)\b", re.IGNORECASE
        ),
        2,
    ),
    (_ALARM, _ALL_CLEAR, 2),
    (_LASTS_ABROAD, _ENDED_ABROAD, 2),
)
# That nobody knows how many there are, which whoever counts them has answered.
_NOT_CLEAR = r"(?:\bunclear|\bunknown|(?:\bnot|n['’]t) (?:yet |immediately )?(?:clear|known))\b"
_UNCOUNTED = re.compile(
    rf"\b(?:number|toll|casualt\w+)\b[^.;,]{{0,40}}{_NOT_CLEAR}|{_NOT_CLEAR} how many\b",
    re.IGNORECASE,
)


def calls_off(text: str) -> bool:
    """Whether a sentence tells that something that was to come does not."""
    return bool(_CALLED_OFF.search(text))


def is_cancelled(article: Article, later: Article) -> bool:
    """Whether an alert was withdrawn by a later one of its sender, as CAP has it (bot/ingest/cap.py writes "Cancelled: ")."""
    if (
        later.outlet != article.outlet
        or not later.title.startswith("Cancelled: ")
        or article.title.startswith("Cancelled: ")
    ):
        return False
    return len(lexicon.word_set(article.head) & lexicon.word_set(later.title)) >= 2


def is_over(text: str) -> bool:
    """Whether a sentence tells that something has ended, or does not come at all: who had told of it before has not said so."""
    return calls_off(text) or bool(_ENDED.search(text) or _ENDED_ABROAD.search(text))


def is_uncounted(text: str) -> bool:
    """Whether a sentence tells that it is not known how many came to harm."""
    return bool(_UNCOUNTED.search(text))


def ends_of(text: str) -> list[tuple[re.Pattern[str], int]]:
    """Of each thing that goes on by this text, what tells that it has ended, and how many words the two must share."""
    return [(end, shared) for goes_on, end, shared in _ENDINGS if goes_on.search(text) and not end.search(text)]
