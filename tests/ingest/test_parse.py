"""Feeds in our own words, whole and broken."""

import gzip
import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import severity
from bot.ingest import fields, xmlfeed
from bot.ingest.parse import MAX_PROBLEMS, parse
from bot.model import Feed
from tests.timing import cpu, harmless

URL = "https://hindukush-courier.example/feeds/news.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:georss="http://www.georss.org/georss">
<channel>
  <title>Hindukush Courier</title><link>https://hindukush-courier.example/</link><language>en-GB</language><ttl>30</ttl>
  <item>
    <title>Kandahar has fallen, a Taliban spokesman says</title>
    <link>/2021/08/kandahar?a=1&amp;b=2</link>
    <guid isPermaLink="false">hkc-1001</guid>
    <pubDate>Fri, 13 Aug 2021 06:50:00 +0430</pubDate>
    <dc:creator>Mina Rahimi</dc:creator>
    <category>Afghanistan</category><category>War</category><category>Afghanistan</category>
    <description>Short lead.</description>
    <content:encoded><![CDATA[<p>The city&rsquo;s governor has left.<br>A <b>resi</b>dent said troops went to a base.</p>
      <script>alert("x < y")</script><svg><title>Logo</title></svg><ul><li>One</li><li>Two</li></ul>]]></content:encoded>
    <enclosure url="https://cdn.example/kandahar.mp3" length="1" type="audio/mpeg"/>
    <media:thumbnail url="//cdn.example/kandahar.jpg"/>
    <media:content url="javascript:alert(1)"/>
    <georss:point>31.61 65.71</georss:point>
  </item>
  <item>
    <title>3,000 US troops to fly embassy staff out</title>
    <link>https://hindukush-courier.example/troops</link>
    <pubDate>Thu, 12 Aug 2021 20:00:00 AEDT</pubDate>
    <description>Within 24 to 48 hours, says the Pentagon.</description>
  </item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa" xml:base="https://payam.example/fa/">
  <title>پیام هندوکش</title><link href="https://payam.example/fa/"/><updated>2021-08-13T10:00:00Z</updated>
  <entry><id>tag:payam.example,2021:7</id><title type="html">سقوط شهر &lt;b&gt;قندهار&lt;/b&gt;</title>
    <link href="qandahar.html"/><updated>2021-08-13T12:30:00+04:30</updated><published>2021-08-13T11:00:00+04:30</published>
    <author><name>مینا رحیمی</name></author><author><name>Jonas Weber</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>طالبان می‌گوید شهر را گرفته است.</p>
      <p>خط دوم</p></div></content>
  </entry>
  <entry xml:lang="de"><title>Großbritannien schickt 600 Soldaten</title><id>tag:payam.example,2021:8</id>
    <updated>2021-08-13T09:00:00Z</updated>
    <summary>Sie sollen Staatsbürgern bei der Ausreise helfen &amp; schützen.</summary></entry>
</feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
  xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">
  <channel rdf:about="https://depesche.example/"><title>Depesche am Abend</title><link>https://depesche.example/</link>
    <dc:language>de</dc:language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
  <item rdf:about="https://depesche.example/1"><title>Herat: Ismail Khan gefangen</title><link>https://depesche.example/1</link>
    <dc:date>2021-08-13T08:15:00+02:00</dc:date><description>Die Stadt ist verloren.</description>
    <geo:lat>34.34</geo:lat><geo:long>62.2</geo:long></item>
