"""WebSub from end to end: a source, its hub and the bot's callback, all over HTTP on loopback."""

import asyncio
import hmac
import os
import signal
import socket
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web
from talk import Hand
from yarl import URL

from bot import app as apps
from bot.config import Config, PollingConfig, SourceConfig, StorageConfig, TelegramConfig
from bot.errors import UserError
from bot.model import Fetched, FetchProblem, Source
from bot.pipeline import push
from handlers import websub
from handlers.cli.running import run_bot
from handlers.sandbox import Sandbox

START = datetime(2021, 8, 13, 18, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def item(n):
    return f"<item><guid isPermaLink='false'>i{n}</guid><title>News number {n} from Kabul</title></item>"


class World:
    """A publisher and its hub."""

    def __init__(self, clock):
        self.clock, self.asked, self.subscribed, self.fetched = clock, [], {}, 0
        self.items, self.verify, self.hub_status, self.lease, self.links = [1], True, 202, "864000", True

    def body(self, *items):
        links = (
            f"<a:link rel='hub' href='{self.url}/hub'/><a:link rel='self' href='{self.url}/feed'/>"
            if self.links
            else ""
        )
        inside = "".join(map(item, items))
        head = "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>Lake News</title>"
        return f"{head}{links}{inside}</channel></rss>"

    async def feed(self, request):
        self.fetched += 1
        return web.Response(text=self.body(*self.items), content_type="application/rss+xml")

    async def hub(self, request):
        form = dict(await request.post())
        self.asked.append(form)
        if self.verify:
            query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "c-1"}
            query |= {"hub.lease_seconds": self.lease} if form["hub.mode"] == "subscribe" else {}
            async with aiohttp.ClientSession() as session, session.get(form["hub.callback"], params=query) as answer:
                if answer.status == 200 and await answer.text() == "c-1":
                    self.subscribed = form if form["hub.mode"] == "subscribe" else {}
        return web.Response(status=self.hub_status)

    async def send(self, body, *, secret=None, method="sha256", to=None, header=None):
        """Distributes the content; returns the callback's status."""
        body = body.encode()
        key = self.subscribed.get("hub.secret", "") if secret is None else secret
        proof = header or f"{method}={hmac.new(key.encode(), body, method).hexdigest()}"
        headers = {"X-Hub-Signature": proof, "Content-Type": "application/rss+xml"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(to or self.subscribed["hub.callback"], data=body, headers=headers) as answer,
        ):
            return answer.status


async def listening(app, port=0):
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    return runner, site._server.sockets[0].getsockname()[1]


@asynccontextmanager
async def running(database=":memory:", world=None, public=True, **polling):
    clock = world.clock if world else Hand(START)
    here = world or World(clock)
    site = web.Application()
    site.router.add_get("/feed", here.feed)
    site.router.add_post("/hub", here.hub)
    server, port = await listening(site, getattr(here, "port", 0))
    here.port, here.url = port, f"http://127.0.0.1:{port}"

    class Late:
        """The app, which needs the callback's address before it is there."""

        def __getattr__(self, name):
            return getattr(here.app, name)

    callback, own = await listening(websub.server(Late()))
    here.callback = f"http://127.0.0.1:{own}/sitrep"
    config = Config(
        storage=StorageConfig(path=str(database)),
        polling=PollingConfig(allow_private=True, public_url=here.callback + "/" if public else "", **polling),
        sources=(SourceConfig(url=here.url + "/feed"),),
    )
    try:
        async with apps.build(config, clock=clock, inline=True) as app:
            here.app = app
            yield here
    finally:
        await callback.cleanup()
        await server.cleanup()


async def titles(world):
    return sorted(a.title for a in await world.app.store.articles(START - 30 * DAY, world.clock.now()))


