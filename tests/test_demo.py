"""`sitrep demo`, as a newcomer types it."""

import asyncio
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.config import Config, PollingConfig, StorageConfig
from bot.pipeline.ticks import SystemClock
from handlers import demo as demos
from handlers.sandbox import scenario

SITREP = str(Path(sys.executable).with_name("sitrep"))


def demo(*args):
    done = subprocess.run([SITREP, "demo", *args], capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_minute():
    said = demo("--say", "/start", "/latest kabul")
    assert "Fri 13 Aug 18:00 UTC · person" in said
    assert "> /latest kabul" in said
    briefing = said.split("> /latest kabul")[1]
    assert "KABUL · last 24 h · as of 18:00 UTC" in briefing
    assert "independent sources" in briefing
    assert "3,000 troops" in briefing
    assert briefing.count("Pul-e-Alam") == 1  # its fall is told once, however far it is from Kabul
    assert "Kandahar has fallen" in briefing  # what happened that day is not crowded out by what is said in Kabul
    assert "[ More ]  [ Timeline ]  [ Sources ]" in briefing
    assert not re.search(r"Traceback|None|\bERROR\b", said)


def test_an_outlet_that_is_dead_from_the_start_silences_no_other():
    said = demo("--at", "2021-08-14T20:00Z", "--say", "/sources", "--say", "/status")
    assert "Arghandab Valley Radio - 127.0.0.1 answered 500" in said
    assert "not read yet" not in said
    assert re.search(r"Heard from within the last hour: (?:[^,\n]+, ){12}[^,\n]+\n", said)
    assert "items read from 13 sources" in said  # of 14: one was never heard from


@pytest.mark.parametrize(
    ("args", "code", "out", "err"),
    [
        (("--for", "0h"), 0, "", ""),  # no page
        (("--live", "--say", "/start"), 2, "", "leave out --say, --for and --at"),
        (("--live", "--at", "2021-08-14T20:00Z"), 2, "", "leave out --say, --for and --at"),
    ],
)
def test_what_does_not_go_together(args, code, out, err):
    done = subprocess.run([SITREP, "demo", *args], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, out, int(bool(err)))
    assert err in done.stderr


@pytest.mark.parametrize(("chat", "what"), [("person", "push"), ("channel", "broadcast")])
def test_one_push_at_the_right_local_time(chat, what):
    said = demo(
        *("--chat", chat, "--say", "/timezone Asia/Kabul", "--say", "/follow kabul"),
        *("--say", "/schedule daily 07:30", "--for", "26h"),
    )
    pushes = re.findall(r"── (.*?) · (\w+) · (push|broadcast) ─", said)
    assert pushes == [("Sat 14 Aug 03:00 UTC", chat, what)]
    assert "as of 07:30 Kabul time" in said
    assert said.rstrip().splitlines()[-1].startswith("── Sat 14 Aug 20:00 UTC")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x" * 5_000, "a message holds at most 4096 characters, this has 5000: send it in parts"),
        ("", "there is nothing to send"),
    ],
)
def test_what_nobody_can_send_is_answered_in_a_line(text, line):
    done = subprocess.run(
        [SITREP, "demo", "--say", "/topics", "--say", text], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 1
    assert "Nothing is followed yet" in done.stdout
    assert done.stderr.rstrip() == f"sitrep: {line}"


def test_pictures_are_told_in_words():
    said = demo("--at", "2021-08-17T18:00Z", "--say", "/map kabul 3d", "--say", "/figures kabul 3d")
    assert re.search(r"^\[picture: map of Kabul, \d+ places: Kabul, ", said, re.MULTILINE)
    assert re.search(r"KABUL · last 3 days · as of 18:00 UTC · map\n1 . Kabul", said)
    assert "[ Figures ]  [ Dark ]" in said
    assert re.search(r"^\[picture: chart for Kabul: ", said, re.MULTILINE)


def test_a_quarter_of_a_million_is_no_rise_to_a_million():
    said = demo("--say", "/figures kabul 3d")  # "250,000 Afghans", says one, "Quarter of a million Afghans" the other
    assert "1,000,000" not in said


def test_a_group_and_another_time():
    said = demo("--chat", "group", "--at", "2021-08-15T18:00Z", "--say", "/latest@sitrep_sandbox_bot ghani")
    assert "Sun 15 Aug 18:00 UTC · group" in said
    assert "GHANI" in said


def test_alerts_as_news_breaks():
    said = demo("--say", "/follow mazar-i-sharif now", "--for", "26h")
    pushes = said.split("· person · push")[1:]
    assert pushes
    assert all("MAZAR" in push.upper() for push in pushes)
    told = [line for push in pushes for line in push.splitlines()[1:3]]
    assert len(told) == len(set(told))  # no story twice in the same words


def test_the_clock_stands_where_the_news_ends(monkeypatch, capsys):
    seconds = 0.0
    monkeypatch.setattr(demos.time, "monotonic", lambda: seconds)
    clock = demos.FastClock(scenario.END - timedelta(hours=1), 300)
    clock.start()
    assert clock.left == 12
    seconds = 11.0
    assert clock.now() == scenario.END - timedelta(minutes=5)
    seconds = 3600.0
    assert clock.now() == scenario.END == clock.end
    assert clock.left == 0
    demos.tell_end(clock.end)
    assert capsys.readouterr().out.startswith("The news ends here: the clock stands at 17 August 2021, 00:00 UTC")
    late = demos.FastClock(scenario.END + timedelta(hours=5), 300)
    assert late.end == late.now() == scenario.END + timedelta(hours=5)


async def test_the_page_is_served_and_sigterm_ends_it():
    process = await asyncio.create_subprocess_exec(
        SITREP, "demo", "--port", "0", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
        async with aiohttp.ClientSession() as session:
            async with session.get(address) as page:
                assert page.status == 200
                assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            async with session.post(address + "api/say", json={"chat": 1001, "text": "/latest kabul"}) as said:
                assert said.status == 200
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 60) == 0
        assert b"Traceback" not in await process.stderr.read()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_a_port_that_is_taken_is_one_line():
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run([SITREP, "demo", "--port", port], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "--port" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("port", ["-5", "99999"])
def test_a_port_that_cannot_be_is_one_line(port):
    done = subprocess.run([SITREP, "demo", "--port", port], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert len(done.stderr.splitlines()) == 1


async def test_live_leaves_the_database_of_the_real_bot_alone(tmp_path):
    live = Config(
        storage=StorageConfig(path=str(tmp_path / "sitrep.db")), polling=PollingConfig(public_url="https://bot.example")
    )
    async with demos.stage(SystemClock(), live=live) as running:
        assert running.app.config.polling.public_url == ""
        await running.app.pipeline.run_due()
    assert not list(tmp_path.iterdir())
