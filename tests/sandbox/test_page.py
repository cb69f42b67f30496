from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import AsyncIterator
from importlib import resources
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from handlers.sandbox import Sandbox
from handlers.sandbox import page as pages

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 4, 3) + bytes(9)


@pytest.fixture
async def sandbox(clock) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(clock, monotonic=lambda: clock.steady)
    sandbox.mount(pages.routes(sandbox))
    await sandbox.start()
    yield sandbox
    await sandbox.close()


@pytest.fixture
async def web(sandbox) -> AsyncIterator[ClientSession]:
    async with ClientSession(f"http://127.0.0.1:{sandbox.port}") as session:
        yield session


@pytest.fixture
def gone(sandbox, monkeypatch) -> asyncio.Event:
    """Set when a page's queue was given back."""
    event, unsubscribe = asyncio.Event(), sandbox.unsubscribe

    def told(queue: asyncio.Queue[Any]) -> None:
        unsubscribe(queue)
        event.set()

    monkeypatch.setattr(sandbox, "unsubscribe", told)
    return event


async def upload(web: ClientSession, sandbox: Sandbox, method: str, **files: tuple[str, bytes, str]) -> dict[str, Any]:
    form = FormData({"chat_id": str(sandbox.chats["person"])}, quote_fields=False)
    for field, (name, body, kind) in files.items():
        form.add_field(field, body, filename=name, content_type=kind)
    async with web.post(f"/bot{sandbox.token}/{method}", data=form) as answer:
        return (await answer.json())["result"]


async def next_event(answer) -> tuple[str, dict[str, Any]]:
    fields = {}
    while line := (await answer.content.readline()).decode().rstrip("\n"):
        name, _, value = line.partition(": ")
        fields[name] = value
    return fields["event"], json.loads(fields["data"])


async def next_of(answer, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(10):
        while (found := await next_event(answer))[0] != kind:
            pass
    return found[1]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/static/app.js", "text/javascript"),
        ("/static/bubbles.js", "text/javascript"),
        ("/static/composer.js", "text/javascript"),
        ("/static/list.js", "text/javascript"),
        ("/static/notices.js", "text/javascript"),
        ("/static/text.js", "text/javascript"),
        ("/static/style.css", "text/css"),
        ("/static/icon.svg", "image/svg+xml"),
        ("/static/pattern.svg", "image/svg+xml"),
        ("/api/state", "application/json"),
    ],
)
async def test_every_part_comes_with_its_type_and_the_strict_headers(web, path, kind):
    async with web.get(path) as answer:
        assert answer.status == 200
        assert answer.content_type == kind
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert await answer.read()


def test_the_page_writes_no_markup_and_names_no_other_host():
    files = {path.name: path.read_text("utf-8") for path in resources.files(pages).iterdir() if path.name[-3:] != ".py"
             and path.is_file()}  # fmt: skip
    scripts = "".join(text for name, text in files.items() if name.endswith(".js"))
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
        assert word not in scripts
    for text in files.values():
        rest = text.replace("http://www.w3.org/2000/svg", "").replace("`https://${address}`", "")
        assert "http://" not in rest
        assert "https://" not in rest
    assert " style=" not in files["index.html"]
    assert " onclick" not in files["index.html"]


