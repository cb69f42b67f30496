"""What comes in from Telegram, answered: messages, edits, presses and memberships -> commands to the engine, replies sent."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Protocol

from msgspec.structs import replace
from telegram import Bot, CallbackQuery, ChatMemberUpdated, Document, Update, User
from telegram import Chat as TelegramChat
from telegram import Message as TelegramMessage
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.answer import changes_settings
from bot.answer import message as text_message
from bot.errors import StorageError, UserError
from bot.model import Chat, Command, Message, Reply, SendResult, Told
from bot.words import nearest, say, speaking
from handlers.telegram import rights
from handlers.telegram.surface import persistently, replace_picture, send
from handlers.telegram.updates import (
    Asked,
    about,
    asked,
    chat_of,
    language_of,
    name_of,
    pressed,
    split_channel,
    thread_of,
    to_private,
)

log = logging.getLogger(__name__)

MAX_FILE = 5_000_000  # bytes: the longest list of feeds (bot/ingest/opml.py); Telegram hands out up to 20 MB
IMPORT = re.compile(r"/import(?:@\w+)?\s*")
NOTICE_LIMIT = 200  # characters of a callback answer: core.telegram.org/bots/api#answercallbackquery
MENDED_WITHIN = timedelta(minutes=5)  # a slip of the hand is mended at once; who edits later tidies up and asks nothing
MENDABLE = 1_000  # commands remembered, of all chats together: several a second for as long
LISTS = ("topics", "subscriptions", "status", "timezone", "quiet", "sources", "export", "approval")
LOOKS = ("preview", "log")  # what changes nothing, and is for administrators
SOURCES = ("addsource", "add", "removesource", "remove")
QUESTIONS = ("latest", "news", "map", "timeline", "figures")


class Engine(Protocol):
    """What the face asks of the app."""

    async def answer(self, command: Command) -> Reply: ...
    async def told(self, told: Told) -> None: ...
    async def language(self, chat: int) -> str: ...
    async def chat_gone(self, chat: int) -> None: ...
    async def chat_back(self, chat: int) -> None: ...
    async def chat_migrated(self, old: int, new: int) -> None: ...
    async def link(self, channel: Chat, user: int) -> None: ...
    async def unlink(self, channel: int, user: int, by: str) -> tuple[str, ...]: ...
    async def linked(self, user: int) -> list[Chat]: ...


class Attendant:
    """Answers what comes in for one bot, of which Telegram has told the name."""

    def __init__(self, bot: Bot, engine: Engine, timezone: str) -> None:
        self.bot, self.engine, self.timezone = bot, engine, timezone
        self.commands: dict[tuple[int, int], Asked] = {}  # the last, by chat and message

    async def on_update(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers an update, in the language that is spoken where it comes from."""
        with speaking(await self.tongue(update)):
            if update.callback_query:
                await self.on_press(update.callback_query)
            elif update.my_chat_member:
                await self.on_membership(update.my_chat_member)
            elif update.edited_message:
                await self.on_edit(update.edited_message)
            elif message := update.message or update.channel_post:
                await self.on_message(message)

    async def tongue(self, update: Update) -> str:
        """The language of what we say here: a shared chat's, since all read it; to somebody who writes in private or presses a
        button, that of their chat with us, or where they chose none, of their Telegram."""
        chat, user = update.effective_chat, update.effective_user
        if chat and chat.type != "private" and not update.callback_query:
            return await self.chosen(chat.id)
        return await self.language_for(user)

    async def language_for(self, user: User | None) -> str:
        return (await self.chosen(user.id) if user else "") or language_of(user)

    async def chosen(self, chat: int) -> str:
        try:
            return nearest(await self.engine.language(chat))
        except StorageError:  # what follows meets it, too, and says so
            return ""

    async def on_message(self, message: TelegramMessage) -> None:
        if message.migrate_to_chat_id:
            await self.engine.chat_migrated(message.chat.id, message.migrate_to_chat_id)
        if message.document and message.chat.type == "private":
            return await self.answer(message, self.take_file(message, message.document))
        command = asked(message, self.bot.username)
        service = message.text is None and message.chat.type != "private"
        if command is None or service:
            return None
        self.remember(message, command)
        await self.answer(message, self.reply_to(message, command))

    async def on_edit(self, message: TelegramMessage) -> None:
        """A command that its writer mends at once is given anew; one that was given before a restart is not known any more.
        Telegram also tells of edits that change no word, and of each step of who shares where they are."""
        if message.location or not message.edit_date or message.edit_date - message.date > MENDED_WITHIN:
            return
        before = self.commands.get((message.chat.id, message.message_id))
        command = asked(message, self.bot.username)
        if before and command and command != before:
            self.remember(message, command)
            await self.answer(message, self.reply_to(message, command))

    def remember(self, message: TelegramMessage, command: Asked) -> None:
        self.commands[message.chat.id, message.message_id] = command
        if len(self.commands) > MENDABLE:
            del self.commands[next(iter(self.commands))]

    async def answer(self, message: TelegramMessage, replying: Awaitable[Reply]) -> None:
        try:
            reply = await replying
        except UserError as error:
            reply = plain(str(error))
        except TelegramError as error:  # who may do this, or the file, could not be asked for
            log.warning("chat %s cannot be answered: %s", message.chat.id, error.message)
            reply = plain(say("trouble"))
        chat, thread = message.chat.id, thread_of(message)
        await self.hand_over(chat, reply, lambda part: send(self.bot, chat, part, thread=thread))

    async def hand_over(self, chat: int, reply: Reply, sending: Callable[[Message], Awaitable[SendResult]]) -> None:
        """Sends an answer. What it tells counts as told where all of it has come."""
        results = [await persistently(partial(sending, part)) for part in reply.messages]
        for result in results:
            if result.outcome != "sent":
                log.warning("answer to chat %s not sent: %s", chat, result.problem)
        if reply.told and all(result.outcome == "sent" for result in results):
            try:
                await self.engine.told(reply.told)
            except StorageError as error:
                log.error("what chat %s was told was not written down: %s", chat, error)

    async def reply_to(self, message: TelegramMessage, command: Asked) -> Reply:
        chat = message.chat
        user = message.from_user.id if message.from_user else 0
        if command.name in ("link", "unlink"):
            return await self.link(message, command.args, undo=command.name == "unlink")
        asking = Command(
            chat=self.chat_of(chat, message.from_user),
            name=command.name,
            args=command.args,
            press=command.press,
            thread=thread_of(message),
            by=(message.author_signature if message.sender_chat else None) or name_of(message.from_user),
        )
        name, rest = split_channel(command.args)
        if name and chat.type == "private" and may_name_channel(command.name):
            try:
                there = await self.for_channel(name, message.from_user, replace(asking, args=rest))
            except UserError:
                # in a question the name may be anybody's, in the news; alone it may be the channel to be read
                if command.name not in QUESTIONS and (rest or command.name not in SOURCES):
                    raise
            else:
                return about(there.chat.id, await self.engine.answer(there))
        if (
            chat.type in ("group", "supergroup")
            and changes_settings(command.name, command.args)
            # an anonymous administrator writes as the group itself
            and not (message.sender_chat and message.sender_chat.id == chat.id)
            and not await rights.is_administrator(self.bot, chat.id, user)
        ):
            return plain(say("admins_look" if command.name in LOOKS else "admins_only"))
        return await self.engine.answer(asking)

    async def for_channel(self, name: str, user: User | None, command: Command) -> Command:
        """The command that somebody gives in their private chat, about this channel. Raises UserError where they may not."""
        found = await rights.channel(self.bot, name, user.id if user else 0)
        return replace(
            command,
            chat=chat_of(found, self.timezone),
            thread=None,
            language=await self.language_for(user),
            asker=command.chat.id,
            channel=f"@{found.username}" if found.username else name,
        )

    def chat_of(self, chat: TelegramChat, user: User | None) -> Chat:
        """The chat; a person's with the language that they have in Telegram."""
        return chat_of(chat, self.timezone, language_of(user) if chat.type == "private" else "")

    async def take_file(self, message: TelegramMessage, document: Document) -> Reply:
        """A list of feeds that a person sends: for this chat, or for the channel that its caption names."""
        if (document.file_size or 0) > MAX_FILE:
            return plain(say("file_too_large", limit=MAX_FILE // 1_000_000))
        name, _ = split_channel(IMPORT.sub("", message.caption or ""))
        user = message.from_user
        language, here = await self.language_for(user), self.chat_of(message.chat, user)
        command = Command(chat=here, name="import", language=language, by=name_of(user))
        if name:
            command = await self.for_channel(name, user, command)
        file = await document.get_file()
        return await self.engine.answer(replace(command, file=bytes(await file.download_as_bytearray())))

    async def link(self, message: TelegramMessage, args: str, *, undo: bool) -> Reply:
        if message.chat.type != "private" or message.from_user is None:
            return plain(say("link_private"))
        name, rest = split_channel(args)
        if name is None:
            known = [chat.title or str(chat.id) for chat in await self.engine.linked(message.from_user.id)]
            own = "\n" + say("links", names=", ".join(known)) if known else ""
            return plain(say("how_link") + own)
        if undo or rest.casefold() == "off":
            chat = await rights.found(self.bot, name)
            keys = await self.engine.unlink(chat.id, message.from_user.id, name_of(message.from_user))
            return plain("\n".join(say(key, title=chat.title or name, name=name) for key in keys))
        chat = await rights.channel(self.bot, name, message.from_user.id)
        language = await self.language_for(message.from_user)  # a channel begins with that of who links it
        await self.engine.link(chat_of(chat, self.timezone, language), message.from_user.id)
        return plain(say("linked", title=chat.title or name, name=name))

    async def on_press(self, query: CallbackQuery) -> None:
        command = pressed(query.data or "")
        if query.message is None:
            return await self.acknowledge(query, text=say("button_gone"))
        chat = query.message.chat
        shared = chat.type != "private"
        guarded = chat.type == "channel" or (shared and changes_settings(command.name, command.args))
        if guarded and not await rights.is_administrator(self.bot, chat.id, query.from_user.id):
            return await self.refuse(query, chat, command)
        thread = thread_of(query.message)
        asking = Command(
            chat=self.chat_of(chat, query.from_user),
            name=command.name,
            args=command.args,
            press=True,
            thread=thread,
            by=name_of(query.from_user),
        )
        if command.channel:
            try:
                asking = await self.for_channel(command.channel, query.from_user, asking)
            except UserError as error:
                return await self.acknowledge(query, text=str(error))
        reply = await self.engine.answer(asking)
        reply = about(asking.chat.id, reply) if command.channel else reply
        await self.acknowledge(query, text=reply.notice, alert=shared or not reply.messages)
        place = query.message.message_id
        drawn = isinstance(query.message, TelegramMessage) and query.message.photo

        async def sending(part: Message) -> SendResult:
            if reply.edit and part.picture and drawn:
                return await replace_picture(self.bot, chat.id, place, part)
            return await send(self.bot, chat.id, part, thread=thread, reply_to=place)

        if not (reply.notice and shared):
            await self.hand_over(chat.id, reply, sending)

    async def refuse(self, query: CallbackQuery, chat: TelegramChat, command: Asked) -> None:
        """Answers a press that only an administrator's does anything. A reader's must not write into a channel: it takes the
        question to the private chat."""
        if chat.type != "channel":
            return await self.acknowledge(query, text=say("admins_only"))
        link = to_private(self.bot.username, command)
        note = None if link else say("not_admin", name=chat.title or chat.id)
        return await self.acknowledge(query, text=note, url=link)

    async def acknowledge(
        self, query: CallbackQuery, *, text: str | None = None, url: str | None = None, alert: bool = True
    ) -> None:
        """Ends the button's waiting state; a query that has grown too old is past help, and the answer does not wait for it. An
        `alert` has to be pressed away: where a message says the same, the text is only shown for a moment."""
        try:
            await query.answer(text=text[:NOTICE_LIMIT] if text else None, show_alert=bool(text) and alert, url=url)
        except TelegramError as error:
            log.info("button press not acknowledged: %s", error.message)

    async def on_membership(self, change: ChatMemberUpdated) -> None:
        chat, status = change.chat, change.new_chat_member.status
        if status in ("left", "kicked"):
            return await self.engine.chat_gone(chat.id)
        joined = change.old_chat_member.status in ("left", "kicked")
        if chat.type == "private" and joined:
            await self.engine.chat_back(chat.id)
        elif chat.type == "channel" and status == "administrator":
            language = await self.language_for(change.from_user)
            await self.engine.link(chat_of(chat, self.timezone, language), change.from_user.id)
        elif chat.type in ("group", "supergroup") and joined:
            # a group begins with that of who added us
            here = chat_of(chat, self.timezone, await self.language_for(change.from_user))
            reply = await self.engine.answer(Command(chat=here, name="start"))
            await self.hand_over(chat.id, reply, lambda part: send(self.bot, chat.id, part))


def may_name_channel(name: str) -> bool:
    """True for the commands that may name a channel they are about."""
    return changes_settings(name, "x") or name in LISTS or name in QUESTIONS


def plain(text: str) -> Reply:
    return Reply(messages=(text_message(text),))
