"""Attribution in languages other than English: cue lexicons and word order, no more. Source and content are cut at marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.understand.attributions.records import Piece, Record


class _Rules(NamedTuple):
    """`say`: verbs of saying between source and content (or after a quotation). `conjunction` opens the content. `according`:
    before the source; `afterwards`: after it ("Angaben zufolge"). `deny`: what stands before it is denied. `hedge`: no source."""

    say: str
    conjunction: str
    according: str
    afterwards: str = ""
    deny: str = ""
    hedge: str = ""
    opens: str = ""  # words before a source that are no part of it


_LANGUAGES: dict[str, _Rules] = {
    "de": _Rules(
        say=r"sagte[n]?|sagt|sagen|erklärte[n]?|erklärt|teilte[n]? (?:\w+ ){0,3}mit|behauptet(?:e|en)?|behaupten|"
        r"betonte[n]?|betont|berichtete[n]?|"
        r"berichtet|berichten|meldete[n]?|meldet|melden|warnte[n]?|warnt|kündigte[n]? an|kündigt an|"
        r"räumte[n]? ein|bestätigte[n]?|bestätigt|"
        r"bestätigen|schrieb(?:en)?|schreibt|forderte[n]?|fordert|hieß es|heißt es|meinte[n]?|meint|"
        r"fügte[n]? hinzu|versicherte[n]?|"
        r"dementierte[n]?|dementiert|bestritt(?:en)?|bestreitet|so",
        conjunction=r"dass|ob|wie",
        according=r"laut|nach Angaben (?:von|der|des|aus)|nach Einschätzung|nach Darstellung|gemäß",
        afterwards=r"zufolge",
        opens=r"wie",
        hedge=r"angeblich|mutmaßlich|offenbar|Berichten zufolge|unbestätigten Berichten zufolge",
    ),
    "fr": _Rules(
        say=r"a déclaré|ont déclaré|déclare|a dit|ont dit|dit|a affirmé|affirme|ont affirmé|affirment|a annoncé|"
        r"annonce|ont annoncé|a expliqué|"
        r"explique|a ajouté|ajoute|a indiqué|indique|a assuré|assure|a précisé|précise|a prétendu|prétend|a nié|"
        r"nie|a démenti|dément|"
        r"a confirmé|confirme|estime|a estimé|rapporte|a rapporté|raconte",
        conjunction=r"que|qu['’]|si",
        according=r"selon|d['’]après",
        hedge=r"apparemment|prétendument",
    ),
    "es": _Rules(
        say=r"dijo|dijeron|dice|dicen|declaró|declararon|afirmó|afirma|afirman|anunció|anunciaron|explicó|explica|"
        r"añadió|agregó|señaló|señala|"
        r"aseguró|asegura|aseguran|informó|informa|sostuvo|sostiene|negó|niega|niegan|desmintió|confirmó|confirma|"
        r"advirtió|ha dicho",
        conjunction=r"que|si",
        according=r"según|de acuerdo con",
        hedge=r"supuestamente|presuntamente|al parecer",
    ),
    "it": _Rules(
        say=r"ha detto|hanno detto|dice|ha dichiarato|dichiara|ha affermato|afferma|ha annunciato|annuncia|"
        r"ha spiegato|spiega|ha aggiunto|aggiunge|"
        r"ha riferito|riferisce|sostiene|ha negato|nega|ha smentito|smentisce|ha confermato|conferma",
        conjunction=r"che|se",
        according=r"secondo|stando a",
        hedge=r"presumibilmente|a quanto pare",
    ),
    "pt": _Rules(
        say=r"disse|disseram|diz|dizem|declarou|afirmou|afirma|anunciou|explicou|acrescentou|informou|garantiu|"
        r"sustenta|negou|nega|desmentiu|confirmou",
        conjunction=r"que|se",
        according=r"segundo|de acordo com|conforme",
        hedge=r"supostamente|alegadamente|aparentemente",
    ),
    "nl": _Rules(
        say=r"zei|zeiden|zegt|zeggen|verklaarde|verklaart|meldde|meldt|melden|beweert|beweerde|beweren|ontkent|"
        r"ontkende|bevestigde|bevestigt|"
        r"waarschuwde|aldus|schrijft|liet weten",
        conjunction=r"dat|of",
        according=r"volgens|naar verluidt",
        hedge=r"vermoedelijk|naar verluidt",
    ),
    "ru": _Rules(
        say=r"сказал[аи]?|сказано|заявил[аи]?|заявляет|заявляют|сообщил[аи]?|сообщает|сообщают|говорит|говорят|"
        r"отметил[аи]?|отмечает|подчеркнул[аи]?|"
        r"добавил[аи]?|утверждает|утверждают|утверждал[аи]?|объявил[аи]?|подтвердил[аи]?|подтверждает|"
        r"опроверг(?:ла|ли)?|опровергает|отрицает|"
        r"отрицают|пишет|пишут|написал[аи]?|рассказал[аи]?|пояснил[аи]?|предупредил[аи]?|переда[её]т|передают|передал[аи]?|сообщается",
        conjunction=r"что|о том, что|будто",
        according=r"по словам|по данным|по мнению|как сообщает|как сообщил[аи]?|согласно|со ссылкой на",
        hedge=r"якобы|предположительно|по неподтвержд[её]нным данным",
    ),
    "uk": _Rules(
        say=r"сказав|сказала|сказали|заявив|заявила|заявили|заявляє|повідомив|повідомила|повідомили|повідомляє|"
        r"повідомляють|каже|кажуть|зазначив|"
        r"зазначила|додав|додала|стверджує|стверджують|оголосив|підтвердив|підтвердила|спростував|заперечує|пише|"
        r"написав",
        conjunction=r"що|про те, що",
        according=r"за словами|за даними|на думку|згідно з|як повідомляє",
        hedge=r"нібито|імовірно|ймовірно",
    ),
    "fa": _Rules(
        say=r"گفت(?:ند|ه است|ه‌اند|ه اند)?|گفته بود|(?:می|مي)[‌ ]?گوید|می[‌ ]?گویند|میگوید|میگویند|افزود(?:ند)?|"
        r"اعلام کرد(?:ند|ه است|ه‌اند)?|"
        r"ادعا کرد(?:ند|ه است|ه‌اند)?|ادعا می[‌ ]?کند|ادعا دارند|مدعی شد(?:ند|ه است|ه‌اند)?|مدعی (?:است|اند)|"
        r"خبر داد(?:ند)?|گزارش داد(?:ند|ه است)?|"
        r"اظهار داشت(?:ند)?|اظهار کرد(?:ند)?|تایید کرد(?:ند|ه است)?|تأیید کرد(?:ند|ه است)?|هشدار داد(?:ند|ه است)?|"
        r"تاکید کرد(?:ند)?|تأکید کرد(?:ند)?|"
        r"نوشت(?:ند|ه است)?|تصریح کرد|خواستار شد(?:ند)?|تکذیب کرد(?:ند)?|رد کرد(?:ند)?",
        conjunction=r"که|:",
        according=r"به گفته(?:ٔ|‌ی| ی)?|به نقل از|به قول|بر اساس گزارش|بنا به گفته|براساس گزارش|به باور|از قول",
        deny=r"(?:را )?(?:رد|تکذیب) (?:کرد(?:ند|ه است|ه‌اند)?|می[‌ ]?کند)",
        hedge=r"ظاهرا|ظاهراً|گویا|گفته می[‌ ]?شود|به طور مستقل تایید نشده(?: است)?|تایید نشده(?: است)?",
        opens=r"همچنین|اما|ولی|و|امروز|دیروز",
    ),
    "ps": _Rules(
        say=r"وویل|ویلي(?: دي)?|وايي|وایي|ووې|اعلان وکړ|ادعا کوي|ادعا کړې(?: ده)?|ادعا وکړه|خبر ورکړ|راپور ورکړ|"
        r"زیاته کړه|تایید کړه|رد کړ(?:ه|ې)?",
        conjunction=r"چې|:",
        according=r"د",
        afterwards=r"په وینا|په خبره|په حواله",
        hedge=r"ښايي|ویل کېږي",
    ),
    "ar": _Rules(
        say=r"قال(?:ت|وا)?|يقول|تقول|أعلن(?:ت|وا)?|أكد(?:ت|وا)?|أضاف(?:ت)?|ذكر(?:ت)?|أفاد(?:ت)?|زعم(?:ت)?|ادعى|"
        r"ادعت|نفى|نفت|صرح(?:ت)?|أوضح(?:ت)?|حذر(?:ت)?",
        conjunction=r"إن|أن|إنه|إنها|بأن",
        according=r"وفقا ل|وفقًا ل|بحسب|حسب|نقلا عن|وفق",
        hedge=r"يزعم|على ما يبدو|يُعتقد",
    ),
    "tr": _Rules(
        say=r"dedi|diyor|söyledi|açıkladı|belirtti|ifade etti|iddia etti|yalanladı|doğruladı|duyurdu|bildirdi|ekledi",
        conjunction=r"ki",
        according=r"\bgöre\b",
        hedge=r"iddiaya göre|sözde",
    ),
}
_LANGUAGES["prs"] = _LANGUAGES["fa"]
# Arabic puts the verb first: what follows it is the source, up to the conjunction.
_VERB_FIRST = frozenset({"ar"})


class _Compiled(NamedTuple):
    say: re.Pattern[str]
    conjunction: re.Pattern[str]
    according: re.Pattern[str]
    afterwards: re.Pattern[str] | None
    deny: re.Pattern[str] | None
    hedge: re.Pattern[str] | None
    opens: re.Pattern[str] | None


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\u200c])(?:{alternatives})(?![\w\u200c])", re.IGNORECASE)


def _compile(rules: _Rules) -> _Compiled:
    return _Compiled(
        say=_words(rules.say),
        conjunction=re.compile(rf"[ ]?[,،]?[ ]?(?:(?:{rules.conjunction})(?![\w\u200c])|(?<=['’]))[ ]?", re.IGNORECASE),
        according=re.compile(rf"(?<![\w\u200c])(?:{rules.according})[ ]?", re.IGNORECASE),
        afterwards=_words(rules.afterwards) if rules.afterwards else None,
        deny=_words(rules.deny) if rules.deny else None,
        hedge=_words(rules.hedge) if rules.hedge else None,
        opens=re.compile(rf"(?:(?:{rules.opens})[ ،]+)+") if rules.opens else None,
    )


_CACHE: dict[str, _Compiled] = {}
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
_WHEN = re.compile(
    r"\s(?:(?:am|an diesem) \w+(?:tag|woch|abend|morgen)\w*|n(?:esta|este|a|o) (?:\w+-feira|sábado|domingo)"
    r"|(?:este|el|ce|questo) (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"|(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica))$",
    re.IGNORECASE,
)
_SPEECH = re.compile(r"[ ]?:?[ ]?[“«„\"]")


def supported(lang: str) -> bool:
    return lang in _LANGUAGES


def find(text: str, start: int, end: int, lang: str, quotes: list[Piece]) -> list[Record]:
    """The attributions of the sentence text[start:end]; `quotes` are the quotations in it."""
    if lang not in _CACHE:
        _CACHE[lang] = _compile(_LANGUAGES[lang])
    rules = _CACHE[lang]
    records: list[Record] = []
    if lang == "de" and (parted := _parted(text, start, end, quotes)):
        return [parted]
    for said in rules.say.finditer(text, start, end):
        if any(a < said.start() < b for a, b in quotes):
            continue
        if record := _said(text, start, end, said, rules, quotes, lang):
            records.append(record)
            break  # one frame a sentence: what follows is said by it
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
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:،؛—–-.۔!?؟"):
        end -= 1
    return (start, end) if start < end else None


def _said(
    text: str, start: int, end: int, match: re.Match[str], rules: _Compiled, quotes: list[Piece], lang: str
) -> Record | None:
    left = _trim(text, start, match.start())
    before = text[start : match.start()].rstrip()
    conjunction = rules.conjunction.match(text, match.end(), end)
    if lang in _VERB_FIRST:
        within = min(end, match.end() + LONGEST_SOURCE)
        opening = re.compile(r"[ ](?:" + _LANGUAGES[lang].conjunction + r")[ ]|:").search(text, match.end(), within)
        if opening is None:
            return None
        source, content = _trim(text, match.end(), opening.start()), _trim(text, opening.end(), end)
        return Record([source] if source else [], [match.span()], [content]) if content else None
    # "...", sagte X.   C, so X.
    if before.endswith((",", "”", "“", "»", '"', "«", "،", "—", "–")) and left and not conjunction:
        border = _BORDER.search(text, match.end(), end)
        source = _trim(text, match.end(), border.start() if border else end)
        if source and (located := _AT.match(text, *source)) and lang in ("ru", "uk"):
            source = _trim(text, located.end(), source[1])
        if source and (when := _WHEN.search(text, *source)):
            source = _trim(text, source[0], when.start())
        if source and source[1] - source[0] < LONGEST_SOURCE:
            speech = [piece for piece in quotes if piece[0] >= source[1]]
            return Record([source], [match.span()], [left, *speech])
    if left is None:
        return None
    borders = [border.end() for border in _BORDER.finditer(text, start, left[1])]
    source = _trim(text, borders[-1] if borders else start, left[1])
    if source and rules.opens and (opening := rules.opens.match(text, *source)):
        source = _trim(text, opening.end(), source[1])
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
        border = re.compile(r"[,،:](?:[ ]|$)|[ ](?=[“«„\"])").search(text, match.end(), end)
        if border and border.start() - match.end() < 80:
            opening = rules.conjunction.match(text, border.start(), end)
            content = _trim(text, opening.end() if opening else border.end(), end) or content
    return Record([source], [match.span()], [content])


def _parted(text: str, start: int, end: int, quotes: list[Piece]) -> Record | None:
    """ "C, teilte X mit": German parts the verb, and who says it stands between."""
    match = _PARTED.search(text, start, end)
    if match is None or any(a < match.start() < b for a, b in quotes):
        return None
    source, content = _trim(text, *match.span("source")), _trim(text, start, match.start())
    if source and (when := _WHEN.search(text, *source)):
        source = _trim(text, source[0], when.start())
    if not source or not content:
        return None
    return Record([source], [match.span("verb"), match.span("particle")], [content])


def _according(text: str, start: int, end: int, rules: _Compiled) -> list[Record]:
    match = rules.according.search(text, start, end)
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
    source = _trim(text, match.end(), stop)
    content = before if before and before[1] - before[0] > 20 else _trim(text, stop, end)
    if not source or not content or source[1] - source[0] > LONGEST_SOURCE:
        return []
    return [Record([source], [cue], [content])]
