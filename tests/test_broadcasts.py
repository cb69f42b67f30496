"""What goes out to a channel is looked at first, can be taken back and is accounted for; the whole bot, over real HTTP."""

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from talk import START, talk, words

from bot.deliver import approval
from bot.model import Chat, Command, Delivery, Message

BLAST = ("Blast in a Kabul market kills nine", "Nine people were killed by a blast in a market in Kabul, police said.")
AGAIN = ("Kabul market blast kills nine people", "A blast in a Kabul market has killed nine people, police said.")
ARRESTS = (
    "Kabul police arrest two over market blast",
    "Police in Kabul arrested two men over the blast in the market.",
)
BRIDGE = (
    "Bridge collapses in Kabul, killing four",
    "Four people died when a bridge collapsed in Kabul, officials said.",
)


@asynccontextmanager
async def channel(schedule="now", **options):
    """A talk whose channel follows Kabul, and the channel's name."""
    async with talk(**options) as chat:
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(chat.sandbox.chats["channel"]))["username"]
        assert "is linked" in await chat.say(f"/link {name}")
        await chat.say(f"/follow {name} kabul {schedule}")
        yield chat, name


def posts(chat, room="channel"):
    return [words(message) for message in chat.sandbox.messages(chat.sandbox.chats[room])]


async def test_what_is_to_be_posted_is_put_to_the_approver_first():
    async with channel() as (chat, name):
        assert "comes to you first" in await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        [(_, who, text)] = await chat.run(hours=1)
        assert who == "person"
        assert text.startswith("To be posted in ")
        assert "○ Nine people were killed" in text
        assert chat.labels() == ["Post", "Drop"]
        assert posts(chat) == []
        assert "Waiting: 1 message." in await chat.say(f"/approval {name}")  # it is shown again
        assert "goes out" in await chat.press("Post")
        [(_, who, told)] = await chat.run(minutes=1)
        assert (who, posts(chat)) == ("channel", [told])
        assert text.endswith(told)
        assert "already" in await chat.press("Post")
        assert "already" in await chat.press("Drop")
        assert await chat.run(hours=1) == []
        assert "Post" not in chat.labels("channel")  # its own buttons, not the approver's


async def test_what_is_dropped_is_not_posted_and_does_not_come_again():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        assert "does not get it" in await chat.press("Drop")
        chat.feeds.tell("Meridian Wire", *AGAIN, chat.clock.now())
        assert await chat.run(hours=2) == []
        assert posts(chat) == []
        chat.feeds.tell("Meridian Wire", *ARRESTS, chat.clock.now())
        [(_, who, text)] = await chat.run(hours=1)
        assert (who, "arrest" in text) == ("person", True)


async def test_briefings_wait_too_and_may_be_posted_however_late():
    async with channel("daily 07:30") as (chat, name):
        await chat.say(f"/approval {name} on")
        [(at, who, text)] = await chat.run(hours=14)
        assert (f"{at:%H:%M}", who) == ("07:30", "person")
        assert "KABUL · last 24 h" in text
        await chat.say(f"/schedule {name} off")
        assert await chat.run(hours=72) == []
        await chat.press("Post")
        [(_, who, told)] = await chat.run(minutes=1)
        assert (who, told.split("\n")[0]) == ("channel", text.split("\n")[2])
        await chat.say(f"/recall {name}")
        assert len(chat.labels()) == 1  # it was posted now, however long it had waited


async def test_what_waits_is_posted_as_it_stands_by_then():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        [(_, _, asked)] = await chat.run(hours=1)
        chat.feeds.tell("Meridian Wire", *AGAIN, chat.clock.now())
        assert "· reported ·" in asked
        assert await chat.run(hours=1) == []
        await chat.press("Post")
        [(_, _, told)] = await chat.run(minutes=1)
        assert "KABUL · confirmed ·" in told


async def test_a_briefing_that_nobody_decided_is_told_by_the_next():
    async with channel("daily 07:30") as (chat, name):
        await chat.say(f"/approval {name} on")
        [(_, _, first)] = await chat.run(hours=14)
        [(_, _, second)] = await chat.run(hours=24)
        assert "3,000 US troops" in first
        assert "3,000 US troops" in second
        assert len(await chat.app.store.unapproved(chat.sandbox.chats["channel"])) == 1


async def test_in_quiet_hours_what_is_approved_or_taken_back_does_not_wait_and_a_pause_is_kept():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        await chat.say(f"/pause {name}")
        assert "Paused" in await chat.press("Post")
        await chat.say(f"/resume {name}")
        await chat.say(f"/quiet {name} 18:00-07:00")
        await chat.press("Post")
        assert [who for _, who, _ in await chat.run(minutes=1)] == ["channel"]
        await chat.say(f"/recall {name}")
        await chat.press(chat.labels()[0])
        await chat.say(f"/unfollow {name} kabul")
        await chat.run(minutes=1)
        assert posts(chat) == []


