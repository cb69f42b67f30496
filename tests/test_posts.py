"""Posts, live blogs, alerts, quakes and reports from their bytes to the briefing: what is told of them, and what is not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from html import escape

import msgspec
import pytest

from bot import offline, severity
from bot.ingest.parse import parse
from bot.model import Briefing, Item

DAY = datetime(2026, 11, 20, tzinfo=UTC)
NOON = DAY + timedelta(hours=15)


def channel(name: str, posts: Sequence[tuple[float, str]]) -> list[Item]:
    """Posts of a public channel, at these hours of the day, as its page has them."""
    shown = "".join(
        f'<div class="tgme_widget_message" data-post="{name}/{n}">'
        f'<div class="tgme_widget_message_text js-message_text">{html}</div>'
        f'<time datetime="{(DAY + timedelta(hours=hour)).isoformat()}"></time></div>'
        for n, (hour, html) in enumerate(posts, 1)
    )
    return items(name, f"<html><body>{shown}</body></html>".encode(), f"https://t.me/s/{name}")


def alerts(outlet: str, given: Sequence[dict[str, str]]) -> list[Item]:
    """CAP 1.2 alerts in a feed."""
    shown = "".join(
        f'<entry><id>{a["id"]}</id><title>{escape(a["headline"])}</title><content type="text/xml">'
        f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{a["id"]}</identifier><sender>met</sender>'
        f"<sent>2026-11-20T{a['sent']}:00+00:00</sent><status>Actual</status><msgType>{a.get('type', 'Alert')}</msgType>"
        f"<scope>Public</scope><info><language>en-GB</language><event>x</event><severity>{a.get('severity', 'Severe')}</severity>"
        f"<headline>{escape(a['headline'])}</headline><description>{escape(a['text'])}</description>"
        f"<area><areaDesc>{a['area']}</areaDesc></area></info></alert></content></entry>"
        for a in given
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Alerts</title><id>x</id>{shown}</feed>'
    return items(outlet, body.encode(), "https://met.example/alerts")


def blog(outlet: str, updates: Sequence[tuple[float, str, str]]) -> list[Item]:
    listed = [
        {
            "@type": "BlogPosting",
            "headline": headline,
            "articleBody": html,
            "datePublished": (DAY + timedelta(hours=hour)).isoformat(),
            "url": f"https://blog.example/live#{n}",
        }
        for n, (hour, headline, html) in enumerate(updates)
    ]
    posting = json.dumps({"@type": "LiveBlogPosting", "headline": "Storm Ada live", "liveBlogUpdate": listed})
    page = f'<html lang="en"><script type="application/ld+json">{posting}</script></html>'
    return items(outlet, page.encode(), "https://blog.example/live")


def feed(outlet: str, entries: Sequence[tuple[float, str, str]]) -> list[Item]:
    shown = "".join(
        f"<item><guid>{outlet}{n}</guid><title>{escape(title)}</title><description>{escape(html)}</description>"
        f"<pubDate>{(DAY + timedelta(hours=hour)).strftime('%a, %d %b %Y %H:%M:%S +0000')}</pubDate></item>"
        for n, (hour, title, html) in enumerate(entries)
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>{shown}</channel></rss>'
    return items(outlet, body.encode(), f"https://{outlet.replace(' ', '').lower()}.example/feed")


def items(outlet: str, body: bytes, url: str) -> list[Item]:
    """What the pipeline makes of a source's entries."""
    found = parse(body, url, None)
    assert found.entries, found.problems
    return [
        Item(
            id=f"{outlet}:{n}",
            title=e.title,
            text=e.text,
            published=e.published,
            outlet=outlet,
            link=e.link,
            lang=e.lang or found.lang,
            severity=severity.of_alert(e.categories),
            lat=e.lat,
            lon=e.lon,
        )
        for n, e in enumerate(found.entries)
    ]


def brief(found: list[Item], topic: str) -> Briefing:
    return offline.brief(found, topic, as_of=NOON, window=timedelta(hours=36))


def told(found: list[Item], topic: str) -> list[tuple[str, str]]:
    """(status, line) of each line of the briefing."""
    return [(one.status, one.text) for story in brief(found, topic).stories for one in story.bullets]


