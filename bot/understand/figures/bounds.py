"""Words around a number that make it a bound: "at least", "up to", "or more"."""

from __future__ import annotations

import re
from functools import cache

_BOUNDS: dict[str, tuple[str, str, str]] = {  # lower, upper, about
    "en": (
        r"at least|at the least|no fewer than|no less than|not less than|not fewer than|as few as|as little as|"
        r"a minimum of|minimum of|well over|north of|"
        r"just over|more than|over|"
        r"upwards of|above|exceeding|in excess of|greater than|higher than|larger than|no lower than|surpass(?:ed|"
        r"ing)?|>=?|≥",
        r"at most|no more than|not more than|up to|as many as|as much as|fewer than|less than|under|below|"
        r"a maximum of|maximum of|"
        r"just under|smaller than|lower than|<=?|≤",
        r"about|around|some|roughly|approximately|an estimated|estimated|nearly|almost|close to|circa|ca\.|~",
    ),
    "de": (
        r"mindestens|wenigstens|über|mehr als|zumindest",
        r"höchstens|bis zu|weniger als|maximal|unter",
        r"etwa|rund|ca\.|circa|ungefähr|knapp|fast|gut",
    ),
    "fr": (
        r"au moins|pas moins de|plus de|plus d['’]",
        r"au plus|jusqu['’]à|moins de|moins d['’]",
        r"environ|près de|quelque|quelques",
    ),
    "es": (
        r"al menos|por lo menos|no menos de|más de|mas de",
        r"hasta|como máximo|menos de",
        r"unos|unas|alrededor de|cerca de|casi",
    ),
    "it": (r"almeno|non meno di|più di|oltre", r"fino a|meno di|al massimo", r"circa|quasi|intorno a"),
    "pt": (r"pelo menos|ao menos|mais de", r"até|menos de|no máximo", r"cerca de|quase|aproximadamente"),
    "nl": (
        r"minstens|ten minste|zeker|meer dan|ruim",
        r"hoogstens|maximaal|minder dan|tot",
        r"ongeveer|circa|zo'n|bijna",
    ),
    "ru": (
        r"не менее(?: чем)?|как минимум|по меньшей мере|минимум|более(?: чем)?|больше(?: чем)?|свыше",
        r"до|не более(?: чем)?|максимум|менее(?: чем)?|меньше(?: чем)?",
        r"около|примерно|почти|порядка",
    ),
    "uk": (
        r"щонайменше|не менше?(?: як| ніж)?|понад|більше?(?: як| ніж)|більше",
        r"до|не більше?(?: як| ніж)?|менше?(?: як| ніж)|менше",
        r"близько|приблизно|майже",
    ),
    "fa": (
        r"دست[‌ ]?کم|حداقل|بیش از|بیشتر از|اضافه از",
        r"حداکثر|کمتر از|تا",
        r"حدود|نزدیک به|در حدود|تقریبا|تقریباً",
    ),
    "ps": (r"لږ ?تر ?لږه|له", r"تر", r"شاوخوا|نږدې|څه باندې"),
    "ar": (
        r"(?:ما )?لا يقل عن|أكثر من|على الأقل|ما يزيد (?:على|عن)",
        r"أقل من|ما يصل إلى|لا يزيد (?:على|عن)",
        r"نحو|حوالي|قرابة|زهاء|ما يقرب من|ما يقارب",
    ),
    "tr": (r"en az", r"en fazla|en çok", r"yaklaşık|aşağı yukarı"),
    "hi": (r"कम[ -]से[ -]कम", r"अधिकतम", r"लगभग|करीब|तकरीबन"),
    "ur": (r"کم (?:از|سے) کم", r"زیادہ سے زیادہ", r"تقریباً|تقریبا|قریباً|لگ بھگ"),
    "pl": (
        r"co najmniej|przynajmniej|ponad|powyżej|więcej niż",
        r"co najwyżej|najwyżej|do|poniżej|mniej niż",
        r"około|ok\.|blisko|prawie|niemal",
    ),
    "sv": (
        r"minst|över|mer än|fler än",
        r"högst|upp till|upp emot|mindre än|färre än|under",
        r"cirka|ca\.?|ungefär|omkring|närmare|nästan|runt",
    ),
    "da": (
        r"mindst|over|mere end|flere end",
        r"højst|op til|mindre end|færre end|under",
        r"cirka|ca\.?|omkring|omtrent|næsten",
    ),
    "no": (
        r"minst|over|mer enn|flere enn",
        r"høyst|opptil|opp til|mindre enn|færre enn|under",
        r"cirka|ca\.?|omtrent|rundt|nesten",
    ),
    "id": (
        r"sedikitnya|setidaknya|paling sedikit|lebih dari|di atas|minimal",
        r"paling banyak|hingga|sampai|maksimal|kurang dari",
        r"sekitar|kira-kira|hampir|kurang lebih",
    ),
    "zh": (
        r"至少|不少于|不少於|超过|超過|逾",
        r"最多|多达|多達|不到|不足|少于|少於",
        r"大约|约|大約|約|将近|將近|接近|近",
    ),
    "ja": (r"少なくとも", r"最大", r"約|およそ|推定"),
    "ko": (r"최소|적어도", r"최대", r"약"),
}
_UNSPACED = frozenset(["zh", "ja", "ko"])
_BOUNDS |= {"prs": _BOUNDS["fa"], "nb": _BOUNDS["no"], "nn": _BOUNDS["no"]}
_ALONE = r"(?:(?<=\W)|^)"
_OPENS = {**dict.fromkeys(_UNSPACED, ""), "ar": r"(?:(?<=\W)|^)[وبل]?"}  # what may stand before the words
_BOUND_AFTER = re.compile(
    r"(?P<low>\+(?!\w)|-plus\b|[ ]plus(?=[ ]people\b|[ ]?(?:$|[.,;]))|"
    r",? (?:or|and|oder|ou|o|или|и) (?:more|greater|higher|above|over|older|mehr|plus|más|более|"
    r"выше)\b(?: than)?(?! than \d)|[ ]على الأقل|['’]?[dt][ea]n (?:fazla|çok)\b|"
    r"[ ]से (?:अधिक|ज्यादा|ज़्यादा)|[ ]سے (?:زائد|زیادہ)\b|"
    r"[ ](?:at least|au moins|por lo menos|al menos|como mínimo)(?=[ ]?(?:$|[.,;])|[ ](?:ont|sont|se|han|en|dans)\b)|"
    r"以上|[多余餘](?=[人名个個万萬亿億]))"
    r"|(?P<high>,? or (?:less|fewer|lower|below|under|younger)\b|['’]?[dt][ea]n az\b|['’][yn]?[ea] kadar\b|"
    # "until 2021" is no bound: who is counted stands behind
    r"[ ](?:से कम|तक(?=[ ](?:लोग|सैनिक|बच्चे|महिला)))(?!\w)|[ ](?:سے کم|څخه کم|تک(?=[ ](?:افراد|لوگ|فوجی|بچے)))\b)",
    re.IGNORECASE,
)


