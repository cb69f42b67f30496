"""/follow, /unfollow, /topics and /schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot import desk
from bot.answer.base import Context, local, message, paused_text, reply, settled, topic_of
from bot.answer.said import means_all
from bot.answer.unknown import near
from bot.brief.buttons import carried
from bot.brief.window import split_window as split_span
from bot.deliver.schedule import describe, next_due, parse_schedule, split_schedule
from bot.errors import UsageError, UserError
from bot.model import LONGEST_DATA, Button, Chat, Command, Reply, Schedule, Subscription, Topic
from bot.understand import topics
from bot.words import count, isolated, say, zone_time

ALL = "*"  # what a button holds in a topic's place
_BETWEEN = re.compile(rf"[,،;\n]|(?<!\w)(?:{'|'.join(sorted(topics.AND))})(?!\w)")
OFFERED = 20  # topics with a button each
NAMED = 10  # topics in a line; /topics lists all
MAX_TOPICS = 50  # a chat with more than that gets a digest that nobody reads in twenty seconds


def due_of(schedule: Schedule, chat: Chat, now: datetime) -> datetime | None:
    return next_due(schedule, chat.zone, now)


async def follow(context: Context, command: Command) -> Reply:
    """Also by button (`args` is then the query) and with a schedule behind the topic: /follow kabul daily 07:30."""
    query, when = split_schedule(command.args)
    if not command.press:  # what is followed has a time to speak, and no span
        query = split_span(query)[0]
    if not query:
        raise UsageError(say("how_follow"))
    if not command.press and (means_all(query) or not topics.subject(query)):  # all news, as the words would not be
        raise UserError(say("too_common", example=say("example")))
    chat = await settled(context, command.chat)
    topic = await topic_of(context, query)
    now = context.clock.now()
    own = await context.store.subscriptions(chat.id)
    before = followed(own, topic)
    topic = topics.stored(before.topic) if before else topic
    if before and not when:
        text = say("already_followed", topic=topic.title, when=describe(before.schedule))
        if before.thread != command.thread:
            moved = replace(before, thread=command.thread)
            await context.store.save_subscription(moved, due_of(before.schedule, chat, now))
            text += " " + say("followed_here")
        return Reply(messages=(message(text),), notice=text) if command.press else reply(text)
    if not before and len(own) >= MAX_TOPICS:
        raise UsageError(say("follow_limit", limit=MAX_TOPICS, example=own[0].topic))
    schedule = parse_schedule(when, chat.schedule) if when else chat.schedule
    subscription = before or Subscription(chat=chat.id, topic=topic.query, schedule=schedule, created=now)
    subscription = replace(subscription, schedule=schedule, thread=command.thread)
    await context.store.save_subscription(subscription, due_of(schedule, chat, now))
    text = followed_text(topic, schedule, chat, now)
    meant: list[str] = []
    if not before and not await is_read(context, topic, chat, now):
        meant = await near(context, topic.query)
        guess = say("near_topics", near=say("or").join(meant)) if meant else ""
        text += "\n" + say("followed_unread", near=guess)
    if not own and chat.timezone == "UTC" and schedule.kind in ("daily", "weekly"):  # few mean it; said once
        text += "\n" + say("clock_hint")
    if chat.rests(now):
        text += "\n" + paused_text(chat, now)
    return Reply(
        messages=(message(text, *instead(meant, when), *hints(topic.query)),),
        notice=say("followed_notice", topic=topic.title) if command.press else None,
    )


def followed(own: Sequence[Subscription], topic: Topic) -> Subscription | None:
    """The subscription to this topic, or to what matches the same in other words: "kabul" and "کابل"."""
    same = (s for s in own if topic.clauses and set(topics.stored(s.topic).clauses) == set(topic.clauses))
    return next((s for s in own if s.topic == topic.query), None) or next(same, None)


async def is_read(context: Context, topic: Topic, chat: Chat, now: datetime) -> bool:
    """False where no source had anything on a topic in the last month, though some were heard from."""
    _, articles = await desk.on_topic(context.store, topic, now, timedelta(days=1), chat.id)
    health = desk.health(await context.store.read_for(chat.id), now)
    return bool(articles) or len(health.silent) >= health.sources


def instead(names: Sequence[str], when: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons that follow what may have been meant, with the same schedule."""
    named = [Button(topics.stored(name).title, f"follow:{carried(name)} {when}".rstrip()) for name in names]
    row = tuple(button for button in named if len(button.data.encode()) <= LONGEST_DATA)
    return (row,) if row else ()


