"""What a user asks, and what is answered."""

from __future__ import annotations

from msgspec import Struct

from bot.model.briefings import Briefing
from bot.model.chats import Chat, Told
from bot.model.messages import Message


class Command(Struct, frozen=True, kw_only=True):
    """What a user asked, whatever the face. `chat` is whose settings it concerns (a linked channel's, for one)."""

    chat: Chat
    name: str  # "latest"
    args: str = ""
    press: bool = False  # by a button: answer by editing where that fits
    file: bytes | None = None  # what was sent with it
    thread: int | None = None  # where it was asked: what it makes us push goes there
    language: str = ""  # of who asks, where the answer does not go to the chat that it concerns
    asker: int = 0  # the private chat of who asks, where it is asked there for another chat
    channel: str = ""  # ... and what that chat is called in commands: "@itsname"
    by: str = ""  # the name of who asks


class Reply(Struct, frozen=True, kw_only=True):
    """The answer: messages in order. `told` is said by them, and is to be saved once they were sent; `briefing` is there where
    the answer is one."""

    messages: tuple[Message, ...]
    told: Told | None = None
    briefing: Briefing | None = None
    edit: bool = False  # replace the message whose button was pressed
    notice: str | None = None  # a short pop-up for a button press