# "выросло до 64": to a number, not up to it.
_STEMS = (
    "вырос|возрос|увелич|подня|снизи|сократи|упал|зрос|збільш|скороти|зменш|wzros|wzró|spad|zmal|stig|ök|öka|steg|økt|øk|naik|"
    "meningkat|turun|subi[óo]|aument|elev|creci|baj[óo]|salit|sces|cresc|passat|subiu|caiu"
)
_GREW = re.compile(rf"\b(?:{_STEMS})\w*(?: [^\W\d]+){{0,2}} $", re.IGNORECASE)
_MORE_STEMS = (
    "gestiegen|stieg|gesunken|sank|augment|passé|pass[ea]r?|tomb|baiss|increment|reduj|dismin|ascend|gesteg|gedaald|"
    "toegenomen"
)
_CHANGED = re.compile(
    rf"\b(?:{_STEMS}|{_MORE_STEMS})\w*[^.;]{{0,30}}$|"
    r"(?:ارتفع|انخفض|افزایش|کاهش|増|减|減)[^.;،。]{0,30}$",
    re.IGNORECASE,
)


def grew(before: str) -> bool:
    """Whether the words before a pair of numbers say that the one became the other."""
    return bool(_CHANGED.search(before))


@cache
def _qualifiers(lang: str) -> tuple[re.Pattern[str], ...]:
    """What ends in words for a lower bound, an upper one, and for "about"."""
    opens = _OPENS.get(lang, _ALONE)
    return tuple(re.compile(rf"{opens}(?:{words})[ \u00a0]?$", re.IGNORECASE) for words in _BOUNDS[lang])


def bound(plain: str, start: int, lang: str) -> tuple[int, str]:
    """Where the qualifier before `start` begins, and its kind: "low", "high", "about" or ""."""
    patterns = _qualifiers(lang if lang in _BOUNDS else "en")
    kind = ""
    for _ in range(2):  # "at least some 60"
        before = plain[max(0, start - 24) : start]
        for name, pattern in zip(("low", "high", "about"), patterns, strict=True):
            if (name == "about" or kind in ("", "about")) and (match := pattern.search(before)):
                # "more than" of "no more than" is an upper bound
                if name == "low" and before[: match.start()].rstrip().lower().endswith(("no", "not")):
                    continue
                if name == "high" and _GREW.search(plain[max(0, start - 60) : start - len(match[0])]):
                    return start, kind
                start -= len(match[0])
                kind = name if name != "about" or not kind else kind
                break
        else:
            break
    return start, kind


def bound_after(plain: str, end: int) -> tuple[int, str]:
    """Where "or more" after `end` ends, and "low" or "high"; (end, "") where there is none."""
    match = _BOUND_AFTER.match(plain, end)
    return (match.end(), match.lastgroup or "") if match else (end, "")
