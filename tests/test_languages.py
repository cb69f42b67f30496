"""The interface in the chat's language: by what a person has set in Telegram, by /language, in pushes, groups and channels."""

import re
import unicodedata
from datetime import timedelta

import pytest
from msgspec.structs import replace
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot import words
from handlers.sandbox.state import Member
from tests.talk import talk


def of(tongue, key, **arguments):
    with words.speaking(tongue):
        return words.say(key, **arguments)


def speaks(chat, language):
    """The person has this language in Telegram."""
    chat.sandbox.users[chat.sandbox.chats["person"]]["language_code"] = language


@pytest.mark.parametrize(("code", "language"), [("fa", "fa"), ("de-AT", "de"), ("uk", "uk"), ("ja", "en"), ("", "en")])
async def test_a_person_is_answered_in_the_language_that_telegram_has(code, language):
    async with talk() as chat:
        speaks(chat, code)
        assert await chat.say("/help") == of(language, "help")
        assert (await chat.say("/follow (kabul")).startswith(of(language, "parenthesis_open").split("{")[0])
        assert of(language, "quiet_none") in await chat.say("/quiet")
        briefing = await chat.say("/latest kabul")
        with words.speaking(language):
            assert words.say("sources_agree", sources=words.count(2, "source"), names="") in briefing
        assert "Pentagon" in briefing  # what sources say stays as it is


async def test_what_is_pushed_later_is_in_that_language():
    async with talk() as chat:
        speaks(chat, "de")
        await chat.say("/follow kabul")
        await chat.say("/schedule daily 07:30")
        pushed = await chat.run(hours=26)
        with words.speaking("de"):
            span = words.say("span_hours", number=24)
            assert any(span in text and words.count(2, "source") in text for _, _, text in pushed)


async def test_alerts_are_in_the_language_of_each_chat():
    async with talk() as chat:
        speaks(chat, "fr")
        await chat.say("/follow kabul now")
        await chat.say("/follow kabul now", "group")
        at = chat.clock.now() + timedelta(minutes=31)
        chat.feeds.tell("Harbour Post", "Taliban claim to have shot down a helicopter over Kabul", "", at)
        told = {name: text for _, name, text in await chat.run(hours=3)}
        assert told.keys() == {"person", "group"}
        assert f" · {of('fr', 'claimed')} · " in told["person"]
        assert f" · {of('en', 'claimed')} · " in told["group"]


async def test_a_language_is_chosen_by_word_and_by_button_and_kept():
    async with talk() as chat:
        speaks(chat, "fr")
        asked = await chat.say("/language")
        assert asked == of("fr", "language_is", language="Français")
        assert await chat.press("Русский") == of("ru", "language", language="Русский")
        assert await chat.say("/pause") == of("ru", "paused")
        assert await chat.say("/language Deutsch") == of("de", "language", language="Deutsch")
        assert await chat.say("/lang tr") == of("tr", "language", language="Türkçe")
        assert "Klingon" in await chat.say("/language Klingon")
        assert await chat.say("/resume") == of("tr", "resumed")


async def test_a_group_speaks_english_until_an_administrator_chooses():
    async with talk() as chat:
        speaks(chat, "ar")
        assert await chat.say("/topics", "group") == of("en", "follows_nothing")
        await chat.say("/language ar", "group")
        assert await chat.say("/topics", "group") == of("ar", "follows_nothing")
        assert await chat.say("/pause", "group", user_id=1002) == of("ar", "admins_only")
        assert await chat.say("/topics") == of("ar", "follows_nothing")


async def test_the_menus_are_in_every_language():
    async with talk() as chat:
        menus = chat.sandbox.profile["commands"]
        assert len(menus) == len(words.LANGUAGES)


async def test_what_was_told_is_known_in_whatever_language(tmp_path):
    async with talk() as chat:
        first = await chat.say("/latest")
        assert of("en", "top_stories").upper() in first
        await chat.say("/language es")
        chat.clock.time += timedelta(minutes=5)
        again = await chat.say("/latest")
        with words.speaking("es"):
            since = words.say("nothing_new", since="#", counted="#").split("#")[0]
        assert since in again


