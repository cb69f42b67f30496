"""Chats, what they follow and what they were told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import replace
from sqlite_utils import Database

from bot.adapters.sqlite import broadcasts, codec, outbox, own, work
from bot.adapters.sqlite.base import Threads
from bot.adapters.sqlite.codec import encode, micros, moment
from bot.model import Chat, Subscription, Told


class Chats(Threads):
    async def chat(self, id: int) -> Chat | None:
        return await self.read(chat, id)

    async def chats(self) -> list[Chat]:
        return await self.read(chats)

    async def save_chat(self, chat: Chat) -> None:
        await self.write(save_chat, chat)

    async def migrate_chat(self, old: int, new: int) -> None:
        await self.write(migrate_chat, old, new)

    async def link(self, channel: int, user: int) -> None:
        await self.write(link, channel, user)

    async def unlink(self, channel: int, user: int) -> bool:
        return await self.write(unlink, channel, user)

    async def linked(self, user: int) -> list[Chat]:
        return await self.read(linked, user)

    async def managers(self, channel: int) -> list[int]:
        return await self.read(managers, channel)

    async def subscriptions(self, chat: int | None = None) -> list[Subscription]:
        if chat is None:
            return await self.read(subscriptions)
        return await self.read(subscriptions, "WHERE chat = ?", chat)

    async def topics_at_once(self) -> list[str]:
        return await self.read(topics_at_once)

    async def at_once(self, topics: Iterable[str]) -> list[Subscription]:
        return await self.read(at_once, sorted(set(topics)))

    async def long_topics(self, limit: int) -> list[str]:
        return await self.read(long_topics, limit)

    async def subscription(self, id: int) -> Subscription | None:
        return next(iter(await self.read(subscriptions, "WHERE id = ?", id)), None)

    async def save_subscription(self, subscription: Subscription, due: datetime | None) -> Subscription:
        return await self.write(save_subscription, subscription, due)

    async def remove_subscription(self, chat: int, topic: str) -> bool:
        return await self.write(remove_subscription, chat, topic)

    async def leave_thread(self, chat: int, thread: int) -> None:
        await self.write(leave_thread, chat, thread)

    async def told(self, chat: int, topic: str) -> Told | None:
        return await self.read(told, chat, topic)

    async def save_told(self, told: Told) -> None:
        await self.write(outbox.tell, (told,))


def chat(db: Database, id: int) -> Chat | None:
    row = db.execute("SELECT body FROM chats WHERE id = ?", (id,)).fetchone()
    return codec.chat(row[0]) if row else None


def chats(db: Database) -> list[Chat]:
    return [codec.chat(body) for (body,) in db.execute("SELECT body FROM chats ORDER BY id")]


def save_chat(db: Database, chat: Chat) -> None:
    db.execute("INSERT OR REPLACE INTO chats (id, body) VALUES (?, ?)", (chat.id, encode(chat)))


def migrate_chat(db: Database, old: int, new: int) -> None:
    if old == new:
        return
    before, there = chat(db, old), chat(db, new)
    if before and there and outbox.moved(db, old) == new:
        # told of twice: what came from the old chat in between has begun it anew, and nothing was set there
        db.execute("DELETE FROM chats WHERE id = ?", (old,))
    elif before:
        # the new chat's row, if any, came by itself with the first message there: what was set was set in the old one
        title = there.title if there and there.title else before.title
        save_chat(db, replace(before, id=new, title=title, gone=bool(before.gone and there and there.gone)))
        db.execute("DELETE FROM chats WHERE id = ?", (old,))
    for subscription in subscriptions(db, "WHERE chat = ?", old):
        twin = db.execute(
            "SELECT id FROM subscriptions WHERE chat = ? AND topic = ?", (new, subscription.topic)
        ).fetchone()
        if twin is None:
            db.execute("UPDATE subscriptions SET chat = ? WHERE id = ?", (new, subscription.id))
        else:
            db.execute(
                "UPDATE OR IGNORE deliveries SET subscription = ? WHERE subscription = ?", (twin[0], subscription.id)
            )
            remove_subscription(db, old, subscription.topic)
    outbox.move(db, old, new)
    own.move(db, old, new)
    broadcasts.move(db, old, new)
    db.execute("UPDATE OR IGNORE links SET channel = ? WHERE channel = ?", (new, old))
    db.execute("DELETE FROM links WHERE channel = ?", (old,))
    for topic, at in db.execute("SELECT topic, at FROM briefings_told WHERE chat = ?", (old,)).fetchall():
        heard = told(db, new, topic)
        outbox.tell(db, (Told(chat=new, topic=topic, at=max(moment(at), heard.at) if heard else moment(at)),))
    db.execute("DELETE FROM briefings_told WHERE chat = ?", (old,))
    db.execute("DELETE FROM chat_moves WHERE old = ?", (new,))
    db.execute("UPDATE chat_moves SET new = ? WHERE new = ?", (new, old))
    db.execute("INSERT OR REPLACE INTO chat_moves (old, new) VALUES (?, ?)", (old, new))


def link(db: Database, channel: int, user: int) -> None:
    db.execute("INSERT OR IGNORE INTO links (user, channel) VALUES (?, ?)", (user, channel))


def unlink(db: Database, channel: int, user: int) -> bool:
    return bool(db.execute("DELETE FROM links WHERE user = ? AND channel = ?", (user, channel)).rowcount)


def linked(db: Database, user: int) -> list[Chat]:
    rows = db.execute("SELECT body FROM links JOIN chats ON id = channel WHERE user = ? ORDER BY id", (user,))
    return [codec.chat(body) for (body,) in rows]


def managers(db: Database, channel: int) -> list[int]:
    return [user for (user,) in db.execute("SELECT user FROM links WHERE channel = ? ORDER BY user", (channel,))]


def subscriptions(db: Database, where: str = "", *args: int | str) -> list[Subscription]:
    rows = db.execute(f"SELECT id, chat, topic, schedule, created, thread FROM subscriptions {where} ORDER BY id", args)
    return [
        Subscription(
            id=id, chat=chat, topic=topic, schedule=codec.schedule(schedule), created=moment(created), thread=thread
        )
        for id, chat, topic, schedule, created, thread in rows
    ]


# As the index subscriptions_at_once has it, letter for letter: else SQLite reads every subscription.
_AT_ONCE = "json_extract(CAST(schedule AS TEXT), '$.kind') = 'now'"


def topics_at_once(db: Database) -> list[str]:
    return [topic for (topic,) in db.execute(f"SELECT DISTINCT topic FROM subscriptions WHERE {_AT_ONCE}")]


def at_once(db: Database, topics: Sequence[str]) -> list[Subscription]:
    found = [one for topic in topics for one in subscriptions(db, f"WHERE topic = ? AND {_AT_ONCE}", topic)]
    return sorted(found, key=lambda subscription: subscription.id)


def long_topics(db: Database, limit: int) -> list[str]:
    rows = db.execute(
        "SELECT query FROM topics WHERE length(CAST(query AS BLOB)) > ?"
        " UNION SELECT topic FROM briefings_told WHERE length(CAST(topic AS BLOB)) > ? ORDER BY 1",
        (limit, limit),
    )
    return [query for (query,) in rows]


def save_subscription(db: Database, subscription: Subscription, due: datetime | None) -> Subscription:
    chat, topic = outbox.moved(db, subscription.chat), subscription.topic
    db.execute("INSERT OR IGNORE INTO topics (query) VALUES (?)", (topic,))
    db.execute(
        "INSERT INTO subscriptions (chat, topic, schedule, created, thread) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (chat, topic) DO UPDATE SET schedule = excluded.schedule, created = excluded.created,"
        " thread = excluded.thread",
        (chat, topic, encode(subscription.schedule), micros(subscription.created), subscription.thread),
    )
    row = db.execute("SELECT id FROM subscriptions WHERE chat = ? AND topic = ?", (chat, topic)).fetchone()
    work.put(db, "brief", row[0], due)
    return replace(subscription, id=row[0], chat=chat)


def remove_subscription(db: Database, chat: int, topic: str) -> bool:
    row = db.execute("SELECT id FROM subscriptions WHERE chat = ? AND topic = ?", (chat, topic)).fetchone()
    if row:
        work.put(db, "brief", row[0], None)
        for owed in outbox.owed(db, chat):
            if owed.subscription == row[0]:
                outbox.settle(db, replace(owed, state="failed", problem="no longer followed"), None)
        db.execute("DELETE FROM subscriptions WHERE id = ?", row)
        db.execute(
            "DELETE FROM topics WHERE query = ? AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE topic = query)",
            (topic,),
        )
    return row is not None


def leave_thread(db: Database, chat: int, thread: int) -> None:
    db.execute("UPDATE subscriptions SET thread = NULL WHERE chat = ? AND thread = ?", (chat, thread))


def told(db: Database, chat: int, topic: str) -> Told | None:
    row = db.execute("SELECT at FROM briefings_told WHERE chat = ? AND topic = ?", (chat, topic)).fetchone()
    return Told(chat=chat, topic=topic, at=moment(row[0])) if row else None
