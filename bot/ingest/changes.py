"""What is new or changed among the entries of a poll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b

from bot.model import Entry, EntryIntent

_NEVER = datetime.min.replace(tzinfo=UTC)


def digest(entry: Entry) -> str:
    """32 hex digits over what readers see of it. Times are left out: many feeds stamp every entry anew at each build.

    HTML and media are left out as well: they carry counters and signed addresses that change while the news does not.
    """
    kept = (entry.title, entry.text, entry.link or "", entry.author or "", *entry.categories)
    return blake2b("\x1f".join(kept).encode("utf-8", "replace"), digest_size=16).hexdigest()


def changes(entries: Iterable[Entry], known: Mapping[str, tuple[str, int]]) -> tuple[EntryIntent, ...]:
    """The entries that are new (revision 1) or differ from `known` (id -> digest, revision), in feed order.

    An id that comes twice counts once: the one that was updated last, the later in the feed where that is equal.
    Entries with neither title nor text say nothing and are left out.
    """
    latest: dict[str, Entry] = {}
    for entry in entries:
        if not (entry.title or entry.text):
            continue
        held = latest.get(entry.id)
        if held is None or _time(entry) >= _time(held):
            latest[entry.id] = entry
    intents: list[EntryIntent] = []
    for entry in latest.values():
        mark = digest(entry)
        before, revision = known.get(entry.id, (None, 0))
        if mark != before:
            intents.append(EntryIntent(entry=entry, digest=mark, revision=revision + 1))
    return tuple(intents)


def _time(entry: Entry) -> datetime:
    return entry.updated or entry.published or _NEVER
