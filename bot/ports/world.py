"""Time, network, processes, meaning, and where messages go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.model import Fetched, FetchProblem, FetchRequest, Meaning, Message, SendResult

T = TypeVar("T")


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...


class Fetcher(Protocol):
    async def fetch(self, request: FetchRequest) -> Fetched | FetchProblem:
        """One GET, conditional where the request has validators; a POST where it has a form. Never raises for what the
        network does."""
        ...

    async def close(self) -> None: ...


class Workers(Protocol):
    """Processes for heavy pure work, which can be killed."""

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        """function(*args) in a worker. Raises TimeoutError past `timeout` seconds; what the function raises comes through."""
        ...

    async def close(self) -> None: ...


class Embedder(Protocol):
    """A model of meaning over many languages. It computes for a while: to be called off the event loop."""

    def embed(self, texts: Sequence[str]) -> list[Meaning | None]:
        """Each text's meaning, in order; None where there is no word in it that the model knows. The same text has the same
        meaning each time, whatever stands beside it. No text makes it raise."""
        ...


class Surface(Protocol):
    """Where messages go: Telegram, or a recorder in tests."""

    async def send(self, chat: int, message: Message, thread: int | None, answers: int | None = None) -> SendResult:
        """Sends one message; `thread` is the topic of a forum, `answers` the id of the message that it is a reply to, if that
        is still there. Never raises for what Telegram or the network does."""
        ...

    async def edit(self, chat: int, message_id: int, message: Message) -> SendResult:
        """Puts a message of text in the place of one that was sent. Never raises for what Telegram or the network does."""
        ...

    async def administers(self, chat: int, person: int) -> bool:
        """Whether a person still administers a channel, as far as can be seen."""
        ...

    async def delete(self, chat: int, message_id: int) -> SendResult:
        """Takes a message back that was sent; "sent" also where it is gone already. Never raises, as the others."""
        ...
