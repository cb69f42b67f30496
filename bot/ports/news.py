"""Storage: entries to be understood, articles and stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bot.model import AnalysisIntent, Article, Item, Story


class NewsStore(Protocol):
    async def items(self, keys: Sequence[str]) -> list[tuple[Item, str | None]]:
        """Entries as the stages read them, with the source's family, in the keys' order. `Item.id` is the entry's key;
        outlet is the source's name, lang the entry's own or the source's, severity what its categories say. An entry without a
        time gets its fetch time."""
        ...

    async def apply_analysis(self, intent: AnalysisIntent) -> None:
        """Writes articles (their `analyse` work is done), stories, moves, the deliveries owed, and which sources are to be
        looked at sooner, in one transaction. A delivery whose (chat, subscription, occasion, part) is there already, and has
        not failed, is left as it is; one that has an id is itself put anew, if it is still owed."""
        ...

    async def written(self) -> None:
        """Returns when all that was handed over to be written before is there to be read."""
        ...

    async def articles(self, since: datetime, until: datetime, terms: Iterable[str] | None = None) -> list[Article]:
        """Articles told (Article.told) in [since, until], latest revision each, oldest first; with `terms`, those that have
        at least one of them. Of everybody's sources alone, as the two below."""
        ...

    async def own_articles(
        self, chat: int, since: datetime, until: datetime, terms: Iterable[str] | None, limit: int
    ) -> list[Article]:
        """The newest `limit` of this chat's own sources, oldest first; else as articles()."""
        ...

    async def story_articles(self, stories: Iterable[str], until: datetime) -> list[Article]:
        """All articles of these stories told up to `until`, oldest first."""
        ...

    async def earlier(self, keys: Sequence[str]) -> list[Article]:
        """Of these entries what they were understood as before, where they were: their last revision, own sources' too."""
        ...

    async def recent_articles(self, since: datetime, limit: int) -> list[Article]:
        """The newest `limit` articles since then, oldest first: what the window of stories is rebuilt from."""
        ...

    async def stories(self, ids: Iterable[str]) -> list[Story]: ...

    async def counts(self) -> dict[str, int]:
        """How many sources, entries, articles, stories, chats, subscriptions, and deliveries owed there are."""
        ...
