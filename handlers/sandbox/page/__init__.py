"""The chat page: what a person sees of the sandbox in the browser. It draws what the sandbox tells it and decides nothing.

    GET  /                    the page; its parts under /static/
    GET  /api/state           {"run", "now", "end", "bot", "chats": [{"id", "name", "type", "title", "me", "menu", "messages"}]}
    GET  /api/events          Server-Sent Events: "state" first, then the sandbox's own events, "profile" and "clock"
    POST /api/say             {"chat", "text"} -> {"seen"}: whether the bot gets to see it
    POST /api/press           {"chat", "message", "data"} -> {"query"}: the id that the answer will carry
    GET  /api/files/{id}      a picture, or a document to be saved

Errors are {"error": "one line"}: 400 for a body that is none of these, 404, 409 where Telegram's apps would refuse.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from importlib import resources
from typing import Any
from urllib.parse import quote

from aiohttp import web

from handlers.sandbox.errors import Refused
from handlers.sandbox.server import Sandbox
from handlers.sandbox.state import Chat, Json

SHOWN = ("person", "group", "channel")  # of sandbox.chats, in the list's order
MAX_MESSAGES = 300  # of each chat in the state: more than anyone scrolls back, and still quick to draw
MAX_BODY = 64 * 1024  # bytes: a message of 4,096 characters, each written as \uXXXX twice, takes 49 KB
MAX_BEHIND = 5_000  # events that a page may be behind; then it is cut off, and starts anew from the state
TICK = 1.0  # seconds between two looks at the clock
RETRY = 500  # ms until a page that lost its connection comes back
STATIC = {
    "app.js": "text/javascript",
    "bubbles.js": "text/javascript",
    "composer.js": "text/javascript",
    "list.js": "text/javascript",
    "notices.js": "text/javascript",
    "text.js": "text/javascript",
    "style.css": "text/css",
    "icon.svg": "image/svg+xml",
    "pattern.svg": "image/svg+xml",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PICTURES = (  # a picture's first bytes, and what it may be called; nothing else is ever shown in place
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)


def routes(sandbox: Sandbox, end: datetime | None = None) -> Callable[[web.Application], None]:
    """What `sandbox.mount` takes to serve the page; it says so once the clock has come to the end of the news."""
    run = secrets.token_hex(8)  # tells a page that came back whether this is still the sandbox it knew
    files = {name: read(name) for name in ("index.html", *STATIC)}

    async def index(request: web.Request) -> web.Response:
        return web.Response(body=files["index.html"], content_type="text/html", charset="utf-8")

    async def static(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in STATIC:
            return problem(404, "there is no such file")
        return web.Response(body=files[name], content_type=STATIC[name], charset="utf-8")

    async def get_state(request: web.Request) -> web.Response:
        return web.json_response(state(sandbox, run, end))

    async def events(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await response.prepare(request)
        async with listening(sandbox) as queue:
            known = profile(sandbox)
            await response.write(b"retry: %d\n" % RETRY + event("state", state(sandbox, run, end)))
            while (item := await queue.get()) is not None and queue.qsize() < MAX_BEHIND:
                if item["type"] == "clock" and known != (known := profile(sandbox)):
                    await response.write(event("profile", known))
                if item["type"] == "clock" or is_shown(sandbox, item):
                    await response.write(event(item["type"], item))
        return response

    async def say(request: web.Request) -> web.Response:
        body = await read_json(request, chat=int, text=str)
        update = sandbox.say(shown_chat(sandbox, body["chat"]).id, body["text"])
        return web.json_response({"seen": update is not None})

    async def press(request: web.Request) -> web.Response:
        body = await read_json(request, chat=int, message=int, data=str)
        update = sandbox.press(shown_chat(sandbox, body["chat"]).id, body["message"], body["data"])
        query = sandbox.updates[update]["callback_query"]["id"] if update is not None else None
        return web.json_response({"query": query})

    async def file(request: web.Request) -> web.Response:
        stored = sandbox.files.get(request.match_info["id"])
        if stored is None:
            return problem(404, "there is no such file")
        if stored.kind == "photo" and (kind := picture_type(stored.body)):
            return web.Response(body=stored.body, content_type=kind)
        name = quote(stored.name.encode("utf-8", "replace"), safe="")
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return web.Response(body=stored.body, content_type="application/octet-stream", headers=headers)

    async def guard(request: web.Request, response: web.StreamResponse) -> None:
        if request.path == "/" or request.path.startswith(("/static/", "/api/")):
            response.headers.update(HEADERS)

    def register(app: web.Application) -> None:
        app.on_response_prepare.append(guard)
        app.router.add_get("/", index)
        app.router.add_get("/static/{name}", static)
        app.router.add_get("/api/state", told(get_state))
        app.router.add_get("/api/events", events, allow_head=False)
        app.router.add_post("/api/say", told(say))
        app.router.add_post("/api/press", told(press))
        app.router.add_get("/api/files/{id}", file)

    return register


# --- what the page is told ----------------------------------------------------------------------------------------


def state(sandbox: Sandbox, run: str, end: datetime | None = None) -> Json:
    """All that the page shows."""
    chats = [chat_state(sandbox, name) for name in SHOWN if name in sandbox.chats]
    last = end and int(end.timestamp())
    return {"run": run, "now": sandbox.now(), "end": last, "bot": bot_state(sandbox), "chats": chats}


def chat_state(sandbox: Sandbox, name: str) -> Json:
    chat = sandbox.room(sandbox.chats[name])
    messages = sandbox.messages(chat.id)[-MAX_MESSAGES:]
    return {
        "id": chat.id,
        "name": name,
        "type": chat.type,
        "title": chat.title or sandbox.users[sandbox.bot_id]["first_name"],  # a person's chat is with the bot
        "me": sandbox.default_user(chat),
        "members": sum(1 for _ in sandbox.group_members(chat)),
        "menu": menu(sandbox, chat),
        "messages": [{"message": message, "from_bot": message["message_id"] in chat.sent} for message in messages],
    }


def bot_state(sandbox: Sandbox) -> Json:
    bot = sandbox.users[sandbox.bot_id]
    descriptions = sandbox.profile.get("description", {})
    return {"id": bot["id"], "name": bot["first_name"], "username": bot["username"], "about": descriptions.get("", "")}


def profile(sandbox: Sandbox) -> Json:
    """What the bot may change about itself at any time, without an event of the sandbox."""
    menus = {sandbox.chats[name]: menu(sandbox, sandbox.room(sandbox.chats[name])) for name in SHOWN}
    return {"bot": bot_state(sandbox), "menus": menus}


def menu(sandbox: Sandbox, chat: Chat) -> list[Json]:
    """The commands that the chat's administrator sees: core.telegram.org/bots/api#determining-list-of-commands."""
    user = sandbox.default_user(chat)
    if chat.type == "private":
        scopes: list[Json] = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}]
    else:
        scopes = [
            {"type": "chat_member", "chat_id": chat.id, "user_id": user},
            {"type": "chat_administrators", "chat_id": chat.id},
            {"type": "chat", "chat_id": chat.id},
            {"type": "all_chat_administrators"},
            {"type": "all_group_chats"},
        ]
    commands = sandbox.profile.get("commands", {})
    for scope in (*scopes, {"type": "default"}):
        for language in (sandbox.users[user].get("language_code", ""), ""):
            found: list[Json] = commands.get((json.dumps(scope, sort_keys=True), language), [])
            if found:
                return found
    return []


