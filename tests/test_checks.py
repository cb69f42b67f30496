"""`sitrep check` over sources on real servers."""

import asyncio
import sys
from asyncio.subprocess import PIPE

from bot import app as apps
from bot import config as configs
from handlers import checks

FEED = "<rss version='2.0'><channel><title>Lake</title><item><title>Rain</title></item></channel></rss>"
HOSTS = ("127.0.0.2", "127.0.0.3", "127.0.0.4")


async def test_sources_are_tried_side_by_side_and_told_in_order(tmp_path, capsys, monkeypatch):
    """None answers before all were asked."""
    asked = asyncio.Barrier(len(HOSTS))

    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        await asked.wait()
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(FEED)}\r\nConnection: close\r\n\r\n{FEED}".encode())
        await writer.drain()
        writer.close()

    servers = [await asyncio.start_server(answer, host, 0) for host in HOSTS]
    urls = [
        f"http://{host}:{server.sockets[0].getsockname()[1]}/feed" for host, server in zip(HOSTS, servers, strict=True)
    ]
    monkeypatch.delenv("SITREP_TELEGRAM_TOKEN", raising=False)
    config = tmp_path / "config.toml"
    config.write_text(
        f'[storage]\npath = "{tmp_path / "s.db"}"\n[polling]\nallow_private = true\n'
        + "".join(f'[[sources]]\nurl = "{url}"\n' for url in urls)
    )
    async with asyncio.timeout(15):
        assert await checks.run(config, as_json=False) == 1  # there is no token
    for server in servers:
        server.close()
    told = [line for line in capsys.readouterr().out.splitlines() if "/feed" in line]
    assert told == [f"ok   {url}: rss, 1 entry" for url in urls]


async def test_a_source_is_tried_where_the_bot_reads_it(tmp_path, capsys, monkeypatch):
    """One that moved for good has its new address, also on a private network; it is tried once."""
    asked = []

    async def answer(reader, writer):
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        asked.append(path)
        head = "200 OK" if path == "/new.xml" else "301 Moved Permanently\r\nLocation: /new.xml"
        body = FEED if path == "/new.xml" else ""
        writer.write(f"HTTP/1.1 {head}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, HOSTS[0], 0)
    address = f"http://{HOSTS[0]}:{server.sockets[0].getsockname()[1]}"
    monkeypatch.delenv("SITREP_TELEGRAM_TOKEN", raising=False)
    file = tmp_path / "config.toml"
    file.write_text(
        f'[storage]\npath = "{tmp_path / "s.db"}"\n[polling]\nallow_private = true\n[[sources]]\nurl = "{address}/old.xml"\n'
    )
    async with asyncio.timeout(15):
        async with apps.build(configs.load(file, {}), inline=True) as app:
            await app.poll_all(lambda _: None, once=True)
        asked.clear()
        await checks.run(file, as_json=False)
    server.close()
    assert asked == ["/new.xml"]
    assert f"ok   {address}/new.xml: rss, 1 entry\n" in capsys.readouterr().out


async def test_what_is_not_telegram_is_told_in_a_line(tmp_path):
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\nConnection: close\r\n\r\n404: nope!")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, HOSTS[0], 0)
    address = f"http://{HOSTS[0]}:{server.sockets[0].getsockname()[1]}/bot"
    file = tmp_path / "config.toml"
    token = "12345678:" + "A" * 35
    file.write_text(f'[telegram]\ntoken = "{token}"\nbase_url = "{address}"\n[storage]\npath = "{tmp_path / "s.db"}"\n')
    run = (sys.executable, "-m", "handlers.cli", "check", "-c", str(file))
    check = await asyncio.create_subprocess_exec(*run, stdout=PIPE, stderr=PIPE)
    out, err = await asyncio.wait_for(check.communicate(), 60)
    server.close()
    assert (check.returncode, err) == (1, b"")
    assert b"FAIL token: Telegram refuses it" in out
