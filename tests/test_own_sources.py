"""Sources that chats add by themselves, over real HTTP: found, limited, kept apart, reported when broken."""

from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

import pytest
from talk import START, talk

from bot.adapters.http import refusals
from bot.answer import own
from bot.errors import UsageError
from bot.model import Source

PAGE = "<html><head><link rel=alternate type=application/rss+xml href=/world/lake.xml></head><body>News</body></html>"
LIVE = """<html><head><script type="application/ld+json">{"@context": "https://schema.org", "@type": "LiveBlogPosting",
"headline": "Herat, live", "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Rain stops in Herat",
"datePublished": "2021-08-13T17:30:00Z"}]}</script></head><body>Live</body></html>"""


def rss(*items, title="Lake News"):
    """items: (id, title, text, time)"""
    body = "".join(
        f"<item><guid isPermaLink='false'>{id}</guid><title>{escape(head)}</title><description>{escape(text)}</description>"
        f"<link>https://lake.example/{id}</link><pubDate>{format_datetime(at)}</pubDate></item>"
        for id, head, text, at in items
    )
    return f"<rss version='2.0'><channel><title>{title}</title><language>en</language>{body}</channel></rss>"


RAIN = ("r1", "Rain floods two villages near Herat", "", START - timedelta(minutes=5))
SHOT = (
    "k1", "Gunfire reported at the north gate of Kabul airport", "Witnesses said guards fired into the air.",
    START - timedelta(minutes=12),
)  # fmt: skip


@asynccontextmanager
async def open_talk(monkeypatch, **more):
    """A talk in which 127.0.0.1 plays the open Internet."""
    monkeypatch.setattr(refusals, "is_public", lambda address: address == "127.0.0.1")
    async with talk(**more) as chat:
        chat.base = f"http://127.0.0.1:{chat.sandbox.port}/world"
        chat.feeds.pages = {
            "/world/lake.xml": (rss(RAIN, SHOT), "application/rss+xml"),
            "/world/lake": (PAGE, "text/html"),
            "/world/live": (LIVE, "text/html"),
            "/world/none": ("<html><body>Nothing here</body></html>", "text/html"),
        }
        yield chat


