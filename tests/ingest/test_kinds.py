"""Live blogs, sitemaps, Telegram channels, alerts, event feeds and plain pages: each told by content, whole and broken."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import cap, fields, geojson, liveblog, sitemap, tgchannel
from bot.ingest.changes import changes
from bot.ingest.discovery import feeds
from bot.ingest.geometry import centroid
from bot.ingest.parse import parse
from bot.model import Feed
from tests.timing import cpu, harmless

PAGE = "https://hindukush-courier.example/live/kabul"
UPDATES = [
    {
        "@type": "BlogPosting",
        "@id": f"{PAGE}#u3",
        "headline": "Logar&#39;s capital is lost",
        "datePublished": "2021-08-13T16:05:00+04:30",
        "dateModified": "2021-08-13T16:09:00+04:30",
        "articleBody": "<p>Pul-e-Alam is 50 km from Kabul.</p><p>A lawmaker said so.</p>",
        "author": [{"@type": "Person", "name": "Mina Rahimi"}],
        "image": {"@type": "ImageObject", "url": "/logar.jpg"},
    },
    {
        "@type": "BlogPosting",
        "headline": "",
        "datePublished": "2021-08-13T10:00:00Z",
        "articleBody": "Shops close early.",
    },
    {
        "@type": "BlogPosting",
        "url": PAGE,
        "headline": "Herat has fallen",
        "datePublished": "2021-08-13T06:00:00Z",
        "articleBody": "Ismail Khan is held.\nSo says\na spokesman.",
    },
]


def live_page(updates: list[dict], wrap: bool = True) -> bytes:
    posting = {"@type": ["LiveBlogPosting"], "headline": "Kabul: the day", "url": PAGE, "liveBlogUpdate": updates}
    value = {"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, posting]} if wrap else posting
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>Live</title>
      <script type="application/ld+json">{{"@type": "NewsArticle", broken</script>
      <script type='application/ld+json' data-x="1">{json.dumps(value)}</script>
      </head><body><p>Hello</p></body></html>""".encode()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2021, 8, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize("wrap", [True, False])
def test_a_live_blog_gives_its_updates(wrap: bool) -> None:
    feed = parse(live_page(UPDATES, wrap), PAGE)
    assert (feed.kind, feed.title, feed.link, feed.lang) == ("liveblog", "Kabul: the day", PAGE, "en-GB")
    assert feed.problems == ("Script 1 of the page is broken JSON and was left out.",)
    first, second, third = feed.entries
    assert (first.id, first.title) == (f"{PAGE}#u3", "Logar's capital is lost")
    assert first.text == "Pul-e-Alam is 50 km from Kabul.\nA lawmaker said so."
    assert (first.published, first.updated) == (at(13, 11, 35), at(13, 11, 39))
    assert (first.author, first.media) == ("Mina Rahimi", ("https://hindukush-courier.example/logar.jpg",))
    assert (second.title, second.text, second.published) == ("", "Shops close early.", at(13, 10))
    assert third.text == "Ismail Khan is held.\nSo says\na spokesman."
    assert second.id.startswith("hash:")
    assert third.id.startswith("hash:")  # the page's own address tells no update from another


def test_an_update_that_is_escaped_twice_shows_no_tags() -> None:
    (entry,) = parse(
        live_page([{**UPDATES[1], "articleBody": "&lt;p&gt;Shops &amp;amp; banks close.&lt;/p&gt;"}]), PAGE
    ).entries
    assert entry.text == "Shops & banks close."


def test_a_second_read_gives_exactly_the_new_and_the_changed() -> None:
    known = {c.entry.id: (c.digest, c.revision) for c in changes(parse(live_page(UPDATES), PAGE).entries, {})}
    assert len(known) == 3
    edited = [{**UPDATES[0], "headline": "Logar's capital is lost, a lawmaker says"}, *UPDATES[1:]]
    edited[2] = {**edited[2], "articleBody": "Ismail Khan is free."}
    new = {"@type": "BlogPosting", "headline": "Canada sends troops", "datePublished": "2021-08-13T17:00:00Z"}
    found = changes(parse(live_page([new, *edited]), PAGE).entries, known)
    assert [(c.entry.title, c.revision) for c in found] == [
        ("Canada sends troops", 1),
        ("Logar's capital is lost, a lawmaker says", 2),
        ("Herat has fallen", 2),
    ]
    assert not changes(parse(live_page(UPDATES), PAGE).entries, known)