def test_a_post_is_told_without_what_channels_add() -> None:
    posts = [
        (
            6.0,
            "⚡️⚡️<b>BREAKING: Drone hits a house in Kharkiv, four injured</b><br><br>Rescuers are at work in the ruins."
            "<br><br>#Kharkiv #Ukraine #BREAKING #drones<br>👉 Subscribe to Velm Watch and its chat of readers"
            "<br>Source: Post of the City of Velm",
        )
    ]
    assert told(channel("velm", posts), "kharkiv") == [
        ("reported", "Drone hits a house in Kharkiv, four injured"),
        ("reported", "Rescuers are at work in the ruins"),
    ]


def test_a_caption_waits_behind_news_and_a_moment_of_truth_is_none() -> None:
    posts = [
        (6.0, "The moment of the strike in Kharkiv, filmed from a roof"),
        (7.0, "Moment of truth for Kharkiv as its grid fails again"),
    ]
    assert told(channel("velm", posts), "kharkiv")[0] == ("reported", posts[1][1])


def test_a_post_is_called_by_what_it_tells_where_there_is_nothing_newer() -> None:
    post = (-40.0, "⚡️⚡️<b>BREAKING: Drone hits a house in Kharkiv</b><br>👉 Subscribe to Velm Watch @velm")
    assert (
        brief(channel("velm", [post]), "kharkiv").text.splitlines()[-1].endswith("velm: Drone hits a house in Kharkiv")
    )


def test_an_alarm_is_told_until_the_all_clear_and_again_when_it_comes_back() -> None:
    alarm, clear = "⚡️Air raid alert in Kharkiv region", "✅ All clear in Kharkiv region"
    over = channel("velm", [(2, alarm), (2.6, clear), (5, alarm), (5.9, clear)])
    assert told(over, "air raid") == []
    again = channel("velm", [(2, alarm), (2.6, clear), (5, alarm), (5.9, clear), (14, alarm)])
    (story,) = brief(again, "air raid").stories
    assert story.bullets[0].evidence[0].published == DAY + timedelta(hours=14)


@pytest.mark.parametrize(
    ("topic", "posts", "expected"),
    [
        (
            "казань",
            ["В Казани при взрыве погибли 9 человек", "Число погибших при взрыве в Казани выросло до 23"],
            "до 23",
        ),
        ("харків", ["У Харкові загинули 9 людей", "Кількість загиблих у Харкові зросла до 23"], "до 23"),
        (
            "arequipa",
            ["Al menos 9 muertos por el sismo en Arequipa", "Suben a 31 los muertos por el sismo en Arequipa"],
            "31",
        ),
        (
            "bremen",
            ["Neun Tote nach Explosion in Bremen", "Zahl der Toten nach Explosion in Bremen steigt auf 23"],
            "23",
        ),
    ],
)
def test_a_toll_that_has_risen_is_told_as_it_is_now(topic, posts, expected) -> None:
    lines = [line for _, line in told(channel("velm", [(6.0 + 3 * n, post) for n, post in enumerate(posts)]), topic)]
    assert [expected in line for line in lines] == [True]


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ("⚡️Army captures a village near Kharkiv - Defence Ministry", "claimed"),
        ("41 of 44 drones shot down over Kharkiv overnight — Air Force", "claimed"),
        ("❗️Войска взяли под контроль село под Харьковом — Минобороны", "claimed"),
        ("Над Харьковом сбиты 12 беспилотников — Воздушные силы", "claimed"),
        ("Минобороны: под Харьковом уничтожены три склада", "claimed"),
        ("Four injured as a drone hits a house in Kharkiv - mayor", "reported"),
    ],
)
def test_one_sides_word_in_a_post_is_a_claim(post, status) -> None:
    assert [found for found, _ in told(channel("velm", [(6.0, post)]), "kharkiv")] == [status]


def test_of_a_list_only_what_is_on_the_topic_is_told_and_a_digest_only_where_nobody_else_tells() -> None:
    digest = (
        "📌 Main news by 13:00<br>1. Drone hits a house in Kharkiv<br>2. Blackouts in six regions<br>3. Dollar at 44.2"
    )
    assert told(channel("velm", [(13, digest)]), "kharkiv") == [("reported", "Drone hits a house in Kharkiv")]
    both = channel("velm", [(6, "A drone has hit a house in Kharkiv, four injured"), (13, digest)])
    assert told(both, "kharkiv") == [("reported", "A drone has hit a house in Kharkiv, four injured")]
    cuts = (
        "🔴 Power cuts in six regions of Ukraine<br>▪️ Kharkiv region: 120,000 homes"
        "<br>▪️ Sumy region: 43,000 homes<br>▪️ Odesa region: restored"
    )
    assert [line for _, line in told(channel("velm", [(6, cuts)]), "sumy")] == [
        "Power cuts in six regions of Ukraine",
        "Sumy region: 43,000 homes",
    ]


