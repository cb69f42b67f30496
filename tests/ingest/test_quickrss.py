"""The quick reader gives what feedparser gives, or nothing: compared over written cases, generated feeds and fixtures."""

import tarfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import quickrss, xmlfeed
from bot.model import Feed

URL = "https://hkc.example/world/rss.xml"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "feed_fixtures"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(
    items: str, channel: str = "<title>HKC</title>", start: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> bytes:
    return f'{start}<rss version="2.0" {SPACES}><channel>{channel}{items}</channel></rss>'.encode()


def both(body: bytes, content_type: str | None = None, url: str = URL) -> tuple[Feed, Feed, bool]:
    """The feed read as ever, the feed read by feedparser alone, and whether the quick reader took part."""
    took: list[bool] = []
    quick = quickrss.quick

    def watched(*args: object) -> object:
        result = quick(*args)
        took.append(result is not None)
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quickrss, "quick", watched)
        mine = xmlfeed.read(body, url, content_type)
        patch.setattr(quickrss, "quick", lambda *args: None)
        return mine, xmlfeed.read(body, url, content_type), any(took)


ITEM = "<item><title>Border road closed</title><link>https://hkc.example/1</link></item>"
QUICK = [
    ITEM,
    "",
    "<item/>",
    "<item><title>a &amp; b &lt; c</title></item>",
    "<item><title>&lt;b&gt;Bold&lt;/b&gt; &amp;amp; brash</title></item>",
    "<item><title><![CDATA[Fish & chips; <i>hot</i>]]></title></item>",
    "<item><title> \n spaces \t within\n</title><description>\n one\n\n two \n</description></item>",
    "<item><description>plain words, no markup</description></item>",
    "<item><description>&lt;p&gt;1&lt;script&gt;x()&lt;/script&gt;&lt;a href='/x'&gt;x&lt;/a&gt;</description></item>",
    "<item><description><![CDATA[<img src='a.png' onerror=x> &nbsp; <p>two]]></description></item>",
    "<item><description>short</description><content:encoded><![CDATA[<p>long <b>text</b></p>]]></content:encoded></item>",
    "<item><content:encoded>first</content:encoded><description>and then this</description></item>",
    "<item><link>/relative?a=1&amp;b=2&amp;copy=3</link></item>",
    "<item><link> https://hkc.example/a b </link></item>",
    "<item><link></link><guid>https://hkc.example/g</guid></item>",
    "<item><guid>https://hkc.example/g</guid></item>",
    "<item><guid>relative/g</guid><link>https://hkc.example/l</link></item>",
    "<item><link>https://hkc.example/l</link><guid isPermaLink='true'>other</guid></item>",
    "<item><guid isPermaLink='false'>tag:1</guid><link>/1</link></item>",
    "<item><guid isPermaLink='yes'>tag:1</guid></item>",
    "<item><pubDate>Fri, 13 Aug 2021 10:00:00 GMT</pubDate><title>t</title></item>",
    "<item><pubDate>2021-08-13T10:00:00+04:30</pubDate><title>t</title></item>",
    "<item><pubDate></pubDate><title>t</title></item>",
    "<item><category>World</category><category domain='x'>Asia</category><category/><category>World</category></item>",
    "<item><dc:creator>A. Writer</dc:creator><title>t</title></item>",
    "<item><enclosure url='a.mp3' type='audio/mpeg' length='1'/><enclosure url='https://x.example/b.mp3'/></item>",
    "<item><media:content url='a.jpg' medium='image'/><media:thumbnail url='b.jpg'/><media:content url='c.jpg'/></item>",
    "<item><title>کندهار سقوط کرد</title><description>d\u00e9j\u00e0 \u2018vu\u2019</description></item>",
    "<item><title>&#146;quoted&#148; d\u00c3\u00a9j\u00c3\u00a0</title></item>",
    "<item><title>a<!-- note -->b</title><?pi x?></item>",
    "<item><title>&#8217;&#x41;</title><description>&amp;#8217; &amp;eacute; &amp;bogus;</description></item>",
    "<item><comments>https://hkc.example/c</comments><title>t</title></item>",
]  # fmt: skip
CHANNELS = [
    "<title>HKC &amp; co</title><link>https://hkc.example/</link><description>News</description><language>en-GB</language>",
    "<title/><link/><ttl>30</ttl><generator>g</generator><lastBuildDate>Fri, 13 Aug 2021 10:00:00 GMT</lastBuildDate>",
    "<title>t</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
    "<title>t</title><atom:link href='https://hkc.example/rss' rel='self' type='application/rss+xml'/><link>/</link>",
    "<image><url>a.png</url><title>logo</title><link>https://logo.example/</link></image><title>t</title><link>/x</link>",
    "<title>t</title><link>/x</link><image><url>a.png</url><title>logo</title><link>https://logo.example/</link></image>",
]  # fmt: skip


@pytest.mark.parametrize("items", QUICK)
def test_items_are_the_same(items: str) -> None:
    mine, theirs, took = both(rss(items))
    assert mine == theirs
    assert took


