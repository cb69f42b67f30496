"""Whether two sentences tell the same, or one denies what the other tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot import cues
from bot.brief import clauses, facts, lexicon
from bot.brief.facts.meant import meant
from bot.brief.lines import Candidate
from bot.brief.pictures import geography
from bot.brief.spoken import spoken
from bot.brief.trust import abroad, instead, parts, unlike
from bot.brief.trust.endings import is_over
from bot.brief.trust.meaning import mean_the_same
from bot.brief.trust.plans import is_plan
from bot.brief.units import Unit, first_units
from bot.model import Article

ALIKE = 0.5  # share of the shorter line's content words that another source must have to say the same
SHARED = 3  # and at least so many words
PLAIN = 0.4  # share of the line's words other than names and numbers
COMMON = 1 / 2  # share of a story's other articles that make a word the whole story's
FEWEST_OTHERS = 5  # ... and how many of them there must be
OWN = 2  # words that are not the story's, and two sentences of it that say the same must share
ON_ONE = 0.4  # share of the shorter one's content words where two sentences are on one thing, whatever they say of it
NEAR = 1.25  # how far over a bound ("more than 200") a count may be that bears it out
DENIED = 2  # words that a line and its denial share at least

_COUNT = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w.])|(?<![\w.,])\d{2,}(?![\w,]|\.\d)")
_BOUND = re.compile(rf"\b(?:more than|over|at least|upwards of) ({_COUNT.pattern})", re.IGNORECASE)
_ALL = re.compile(r"^\W*all\b|\ball (?:(?:of|the|its|embassy|staff|[a-z]+s)\b|\d)", re.IGNORECASE)
# All of something, and some of it.
_WHOLE = re.compile(
    r"\b(?:all|whole|entire|every|alle[nr]?|ganze\w*|toute?s?|tod[oa]s?|всех|все|всей|всём|усіх|усі|всі|усій|усьому|tüm|bütün|"
    r"همه|تمام|جميع|كل)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:only|just|some|several|few|partly|parts? of|half|two|three|four|five|six|seven|eight|nine|ten|nur|einige|seul\w*|"
    r"quelques|solo|sólo|algun[oa]s|только|некотор\w+|лише|тільки|деяк\w+|yalnızca|sadece|bazı|فقط|برخی|بعض)\b",
    re.IGNORECASE,
)
# Who denies that it closes does not deny that it stays open.
_STAYS = re.compile(
    r"\b(?:stay(?:s|ed|ing)?|remain(?:s|ed|ing)?|keeps?|kept|continu\w+|goes on|still)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|shut\w*|leav(?:e|es|ing)|left|evacuat\w+|withdraw\w*|f[ae]ll(?:s|en|ing)?|end(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# "Seven died, some of whom fell from a plane": what is told in passing, of nobody knows how many, vouches for no line about it.
_IN_PASSING = re.compile(
    r",? (?:(?:some|many|several) of (?:whom|which)|among them (?:some|many|several))\b[^.;]*", re.IGNORECASE
)
# "New virus variant: ...": the subject, of which others tell other things
_LABEL = re.compile(r"^[^:.]{3,45}: (?=.{15})")
_DENIED = re.compile(rf"{lexicon.DENIAL.pattern}|{cues.abroad('denied')}", re.IGNORECASE)
_BEHIND = re.compile(r"[;.]|, (?:and|but|saying|who|which|after)\b|\b(?:and|but) (?:said|says|would|will|was|is)\b")
_TERM = re.compile(r"\b(\w+)[ -](?:years?|months?|weeks?|days?)\b(?![ -]old)", re.IGNORECASE)
# Who somebody is: "was identified as the gunman", "police named the victim as Jane Doe".
_IDENTIFIED = re.compile(
    r"\b(?:identif(?:ied|ies|y|ying)|unmask(?:s|ed)|nam(?:es|ed|ing) (?:[\w’'-]+ ){1,6}?as|named as)\b", re.IGNORECASE
)
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_OF_TOLLS = lexicon.word_set("toll rises risen rose climbs grows grown grew mounts")
_NAME = re.compile(r"(?<!^)(?<![.!?:“‘\"'•] )(?<![“‘\"'])\b[A-Z][\w’'-]+")


def share_a_fact(own: Article, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit) -> bool:
    """Whether another's sentence tells a fact that a line of one's own tells; `said` is what of the line is left by `spoken`."""
    theirs = facts.told(article, unit)
    return (
        _agree(own, line, mine, article, unit)
        and not _by_chance(facts.shared(mine, theirs), own, line, article, unit)
        and not unlike.is_of_another_time(own, line, article, unit)
        and not _planned_only(said, spoken(article, unit))
        and is_over(line.text) == is_over(unit.text)
        and all(lexicon.word_set(unit.text) & names for names in _identified(own, line))
    )


def _agree(own: Article, line: Unit, mine: facts.Told, article: Article, unit: Unit) -> bool:
    """Whether two sentences tell one fact; within a story also where a place that one names lies in the other's."""
    theirs = facts.told(article, unit)
    if facts.agree(mine, theirs):
        return True
    of_one_story = own.story is not None and own.story == article.story
    return of_one_story and facts.agree(mine, theirs, overlap=True) and facts.of_one_place(own, line, article, unit)


