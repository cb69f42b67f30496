"""Messages out: one Message -> the Bot API's sendMessage or sendPhoto calls, and every trouble as a value by remedy."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.model import Message, SendResult
from handlers import render

log = logging.getLogger(__name__)

PATIENCE = 300.0  # seconds for which a start waits where Telegram asks for it: a bot that is started often is told to
AGAIN_AFTER = (1.0, 5.0)  # seconds until an answer that Telegram, or the way there, did not take is tried again
PATIENCE_OF_READERS = 60.0  # seconds that Telegram may ask for before that
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # ten links, one of them blown up, would bury the briefing
FILE_NAME = "sitrep.png"
CLOSED = ("message thread not found", "topic_closed", "topic_deleted")  # a forum's topic
GONE = (
    "chat not found",
    "user is deactivated",
    "bot was kicked",
    "need administrator rights",
)


def keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in message.buttons]
    )


async def send(
    bot: Bot, chat: int, message: Message, *, thread: int | None = None, reply_to: int | None = None
) -> SendResult:
    """Sends all parts of a message, its picture with the first; buttons hang under the last. `thread` is the topic of a group
    that has topics. Never raises for what Telegram or the network does."""
    sent = None
    parts = render.html(message)
    if message.file:
        try:
            sent = await bot.send_document(
                chat,
                InputFile(message.file.body, filename=message.file.name),
                caption=parts[0] if parts else None,
                parse_mode=ParseMode.HTML,
                disable_notification=message.silent,
                message_thread_id=thread,
            )
        except TelegramError as error:
            return outcome(error)
        return SendResult(outcome="sent", message_id=sent.message_id)
    for n, part in enumerate(parts):
        shared: dict[str, Any] = {
            "parse_mode": ParseMode.HTML,
            "reply_markup": keyboard(message) if n == len(parts) - 1 else None,
            "disable_notification": message.silent,
            "message_thread_id": thread,
            "reply_to_message_id": reply_to,
            "allow_sending_without_reply": True if reply_to else None,
        }
        try:
            if message.picture and n == 0:
                sent = await bot.send_photo(chat, message.picture.png, caption=part, filename=FILE_NAME, **shared)
            else:
                sent = await bot.send_message(chat, part, link_preview_options=NO_PREVIEW, **shared)
        except TelegramError as error:
            return outcome(error)
    if sent is None:
        return SendResult(outcome="refused", problem="the message is empty")
    return SendResult(outcome="sent", message_id=sent.message_id)


async def replace_picture(bot: Bot, chat: int, message_id: int, message: Message) -> SendResult:
    """Puts a message with a picture in the place of one that has one. Never raises for what Telegram or the network does."""
    assert message.picture is not None
    caption = render.html(message)[0]
    media = InputMediaPhoto(message.picture.png, caption=caption, parse_mode=ParseMode.HTML, filename=FILE_NAME)
    try:
        await bot.edit_message_media(media, chat, message_id, reply_markup=keyboard(message))
    except TelegramError as error:
        return outcome(error)
    return SendResult(outcome="sent", message_id=message_id)


async def replace_text(bot: Bot, chat: int, message_id: int, message: Message) -> SendResult:
    """Puts a message of one part in the place of one. Never raises for what Telegram or the network does."""
    sent = SendResult(outcome="sent", message_id=message_id)
    try:
        await bot.edit_message_text(
            render.html(message)[0],
            chat,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(message),
            link_preview_options=NO_PREVIEW,
        )
    except TelegramError as error:
        return sent if "not modified" in error.message else outcome(error)
    return sent


async def take_back(bot: Bot, chat: int, message_id: int) -> SendResult:
    """Deletes a message. Never raises for what Telegram or the network does."""
    sent = SendResult(outcome="sent", message_id=message_id)
    try:
        await bot.delete_message(chat, message_id)
    except TelegramError as error:
        return sent if "message to delete not found" in error.message.casefold() else outcome(error)
    return sent


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()


def outcome(error: TelegramError) -> SendResult:
    """What a failed send means, by remedy."""
    text = error.message
    if isinstance(error, RetryAfter):
        return SendResult(outcome="retry", retry_after=seconds(error), problem=text)
    if isinstance(error, ChatMigrated):
        return SendResult(outcome="migrated", new_chat=error.new_chat_id, problem=text)
    if isinstance(error, Forbidden) or (
        isinstance(error, BadRequest) and any(word in text.casefold() for word in GONE)
    ):
        return SendResult(outcome="chat_gone", problem=text)
    if isinstance(error, BadRequest):
        closed = any(word in text.casefold() for word in CLOSED)
        return SendResult(outcome="thread_closed" if closed else "refused", problem=text)
    if isinstance(error, InvalidToken):
        return SendResult(outcome="retry", retry_after=60.0, problem="Telegram refuses the token")
    return SendResult(outcome="retry", problem=text)  # the network, or Telegram's own trouble


async def patiently(call: Callable[[], Awaitable[Any]]) -> None:
    """The call, once more each time that Telegram asks to wait first. Raises RetryAfter where that is longer than PATIENCE."""
    while True:
        try:
            await call()
            return
        except RetryAfter as error:
            if seconds(error) > PATIENCE:
                raise
            log.warning("Telegram asks to wait for %.0f s", seconds(error))
            await asyncio.sleep(seconds(error))


async def persistently(sending: Callable[[], Awaitable[SendResult]]) -> SendResult:
    """What became of an answer, which is tried again for as long as somebody may wait for it."""
    for wait in AGAIN_AFTER:
        result = await sending()
        if result.outcome != "retry" or (result.retry_after or 0.0) > PATIENCE_OF_READERS:
            return result
        await asyncio.sleep(wait if result.retry_after is None else result.retry_after)
    return await sending()
