"""Whether two sentences mean the same in other words, or in another language: by the senses of their words, and by whom, where
and how many they name (bot/senses/, facts/meant.py)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from bot import senses
from bot.brief import lexicon
from bot.brief.facts.meant import Meant, around, homes, lands_of, meant, news_of
from bot.brief.spoken import spoken
from bot.brief.trust import abroad, parts, unlike
from bot.brief.trust.plans import is_of_future
from bot.brief.units import Unit, first_units
from bot.model import Article
from bot.names import bones
from bot.senses import spelling

DEEDS = 0.5  # share of a line's deeds that the other has to tell
MINE = 0.5  # share of what a line means that another sentence must mean, too,
BOTH, EITHER_OF_ONE = 0.4, 0.7  # ... in one language, whose words tell more: of each of the two, and of either
EITHER = 0.66  # ... and of what either of the two does
PART, WHOLE, MUCH = 0.35, 0.8, 3.0  # or less of what it means, where the other says hardly anything else
FEW = 1.5  # what two short sentences have in common that say hardly anything else
NEARLY_ALL = 0.9  # ... where no deed is among it
FEWEST = 2.5  # what they have in common weighs at least
NAMED, MOST_NAMED = 0.7, 2.0  # what a name weighs, all of a sentence at most; a sense, a town and a number weigh 1
SMALL = 0.7  # ... a small number,
KIN = 0.7  # of a sense that another near it tells
BROAD = 0.5  # ... a word that all news has,
LAND = 0.5  # ... a country: most of the news beside it names it, too
WORD, FOREIGN_WORD = 0.35, 0.08  # ... a word that we have no sense of, which in another language cannot be compared
CLOSE = 0.01  # by how much of the larger two numbers differ that are one

# Deeds by which another is still to come, or never does.
_NOT_YET = "order urge allow promise offer threaten ultimatum prepare consider reject warn"
# What is done about an event: who tells it tells more than the event.
_ANSWERS = "investigate condemn apologise accuse mourning praise sue compensate"


class _Pair:
    """A line's sentence, and another that may mean the same."""

    def __init__(self, own: Article, line: Unit, article: Article, unit: Unit) -> None:
        self.own, self.line, self.article, self.unit = own, line, article, unit
        self.mine = meant(own, line, news=True)  # the news of the line, without what led up to it
        self.theirs = meant(article, unit)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The line's deeds that the other tells."""
        return self.mine.deeds & _told_by(self.theirs.senses)

    @cached_property
    def news(self) -> Meant:
        """What the other sentence has to tell, without what led up to it."""
        return meant(self.article, self.unit, news=True)

    @cached_property
    def told(self) -> tuple[float, float]:
        """What the other has of the line's meaning, as which share."""
        return _weight(self.mine, self.theirs, self.is_of_one_language, self.article)

    @cached_property
    def of_theirs(self) -> float:
        """The share of the other's news that the line has."""
        return _weight(self.news, meant(self.own, self.line), self.is_of_one_language, self.own)[1]

    @property
    def is_of_one_language(self) -> bool:
        return self.own.lang == self.article.lang

    @property
    def is_of_one_story(self) -> bool:
        return self.own.story is not None and self.own.story == self.article.story

    @property
    def is_of_one_place(self) -> bool:
        """Whether both stand in one story, or are about somebody or some place that both articles name."""
        if self.is_of_one_story:
            return True
        here = around(self.own) | self.mine.names | self.mine.towns
        return not here.isdisjoint(around(self.article) | self.theirs.perhaps) or _is_in(self.mine, self.article)


