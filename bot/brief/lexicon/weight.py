"""How heavy news weighs by its words, and what tells more than the event."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot import severity as severities
from bot.brief.lexicon.stems import stem, word_set
from bot.severity import WORDS

# What people do about an event: a line with one of these tells more than the event, in whatever words it names it.
_ANSWERS = """investigating investigates investigation probe inquiry condemns condemn condemned apologises apologizes apologised
    apologized denies denied vows vowed retaliates retaliation mourns mourned sues sued admits admitted confesses confessed
    charged sentenced recalls recalled"""
ANSWERS = frozenset(stem(word) for word in _ANSWERS.split())

# What armies try at a town: that it has fallen is more, in whatever words the attack on it was told.
_ATTEMPTS = """attack attacks attacked attacking assault assaults assaulted offensive siege besiege besieged besieging surround
    surrounded surrounding encircled advance advances advanced advancing fight fighting clashes battle shelled shelling angriff
    angriffe greifen angegriffen belagert belagerung umzingelt offensive kämpfe gekämpft حمله حملات محاصره جنگ نبرد"""
ATTEMPTS = frozenset(stem(word) for word in _ATTEMPTS.split())

# Who else came to harm is news beside any event.
HARMED = frozenset({stem("killed"), stem("wounded")})


@cache
def heavy(lang: str) -> dict[str, float]:
    """Stem -> weight of the words that make news of a language weigh; the English ones for a language that we have none of."""
    listed = severities.abroad().get(lang) or {weight: text.split() for weight, text in WORDS.items()}
    return {stem(word): weight for weight, words in sorted(listed.items()) for word in words}


_UNPARTED = ("zh", "ja", "hi")  # no spaces between words, or vowel signs within them
_ELIDED = re.compile(r"['’]")


@cache
def _unparted(lang: str) -> tuple[tuple[re.Pattern[str], float], ...]:
    sign = "[\u0900-\u0963]"
    return tuple(
        (re.compile(rf"(?<!{sign}){word}(?!{sign})"), weight)
        for weight, words in severities.abroad()[lang].items()
        for word in words
    )


@lru_cache(maxsize=16384)
def severity(text: str, lang: str = "en") -> float:
    """How heavy the words weigh: the heaviest counts whole, the next adds a quarter."""
    if lang in _UNPARTED:
        found = sorted({weight for word, weight in _unparted(lang) if word.search(text)}, reverse=True)
    else:
        weights = heavy(lang)
        words = word_set(_ELIDED.sub(" ", text)) if lang in ("fr", "it") else word_set(text)  # "l'attaque"
        found = sorted({weights[s] for s in words if s in weights}, reverse=True)
    return sum((weight / 4.0**n for n, weight in enumerate(found[:2])), 0.0)


# News for another page: it waits behind the rest unless the topic itself is of this kind.
SOFT = re.compile(
    r"\b(?:olymp\w+|paralymp\w+|football|soccer|cricket|tennis|rugby|golf|basketball|baseball|boxing(?! day)|heavyweights?|"
    r"championships?|grand prix|formula (?:1|one)|premier league|world cup|coach|goalkeeper|striker|quarterbacks?|midfielders?|"
    r"ipl|nba|nfl|nhl|uefa|fifa|ufc|wimbledon|grand slam|bout between|film|movie|album|singer|guitarists?|musicians?|actor|"
    r"actress|celebrit\w+|artist|novel|fashion|streaming (?:now|on)|tv series|sitcoms?|recipes?|oscars?|grammys?|netflix|"
    r"box office|bundesliga|spieltag)\b",
    re.IGNORECASE,
)


_BESIDE = re.compile(r"\b(?:despite|amid|during|trotz|inmitten)\b[^.]*", re.IGNORECASE)


def is_soft(text: str) -> bool:
    """Whether the text is news for another page: sport, film and the like, and nobody came to harm by it."""
    return bool(SOFT.search(text)) and HARMED.isdisjoint(word_set(_BESIDE.sub("", text)))
