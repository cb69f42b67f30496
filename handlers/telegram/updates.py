"""Updates in: what a message or a pressed button asks for (pure)."""

from __future__ import annotations

import base64
import binascii
import re

from msgspec import Struct
from msgspec.structs import replace
from telegram import Chat as TelegramChat
from telegram import ChatFullInfo, MaybeInaccessibleMessage, User
from telegram import Message as TelegramMessage

from bot.answer import THEMES, VIEWS, asks, plain_words
from bot.model import LONGEST_DATA, Button, Chat, ChatKind, Reply
from bot.words import MARKS, nearest

KINDS: dict[str, ChatKind] = {"private": "private", "group": "group", "supergroup": "group", "channel": "channel"}
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+|$)", re.ASCII)
NUMBER = re.compile(r"(-100\d{6,})(?:\s+|$)")  # of a channel
ASKED_OF_ANSWERED = {
    "said-more": "more",
    "said-who": "sources",
    "sources": "sources",
}  # views, by what is said for them
CHANNEL = re.compile(r"(?:^|(?<=\s))(@[A-Za-z][A-Za-z0-9_]{3,31})(?:\s+|$)")


class Asked(Struct, frozen=True):
    name: str
    args: str
    press: bool = False  # a button's, from a link
    channel: str | None = None  # which a button is about


def asked(message: TelegramMessage, username: str) -> Asked | None:
    """The command that a message gives this bot, or None: another bot's command, or talk in a group that is not for us.
    In a private chat plain words are a question: "kabul" is /latest kabul; so they are in a group where they are for us,
    and so is a point on the map."""
    if message.is_automatic_forward:  # a channel's post in its discussion group: what it asks for was asked for there
        return None
    if message.location and message.chat.type == "private":
        return Asked("said-here", f"{message.location.latitude:.4f} {message.location.longitude:.4f}")
    text = (message.text or message.caption or "").translate(MARKS).lstrip()
    found = COMMAND.match(text)
    if found:
        if found[2] and found[2].casefold() != username.casefold():
            return None
        asking = Asked(found[1].casefold(), text[found.end() :].strip())
        return from_link(asking.args) or asking if asking.name == "start" and asking.args else asking
    if message.chat.type == "private":
        words = text.lstrip("/")  # behind a stroke, other letters than a command's are words
        return of_answered(message, words, username) or Asked(*plain_words(words))
    return None if message.chat.type == "channel" else in_group(message, text, username)


def in_group(message: TelegramMessage, text: str, username: str) -> Asked | None:
    """What a group asks of us without a command: words with our name, or a question in answer to a message of ours."""
    words, named = re.subn(rf"@{username}\b", " ", text, flags=re.IGNORECASE)
    if named:
        words = words.strip(" \n,:")
        return Asked(*plain_words(words)) if words else Asked("start", "")
    return of_answered(message, words, username) or (
        Asked(*plain_words(words)) if answers_us(message, username) and asks(words) else None
    )


def answers_us(message: TelegramMessage, username: str) -> bool:
    """Whether a message is an answer to one of ours."""
    writer = message.reply_to_message.from_user if message.reply_to_message else None
    return writer is not None and (writer.username or "").casefold() == username.casefold()


def of_answered(message: TelegramMessage, words: str, username: str) -> Asked | None:
    """What a button shows of the message of ours that these words answer: "who says that?" its sources, "map" or what is written
    on the button its map. None for other words, and where it has no such button."""
    said, _ = plain_words(words) if answers_us(message, username) else ("", "")
    markup = message.reply_to_message.reply_markup if said and message.reply_to_message else None
    written, view = words.strip(" .!?؟").casefold(), ASKED_OF_ANSWERED.get(said, "")
    for button in (button for row in (markup.inline_keyboard if markup else ()) for button in row):
        command = pressed(button.callback_data if isinstance(button.callback_data, str) else "")
        if (
            command.name in VIEWS - THEMES
            and not command.channel
            and (written in (command.name, button.text.casefold()) or command.name == view)
        ):
            return replace(command, press=True)
    return None


