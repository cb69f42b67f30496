from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.sandbox.entities import EntityError, formatted, units

TAG_NAMES = ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "tg-spoiler", "blockquote"]


def spans(text: str, mode: str = "HTML") -> tuple[str, list[tuple[str, int, int]]]:
    plain, entities = formatted(text, mode)
    return plain, [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("html", "plain", "expected"),
    [
        ("plain", "plain", []),
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 2)]),
        ("<i>a</i> <em>b</em>", "a b", [("italic", 0, 1), ("italic", 2, 1)]),
        ("<u>a</u><s>b</s><ins>c</ins>", "abc", [("underline", 0, 1), ("strikethrough", 1, 1), ("underline", 2, 1)]),
        ("<strike>a</strike> <del>b</del>", "a b", [("strikethrough", 0, 1), ("strikethrough", 2, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ('<a href="https://example.com/a">x</a>', "x", [("text_link", 0, 1)]),
        ("<a href='https://example.com/a'>x</a>", "x", [("text_link", 0, 1)]),
        ("<a href=example.com>x</a>", "x", [("text_link", 0, 1)]),
        ("<a>https://example.com/a</a>", "https://example.com/a", [("text_link", 0, 21)]),
        ('<a href="tg://user?id=1001">x</a>', "x", [("text_mention", 0, 1)]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<a href="ftp://example.com/">x</a>', "x", []),
        ('<a href="https://localhost/">x</a>', "x", []),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b>a<b>b</b></b>", "ab", [("bold", 0, 2)]),
        ("<B>a</b ><I >b</I>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>x", "x", []),
        ("<b> </b>x", "x", []),
        ("<b> a </b>", "a", [("bold", 0, 1)]),
        ("x<b> a </b>y", "x a y", [("bold", 2, 2)]),
        (" \n <b>a</b>\n ", "a", [("bold", 0, 1)]),
        ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("<b>x<code>y</code>z</b>", "xyz", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ('<a href="https://a.org"><code>x</code></a>', "x", [("code", 0, 1)]),
        ("&lt;b&gt; &amp;amp; &quot;", '<b> &amp; "', []),
        ("&#65;&#x42;&#128512;", "AB😀", []),
        ("&nbsp; &copy; &apos; & &; &#0; &#xzz;", "&nbsp; &copy; &apos; & &; &#0; &#xzz;", [("hashtag", 32, 4)]),
        ("&lt x &ampx", "< x &ampx", []),
        ("a\rb\tc\x00d", "ab c d", []),
        ("a\u202eb", "ab", []),
        ("see /latest@sitrep_bot kabul", "see /latest@sitrep_bot kabul", [("bot_command", 4, 18)]),
        ("@tomas_weber #kabul $USD", "@tomas_weber #kabul $USD",
         [("mention", 0, 12), ("hashtag", 13, 6), ("cashtag", 20, 4)]),
        ("(https://example.com/a?b=c).", "(https://example.com/a?b=c).", [("url", 1, 25)]),
        ("example.com, a@example.com", "example.com, a@example.com", [("url", 0, 11), ("email", 13, 13)]),
        ('<a href="https://example.com/">/x @tomas_weber</a>', "/x @tomas_weber", [("text_link", 0, 15)]),
        ("<b>/x</b>", "/x", [("bot_command", 0, 2), ("bold", 0, 2)]),
    ],
)  # fmt: skip
def test_html(html: str, plain: str, expected: list[tuple[str, int, int]]) -> None:
    assert spans(html) == (plain, expected)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("ab 😀<x>", 'Unsupported start tag "x" at byte offset 7'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("3 < 4 > 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b ", 'Unclosed start tag "b" at byte offset 0'),
        ("<b x", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
        ("<b x>", 'Expected equal sign in declaration of an attribute of the tag "b" at byte offset 0'),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a href="x"', "Unclosed start tag at byte offset 0"),
        ("<a href=x_y>", "Unexpected end of name token at byte offset 8"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="tg-other">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</b x>", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<tg-emoji emoji-id='x'>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("&#xd800;", "Text contains invalid Unicode characters after decoding HTML entities, "
                     "check for unmatched surrogate code units"),
    ],
)  # fmt: skip
def test_broken_html(html: str, words: str) -> None:
    with pytest.raises(EntityError) as caught:
        formatted(html, "HTML")
    assert str(caught.value) == f"can't parse entities: {words}"


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("\ud800", "", "strings must be encoded in UTF-8"),
        ("x", "BBCode", "unsupported parse_mode"),
        ("x" * 32769, "HTML", "text is too long"),
    ],
)
def test_refused_texts(text: str, mode: str, words: str) -> None:
    with pytest.raises(EntityError, match=re.escape(words)):
        formatted(text, mode)


def test_links_and_languages() -> None:
    _, entities = formatted('<a href="http://Example.com?a=1&amp;b=2">x</a>', "HTML")
    assert entities[0]["url"] == "http://Example.com/?a=1&b=2"
    _, entities = formatted('<pre><code class="language-py">x</code></pre>', "HTML")
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]


