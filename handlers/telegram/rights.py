"""Who may change what: asked of Telegram each time, because rights change."""

from __future__ import annotations

from telegram import Bot, ChatFullInfo
from telegram.error import BadRequest, Forbidden

from bot.errors import UserError
from bot.words import say

ADMINISTRATORS = ("creator", "administrator")


async def is_administrator(bot: Bot, chat: int, user: int) -> bool:
    """True where the user administers the chat, as far as Telegram tells us."""
    try:
        return (await bot.get_chat_member(chat, user)).status in ADMINISTRATORS
    except (BadRequest, Forbidden):
        return False


async def found(bot: Bot, name: str) -> ChatFullInfo:
    """The channel of this name. Raises UserError where the bot sees none."""
    try:
        chat = await bot.get_chat(name)
    except (BadRequest, Forbidden):
        raise UserError(say("no_channel", name=name)) from None
    if chat.type != "channel":
        raise UserError(say("not_channel", name=name))
    return chat


async def channel(bot: Bot, name: str, user: int) -> ChatFullInfo:
    """The channel, where this user administers it and the bot may post in it. Raises UserError with what is amiss."""
    chat = await found(bot, name)
    if not await is_administrator(bot, chat.id, user):
        raise UserError(say("not_admin", name=name))
    try:
        own = await bot.get_chat_member(chat.id, bot.id)
    except (BadRequest, Forbidden):
        raise UserError(say("no_channel", name=name)) from None
    if own.status != "administrator" or not getattr(own, "can_post_messages", False):
        raise UserError(say("bot_no_admin", name=name))
    return chat
