"""A channel that is set up from its administrator's private chat: each answer names it, and so do the commands in it."""

import re
from contextlib import asynccontextmanager

import pytest
from talk import talk

from bot import words
from bot.model import LONGEST_DATA

CHANNEL, TITLE = "@field_desk_briefings", "Field desk briefings"
COMMAND = re.compile(r"(?<![\w/])/(?!help|link|start)[a-z]+")


@asynccontextmanager
async def linked():
    async with talk() as chat:
        await chat.say(f"/link {CHANNEL}")
        yield chat


async def followed(chat, room):
    return [s.topic for s in await chat.app.store.subscriptions(chat.sandbox.chats[room])]


@pytest.mark.parametrize("args", [f"{CHANNEL} kabul", f"kabul {CHANNEL}", f"kabul {CHANNEL} daily 07:30"])
async def test_a_channel_is_known_wherever_it_is_named(args):
    async with linked() as chat:
        assert "Following Kabul: " in await chat.say(f"/follow {args}")
        assert (await followed(chat, "channel"), await followed(chat, "person")) == (["kabul"], [])


async def test_a_question_may_name_a_channel_or_anybody_in_the_news():
    async with linked() as chat:
        await chat.say(f"/follow kabul {CHANNEL}")
        for asked in (f"/latest {CHANNEL}", f"/latest kabul {CHANNEL}"):
            assert (await chat.say(asked)).startswith("KABUL · last 24 h")
        assert "“@harbour_post cricket”" in await chat.say("/latest @harbour_post cricket")  # a channel of others
        assert "I cannot see @harbour_post" in await chat.say("/follow @harbour_post cricket")


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_each_answer_about_a_channel_names_it_and_so_do_its_commands(language):
    async with linked() as chat:
        await chat.say(f"/language {language}")
        for said in (
            "/follow kabul", "/follow", "/topics", "/unfollow herat", "/pause", "/resume", "/timezone Kabul", "/timezone",
            "/schedule", "/schedule daily 07:30", "/quiet", "/export", "/approval", "/approval maybe", "/addsource",
            "/removesource", "/language de", "/language", "/status", "/preview", "/recall", "/log",
        ):  # fmt: skip
            name, _, args = said.partition(" ")
            answer = await chat.say(f"{name} {CHANNEL} {args}")
            assert TITLE in answer or said == "/preview", said  # which is what its readers would see
            answer = answer.partition("\n")[0] if said == "/log" else answer  # below stands what was typed
            assert all(answer[found.end() :].startswith(f" {CHANNEL}") for found in COMMAND.finditer(answer)), answer
            assert "@itsname" not in answer


async def test_what_an_answer_suggests_is_for_the_channel():
    async with linked() as chat:
        said = await chat.say(f"/follow {CHANNEL} kabul")
        assert said.startswith(f"{TITLE}\nFollowing Kabul: a briefing daily at 08:00 (UTC).")
        suggested = re.search(r"/schedule [^/]* now", said)[0]
        assert suggested == f"/schedule {CHANNEL} kabul now"
        assert "at once" in await chat.say(suggested)
        assert (await followed(chat, "channel"), await followed(chat, "person")) == (["kabul"], [])
        assert "at once" in await chat.say("/topics", "channel")
        assert "/schedule kabul daily" in await chat.say("/follow kabul")  # the person's own


async def test_who_sets_a_channels_language_is_answered_in_their_own():
    async with linked() as chat:
        said = await chat.say(f"/language {CHANNEL} de")
        assert said == f"{TITLE}\nFrom now on I speak Deutsch here."
        with words.speaking("de"):
            assert await chat.say("/topics", "channel") == words.say("follows_nothing")


async def test_a_wrong_word_behind_approval_is_told_the_right_ones():
    async with linked() as chat:
        assert await chat.say(f"/approval {CHANNEL} maybe") == f"{TITLE}\nUse: /approval {CHANNEL} on, or off."
        assert (await chat.say(f"/approval {CHANNEL}")).endswith(f"/approval {CHANNEL} on")


async def test_a_channel_without_a_public_name_is_called_by_its_number():
    async with linked() as chat:
        id = chat.sandbox.chats["channel"]
        chat.sandbox.chat_by_id[id].username = ""
        assert f"/schedule {id} kabul now" in await chat.say(f"/follow {id} kabul")
        longest = max(len(b.encode()) for b in (f"{id} schedule:hourly kabul", f"{id} follow:kabul"))
        assert longest <= LONGEST_DATA


async def test_a_list_of_feeds_for_a_channel_is_answered_and_noted_as_its_senders():
    async with linked() as chat:
        body = b"<opml><body><outline xmlUrl='https://wire.example/feed'/></body></opml>"
        said = await chat.hand_over("list.opml", body, f"/import {CHANNEL}")
        assert said.startswith(f"{TITLE}\n1 source added")
        assert f"/sources {CHANNEL}" in said
        assert "Mara Lindqvist: /import" in await chat.say(f"/log {CHANNEL}")


@pytest.mark.parametrize("said", [f"/link {CHANNEL} off", f"/unlink {CHANNEL}"])
async def test_a_channel_is_unlinked_by_whoever_has_linked_it(said):
    async with linked() as chat:
        chat.sandbox.set_member(chat.sandbox.chats["channel"], 1001, "member")  # even who administers it no more
        assert (await chat.say(said)).startswith(f"{TITLE} is no longer linked to you.")
        assert await chat.say(said) == f"{TITLE} was not linked to you. To link it: /link {CHANNEL}"
        assert "You have linked" not in await chat.say("/link")
        assert "I cannot see @nosuchchannel" in await chat.say("/link @nosuchchannel off")


async def test_all_of_a_channel_is_unfollowed_from_elsewhere():
    async with linked() as chat:
        await chat.say(f"/follow {CHANNEL} kabul")
        await chat.say("/follow herat")
        await chat.say(f"/unfollow {CHANNEL} all")
        assert await chat.press("Yes, end all") == f"{TITLE}\nNo more on Kabul."
        assert (await followed(chat, "channel"), await followed(chat, "person")) == ([], ["herat"])
