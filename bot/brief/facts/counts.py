"""Counts of troops, killed, wounded, displaced, people aboard, evacuated or rescued, and kilometres. Each is (what, how many)."""

from __future__ import annotations

import re

from bot import cues
from bot.brief.units import Unit
from bot.model import Article

FEWEST = 3  # smaller counts are told of everything
FAR = "km"  # how far away something is

# "être évacuées", "будут эвакуированы": who is to be has not been
_TO_BE = (
    "être",
    "seront",
    "ser",
    "serán",
    "essere",
    "saranno",
    "serão",
    "będą",
    "zostaną",
    "worden",
    "будут",
    "быть",
    "будуть",
    "бути",
)
_NOT_TO_BE = "".join(rf"(?<!\b{word} )" for word in _TO_BE)


def _befell(english: str, kind: str) -> re.Pattern[str]:
    return re.compile(rf"{english}|{_NOT_TO_BE}{cues.abroad(kind)}(?! (?:werden|worden)\b)", re.IGNORECASE)


# Fewer words for the dead than figures know: nobody asks here whether people are counted, and in "killing Jane Doe, 40" none are.
_COUNTED = (
    (
        "wounded",
        re.compile(rf"\b(?:wounded|injured|hurt|verletzt\w*)\b|زخمی|ټپي|{cues.abroad('wounded')}", re.IGNORECASE),
    ),
    (
        "troops",
        re.compile(
            r"\b(?:troops|soldiers?|marines|soldaten|force|soldats|soldados|soldati|militairen|soldater|żołnierz\w*|vojáků|asker|"
            r"tentara|pasukan)\b|سرباز|جندي|جنود|سرتېر|سرتير|عسكري|солдат|военнослужащ|військовослужбовц|फौजी|सैनिक|जवान|فوجی|士兵|兵士",
            re.IGNORECASE,
        ),
    ),
    (
        "killed",
        re.compile(
            r"\b(?:dead|deaths?|kill(?:ed|s)|died|toll|lives|tote[nr]?|getötet|ums leben|starben|gestorben|umgekommen|"
            r"todesopfer|hayatını)\b|"
            rf"\bkilling (?:[a-z]+ ){{0,2}}$|کشته|جان باخت|وژل|مړه|{cues.abroad('killed')}",
            re.IGNORECASE,
        ),
    ),
    ("displaced", _befell(r"\b(?:displaced|fled|forced from)\b|بیجا|خانه‌های خود", "displaced")),
    ("aboard", _befell(r"\b(?:aboard|carried|passengers|on board|on one plane|an Bord)\b", "aboard")),
    ("evacuated", _befell(r"\b(?<!be )(?:evacuated|airlifted)\b", "evacuated")),
    ("rescued", _befell(r"\b(?<!be )rescued\b", "rescued")),
)


_JOINS = r"\b(?:and|und|y|et|och|og|oraz|и|та|ve|dan)\b|(?<= )(?:و|اور|और)(?= )"
_ARABIC_JOINS = rf"{_JOINS}| و(?=\w{{2}})"  # "and" is one with the next word
_BEFORE, _ARABIC_BEFORE = (re.compile(rf"[.;؛。；।۔]|{joins}") for joins in (_JOINS, _ARABIC_JOINS))
_AFTER, _ARABIC_AFTER = (re.compile(rf"[.;,؛،。，、；।۔\d]|{joins}") for joins in (_JOINS, _ARABIC_JOINS))
BESIDE = 45  # characters beside a number that say what it counts
# ... where a language's verbs stand at the end: "60 Menschen sind bei einer Explosion in Kabul getötet worden"
BESIDE_LAST = 90
_VERB_LAST = frozenset(("de", "nl", "tr", "fa", "ps", "ur", "hi", "ja", "ko"))


def counted(article: Article, unit: Unit) -> set[tuple[str, float]]:
    """How many of what: said behind the number, else before it."""
    found: set[tuple[str, float]] = set()
    behind, ahead = (_ARABIC_AFTER, _ARABIC_BEFORE) if article.lang == "ar" else (_AFTER, _BEFORE)
    far = BESIDE_LAST if article.lang in _VERB_LAST else BESIDE
    for figure in article.figures:
        if figure.field != unit.field or not unit.start <= figure.start < unit.end:
            continue
        if figure.value is None or figure.value < FEWEST:
            continue
        if figure.unit:
            if figure.unit == "km":
                found.add((FAR, figure.value))
            continue
        at = figure.start - unit.start
        stop = at + len(figure.text)
        after = behind.split(unit.text[stop : stop + far], maxsplit=1)[0]
        before = ahead.split(unit.text[max(0, at - BESIDE) : at])[-1]
        kinds = (kind for part in (f"{figure.text}{after}", before) for kind, said in _COUNTED if said.search(part))
        if kind := next(kinds, None):
            found.add((kind, figure.value))
    return found