def mean_the_same(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether another's sentence means what a line of one's own does: a deed and most of the rest, the same number where there is
    one, and nobody, nowhere and nothing else instead."""
    pair = _Pair(own, line, article, unit)
    return all(check(pair) for check in _CHECKS) and _is_enough(pair)


def _share_deeds(pair: _Pair) -> bool:
    """Whether half of the line's deeds are told, or where none is, two of its things; or hardly anything is said but the same."""
    acts = [word for word in pair.mine.said if not word.isdisjoint(pair.mine.deeds)]
    shared = pair.mine.senses & pair.theirs.senses
    if sum(not word.isdisjoint(pair.deeds) for word in acts) >= DEEDS * len(acts) and (
        pair.deeds or len(shared & pair.mine.things) >= 2
    ):
        return True
    return bool(shared) and min(pair.told[1], pair.of_theirs) >= NEARLY_ALL


def _share_a_number(pair: _Pair) -> bool:
    """Whether another has one of the line's numbers, where it has any."""
    return not pair.mine.numbers or _close(pair.mine.numbers, pair.theirs.numbers | pair.theirs.digits)


def _are_of_one_place(pair: _Pair) -> bool:
    """Whether nothing but a number, or much else, is needed to see that both are of one place."""
    return bool(pair.mine.numbers) or pair.is_of_one_place or not homes(pair.own).isdisjoint(homes(pair.article))


def _are_no_opposites(pair: _Pair) -> bool:
    """Whether neither has a deed of which the other has the opposite alone: a prisoner freed, and one jailed."""
    against = senses.opposites()
    return not any(
        not (against.get(deed, frozenset()) & (some - others)).isdisjoint(some)
        and others.isdisjoint(against.get(deed, frozenset()))
        for some, others in ((pair.theirs.deeds, pair.mine.deeds), (pair.mine.deeds, pair.theirs.deeds))
        for deed in others - some
    )


def _are_not_of_others(pair: _Pair) -> bool:
    """Whether they name no other people, towns or countries only, of which the other's article knows nothing."""
    own, article, mine, theirs = pair.own, pair.article, pair.mine, pair.theirs
    people = bool(mine.names and theirs.names) and mine.names.isdisjoint(theirs.names | theirs.perhaps)
    if people and mine.names.isdisjoint(_all_names(article)) and theirs.names.isdisjoint(_all_names(own)):
        return False
    towns = (
        bool(mine.towns and theirs.towns)
        and mine.towns.isdisjoint(theirs.towns)
        and mine.spelt.isdisjoint(theirs.spelt)
        and not _is_in(mine, article)
        and not _is_in(theirs, own)
    )
    if towns and mine.towns.isdisjoint(_all_towns(article)) and theirs.towns.isdisjoint(_all_towns(own)):
        return False
    if mine.lands - theirs.lands - _lands(theirs) and theirs.lands - mine.lands - _lands(mine):
        return False
    return all(
        not lands or not lands_of(other) or not lands.isdisjoint(lands_of(other))
        for lands, other in ((theirs.lands, own), (mine.lands, article))
    )


def _know_the_names(pair: _Pair) -> bool:
    """Whether the other's article has one of the names in the line."""
    return not pair.mine.names or not pair.mine.names.isdisjoint(_all_names(pair.article) | _spelt(pair.article))


def _are_as_done(pair: _Pair) -> bool:
    """Whether the news of both or of neither is that something is ordered, promised or tried, which may not be done; and the
    other's is not only what is done about it."""
    news = pair.news
    if pair.mine.deeds.isdisjoint(_ANSWERS.split()) and not news.deeds.isdisjoint(_ANSWERS.split()):
        return False
    return pair.mine.deeds.isdisjoint(_NOT_YET.split()) == news.deeds.isdisjoint(_NOT_YET.split())


def _are_of_one_part(pair: _Pair) -> bool:
    """Whether both or neither tell of a share of something."""
    mine, theirs = spoken(pair.own, pair.line), spoken(pair.article, pair.unit)
    return parts.tells_of_part(mine, pair.own.lang) == parts.tells_of_part(theirs, pair.article.lang)


def _share_a_verb(pair: _Pair) -> bool:
    """Whether another sentence has one of an English line's verbs: by its sense, or in English by its stem. True of a line in
    which we see no verb."""
    if pair.own.lang != "en":
        return True
    text = news_of(pair.own, pair.line)
    if pair.deeds and pair.mine.deeds <= senses.happenings():  # which are told by nouns
        return True
    verbs = {word for verb in lexicon.verbs(text) for word in verb.lower().split() if word not in lexicon.STOP}
    said = {
        one.sense
        for one in senses.said(text, pair.own.lang)
        if not verbs.isdisjoint(text[one.start : one.end].lower().split())
    }
    if not said.isdisjoint(_told_by(pair.theirs.senses)):
        return True
    if not pair.is_of_one_language:
        return not said
    return not verbs or not unlike.deeds(text).isdisjoint(lexicon.word_set(pair.unit.text))


def _are_in_one_mood(pair: _Pair) -> bool:
    """Whether two sentences in different languages both tell what was, or what is to be, and both with or without a "not"."""
    if pair.is_of_one_language:
        return True
    mine, theirs = spoken(pair.own, pair.line), spoken(pair.article, pair.unit)
    one, other = pair.own.lang, pair.article.lang
    return (
        unlike.has_not(mine, one) == unlike.has_not(theirs, other)
        and is_of_future(mine, one) == is_of_future(theirs, other)
        and (not parts.tells_of_all(mine, one) or parts.tells_of_all(theirs, other))
        and not unlike.is_of_another_time(pair.own, pair.line, pair.article, pair.unit)
        and not abroad.are_apart(pair.own, pair.line, pair.article, pair.unit)
    )


_CHECKS = (
    _share_deeds,
    _share_a_number,
    _are_of_one_place,
    _are_no_opposites,
    _are_not_of_others,
    _know_the_names,
    _are_as_done,
    _are_of_one_part,
    _share_a_verb,
    _are_in_one_mood,
)


def _is_enough(pair: _Pair) -> bool:
    """Whether what they have in common is enough, and enough of either."""
    (told, of_mine), of_theirs = pair.told, pair.of_theirs
    most = EITHER if not pair.is_of_one_language else EITHER_OF_ONE
    if _only_happens(pair) and of_mine >= WHOLE and told > 1:  # who counts its dead tells of the quake, too
        return True
    if _is_one_fate(pair) and min(of_mine, of_theirs) >= BOTH and max(of_mine, of_theirs) >= EITHER:
        return True
    if told < (FEWEST if pair.is_of_one_place else MUCH):
        least = most if pair.deeds else NEARLY_ALL
        return pair.is_of_one_place and told >= FEW and min(of_mine, of_theirs) >= least
    if not pair.deeds:
        return of_mine >= most and of_theirs >= MINE
    if pair.is_of_one_language:
        return min(of_mine, of_theirs) >= BOTH and max(of_mine, of_theirs) >= most
    return (of_mine >= MINE and max(of_mine, of_theirs) >= most) or (
        told >= MUCH and of_mine >= PART and of_theirs >= WHOLE
    )


def _is_one_fate(pair: _Pair) -> bool:
    """Whether both name somebody, and tell of one thing that befalls people."""
    return not pair.deeds.isdisjoint(senses.fates()) and not pair.mine.names.isdisjoint(
        pair.theirs.names | pair.theirs.perhaps
    )


def _only_happens(pair: _Pair) -> bool:
    """Whether a line tells that something has happened, and no more: a quake struck Morocco."""
    happens = senses.happenings()
    return (
        not pair.deeds.isdisjoint(happens)
        and pair.mine.deeds <= happens
        and not any(
            is_of_future(spoken(article, unit), article.lang)
            for article, unit in ((pair.own, pair.line), (pair.article, pair.unit))
        )
    )


def _weight(mine: Meant, theirs: Meant, one_language: bool, article: Article) -> tuple[float, float]:
    """(What another sentence has of this one's meaning, as which share)."""
    names = theirs.names | theirs.perhaps | theirs.spelt
    called = min(MOST_NAMED, NAMED * len(mine.names))
    shared = len(mine.names & names) / max(1, min(len(mine.names), len(theirs.names) or len(mine.names)))
    shares = [
        (sum(map(_worth, mine.said)), sum(_worth(word) * _told(word, theirs) for word in mine.said)),
        (called, called * min(1.0, shared)),
        (float(len(mine.towns)), min(float(len(mine.towns)), _shared_towns(mine, theirs, article))),
        (LAND * len(mine.lands), LAND * len(mine.lands & theirs.lands)),
        (SMALL * len(mine.few), SMALL * len(mine.few & (theirs.few | theirs.digits))),
        (float(len(mine.numbers)), float(sum(_close({number}, theirs.numbers) for number in mine.numbers))),
        (
            (WORD * len(mine.words), WORD * len(mine.words & theirs.words))
            if one_language
            else (FOREIGN_WORD * len(mine.words - mine.perhaps), 0.0)
        ),
    ]
    total, told = sum(whole for whole, _ in shares), sum(part for _, part in shares)
    return told, told / total if total else 0.0


@lru_cache(maxsize=8192)
def _told_by(said: frozenset[str]) -> frozenset[str]:
    """What these senses may tell: they, and those near them."""
    near = senses.kin()
    return said.union(*(near.get(sense, ()) for sense in said))


def _told(word: frozenset[str], theirs: Meant) -> float:
    """How much of a word's sense another sentence tells."""
    if not word.isdisjoint(theirs.senses):
        return 1.0
    return KIN if not word.isdisjoint(_told_by(theirs.senses)) else 0.0


def _worth(word: frozenset[str]) -> float:
    """What a word with these senses weighs."""
    return BROAD if word <= senses.broad() else 1.0


def _lands(means: Meant) -> frozenset[str]:
    """The countries that the towns of a sentence lie in."""
    return frozenset(town.rpartition(", ")[2] for town in means.towns)


def _is_in(means: Meant, article: Article) -> bool:
    """Whether a town of a sentence is one that an article names anywhere, or a part of which it does."""
    return any(f"p:{geonameid}" in article.terms for geonameid in means.ids)


def _shared_towns(mine: Meant, theirs: Meant, article: Article) -> float:
    """How many of a sentence's towns another names, or its article where it names none."""
    if theirs.towns and _is_in(mine, article) and mine.towns.isdisjoint(theirs.towns):
        return 1.0
    if not theirs.towns and mine.spelt.isdisjoint(theirs.names):
        return float(len(mine.towns & around(article)))
    return float(max(len(mine.towns & theirs.towns), len(mine.spelt & (theirs.spelt | theirs.names | theirs.perhaps))))


def _close(numbers: Iterable[float], others: Iterable[float]) -> bool:
    """Whether one of the numbers is one of the others."""
    return any(abs(one - other) <= CLOSE * max(abs(one), abs(other)) for one in numbers for other in others)


@lru_cache(maxsize=4096)
def _whole(article: Article) -> tuple[Meant, ...]:
    return tuple(meant(article, unit) for unit in first_units(article))


def _all_names(article: Article) -> frozenset[str]:
    return frozenset().union(*(one.names | one.perhaps for one in _whole(article)))


@lru_cache(maxsize=4096)
def _spelt(article: Article) -> frozenset[str]:
    """All that it writes with a capital, also who speaks and what begins a sentence, by the consonants."""
    words = (word for unit in first_units(article) for word in spelling.WORD.findall(unit.text))
    return frozenset(bones(word) for word in words if word[0].isupper())


def _all_towns(article: Article) -> frozenset[str]:
    return frozenset().union(*(one.towns for one in _whole(article)))
