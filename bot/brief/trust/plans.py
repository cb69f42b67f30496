"""Plans: what is still to be done, whether its day is over, and whether a later text tells that it is done."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.brief import lexicon

_PLAN = re.compile(
    r"\b(?:weighs?|weighing|considers?|considering|studying|preparing to|prepares to|expected to|plans? to)\b",
    re.IGNORECASE,
)
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
# "is set to meet the envoy on Thursday": the day of the plan, not the one on which somebody told of it
_PLAN_DAY = re.compile(
    r"\b(?:will|(?:is|are) (?:set|due|expected|scheduled|to)|set (?:to|for)|due (?:to|on|in)|expected to|scheduled (?:to|for)|"
    r"slated (?:to|for)|"
    r"on (?:track|course) to|forecast to|prepar(?:es?|ing) to|faces? off|(?:go|goes|head|heads) to the polls|"
    r"takes? place|kicks? off|"
    r"holds? (?:an?|its|their) (?:[\w-]+ ){0,2}(?:elections?|vote|run-?off|referendum|summit|talks))\b"
    r"(?:(?!\b(?:sa(?:id|ys)|announc\w*|report\w*|after|before|since|from|until|by|as|when|accord\w*|following|\w+ed)\b)[^.;:,]){0,90}?"
    rf"\b(?P<day>{'|'.join(_DAYS)})day\b",
    re.IGNORECASE,
)
# "Storm Ada to hit the coast Thursday": to do what, in a headline
_TO_DO_ON = re.compile(
    r"(?P<who>[^,;:]{3,60}?) to (?!(?:the|an?|its|his|her|their|safety|prison|jail|court|hospital|death|power)\b)[a-z]+\b"
    rf"[^.;:,]{{0,90}}? (?P<day>{'|'.join(_DAYS)})day\b",
    re.IGNORECASE,
)
OVER = timedelta(hours=36)  # from a day's midnight in UTC until it is over everywhere


def is_past_plan(text: str, published: datetime | None, now: datetime) -> bool:
    """Whether what was planned for a day of the week has had its day: "will meet on Thursday", on Friday."""
    plan = _PLAN_DAY.search(text) or _headline_plan(text)
    if plan is None or published is None:
        return False
    ahead = (_DAYS.index(plan["day"].lower()) - published.weekday()) % 7
    day = published.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=ahead)
    return now >= day + OVER


def _headline_plan(text: str) -> re.Match[str] | None:
    """The day of what a headline without a verb has to come: "Storm Ada to hit the coast Thursday"."""
    plan = _TO_DO_ON.match(text)
    return None if plan is None or lexicon.has_verb(plan["who"]) else plan


# What is to be done, with the verb that tells what: "will sign", "is expected to be freed", "could soon open".
_TO_BE_DONE = re.compile(
    r"\b(?:will(?: soon| now)?|could soon|may soon|(?:is|are|was|were) to|"
    r"(?:set|due|slated|expected|scheduled|about|preparing|prepares?|plans?|planning) to) (?:be )?(?P<deed>[a-z]{3,})\b"
    r"|\bpreparing for (?:the |its |their |an? )?(?P<event>[a-z]{4,})\b",
    re.IGNORECASE,
)
_NO_DEED = frozenset(
    ("have", "not", "also", "never", "always", "only", "still", "remain", "continue", "need", "take", "make", "come")
)
# A deed that is done: "has signed", "was freed", of a later report also "freed". A headline's "signs" may tell of the plan.
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been) (?:\w+ly |now |already )?(?P<done>(?!\w+ing\b)[a-z]+)\b", re.IGNORECASE
)
_DONE_LATER = re.compile(rf"{_DONE.pattern}|(?<!\bbe )\b(?P<past>[a-z]{{2,}}ed)\b(?! to\b)", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|(?:is|are) to (?!blame\b|the\b)(?:be )?[a-z]{3,}|"
    r"to (?:\w{3,}) (?:on|over|from|in|at|next|this)|due (?:to|on|in)|set to|about to|(?:is|are) (?:expected|"
    r"forecast|due)|scheduled|planned|upcoming|looms|"
    r"threat\w*|vows?|vowed)\b",
    re.IGNORECASE,
)


# What is to come, in other languages: the future where verbs have one, plans and what is expected.
_FUTURE = {
    # "wird vermisst", "soll getötet worden sein" tell of what is
    "de": r"\b(?:wird|werden)\b(?![^.,;:]*\b(?:\w*ge\w+(?:t|en)|(?:ver|be|er|ent|zer|miss|über|unter)\w+t|\w+iert)\b(?! werden))|"
    r"\bsoll(?:en)?\b(?![^.,;:]*\b(?:worden )?(?:sein|haben)\b)|\b(?:will|wollen|plant|planen|kündigt|vor der|könnten?|"
    r"bereite[tn] sich|voraussichtlich|wird erwartet)\b",
    "fr": r"\b(?:va|vont|doit|doivent|devrait|devraient|prévoi(?:t|ent)|pourrai(?:t|ent)|compte(?:nt)?|envisage(?:nt)?|"
    r"(?:se|s['’]) ?(?:prépare|apprête)(?:nt)?|sera|seront|aura|auront|fera|feront|(?:vien|tien|pren|ren)d(?:ra|ront)|"
    r"(?:dev|pou|ver|enver)r?(?:ra|ront)|\w{3,}(?:era|eront|iront|irait?|ira))\b",
    "es": r"\b(?:va a|van a|planean?|prevén?|podría[n]?|será[n]?|hará[n]?|dará[n]?|se espera que|se preparan? para|"
    r"\w{3,}(?:ará|erá|irá|arán|erán|irán|drán?|dría))\b",
    "pt": r"\b(?:vai|vão|devem?|prevê(?:em)?|pode|poderá|será|serão|fará|farão|planej\w+|planei\w+|pretendem?|espera-se que|"
    r"(?:se preparam?|preparam?-se) para|\w{3,}(?:ará|erá|irá|arão|erão|irão))\b",
    "it": r"\b(?:sta(?:nno)? per|potrebbe(?:ro)?|prevede|prevedono|intend(?:e|ono)|dovrebbe(?:ro)?|si prepara(?:no)?|"
    r"(?:sar|far|dar|andr|verr|avr|potr|dovr|terr)(?:à|anno)|\w{3,}(?:erà|irà|arà|eranno|iranno))\b",
    "ru": r"\b(?:будет|будут|собира[ею]тся|планиру\w+|намерен\w*|рассчитыва\w+|готов\w*|хо(?:чет|тят)|может|могут|ожидается|"
    r"долж(?:ен|на|но|ны) (?:быть )?\w+|встрет[ия]тся|провед[её]т|проведут|подпиш(?:ет|ут)|выведет|выведут|отправ[ия]т(?:ся)?|"
    r"откро[ею]т(?:ся)?|начн[её]т(?:ся)?|начнут(?:ся)?|состо[ия]тся|пройд[её]т|пройдут|посет[ия]т|прибуд[еу]т|закро[ею]т(?:ся)?|"
    r"введ[её]т|введут|прекрат[ия]т|заверш[иа]т(?:ся)?|направ[ия]т|выступ[ия]т|рассмотр[ия]т|обсуд[ия]т|освобод[ия]т|переда(?:ст|дут)|"
    r"постав[ия]т|стан[еу]т|покин[еу]т)\b",
    "uk": r"\b(?:буде|будуть|збира[єю]ться|плану[єю]\w*|ма(?:є|ють) (?:намір|\w+(?:ти|тися))|розрахову\w+|готов\w*|готу[єю]ться|"
    r"хо(?:че|чуть)|може|можуть|очіку[єю]ться|зустрін[еу]ться|зустрінуться|прове(?:де|дуть)|підпиш(?:е|уть)|виве(?:де|дуть)|"
    r"відкри(?:є|ють)(?:ся)?|(?:роз)?почн(?:е|уть)(?:ться|ся)?|відбуд(?:е|уть)ся|відбудеться|пройд(?:е|уть)|відвіда(?:є|ють)|"
    r"прибуд(?:е|уть)|закри(?:є|ють)(?:ться|ся)?|запровад[ия]ть|припин[ия]ть|заверш[иа]ть(?:ся)?|направ[ил]\w*ть|виступ\w*ть|"
    r"розглян(?:е|уть)|обговор[ия]ть|звільн[ия]ть|переда(?:сть|дуть)|стан(?:е|уть)|залиш[иа]ть)\b",
    "pl": r"\b(?:będzie|będą|zamierza(?:ją)?|planuj(?:e|ą)|może|mogą|ma(?:ją)? (?:zostać|być|się|\w+(?:ać|eć|ić|yć|ąć|ować))|"
    r"zostan(?:ie|ą)|przygotowuj(?:e|ą) się|oczekuje się|spotka(?:ją)? się|podpisz(?:e|ą)|wycofa(?:ją)?|otworzy|otworzą|"
    r"rozpoczn(?:ie|ą)|odbędzie|odbędą|odwiedzi|odwiedzą|przybędzie|przybędą|zamknie|zamkną|wprowadzi|wprowadzą|zakończy|"
    r"zakończą|wyśle|wyślą|uwolni|uwolnią|przekaże|przekażą)\b",
    "tr": r"\b\w{2,}(?:ecek|acak)\w*\b|\b(?:planl|beklen|hazırlan|öngörül|amaçl)[ıiuü]?\w*[ıiuü]yor(?:lar)?\b",
    # "سيطر", "سياسي", "سيارة" begin like the future
    "ar": r"\bو?(?:سوف|سي(?!اس|ار|طر|ناء|ناريو|دات|ول|اق)\w{3,}|ست(?!ار|را|وك|يف|ين)\w{3,}|[يت]عتزم|[يت]خطط|[يت]نوي|[يت]ستعد|"
    r"من المقرر|من المتوقع|من المنتظر|المقرر أن)",
    "fa": r"\b(?:خواهد|خواهند|قرار است|قصد دار[دن]\w*|در نظر دار[دن]\w*|برنامه دار[دن]\w*|انتظار می\u200c?رود|"
    r"آماده (?:\w+ ){0,4}می)",
    "nl": r"\b(?:zal|zullen|wil|willen|gaat|gaan|moet|moeten|zou|zouden|van plan|bereid(?:t|en) zich|naar verwachting)\b",
    "ps": r"\b(?:به|غواړي|پلان لري|قصد لري|ټاکل شوې|تمه ده|تمه کېږي|چمتووالی)\b",
    "ur": r"\b(?:گا|گے|گی|کرنے والا|کرنے والے|جانے والا|منصوبہ بنا|ارادہ|توقع|تیاری کر)\b",
    "hi": r"(?:[ेएो]|ें|एं|ूं|ूँ|ोें|ों)(?:गा|गे|गी)(?![\u0900-\u0963])|(?<!\w)(?:होगा|होगी|होंगे|योजना|उम्मीद है|तैयारी कर)(?!\w)",
    "zh": r"(?<!名)将(?![军近领士])|計劃|计划|预计|預計|预期|即将|即將|准备|準備|拟于|有望",
}
_FUTURE_ABROAD = {lang: re.compile(words, re.IGNORECASE) for lang, words in _FUTURE.items()}


def is_plan(text: str) -> bool:
    """Whether a sentence tells of what is to be done."""
    return bool(_PLAN.search(text))


def is_carried_out(plan: str, text: str, later: bool) -> bool:
    """Whether a text tells that what a plan says will be done is done: "will sign the pact", "signed the pact"."""
    deeds = {
        lexicon.stem(deed)
        for found in _TO_BE_DONE.finditer(plan)
        if (deed := (found["deed"] or found["event"]).lower()) not in _NO_DEED
    }
    if not deeds or _TO_BE_DONE.search(text) or is_of_future(text):
        return False
    done = (found.groupdict() for found in (_DONE_LATER if later else _DONE).finditer(text))
    return any(lexicon.stem((found["done"] or found["past"]).lower()) in deeds for found in done)


def is_of_future(text: str, lang: str | None = "en") -> bool:
    """Whether a sentence tells of what is still to come, planned or sure; never of a language whose future is not known."""
    if lang == "en":
        return is_plan(text) or bool(_TO_COME.search(text))
    return lang in _FUTURE_ABROAD and bool(_FUTURE_ABROAD[lang].search(text))
