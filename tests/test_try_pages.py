"""A pasted page address leads to its feed: one step, never more."""

from types import SimpleNamespace

import pytest

from bot.app import App, SystemClock
from bot.ingest.parse import parse
from bot.model import Feed, Fetched, FetchProblem
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