@pytest.mark.parametrize("language", [language for language in words.LANGUAGES if language != "en"])
async def test_every_command_answers_in_every_language(language):
    """No text breaks: each is said at least once, with its arguments filled in, and the pictures are drawn."""
    async with talk() as chat:
        await chat.say(f"/language {language}")
        for text in (
            "/start", "/help", "/help topics", "/latest kabul", "/latest kabul 3d", "/latest nowhereatall", "/latest kabul 99d",
            "/map kabul", "/figures kabul", "/timeline kabul", "/follow kabul", "/follow kabul", "/follow herat now", "/topics",
            "/schedule", "/schedule weekly monday 07:30", "/schedule kabul hourly", "/schedule never ever", "/timezone",
            "/timezone Asia/Kabul", "/timezone +3", "/timezone Narnia", "/quiet", "/quiet 22:00-07:00", "/quiet 7-7",
            "/quiet off", "/pause", "/resume", "/sources", "/status", "/addsource", "/removesource", "/export",
            "/unfollow kabul", "/unfollow nothing", "/link", "/latest near:kabul 50 leagues", "/latest lang:xx",
            "/latest severity:odd", "/latest a OR", "/latest not kabul", "/foo",
        ):  # fmt: skip
            answer = await chat.say(text)
            assert answer, text
            assert "{" not in answer, text
            assert of("en", "trouble") not in answer, text
            assert of(language, "trouble") not in answer, text
        for view in ("more", "timeline", "sources"):
            await chat.say("/latest kabul")
            assert await chat.press(of(language, f"view_{view}"))


CHANNEL = "@field_desk_briefings"


async def test_a_channel_that_is_set_up_from_elsewhere_answers_in_the_language_of_who_asks():
    async with talk() as chat:
        speaks(chat, "en")
        await chat.say("/language ru")
        with words.speaking("ru"):
            assert words.say("linked", title="Field desk briefings", name=CHANNEL) in await chat.say(f"/link {CHANNEL}")
        assert (await chat.say(f"/topics {CHANNEL}")).endswith(
            of("ru", "follows_nothing").replace("/follow", f"/follow {CHANNEL}")
        )
        assert await chat.say("/link", "group") == of("en", "link_private")  # all read it
        # it begins with that of who links it, and buttons under an answer about it are for it
        assert await chat.say("/topics", "channel") == of("ru", "follows_nothing")
        await chat.say(f"/language {CHANNEL}")
        assert await chat.press("Türkçe") == "Field desk briefings\n" + of("ru", "language", language="Türkçe")
        assert await chat.say("/topics", "channel") == of("tr", "follows_nothing")
        assert await chat.say("/topics") == of("ru", "follows_nothing")
        await chat.say(f"/follow {CHANNEL} herat now")
        await chat.press(of("ru", "rhythms").split("|")[1])
        assert of("tr", "when_hourly") in await chat.say("/topics", "channel")
        assert await chat.say("/topics") == of("ru", "follows_nothing")


async def test_whoever_is_no_administrator_any_more_presses_a_channels_button_in_vain():
    async with talk() as chat:
        await chat.say(f"/link {CHANNEL}")
        await chat.say(f"/language {CHANNEL}")
        channel = chat.sandbox.chats["channel"]
        chat.sandbox.chat_by_id[channel].members[1001] = Member("member")
        await chat.press("Türkçe")
        assert chat.notices[-1]["text"] == of("en", "not_admin", name=str(channel))
        assert await chat.app.language(channel) != "tr"


async def test_who_begins_with_a_file_is_answered_in_their_language():
    async with talk() as chat:
        speaks(chat, "de")
        told = await chat.hand_over("list.opml", b"no list")
        with words.speaking("de"):
            assert words.say("bad_opml", problem="#").split("#")[0] in told
        assert await chat.app.language(1001) == "de"


