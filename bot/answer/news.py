"""/latest: the briefing on what was asked, on what is closest to it, or on what the last week has on the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot import desk
from bot.answer.base import Context, offered_to, reply, settled
from bot.answer.questions import (
    DEFAULT_WINDOW,
    EVERYTHING,
    WEEK,
    Question,
    asked,
    closest,
    named_in,
    questioned,
    shortened,
)
from bot.answer.unknown import called, unknown, unreported, wider
from bot.brief import compose, layout, spots
from bot.brief.window import split_window as split_span
from bot.errors import UserError
from bot.model import (
    LONGEST_DATA,
    Article,
    Briefing,
    Bullet,
    Button,
    Chat,
    Command,
    Health,
    Line,
    Message,
    Reply,
    Run,
    Told,
    Topic,
)
from bot.understand import topics
from bot.words import catalog, say, spoken


class Found(Struct, frozen=True):
    """What there is on what was asked; with the words that it is `asked` by where these are not the topic's, and a note where
    something else is told."""

    topic: Topic
    articles: list[Article]
    window: timedelta
    note: str = ""
    asked: str = ""


async def latest(context: Context, command: Command) -> Reply:
    """The briefing on a topic, on what is closest to a question, or on a report that is passed on; of two questions in one, on
    both."""
    both = await of_two(context, command)
    return both or await of_one(context, command)


async def of_two(context: Context, command: Command) -> Reply | None:
    """Both answers in one message, with a button to each; None where it is one question, or where a half has no answer."""
    said, span = split_span(command.args)
    asked = () if command.press else topics.halves(said)
    if len(asked) < 2:
        return None
    replies = [await of_one(context, replace(command, args=f"{half} {span}".strip())) for half in asked]
    told = [one.briefing for one in replies if one.briefing and one.briefing.stories]
    if len(told) < len(asked):
        return None
    lines = [line for one in replies for line in (*one.messages[0].lines, Line())]
    names = [(topics.stored(one.topic).title, f"latest:{one.topic} {one.window}") for one in told]
    row = tuple(Button(name, data) for name, data in names if len(data.encode()) <= LONGEST_DATA)
    shown = replace(replies[0].messages[0], lines=tuple(lines[:-1]), buttons=(row,) if row else ())
    return Reply(messages=(shown,), briefing=told[0])


async def of_one(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    question = questioned(command)
    if question.asks and topics.says_nothing(question.query):
        raise UserError(say("too_common", example=say("example")))
    topic = None if question.passed_on else await asked(context, chat.id, question.query)
    now = context.clock.now()
    await context.store.written()  # what was understood before counts as told
    if topic is None:
        found = await close_to(context, question, chat.id, now)
    else:
        found = await found_on(context, question, topic, chat.id, now)
    sources = await context.store.read_for(chat.id)
    if found is None:
        return reply(unreported(question, chat, sources, now))
    found = await further(context, question, found, chat, now)
    health = desk.health(sources, now)
    if not found.articles and found.topic.query and len(health.silent) < health.sources:
        half = await half_of(context, question, found, chat, now)
        if half is None:
            known, said = called(question, found.topic)
            return await unknown(context, found.topic, known, said, found.window, chat.id)
        found = half
    return await briefed(context, question, found, chat, health, now)


async def found_on(context: Context, question: Question, topic: Topic, chat: int, now: datetime) -> Found:
    """What there is on a topic; where that is nothing, or much is asked together, on what is closest to the question."""
    topic, articles = await known_on(context, topic, question.window, chat, now)
    close = None
    if topic.query and (not articles or question.asks_much):
        close = await close_to(context, question, chat, now)
    return close or Found(topic, articles, question.window)


async def further(context: Context, question: Question, found: Found, chat: Chat, now: datetime) -> Found:
    """What the last week has on the same, where a question that names no span is not answered by what it is told: where that is
    nothing, or where a line on all that was asked is confirmed this week and none is in the span."""
    if not question.reaches or not found.topic.query or found.window >= WEEK:
        return found
    told = lines_of(found, chat, now)
    # on some of the words alone what is confirmed may be anything, and of a place alone what is new is asked
    whole = question.passed_on or (question.asks_much and not found.note)
    if told and (not whole or any(line.status == "confirmed" for line in told)):
        return found
    topic, articles = await known_on(context, found.topic, WEEK, chat.id, now)
    note = found.note or ("" if told or whole else say("before", span=layout.window_words(found.window)))
    week = replace(found, topic=topic, articles=articles, window=WEEK, note=note)
    best = lines_of(week, chat, now)[:1]
    return week if best and (not told or best[0].status == "confirmed") else found


def lines_of(found: Found, chat: Chat, now: datetime) -> list[Bullet]:
    """The lines that are told of it."""
    told = compose.compose(
        found.topic,
        found.articles,
        as_of=now,
        window=found.window,
        new=None,
        zone=chat.zone,
        health=None,
        asked=found.asked,
    )
    return [bullet for story in told.stories for bullet in story.bullets]


async def close_to(context: Context, question: Question, chat: int, now: datetime) -> Found | None:
    """What there is on the words and places of a question, or of a report, that most is known on together."""
    words, window = await closest(context, question, chat)
    if not words:
        return None
    topic, articles = await known_on(context, topics.parse(words), window, chat, now)
    topic = replace(topic, title=named_in(words)) if question.passed_on else topic
    note = "" if words == question.query else say("closest", asked=shortened(question.said))
    # of places alone every line on them is, in whichever way it names them
    named = all(part.is_place for part in topics.parts(words, spoken()))
    return Found(topic, articles, window, note, "" if named else words)


async def half_of(context: Context, question: Question, found: Found, chat: Chat, now: datetime) -> Found | None:
    """What there is on the one of two words that is told at all: nobody needs a button to choose it. A place beside another
    word is not what was asked."""
    words = topics.parts(found.topic.query, spoken())
    if len(words) != 2 or any(part.is_place for part in words):
        return None
    note = say("closest", asked=shortened(question.said))
    each = [
        Found(*await known_on(context, part.topic, found.window, chat.id, now), found.window, note) for part in words
    ]
    told = [one for one in each if lines_of(one, chat, now)]
    return told[0] if len(told) == 1 else None


async def known_on(
    context: Context, topic: Topic, window: timedelta, chat: int, now: datetime
) -> tuple[Topic, list[Article]]:
    """The topic as its news has it, and what was understood of that by now."""
    topic, articles = await desk.on_topic(context.store, topic, now, window, chat)
    return topic, desk.known_at(articles, now)


async def briefed(
    context: Context, question: Question, found: Found, chat: Chat, health: Health, now: datetime
) -> Reply:
    """The briefing, and what the chat was told by it."""
    key = told_as(found.topic)
    told = desk.told_at(await context.store.told(chat.id, key), now)
    briefing = compose.compose(
        found.topic,
        found.articles,
        as_of=now,
        window=found.window,
        new=desk.new_since(found.articles, told),
        zone=chat.zone,
        health=health,
        told=told,
        asked=found.asked,
    )
    # a look at the last hour would else make the rest of the day's news old that was never told
    before = await desk.earlier(context.store, found.topic, now - DEFAULT_WINDOW, now - found.window, chat.id)
    missed = desk.missed(before, told)
    heard = None if missed else Told(chat=chat.id, topic=key, at=desk.told_until(health, now))
    message = await as_message(context, question, found, briefing, chat.id)
    return Reply(messages=(message,), told=heard, briefing=briefing)


def told_as(topic: Topic) -> str:
    """The key under which storage keeps when a topic was told: what is followed and everything have no query, and are not one
    topic."""
    return topic.query or catalog("en")["top_stories" if topic.clauses == EVERYTHING else "your_topics"]


async def as_message(context: Context, question: Question, found: Found, briefing: Briefing, chat: int) -> Message:
    """The briefing as a message, with what its reader can go on to."""
    offered = spots.offered_with(
        found.topic, found.articles, briefing.stories, as_of=briefing.as_of, window=found.window
    )
    message = layout.message(briefing, found.topic, offered)
    if briefing.status == "quiet" and not briefing.stories:
        rows = await wider(context, found.topic, found.window, chat)
        message = replace(message, buttons=(*rows, *message.buttons))
    if found.note:
        message = replace(message, lines=(Line((Run(found.note),)), Line(), *message.lines))
    if question.passed_on or topics.is_prose(found.topic.query):
        message = without_follow(message)
    return await offered_to(context, chat, message)


def without_follow(message: Message) -> Message:
    """Nobody follows the words of a report, or a whole sentence."""
    rows = (tuple(button for button in row if not button.data.startswith("follow:")) for row in message.buttons)
    return replace(message, buttons=tuple(filter(None, rows)))
