"""/latest, and the views behind its buttons."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from bot import desk
from bot.answer.base import Context, reply, settled, topic_of
from bot.answer.said import means_all
from bot.brief import compose, layout, pictured, pictures, spots, views
from bot.brief.buttons import opened, unfollowed
from bot.brief.groups import grouped
from bot.brief.window import format_window, parse_window
from bot.brief.window import split_window as split_span
from bot.errors import UserError
from bot.model import (
    LONGEST_DATA,
    Article,
    Briefing,
    Bullet,
    Button,
    Chat,
    Clause,
    Command,
    Health,
    Line,
    Message,
    Picture,
    Reply,
    Run,
    Source,
    Told,
    Topic,
)
from bot.understand import topics
from bot.words import catalog, count, say, spoken

log = logging.getLogger(__name__)

DRAW_SECONDS = 10.0  # twenty times what the largest picture takes; a press has been answered by then
DEFAULT_WINDOW = timedelta(hours=24)
EVERYTHING = (Clause(all=()),)
EMPTY = Topic(query="", title="", clauses=())
MOST_READ = 1_000  # articles, the newest, in which what is closest to a question is looked for
LONGEST_SAID = 80  # characters of a question that are said again: two lines on a phone
LEAST_OF_SENTENCE = 5  # words, with function words among them
WEEK = timedelta(days=7)  # how far back what is on most of a question is looked for
MOST_PLACES = 3  # that are offered in the place of a topic: a row of buttons each


def split_window(args: str) -> tuple[str, timedelta]:
    """ "kabul 3d", "what happened in kabul in the last 3 days?" -> ("kabul", 3 days). Raises UserError for a span out of
    bounds."""
    query, span = split_span(args)
    return topics.subject(query), parse_window(span) if span else DEFAULT_WINDOW


async def asked(context: Context, chat: int, query: str) -> Topic:
    """The topic that was asked for; without words, those that the chat follows, or everything."""
    if query and not means_all(query):
        return await topic_of(context, query)
    followed = [] if query else [topics.stored(s.topic) for s in await context.store.subscriptions(chat)]
    if len(followed) == 1:
        return followed[0]
    if followed:
        clauses = tuple(clause for topic in followed for clause in topic.clauses)
        return Topic(query="", title=say("your_topics"), clauses=clauses)
    return Topic(query="", title=say("top_stories"), clauses=EVERYTHING)


class Question(Struct, frozen=True):
    """What somebody wants to know: a topic, a question, or a report that they pass on."""

    said: str  # in their words, but for the span of time
    query: str  # what that asks for
    window: timedelta
    passed_on: bool
    named_span: bool = False

    @property
    def reaches(self) -> bool:
        """Whether what was told this week may answer it: it asks of something, or tells it, and names no span."""
        return (self.asks or self.passed_on) and not self.named_span

    @property
    def asks(self) -> bool:
        return self.query != self.said

    @property
    def asks_much(self) -> bool:
        """Whether it is a question for several things together."""
        return self.asks and len(topics.parts(self.query, spoken())) > 1


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


def questioned(command: Command) -> Question:
    """What a command asks. Raises UserError for a span out of bounds."""
    query, window = split_window(command.args)
    said, span = split_span(command.args)
    return Question(said, query, window, not command.press and query == said and topics.is_prose(said), bool(span))


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


def called(question: Question, topic: Topic) -> tuple[str, str]:
    """What was asked for, as a command has it and as it is said again; a digest (buttons.carried) is nobody's words."""
    if question.query.startswith("~"):
        return topic.query, topic.query
    return question.query, shortened(question.said)


async def unknown(
    context: Context, topic: Topic, query: str, said: str, window: timedelta, chat: int, view: str = "latest"
) -> Reply:
    """That nothing is known on a topic, with what may have been meant and what is known around it; its buttons show the same
    view as was asked for."""
    meant = await near(context, query)
    guess = say("near_topics", near=say("or").join(meant)) if meant else ""
    named = (Button(topics.stored(name).title, shows(view, name, window)) for name in meant)
    row = tuple(button for button in named if len(button.data.encode()) <= LONGEST_DATA)
    follow = () if is_sentence(query) else (say("unknown_follow", topic=query),)
    text = "\n".join((say("unknown_topic", asked=said, near=guess), *follow, say("unknown_help")))
    return reply(text, *([row] if row else []), *await wider(context, topic, window, chat, view))


