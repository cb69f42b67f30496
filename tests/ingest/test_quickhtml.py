"""Quickly cleaned HTML is what feedparser's two steps make of it, or None: written cases and generated markup."""

import tarfile
import time
from pathlib import Path

import pytest
from feedparser.sanitizer import _HTMLSanitizer, _sanitize_html
from feedparser.urls import _urljoin, make_safe_absolute_uri, resolve_relative_uris
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest import quickhtml
from bot.ingest.quickhtml import cleaned, is_plain, simple

BASE = "https://hkc.example/world/rss.xml"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "feed_fixtures"


def by_feedparser(html: str, base: str = BASE) -> str:
    return _sanitize_html(resolve_relative_uris(html, base, "utf-8", "text/html"), "utf-8", "text/html")


QUICK = [
    "",
    "words",
    " words > more \n",
    "<p>The road is closed.</p><p><a href='/12'>Read on</a></p>",
    "one<br>two<br/>three<br />four<hr/>",
    "</p> unbalanced <b>",
    "a &amp; b &lt;i&gt; &nbsp;&eacute; &#8217; &#39;q&#39; &apos;",
    '<img src="a.jpg" alt="The mayor\'s car" width="10" height=\'20\'/>',
    '<img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x" onerror="steal()">',
    '<a href="x?a=1&b=2&amp;c=3&copy=4" rel="NoFollow" title=" spaces ">x</a>',
    '<a href="">here</a><a href=" /x ">there</a><a href="mailto:desk@hkc.example">desk</a>',
    '<a href="https://x.example/1?q=a;b#part">x</a>',
    "<td colspan='2' align='left'>کابل</td>",
    "<a\nhref='/x'>x</a>",
    '<p id="one" id="two" class="">x</p>',
]
OTHERS = [
    "<P>upper</P>",
    "<script>x()</script>",
    "<p style='color:red'>x</p>",
    "<a href='javascript:x()'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<p href='/x'>x</p>",
    "<a href=/x>x</a>",
    "<p/>",
    "<b",
    "a < b",
    "AT&T",
    "&bogus;",
    "&#146;",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "a\r\nb",
    "<svg><p>x</p></svg>",
    "<p data-x='1'>x</p>",
    "<a title='a<b'>x</a>",
]


@pytest.mark.parametrize("html", QUICK)
def test_simple_html_is_the_same(html: str) -> None:
    assert simple(html, BASE) == by_feedparser(html)


@pytest.mark.parametrize("html", OTHERS)
def test_anything_else_is_feedparser_s(html: str) -> None:
    assert simple(html, BASE) is None
    assert cleaned(html, BASE) == by_feedparser(html)


def test_only_what_feedparser_lets_pass_is_kept() -> None:
    assert _HTMLSanitizer.acceptable_elements >= quickhtml._ELEMENTS
    assert _HTMLSanitizer.acceptable_attributes >= quickhtml._KEPT
    assert not quickhtml._DROPPED & set(_HTMLSanitizer.acceptable_attributes)


NAMES = st.sampled_from([*sorted(quickhtml._ELEMENTS), "script", "svg", "math", "font", "form", "P", "xmp", "base"])
KEYS = st.sampled_from([*sorted(quickhtml._KEPT | quickhtml._DROPPED), "style", "class", "xmlns", "data-x", "HREF"])
LINKS = ["/a", "?a=1&b=2", "https://x.example/ä?q=%20#f", "javascript:x", "//h/x", "http://[", "a b", "..", "mailto:x"]
VALUES = st.one_of(
    st.sampled_from([*LINKS, "'", "&amp;", "&#39;"]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
)
ATTRIBUTES = st.tuples(st.sampled_from([" ", "\n", "  ", ""]), KEYS, st.sampled_from(['"', "'", ""]), VALUES).map(
    lambda made: f"{made[0]}{made[1]}={made[2]}{made[3]}{made[2]}"
)
TAGS = st.tuples(NAMES, st.lists(ATTRIBUTES, max_size=3), st.sampled_from(["", "", "/", " /"])).map(
    lambda made: f"<{made[0]}{''.join(made[1])}{made[2]}>"
)
PARTS = st.one_of(
    TAGS,
    NAMES.map("</{}>".format),
    st.sampled_from(
        ["&amp;", "&nbsp;", "&lt;", "&#8217;", "&#150;", "&#x41;", "&", "&x", "&copy", ";", "&#39;", "&#34;"]
    ),
    st.sampled_from(
        [" ", "\n", "\r", ">", "<", "<!", "<!--", "-->", "]]>", "/>", "<![CDATA[", "\x85", "\xa0", "\u2028"]
    ),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PARTS, max_size=8).map("".join))
def test_generated_html_is_the_same(html: str) -> None:
    quick = simple(html, BASE)
    assert quick is None or quick == by_feedparser(html)


@settings(max_examples=300, deadline=None)
@given(
    st.from_regex(quickhtml._PLAIN, fullmatch=True),
    st.sampled_from([BASE, "http://x.example", "https://h.example/a/b?c"]),
)
def test_plain_links_are_left_as_they_are(link: str, base: str) -> None:
    if is_plain(link):
        assert _urljoin(base, link) == make_safe_absolute_uri(base, link) == link


def test_time_grows_with_the_length_only() -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        for piece in ("<a ", "<a b='", "<a b='c' ", "<b>", "&amp", "&", "<p>x</p>", "<a b=\n", "< "):
            simple(piece * count, BASE)
        return time.process_time() - start

    seconds(100)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.01)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the feed fixtures are not beside the checkout")
def test_fixtures_are_the_same() -> None:
    quickly = 0
    for archive in ("feedparser_tests.tar.gz", "gofeed_testdata.tar.gz"):
        with tarfile.open(SHARED / archive) as files:
            bodies = [files.extractfile(member).read() for member in files if member.isfile()]
        for body in bodies:
            for piece in body.decode("utf-8", "replace").replace("&lt;", "<").replace("&gt;", ">").split("]]>"):
                html = piece[-2_000:]
                if (quick := simple(html, BASE)) is not None:
                    quickly += 1
                    assert quick == by_feedparser(html)
    assert quickly > 50
