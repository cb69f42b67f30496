"""Sentences of a field, verbatim: sentencex finds the borders, then our guards mend what news does to them."""

from __future__ import annotations

import re

from bot.model import Field, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# A border right behind one of these is none, if more follows in the line.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“'‘\[—–-])(?:"
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Cmdr|Adm|Sen|Sens|Rep|Reps|Gov|Govs|Pres|Sec|Rev|Hon|St|Ste|Mt|Ft|Pvt|Amb|Supt|Det|"
    r"Brig|Insp|Fr|Msgr|vs|approx|est|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Vol|Art|Loc|Lat|Lon|Nr|bzw|ca|ggf|usw|z\.B|d\.h|u\.a|Std|Mio|Mrd|"
    r"M|MM|Mme|Mlle|Sr|Sra|Dra|г|ул|им|тыс|млн|млрд|гр|проф|ген|т\.е|т\.д|см|"
    r"[Aa]v|art|[Mm]evr|[Dd]hr|dr|prof|dott|sig|sigg|avv|inż|płk|kpt|ks|tzw|godz|вул|просп|обл|тис|акад|Doç|Yrd|Cad|Mah|Approx|"
    r"د|डॉ|प्रो)"
    r"|(?:[A-ZА-ЯЁІЇЄ]\.)*[A-ZА-ЯЁІЇЄ])\.\s*$"
)
# ... "U.S.", "p.m.", "Inc.": a border only where the next word looks like a beginning.
_MAYBE = re.compile(r"(?:\b(?:[A-Z]\.){2,}|\b[ap]\.m\.|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros|etc)\.)[\"”’)]*\s*$")
_BEGINNINGS = re.compile(
    r"[\"“‘(\[]*(?:The|A|An|He|She|It|They|We|I|You|In|On|At|But|And|This|That|These|Those|There|His|Her|Its|Their|Our|My|As|If|When|While|"
    r"After|Before|Since|For|From|With|Some|Many|Most|More|Meanwhile|However|Officials|What|Who|Why|How|Where|Now|No|Not|One|Two|So|Also)\b"
)
_LOWER = re.compile(r"[\"“”’'‘)\]]*\s*[a-zа-яёіїєґà-öø-ÿ]")
# ... and these behind which a number is told: "ok. 3 tys.", "ок. 3 тис."
_ABOUT = re.compile(r"(?:^|[\s('’])(?:ok|circa|env|art|str|pág|pp?|nr|n|прибл|ок|ст|п|стр|bk)\.\s*$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}\.\s*$")  # Turkish "13. Ağır Ceza": sentences end in verbs there
# "am 15. August", "der 2. Weltkrieg", but not "stieg auf 12. Retter", nor "am 15. Die Minister"
_GERMAN_ORDINAL = re.compile(
    r"(?:^|\b(?:am|de[rmns]|die|das|vom|zum|zur|bis|im|ab|seit|ein(?:e[nmr]?)?)\s)\d{1,2}\.\s*$", re.IGNORECASE
)
_GERMAN_BEGINNINGS = re.compile(
    r"(?:D(?:er|ie|as|em|en)|Ein|Eine|Er|Sie|Es|Wir|In|Im|Am|An|Auf|Bei|Nach|Vor|Danach|Auch|Zuvor|Dort|Da|Doch)\b"
)
_MONTH = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sept|Okt|Nov|Dez)\w*\b|(?:Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|"
    r"Aralık)\b"
)
_CLOSERS = re.compile(r"[\"”’»)\]]+\s*$")


def split(field: Field, text: str, lang: str) -> tuple[Span, ...]:
    """The sentences of the field in order, without the white space around them; a line's end always ends a sentence."""
    spans = []
    for line in _LINE.finditer(text):
        if line[0].isspace():
            continue
        for start, end in _borders(line[0], lang):
            piece = line[0][start:end]
            lead = len(piece) - len(piece.lstrip())
            body = piece.strip()
            if body:
                at = line.start() + start + lead
                spans.append(Span(field, at, at + len(body), body))
    return tuple(spans)


def _borders(line: str, lang: str) -> list[tuple[int, int]]:
    if len(line) < 20 and not any(c in line[:-1] for c in ".!?。！？؟।"):
        return [(0, len(line))]
    from sentencex import segment  # a compiled extension: loaded at first use

    pieces: list[tuple[int, int]] = []
    at = 0
    for piece in segment(lang if lang != "und" else "en", line):
        start = line.find(piece, at)
        if start < 0:  # the library changed something: take the rest as one
            break
        end = start + len(piece)
        if pieces and _one(line[pieces[-1][0] : start], line[start:end], lang):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((at if not pieces else start, end))
        at = end
    if at < len(line):
        if pieces and not line[at:].strip():
            pieces[-1] = (pieces[-1][0], len(line))
        else:
            pieces.append((at, len(line)))
    return pieces


def _one(before: str, after: str, lang: str) -> bool:
    """True where a border between these two is none."""
    tail = before[-24:]
    if not after.strip() or not before.strip():
        return True
    if _ABBREVIATION.search(tail):
        return not (re.search(r"[A-Z]\.[A-Z]\.\s*$", tail) and _BEGINNINGS.match(after))
    if _MAYBE.search(tail):
        return not _BEGINNINGS.match(after)
    if _ABOUT.search(tail) and after[:1].isdigit():
        return True
    if not after[:1].isdigit() and _is_ordinal(tail, after, lang):
        return True
    if before[-1] in ".٫" and before[-2:-1].isdigit() and after[:1].isdigit():
        return True  # "۵.۲"
    if _LOWER.match(after):
        return True
    # a lone closing quote belongs to what it closes
    return bool(_CLOSERS.fullmatch(after))


def _is_ordinal(tail: str, after: str, lang: str) -> bool:
    """Whether the number that ends here is an ordinal: only some languages write those with a full stop."""
    if lang == "de":
        return bool(_MONTH.match(after) and _ORDINAL.search(tail)) or (
            bool(_GERMAN_ORDINAL.search(tail)) and not _GERMAN_BEGINNINGS.match(after)
        )
    return lang == "tr" and bool(_ORDINAL.search(tail))
