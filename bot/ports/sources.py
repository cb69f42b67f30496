"""Storage: sources, who reads them, and what a poll or a push leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.model import EntryIntent, PollIntent, Push, Source


class SourceStore(Protocol):
    async def sources(self, ids: Sequence[int] | None = None) -> list[Source]:
        """All sources by id, or those of these that are there, in the order of `ids`."""
        ...

    async def source(self, id: int) -> Source | None: ...

    async def read_for(self, chat: int | None) -> list[Source]:
        """The sources that this chat's briefings draw on: everybody's, then its own; by id. None: everybody's alone."""
        ...

    async def origins(self, keys: Sequence[str]) -> dict[str, Source]:
        """The source of each of these entries, removed ones too."""
        ...

    async def add_source(self, source: Source, due: datetime) -> Source:
        """The stored source, its first poll due. One with the same URL is kept, with its state; what the caller names
        of it (name, kind, lang, family, trusted, named) is taken over; `catalog` stays only where both have it. A chats' own
        source becomes everybody's, and starts afresh: nothing that a user had a hand in is taken over."""
        ...

    async def try_again(self, id: int, due: datetime) -> None:
        """A source that ended, or that was reported broken, is due, and reported again if it still is. Others stay as they
        are."""
        ...

    async def remove_source(self, url: str) -> bool:
        """Ends polling and forgets the source; its entries stay. False where there was none. Everybody's source that
        chats had added before goes back to being theirs."""
        ...

    async def add_own_source(self, source: Source, chat: int, now: datetime) -> Source:
        """The stored source, read for this chat from now on, its first poll due where it is new; where it is new to the
        chat alone, as `try_again` has it. One that is read for everybody is returned as it is, and nothing is written."""
        ...

    async def leave_source(self, chat: int, id: int) -> bool:
        """The chat's own source is no longer read for it; without any chat it is forgotten. False where it was not its own."""
        ...

    async def source_chats(self, id: int) -> list[int]:
        """The chats that added this source by themselves."""
        ...

    async def own_counts(self, chat: int) -> tuple[int, int]:
        """How many own sources this chat has, and how many there are of all chats together."""
        ...

    async def chats_with_own(self) -> set[int]:
        """The chats that have own sources."""
        ...

    async def known_entries(self, source: int, ids: Sequence[str]) -> dict[str, tuple[str, int]]:
        """Digest and revision of those of these entries that are stored."""
        ...

    async def apply_polls(self, intents: Sequence[PollIntent]) -> None:
        """Writes of each the source's state, new and changed entries (revisions are kept) with their analysis due, and the
        next poll's due time, all in one transaction: a commit costs more than what most polls write. What it says that the
        source lists stays known until a later poll says otherwise. A source may have been removed meanwhile: then nothing of
        its poll is written."""
        ...


class PushStore(Protocol):
    """WebSub subscriptions. A removed source keeps its own, with `push` work due, so that its hub can be told to stop."""

    async def push(self, source: int) -> Push | None: ...

    async def push_of(self, token: str) -> Push | None: ...

    async def save_push(self, push: Push, due: datetime) -> None:
        """Inserts or replaces; its `push` work is due then. The source knows from when to when it is pushed."""
        ...

    async def drop_push(self, source: int) -> None:
        """Forgets it, and its work."""
        ...

    async def apply_push(self, source: int, entries: Sequence[EntryIntent], at: datetime) -> None:
        """Writes entries as apply_polls does; the next poll stays due when it was."""
        ...

    async def want_pushes(self, due: datetime | None) -> None:
        """Makes `push` work due for every source that has a hub and no subscription. None: forgets all subscriptions."""
        ...
