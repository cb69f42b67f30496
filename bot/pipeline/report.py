"""A source that stays broken is told of once, to whoever added it."""

from __future__ import annotations

import logging
from datetime import timedelta

from msgspec.structs import replace

from bot import troubles
from bot.deliver.outbox import EXPIRY
from bot.deliver.quiet import quiet_until
from bot.model import TERMINAL, Button, Chat, Delivery, Line, Message, PollIntent, Run, Source
from bot.pipeline.base import Shared
from bot.words import one_of, say, speaking

log = logging.getLogger(__name__)

BROKEN_AFTER = timedelta(days=3)  # a weekend's outage is nobody's business
BROKEN_POLLS = 4  # failed in a row, too: where the bot itself was off for days, one failure shows nothing


def is_broken(intent: PollIntent) -> bool:
    """True where it is time to tell: the source is gone for good, or has failed for long enough."""
    source = intent.source
    if source.reported or not source.failures:
        return False
    failing = intent.at - (source.failing_since or intent.at)
    return source.ended or (failing >= BROKEN_AFTER and source.failures >= BROKEN_POLLS)


async def reported(shared: Shared, intent: PollIntent) -> PollIntent:
    """The intent, with a message to each chat that added the source where it has turned out broken; everybody's sources are
    the operator's, and go to the log."""
    if not is_broken(intent):
        return intent
    source, now = intent.source, intent.at
    if not source.own:
        log.warning("%s stays broken: %s", source.url, source.problem)
    owed = []
    for id in await shared.store.source_chats(source.id):
        added = await shared.store.chat(id)
        if added is None or added.gone:
            continue
        # a channel's readers have nothing to do with it: those who set it up are told, where they write to the bot
        channel = added if added.kind == "channel" else None
        for reader in await shared.store.managers(id) if channel else [id]:
            chat = await shared.store.chat(reader)
            if chat is None or chat.gone or chat.id == TERMINAL:
                continue
            owed.append(
                Delivery(
                    chat=chat.id,
                    subscription=0,
                    occasion=f"source:{source.id}:{id}:{source.failing_since or now:%Y-%m-%dT%H:%MZ}",
                    message=told(source, channel, chat.language),
                    due=quiet_until(chat.quiet, chat.zone, now) or now,
                    expires=now + EXPIRY,
                )
            )
    return replace(intent, source=replace(source, reported=True), deliveries=tuple(owed))


def told(source: Source, channel: Chat | None, language: str) -> Message:
    """What the chat is told of a source that stays broken; `channel`: for which it was added, where that is another chat."""
    with speaking(language):
        name, reason = source.name or source.url, troubles.told(source.problem or "")
        failing = source.failing_since
        since = say("day_month", day=failing.day, month=one_of("months_long", failing.month - 1)) if failing else ""
        where = say("for_channel", title=channel.title) if channel else ""
        text = say(
            "source_ended" if source.ended else "source_broken", name=name, where=where, reason=reason, since=since
        )
        remove = Button(say("remove"), f"removesource:#{source.id}")
    lines = tuple(Line((Run(line),)) for line in text.split("\n"))
    return Message(lines=lines, buttons=() if channel else ((remove,),))
