"""What a chat sets for itself, in a whole conversation."""

from datetime import timedelta

import pytest
from talk import START, talk

from bot import words
from bot.answer.about import resting
from bot.answer.zones import zones as zone_names
from bot.answer.zones import zones_called, zones_of_place
from bot.model import Chat
from bot.words import count, say, speaking


async def test_a_pause_with_an_end_ends_by_itself():
    async with talk() as chat:
        await chat.say("/follow kabul now")
        await chat.say("/follow kandahar hourly")
        said = await chat.say("/pause 2h")
        assert said == (
            "Paused: nothing is pushed here for now. It goes on by itself today 20:00 (UTC), or with /resume. "
            "/latest still works."
        )
        assert (await chat.say("/topics")).endswith(said)
        assert "paused" in await chat.say("/status")
        assert (await chat.say("/follow herat")).endswith(said)
        chat.feeds.tell(
            "Harbour Post", "Explosion heard near Kabul airport", "", chat.clock.now() + timedelta(minutes=9)
        )
        assert await chat.run(hours=2, minutes=-1) == []
        chat.feeds.tell(
            "Harbour Post", "Blast in a Kabul market kills nine", "", chat.clock.now() + timedelta(minutes=9)
        )
        assert {text.split()[0] for _, _, text in await chat.run(hours=2)} == {"KABUL", "KANDAHAR"}
        assert "paused" not in await chat.say("/status")
        assert await chat.say("/resume") == "Nothing was paused; pushes come as scheduled."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/pause 2h", "; paused until tomorrow 00:30, /resume ends that sooner."),
        ("/pause sunday 08:00", "; paused until Sun 15 Aug 08:00, /resume ends that sooner."),
        ("/pause", "; paused, /resume ends that."),
    ],
)
async def test_the_status_says_when_a_pause_ends_by_the_chats_clock(said, told):
    async with talk() as chat:
        await chat.say("/timezone Asia/Kabul")
        await chat.say(said)
        assert f"clock Asia/Kabul{told}" in await chat.say("/status")


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_each_language_says_when_a_pause_ends(language):
    chat = Chat(id=1, kind="private", paused=True, paused_until=START + timedelta(days=2))
    with speaking(language):
        assert say("weekdays").split("|")[6] in resting(chat, START)
        assert "/resume" in resting(chat, START)
        assert resting(chat, START + timedelta(days=3)) == ""


async def test_a_pause_can_be_ended_before_and_made_longer():
    async with talk() as chat:
        await chat.say("/pause until monday")
        assert await chat.say("/pause") == "Paused: nothing is pushed here until /resume. /latest still works."
        await chat.say("/pause 18:30")
        assert await chat.say("/resume") == "Going on: pushes come again."
        assert (await chat.say("/resume")).startswith("Nothing was paused")


@pytest.mark.parametrize("said", ["/pause kabul", "/stop herat"])
async def test_a_topic_cannot_be_paused_and_nothing_else_is(said):
    async with talk() as chat:
        answer = await chat.say(said)
        assert "all that is pushed here" in answer
        assert "/unfollow" in answer
        assert (await chat.say("/resume")).startswith("Nothing was paused")


FORM = "Use: now, hourly, daily 07:30, weekly monday 07:30, or off."


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/schedule every weekday 7:30", f"I don't know the schedule “every weekday 7:30”. {FORM}"),
        ("/schedule 8am and 6pm", f"I don't know the schedule “8am 6pm”. {FORM}"),
        ("/schedule weekdays 8:00", f"I don't know the schedule “weekdays 8:00”. {FORM}"),
        ("/schedule daily 8:00 18:00", f"I don't know the schedule “daily 8:00 18:00”. {FORM}"),
        ("/schedule kabul daily 8:00, 18:00", f"I don't know the schedule “daily 8:00 18:00”. {FORM}"),
        (
            "/schedule mornings 8:00",
            f"“mornings” is no schedule that I know, and no topic that is followed here. {FORM} "
            "To follow it: /follow mornings",
        ),
        ("/follow kabul weekdays 8:00", f"I don't know the schedule “weekdays 8:00”. {FORM}"),
    ],
)
async def test_a_schedule_that_cannot_be_read_becomes_no_topic(said, answer):
    async with talk() as chat:
        assert await chat.say(said) == answer
        assert await chat.say("/topics") == "Nothing is followed yet. Start with: /follow kabul"


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("/schedule 19:30", "19:30"),
        ("/schedule 7.30", "07:30"),
        ("/schedule 7:30pm", "19:30"),
        ("/schedule 7 pm", "19:00"),
        ("/schedule kabul 8am", "08:00"),
    ],
)
async def test_a_time_alone_is_a_schedule(said, time):
    async with talk() as chat:
        await chat.say("/follow kabul weekly")
        assert f"Kabul: daily at {time} (UTC)" in await chat.say(said)


