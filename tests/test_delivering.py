"""Between what is owed and a message in a chat: races, floods, moves and quiet hours, with the whole bot over real HTTP."""

from __future__ import annotations

from datetime import timedelta

from talk import START, talk


class Between:
    """A Surface that runs something, once, before or after a message goes out."""

    def __init__(self, chat, *, before=None, after=None):
        self.pipeline, self.surface, self.before, self.after = chat.app.pipeline, chat.face, before, after
        self.pipeline.surface = self

    async def send(self, to, message, thread):
        self.pipeline.surface = self.surface
        if self.before:
            await self.before()
        result = await self.surface.send(to, message, thread)
        if self.after:
            await self.after()
        return result


async def test_a_group_that_moves_loses_nothing_of_what_is_in_the_senders_hand():
    async with talk() as chat:
        await chat.say("/follow kabul now", "group")
        await chat.say("/quiet 18:00-20:00", "group")  # alerts are held, and due together
        for n, title in enumerate(("Blast in Kabul market kills nine", "Flood cuts the road from Kabul to the north",
                                   "Kabul airport closes to all flights")):  # fmt: skip
            chat.feeds.tell("Harbour Post", title, "", START + timedelta(minutes=10 * n + 10))
        await chat.run(minutes=100)
        group = chat.sandbox.chats["group"]
        owed = await chat.app.store.owed(group)
        assert len(owed) == 3
        allowed, chat.sandbox.allowed_updates = chat.sandbox.allowed_updates, ["callback_query"]
        chat.sandbox.migrate(group)  # the bot hears of it by its own push first
        chat.sandbox.allowed_updates = allowed
        assert len(await chat.run(hours=3)) == 3


async def test_a_briefing_that_is_being_sent_is_not_told_by_the_next_as_well():
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", START + timedelta(minutes=30))
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=3600, times=1)
        await chat.run(hours=1, minutes=30)  # tried at 19:00, and again at 20:00, when the next is due
        pipeline = chat.app.pipeline
        chat.clock.time = START + timedelta(hours=2, seconds=30)
        Between(chat, before=pipeline.brief)
        await pipeline.send()
        [(_, message)] = chat.heard()
        assert "Blast" in message["text"]
        assert [text for _, _, text in await chat.run(hours=2) if "Blast" in text] == []