def _by_chance(shared: frozenset[facts.Fact], own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    """Whether two sentences share but a number of two things, or what befell somebody twice: twenty are killed by a roof, and by
    a bus; a man is sentenced to four years, and to fourteen."""
    if all(kind in facts.OF_PEOPLE for kind, _ in shared):
        mine, theirs = ({one.casefold() for one in _TERM.findall(text)} for text in (line.text, unit.text))
        return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)
    if len(shared) > 1 or not all(isinstance(value, float) and value < facts.TELLING for _, value in shared):
        return False
    if own.lang != article.lang:
        return abroad.are_apart(own, line, article, unit)
    if instead.are_of_another(own, line, article, unit):
        return True
    if own.story is not None and own.story == article.story:
        return False
    opens, others = (_opening_words(one) for one in (own, article))
    return bool(opens) and bool(others) and opens.isdisjoint(others)


@lru_cache(maxsize=4096)
def _opening_words(article: Article) -> frozenset[str]:
    """The words of its headline and first sentence but for places, numbers and harm done: what it is on."""
    words = lexicon.word_set(" ".join(unit.text for unit in first_units(article) if unit.number == 0))
    named = (word for place in article.places for word in lexicon.content_words(f"{place.name} {place.text}"))
    return words.difference(named, _numbers(words), lexicon.HARMED)


def opposes(candidate: Candidate, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit) -> bool:
    """Whether another's sentence tells what a line tells, but that one of them has it with a "not": "has resigned", "has not
    resigned"."""
    other = spoken(article, unit)
    lang = candidate.article.lang
    if lexicon.TEASER.search(line.text) or lexicon.TEASER.search(unit.text):
        return False  # why, or whether
    if unlike.negated(said, other, lang) is None or unlike.refuses(line.text) or unlike.refuses(unit.text):
        return False
    plain, theirs = unlike.without_not(said, lang), unlike.without_not(other, lang)
    return word_alike(candidate, line, plain, mine, article, unit, theirs)


def word_alike(
    candidate: Candidate, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit, other: str = ""
) -> bool:
    """Whether another's sentence tells what a line tells by the words of what is said. In another language, where those are
    mostly names, a meaning must be shared, too, and nothing speak against it."""
    other = other or spoken(article, unit)
    return (
        (candidate.article.lang == article.lang or _may_be_one_abroad(candidate.article, line, article, unit))
        and says_the_same(said, _IN_PASSING.sub(" ", other))
        and all(lexicon.word_set(unit.text) & point for point in _points(candidate.article, line))
        and _tell_no_two(candidate, line, said, mine, article, unit, other)
    )


def _may_be_one_abroad(own: Article, line: Unit, article: Article, unit: Unit) -> bool:
    shared = meant(own, line).senses & meant(article, unit).senses
    return len(shared) > 1 and not abroad.are_apart(own, line, article, unit)


def sense_alike(candidate: Candidate, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit) -> bool:
    """Whether another's sentence tells what a line tells in other words, or in another language."""
    if lexicon.BLURB.search(unit.text) or not mean_the_same(candidate.article, line, article, unit):
        return False
    if candidate.article.lang != article.lang:
        return True
    if not all(lexicon.word_set(unit.text) & mark for mark in _marks(candidate.article, line)):
        return False
    return _tell_no_two(candidate, line, said, mine, article, unit, spoken(article, unit))


def _tell_no_two(
    candidate: Candidate, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit, other: str
) -> bool:
    """Whether nothing shows that two sentences of one language tell two things. `said` and `other` are what is left of them by
    `spoken`."""
    theirs = facts.told(article, unit)
    if _agree(candidate.article, line, mine, article, unit):
        return False  # the fact has settled it
    if facts.decides(mine, theirs) and not lexicon.ATTEMPTS.isdisjoint(lexicon.word_set(unit.text)):
        return False  # who tells of the attack on a town does not say that it fell
    return (
        not (unit.field == "title" and (lexicon.GUIDE.search(unit.text) or lexicon.TEASER.search(unit.text)))
        and not (line.field == "title" and lexicon.TEASER.search(line.text))
        and not _planned_only(said, other)
        and parts.tells_of_part(said, candidate.article.lang) == parts.tells_of_part(other, article.lang)
        and is_over(line.text) == is_over(unit.text)
        and not unlike.tell_two(candidate.article, line, said, article, unit, other)
        and not _elsewhere(candidate.article, line, article, unit)
        and not _of_others(candidate.article, line, said, article, unit, other)
    )