def is_sentence(query: str) -> bool:
    """Whether it is no topic that anybody would follow: a report, or a question that was not understood as one."""
    words = len(query.split())
    return topics.is_prose(query) or (words >= LEAST_OF_SENTENCE and 0 < len(topics.parts(query, spoken())) < words)


def shows(view: str, query: str, window: timedelta) -> str:
    """What a button holds that shows the latest, or a view, on a topic as of when it is pressed."""
    span = format_window(window)
    return f"latest:{query} {span}" if view == "latest" else f"{view}:{span} {query}"


def unreported(question: Question, chat: Chat, sources: Sequence[Source], now: datetime) -> str:
    """That nobody has a report that was passed on, or that we could not look."""
    health = desk.health(sources, now)
    if not sources or len(health.silent) < health.sources:
        return say("unreported" if sources else "no_sources")
    topic = replace(EMPTY, title=shortened(question.said))
    return compose.compose(topic, (), as_of=now, window=question.window, new=None, zone=chat.zone, health=health).text


def shortened(said: str) -> str:
    """What somebody has said, as it is said again."""
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 1].rstrip() + "…"


def named_in(words: str) -> str:
    """Of words of a report those that have a capital, or may be names in scripts that have none."""
    return " ".join(word for word in words.split() if not word[0].islower()) or words


async def closest(context: Context, question: Question, chat: int) -> tuple[str, timedelta]:
    """The words and places of a query, or of a report that is passed on, that most is known on together, and how far back that
    is: "ghani" for "ghani left". More of them in the last week go before fewer in the window. That of its place nothing
    else is known answers a question; to other words it is offered by a button (see wider)."""
    query, window, passed_on = question.query, question.window, question.passed_on
    asked = (topics.prose_parts if passed_on else topics.parts)(query, spoken())
    places = [part for part in asked if part.is_place]
    wanted = asked if passed_on else places or asked
    anchors = frozenset().union(*(topics.anchors(part.topic) or frozenset() for part in wanted))
    now = context.clock.now()
    best, most = ("", window), 0
    for span in dict.fromkeys((window, max(window, WEEK))) if asked else ():
        if best[0] and question.named_span:
            break
        # a name in another script, or as another language spells it, has other terms
        for terms in (anchors,) if query.isascii() and spoken() == "en" else (anchors, None):
            articles = await context.store.articles(now - span, now, terms)
            articles += await context.store.own_articles(chat, now - span, now, terms, desk.OWN)
            read = topics.reported if passed_on else topics.closest
            found = await asyncio.to_thread(read, asked, articles[-MOST_READ:])
            told = len(topics.parts(found, spoken()))
            if found == query:
                return found, span
            if told > most and (question.asks or passed_on or found not in {part.written for part in places}):
                best, most = (found, span), told
            if found:
                break
    return best


async def offered_to(context: Context, chat: int, message: Message) -> Message:
    """The message as this chat gets it: it is not offered what it follows."""
    return unfollowed(message, [s.topic for s in await context.store.subscriptions(chat)])


async def wider(
    context: Context, topic: Topic, window: timedelta, chat: int, view: str = "latest"
) -> tuple[tuple[Button, ...], ...]:
    """Where a topic is quiet: a button to the news of that time of the country that it lies in, or of each place that it names
    beside other words, or else of each of a few words, where these have any."""
    country = topics.wider(topic)
    words = [part.topic for part in topics.parts(topic.query, spoken())][:MOST_PLACES]
    rows = []
    for other in [country] if country else topics.places_in(topic)[:MOST_PLACES] or (words if len(words) > 1 else []):
        now = context.clock.now()
        articles = await desk.gather(context.store, other, now - window, now, chat)
        told = len(grouped(other, articles, as_of=now, window=window, new=None))
        label = say("wider", topic=other.title, counted=count(told, "story"))
        rows += [(Button(label, shows(view, other.query, window)),)] if told else []
    return tuple(rows)


async def near(context: Context, query: str) -> list[str]:
    """What may have been meant by a topic that nothing is known of: from what is followed anywhere, whom we read, and places."""
    known = {s.topic for s in await context.store.subscriptions()}
    known |= {f'source:"{s.name.casefold()}"' for s in await context.store.sources() if "source:" in query.casefold()}
    return [name for name in topics.suggest(query, known) if ":" not in query or ":" in name]  # no place for an outlet


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
