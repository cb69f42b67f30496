"""One item against 100,000 subscriptions: the index of topics beside trying each topic, and beside a query of SQLite's FTS5 each.

Subscriptions are drawn as people follow: half of them one of few places, the rest words, places with words, phrases, -words,
alternatives, distances, outlets, languages and severities, by Zipf's law, so that many are alike.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import sys
import time
from collections.abc import Sequence
from functools import cache

from bot import offline
from bot.errors import UserError
from bot.model import Article, Item, Topic
from bot.understand import gazetteer, terms, topics
from bot.understand.topics import meaning
from handlers.sandbox import scenario

SUBSCRIPTIONS = 100_000
LINEAR, QUERIES = 20, 2_000  # items tried against every topic; topics tried in FTS5: both are slow


def zipf(chance: random.Random, things: Sequence[str]) -> str:
    """One of the things, the n-th with a likelihood of about 1/n."""
    return things[min(len(things) - 1, int(len(things) ** chance.random()) - 1)]


def subscriptions(count: int, seed: int = 7) -> list[str]:
    """The queries of so many subscriptions, many of them alike; all can be read."""
    chance = random.Random(seed)
    table = gazetteer.table()
    known = [n for n in range(len(table.ids)) if table.important(n) and table.name(n).isascii()]
    places = [table.name(n).casefold() for n in sorted(known, key=lambda n: -table.populations[n])]
    told: dict[str, int] = {}
    for item in scenario.load().items:
        for match in gazetteer.WORD.finditer(f"{item.title} {item.text}"):
            word = match[0].casefold()
            if len(word) > 3 and not terms.is_function_word(word):
                told[word] = told.get(word, 0) + 1
    words = sorted(told, key=lambda word: (-told[word], word))

    def place() -> str:
        return zipf(chance, places)

    def word() -> str:
        return zipf(chance, words)

    forms = {
        lambda: place(): 45,
        lambda: word(): 12,
        lambda: f"{place()} {word()}": 16,
        lambda: f"{word()} {word()}": 6,
        lambda: f"{place()} -{word()}": 6,
        lambda: f"{place()} OR {place()}": 4,
        lambda: f"({place()} OR {place()}) {word()} -{word()}": 3,
        lambda: f'"{word()} {word()}"': 3,
        lambda: f'near:"{place()}" {chance.choice((20, 50, 100, 300))}km': 2,
        lambda: f"{place()} severity:{chance.choice(('medium', 'high'))}": 2,
        lambda: f"{word()} lang:{chance.choice(('en', 'fa', 'ru', 'de'))}": 1,
    }
    chosen = chance.choices(list(forms), list(forms.values()), k=count)
    return [query for form in chosen if (query := form()) and readable(query)]


@cache
def readable(query: str) -> bool:
    try:
        topics.parse(query)
    except UserError:  # a country is nowhere near anything
        return False
    return True


@cache
def items() -> tuple[Article, ...]:
    return tuple(
        offline.read(Item(id=item.id, title=item.title, text=item.text, published=item.at, outlet=item.outlet, lang=item.lang))
        for item in scenario.load().items
    )  # fmt: skip


def fts(topic: Topic) -> str:
    """The topic as a query of FTS5: its first clause, a word for each term."""
    groups = [sorted(term.partition(":")[2] for term in group)[:8] for group in topic.clauses[0].all]
    return " AND ".join("(" + " OR ".join(f'"{word}"' for word in group) + ")" for group in groups)


def spent(begin: float) -> float:
    """Milliseconds of CPU: the clock on the wall also counts whoever else is at work here."""
    return (time.process_time() - begin) * 1000


def main() -> None:
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    queries, articles = subscriptions(SUBSCRIPTIONS), items()
    distinct = sorted(set(queries))
    meaning._stored.cache_clear()
    begin = time.process_time()
    index = topics.Index()
    index.sync(queries)
    built = spent(begin)
    begin = time.process_time()
    index.sync(queries)
    again = spent(begin)
    print(f"{len(queries):,} subscriptions to {len(distinct):,} topics: read and filed in {built / 1000:.1f} s, "
          f"looked over again for changes in {again:.0f} ms")  # fmt: skip
    for article in articles[-LINEAR:]:
        index.matching(article)  # distances have caches
    took, looked, found = [], [], []
    for article in articles:
        begin = time.process_time()
        matched = index.matching(article)
        took.append(spent(begin))
        looked.append(len(index.candidates(article.terms)))
        found.append(len(matched))
    typical = statistics.median(took)
    print(f"an item     {typical:.2f} ms ({sorted(took)[len(took) * 95 // 100]:.2f} for one in twenty, {max(took):.2f} at most), "
          f"{statistics.mean(looked):.0f} topics looked at, {statistics.mean(found):.0f} matched")  # fmt: skip
    every = list(index.topics.values())
    linear = []
    for article in articles[:LINEAR]:
        begin = time.process_time()
        assert sum(topic.matches(article) for topic in every) == len(index.matching(article))
        linear.append(spent(begin))
    print(f"each topic  {statistics.median(linear):.1f} ms: {statistics.median(linear) / typical:.0f} times that")
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE item USING fts5 (terms)")
    db.execute("INSERT INTO item VALUES (?)", (" ".join(term.partition(":")[2] for term in articles[0].terms),))
    asked = [fts(topic) for topic in every[:: max(1, len(every) // QUERIES)]]
    begin = time.process_time()
    for query in asked:
        db.execute("SELECT rowid FROM item WHERE item MATCH ?", (query,)).fetchone()
    whole = spent(begin) / len(asked) * len(every)
    print(f"FTS5        {whole:.0f} ms for a query a topic (from {len(asked):,}): {whole / typical:,.0f} times that")


if __name__ == "__main__":
    main()