@pytest.mark.parametrize(
    ("topic", "line"),
    [("badakhshan", "A 5.2-magnitude earthquake shook Badakhshan"), ("بدخشان", "زلزله ۵.۲ ریشتری بدخشان را لرزاند")],
)
def test_a_post_in_two_languages_is_told_once(topic, line) -> None:
    post = "زلزله ۵.۲ ریشتری بدخشان را لرزاند<br><br>A 5.2-magnitude earthquake shook Badakhshan"
    assert told(channel("velm", [(11, post)]), topic) == [("reported", line)]


@pytest.mark.parametrize(
    ("post", "line"),
    [
        ("JUST IN: Flights diverted from Isfahan airport", "Flights diverted from Isfahan airport"),
        ("RT @reporter: Flights diverted from Isfahan airport", "Flights diverted from Isfahan airport"),
        ("(1/3) THREAD: Flights diverted from Isfahan airport 🧵", "Flights diverted from Isfahan airport"),
        ("#Sismo M 4.2 Loc. 60 km al SUR de ISFAHAN", "#Sismo M 4.2 Loc. 60 km al SUR de ISFAHAN"),
    ],
)
def test_labels_of_posts_are_left_out_and_abbreviations_end_no_line(post, line) -> None:
    assert [found for _, found in told(channel("velm", [(6, post)]), "isfahan")] == [line]


FLOOD = {
    "id": "f1",
    "sent": "04:00",
    "headline": "Flood Warning issued November 20 at 4:00AM until November 21 at 6:00PM",
    "text": "Flooding caused by heavy rain is expected.",
    "area": "Arle Valley, Norfolk",
}
UPDATE = {
    **FLOOD,
    "id": "f2",
    "sent": "08:00",
    "type": "Update",
    "headline": "Flood Warning issued November 20 at 8:00AM until November 22 at 6:00AM",
    "text": "Moderate flooding is occurring in the valley.",
}
CANCEL = {
    **FLOOD,
    "id": "f3",
    "sent": "11:00",
    "type": "Cancel",
    "headline": "Flood Warning for the River Arle",
    "text": "River levels are falling again.",
}


def test_of_an_alert_the_latest_is_told_and_nothing_once_it_is_cancelled() -> None:
    assert [line for _, line in told(alerts("Met", [FLOOD, UPDATE]), "norfolk")] == [
        UPDATE["headline"],
        f"{FLOOD['area']}: {UPDATE['text'].rstrip('.')}",
    ]
    assert [line for _, line in told(alerts("Met", [FLOOD, UPDATE, CANCEL]), "norfolk")] == [
        f"Cancelled: {CANCEL['headline']}",
        f"{FLOOD['area']}: {CANCEL['text'].rstrip('.')}",
    ]


def test_an_alert_says_where_it_holds_and_weighs_what_it_says_itself() -> None:
    gusts = {"headline": "Wind warning", "sent": "09:00", "text": "Gusts of 80 km/h are expected.", "area": "Kent"}
    red = {
        "headline": "Wind warning",
        "sent": "05:00",
        "text": "Gusts of 130 km/h are forecast on the coast.",
        "area": "Cornwall; Devon",
    }
    given = [{"id": "r", "severity": "Extreme", **red}, {"id": "y", "severity": "Minor", **gusts}]
    assert told(alerts("Met", given), "wind")[0] == (
        "reported",
        "Cornwall; Devon: Gusts of 130 km/h are forecast on the coast",
    )