def common_words(articles: Sequence[Article]) -> frozenset[str]:
    """The words that a story's articles open with whatever they tell of it: who and what it is about. None of a few articles."""
    if len(articles) < FEWEST_OTHERS:
        return frozenset()
    having = Counter(
        word
        for article in articles
        for word in {w for unit in first_units(article) if unit.number == 0 for w in lexicon.word_set(unit.text)}
    )
    return frozenset(word for word, number in having.items() if number >= COMMON * len(articles))


def share_more_than(common: frozenset[str], said: str, article: Article, unit: Unit) -> bool:
    """Whether two sentences share words, or a number, beside those that their whole story shares."""
    own = (lexicon.word_set(said) & lexicon.word_set(spoken(article, unit))) - common
    return len(own) >= OWN or bool(_numbers(own))


def says_the_same(text: str, other: str) -> bool:
    """Whether another source's sentence tells what this line tells: half of the words and of those that are no names, a
    number of the line's, and no other people or places only."""
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    both = mine & theirs
    if len(both) < SHARED or len(both) < ALIKE * min(len(mine), len(theirs)):
        return False
    numbers = _numbers(mine)
    if numbers and numbers.isdisjoint(theirs) and not _within(text, other):
        return False
    names, others = _names(text), _names(other)
    plain = lexicon.word_set(_LABEL.sub("", text)) - names - numbers
    if plain and len(plain & theirs) < PLAIN * len(plain):
        return False
    if names - theirs and others - mine and mine - names <= theirs and theirs - others <= mine:
        return False  # the same was done to another: "Police arrest John Doe", "Police arrest Jane Roe"
    # a name that opens one of the two cannot be told from a word by its capital
    return not names or not others or not names.isdisjoint(theirs) or not others.isdisjoint(mine)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


def _within(text: str, other: str) -> bool:
    """Whether the other's count bears out a bound of this one, being close to it: "more than 200", 216. Who gives the bound does
    not bear out the count. Tolls rise: two of them are two reports."""
    if not lexicon.HARMED.isdisjoint(lexicon.word_set(text)):
        return False
    counts = [_value(number) for number in _COUNT.findall(_BOUND.sub(" ", other))]
    return any(bound <= count <= NEAR * bound for bound in map(_value, _BOUND.findall(text)) for count in counts)


def _value(number: str) -> int:
    return int(re.sub(r"\D", "", number))


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """Stems of the words with a capital inside a sentence; none where every word has one, as in some headlines."""
    found = [name for name in _NAME.findall(text) if name.lower() not in lexicon.CALENDAR]
    if len(found) > 0.6 * len(re.findall(r"\w{3,}", text)):
        return frozenset()
    return frozenset(stem for name in found for stem in lexicon.content_words(name))


def _planned_only(text: str, other: str) -> bool:
    """Whether only one of two sentences tells of a plan, or of all where the other knows of some."""
    part = _part_of(text, other) or _part_of(other, text)
    return part or is_plan(text) != is_plan(other) or bool(_ALL.search(text)) != bool(_ALL.search(other))


def _part_of(text: str, whole: str) -> bool:
    """Whether a text tells of some where the other has all."""
    return bool(_PART.search(text) and _WHOLE.search(whole) and not _WHOLE.search(text) and not _PART.search(whole))


def _elsewhere(one: Article, unit: Unit, other: Article, sentence: Unit) -> bool:
    """Whether two sentences name places, and none in common; of two towns in one country the country is none. Who tells of Norway
    may speak of a Norwegian, of Japan whoever tells of Kyushu, and of Texas who tells of Houston."""
    mine, theirs = _places(one, unit), _places(other, sentence)
    if mine.inside and theirs.inside:
        return mine.inside.isdisjoint(theirs.inside) and not facts.of_one_place(one, unit, other, sentence)
    named, others = mine.inside | mine.countries, theirs.inside | theirs.countries
    return bool(named and others) and named.isdisjoint(others | theirs.around) and others.isdisjoint(mine.around)


def _of_others(one: Article, unit: Unit, text: str, other: Article, sentence: Unit, their_text: str) -> bool:
    """Whether two sentences name people or bodies, places left out, and none that the other has."""
    mine = _names(text).difference(*_places(one, unit)[:2])
    theirs = _names(their_text).difference(*_places(other, sentence)[:2])
    return (
        bool(mine)
        and bool(theirs)
        and mine.isdisjoint(lexicon.word_set(their_text))
        and theirs.isdisjoint(lexicon.word_set(text))
    )


