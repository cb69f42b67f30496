"""What is said to the bot itself, in plain words."""

import tomllib
from importlib.resources import files

import pytest
from talk import talk

from bot import words
from bot.answer.said import plain_words
from bot.understand import gazetteer


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Stop!", ("pause", "")),
        ("please stop", ("pause", "")),
        ("stopp", ("pause", "")),
        ("отмена", ("pause", "")),
        ("لغو", ("pause", "")),
        ("Help me", ("help", "")),
        ("hilfe bitte", ("help", "")),
        ("AIDEZ-MOI !", ("help", "")),
        ("topics", ("topics", "")),
        ("Мои подписки", ("topics", "")),
        ("settings?", ("status", "")),
        ("Sources?", ("sources", "")),
        ("tell me more", ("said-more", "")),
        ("Danke!", ("said-thanks", "")),
        ("teşekkürler", ("said-thanks", "")),
        ("شكرًا", ("said-thanks", "")),
        ("سلام", ("start", "")),
        ("what does ◐ mean?", ("said-legend", "")),
        ("○", ("said-legend", "")),
        ("Map kabul", ("map", "kabul")),
        ("unsubscribe", ("unsubscribe", "")),
        ("kabul", ("latest", "kabul")),
        ("stop the war", ("latest", "stop the war")),
        ("help for kabul", ("latest", "help for kabul")),
        ("Pará", ("latest", "Pará")),  # a state of Brazil
        (
            "● Taliban take Kandahar, the second-largest city",
            ("latest", "● Taliban take Kandahar, the second-largest city"),
        ),
        ("👍", ("said-nothing", "")),
        # who greets, thanks or agrees goes on to ask
        ("Hallo, was ist in Kabul los?", ("latest", "was ist in Kabul los?")),
        ("привет что нового в кабуле", ("latest", "что нового в кабуле")),
        ("سلام، از کابل چه خبر؟", ("latest", "از کابل چه خبر؟")),
        ("¡Hola! ¿Qué pasa en Kabul?", ("latest", "¿Qué pasa en Kabul?")),
        ("Bonjour - kabul", ("latest", "kabul")),
        ("ok thanks, and mazar?", ("latest", "and mazar?")),
        ("Hi! Good morning, stop", ("pause", "")),
        ("good morning", ("start", "")),
        ("hello kitty", ("latest", "hello kitty")),
        ("great britain", ("latest", "great britain")),
        # what a command does, in other words
        ("I want to follow Kabul", ("follow", "Kabul")),
        ("stop following kabul.", ("unfollow", "kabul")),
        ("Подпишись на Кабул", ("follow", "Кабул")),
        ("herat takip et", ("follow", "herat")),
        ("set timezone to berlin", ("timezone", "berlin")),
        ("switch language to german", ("language", "german")),
        ("¿quiero seguir kabul?", ("latest", "¿quiero seguir kabul?")),  # no wish is a question
        # a word on what was told
        ("Who says that?", ("said-who", "")),
        ("چه کسی گفته؟", ("said-who", "")),
        ("это правда?", ("said-legend", "")),
        ("ok", ("said-fine", "")),
        ("nein", ("said-fine", "")),
        ("undo", ("help", "")),
        ("map of kabul", ("map", "kabul")),
        ("latest on evacuation", ("latest", "evacuation")),
        ("Карта Кабула", ("map", "Кабула")),
        ("Kabil haritası", ("map", "Kabil")),
        ("what's the difference between ● and ○ and ◐?", ("said-legend", "")),
        ("how sure are you?", ("said-legend", "")),
        ("kabul 🔥🔥", ("latest", "kabul")),
        ("kabul\nherat\n\nmazar", ("latest", "kabul, herat, mazar")),
        ("Kabul has fallen, they say\nIs it true?", ("latest", "Kabul has fallen, they say\nIs it true?")),
        ("", ("said-nothing", "")),
    ],
)
def test_what_plain_words_mean(text, command):
    assert plain_words(text) == command


def test_nobody_pauses_the_bot_with_the_name_of_a_place():
    table, phrases = gazetteer.table(), tomllib.loads((files("bot") / "data" / "said.toml").read_text("utf-8"))["pause"]
    found = {phrase: table.postings_of(gazetteer.normal(phrase)) for phrase in phrases}
    assert not {phrase for phrase, places in found.items() if any(table.important(place) for place, _ in places)}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("thanks", "You're welcome."),
        ("more", "Press “More” under a briefing, or name a topic: /latest kabul"),
        ("what does ◐ mean?", words.say("help").splitlines()[-1]),
        ("who says that?", "Press “Sources” under a briefing, or name a topic: /latest kabul"),
        ("ok", "All right. For news, name a place or a subject, for example: kabul. All I can do: /help"),
        ("help!", words.say("help")),
        ("topics", "Nothing is followed yet. Start with: /follow kabul"),
        ("stopp", "Paused: nothing is pushed here until /resume. /latest still works."),
        ("/hilfe", "I don't know /hilfe. Did you mean /help? All I can do: /help"),
    ],
)
async def test_what_is_said_to_the_bot_is_no_search(said, answer):
    async with talk() as chat:
        assert await chat.say(said) == answer


@pytest.mark.parametrize(
    ("language", "thanks"),
    [
        ("de", "danke"), ("fr", "merci"), ("es", "gracias"), ("ru", "спасибо"), ("uk", "дякую"), ("tr", "teşekkürler"),
        ("ar", "شكرا"), ("fa", "ممنون"),
    ],
)  # fmt: skip
async def test_thanks_are_answered_in_the_chats_language(language, thanks):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        with words.speaking(language):
            assert await chat.say(thanks) == words.say("welcome")


async def test_the_terminal_means_the_same_by_it():
    async with talk() as chat:
        assert (await chat.app.ask("thanks")).messages[0].text == "You're welcome."
        assert (await chat.app.ask("kabul")).messages[0].text.startswith("KABUL")
