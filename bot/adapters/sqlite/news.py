"""Entries as items, articles, stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlite_utils import Database

from bot import severity
from bot.adapters.sqlite import codec, outbox, sources, work
from bot.adapters.sqlite.base import Threads, execute_rows
from bot.adapters.sqlite.codec import EPOCH, encode, micros, moment
from bot.model import AnalysisIntent, Article, Item, Source, Story


class News(Threads):
    async def items(self, keys: Sequence[str]) -> list[tuple[Item, str | None]]:
        return await self.read(items, keys)

    async def apply_analysis(self, intent: AnalysisIntent) -> None:
        await self.write(apply_analysis, intent)

    async def written(self) -> None:
        await self.write(lambda db: None)

    async def articles(self, since: datetime, until: datetime, terms: Iterable[str] | None = None) -> list[Article]:
        if terms is None:
            return await self.read(articles, since, until)
        return await self.read(articles_with, since, until, frozenset(terms))

    async def story_articles(self, stories: Iterable[str], until: datetime) -> list[Article]:
        return await self.read(story_articles, frozenset(stories), until)

    async def earlier(self, keys: Sequence[str]) -> list[Article]:
        return await self.read(earlier, keys)

    async def recent_articles(self, since: datetime, limit: int) -> list[Article]:
        return await self.read(recent_articles, since, limit)

    async def stories(self, ids: Iterable[str]) -> list[Story]:
        """In the order of the ids, without those that there are not."""
        return await self.read(stories, list(ids))

    async def counts(self) -> dict[str, int]:
        return await self.read(counts)


def items(db: Database, keys: Sequence[str]) -> list[tuple[Item, str | None]]:
    known: dict[int, Source] = {}
    found = []
    for key in keys:
        row = db.execute("SELECT source, fetched, body FROM entries WHERE id = ?", (int(key),)).fetchone()
        if row is None:
            continue
        if row[0] not in known:
            # a removed one too: its entries keep their outlet
            known[row[0]] = codec.source(db.execute("SELECT body FROM sources WHERE id = ?", row[:1]).fetchone()[0])
        source, entry = known[row[0]], codec.entry(row[2])
        item = Item(
            id=key,
            title=entry.title,
            text=entry.text,
            published=entry.published or entry.updated or moment(row[1]),
            outlet=source.name or None,
            link=entry.link,
            lang=entry.lang or source.lang,
            severity=severity.of_alert(entry.categories),
            lat=entry.lat,
            lon=entry.lon,
        )
        found.append((item, source.family))
    return found


def apply_analysis(db: Database, intent: AnalysisIntent) -> None:
    for article in intent.articles:
        save_article(db, article)
    work.finish(db, "analyse", [article.id for article in intent.articles])
    for story in intent.stories:
        save_story(db, story)
    db.conn.executemany(
        "UPDATE articles SET story = ? WHERE id = ? AND own IS NULL",
        [(story, int(id)) for id, story in intent.moved.items()],
    )
    outbox.insert(db, intent.deliveries)
    for hurry in intent.hurries:
        sources.hurry(db, hurry)


def save_article(db: Database, article: Article) -> None:
    id = int(article.id)
    published = micros(article.told or EPOCH)  # a window finds it by the time that its line has
    row = db.execute("SELECT published, body FROM articles WHERE id = ?", (id,)).fetchone()
    if row:
        db.conn.executemany(
            "DELETE FROM article_terms WHERE term = ? AND published = ? AND article = ?",
            [(term, row[0], id) for term in codec.article(row[1]).terms],
        )
    db.execute(
        "INSERT INTO articles (id, published, story, own, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET published = excluded.published, story = excluded.story, own = excluded.own, body = excluded.body",
        (id, published, article.story, article.own, encode(article)),
    )
    terms = [(term, published, id) for term in article.terms]
    execute_rows(db, "INSERT INTO article_terms (term, published, article) VALUES {rows}", terms)


def save_story(db: Database, story: Story) -> None:
    row = (story.id, story.version, micros(story.first_seen), micros(story.last_seen), story.size)
    db.execute(
        "INSERT INTO stories (id, version, first_seen, last_seen, size) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET version = excluded.version, first_seen = excluded.first_seen, last_seen = excluded.last_seen,"
        " size = excluded.size",
        row,
    )


def read_article(story: str | None, body: bytes) -> Article:
    article = codec.article(body)
    return article if article.story == story else replace(article, story=story)


def articles(db: Database, since: datetime, until: datetime) -> list[Article]:
    rows = db.execute(
        "SELECT story, body FROM articles WHERE published BETWEEN ? AND ? AND own IS NULL ORDER BY published, id",
        (micros(since), micros(until)),
    )
    return [read_article(*row) for row in rows]


def articles_with(db: Database, since: datetime, until: datetime, terms: frozenset[str]) -> list[Article]:
    found: set[tuple[int, int]] = set()
    for term in terms:
        found.update(
            db.execute(
                "SELECT published, article FROM article_terms WHERE term = ? AND published BETWEEN ? AND ?",
                (term, micros(since), micros(until)),
            )
        )
    rows = (
        db.execute("SELECT story, body FROM articles WHERE id = ? AND own IS NULL", (id,)).fetchone()
        for _, id in sorted(found)
    )
    return [read_article(*row) for row in rows if row]


def earlier(db: Database, keys: Sequence[str]) -> list[Article]:
    rows = (db.execute("SELECT story, body FROM articles WHERE id = ?", (int(key),)).fetchone() for key in keys)
    return [read_article(*row) for row in rows if row]


def story_articles(db: Database, stories: frozenset[str], until: datetime) -> list[Article]:
    rows: list[tuple[int, int, str, bytes]] = []
    for story in stories:
        rows += db.execute(
            "SELECT published, id, story, body FROM articles WHERE story = ? AND published <= ? AND own IS NULL",
            (story, micros(until)),
        )
    return [read_article(story, body) for _, _, story, body in sorted(rows)]


def recent_articles(db: Database, since: datetime, limit: int) -> list[Article]:
    rows = db.execute(
        "SELECT story, body FROM articles WHERE published >= ? AND own IS NULL ORDER BY published DESC, id DESC LIMIT ?",
        (micros(since), limit),
    ).fetchall()
    return [read_article(*row) for row in reversed(rows)]


def stories(db: Database, ids: Sequence[str]) -> list[Story]:
    found = []
    for id in ids:
        row = db.execute("SELECT version, first_seen, last_seen, size FROM stories WHERE id = ?", (id,)).fetchone()
        if row:
            found.append(Story(id=id, version=row[0], first_seen=moment(row[1]), last_seen=moment(row[2]), size=row[3]))
    return found


def counts(db: Database) -> dict[str, int]:
    tables = {
        "sources": "sources WHERE NOT removed",
        "entries": "entries",
        "articles": "articles",
        "stories": "stories WHERE size > 0",
        "chats": "chats",
        "subscriptions": "subscriptions",
        "deliveries": "deliveries WHERE state = 'owed'",
    }
    return {name: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for name, table in tables.items()}