async def test_a_time_alone_is_a_schedule_in_the_words_of_the_chat():
    async with talk() as chat:
        await chat.say("/language de")
        await chat.say("/follow kabul")
        assert "19:30" in await chat.say("/schedule um 19:30")
        assert "07:15" in await chat.say("/schedule 7:15")


async def test_a_button_gives_its_time_to_a_topic_that_is_followed_no_more():
    async with talk() as chat:
        await chat.say("/follow kabul")
        await chat.say("/unfollow kabul")
        assert "Following Kabul: a briefing every hour" in await chat.press("Hourly")


async def test_the_clock_is_spoken_of_where_it_is_nobodys_and_once():
    async with talk() as chat:
        hint = "The clock here is UTC. To set another: /timezone kabul"
        assert (await chat.say("/start")).endswith(hint)
        assert (await chat.say("/follow kabul")).endswith(hint)
        assert hint not in await chat.say("/follow herat")
        assert hint not in await chat.say("/follow kandahar now", "group")  # that hangs on no clock
        assert await chat.say("/timezone Afghanistan") == (
            "The clock here is set to Asia/Kabul: it is 22:30 there now.\n\nFollowed here (Asia/Kabul time):\n"
            "Kabul - daily at 08:00; next tomorrow 08:00\nHerat - daily at 08:00; next tomorrow 08:00"
        )
        assert hint not in await chat.say("/start")
        await chat.say("/timezone kabul", "channel")
        assert hint not in await chat.say("/follow kabul", "channel")


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("Afghanistan", ["Asia/Kabul"]),
        ("Herat", ["Asia/Kabul"]),
        ("کابل", ["Asia/Kabul"]),
        ("Москва", ["Europe/Moscow"]),
        ("Deutschland", ["Europe/Berlin"]),  # its other zone has the same clock
        ("طهران", ["Asia/Tehran"]),
        ("New York", ["America/New_York"]),
        ("Китай", ["Asia/Shanghai", "Asia/Urumqi"]),
        ("Украина", ["Europe/Kyiv", "Europe/Simferopol"]),  # the capital's first
        ("Houston", ["America/Denver", "America/Chicago", "America/Phoenix"]),  # the nearest, but none is sure
        ("usa", ["America/New_York", "America/Chicago", "America/Denver"]),
        ("uk", ["Europe/London"]),
        ("Narnia", []),
        ("Europe", []),
        ("", []),
    ],
)
def test_the_zone_of_a_place(name, zones):
    assert zones_of_place(name, START) == zones


