"""The database's shape, step by step. A step that was released is never changed: add another one below it.

Columns hold what is searched, sorted or counted; what is only carried along is JSON, so that a new field with a default
needs no step. Ids that stand in other rows, or that users' messages name, are never given twice (AUTOINCREMENT).
"""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from sqlite_utils import Database, Migrations

from bot.adapters.sqlite import codec
from bot.errors import StorageError
from bot.model import Heard, Status

steps = Migrations("sitrep")


@steps()
def news(db: Database) -> None:
    db.executescript("""
        CREATE TABLE sources (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            removed INTEGER NOT NULL DEFAULT 0, -- its entries keep their outlet; added again, it knows what it has seen
            body BLOB NOT NULL -- Source
        );
        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key of its work and the id of its article
            source INTEGER NOT NULL REFERENCES sources (id),
            entry TEXT NOT NULL, -- Entry.id
            revision INTEGER NOT NULL,
            digest TEXT NOT NULL,
            fetched INTEGER NOT NULL, -- the first revision
            changed INTEGER NOT NULL, -- this revision
            body BLOB NOT NULL, -- Entry
            UNIQUE (source, entry)
        );
        CREATE TABLE entry_revisions ( -- those before the latest
            entry INTEGER NOT NULL REFERENCES entries (id),
            revision INTEGER NOT NULL,
            digest TEXT NOT NULL,
            changed INTEGER NOT NULL,
            body BLOB NOT NULL, -- Entry
            PRIMARY KEY (entry, revision)
        ) WITHOUT ROWID;
        CREATE TABLE articles (
            id INTEGER PRIMARY KEY, -- the entry's
            published INTEGER NOT NULL,
            story TEXT, -- counts, where the body says otherwise: articles are moved without being rewritten
            body BLOB NOT NULL -- Article
        );
        CREATE INDEX articles_published ON articles (published);
        CREATE INDEX articles_story ON articles (story, published);
        CREATE TABLE article_terms (
            term TEXT NOT NULL,
            published INTEGER NOT NULL,
            article INTEGER NOT NULL REFERENCES articles (id),
            PRIMARY KEY (term, published, article)
        ) WITHOUT ROWID;
        CREATE TABLE stories (
            id TEXT PRIMARY KEY,
            version INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            size INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE story_versions ( -- all of them, the latest too
            story TEXT NOT NULL REFERENCES stories (id),
            version INTEGER NOT NULL,
            first_seen INTEGER NOT NULL,
            last_seen INTEGER NOT NULL,
            size INTEGER NOT NULL,
            PRIMARY KEY (story, version)
        ) WITHOUT ROWID;
    """)


@steps()
def chats(db: Database) -> None:
    db.executescript("""
        CREATE TABLE chats (
            id INTEGER PRIMARY KEY,
            body BLOB NOT NULL -- Chat
        );
        CREATE TABLE chat_moves ( -- groups that became supergroups: what is still written for the old id is the new one's
            old INTEGER PRIMARY KEY,
            new INTEGER NOT NULL
        );
        CREATE TABLE links (
            user INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            PRIMARY KEY (user, channel)
        ) WITHOUT ROWID;
        CREATE TABLE topics ( -- the queries followed
            query TEXT PRIMARY KEY
        ) WITHOUT ROWID;
        CREATE TABLE subscriptions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat INTEGER NOT NULL,
            topic TEXT NOT NULL REFERENCES topics (query),
            schedule BLOB NOT NULL, -- Schedule
            created INTEGER NOT NULL,
            UNIQUE (chat, topic)
        );
        CREATE INDEX subscriptions_topic ON subscriptions (topic);
        CREATE TABLE briefings_told (
            chat INTEGER NOT NULL,
            topic TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (chat, topic)
        ) WITHOUT ROWID;
    """)


@steps()
def outbox_and_work(db: Database) -> None:
    db.executescript("""
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            chat INTEGER NOT NULL,
            subscription INTEGER NOT NULL, -- 0: not from one
            occasion TEXT NOT NULL,
            part INTEGER NOT NULL,
            message BLOB NOT NULL, -- Message
            priority INTEGER NOT NULL,
            due INTEGER NOT NULL,
            expires INTEGER,
            attempts INTEGER NOT NULL,
            state TEXT NOT NULL,
            sent_as INTEGER,
            problem TEXT,
            UNIQUE (chat, subscription, occasion, part)
        );
        CREATE INDEX deliveries_owed ON deliveries (chat) WHERE state = 'owed';
        CREATE TABLE work (
            kind TEXT NOT NULL,
            key INTEGER NOT NULL,
            priority INTEGER NOT NULL, -- lower goes first
            due INTEGER NOT NULL,
            leased_until INTEGER, -- null: nobody has claimed it, or it changed since
            PRIMARY KEY (kind, key)
        ) WITHOUT ROWID;
        CREATE INDEX work_claim ON work (kind, priority, due, key, leased_until);
        CREATE INDEX work_due ON work (due);
    """)


@steps()
def at_once(db: Database) -> None:
    db.execute(
        "CREATE INDEX subscriptions_at_once ON subscriptions (topic)"
        " WHERE json_extract(CAST(schedule AS TEXT), '$.kind') = 'now'"
    )


