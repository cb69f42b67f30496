"""Command -> Reply, for every face alike: reads, pure calls, at most one apply."""

from __future__ import annotations

import difflib
import logging

from msgspec.structs import replace

from bot.answer import about, broadcast, own
from bot.answer.about import list_sources, show_help, start, status
from bot.answer.base import Context, Handler, message, pointed, reply
from bot.answer.follow import follow, list_topics, schedule, unfollow
from bot.answer.here import here
from bot.answer.news import latest
from bot.answer.said import asks, plain_words, said_for
from bot.answer.settings import language, pause, quiet, resume, timezone
from bot.answer.viewed import view
from bot.errors import QueryError, StorageError, UserError
from bot.model import TERMINAL, Command, Line, Reply, Run
from bot.understand import topics
from bot.words import isolated, naming, nearest, say, speaking, spoken

log = logging.getLogger(__name__)

COMMANDS: dict[str, Handler] = {
    "start": start,
    "help": show_help,
    "latest": latest,
    "follow": follow,
    "unfollow": unfollow,
    "topics": list_topics,
    "schedule": schedule,
    "timezone": timezone,
    "quiet": quiet,
    "language": language,
    "pause": pause,
    "resume": resume,
    "sources": list_sources,
    "addsource": own.add,
    "removesource": own.remove,
    "import": own.take_file,
    "export": own.export,
    "status": status,
    "timeline": view,
    "map": view,
    "figures": view,
    "approval": broadcast.approval,
    "preview": broadcast.preview,
    "recall": broadcast.recall,
    "log": broadcast.log,
}
ASIDES: dict[str, Handler] = {
    "said-more": about.more,
    "said-who": about.who,
    "said-thanks": about.welcome,
    "said-fine": about.fine,
    "said-legend": about.legend,
    "said-nothing": about.wordless,
    "said-here": here,
}
BUTTONS: dict[str, Handler] = {"post": broadcast.post, "drop": broadcast.drop}  # nobody says these: they name a message
ALIASES = {
    "subscribe": "follow",
    "sub": "follow",
    "unsubscribe": "unfollow",
    "unsub": "unfollow",
    "subscriptions": "topics",
    "news": "latest",
    "add": "addsource",
    "remove": "removesource",
    "stop": "pause",
    "lang": "language",
    "settings": "status",
}
FOR_LINKS = {"follow": "addsource", "unfollow": "removesource"}  # what is meant where the topic is a web address
THEMES = frozenset({"map-light", "map-dark", "figures-light", "figures-dark"})  # the picture anew, and those to come
VIEWS = frozenset({"more", "timeline", "sources", "map", "figures"}) | THEMES  # a typed /sources is the command
NOTED = frozenset(  # in /log, by the words that were said
    (
        *("follow", "unfollow", "schedule", "timezone", "quiet", "language", "pause", "resume"),
        *("addsource", "removesource", "import", "approval"),
    )
)
CHANGES = THEMES | NOTED | {"preview", "recall", "log"}
NEAR = 0.7  # how like a command a word must be to be taken for a slip of the hand
READS_WITHOUT_ARGS = frozenset({"timezone", "quiet", "language", "approval", "schedule"})  # bare, they only tell


def changes_settings(name: str, args: str) -> bool:
    """True where only administrators of a group or channel may give this command."""
    name = meant(name, args)
    return name in CHANGES and not (name in READS_WITHOUT_ARGS and not args.strip())


def meant(name: str, args: str) -> str:
    """The command that is meant by this word with these arguments."""
    name = ALIASES.get(name, name)
    return FOR_LINKS.get(name, name) if own.is_link(args.strip()) else name


async def answer(context: Context, command: Command) -> Reply:
    """The reply to one command, in the language of who asks for another chat, else in the chat's. What the user did wrong is
    told in the reply; bugs and storage troubles are logged, and the reply says so in a line. Never raises."""
    try:
        stored = await context.store.chat(command.chat.id)
    except StorageError:
        stored = None  # what follows meets it, too, and says so
    with (
        speaking(command.language or (stored and nearest(stored.language)) or command.chat.language),
        naming(command.channel),
    ):
        return headed(command, await _answer(context, command))


def headed(command: Command, reply: Reply) -> Reply:
    """The reply, headed by the channel that it is about where that is another chat than it goes to; what news is told needs no
    such head."""
    if not command.channel or not reply.messages or reply.briefing:
        return reply
    first, title = reply.messages[0], isolated(command.chat.title or command.channel)
    if first.picture or title in first.text:
        return reply
    first = replace(first, lines=(Line((Run(title, "bold"),)), *first.lines))
    return replace(reply, messages=(first, *reply.messages[1:]))


async def _answer(context: Context, command: Command) -> Reply:
    name = meant(command.name, command.args)
    handler = view if command.press and name in VIEWS else {**COMMANDS, **ASIDES}.get(name)
    if command.press:
        handler = BUTTONS.get(name, handler)
    if name == "latest" and command.chat.kind == "private" and own.is_link(command.args.strip()):
        handler = own.look
    try:
        if handler is None:
            close = difflib.get_close_matches(name, [*COMMANDS, *ALIASES], n=1, cutoff=NEAR)
            if said_for(name) in COMMANDS and command.chat.kind == "private":
                close = [said_for(name)]
            if not close and command.chat.kind != "private":
                return Reply(messages=())  # where others talk, it may be meant for another bot
            if (
                not close
                and (named := topics.parts(name.replace("_", " "), spoken()))
                and all(p.is_place for p in named)
            ):
                close = [f"latest {name.replace('_', ' ')}"]
            near = say("near_command", near=close[0]) if close else ""
            return reply(say("unknown_command", name=command.name, near=near))
        if command.chat.kind == "private" or name not in NOTED:
            return await handler(context, command)
        before = await broadcast.settings_of(context, command.chat)
        answered = await handler(context, command)
        if await broadcast.settings_of(context, command.chat) != before:
            await broadcast.noted(context, command, f"/{name} {command.args}".strip())
        return answered
    except QueryError as error:
        return Reply(messages=(pointed(error),), notice=str(error) if command.press else None)
    except UserError as error:
        return Reply(messages=(message(str(error)),), notice=str(error) if command.press else None)
    except StorageError as error:
        if command.chat.id == TERMINAL:  # the operator asks, who is told what to do
            raise
        log.error("/%s: %s", name, error)
        return reply(say("storage_trouble"))
    except Exception:
        log.exception("a bug in /%s", name)
        return reply(say("trouble"))


__all__ = ["THEMES", "VIEWS", "Context", "answer", "asks", "changes_settings", "message", "plain_words"]