async def test_a_hub_is_found_asked_and_verified_and_what_it_sends_is_read():
    async with running() as world:
        await world.app.pipeline.run_due()
        [asked] = world.asked
        assert asked["hub.mode"] == "subscribe"
        assert asked["hub.topic"] == world.url + "/feed"
        assert asked["hub.callback"].startswith(world.callback + "/websub/")
        assert asked["hub.lease_seconds"] == "864000"
        assert len(asked["hub.secret"]) >= 32
        assert world.subscribed == asked
        [source] = await world.app.store.sources()
        assert source.pushed_until == START + 10 * DAY
        due = await world.app.store.next_due()
        for method in ("sha1", "sha256", "sha384", "sha512"):
            assert await world.send(world.body(method[3:]), method=method) == 202
        await world.app.pipeline.run_due()
        told = [f"News number {n} from Kabul" for n in (1, 256, 384, 512)]
        assert await titles(world) == told
        assert world.fetched == 1
        assert await world.app.store.next_due() == due


async def test_forged_replayed_and_senseless_pushes_change_nothing(monkeypatch):
    async with running() as world:
        await world.app.pipeline.run_due()
        body, callback = world.body(2), world.subscribed["hub.callback"]
        assert await world.send(body, secret="guess") == 202
        assert await world.send(body, header="sha256=") == 202
        assert await world.send(body, header="md5=abc") == 202
        assert await world.send("not a feed") == 202
        assert await world.send("<!DOCTYPE html><html><head></head></html>") == 202
        assert await world.send(body, to=callback + "x") == 410
        monkeypatch.setattr(aiohttp.payload, "TOO_LARGE_BYTES_BODY", 2 * websub.MAX_BYTES)
        assert await world.send("x" * (websub.MAX_BYTES + 1)) == 413
        assert world.app.pipeline.reading == 0
        await world.app.pipeline.run_due()
        assert (await world.app.store.counts())["entries"] == 1
        for _ in range(3):
            assert await world.send(body) == 202
        assert (await world.app.store.counts())["entries"] == 2
        [source] = await world.app.store.sources()
        assert (source.problem, source.failures) == (None, 0)


@pytest.mark.parametrize(
    "query",
    [
        {"hub.mode": "subscribe", "hub.topic": "https://another.example/", "hub.challenge": "c"},
        {"hub.mode": "unsubscribe", "hub.topic": "{topic}", "hub.challenge": "c"},  # we did not ask for that
        {"hub.mode": "publish", "hub.topic": "{topic}", "hub.challenge": "c"},
        {"hub.mode": "subscribe"},
        {},
    ],
)
async def test_what_we_did_not_ask_for_is_not_verified(query):
    async with running() as world:
        await world.app.pipeline.run_due()
        callback, topic = world.subscribed["hub.callback"], world.subscribed["hub.topic"]
        query = {key: value.format(topic=topic) for key, value in query.items()}
        async with aiohttp.ClientSession() as session:
            for url in (callback, callback + "x"):
                async with session.get(url, params=query) as answer:
                    assert answer.status == 404
        [source] = await world.app.store.sources()
        assert source.pushed_until == START + 10 * DAY


async def test_a_lease_is_renewed_in_time():
    async with running() as world:
        await world.app.pipeline.run_due()
        first = world.subscribed
        world.clock.time = START + 8 * DAY
        await world.app.pipeline.run_due()
        assert [form["hub.mode"] for form in world.asked] == ["subscribe", "subscribe"]
        assert world.subscribed == first  # the same address and secret
        [source] = await world.app.store.sources()
        assert source.pushed_until == START + 18 * DAY


async def test_while_pushes_work_polling_is_rarer_and_catches_what_they_miss():
    async with running(interval=900) as world:
        await world.app.pipeline.run_due()

        async def poll():
            world.clock.time = max(world.clock.time, await due_poll(world))
            await world.app.pipeline.run_due()
            return (await due_poll(world) - world.clock.time).total_seconds()

        async def interval():
            [source] = await world.app.store.sources()
            return source.interval

        assert await poll() == 3 * await interval() >= 3 * 900
        world.items = [2, 1]  # published, and never pushed
        assert 900 <= await poll() <= 2 * 900
        assert "News number 2 from Kabul" in await titles(world)
        assert await poll() == 3 * await interval() >= 3 * 900
        assert [source.problem for source in await world.app.store.sources()] == [None]


