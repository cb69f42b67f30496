"""Digits that count nothing: addresses, dates, times of day, telephone numbers, names of machines and roads, code."""

from __future__ import annotations

import re

from bot.understand.figures.words import MONTHS

# Nouns that give their number a name and count nothing by it: "Flight 370", "Radio 4", "Tier 3".
_NUMBERED = (
    "Flight|Article|Section|Chapter|Page|Route|Highway|Interstate|Boeing|Airbus|Resolution|Room|Phase|Windows|Formula|Channel|"
    "Apollo|Title|(?<=World )War|Category|No|Nr|Nos|Unit|Gate|Terminal|Platform|Season|Episode|Volume|Vol|Part|Type|Mark|Model|"
    "Code|Level|Stage|Day|Area|Radio|Tier|Psalm|Lot|Step|Junction|Zone|Sector|District|Ward|Block|Pier|Runway|Exit|Amendment|"
    "Clause|Annex|Decree|Act|iPhone|iPad|PlayStation|Xbox|Galaxy|Android|iOS|Python|ISO|Soyuz|Falcon|Ariane|Voyager|Artemis|Box|"
    "Studio|Form|Proposition|Bill|Order|Operation|Camp|UNSCR?|(?i:covid|sars|resolution|category)|Artikel|Paragraf"
)
# Share indices, and lists of firms, are called by how many they hold.
_INDICES = (
    r"(?:(?:(?<=S&)P|(?<=[Ss][Tt][Oo][Xx][Xx][ ])Europe|(?i:nasdaq|nikkei|ftse|stoxx|kospi|topix|nifty)|CAC|[MST]?DAX|IBEX|AEX|"
    r"ASX|TSX|CSI|SSE|MIB|BEL|BSE|Fortune|Forbes) (?:20|25|30|35|40|50|60|100|150|200|225|250|300|350|400|500|600|1000)|"
    r"Russell [123]000)\b(?![,.]\d|[ ]?(?:points?|per|%))"
)
_EMERGENCY = "911|999|112|101|111|000|110|119"
_ZONES = "GMT|BST|UTC|CET|CEST|EST|EDT|PST|IST|hrs|hours GMT"

