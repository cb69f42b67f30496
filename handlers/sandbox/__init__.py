"""A local Telegram: a server that speaks the Bot API over HTTP as strictly as Telegram does, for the demo and the tests."""

from __future__ import annotations

from handlers.sandbox.errors import Refused
from handlers.sandbox.server import Sandbox

__all__ = ["Refused", "Sandbox"]