def followed_text(topic: Topic, schedule: Schedule, chat: Chat, now: datetime) -> str:
    due = due_of(schedule, chat, now)
    if schedule.kind == "now":
        return say("followed_now", topic=topic.title)
    if due is None:
        return say("followed_none", topic=topic.title, query=topic.query)
    return say(
        "followed",
        topic=topic.title,
        when=describe(schedule),
        zone=zone_time(chat.timezone),
        next=local(chat, due, now),
    ) + ("\n" + say("follow_hint", query=topic.query))


def hints(query: str) -> tuple[tuple[Button, ...], ...]:
    """Buttons that choose another time for a topic, or with "" for all."""
    row = tuple(
        Button(label, f"schedule:{form} {carried(query)}")
        for label, form in zip(say("rhythms").split("|"), ("now", "hourly", "daily", "weekly"), strict=True)
    )
    return (row,)


def called(own: Sequence[Subscription], name: str) -> Topic | None:
    """The topic that is followed under this name: its query, or its title as /topics lists it."""
    found = (topics.stored(subscription.topic) for subscription in own)
    asked = name.casefold()
    return next((t for t in found if asked and asked in (t.query, t.title.casefold(), t.english.casefold())), None)


async def unfollow(context: Context, command: Command) -> Reply:
    """Also by button: of one topic, or of ALL that is followed. Without words, a button for each."""
    own = await context.store.subscriptions(command.chat.id)
    query = command.args.strip()
    if not own and not query:
        return reply(say("follows_nothing"))
    if not query:
        rows = tuple((Button(topics.stored(s.topic).title, f"unfollow:{carried(s.topic)}"),) for s in own[:OFFERED])
        return reply(say("how_unfollow", example=own[0].topic), *rows)
    if command.press and query == ALL:
        return reply(await ended(context, command.chat, own, own))
    topic = called(own, query)
    if topic is None and own and means_all(query):
        row = (Button(say("unfollow_all_button"), f"unfollow:{ALL}"),)
        return reply(say("unfollow_all", topics=count(len(own), "topic")), row)
    several = [called(own, part.strip()) for part in _BETWEEN.split(query)]
    if topic is None and len(several) > 1 and all(several):
        queries = {one.query for one in several if one}
    else:
        queries = {(topic or await topic_of(context, query)).query}
    ending = [subscription for subscription in own if subscription.topic in queries]
    if not ending and not topic and (same := followed(own, await topic_of(context, query))):
        ending = [same]
    if ending:
        return reply(await ended(context, command.chat, own, ending))
    more = f" {say('source_more', count=len(own) - NAMED)} (/topics)" if len(own) > NAMED else ""
    named = " · ".join(isolated(topics.stored(s.topic).title) for s in own[:NAMED]) + more  # titles may have commas
    return reply(
        say("not_followed", topic=query, list=say("follows_list", topics=named) if own else say("follows_nothing"))
    )


async def ended(context: Context, chat: Chat, own: Sequence[Subscription], ending: Sequence[Subscription]) -> str:
    """Ends these subscriptions of the chat's own, and says so."""
    for subscription in ending:
        await context.store.remove_subscription(chat.id, subscription.topic)
    if not any(s.schedule.kind == "now" for s in own if s not in ending):
        await call_off(context, chat)
    if not ending:
        return say("follows_nothing")
    return "\n".join(say("unfollowed", topic=topics.stored(s.topic).title) for s in ending)


