"""Politeness and safety of looking at one address, over real HTTP on loopback."""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from talk import Hand

from bot.adapters.http import PRIVATE, HttpFetcher
from bot.adapters.workers import InlineWorkers, ProcessWorkers
from bot.model import Feed, Fetched, FetchProblem, FetchRequest
from bot.web import LOOKUPS, ROBOTS_KEPT, WAITING, Web

RSS = "<rss version='2.0'><channel><title>Lake News</title><item><title>Rain in Herat</title></item></channel></rss>"
HOME = "<html><head><link rel=alternate type=application/rss+xml href=/rss.xml></head><body>News</body></html>"
FORBIDDEN = "127.0.0.1:{port} asks programs not to read this page (robots.txt)."


class Site:
    """Answers by path: (status, text[, headers]); counts what was asked."""

    def __init__(self):
        self.pages = {"/": (200, HOME), "/rss.xml": (200, RSS), "/live": (200, "<html>live</html>")}
        self.asked = []

    async def answer(self, request):
        self.asked.append(request.path)
        status, text, *headers = self.pages.get(request.path, (404, ""))
        return web.Response(status=status, text=text, content_type="text/html", headers=headers[0] if headers else None)


@pytest.fixture
async def site():
    here = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", here.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    server = web.TCPSite(runner, "127.0.0.1", 0)
    await server.start()
    here.port = server._server.sockets[0].getsockname()[1]
    here.url = f"http://127.0.0.1:{here.port}"
    here.clock = Hand(datetime(2021, 8, 13, 18, tzinfo=UTC))
    fetcher = HttpFetcher(timeout=5)
    here.web = Web(fetcher, InlineWorkers(), here.clock)
    yield here
    await fetcher.close()
    await runner.cleanup()


def live(site):
    return FetchRequest(url=site.url + "/live", allow_private=True)


