"""Who says it, put behind a headline or the first line of a post: "Two drones shot down over Velm - Air Force"."""

from __future__ import annotations

import re

from bot.understand.attributions.records import Record

LONGEST = 60  # characters of who says it

# An office or a kind of source, in the languages that such headlines are read in most.
_OFFICE = (
    r"(?:ministry|ministries|police|army|military|air force|navy|defen[cs]e|officials?|authorities|government|governor|mayor|"
    r"president|prime minister|minister|chancellor|presidency|spokes(?:man|woman|person)|agency|operator|regulator|rescuers|"
    r"firefighters|prosecutors|hospital|doctors|medics|un|who|nato|eu|state media|media|reports?|sources?|witnesses|residents|"
    r"study|survey|poll|polizei|\w*ministerium|\w*minister(?:in)?|gewerkschaft(?:en)?|opposition|unions?|sindicatos?|"
    r"sindacat[oi]|syndicats?|профсоюзы?|"
    r"behörden|regierung|armee|medien|feuerwehr|sprecher(?:in)?|policía|gobierno|ejército|"
    r"ministerio|autoridades|alcalde|(?:protección|defensa) civil|medios|gouvernement|préfecture|autorités|armée|"
    r"мчс|мвд|воздушные силы|всу|зсу|пво|ппо|армия|фсб|минобороны|минздрав|генштаб|полиция|губернатор|мэр|кремль|сми|"
    r"источники?|власти|оперштаб|"
    r"міноборони|мвс|дснс|ова|поліція|мер|змі|влада|повітряні сили|"
    r"(?:ال)?(?:شرطة|جيش|حكومة|سلطات|داخلية|دفاع)|وزارة [\w ]{2,20}|وزير [\w ]{2,20}|(?:ال)?دفاع المدني|پولیس|پلیس|"
    r"مقامات|وزارت [\w ]{2,20}|ارتش|طالبان)"
)
_NAMES = r"(?P<names>(?:[ ][^\W\d_a-zа-яёіїєґ][\w.'’-]*){0,3})"
_BEFORE = r"(?:(?!(?:to|for|on|by|in|with|against|as|after|and|a|an|that|is|are|was) )[^\W\d_][\w.'’-]*[ ]){0,3}"
_CREDIT = re.compile(
    rf"(?P<content>\S[^\n]{{11,300}}?),?[ ](?P<cue>[-–—])[ ]"
    rf"(?P<source>(?i:{_BEFORE}{_OFFICE}(?:[ ]of[ ](?:the[ ])?\w+)?){_NAMES})[\s.]*"
)
_DASH = re.compile(r" [-–—] ")
# The same before a colon: "وزارة الدفاع: ...", "Минобороны: ..."
_LABEL = re.compile(rf"\W*(?P<source>(?i:{_BEFORE}{_OFFICE}){_NAMES})(?P<cue>[:：]) (?P<content>\S[^\n]{{11,300}})")
_COLON = re.compile("[:：]")
_WORD = re.compile(r"[^\W\d_]{3,}")


def find(line: str, start: int) -> Record | None:
    """The attribution of a headline that stands at `start` of its field; None where nobody is named behind it or before it."""
    found = _CREDIT.fullmatch(line) if _DASH.search(line) else None
    found = found or (_LABEL.fullmatch(line) if _COLON.search(line[: LONGEST + 1]) else None)
    if (
        found is None
        or len(found["source"]) > LONGEST
        or (
            found["names"] and (found["source"].isupper() or _is_titled(found["content"]))  # "MEDIA ADVISORY: ..."
        )
    ):
        return None
    content, cue, source = ((start + a, start + b) for a, b in map(found.span, ("content", "cue", "source")))
    return Record([source], [cue], [content])


def _is_titled(text: str) -> bool:
    """Whether every word has a capital: "President Flees" is no name there."""
    words = _WORD.findall(text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