@pytest.mark.parametrize("channel", CHANNELS)
def test_channels_are_the_same(channel: str) -> None:
    mine, theirs, took = both(rss(ITEM, channel))
    assert mine == theirs
    assert took


OTHERS = [
    rss("<item><title>a</title><title>b</title></item>"),
    rss("<item><description>a</description><description>b</description></item>"),
    rss("<item><title>a <b>bold</b> word</title></item>"),
    rss("<item xml:lang='fa'><title>a</title></item>"),
    rss("<item><title xml:base='https://x.example/'>a</title></item>"),
    rss("<item><author>a@b.example (A)</author></item>"),
    rss("<item><dc:creator>a@b.example (A)</dc:creator></item>"),
    rss("<item><link href='https://x.example/'/></item>"),
    rss("<item><pubDate>the day before</pubDate></item>"),
    rss("<item><source url='https://x.example/'>X</source></item>"),
    rss("<item><media:content url='a.jpg'><media:title>x</media:title></media:content></item>"),
    rss(ITEM, start='<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e "x">]>'),
    rss(ITEM, start='<?xml version="1.0" encoding="iso-8859-1"?>'),
    rss(ITEM) + b"<more/>",
    rss(ITEM)[:-20],
    rss(ITEM, "<title>a</title><title>b</title>"),
    rss(ITEM + "<title>late</title>", ""),
    rss(ITEM).replace(b'<rss version="2.0"', b'<rss version="2.0" xmlns="http://backend.userland.com/rss2"'),
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><title>e</title></entry></feed>',
    b"<html><body>no</body></html>",
    b"not XML",
]


@pytest.mark.parametrize("body", OTHERS)
def test_anything_else_is_feedparser_s(body: bytes) -> None:
    mine, theirs, took = both(body)
    assert mine == theirs
    assert not took


@pytest.mark.parametrize(
    "content_type", ["text/xml", "text/xml; charset=utf-8", "text/xml; charset=iso-8859-1", "text/html"]
)
def test_headers_change_nothing(content_type: str) -> None:
    mine, theirs, _ = both(rss(QUICK[-5]), content_type)
    assert mine == theirs


PARTS = [
    *["word", "<b>", "</b>", "<p>", "</p>", "<br/>", "<script>", "</script>", "&amp;", "&lt;", "&eacute;"],
    *["&#233;", "&#", "&x;", "&", "<", ">", '"', "'", "</a>", "<!--", "-->", "]]"],
    *["é", "’", "کابل", "\x85", "\x92", "Ã©", "<svg>", "</svg>", "</div>", "http://", "."],
    "\n",
    "\r",
    "<a href='/x?a=1&b=2'>",
    "<img src=x onerror=y>",
    "<div style='a:b'>",
]
PIECES = st.lists(
    st.one_of(st.sampled_from(PARTS), st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=5)), max_size=8
).map(" ".join)
TEXT = st.tuples(PIECES, st.booleans()).map(
    lambda made: f"<![CDATA[{made[0].replace(']]', '')}]]>" if made[1] else escape(made[0], {"\r": "&#13;"})
)
LINK = st.one_of(
    st.sampled_from(["/a", "https://x.example/?a=1&b=2", "http://[", "javascript:x", "//h/x", "a b", "?q&amp;x;"]),
    PIECES,
)
FIELDS = {
    "title": TEXT,
    "description": TEXT,
    "content:encoded": TEXT,
    "link": LINK.map(escape),
    "guid": LINK.map(escape),
    "guid isPermaLink='false'": LINK.map(escape),
    "category": TEXT,
    "dc:creator": TEXT,
    "pubDate": st.sampled_from(["Fri, 13 Aug 2021 10:00:00 GMT", "13/08/2021", "soon", "", "2021-08-13"]),
    "comments": TEXT,
}
ITEMS = st.lists(
    st.lists(st.sampled_from(sorted(FIELDS)), max_size=6, unique_by=lambda name: name.split()[0]).flatmap(
        lambda names: st.tuples(*[st.tuples(st.just(name), FIELDS[name]) for name in names])
    ),
    max_size=3,
)


@settings(max_examples=200, deadline=None)
@given(ITEMS, TEXT, LINK.map(escape))
def test_generated_feeds_are_the_same(items: list, title: str, link: str) -> None:
    inside = "".join(
        "<item>" + "".join(f"<{name}>{value}</{name.split()[0]}>" for name, value in fields) + "</item>"
        for fields in items
    )
    mine, theirs, _ = both(rss(inside, f"<title>{title}</title><link>{link}</link>"))
    assert mine == theirs


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the feed fixtures are not beside the checkout")
@pytest.mark.parametrize("archive", ["feedparser_tests.tar.gz", "gofeed_testdata.tar.gz"])
def test_fixtures_are_the_same(archive: str) -> None:
    quickly = 0
    with tarfile.open(SHARED / archive) as files:
        bodies = {member.name: files.extractfile(member).read() for member in files if member.isfile()}
    for name, body in bodies.items():
        if quickrss.quick(body, URL, None):  # only these can differ
            mine, theirs, took = both(body)
            assert mine == theirs, name
            quickly += took
    assert len(bodies) > 1_000
    assert quickly > 50
