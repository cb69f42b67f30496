from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Button, Line, Message, Picture, Run
from handlers import render

runs = st.builds(
    Run,
    st.text(max_size=60).filter(lambda t: "\n" not in t),
    st.sampled_from(["", "bold", "code"]),
    st.none() | st.just('https://a.example/?q="<&'),
)
messages = st.lists(st.builds(lambda r: Line(tuple(r)), st.lists(runs, max_size=5)), max_size=12).map(
    lambda lines: Message(lines=tuple(lines))
)


class Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def text_of(markup):
    parser = Text()
    parser.feed(markup)
    parser.close()
    assert parser.open == []
    return parser.text


@settings(max_examples=150)
@given(messages)
def test_markup_says_the_plain_text_and_nothing_else(message):
    said = "\n".join(map(text_of, render.html(message)))
    assert said.replace("\n", "") == render.plain(message).replace("\n", "") or not render.plain(message).strip()


@settings(max_examples=150)
@given(messages, st.integers(8, 60))
def test_parts_fit_and_lose_nothing(message, limit):
    parts = render.parts(message.lines, limit)
    for part in parts:
        assert render.units("\n".join(line.text for line in part)) <= limit
    whole = "".join(line.text for part in parts for line in part)
    said = render.clean(message.text)
    assert [c for c in whole if not c.isspace()] == [c for c in said if not c.isspace()]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (Run("a < b & c"), "a &lt; b &amp; c"),
        (Run("x", "bold"), "<b>x</b>"),
        (Run("[1]", "", 'https://e.example/?a="1"&b'), '<a href="https://e.example/?a=&quot;1&quot;&amp;b">[1]</a>'),
        (Run("[1]", "", "javascript:alert(1)"), "[1]"),
        (Run("a\x00\x1bb\ud800"), "ab"),
        (Run("", "bold"), ""),
    ],
)
def test_run(run, expected):
    assert render.html_run(run) == expected


def test_emoji_count_two_units():
    assert render.units("a😀") == 3
    assert len(render.parts([Line((Run("😀" * 2048),))])) == 1
    assert len(render.parts([Line((Run("😀" * 2049),))])) == 2


def test_terminal_shows_buttons():
    message = Message(lines=(Line((Run("KABUL", "bold"),)),), buttons=((Button("More", "more:x"),),))
    assert render.ansi(message) == "\x1b[1mKABUL\x1b[0m\n[ More ]"


def test_no_text_steers_the_terminal():
    message = Message(lines=(Line((Run("a\x1b[2Jb", "bold"), Run("c\x07", "", "https://e.example/\x1b\\\x1b[2J"))),))
    assert render.ansi(message) == "\x1b[1ma[2Jb\x1b[0m\x1b]8;;https://e.example/\\[2J\x1b\\c\x1b]8;;\x1b\\"


def test_a_caption_is_short_and_the_rest_follows():
    lines = tuple(Line((Run("word " * 50),)) for _ in range(9))
    message = Message(lines=lines, picture=Picture(b"png", "map of Kabul, 1 place: Kabul"))
    parts = render.html(message)
    assert [render.units(text_of(part)) <= 1024 for part in parts] == [True] * len(parts)
    assert "".join(parts).count("word") == 450
    assert len(render.html(Message(lines=lines))) == 1
    assert render.html(Message(lines=(), picture=Picture(b"png", "x"))) == [""]


def test_where_there_are_words_alone_a_picture_is_a_line():
    message = Message(lines=(Line((Run("caption", "bold"),)),), picture=Picture(b"png", "map of Kabul\x1b[2J"))
    assert render.plain(message) == "[picture: map of Kabul[2J]\ncaption"
    assert render.ansi(message).startswith("[picture: map of Kabul[2J]\n")