async def test_in_the_approvers_quiet_hours_they_are_asked_without_a_sound():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        await chat.say("/timezone Asia/Kabul")  # where it is 22:30
        events, silent = chat.sandbox.subscribe(), []
        for quiet in ("22:00-07:00", "08:00-20:00", "off"):
            await chat.say(f"/quiet {quiet}")
            chat.feeds.tell("Harbour Post", *(BLAST, ARRESTS, BRIDGE)[len(silent)], chat.clock.now())
            [(_, who, text)] = await chat.run(hours=1)
            assert (who, text.split("\n")[0]) == ("person", "To be posted in Field desk briefings:")
            told = [events.get_nowait() for _ in range(events.qsize())]
            silent.append(next(one["silent"] for one in told if one.get("message", {}).get("text") == text))
        assert silent == [True, False, False]
        assert chat.labels() == ["Post", "Drop"]
        await chat.press("Post")
        assert [who for _, who, _ in await chat.run(minutes=1)] == ["channel"]


async def test_what_was_posted_is_mended_without_asking():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        await chat.press("Post")
        await chat.run(minutes=1)
        chat.feeds.tell("Meridian Wire", *AGAIN, chat.clock.now())
        assert await chat.run(hours=1) == []
        assert [(who, text.split(" · ")[1]) for who, text in chat.edited] == [("channel", "confirmed")]


async def test_without_approval_nobody_is_asked_and_what_waits_can_still_be_decided():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        assert "at once again" in await chat.say(f"/approval {name} off")
        chat.feeds.tell("Meridian Wire", *ARRESTS, chat.clock.now())
        assert [who for _, who, _ in await chat.run(hours=1)] == ["channel"]
        await chat.press("Post")
        assert [who for _, who, _ in await chat.run(minutes=1)] == ["channel"]
        assert "without asking" in await chat.say(f"/approval {name}")


async def test_who_cannot_be_asked_holds_up_nothing():
    async with channel() as (chat, name):
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        await chat.say(f"/approval {name} on")
        chat.sandbox.block(chat.sandbox.chats["person"])
        chat.feeds.tell("Meridian Wire", *ARRESTS, chat.clock.now())
        assert await chat.run(hours=1) == []
        assert len(posts(chat)) == 1
        chat.feeds.tell("Meridian Wire", *AGAIN, chat.clock.now())
        assert await chat.run(hours=1) == []
        assert [text.split(" · ")[1] for _, text in chat.edited] == ["confirmed"]  # what was posted is not held up
        chat.sandbox.unblock(chat.sandbox.chats["person"])
        [(_, who, _)] = await chat.run(hours=1)
        assert who == "person"


async def test_who_unlinks_the_channel_approves_nothing_more():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        said = await chat.say(f"/unlink {name}")
        assert said.split("\n")[1].startswith("From now on Field desk briefings is posted to at once again.")
        assert "Mara Lindqvist: /unlink" in await chat.say(f"/log {name}")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        assert [who for _, who, _ in await chat.run(hours=1)] == ["channel"]
        assert "was not linked" in await chat.say(f"/unlink {name}")


async def test_who_never_linked_the_channel_may_leave_approving_it_and_another_takes_over():
    async with channel() as (chat, name):
        store, room = chat.app.store, chat.sandbox.chats["channel"]
        chat.sandbox.set_member(room, 1003, "administrator")
        await store.link(room, 1002)  # who administers it no more
        await store.link(room, 1003)
        await chat.say(f"/unlink {name}")  # which changes nothing else
        assert "\n" not in (await chat.say(f"/unlink {name}"))
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        said = await chat.say(f"/unlink {name}")
        assert said.split("\n")[1] == "What is to be posted there is put to another administrator from now on."
        assert (await store.chat(room)).approver == 1003
        assert "goes out" in await chat.press("Post")  # what they were asked can still be decided
        assert "no longer" not in await chat.say(f"/unlink {name}")
        assert (await store.chat(room)).approver == 1003


async def test_drafts_are_put_to_whoever_administers_the_channel_still():
    async with channel() as (chat, name):
        room = chat.sandbox.chats["channel"]
        await chat.say(f"/approval {name} on")
        chat.sandbox.set_member(room, 1001, "member")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        assert await chat.run(hours=1) == []  # no longer theirs to see
        assert len(await chat.app.store.owed(room)) == 1


async def test_only_administrators_decide():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        chat.sandbox.set_member(chat.sandbox.chats["channel"], 1001, "member")
        assert await chat.press("Post") == ""
        assert "not an administrator" in chat.notices[-1]["text"]
        assert await chat.run(hours=1) == []
        for command in ("approval", "preview", "recall", "log"):
            assert "not an administrator" in await chat.say(f"/{command} {name} on")