@steps()
def own_sources(db: Database) -> None:
    db.executescript("""
        ALTER TABLE sources ADD COLUMN own INTEGER NOT NULL DEFAULT 0; -- read for its chats alone
        CREATE TABLE source_chats ( -- who added a source by themselves
            chat INTEGER NOT NULL,
            source INTEGER NOT NULL REFERENCES sources (id),
            added INTEGER NOT NULL,
            PRIMARY KEY (chat, source)
        ) WITHOUT ROWID;
        CREATE INDEX source_chats_source ON source_chats (source);
        ALTER TABLE articles ADD COLUMN own INTEGER REFERENCES sources (id); -- null: everybody's
        CREATE INDEX articles_own ON articles (own, published) WHERE own IS NOT NULL;
    """)


@steps()
def pushes(db: Database) -> None:
    db.executescript("""
        CREATE TABLE pushes (
            source INTEGER PRIMARY KEY,
            token TEXT NOT NULL UNIQUE,
            body BLOB NOT NULL -- Push
        );
    """)


@steps()
def retention(db: Database) -> None:
    db.executescript("""
        CREATE INDEX entries_kept ON entries (changed) WHERE body != x''; -- empty: only its identity is still known
        CREATE INDEX stories_last_seen ON stories (last_seen);
        CREATE INDEX deliveries_done ON deliveries (due) WHERE state != 'owed';
    """)


@steps()
def removed_sources(db: Database) -> None:
    db.execute("CREATE INDEX sources_removed ON sources (removed) WHERE removed")


@steps()
def latest_stories(db: Database) -> None:
    db.execute("DROP TABLE story_versions")  # nobody read them, and a story that never ends has one for each article


@steps()
def listed(db: Database) -> None:
    # when its source was last known to list it, of those that it lists for long
    db.execute("ALTER TABLE entries ADD COLUMN listed INTEGER NOT NULL DEFAULT 0")


@steps()
def work_by_claims(db: Database) -> None:
    db.execute(
        "DROP INDEX work_due"
    )  # every poll paid twice for it, and nothing but the demo asks for the earliest of all


@steps()
def threads(db: Database) -> None:
    db.executescript("""
        ALTER TABLE subscriptions ADD COLUMN thread INTEGER; -- topic of a forum
        ALTER TABLE deliveries ADD COLUMN thread INTEGER;
    """)


@steps()
def alerts_that_go_on(db: Database) -> None:
    db.executescript("""
        ALTER TABLE deliveries ADD COLUMN heard BLOB; -- Heard, of an alert
        ALTER TABLE deliveries ADD COLUMN answers INTEGER; -- the delivery that it goes on from
        ALTER TABLE deliveries ADD COLUMN instead INTEGER NOT NULL DEFAULT 0; -- 1: it takes that one's place
    """)
    db.execute("CREATE INDEX deliveries_heard ON deliveries (due) WHERE heard NOTNULL")
    alerts = db.execute("SELECT id, occasion FROM deliveries WHERE subscription = 0 AND occasion LIKE '%:%'").fetchall()
    for id, occasion in alerts:
        if heard := heard_before(occasion):
            db.execute("UPDATE deliveries SET heard = ? WHERE id = ?", (codec.encode(heard), id))


@steps()
def broadcasts(db: Database) -> None:
    db.executescript("""
        ALTER TABLE deliveries ADD COLUMN approved INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX deliveries_held ON deliveries (chat) WHERE state = 'held';
        CREATE TABLE acts ( -- who has changed what in a chat
            id INTEGER PRIMARY KEY,
            chat INTEGER NOT NULL,
            at INTEGER NOT NULL,
            by TEXT NOT NULL,
            what TEXT NOT NULL
        );
        CREATE INDEX acts_chat ON acts (chat, id);
    """)


def heard_before(occasion: str) -> Heard | None:
    """What a chat has heard of by what was the key of an alert: "s7:reported", "s7:reported:taken Qalat, AF:foreign:killed 60".
    None of "source:7:...": that is none."""
    story, word, *more = occasion.split(":")
    status: Status | None = next((one for one in get_args(Status) if one == word), None)
    if status is None:
        return None
    events = frozenset(more[0].split(";")) - {""} if more else frozenset()
    killed = max((int(n) for n in (one.removeprefix("killed ") for one in more[1:]) if n.isdecimal()), default=0)
    return Heard(story=story, status=status, events=events, killed=killed, foreign="foreign" in more[1:])


def check(db: Database, path: str | Path) -> None:
    """Raises StorageError where the database is another program's, or of a newer version than this one."""
    names = {step.name for step in steps.applied(db)}
    if not names and any(not name.startswith("_") for name in db.table_names()):
        raise StorageError(f"{path} is a database of another program: name another file under [storage] path.")
    if names - {step.name for step in steps._migrations}:
        raise StorageError(
            f"{path} was written by a newer version of sitrep: update sitrep, or restore an older backup."
        )


def is_ours(db: Database) -> bool:
    """True where the database was made by sitrep, of whatever version."""
    return bool(steps.applied(db))
