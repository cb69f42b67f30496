"""What a question in plain words is about: "What's happening in Kabul right now?" asks for Kabul, "any news?" for all news."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

from msgspec import Struct

from bot.understand import terms
from bot.understand.topics.closest import is_prose, parts
from bot.understand.topics.grammar import MAX_QUERY
from bot.understand.topics.operators import LANGUAGE_NAMES
from bot.words import spoken

_GREETING = r"(?:(?:hi|hello|hey|ok|so|and|please)[ ,.!]+)*"
_NOW = (
    r"(?:right now|now|today|tonight|currently|at the moment|these days|so far|please"
    r"|gerade|jetzt|heute|aktuell|im moment|zurzeit|bitte|los"
    r"|en ce moment|maintenant|aujourd['’]hui|actuellement|ahora|hoy|en este momento|actualmente"
    r"|сейчас|сегодня|в данный момент|пожалуйста|зараз|сьогодні|наразі|будь ласка"
    r"|şimdi|bugün|şu anda?|الآن|اليوم|حاليا|الان|اکنون|امروز|حالا|است|هست)"
)
_AROUND = re.compile(
    r"^#|(?:,? (?:right now|now|asap|please|bitte|s['’]il (?:te|vous) pla[iî]t|por favor|пожалуйста|будь ласка|lütfen))?[!.…]*$",
    re.IGNORECASE,
)
AND = frozenset(["and", "&", "und", "et", "y", "и", "та", "і", "й", "ve", "و", "او"])
# "No, I meant Herat": who is asked for something else is told so.
_NO = r"(?:no|nope|nein|non|нет|ні|hayır|لا|نه|خیر)"
_MEANT = (
    r"(?:i (?:meant|mean)|ich mein(?:t)?e|je (?:voulais|veux) dire|quise decir|quiero decir"
    r"|я име(?:л|ла|ю) в виду|я ма(?:в|ла|ю) на увазі"
    r"|demek istedi(?:m|ğim)|قصدت|أقصد|منظورم)"
)
_CORRECTED = re.compile(
    rf"(?:{_NO}(?: {_NO})*(?:[,،.!;:]| [–—-]) (?:{_MEANT}:? )?|(?:{_NO} )?{_MEANT}:? )(?=\S)", re.IGNORECASE
)
_MARKS = ("?", "？", "؟")
_ENDS = " \t\n?？!.…؟"


class _Patterns(Struct, frozen=True):
    """What bot/data/questions.txt has of each language: the lines whose groups hold the subject, how other questions begin, and
    what they have in their midst; and the words that say nothing beside that."""

    found: list[tuple[str, re.Pattern[str]]]
    begins: list[tuple[str, re.Pattern[str]]]
    within: list[tuple[str, re.Pattern[str]]]
    empty: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    found, begins, within, empty, behind, lang, asking = [], [], [], {}, "", "", ""
    for line in (files("bot") / "data" / "questions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@ = "):
            behind = line.removeprefix("@ = ")
        elif line.startswith("? = "):
            asked = _bare(line.removeprefix("? = "))
            begins.append((lang, re.compile(rf"{_GREETING}(?:{asked})(?: \S+){{2,}}", re.IGNORECASE)))
        elif line.startswith("~ = "):
            asking = _bare(line.removeprefix("~ = "))
            within.append((lang, re.compile(rf".+\s(?:{asking})(?:\s.*)?|(?:{asking})\s.+")))
        elif line.startswith("- = "):
            empty[lang] = re.compile(f"{asking}|{_bare(line.removeprefix('- = '))}")
        elif line.startswith("# "):
            lang = LANGUAGE_NAMES.get(re.findall(r"\w+", line)[0].casefold(), lang)
        elif line:
            asked = line.replace("@", behind).replace("{}", "(.+?)")
            found.append((lang, re.compile(rf"{_GREETING}(?:{asked})(?:,? {_NOW})*", re.IGNORECASE)))
    return _Patterns(found, begins, within, empty)


def subject(text: str) -> str:
    """What a question or a request for news is about: "Kabul" for "Any news from Kabul?", "Ghani left" for "Has Ghani left?"; ""
    where it asks for all news. Other texts come back as they are, a report with the stop behind it."""
    plain = " ".join(text.split()).strip(_ENDS)
    if len(plain) > MAX_QUERY:
        return text
    if corrected := _CORRECTED.match(plain):
        return subject(" ".join(text.split()).lstrip(_ENDS)[corrected.end() :])
    known, bare = _patterns(), _bare(plain)
    # what stands within a question is of one language alone, what begins it may be a word of another
    lang = next((lang for lang, one in known.within if one.fullmatch(bare)), "")
    lines = [(of, one) for of, one in known.found if not lang or of == lang]
    of, found = next(((of, match) for of, one in lines if (match := one.fullmatch(plain))), ("", None))
    lang = lang or of or next((of for of, one in known.begins if one.fullmatch(bare)), "")
    if not lang and not text.rstrip().endswith(_MARKS):
        about = _AROUND.sub("", text) or text
        return _places(about) or (text if is_prose(text) else about)
    about = next((group for group in found.groups() if group), "") if found else plain
    if empty := known.empty.get(lang):
        about = " ".join(word for word in about.split() if not empty.fullmatch(_bare(word).strip(_ENDS))) or about
    return _places(about) or " ".join(part.written for part in parts(about, lang or spoken())) or about


def halves(text: str) -> tuple[str, ...]:
    """The two questions of "what happened in Herat and who controls Kandahar?", each of which names something; the text alone
    where it is not two."""
    words = text.split()
    for n, word in enumerate(words):
        if word.casefold() in AND:
            both = tuple(" ".join(half).strip(_ENDS + ",;") for half in (words[:n], words[n + 1 :]))
            if all(_is_question(half) and _names_something(subject(half)) for half in both):
                return both
    return (text,)


def _is_question(text: str) -> bool:
    known = _patterns()
    lines = (*known.begins, *known.found)
    return any(one.fullmatch(_bare(text)) for _, one in known.begins) or any(one.fullmatch(text) for _, one in lines)


def _names_something(text: str) -> bool:
    """Whether it has a place, or two words: "is he safe" is about somebody named before."""
    found = parts(text, spoken())
    return len(found) > 1 or any(part.is_place for part in found)


def says_nothing(text: str) -> bool:
    """Whether each word is a function word: "what?"."""
    return bool(text) and all(terms.is_stop(word, spoken()) for word in text.strip(_ENDS).split())


def _places(text: str) -> str:
    """ "kabul, herat" for "kabul and herat": one of these places, and not both in one; "" for what is no such list."""
    words = text.casefold().split()
    if AND.isdisjoint(words[1:-1]):
        return ""
    listed = [part for part in parts(text, spoken()) if part.written.casefold() not in AND]
    return ", ".join(part.written for part in listed) if len(listed) > 1 and all(p.is_place for p in listed) else ""


def _bare(text: str) -> str:
    """Without accents, which are often not typed."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