</rdf:RDF>"""

RSS090 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
  <channel><title>Old Wire</title><link>http://old.example/</link></channel>
  <item><title>Ghazni falls</title><link>http://old.example/ghazni</link></item></rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour Lines",
    "home_page_url": "https://harbour.example/",
    "language": "en",
    "items": [
        {
            "id": 42,
            "url": "/a",
            "title": "Embassy stays open",
            "content_html": "<p>“This is not an evacuation,” a spokesman said.</p><script>x()</script>",
            "date_published": "2021-08-12T20:30:00-04:00",
            "authors": [{"name": "Ada Brook"}, {"name": "Li Wen"}],
            "tags": ["kabul", "kabul", 7],
            "image": "https://cdn.example/e.png",
            "attachments": [{"url": "https://cdn.example/e.mp3", "mime_type": "audio/mpeg"}, "junk"],
        },
        "not an object",
        {"id": "empty"},
        {"id": "b", "content_text": "First paragraph\ngoes on.\n\nSecond \ud800 one.", "date_published": "yesterday"},
    ],
}


def entry(feed: Feed, number: int = 0):
    return feed.entries[number]


def test_rss_in_full() -> None:
    feed = parse(RSS.encode(), URL, "application/rss+xml")
    assert (feed.kind, feed.title, feed.link, feed.lang, feed.ttl, feed.problems) == (
        "rss", "Hindukush Courier", "https://hindukush-courier.example/", "en-GB", 1_800, (),
    )  # fmt: skip
    first = entry(feed)
    assert first.id == "hkc-1001"
    assert first.link == "https://hindukush-courier.example/2021/08/kandahar?a=1&b=2"
    assert first.text == "The city’s governor has left.\nA resident said troops went to a base.\nOne\nTwo"
    assert "<script" not in first.html
    assert "<b>resi</b>dent" in first.html
    assert first.published == datetime(2021, 8, 13, 2, 20, tzinfo=UTC)
    assert first.updated is None
    assert first.author == "Mina Rahimi"
    assert first.categories == ("Afghanistan", "War")
    assert first.media == ("https://cdn.example/kandahar.mp3", "https://cdn.example/kandahar.jpg")
    assert (first.lat, first.lon, first.lang) == (31.61, 65.71, "en-GB")
    second = entry(feed, 1)
    assert second.id == second.link  # no guid
    assert second.published == datetime(2021, 8, 12, 9, tzinfo=UTC)  # AEDT is UTC+11


def test_atom_in_full() -> None:
    feed = parse(ATOM.encode(), "https://payam.example/atom", None)
    assert (feed.kind, feed.title, feed.problems) == ("atom", "پیام هندوکش", ())
    first, second = feed.entries
    assert first.title == "سقوط شهر قندهار"
    assert first.text == "طالبان می‌گوید شهر را گرفته است.\nخط دوم"  # its zero-width non-joiner kept
    assert first.link == "https://payam.example/fa/qandahar.html"
    assert first.author == "مینا رحیمی, Jonas Weber"
    assert first.published == datetime(2021, 8, 13, 6, 30, tzinfo=UTC)
    assert first.updated == datetime(2021, 8, 13, 8, tzinfo=UTC)
    assert (first.lang, second.lang) == ("fa", "de")
    assert second.text == "Sie sollen Staatsbürgern bei der Ausreise helfen & schützen."
    assert second.published == second.updated == datetime(2021, 8, 13, 9, tzinfo=UTC)


def test_rdf_in_full() -> None:
    feed = parse(RDF.encode(), "https://depesche.example/rdf", None)
    assert (feed.kind, feed.title, feed.lang, feed.ttl) == ("rdf", "Depesche am Abend", "de", 1_800)
    assert entry(feed).published == datetime(2021, 8, 13, 6, 15, tzinfo=UTC)
    assert (entry(feed).lat, entry(feed).lon) == (34.34, 62.2)


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [
        (RSS090, "rdf", "Ghazni falls"),
        (RSS.replace('version="2.0"', 'version="0.91"'), "rss", "Kandahar has fallen, a Taliban spokesman says"),
        (RSS.replace('version="2.0"', ""), "rss", "Kandahar has fallen, a Taliban spokesman says"),
        ("\n\n  " + RSS, "rss", "Kandahar has fallen, a Taliban spokesman says"),
        ("<!-- made by hand -->" + RSS090.split("?>")[1], "rdf", "Ghazni falls"),
    ],
)
def test_other_versions_are_told_by_content(body: str, kind: str, title: str) -> None:
    feed = parse(body.encode(), URL, "text/html")
    assert (feed.kind, entry(feed).title) == (kind, title)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_json_feed(encoding: str) -> None:
    body = json.dumps(JSON, ensure_ascii=encoding == "utf-8").encode(encoding, "surrogatepass")
    feed = parse(body, "https://harbour.example/feed.json", None)
    assert (feed.kind, feed.title, feed.lang, len(feed.entries)) == ("json", "Harbour Lines", "en", 2)
    first, second = feed.entries
    assert (first.id, first.link) == ("42", "https://harbour.example/a")
    assert first.text == "“This is not an evacuation,” a spokesman said."
    assert first.html == "<p>“This is not an evacuation,” a spokesman said.</p>"
    assert first.published == datetime(2021, 8, 13, 0, 30, tzinfo=UTC)
    assert first.author == "Ada Brook, Li Wen"
    assert first.categories == ("kabul", "7")
    assert first.media == ("https://cdn.example/e.png", "https://cdn.example/e.mp3")
    assert second.text.split("\n")[0] == "First paragraph goes on."
    second.text.encode()  # no lone surrogate is left
    assert second.published is None
    assert len([problem for problem in feed.problems if "left out" in problem]) == 2
    assert any("yesterday" in problem for problem in feed.problems)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "This is empty."),
        (b" \n\t", "This is empty."),
        (b"<!DOCTYPE html><html><head><title>News</title></head><body><p>Hi</p></body></html>", "HTML page"),
        (b"<html><body><item>x</item></body>", "HTML page"),
        (gzip.compress(RSS.encode()), "compressed data"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"Service unavailable, please come back later", "text, not a feed"),
        (bytes(range(1, 32)) * 20, "binary data"),
        (b"<urlset><url><loc>x</loc></url></urlset>", "a sitemap without news"),
        (b'{"version": 1}', "not a JSON Feed"),
        (b"[1, 2]", "not a JSON Feed"),
        (b'{"items": [', "broken JSON (line 1"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "far too long"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, problem: str) -> None:
    feed = parse(body, URL)
    assert feed.kind == ""
    assert len(feed.problems) == 1
    assert problem in feed.problems[0]


@pytest.mark.parametrize(
    ("old", "new", "titles"),
    [
        ("a Taliban spokesman", "AT&T & a spokesman", ["Kandahar has fallen, AT&T & a spokesman says", "3,000 US"]),
        ("a Taliban spokesman", "a&nbsp;caf&eacute;&bogus; man", ["Kandahar has fallen, a café", "3,000 US"]),
        ("</channel></rss>", "", ["Kandahar has fallen", "3,000 US"]),
        ("<description>Within 24 to 48", "<description>Within <b>24 to 48", ["Kandahar has fallen", "3,000 US"]),
        ("a Taliban spokesman", "a \x0b spokesman", ["Kandahar has fallen", "3,000 US"]),
    ],
)
def test_broken_xml_is_read_and_named(old: str, new: str, titles: list[str]) -> None:
    feed = parse(RSS.replace(old, new).encode(), URL)
    assert feed.kind == "rss"
    assert [found.title.startswith(title) for found, title in zip(feed.entries, titles, strict=True)] == [True, True]
    assert "The XML is broken" in feed.problems[0]


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "iso-8859-1", "text/xml"),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("utf-8", "windows-1256", "application/xml; charset=windows-1256"),
        ("windows-1256", "windows-1256", "text/xml; charset=utf-8"),
        ("windows-1256", "utf-8", "text/xml; charset=windows-1256"),
        ("utf-16", "utf-16", "application/rss+xml"),
        ("utf-8-sig", "utf-8", None),
    ],
)
def test_charsets_whatever_headers_say(encoding: str, declared: str, content_type: str | None) -> None:
    item = "<item><title>قتال في كابل</title></item>"
    body = f"<?xml version='1.0' encoding='{declared}'?><rss version='2.0'><channel>{item}</channel></rss>"
    feed = parse(body.encode(encoding), URL, content_type)
    assert entry(feed).title == "قتال في كابل"


@pytest.mark.parametrize(
    ("encoding", "declared", "title"),
    [
        ("cp932", "Shift_JIS", "カブール①"),
        ("cp949", "euc-kr", "카불 똠방각하"),
        ("gb18030", "gb2312", "喀布尔 镕"),
        ("big5hkscs", "Big5", "喀布爾 嘅"),
        ("cp874", "tis-620", "คาบูล …"),
    ],
)
def test_charsets_are_as_wide_as_browsers_have_them(encoding: str, declared: str, title: str) -> None:
    item = f"<item><title>{title}</title></item>"
    body = f"<?xml version='1.0' encoding='{declared}'?><rss version='2.0'><channel>{item}</channel></rss>"
    feed = parse(body.encode(encoding), URL)
    assert (entry(feed).title, feed.problems) == (title, ())


@pytest.mark.parametrize(
    "before",
    [
        "\n",
        "  \r\n\t",
        "\ufeff\ufeff",
        "Notice: undefined index ",
        "<br />\n<b>Warning</b>: x in <b>/a.php</b><br />\n",
    ],
)
@pytest.mark.parametrize("declaration", ["<?xml version='1.0' encoding='utf-8'?>", ""])
def test_what_stands_before_the_document_is_passed_over(before: str, declaration: str) -> None:
    body = f"{before}{declaration}<rss version='2.0'><channel><item><title>قندهار</title></item></channel></rss>"
    feed = parse(body.encode(), URL)
    assert (feed.kind, entry(feed).title, feed.problems) == ("rss", "قندهار", ())


def test_the_usual_prefixes_need_no_declaration() -> None:
    inside = (
        "<atom:link href='https://hkc.example/' rel='alternate'/><item><title>a</title><dc:creator>A. Writer</dc:creator>"
        "<content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded><media:content url='https://hkc.example/a.jpg'/></item>"
    )
    feed = parse(f"<rss version='2.0'><channel>{inside}</channel></rss>".encode(), URL)
    assert feed.problems == ()
    assert feed.link == "https://hkc.example/"
    made = entry(feed)
    assert (made.author, made.html, made.media) == ("A. Writer", "<p>long</p>", ("https://hkc.example/a.jpg",))
    odd = parse(
        b"<rss version='2.0'><channel><item><own:thing>x</own:thing><title>a</title></item></channel></rss>", URL
    )
    assert "broken" in odd.problems[0]


def test_a_language_can_be_taken_back() -> None:
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fa'><entry><title>a</title></entry>"
        "<entry xml:lang=''><title>b</title></entry><entry><title xml:lang='en'>c</title></entry></feed>"
    )
    assert [made.lang for made in parse(body.encode(), URL).entries] == ["fa", None, "en"]


def test_damaged_utf8_is_repaired_not_misread() -> None:
    feed = parse(ATOM.encode().replace("خط دوم".encode(), "خط".encode() + b"\xd8\xff"), URL)
    assert entry(feed).title == "سقوط شهر قندهار"
    assert "no characters of the charset" in feed.problems[0]


def test_limits_are_kept_and_said() -> None:
    items = "".join(f"<item><guid>{n}</guid><title>t{n}</title></item>" for n in range(fields.MAX_ENTRIES + 5))
    feed = parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert len(feed.entries) == fields.MAX_ENTRIES
    assert f"{fields.MAX_ENTRIES:,} were read" in feed.problems[0]
    long = parse(
        f"<rss version='2.0'><channel><item><title>{'word ' * 5_000}</title><description>{'word ' * 50_000}"
        f"</description><guid>{'g' * 5_000}</guid></item></channel></rss>".encode(),
        URL,
    )
    assert len(entry(long).text) <= fields.MAX_TEXT + 2
    assert len(entry(long).title) <= fields.MAX_TITLE + 2
    assert entry(long).id.startswith("hash:")
    assert any("was cut" in problem for problem in long.problems)


def test_items_beyond_the_limit_cost_nothing_and_what_follows_them_is_kept() -> None:
    items = "<item><title>t</title></item>" * (xmlfeed.MAX_MARKUP // 2)  # far more tags than are read
    feed = parse(f"<rss version='2.0'><channel>{items}<title>Late</title></channel></rss>".encode(), URL)
    assert (feed.kind, feed.title, len(feed.entries)) == ("rss", "Late", fields.MAX_ENTRIES)
    assert feed.problems == ("The feed has 125,000 items; the first 1,000 were read.",)
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'>" + "<entry><title>t</title></entry>" * 1_005 + "</feed>"
    assert parse(atom.encode(), URL).problems == ("The feed has 1,005 items; the first 1,000 were read.",)


IN_ITEM = b"<rss version='2.0'><channel><item><description>"


@pytest.mark.parametrize(
    "body",
    [
        IN_ITEM + b"<a " * 300_000,
        IN_ITEM + b"<a>" * 300_000,
        IN_ITEM + b"&lt;a " * 300_000 + b"</description></item></channel></rss>",
        IN_ITEM + b"&#60;a " * 300_000 + b"</description></item></channel></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry/>" * 300_000 + b"</feed>",
    ],
    ids=["tags without end", "nested links", "escaped tags", "numbered tags", "empty entries"],
)
def test_more_markup_than_any_feed_has_is_not_read(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlfeed, "_charset", None)  # what comes after the count would fail
    feed = parse(body, URL)
    assert feed.kind == ""
    assert re.fullmatch(r"It has 300,00\d tags; more than 250,000 are not read\.", feed.problems[0])


@pytest.mark.parametrize("key", ["items", "features"])
def test_more_objects_than_any_feed_has_are_not_read(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "loads", None)
    feed = parse(
        b'{"version": "https://jsonfeed.org/version/1", "%s": [' % key.encode() + b"{}," * 300_000 + b"{}]}", URL
    )
    assert feed == Feed(kind="", problems=("It has 300,002 objects; more than 250,000 are not read.",))


def test_a_thousand_articles_in_full_length_are_read() -> None:
    article = "&lt;p&gt;Rain fell on &lt;b&gt;the lake&lt;/b&gt; again.&lt;/p&gt;" * 12
    items = "".join(
        f"<item><guid>{n}</guid><title>t{n}</title><description>{article}</description></item>" for n in range(1_000)
    )
    feed = parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert (len(feed.entries), feed.problems) == (1_000, ())


def test_problems_are_few() -> None:
    items = "".join(f"<item><title>t</title><pubDate>bad {n}</pubDate></item>" for n in range(200))
    feed = parse(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert len(feed.problems) == MAX_PROBLEMS + 1
    assert feed.problems[-1] == f"And {200 - MAX_PROBLEMS} more problems."


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><item>" + b"<div>" * 200_000,
        b"<rss><channel><item><description><![CDATA[" + b"<b>" * 300_000,
        b"<feed xmlns='http://www.w3.org/2005/Atom'>" + b"<entry>" * 100_000,
        b"[" * 1_000_000,
        b"<" * 1_000_000,
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 20) for n in range(1, 20))
        + b"]><rss><channel><item><title>&a19;</title></item></channel></rss>",
        b"<?xml version='1.0' "
        + b'encoding="' * 4_000
        + b"<rss><channel><item><title>t</title></item></channel></rss>",
    ],
    ids=["nested tags", "nested html", "nested entries", "nested json", "angles", "entity bomb", "charsets"],
)
def test_hostile_nesting_ends(body: bytes) -> None:
    feeds: list[Feed] = []
    took = cpu(lambda: feeds.append(parse(body, URL)))
    assert feeds[0].kind in ("", "rss", "atom")
    assert took < 15 * harmless()  # as long as it is; a stall would be minutes


SEEDS = [RSS.encode(), ATOM.encode(), RDF.encode(), json.dumps(JSON).encode()]


def check(body: bytes, content_type: str | None = None) -> None:
    feed = parse(body, URL, content_type)
    assert feed.kind in ("", "rss", "atom", "rdf", "json")
    assert feed.kind or len(feed.problems) == 1
    for found in feed.entries:
        assert found.id
        (found.id + found.title + found.text + (found.link or "")).encode()
        assert found.published is None or found.published.utcoffset() is not None


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=2_000), st.sampled_from([b"", b"<rss>", b"{", b"<feed>", b"\xff\xfe<\0"]), st.text(max_size=30)
)
def test_never_raises_on_any_bytes(body: bytes, prefix: bytes, content_type: str) -> None:
    check(prefix + body, content_type)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_never_raises_on_mutated_feeds(seed: bytes, data: st.DataObject) -> None:
    body = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(body)))
        end = start + data.draw(st.integers(0, 40))
        body[start:end] = data.draw(
            st.binary(max_size=12) | st.sampled_from([b"<", b"&", b"]]>", b"\0", b'"', b"<!--"])
        )
    check(bytes(body))


@pytest.mark.parametrize(
    "reference", ["&#x110000;", "&amp;#1114112;", "&#xD800;", "&amp;#99999999999999999999;", "&amp;#xdfff"]
)
def test_a_reference_to_no_character_costs_nothing_else(reference: str) -> None:
    feed = parse(
        RSS.replace("Short lead.", f"Short {reference} lead.").replace("Mina", f"Mina {reference}").encode(), URL
    )
    assert [entry.title for entry in feed.entries] == [
        "Kandahar has fallen, a Taliban spokesman says",
        "3,000 US troops to fly embassy staff out",
    ]


def test_a_namespace_with_a_space_costs_nothing() -> None:
    feed = parse(RSS.replace("http://www.georss.org/georss", "http://www.geo rss.org/a b").encode(), URL)
    assert [entry.id for entry in feed.entries] == ["hkc-1001", "https://hindukush-courier.example/troops"]
    assert feed.problems


@pytest.mark.parametrize(
    ("shape", "where"),
    [
        ("<georss:line>34 69 36 69</georss:line>", (35.0, 69.0)),
        ("<georss:box>34 68 36 70</georss:box>", (35.0, 69.0)),
        ("<georss:polygon>34 68 34 70 36 70 36 68 34 68</georss:polygon>", (35.0, 69.0)),
        ("<georss:circle>34.5 69.2 500</georss:circle>", (34.5, 69.2)),
        ('<lat_long xmlns="http://www.w3.org/2003/01/geo/wgs84_pos#">34.5,69.2</lat_long>', (34.5, 69.2)),
        (
            '<georss:where><e:Envelope xmlns:e="http://www.opengis.net/gml"><e:lowerCorner>34 68</e:lowerCorner>'
            "<e:upperCorner>36 70</e:upperCorner></e:Envelope></georss:where>",
            (35.0, 69.0),
        ),
        ("<georss:circle>nowhere</georss:circle>", (None, None)),
        ("<georss:polygon>34 68</georss:polygon>", (None, None)),
        ("<georss:polygon>nowhere</georss:polygon>", (None, None)),
        ("<georss:polygon>934 68 934 70 936 70</georss:polygon>", (None, None)),
    ],
)
def test_a_shape_stands_at_its_centre(shape: str, where: tuple) -> None:
    (first, _) = parse(RSS.replace("<georss:point>31.61 65.71</georss:point>", shape).encode(), URL).entries
    assert (first.lat, first.lon) == where


def test_an_undeclared_prefix_that_begins_a_declared_one() -> None:
    point = "<geo:lat>34.34</geo:lat><geo:long>62.2</geo:long>"  # "xmlns:geo" begins "xmlns:georss"
    feed = parse(RSS.replace("<georss:point>31.61 65.71</georss:point>", point).encode(), URL)
    assert (feed.entries[0].lat, feed.entries[0].lon) == (34.34, 62.2)
    assert not any("XML is broken" in problem for problem in feed.problems)


@pytest.mark.parametrize("declared", [' xmlns:podcast="https://podcastindex.org/namespace/1.0"', ""])
def test_a_podcast_is_read_without_its_transcripts(declared: str) -> None:
    episode = (
        '<podcast:transcript url="https://cdn.example/7.vtt" type="text/vtt" rel="captions"/>'
        '<podcast:chapters url="https://cdn.example/7.json" type="application/json+chapters"/>'
        "<podcast:person>Mina</podcast:person>"
    )
    body = RSS.replace('<rss version="2.0"', f'<rss version="2.0"{declared}').replace(
        "<georss:point>", episode + "<georss:point>"
    )
    assert parse(body.encode(), URL) == parse(RSS.encode(), URL)


def test_a_disaster_alerts_level_is_kept() -> None:
    body = RSS.replace("<rss ", '<rss xmlns:gdacs="http://www.gdacs.org" ').replace(
        "<category>War</category>", "<gdacs:alertlevel>Orange</gdacs:alertlevel>"
    )
    first = parse(body.encode(), URL).entries[0]
    assert first.categories == ("alert:Orange", "Afghanistan")
    assert severity.of_alert(first.categories) == "high"


@pytest.mark.parametrize("more", ["", "<source url='https://wire.example/feed'>Wire</source>"])  # quick and not
@pytest.mark.parametrize("guid", ["<guid>1001</guid>", "<guid>/item/1001</guid>"])
def test_an_id_is_the_same_wherever_the_feed_was_fetched_from(guid: str, more: str) -> None:
    body = f"<rss version='2.0'><channel><item><title>Herat</title><link>/h</link>{guid}{more}</item></channel></rss>"
    ids = {parse(body.encode(), f"https://cdn-{n}.example/signed/feed?n={n}").entries[0].id for n in range(3)}
    assert len(ids) == 1


@pytest.mark.parametrize("more", ["", "<source url='https://wire.example/feed'>Wire</source>"])
def test_a_permanent_link_serves_where_the_link_is_empty(more: str) -> None:
    body = f"<rss><channel><item><title>Herat</title><link/><guid>{URL}?1</guid>{more}</item></channel></rss>"
    assert parse(body.encode(), URL).entries[0].link == f"{URL}?1"
    named = body.replace("<guid>", "<guid isPermaLink='false'>")
    assert parse(named.encode(), URL).entries[0].link is None


def test_a_picture_s_caption_is_no_text_where_the_item_has_one() -> None:
    told = "<media:description>Men wait by a road, seen on a hot day.</media:description>"
    caption = f"<media:content url='https://p.example/1.jpg'>{told}</media:content>"
    head = "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item><title>Herat</title>"
    text = "<description>It fell.</description>"
    for inner in (caption + text, text + caption):
        (entry,) = parse(f"{head}{inner}</item></channel></rss>".encode(), URL).entries
        assert (entry.title, entry.text, entry.media) == ("Herat", "It fell.", ("https://p.example/1.jpg",))
    (entry,) = parse(f"{head}{caption}</item></channel></rss>".encode(), URL).entries
    assert entry.text == "Men wait by a road, seen on a hot day."


def test_named_characters_are_read_beside_a_document_type() -> None:
    kind = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://netscape.example/rss-0.91.dtd">'
    item = "<title>Le chef a cit&eacute; H&eacute;rat &amp; Kaboul</title><description><![CDATA[<p>&eacute;</p>]]></description>"
    body = f"<?xml version='1.0'?>{kind}<rss version='0.91'><channel><item>{item}</item></channel></rss>"
    (entry,) = parse(body.encode(), URL).entries
    assert (entry.title, entry.text) == ("Le chef a cité Hérat & Kaboul", "é")


def test_the_feed_s_authors_are_those_of_items_that_name_none() -> None:
    items = [{"id": 1, "title": "a", "author": {"name": "Mina Rahimi"}}, {"id": 2, "title": "b"}]
    body = {"version": "https://jsonfeed.org/version/1.1", "authors": [{"name": "Herat Radio"}], "items": items}
    assert [entry.author for entry in parse(json.dumps(body).encode(), URL).entries] == ["Mina Rahimi", "Herat Radio"]


def test_an_item_of_a_json_feed_has_no_more_categories_than_one_of_any_other() -> None:
    item = {"id": 1, "title": "a", "tags": [f"tag {n}" for n in range(10_000)]}
    body = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    (entry,) = parse(json.dumps(body).encode(), URL).entries
    assert entry.categories == tuple(f"tag {n}" for n in range(50))
