"""feedparser with its slow steps bounded: hostile feeds take no longer than honest ones, honest ones say what they said."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feedparsing import MAX_AUTHOR, MAX_STYLE, feedparser, sgmllib
from bot.ingest.parse import parse
from tests.timing import cpu, harmless

URL = "https://courier.example/rss"
SIZE = 300_000


def broken(inside: str, before: str = "") -> bytes:
    """Not well-formed, so that it is feedparser's."""
    item = f"<item><title>Bridge shut</title>{inside}</item>"
    return f"<?xml version='1.0'?>{before}<rss version='2.0'><channel><x>{item}</channel></rss>".encode()


def described(unit: str, before: str = "", after: str = "") -> bytes:
    html = before + unit * (SIZE // len(unit)) + after
    return broken(f"<description>{html.replace('&', '&amp;').replace('<', '&lt;')}</description>")


def test_names_and_ids_may_be_dressed_in_html() -> None:
    inside = """<author><p>Mina <b>Sori</b></p></author><category><i>Floods</i></category>
        <category>Herat</category><guid isPermaLink="false"><b>r-1</b></guid><description>Shut.</description>"""
    for body in (broken(inside), broken(inside).replace(b"<x>", b"")):
        [entry] = parse(body, URL).entries
        assert (entry.id, entry.author, entry.categories) == ("r-1", "Mina Sori", ("Floods", "Herat"))
        assert (entry.title, entry.text) == ("Bridge shut", "Shut.")


def test_an_address_of_another_protocol_beside_the_link_is_not_the_link() -> None:
    body = broken('<link uri="at://did:plc:x/post/1">https://courier.example/1</link>').replace(b"<x>", b"")
    assert parse(body, URL).entries[0].link == "https://courier.example/1"
    body = broken('<link uri="https://courier.example/2"/>').replace(b"<x>", b"")
    assert parse(body, URL).entries[0].link == "https://courier.example/2"


SLOW = {
    "comments without end": described("<!--"),
    "a comment of dashes": described("-", "<!--"),
    "comments that end wrongly": described("<!---- x>"),
    "a style of addresses": described("url(", '<a style="', '">'),
    "a style of blanks": described(" ", '<a style="', 'x">'),
    "an author of one word": broken(f"<author>{'t' * 80_000}</author>"),
    "the same in UTF-16": broken(f"<author>{'t' * 80_000}</author>").decode().encode("utf-16"),
    "an author of addresses": broken(f"<author>{'mina@x.' * (SIZE // 7)}</author>"),
    "thousands of categories": broken("".join(f"<category>{n}</category>" for n in range(SIZE // 20))),
    "blank lines before it": broken("", "\n" * SIZE),
    "declarations without end": broken("", "\n<!DOCTYPE" * (SIZE // 10)),
    "entities without end": broken("", "<!DOCTYPE rss [" + '\n<!ENTITY a "' * (SIZE // 12)),
}


@pytest.mark.parametrize("name", SLOW)
def test_what_took_feedparser_the_square_of_its_length_is_read_in_time(name: str) -> None:
    feeds = []
    took = cpu(lambda: feeds.append(parse(SLOW[name], URL)))
    assert [entry.title for entry in feeds[0].entries] == ["Bridge shut"]
    assert took < 3 * harmless()


def test_a_long_author_and_a_long_word_are_kept_whole() -> None:
    names = ", ".join(f"Mina Karimi {n}" for n in range(MAX_AUTHOR // 10))
    [entry] = parse(broken(f"<author>{names}</author><description>{'t' * 9_000}</description>"), URL).entries
    assert (entry.author, entry.text) == (names, "t" * 9_000)


BLANKS = ["http://www.w3.org/2005/Atom", "the Atom of 2005", "the\u00a0Atom", "the\u2003Atom\u00a02005"]


@pytest.mark.parametrize("uri", BLANKS)
def test_a_namespace_with_blanks(uri: str) -> None:
    entry = "<entry><id>7</id><title>Bridge shut</title></entry>"
    feed = parse(f"<?xml version='1.0'?><feed xmlns='{uri}'><title>Courier</title>{entry}</feed>".encode(), URL)
    assert (feed.title, [entry.title for entry in feed.entries]) == ("Courier", ["Bridge shut"])


def test_a_style_is_cleaned() -> None:
    style = "color: red;" * 9 + "behaviour: url(x)"
    assert len(style) < MAX_STYLE
    html = f"&lt;p style='{style}'&gt;The bridge is shut.&lt;/p&gt;"
    body = broken(f"<description>{html}</description>")
    [entry] = parse(body, URL).entries
    assert "color: red;" in entry.html
    assert "url" not in entry.html


def test_the_entities_that_a_feed_declares_are_read_behind_a_long_head() -> None:
    note = f"<!-- {'made by hand ' * 2_000} -->"
    [entry] = parse(
        broken("<category>&place;</category>", f'{note}\n<!DOCTYPE rss [\n<!ENTITY place "Herat">\n]>\n'), URL
    ).entries
    assert entry.categories == ("Herat",)


UTF8 = b"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><x><item><title>Herat</title></item></channel></rss>"
GIVEN_UP = {
    "a charset whose name is no ASCII": UTF8.replace(b"utf-8", b"utf\xd48"),
    "a category that ends elsewhere": UTF8.replace(b"</item>", b"<category>Afghan</item></channel>istan</category>"),
    "UTF-16 without a charset": UTF8.replace(b" encoding='utf-8'", b"").decode().encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + UTF8.replace(b" encoding='utf-8'", b"").decode().encode("utf-16be"),
}


@pytest.mark.parametrize("name", GIVEN_UP)
def test_what_feedparser_gave_up_is_read(name: str) -> None:
    assert [entry.title for entry in parse(GIVEN_UP[name], URL).entries] == ["Herat"]


class Unmended(feedparser.sanitizer._HTMLSanitizer):  # type: ignore[misc]
    """feedparser's own step, as its release has it."""

    def parse_comment(self, i: int, report: int = 1) -> Any:
        end = sgmllib.SGMLParser.parse_comment(self, i, report)
        match = re.compile(r"--[^>]*>").search(self.rawdata, i + 4)
        return end if end >= 0 else match.end() if match else len(self.rawdata)


@given(st.lists(st.sampled_from(["<!--", "--", "-", ">", "-->", "<", "<b>", "</b>", " ", "x", "<!", "&"])).map("".join))
def test_a_comment_ends_where_feedparser_has_it_end(html: str) -> None:
    mended, unmended = feedparser.sanitizer._HTMLSanitizer("utf-8", "text/html"), Unmended("utf-8", "text/html")
    mended.feed(html)
    unmended.feed(html)
    assert mended.output() == unmended.output()