def pressed(data: str) -> Asked:
    """The command that a button's data holds: "more:24h:kabul" is `more` with the rest as its arguments;
    "-1001234567 follow:kabul" is about a channel."""
    named = NUMBER.match(data)
    command, _, args = data[named.end() if named else 0 :].partition(":")
    return Asked(command, args, channel=named[1] if named else None)


def about(channel: int, reply: Reply) -> Reply:
    """A reply about a channel to somebody who sets it up from elsewhere: its buttons name the channel. One that has no room for
    it is left out. The channel itself is told nothing by it."""
    named = (
        replace(m, buttons=tuple(filter(None, (_about(channel, row) for row in m.buttons)))) for m in reply.messages
    )
    return replace(reply, messages=tuple(named), told=None)


def _about(channel: int, row: tuple[Button, ...]) -> tuple[Button, ...]:
    named = (replace(button, data=f"{channel} {button.data}") for button in row)
    return tuple(button for button in named if len(button.data.encode()) <= LONGEST_DATA)


def to_link(username: str, command: Asked) -> str | None:
    """An address that opens the private chat and gives the command there; None where it would be too long (64 characters:
    core.telegram.org/bots/features#deep-linking)."""
    payload = base64.urlsafe_b64encode(f"{command.name} {command.args}".encode()).decode().rstrip("=")
    return f"https://t.me/{username}?start={payload}" if len(payload) <= 64 else None


def to_private(username: str, press: Asked) -> str | None:
    """An address that shows in the private chat what a button in a channel would: its view, as of its instant, or where there
    is none, or no room for it, the latest on its topic, over its span if there is room. None for a setting's."""
    before, _, topic = press.args.partition(" ")
    span, instant, _ = before.partition("@")
    view = press.name.partition("-")[0]  # not the light or the dark: a link must not change settings
    if press.name == "language":
        return None
    if press.name in ("follow", "latest"):
        return to_link(username, Asked("latest", press.args))
    if not re.fullmatch(r"\d+[hd]", span):
        return to_link(username, Asked("latest", topic))
    asking = [Asked("latest", f"{topic} {span}"), Asked("latest", topic)]
    links = (to_link(username, command) for command in ([Asked(view, press.args)] if instant else []) + asking)
    return next((link for link in links if link), None)


def from_link(payload: str) -> Asked | None:
    """The command behind /start in such an address. Only asking is allowed: a link must not change settings."""
    try:
        text = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    name, _, args = text.partition(" ")
    if name in VIEWS - THEMES:
        return Asked(name, args, press=True)
    return Asked(name, args) if name == "latest" else None


def split_channel(args: str) -> tuple[str | None, str]:
    """ "@mychannel kabul", "kabul @mychannel" -> ("@mychannel", "kabul"); no channel named: (None, args)."""
    found = NUMBER.match(args) or CHANNEL.search(args)
    return (found[1], (args[: found.start()] + args[found.end() :]).strip()) if found else (None, args)


def thread_of(message: MaybeInaccessibleMessage) -> int | None:
    """The topic that a message stands in, of a group that has topics."""
    return message.message_thread_id if isinstance(message, TelegramMessage) and message.is_topic_message else None


def chat_of(chat: TelegramChat | ChatFullInfo, timezone: str, language: str = "") -> Chat:
    return Chat(
        id=chat.id, kind=KINDS[chat.type], title=chat.effective_name or "", timezone=timezone, language=language
    )


def name_of(user: User | None) -> str:
    """A person's name as Telegram has it, or ""."""
    return user.full_name if user else ""


def language_of(user: User | None) -> str:
    """Our language for the one that a person has set in Telegram, or ""."""
    return nearest(user.language_code or "") if user else ""
