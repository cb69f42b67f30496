"""The sandbox over HTTP: /bot<token>/<method> and /file/bot<token>/<path>, on 127.0.0.1 only.

Events that `subscribe()` hands out, each with "type" and "chat_id":
    message          "message" (Telegram's JSON), "from_bot", "silent"
    edit             "message", "from_bot"
    delete           "message_id"
    callback_answer  "callback_query_id", "user_id", "text", "show_alert", "url"
    chat_action      "action"
    member           "user_id", "status"; or "migrated_to"
"""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web

from bot.ports import Clock
from handlers.sandbox.errors import ApiError, bad_request, too_many
from handlers.sandbox.faults import Fault, Faults, RateLimits
from handlers.sandbox.methods import METHODS
from handlers.sandbox.methods.sending import file_json, keep_file
from handlers.sandbox.methods.updates import Described
from handlers.sandbox.schema import Params, Upload, decode, method_names
from handlers.sandbox.state import Json, populate
from handlers.sandbox.users import People

TOKEN = "7012345678:AAF-sandbox-Not-A-Real-Token-0123456"  # plausible in form, worthless at Telegram
MAX_BODY = 52 * 2**20  # a document of 50 MB and what comes with it
SHUTDOWN = 1.0  # seconds that requests under way get to end
WEBHOOK_TIMEOUT = 60.0  # seconds
SENDS = ("send", "copy", "forward", "edit")  # methods that count against the limits on sending
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>"
)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sandbox(People):
    """A local Telegram with one bot, a person, a group and a channel.

    `chats` has the ids of "person", "group" and "channel"; `faults` and `limits` are the switches; `mount` adds routes
    before `start`. `monotonic` is the clock of what runs in real time: the life of a button press, the limits.
    """

    TOKEN = TOKEN

    def __init__(
        self,
        clock: Clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        webhook_retry: float = 1.0,
    ) -> None:
        super().__init__(clock, TOKEN, monotonic)
        populate(self)
        self.faults = Faults()
        self.limits = RateLimits()
        self.port = 0
        self.webhook_retry = webhook_retry  # seconds until an update that a webhook did not take is sent again
        self.closing = asyncio.Event()  # set by close(); handlers that wait for something else watch it too
        self.app = web.Application(middlewares=[self.check_host], client_max_size=MAX_BODY)
        self.app.router.add_route("GET", "/bot{token}/{method}", self.call)
        self.app.router.add_route("POST", "/bot{token}/{method}", self.call)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self.download)
        self._runner: web.AppRunner | None = None
        self._deliverer: asyncio.Task[None] | None = None

    @property
    def base_url(self) -> str:
        """For python-telegram-bot's base_url: the token follows."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def file_url(self) -> str:
        """For python-telegram-bot's base_file_url."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    def mount(self, register: Callable[[web.Application], None]) -> None:
        """Lets others add their routes, before start()."""
        register(self.app)

    def hand_over(self, chat_id: int, name: str, body: bytes, caption: str = "", **who: Any) -> int | None:
        """A person sends a file; the rest as say()."""
        stored = keep_file(self, Upload(name, "application/octet-stream", body), "document")
        document = {"file_name": stored.name, "mime_type": stored.content_type} | file_json(stored)
        return self.say(chat_id, caption, document=document, **who)

    async def start(self, port: int = 0) -> None:
        """Serves on this port of 127.0.0.1; 0: any free one, told by `port`. Raises OSError where it is taken."""
        self._runner = web.AppRunner(self.app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]
        self._deliverer = asyncio.create_task(self.feed_webhook())

    async def close(self) -> None:
        self.closing.set()
        self.wake()
        if self._deliverer:
            self._deliverer.cancel()
            await asyncio.gather(self._deliverer, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()

    # --- HTTP -------------------------------------------------------------------------------------------------

    @web.middleware
    async def check_host(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Only this machine's own names reach any route: against DNS rebinding, and pages of other sites."""
        ours = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        origin = request.headers.get("Origin")
        if request.headers.get("Host", "") not in ours or (origin and origin.partition("://")[2] not in ours):
            return web.Response(status=403, text="Forbidden: this server answers on 127.0.0.1 only\n")
        return await handler(request)

    def check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        bot_id, colon, secret = token.partition(":")
        if not (colon and bot_id.isdigit() and secret):
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    async def call(self, request: web.Request) -> web.StreamResponse:
        try:
            self.check_token(request)
            name = method_names().get(request.match_info["method"].lower())
            if name is None:
                raise ApiError(404, "Not Found: method not found")
            raw, uploads = await read_body(request)
            fault = self.faults.take(name, self.chat_id_of(raw))
            self.changed.set()
            if fault and fault.kind in ("429", "500", "502", "timeout", "drop_before"):
                return await self.fail(request, fault)
            answer = success(await self.run(name, raw, uploads))
        except ApiError as error:
            return failure(error)
        if fault and fault.kind == "drop":
            return cut(request)
        if fault and fault.kind == "malformed":
            return web.Response(text=answer[: len(answer) // 2], content_type="application/json")
        return web.Response(text=answer, content_type="application/json")

    async def run(self, name: str, raw: Json, uploads: dict[str, Upload]) -> Any:
        """The result of a method. Raises ApiError."""
        method = METHODS.get(name)
        if method is None:
            raise ApiError(501, f"Not Implemented: the sandbox does not simulate {name}")
        params = decode(name, raw, uploads)
        self.check_limits(name, params)
        try:
            result = method(self, params)
            return await result if inspect.isawaitable(result) else result
        finally:
            self.changed.set()

    def check_limits(self, name: str, params: Params) -> None:
        if not name.startswith(SENDS) or name == "sendChatAction" or params["chat_id"] is None:
            return
        chat = self.find(params["chat_id"])
        group = chat.type in ("group", "supergroup")
        wait = self.limits.check(chat.id, group=group, paid=bool(params["allow_paid_broadcast"]), now=self.monotonic())
        if wait is not None:
            raise too_many(wait)

    def chat_id_of(self, raw: Json) -> int | None:
        value = raw.get("chat_id")
        try:
            return int(value) if value is not None and not str(value).startswith("@") else self.find(str(value)).id
        except (ValueError, TypeError, OverflowError, ApiError):
            return None

    async def fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "429":
            return failure(too_many(fault.retry_after))
        if fault.kind == "500":
            return failure(ApiError(500, "Internal Server Error"))
        if fault.kind == "502":
            return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
        if fault.kind == "timeout":
            await self.closing.wait()  # ends earlier where the client gives up: its handler is cancelled
        return cut(request)

    async def download(self, request: web.Request) -> web.StreamResponse:
        try:
            self.check_token(request)
            path = request.match_info["path"]
            stored = next((stored for stored in self.files.values() if stored.path == path), None)
            if stored is None:
                raise ApiError(404, "Not Found")
        except ApiError as error:
            return failure(error)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"}
        return web.Response(body=stored.body, content_type="application/octet-stream", headers=headers)

    # --- webhook ----------------------------------------------------------------------------------------------

    async def feed_webhook(self) -> None:
        """Posts updates, one after the other and each until it is taken, while a webhook is set."""
        timeout = ClientTimeout(total=WEBHOOK_TIMEOUT)
        async with ClientSession(timeout=timeout, connector=TCPConnector(ssl=False)) as session:
            while True:
                hook = self.webhook
                if hook is None or not self.updates:
                    self.changed.clear()
                    await self.changed.wait()
                    continue
                update = next(iter(self.updates.values()))
                problem = await self.post(session, hook.url, hook.secret, update)
                if problem is None:
                    self.updates.pop(update["update_id"], None)
                    self.changed.set()
                else:
                    hook.error, hook.error_at = problem, self.now()
                    self.changed.set()
                    await asyncio.sleep(self.webhook_retry)

    async def post(self, session: ClientSession, url: str, secret: str, update: Json) -> str | None:
        """Why the webhook did not take the update, None where it did. It may answer with a method to call."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
        try:
            async with session.post(url, json=update, headers=headers) as response:
                if not 200 <= response.status < 300:
                    return f"Wrong response from the webhook: {response.status} {response.reason}"
                body = await response.read()
        except TimeoutError:
            return "Read timeout expired"
        except (ClientError, OSError):
            return "Connection refused"
        try:
            answer = json.loads(body)
            name = method_names().get(str(answer.pop("method", "")).lower()) if isinstance(answer, dict) else None
            if name:
                await self.run(name, answer, {})
        except (ValueError, ApiError):
            pass  # Telegram tells a bot nothing of what became of a method in its answer
        return None


async def read_body(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Parameters and files, from the query string and a JSON, urlencoded or multipart body. Raises ApiError."""
    raw: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if not request.can_read_body:
        return raw, uploads
    try:
        if request.content_type == "application/json":
            body = json.loads((await request.read()).decode())
            if not isinstance(body, dict):
                raise bad_request("object expected as JSON body")
            return raw | body, uploads
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
                value.file.close()
            elif isinstance(value, bytes | bytearray):
                raw[name] = value.decode("utf-8")
            else:
                raw[name] = value
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    except (ValueError, RecursionError):
        raise bad_request("can't parse the request's body") from None
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    return raw, uploads


def success(result: Any) -> str:
    answer = {"ok": True, "result": result.result if isinstance(result, Described) else result}
    if isinstance(result, Described):
        answer["description"] = result.description
    return json.dumps(answer)


def failure(error: ApiError) -> web.Response:
    answer: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        answer["parameters"] = error.parameters
    headers = {"Retry-After": str(error.parameters["retry_after"])} if "retry_after" in error.parameters else {}
    return web.Response(status=error.code, text=json.dumps(answer), content_type="application/json", headers=headers)


def cut(request: web.Request) -> web.StreamResponse:
    """Ends the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
