from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, User

from handlers.telegram.updates import Asked, asked, from_link, pressed, split_channel, thread_of, to_link, to_private


def message(text, kind="private"):
    return Message(1, datetime(2021, 8, 13, tzinfo=UTC), Chat(7, kind), text=text)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("/latest kabul", "private", Asked("latest", "kabul")),
        ("/Latest   kabul  ", "private", Asked("latest", "kabul")),
        ("/latest\nkabul", "private", Asked("latest", "kabul")),
        ("/latest@sitrep_bot kabul", "supergroup", Asked("latest", "kabul")),
        ("/latest@SITREP_bot", "group", Asked("latest", "")),
        ("/latest@other_bot kabul", "group", None),
        ("/latest@other_bot kabul", "private", None),
        ("kabul", "private", Asked("latest", "kabul")),
        ("kabul", "group", None),
        ("Latest kabul 3d", "private", Asked("latest", "kabul 3d")),
        ("unfollow kabul", "private", Asked("unfollow", "kabul")),
        ("Help", "private", Asked("help", "")),
        ("help for kabul", "private", Asked("latest", "help for kabul")),
        ("Спасибо!", "private", Asked("said-thanks", "")),
        ("Danke!", "group", None),
        ("latest kabul", "group", None),
        ("so/latest", "group", None),
        ("/", "private", Asked("said-nothing", "")),
        ("/کابل", "private", Asked("latest", "کابل")),
        (None, "private", Asked("said-nothing", "")),
        ("@sitrep_bot what is new in kabul?", "group", Asked("latest", "what is new in kabul?")),
        ("kabul, @Sitrep_Bot", "supergroup", Asked("latest", "kabul")),
        ("@sitrep_bot stop", "group", Asked("pause", "")),
        ("@sitrep_bot", "group", Asked("start", "")),
        ("@sitrep_botany kabul?", "group", None),
        ("@sitrep_bot kabul", "channel", None),
        ("/start bGF0ZXN0IGthYnVs", "private", Asked("latest", "kabul")),
        ("/start something", "private", Asked("start", "something")),
    ],
)
def test_asked(text, kind, expected):
    assert asked(message(text, kind), "sitrep_bot") == expected


@pytest.mark.parametrize(
    ("text", "to", "expected"),
    [
        ("what about kandahar?", "sitrep_bot", Asked("latest", "what about kandahar?")),
        ("Что нового в Кабуле", "sitrep_bot", Asked("latest", "Что нового в Кабуле")),
        ("thanks!", "Sitrep_Bot", Asked("said-thanks", "")),
        ("follow kabul", "sitrep_bot", Asked("follow", "kabul")),
        ("this is terrible", "sitrep_bot", None),  # talk about what we told
        ("lol, ok", "sitrep_bot", None),
        ("hi, kandahar?", "sitrep_bot", Asked("latest", "kandahar?")),
        ("what about kandahar?", "mara", None),
    ],
)
def test_in_a_group_a_question_may_answer_a_message_of_ours(text, to, expected):
    at, group = datetime(2021, 8, 13, tzinfo=UTC), Chat(-7, "supergroup")
    before = Message(1, at, group, text="KABUL", from_user=User(5, "x", is_bot=True, username=to))
    assert asked(Message(2, at, group, text=text, reply_to_message=before), "sitrep_bot") == expected


@pytest.mark.parametrize(
    ("text", "kind", "to", "expected"),
    [
        ("who says that?", "private", "sitrep_bot", Asked("sources", "24h@g5vi0 kabul", press=True)),
        ("Source?", "supergroup", "sitrep_bot", Asked("sources", "24h@g5vi0 kabul", press=True)),
        ("tell me more", "supergroup", "Sitrep_Bot", Asked("more", "24h@g5vi0 kabul", press=True)),
        ("Karte", "supergroup", "sitrep_bot", Asked("map", "24h@g5vi0 kabul", press=True)),  # as is on the button
        ("map", "private", "sitrep_bot", Asked("map", "24h@g5vi0 kabul", press=True)),
        ("map herat", "private", "sitrep_bot", Asked("map", "herat")),
        ("timeline", "private", "sitrep_bot", Asked("timeline", "")),  # it has no such button
        ("Folgen", "supergroup", "sitrep_bot", None),  # no word changes what is followed
        ("who says that?", "private", "mara", Asked("said-who", "")),
        ("who says that?", "supergroup", "mara", None),
    ],
)
def test_a_word_on_a_briefing_that_it_answers_shows_what_its_button_does(text, kind, to, expected):
    at, chat = datetime(2021, 8, 13, tzinfo=UTC), Chat(7, kind)
    labels = {"Mehr": "more", "Quellen": "sources", "Karte": "map"}
    rows = [[InlineKeyboardButton(label, callback_data=f"{name}:24h@g5vi0 kabul")] for label, name in labels.items()]
    rows.append(
        [
            InlineKeyboardButton("Folgen", callback_data="follow:kabul"),
            InlineKeyboardButton("x", url="https://x.example"),
        ]
    )
    ours = User(5, "x", is_bot=True, username=to)
    before = Message(1, at, chat, text="KABUL", from_user=ours, reply_markup=InlineKeyboardMarkup(rows))
    assert asked(Message(2, at, chat, text=text, reply_to_message=before), "sitrep_bot") == expected


