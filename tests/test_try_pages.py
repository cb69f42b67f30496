"""A pasted page address leads to its feed: one step, never more."""

from types import SimpleNamespace

import pytest

from bot.app import App
from bot.ingest.discovery import NO_FEED, USUAL, usual
from bot.ingest.parse import parse
from bot.model import Feed, Fetched, FetchProblem
from bot.pipeline.ticks import SystemClock
from bot.web import Web

HOME = "https://courier.example/"
PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
FEED = b"<rss version='2.0'><channel><title>Courier</title><item><title>Kunduz is lost</title></item></channel></rss>"


class Pages:
    def __init__(self, pages: dict[str, bytes]) -> None:
        self.pages, self.asked = pages, []

    async def fetch(self, request):
        self.asked.append(request.url)
        if request.url not in self.pages:
            return FetchProblem(url=request.url, text="the page is not there", status=404)
        return Fetched(url=request.url, status=200, body=self.pages[request.url])


class Here:
    async def run(self, work, *args, timeout):
        return work(*args)


@pytest.mark.parametrize(
    ("behind", "kind", "problem"),
    [
        (FEED, "rss", f"Read from {HOME}rss, which the page names."),
        (PAGE.replace(b"/rss", b"/other"), "", f"This is an HTML page, not a feed; its feed is {HOME}rss"),
        (None, "", f"This is an HTML page, not a feed; its feed is {HOME}rss"),
    ],
)
async def test_one_feed_is_followed(behind: bytes | None, kind: str, problem: str) -> None:
    pages = Pages({HOME: PAGE} | ({f"{HOME}rss": behind} if behind else {}))
    app = App.__new__(App)
    app.pipeline = SimpleNamespace(web=Web(pages, Here(), SystemClock()))
    app.config = SimpleNamespace(polling=SimpleNamespace(allow_private=False), sources=())
    found = await app.try_source(HOME)
    assert isinstance(found, Feed)
    assert (found.kind, found.problems[0]) == (kind, problem)
    assert pages.asked == [f"{HOME}robots.txt", HOME, f"{HOME}rss"]
    assert (await app.try_source(HOME, PAGE)).alternate == parse(PAGE, HOME).alternate  # a file is read alone


BARE = b"<!doctype html><html><body>News</body></html>"


async def looked_up(pages: Pages, url: str):
    return await Web(pages, Here(), SystemClock()).look_up(url)


@pytest.mark.parametrize("place", ["world/feed/", "feed/", "rss.xml", "index.xml"])
async def test_where_a_page_names_no_feed_the_usual_places_are_looked_at(place: str) -> None:
    pages = Pages({HOME + "world": BARE, HOME + "rss/": BARE, HOME + place: FEED})
    found = await looked_up(pages, HOME + "world")
    assert (found.url, found.feed.kind) == (HOME + place, "rss")
    assert found.feed.problems[0] == f"The page names no feed; this one is at {HOME}{place}"
    assert pages.asked[:3] == [HOME + "robots.txt", HOME + "world", HOME + "world/feed/"]
    assert pages.asked[-1] == HOME + place


async def test_the_usual_places_are_few_and_a_page_without_a_feed_says_so() -> None:
    pages = Pages({HOME: BARE})
    assert (await looked_up(pages, HOME)).feed.problems == (NO_FEED,)
    assert len(pages.asked) == 2 + len(USUAL)
    assert len(usual(HOME + "a/b?c=d")) == 1 + len(USUAL)
    assert usual("http://[") == usual("news") == ()


async def test_no_usual_place_is_looked_at_against_robots_txt_or_after_silence() -> None:
    pages = Pages({HOME: BARE, HOME + "robots.txt": b"User-agent: *\nDisallow: /feed\n", HOME + "feed/": FEED})
    assert (await looked_up(pages, HOME)).feed.problems == (NO_FEED,)
    assert HOME + "feed/" not in pages.asked

    class Silent(Pages):
        async def fetch(self, request):
            known = await super().fetch(request)
            return (
                known if request.url in (HOME, HOME + "robots.txt") else FetchProblem(url=request.url, text="silence")
            )

    silent = Silent({HOME: BARE})
    assert (await looked_up(silent, HOME)).feed.problems == (NO_FEED,)
    assert silent.asked[2:] == [HOME + "feed/"]
