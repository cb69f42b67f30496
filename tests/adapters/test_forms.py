"""Forms by POST: what a hub is told, and where it may not be told."""

import asyncio
import socket

import pytest
from aiohttp import web

from bot.adapters.http import PRIVATE, HttpFetcher, refusals
from bot.model import Fetched, FetchProblem, FetchRequest

FORM = (("hub.mode", "subscribe"), ("hub.topic", "https://lake.example/ä?a=1&b=2"))


class Names:
    async def resolve(self, host, port=0, family=socket.AF_INET):
        address = {"inside.example": "10.0.0.8", "hub.example": "127.0.0.9"}[host]
        return [{"hostname": host, "host": address, "port": port, "family": family, "proto": 0, "flags": 0}]

    async def close(self):
        pass


@pytest.fixture
async def hub():
    """Its address; /CODE answers with that status, /to?a=... redirects there by 307."""
    told = []

    async def answer(request):
        told.append((dict(await request.post()), request.headers["User-Agent"]))
        if request.path == "/to":
            return web.Response(status=307, headers={"Location": request.query["a"]})
        return web.Response(status=int(request.path.strip("/")), text="well")

    app = web.Application()
    app.router.add_post("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.9", 0)
    await site.start()
    port = site._server.sockets[0].getsockname()[1]
    yield f"http://127.0.0.9:{port}", told
    await runner.cleanup()


async def sent(url, allow_private=True, timeout=5.0):
    fetcher = HttpFetcher("sitrep-test/1", timeout=timeout, resolver=Names())
    try:
        return await fetcher.fetch(FetchRequest(url=url, form=FORM, allow_private=allow_private))
    finally:
        await fetcher.close()


@pytest.mark.parametrize("status", [200, 202, 204])
async def test_a_form_is_taken(hub, status):
    url, told = hub
    assert await sent(f"{url}/{status}") == Fetched(url=f"{url}/{status}", status=status)
    assert told == [(dict(FORM), "sitrep-test/1")]


@pytest.mark.parametrize("status", [301, 302, 303, 304, 400, 404, 500])
async def test_a_form_is_not_taken(hub, status):
    url, _ = hub
    problem = FetchProblem(url=f"{url}/{status}", text=f"127.0.0.9 answered {status} to a form.", status=status)
    assert await sent(f"{url}/{status}") == problem


async def test_redirects_that_keep_a_form_are_followed(hub):
    url, told = hub
    assert (await sent(f"{url}/to?a=/202")).status == 202
    assert [form for form, _ in told] == [dict(FORM)] * 2
    assert (await sent(f"{url}/to?a={url}/to")).text.startswith("127.0.0.9 ")


@pytest.mark.parametrize(
    "to", ["http://10.0.0.8/", "http://[::1]/", "http://inside.example/", "http://0177.0.0.1/", "http://localhost/"]
)
async def test_a_form_never_goes_inside(hub, to, monkeypatch):
    url, told = hub
    monkeypatch.setattr(refusals, "is_public", lambda address: address == "127.0.0.9")
    assert (await sent(to, allow_private=False)).text == PRIVATE
    assert told == []
    assert (await sent(f"{url}/to?a={to}", allow_private=False)).text == PRIVATE
    assert len(told) == 1


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://127.0.0.9:1/", "127.0.0.9 refuses the connection."),
        ("ftp://hub.example/", "Only http:// and https:// addresses can be fetched."),
        ("http://[", "This is no proper web address."),
    ],
)
async def test_what_cannot_be_asked(url, text):
    assert (await sent(url)).text == text


async def test_a_redirect_for_ever(hub):
    url, told = hub
    again = f"{url}/to?a=%2Fto%3Fa%3D" + "%252Fto"
    assert isinstance(await sent(again), FetchProblem)
    assert len(told) <= 7


async def test_a_hub_gets_one_request_at_a_time_and_no_more_than_its_time():
    under_way, most, requests = 0, 0, []

    async def answer(reader, writer):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        head = await reader.readuntil(b"\r\n\r\n")
        requests.append(head + await reader.readexactly(int(head.split(b"Content-Length: ")[1].split(b"\r")[0])))
        under_way -= 1
        if b" /slow " in head:
            await reader.read()
        writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.9", 0)
    url = f"http://127.0.0.9:{server.sockets[0].getsockname()[1]}"
    fetcher = HttpFetcher("sitrep-test/1", timeout=0.5, resolver=Names())
    asked = [FetchRequest(url=f"{url}/{path}", form=FORM, allow_private=True) for path in ("a", "slow", "b", "c")]
    results = await asyncio.gather(*map(fetcher.fetch, asked))
    await fetcher.close()
    server.close()
    assert [getattr(result, "status", None) for result in results] == [202, None, 202, 202]
    assert results[1].text == "127.0.0.9 does not answer (timed out after 0.5 s)."
    assert most == 1
    head, _, body = requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /a HTTP/1.1\r\n")
    assert b"Content-Type: application/x-www-form-urlencoded" in head
    assert body == b"hub.mode=subscribe&hub.topic=https%3A%2F%2Flake.example%2F%C3%A4%3Fa%3D1%26b%3D2"
