"""What somebody wants to know: the topic, the question or the report in a command, and what most is known on of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from msgspec import Struct

from bot import desk
from bot.answer.base import Context, topic_of
from bot.answer.said import means_all
from bot.brief.window import parse_window
from bot.brief.window import split_window as split_span
from bot.model import Clause, Command, Topic
from bot.understand import topics
from bot.words import say, spoken

DEFAULT_WINDOW = timedelta(hours=24)
EVERYTHING = (Clause(all=()),)
MOST_READ = 1_000  # articles, the newest, in which what is closest to a question is looked for
LONGEST_SAID = 80  # characters of a question that are said again: two lines on a phone
LEAST_OF_SENTENCE = 5  # words, with function words among them
WEEK = timedelta(days=7)  # how far back what is on most of a question is looked for


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


def questioned(command: Command) -> Question:
    """What a command asks. Raises UserError for a span out of bounds."""
    query, window = split_window(command.args)
    said, span = split_span(command.args)
    return Question(said, query, window, not command.press and query == said and topics.is_prose(said), bool(span))


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


def is_sentence(query: str) -> bool:
    """Whether it is no topic that anybody would follow: a report, or a question that was not understood as one."""
    words = len(query.split())
    return topics.is_prose(query) or (words >= LEAST_OF_SENTENCE and 0 < len(topics.parts(query, spoken())) < words)


def shortened(said: str) -> str:
    """What somebody has said, as it is said again."""
    return said if len(said) <= LONGEST_SAID else said[: LONGEST_SAID - 1].rstrip() + "…"


def named_in(words: str) -> str:
    """Of words of a report those that have a capital, or may be names in scripts that have none."""
    return " ".join(word for word in words.split() if not word[0].islower()) or words
