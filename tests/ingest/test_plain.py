"""What a reader sees of HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.plain import clean, clean_lines, text_of
from tests.timing import cpu


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;c&gt; &#8217;", "a & b <c> ’"),
        ("<p>One</p><p>Two<br/>Three</p>", "One\nTwo\nThree"),
        ("in<b>line</b> is <i>one</i> word", "inline is one word"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("x<script>if (a<b) c()</script>y<STYLE>p{}</style >z", "xyz"),
        ("x<svg viewBox='0 0 1 1'><title>t</title></svg>y", "xy"),
        ("x<!-- <p>no</p> -->y", "xy"),
        ("x<!-- never ends", "x never ends"),
        ("5 < 6 and <3", "5 < 6 and <3"),
        ('<img alt="a > b" src="data:x">end', "end"),
        (f'<img src="data:{"x" * 9_000}" alt="a > b">end', "end"),
        ('read on <a href="https://cut', "read on"),
        ("soft\u00adhyphen \ufeff\u200bmark\u202e", "softhyphen mark"),
        ("می\u200cگوید", "می\u200cگوید"),
        ("a&nbsp;\n\t b\x00c\x08d\x1fe\x0bf", "a bcd e f"),
        ("\u202bone\u2067 two", "one two"),  # marks of direction that nothing closes
        ("<script>never ends", ""),
        ("", ""),
    ],
)
def test_text_of(html: str, text: str) -> None:
    assert text_of(html) == text


def test_clean_lines_keeps_paragraphs() -> None:
    assert clean_lines("one\ntwo\n\nthree \r\n\r\n four") == "one two\nthree\nfour"


@pytest.mark.parametrize(
    "unit",
    ["<a ", "<!--", "<", "&#", '<a href="', "<div>", "<?", "<script>", "</", "<a '\"", "&lt", "<a '\"'", "<a >\"'\"'"],
)
def test_linear_time(unit: str) -> None:
    took = cpu(lambda: text_of(unit * (400_000 // len(unit))))
    assert took < 20 * cpu(lambda: text_of("<p>word</p> " * 33_000))  # as long; html.parser takes minutes


@given(st.text())
def test_whatever_the_text(text: str) -> None:
    for result in (text_of(text), clean(text), clean_lines(text)):
        result.encode()
        assert result == result.strip()
    assert clean(clean(text)) == clean(text)
