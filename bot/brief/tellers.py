"""Which articles of a story its lines are taken from: the first of each text, the turns of a long story, and the newest."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from bot.brief import lexicon
from bot.brief.groups import Group, days_ago, when
from bot.brief.independence import outlet
from bot.model import Article

MOST_TOLD = 12  # articles of a story that lines are taken from: the newest of a great story are mostly reactions to it
MOST_TURNS = 6  # days of a story of many days that are looked at besides
MOST_COMPARED = 12  # articles of one of them
OPENING = 200  # characters of an article's text in which its news stands
NEWEST = 2  # articles of a story of many days that are looked at in any case
STRENGTH = re.compile(r"\bM ?(?P<strength>\d\.\d) - ")  # of a quake, as feeds of them head it
# Words, numbers apart, of headlines by which one outlet's later report is the earlier one brought up to date.
FEWEST_OF_SERIES = 3


def tellers(group: Group) -> list[Article]:
    """Articles of a story that lines are taken from, oldest first: the first of each text, but of what an outlet has put again,
    with other numbers or more to say, the newest; and of these the first and the newest ones; of a story of many days also one of
    each of the days on which most was told, for these are its turns."""
    own = _own(group)
    if len(own) <= MOST_TOLD:
        return own
    days: dict[int, list[Article]] = defaultdict(list)
    for article in own[1:-NEWEST]:
        if ago := days_ago(article, group.as_of):
            days[ago].append(article)
    loudest = sorted(days, key=lambda ago: (-len(days[ago]), ago))[:MOST_TURNS]
    turns = [_typical(days[ago][:MOST_COMPARED]) for ago in sorted(loudest, reverse=True)]
    newest = own[-max(NEWEST, MOST_TOLD - 1 - len(turns)) :]
    return [own[0], *(a for a in turns if a not in newest), *newest]


def _own(group: Group) -> list[Article]:
    """The first of each text of a story, but of what an outlet has put again the newest; oldest first."""
    shown = {a.id: a for a in group.shown}
    texts: dict[str, Article] = {}
    series: dict[tuple[str, ...], Article] = {}
    for article in group.shown:  # oldest first
        first = shown.get(article.duplicate_of or "", article)
        if first is article or (article.outlet and outlet(first) == outlet(article)):
            texts[first.id] = article
    for article in sorted(texts.values(), key=lambda a: (when(a, group.as_of), a.id)):
        words = [word for word in lexicon.content_words(article.head) if not word[0].isdigit()]
        # of two quakes the later is not the earlier brought up to date
        again = article.outlet and len(words) >= FEWEST_OF_SERIES and not STRENGTH.search(article.head)
        series[(outlet(article), *words, *article.areas) if again else (article.id,)] = article
    return sorted(series.values(), key=lambda a: (when(a, group.as_of), a.id))


def _typical(articles: Sequence[Article]) -> Article:
    """The article whose opening has most words that the others' have too; of like ones the first."""
    openings = [lexicon.word_set(f"{a.title} {a.text[:OPENING]}") for a in articles]
    common = Counter(word for words in openings for word in words)
    shared = [sum(common[word] for word in words) / max(1, len(words)) for words in openings]
    return articles[shared.index(max(shared))]