# What begins with digits: telephone numbers, dates, times of day, versions and the like.
_DIGITS = (
    r"(?<!\d)\d+(?:-\d+){2,}(?:/\d+)?",
    r"\d{1,4}[./]\d{1,2}[./]\d{2,4}\b|9/11\b|24/7\b|7/7\b",
    r"\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?:[-–]\d{1,2}\.?)? (?:of |de )?(?i:MONTHS)\b\.?(?:,? (?:de )?\d{4}\b)?",
    r"(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)\b(?! (?:people|troops))|(?:19|20)?\d0[’']?s\b",
    r"\d{1,2}:\d{2}(?::\d{2})?(?:[apAP]\.?[mM])?\b",
    # "9-11pm", "from 9 to 5pm"
    r"\d{1,2}(?:[.:]\d{2})?(?:[ ]?[-–][ ]?|[ ]to[ ])\d{1,2}(?:[.:]\d{2})?[ ]?(?:a\.m|p\.m|am|pm)\b",
    r"\d{1,2}(?:[.:]\d{2})?[ ]?(?:a\.m|p\.m|am|pm)\b|\d{1,2}[ap](?= [ECMP]\.?T\b)|\d{1,2}(?:\.\d{2})? Uhr\b|\d{1,2}h\d{2}\b",
    rf"(?:[01]\d|2[0-3])[0-5]\d(?=[ ]?(?:{_ZONES})\b)",
    r"\d{1,2} (?i:ago|abr|ene|dic|ott|lug|giu|fev|dez|okt|janv|févr|avr|juil|déc|янв|фев|апр|июн|"
    r"июл|авг|сент?|окт|нояб?|дек)\b\.?(?:,? \d{4}\b)?",
    r"\d{1,2}[.:]\d{2} (?:uur|Uhr|heures?|horas|ore)\b|\d{1,2} часов (?:утра|вечера|дня|ночи)\b|"
    r"\d{1,2}(?:[.:]\d{2})? ?(?:بجو|بجې|بجے|बजे|बजकर)(?!\w)|"
    r"\d{1,2}م[هېي]\b",
    r"1[34]\d\d (?:کال|هجری|خورشیدی|هـ)(?!\w)",
    r"7[0-8]7(?=[ ](?:MAX|Max|Dreamliner|jets?|plane)\b)|\d+(?:\.\d+){2,}\b|[2-6]G\b|\d+x\d+\b(?!\^)",
    r"\d+:\d[\d,]*(?:[-–]\d+)?\b|[2-9]0-somethings?\b|10(?= Downing Street)|401\(k\)",
)
# What begins with a word before the digits.
_WORDS = (
    r"(?i:MONTHS)(?:\.? \d{1,2}(?:st|nd|rd|th)?(?:[-–]\d{1,2})?(?:,? (?:19|20)\d\d)?\b(?![,.]\d)|[ ](?:19|20)\d\d\b)",
    r"(?:[Pp]ages?|[Pp]p\.?|Nos\.?) \d+(?:(?:[-–]| to | and | of |, )\d+)*\b|type [1-4]\b",
    _INDICES,
    rf"(?:{_NUMBERED})\.? \d+(?:\.\d+)*(?::\d+(?:[-–]\d+)?)?(?: of \d+(?= ?(?:$|[,.;:)](?!\d))))?\b",
    r"(?:Web|Industry|Taliban|[Vv]ersion) \d+(?:\.\d+)+\b|France 24\b",
    # o'clock: "alle 17.30", "o godz. 17", "الساعة 5"; "24 saat 5 kişi" lasts
    r"(?:(?<=le )ore|[Gg]odz\.|[Gg]odzin(?:ie|y|ą)|(?<!\D\d )(?<!\D\d\d )ساعت|[وب]?الساعة) \d{1,2}(?:[.:]\d{2})?"
    r"(?![\d,])(?!\.\d)",
    r"(?:[Aa]lle|[Oo]re|[Ss]aat) \d{1,2}[.:]\d{2}\b|[Aa]lle \d{1,2}(?= (?:di|del|ora|circa)\b)|[Ss]aat \d{1,2}(?=['’]| s[ıu]ra)",
    r"(?:[OoОо]|[Ll]as|[Àà]s) \d{1,2}(?:[.:h]\d{2}\b|h\b| годині\b)|(?:(?<=\ba )las|[Àà]s) \d{1,2} horas\b",
    r"(?:[Oo]m|[Rr]ond|[Oo]mstreeks|[Tt]egen|[Vv]anaf) \d{1,2} uur\b|[àÀ] \d{1,2} heures?\b(?! de\b)|"
    r"[Вв] \d{1,2} час(?:ов|а)?\b(?! езды)",
    r"(?<!\d )سال 1[34]\d\d\b|(?:G|جی|جي|گروه) (?:7|8|20)(?!\w|[.,]\d)(?! (?:نفر|تن))",
    r"[Mm]agnitude \d(?:\.\d+)?M\b",  # no million
    rf"(?i:call(?:s|ed|ing)?|dial(?:l?ed|l?ing)?|ring|rang)[ ](?:{_EMERGENCY})\b(?![ ]\w)",
)
_KINDS = (
    r"(?m:^\d{1,2}(?:\ufe0f?\u20e3|[.)](?=[ ][^\W\d_])))",  # of an item in a list
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,253}|@\w+|#\w+",
    rf"\b(?=\d)(?:{'|'.join(_DIGITS)})",
    rf"\b(?=[^\W\d_]+\.?[ ]\d)(?:{'|'.join(_WORDS)})",
    r"\+(?:\d+(?:-\d+){2,}(?:/\d+)?|\d{1,3}(?:[ -]\(?\d{2,5}\)?){2,5}\b)|\(0\d{1,4}\)(?:[ -]\d{2,5}){1,4}\b",
    r"\b(?i:mid|late|early)-(?:19|20)\d\d\b|(?<!\d)[’']\d\ds?\b|\d+°[ ]?\d+[’'′](?:[ ]?\d+[\"”″]?)?|(?:<>|=<)[ ]?\d+|§ \d+",
    # "С-300", "كوفيد-19", "जी-7", "F-16", "A380", "BA.5"; "magnitude-7" is none; "R500 million" is money.
    r"\b[А-Яа-яІіЇїЄє]{1,8}-\d+\b(?!-)|\b[\u0621-\u064a\u0671-\u06d3]{2,}-\d+\b|[\u0904-\u0939][\u0900-\u0963]*-\d+(?!\w)",
    r"\b(?!(?i:magnitude|foot|feet|ft|in|to|or|by)-)[A-Za-z]+\d*-\d+\w*\b|\bNo\.\d+\b|\b(?:BA|BQ|XBB|AY|B|P)(?:\.\d+)+\b|\bP5\+1\b",
    # "8月15日", "2021年", "8월 15일"; "15日間" lasts
    r"(?<!\d)(?:\d{1,2}月(?:\d{1,2}[日号號])?|\d{1,2}[日号號](?![间間])|(?:19|20)\d\d[年년]|"
    r"\d{1,2}[时時](?![间間])(?:\d{1,2}分)?|\d{1,2}[点點](?:\d{1,2}分|[半整许許]|左右)|"
    r"(?<=[午晨])\d{1,2}[点點]|\d{1,2}시(?![간도])(?: \d{1,2}분)?|"
    r"\d{1,2}월(?: \d{1,2}일)?|\d{1,2}일(?!간))",
    r"(?<![A-Za-z])(?!RM\d)[A-Z]{1,2}\d{1,3}\b(?![ ]?(?:[mb]n|million|billion|trillion)\b)",
)
BLOCKED = re.compile("|".join(_KINDS).replace("MONTHS", MONTHS))
# Letters right after digits that are no unit make a code ("24703L202", "13F").
CODE = re.compile(r"[A-Za-z]+\d*")
