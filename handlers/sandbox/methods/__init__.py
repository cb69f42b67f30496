"""The Bot API's methods that the sandbox simulates, by family. `METHODS` maps a name to what answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from handlers.sandbox.methods import chats, editing, profile, sending, updates
from handlers.sandbox.schema import Params
from handlers.sandbox.users import People

Method = Callable[[People, Params], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    **updates.METHODS,
    **sending.METHODS,
    **editing.METHODS,
    **chats.METHODS,
    **profile.METHODS,
}
