"""WebSub: sources whose hub tells us at once what is new. Subscriptions due -> the hub is asked; it verifies; it sends.

A subscription is a row. It is asked for, holds once the hub has verified it, and is renewed before its lease ends. Polling
goes on beneath, less often while pushes bring all that is new: what a hub loses, or forges, changes nothing for long.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from bot.errors import StorageError
from bot.ingest import websub
from bot.ingest.changes import changes
from bot.ingest.schedule import dated, host
from bot.model import Fetched, FetchProblem, FetchRequest, Push, Source
from bot.pipeline.base import BATCH, LEASE, Shared, each

log = logging.getLogger(__name__)

Body = Callable[[], Awaitable[bytes]]

PAUSE = timedelta(minutes=10)
ASKING = 8  # hubs asked at the same time
READING = 4  # pushes read at the same time; a hub whose push is turned away sends it again


async def push(shared: Shared) -> int:
    """Subscribes, renews and unsubscribes what is due; returns how many."""
    keys = await shared.store.claim("push", shared.clock.now(), lease=LEASE, limit=BATCH)
    slots = asyncio.Semaphore(ASKING)
    silent: set[str] = set()  # hosts of hubs that gave no answer: what else goes there waits for a later round

    async def one(id: int) -> None:
        async with slots:
            try:
                await ask(shared, id, silent)
            except StorageError:
                raise
            except Exception:  # a bug; it comes back when its lease ends
                log.exception("the hub of source %s could not be asked", id)

    await each(one(int(key)) for key in keys)
    return len(keys)


async def ask(shared: Shared, id: int, silent: set[str]) -> None:
    now = shared.clock.now()
    source, held = await shared.store.source(id), await shared.store.push(id)
    if source is None or source.ended or source.hub is None or not shared.public_url:
        return await leave(shared, held, id)
    if host(source.hub) in silent:
        return await shared.store.release("push", [str(id)], now + PAUSE)
    topic = source.topic or source.url
    if held is None or (held.hub, held.topic) != (source.hub, topic):
        held = Push(
            source=id,
            hub=source.hub,
            topic=topic,
            token=secrets.token_urlsafe(24),
            secret=secrets.token_urlsafe(32),
            allow_private=source.trusted and shared.allow_private,
        )
    # written before the hub is asked: it may verify at once
    held = replace(held, tries=held.tries + 1)
    await shared.store.save_push(held, now + websub.retry(held.tries))
    problem = await to_hub(shared, held, "subscribe")
    if problem:
        log.warning("the hub of %s: %s", source.url, problem.text)
        if problem.status is None:
            silent.add(host(source.hub))


async def leave(shared: Shared, held: Push | None, id: int) -> None:
    """Tells the hub to stop, once; whether it then verifies or not, the row goes, and what it still sends is refused."""
    if held is None or held.state == "leaving":
        return await shared.store.drop_push(id)
    held = replace(held, state="leaving", until=None)
    await shared.store.save_push(held, shared.clock.now() + websub.RETRY)
    if problem := await to_hub(shared, held, "unsubscribe"):
        log.info("%s: %s", held.hub, problem.text)


async def to_hub(shared: Shared, held: Push, mode: Literal["subscribe", "unsubscribe"]) -> FetchProblem | None:
    """Sends the request (section 5.1); returns what went wrong."""
    form = {"hub.mode": mode, "hub.topic": held.topic, "hub.callback": callback(shared, held)}
    if mode == "subscribe":
        form |= {"hub.secret": held.secret, "hub.lease_seconds": str(int(websub.LEASE.total_seconds()))}
    request = FetchRequest(url=held.hub, form=tuple(form.items()), allow_private=held.allow_private)
    result = await shared.fetcher.fetch(request)
    return result if isinstance(result, FetchProblem) else None


def callback(shared: Shared, held: Push) -> str:
    return f"{shared.public_url.rstrip('/')}/websub/{held.token}"


async def verified(shared: Shared, token: str, mode: str, topic: str, lease: str | None) -> bool:
    """Section 5.3: True where we did ask for what the hub wants to know. A subscription holds from then on."""
    now, held = shared.clock.now(), await shared.store.push_of(token)
    if held is None or topic != held.topic:
        return False
    if mode == "subscribe" and held.state in ("asked", "active"):
        until = now + websub.lease(lease)
        held = replace(held, state="active", until=until, tries=0)
        await shared.store.save_push(held, now + websub.RENEWED * (until - now))
        return True
    if mode == "unsubscribe" and held.state == "leaving":
        await shared.store.drop_push(held.source)
        return True
    if mode == "denied" and held.state != "leaving":  # section 5.2: it may change its mind
        await shared.store.save_push(replace(held, state="asked", until=None), now + websub.LAST_RETRY)
        return True
    return False


async def received(
    shared: Shared, token: str, body: Body, content_type: str | None, signature: str | None
) -> Literal["taken", "gone", "busy"]:
    """Section 7: what a hub sends. "gone": nobody asked for it; "busy": it is to come again; in both cases it is not even
    read. What is not signed right is taken and thrown away, as the standard wants it, so that who guesses learns nothing."""
    held = await shared.store.push_of(token)
    source = await shared.store.source(held.source) if held else None
    if held is None or source is None or held.state == "leaving":
        return "gone"
    if shared.reading >= READING:
        return "busy"
    shared.reading += 1
    try:
        now, sent = shared.clock.now(), await body()
        holds = held.state == "active" and (held.until is None or now <= held.until)
        if holds and websub.signed(held.secret, sent, signature):
            await read(shared, source, sent, content_type, now)
        else:
            log.warning("a push for %s was not signed right, or not asked for; it was thrown away", source.url)
    finally:
        shared.reading -= 1
    return "taken"


async def read(shared: Shared, source: Source, body: bytes, content_type: str | None, now: datetime) -> None:
    """The body goes the way of a polled one; its due time and validators stay as polling left them."""
    feed = await shared.web.parse(Fetched(url=source.url, status=200, body=body, content_type=content_type))
    if not feed.kind:
        log.warning("a push for %s could not be read: %s", source.url, " ".join(feed.problems[:1]))
        return
    known = await shared.store.known_entries(source.id, [entry.id for entry in feed.entries])
    await shared.store.apply_push(source.id, dated(changes(feed.entries, known), now), now)
