"""Pictures in chats, over real HTTP: sent as photos, drawn anew in place, by the same rules as all other answers."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from talk import START, talk

from bot.answer import viewed
from bot.brief import pictures
from bot.brief.pictures import maps
from bot.brief.pictures.palette import DARK, LIGHT
from bot.model import Chat, Delivery, Line, Message, Picture, Run
from bot.words import say, speaking


def paper(chat, message):
    """The colour in the corner of a message's picture."""
    body = chat.sandbox.files[message["photo"][-1]["file_id"]].body
    with Image.open(BytesIO(body)) as image:
        assert image.format == "PNG"
        assert image.width == 1280
        return image.convert("RGB").getpixel((2, 2))


def buttons(message):
    return [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]


def last(chat, name="person"):
    return chat.sandbox.messages(chat.sandbox.chats[name])[-1]


async def counted(chat):
    """News with a number that grows."""
    at = START - timedelta(hours=2)
    chat.feeds.tell("Harbour Post", "Blast in Kabul kills at least 13 people, ministry says", "", at)
    chat.feeds.tell("Meridian Wire", "Blast in Kabul kills 60 people, ministry says", "", at + timedelta(hours=1))
    await chat.run(hours=1)


async def test_a_map_is_asked_for():
    async with talk() as chat:
        caption = await chat.say("/map kabul 3d")
        assert caption.startswith("KABUL · last 3 days · as of 18:00 UTC · map\n1 ")
        assert "Kabul" in caption
        assert len(caption) <= 1024
        message = last(chat)
        assert message["caption_entities"][0]["type"] == "bold"
        assert paper(chat, message) == LIGHT.paper
        assert buttons(message) == [["More", "Timeline", "Sources"], ["Dark"], ["Follow kabul"]]


async def test_pictures_behind_the_buttons_and_the_other_kind_of_screen():
    async with talk() as chat:
        await counted(chat)
        await chat.say("/latest kabul")
        assert buttons(last(chat)) == [["More", "Timeline", "Sources"], ["Map", "Figures"], ["Follow kabul"]]
        briefing = last(chat)
        assert " · map" in await chat.press("Map")
        drawn = last(chat)
        assert drawn["reply_to_message"]["message_id"] == briefing["message_id"]
        assert paper(chat, drawn) == LIGHT.paper
        assert " · map" in await chat.press("Dark")
        anew = last(chat)
        assert anew["message_id"] == drawn["message_id"]  # in its place
        assert anew["edit_date"]
        assert paper(chat, anew) == DARK.paper
        assert "Light" in buttons(anew)[1]
        assert (await chat.app.store.chat(1001)).dark
        figures = await chat.press("Figures")
        assert "rose from at least 13 to 60" in figures
        assert paper(chat, last(chat)) == DARK.paper  # kept
        await chat.say("/timezone asia/kabul")
        await chat.say("/map kabul")
        assert paper(chat, last(chat)) == DARK.paper
        await chat.press("Light")
        assert paper(chat, last(chat)) == LIGHT.paper
        assert not (await chat.app.store.chat(1001)).dark


async def test_pictures_are_of_the_message_that_they_are_pressed_under():
    async with talk() as chat:
        await counted(chat)
        await chat.say("/latest kabul")
        chat.feeds.tell(
            "Harbour Post", "Blast in Kabul kills 90 people, ministry says", "", START + timedelta(hours=19)
        )
        await chat.run(hours=30)
        for label in ("Figures", "Dark", "Light"):
            shown = await chat.press(label)
            assert shown.startswith("KABUL · last 24 h · as of 13 Aug 19:00 UTC · figures\n")
            assert "60" in shown
            assert "90" not in shown
        assert "as of 13 Aug 19:00 UTC · map" in await chat.press("Map")


