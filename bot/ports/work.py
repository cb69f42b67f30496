"""Storage: what is due, and who holds it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, Protocol

WorkKind = Literal["poll", "push", "analyse", "brief", "send"]


class WorkStore(Protocol):
    async def claim(self, kind: WorkKind, now: datetime, *, lease: timedelta, limit: int) -> list[str]:
        """Keys of work that is due at `now`, earliest first (`send`: by priority, then due), leased until now + lease."""
        ...

    async def release(self, kind: WorkKind, keys: Iterable[str], due: datetime) -> None:
        """Gives claimed work back, due again at `due`: nothing was done."""
        ...

    async def make_due(self, kind: WorkKind, now: datetime) -> None:
        """Makes all work of this kind due at `now`, leases or not (`sitrep poll --once`)."""
        ...

    async def take_over(self) -> None:
        """Drops all leases: for the database's only owner at its start, when whoever held them is dead."""
        ...

    async def next_due(self) -> datetime | None:
        """When any work can be claimed: at the earliest due time, or the lease's end of what is held; None where there is none.
        Looks through all work: for a clock that is moved by hand."""
        ...
