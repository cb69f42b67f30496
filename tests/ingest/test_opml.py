import contextlib
import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.ingest.opml import MAX_BYTES, read_opml, write_opml

WELL = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Asia"><outline type="rss" text="Harbour &amp; Post" title="Harbour &amp; Post" xmlUrl="https://h.example/a?b=1&amp;c=2"/>
<outline text="کابل" xmlUrl="https://k.example/"/></outline><outline text="again" xmlUrl="https://k.example/"/></body></opml>"""


def test_well_formed():
    assert read_opml(WELL.encode()) == [
        ("https://h.example/a?b=1&c=2", "Harbour & Post"),
        ("https://k.example/", "کابل"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<opml><body><outline text='A & B' xmlUrl='https://a.example/?x=1&y=2'></body></opml>",  # bare ampersands, unclosed
        "<OPML><OUTLINE TEXT='A & B' XMLURL='https://a.example/?x=1&y=2' /></OPML>",
        "<!DOCTYPE opml [<!ENTITY e 'x'>]><opml><outline title='A & B' xmlurl=\"https://a.example/?x=1&y=2\"/>",
        "<opml><outline text='A & B' xmlUrl='feed:https://a.example/?x=1&y=2'/></opml>",
        "\ufeff<opml><outline text='A & B'\n xmlUrl=' https://a.example/?x=1&amp;y=2 '/><outline xmlUrl=''/></opml",
    ],
)
def test_ill_formed_is_read_all_the_same(text):
    assert read_opml(text.encode()) == [("https://a.example/?x=1&y=2", "A & B")]


def test_feed_readers_own_scheme_is_http():
    assert read_opml(b"<opml><outline xmlUrl='feed://a.example/rss'/></opml>") == [("http://a.example/rss", "")]


CYRILLIC = """<?xml version="1.0" encoding="{}"?><opml version="2.0"><body>
<outline text="Новости дня" xmlUrl="https://n.example/rss"/></body></opml>"""


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-16", "utf-16"),  # with its mark
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("windows-1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("utf-8", "utf-8-sig"),
    ],
)
def test_every_encoding_that_the_file_declares_is_read(declared, codec):
    assert read_opml(CYRILLIC.format(declared).encode(codec)) == [("https://n.example/rss", "Новости дня")]


@pytest.mark.parametrize(
    "text",
    [
        "<body><outline text='A' xmlUrl='https://a.example/'/></body>",  # a list that lost its <opml>
        "<opml><outline type=rss text='A' url='https://a.example/'/></opml>",
        "<opml><outline text='A' url='https://a.example/'/></opml>",
        "<opml><outline text='A' xmlUrl='https://a.example/' url='https://b.example/'/></opml>",
        "<opml><outline text='A' xmlUrl='https://a.example/'/><outline type='link' url='https://b.example/'/></opml>",
        "<opml><outline text='A' xmlUrl='https://a.example/'/><outline type='Include' url='https://b.example/'/></opml>",
        "<opml><outline text='A\x01' xmlUrl='https://a.example/\x02'/></opml>",
    ],
)
def test_lists_that_keep_to_the_form_loosely_are_read(text):
    assert read_opml(text.encode()) == [("https://a.example/", "A")]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "no <opml>"),
        (b"<html><body>hello</body></html>", "no <opml>"),
        (b"<opml><body><outline text='only a folder'/></body></opml>", "no feed"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_list_is_said_in_one_line(body, says):
    with pytest.raises(UserError, match=says):
        read_opml(body)


names = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
urls = st.text(st.sampled_from("abc/?&=<>\"'é"), min_size=1, max_size=20).map(lambda t: "https://a.example/" + t)


@settings(max_examples=100)
@given(st.lists(st.tuples(urls, names), min_size=1, max_size=8, unique_by=lambda feed: feed[0]))
@example([("https://a.example/", "a\x01 b\x0cc\uffff")])
def test_out_and_in_again(feeds):
    kept = [
        (url, " ".join(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", name).split())) for url, name in feeds
    ]
    written = write_opml(feeds).encode()
    assert read_opml(written) == [(url, name or url) for url, name in kept]
    outlines = ElementTree.fromstring(written).iter("outline")
    assert [(at.get("xmlUrl"), at.get("text")) for at in outlines] == [(url, name or url) for url, name in kept]


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(body):
    with contextlib.suppress(UserError):
        read_opml(b"<opml>" + body)