def test_updates_of_one_time_without_names_stay_apart() -> None:
    same = {"@type": "BlogPosting", "datePublished": "2021-08-13T10:00:00Z"}
    old = [{**same, "articleBody": "One."}]
    both = [{**same, "articleBody": "Two."}, *old]
    before = parse(live_page(old), PAGE).entries
    after = parse(live_page(both), PAGE).entries
    assert len({entry.id for entry in after}) == 2
    assert after[1] == before[0]


NAMELESS = {"@type": "BlogPosting", "headline": "Rain in Heart", "datePublished": "2021-08-13T11:30:00Z"}


def marks(page: bytes) -> dict[str, tuple[str, int]]:
    return {c.entry.id: (c.digest, c.revision) for c in changes(parse(page, PAGE).entries, {})}


def test_a_corrected_headline_is_a_revision() -> None:
    older = {**NAMELESS, "headline": "Road shut", "datePublished": "2021-08-13T09:00:00Z"}
    known = marks(live_page([NAMELESS, older]))
    found = changes(parse(live_page([{**NAMELESS, "headline": "Rain in Herat"}, older]), PAGE).entries, known)
    assert [(c.entry.title, c.revision) for c in found] == [("Rain in Herat", 2)]


def test_an_update_keeps_its_identity_when_another_of_its_time_comes() -> None:
    known = marks(live_page([NAMELESS]))
    second, third = ({**NAMELESS, "headline": name} for name in ("Snow on Salang", "Wind in Farah"))
    found = changes(parse(live_page([second, NAMELESS]), PAGE).entries, known)
    assert [(c.entry.title, c.revision) for c in found] == [("Snow on Salang", 1)]
    known |= {found[0].entry.id: (found[0].digest, 1)}
    found = changes(parse(live_page([third, second, NAMELESS]), PAGE).entries, known)
    assert [(c.entry.title, c.revision) for c in found] == [("Wind in Farah", 1)]


def scripts(*values: object) -> bytes:
    held = "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    return f"<!doctype html><html>{held}</html>".encode()


def test_two_live_blogs_of_a_page_stay_apart_and_a_copy_adds_nothing() -> None:
    one = {"@type": "LiveBlogPosting", "url": PAGE, "liveBlogUpdate": [NAMELESS]}
    two = {**one, "url": f"{PAGE}-2", "liveBlogUpdate": [{**NAMELESS, "headline": "Snow on Salang"}]}
    feed = parse(scripts(one, one, two, two), PAGE)
    assert [entry.title for entry in feed.entries] == ["Rain in Heart", "Snow on Salang"]


