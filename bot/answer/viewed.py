"""The views behind the buttons of /latest, also by command: More, Timeline, Sources, Map and Figures."""

from __future__ import annotations

import logging

from msgspec.structs import replace

from bot import desk
from bot.answer.base import Context, offered_to, settled
from bot.answer.questions import asked, shortened, split_window
from bot.answer.unknown import unknown, wider
from bot.brief import pictured, pictures, views
from bot.brief.buttons import opened
from bot.brief.window import parse_window
from bot.brief.window import split_window as split_span
from bot.errors import UserError
from bot.model import Button, Chat, Command, Line, Message, Picture, Reply, Run
from bot.words import say, spoken

log = logging.getLogger(__name__)
DRAW_SECONDS = 10.0  # twenty times what the largest picture takes; a press has been answered by then


async def view(context: Context, command: Command) -> Reply:
    """More, Timeline, Sources, Map or Figures. `args` is the window, the instant and the query, as in the button; typed, as for
    /latest, and then of now. A picture's "-light" or "-dark" draws it anew, and is kept for the pictures to come
    of the chat that it is looked at in."""
    name, _, theme = command.name.partition("-")
    now = as_of = context.clock.now()
    if command.press:
        span, instant, query = opened(command.args)
        as_of = min(instant or now, now)
        try:
            window = parse_window(span)
        except UserError:
            raise UserError(say("button_gone")) from None
        if as_of < now - desk.ARCHIVE:
            raise UserError(say("button_gone"))
    else:
        query, window = split_window(command.args)
    chat = await settled(context, command.chat)
    screen = await screen_of(context, command, chat)
    if theme:
        screen = replace(screen, dark=theme == "dark")
        await context.store.save_chat(screen)
    topic = await asked(context, chat.id, query)
    topic, articles = await desk.on_topic(context.store, topic, as_of, window, chat.id)
    zone = chat.zone
    if not articles and topic.query and not command.press:
        health = desk.health(await context.store.read_for(chat.id), now)
        if len(health.silent) < health.sources:
            return await unknown(context, topic, query, shortened(split_span(command.args)[0]), window, chat.id, name)
    around: tuple[tuple[Button, ...], ...] = ()
    if not command.press and not any((a.published or as_of) >= as_of - window and topic.matches(a) for a in articles):
        around = await wider(context, topic, window, chat.id, name)
    if name in PICTURES:
        shown = PICTURES[name](topic, articles, as_of=as_of, window=window, zone=zone, dark=screen.dark, now=now)
        picture = await drawn(context, shown, screen.dark)
        picture = replace(picture, buttons=(*around, *picture.buttons))
        return Reply(messages=(await offered_to(context, chat.id, picture),), edit=bool(theme))
    told = {"more": views.more, "timeline": views.timeline, "sources": views.sources}[name]
    written = told(topic, articles, as_of=as_of, window=window, zone=zone, now=now)
    written = replace(written, buttons=(*around, *written.buttons))
    return Reply(messages=(await offered_to(context, chat.id, written),))


async def screen_of(context: Context, command: Command, chat: Chat) -> Chat:
    """The chat whose screen a picture is for: where somebody asks for a channel from their private chat, that."""
    if not command.asker:
        return chat
    return await settled(context, Chat(id=command.asker, kind="private", timezone=command.chat.timezone))


PICTURES = {"map": pictured.map_view, "figures": pictured.figures_view}


async def drawn(context: Context, shown: pictured.Pictured, dark: bool) -> Message:
    """The view with its picture; where that cannot be drawn in time, in words alone."""
    if shown.plan is None:
        return shown.message
    try:
        png = await context.workers.run(pictures.draw, shown.plan, dark, spoken(), timeout=DRAW_SECONDS)
    except Exception:  # a bug, or no time: the caption says the same
        log.exception("not drawn: %s", shown.plan.alt)
        words = Line((Run(say("not_drawn")),))
        return replace(shown.message, lines=(*shown.message.lines, words))
    return replace(shown.message, picture=Picture(png, shown.plan.alt))
