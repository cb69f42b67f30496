import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.robots import MAX_BYTES, MAX_DELAY, Verdict, address, is_page, verdict

PAGE = "https://lake.example/live/kabul?page=1"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", Verdict(True)),
        (b"User-agent: *\nDisallow:", Verdict(True)),
        (b"User-agent: *\nDisallow: /", Verdict(False)),
        (b"User-agent: *\nDisallow: /live", Verdict(False)),
        (b"User-agent: *\nDisallow: /archive", Verdict(True)),
        (b"User-agent: *\nDisallow: /*/kabul$", Verdict(True)),
        (b"User-agent: *\nDisallow: /*/kabul?", Verdict(False)),
        (b"User-agent: *\nDisallow: /live\nAllow: /live/kabul", Verdict(True)),  # the longest counts
        (b"User-agent: another\nDisallow: /", Verdict(True)),
        (b"User-agent: Sitrep-Bot\nDisallow: /live\n\nUser-agent: *\nAllow: /", Verdict(False)),
        (b"User-agent: sitrep-bot\nAllow: /\n\nUser-agent: *\nDisallow: /", Verdict(True)),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /\r\n", Verdict(False)),
        (b"User-agent: *\nCrawl-delay: 30", Verdict(True, 30)),
        (b"User-agent: *\nCrawl-delay: 30\nDisallow: /live", Verdict(False, 30)),
        (b"User-agent: *\nCrawl-delay: soon", Verdict(True)),
        (b"User-agent: *\nCrawl-delay: -5", Verdict(True)),
        (b"User-agent: *\nCrawl-delay: " + b"9" * 40, Verdict(True, MAX_DELAY)),
        (b"User-agent: *\nCrawl-delay: nan", Verdict(True)),
        (b"<html><body>Not found</body></html>", Verdict(True)),
        (b"\xff\xfe\x00\x01" * 100, Verdict(True)),
        (b"#" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /", Verdict(True)),  # beyond what is read
    ],
)
def test_what_a_file_says_of_a_page(body, expected):
    assert verdict(body, PAGE) == expected


@pytest.mark.parametrize(
    "body",
    [
        "User-agent: *\n" + "Disallow: /*a*b*c$\n" * 30_000,
        "User-agent: *\nDisallow: /" + "*a" * 200_000 + "$",
        "User-agent: *\n" + "".join(f"Disallow: /{n}*x\n" for n in range(30_000)),
        "".join(f"User-agent: bot{n}\nDisallow: /{n}\n" for n in range(20_000)),
        "User-agent: *\n" + "Disallow: /%ff%\n" * 30_000,
    ],
)
def test_a_bomb_is_defused(body):
    # some two seconds at most; one that worked would take minutes, and meet the time limit of every test
    assert isinstance(verdict(body.encode(), "https://lake.example/" + "a" * 1_900), Verdict)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_no_file_and_no_address_breaks_it(body, url):
    assert isinstance(verdict(body, url), Verdict)


@pytest.mark.parametrize(
    ("url", "where"),
    [
        (PAGE, "https://lake.example/robots.txt"),
        ("http://lake.example:8080/a", "http://lake.example:8080/robots.txt"),
        ("lake", None),
        ("http://[", None),
    ],
)
def test_where_the_file_is(url, where):
    assert address(url) == where


@pytest.mark.parametrize(
    "url",
    [
        "https://feeds.lake.example/world",
        "https://lake.example/rss.xml",
        "https://lake.example/feed/",
        "https://lake.example/feed",
        "https://lake.example/?feed=rss2",
        "https://lake.example/r/afghanistan/.rss",
        "https://lake.example/world/atom",
        "https://lake.example/all_day.geojson",
        "https://lake.example/news-sitemap.xml",
        "https://lake.example/export/feed.json?count=5",
    ],
)
def test_a_feeds_address_is_no_page(url):
    assert not is_page(url, "")
    assert is_page(url, "liveblog")


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "https://lake.example/",
        "https://t.me/s/lake",
        "https://feedback.lake.example/xmlrpc",
        "https://lake.example/rssfeeds",
    ],
)
def test_a_page_is_a_page_until_it_is_known_to_be_a_feed(url):
    assert is_page(url, "")
    assert is_page(url, "telegram")
    assert not is_page(url, "rss")