async def test_nothing_to_draw_is_said_in_words():
    async with talk() as chat:
        assert "No count in this news has changed" in await chat.say("/figures kandahar")
        assert "photo" not in last(chat)
        assert "I have read nothing on “xyzzyplugh”" in await chat.say("/map xyzzyplugh")
        assert "Friday, 13 August" in await chat.say("/timeline kabul")


@pytest.mark.parametrize("view", ["map", "timeline", "figures"])
async def test_a_view_of_what_nothing_is_known_of_is_as_helpful_as_the_latest(view):
    async with talk() as chat:
        for topic in ("kandahra", "zzzz", "kabul zzzz", "herat"):
            latest, labels = await chat.say(f"/latest {topic}"), chat.labels()
            assert latest.startswith(f"I have read nothing on “{topic}”")
            assert await chat.say(f"/{view} {topic}") == latest
            assert chat.labels() == labels
        await chat.say(f"/{view} kandahra 3d")
        assert (await chat.press("Kandahar")).startswith(f"KANDAHAR · last 3 days · as of 18:00 UTC · {view}")
        await chat.say(f"/{view} herat")
        assert (await chat.press("Afghanistan: 2 stories")).startswith("AFGHANISTAN · last 24 h · as of 18:00 UTC · ")


async def test_a_view_of_a_quiet_hour_leads_to_the_country_around():
    async with talk() as chat:
        chat.feeds.tell("Harbour Post", "Blast kills nine in Herat, Afghanistan", "", START + timedelta(hours=5))
        await chat.run(hours=6)
        assert (await chat.say("/map kandahar 2h")).endswith("Quiet: nothing found in this time.")
        assert (await chat.press("Afghanistan: 1 story")).startswith("AFGHANISTAN · last 2 h · as of 00:00 UTC · map")
        await chat.say("/map herat 2h")
        assert not any(label.startswith("Afghanistan") for label in chat.labels())


async def test_a_view_of_what_could_not_be_looked_for_says_nothing_of_a_month():
    async with talk() as chat:
        chat.feeds.broken |= {"Harbour Post", "Meridian Wire"}
        await chat.run(hours=12)
        assert "I have read nothing" not in await chat.say("/map zzzz")


async def test_in_a_group_all_may_look_and_administrators_choose_the_screen():
    async with talk() as chat:
        await chat.say("/latest kabul", "group", user_id=1002)
        assert " · map" in await chat.press("Map", "group", user_id=1002)
        assert await chat.press("Dark", "group", user_id=1002) == ""
        with speaking("de"):
            assert chat.notices[-1]["text"] == say("admins_only")
        assert paper(chat, last(chat, "group")) == LIGHT.paper
        await chat.press("Dark", "group")
        assert paper(chat, last(chat, "group")) == DARK.paper


async def test_who_asks_for_a_channels_picture_chooses_their_own_screen():
    async with talk() as chat:
        store, person, room = chat.app.store, chat.sandbox.chats["person"], chat.sandbox.chats["channel"]
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(room))["username"]
        await chat.say(f"/map {name} kabul")
        assert paper(chat, last(chat)) == LIGHT.paper
        await chat.press("Dark")
        assert paper(chat, last(chat)) == DARK.paper
        assert ((await store.chat(person)).dark, (await store.chat(room)).dark) == (True, False)
        assert (await store.chat(person)).kind == "private"
        await chat.say(f"/map {name} kabul")
        assert paper(chat, last(chat)) == DARK.paper
        await chat.say("/map kabul")
        assert paper(chat, last(chat)) == DARK.paper
        await chat.say("/map kabul", "channel")
        assert paper(chat, last(chat, "channel")) == LIGHT.paper  # what its readers see stays as it was
        await chat.press("Dark", "channel")  # its administrator's, there
        assert ((await store.chat(person)).dark, (await store.chat(room)).dark) == (True, True)