async def test_state_has_the_three_chats_with_messages_and_menu(web, sandbox, bot):
    await bot.set_my_commands([("latest", "the news")])
    sandbox.say(sandbox.chats["person"], "/latest kabul")
    await bot.send_message(sandbox.chats["channel"], "<b>Kabul</b>", parse_mode="HTML")
    state = await (await web.get("/api/state")).json()
    assert [chat["name"] for chat in state["chats"]] == ["person", "group", "channel"]
    assert [chat["title"] for chat in state["chats"]] == ["sitrep", "Field desk", "Field desk briefings"]
    assert state["now"] == 1628877600
    person, _, channel = state["chats"]
    assert person["menu"] == [{"command": "latest", "description": "the news"}]
    assert [(m["message"]["text"], m["from_bot"]) for m in person["messages"]] == [("/latest kabul", False)]
    assert channel["messages"][0]["from_bot"] is True
    assert channel["messages"][0]["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


async def test_state_keeps_the_newest_messages_of_a_long_chat(web, sandbox):
    for n in range(pages.MAX_MESSAGES + 5):
        sandbox.say(sandbox.chats["person"], f"n{n}")
    state = await (await web.get("/api/state")).json()
    texts = [entry["message"]["text"] for entry in state["chats"][0]["messages"]]
    assert (len(texts), texts[0], texts[-1]) == (pages.MAX_MESSAGES, "n5", f"n{pages.MAX_MESSAGES + 4}")


async def test_menu_of_a_scope_hides_the_default_one(web, sandbox, api):
    await api.result("setMyCommands", commands=[{"command": "help", "description": "all"}])
    await api.result(
        "setMyCommands",
        commands=[{"command": "follow", "description": "in groups"}],
        scope={"type": "all_chat_administrators"},
    )
    await api.result(
        "setMyCommands",
        commands=[{"command": "hjelp", "description": "in English"}],
        scope={"type": "all_private_chats"},
        language_code="en",
    )
    state = await (await web.get("/api/state")).json()
    assert [chat["menu"][0]["command"] for chat in state["chats"]] == ["hjelp", "follow", "follow"]


async def test_what_is_said_reaches_the_bot(web, sandbox, api):
    async with web.post("/api/say", json={"chat": sandbox.chats["person"], "text": "/latest kabul"}) as answer:
        assert (answer.status, await answer.json()) == (200, {"seen": True})
    updates = await api.result("getUpdates")
    assert updates[0]["message"]["text"] == "/latest kabul"


async def test_small_talk_in_a_group_is_not_for_the_bot(web, sandbox):
    async with web.post("/api/say", json={"chat": sandbox.chats["group"], "text": "good morning"}) as answer:
        assert (answer.status, await answer.json()) == (200, {"seen": False})
    assert sandbox.messages(sandbox.chats["group"])[-1]["from"]["id"] == sandbox.chats["person"]


async def test_a_press_tells_the_id_that_its_answer_will_carry(web, sandbox, api):
    keys = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    chat = sandbox.chats["person"]
    sent = await api.result("sendMessage", chat_id=chat, text="news", reply_markup=keys)
    async with web.post("/api/press", json={"chat": chat, "message": sent["message_id"], "data": "more"}) as answer:
        query = (await answer.json())["query"]
    updates = await api.result("getUpdates")
    assert updates[0]["callback_query"]["id"] == query
    assert await api.result("answerCallbackQuery", callback_query_id=query)


async def test_a_press_that_the_bot_did_not_ask_for_has_no_id(web, sandbox, api):
    await api.result("getUpdates", allowed_updates=["message"])
    keys = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    chat = sandbox.chats["person"]
    sent = await api.result("sendMessage", chat_id=chat, text="news", reply_markup=keys)
    async with web.post("/api/press", json={"chat": chat, "message": sent["message_id"], "data": "more"}) as answer:
        assert await answer.json() == {"query": None}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/say", b"{", 400),
        ("/api/say", b"\xff", 400),
        ("/api/say", b"[" * 50_000, 400),
        ("/api/say", b"[]", 400),
        ("/api/say", b"{}", 400),
        ("/api/say", b'{"chat": 1001}', 400),
        ("/api/say", b'{"chat": "1001", "text": "x"}', 400),
        ("/api/say", b'{"chat": true, "text": "x"}', 400),
        ("/api/say", b'{"chat": 1001, "text": 5}', 400),
        ("/api/say", b'{"chat": 7, "text": "x"}', 404),
        ("/api/say", b'{"chat": 1002, "text": "x"}', 404),
        ("/api/say", b'{"chat": 1001, "text": "   "}', 409),
        ("/api/say", b'{"chat": 1001, "text": "' + b"x" * 4097 + b'"}', 409),
        ("/api/say", b'{"chat": 1001, "text": "' + b"x" * 70_000 + b'"}', 413),
        ("/api/press", b'{"chat": 1001, "message": 1}', 400),
        ("/api/press", b'{"chat": 1001, "message": 1.5, "data": "x"}', 400),
        ("/api/press", b'{"chat": 7, "message": 1, "data": "x"}', 404),
        ("/api/press", b'{"chat": 1001, "message": 1, "data": "x"}', 409),
    ],
)
async def test_a_bad_request_is_told_in_one_line(web, path, body, status):
    async with web.post(path, data=body, headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == status
        error = (await answer.json())["error"]
        assert error
        assert "\n" not in error
        assert answer.headers["Content-Security-Policy"]


async def test_a_body_of_another_type_is_refused(web, sandbox):
    body = json.dumps({"chat": sandbox.chats["person"], "text": "x"})
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        async with web.post("/api/say", data=body, headers={"Content-Type": kind}) as answer:
            assert answer.status == 400
    assert sandbox.messages(sandbox.chats["person"]) == []


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
)
@pytest.mark.parametrize("path", ["/", "/api/state", "/api/events", "/api/say"])
async def test_other_sites_get_nothing(web, sandbox, path, headers):
    method = "POST" if path == "/api/say" else "GET"
    async with web.request(method, path, headers=headers) as answer:
        assert answer.status == 403


