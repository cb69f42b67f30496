"""How an address is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

from msgspec import Struct

# gc=False: see sources.py.

# What speaks against an address, if anything does.
Check: TypeAlias = Callable[[str], Coroutine[Any, Any, "FetchProblem | None"]]


class FetchRequest(Struct, frozen=True, kw_only=True, gc=False):
    url: str
    etag: str | None = None
    last_modified: str | None = None
    allow_private: bool = False
    form: tuple[tuple[str, str], ...] = ()  # sent as a form by POST, where there is one
    more: bool = False  # another request to this host follows at once: its connection is worth keeping
    check: Check | None = None  # asked before a redirect is followed


class Fetched(Struct, frozen=True, kw_only=True, gc=False):
    """An answer over HTTP with status 200 or 304 (to a form any 2xx); `body` is empty for 304."""

    url: str  # after redirects
    status: int
    body: bytes = b""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    max_age: int | None = None  # seconds, from Cache-Control or Expires
    link: str | None = None  # the Link headers
    moved_to: str | None = None  # where permanent redirects alone (301, 308) led


class FetchProblem(Struct, frozen=True, kw_only=True, gc=False):
    """Why a fetch failed, as a value that names the source. `text` is one sentence for people."""

    url: str
    text: str
    retry_after: int | None = None  # seconds the server asks us to wait
    gone: bool = False  # 410: never ask again
    status: int | None = None  # of the answer, where there was one
    host: str = ""  # whose answer it was
