"""What stands around the news in posts, alerts and live blogs and is none: emoji, hashtags, invitations, greetings, contacts."""

from __future__ import annotations

import re
from functools import lru_cache

from bot import cues

LONGEST = 160  # characters of an invitation or a greeting; what is longer tells something besides

# Signs that posts are decorated with: arrows, shapes, dingbats, emoji, and what joins and varies them.
_SIGN = (
    "[\u203c\u2049\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u20e3\u200d\ufe0e\ufe0f\U0001f000-\U0001faff]"
)
_BEFORE = re.compile(rf"(?:{_SIGN}|[\s+*|•·~>]|\d\ufe0f?\u20e3)*")
_BEHIND = re.compile(rf"(?:{_SIGN}|[\s+*|•·~])*\Z")
# Whose post it passes on, which part of several it is: "RT @velm: ", "(1/3) "
_PASSED_ON = re.compile(r"(?:RT @\w+: ?|\(\d{1,2}/\d{1,2}\) ?)+")
# "05:40 Drei Tote", "7.20am: All trains", "08:10 Uhr: Ein Toter": when it was posted. "12.5 million" is no time.
_STAMP = re.compile(
    r"\d{1,2}(?::\d\d(?= [^\W\d]| ?[-–—:])|[.:]\d\d(?= ?(?:[ap]m|uhr)\b))"
    r"(?: ?[ap]\.?m\b\.?)?(?: ?(?:Uhr|GMT|UTC|CET|BST|MSK)(?!\w))?"
    r" ?[-–—:|]?\s+",
    re.IGNORECASE,
)
# "[Breaking news update at 6:30 p.m. ET] ...": when a text was put again.
_UPDATED = re.compile(
    r"\[[^\[\]]{0,40}\b(?:updated?|published|posted|aktualisiert|actualizad[oa]|mis à jour|обновлено|оновлено|güncellendi)\b"
    r"[^\[\]]{0,40}\][.:]?\s*",
    re.IGNORECASE,
)
_TAG = r"(?:[#@][\w\u200c]+|(?:https?://|www\.|t\.me/)\S+)"
_TAGS_BEHIND = re.compile(rf"(?:(?<=[.!?…»”\")])(?:\s*{_TAG})+|(?:\s+{_TAG}){{2,}})\s*\Z")
_TAGS = re.compile(_TAG)
_LETTERS = re.compile(r"[^\W\d_]")
# Whoever is meant, in the languages that we read most: read on, subscribe, send us your news.
_INVITES = re.compile(
    r"""(?:please\ )?(?:
        subscribe\b|(?:join|follow|boost)\ (?:us|our|the\ channel)\b|sign\ up|share\ this|send\ us|click\
        |read\ (?:more|on|also)\b
        |more\ (?:on\ this|on\ that|here|details|info)|full\ (?:story|text|report)\b|details\ (?:here|below|soon)
        |link\ (?:in|to)\b
        |you\ can\ (?:follow|read|find|watch)\ (?:our|all|more|the)
        |подпи(?:с(?:ывай|аться|ка\b|ывает)|ш(?:ись|итесь)\b)|присла(?:ть|йте)\ новост|читать\ (?:далее|полностью
        |нас)|подробн(?:ее|ости)\b|наш\ канал
        |підпи(?:с(?:уй|атис|ка\b)|ш(?:ись|іться)\b)|надісла(?:ти|ть)\ новин|читати\ (?:далі|повністю)|детальніше
        |докладніше|більше\ тут
        |s[ií]gue(?:nos|n)|suscr[ií]b|[uú]nete|le(?:e|er)\ m[aá]s|m[aá]s\ (?:informaci[oó]n|detalles)
        |(?:jetzt\ |hier\ )?abonnier|folg(?:t|en\ sie)\ uns|mehr\ (?:dazu|infos?|lesen|informationen)|weiterlesen|hier\ geht\ es
        |abonnez|suivez-nous|rejoignez|lire\ (?:aussi|la\ suite)|en\ savoir\ plus|iscriviti|leggi\ (?:anche|tutto)
        |inscreva|leia\ mais
        |abone\ ol|bizi\ takip
        |ما\ را\ دنبال|به\ (?:کانال|صفحه)|عضو(?:\ |یت)|بیشتر\ بخوانید|ادامه\ (?:مطلب|خبر)|(?:ل?ل)?لاشتراك|تابعونا
        |تابعوا|اشترك|اقرأ\ (?:أيض|المزيد)|انضم
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_INVITES_ABROAD = re.compile(cues.abroad("invites"), re.IGNORECASE)
# Who hosts a live blog greets, thanks and takes leave.
_HOSTS = re.compile(
    r"""good\ (?:morning|afternoon|evening|night)\b|support\ us\b
        |(?:hello\ and\ )?welcome\ (?:back\ )?to\ (?:our|the|this)\b|that(?:'|’)s\ (?:all|it)\ (?:from|for)\b
        |(?:many\ )?thank(?:s|\ you)\ (?:all\ )?for\ (?:reading|following|joining|watching)|comments\ are\ (?:now\ )?closed
        |we(?:'|’|\ a)re\ (?:closing|wrapping|pausing|ending)\ (?:up\ )?(?:this|our|the)|(?:this
        |our)\ (?:live\ ?)?(?:blog|coverage)\ (?:is|has|will)
        |my\ colleagues?\b|here(?:'|’)s\ (?:where|what)\b
        |here(?:'|’)s\ (?:a|another|the\ latest)\ (?:picture|photo|image|video|clip)
        |guten\ (?:morgen|tag|abend)\b|(?:herzlich\ )?willkommen\ (?:zum?|im|in)\b|vielen\ dank\ für\ (?:ihr|eur|das)
        |damit\ (?:beenden|schließen)\ wir\b|wir\ beenden\ (?:den|diesen)\b|buen[oa]s\ (?:d[ií]as|tardes|noches)\b
        |gracias\ por\ (?:seguir|leer|acompañ)|hasta\ aqu[ií]\b
        |bonjour\ (?:et|à)\b|bienvenue\b|merci\ d(?:e|’|')|доброе\ утро|на\ этом\ (?:мы\ )?(?:завершаем|заканчиваем
        |всё|все)|спасибо,?\ что
        |доброго\ ранку|на\ цьому\ (?:ми\ )?завершуємо|дякуємо,?\ що
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Lines that give one thing about the text: whose it is, where it lies, whom to ask. Short ones: "Video: Rebels enter" is news.
_FIELDS = re.compile(
    r"(?:area|sources?|via|photos?|videos?|image|credit|footage|countr(?:y|ies)|theme|disaster type|"
    r"organi[sz]ations?|(?:media |press )?contacts?|"
    r"fuentes?|fotos?|pa[ií]s(?:es)?|quelle|источник|фото|видео|джерело|відео|pays|منبع|عکس|المصدر|صورة)\s?:",
    re.IGNORECASE,
)
LONGEST_FIELD = 60
_OF_RELEASES = re.compile(
    r"magnitude [\d.]+m?[.,] ?depth\b|alert level:|for immediate release\W*\Z"
    r"|about (?:us|the \w+)\b(?! (?:\w+ ){0,3}(?:people|killed|injured))[^.]{0,60} (?:is|are) (?:an?|the|responsible)\b"
    r"|(?:the following|this) is an? (?:near-verbatim|unofficial|rush|edited)? ?transcript"
    r"|(?:country|pays|país): .*\bsources?: |please (?:refer to|see) the attached|veuillez (?:consulter|"
    r"vous référer)|consulte el archivo"
    r"|.*[\w.+-]+@[\w-]+\.\w|for (?:further|more) information\b|(?:media|press) (?:contacts?|enquiries|inquiries)\b|"
    r"notes? to editors",
    re.IGNORECASE,
)
_ADS = re.compile(
    r"\berid\b|^\W*(?:реклама|на правах рекламы|sponsored|advertisement|anzeige|publicidad|إعلان)\b", re.IGNORECASE
)
_UNABLE = r"(?:cannot|can(?:'|’)t|can not|could not|couldn(?:'|’)t|(?:has|have) not been able to|(?:was|were|is|are) unable to)"
# What a newsroom says of its own text: who it is called in it, what could not be checked, who has more.
_OWN_NOTES = re.compile(
    r"(?:editor(?:'|’)?s?(?:'|’)? note|author(?:'|’)s note|trigger warning|content warning) ?[:—–-]"
    r"|(?:[\w’'.&-]+ ){0,5}(?:has|have) (?:more|(?:all )?the (?:latest|details))(?: (?:from|on) [^.;]{3,60})?\W*\Z"
    # that officials or a ministry "cannot confirm" something is news
    rf"|(?:(?!(?:and|but|which|that|as|though|said|says)\b)[\w’'.&-]+ ){{0,6}}{_UNABLE} (?:immediately )?independently "
    r"(?:verify|confirm) [^.;,]{0,100}\W*\Z"
    rf"|we {_UNABLE} (?:immediately )?(?:verify|confirm) [^.;,]{{0,100}}\W*\Z"
    r"|[^.;,]{0,60}\bagreed to (?:use|the use of) (?:a )?pseudonyms?\b"
    r"|(?:some|all|most|the|their|people(?:'|’)s|his|her)?\W*names?(?: in [^.;]{2,40})? (?:has|have|had) been "
    r"(?:changed|withheld|altered)\b"
    r"|[^.;,]{0,60}\b(?:is|are) (?:using|not using|being identified by) [^.;,]{0,30}(?:pseudonyms?|(?:real|full|first) names?)\b",
    re.IGNORECASE,
)
# Whom a newsroom asked in vain, who wrote and edited, what was done to the text: at the end of articles, and in their middle.
_IN_VAIN = re.compile(
    r"(?:[^.;]{0,60}\b(?:has|have|had) )?(?:reached out to|contacted|approached|asked) [^.;]{3,60} for (?:a |further )?"
    r"(?:comment|response|reaction)\W*\Z"
    r"|[^;]{0,90}\b(?:did|does|has|have|had|was|were|could)(?: not|n(?:'|’)t) (?:be )?(?:immediately |yet |be )*"
    r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?|reached|contacted|available|reachable)\b[^;]{0,60}\bcomment\b[^.;]{0,20}\W*\Z"
    r"|[^.;]{0,60}\b(?:declined|refused) (?:to (?:further )?comment|comment)(?: further| to \w+)?(?: on \w+day)?\W*\Z",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"(?:additional )?(?:reporting|writing|editing)(?: and (?:writing|editing))? by [A-Z]"
    r"|[^.;]{2,200} contributed (?:to (?:this|the) (?:report|story|article)|reporting)\b[^.;]{0,40}\W*\Z"
    r"|this (?:story|article|report|post) (?:has been|was|will be) (?:updated|amended|(?:first|originally) published)\b"
    r"|this (?:story|article) (?:first|originally) (?:appeared|ran)\b"
    r"|follow (?:him|her|them) (?:on|at)\b|(?:staff )?(?:photo(?:graph)?|picture|image) by (?-i:[A-Z])[^.;]{2,40}\W*\Z"
    r"|(?-i:AP|AFP|EPA|PA|Reuters) (?:photo|image)s?\b[^.;]{0,40}\W*\Z"
    r"|[^.;]{2,50}(?: via |/)(?-i:Getty Images|AP|AFP|EPA|Reuters|Alamy)\W*\Z",
    re.IGNORECASE,
)
# Where in the paper a headline stands, or what form the report has: "Free trains for the north | Letters", "– podcast".
_RUBRIC = re.compile(
    r"\s+[|–—-]\s+(?:brief letters?|letters?|video(?: (?:explainer|report|analysis))?|podcast|audio|live(?: updates)?|"
    r"latest updates|"
    r"as it happened|in pictures|photo essay|cartoon|quiz|review|analysis|explainer|explained|opinion|editorial|comment)\s*\Z",
    re.IGNORECASE,
)
_POSTED = re.compile(r"[^\n@]{2,60}\(@\w+\)(?: \w+\.? \d{1,2},? \d{4})?\W*\Z")  # "Ann Roe (@annroe) November 20, 2026"
_SAID_SO = re.compile(
    r"(?:das|dies) (?:teilte|gab|sagte|berichtete|erklärte|bestätigte|meldete)\b[^,]{0,60}\Z", re.IGNORECASE
)


def news(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of text[start:end] that tells something: without signs, times and tags at its edges. Empty where it is furniture
    altogether."""
    first, last = _edges(text[start:end])
    return start + first, start + last


@lru_cache(maxsize=16384)  # a line is asked for again by each that it may bear out
def _edges(line: str) -> tuple[int, int]:
    start, end = _BEFORE.match(line).end(), len(line)  # type: ignore[union-attr]
    for label in (_PASSED_ON, _UPDATED, _STAMP):
        if found := label.match(line, start):
            start = _BEFORE.match(line, found.end()).end()  # type: ignore[union-attr]
    for pattern in (_BEHIND, _TAGS_BEHIND, _BEHIND, _RUBRIC):
        if behind := pattern.search(line[start:end]):
            end = start + behind.start()
    return (start, start) if is_furniture(line[start:end]) else (start, end)


def is_furniture(line: str) -> bool:
    """Whether a line tells nothing: tags and addresses alone, an invitation, a greeting, who took a picture, an advertisement."""
    if len(_LETTERS.findall(_TAGS.sub("", line))) < 3:
        return True
    bare = line.lstrip(" \t\"'“«([—–-")
    notes = (_POSTED, _OF_RELEASES, _SAID_SO, _OWN_NOTES, _IN_VAIN, _CREDITS)
    if _ADS.search(line) or any(pattern.match(bare) for pattern in notes):
        return True
    return (
        len(bare) <= LONGEST and bool(_INVITES.match(bare) or _INVITES_ABROAD.match(bare) or _HOSTS.match(line))
    ) or (len(bare) <= LONGEST_FIELD and bool(_FIELDS.match(bare)))


def is_advertisement(text: str) -> bool:
    """Whether a post was paid for, and says so."""
    return bool(_ADS.search(text))