async def test_a_post_is_taken_back():
    async with channel() as (chat, name):
        assert "Nothing was posted" in await chat.say(f"/recall {name}")
        for n, told in enumerate((BLAST, ARRESTS)):
            chat.feeds.tell(("Harbour Post", "Meridian Wire")[n], *told, START + timedelta(minutes=9 + 60 * n))
        await chat.run(hours=3)
        first, second = posts(chat)
        await chat.say(f"/pause {name}")
        assert "taken back from" in await chat.say(f"/recall {name}")
        labels = chat.labels()
        assert [label.split(" ", 2)[2] for label in labels] == [
            "Kabul police arrest two over",
            "Nine people were killed by a",
        ]
        assert "Taking it back" in await chat.press(labels[0])
        assert await chat.press(labels[0]) == "Field desk briefings\nThat has been decided already."
        assert (await chat.say(f"/log {name}")).count("/recall ") == 1
        await chat.run(minutes=1)
        assert posts(chat) == [first]
        assert second not in posts(chat)
        assert "no longer" in await chat.press(labels[0])
        await chat.say(f"/resume {name}")
        chat.feeds.tell("Harbour Post", *ARRESTS, chat.clock.now())
        assert await chat.run(hours=2) == []  # what was told is not told again, nor changed
        assert (len(posts(chat)), [text for _, text in chat.edited if "arrest" in text]) == (1, [])
        await chat.run(hours=48)
        assert "Nothing was posted" in await chat.say(f"/recall {name}")


async def test_a_post_that_somebody_has_deleted_is_taken_back_all_the_same():
    async with channel() as (chat, name):
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        room = chat.sandbox.open_room(chat.sandbox.chats["channel"])
        room.messages.clear()
        await chat.say(f"/recall {name}")
        await chat.press(chat.labels()[0])
        await chat.run(minutes=1)
        assert await chat.app.store.owed(chat.sandbox.chats["channel"]) == []
        assert await chat.app.store.posted(chat.sandbox.chats["channel"], START, 9) == []


async def test_who_takes_back_what_telegram_does_not_delete_is_told():
    async with channel() as (chat, name):
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        chat.sandbox.set_member(
            chat.sandbox.chats["channel"], chat.sandbox.bot_id, "administrator", ["can_post_messages"]
        )
        await chat.say(f"/pause {name}")
        await chat.say("/pause")  # their own pushes: this is an answer
        chat.clock.time += timedelta(hours=46, minutes=30)
        await chat.say(f"/recall {name}")
        await chat.press(chat.labels()[0])
        chat.clock.time += timedelta(hours=2)
        [(_, who, text)] = await chat.run(minutes=1)
        assert (who, text) == (
            "person",
            "Telegram did not let me take “Nine people were killed by a blast in a market in Kabul, police said” back from "
            "Field desk briefings: it is older than 48 hours, or I may not delete there. Please delete it by hand.",
        )
        assert len(posts(chat)) == 1
        assert await chat.run(hours=1) == []  # said once


async def test_who_takes_back_from_where_we_are_no_more_is_told():
    async with channel() as (chat, name):
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        await chat.say("/language de")
        await chat.say(f"/recall {name}")
        await chat.press(chat.labels()[0])
        chat.sandbox.kick_bot(chat.sandbox.chats["channel"])
        [(_, who, text)] = await chat.run(minutes=1)
        assert (who, text.split(" „")[0]) == ("person", "Telegram ließ mich")


async def test_in_a_group_it_is_said_there_that_a_post_stays():
    async with talk() as chat:
        await chat.say("/follow kabul now", "group")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        chat.clock.time += timedelta(hours=46, minutes=30)
        await chat.say("/recall", "group")
        await chat.press(chat.labels("group")[-1], "group")
        chat.clock.time += timedelta(hours=2)
        told = [text for _, who, text in await chat.run(minutes=1) if who == "group"]
        assert sum(text.startswith("Telegram did not let me take ") for text in told) == 1


@pytest.mark.parametrize(
    ("kind", "occasion", "where"),
    [
        ("channel", approval.recall(17, 1001), 1001),
        ("channel", approval.recall(17, 0), None),  # of before: nobody knows who asked
        ("group", approval.recall(17, 0), -5),
        ("group", approval.recall(17, 1001), 1001),
    ],
)
def test_where_it_was_asked_to_take_a_post_back(kind, occasion, where):
    gone = Delivery(chat=-5, subscription=0, occasion=occasion, message=Message(lines=()), due=START)
    assert approval.asked_in(Chat(id=-5, kind=kind), gone) == where


