"""/latest, and the views behind its buttons."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import desk
from bot.answer.base import Context, reply, settled, topic_of
from bot.brief import compose, layout, views
from bot.brief.window import parse_window
from bot.errors import UserError
from bot.model import Clause, Command, Reply, Told, Topic
from bot.understand import topics
from bot.words import say

DEFAULT_WINDOW = timedelta(hours=24)
EVERYTHING = Topic(query="", title=say("top_stories"), clauses=(Clause(all=()),))


def split_window(args: str) -> tuple[str, timedelta]:
    """ "kabul 3d" -> ("kabul", 3 days). Raises UserError for a span out of bounds."""
    words = args.split()
    if words and re.fullmatch(r"\d+\s*[hdw]", words[-1], re.IGNORECASE):
        return " ".join(words[:-1]), parse_window(words[-1])
    return " ".join(words), DEFAULT_WINDOW


async def asked(context: Context, chat: int, query: str) -> Topic:
    """The topic that was asked for; without words, those that the chat follows, or everything."""
    if query:
        return await topic_of(context, query)
    followed = [topics.stored(s.topic) for s in await context.store.subscriptions(chat)]
    if len(followed) == 1:
        return followed[0]
    if followed:
        clauses = tuple(clause for topic in followed for clause in topic.clauses)
        return Topic(query="", title=say("your_topics"), clauses=clauses)
    return EVERYTHING


async def latest(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    query, window = split_window(command.args)
    topic = await asked(context, chat.id, query)
    now = context.clock.now()
    topic, articles = await desk.on_topic(context.store, topic, now, window)
    sources = await context.store.sources()
    if not articles and not sources:
        return reply(say("no_sources"))
    health = desk.health(sources, now)
    if not articles and topic.query and len(health.silent) < health.sources:
        query = topic.query if query.startswith("~") else query
        return reply(say("unknown_topic", topic=query, near=await near(context, query)))
    told = await context.store.told(chat.id, topic.query)
    briefing = compose.compose(
        topic,
        articles,
        as_of=now,
        window=window,
        new=desk.new_since(articles, told.at if told else None),
        zone=ZoneInfo(chat.timezone),
        health=health,
        told=told.at if told else None,
    )
    await context.store.save_told(Told(chat=chat.id, topic=topic.query, at=now))
    return Reply(messages=(layout.message(briefing, topic),), briefing=briefing)


async def near(context: Context, query: str) -> str:
    """ " Did you mean kabul?" from what is followed anywhere and whom we read, or nothing."""
    known = {s.topic for s in await context.store.subscriptions()}
    known |= {f'source:"{s.name.casefold()}"' for s in await context.store.sources() if "source:" in query.casefold()}
    found = topics.suggest(query, known)
    return say("near_topics", near=" or ".join(found)) if found else ""


async def view(context: Context, command: Command) -> Reply:
    """More, Timeline or Sources of a briefing. `args` is the window and the query, as in the button."""
    span, _, query = command.args.partition(" ")
    try:
        window = parse_window(span)
    except UserError:
        return Reply(messages=(), notice=say("button_gone"))
    chat = await settled(context, command.chat)
    topic = await asked(context, chat.id, query)
    now = context.clock.now()
    topic, articles = await desk.on_topic(context.store, topic, now, window)
    shown = {"more": views.more, "timeline": views.timeline, "sources": views.sources}[command.name]
    return Reply(messages=(shown(topic, articles, as_of=now, window=window, zone=ZoneInfo(chat.timezone)),))
