"""Bodies decompressed as they come, never past a limit."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Any


class TooLargeError(Exception):
    """More bytes than the limit, before or after decompression."""


class EncodingError(Exception):
    """Compressed in a way that we did not ask for, or broken. Its text ends the sentence "The answer of X is ..."."""


async def inflate(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> bytes:
    """The body, decompressed as it comes and never past `limit` bytes. Raises TooLargeError, or EncodingError.

    A body that says gzip but is not compressed is taken as it is: such servers are many. One that says nothing and is gzip is
    a file that was compressed once and for all, as sitemaps may be (sitemaps.org).
    """
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise EncodingError(f"compressed in a way that is not understood ({encoding[:20]})")
    out = bytearray()
    engine: Any = None
    pending = b""
    async for chunk in chunks:
        if not out and engine is None:
            pending += chunk
            if len(pending) < 2:
                continue
            engine, chunk = _engine(pending, encoding), pending
            pending = b""
        if engine is None:
            out += chunk
            if len(out) > limit:
                raise TooLargeError
            continue
        engine = _feed(engine, chunk, out, limit)
    if engine is not None and not engine.eof:
        raise EncodingError("cut short")
    return bytes(out or pending)


async def unpack(body: bytes, limit: int) -> bytes:
    """inflate() for a file."""

    async def whole() -> AsyncIterator[bytes]:
        yield body

    return await inflate(whole(), "", limit)


def _engine(start: bytes, encoding: str) -> Any:
    """A decompressor for what begins like this; None where it is not compressed at all."""
    if start[:2] == b"\x1f\x8b":
        return zlib.decompressobj(wbits=31)
    if encoding == "deflate":  # zlib's wrapper as the standard says, or none, as some servers do
        wrapped = start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
        return zlib.decompressobj(wbits=15 if wrapped else -15)
    return None


def _feed(engine: Any, chunk: bytes, out: bytearray, limit: int) -> Any:
    """Decompresses the chunk onto `out`; returns the engine for the next one (a gzip body may have several members)."""
    try:
        while chunk:
            if engine.eof:
                if chunk[:1] != b"\x1f":
                    return engine  # padding after the end
                engine = zlib.decompressobj(wbits=31)
            out += engine.decompress(chunk, limit + 1 - len(out))
            if len(out) > limit:
                raise TooLargeError
            chunk = engine.unused_data if engine.eof else engine.unconsumed_tail
    except zlib.error:
        raise EncodingError("compressed, but broken") from None
    return engine


async def capped(chunks: AsyncIterator[bytes], limit: int) -> AsyncIterator[bytes]:
    """The chunks. Raises TooLargeError past `limit` bytes of them."""
    total = 0
    async for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLargeError
        yield chunk
