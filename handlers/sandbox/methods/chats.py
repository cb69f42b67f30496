"""What the bot may know of chats and their members."""

from __future__ import annotations

from handlers.sandbox.entities import Json
from handlers.sandbox.errors import ApiError, bad_request
from handlers.sandbox.methods.profile import menu_button_of
from handlers.sandbox.schema import Params
from handlers.sandbox.state import PERMISSIONS, Chat, Member
from handlers.sandbox.users import ADMINS, People

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
MAX_REACTIONS = 11  # of a chat in which all are allowed


def get_chat(world: People, params: Params) -> Json:
    chat = world.reachable(params["chat_id"])
    result = world.chat_json(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": MAX_REACTIONS,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.username or (chat.type == "private" and "username" in result):
        result["active_usernames"] = [result["username"]]
    if chat.type in ("group", "supergroup"):
        result["permissions"] = {right: right not in ("can_change_info", "can_pin_messages") for right in PERMISSIONS}
    pinned = next((chat.messages[i] for i in reversed(chat.pinned) if i in chat.messages), None)
    if pinned:
        result["pinned_message"] = pinned
    return result


def private_member(world: People, chat: Chat, user_id: int) -> Json:
    if user_id not in (chat.id, world.bot_id):
        raise bad_request("member not found")
    return world.member_json(chat, user_id, Member())


def need_members(world: People, chat: Chat) -> None:
    """A channel shows its members to administrators only."""
    if chat.type == "channel" and world.bot_member(chat).status not in ADMINS:
        raise bad_request("member list is inaccessible")


def get_chat_member(world: People, params: Params) -> Json:
    chat = world.reachable(params["chat_id"])
    user_id = params["user_id"]
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if chat.type == "private":
        return private_member(world, chat, user_id)
    if user_id != world.bot_id:
        need_members(world, chat)
    if user_id not in world.users:
        raise bad_request("member not found" if chat.type == "group" else "PARTICIPANT_ID_INVALID")
    return world.member_json(chat, user_id)


def get_chat_administrators(world: People, params: Params) -> list[Json]:
    chat = world.reachable(params["chat_id"])
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    need_members(world, chat)
    return [world.member_json(chat, user_id) for user_id, member in chat.members.items() if member.status in ADMINS]


def get_chat_member_count(world: People, params: Params) -> int:
    chat = world.reachable(params["chat_id"])
    if chat.type == "private":
        return 2
    need_members(world, chat)
    return sum(1 for _ in world.group_members(chat))


def leave_chat(world: People, params: Params) -> bool:
    chat = world.reachable(params["chat_id"])
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.change(chat, world.bot_id, Member("left"), world.bot_id)
    return True


def get_chat_menu_button(world: People, params: Params) -> Json:
    return menu_button_of(world, checked_private(world, params["chat_id"]))


def set_chat_menu_button(world: People, params: Params) -> bool:
    button = params["menu_button"] or {"type": "default"}
    if button.get("type") not in ("commands", "default", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if button["type"] == "web_app" and not button.get("web_app", {}).get("url", "").startswith("https://"):
        raise bad_request("BUTTON_URL_INVALID")
    chat_id = checked_private(world, params["chat_id"])
    world.profile.setdefault("menu_button", {})[chat_id] = button
    return True


def checked_private(world: People, chat_id: int | None) -> int | None:
    if chat_id is not None:
        chat = world.find(chat_id)
        if chat.type != "private":
            raise ApiError(400, "Bad Request: chat menu buttons are for private chats only")
    return chat_id


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getChatMenuButton": get_chat_menu_button,
    "setChatMenuButton": set_chat_menu_button,
}
