"""Message blocks -> Telegram HTML in parts that fit, ANSI text, plain text. The only place that writes markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot.model import Line, Message, Run

TELEGRAM_LIMIT = 4096  # UTF-16 units of one message's text, after entities: core.telegram.org/bots/api#sendmessage
CAPTION_LIMIT = 1024  # of a picture's caption: core.telegram.org/bots/api#sendphoto
TAGS = {"": ("", ""), "bold": ("<b>", "</b>"), "code": ("<code>", "</code>")}
ANSI = {"": "", "bold": "\x1b[1m", "code": "\x1b[36m"}
RESET = "\x1b[0m"


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text) + sum(char > "\uffff" for char in text)


def clean(text: str) -> str:
    """The text without what Telegram or a terminal would choke on: control characters and lone surrogates."""
    return "".join(c for c in text if (c >= " " and c != "\x7f" and not "\ud800" <= c <= "\udfff") or c in "\t\n")


def html_run(run: Run) -> str:
    text = escape(clean(run.text), quote=False)
    before, after = TAGS[run.style]
    if run.url and run.url.startswith(("http://", "https://")) and text:
        before, after = f'{before}<a href="{escape(clean(run.url), quote=True)}">', f"</a>{after}"
    return f"{before}{text}{after}" if text else ""


def cut_line(line: Line, limit: int) -> list[Line]:
    """The line in pieces whose text has at most `limit` units: cut behind a space where a word is not longer than a piece,
    else anywhere but inside a character. No character is lost. `limit` is at least 2, the most that one character takes."""
    done: list[Line] = []
    runs = list(line.runs)
    while units("".join(run.text for run in runs)) > limit:
        text = "".join(run.text for run in runs)
        end = size = 0
        while size + units(text[end]) <= limit:
            size += units(text[end])
            end += 1
        end = text.rfind(" ", 0, end) + 1 or end
        head, tail = [], []
        for run in runs:
            head.append(Run(run.text[:end], run.style, run.url))
            tail.append(Run(run.text[end:], run.style, run.url))
            end = max(0, end - len(run.text))
        done.append(Line(tuple(run for run in head if run.text)))
        runs = [run for run in tail if run.text]
    return [*done, Line(tuple(runs))]


def parts(lines: Sequence[Line], limit: int = TELEGRAM_LIMIT) -> list[list[Line]]:
    """The lines in groups whose text, joined by line breaks, fits `limit`; a line longer than that is cut."""
    done: list[list[Line]] = [[]]
    size = 0
    for line in lines:
        for piece in cut_line(Line(tuple(Run(clean(r.text), r.style, r.url) for r in line.runs)), limit):
            length = units(piece.text)
            if done[-1] and size + 1 + length > limit:
                done.append([])
                size = 0
            size += length + bool(done[-1])
            done[-1].append(piece)
    return [part for part in done if any(line.text.strip() for line in part)]


def html(message: Message) -> list[str]:
    """Telegram HTML, one string a part; each part's text is within Telegram's limit. The first is the caption of the picture,
    where there is one."""
    limit = CAPTION_LIMIT if message.picture else TELEGRAM_LIMIT
    found = ["\n".join("".join(map(html_run, line.runs)) for line in part) for part in parts(message.lines, limit)]
    return found or ([""] if message.picture else [])


def picture_line(alt: str) -> str:
    """What stands for a picture where there are words alone."""
    return f"[picture: {clean(alt)}]"


def plain(message: Message) -> str:
    above = [picture_line(message.picture.alt)] if message.picture else []
    return "\n".join([*above, clean(message.text)])


def ansi(message: Message) -> str:
    """For a terminal: bold and colour, links as OSC 8 hyperlinks."""

    def run(piece: Run) -> str:
        text = clean(piece.text)
        if piece.url:
            text = f"\x1b]8;;{clean(piece.url)}\x1b\\{text}\x1b]8;;\x1b\\"
        return f"{ANSI[piece.style]}{text}{RESET}" if piece.style else text

    lines = [picture_line(message.picture.alt)] if message.picture else []
    lines += ["".join(map(run, line.runs)) for line in message.lines]
    buttons = ["  ".join(f"[ {button.label} ]" for button in row) for row in message.buttons]
    return "\n".join(lines + buttons)
