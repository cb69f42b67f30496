"""The whole bot, spoken to over real HTTP."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from talk import START, talk

from bot import words
from bot.answer import about
from bot.answer.base import pointed
from bot.errors import QueryError
from bot.model import Source
from bot.words import say, speaking
from handlers.telegram.updates import pressed

HINT = (
    "\nAnother time: /schedule kabul daily 07:30, or at once: /schedule kabul now"
    "\nThe clock here is UTC. To set another: /timezone kabul"
)


async def test_first_steps():
    async with talk() as chat:
        assert "Try /latest kabul" in await chat.say("/start")
        assert "/schedule daily 07:30" in await chat.say("/help")
        assert await chat.say("/topics") == "Nothing is followed yet. Start with: /follow kabul"
        assert await chat.say("/follow kabul") == (
            "Following Kabul: a briefing daily at 08:00 (UTC).\nNext one: tomorrow 08:00." + HINT
        )
        assert await chat.say("/subscribe Kabul") == "You follow Kabul already: daily at 08:00."
        assert await chat.say("/topics") == ("Followed here (UTC):\nKabul - daily at 08:00; next tomorrow 08:00")
        assert await chat.say("/unsubscribe kabul") == "No more on Kabul."
        assert await chat.say("/unfollow kabul") == (
            "“kabul” is not followed here. Nothing is followed yet. Start with: /follow kabul"
        )


async def test_latest_tells_what_is_said_and_by_whom():
    async with talk() as chat:
        briefing = await chat.say("/latest kabul")
        assert briefing.startswith("KABUL · last 24 h · as of 18:00 UTC")
        assert "3,000" in briefing
        assert "Harbour Post" in briefing
        assert "Meridian Wire" in briefing
        assert len(briefing) <= 1000
        assert "Kandahar" not in briefing
        claimed = await chat.say("/latest kandahar 3d")
        assert claimed.startswith("KANDAHAR · last 3 days")
        assert "claimed" in claimed
        assert await chat.say("/latest@sitrep_sandbox_bot kabul 6h") == await chat.say("kabul 6h")


async def test_a_second_look_says_that_nothing_is_new_and_then_what_is():
    async with talk() as chat:
        await chat.say("/latest kabul")
        assert "Nothing new since 18:00" in await chat.say("/latest kabul")
        chat.feeds.tell(
            "Harbour Post", "Helicopters land at the US embassy in Kabul", "", START + timedelta(minutes=20)
        )
        await chat.run(minutes=40)
        later = await chat.say("/latest kabul")
        assert "Nothing new" not in later
        assert "Helicopters land" in later.split("\n")[3]


async def test_buttons():
    async with talk() as chat:
        await chat.say("/latest kabul")
        assert "3,000" in await chat.press("More")
        assert "Friday, 13 August" in await chat.press("Timeline")
        assert "2 independent sources" in await chat.press("Sources")
        assert (await chat.press("Follow kabul")).startswith("Following Kabul")
        assert await chat.press("At once") == "Kabul: at once, as news breaks."
        assert all(notice["callback_query_id"] for notice in chat.notices)
        assert len(chat.notices) == 5


async def test_what_is_followed_is_not_offered_to_be_followed():
    async with talk() as chat:
        await chat.say("/follow kabul daily 07:30")
        for text in ("/latest kabul", "/timeline kabul", "/map kabul", "/latest"):
            await chat.say(text)
            assert "Follow kabul" not in chat.labels()
        await chat.press("Sources")
        assert "Follow kabul" not in chat.labels()
        await chat.run(hours=24)
        assert chat.labels()[0] == "More"  # the push
        assert "Follow kabul" not in chat.labels()
        await chat.say("/latest afghanistan")
        assert "Follow afghanistan" in chat.labels()
        await chat.say("/unfollow kabul")
        await chat.say("/latest kabul")
        assert "Follow kabul" in chat.labels()


async def test_a_view_is_as_of_the_message_that_it_is_pressed_under():
    async with talk() as chat:
        await chat.say("/latest kabul")
        chat.feeds.tell("Harbour Post", "Helicopters land at the US embassy in Kabul", "", START + timedelta(hours=19))
        await chat.run(hours=30)
        more = await chat.press("More")
        assert more.startswith("KABUL · last 24 h · as of 13 Aug 18:00 UTC\n")
        assert "3,000" in more
        assert "Helicopters" not in more
        timeline = await chat.press("Timeline")  # a view's views are of then, too
        assert timeline.startswith("KABUL · last 24 h · as of 13 Aug 18:00 UTC · timeline\n")
        assert "Helicopters" not in timeline
        assert "2 independent sources, 2 items" in await chat.press("Sources")
        typed = await chat.say("/timeline kabul")
        assert typed.startswith("KABUL · last 24 h · as of 00:00 UTC · timeline\n")
        assert "Helicopters" in typed
        assert "3,000" not in typed


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        ("more:24h kabul", "KABUL · last 24 h · as of 18:00 UTC\n"),  # sent before buttons said of when they are
        ("more:24h@zzzzzz kabul", "KABUL · last 24 h · as of 18:00 UTC\n"),  # in the year 6109
        ("more:24h@?! kabul", "KABUL · last 24 h · as of 18:00 UTC\n"),
        ("more:24h@g5v20 kabul", "KABUL · last 24 h · as of 08:24 UTC\n"),
        ("more:24h@1 kabul", "This button is too old. Ask again: /latest"),
        ("map-dark:24h@1 kabul", "This button is too old. Ask again: /latest"),
    ],
)
async def test_an_instant_that_cannot_be_is_now_and_one_of_long_ago_is_told_so(data, answer):
    async with talk() as chat:
        await chat.say("/latest kabul")
        room = chat.sandbox.chats["person"]
        message = chat.sandbox.messages(room)[-1]
        message["reply_markup"] = {"inline_keyboard": [[{"text": "Old", "callback_data": data}]]}
        assert (await chat.press("Old")).startswith(answer)
        assert not (await chat.app.store.chat(room)).dark


async def test_a_month_later_a_button_says_that_it_is_too_old():
    async with talk() as chat:
        await chat.say("/latest kabul")
        chat.clock.time += timedelta(days=30)
        assert (await chat.press("More")).startswith("KABUL · last 24 h · as of 13 Aug 18:00 UTC\n\n1 ")
        chat.clock.time += timedelta(minutes=1)
        assert await chat.press("Timeline") == "This button is too old. Ask again: /latest"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/follow", "Which topic? Use: /follow kabul."),
        ("/unfollow", "Nothing is followed yet. Start with: /follow kabul"),
        ("/schedule", "Use: now, hourly, daily 07:30"),
        ("/schedule sometimes", "Use: now, hourly, daily 07:30"),
        ("/schedule kabul daily 25:00", "I don't know the schedule “daily 25:00”. Use: now, hourly, daily 07:30"),
        ("/quiet soon", "Use: /quiet 22:00-07:00, or /quiet off."),
        ("/timezone Kandahar/Asia", "I know no time zone “Kandahar/Asia”."),
        ("/timezone localtime", "I know no time zone “localtime”."),  # the machine's
        ("/timezone factory", "I know no time zone “factory”."),
        ("/timezone asia/kabol", "Did you mean Asia/Kabul?"),
        ("/timezone gmt+3", "name of a city: /timezone Asia/Kabul. Did you mean Europe/"),
        ("/timezone +04:30", "Did you mean Asia/Kabul?"),
        ("/timezone UTC-02:17", "“UTC-02:17” would be wrong"),
        ("/latest kabul 90d", "30d"),
        ("/latest kabul -1h", "“-1h” is not a span of time. Use a span from 1h to 30d"),
        ("/latest ka\u200bbul last 3 days", "KABUL · last 3 days"),
        ("/lateste kabul", "I don't know /lateste. Did you mean /latest? All I can do: /help"),
        ("/latest " + "x" * 400, "200"),
        ("/latest kabuul", "kabul"),
        ("/latest xyzzyplugh", "I have read nothing on “xyzzyplugh” in the last 30 days."),
        ("/latest source:nosuch", "I have read nothing on “source:nosuch” in the last 30 days.\nTo be told"),
        ("/link", "Which channel?"),
        ("/link @nosuchchannel", "I cannot see @nosuchchannel."),
    ],
)
async def test_wrong_input_is_answered_with_the_right_form(said, answer):
    async with talk() as chat:
        reply = await chat.say(said)
        assert answer in reply
        assert len(reply) < 1000


@pytest.mark.parametrize(
    ("said", "heading"),
    [
        ("What's happening in Kabul?", "KABUL · last 24 h"),
        ("/latest any news from kabul in the last 3 days?", "KABUL · last 3 days"),
        ("/timeline what happened in kabul", "KABUL · last 24 h · as of"),
        ("Что нового в Кабуле?", "КАБУЛЕ · last 24 h"),
        ("در کابل چه خبر؟", "\u2068کابل\u2069 · last 24 h"),
        ("what's new?", "TOP STORIES · last 24 h"),
        ("/follow what's going on in kabul", "Following Kabul: "),
    ],
)
async def test_a_question_is_answered_on_its_subject(said, heading):
    async with talk() as chat:
        assert (await chat.say(said)).startswith(heading)


async def test_a_question_that_nothing_answers_offers_the_places_that_it_names():
    async with talk() as chat:
        reply = await chat.say("how many cats were rescued in kabul and in berlin?")
        assert reply.startswith("I have read nothing on “how many cats were rescued in kabul and in berlin?”")
        with pytest.raises(AssertionError, match="no button"):  # nothing is told of Berlin
            await chat.press("Berlin: 0 stories")
        assert (await chat.press("Kabul: 1 story")).startswith("KABUL · last 24 h")
        assert (await chat.say("any news from zaranj")).startswith("I have read nothing on “any news from zaranj”")


async def test_a_slip_of_the_hand_is_a_press_away_from_what_was_meant():
    async with talk() as chat:
        assert "Did you mean kandahar or " in await chat.say("khandahar 3d")
        assert (await chat.press("Kandahar")).startswith("KANDAHAR · last 3 days")


async def test_a_place_without_news_offers_its_country():
    async with talk() as chat:
        assert "I have read nothing on “herat”" in await chat.say("/latest herat")
        assert (await chat.press("Afghanistan: 2 stories")).startswith("AFGHANISTAN · last 24 h")
        await chat.run(hours=20)
        assert "nothing found in this time" in await chat.say("/latest kandahar 1h")
        room = chat.sandbox.messages(chat.sandbox.chats["person"])
        labels = [button["text"] for row in room[-1]["reply_markup"]["inline_keyboard"] for button in row]
        assert labels == ["Follow kandahar"]  # the country is as quiet


async def test_settings():
    async with talk() as chat:
        assert await chat.say("/timezone kabul") == "The clock here is set to Asia/Kabul: it is 22:30 there now."
        assert await chat.say("/quiet 23-6") == "Quiet from 23:00 to 06:00 (Asia/Kabul time): pushes wait until then."
        assert await chat.say("/quiet") == "Quiet from 23:00 to 06:00 (Asia/Kabul time). /quiet off ends that."
        await chat.say("/follow kabul hourly")
        assert "quiet 23:00-06:00" in await chat.say("/status")
        assert (await chat.say("/sources")).splitlines()[0] == "I read 2 sources:"
        assert (await chat.say("/pause")).startswith("Paused")
        assert await chat.run(hours=12) == []
        assert await chat.say("/resume") == "Going on: pushes come again."


async def test_a_scheduled_briefing_comes_once_at_the_right_local_time():
    async with talk() as chat:
        await chat.say("/timezone Asia/Kabul")
        await chat.say("/follow kabul")
        assert await chat.say("/schedule daily 07:30") == (
            "Kabul: daily at 07:30 (Asia/Kabul time). Next: tomorrow 07:30."
        )
        pushed = await chat.run(hours=26)
        assert [(time, who) for time, who, _ in pushed] == [(datetime(2021, 8, 14, 3, tzinfo=UTC), "person")]
        assert pushed[0][2].startswith("KABUL · last 24 h · as of 07:30 Kabul time")


async def test_what_the_terminal_follows_is_pushed_to_nobody():
    async with talk() as chat:
        await chat.app.ask("/follow kabul daily 07:30")
        await chat.app.ask("/follow herat now")
        chat.feeds.tell("Harbour Post", "Herat falls to the Taliban", at=chat.clock.now())
        await chat.run(hours=26)
        assert await chat.app.store.deliveries(["1", "2", "3"]) == []  # none was ever owed


async def test_summer_time_ends_and_the_clock_on_the_wall_holds():
    async with talk(at=datetime(2021, 10, 29, 12, tzinfo=UTC)) as chat:
        await chat.say("/timezone Europe/Berlin")
        await chat.say("/follow kabul daily 07:30")
        times = [time for time, _, _ in await chat.run(days=4)]
        assert times == [datetime(2021, 10, 30, 5, 30, tzinfo=UTC)] + [
            datetime(2021, 10, day, 6, 30, tzinfo=UTC) for day in (31,)
        ] + [datetime(2021, 11, day, 6, 30, tzinfo=UTC) for day in (1, 2)]


async def test_quiet_hours_hold_pushes_back():
    async with talk() as chat:
        await chat.say("/quiet 17:00-06:00")
        await chat.say("/follow kabul now")
        chat.feeds.tell("Harbour Post", "Explosion heard near Kabul airport", "", START + timedelta(minutes=10))
        pushed = await chat.run(hours=14)
        assert [time for time, _, _ in pushed] == [datetime(2021, 8, 14, 6, tzinfo=UTC)]


async def test_in_a_group_administrators_decide_and_all_may_ask():
    async with talk() as chat:
        assert "KABUL" in await chat.say("/latest kabul", "group", user_id=1002)
        only = "Only administrators can change this group's settings. /latest works for everyone."
        assert await chat.say("/follow kabul", "group", user_id=1002) == only
        assert await chat.press("Follow kabul", "group", user_id=1002) == ""
        with speaking("de"):  # only who has pressed sees it, and that one's Telegram is in German
            assert chat.notices[-1]["text"] == say("admins_only")
        assert "Following Kabul" in await chat.say("/follow kabul", "group")
        assert "every hour" in await chat.say("/schedule hourly", "group", user_id=1003, anonymous=True)
        assert await chat.say("/latest@another_bot kabul", "group") in (None, "")
        assert await chat.say("what is new in kabul?", "group") is None
        assert "privacy mode" in await chat.say("/start", "group")
        assert "KABUL" in await chat.say("@sitrep_sandbox_bot what is new in kabul?", "group", user_id=1002)
        told = chat.sandbox.messages(chat.sandbox.chats["group"])[-1]["message_id"]
        assert "KANDAHAR" in await chat.say("what about kandahar?", "group", user_id=1002, reply_to=told)
        assert not await chat.say("this is terrible", "group", user_id=1002, reply_to=told)
        assert await chat.say("stop!", "group", user_id=1002, reply_to=told) == only


async def test_a_group_that_becomes_a_supergroup_keeps_all():
    async with talk() as chat:
        await chat.say("/follow kabul hourly", "group")
        new = chat.sandbox.migrate(chat.sandbox.chats["group"])
        chat.feeds.tell("Harbour Post", "Kabul airport closes to commercial flights", "", START + timedelta(minutes=9))
        pushed = await chat.run(hours=2)
        assert len(pushed) == 1
        assert [s.chat for s in await chat.app.store.subscriptions()] == [new]


async def test_a_channel_is_linked_by_its_administrator_and_gets_broadcasts():
    async with talk() as chat:
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(chat.sandbox.chats["channel"]))["username"]
        assert "is linked" in await chat.say(f"/link {name}")
        assert "Following Kabul" in await chat.say(f"/follow {name} kabul")
        assert "daily at 07:30" in await chat.say(f"/schedule {name} daily 07:30")
        assert "Kabul - daily at 07:30" in await chat.say(f"/topics {name}")
        assert await chat.say("/topics") == "Nothing is followed yet. Start with: /follow kabul"
        assert (await chat.say("/link")).endswith("You have linked: Field desk briefings.")
        pushed = await chat.run(hours=26)
        assert [(time, who) for time, who, _ in pushed] == [(datetime(2021, 8, 14, 7, 30, tzinfo=UTC), "channel")]


async def test_a_channel_by_posting_in_it():
    async with talk() as chat:
        assert "Following Kabul" in await chat.say("/follow kabul", "channel")
        await chat.say("/schedule daily 07:30", "channel")
        pushed = await chat.run(hours=26)
        assert [(time.hour, time.minute, who) for time, who, _ in pushed] == [(7, 30, "channel")]
        # a reader's press must not write into the channel
        assert await chat.press("More", "channel", user_id=1002) == ""
        assert chat.notices[-1]["url"].startswith("https://t.me/sitrep_sandbox_bot?start=")


async def test_a_channels_readers_are_led_to_the_view_as_of_the_message():
    async with talk() as chat:
        await chat.say("/latest kabul", "channel")
        await chat.run(hours=30)
        for button, shown in (("More", "1 ● "), ("Timeline", "timeline\n"), ("Sources", "sources\n2 independent")):
            assert await chat.press(button, "channel", user_id=1002) == ""
            payload = chat.notices[-1]["url"].partition("?start=")[2]
            told = await chat.say(f"/start {payload}")
            assert told.startswith("KABUL · last 24 h · as of 13 Aug 18:00 UTC")
            assert shown in told
        chat.clock.time += timedelta(days=30)
        assert await chat.say(f"/start {payload}") == "This button is too old. Ask again: /latest"


async def test_a_channel_that_is_not_yours_or_where_the_bot_may_not_post():
    async with talk() as chat:
        channel = chat.sandbox.chats["channel"]
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(channel))["username"]
        chat.sandbox.set_member(channel, chat.sandbox.bot_id, "administrator", rights=("can_edit_messages",))
        assert "right to post" in await chat.say(f"/link {name}")
        chat.sandbox.set_member(channel, 1001, "member")
        assert "not an administrator" in await chat.say(f"/follow {name} kabul")


async def test_what_could_not_be_sent_into_a_channel_is_told_when_it_can_again():
    async with talk() as chat:
        channel, bot = chat.sandbox.chats["channel"], chat.sandbox.bot_id
        await chat.say("/follow kabul", "channel")
        await chat.say("/schedule daily 07:30", "channel")
        assert len(await chat.run(hours=26)) == 1
        chat.sandbox.set_member(channel, bot, "administrator", rights=("can_edit_messages",))
        chat.feeds.tell("Harbour Post", "Kabul airport closes to commercial flights", "", chat.clock.now())
        assert await chat.run(hours=28) == []
        chat.sandbox.set_member(channel, bot, "administrator", rights=("can_post_messages",))
        assert "daily at 07:30" in await chat.say("/topics", "channel")
        [(time, _, text)] = await chat.run(hours=24)
        assert time == datetime(2021, 8, 16, 7, 30, tzinfo=UTC)
        assert text.startswith("KABUL · last 36 h")
        assert "1 ○ Kabul airport closes to commercial flights" in text


async def test_a_source_that_falls_silent_is_named():
    async with talk() as chat:
        chat.feeds.broken.add("Meridian Wire")
        await chat.run(hours=8)
        assert "Not heard from" in await chat.say("/latest kabul")
        sources = await chat.say("/sources")
        assert "Meridian Wire" in sources.splitlines()[1]
        assert "503" in sources
        chat.feeds.broken.add("Harbour Post")
        await chat.run(hours=8)
        assert "could" in await chat.say("/latest kabul")


async def test_silent_sources_that_are_not_named_are_counted(monkeypatch):
    monkeypatch.setattr(about, "NAMED", 1)
    async with talk() as chat:
        chat.feeds.broken |= {"Meridian Wire", "Harbour Post"}
        await chat.run(hours=8)
        assert re.search(r"Not heard from lately: \w+ \w+, and 1 more\.", await chat.say("/status"))


async def test_blocked_then_back():
    async with talk() as chat:
        await chat.say("/follow kabul hourly")
        chat.sandbox.block()
        chat.feeds.tell("Harbour Post", "Kabul airport closes to commercial flights", "", START + timedelta(minutes=9))
        assert await chat.run(hours=3) == []
        chat.sandbox.unblock()
        assert "Kabul - every hour" in await chat.say("/topics")
        chat.feeds.tell("Harbour Post", "Crowds at the gates of Kabul airport", "", chat.clock.now())
        assert len(await chat.run(hours=2)) >= 1


@pytest.mark.parametrize("kind", ["429", "500", "502", "drop_before", "drop", "malformed"])
async def test_a_push_survives_telegrams_troubles(kind):
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        fault = chat.sandbox.faults.add("sendMessage", kind=kind, times=3, retry_after=3)
        pushed = await chat.run(hours=2)
        # where Telegram acted but its answer was lost, nobody can know: said again, never lost
        times = 4 if kind in ("drop", "malformed") else 1
        assert [text.split(" ·")[0] for _, _, text in pushed] == ["KABUL"] * times
        assert fault.hits == 3


async def test_what_was_owed_and_set_outlives_the_process(tmp_path):
    database = tmp_path / "bot.db"
    async with talk(database=database) as chat:
        await chat.say("/timezone Asia/Kabul")
        await chat.say("/follow kabul daily 07:30")
        sandbox_time = chat.clock.now()
    async with talk(
        database=database, at=sandbox_time + timedelta(hours=40)
    ) as chat:  # two briefings fell due meanwhile
        pushed = [message["text"] for _, message in chat.heard()] + [text for _, _, text in await chat.run(hours=1)]
        heard = [m["text"] for m in chat.sandbox.messages(1001) if "text" in m]
        assert len([text for text in {*pushed, *heard} if text.startswith("KABUL")]) == 1
        assert "Kabul - daily at 07:30" in await chat.say("/topics")


async def test_without_sources_it_says_so():
    async with talk(outlets=()) as chat:
        assert "no sources" in await chat.say("/latest kabul")


async def test_top_stories_and_all_that_is_followed():
    async with talk() as chat:
        assert (await chat.say("/latest")).startswith("TOP STORIES")
        await chat.say("/follow kandahar")
        assert (await chat.say("/latest")).startswith("KANDAHAR")
        await chat.say("/follow kabul")
        both = await chat.say("/latest")
        assert both.startswith("YOUR TOPICS")
        assert "Nothing new" not in both  # everything was told before, and not these two
        assert "3,000" in both


async def test_what_other_stories_say_of_the_same_counts_in_briefings_and_alerts():
    """Another language, another story, and not on the topic: it bears the line out all the same."""
    async with talk() as chat:
        await chat.say("/follow defenders now")
        soon = START + timedelta(minutes=2)
        chat.feeds.tell("Meridian Wire", "شهر قلات به دست طالبان سقوط کرد", "شهر قلات مرکز ولایت زابل سقوط کرد.", soon)
        fell = (
            "Qalat has fallen to the Taliban",
            "The Taliban have taken Qalat. Most defenders had left the city by noon.",
        )
        chat.feeds.tell("Harbour Post", *fell, soon + timedelta(minutes=40))
        [(_, _, alert)] = await chat.run(hours=3)
        assert "DEFENDERS · confirmed" in alert
        for told in (alert, await chat.say("/latest defenders")):
            assert "The Taliban have taken Qalat · 2 sources agree: Harbour Post 18:42 [1], Meridian Wire [2]" in told


async def test_a_bug_in_grouping_one_item_does_not_hold_up_the_others(monkeypatch):
    from bot.understand import stories

    place = stories.place

    def poisoned(window, article):
        if "poison" in article.title:
            raise RuntimeError("a bug")
        return place(window, article)

    monkeypatch.setattr(stories, "place", poisoned)
    async with talk() as chat:
        chat.feeds.tell("Harbour Post", "A poison for Kabul's grouping", "", START + timedelta(minutes=5))
        chat.feeds.tell("Harbour Post", "Kabul airport closes to commercial flights", "", START + timedelta(minutes=6))
        await chat.run(hours=1)
        assert "airport closes" in await chat.say("/latest kabul")


async def test_a_text_that_breaks_understanding_is_kept(monkeypatch):
    from bot.pipeline import analyse as pipeline

    understand = pipeline.understand

    def poisoned(item):
        if "poison" in item.title:
            raise RuntimeError("a bug")
        return understand(item)

    monkeypatch.setattr(pipeline, "understand", poisoned)
    async with talk() as chat:
        chat.feeds.tell("Harbour Post", "A poison for Kabul's analysis", "", START + timedelta(minutes=5))
        chat.feeds.tell("Harbour Post", "Kabul airport closes to commercial flights", "", START + timedelta(minutes=6))
        await chat.run(hours=1)
        assert "airport closes" in await chat.say("/latest kabul")
        assert (await chat.app.store.counts())["articles"] == 5


async def test_a_pages_address_leads_to_its_feed():
    from bot.model import Source

    rss = (
        "<rss version='2.0'><channel><title>Lake News</title><item><title>Rain in Herat</title></item></channel></rss>"
    )
    page = (
        "<html><head><link rel=alternate type=application/rss+xml href=/world/lake.xml></head><body>News</body></html>"
    )
    async with talk() as chat:
        chat.feeds.pages = {"/world/lake": (page, "text/html"), "/world/lake.xml": (rss, "application/rss+xml")}
        address = f"http://127.0.0.1:{chat.sandbox.port}/world/lake"
        added = await chat.app.store.add_source(Source(url=address, trusted=True), chat.clock.now())
        await chat.run(minutes=1)
        source = await chat.app.store.source(added.id)
        assert (source.url, source.name, source.kind) == (address + ".xml", "Lake News", "rss")
        assert (source.problem, source.failures) == (None, 0)


@pytest.mark.parametrize(
    "data", ["", "kabul", "More:24h kabul", "more:", "more:soon kabul", "schedule:", "follow:", "x:y:z"]
)
async def test_a_button_of_another_time_is_answered_in_a_line(data):
    from bot.model import Chat, Command

    async with talk() as chat:
        asked = pressed(data)
        person = Chat(id=1001, kind="private")
        reply = await chat.app.answer(Command(chat=person, name=asked.name, args=asked.args, press=True))
        said = [reply.notice or "", *(message.text for message in reply.messages)]
        assert any(said)
        assert "went wrong" not in "".join(said)
        assert reply.briefing is None


@pytest.mark.parametrize(("followed", "looks"), [("kabul", 12), ("nairobi", 1)])
async def test_sources_of_a_followed_story_that_breaks_are_looked_at_more_often(followed, looks):
    async with talk() as chat:
        await chat.say(f"/follow {followed} daily")
        await chat.run(minutes=60)  # their places in time are found
        for n in range(12):
            at = chat.clock.now() + timedelta(minutes=5 * n)
            outlet = ("Harbour Post", "Meridian Wire")[n % 2]
            chat.feeds.tell(outlet, f"Explosion at Kabul airport kills {n + 3}", "An explosion hit Kabul airport.", at)
        await chat.run(minutes=20)  # the first reports are read
        chat.feeds.asked.clear()
        await chat.run(minutes=60)
        assert chat.feeds.asked.count("/world/0.xml") == pytest.approx(looks, abs=1)


async def test_topics_can_say_more_than_a_word():
    async with talk() as chat:
        assert "near:kabul 50km" in await chat.say("/help topics")
        kabul = await chat.say("/latest near:kabul 50km")
        assert kabul.startswith("50 KM AROUND KABUL")
        assert "3,000" in kabul
        assert "Kandahar" not in kabul
        claimed = await chat.say("/latest (kandahar OR herat) -cricket")
        assert claimed.startswith("KANDAHAR OR HERAT · last 24 h")
        assert "3,000" not in claimed
        both = await chat.say('/latest kabul source:"harbour post"')
        assert both.startswith("KABUL, FROM HARBOUR POST")
        assert "Pentagon" in both
        assert "nothing on “kabul lang:fa”" in await chat.say("/latest kabul lang:fa")
        assert "nothing on" in await chat.say('/latest "troops kabul"')
        assert (await chat.say('/latest "fly embassy staff"')).startswith("FLY EMBASSY STAFF")
        assert 'Did you mean source:"harbour post"' in await chat.say("/latest source:harbour post")


@pytest.mark.parametrize(
    ("query", "column", "lines"),
    [
        ("کابل OR هرات OR", 14, ["کابل OR هرات ‹OR›"]),
        ("(کابل", 1, ["‹(›کابل"]),
        ("کابل place:qwertyuiop هرات", 12, ["کابل place:‹qwertyuiop› هرات"]),
        ("喀布尔 lang:klingon)", 10, ["喀布尔 lang:‹klingon›)"]),
        ("kabul OR", 7, ["kabul OR", "      ^"]),
        ("Кабул (Герат", 7, ["Кабул (Герат", "      ^"]),
    ],
)
def test_the_place_in_a_topic_is_marked_in_every_script(query, column, lines):
    shown = pointed(QueryError("What is wrong.", query, column))
    assert [line.text for line in shown.lines] == ["What is wrong.", *lines]
    assert pointed(QueryError("All of it.", query, column, whole=True)).text == "All of it."


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_no_language_counts_columns(language):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        with words.speaking(language):
            wrong = words.say("parenthesis_open")
        assert await chat.say("/latest herat (kabul") == f"{wrong}.\nherat (kabul\n      ^"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (
            "/latest kabul OR",
            'OR needs a topic on both sides. Like this: kabul OR kandahar (for the word, write "or")\n'
            "kabul OR\n"
            "      ^",
        ),
        (
            "/follow (kabul  OR  place:kandahr",
            "This parenthesis is not closed.\n(kabul OR place:kandahr\n^",
        ),
        (
            "/follow fighting severity:high place:kabool daily",
            "No place named kabool. Did you mean Kabul or Kalol?\n"
            "…ing severity:high place:kabool\n"
            "                         ^",
        ),
        (
            "/latest کابل OR",
            'OR needs a topic on both sides. Like this: kabul OR kandahar (for the word, write "or")\nکابل ‹OR›',
        ),
    ],
)
async def test_what_is_wrong_with_a_topic_is_pointed_at(said, answer):
    async with talk() as chat:
        assert await chat.say(said) == answer


async def test_all_operators_are_followed_and_a_long_topic_has_its_buttons():
    long = '(kabul OR kandahar OR "spin boldak") -cricket near:kabul 900km severity:low'
    async with talk() as chat:
        heading = "(Kabul or Kandahar or Spin Boldak) 900 km around Kabul, severity low"
        assert (await chat.say(f"/latest {long}")).startswith("(KABUL OR KANDAHAR OR SPIN BOLDAK)")
        assert "3,000" in await chat.press("More")
        assert "Friday, 13 August" in await chat.press("Timeline")
        button = "Follow " + long.casefold()[:23] + "…"
        assert (await chat.press(button)).startswith(f"Following {heading}: a briefing daily at 08:00")
        assert await chat.press("At once") == f"{heading}: at once, as news breaks."
        assert await chat.press(button) == f"You follow {heading} already: at once, as news breaks."
        chat.feeds.tell("Harbour Post", "Two killed in a blast near Kabul airport", "", START + timedelta(minutes=9))
        chat.feeds.tell(
            "Harbour Post", "A cricket team lands in Kabul after an attack", "", START + timedelta(minutes=9)
        )
        chat.feeds.tell("Harbour Post", "Two killed in a blast in Baghdad", "", START + timedelta(minutes=9))
        (_, _, alert), *more = await chat.run(hours=2)
        assert "Two killed in a blast near Kabul airport" in alert
        assert not more
        assert await chat.say(f"/unfollow {long}") == f"No more on {heading}."
        chat.feeds.tell("Harbour Post", "Explosion kills one in Kandahar", "", START + timedelta(hours=2, minutes=9))
        assert await chat.run(hours=2) == []


async def test_what_was_read_just_after_a_briefing_is_in_the_next():
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        await chat.run(hours=2)
        # no feed is asked for again before seven
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", START + timedelta(hours=24, minutes=58))
        pushed = [text.split("\n") for _, _, text in await chat.run(days=3)]
        assert [lines[0].split(" · ")[1] for lines in pushed] == ["last 24 h", "last 25 h", "last 24 h"]
        assert "Blast in Kabul" in pushed[1][3]


async def test_what_happens_in_quiet_hours_is_told_when_they_end():
    async with talk() as chat:
        await chat.say("/quiet 22:00-07:00")
        await chat.say("/follow kabul hourly")
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", START + timedelta(hours=4, minutes=30))
        pushed = await chat.run(hours=20)
        assert [time.hour for time, _, _ in pushed] == [19, 7]
        assert pushed[1][2].startswith("KABUL · last 9 h")
        assert "Blast in Kabul" in pushed[1][2]


async def test_what_came_while_the_bot_was_down_or_could_not_look_is_told_once():
    async with talk() as chat:
        await chat.say("/follow kabul daily 19:00")
        await chat.run(hours=2)
        chat.feeds.broken |= {"Harbour Post", "Meridian Wire"}
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", START + timedelta(hours=40))
        assert all("could not look" in text for _, _, text in await chat.run(days=2))
        chat.feeds.broken.clear()
        chat.clock.time = START + timedelta(days=4)  # down until then
        pushed = [text.split("\n") for _, _, text in await chat.run(days=3)]
        assert [lines[0].split(" · ")[1] for lines in pushed if "1 ○ Blast" in lines[-1]] == ["last 3 days"]


async def test_a_look_at_the_last_hour_makes_nothing_old_that_was_not_told():
    async with talk() as chat:
        assert "nothing found" in await chat.say("/latest kandahar 1h")
        assert (await chat.say("/latest kandahar")).split("\n")[1] == "1 story, 1 independent source"
        assert "Nothing new since 18:00" in await chat.say("/latest kandahar 7d")
        chat.feeds.tell("Harbour Post", "Blast in Kandahar kills nine", "", START + timedelta(minutes=20))
        chat.feeds.tell("Harbour Post", "Flood in Kandahar drowns two", "", START + timedelta(minutes=150))
        await chat.run(hours=3)
        await chat.app.store.make_due("poll", chat.clock.now())
        await chat.run(minutes=0)
        assert "Flood" in await chat.say("/latest kandahar 1h")
        whole = await chat.say("/latest kandahar")
        assert "new since 18:00" in whole
        assert "new: Blast in Kandahar" in whole
        assert "Nothing new since 21:00" in await chat.say("/latest kandahar")


async def test_answers_stay_in_the_topic_of_a_group_where_they_were_asked_for():
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        thread = chat.sandbox.open_topic(group, "Kabul")
        await chat.say("/latest kabul", "group", topic=thread)
        await chat.press("Timeline", "group")
        await chat.press("Map", "group")
        await chat.say("/latest kabul", "group")
        said = [m for m in chat.sandbox.messages(group) if m.get("from", {}).get("is_bot")]
        assert [m.get("message_thread_id") for m in said[-4:]] == [thread, thread, thread, None]


def said_in(chat, group, count):
    """(thread, first line) of the last messages that the bot wrote into the group."""
    said = [m for m in chat.sandbox.messages(group) if m.get("from", {}).get("is_bot") and "text" in m]
    return [(m.get("message_thread_id"), m["text"].split("\n")[0]) for m in said[-count:]]


async def test_briefings_come_into_the_topic_of_a_group_where_they_were_followed_last():
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        kabul, south = (chat.sandbox.open_topic(group, name) for name in ("Kabul", "South"))
        await chat.say("/follow kabul", "group", topic=south)
        await chat.say("/follow kandahar", "group", topic=south)
        await chat.say("/follow airport", "group")
        moved = await chat.say("/follow kabul", "group", topic=kabul)
        assert moved == "You follow Kabul already: daily at 08:00. From now on it comes here."
        assert await chat.say("/follow kabul", "group", topic=kabul) == "You follow Kabul already: daily at 08:00."
        await chat.say("/schedule kabul daily 07:00", "group")  # a time is no place
        await chat.run(hours=15)
        assert [(thread, line.split(" · ")[0]) for thread, line in said_in(chat, group, 3)] == [
            (kabul, "KABUL"),
            (south, "KANDAHAR"),
            (None, "AIRPORT"),
        ]
        assert (await chat.say("/follow airport daily 9:00", "group", topic=south)).startswith("Following Airport")
        assert (await chat.say("/latest qalat", "group", topic=kabul)).startswith("I have read nothing")
        await chat.run(hours=24)
        assert [thread for thread, _ in said_in(chat, group, 3)] == [kabul, south, south]


@pytest.mark.parametrize("own", [False, True])
async def test_alerts_come_into_the_topic_of_a_group_where_they_were_followed(own):
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        thread = chat.sandbox.open_topic(group, "Alerts")
        await chat.say("/latest kabul", "group", topic=thread)
        await chat.press("Follow kabul", "group")
        await chat.say("/schedule kabul now", "group")
        if own:  # what such a chat hears is put together for it alone
            await chat.app.store.add_own_source(Source(url="http://127.0.0.1:9/feed"), group, START)
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", START + timedelta(minutes=20))
        assert len(await chat.run(hours=1)) == 1
        [(where, line)] = said_in(chat, group, 1)
        assert (where, line.split(" · ")[0]) == (thread, "KABUL")


@pytest.mark.parametrize("end", ["close_topic", "delete_topic"])
async def test_what_was_followed_in_a_topic_that_is_closed_or_gone_comes_outside_of_it_and_says_so_once(end):
    note = "is closed or gone: what was followed there comes here from now on."
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        thread, other = (chat.sandbox.open_topic(group, name) for name in ("Afghanistan", "Else"))
        for topic in ("kabul", "kandahar"):
            await chat.say(f"/follow {topic}", "group", topic=thread)
        await chat.say("/follow airport", "group", topic=other)
        getattr(chat.sandbox, end)(group, thread)
        first, second, third = [text for _, _, text in await chat.run(hours=15)]
        assert note in first.split("\n")[-1]
        assert (note in second, note in third) == (False, False)
        assert [where for where, _ in said_in(chat, group, 3)] == [None, None, other]
        assert "next tomorrow 08:00" in await chat.say("/topics", "group")
        assert not any(note in text for _, _, text in await chat.run(hours=24))
        assert [where for where, _ in said_in(chat, group, 3)] == [None, None, other]


async def test_what_a_topic_that_is_closed_cannot_take_waits_with_its_note_where_telegram_is_away():
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        thread = chat.sandbox.open_topic(group, "Kabul")
        await chat.say("/follow kabul", "group", topic=thread)
        chat.sandbox.close_topic(group, thread)
        chat.sandbox.faults.add("sendMessage", kind="502", times=3)
        [(time, _, text)] = await chat.run(hours=15)
        assert time > START + timedelta(hours=14)
        assert "from now on" in text


@pytest.mark.parametrize(
    ("room", "said", "answer"),
    [
        ("group", "/roll", None),
        ("channel", "/roll", None),
        ("group", "/lastest kabul", "I don't know /lastest. Did you mean /latest? All I can do: /help"),
        ("person", "/roll", "I don't know /roll. All I can do: /help"),
    ],
)
async def test_a_command_that_may_be_for_another_bot_is_left_to_it(room, said, answer):
    async with talk() as chat:
        assert await chat.say(said, room) == (answer or "")


async def test_a_command_that_is_mended_at_once_is_given_anew():
    async with talk() as chat:
        assert "Did you mean /latest?" in await chat.say("/latst kabulx")
        chat.clock.time += timedelta(minutes=4)
        assert (await chat.edit("/latest kabulx")).startswith("I have read nothing")
        chat.clock.time += timedelta(minutes=1)
        assert (await chat.edit("/latest kabul")).startswith("KABUL")
        assert await chat.edit("/latest  kabul ") == ""  # asks the same
        chat.clock.time += timedelta(seconds=1)
        assert await chat.edit("/latest herat") == ""  # too late
        assert (await chat.say("kabul")).startswith("KABUL")
        assert (await chat.edit("airport")).startswith("AIRPORT")


async def test_only_the_last_commands_are_remembered_for_edits(monkeypatch):
    monkeypatch.setattr("handlers.telegram.attendant.MENDABLE", 2)
    async with talk() as chat:
        for n in range(3):
            await chat.say(f"/latest reservoir{n}")
        room = chat.sandbox.chats["person"]
        asked = [m["message_id"] for m in chat.sandbox.messages(room) if not m["from"]["is_bot"]]
        for message in asked:
            await chat.face.done(chat.sandbox.edit(room, message, "/topics"))
        assert chat.answer().split("\n---\n") == ["Nothing is followed yet. Start with: /follow kabul"] * 2


async def test_an_edit_is_given_anew_only_where_a_command_was_and_is():
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        thread = chat.sandbox.open_topic(group, "Kabul")
        await chat.say("/follow herat", "group", topic=thread)
        assert (await chat.edit("/follow kabul", "group")).startswith("Following Kabul")
        assert [s.thread for s in await chat.app.store.subscriptions(group)] == [thread, thread]
        assert await chat.edit("never mind", "group") == ""
        assert await chat.edit("/follow kabul", "group") == ""  # given already
        await chat.say("/follow herat", "group", user_id=1002)
        assert (await chat.edit("/follow qalat", "group")).startswith("Only administrators can")
        chat.sandbox.privacy = False
        assert await chat.say("about kabul", "group") == ""
        assert await chat.edit("/latest kabul", "group") == ""
        assert (await chat.say("/latest kabul", "channel")).startswith("KABUL")
        post = chat.sandbox.messages(chat.sandbox.chats["channel"])[0]
        assert chat.sandbox.edit(chat.sandbox.chats["channel"], post["message_id"], "/latest herat") is None


async def test_who_lets_the_bot_write_again_is_briefed_again_without_a_word():
    async with talk() as chat:
        await chat.say("/follow kabul daily 07:30")
        await chat.face.done(chat.sandbox.block())
        assert await chat.run(hours=20) == []
        await chat.face.done(chat.sandbox.unblock())
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", chat.clock.now())
        [(at, _, text)] = await chat.run(hours=20)
        assert (at.hour, at.minute) == (7, 30)
        assert "Blast in Kabul" in text


async def test_whoever_is_known_is_greeted_with_what_they_follow():
    async with talk() as chat:
        await chat.say("/follow kabul daily 07:30")
        text = await chat.say("/start")
        assert "\n\nFollowed here (UTC):\nKabul - daily at 07:30; next tomorrow 07:30\n\n" in text
        assert chat.labels() == ["Latest on Kabul"]
        await chat.say("/follow kabul now", "group")
        group = chat.sandbox.chats["group"]
        await chat.face.done(chat.sandbox.kick_bot(group))
        chat.heard()
        await chat.face.done(chat.sandbox.add_bot_to(group))
        assert chat.answer().endswith("\n\nFollowed here (UTC):\nKabul - at once, as news breaks")


async def test_stop_stops_and_a_channel_is_greeted_as_one():
    async with talk() as chat:
        assert (await chat.say("/stop")).startswith("Paused")
        assert "this channel" in await chat.say("/start", "channel")


async def test_a_group_where_the_bot_must_be_silent_for_a_while_hears_it_again():
    async with talk() as chat:
        group = chat.sandbox.migrate(chat.sandbox.chats["group"])
        await chat.say("/follow kabul hourly", "group")
        chat.sandbox.set_member(group, chat.sandbox.bot_id, "restricted", rights=())
        chat.feeds.tell("Harbour Post", "Kabul airport closes to all flights", "", START + timedelta(minutes=9))
        assert await chat.run(hours=2) == []
        chat.sandbox.set_member(group, chat.sandbox.bot_id, "member")
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", START + timedelta(minutes=130))
        [(_, _, missed), (_, _, text)] = await chat.run(hours=2)
        assert "Kabul airport closes" in missed  # meanwhile
        assert "Blast in Kabul" in text


@pytest.mark.parametrize("back", [timedelta(minutes=3), timedelta(hours=2)])
async def test_nothing_is_sent_twice_where_the_clock_is_set_back(back):
    async with talk() as chat:
        for followed in ("kabul hourly", "kandahar daily 19:00", "airport now"):
            await chat.say(f"/follow {followed}")
        chat.feeds.tell("Harbour Post", "Blast at Kabul airport kills nine", "", START + timedelta(minutes=31))
        assert sorted(text.split(" · ")[0] for _, _, text in await chat.run(minutes=62)) == [
            "AIRPORT",
            "KABUL",
            "KANDAHAR",
        ]
        chat.clock.time -= back
        assert await chat.run(seconds=back.total_seconds()) == []
        chat.feeds.tell(
            "Meridian Wire", "Kabul airport closes to all flights", "", chat.clock.now() + timedelta(minutes=9)
        )
        pushed = await chat.run(hours=1)
        assert [(time.hour, text.split(" · ")[0]) for time, _, text in pushed] == [(19, "AIRPORT"), (20, "KABUL")]


@pytest.mark.parametrize("schedule", ["hourly", "daily 08:00"])
async def test_after_days_without_telegram_one_briefing_tells_all_that_was_missed(schedule):
    async with talk() as chat:
        await chat.say(f"/follow kabul {schedule}")
        assert len(await chat.run(hours=15)) == 1
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=900, times=10_000)
        blast = START + timedelta(hours=26 if "daily" in schedule else 58)
        chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", blast)
        chat.feeds.tell("Harbour Post", "Flood cuts the road from Kabul to the north", "", START + timedelta(hours=60))
        assert await chat.run(hours=64) == []
        chat.sandbox.faults.clear()
        [(_, _, text)] = await chat.run(hours=1)
        last = "13 Aug 19:00" if schedule == "hourly" else "14 Aug 08:00"
        assert text.split("\n")[1].endswith(f"2 new since {last}")
        assert "Blast in Kabul market" in text
        assert "Flood cuts the road" in text
        chat.feeds.tell("Harbour Post", "Rain in Kabul drowns two", "", chat.clock.now() + timedelta(minutes=5))
        assert "1 new" in (await chat.run(hours=24))[0][2]


async def test_what_expired_unsent_is_told_by_the_next():
    async with talk(interval=6 * 3600) as chat:
        await chat.say("/follow kabul weekly monday 08:00")
        assert len(await chat.run(days=4)) == 1  # on the 16th
        chat.sandbox.faults.add("sendMessage", kind="429", retry_after=3600, times=10_000)
        chat.feeds.tell("Harbour Post", "Blast in Kabul market kills nine", "", START + timedelta(days=5))
        assert await chat.run(days=8) == []  # the 23rd, and two days more
        chat.sandbox.faults.clear()
        [(time, _, text)] = await chat.run(days=5)
        assert time == datetime(2021, 8, 30, 8, tzinfo=UTC)
        assert "1 new since 16 Aug 08:00" in text.split("\n")[1]
        assert "Blast in Kabul market" in text


async def test_what_is_followed_ends_by_its_query_or_as_it_is_listed():
    async with talk() as chat:
        for n in range(12):
            await chat.say(f'/follow reservoir{n} source:"harbour post"')
        assert "Reservoir3, from harbour post - daily" in await chat.say("/topics")
        assert await chat.say("/unfollow Reservoir3, from harbour post") == "No more on Reservoir3, from harbour post."
        assert (
            await chat.say('/unfollow reservoir4  source:"harbour post"') == "No more on Reservoir4, from harbour post."
        )
        assert (await chat.say("/unfollow reservoir4")).endswith(
            "Reservoir10, from harbour post · Reservoir11, from harbour post."
        )
        await chat.say("/follow herat")
        assert (await chat.say("/unfollow reservoir4")).endswith(" and 1 more (/topics).")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("A convoy of 40 lorries reached Kabul on Friday, with flour and oil, the aid agency said", False),
        ("A convoy of 60 lorries reached Kabul on Friday with flour and oil, the aid agency said.", True),
    ],
)
async def test_a_revision_is_new_where_its_words_are(text, new):
    async with talk() as chat:

        async def tell(text):
            chat.clock.time += timedelta(minutes=1)
            chat.feeds.items["Harbour Post"] = [row for row in chat.feeds.items["Harbour Post"] if row[0] != "x"]
            chat.feeds.tell("Harbour Post", "Aid convoy reaches Kabul", text, START - timedelta(minutes=20), id="x")
            await chat.app.store.make_due("poll", chat.clock.now())
            await chat.run(minutes=1)

        await tell("A convoy of 40 lorries reached Kabul on Friday with flour and oil, the aid agency said.")
        await chat.say("/latest kabul")
        await tell(text)
        told = await chat.say("/latest kabul")
        assert text.rstrip(".") in told  # as it is now, letter for letter
        assert ("new: " in told, "Nothing new" in told) == (new, not new)


async def test_what_is_being_understood_while_a_chat_is_briefed_is_new_to_it(monkeypatch):
    from bot.pipeline import analyse as pipeline

    async with talk() as chat:
        understood = pipeline.understood

        async def slowly(shared, items):
            chat.clock.time += timedelta(seconds=5)
            assert "Blast" not in await chat.say("/latest kabul")
            chat.clock.time += timedelta(seconds=5)
            return await understood(shared, items)

        monkeypatch.setattr(pipeline, "understood", slowly)
        chat.feeds.tell("Harbour Post", "Blast in Kabul kills nine", "", START)
        await chat.app.store.make_due("poll", chat.clock.now())
        await chat.run(minutes=0)
        chat.clock.time += timedelta(seconds=5)
        assert "new: Blast in Kabul" in await chat.say("/latest kabul")


async def test_an_update_that_cannot_be_read_holds_up_no_other(caplog):
    async with talk() as chat:
        chat.sandbox.add_update("my_chat_member", {"chat": {"id": 1001, "type": "private"}, "new_chat_member": {}})
        assert "Try /latest kabul" in await chat.say("/start")
        assert ["an update was skipped" in record.message for record in caplog.records] == [True]


@pytest.mark.parametrize(("hours", "ends"), [("off", 21), ("19:00-22:00", 22)])
@pytest.mark.parametrize("schedule", ["now", "hourly"])
async def test_what_quiet_hours_hold_back_follows_their_change(schedule, hours, ends):
    async with talk() as chat:
        await chat.say("/quiet 19:00-07:00")
        await chat.say(f"/follow airport {schedule}")
        chat.feeds.tell("Harbour Post", "Blast at the airport of Kabul kills nine", "", START + timedelta(minutes=70))
        assert await chat.run(hours=3) == []
        await chat.say(f"/quiet {hours}")
        assert [time.hour for time, _, _ in await chat.run(hours=3)] == [ends]


async def test_a_name_from_right_to_left_leaves_its_line_as_it_is():
    async with talk(outlets=("سپیدار خبر",)) as chat:
        await chat.say("/follow زلزله")
        assert "\n\u2068زلزله\u2069 - daily" in await chat.say("/topics")
        assert (await chat.say("/schedule hourly")).startswith("\u2068زلزله\u2069: every hour")
        assert "\nHeard from within the last hour: \u2068سپیدار خبر\u2069" in await chat.say("/sources")
        chat.clock.time += timedelta(hours=2)
        assert "\n\u2068سپیدار خبر\u2069 - heard from" in await chat.say("/sources")  # not read meanwhile


@pytest.mark.parametrize(("room", "alert"), [("person", False), ("group", True)])
async def test_a_notice_is_to_be_pressed_away_only_where_no_message_says_the_same(room, alert):
    async with talk() as chat:
        await chat.say("/latest kabul", room)
        assert bool(await chat.press("Follow kabul", room)) != alert
        assert (chat.notices[-1]["text"], chat.notices[-1]["show_alert"]) == ("Following Kabul.", alert)
