"""Digits that count nothing: addresses, dates, times of day, telephone numbers, names of machines and roads, code."""

from __future__ import annotations

import re

from bot.understand.figures.words import MONTHS

# Nouns that give their number a name and count nothing by it: "Flight 370", "Radio 4", "Tier 3".
_NUMBERED = (
    "Flight|Article|Section|Chapter|Page|Route|Highway|Interstate|Boeing|Airbus|Resolution|Room|Phase|Windows|Formula|Channel|"
    "Apollo|Title|World War|Category|No|Nr|Nos|Unit|Gate|Terminal|Platform|Season|Episode|Volume|Vol|Part|Type|Mark|Model|Code|"
    "Level|Stage|Day|Area|Radio|Tier|Psalm|Lot|Step|Junction|Zone|Sector|District|Ward|Block|Pier|Runway|Exit|Amendment|Clause|"
    "Annex|Decree|Act|iPhone|iPad|PlayStation|Xbox|Galaxy|Android|iOS|Python|ISO|Soyuz|Falcon|Ariane|Voyager|Artemis|Box|Studio|"
    "(?i:covid|sars)|Artikel|Paragraf|§"
)

_PATTERNS = (
    # Addresses of the net.
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,253}|@\w+|#\w+",
    # Telephone numbers.
    r"\+?(?<!\d)\d+(?:-\d+){2,}(?:/\d+)?|\+\d{1,3}(?:[ -]\(?\d{2,5}\)?){2,5}\b|\(0\d{1,4}\)(?:[ -]\d{2,5}){1,4}\b",
    r"\b(?i:call|calls|called|calling|dial|dialled|dialed|dialling|ring|rang)[ ]"
    r"(?:911|999|112|101|111|000|110|119)\b(?![ ]\w)",
    # Dates.
    r"\b\d{1,4}[./]\d{1,2}[./]\d{2,4}\b|\b9/11\b|\b24/7\b|\b7/7\b",
    r"\b(?i:MONTHS)\.? \d{1,2}(?:st|nd|rd|th)?(?:[-–]\d{1,2})?(?:,? (?:19|20)\d\d)?\b(?![,.]\d)",
    r"\b\d{1,2}(?:st|nd|rd|th|\.|er|º)?(?:[-–]\d{1,2}\.?)? (?:of |de )?(?i:MONTHS)\b\.?(?:,? (?:de )?\d{4}\b)?",
    r"\b(?i:MONTHS)[ ](?:19|20)\d\d\b|\b(?i:mid|late|early)-(?:19|20)\d\d\b",
    r"\b(?:19|20)\d\d[-–/](?:(?:19|20)\d\d|\d\d)\b(?! (?:people|troops))|\b(?:19|20)?\d0[’']?s\b|[’']\d\ds?\b",
    # Times of day; "9-11pm", "from 9 to 5pm".
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
    r"\b\d{1,2}(?:[.:]\d{2})?(?:[ ]?[-–][ ]?|[ ]to[ ])\d{1,2}(?:[.:]\d{2})?[ ]?(?:a\.m|p\.m|am|pm)\b",
    r"\b\d{1,2}(?:[.:]\d{2})?[ ]?(?:a\.m|p\.m|am|pm)\b|\b\d{1,2}(?:\.\d{2})? Uhr\b|\b\d{1,2}h\d{2}\b",
    r"\b(?:[01]\d|2[0-3])[0-5]\d(?=[ ]?(?:GMT|BST|UTC|CET|CEST|EST|EDT|PST|IST|hrs|hours GMT)\b)",
    # Codes: "F-16", "A380", "magnitude-7" is none; "R500 million" is money.
    r"\b(?!(?i:magnitude|foot|feet|ft)-)[A-Za-z]+\d*-\d+\w*\b",
    r"(?<![A-Za-z])(?!RM\d)[A-Z]{1,2}\d{1,3}\b(?![ ]?(?:[mb]n|million|billion|trillion)\b)",
    r"\b(?:[Pp]ages?|[Pp]p\.?|Nos\.?) \d+(?:(?:[-–]| to | and |, )\d+)*\b|\b(?:BA|BQ|XBB|AY|B|P)(?:\.\d+)+\b",
    rf"\b(?:{_NUMBERED})\.? \d+(?:\.\d+)*\b|\b7[0-8]7(?=[ ](?:MAX|Max|Dreamliner|jets?|plane)\b)",
    r"\b\d+(?:\.\d+){2,}\b|\b[2-6]G\b|(?:<>|=<)[ ]?\d+|\b\d+x\d+\b(?!\^)",
    r"\b[2-9]0-somethings?\b|\b10(?= Downing Street)",
)
BLOCKED = re.compile("|".join(_PATTERNS).replace("MONTHS", MONTHS))
# Letters right after digits that are no unit make a code ("24703L202", "13F").
CODE = re.compile(r"[A-Za-z]+\d*")