@pytest.mark.parametrize(
    ("name", "zones"),
    [
        ("EST", ["America/New_York", "America/Cancun"]),  # the one has a summer time, the other none
        ("edt", ["America/New_York"]),
        ("PST", ["America/Los_Angeles", "Asia/Manila"]),
        ("CEST", ["Europe/Berlin"]),
        ("CET", ["Europe/Berlin", "Africa/Algiers"]),
        ("IST", ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"]),
        ("CST", ["America/Chicago", "America/Regina", "Asia/Shanghai"]),
        ("MSK", ["Europe/Moscow"]),
        ("HST", ["Pacific/Honolulu", "America/Adak"]),
        ("UTC", []),
        ("Rome", []),
        ("", []),
    ],
)
def test_the_zones_whose_clocks_are_called_so(name, zones):
    assert zones_called(name, START) == zones


def test_a_zone_without_summer_time_is_not_set_by_the_name_of_a_clock():
    assert not {"est", "mst", "hst", "gmt", "est5edt", "cet"} & set(zone_names())
    assert {"utc", "japan", "america/new_york", "etc/gmt+5"} <= set(zone_names())


async def test_the_name_of_a_clock_sets_the_zone_that_has_it():
    async with talk() as chat:
        assert await chat.say("/timezone CEST") == "The clock here is set to Europe/Berlin: it is 20:00 there now."
        assert await chat.say("/timezone est") == (
            "There are several clocks for est: America/New_York or America/Cancun? Choose one, like: /timezone Asia/Kabul"
        )
        assert "Europe/Berlin" in await chat.say("/timezone")
        assert "it is 18:00 there now" in await chat.say("/timezone utc")


async def test_a_place_of_several_clocks_has_them_offered():
    async with talk() as chat:
        assert await chat.say("/timezone China") == (
            "There are several clocks for China: Asia/Shanghai or Asia/Urumqi? Choose one, like: /timezone Asia/Kabul"
        )


async def test_a_schedule_alone_tells_what_is_set_with_buttons_to_change_it():
    async with talk() as chat:
        assert await chat.say("/schedule") == f"{FORM}\nFor one topic: /schedule kabul daily 07:30."
        await chat.say("/follow kabul now")
        await chat.say("/follow herat")
        said = await chat.say("/schedule")
        assert said.startswith("Followed here (UTC):\nKabul - at once, as news breaks\nHerat - daily at 08:00; next")
        assert FORM in said
        assert await chat.press("Hourly") == "All topics: every hour, when there is news (UTC). Next: today 19:00."
        assert (await chat.say("/schedule herat")).startswith(
            "Followed here (UTC):\nHerat - every hour, when there is news; next today 19:00\n"
        )
        assert await chat.press("At once") == "Herat: at once, as news breaks."
        assert "Kabul - every hour" in await chat.say("/topics")
        assert (await chat.say("/schedule kandahar")).startswith(FORM)


async def test_what_is_to_end_is_pressed():
    async with talk() as chat:
        long = "kabul " + " ".join(f"-word{n}" for n in range(9))
        for topic in ("herat", long):
            await chat.say(f"/follow {topic}")
        assert await chat.say("/unfollow") == "Which topic? Press it, or use: /unfollow herat."
        herat, kabul = chat.labels()
        assert "Kabul" in await chat.press(kabul)
        assert await chat.press(herat) == "No more on Herat."
        assert (
            await chat.press(herat)
            == "“herat” is not followed here. Nothing is followed yet. Start with: /follow kabul"
        )


@pytest.mark.parametrize(
    ("language", "all_"), [("en", "all"), ("en", "everything"), ("de", "alles"), ("ru", "всё"), ("fa", "همه")]
)
async def test_all_is_unfollowed_by_a_button(language, all_):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        for topic in ("kabul now", "herat"):
            await chat.say(f"/follow {topic}")
        with speaking(language):
            assert await chat.say(f"/unfollow {all_}") == say("unfollow_all", topics=count(2, "topic"))
            assert len((await chat.say("/topics")).split("\n")) == 3
            await chat.say(f"/unfollow {all_}")
            assert len((await chat.press(say("unfollow_all_button"))).split("\n")) == 2
            assert await chat.say("/topics") == say("follows_nothing")


async def test_what_nothing_is_read_on_is_followed_with_what_may_have_been_meant():
    async with talk() as chat:
        said = await chat.say("/follow khandahar hourly")
        assert said.startswith("Following Khandahar: a briefing every hour")
        assert "\nI have read nothing on it yet. Did you mean kandahar or " in said
        assert chat.labels()[0] == "Kandahar"
        assert "Following Kandahar: a briefing every hour" in await chat.press("Kandahar")
        assert chat.labels()[0] == "At once"
        said = await chat.say("/follow source:nobody")
        assert "I have read nothing on it yet." in said
        assert "Did you mean" not in said
        assert "nothing" not in await chat.say("/follow kabul")
        chat.feeds.broken |= {"Harbour Post", "Meridian Wire"}
        await chat.run(hours=8)
        assert "nothing" not in await chat.say("/follow herta")  # nobody could be heard


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_that_nothing_is_read_on_it_is_said_in_each_language(language):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        with speaking(language):
            assert say("followed_unread", near="").strip() in await chat.say("/follow source:nobody")


async def test_what_is_followed_has_no_span():
    async with talk() as chat:
        assert "Following Kabul: a briefing every hour" in await chat.say("/follow kabul 3d hourly")
        assert await chat.say("/follow 3d") == "Which topic? Use: /follow kabul."
        assert (
            await chat.say("/topics")
            == "Followed here (UTC):\nKabul - every hour, when there is news; next today 19:00"
        )


async def test_one_thing_in_other_words_is_followed_once():
    async with talk() as chat:
        await chat.say("/follow kabul")
        assert await chat.say("/follow کابل") == "You follow Kabul already: daily at 08:00."
        await chat.say("/follow herat or kandahar")
        assert "You follow Herat or Kandahar already" in await chat.say("/follow kandahar, herat")
        assert "Kabul: every hour" in await chat.say("/schedule Kaboul hourly")
        assert "Following Kabul: you hear at once" in await chat.say("/follow کابل now")
        assert (await chat.say("/topics")).count("\n") == 2
        assert await chat.say("/unfollow herat") == "“herat” is not followed here. Followed: Kabul · Herat or Kandahar."
        assert await chat.say("/unfollow کابل") == "No more on Kabul."


async def test_several_are_unfollowed_at_once_where_each_is_followed():
    async with talk() as chat:
        for topic in ("kandahar", "herat", "kabul", "ghazni, zaranj"):
            await chat.say(f"/follow {topic}")
        assert "is not followed here" in await chat.say("/unfollow kandahar, lashkar gah")
        assert await chat.say("/unfollow kandahar, Herat") == "No more on Kandahar.\nNo more on Herat."
        assert "No more on Ghazni" in await chat.say("/unfollow ghazni, zaranj")  # one topic
        assert await chat.say("/topics") == "Followed here (UTC):\nKabul - daily at 08:00; next tomorrow 08:00"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("follow", "/follow kabul - briefings on it, by schedule"),
        ("/pause", "/pause, /pause 2h and /resume - stop and restart all pushes"),
        ("Approval", "/approval @itsname on - each post comes to you first, to be posted or dropped"),
        ("channels", "/approval @itsname on - each post comes to you first"),
        ("groups", "Anyone can ask: /latest kabul"),
        ("topics", '"evacuation flights" - these words in this order'),
    ],
)
async def test_help_on_one_thing(asked, said):
    async with talk() as chat:
        answer = await chat.say(f"/help {asked}")
        assert said in answer
        assert len(answer) < len(await chat.say("/help"))
        assert await chat.say("/help nosuch") == await chat.say("/help")


