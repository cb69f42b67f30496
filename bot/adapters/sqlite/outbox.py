"""The outbox: what is owed to chats, and what they were told by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace
from sqlite_utils import Database

from bot.adapters.sqlite import codec, work
from bot.adapters.sqlite.base import Threads, marks
from bot.adapters.sqlite.codec import encode, micros, moment
from bot.model import PAUSED, Delivery, Told

COLUMNS = (
    "id, chat, subscription, occasion, part, message, priority, due, expires, attempts, state, sent_as, problem, thread,"
    " heard, answers, instead, approved"
)

# by so much at most is a briefing overtaken by an answer while it is composed; where more lies ahead a clock was wrong
OVERTAKEN = timedelta(minutes=15)


class Outbox(Threads):
    async def claim_deliveries(
        self, now: datetime, *, lease: timedelta, limit: int, busy: Iterable[int] = ()
    ) -> list[str]:
        return await self.write(claim_deliveries, now, lease, limit, list(busy))

    async def owe(
        self, deliveries: Sequence[Delivery], told: Sequence[Told], subscription: int, due: datetime | None
    ) -> None:
        await self.write(owe, deliveries, told, subscription, due)

    async def deliveries(self, ids: Sequence[str]) -> list[Delivery]:
        """In the order of the ids, without those that there are not."""
        return await self.read(deliveries, ids)

    async def owed(self, chat: int) -> list[Delivery]:
        """In the order in which they are to be sent."""
        return await self.read(owed, chat)

    async def waits(self, chat: int, now: datetime) -> datetime | None:
        return await self.read(waits, chat, now)

    async def alerted(self, chat: int, stories: Iterable[str], since: datetime) -> list[Delivery]:
        return await self.read(alerted, chat, list(stories), since)

    async def told_since(self, since: datetime) -> dict[tuple[str, str, str], datetime]:
        return await self.read(told_since, since)

    async def retry_anew(self, chat: int, since: datetime, now: datetime) -> None:
        await self.write(retry_anew, chat, since, now)

    async def settle(self, delivery: Delivery, due: datetime | None) -> None:
        await self.write(settle, delivery, due)


def claim_deliveries(db: Database, now: datetime, lease: timedelta, limit: int, busy: Sequence[int]) -> list[str]:
    query = f"SELECT id FROM deliveries WHERE state = 'owed' AND chat IN ({marks(busy)})"
    waiting = [id for (id,) in db.execute(query, tuple(busy))] if busy else []
    return work.claim(db, "send", now, lease, limit, waiting)


def owe(
    db: Database, deliveries: Sequence[Delivery], told: Sequence[Told], subscription: int, due: datetime | None
) -> None:
    insert(db, deliveries)
    tell(db, told)
    if due is None:
        work.finish(db, "brief", [subscription])
    else:
        work.release(db, "brief", [subscription], due)


def moved(db: Database, chat: int) -> int:
    """Where this chat is now: who has read it under its old id may write a little later."""
    row = db.execute("SELECT new FROM chat_moves WHERE old = ?", (chat,)).fetchone()
    return int(row[0]) if row else chat


def insert(db: Database, deliveries: Iterable[Delivery]) -> None:
    for d in deliveries:
        if d.id:
            heard = encode(d.heard) if d.heard else None
            anew = db.execute(
                "UPDATE deliveries SET message = ?, heard = ?, state = CASE ? WHEN 'failed' THEN ? ELSE state END, problem = ?"
                " WHERE id = ? AND state IN ('owed', 'held')",
                (encode(d.message), heard, d.state, d.state, d.problem, d.id),
            )
            if anew.rowcount and d.state == "failed":
                work.put(db, "send", d.id, None)
            if anew.rowcount or d.state == "failed":
                continue
            # it was sent meanwhile: then in its place
            d = replace(
                d, id=0, occasion=f"{d.occasion} anew {d.id}", answers=d.id, instead=True, state="owed", attempts=0
            )
        db.execute(  # what was never sent is to be told after all
            "DELETE FROM deliveries WHERE chat = ? AND subscription = ? AND occasion = ? AND part = ? AND state = 'failed'",
            (moved(db, d.chat), d.subscription, d.occasion, d.part),
        )
        cursor = db.execute(
            "INSERT INTO deliveries (chat, subscription, occasion, part, message, priority, due, expires, attempts, state,"
            " sent_as, problem, thread, heard, answers, instead, approved)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (chat, subscription, occasion, part) DO NOTHING",
            (
                moved(db, d.chat),
                d.subscription,
                d.occasion,
                d.part,
                encode(d.message),
                d.priority,
                micros(d.due),
                micros(d.expires) if d.expires else None,
                d.attempts,
                d.state,
                d.sent_as,
                d.problem,
                d.thread,
                encode(d.heard) if d.heard else None,
                d.answers,
                d.instead,
                d.approved,
            ),
        )
        if cursor.rowcount and cursor.lastrowid:
            work.put(db, "send", cursor.lastrowid, d.due if d.state == "owed" else None, d.priority)


def tell(db: Database, told: Iterable[Told]) -> None:
    for each in told:
        db.execute(
            "INSERT INTO briefings_told (chat, topic, at) VALUES (?, ?, ?) ON CONFLICT (chat, topic) DO UPDATE"
            " SET at = excluded.at WHERE at NOT BETWEEN excluded.at AND ?",
            (moved(db, each.chat), each.topic, micros(each.at), micros(each.at + OVERTAKEN)),
        )


def read_delivery(row: tuple[Any, ...]) -> Delivery:
    return Delivery(
        id=row[0],
        chat=row[1],
        subscription=row[2],
        occasion=row[3],
        part=row[4],
        message=codec.message(row[5]),
        priority=row[6],
        due=moment(row[7]),
        expires=None if row[8] is None else moment(row[8]),
        attempts=row[9],
        state=row[10],
        sent_as=row[11],
        problem=row[12],
        thread=row[13],
        heard=None if row[14] is None else codec.heard(row[14]),
        answers=row[15],
        instead=bool(row[16]),
        approved=bool(row[17]),
    )


def deliveries(db: Database, ids: Sequence[str]) -> list[Delivery]:
    rows = (db.execute(f"SELECT {COLUMNS} FROM deliveries WHERE id = ?", (int(id),)).fetchone() for id in ids)
    return [read_delivery(row) for row in rows if row]


def select(db: Database, where: str, *values: int) -> list[Delivery]:
    """Those of which this holds, in the order that it names."""
    rows = db.execute(f"SELECT {COLUMNS} FROM deliveries WHERE {where}", values)
    return [read_delivery(row) for row in rows]


def owed(db: Database, chat: int) -> list[Delivery]:
    return select(db, "chat = ? AND state = 'owed' ORDER BY priority, due, id", chat)


def waits(db: Database, chat: int, now: datetime) -> datetime | None:
    (due,) = db.execute(
        "SELECT max(work.due) FROM deliveries JOIN work ON kind = 'send' AND key = id"
        " WHERE chat = ? AND state = 'owed' AND attempts > 0 AND work.due > ?",
        (chat, micros(now)),
    ).fetchone()
    return None if due is None else moment(due)


def alerted(db: Database, chat: int, stories: Sequence[str], since: datetime) -> list[Delivery]:
    heard = "heard NOTNULL AND (state != 'failed' OR instead)"
    query = f"SELECT {COLUMNS} FROM deliveries WHERE chat = ? AND subscription = 0 AND {heard} AND "
    rows = {row[0]: row for row in db.execute(f"{query} due >= ?", (chat, micros(since)))}
    for story in stories:  # ";" is the next character after ":"
        found = db.execute(f"{query} occasion > ? AND occasion < ?", (chat, f"{story}:", f"{story};"))
        rows |= {row[0]: row for row in found}
    return [read_delivery(rows[id]) for id in sorted(rows)]


def told_since(db: Database, since: datetime) -> dict[tuple[str, str, str], datetime]:
    rows = db.execute(
        "SELECT heard, due FROM deliveries WHERE due >= ? AND heard NOTNULL AND state != 'failed'", (micros(since),)
    )
    found: dict[tuple[str, str, str], datetime] = {}
    for body, due in rows:
        for key in codec.heard(body).keys:
            found[key] = max(moment(due), found.get(key, since))
    return found


def retry_anew(db: Database, chat: int, since: datetime, now: datetime) -> None:
    """What could not take another's place while the chat was paused, or waits for the pause's end, is owed now: the last for
    each, as it tells all."""
    rows = db.execute(
        "SELECT max(anew.id) AS last, anew.state, anew.problem FROM deliveries AS anew JOIN deliveries AS first"
        " ON first.id = anew.answers WHERE anew.chat = ? AND anew.instead AND anew.heard NOTNULL AND first.due >= ?"
        " AND first.state = 'sent' GROUP BY anew.answers",
        (chat, micros(since)),
    ).fetchall()
    for id, state, problem in rows:
        if state == "owed" or (state, problem) == ("failed", PAUSED):
            db.execute("UPDATE deliveries SET state = 'owed', problem = NULL, due = ? WHERE id = ?", (micros(now), id))
            work.put(db, "send", id, now)


def settle(db: Database, delivery: Delivery, due: datetime | None) -> None:
    # not the chat: it may have been migrated while the message was under way, and in the new one its id is another's
    done = db.execute(
        "UPDATE deliveries SET state = ?, attempts = ?, sent_as = CASE chat WHEN ? THEN ? END, problem = ?"
        " WHERE id = ? AND state = 'owed'",
        (delivery.state, delivery.attempts, delivery.chat, delivery.sent_as, delivery.problem, delivery.id),
    )
    if done.rowcount and delivery.state == "sent" and delivery.recalls:
        db.execute("UPDATE deliveries SET state = 'recalled' WHERE id = ? AND state = 'sent'", (delivery.answers,))
    if done.rowcount and delivery.state == "sent" and delivery.heard:  # as it was sent, whatever it was made meanwhile
        sent = encode(delivery.message), encode(delivery.heard), delivery.id
        db.execute("UPDATE deliveries SET message = ?, heard = ? WHERE id = ?", sent)
    if done.rowcount:
        work.put(db, "send", delivery.id, due, delivery.priority)
        if delivery.state == "failed":
            untell(db, delivery.id)


def untell(db: Database, id: int) -> None:
    """What a briefing was to tell was not told: the chat was last told by the one before it that was sent. Where it has been
    told something since, that stands."""
    row = db.execute(
        "SELECT d.chat, s.topic, d.due, (SELECT max(due) FROM deliveries WHERE chat = d.chat AND subscription = s.id"
        " AND state = 'sent' AND due < d.due) FROM deliveries AS d JOIN subscriptions AS s ON s.id = d.subscription"
        " WHERE d.id = ?",
        (id,),
    ).fetchone()
    if row is None:  # an alert, or no longer followed
        return
    chat, topic, due, before = row
    gone = db.execute(
        "DELETE FROM briefings_told WHERE chat = ? AND topic = ? AND at > ? AND at <= ?",
        (chat, topic, before or 0, due),
    )
    if gone.rowcount and before is not None:
        tell(db, (Told(chat=chat, topic=topic, at=moment(before)),))


def move(db: Database, old: int, new: int) -> None:
    """All deliveries of one chat are another's; of twins the other's own stays. Messages have other ids there."""
    db.execute("UPDATE OR IGNORE deliveries SET chat = ?, sent_as = NULL WHERE chat = ?", (new, old))
    db.execute("DELETE FROM work WHERE kind = 'send' AND key IN (SELECT id FROM deliveries WHERE chat = ?)", (old,))
    db.execute("DELETE FROM deliveries WHERE chat = ?", (old,))