def test_a_live_blogs_greetings_are_no_news_and_its_times_no_words() -> None:
    updates = [
        (6.0, "Good morning", "Good morning and welcome to our live coverage of Storm Ada in Cornwall."),
        (
            7.0,
            "Update",
            "<p><strong>7.20am: All trains in Cornwall are cancelled until Saturday.</strong></p><p>More on this here</p>",
        ),
        (9.0, "Mayor tweets", "<blockquote>The roads are not safe. — Ann Roe (@annroe) November 20, 2026</blockquote>"),
        (11.0, "That's all", "That's all from me in Cornwall for today. Thanks for reading."),
    ]
    assert told(blog("Ada Live", updates), "cornwall") == [
        ("reported", "All trains in Cornwall are cancelled until Saturday")
    ]


def test_a_number_that_its_source_has_corrected_is_not_told() -> None:
    updates = [
        (
            7.0,
            "Toll in Isfahan rises to 12",
            "Twelve people have been killed in Isfahan, the ministry says, up from three.",
        ),
        (
            8.0,
            "Correction: toll of Isfahan",
            "<p>We earlier reported that 12 people had been killed in Isfahan. The ministry says that two were killed.</p>",
        ),
    ]
    found = brief(blog("Wire Live", updates), "isfahan")
    assert {line.status for story in found.stories for line in story.bullets} == {"corrected"}
    assert [one.value for story in found.stories for count in story.figures for one in count.values] == [12, 2]


def quake(strength: float, hour: float) -> Item:
    about = {"mag": strength, "title": f"M {strength} - 23 km SSE of Arequipa, southern Peru"}
    feature = {
        "type": "Feature",
        "id": str(hour),
        "properties": about | {"time": (DAY + timedelta(hours=hour)).timestamp() * 1_000},
        "geometry": {"type": "Point", "coordinates": [-71.4, -16.6, 10]},
    }
    body = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    return msgspec.structs.replace(items("Quakes", body, "https://quakes.example/feed")[0], id=str(hour))


def test_the_strongest_quake_leads_its_aftershocks() -> None:
    shocks = [quake(7.1, 5.0), quake(4.5, 6.0), quake(5.9, 7.0)]
    assert told(shocks, "peru")[0] == ("reported", "M 7.1 - 23 km SSE of Arequipa, southern Peru")
    assert brief(shocks, "peru").text.splitlines()[1] == "1 story, 1 independent source"


def test_what_a_feeds_numbers_say_is_no_line() -> None:
    about = {
        "eventtype": "FL",
        "eventid": 3,
        "name": "Flood in Pakistan",
        "htmldescription": "Orange Flood in Pakistan since 12 November.",
        "alertlevel": "Orange",
        "fromdate": "2026-11-20T01:00:00",
        "severitydata": {"severitytext": "Magnitude 0"},
    }
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [67, 27]}, "properties": about}
    body = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    found = items("Disasters", body, "https://disasters.example/feed")
    assert "Magnitude" not in found[0].text
    assert [line for _, line in told(found, "pakistan")] == ["Orange Flood in Pakistan since 12 November"]


def test_of_situation_reports_the_latest_is_told() -> None:
    entries = [
        (
            hour,
            f"Pakistan: Floods - Situation Report No. {n} (As of {day} November 2026)",
            f"<p>At least {dead} people have been killed by floods in Sindh since 12 November, the disaster authority says.</p>"
            f"<p>Partners have reached {fed:,} people with food.</p>"
            f"<p>Heavy rains have continued in the south of the country.</p>",
        )
        for hour, n, day, dead, fed in ((-15.0, 3, 19, 48, 12_100), (9.0, 4, 20, 57, 15_700))
    ]
    lines = [line for _, line in told(feed("Relief Hub", entries), "pakistan")]
    assert any("57 people" in line for line in lines)
    assert any("15,700" in line for line in lines)
    assert not any("48" in line or "12,100" in line or "Situation Report" in line for line in lines)


def test_a_press_release_is_told_from_where_its_news_begins() -> None:
    text = (
        "<p>FOR IMMEDIATE RELEASE</p>"
        "<p>KYIV, Ukraine – November 20, 2026 – Minister Karl Brandt met his counterpart in Kyiv today.</p>"
        "<p>The two discussed air defence.</p><p>Media contact: press@mod.example, +49 30 1234567</p>"
    )
    release = feed("Press Office", [(8.0, "Statement by the Minister of Defence on the visit to Kyiv", text)])
    assert [line for _, line in told(release, "kyiv")] == [
        "Minister Karl Brandt met his counterpart in Kyiv today",
        "The two discussed air defence",
    ]
