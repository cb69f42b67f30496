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
    verbs: str = ""  # finite verbs: where the source behind "according to" ends, if no mark does
    marks: str = ""  # what stands behind the source and marks it as who did it ("ने")


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
        r"advirtió|ha dicho|contó|contaron|relató|relata|denunció|reconoció",
        conjunction=r"que|si",
        according=r"según|de acuerdo con",
        hedge=r"supuestamente|presuntamente|al parecer",
    ),
    "it": _Rules(
        say=r"ha detto|hanno detto|dice|ha dichiarato|dichiara|ha affermato|afferma|ha annunciato|annuncia|"
        r"ha spiegato|spiega|ha aggiunto|aggiunge|"
        r"ha riferito|riferisce|sostiene|ha negato|nega|ha smentito|smentisce|ha confermato|conferma|racconta|ha raccontato",
        conjunction=r"che|se",
        according=r"secondo|stando a",
        hedge=r"presumibilmente|a quanto pare",
    ),
    "pt": _Rules(
        say=r"disse|disseram|diz|dizem|declarou|afirmou|afirma|anunciou|explicou|acrescentou|informou|garantiu|"
        r"sustenta|negou|nega|desmentiu|confirmou|contou|relatou|alertou",
        conjunction=r"que|se",
        according=r"segundo|de acordo com|conforme",
        hedge=r"supostamente|alegadamente|aparentemente",
    ),
    "nl": _Rules(
        say=r"zei|zeiden|zegt|zeggen|verklaarde|verklaart|meldde|meldt|melden|beweert|beweerde|beweren|ontkent|"
        r"ontkende|bevestigde|bevestigt|"
        r"waarschuwde|aldus|schrijft|liet weten|vertelt|vertelde|waarschuwt",
        conjunction=r"dat|of",
        according=r"volgens|naar verluidt",
        hedge=r"vermoedelijk|naar verluidt",
        verbs=r"is|zijn|was|waren|heeft|hebben|had|hadden|werd|werden|wordt|worden|zou|zouden|kan|kunnen|kwam|kwamen|moet|moeten|vielen",
    ),
    "ru": _Rules(
        say=r"сказал[аи]?|сказано|заявил[аио]?|заявляет|заявляют|сообщил[аио]?|сообщает|сообщают|говорит|говорят|"
        r"отметил[аи]?|отмечает|подчеркнул[аи]?|"
        r"добавил[аи]?|утверждает|утверждают|утверждал[аи]?|объявил[аио]?|подтвердил[аио]?|подтверждает|"
        r"опроверг(?:ла|ли|ло)?|опровергает|отрицает|"
        r"отрицают|пишет|пишут|написал[аи]?|рассказал[аи]?|пояснил[аи]?|предупредил[аи]?|переда[её]т|передают|передал[аи]?|сообщается",
        conjunction=r"что|о том, что|будто",
        according=r"по словам|по данным|по мнению|как сообщает|как сообщил[аи]?|согласно|со ссылкой на",
        hedge=r"якобы|предположительно|по неподтвержд[её]нным данным",
    ),
    "uk": _Rules(
        say=r"сказав|сказала|сказали|заявив|заявил[аио]|заявляє|заявляють|повідомив|повідомил[аио]|повідомляє|"
        r"повідомляють|каже|кажуть|зазначив|"
        r"зазначила|додав|додала|стверджує|стверджують|оголосив|підтвердив|підтвердил[аио]|спростував|спростувал[аио]|заперечує|заперечив|заперечил[аио]|пише|"
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
        say=r"[وف]?(?:قال(?:ت|وا)?|يقول|تقول|أعلن(?:ت|وا)?|أكد(?:ت|وا)?|أضاف(?:ت)?|ذكر(?:ت)?|أفاد(?:ت)?|زعم(?:ت)?|ادعى|"
        r"ادعت|نفى|نفت|صرح(?:ت)?|أوضح(?:ت)?|حذر(?:ت)?)",
        conjunction=r"ب?[إأ]ن(?:ه|ها|هم|هن|نا|ني)?|صحة|وجود|أي",
        according=r"و?(?:وفقا ل|وفقًا ل|بحسب|حسب|نقلا عن|وفق)",
        hedge=r"يزعم|على ما يبدو|يُعتقد",
    ),
    "tr": _Rules(
        say=r"dedi|diyor|söyledi|açıkladı|belirtti|ifade etti|iddia etti|yalanladı|doğruladı|duyurdu|bildirdi|ekledi",
        conjunction=r"ki",
        according="",
        afterwards=r"(?<!iddiaya )(?<!iddialara )göre",
        hedge=r"iddiaya göre|iddialara göre|sözde",
    ),
    "pl": _Rules(
        say=r"powiedział[ay]?|powiedzieli|mówi|mówią|oświadczył[aoy]?|oświadczyli|poinformował[aoy]?|poinformowali|informuje|"
        r"informują|przekazał[aoy]?|przekazali|stwierdził[aoy]?|twierdzi|twierdzą|dodał[aoy]?|podkreślił[aoy]?|ogłosił[aoy]?|"
        r"ostrzegł[ao]?|potwierdził[aoy]?|potwierdza|zaprzeczył[aoy]?|zaprzecza|zdementował[aoy]?|napisał[ao]?|zapowiedział[ao]?",
        conjunction=r"że|iż|czy",
        according=r"według|zdaniem|jak (?:podaje|podał[aoy]?|poinformował[aoy]?|informuje)",
        hedge=r"rzekomo|podobno|prawdopodobnie",
    ),
    "cs": _Rules(
        say=r"řekl[aio]?|říká|uvedl[aio]?|uvádí|prohlásil[aio]?|oznámil[aio]?|sdělil[aio]?|tvrdí|tvrdil[aio]?|dodal[aio]?|"
        r"potvrdil[aio]?|popřel[aio]?|popírá|varoval[aio]?|napsal[aio]?",
        conjunction=r"že|zda",
        according=r"podle",
        hedge=r"údajně|prý",
    ),
    "ro": _Rules(
        say=r"a spus|au spus|spune|spun|a declarat|au declarat|declară|a afirmat|susține|susțin|a anunțat|au anunțat|a precizat|"
        r"a adăugat|a confirmat|a negat|neagă|a dezmințit|a avertizat|a transmis",
        conjunction=r"că|dacă",
        according=r"potrivit|conform",
        hedge=r"se pare că",
    ),
    "sv": _Rules(
        say=r"säger|sa|sade|uppger|uppgav|hävdar|hävdade|meddelar|meddelade|berättar|berättade|skriver|skrev|bekräftar|bekräftade|"
        r"förnekar|förnekade|dementerar|dementerade|varnar|varnade|rapporterar|rapporterade|konstaterar",
        conjunction=r"att|om",
        according=r"enligt",
        hedge=r"påstås|uppges|troligen",
        verbs=r"är|har|var|blev|ska|kan|hade|fick|dog|finns|\w{3,}(?:des|ades|ts)",
    ),
    "da": _Rules(
        say=r"siger|sagde|oplyser|oplyste|hævder|hævdede|meddeler|meddelte|fortæller|fortalte|skriver|skrev|bekræfter|bekræftede|"
        r"afviser|afviste|benægter|benægtede|advarer|advarede|rapporterer|rapporterede|udtaler",
        conjunction=r"at|om",
        according=r"ifølge",
        hedge=r"angiveligt|formentlig",
        verbs=r"er|har|var|blev|skal|kan|havde|fik|døde|\w{3,}(?:edes|tes)",
    ),
    "no": _Rules(
        say=r"sier|sa|opplyser|opplyste|hevder|hevdet|melder|meldte|meddeler|forteller|fortalte|skriver|skrev|bekrefter|bekreftet|"
        r"avviser|avviste|benekter|benektet|advarer|advarte|rapporterer|rapporterte|uttaler",
        conjunction=r"at|om",
        according=r"ifølge",
        hedge=r"angivelig|trolig",
        verbs=r"er|har|var|ble|skal|kan|hadde|fikk|døde",
    ),
    "id": _Rules(
        say=r"mengatakan|menyatakan|menyebut|menyebutkan|mengumumkan|melaporkan|menambahkan|menegaskan|mengklaim|membantah|"
        r"mengonfirmasi|mengkonfirmasi|memperingatkan|menjelaskan|ujar|kata|tutur|ungkap",
        conjunction=r"bahwa",
        according=r"menurut",
        hedge=r"diduga|konon",
    ),
    "hi": _Rules(
        say=r"कहा(?: है)?|कहते हैं|बताया(?: है)?|दावा किया(?: है)?|ऐलान किया(?: है)?|घोषणा की(?: है)?|पुष्टि की(?: है)?|खंडन किया(?: है)?|"
        r"इनकार किया(?: है)?|चेतावनी दी(?: है)?|आरोप लगाया(?: है)?",
        conjunction=r"कि",
        according="",
        afterwards=r"के अनुसार|के मुताबिक|का कहना है(?: कि)?",
        hedge=r"कथित तौर पर",
        marks=r"ने",
    ),
    "ur": _Rules(
        say=r"کہا(?: ہے)?|کہتے ہیں|بتایا(?: ہے)?|دعویٰ کیا(?: ہے)?|اعلان کیا(?: ہے)?|تصدیق کی(?: ہے)?|"
        r"تردید کی(?: ہے)?|انکار کیا(?: ہے)?|"
        r"خبردار کیا(?: ہے)?|"
        r"الزام (?:لگایا|عائد کیا)(?: ہے)?",
        conjunction=r"کہ",
        according="",
        afterwards=r"کے مطابق|کا کہنا ہے(?: کہ)?",
        hedge=r"مبینہ طور پر",
        marks=r"نے",
    ),
}
_LANGUAGES |= {"nb": _LANGUAGES["no"], "nn": _LANGUAGES["no"], "ms": _LANGUAGES["id"]}
_LANGUAGES["prs"] = _LANGUAGES["fa"]
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


