"""Switches for what goes wrong on the way to Telegram, and its limits on how fast a bot may send."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import ceil
from typing import Literal, get_args

FaultKind = Literal["429", "500", "502", "timeout", "drop", "drop_before", "malformed"]
PER_SECOND = 30  # messages of one bot: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
PAID_PER_SECOND = 1000  # with allow_paid_broadcast
GROUP_PER_MINUTE = 20
CHAT_PER_SECOND = 1.0
CHAT_BURST = 3  # "short bursts" over the one a second are let through; the page gives no number


@dataclass
class Fault:
    """What happens to calls of `method` (None: any) for `chat_id` (None: any), `times` times.

    429, 500, 502: that answer, nothing is done. timeout: nothing is done and no answer comes. drop: done, then the
    connection is cut without an answer. drop_before: cut, nothing is done. malformed: done, answered with broken JSON.
    """

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    retry_after: int = 3
    hits: int = 0

    def fits(self, method: str, chat_id: int | None) -> bool:
        return (
            self.hits < self.times
            and (self.method is None or self.method.lower() == method.lower())
            and (self.chat_id is None or self.chat_id == chat_id)
        )


class Faults:
    """A queue of faults: each call takes the first one that fits it."""

    def __init__(self) -> None:
        self.queue: list[Fault] = []

    def add(
        self,
        method: str | None = None,
        chat_id: int | None = None,
        *,
        kind: FaultKind,
        times: int = 1,
        retry_after: int = 3,
    ) -> Fault:
        """Queues a fault. Its `hits` tell how often it struck. Raises ValueError for an unknown kind."""
        if kind not in get_args(FaultKind):
            raise ValueError(f"unknown fault {kind!r}: one of {', '.join(get_args(FaultKind))}")
        fault = Fault(kind, method, chat_id, times, retry_after)
        self.queue.append(fault)
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        fault = next((fault for fault in self.queue if fault.fits(method, chat_id)), None)
        if fault:
            fault.hits += 1
            self.queue = [f for f in self.queue if f.hits < f.times]
        return fault

    def clear(self) -> None:
        self.queue.clear()


@dataclass
class RateLimits:
    """Telegram's limits on sending, off until `enabled`. Times are seconds of a steady clock."""

    enabled: bool = False
    all: deque[float] = field(default_factory=deque)
    groups: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    chats: dict[int, tuple[float, float]] = field(default_factory=dict)  # tokens left, at

    def check(self, chat_id: int, *, group: bool, paid: bool, now: float) -> int | None:
        """Seconds to wait before this message may be sent, None where it may; then it counts."""
        if not self.enabled:
            return None
        waits = [window_wait(self.all, PAID_PER_SECOND if paid else PER_SECOND, 1.0, now)]
        tokens = 0.0
        if group:
            waits.append(window_wait(self.groups[chat_id], GROUP_PER_MINUTE, 60.0, now))
        else:
            left, at = self.chats.get(chat_id, (float(CHAT_BURST), now))
            tokens = min(CHAT_BURST, left + (now - at) * CHAT_PER_SECOND)
            waits.append(0.0 if tokens >= 1 else (1 - tokens) / CHAT_PER_SECOND)
        wait = max(waits)
        if wait > 0:
            return max(1, ceil(wait))
        self.all.append(now)
        if group:
            self.groups[chat_id].append(now)
        else:
            self.chats[chat_id] = (tokens - 1, now)
        return None


def window_wait(times: deque[float], most: int, span: float, now: float) -> float:
    """Seconds until one more fits into a window of `span` seconds that holds `most`."""
    while times and times[0] <= now - span:
        times.popleft()
    return times[0] + span - now if len(times) >= most else 0.0