def is_shown(sandbox: Sandbox, item: Json) -> bool:
    return item["chat_id"] in (sandbox.chats[name] for name in SHOWN) or "migrated_to" in item


def event(name: str, data: Json) -> bytes:
    """One Server-Sent Event. JSON has no line break of its own, so one data line holds it."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()


@asynccontextmanager
async def listening(sandbox: Sandbox) -> AsyncIterator[asyncio.Queue[Any]]:
    """A queue of the sandbox's events with the clock in between, and None when the sandbox closes."""
    queue: asyncio.Queue[Any] = sandbox.subscribe()
    ticking = asyncio.create_task(tick(sandbox, queue))
    try:
        yield queue
    finally:
        ticking.cancel()
        sandbox.unsubscribe(queue)


async def tick(sandbox: Sandbox, queue: asyncio.Queue[Any]) -> None:
    while not sandbox.closing.is_set():
        queue.put_nowait({"type": "clock", "now": sandbox.now()})
        with suppress(TimeoutError):
            async with asyncio.timeout(TICK):
                await sandbox.closing.wait()
    queue.put_nowait(None)


# --- requests -----------------------------------------------------------------------------------------------------


class BadBody(ValueError):
    """What is wrong with a request's body, in one line."""


def told(handler: Callable[[web.Request], Any]) -> Callable[[web.Request], Any]:
    """The handler, with what goes wrong told as JSON."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            response: web.StreamResponse = await handler(request)
        except BadBody as error:
            return problem(400, str(error))
        except LookupError as error:
            return problem(404, str(error.args[0]))
        except Refused as error:
            return problem(409, str(error))
        except web.HTTPRequestEntityTooLarge:
            return problem(413, f"a request holds at most {MAX_BODY} bytes")
        return response

    return answer


def problem(status: int, text: str) -> web.Response:
    return web.json_response({"error": text}, status=status)


async def read_json(request: web.Request, **fields: type) -> Json:
    """The body's fields. Raises BadBody where it is no JSON object with these, and HTTPRequestEntityTooLarge."""
    if request.content_type != "application/json":
        raise BadBody("the body must be application/json")
    raw = await request.clone(client_max_size=MAX_BODY).read()
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadBody("the body is not JSON") from None
    if not isinstance(body, dict):
        raise BadBody("the body must be a JSON object")
    for name, kind in fields.items():
        if type(body.get(name)) is not kind:  # a bool is an int to isinstance
            raise BadBody(f"{name!r} must be {'a number' if kind is int else 'a string'}")
    return body


def shown_chat(sandbox: Sandbox, chat_id: int) -> Chat:
    """The chat, where the page shows it. Raises LookupError."""
    if chat_id not in (sandbox.chats[name] for name in SHOWN):
        raise LookupError(f"there is no chat {chat_id}")
    return sandbox.room(chat_id)


def picture_type(body: bytes) -> str | None:
    return next((kind for start, kind in PICTURES if body.startswith(start)), None)


def read(name: str) -> bytes:
    return resources.files(__name__).joinpath(name).read_bytes()
