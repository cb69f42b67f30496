"""The stages' shell. Each stage: claim due work -> pure function -> apply in one transaction.

poll     sources due -> fetch -> parse -> what changed -> entries, with their analysis due
push     subscriptions to hubs due -> asked for, renewed or ended (WebSub)
analyse  entries due -> article -> story -> alerts owed
brief    subscriptions due -> briefing -> delivery owed
send     deliveries due -> the surface -> settled, or due again
prune    what is older than anything can reach -> forgotten
"""

from __future__ import annotations

from collections.abc import Callable

from bot.pipeline import ahead, analyse, brief, poll, prune, push, send
from bot.pipeline.base import LEASE, Shared
from bot.pipeline.poll import Polled

__all__ = ["LEASE", "Pipeline", "Polled"]


class Pipeline(Shared):
    """The stages over what they share. Each returns how many units of work it claimed; 0 means that nothing was due."""

    async def poll(self, tell: Callable[[Polled], None] | None = None, *, patient: bool = False) -> int:
        return await poll.poll(self, tell, patient=patient)

    async def push(self) -> int:
        return await push.push(self)

    async def analyse(self) -> int:
        return await analyse.analyse(self)

    async def brief(self) -> int:
        return await brief.brief(self)

    async def send(self) -> int:
        return await send.send(self)

    async def finish(self, timeout: float | None = None) -> None:
        """Waits, so many seconds at most, for what is being sent still."""
        await send.finish(self, timeout)

    async def prune(self) -> int:
        return await prune.prune(self)

    async def start(self) -> None:
        """For the database's only owner: drops what a dead one held, and sets right what a clock that was ahead has written."""
        await self.store.take_over()
        if ahead.was_ahead(await self.store.sources(), self.clock.now()):
            await ahead.set_right(self)

    async def set_right(self) -> None:
        await ahead.set_right(self)

    async def run_due(self) -> int:
        """Runs every stage until nothing is due any more; returns how many units of work were done."""
        total = 0
        while True:
            done = sum([await stage() for stage in (self.poll, self.push, self.analyse, self.brief, self.send)])
            if not done and not self.sending:
                return total
            await self.finish()
            total += done