class _Places(NamedTuple):
    """Words of the places within a country that a sentence names, of the countries, and of those that it only touches: where its
    towns lie and whose its people are. Kabul airport is in Kabul."""

    inside: set[str]
    countries: set[str]
    around: set[str]


def _places(article: Article, unit: Unit) -> _Places:
    found = _Places(set(), set(), set())
    for place in article.places:
        if place.field != unit.field or not unit.start <= place.start < unit.end:
            continue
        words = {*lexicon.content_words(f"{place.name} {place.text}")}
        country = f"in {place.country}"
        if place.kind != "place":
            found.around.update(words, [country])
        elif place.geonameid in geography.countries():
            found.countries.update(words, [country])
        else:
            found.inside.update(words)
            found.around.add(country)
    return found


def on_one_subject(text: str, other: str) -> bool:
    """Whether a plan and a deed are about one thing, the numbers apart."""
    return _on_one_thing(text, other, SHARED)


def on_what_is_off(text: str, other: str) -> bool:
    """Whether what was to come by one sentence is what another calls off: few words are left of a strike but who and what."""
    return _on_one_thing(text, other, DENIED)


def contradicts(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies this line: they share enough of their words, and it does not deny the
    opposite."""
    denied = "".join(_DENIED.split(denial, maxsplit=1)[1:])
    mine, theirs = _numbers(lexicon.word_set(text)), _numbers(lexicon.word_set(denied))
    # that there are 100 dead is denied, not that there are 20
    another = bool(mine) and bool(theirs) and mine.isdisjoint(theirs)
    another = another or _denies_another(text, denied)
    return not another and _on_one_thing(text, denial, DENIED) and not _denies_opposite(text, denial)


def _denies_another(text: str, denied: str) -> bool:
    """Whether what is denied is another deed than this line's: who denies taking bribes does not deny that he resigns."""
    behind = _BEHIND.split(denied, maxsplit=1)[0]
    plain = lexicon.word_set(behind) - _names(f"… {behind}")
    if len(plain) < DENIED:  # "was denied by the ministry", "he denied it"
        return False
    if deeds := unlike.deeds(text):
        return not instead.mean_one(deeds, plain | unlike.deeds(behind))
    return len(plain & lexicon.word_set(text)) < ON_ONE * len(plain)


def bears_out(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies the opposite of this line: "stays open", "denied that it was closing"."""
    return _on_one_thing(text, denial, DENIED) and _denies_opposite(text, denial)


def _on_one_thing(text: str, other: str, fewest: int) -> bool:
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    return len(mine & theirs) >= max(fewest, ON_ONE * min(len(mine), len(theirs)))


def _denies_opposite(text: str, denial: str) -> bool:
    word = lexicon.DENIAL.search(denial)
    if word is None or _ENDS.search(text) or not _STAYS.search(text):
        return False
    denied = re.split(r"[,;]|\band\b|\bbut\b", denial[word.end() :], maxsplit=1)[0]
    return bool(_ENDS.search(denied)) and not _STAYS.search(denied)


def _identified(article: Article, unit: Unit) -> list[frozenset[str]]:
    """The names in a sentence that tells who somebody is; none of another."""
    if not _IDENTIFIED.search(unit.text):
        return []
    places = (word for place in article.places for word in lexicon.content_words(f"{place.name} {place.text}"))
    names = lexicon.word_set(" ".join(_CAPITAL.findall(unit.text))).difference(places)
    return [names] if names else []


def _points(article: Article, unit: Unit) -> Iterator[frozenset[str]]:
    """Words of which whoever tells the same has one: who does it, where that they slam or demand it is the news ("Doe slams
    scenes at the border"), and its marks."""
    for one in article.attributions:
        spans = [
            span for span in (*one.source, *one.cue) if span.field == unit.field and unit.start <= span.start < unit.end
        ]
        if one.source and spans and not clauses.says(" ".join(span.text for span in one.cue)):
            left = unit.text
            for span in spans:
                left = left.replace(span.text, " ")
            if not lexicon.has_verb(left):
                yield lexicon.word_set(" ".join(span.text for span in spans))
    yield from _marks(article, unit)


def _marks(article: Article, unit: Unit) -> Iterator[frozenset[str]]:
    """Words of which whoever tells the same has one, however it is worded: who somebody is, where that is the news ("Doe was
    identified as the robber"), a toll, where it is that one rises, and what stands in quotation marks as somebody's own word."""
    yield from _identified(article, unit)
    if lexicon.RISING.search(unit.text):
        yield _OF_TOLLS
    if words := lexicon.word_set(" ".join(unlike.QUOTED.findall(unit.text))):
        yield words