async def call_off(context: Context, chat: Chat) -> None:
    """Alerts that wait, for the end of quiet hours, say, are not sent: nothing is followed at once any more."""
    for owed in await context.store.owed(chat.id):
        if owed.subscription == 0 and owed.priority == 0 and not owed.recalls:  # not what is said of a broken source
            await context.store.settle(replace(owed, state="failed", problem="no longer followed"), None)


async def list_topics(context: Context, command: Command) -> Reply:
    chat = await settled(context, command.chat)
    own = await context.store.subscriptions(chat.id)
    if not own:
        return reply(say("follows_nothing"))
    return reply(listed(chat, own, context.clock.now()))


def listed(chat: Chat, own: Sequence[Subscription], now: datetime) -> str:
    """What the chat follows and when, a line each."""
    lines = [say("topics", zone=zone_time(chat.timezone))]
    for subscription in own:
        due = due_of(subscription.schedule, chat, now)
        key = "topic_next" if due else "topic_line"
        lines.append(
            say(
                key,
                topic=isolated(topics.stored(subscription.topic).title),
                when=describe(subscription.schedule),
                next=local(chat, due, now) if due else "",
            )
        )
    if chat.rests(now):
        lines.append(paused_text(chat, now))
    return "\n".join(lines)


async def schedule(context: Context, command: Command) -> Reply:
    """/schedule daily 07:30 is for all topics here and those to come; /schedule kabul hourly for one. Without a time, it tells
    what is set, with buttons to change it."""
    query, when = split_schedule(command.args)
    if command.press:  # "now kabul": the form first, so that a topic may hold any words
        when, _, query = command.args.partition(" ")
    chat = await settled(context, command.chat)
    now = context.clock.now()
    own = await context.store.subscriptions(chat.id)
    if not when:
        one, how = called(own, query), say("how_schedule", form=say("schedule_form"))
        if query and one is None:
            raise UsageError(how)
        meant = [s for s in own if one is None or s.topic == one.query]
        told = listed(chat, meant, now) + "\n\n" if meant else ""
        return reply(told + how, *hints(one.query if one else ""))
    if query:
        topic = called(own, query) or await topic_of(context, query)
        before = followed(own, topic)
        topic = topics.stored(before.topic) if before else topic
        if before is None and command.press:
            return await follow(context, replace(command, args=f"{query} {when}", press=False))
        chosen = parse_schedule(when, before.schedule if before else chat.schedule)
        if before is None:  # it may be a schedule that we do not have
            raise UsageError(say("not_scheduled", topic=query, form=say("schedule_form")))
        await context.store.save_subscription(replace(before, schedule=chosen), due_of(chosen, chat, now))
        return reply(scheduled_text(topic.title, chosen, chat, now))
    chosen = parse_schedule(when, chat.schedule)
    chat = replace(chat, schedule=chosen)
    await context.store.save_chat(chat)
    for subscription in own:
        await context.store.save_subscription(replace(subscription, schedule=chosen), due_of(chosen, chat, now))
    if not own:
        return reply(say("schedule_default", when=describe(chosen), zone=zone_time(chat.timezone)))
    title = topics.stored(own[0].topic).title if len(own) == 1 else say("all_topics")
    return reply(scheduled_text(title, chosen, chat, now))


def scheduled_text(title: str, schedule: Schedule, chat: Chat, now: datetime) -> str:
    title, due = isolated(title), due_of(schedule, chat, now)
    if due is None:
        return say("scheduled_plain", topic=title, when=describe(schedule))
    return say(
        "scheduled", topic=title, when=describe(schedule), zone=zone_time(chat.timezone), next=local(chat, due, now)
    )


async def reschedule(context: Context, chat: Chat) -> None:
    """Sets the due times of a chat's subscriptions anew, after its clock changed."""
    now = context.clock.now()
    for subscription in await context.store.subscriptions(chat.id):
        await context.store.save_subscription(subscription, due_of(subscription.schedule, chat, now))
