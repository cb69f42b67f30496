"""Words by which a line is judged: hedges, denials, corrections, and what a side says of its own fight."""

from __future__ import annotations

import re

from bot import cues

HEDGED = re.compile(
    r"\b(?:reportedly|allegedly|apparently|purportedly|supposedly|unconfirmed|unverified|rumou?red|"
    r"claim(?:s|ed|ing)?|alleg(?:es|ed|ing)|reports suggest|is believed|are believed|believed to|thought to|feared|"
    r"likely|(?<!\byou )(?:may|might) have|suspected|could not be (?:independently )?verified|"
    r"not (?:been )?independently verified)\b"
    r"|\b(?:angeblich|mutmaßlich|offenbar|vermutlich|behauptet|behaupten|unbestätigt\w*|wahrscheinlich)\b"
    # "soll getötet worden sein": others say so
    r"|\bsoll(?:en)? [^.;,]{3,80}?\b(?:\w+t|\w+en) (?:sein|haben)\b|\bnicht (?:unabhängig )?(?:überprüf|bestätig|verifizier)\w+"
    r"|ادعا|ظاهرا|گویا|به‌گفته منابع تأیید نشده|به (?:طور|گونه) مستقل (?:\w+ ){0,3}(?:تأیید|تایید) ن|گمان می‌رود|گفته می‌شود"
    r"|په خپلواکه توګه (?:\w+ ){0,3}(?:تایید|تائید)|ویل کېږي"
    rf"|{cues.abroad('claimed')}|{cues.abroad('hedged')}",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:es|ed)|dismiss(?:es|ed)?|not true|untrue|(?:is|was|are|were) false|"
    r"no truth|dementiert\w*|bestreitet|bestritt)\b|تکذیب|رد کرد|رد کړ\w*|انکار وکړ",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^\W*(?:correction|corrected|clarification|erratum|korrektur|berichtigung|اصلاحیه|تصحیح)\b"
    r"|\b(?:an )?earlier (?:version|report|post|update)s? (?:of this|wrongly|incorrectly|said|gave|put)|"
    r"\bhas (?:been )?corrected\b"
    r"|\bcorrects? (?:an |its |the |figure|toll)|\bwe (?:wrongly|incorrectly) (?:said|reported)"
    rf"|^\W*(?:{cues.abroad('correction')}) ?[:：(–—-]|{cues.abroad('corrects')}",
    re.IGNORECASE,
)
# Who fights, and what fighters say of the fight: one side's word, whichever side it is.
PARTY = re.compile(
    r"\b(?:taliban|militants?|insurgents?|rebels?|fighters?|gunmen|militia|separatists?|jihadists?|army|military|troops|"
    r"(?:defen[cs]e|interior) ministry|defen[cs]e (?:minister|secretary|chief)|general staff|ministry of (?:defen[cs]e|"
    r"interior)|armed (?:forces|group)|security forces|"
    r"air force|navy|commander|isis(?:-k)?|islamic state|is-k|al-?qaeda|hamas|hezbollah|resistance|warlord|regime|"
    r"milizen?|kämpfer|rebellen|armee|militär)\b|وزارت دفاع|طالبان|شورشیان|ارتش|اردو|جبهه|"
    rf"{cues.abroad('party')}",
    re.IGNORECASE,
)
FIGHT = re.compile(
    r"\b(?:conquer\w*|captur\w+|seiz\w+|tak(?:e|en|ing) (?:control|over)|took (?:control|over)|control\w*|overr[au]n\w*|"
    r"ours|our hands|holds?|held|fled|withdr\w+|retreat\w*|"
    r"entered|advanc\w+|push(?:ed)? back|repel\w*|retak\w+|recaptur\w+|fallen|fell to|surrender\w*|liberat\w+|"
    r"kill(?:ed|s)|destroyed|shot down|wiped out|defeat\w*|inflict\w*|casualties|responsib\w+|carried out|erobert\w*|"
    r"eingenommen)\b|تصرف|فتح|کنترل|کشته|"
    rf"{cues.abroad('fight')}",
    re.IGNORECASE,
)
