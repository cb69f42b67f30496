"""Counts of troops, killed, wounded, displaced, people aboard, evacuated or rescued, and kilometres. Each is (what, how many)."""

from __future__ import annotations

import re

from bot import cues
from bot.brief.units import Unit
from bot.model import Article

FEWEST = 3  # smaller counts are told of everything
FAR = "km"  # how far away something is

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
            r"tentara|pasukan)\b|سرباز|جندي|جنود|солдат|военнослужащ|військовослужбовц|फौजी|सैनिक|जवान|فوجی|士兵|兵士",
            re.IGNORECASE,
        ),
    ),
    (
        "killed",
        re.compile(
            r"\b(?:dead|deaths?|kill(?:ed|s)|died|toll|lives|tote[nr]?|getötet|ums leben|starben|hayatını)\b|"
            rf"\bkilling (?:[a-z]+ ){{0,2}}$|کشته|جان باخت|وژل|مړه|{cues.abroad('killed')}",
            re.IGNORECASE,
        ),
    ),
    ("displaced", re.compile(r"\b(?:displaced|fled|forced from)\b|بیجا|خانه‌های خود", re.IGNORECASE)),
    ("aboard", re.compile(r"\b(?:aboard|carried|passengers|on board|on one plane|an Bord)\b", re.IGNORECASE)),
    ("evacuated", re.compile(r"\b(?<!be )(?:evacuated|airlifted)\b", re.IGNORECASE)),
    ("rescued", re.compile(r"\b(?<!be )rescued\b", re.IGNORECASE)),
)


_JOINS = r"\b(?:and|und|y|et|och|og|oraz|и|та|ve|dan)\b|(?<= )(?:و|اور|और)(?= )| و(?=\w{2})"
_BEFORE = re.compile(rf"[.;؛。；।۔]|{_JOINS}")
_AFTER = re.compile(rf"[.;,؛،。，、；।۔\d]|{_JOINS}")


def counted(article: Article, unit: Unit) -> set[tuple[str, float]]:
    """How many of what: said behind the number, else before it."""
    found: set[tuple[str, float]] = set()
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
        after = _AFTER.split(unit.text[stop : stop + 45], maxsplit=1)[0]
        before = _BEFORE.split(unit.text[max(0, at - 45) : at])[-1]
        kinds = (kind for part in (f"{figure.text}{after}", before) for kind, said in _COUNTED if said.search(part))
        if kind := next(kinds, None):
            found.add((kind, figure.value))
    return found