async def test_a_page_is_asked_for_where_robots_txt_allows_and_once_a_day(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /archive\n")
    assert (await site.web.fetch(live(site), "liveblog")).status == 200
    await site.web.fetch(live(site), "liveblog")
    site.clock.time += timedelta(hours=23)
    await site.web.fetch(live(site), "liveblog")
    assert site.asked == ["/robots.txt", "/live", "/live", "/live"]
    site.clock.time += timedelta(hours=2)
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /\n")
    refused = await site.web.fetch(live(site), "liveblog")
    assert refused == FetchProblem(url=site.url + "/live", text=FORBIDDEN.format(port=site.port))
    assert site.asked[4:] == ["/robots.txt"]


@pytest.mark.parametrize("hops", [1, 2])
@pytest.mark.parametrize("kind", ["", "liveblog"])
async def test_a_page_that_robots_txt_forbids_is_not_read_through_a_redirect_either(site, hops, kind):
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /live\n")
    site.pages["/start1"] = (302, "", {"Location": "/live"})
    site.pages["/start2"] = (301, "", {"Location": "/start1"})
    asked = FetchRequest(url=f"{site.url}/start{hops}", allow_private=True)
    assert await site.web.fetch(asked, kind) == FetchProblem(url=asked.url, text=FORBIDDEN.format(port=site.port))
    assert "/live" not in site.asked
    assert site.asked.count("/robots.txt") == 1


async def test_the_host_that_a_page_redirects_to_is_asked_too(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /live\n")
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    site.pages["/start"] = (302, "", {"Location": elsewhere + "/live"})
    refused = await site.web.fetch(FetchRequest(url=site.url + "/start", allow_private=True), "liveblog")
    assert refused.text == f"localhost:{site.port} asks programs not to read this page (robots.txt)."
    assert site.asked == ["/robots.txt", "/start", "/robots.txt"]


async def test_a_page_may_redirect_to_another_and_to_a_feed(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /rss.xml\n")
    for target in ("/live", "/rss.xml"):
        site.pages["/start"] = (302, "", {"Location": target})
        answer = await site.web.fetch(FetchRequest(url=site.url + "/start", allow_private=True))
        assert (answer.status, answer.url) == (200, site.url + target)


async def test_a_feed_is_not_asked_about(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /\n")
    assert (await site.web.fetch(FetchRequest(url=site.url + "/rss.xml", allow_private=True))).status == 200
    assert (await site.web.fetch(live(site), "rss")).status == 200
    assert "/robots.txt" not in site.asked


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_where_there_is_no_robots_txt_all_is_allowed(site, status):
    site.pages["/robots.txt"] = (status, "")
    assert isinstance(await site.web.fetch(live(site)), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_where_robots_txt_cannot_be_had_nothing_is_read_until_it_can(site, status):
    site.pages["/robots.txt"] = (status, "", {"Retry-After": "60"})
    problem = await site.web.fetch(live(site))
    assert f"127.0.0.1 answered {status}" in problem.text
    assert "until it can be read its pages are left alone" in problem.text
    assert (problem.retry_after, problem.gone, problem.url) == (60, False, site.url + "/live")
    assert "/live" not in site.asked
    site.pages["/robots.txt"] = (200, "")
    assert isinstance(await site.web.fetch(live(site)), FetchProblem)
    site.clock.time += timedelta(hours=1)
    assert isinstance(await site.web.fetch(live(site)), Fetched)


async def test_an_old_robots_txt_serves_while_a_new_one_cannot_be_had(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /live")
    await site.web.fetch(live(site))
    site.clock.time += timedelta(hours=25)
    site.pages["/robots.txt"] = (503, "")
    assert "robots.txt" in (await site.web.fetch(live(site))).text
    assert isinstance(await site.web.fetch(FetchRequest(url=site.url + "/", allow_private=True)), Fetched)


async def test_a_site_that_cannot_be_reached_says_so_itself(site):
    problem = await site.web.fetch(FetchRequest(url="http://127.0.0.1:1/live", allow_private=True))
    assert problem == FetchProblem(url="http://127.0.0.1:1/live", text="127.0.0.1 refuses the connection.")


@pytest.mark.parametrize("hops", [5, 6])
async def test_redirects_of_robots_txt_are_followed_five_times(site, hops):
    site.pages["/robots.txt"] = (302, "", {"Location": "/r1"})
    for n in range(1, hops):
        site.pages[f"/r{n}"] = (301, "", {"Location": f"/r{n + 1}"})
    site.pages[f"/r{hops}"] = (200, "User-agent: *\nDisallow: /archive")
    assert isinstance(await site.web.fetch(live(site)), Fetched) == (hops == 5)


async def test_a_crawl_delay_lengthens_the_interval_and_holds_the_host(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\nCrawl-delay: 90")
    assert (await site.web.fetch(live(site))).max_age == 90
    assert site.web.delay(site.url + "/other") == timedelta(seconds=90)
    assert site.web.delay("http://127.0.0.1:1/") == timedelta()
    site.clock.time += timedelta(hours=25)
    site.pages["/robots.txt"] = (200, "User-agent: *\nCrawl-delay: 100000")
    assert (await site.web.fetch(live(site))).max_age == 100_000
    assert site.web.delay(site.url + "/other") == timedelta(minutes=5)


async def test_what_is_kept_of_robots_txt_is_bounded(site):
    site.pages["/robots.txt"] = (200, "User-agent: *\n" + "# much to say\n" * 40_000)
    for n in range(40):
        host = f"http://127.0.0.{n + 1}"
        site.web.rules[host + "/robots.txt", True] = await site.web.rules_of(site.url + "/robots.txt", True)
        site.clock.time += timedelta(days=2)
    await site.web.fetch(live(site))
    assert sum(len(rules.body) for rules in site.web.rules.values()) <= ROBOTS_KEPT
    assert (site.url + "/robots.txt", True) in site.web.rules


async def test_a_page_leads_to_its_feed_unless_it_is_not_to_be_read(site):
    found = await site.web.find(site.url, allow_private=True)
    assert (found.url, found.feed.title) == (site.url + "/rss.xml", "Lake News")
    site.clock.time += timedelta(days=2)
    site.pages["/robots.txt"] = (200, "User-agent: *\nDisallow: /")
    refused = await site.web.find(site.url, allow_private=True)
    assert refused.text == FORBIDDEN.format(port=site.port)


NAMED = "".join(f"<link rel=alternate type=application/rss+xml href=/feed{n}>" for n in range(1, 6))


@pytest.mark.parametrize("works", [1, 2, 3])
async def test_the_first_feed_that_works_of_those_a_page_names_is_meant(site, works):
    site.pages["/"] = (200, f"<html><head>{NAMED}</head></html>")
    site.pages["/feed1"] = (200, "<html>moved</html>")
    site.pages[f"/feed{works}"] = site.pages["/feed4"] = (200, RSS)
    found = await site.web.find(site.url, allow_private=True)
    assert (found.url, found.feed.title) == (f"{site.url}/feed{works}", "Lake News")
    assert found.feed.problems[0] == f"Read from {site.url}/feed{works}, which the page names."
    assert "/feed4" not in site.asked


async def test_of_many_feeds_that_a_page_names_three_are_tried_and_the_first_one_s_problem_is_told(site):
    site.pages["/"] = (200, f"<html><head>{NAMED}</head></html>")
    site.pages["/feed1"] = (410, "")
    site.pages["/feed4"] = (200, RSS)
    found = await site.web.find(site.url, allow_private=True)
    assert found.feed.kind == ""
    assert found.feed.problems[-1] == "127.0.0.1 answered 410: the feed is gone for good."
    assert [path for path in site.asked if "feed" in path] == ["/feed1", "/feed2", "/feed3"]


async def test_an_index_of_sitemaps_is_one_feed_at_its_own_address(site):
    days = "".join(
        f"<sitemap><loc>/news-{day}.xml</loc><lastmod>2021-08-{day}</lastmod></sitemap>" for day in (12, 13, 14)
    )
    one = "<urlset><url><loc>/{0}</loc><news><title>Report {0}</title></news></url></urlset>"
    site.pages["/sitemap.xml"] = (200, f"<sitemapindex>{days}</sitemapindex>")
    site.pages |= {f"/news-{day}.xml": (200, one.format(day % 13)) for day in (12, 13, 14)}
    found = await site.web.find(site.url + "/sitemap.xml", allow_private=True)
    assert (found.url, found.feed.kind) == (site.url + "/sitemap.xml", "sitemap")
    assert [entry.title for entry in found.feed.entries] == ["Report 1", "Report 0"]
    assert "/news-12.xml" not in site.asked
    site.pages["/news-14.xml"] = (404, "")
    found = await site.web.find(site.url + "/sitemap.xml", allow_private=True)
    assert [entry.title for entry in found.feed.entries] == ["Report 0"]
    site.pages["/news-13.xml"] = (404, "")
    problem = await site.web.find(site.url + "/sitemap.xml", allow_private=True)
    assert (problem.url, problem.text) == (site.url + "/sitemap.xml", "127.0.0.1 answered 404: the page is not there.")


async def test_what_people_look_up_is_never_private(site):
    assert await site.web.look_up(site.url) == FetchProblem(url=site.url, text=PRIVATE)
    assert await site.web.look_up(site.url + "/rss.xml") == FetchProblem(url=site.url + "/rss.xml", text=PRIVATE)
    assert site.asked == []


async def test_what_takes_too_long_is_given_up(site, monkeypatch):
    monkeypatch.setattr("bot.web.LOOKUP_SECONDS", 0.05)
    async with site.web.lookups, site.web.lookups, site.web.lookups, site.web.lookups:
        assert "did not answer" in (await site.web.look_up(site.url)).text
    assert site.web.looking == 0


async def test_a_crowd_is_told_to_come_again(site, monkeypatch):
    monkeypatch.setattr("bot.web.LOOKUP_SECONDS", 0.05)
    async with site.web.lookups, site.web.lookups, site.web.lookups, site.web.lookups:
        said = await asyncio.gather(*(site.web.look_up(site.url) for _ in range(LOOKUPS + WAITING + 3)))
    assert [("Too many" in one.text) for one in said].count(True) == 3
    assert (await site.web.look_up(site.url)).text == PRIVATE


HOSTILE = b"<rss version='2.0'><channel><item><description>" + b"<a>" * 200_000


async def test_what_takes_too_long_to_read_is_given_up_and_the_next_is_read(monkeypatch):
    workers = ProcessWorkers(max_workers=1)
    reader = Web(None, workers, None)
    honest = Fetched(url="https://lake.example/rss", status=200, body=RSS.encode())
    read = await reader.parse(honest)
    assert read.title == "Lake News"
    assert 0 < read.took < 5
    with monkeypatch.context() as patch:
        patch.setattr("bot.web.PARSE_SECONDS", 0.1)
        feed = await reader.parse(Fetched(url="https://bomb.example/rss", status=200, body=HOSTILE))
    assert feed == Feed(kind="", problems=("It took over 0 s to read, so it was given up.",), took=0.1)
    assert (await reader.parse(honest)).title == "Lake News"
    await workers.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not count a process's memory")
async def test_what_takes_too_much_memory_to_read_is_given_up_and_the_next_is_read():
    workers = ProcessWorkers(max_workers=1, max_memory=64 * 1024 * 1024)
    reader = Web(None, workers, None)
    feed = await reader.parse(Fetched(url="https://bomb.example/rss", status=200, body=HOSTILE))
    assert feed == Feed(kind="", problems=("It takes too much memory to read, so it was given up.",))
    honest = await reader.parse(Fetched(url="https://lake.example/rss", status=200, body=RSS.encode()))
    assert honest.title == "Lake News"
    await workers.close()