async def test_events_begin_with_the_state_and_go_on_live(web, sandbox, bot):
    sandbox.say(sandbox.chats["person"], "before")
    async with web.get("/api/events") as answer:
        assert answer.content_type == "text/event-stream"
        name, state = await next_event(answer)
        assert name == "state"
        assert state["chats"][0]["messages"][0]["message"]["text"] == "before"
        await bot.send_message(sandbox.chats["group"], "line\nbreak", disable_notification=True)
        pushed = await next_of(answer, "message")
        assert (pushed["chat_id"], pushed["message"]["text"]) == (sandbox.chats["group"], "line\nbreak")
        assert (pushed["from_bot"], pushed["silent"]) == (True, True)
        await bot.send_chat_action(sandbox.chats["person"], "typing")
        assert (await next_of(answer, "chat_action"))["action"] == "typing"


async def test_events_carry_the_clock_and_a_new_menu(web, sandbox, bot, clock, monkeypatch):
    monkeypatch.setattr(pages, "TICK", 0.02)
    async with web.get("/api/events") as answer:
        assert (await next_of(answer, "clock"))["now"] == 1628877600
        clock.forward(60)
        await bot.set_my_commands([("latest", "the news")])
        profile = await next_of(answer, "profile")
        assert profile["menus"][str(sandbox.chats["person"])][0]["command"] == "latest"
        assert (await next_of(answer, "clock"))["now"] == 1628877660


async def test_chats_that_the_page_does_not_show_stay_out_of_the_events(web, sandbox, bot):
    async with web.get("/api/events") as answer:
        await next_of(answer, "state")
        sandbox.say(sandbox.chats["other"], "hello from elsewhere")
        sandbox.say(sandbox.chats["person"], "mine")
        assert (await next_of(answer, "message"))["message"]["text"] == "mine"


async def test_a_page_that_falls_far_behind_is_cut_off(web, sandbox, gone, monkeypatch):
    monkeypatch.setattr(pages, "MAX_BEHIND", 3)
    async with web.get("/api/events") as answer:
        await next_of(answer, "state")
        for n in range(10):
            sandbox.say(sandbox.chats["person"], f"n{n}")
        async with asyncio.timeout(10):
            await answer.content.read()
        assert answer.content.at_eof()
    async with asyncio.timeout(10):
        await gone.wait()
    assert sandbox.subscribers == []


async def test_events_end_when_the_sandbox_closes(web, sandbox):
    async with web.get("/api/events") as answer:
        await next_of(answer, "state")
        closing = asyncio.create_task(sandbox.close())
        async with asyncio.timeout(5):
            await answer.content.read()
            await closing
    assert sandbox.subscribers == []


async def test_a_page_that_goes_away_is_forgotten(web, sandbox, gone):
    async with web.get("/api/events") as answer:
        await next_of(answer, "state")
        assert len(sandbox.subscribers) == 1
        answer.close()
    async with asyncio.timeout(10):
        await gone.wait()
    assert sandbox.subscribers == []


async def test_a_group_that_became_a_supergroup_is_told_and_shown(web, sandbox):
    async with web.get("/api/events") as answer:
        await next_of(answer, "state")
        new = sandbox.migrate(sandbox.chats["group"])
        assert (await next_of(answer, "member"))["migrated_to"] == new
    state = await (await web.get("/api/state")).json()
    assert state["chats"][1]["id"] == new


async def test_pictures_are_shown_and_documents_are_saved(web, sandbox):
    photo = await upload(web, sandbox, "sendPhoto", photo=("map.html", PNG, "text/html"))
    async with web.get(f"/api/files/{photo['photo'][-1]['file_id']}") as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", PNG)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    evil = b"<script>alert(1)</script>"
    sent = await upload(web, sandbox, "sendDocument", document=("a; b.html", evil, "text/html"))
    async with web.get(f"/api/files/{sent['document']['file_id']}") as answer:
        assert (answer.content_type, await answer.read()) == ("application/octet-stream", evil)
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%3B%20b.html"


@pytest.mark.parametrize("path", ["/api/files/none", "/static/none.js", "/static/__init__.py"])
async def test_a_file_that_is_not_there(web, path):
    async with web.get(path) as answer:
        assert (answer.status, await answer.json()) == (404, {"error": "there is no such file"})