@pytest.mark.parametrize("reference", [{"@id": "#1"}, {"@type": "BlogPosting", "@id": "#1"}, "#1"])
@pytest.mark.parametrize("one_script", [True, False])
def test_updates_that_stand_elsewhere_on_the_page_are_found(reference: object, one_script: bool) -> None:
    blog = {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": [reference]}
    update = {**NAMELESS, "@id": "#1"}
    feed = parse(scripts({"@graph": [blog, update]}) if one_script else scripts(blog, [update]), PAGE)
    assert [(entry.id, entry.title) for entry in feed.entries] == [("#1", "Rain in Heart")]


def test_an_update_that_bears_the_page_s_name_takes_nothing_from_the_page() -> None:
    update = {"@type": "BlogPosting", "@id": PAGE, "articleBody": "Shops close early."}
    blog = {"@type": "LiveBlogPosting", "@id": PAGE, "headline": "Live", "liveBlogUpdate": [update]}
    assert [(entry.title, entry.text) for entry in parse(scripts([blog]), PAGE).entries] == [("", "Shops close early.")]


MICRODATA = """<!doctype html><html lang="en"><body>
<article itemscope itemtype="https://schema.org/LiveBlogPosting"><h1 itemprop="headline">Kabul: the day</h1>
<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">
  <h2 itemprop="headline">Rain &amp; wind in <i>Heart</i></h2><img itemprop="image" src="/rain.jpg">
  <time itemprop="datePublished" datetime="2021-08-13T11:30:00Z">at noon</time>
  <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Mina Rahimi</b></span>
  <p itemprop="articleBody">The bridge<br>is shut.</p><ul><li>Cars<li>Buses</ul><p itemprop="articleBody">So say drivers.</p>
</div>
<div itemscope itemprop="liveBlogUpdate" itemtype="https://schema.org/BlogPosting">
  <a itemprop="url" href="/live/kabul/2"><span itemprop="headline">Road shut</span></a>
  <meta itemprop="datePublished" content="2021-08-13T09:00:00Z"></div>
</article><p itemprop="headline">No part of it</p></body></html>"""


def test_a_live_blog_in_microdata_gives_its_updates() -> None:
    feed = parse(MICRODATA.encode(), PAGE)
    assert (feed.kind, feed.title, feed.lang, feed.problems) == ("liveblog", "Kabul: the day", "en", ())
    rain, road = feed.entries
    assert (rain.title, rain.text) == ("Rain & wind in Heart", "The bridge\nis shut.\nSo say drivers.")
    assert (rain.published, rain.author) == (at(13, 11, 30), "Mina Rahimi")
    assert rain.media == ("https://hindukush-courier.example/rain.jpg",)
    assert (road.id, road.title, road.published) == ("/live/kabul/2", "Road shut", at(13, 9))
    edited = changes(parse(MICRODATA.replace("Heart", "Herat").encode(), PAGE).entries, marks(MICRODATA.encode()))
    assert [(c.entry.title, c.revision) for c in edited] == [("Rain & wind in Herat", 2)]


def test_a_blank_node_s_label_is_no_identity() -> None:
    def page(label: str) -> bytes:
        blog = {"@type": "LiveBlogPosting", "liveBlogUpdate": {"@id": label}}
        return scripts({"@graph": [blog, {**NAMELESS, "@id": label}]})

    assert marks(page("_:b0")) == marks(page("_:b1"))
    assert len(marks(page("_:b0"))) == 1


@pytest.mark.parametrize("updates", [[{"@id": "#nowhere"}, {"@id": "#2"}], ["#nowhere", 7], [{"headline": ""}, [[]]]])
def test_updates_that_cannot_be_read_are_said(updates: list) -> None:
    feed = parse(live_page(updates), PAGE)
    assert (feed.kind, feed.problems) == ("", ("This page's live blog lists updates (2), and none can be read.",))
    linked = live_page(updates).replace(
        b"<head>", b'<head><link rel="alternate" type="application/rss+xml" href="/rss">'
    )
    assert parse(linked, PAGE).alternate == ("https://hindukush-courier.example/rss",)
    empty = parse(live_page([]), PAGE)  # nothing has happened yet
    assert (empty.kind, empty.entries) == ("liveblog", ())


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc>https://harbour.example/a</loc><lastmod>2021-08-13T12:00:00Z</lastmod>
  <n:news><n:publication><n:name>Harbour Lines</n:name><n:language>en</n:language></n:publication>
   <n:publication_date>2021-08-13T11:00:00Z</n:publication_date><n:title>Lashkar Gah &amp; Kandahar are lost</n:title>
   <n:keywords>Afghanistan, Helmand</n:keywords></n:news>
  <image:image><image:loc>https://harbour.example/a.jpg</image:loc></image:image></url>
 <url><loc>https://harbour.example/about</loc></url>
 <url><loc>ftp://harbour.example/b</loc><n:news><n:title>Unreachable</n:title></n:news></url>
</urlset>"""


def test_a_news_sitemap_is_read() -> None:
    feed = parse(SITEMAP.encode(), "https://harbour.example/news-sitemap.xml")
    assert (feed.kind, feed.title, feed.lang) == ("sitemap", "Harbour Lines", "en")
    [entry] = feed.entries
    assert (entry.id, entry.title) == ("https://harbour.example/a", "Lashkar Gah & Kandahar are lost")
    assert (entry.published, entry.updated) == (at(13, 11), at(13, 12))
    assert (entry.categories, entry.media) == (("Afghanistan", "Helmand"), ("https://harbour.example/a.jpg",))
    assert feed.problems == ("An article without address or title was left out.",)


def test_a_sitemap_s_title_that_is_escaped_twice_is_read() -> None:
    news = "<news:news><news:title>Herat &amp;amp; Kandahar&amp;#39;s fall</news:title></news:news>"
    body = f"<urlset xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>{PAGE}</loc>{news}</url></urlset>"
    assert parse(body.encode(), PAGE).entries[0].title == "Herat & Kandahar's fall"


def test_an_index_of_sitemaps_names_the_one_to_read() -> None:
    body = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://h.example/pages.xml</loc><lastmod>2021-08-14</lastmod></sitemap>
      <sitemap><loc>https://h.example/news-1.xml</loc><lastmod>2021-08-12</lastmod></sitemap>
      <sitemap><loc>/news-2.xml</loc><lastmod>2021-08-13</lastmod></sitemap></sitemapindex>"""
    feed = parse(body, "https://h.example/sitemap.xml")
    assert (feed.kind, feed.index) == ("", True)
    assert feed.problems == ("This is an index of 3 sitemaps; the one to read is https://h.example/news-2.xml",)
    assert feed.alternate == ("https://h.example/news-2.xml", "https://h.example/news-1.xml")


def test_of_an_index_without_news_in_its_addresses_the_two_newest_are_read() -> None:
    days = "".join(
        f"<sitemap><loc>/2021-08-{day}.xml</loc><lastmod>2021-08-{day}</lastmod></sitemap>" for day in (12, 14, 13)
    )
    feed = parse(f"<sitemapindex>{days}</sitemapindex>".encode(), "https://h.example/sitemap.xml")
    assert feed.alternate == ("https://h.example/2021-08-14.xml", "https://h.example/2021-08-13.xml")


CHANNEL = """<!DOCTYPE html><html><head><meta property="og:title" content="Kabul Watch &amp; Co"></head><body>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="kabul_watch/41">
 <a class="tgme_widget_message_reply" href="#"><div class="tgme_widget_message_text js-message_reply_text">An older one</div></a>
 <a class="tgme_widget_message_photo_wrap" href="https://t.me/kabul_watch/41"
   style="width:800px;background-image:url('https://cdn.example/41.jpg')"><div></div></a>
 <div class="tgme_widget_message_text js-message_text" dir="auto">Ghazni: the <b>governor</b> is detained.<br/>
   <div>He had left.</div> &#33;</div>
 <div class="tgme_widget_message_footer"><time class="message_video_duration">0:12</time>
  <a class="tgme_widget_message_date" href="https://t.me/kabul_watch/41"><time datetime="2021-08-12T13:30:05+04:30"></time></a>
 </div></div></div>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="kabul_watch/42">
 <div class="tgme_widget_message_text js-message_text">Second.</div><time datetime="2021-08-12T10:00:00+00:00"></time></div></div>
<div class="tgme_widget_message" data-post="kabul_watch/43"><time datetime="2021-08-12T10:01:00+00:00"></time></div>
</body></html>"""


def test_a_telegram_channel_is_read() -> None:
    feed = parse(CHANNEL.encode(), "https://t.me/s/kabul_watch")
    assert (feed.kind, feed.title, feed.link) == ("telegram", "Kabul Watch & Co", "https://t.me/kabul_watch")
    first, second = feed.entries
    assert first.text == "Ghazni: the governor is detained.\nHe had left.\n!"
    assert (first.id, first.link) == ("https://t.me/kabul_watch/41", "https://t.me/kabul_watch/41")
    assert (first.published, first.media) == (
        datetime(2021, 8, 12, 9, 0, 5, tzinfo=UTC),
        ("https://cdn.example/41.jpg",),
    )
    assert (second.text, second.published) == ("Second.", at(12, 10))


def test_telegram_s_own_words_are_no_message_and_a_forward_names_whose_words_it_is() -> None:
    opening = 'class="tgme_widget_message" data-post="kabul_watch/42">'
    service = CHANNEL.replace(opening, opening.replace('message"', 'message service_message"'))
    assert len(parse(service.encode(), "https://t.me/s/kabul_watch").entries) == 1
    name = '<div>Forwarded from <a class="tgme_widget_message_forwarded_from_name"><span>Herat Radio</span></a></div>'
    first, second = parse(CHANNEL.replace(opening, opening + name).encode(), "https://t.me/s/kabul_watch").entries
    assert (first.author, second.author, second.text) == (None, "Herat Radio", "Second.")


ALERT = """<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>EX-7</identifier><sender>met@meteo.example</sender>
 <sent>2021-08-13T12:00:00+04:30</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
 <info><language>en-GB</language><category>Met</category><event>Flash flood</event><urgency>Immediate</urgency>
  <severity>Minor</severity><certainty>Likely</certainty><headline>Minor floods in Logar</headline>
  <area><areaDesc>Logar</areaDesc></area></info>
 <info><language>en-GB</language><category>Met</category><event>Flash flood</event><urgency>Immediate</urgency>
  <severity>Severe</severity><certainty>Likely</certainty><senderName>Weather Office</senderName>
  <headline>Floods in Parwan</headline><description>Rivers rise fast.</description><instruction>Leave the banks.</instruction>
  <web>https://meteo.example/7</web>
  <area><areaDesc>Parwan</areaDesc><polygon>35,69 35,70 36,70 36,69 35,69</polygon></area></info>
 <info><language>fa</language><event>سیل</event><severity>Severe</severity><headline>سیل در پروان</headline>
  <area><areaDesc>پروان</areaDesc><circle>35.1,69.2 20</circle></area></info></alert>"""


def test_an_alert_is_read_in_each_language() -> None:
    feed = parse(('<?xml version="1.0"?>' + ALERT).encode(), "https://meteo.example/7.cap")
    assert (feed.kind, feed.title) == ("cap", "met@meteo.example")
    english, persian = feed.entries
    assert (english.id, english.title, english.author) == ("EX-7", "Floods in Parwan", "Weather Office")
    assert english.text == "Rivers rise fast.\nLeave the banks.\nArea: Parwan; Logar"
    assert english.categories == ("Flash flood", "Met", "severity:Severe", "urgency:Immediate", "certainty:Likely")
    assert (english.lat, english.lon, english.published) == (35.5, 69.5, at(13, 7, 30))
    assert (persian.id, persian.lang, persian.lat, persian.lon) == ("EX-7#fa", "fa", 35.1, 69.2)


@pytest.mark.parametrize(
    ("status", "kind", "titles"),
    [
        ("Test", "Alert", []),
        ("Actual", "Ack", []),
        ("Actual", "Cancel", ["Cancelled: Floods in Parwan", "Cancelled: سیل در پروان"]),
    ],
)
def test_drills_are_no_news_and_an_end_is_told(status: str, kind: str, titles: list[str]) -> None:
    body = ALERT.replace("Actual", status).replace("<msgType>Alert", f"<msgType>{kind}")
    feed = parse(body.encode(), "https://meteo.example/7.cap")
    assert [entry.title for entry in feed.entries] == titles
    assert bool(feed.problems) == (not titles)


def test_alerts_inside_atom_are_read() -> None:
    body = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:c="urn:oasis:names:tc:emergency:cap:1.2">
      <title>Alerts</title><id>f</id><updated>2021-08-13T08:00:00Z</updated>
      <entry><id>urn:x:e1</id><title>Wrapped</title><updated>2021-08-13T08:00:00Z</updated>
        <content type="text/xml">{ALERT}</content></entry>
      <entry><id>urn:x:e2</id><title>Heat in Helmand</title><updated>2021-08-13T09:00:00Z</updated>
        <summary>Up to 44 degrees.</summary>
        <c:event>Heat</c:event><c:severity>Moderate</c:severity><c:areaDesc>Lashkar Gah</c:areaDesc>
        <c:polygon>31,64 31,65 32,65 32,64 31,64</c:polygon></entry>
      <entry><id>urn:x:e3</id><title>Office hours</title><updated>2021-08-13T09:00:00Z</updated></entry></feed>"""
    feed = parse(body.encode(), "https://meteo.example/all.atom")
    assert (feed.kind, [entry.id for entry in feed.entries]) == (
        "atom",
        ["urn:x:e1", "EX-7#fa", "urn:x:e2", "urn:x:e3"],
    )
    wrapped, _, heat, hours = feed.entries
    assert (wrapped.title, wrapped.link, wrapped.lat) == ("Floods in Parwan", "https://meteo.example/7", 35.5)
    assert heat.text == "Up to 44 degrees.\nArea: Lashkar Gah"
    assert (heat.categories, heat.lat, heat.lon) == (("Heat", "severity:Moderate"), 31.5, 64.5)
    assert (hours.text, hours.lat) == ("", None)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<!DOCTYPE a [<!ENTITY x "y">]>' + ALERT, "declares a document type"),
        (ALERT[:-20], "broken"),
        (ALERT.replace("<scope>Public</scope>", "<s>" * 200 + "</s>" * 200), "deeper than 100"),
    ],
)
def test_xml_that_cannot_be_trusted_is_refused(body: str, problem: str) -> None:
    assert problem in cap.read(body.encode(), PAGE, None).problems[0]
    as_map = body.replace("alert", "urlset")
    assert problem in sitemap.read(as_map.encode(), PAGE, None).problems[0]


@pytest.mark.parametrize("status", ["Test", "Exercise", "Draft"])
def test_a_drill_in_a_list_of_alerts_is_no_news(status: str) -> None:
    entry = """<entry><id>urn:x:{0}</id><title>Flood in Parwan</title><updated>2021-08-13T09:00:00Z</updated>
      <c:event>Flood</c:event><c:status>{0}</c:status><c:{2}>{1}</c:{2}></entry>"""
    parts = (status, "Alert", "msgType"), ("Actual", "Cancel", "msgType"), ("actual", "Cancel", "message_type")
    spaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:c="urn:oasis:names:tc:emergency:cap:1.2"'
    body = f"<feed {spaces}><title>A</title>{{}}</feed>"
    feed = parse(body.format("".join(entry.format(*part) for part in parts)).encode(), PAGE)
    assert [each.title for each in feed.entries] == ["Cancelled: Flood in Parwan"] * 2
    assert status in feed.problems[0]
    features = [
        {"type": "Feature", "properties": {"headline": "Flood in Parwan", "status": part[0], "messageType": part[1]}}
        for part in parts[:2]
    ]
    events = parse(json.dumps({"type": "FeatureCollection", "features": features}).encode(), PAGE)
    assert [each.title for each in events.entries] == ["Cancelled: Flood in Parwan"]


def test_the_area_of_an_item_is_read_where_it_stands_deeper() -> None:
    body = """<rss version="2.0" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><channel><title>W</title>
      <item><title>Flood</title>
      <cap:area><cap:areaDesc>Parwan</cap:areaDesc><cap:circle>35.1,69.2 20</cap:circle></cap:area></item></channel></rss>"""
    (entry,) = parse(body.encode(), PAGE).entries
    assert (entry.text, entry.lat, entry.lon) == ("Area: Parwan", 35.1, 69.2)


def test_an_envelope_of_alerts_is_read() -> None:
    other = ALERT.replace("EX-7", "EX-8").replace("Floods in Parwan", "Floods in Kapisa")
    for name in ("alerts", "EDXLDistribution"):
        feed = parse(f"<{name} xmlns='urn:x:envelope'><part>{ALERT}</part>{other}</{name}>".encode(), PAGE)
        assert feed.kind == "cap"
        assert [entry.id for entry in feed.entries] == ["EX-7", "EX-7#fa", "EX-8", "EX-8#fa"]


EVENTS = {
    "type": "FeatureCollection",
    "metadata": {"title": "Earthquakes, past day"},
    "features": [
        {
            "type": "Feature",
            "id": "ex100",
            "properties": {"mag": 5.2, "title": "M 5.2 - 40 km S of Jurm", "time": 1628841600000, "updated": 1628845200000,
                           "url": "https://quakes.example/ex100", "alert": "green", "type": "earthquake"},
            "geometry": {"type": "Point", "coordinates": [70.8, 36.5, 190.1]},
        },
        {
            "type": "Feature",
            "properties": {"eventtype": "FL", "eventid": 1100, "episodeid": 2, "name": "Flood in Afghanistan",
                           "htmldescription": "Green flood <b>alert</b>", "alertlevel": "Green",
                           "fromdate": "2021-08-12T01:00:00",
                           "datemodified": "2021-08-13T00:00:00", "url": {"report": "https://disasters.example/1100"}},
            "geometry": {"type": "Polygon", "coordinates": [[[60, 30], [62, 30], [62, 32], [60, 32], [60, 30]]]},
        },
        {"type": "Feature", "properties": None, "geometry": None},
    ],
}  # fmt: skip


def test_event_feeds_are_read() -> None:
    feed = parse(json.dumps(EVENTS).encode(), "https://quakes.example/day.geojson")
    assert (feed.kind, feed.title) == ("geojson", "Earthquakes, past day")
    assert feed.problems == ("Feature 3 is no news or has nothing to read and was left out.",)
    quake, flood = feed.entries
    assert (quake.id, quake.title, quake.link) == ("ex100", "M 5.2 - 40 km S of Jurm", "https://quakes.example/ex100")
    assert quake.text == "Magnitude 5.2. Depth 190.1 km. Alert level: green."
    assert (quake.published, quake.updated, quake.lat, quake.lon) == (at(13, 8), at(13, 9), 36.5, 70.8)
    assert (flood.id, flood.title, flood.link) == ("FL1100", "Flood in Afghanistan", "https://disasters.example/1100")
    assert flood.text == "Green flood alert\nAlert level: Green."
    assert (flood.published, flood.lat, flood.lon) == (at(12, 1), 31.0, 61.0)
    assert flood.categories == ("FL", "alert:Green")


@pytest.mark.parametrize(
    ("ring", "centre"),
    [
        ([], None),
        ([(91.0, 0.0)], None),
        ([(float("nan"), 0.0)], None),
        ([(34.5, 69.2)], (34.5, 69.2)),
        ([(0.0, 0.0), (0.0, 4.0)], (0.0, 2.0)),
        ([(0.0, 179.0), (0.0, -179.0), (2.0, -179.0), (2.0, 179.0)], (1.0, -180.0)),
        ([(0.0, 0.0), (0.0, 3.0), (3.0, 0.0)], (1.0, 1.0)),
    ],
)
def test_a_shape_has_one_centre(ring: list, centre: tuple | None) -> None:
    assert centroid(ring) == centre


def test_events_say_what_their_agencies_say_of_them() -> None:
    disaster = {
        "eventtype": "EQ",
        "eventid": 7,
        "name": "Earthquake in Haiti",
        "description": "Earthquake in Haiti",
        "htmldescription": "Red M 7.2 earthquake in Haiti at 12:29",
        "severitydata": {"severitytext": "Magnitude 7.2M"},
    }
    fire = {"title": "Dixie Fire", "categories": [{"id": "wildfires", "title": "Wildfires"}]}
    no_quake = {"title": "M 5.1 - 8 km S of Jurm", "status": "deleted"}
    features = [{"type": "Feature", "properties": about, "geometry": {"type": "Point", "coordinates": [-73.5, 18.4, None]}}
                for about in (disaster, fire, no_quake)]  # fmt: skip
    feed = parse(json.dumps({"type": "FeatureCollection", "features": features}).encode(), PAGE)
    first, second, third = feed.entries
    assert first.text == "Red M 7.2 earthquake in Haiti at 12:29\nMagnitude 7.2M."
    assert (second.categories, second.lat, second.lon) == (("Wildfires",), 18.4, -73.5)
    assert third.title == "Cancelled: M 5.1 - 8 km S of Jurm"


def test_a_page_tells_its_feed() -> None:
    body = b"""<!doctype html><html><head><base href="/en/">
      <!-- <link rel="alternate" type="application/rss+xml" href="/old.xml"> -->
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <LINK REL='alternate' TYPE='application/atom+xml' HREF='news.atom?a=1&amp;b=2'>
      <link rel="alternate" hreflang="fa" href="/fa/"><link rel="alternate" type="application/json" href="/wp-json/x">
      <script>document.write('<link rel="alternate" type="application/rss+xml" href="/s.xml">')</script></head>
      <body><a href="https://courier.example/world/rss">RSS</a><a href="/about">About</a></body></html>"""
    feed = parse(body, "https://courier.example/")
    assert feed.kind == ""
    assert feed.problems == (
        "This is an HTML page, not a feed; its feed is https://courier.example/en/news.atom?a=1&b=2",
    )
    assert feed.alternate[1:] == ("https://courier.example/comments/feed/", "https://courier.example/world/rss")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://t.me/kabul_watch", ("https://t.me/s/kabul_watch",)),
        ("https://t.me/kabul_watch/41", ("https://t.me/s/kabul_watch",)),
        ("https://t.me/s/kabul_watch", ()),
        ("https://www.reddit.com/r/afghanistan/", ("https://www.reddit.com/r/afghanistan/.rss",)),
        ("https://courier.example/", ()),
    ],
)
def test_some_sites_have_their_feed_at_a_known_place(url: str, found: tuple[str, ...]) -> None:
    assert feeds(b"<html><body>Hi</body></html>", url) == found


READERS = {
    liveblog: live_page(UPDATES),
    sitemap: SITEMAP.encode(),
    tgchannel: CHANNEL.encode(),
    cap: ALERT.encode(),
    geojson: json.dumps(EVENTS).encode(),
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__.rpartition(".")[2])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_damage_makes_a_reader_raise(reader, data: st.DataObject) -> None:
    body = READERS[reader]
    start = data.draw(st.integers(0, len(body)))
    length = data.draw(st.integers(0, 200))
    put = data.draw(
        st.binary(max_size=20)
        | st.sampled_from([b"<", b"</div>", b"null", b"[[[[", b"1e999", b"\0", b"-1", b'{"@id": []}'])
    )
    broken = body[:start] + put + body[start + length :]
    assert isinstance(reader.read(broken, PAGE, None), Feed)
    feed = parse(broken, PAGE)
    assert feed.kind or feed.problems
    json.dumps([entry.text for entry in feed.entries]).encode()


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("2021-08-13T10:00:00Z"),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["type", "features", "properties", "geometry", "coordinates", "time", "title", "id", "url", "mag",
                         "@type", "liveBlogUpdate", "headline", "author", "image", "@id", "keywords", "datePublished"]),
        inner, max_size=6),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(JSONS, JSONS)
def test_any_json_is_survived(one: object, two: object) -> None:
    assert parse(
        json.dumps({"type": "FeatureCollection", "features": [one, {"properties": two, "geometry": one}]}).encode(),
        PAGE,
    )
    page = (
        f'<html><script type="application/ld+json">{json.dumps({"liveBlogUpdate": [one, two], "@type": two})}</script>'
    )
    liveblog.read(page.encode(), PAGE, None)
    liveblog.read(
        f'<html><script type="application/ld+json">{json.dumps([{"liveBlogUpdate": one}])}</script>'.encode(),
        PAGE,
        None,
    )


@pytest.mark.parametrize("end", [b"", b">"], ids=["in a tag", "after it"])
@pytest.mark.parametrize("seed", [
    b"<a <a ", b"<div>", b'<div class="', b"<!--", b"<script", b"<script type=ld+json", b'<script type="ld+json">{',
    b"<time datetime=", b'<span class="tgme_widget_message_from_author">',
    b'<div data-post="a/1"><div class="tgme_widget_message_text js-message_text">', b"<link rel=alternate ", b"&amp", b"'\"<x ",
    b"<svg>", b"</", b'<div data-post="a/1">', b"charset=",
    b"<p itemscope itemprop=a>", b"<p itemscope><i itemprop=b>", b"<b itemprop=b></p></b>",
    b"<main itemscope><p itemprop=articleBody>a</p>", b"<main itemscope><b itemprop='b b b b'>b</b>",
])  # fmt: skip
def test_long_nonsense_takes_no_time(seed: bytes, end: bytes) -> None:
    head = b"<!doctype html><html lang= tgme_widget_message data-post liveBlogUpdate " + end
    body = head + seed * (300_000 // len(seed))
    assert cpu(lambda: parse(body, PAGE)) < 3 * harmless()  # which is three times as long


MANY = fields.MAX_ENTRIES + 200
INFO = "<info><language>x-{}</language><event>Flood</event><headline>Flood in Logar</headline></info>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Met</title>{}</feed>'
LISTED = "<url><loc>https://harbour.example/{0}</loc><n:news><n:title>Road {0} is shut</n:title></n:news></url>"
LINE = '<div data-post="kabul_watch/{0}"><div class="tgme_widget_message_text js-message_text">Road {0} is shut.</div></div>'
ROAD = {"type": "Feature", "properties": {"title": "A road is shut"}}


def many(form: str) -> str:
    return "".join(map(form.format, range(MANY)))


ENDLESS: dict[str, str | bytes] = {
    "a live blog": live_page([{"headline": f"Road {n} is shut"} for n in range(MANY)]),
    "live blogs on a page": '<html><script type="application/ld+json">{}</script>'.format(
        json.dumps(
            [{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": f"Road {n} is shut"}]} for n in range(MANY)]
        )
    ),
    "a sitemap": SITEMAP.replace("</urlset>", many(LISTED) + "</urlset>"),
    "a channel": CHANNEL.replace("</body>", many(LINE) + "</body>"),
    "an alert in many languages": ALERT.replace("</alert>", many(INFO) + "</alert>"),
    "such alerts in a feed": ATOM.format(
        "".join(
            f"<entry><id>{n}</id><title>Flood</title><content type='text/xml'>"
            + ALERT.replace("</alert>", many(INFO)[: len(INFO) * 300].rpartition("<info>")[0] + "</alert>")
            + "</content></entry>"
            for n in range(5)
        )
    ),
    "events": json.dumps({**EVENTS, "features": [ROAD] * MANY}),
    "a JSON feed": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"title": "Shut"}] * MANY}),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_source_makes_more_entries_than_are_read(name: str) -> None:
    body = ENDLESS[name]
    feed = parse(body if isinstance(body, bytes) else body.encode(), PAGE)
    assert len(feed.entries) == fields.MAX_ENTRIES
    assert any(f"the first {fields.MAX_ENTRIES:,} were read" in problem for problem in feed.problems)
