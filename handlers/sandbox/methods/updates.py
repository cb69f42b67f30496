"""getMe, and how updates reach the bot: long polling or a webhook."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

from handlers.sandbox.errors import ApiError, bad_request
from handlers.sandbox.schema import Params
from handlers.sandbox.state import Json, Webhook
from handlers.sandbox.users import People

MAX_TIMEOUT = 50  # seconds that Telegram holds a poll at most
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def get_me(world: People, params: Params) -> Json:
    return world.user_json(world.bot_id) | {
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def conflict(text: str) -> ApiError:
    return ApiError(409, f"Conflict: {text}")


def take_allowed(world: People, params: Params) -> None:
    """allowed_updates: absent keeps what was asked before, an empty list is the default."""
    if params["allowed_updates"] is not None:
        world.allowed_updates = params["allowed_updates"]


async def get_updates(world: People, params: Params) -> list[Json]:
    if world.webhook:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    offset = params["offset"] or 0
    limit = min(max(params["limit"] or 100, 1), 100)
    timeout = min(max(params["timeout"] or 0, 0), MAX_TIMEOUT)
    take_allowed(world, params)
    end_poll(world, conflict("terminated by other getUpdates request; make sure that only one bot instance is running"))
    if offset > 0:
        world.confirm(offset)
    elif offset < 0:
        world.confirm(world.last_update + 1 + offset)
    if timeout and not world.updates:
        world.poll = poll = asyncio.get_running_loop().create_future()
        world.changed.set()
        try:
            async with asyncio.timeout(timeout):
                await poll
        except TimeoutError:
            pass
        finally:
            if world.poll is poll:
                world.poll = None
            world.changed.set()
    return list(world.updates.values())[:limit]


def end_poll(world: People, error: ApiError) -> None:
    """A poll under way fails with this error."""
    if world.poll is not None and not world.poll.done():
        world.poll.set_exception(error)
    world.poll = None


def set_webhook(world: People, params: Params) -> Any:
    url = params["url"] or ""
    if not url:
        return delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: the sandbox delivers to this machine only")
    secret = params["secret_token"] or ""
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    take_allowed(world, params)
    if params["drop_pending_updates"]:
        world.confirm(world.last_update + 1)
    end_poll(world, conflict("terminated by setWebhook request"))
    same = world.webhook is not None and (world.webhook.url, world.webhook.secret) == (url, secret)
    if not same:
        world.webhook = Webhook(url, secret, min(max(params["max_connections"] or 40, 1), 100))
    world.wake()
    return Described(True, "Webhook is already set" if same else "Webhook was set")


def delete_webhook(world: People, params: Params) -> Any:
    if params["drop_pending_updates"]:
        world.confirm(world.last_update + 1)
    was, world.webhook = world.webhook, None
    world.changed.set()
    return Described(True, "Webhook was deleted" if was else "Webhook is already deleted")


class Described:
    """A result that comes with a description."""

    def __init__(self, result: Any, description: str) -> None:
        self.result = result
        self.description = description


def get_webhook_info(world: People, params: Params) -> Json:
    hook = world.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if hook:
        info["max_connections"] = hook.max_connections
        if hook.error:
            info |= {"last_error_date": hook.error_at, "last_error_message": hook.error}
    if world.allowed_updates:
        info["allowed_updates"] = world.allowed_updates
    return info


def yes(world: People, params: Params) -> bool:
    """close and logOut: nothing of the sandbox is bound to one server."""
    return True


METHODS = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "close": yes,
    "logOut": yes,
}