def test_no_more_than_a_hundred_entities() -> None:
    assert len(formatted("<b>a</b> " * 150, "HTML")[1]) == 100


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "bold", "offset": 0, "length": -1}, "receive an entity with incorrect length -1"),
        ({"type": "bold", "offset": 9, "length": 1}, "entity begins after the end of the text at UTF-16 offset 9"),
        ({"type": "bold", "offset": 0, "length": 9},
         "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9"),
        ({"type": "bold", "offset": 1, "length": 2}, "entity begins or ends in a middle of a UTF-16 symbol"),
        ({"type": "text_link", "offset": 0, "length": 1}, 'can\'t parse MessageEntity: Can\'t find field "url"'),
        ({"type": "shiny", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
    ],
)  # fmt: skip
def test_broken_entities(entity: dict[str, object], words: str) -> None:
    with pytest.raises(EntityError) as caught:
        formatted("😀ab", "", [entity])
    assert str(caught.value) == words


def test_given_entities_are_put_in_order() -> None:
    given_ones = [
        {"type": "italic", "offset": 2, "length": 4},
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "url", "offset": 0, "length": 4},
    ]
    _, entities = formatted("abcdef", "", given_ones)
    assert [(e["type"], e["offset"], e["length"]) for e in entities] == [
        ("bold", 0, 4),
        ("italic", 2, 2),
        ("italic", 4, 2),
    ]


pieces = st.one_of(
    st.text(max_size=8),
    st.sampled_from([f"<{n}>" for n in TAG_NAMES] + [f"</{n}>" for n in TAG_NAMES]),
    st.sampled_from(
        ["&lt;", "&#x1F600;", "&#", "&", "<", ">", " ", "\n", "\r", "/x", "@tomas_w", "https://a.org/b", "😀"]
    ),
    st.sampled_from(['<a href="https://a.org">', "<blockquote expandable>", '<code class="language-py">']),
)


@st.composite
def nested(draw: st.DrawFn, depth: int = 3) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 3))):
        inner = draw(nested(depth - 1)) if depth and draw(st.booleans()) else draw(st.text("ab <>&😀\n\r", max_size=6))
        inner = inner if inner.startswith("<") and depth else inner.replace("&", "&amp;").replace("<", "&lt;")
        tag = draw(st.sampled_from(TAG_NAMES))
        parts.append(f"<{tag}>{inner}</{tag}>")
    return "".join(parts)


def check(plain: str, entities: list[dict[str, object]]) -> None:
    size = units(plain)
    assert plain == plain.strip(" \n")
    raw = plain.encode("utf-16-le")
    open_ends: list[int] = []
    for entity in entities:
        start, length = int(str(entity["offset"])), int(str(entity["length"]))
        assert 0 <= start < start + length <= size
        assert raw[2 * start : 2 * (start + length)].decode("utf-16-le")  # never inside a character
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        assert not open_ends or start + length <= open_ends[-1]  # nested, never crossing
        open_ends.append(start + length)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(pieces, max_size=14).map("".join), nested()))
def test_any_text_is_taken_or_refused(text: str) -> None:
    try:
        plain, entities = formatted(text, "HTML")
    except EntityError:
        return
    check(plain, entities)


@settings(max_examples=100, deadline=None)
@given(
    st.text("ab 😀\n\r/@x", max_size=12),
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(
                    ["bold", "italic", "spoiler", "code", "pre", "blockquote", "expandable_blockquote", "underline"]
                ),
                "offset": st.integers(-1, 12),
                "length": st.integers(-1, 12),
            }
        ),
        max_size=6,
    ),
)
def test_any_entities_are_ordered_or_refused(text: str, entities: list[dict[str, object]]) -> None:
    try:
        plain, found = formatted(text, "", entities)
    except EntityError:
        return
    check(plain, found)