async def test_a_new_clock_says_when_what_is_followed_comes_by_it():
    async with talk() as chat:
        await chat.say("/follow kabul daily 18:30")
        assert await chat.say("/timezone Asia/Kabul") == (
            "The clock here is set to Asia/Kabul: it is 22:30 there now.\n\n"
            "Followed here (Asia/Kabul time):\nKabul - daily at 18:30; next tomorrow 18:30"
        )
        await chat.say("/schedule now")
        assert await chat.say("/timezone berlin") == "The clock here is set to Europe/Berlin: it is 20:00 there now."


@pytest.mark.parametrize(
    "said", ["/follow everything", "/follow news", "/follow all the news", "follow the latest news"]
)
async def test_all_news_cannot_be_followed(said):
    async with talk() as chat:
        assert (await chat.say(said)).startswith("These words are too common to look for.")
        assert await chat.say("/topics") == "Nothing is followed yet. Start with: /follow kabul"


async def test_everything_about_a_place_is_the_place():
    async with talk() as chat:
        assert (await chat.say("/follow everything about kabul every morning")).startswith(
            "Following Kabul: a briefing daily at 08:00 (UTC)."
        )


@pytest.mark.parametrize(
    ("said", "near"), [("/kabul", "/latest kabul"), ("/new_york", "/latest new york"), ("/statsu", "/status")]
)
async def test_a_place_for_a_command_is_asked_for_by_one(said, near):
    async with talk() as chat:
        assert f"Did you mean {near}? " in await chat.say(said)
        assert await chat.say("/feedback") == "I don't know /feedback. All I can do: /help"
        assert await chat.say("/kabul", "group") == ""


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        ("de", "/follow kabul jeden Morgen um 7:00", "täglich um 07:00"),
        ("de", "/schedule montags 9 Uhr", "montags um 09:00"),
        ("de", "/pause 2 Tage", "So 15. Aug 18:00"),
        ("de", "/pause bis Montag", "Mo 16. Aug 00:00"),
        ("fr", "/follow kabul tous les matins", "à 08:00"),
        ("fr", "/pause jusqu'à demain", "demain à 00:00"),
        ("es", "/follow kabul cada hora", "cada hora"),
        ("es", "/pause 3 horas", "21:00"),
        ("ru", "/follow kabul каждое утро", "08:00"),
        ("ru", "/pause до завтра", "завтра в 00:00"),
        ("ru", "/pause 2 часа", "20:00"),
        ("uk", "/follow kabul щоранку", "08:00"),
        ("tr", "/follow kabul her sabah", "08:00"),
        ("tr", "/pause 2 gün", "18:00"),
        ("ar", "/follow kabul كل يوم", "08:00"),
        ("fa", "/follow kabul هر روز", "08:00"),
    ],
)
async def test_times_are_said_in_the_words_of_the_chat(language, said, answer):
    async with talk() as chat:
        await chat.say("/follow kabul")
        await chat.say(f"/language {language}")
        assert answer in await chat.say(said)
        [followed] = await chat.app.store.subscriptions()
        assert followed.topic == "kabul"


@pytest.mark.parametrize("said", ["/pause tonight", "/pause kabul 2 days", "/pause 0h", "/pause last week"])
async def test_no_span_that_is_only_like_one_pauses(said):
    async with talk() as chat:
        assert (await chat.say(said)).startswith("/pause holds back")
