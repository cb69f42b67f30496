"""Messages: blocks of plain text and buttons, no markup."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Style = Literal["", "bold", "code"]


class Run(Struct, frozen=True):
    """Characters of one style; with `url` they are a link."""

    text: str
    style: Style = ""
    url: str | None = None


class Line(Struct, frozen=True):
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


LONGEST_DATA = 64  # bytes of UTF-8 in a button: core.telegram.org/bots/api#inlinekeyboardbutton


class Button(Struct, frozen=True):
    """`data` comes back when it is pressed: at most LONGEST_DATA."""

    label: str
    data: str


class File(Struct, frozen=True):
    name: str
    body: bytes


class Picture(Struct, frozen=True):
    """A PNG, and what it shows in words: for those who cannot see it, and where nothing can be drawn. In storage the bytes
    are base64, so that what is owed is sent as it was drawn."""

    png: bytes
    alt: str


class Message(Struct, frozen=True, kw_only=True):
    """With a picture, the lines are its caption: at most 1,024 UTF-16 units, else the rest follows as messages."""

    lines: tuple[Line, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()  # rows
    silent: bool = False
    file: File | None = None  # a document; the lines are its caption, 1,024 characters at most
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """The message as plain text."""
        return "\n".join(line.text for line in self.lines)
