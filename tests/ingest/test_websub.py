import hashlib
import hmac
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest import websub

URL = "https://lake.example/rss.xml"
HUB = "https://hub.example/"
ATOM = "http://www.w3.org/2005/Atom"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<rss xmlns:atom='{ATOM}'><channel><atom:link rel='hub' href='{HUB}'/>"
         "<atom:link href='https://lake.example/self' rel='self'/><item></item></channel></rss>",
         (HUB, "https://lake.example/self")),
        (f"<rss xmlns:atom10='{ATOM}'><channel><atom10:link rel='hub' href='{HUB}'/></channel></rss>", (HUB, None)),
        (f"<feed xmlns='{ATOM}'><link rel='hub' href='{HUB}'/><link rel='self' href='/self'/></feed>",
         (HUB, "https://lake.example/self")),
        (f"<feed><link rel='alternate' href='/'/><link rel='HUB self' href='{HUB}'/></feed>", (HUB, HUB)),
        (f"<feed><link rel='hub' href='{HUB}'/><link rel='hub' href='https://second.example/'/></feed>", (HUB, None)),
        (f"<rss><channel><item><link rel='hub' href='{HUB}'/></item></channel></rss>", (None, None)),  # an item's own
        ("<rss><channel><title>The hub of news</title></channel></rss>", (None, None)),
        ("<feed><link rel='hub' href='javascript:alert(1)'/></feed>", (None, None)),
        ("<feed><link rel='hub' href='ftp://hub.example/'/></feed>", (None, None)),
        ("<feed><link rel='hub'/></feed>", (None, None)),
        ('{"version": "https://jsonfeed.org/version/1.1", "feed_url": "https://lake.example/self", '
         f'"hubs": [{{"type": "rssCloud", "url": "https://no.example/"}}, {{"type": "WebSub", "url": "{HUB}"}}]}}',
         (HUB, "https://lake.example/self")),
        ('{"hubs": []}', (None, None)),
        ('{"hubs": 7}', (None, None)),
        ('{"hubs": [7]}', (None, None)),
        ('{"hubs": [{"type": "WebSub"}]}', (None, None)),
        ('{"hub', (None, None)),
    ],
)  # fmt: skip
def test_what_a_feed_offers(body, expected):
    assert websub.offered(body.encode(), URL) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (f'<{HUB}>; rel="hub", <https://lake.example/self>; rel="self"', (HUB, "https://lake.example/self")),
        (f"<{HUB}>;rel=hub", (HUB, None)),
        (f'<{HUB}>; title="a, b; c"; rel="hub"', (HUB, None)),
        (f'<{HUB}>; REL="HUB  self"', (HUB, HUB)),
        ("</style.css>; rel=preload; as=style", (None, None)),
        ("</hub>; rel=hub", ("https://lake.example/hub", None)),
        ("<javascript:1>; rel=hub", (None, None)),
        (f"<{HUB}>", (None, None)),
        ("<" * 10_000, (None, None)),
        (";" * 10_000, (None, None)),
        ("", (None, None)),
        (None, (None, None)),
    ],
)
def test_what_a_link_header_offers(header, expected):
    assert websub.in_header(header, URL) == expected


@given(st.binary(max_size=200), st.text(max_size=200))
def test_nothing_breaks_it(body, header):
    websub.offered(b"hub" + body, URL)
    websub.in_header(header, URL)
    assert not websub.signed("s", body, header)


def proof(method, secret="opensesame", body=b"<rss/>"):
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize("method", websub.HASHES)
def test_a_signature_proves_the_sender(method):
    right = proof(method)
    assert websub.signed("opensesame", b"<rss/>", right)
    assert websub.signed("opensesame", b"<rss/>", right.upper())
    assert not websub.signed("opensesame", b"<rss />", right)
    assert not websub.signed("another", b"<rss/>", right)
    assert not websub.signed("opensesame", b"<rss/>", right[:-1])


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha1",
        "sha1=",
        "=",
        "md5=" + hashlib.md5(b"x").hexdigest(),
        "sha3_256=" + "0" * 64,
        "sha256=é",
        proof("sha256").removeprefix("sha256="),
        proof("sha256").replace("sha256", "sha512"),
    ],
)
def test_what_proves_nothing(header):
    assert not websub.signed("opensesame", b"<rss/>", header)


@pytest.mark.parametrize(
    ("given", "span"),
    [
        ("864000", timedelta(days=10)),
        ("1", websub.SHORTEST),
        ("99999999999999999999", websub.LONGEST),
        ("-5", websub.LEASE),
        ("soon", websub.LEASE),
        ("٣", websub.LEASE),
        ("", websub.LEASE),
        (None, websub.LEASE),
    ],
)
def test_leases_stay_within_our_limits(given, span):
    assert websub.lease(given) == span


def test_retries_back_off():
    assert [websub.retry(n) // timedelta(hours=1) for n in (0, 1, 2, 7, 8, 10**9)] == [1, 2, 4, 128, 168, 168]
