"""Where nothing is known: what may have been meant, what is known around it, and that we could not look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot import desk
from bot.answer.base import Context, reply
from bot.answer.questions import Question, is_sentence, shortened
from bot.brief import compose
from bot.brief.groups import grouped
from bot.brief.window import format_window
from bot.model import LONGEST_DATA, Button, Chat, Reply, Source, Topic
from bot.understand import topics
from bot.words import count, say, spoken

EMPTY = Topic(query="", title="", clauses=())
MOST_PLACES = 3  # that are offered in the place of a topic: a row of buttons each


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
