"""Attribution in languages other than English: cue lexicons and word order, no more. Source and content are cut at marks."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bot.understand.attributions.languages import LANGUAGES
from bot.understand.attributions.records import Piece, Record

# Where the verb alone can open a sentence, for it tells who: "Aseguró que ...".
_NO_PRONOUN = frozenset({"es", "it", "pt", "pl", "ru", "uk"})
# Arabic puts the verb first: what follows it is the source, up to the conjunction.
_VERB_FIRST = frozenset({"ar"})


class _Compiled(NamedTuple):
    say: re.Pattern[str]
    conjunction: re.Pattern[str]
    according: re.Pattern[str] | None
    afterwards: re.Pattern[str] | None
    deny: re.Pattern[str] | None
    hedge: re.Pattern[str] | None
    opens: re.Pattern[str] | None
    verbs: re.Pattern[str] | None
    marks: re.Pattern[str] | None
    his: re.Pattern[str] | None


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\u200c])(?:{alternatives})(?![\w\u200c])", re.IGNORECASE)


@cache
def _rules(lang: str) -> _Compiled:
    rules = LANGUAGES[lang]
    return _Compiled(
        say=_words(rules.say),
        conjunction=re.compile(rf"[ ]?[,،]?[ ]?(?:(?:{rules.conjunction})(?![\w\u200c])|(?<=['’]))[ ]?", re.IGNORECASE),
        according=re.compile(rf"(?<![\w\u200c])(?:{rules.according})[ ]?", re.IGNORECASE) if rules.according else None,
        afterwards=_words(rules.afterwards) if rules.afterwards else None,
        deny=_words(rules.deny) if rules.deny else None,
        hedge=_words(rules.hedge) if rules.hedge else None,
        opens=re.compile(rf"(?:(?:{rules.opens})[ ،]+)+") if rules.opens else None,
        verbs=re.compile(rf"[ ](?=(?:{rules.verbs})[ ])") if rules.verbs else None,
        marks=re.compile(rf"[ ](?:{rules.marks})(?=[ ]|$)") if rules.marks else None,
        his=_words(rules.his) if rules.his else None,
    )


_DENIED = re.compile(r"(?<![\w\u200c])(?:این|آن|ادعای?|گزارش|خبر|اتهام)")  # where the thing denied begins, in Persian
LONGEST_SOURCE = 160  # characters: what is longer is a misread clause, not who says it
# "Laut Pentagon sollen": the name after "according to" where no mark ends it, with an article or adjectives before it.
_NAME = re.compile(r"(?:[^\W\d_]+[ ]){0,2}?[A-ZÄÖÜÀ-ÞА-Я][\w.-]*(?:[ ][A-ZÄÖÜÀ-ÞА-Я][\w.-]*)*")
_BORDER = re.compile(r"[,;:،؛—–]|[.!?؟۔](?:\s|$)|[“”«»„\"]")
_PARTED = re.compile(
    r"[,“«\"] ?(?P<verb>teilten?|kündigten?|räumten?|fügten?|gab(?:en)?|wies(?:en)?|stellten?) (?P<source>[^,.;:]{3,120}?) "
    r"(?P<particle>mit|an|ein|hinzu|bekannt|zurück|klar)(?=[.,;]|\s*$)"
)
_AT = re.compile(r"(?:в|во|у)\s")  # "сообщили в МЧС"
# The day that stands behind who says it.
_DAYS = (
    r"\s(?:(?:am|an diesem) \w+(?:tag|woch|abend|morgen)\w*|n(?:esta|este|a|o) (?:\w+-feira|sábado|domingo)"
    r"|(?:este|el|ce|questo) (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|(?:w|we) (?:poniedziałek|wtorek|środę|czwartek|piątek|sobotę|niedzielę)"
    r"|(?:v|ve) (?:pondělí|úterý|středu|čtvrtek|pátek|sobotu|neděli)"
    r"|(?:på|om) \w+dag(?:en|ens)?|(?:pada )?(?:hari )?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)"
    r"|(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar) günü|(?:يوم|اليوم|أمس)(?: \w+)?|(?:روز|امروز|دیروز)(?: \w+)?"
    r"|د \w+ په ورځ)"
)
_WHEN = re.compile(rf"{_DAYS}$", re.IGNORECASE)
_THEN = re.compile(_DAYS, re.IGNORECASE)
_WITH_CAPITALS = frozenset(("de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk"))
_SPEECH = re.compile(r"[ ]?:?[ ]?[“«„\"]")


def supported(lang: str) -> bool:
    return lang in LANGUAGES


def find(text: str, start: int, end: int, lang: str, quotes: list[Piece]) -> list[Record]:
    """The attributions of the sentence text[start:end]; `quotes` are the quotations in it."""
    rules = _rules(lang)
    records: list[Record] = []
    if lang == "de" and (parted := _parted(text, start, end, quotes)):
        return [parted]
    for said in rules.say.finditer(text, start, end):
        if any(a < said.start() < b for a, b in quotes):
            continue
        if record := _said(text, start, end, said, rules, quotes, lang):
            records.append(record)
            break  # one frame a sentence: what follows is said by it
    if not records and rules.his and (match := rules.his.search(text, start, end)):
        pieces = [_trim(text, start, match.start()), _trim(text, match.end(), end)]
        return [Record([], [match.span()], [piece for piece in pieces if piece])]
    if not records:
        records += _according(text, start, end, rules)
    if not records and rules.deny and (match := rules.deny.search(text, start, end)):
        denied = _DENIED.search(text, start, match.start())
        source = _trim(text, start, denied.start()) if denied else None
        content = _trim(text, denied.start() if denied else start, match.start())
        records += [Record([source] if source else [], [match.span()], [content])] if content else []
    if not records and rules.hedge and (match := rules.hedge.search(text, start, end)):
        pieces = [_trim(text, start, match.start()), _trim(text, match.end(), end)]
        records.append(Record([], [match.span()], [piece for piece in pieces if piece]))
    return records


def _trim(text: str, start: int, end: int) -> Piece | None:
    while start < end and (text[start].isspace() or text[start] in ",;:،؛—–-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:،؛—–-.۔।!?؟"):
        end -= 1
    return (start, end) if start < end else None


def _undated(text: str, source: Piece | None) -> Piece | None:
    """The source without the day behind it: "the governor on Friday"."""
    if source and (when := _WHEN.search(text, *source)):
        return _trim(text, source[0], when.start())
    return source


_NEXT_MARK = re.compile(r"[,،:](?:[ ]|$)|[ ](?=[“«„\"])")


@cache
def _opening(lang: str) -> re.Pattern[str]:
    """What opens the content behind who says it, in a language whose verb comes first."""
    return re.compile(rf"[ ](?:{LANGUAGES[lang].conjunction})[ ]|:")


def _said(
    text: str, start: int, end: int, match: re.Match[str], rules: _Compiled, quotes: list[Piece], lang: str
) -> Record | None:
    """Who says what around a verb of saying, within one sentence; None where that cannot be told."""
    left = _trim(text, start, match.start())
    before = text[start : match.start()].rstrip()
    then = _THEN.match(text, match.end(), end)  # "said on Friday that"
    conjunction = rules.conjunction.match(text, then.end() if then else match.end(), end)
    if lang in _VERB_FIRST:
        opening = _opening(lang).search(text, match.end(), min(end, match.end() + LONGEST_SOURCE))
        if opening is None:
            return None
        source, content = _undated(text, _trim(text, match.end(), opening.start())), _trim(text, opening.end(), end)
        return Record([source] if source else [], [match.span()], [content]) if content else None
    # "...", sagte X.   C, so X.
    if before.endswith((",", "”", "“", "»", '"', "«", "،", "—", "–")) and left and not conjunction:
        border = _BORDER.search(text, match.end(), end)
        source = _trim(text, match.end(), border.start() if border else end)
        if source and (located := _AT.match(text, *source)) and lang in ("ru", "uk"):
            source = _trim(text, located.end(), source[1])
        source = _undated(text, source)
        if source and source[1] - source[0] < LONGEST_SOURCE:
            speech = [piece for piece in quotes if piece[0] >= source[1]]
            return Record([source], [match.span()], [left, *speech])
    if left is None:
        content = _trim(text, conjunction.end(), end) if conjunction and lang in _NO_PRONOUN else None
        return Record([], [match.span()], [content]) if content else None
    borders = [border.end() for border in _BORDER.finditer(text, start, left[1])]
    source = _trim(text, borders[-1] if borders else start, left[1])
    # "un haut responsable, sous couvert d'anonymat, a déclaré": an aside without a name tells how, not who
    if source and before.endswith(",") and borders and lang in _WITH_CAPITALS and text[source[0] : source[1]].islower():
        source = _trim(text, borders[-2] if len(borders) > 1 else start, borders[-1]) or source
    if source and rules.opens and (opening := rules.opens.match(text, *source)):
        source = _trim(text, opening.end(), source[1])
    if source and rules.marks:
        return _marked(text, end, source, match, rules, conjunction)
    if source and lang == "tr":
        return _verb_last(text, start, match)
    source = _undated(text, source)
    after = conjunction.end() if conjunction else match.end()
    direct = (
        bool(conjunction)
        or bool(_SPEECH.match(text, match.end(), end))
        or text[match.end() : match.end() + 1] in (":", ",", "،")
    )
    content = _trim(text, after, end)
    if not content and borders:  # "..., X گفت"
        content = _trim(text, start, borders[-1])
    if not source or not content or source[1] - source[0] > LONGEST_SOURCE:
        return None
    if not direct:  # "X sagte am Freitag, dass C": the content opens after the next mark
        border = _NEXT_MARK.search(text, match.end(), end)
        if border and border.start() - match.end() < 80:
            opening = rules.conjunction.match(text, border.start(), end)
            content = _trim(text, opening.end() if opening else border.end(), end) or content
    return Record([source], [match.span()], [content])


def _marked(
    text: str, end: int, source: Piece, match: re.Match[str], rules: _Compiled, conjunction: re.Match[str] | None
) -> Record | None:
    """ "X ने (...) कहा कि C", "X ने C का खंडन किया": a mark ends the source, and the verb comes last or before the conjunction."""
    mark = rules.marks.search(text, *source) if rules.marks else None
    if mark is None:
        return None
    content = _trim(text, conjunction.end(), end) if conjunction else _trim(text, mark.end(), match.start())
    named = _trim(text, source[0], mark.start())
    return Record([named], [match.span()], [content]) if named and content else None


def _verb_last(text: str, start: int, match: re.Match[str]) -> Record | None:
    """ "Vali, kentin düştüğünü söyledi": in Turkish a comma ends the source, and the verb the sentence."""
    border = _BORDER.search(text, start, match.start())
    if border is None or border[0] not in (",", ";") or border.start() - start > LONGEST_SOURCE:
        return None
    named, content = _undated(text, _trim(text, start, border.start())), _trim(text, border.end(), match.start())
    return Record([named], [match.span()], [content]) if named and content else None


def _parted(text: str, start: int, end: int, quotes: list[Piece]) -> Record | None:
    """ "C, teilte X mit": German parts the verb, and who says it stands between."""
    match = _PARTED.search(text, start, end)
    if match is None or any(a < match.start() < b for a, b in quotes):
        return None
    source, content = _undated(text, _trim(text, *match.span("source"))), _trim(text, start, match.start())
    if not source or not content:
        return None
    return Record([source], [match.span("verb"), match.span("particle")], [content])


def _according(text: str, start: int, end: int, rules: _Compiled) -> list[Record]:
    match = rules.according.search(text, start, end) if rules.according else None
    if rules.afterwards and (after := rules.afterwards.search(text, start, end)):
        borders = [border.end() for border in _BORDER.finditer(text, start, after.start())]
        source = _trim(text, borders[-1] if borders else start, after.start())
        content = _trim(text, after.end(), end)
        if source and content and source[1] - source[0] < LONGEST_SOURCE:
            return [Record([source], [after.span()], [content])]
        return []
    if match is None or len(match[0].strip()) < 3:
        return []
    border = _BORDER.search(text, match.end(), end)
    stop = border.start() if border else end
    cue = (match.start(), match.start() + len(match[0].rstrip()))
    before = _trim(text, start, match.start())
    if (border is None or border[0].strip() in (".", "!", "?")) and (name := _NAME.match(text, match.end(), stop)):
        stop = name.end()
    elif rules.verbs and (verb := rules.verbs.search(text, match.end(), stop)):
        stop = verb.start()
    source = _trim(text, match.end(), stop)
    content = before if before and before[1] - before[0] > 20 else _trim(text, stop, end) or before
    if not source or not content or source[1] - source[0] > LONGEST_SOURCE:
        return []
    return [Record([source], [cue], [content])]
