"""Storage: what is owed to chats, and what waits to be approved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.model import Act, Delivery, Told


class OutboxStore(Protocol):
    async def claim_deliveries(
        self, now: datetime, *, lease: timedelta, limit: int, busy: Iterable[int] = ()
    ) -> list[str]:
        """As `claim` has it for `send`, but nothing that is owed to a chat that is `busy`."""
        ...

    async def owe(
        self, deliveries: Sequence[Delivery], told: Sequence[Told], subscription: int, due: datetime | None
    ) -> None:
        """One scheduled briefing: the deliveries, what was told by them, and when the subscription's `brief` work is due
        next, in one transaction. Duplicates are left as they are, but for what failed."""
        ...

    async def deliveries(self, ids: Sequence[str]) -> list[Delivery]: ...

    async def owed(self, chat: int) -> list[Delivery]: ...

    async def waits(self, chat: int, now: datetime) -> datetime | None:
        """When, after now, what was tried in vain for this chat is due again: what was owed later waits, too."""
        ...

    async def alerted(self, chat: int, stories: Iterable[str], since: datetime) -> list[Delivery]:
        """The alerts that the chat was sent or is owed, oldest first: of these stories ("s7:confirmed ..." of "s7") at any
        time, and all others that were due since then. What failed was not heard, unless it was to take another's place: then
        that cannot be changed any more."""
        ...

    async def told_since(self, since: datetime) -> dict[tuple[str, str, str], datetime]:
        """The topics (their queries), the stories and the articles quoted ("" where none is known) of the alerts that any chat
        was sent or is owed, due since then, with when the last one was due."""
        ...

    async def retry_anew(self, chat: int, since: datetime, now: datetime) -> None:
        """What was to be put in the place of the chat's alerts of the time since then, and failed because it was paused, is due
        now: of each alert the last, which tells how it stands."""
        ...

    async def settle(self, delivery: Delivery, due: datetime | None) -> None:
        """Writes a delivery's state, attempts and problem; its `send` work is due at `due`, or done (None). One that is settled
        for good stays as it is. Where a briefing failed, its chat counts as told by the one sent before it, unless it was told
        something since."""
        ...


class BroadcastStore(Protocol):
    async def decide(self, id: int, before: str, state: str, due: datetime | None, *, approved: bool = False) -> bool:
        """A delivery in the state `before` is in this one from now on, its `send` work due then, if at all; one that is approved
        is itself due then. What failed was not told. False where it is in another state: somebody has decided."""
        ...

    async def unapproved(self, chat: int) -> list[Delivery]:
        """What waits to be approved, oldest first."""
        ...

    async def posted(self, chat: int, since: datetime, limit: int) -> list[Delivery]:
        """The last messages that the chat was sent and that were due since then, newest first."""
        ...

    async def note(self, act: Act) -> None:
        """Keeps what somebody has done."""
        ...

    async def acts(self, chat: int, limit: int) -> list[Act]:
        """What was done there, newest first."""
        ...
