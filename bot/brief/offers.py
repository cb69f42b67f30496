"""Every line that could be told, with what it is worth before any is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from bot.brief import facts, lexicon, trust
from bot.brief.groups import MOST_STORIES, Group, names, says_topic
from bot.brief.independence import outlet
from bot.brief.lines import Candidate, candidates, is_digest
from bot.brief.tellers import STRENGTH, tellers
from bot.brief.units import is_list, units
from bot.model import Article, Topic
from bot.words import spoken

CENTRAL = 0.3  # what a word gains each time that twice as many of the story's sentences have it
FRAME = 0.35  # what a word of the framing ("told reporters on Friday") is worth beside one of what is said
SEVERE = 0.6  # what a word gains for each step of severity
GRAVE = 0.5  # ... and the headline or lead that has it
MENDED = 1.6  # what a headline gains by correcting what was told before
ASKED = 4.0  # ... and a line by having all words of a question
LONG_READ = 800  # characters of a text that can touch on a topic without being about it
USUAL = 0.33  # share of a topic's stories: a word that so many have tells none of them apart
LEAST_USUAL = 4  # of them
STRONG, WEAK = 0.5, 4.0  # what a line gains for each step of magnitude above that
FEWEST = 2  # words that a line must add


class Offer(Struct):
    """A line that could be told, with what it is still worth beside those that are picked."""

    group: Group
    candidate: Candidate
    words: frozenset[str]  # without those of the topic itself
    telling: frozenset[str]  # of them, those that tell its stories apart; all, where those are too few
    weights: dict[str, float]
    gain: float
    readable: bool
    one_side: bool  # its outlet is a party to the fight
    aside: bool  # sport, film and the like, where the topic is none of these
    bygone: bool  # it tells of a plan that has had its day
    second: bool = False  # a line of its article is told
    known: int = 0  # of the words, those told already
    _facts: facts.Told | None = None
    _whole: facts.Told | None = None

    @property
    def whole(self) -> facts.Told:
        """The facts of its whole sentence."""
        if self._whole is None:
            self._whole = facts.told(self.candidate.article, self.candidate.unit)
        return self._whole

    @property
    def facts(self) -> facts.Told:
        """What it tells: looked for where it is asked, for most lines never are."""
        if self._facts is None:
            self._facts = facts.told(self.candidate.article, self.candidate.part)
        return self._facts


def offers(
    topic: Topic, groups: Sequence[Group], *, together: bool = False, beside: Iterable[Article] = (), asked: str = ""
) -> list[Offer]:
    """Every line of the weightiest stories. A word gains by the sentences of its own story that have it; where the stories are
    to be told `together`, of one day, by those of all, which is what tells how heavy a line is. What is `beside` them shows in
    what language news on the topic comes."""
    base = lexicon.word_set(topic.names)
    wanted = lexicon.word_set(asked)
    usual = _usual(groups)
    is_readable = reader(topic, groups, beside)
    serious = not lexicon.SOFT.search(topic.names)
    plain = any(names(topic, a) for group in groups[:MOST_STORIES] for a in group.shown)
    found = []
    shared = _common([a for group in groups[:MOST_STORIES] for a in tellers(group)]) if together else None
    for group in groups[:MOST_STORIES]:
        articles = tellers(group)
        common = shared or _common(articles)
        for article in articles:
            one_side = trust.is_party(outlet(article))
            aside = serious and lexicon.is_soft(f"{article.title} {article.text[:300]}")
            listed = is_list(article)
            about = not plain or (not listed and (len(article.text) <= LONG_READ or names(topic, article) > 0))
            for candidate in candidates(article):
                opens = listed and not is_digest(article) and candidate.unit.number == 0
                if not about and not opens and not says_topic(topic, article, candidate.unit):
                    continue  # a word on it in a long read, or one item of a list
                if words := candidate.words - base:
                    weights = _weights(candidate, base, common)
                    found.append(
                        Offer(
                            group,
                            candidate,
                            words,
                            words - usual if len(words - usual) >= FEWEST else words,
                            weights,
                            sum(weights.values())
                            * _strength(candidate.quote)
                            * (1.0 + ASKED * len(wanted & candidate.words) / max(1, len(wanted)))
                            * (1.0 if together else _gravity(candidate))
                            * (MENDED if candidate.field == "title" and trust.is_correction(candidate) else 1.0),
                            is_readable(candidate.quote, article),
                            one_side,
                            aside,
                            trust.is_past_plan(candidate.quote, article.published, group.as_of),
                        )
                    )
    return found


def _common(articles: Sequence[Article]) -> Counter[str]:
    """How many of their sentences have each word."""
    return Counter(word for a in articles for unit in units(a) for word in lexicon.word_set(unit.text))


def reader(topic: Topic, groups: Sequence[Group], beside: Iterable[Article] = ()) -> Callable[[str, Article], bool]:
    """What tells whether whoever asked can read a text of an article: it is in the script of the topic, and in the language of
    most of the news in that, or in the language that they had us speak."""
    asked = lexicon.script(topic.query) or "LATIN"
    main = _main_language([*(article for group in groups for article in group.shown), *beside], asked)
    theirs = spoken()

    def readable(text: str, article: Article) -> bool:
        if theirs != "en" and article.lang == theirs:
            return True
        return lexicon.script(text) in ("", asked) and article.lang in (main, "und")

    return readable


def _main_language(articles: Iterable[Article], script: str) -> str:
    """The language of most of the news in this script."""
    found = Counter(article.lang for article in articles if lexicon.script(article.title or article.text) == script)
    return min(found, key=lambda lang: (-found[lang], lang), default="")


def _usual(groups: Sequence[Group]) -> frozenset[str]:
    """Words that open so many of the topic's stories that they tell none of them from another: "Taliban" in August 2021."""
    openings = Counter(
        word
        for group in groups
        for word in frozenset().union(*(lexicon.word_set(f"{a.title} {a.text[:200]}") for a in group.shown[-2:]))
    )
    return frozenset(word for word, count in openings.items() if count >= max(USUAL * len(groups), LEAST_USUAL))


def _strength(line: str) -> float:
    """What a line gains by how strong a quake it tells of."""
    found = STRENGTH.search(line)
    return 1.0 + STRONG * max(0.0, float(found["strength"]) - WEAK) if found else 1.0


def _gravity(line: Candidate) -> float:
    """What a headline or lead gains by how heavy its words weigh; later sentences and what a picture shows gain nothing."""
    if line.unit.number or lexicon.PICTURED.search(line.text):
        return 1.0
    return 1.0 + GRAVE * lexicon.severity(line.text, line.article.lang)


def _weights(candidate: Candidate, base: frozenset[str], common: Counter[str]) -> dict[str, float]:
    """What each word of a line is worth, in its order."""
    weights = {}
    heavy = lexicon.heavy(candidate.article.lang)
    for word in sorted(candidate.words):
        weight = 1.0 + SEVERE * heavy.get(word, 0.0) + (1.2 if word[0].isdigit() else 0.0)
        weight *= 1.0 + CENTRAL * math.log2(max(1, common[word]))
        weight *= 1.0 if word in candidate.core else FRAME
        weights[word] = 0.2 if word in base else weight
    return weights
