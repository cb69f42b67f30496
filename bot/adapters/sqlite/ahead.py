"""Setting right what was written while the machine's clock was far ahead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import asdict, replace
from sqlite_utils import Database

from bot.adapters.sqlite import codec, outbox, work
from bot.adapters.sqlite.base import Threads
from bot.adapters.sqlite.codec import encode, micros, moment
from bot.model import Told


class Ahead(Threads):
    async def set_right(self, now: datetime, latest: datetime, briefs: Mapping[int, datetime]) -> None:
        await self.write(set_right, now, latest, briefs)


def set_right(db: Database, now: datetime, latest: datetime, briefs: Mapping[int, datetime]) -> None:
    sources_seen(db, now, latest)
    entries_seen(db, now, latest)
    told(db, now, latest)  # before the messages of then count as sent now
    messages(db, now, latest)
    db.execute("UPDATE work SET leased_until = NULL WHERE leased_until > ?", (micros(latest),))
    for kind in ("poll", "analyse", "send"):  # what is due later is looked at, and put off again
        db.execute("UPDATE work SET due = min(due, ?), leased_until = NULL WHERE kind = ?", (micros(now), kind))
    db.execute("UPDATE work SET due = ? WHERE kind = 'push' AND due > ?", (micros(now), micros(latest)))
    db.conn.executemany(
        "UPDATE work SET due = ? WHERE kind = 'brief' AND key = ? AND due > ?",
        [(micros(due), id, micros(due)) for id, due in briefs.items()],
    )


def sources_seen(db: Database, now: datetime, latest: datetime) -> None:
    """A source that stops to answer is silent from now on, not once the clock has made up for it."""
    for id, body in db.execute("SELECT id, body FROM sources").fetchall():
        source = codec.source(body)
        seen = ("polled", "succeeded", "failing_since", "listed", "hot")
        late = {name: now for name in seen if (at := asdict(source)[name]) and at > latest}
        if late:
            db.execute("UPDATE sources SET body = ? WHERE id = ?", (encode(replace(source, **late)), id))


def entries_seen(db: Database, now: datetime, latest: datetime) -> None:
    """What was read or understood meanwhile is understood anew: as of then it was too old for alerts, as of now it would be new
    for ever."""
    query = (
        "SELECT id FROM entries WHERE body != x'' AND max(fetched, changed) > ? UNION SELECT id FROM articles"
        " WHERE coalesce(json_extract(CAST(body AS TEXT), '$.seen'), '') > ?"
    )
    ids = [id for (id,) in db.execute(query, (micros(latest), latest.isoformat())).fetchall()]
    for column in ("fetched", "changed", "listed"):
        db.execute(f"UPDATE entries SET {column} = ? WHERE {column} > ?", (micros(now), micros(latest)))
    work.put_each(db, "analyse", [(id, now) for id in ids])


def messages(db: Database, now: datetime, latest: datetime) -> None:
    """Alerts that were taken for too old are owed again. A briefing of a time to come is not sent any more, and does not stand
    in the way of that time's own."""
    db.execute(
        "INSERT OR REPLACE INTO work (kind, key, priority, due) SELECT 'send', id, priority, ? FROM deliveries"
        " WHERE state = 'failed' AND problem = 'expired' AND subscription = 0 AND expires > ?",
        (micros(now), micros(now)),
    )
    db.execute(
        "UPDATE deliveries SET state = 'owed', problem = NULL"
        " WHERE state = 'failed' AND problem = 'expired' AND subscription = 0 AND expires > ?",
        (micros(now),),
    )
    db.execute(
        "DELETE FROM work WHERE kind = 'send' AND key IN (SELECT id FROM deliveries WHERE subscription > 0 AND due > ?)",
        (micros(latest),),
    )
    db.execute(
        "UPDATE deliveries SET state = iif(state = 'owed', 'failed', state), occasion = occasion || ' (' || id || ')',"
        " due = ? WHERE subscription > 0 AND due > ?",
        (micros(now), micros(latest)),
    )


def told(db: Database, now: datetime, latest: datetime) -> None:
    """A chat was last told by the last briefing that was sent in its own time."""
    rows = db.execute("SELECT chat, topic FROM briefings_told WHERE at > ?", (micros(latest),)).fetchall()
    for chat, topic in rows:
        db.execute("DELETE FROM briefings_told WHERE chat = ? AND topic = ?", (chat, topic))
        (last,) = db.execute(
            "SELECT max(d.due) FROM deliveries AS d JOIN subscriptions AS s ON s.id = d.subscription"
            " WHERE d.chat = ? AND s.topic = ? AND d.state = 'sent' AND d.due < ?",
            (chat, topic, micros(now)),
        ).fetchone()
        if last is not None:
            outbox.tell(db, (Told(chat=chat, topic=topic, at=moment(last)),))
