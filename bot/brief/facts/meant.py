"""What a sentence means beside its facts: the senses of its words, whom and where it names, and its numbers. That much is the
same in every language, so that a sentence can be held against one in other words."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from bot import senses
from bot.brief import lexicon
from bot.brief.facts.towns import where
from bot.brief.pictures.geography import countries
from bot.brief.spoken import told
from bot.brief.units import Unit, first_units
from bot.model import Article, Place
from bot.names import LONG, bones
from bot.senses.spelling import WORD

# What leads up to the news, and what happens beside it.
_WHEN = {
    "en": r"after|amid|as|while|despite|following|during|before|since|ahead of|in the wake of",
    "de": r"nach|nachdem|während|trotz|inmitten|bevor|angesichts|wegen",
    "fr": r"après|alors que|pendant|malgré|tandis que|avant|sur fond de|au milieu de|à la suite de",
    "es": r"tras|después de|mientras|pese a|a pesar de|antes de|durante|en medio de|luego de",
    "pt": r"após|depois de|enquanto|apesar de|antes de|durante|em meio a|na sequência de",
    "it": r"dopo|mentre|nonostante|prima di|durante|in mezzo a|a seguito di",
    "ru": r"после|на фоне|во время|несмотря на|перед|пока|из-за",
    "uk": r"після|на тлі|під час|попри|перед|поки|через",
    "pl": r"po|podczas|mimo|przed|w trakcie|gdy|na tle",
    "nl": r"na|nadat|terwijl|tijdens|ondanks|te midden van|voordat|sinds|wegens",
    "ar": r"بعد|عقب|وسط|خلال|رغم|قبل|إثر|فيما",
    "fa": r"پس از|بعد از|در پی|در حالی که|با وجود|پیش از|در جریان",
}
_BESIDE = {
    lang: re.compile(
        rf"^(?:{words})\b[^,،]{{3,90}}[,،]|(?<=\w)[,،]? (?:{words})\b[^,،;]{{3,}}(?=$|[.,،;])", re.IGNORECASE
    )
    for lang, words in _WHEN.items()
}
# "the unit that rammed the gate": what is told of it beside the news.
_WHOSE = {
    "en": r",? (?:who|which|whose)\b[^,;]{3,}?(?=[,;]|$)| that (?=(?:was|were|had|has|have|is|are|[a-z]+ed)\b)[^,;]{3,}",
    "fr": r",? (?:qui|dont|où)\b[^,;]{3,}?(?=[,;]|$)",
    "ru": r", котор\w+[^,;]{3,}(?=[,;]|$)",
    "uk": r", (?:як(?:ий|а|е|і|их|ого|ої|им|ій)|що)\b[^,;]{3,}(?=[,;]|$)",
}
_BELONGING = {lang: re.compile(words) for lang, words in _WHOSE.items()}
_LABEL = re.compile(r"^[^:]{3,40}\s?: (?=\S)")  # "Earthquake in Velm: ..." says what the headline is on
_FEWEST = 3  # words with meaning that are left without them
_ORDINALS = frozenset(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"))
_MANY = 4  # a smaller number is also that of a brigade, a day or a try
_SMALL = 3  # letters of a word that means something by itself
_NO_CAPITALS = frozenset(
    ("de", "ar", "fa", "ps", "ur", "hi")
)  # languages whose names cannot be told from other nouns by them


class Meant(Struct, frozen=True):
    """The meaning of a sentence, without who says it and on which day."""

    said: frozenset[frozenset[str]]  # the senses that each of its words may have
    deeds: frozenset[str]
    things: frozenset[str]
    names: frozenset[str]  # of people and bodies, by their consonants,
    perhaps: frozenset[str]  # ... and of words that may be names
    short: frozenset[str]  # ... and those of names with two only, which many share
    towns: frozenset[str]  # places smaller than a country,
    ids: frozenset[int]  # ... these as the gazetteer has them,
    spelt: frozenset[str]  # ... these, too, by their consonants: a list of places may not have what another spells,
    lands: frozenset[str]  # ... and countries, also those whose people it names
    numbers: frozenset[float]  # of what is counted, a few things apart,
    few: frozenset[float]  # ... and those,
    digits: frozenset[float]  # ... and all that are written in digits: they may be counted, too
    words: frozenset[str]  # stems of all others

    @property
    def senses(self) -> frozenset[str]:
        return self.deeds | self.things


@lru_cache(maxsize=8192)
def meant(article: Article, unit: Unit, news: bool = False) -> Meant:
    """What one of the article's sentences means, or a part of it; or its `news` alone, see news_of()."""
    text = news_of(article, unit) if news else told(article, unit)
    inside = places_in(article, unit)
    called = {word for p in inside for word in (p.text, *p.text.split()) if not word.islower()}  # Porto is no port
    said = [one for one in senses.said(text, article.lang) if text[one.start : one.end] not in called]
    told_as = said
    if not senses.happenings().isdisjoint(one.sense for one in said):
        told_as = [one for one in said if one.sense not in senses.light()]
    at: dict[int, set[str]] = {}
    for one in told_as:
        at.setdefault(one.start, set()).add(one.sense)
    found = frozenset(one.sense for one in told_as)
    nations = countries()
    towns = [p for p in inside if p.kind == "place" and p.geonameid not in nations]
    placed = {word.casefold() for p in inside for word in WORD.findall(f"{p.text} {p.name}")}
    names, perhaps, words = set[str](), set[str](), set[str]()
    for token in WORD.finditer(text):
        word = token[0]
        if len(word) < _SMALL or word.casefold() in placed or any(s.start <= token.start() < s.end for s in said):
            continue
        if word in named(article):
            names.add(bones(word))
            continue
        if article.lang in _NO_CAPITALS or word[0].isupper():  # the first of a sentence may be a name
            perhaps.add(bones(word))
        words.update(lexicon.content_words(word))
    figures = (f for f in article.figures if f.field == unit.field and unit.start <= f.start < unit.end)
    numbers = frozenset(f.value for f in figures if f.value is not None)
    return Meant(
        said=frozenset(map(frozenset, at.values())),
        deeds=found & senses.deeds(),
        things=found - senses.deeds(),
        names=frozenset(name for name in names if len(name) >= LONG),
        perhaps=frozenset(name for name in perhaps if len(name) >= LONG),
        short=frozenset(name for name in names if len(name) == LONG - 1),
        towns=frozenset(map(where, towns)),
        ids=frozenset(p.geonameid for p in towns),
        spelt=frozenset(bones(p.text) for p in towns),
        lands=frozenset(p.country for p in inside if p.country and (p.kind != "place" or p.geonameid in nations)),
        numbers=frozenset(number for number in numbers if number >= _MANY),
        few=frozenset(number for number in numbers if number < _MANY),
        digits=frozenset(senses.numbers(unit.text)),
        words=frozenset(word for word in words if not word[0].isdigit()),
    )