@pytest.mark.parametrize(
    ("language", "text", "when"),
    [
        ("ru", "ежедневно в 07:15", "daily 07:15"),
        ("ru", "по понедельникам в 09:00", "monday 09:00"),
        ("de", "wöchentlich Montag 08:00", "weekly monday 08:00"),
        ("de", "sofort, wenn es Neues gibt", "now"),
        ("tr", "her gün saat 07:15", "daily 07:15"),
        ("es", "cada día a las 07:15", "daily 07:15"),
        ("fa", "هر روز ساعت 07:15", "daily 07:15"),
        ("fr", "chaque lundi à 07:15", "monday 07:15"),
    ],
)
async def test_a_schedule_is_read_in_the_words_in_which_it_is_told(language, text, when):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        await chat.say("/follow kabul")
        assert await chat.say(f"/schedule kabul {text}") == await chat.say(f"/schedule kabul {when}")
        assert await chat.say(f"/schedule {text}") == await chat.say(f"/schedule {when}")
        assert len((await chat.say("/topics")).splitlines()) == 2


async def test_a_topic_is_known_by_the_name_under_which_it_is_listed():
    async with talk() as chat:
        await chat.say("/language ru")
        await chat.say("/follow kabul OR herat")
        assert "Kabul или Herat" in await chat.say("/topics")
        assert of("ru", "when_hourly") in await chat.say("/schedule Kabul или Herat hourly")
        assert len((await chat.say("/topics")).splitlines()) == 2
        await chat.say("/language tr")
        await chat.say("/follow İstanbul")
        await chat.say("/follow istanbul")
        assert (await chat.say("/topics")).count("İstanbul") == 1
        assert await chat.say("/unfollow istanbul") == of("tr", "unfollowed", topic="İstanbul")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("german", "de"),
        ("de_AT", "de"),
        ("Farsi", "fa"),
        ("فارسي", "fa"),
        ("FRANCAIS", "fr"),
        ("دری", "fa"),
        ("prs", "fa"),
        ("Türkçe", "tr"),
    ],
)
async def test_a_language_has_several_names(name, language):
    async with talk() as chat:
        assert await chat.say(f"/language {name}") == of(language, "language", language=words.LANGUAGES[language])


@pytest.mark.parametrize("name", ["中文", "zh", "پښتو"])
async def test_a_language_that_is_not_spoken_is_answered_with_those_that_are(name):
    async with talk() as chat:
        assert (await chat.say(f"/language {name}")).endswith(
            "English, العربية, Deutsch, Español, فارسی, Français, Русский, Türkçe, Українська."
        )
        assert await chat.press("فارسی") == of("fa", "language", language="فارسی")


async def test_a_language_that_is_no_longer_spoken_gives_way_to_telegrams():
    async with talk() as chat:
        await chat.say("/pause")
        stored = await chat.app.store.chat(1001)
        await chat.app.store.save_chat(replace(stored, language="xx"))
        speaks(chat, "uk")
        assert await chat.say("/resume") == of("uk", "resumed")
        assert await chat.app.language(1001) == "uk"


async def test_a_menu_that_telegram_refuses_does_not_hold_the_bot_up(monkeypatch):
    async def refuse(*_, **__):
        raise RetryAfter(30)

    monkeypatch.setattr(ExtBot, "set_my_commands", refuse)
    async with talk() as chat:
        assert await chat.say("/help") == of("en", "help")


@pytest.mark.parametrize("language", ["ar", "fa"])
async def test_lines_run_from_right_to_left_with_what_is_quoted_in_its_own_direction(language):
    """Each line has the direction of the language, and Latin letters and what belongs to them stand between isolates."""
    async with talk() as chat:
        await chat.say(f"/language {language}")
        seen = [await chat.say("/latest kabul 3d"), await chat.say("/timeline kabul"), await chat.say("/map kabul")]
        seen.append(await chat.say("/follow near:kabul 50km"))
        for line in "\n".join(seen).splitlines():
            outside = re.sub("\u2068[^\u2068\u2069]*\u2069", "", re.sub("\u2068[^\u2068\u2069]*\u2069", "", line))
            strong = [unicodedata.bidirectional(c) for c in outside if unicodedata.bidirectional(c) in ("L", "R", "AL")]
            assert not strong or strong[0] != "L", line
            if "/" not in outside:  # commands are written as they are typed
                assert "L" not in strong, line