async def test_a_pages_address_finds_its_feed_and_what_was_found_is_told(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        feed = chat.base + "/lake.xml"
        found = f"Lake News: RSS, 2 entries, the newest 5 min ago.\n{feed}\n"
        assert await chat.say(f"/addsource {chat.base}/lake") == (
            found + "Added. I read it for this chat alone, as one voice among the others. /sources lists it; "
            "/removesource Lake News ends it."
        )
        assert await chat.say(f"/add {feed}") == found + "I read it for this chat already."
        assert await chat.say(f"/addsource {chat.base}/0.xml") == (
            f"Harbour Post: RSS, 2 entries, the newest 3 h ago.\n{chat.base}/0.xml\nI read it already, for everybody."
        )
        await chat.run(minutes=1)
        sources = (await chat.say("/sources")).splitlines()
        assert sources[0] == "I read 3 sources here, 1 of them added in this chat:"
        assert sources[1].startswith("Lake News (added here) - heard from ")
        assert "Gunfire" in await chat.say("/latest kabul")
        assert await chat.say("/removesource lake news") == "Lake News is no longer read for this chat."
        assert (await chat.say("/sources")).splitlines()[0] == "I read 2 sources:"
        assert "Gunfire" not in await chat.say("/latest kabul")
        assert await chat.app.store.source(3) is None


async def test_follow_and_sub_with_an_address_add_a_source(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        assert "Added." in await chat.say(f"/follow {chat.base}/lake.xml")
        assert "no longer read" in await chat.say(f"/unsub {chat.base}/lake.xml")
        assert "Added." in await chat.say(f"/sub feed{chat.base.removeprefix('http')}/live")
        assert (await chat.say("/sources")).count("Herat, live (added here)") == 1
        assert (await chat.say("/topics")) == "Nothing is followed yet. Start with: /follow kabul"


async def test_a_pasted_link_is_told_and_offered(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        said = await chat.say(chat.base + "/live")
        assert said == (
            f"Herat, live: live blog, 1 entry, the newest 30 min ago.\n{chat.base}/live\n"
            "I can read it for this chat, beside what I read for everybody."
        )
        assert await chat.app.store.own_counts(1001) == (0, 0)
        assert "Added." in await chat.press("Add this source")
        assert await chat.app.store.own_counts(1001) == (1, 1)
        assert "already" in await chat.press("Add this source")
        assert "already" in await chat.say(chat.base + "/live")
        assert await chat.say("Is https://lake.example a source?") != ""  # words with a link in them are a question


async def test_an_address_too_long_for_a_button(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        long = "/world/" + "long-" * 20 + "feed.xml"
        chat.feeds.pages[long] = (rss(RAIN), "application/rss+xml")
        await chat.say(f"http://127.0.0.1:{chat.sandbox.port}{long}")
        chat.app.context.offers.clear()  # as after a restart
        assert await chat.press("Add this source") == ""
        assert chat.notices[-1]["text"] == "This button is too old. Send the link again."
        await chat.say(f"http://127.0.0.1:{chat.sandbox.port}{long}")
        assert "Added." in await chat.press("Add this source")
        assert (await chat.app.store.read_for(1001))[-1].url.endswith(long)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/addsource", "Which source? Use: /addsource https://..."),
        ("/addsource kabul", "“kabul” is no web address. Use: /addsource https://..."),
        ("/addsource ftp://lake.example/rss", "is no web address."),
        ("/addsource https://lake.example/" + "a" * 3_000, "too long"),
        ("/addsource {base}/none", "I can read nothing there. This is an HTML page, not a feed, and it names none."),
        ("/addsource {base}/missing", "I can read nothing there. 127.0.0.1 answered 500: the server has a problem."),
        ("/removesource", "Nothing was added in this chat."),
        ("/removesource Harbour Post", "Nothing was added in this chat."),
        ("{base}/none", "I can read nothing there"),
        # private networks: by number, in other spellings, by name, with credentials
        ("/addsource http://10.0.0.8/feed", "private network"),
        ("/addsource http://0x7f.2:8080/feed", "private network"),
        ("http://2130706434/feed", "private network"),
        ("/addsource http://[::1]/feed", "private network"),
        ("/addsource http://[::ffff:10.0.0.1]/feed", "private network"),
        ("/addsource http://localhost/feed", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("/addsource http://user:secret@lake.example/feed", "password are refused"),
        ("/addsource {base}/moved.xml", "private network"),
        ("/addsource {base}/trap", "its feed is http://10.0.0.8/feed.xml. The address leads to a private network"),
    ],
)  # fmt: skip
async def test_what_cannot_be_added_is_said_in_words(monkeypatch, said, answer):
    async with open_talk(monkeypatch) as chat:
        trap = PAGE.replace("/world/lake.xml", "http://10.0.0.8/feed.xml")  # the page leads to a private network
        chat.feeds.pages["/world/trap"] = (trap, "text/html")
        chat.feeds.moved = {"/world/moved.xml": "http://10.0.0.8/feed.xml"}
        reply = await chat.say(said.format(base=chat.base))
        assert answer in reply
        assert len(reply) < 400
        assert await chat.app.store.own_counts(1001) == (0, 0)


async def test_loopback_is_private_too():
    async with talk() as chat:
        told = await chat.say(f"/addsource http://127.0.0.1:{chat.sandbox.port}/world/0.xml")
        assert told == "I can read nothing there. The address leads to a private network, which is refused."


async def test_robots_txt_is_kept_and_the_refusal_told(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        chat.feeds.robots = "User-agent: *\nDisallow: /world/live\n"
        said = await chat.say(f"/addsource {chat.base}/live")
        assert said.startswith("I can read nothing there. 127.0.0.1:")
        assert said.endswith("asks programs not to read this page (robots.txt).")
        assert "Added." in await chat.say(f"/addsource {chat.base}/lake.xml")


async def test_a_chat_has_only_so_many_sources_and_tries(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        for n in range(own.MAX_OWN):
            await chat.app.store.add_own_source(Source(url=f"{chat.base}/{n}/feed"), 1001, chat.clock.now())
        assert await chat.say(f"/addsource {chat.base}/lake") == (
            "A chat can have 50 sources of its own. Drop one first: /removesource"
        )
        assert (await chat.say("/removesource")).startswith("Which one? Press it")
        assert "no longer read" in await chat.press(f"Remove {chat.base}/0/feed"[:47])
        assert "Added." in await chat.say(f"/addsource {chat.base}/lake")
        monkeypatch.setattr(own, "MAX_OWN_IN_ALL", 50)
        assert "the operator would have to make room" in await chat.say(f"/addsource {chat.base}/live", "group")
        for _ in range(own.TRIES - 2):
            assert "already" in await chat.say(f"/addsource {chat.base}/lake")
        chat.clock.time += timedelta(minutes=3)
        assert await chat.say(f"/addsource {chat.base}/lake") == (
            "That was 10 addresses within 10 min, which is all that I look up for one chat. Try again in 7 min."
        )
        chat.clock.time += timedelta(minutes=7)
        assert "already" in await chat.say(f"/addsource {chat.base}/lake")


async def test_in_groups_administrators_add_and_all_may_look(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        only = "Only administrators can change this group's settings. /latest works for everyone."
        for said in ("/addsource {}", "/sub {}", "/follow {}", "/add {}"):
            assert await chat.say(said.format(chat.base + "/lake"), "group", user_id=1002) == only
        assert "Added." in await chat.say(f"/addsource {chat.base}/lake", "group")
        await chat.run(minutes=1)
        assert "Gunfire" in await chat.say("/latest kabul", "group", user_id=1002)
        assert await chat.say("/removesource Lake News", "group", user_id=1002) == only
        assert "Lake News (added here)" in await chat.say("/sources", "group", user_id=1002)
        assert await chat.say(f"/latest {chat.base}/lake", "group", user_id=1002) != ""
        assert 1001 not in chat.app.context.tries  # a link in a group is nobody's wish to have it looked up


async def test_a_channels_sources_are_set_from_the_private_chat(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(chat.sandbox.chats["channel"]))["username"]
        await chat.say(f"/link {name}")
        assert "Added." in await chat.say(f"/addsource {name} {chat.base}/lake")
        assert "(added here)" in await chat.say(f"/sources {name}")
        assert "(added here)" not in await chat.say("/sources")
        assert "no longer read" in await chat.say(f"/removesource {name} Lake News")


async def test_what_one_chat_added_is_no_voice_in_anothers_news(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        # a forged second voice for what one outlet claims, and a story that nobody else has
        claim = (
            "f1", "Taliban claim to hold Kandahar",
            "A Taliban spokesman claimed the movement had taken all of Kandahar, Afghanistan's second-largest city.",
            START - timedelta(hours=2),
        )  # fmt: skip
        chat.feeds.pages["/world/lake.xml"] = (rss(claim, SHOT, title="Meridian Wire"), "application/rss+xml")
        before = await chat.say("/latest kandahar", "group")
        shown = await chat.say("/latest kabul", "group")
        assert "Added." in await chat.say(f"/addsource {chat.base}/lake")
        await chat.run(minutes=1)
        assert "Gunfire" in await chat.say("/latest kabul")
        for topic, said in (("kandahar", before), ("kabul", shown)):
            again = await chat.say(f"/latest {topic}", "group")
            assert said.splitlines()[2:] != []
            assert "Gunfire" not in again
            assert "Lake" not in again
            assert "Nothing new since 18:00" in again
        group = await chat.say("/sources", "group")
        assert group.splitlines()[0] == "I read 2 sources:"
        stories = await chat.app.store.story_articles([f"s{n}" for n in range(1, 9)], chat.clock.now())
        assert {article.outlet for article in stories} == {"Harbour Post", "Meridian Wire"}
        assert all(article.own is None for article in stories)


async def test_the_two_voices_are_grouped_for_the_chat_that_has_both(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        same = (
            "f1", "Pentagon sends 3,000 troops to Kabul to help embassy staff leave",
            "The Pentagon said 3,000 troops would reach Kabul within 48 hours to fly embassy staff out.",
            START - timedelta(hours=2),
        )  # fmt: skip
        chat.feeds.pages["/world/lake.xml"] = (rss(same), "application/rss+xml")
        assert "3 independent sources" not in await chat.say("/latest kabul")
        await chat.say(f"/addsource {chat.base}/lake")
        await chat.run(minutes=1)
        await chat.say("/latest kabul")
        told = await chat.press("Sources")
        assert "3 independent sources" in told
        assert "Lake News" in told


async def test_an_own_source_bears_out_alerts_for_its_chat_alone(monkeypatch):
    """In another story, read at the same moment as the news that it bears out."""
    async with open_talk(monkeypatch) as chat:
        chat.feeds.pages["/world/lake.xml"] = (rss(SHOT), "application/rss+xml")
        await chat.say(f"/addsource {chat.base}/lake")
        await chat.run(minutes=1)
        for who in ("person", "group"):
            await chat.say("/follow soldiers now", who)
        now = chat.clock.now()
        fell = "f2", "شهر قلات به دست طالبان سقوط کرد", "شهر قلات مرکز ولایت زابل سقوط کرد.", now
        chat.feeds.pages["/world/lake.xml"] = (rss(SHOT, fell), "application/rss+xml")
        text = "The Taliban have taken Qalat. Most soldiers had left the city by noon."
        chat.feeds.tell("Harbour Post", "Qalat has fallen to the Taliban", text, now)
        await chat.app.store.make_due("poll", now)
        heads = {who: text.splitlines()[0] for _, who, text in await chat.run(minutes=1)}
        assert heads["person"].startswith("SOLDIERS · confirmed")
        assert heads["group"].startswith("SOLDIERS · reported")


async def test_alerts_hear_own_sources_and_others_do_not(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        await chat.say("/follow kabul now")
        await chat.say("/follow kabul now", "group")
        await chat.say(f"/addsource {chat.base}/lake")
        pushed = await chat.run(minutes=1)
        assert [who for _, who, _ in pushed] == ["person"]
        assert "Gunfire reported at the north gate" in pushed[0][2]
        # the same event in everybody's news, later: for the group it is new, the person has heard of it
        later = START + timedelta(minutes=20)
        chat.feeds.tell("Harbour Post", "Gunfire at the north gate of Kabul airport, witnesses say",
                        "Witnesses said guards fired into the air at the north gate.", later)  # fmt: skip
        pushed = await chat.run(hours=1)
        assert "group" in [who for _, who, _ in pushed]
        statuses = [text.split(" · ")[1] for _, who, text in pushed if who == "person"]
        assert "reported" not in [status.strip() for status in statuses]


async def test_an_own_story_that_goes_on_for_days_alerts_once(monkeypatch):
    gate = (
        ("Gunfire at the north gate of Kabul airport", "Witnesses said guards fired into the air at the gate."),
        (
            "Gunfire at the north gate of Kabul airport goes on",
            "Guards fired into the air at the gate, witnesses said.",
        ),
        ("More gunfire at the north gate of Kabul airport", "Guards fired again into the air at the gate."),
        (
            "Gunfire at the north gate of Kabul airport on a second day",
            "Guards at the gate fired into the air, witnesses said.",
        ),
    )
    async with open_talk(monkeypatch) as chat:
        await chat.say("/follow kabul now")
        await chat.say(f"/addsource {chat.base}/lake")
        told, items = [], []
        for n, (title, text) in enumerate(gate):
            items.append((f"k{n}", title, text, chat.clock.now() - timedelta(minutes=1)))
            chat.feeds.pages["/world/lake.xml"] = (rss(*items), "application/rss+xml")
            told += [text for _, who, text in await chat.run(hours=11) if who == "person"]
        assert ["fired" in text for text in told] == [True]


async def test_an_own_source_that_stays_broken_is_reported_once(monkeypatch, tmp_path):
    database = tmp_path / "bot.db"
    async with open_talk(monkeypatch, database=database, interval=7_200) as chat:
        for room in ("person", "group"):
            await chat.say(f"/addsource {chat.base}/lake", room)
        await chat.run(minutes=1)
        del chat.feeds.pages["/world/lake.xml"]
        pushed = await chat.run(days=2)
        assert pushed == []
        pushed = await chat.run(days=4)
        assert sorted(who for _, who, _ in pushed) == ["group", "person"]
        assert pushed[0][2] == (
            "Lake News, which you added, has not been readable since 13 August: 127.0.0.1 answered 500: the server has a "
            "problem.\nI keep trying, once a day. I say this once."
        )
        assert await chat.run(days=9) == []
        sandbox_time = chat.clock.now()
    async with open_talk(monkeypatch, database=database, at=sandbox_time, interval=7_200) as chat:
        chat.feeds.pages.pop("/world/lake.xml")
        assert [text for _, _, text in await chat.run(days=3) if "Lake" in text] == []
        # the port is another one after the restart: what it was is what counts
        [source] = [source for source in await chat.app.store.read_for(1001) if source.own]
        assert source.reported
        assert "(added here)" in (await chat.say("/sources")).splitlines()[1]


async def test_a_source_that_is_gone_for_good_is_told_of_at_once_and_removed_by_button(monkeypatch):
    async with open_talk(monkeypatch, interval=7_200) as chat:
        await chat.say(f"/addsource {chat.base}/lake")
        await chat.run(minutes=1)
        chat.feeds.gone = {"/world/lake.xml"}
        [(_, who, text)] = await chat.run(hours=20)
        assert who == "person"
        assert text == (
            "Lake News, which you added, says that it is gone for good: 127.0.0.1 answered 410: the feed is gone for good.\n"
            "I no longer ask for it."
        )
        assert await chat.press("Remove it") == "Lake News is no longer read for this chat."
        assert await chat.run(days=5) == []


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "broken"])
async def test_whoever_adds_a_broken_source_next_is_told_too_and_nobody_twice(monkeypatch, gone):
    async with open_talk(monkeypatch, interval=7_200) as chat:
        await chat.say(f"/addsource {chat.base}/lake", "group")
        await chat.run(minutes=1)
        page = chat.feeds.pages["/world/lake.xml"]
        if gone:
            chat.feeds.gone = {"/world/lake.xml"}
        else:
            del chat.feeds.pages["/world/lake.xml"]
        assert [who for _, who, _ in await chat.run(days=6)] == ["group"]
        assert "1 source added" in await chat.hand_over("feeds.opml", opml(chat.base + "/lake.xml"))
        [(_, who, text)] = await chat.run(days=2)
        assert who == "person"
        assert text.startswith("Lake News, which you added, ")
        # ... and it is read again where it answers when somebody adds it, be it a chat that has it
        chat.feeds.gone = set()
        chat.feeds.pages["/world/lake.xml"] = page
        assert "I read it for this chat already." in await chat.say(f"/addsource {chat.base}/lake.xml")
        await chat.run(minutes=1)
        [source] = [source for source in await chat.app.store.read_for(1001) if source.own]
        assert (source.failures, source.ended, source.reported) == (0, False, False)


async def test_the_operator_adds_a_source_that_ended_and_it_is_tried(monkeypatch):
    async with open_talk(monkeypatch, interval=7_200) as chat:
        url = chat.base + "/lake.xml"
        chat.feeds.gone = {"/world/lake.xml"}
        await chat.app.add_source(url)
        await chat.run(minutes=1)
        [source] = [source for source in await chat.app.store.sources() if source.url == url]
        assert source.ended
        chat.feeds.gone = set()
        assert not (await chat.app.add_source(url)).ended
        await chat.run(minutes=1)
        assert (await chat.app.store.source(source.id)).failures == 0


async def test_a_source_that_came_back_may_be_reported_again(monkeypatch):
    async with open_talk(monkeypatch, interval=7_200) as chat:
        await chat.say(f"/addsource {chat.base}/lake")
        await chat.run(minutes=1)
        page = chat.feeds.pages.pop("/world/lake.xml")
        assert len(await chat.run(days=6)) == 1
        chat.feeds.pages["/world/lake.xml"] = page
        await chat.run(days=2)
        assert "heard from" in (await chat.say("/sources")).splitlines()[1]
        del chat.feeds.pages["/world/lake.xml"]
        assert len(await chat.run(days=6)) == 1


async def test_a_channels_managers_are_told_and_not_its_readers(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(chat.sandbox.chats["channel"]))["username"]
        await chat.say("/start")
        await chat.say(f"/link {name}")
        await chat.say(f"/addsource {name} {chat.base}/lake")
        await chat.run(minutes=1)
        chat.feeds.gone = {"/world/lake.xml"}
        [(_, who, text)] = await chat.run(hours=20)
        assert who == "person"
        assert text.startswith("Lake News, which you added for Field desk briefings, says that it is gone")


async def test_for_chats_that_are_gone_nobody_is_polled(monkeypatch):
    async with open_talk(monkeypatch, interval=7_200) as chat:
        await chat.say(f"/addsource {chat.base}/lake")
        await chat.run(hours=1)
        chat.sandbox.block()
        await chat.run(hours=20)  # until what was under way is over
        chat.feeds.asked.clear()
        await chat.run(days=3)
        assert "/world/lake.xml" not in chat.feeds.asked
        chat.sandbox.unblock()
        await chat.say("/start")
        await chat.run(days=1)
        assert "/world/lake.xml" in chat.feeds.asked


async def test_the_operators_broken_sources_go_to_the_log_once(monkeypatch, caplog):
    async with open_talk(monkeypatch, interval=7_200) as chat:
        chat.feeds.broken.add("Meridian Wire")
        assert await chat.run(days=9) == []
        told = [record.message for record in caplog.records if "stays broken" in record.message]
        assert len(told) == 1
        assert "1.xml stays broken: 127.0.0.1 answered 503" in told[0]
        assert "Meridian Wire" in await chat.say("/status")


def opml(*urls):
    outlines = "".join(f'<outline text="Feed {n}" xmlUrl="{url}"/>' for n, url in enumerate(urls))
    return f"<opml version='2.0'><body>{outlines}</body></opml>".encode()


async def test_a_public_channel_is_added_by_its_name(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        monkeypatch.setattr(own, "TELEGRAM", chat.base + "/")
        page = (
            '<div class="tgme_widget_message" data-post="lake_watch/1">'
            '<div class="tgme_widget_message_text js-message_text">Rain floods two villages near Herat</div>'
            '<time datetime="2021-08-13T17:55:00+00:00">17:55</time></div>'
        )
        chat.feeds.pages["/world/lake_watch"] = (f"<html><body>{page}</body></html>", "text/html")
        assert "Added. I read it for this chat alone" in await chat.say("/addsource @lake_watch")
        assert "lake_watch (added here)" in await chat.say("/sources")
        assert "is no longer read" in await chat.say("/removesource @Lake_Watch")
        assert "I cannot see @lake_watch" in await chat.say(f"/addsource @lake_watch {chat.base}/lake.xml")


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("@durov", "https://t.me/durov"),
        ("t.me/durov", "https://t.me/durov"),
        ("https://a.example/@durov", "https://a.example/@durov"),
        ("@x", None),
        ("durov", None),
    ],
)
def test_the_address_that_is_meant(said, address):
    if address is None:
        with pytest.raises(UsageError, match="no web address"):
            own.link(said)
    else:
        assert own.link(said) == address


async def test_the_status_counts_the_sources_that_were_heard_from():
    async with talk() as chat:
        assert "items read from 2 sources" in await chat.say("/status")
        await chat.hand_over("mine.opml", opml("https://lake.example/feed", "https://hill.example/feed"))
        status = await chat.say("/status")
        assert "items read from 2 sources" in status
        assert status.endswith("Not read yet: 2 sources.")


async def test_lists_of_feeds_in_and_out(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        assert await chat.say("/export") == (
            "Nothing was added in this chat. What I read for everybody is the operator's choice. "
            "To add a source: /addsource https://..."
        )
        assert await chat.say("/import") == (
            "Send me an OPML file, in a private chat and as a document: I add the feeds that it names."
        )
        feeds = opml(chat.base + "/lake.xml", chat.base + "/0.xml", "ftp://lake.example/x", "http://10.0.0.8/feed")
        assert await chat.hand_over("feeds.opml", feeds) == (
            "2 sources added for this chat. /sources tells in a few minutes which of them answer.\n"
            "Read already: 1.\nNo web address: 1."
        )
        await chat.run(minutes=1)
        told = await chat.say("/sources")
        assert "Feed 0 (added here) - heard from" in told
        assert "Feed 3 (added here) - The address leads to a private network, which is refused." in told
        assert await chat.say("/export") == "2 sources added in this chat, as an OPML file."
        [document] = [
            m["document"] for m in chat.sandbox.messages(1001) if m.get("from", {}).get("is_bot") and "document" in m
        ]
        assert document["file_name"] == "sources.opml"
        body = chat.sandbox.files[document["file_id"]].body
        assert b'xmlUrl="' + chat.base.encode() + b'/lake.xml"' in body
        assert await chat.hand_over("sources.opml", body) == "Nothing of this list was added.\nRead already: 2."


async def test_what_is_no_list_of_feeds_or_does_not_fit(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        none = "This file is no list of feeds that I can read (OPML): it names no feed."
        assert await chat.hand_over("cat.png", b"\x89PNG\r\n") == none
        assert none == await chat.hand_over("empty.opml", opml())
        assert await chat.hand_over("big.opml", b"x" * 5_000_001) == (
            "This file is larger than 5 MB: no list of feeds is that long."
        )
        many = opml(*(f"https://lake.example/{n}/feed" for n in range(60)))
        assert await chat.hand_over("many.opml", many) == (
            "50 sources added for this chat. /sources tells in a few minutes which of them answer.\n"
            "Left out, since a chat can have 50 of its own: 10."
        )
        assert (await chat.hand_over("many.opml", opml("https://lake.example/more/feed"))).startswith(
            "Nothing of this list"
        )
        assert await chat.app.store.own_counts(1001) == (50, 50)


async def test_a_list_of_feeds_for_a_channel(monkeypatch):
    async with open_talk(monkeypatch) as chat:
        channel = chat.sandbox.chats["channel"]
        name = "@" + chat.sandbox.chat_json(chat.sandbox.room(channel))["username"]
        await chat.say(f"/link {name}")
        said = await chat.hand_over("feeds.opml", opml(chat.base + "/lake.xml"), f"/import {name}")
        assert said.startswith("Field desk briefings\n1 source added")
        assert await chat.app.store.own_counts(channel) == (1, 1)
        assert await chat.app.store.own_counts(1001) == (0, 1)
        assert await chat.say(f"/export {name}") == (
            "Field desk briefings\n1 source added in this chat, as an OPML file."
        )
        chat.sandbox.set_member(channel, 1001, "member")
        assert "not an administrator" in await chat.hand_over("feeds.opml", opml(chat.base + "/x"), f"/import {name}")


async def test_of_many_sources_those_without_a_button_are_counted_and_a_second_press_is_told(monkeypatch):
    monkeypatch.setattr(own, "SHOWN", 2)
    async with open_talk(monkeypatch) as chat:
        for n in range(3):
            chat.feeds.pages[f"/world/s{n}.xml"] = (rss(RAIN, title=f"Source {n}"), "application/rss+xml")
            await chat.say(f"/addsource {chat.base}/s{n}.xml")
        assert (await chat.say("/removesource")).endswith("/world/s1.xml\nand 1 more")
        assert await chat.press("Remove Source 0") == "Source 0 is no longer read for this chat."
        assert (await chat.press("Remove Source 0")).startswith(
            "This source is no longer read for this chat. These are:"
        )