def test_a_caption_asks_too_and_a_channels_post_asks_once():
    at, chat = datetime(2021, 8, 13, tzinfo=UTC), Chat(7, "private")
    assert asked(Message(1, at, chat, caption="/latest kabul"), "sitrep_bot") == Asked("latest", "kabul")
    group = Chat(-7, "supergroup")
    assert asked(Message(1, at, group, text="/latest kabul", is_automatic_forward=True), "sitrep_bot") is None


@pytest.mark.parametrize(
    ("more", "thread"),
    [
        ({"message_thread_id": 5, "is_topic_message": True}, 5),
        ({"message_thread_id": 5}, None),  # an answer to message 5, in General or in a group without topics
        ({}, None),
    ],
)
def test_the_topic_of_a_message(more, thread):
    assert thread_of(Message(9, datetime(2021, 8, 13, tzinfo=UTC), Chat(-7, "supergroup"), text="x", **more)) == thread


@pytest.mark.parametrize(
    ("data", "expected"),
    [("more:24h kabul", Asked("more", "24h kabul")), ("follow:a:b", Asked("follow", "a:b")), ("", Asked("", ""))],
)
def test_pressed(data, expected):
    assert pressed(data) == expected


@given(st.text(max_size=60))
def test_links_come_back_or_are_not_made(query):
    link = to_link("sitrep_bot", Asked("latest", query.strip()))
    if link:
        payload = link.split("start=")[1]
        assert len(payload) <= 64
        assert from_link(payload) == Asked("latest", query.strip())


@pytest.mark.parametrize(
    ("press", "question"),
    [
        (Asked("more", "7d kabul"), "kabul 7d"),
        (Asked("map-dark", "24h near:kabul 50km"), "near:kabul 50km 24h"),
        (Asked("sources", "7d " + "k" * 40), "k" * 40),  # no room for the span
        (Asked("follow", "kabul"), "kabul"),
        (Asked("schedule", "now kabul"), "kabul"),
        (Asked("more", "24h ~0123456789abc"), "~0123456789abc 24h"),
    ],
)
def test_a_readers_press_leads_to_the_same_question(press, question):
    link = to_private("sitrep_bot", press)
    assert from_link(link.partition("start=")[2]) == Asked("latest", question)


@pytest.mark.parametrize(
    ("press", "asks"),
    [
        (Asked("more", "24h@g5vi0 kabul"), Asked("more", "24h@g5vi0 kabul", press=True)),
        (Asked("sources", "7d@g5vi0 "), Asked("sources", "7d@g5vi0 ", press=True)),
        (Asked("map-dark", "24h@g5vi0 kabul"), Asked("map", "24h@g5vi0 kabul", press=True)),
        (Asked("timeline", "24h@g5vi0 " + "k" * 29), Asked("timeline", "24h@g5vi0 " + "k" * 29, press=True)),
        (Asked("timeline", "24h@g5vi0 " + "k" * 30), Asked("latest", "k" * 30 + " 24h")),  # no room for the instant
        (Asked("timeline", "24h@g5vi0 " + "k" * 39), Asked("latest", "k" * 39)),  # nor for the span
        (Asked("latest", "afghanistan 24h"), Asked("latest", "afghanistan 24h")),
        (Asked("latest", "kabul"), Asked("latest", "kabul")),
    ],
)
def test_a_readers_press_leads_to_the_same_view(press, asks):
    assert from_link(to_private("sitrep_bot", press).partition("start=")[2]) == asks


@pytest.mark.parametrize("name", ["unfollow", "map-dark", "figures-light"])
def test_a_link_only_asks(name):
    link = to_link("sitrep_bot", Asked(name, "24h kabul"))
    assert from_link(link.split("start=")[1]) is None


@given(st.text(max_size=80))
def test_any_payload_is_survived(payload):
    from_link(payload)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ("@news kabul", ("@news", "kabul")),
        ("-1001234567890 kabul", ("-1001234567890", "kabul")),
        ("kabul @news", ("@news", "kabul")),
        ("kabul @news daily 07:30", ("@news", "kabul daily 07:30")),
        ("mail@news.example kabul", (None, "mail@news.example kabul")),
        ("kabul -1001234567890", (None, "kabul -1001234567890")),
        ("@no", (None, "@no")),
        ("", (None, "")),
    ],
)
def test_split_channel(args, expected):
    assert split_channel(args) == expected
