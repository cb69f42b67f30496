"""The interface in the chat's language: by what a person has set in Telegram, by /language, in pushes, groups and channels."""

from datetime import timedelta

import pytest

from bot import words
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