async def due_poll(world):
    return await world.app.store.read(
        lambda db: (
            START
            + timedelta(microseconds=db.execute("SELECT due FROM work WHERE kind = 'poll'").fetchone()[0])
            - (START - datetime(1970, 1, 1, tzinfo=UTC))
        )
    )


async def test_a_hub_that_fails_or_does_not_verify_is_asked_less_and_less():
    async with running() as world:
        world.verify, world.hub_status = False, 500
        times = []
        while world.clock.time < START + 3 * DAY:
            before = len(world.asked)
            await world.app.pipeline.push()
            await world.app.pipeline.poll()
            await world.app.pipeline.push()
            times += [world.clock.time] * (len(world.asked) - before)
            world.clock.time += HOUR
        assert [(time - START) // HOUR for time in times] == [0, 2, 6, 14, 30, 62]
        [source] = await world.app.store.sources()
        assert source.pushed_until is None
        assert (
            await world.send(world.body(5), to=world.asked[0]["hub.callback"], secret=world.asked[0]["hub.secret"])
            == 202
        )
        assert (await world.app.store.counts())["entries"] == 1  # not verified: thrown away


async def test_a_denied_subscription_is_polled():
    async with running() as world:
        await world.app.pipeline.run_due()
        query = {"hub.mode": "denied", "hub.topic": world.subscribed["hub.topic"], "hub.reason": "full"}
        callback = world.subscribed["hub.callback"]
        async with aiohttp.ClientSession() as session, session.get(callback, params=query) as answer:
            assert (answer.status, await answer.text()) == (200, "")
        [source] = await world.app.store.sources()
        assert source.pushed_until is None
        world.clock.time += DAY
        await world.app.pipeline.run_due()
        assert len(world.asked) == 1
        world.clock.time += 7 * DAY
        await world.app.pipeline.run_due()
        assert len(world.asked) == 2


async def test_a_removed_source_is_unsubscribed():
    async with running() as world:
        await world.app.pipeline.run_due()
        callback, secret = world.subscribed["hub.callback"], world.subscribed["hub.secret"]
        await world.app.store.remove_source(world.url + "/feed")
        await world.app.pipeline.run_due()
        assert [form["hub.mode"] for form in world.asked] == ["subscribe", "unsubscribe"]
        assert "hub.secret" not in world.asked[1]
        assert world.subscribed == {}
        assert await world.send(world.body(7), to=callback, secret=secret) == 410
        assert await world.app.store.next_due() is None


async def test_a_hub_that_does_not_verify_the_end_is_forgotten():
    async with running() as world:
        await world.app.pipeline.run_due()
        world.verify = False
        await world.app.store.remove_source(world.url + "/feed")
        await world.app.pipeline.run_due()
        assert await world.send(world.body(7)) == 410
        world.clock.time += 2 * HOUR
        await world.app.pipeline.run_due()
        assert len(world.asked) == 2
        assert await world.app.store.next_due() is None


async def test_a_feed_that_no_longer_names_its_hub_is_polled():
    async with running() as world:
        await world.app.pipeline.run_due()
        world.links = False
        world.clock.time += DAY
        await world.app.pipeline.run_due()
        assert world.asked[-1]["hub.mode"] == "unsubscribe"
        [source] = await world.app.store.sources()
        assert (source.hub, source.pushed_until) == (None, None)


async def test_without_a_public_address_no_hub_is_asked_and_one_set_later_is(tmp_path):
    database = tmp_path / "bot.db"
    async with running(database, public=False) as world:
        await world.app.pipeline.run_due()
        assert world.asked == []
        assert (await world.app.store.sources())[0].hub == world.url + "/hub"
    async with running(database, world) as world:
        await world.app.pipeline.run_due()
        assert len(world.asked) == 1
        assert (await world.app.store.sources())[0].pushed_until
    async with running(database, world, public=False) as world:  # taken away again: all is polled
        assert (await world.app.store.sources())[0].pushed_until is None
        await world.app.pipeline.run_due()
        assert len(world.asked) == 1


async def test_a_hub_on_a_private_network_is_not_asked():
    async with running() as world:
        source = (await world.app.store.sources())[0]
        await world.app.store.add_own_source(
            type(source)(url="https://lake.example/feed", hub=world.url + "/hub"), 5, world.clock.now() + DAY
        )
        await world.app.store.want_pushes(world.clock.now())
        await world.app.pipeline.push()
        assert world.asked == []


async def test_a_hub_that_gives_no_answer_holds_up_no_other():
    asked = []

    class Hubs:
        async def fetch(self, request):
            asked.append(request.url)
            await asyncio.sleep(0)
            if "silent" in request.url:
                return FetchProblem(url=request.url, text="silent.example does not answer (timed out after 20 s).")
            return Fetched(url=request.url, status=202)

        async def close(self):
            pass

    config = Config(storage=StorageConfig(path=":memory:"), polling=PollingConfig(public_url="https://bot.example"))
    clock = Hand(START)
    async with apps.build(config, clock=clock, fetcher=Hubs(), inline=True) as app:
        for n in range(60):
            hub = f"https://{'good' if n == 59 else 'silent'}.example/hub"
            await app.store.add_source(Source(url=f"https://{n}.example/feed", hub=hub), START)
        await app.store.want_pushes(START)
        assert await app.pipeline.push() == 60
        assert asked[-1] == "https://good.example/hub"
        assert len(asked) == push.ASKING + 1
        assert await app.pipeline.push() == 0  # they wait
        clock.time += push.PAUSE
        assert await app.pipeline.push() == 60 - push.ASKING - 1


async def test_too_many_at_once_are_told_to_come_again():
    async with running() as world:
        await world.app.pipeline.run_due()
        world.app.pipeline.reading = 4
        assert await world.send(world.body(2)) == 503
        world.app.pipeline.reading = 0
        assert await world.send(world.body(2)) == 202


async def test_a_slow_drip_is_ended_and_what_nobody_asked_for_is_not_even_read(monkeypatch):
    monkeypatch.setattr(websub, "SECONDS", 0.05)

    async def drip(url):
        address = URL(url)
        reader, writer = await asyncio.open_connection(address.host, address.port)
        head = f"POST {address.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\nX-Hub-Signature: sha1=0\r\n\r\nx"
        writer.write(head.encode())
        line = await reader.readline()
        writer.close()
        return line.split()[1]

    async with running() as world:
        await world.app.pipeline.run_due()
        assert await drip(world.subscribed["hub.callback"]) == b"408"
        assert await drip(world.subscribed["hub.callback"] + "x") == b"410"
        assert world.app.pipeline.reading == 0
        assert await world.send(world.body(2)) == 202


async def test_sitrep_run_listens_where_the_config_says(monkeypatch):
    listens, start = asyncio.Event(), websub.start
    sandbox = Sandbox(Hand(START))
    await sandbox.start()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def started(*args):
        runner = await start(*args)
        listens.set()
        return runner

    monkeypatch.setattr(websub, "start", started)
    config = Config(
        telegram=TelegramConfig(token=Sandbox.TOKEN, base_url=sandbox.base_url),
        storage=StorageConfig(path=":memory:"),
        polling=PollingConfig(public_url="https://bot.example", push_port=port),
    )
    running = asyncio.create_task(run_bot(config))
    await asyncio.wait({running, asyncio.create_task(listens.wait())}, return_when=asyncio.FIRST_COMPLETED)
    callback = f"http://127.0.0.1:{port}/websub/nobodys"
    async with aiohttp.ClientSession() as session:
        async with session.get(callback, params={"hub.mode": "subscribe", "hub.challenge": "c"}) as answer:
            assert answer.status == 404
        async with session.post(callback, data=b"<rss/>") as answer:
            assert answer.status == 410
        async with session.get(f"http://127.0.0.1:{port}/") as answer:
            assert answer.status == 404
    os.kill(os.getpid(), signal.SIGTERM)
    await running
    await sandbox.close()


async def test_a_port_that_is_taken_is_told():
    runner, port = await listening(web.Application())
    with pytest.raises(UserError, match="push_port"):
        await websub.start(None, PollingConfig(push_port=port))
    await runner.cleanup()