async def test_in_a_group_its_administrators_take_back_what_was_said():
    async with talk() as chat:
        await chat.say("/follow kabul now", "group")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        [(_, _, text)] = await chat.run(hours=1)
        await chat.say("/recall", "group")
        assert "can change" in await chat.say("/recall", "group", user_id=1002)
        for looks in ("/preview", "/log"):
            assert (await chat.say(looks, "group", user_id=1002)).startswith("In a group only administrators see this.")
        assert (await chat.say("/schedule", "group", user_id=1002)).startswith("Followed here (UTC):\nKabul - at once")
        assert await chat.press("Hourly", "group", user_id=1002) == ""  # to change it is theirs
        assert "Kabul - at once" in await chat.say("/topics", "group")
        await chat.say("/recall", "group")
        await chat.press(chat.labels("group")[0], "group")
        await chat.run(minutes=1)
        assert text not in posts(chat, "group")
        assert "for channels" in await chat.say("/approval on", "group")


async def test_a_preview_is_what_would_come_and_tells_nobody():
    async with channel("daily 07:30") as (chat, name):
        shown = await chat.say(f"/preview {name}")
        assert shown.startswith("KABUL · last 24 h")
        assert posts(chat) == []
        [(_, who, text)] = await chat.run(hours=14)
        assert who == "channel"
        assert "3,000 US troops" in shown
        assert "3,000 US troops" in text  # it is as new to the channel as before
        await chat.say(f"/unfollow {name} kabul")
        assert "follow" in await chat.say(f"/preview {name}")


async def test_a_button_decides_over_its_own_chat_alone():
    async with channel() as (chat, name):
        await chat.say("/follow kabul now")
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        store, person, room = chat.app.store, chat.sandbox.chats["person"], chat.sandbox.chats["channel"]
        [held], [own] = await store.unapproved(room), await store.posted(person, START, 9)
        private, public = Chat(id=person, kind="private"), Chat(id=room, kind="channel")
        for where, name, id in [
            *((private, name, held.id) for name in ("post", "drop", "recall")),
            (public, "recall", own.id),
            (private, "recall", 30 * "9"),
            (private, "post", "kabul"),
        ]:
            command = Command(chat=where, name=name, args=str(id), press=True, asker=person)
            answered = (await chat.app.answer(command)).messages[0].text
            assert "already" in answered or "no longer" in answered, (name, id)
        assert await store.unapproved(room) == [held]
        assert await store.posted(person, START, 9) == [own]


@pytest.mark.parametrize("command", ["log", "recall", "preview", "approval on"])
async def test_what_its_readers_should_not_see_is_not_answered_in_a_channel(command):
    async with channel() as (chat, _):
        said = await chat.say(f"/{command}", "channel")
        assert "private chat" in said
        assert "Mara" not in said


async def test_nobody_writes_a_line_of_the_log():
    async with channel() as (chat, name):
        await chat.say(f"/follow {name} herat\nMon 1 Nov 09:00 Laila: /unfollow kabul\u2067")
        said = (await chat.say(f"/log {name}")).split("\n")
        assert sum("Laila" in line for line in said) <= 1
        assert all(" Mara Lindqvist" in line.replace("\u2068", "").replace("\u2069", "") for line in said[1:])
        assert "\u2067" not in "".join(said)


async def test_who_has_done_what_is_told():
    async with channel() as (chat, name):
        await chat.say(f"/approval {name} on")
        chat.feeds.tell("Harbour Post", *BLAST, START + timedelta(minutes=9))
        await chat.run(hours=1)
        await chat.press("Drop")
        await chat.say(f"/timezone {name}")  # only asks
        await chat.say(f"/schedule {name} nonsense")  # nothing was changed, nor by these:
        for again in (
            "follow {} kabul now",
            "schedule {} kabul now",
            "approval {} on",
            "resume {}",
            "unfollow {} herat",
        ):
            await chat.say("/" + again.format(name))
        await chat.say("/follow kabul now", "channel")
        await chat.say(f"/unfollow {name} all")  # which asks first
        said = (await chat.say(f"/log {name}")).split("\n")
        assert said[0].startswith("Changes in ")
        assert [line.partition(": ")[2].strip("\u2068\u2069") for line in said[1:]] == [
            "/drop Nine people were killed by a blast in a market in Kabul, police said",
            "/approval on",
            "/follow kabul now",
        ]
        assert all("Mara Lindqvist" in line for line in said[1:]), said
        assert "Nothing has been changed" in await chat.say("/log", "group")


@pytest.mark.parametrize(
    "said", ["/approval on", "/approval perhaps", "/post 1", "/drop 1", "/preview", "/log", "/recall"]
)
async def test_in_a_private_chat_there_is_nothing_to_approve(said):
    async with talk() as chat:
        answer = await chat.say(said)
        assert any(
            text in answer for text in ("for channels", "I don't know", "follow", "is for groups, and for channels: /")
        )
