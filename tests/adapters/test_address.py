"""Ordinary addresses are taken apart without yarl: what comes out is what yarl has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.adapters.address import parts, plain


@given(st.from_regex(r"https?://[a-z0-9.-]{1,20}(:[0-9]{1,5})?/[!-~]{0,20}", fullmatch=True))
def test_what_is_plain_has_yarl_s_parts(text: str) -> None:
    found = plain(text)
    if found is None:
        return
    url = URL(text, encoded=True)
    assert (found.scheme, found.host, found.port, found.target) == (
        url.scheme,
        url.raw_host,
        url.port,
        url.raw_path_qs,
    )
    assert (url.raw_user, url.raw_password, url.raw_fragment) == (None, None, "")
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "ftp://x.example/",
        "http://user@x.example/",
        "http://x.example:80@y.example/",
        "http://x.example\\@y.example/",
        "http://x.example/a b",
        "http://x.example/a\n",
        "http://x.example/%0d%0a",
        "http://x.example/#part",
        "http://X.example/",
        "http://x_y.example/",
        "http://[::1]/",
        "http://x.example",
        "http://x.example:/",
        "http://x.example:65536/",
        "http://x.example:٣/",
        "//x.example/",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_yarl(text: str) -> None:
    assert plain(text) is None


@pytest.mark.parametrize(
    ("text", "host", "port", "name"),
    [
        ("http://x.example/", "x.example", 80, "x.example"),
        ("https://x.example:8443/a?b=c", "x.example", 8443, "x.example"),
        ("http://xn--mgba2b2b.example/", "xn--mgba2b2b.example", 80, None),
        ("http://xn--a/", "xn--a", 80, "xn--a"),
    ],
)
def test_names_are_as_people_write_them(text: str, host: str, port: int, name: str | None) -> None:
    found = plain(text)
    assert found == parts(URL(text, encoded=True))
    assert (found.host, found.port) == (host, port)
    assert found.name == (URL(text, encoded=True).host if name is None else name)
