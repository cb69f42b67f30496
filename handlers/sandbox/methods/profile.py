"""How the bot presents itself: commands, name, descriptions, menu button."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from handlers.sandbox.entities import Json
from handlers.sandbox.errors import bad_request
from handlers.sandbox.schema import Params
from handlers.sandbox.users import People

MAX_COMMANDS = 100  # core.telegram.org/bots/api#setmycommands
MAX_DESCRIPTION = 256  # of a command: core.telegram.org/bots/api#botcommand
SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (), "chat": ("chat_id",),
    "chat_administrators": ("chat_id",), "chat_member": ("chat_id", "user_id"),
}  # fmt: skip


def scope_key(world: People, params: Params) -> tuple[str, str]:
    scope = params["scope"] or {"type": "default"}
    needed = SCOPES.get(scope["type"])
    if needed is None:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    for name in needed:
        if name not in scope:
            raise bad_request(f"can't parse BotCommandScope: {name} is empty")
    if "chat_id" in needed:
        world.find(scope["chat_id"])
    return json.dumps(scope, sort_keys=True), language(params)


def language(params: Params) -> str:
    code = params["language_code"] or ""
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return str(code)


def set_my_commands(world: People, params: Params) -> bool:
    commands = params["commands"]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    names = []
    for command in commands:
        name = command["command"].removeprefix("/")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", name) or name in names:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= MAX_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        names.append(name)
    kept = [{"command": name, "description": c["description"].strip()} for name, c in zip(names, commands, strict=True)]
    world.profile.setdefault("commands", {})[scope_key(world, params)] = kept
    return True


def get_my_commands(world: People, params: Params) -> list[Json]:
    found: list[Json] = world.profile.get("commands", {}).get(scope_key(world, params), [])
    return found


def delete_my_commands(world: People, params: Params) -> bool:
    world.profile.get("commands", {}).pop(scope_key(world, params), None)
    return True


def setter(name: str, longest: int, words: str) -> Callable[[People, Params], bool]:
    def set_text(world: People, params: Params) -> bool:
        text = (params[name] or "").strip()
        if len(text) > longest:
            raise bad_request(words)
        texts = world.profile.setdefault(name, {})
        code = language(params)
        if text:
            texts[code] = text
        else:
            texts.pop(code, None)
        if name == "name" and not code:
            world.users[world.bot_id] = world.users[world.bot_id] | {"first_name": text or "sitrep"}
        return True

    return set_text


def getter(name: str) -> Callable[[People, Params], Json]:
    def get_text(world: People, params: Params) -> Json:
        texts = world.profile.get(name, {})
        fallback = world.users[world.bot_id]["first_name"] if name == "name" else ""
        return {name: texts.get(language(params)) or texts.get("") or fallback}

    return get_text


def menu_button_of(world: People, chat_id: int | None) -> Json:
    buttons: dict[Any, Json] = world.profile.get("menu_button", {})
    return buttons.get(chat_id) or buttons.get(None) or {"type": "commands"}


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": setter("name", 64, "BOT_TITLE_INVALID"),
    "getMyName": getter("name"),
    "setMyDescription": setter("description", 512, "BOT_DESCRIPTION_INVALID"),
    "getMyDescription": getter("description"),
    "setMyShortDescription": setter("short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID"),
    "getMyShortDescription": getter("short_description"),
}