async def test_a_readers_press_does_not_write_into_a_channel():
    async with talk() as chat:
        await chat.say("/latest kabul", "channel")
        before = len(chat.sandbox.messages(chat.sandbox.chats["channel"]))
        assert await chat.press("Map", "channel", user_id=1002) == ""
        assert await chat.press("Map", "channel") != ""  # its administrator's does
        assert await chat.press("Dark", "channel", user_id=1002) == ""
        assert len(chat.sandbox.messages(chat.sandbox.chats["channel"])) == before + 1
        assert paper(chat, last(chat, "channel")) == LIGHT.paper


@pytest.mark.parametrize("error", [TimeoutError(), RuntimeError("a bug")])
async def test_what_cannot_be_drawn_is_told_in_words(error, caplog):
    async with talk() as chat:

        async def run(function, *args, timeout):
            assert function is pictures.draw
            assert timeout == viewed.DRAW_SECONDS
            raise error

        chat.app.workers.run = run
        caption = await chat.say("/map kabul")
        assert " · map" in caption
        assert caption.endswith("The picture could not be drawn; this is what it would show.")
        assert "photo" not in last(chat)
        assert "not drawn" in caplog.text


async def test_a_real_worker_draws_too():
    from bot.adapters.workers import ProcessWorkers

    async with talk() as chat:
        workers = ProcessWorkers(1)
        inline, chat.app.workers.run = chat.app.workers.run, workers.run
        try:
            await chat.say("/map kabul")
        finally:
            chat.app.workers.run = inline
            await workers.close()
        assert paper(chat, last(chat)) == LIGHT.paper


async def test_a_picture_that_is_owed_outlives_the_process(tmp_path):
    plan = maps.plan(
        [maps.Spot(id=1, names=("Kabul",), country="AF", lat=34.5, lon=69.2, weight=1, status="reported",
                            stories=frozenset())],
        title="Kabul", note="24 h",
    )  # fmt: skip
    png = pictures.draw(plan, False)
    words = Line((Run("Where it happens", "bold"),))
    message = Message(lines=(words, *[Line((Run("word " * 40),))] * 8), picture=Picture(png, plan.alt))
    async with talk(database=tmp_path / "bot.db") as chat:
        await chat.app.store.save_chat(Chat(id=1001, kind="private"))
        owed = Delivery(chat=1001, subscription=0, occasion="map", message=message, due=START + timedelta(minutes=1))
        await chat.app.store.owe((owed,), (), 0, None)
    async with talk(database=tmp_path / "bot.db") as chat:
        chat.sandbox.say(1001, "/start")
        await chat.run(minutes=5)
        photo = next(message for message in chat.sandbox.messages(1001) if "photo" in message)
        assert chat.sandbox.files[photo["photo"][-1]["file_id"]].body == png
        assert photo["caption"].startswith("Where it happens\nword")
        assert len(photo["caption"]) <= 1024
        rest = next(m for m in chat.sandbox.messages(1001) if m["message_id"] == photo["message_id"] + 1)
        assert (photo["caption"] + rest["text"]).count("word") == 320  # what a caption does not hold follows


@pytest.mark.parametrize("kind", ["429", "500", "drop_before"])
async def test_a_picture_survives_telegrams_troubles(kind):
    async with talk() as chat:
        await chat.app.store.save_chat(Chat(id=1001, kind="private"))
        chat.sandbox.say(1001, "/start")
        png = pictures.draw(maps.plan([maps.Spot(
            id=1, names=("x",), country="", lat=0.0, lon=0.0, weight=1, status="reported", stories=frozenset())],
            title="x", note=""), False)  # fmt: skip
        message = Message(lines=(Line((Run("here"),)),), picture=Picture(png, "x"))
        owed = Delivery(chat=1001, subscription=0, occasion="map", message=message, due=START)
        await chat.app.store.owe((owed,), (), 0, None)
        chat.sandbox.faults.add("sendPhoto", kind=kind, times=2, retry_after=3)
        await chat.run(hours=1)
        assert len([m for m in chat.sandbox.messages(1001) if "photo" in m]) == 1
