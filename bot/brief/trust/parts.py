"""Whether a sentence tells of all of something, or of a part of it: "all flights are halted" is more than "flights are halted",
and who counts half of the dead does not count the dead."""

from __future__ import annotations

import re

_EVERY = {
    "en": r"\b(?:all|every|entire|whole)\b",
    "de": r"\b(?:alle[nrs]?|sämtliche\w*|ganze\w*)\b",
    "fr": r"\b(?:tous|toutes?|entière?)\b",
    "es": r"\b(?:tod[oa]s?|enter[oa])\b",
    "pt": r"\b(?:tod[oa]s?|inteir[oa])\b",
    "it": r"\b(?:tutt[aeio]|inter[oa])\b",
    "ru": r"\b(?:все[хм]?|вся|всю|весь|полностью)\b",
    "uk": r"\b(?:[ву]сі[хм]?|вся|всю|весь|повністю)\b",
    "pl": r"\b(?:wszyst\w+|cał\w+)\b",
    "tr": r"\b(?:tüm|bütün)\b",
    "ar": r"\b(?:جميع|كافة|كل)\b",
    "fa": r"\b(?:همه|تمام|تمامی|کلیه)\b",
    "nl": r"\b(?:alle|allemaal|hele|gehele|volledige?)\b",
    "ps": r"\bټول(?:ه|ې|و)?\b",
    "ur": r"\b(?:تمام|سب|سبھی|سارے|ساری|پورے|پوری|پورا)\b",
    "hi": r"(?<!\w)(?:सभी|सारे|सारी|समस्त|पूरे|पूरी|पूरा)(?!\w)",
    "zh": r"所有|全部|全体",
}
_PARTS = {
    "en": r"\b(?:half|most|majority|(?:one|a|two)[ -](?:thirds?|quarters?|fifths?)|percent of|per cent of)\b",
    "de": r"\b(?:Hälfte|meisten|Mehrheit|Drittel|Viertel|Prozent der)\b",
    "fr": r"\b(?:moitié|plupart|majorité|tiers|quart|pour cent des)\b|% des\b",
    "es": r"\b(?:mitad|mayoría|tercio|cuarta parte|tercera parte|por ciento de)\b|% de\b",
    "pt": r"\b(?:metade|maioria|terço|quarto dos|por cento d[aeo]s?)\b|% d[aeo]s?\b",
    "it": r"\b(?:metà|maggior(?:anza| parte)|terzo dei|quarto dei|per cento de\w+)\b",
    "ru": r"\b(?:половин\w+|большинств\w+|треть\w*|четверть\w*)\b",
    "uk": r"\b(?:половин\w+|більшіст\w+|більшост\w+|третин\w+|чверт\w+)\b",
    "pl": r"\b(?:połow\w+|większość\w*|większości|jedna trzecia|ćwierć)\b",
    "tr": r"\b(?:yarısı\w*|çoğu\w*|üçte|dörtte)\b",
    "ar": r"\b[وفب]?(?:ال)?(?:نصف|معظم|أغلب|غالبية|ثلث|ربع)\b",
    "fa": r"\b(?:نیمی|نصف|بیشتر|اکثر\w*|یک سوم)\b",
    "nl": r"\b(?:helft|meeste|meerderheid|derde van|kwart van|procent van)\b",
    "ps": r"\b(?:نیم|نیمایي|ډېری|ډیری|اکثره|اکثریت|دریمه برخه|درېیمه برخه)\b",
    "ur": r"\b(?:نصف|آدھے|آدھی|بیشتر|اکثر|زیادہ تر|اکثریت|تہائی|چوتھائی)\b",
    "hi": r"(?<!\w)(?:आधे|आधी|आधा|अधिकांश|अधिकतर|ज़्यादातर|ज्यादातर|तिहाई|चौथाई)(?!\w)",
    "zh": r"一半|大多数|多数|三分之",
}
_ALL, _PART = (
    {lang: re.compile(words, re.IGNORECASE) for lang, words in listed.items()} for listed in (_EVERY, _PARTS)
)


def tells_of_all(text: str, lang: str) -> bool:
    """Whether a text in this language tells of all of something."""
    return lang in _ALL and bool(_ALL[lang].search(text))


def tells_of_part(text: str, lang: str) -> bool:
    """Whether a text in this language tells of half, most or a share of something."""
    return lang in _PART and bool(_PART[lang].search(text))