def news_of(article: Article, unit: Unit) -> str:
    """The sentence without who says it, and without what led up to its news or goes on beside it, where enough is left."""
    text = told(article, unit)
    aside = [_BESIDE.get(article.lang), _BELONGING.get(article.lang), _LABEL if unit.field == "title" else None]
    for pattern in filter(None, aside):
        kept = pattern.sub(" ", text)
        text = kept if len(lexicon.word_set(kept)) >= _FEWEST else text
    return text


def places_in(article: Article, unit: Unit) -> list[Place]:
    """The places that a sentence names."""
    return [p for p in article.places if p.field == unit.field and unit.start <= p.start < unit.end]


@lru_cache(maxsize=4096)
def named(article: Article) -> frozenset[str]:
    """The words that have a capital within a sentence of the article, and nowhere begin with a small letter."""
    if article.lang in _NO_CAPITALS:
        return frozenset()
    body = f"{article.title}\n{article.text}"
    inside = {m[0] for m in re.finditer(r"(?<=[\w,;’'] )(?=[^\W\d_])[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄҐ][^\W\d_]+", body)}
    small = {word for word in WORD.findall(body) if word[0].islower()}
    own = {word.lower() for word in WORD.findall(article.outlet or "")}  # "told the Herald"
    return frozenset(word for word in inside if word.lower() not in small | own | lexicon.CALENDAR | _ORDINALS)


def parties(article: Article, unit: Unit) -> list[str]:
    """The countries, and people by their names, in the order in which a sentence names them; where a language has no capitals, by
    all its words."""
    at = {p.start - unit.start: p.country for p in places_in(article, unit) if p.country}
    for word in WORD.finditer(unit.text):
        if article.lang in _NO_CAPITALS or word[0] in named(article):
            at.setdefault(word.start(), bones(word[0]))
    return [at[start] for start in sorted(at) if at[start]]


@lru_cache(maxsize=4096)
def around(article: Article) -> frozenset[str]:
    """Whom and where an article is about: the names and places in it, and the countries that it opens with."""
    towns = {p for p in article.places if p.kind == "place" and p.geonameid not in countries()}
    names = frozenset(bones(word) for word in named(article))
    return on(article) | names | {where(p) for p in towns} | {bones(p.text) for p in towns}


@lru_cache(maxsize=4096)
def on(article: Article) -> frozenset[str]:
    """Whom and where an article opens with: the names, towns and countries of its headline and first sentence."""
    opening = [meant(article, unit) for unit in first_units(article) if unit.number == 0]
    return frozenset().union(*(one.names | one.towns | one.spelt | one.lands for one in opening))


@lru_cache(maxsize=4096)
def lands_of(article: Article) -> frozenset[str]:
    """The countries that an article names, or whose people; not those that its towns lie in."""
    nations = countries()
    return frozenset(p.country for p in article.places if p.country and (p.kind != "place" or p.geonameid in nations))


@lru_cache(maxsize=4096)
def homes(article: Article) -> frozenset[str]:
    """The countries of all places that an article names."""
    return frozenset(place.country for place in article.places if place.country)
