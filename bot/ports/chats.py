"""Storage: chats, what they follow, and what they were told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.model import Chat, Subscription, Told


class ChatStore(Protocol):
    async def chat(self, id: int) -> Chat | None: ...

    async def chats(self) -> list[Chat]: ...

    async def save_chat(self, chat: Chat) -> None:
        """Inserts or replaces. The `brief` work of a chat that is paused or gone is still claimed: pipeline decides."""
        ...

    async def migrate_chat(self, old: int, new: int) -> None:
        """A group became a supergroup: everything of `old` is `new`'s from now on, deliveries owed included. Idempotent,
        whatever has come of `old` meanwhile."""
        ...

    async def link(self, channel: int, user: int) -> None:
        """This user may manage this channel from their private chat."""
        ...

    async def unlink(self, channel: int, user: int) -> bool:
        """Undoes that; False where it was not so."""
        ...

    async def linked(self, user: int) -> list[Chat]: ...

    async def managers(self, channel: int) -> list[int]:
        """The users who have linked this channel."""
        ...

    async def subscriptions(self, chat: int | None = None) -> list[Subscription]:
        """Of one chat, or all; by id."""
        ...

    async def topics_at_once(self) -> list[str]:
        """The topics, each once, that some subscription wants to hear of as news breaks."""
        ...

    async def at_once(self, topics: Iterable[str]) -> list[Subscription]:
        """The subscriptions to any of these topics that want to hear as news breaks, by id."""
        ...

    async def long_topics(self, limit: int) -> list[str]:
        """The topics with more bytes of UTF-8 than `limit` that are followed, or that a chat was told of, each once."""
        ...

    async def subscription(self, id: int) -> Subscription | None: ...

    async def save_subscription(self, subscription: Subscription, due: datetime | None) -> Subscription:
        """Inserts, or replaces that of the same chat and topic. `due` is when its `brief` work is due next (None: never)."""
        ...

    async def remove_subscription(self, chat: int, topic: str) -> bool:
        """False where there was none. Briefings that are still owed for it have failed."""
        ...

    async def leave_thread(self, chat: int, thread: int) -> None:
        """What was followed in this thread of the chat is in none from now on; when it is due stays as it is."""
        ...

    async def told(self, chat: int, topic: str) -> Told | None: ...

    async def save_told(self, told: Told) -> None:
        """What a chat was told, replacing what stood there for this topic; but not where that was told minutes after this: it
        has overtaken it."""
        ...