def _words(alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\u200c])(?:{alternatives})(?![\w\u200c])", re.IGNORECASE)


def _compile(rules: _Rules) -> _Compiled:
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
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:،؛—–-.۔।!?؟"):
        end -= 1
    return (start, end) if start < end else None


def _undated(text: str, source: Piece | None) -> Piece | None:
    """The source without the day behind it: "the governor on Friday"."""
    if source and (when := _WHEN.search(text, *source)):
        return _trim(text, source[0], when.start())
    return source


def _said(
    text: str, start: int, end: int, match: re.Match[str], rules: _Compiled, quotes: list[Piece], lang: str
) -> Record | None:
    left = _trim(text, start, match.start())
    before = text[start : match.start()].rstrip()
    then = _THEN.match(text, match.end(), end)  # "said on Friday that"
    conjunction = rules.conjunction.match(text, then.end() if then else match.end(), end)
    if lang in _VERB_FIRST:
        within = min(end, match.end() + LONGEST_SOURCE)
        opening = re.compile(r"[ ](?:" + _LANGUAGES[lang].conjunction + r")[ ]|:").search(text, match.end(), within)
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
        return None
    borders = [border.end() for border in _BORDER.finditer(text, start, left[1])]
    source = _trim(text, borders[-1] if borders else start, left[1])
    if source and rules.opens and (opening := rules.opens.match(text, *source)):
        source = _trim(text, opening.end(), source[1])
    if source and rules.marks:
        return _marked(text, end, source, match, rules, conjunction)
    if source and lang == "tr":
        return _verb_last(text, start, source, match)
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
        border = re.compile(r"[,،:](?:[ ]|$)|[ ](?=[“«„\"])").search(text, match.end(), end)
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


def _verb_last(text: str, start: int, source: Piece, match: re.Match[str]) -> Record | None:
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
    content = before if before and before[1] - before[0] > 20 else _trim(text, stop, end)
    if not source or not content or source[1] - source[0] > LONGEST_SOURCE:
        return []
    return [Record([source], [cue], [content])]
