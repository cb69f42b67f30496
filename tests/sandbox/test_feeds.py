"""The feeds over loopback HTTP, as readers and as our own parser see them."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.ingest.parse import parse
from handlers.sandbox import Sandbox, feeds, scenario

STORY = scenario.load()
OUTLETS = {outlet.key: outlet for outlet in STORY.outlets}
SHARED = Path(__file__).parents[3] / "shared/data/briefs/setC.items.jsonl"
ODD = "R&D <b>x</b> \x00\x0b\ud800 \ufffe“q” ]]> é 🙂 &amp; a < b"
CLEAN = "R&D <b>x</b>  “q” ]]> é 🙂 &amp; a < b"


class Stopped:
    def __init__(self, time: datetime) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time


@pytest.fixture
def stopped() -> Stopped:
    return Stopped(scenario.DEFAULT_NOW)


@asynccontextmanager
async def serving(register: Callable[[web.Application], None]) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application()
    register(app)
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
async def client(stopped: Stopped) -> AsyncIterator[TestClient[Any, Any]]:
    async with serving(feeds.routes(STORY, stopped)) as client:
        yield client


def expected(key: str, now: datetime) -> list[tuple[str, str]]:
    """(id, title) of what a feed holds at `now`, newest first."""
    items = [item for item in STORY.items if item.outlet == key and item.at <= now]
    return [(item.id, item.as_of(now)[1]) for item in sorted(items, key=lambda item: item.at, reverse=True)]


def moment(parsed: Any) -> datetime:
    return datetime(*parsed[:6], tzinfo=UTC)


@pytest.mark.parametrize("key", [outlet.key for outlet in STORY.outlets if outlet.kind != "json"])
async def test_feedparser_reads_each_xml_feed_back(client: TestClient[Any, Any], stopped: Stopped, key: str) -> None:
    answer = await client.get(f"/feeds/{key}.xml")
    assert answer.status == 200
    outlet = OUTLETS[key]
    parsed = feedparser.parse(io.BytesIO(await answer.read()), response_headers={"content-type": answer.content_type})
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == {"rss": "rss20", "atom": "atom10", "rdf": "rss10"}[outlet.kind]
    assert parsed.feed.title == outlet.name
    assert "invented outlet for the sitrep demo" in parsed.feed.subtitle
    assert parsed.feed.language == outlet.lang
    held = {item.id: item for item in STORY.items}
    wanted = expected(key, stopped.time)
    assert wanted
    assert [entry.title for entry in parsed.entries] == [title for _, title in wanted]
    for entry, (id, _) in zip(parsed.entries, wanted, strict=True):
        item = held[id]
        changed, _, text = item.as_of(stopped.time)
        assert moment(entry.published_parsed) == item.at
        assert dict.get(entry, "updated_parsed") is None or moment(entry.updated_parsed) == changed
        assert (changed == item.at) or moment(entry.updated_parsed) == changed
        assert dict.get(entry, "summary", "") == text
        assert entry.link == str(client.make_url(item.link))
        assert id in entry.id
        assert [tag.term for tag in dict.get(entry, "tags", [])] == list(item.categories)
        if item.author:
            assert entry.author == item.author


@pytest.mark.parametrize("outlet", STORY.outlets, ids=lambda outlet: outlet.key)
async def test_our_own_parser_has_nothing_to_complain_of(
    client: TestClient[Any, Any], stopped: Stopped, outlet: scenario.Outlet
) -> None:
    path = scenario.feed_path(outlet)
    answer = await client.get(path)
    feed = parse(await answer.read(), str(client.make_url(path)), answer.headers["Content-Type"])
    assert feed.problems == ()
    assert (feed.kind, feed.title, feed.lang) == (outlet.kind, outlet.name, outlet.lang)
    assert [entry.title for entry in feed.entries] == [title for _, title in expected(outlet.key, stopped.time)]
    held = {item.id: item for item in STORY.items}
    for entry, (id, _) in zip(feed.entries, expected(outlet.key, stopped.time), strict=True):
        assert (entry.text, entry.published) == (held[id].as_of(stopped.time)[2], held[id].at)
        assert entry.lang == outlet.lang


async def test_json_feed_is_as_the_specification_says(client: TestClient[Any, Any], stopped: Stopped) -> None:
    answer = await client.get("/feeds/openhand.json")
    assert answer.content_type == "application/feed+json"
    feed = json.loads(await answer.read())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == str(client.make_url("/feeds/openhand.json"))
    assert [(item["id"], item["title"]) for item in feed["items"]] == expected("openhand", stopped.time)
    assert feed["language"] == "en"
    for item in feed["items"]:
        assert datetime.fromisoformat(item["date_published"]) <= stopped.time


async def test_nothing_is_told_before_its_time(client: TestClient[Any, Any], stopped: Stopped) -> None:
    stopped.time = scenario.START
    before = await (await client.get("/feeds/meridian.xml")).read()
    assert ET.fromstring(before).findall("channel/item") == []
    first = next(item for item in STORY.items if item.outlet == "meridian")
    assert (await client.get(first.link)).status == 404
    stopped.time = first.at
    after = await (await client.get("/feeds/meridian.xml")).read()
    assert [node.text for node in ET.fromstring(after).findall("channel/item/title")] == [first.title]
    assert (await client.get(first.link)).status == 200


async def test_only_the_newest_items_are_kept(stopped: Stopped) -> None:
    async with serving(feeds.routes(STORY, stopped, last=3)) as client:
        body = await (await client.get("/feeds/meridian.xml")).read()
    titles = [node.text for node in ET.fromstring(body).findall("channel/item/title")]
    assert titles == [title for _, title in expected("meridian", stopped.time)[:3]]


async def test_an_etag_spares_the_body_until_something_is_new(client: TestClient[Any, Any], stopped: Stopped) -> None:
    first = await client.get("/feeds/meridian.xml")
    assert first.headers["Cache-Control"] == "max-age=60"
    held = {"If-None-Match": first.headers["ETag"]}
    stopped.time += timedelta(minutes=1)
    again = await client.get("/feeds/meridian.xml", headers=held)
    assert (again.status, await again.read()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    stopped.time += timedelta(hours=1)
    news = await client.get("/feeds/meridian.xml", headers=held)
    assert news.status == 200
    assert news.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("etag", "status"), [('W/"{}"', 304), ('"other", "{}"', 304), ("*", 304), ('"other"', 200), ("broken", 200)]
)
async def test_forms_of_if_none_match(client: TestClient[Any, Any], etag: str, status: int) -> None:
    first = await client.get("/feeds/northgate.xml")
    asked = etag.format(first.headers["ETag"].strip('"'))
    # The date says that nothing changed, but the ETag goes before it.
    headers = {"If-None-Match": asked}
    if etag != "broken":
        headers["If-Modified-Since"] = first.headers["Last-Modified"]
    assert (await client.get("/feeds/northgate.xml", headers=headers)).status == status


async def test_a_date_spares_the_body_until_something_is_new(client: TestClient[Any, Any], stopped: Stopped) -> None:
    first = await client.get("/feeds/harbour.xml")
    told = parsedate_to_datetime(first.headers["Last-Modified"])
    assert told == max(item.at for item in STORY.items if item.outlet == "harbour" and item.at <= stopped.time)
    headers = {"If-Modified-Since": first.headers["Last-Modified"]}
    assert (await client.get("/feeds/harbour.xml", headers=headers)).status == 304
    stopped.time += timedelta(days=1)
    assert (await client.get("/feeds/harbour.xml", headers=headers)).status == 200


@pytest.mark.parametrize("outlet", [outlet for outlet in STORY.outlets if outlet.dies], ids=lambda outlet: outlet.key)
async def test_a_source_dies(client: TestClient[Any, Any], stopped: Stopped, outlet: scenario.Outlet) -> None:
    assert outlet.dies
    path = scenario.feed_path(outlet)
    stopped.time = outlet.dies - timedelta(seconds=1)
    alive = await client.get(path)
    assert alive.status == 200
    for later in (timedelta(0), timedelta(days=3)):
        stopped.time = outlet.dies + later
        dead = await client.get(path, headers={"If-None-Match": alive.headers["ETag"]})
        assert dead.status == 500
        assert "Retry-After" not in dead.headers


@pytest.mark.parametrize("item", [item for item in STORY.items if item.revisions], ids=lambda item: item.id)
async def test_a_revision_appears_under_the_same_id(
    client: TestClient[Any, Any], stopped: Stopped, item: scenario.ScenarioItem
) -> None:
    path = scenario.feed_path(OUTLETS[item.outlet])

    async def entry() -> Any:
        body = await (await client.get(path)).read()
        feed = parse(body, str(client.make_url(path)), None)
        (found,) = (entry for entry in feed.entries if (entry.link or "").endswith(item.link))
        return found

    changed, title, text = item.revisions[-1]
    stopped.time = item.revisions[0][0] - timedelta(minutes=1)
    before = await entry()
    stopped.time = changed
    after = await entry()
    assert (before.title, before.text) == (item.title, item.text)
    assert (after.title, after.text, after.updated) == (title, text, changed)
    assert (after.id, after.published) == (before.id, before.published)
    page = await (await client.get(item.link)).text()
    assert f"changed {changed:%d %B, %H:%M} UTC" in page


async def test_a_story_page_says_that_its_outlet_is_invented(client: TestClient[Any, Any]) -> None:
    for item in STORY.items:
        if item.at > scenario.DEFAULT_NOW:
            continue
        answer = await client.get(item.link)
        page = await answer.text()
        assert answer.status == 200
        assert "an invented outlet for the sitrep demo" in page
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert ('dir="rtl"' in page[:100]) == (item.lang == "fa")


async def test_the_index_leads_to_every_feed(client: TestClient[Any, Any]) -> None:
    page = await (await client.get("/feeds/")).text()
    for outlet in STORY.outlets:
        assert f'<a href="{scenario.feed_path(outlet)}">{outlet.name}</a>' in page


@pytest.mark.parametrize(
    "path",
    ["/feeds/nobody.xml", "/feeds/meridian.json", "/feeds/openhand.xml", "/feeds/meridian", "/news/meridian/x",
     "/news/nobody/meridian-120614", "/news/harbour/meridian-120614"],
)  # fmt: skip
async def test_what_is_not_there_is_404(client: TestClient[Any, Any], path: str) -> None:
    assert (await client.get(path)).status == 404


@pytest.mark.parametrize("kind", ["rss", "atom", "rdf", "json"])
async def test_odd_characters_survive(stopped: Stopped, kind: Any) -> None:
    outlet = scenario.Outlet(key="odd", name="O&D <x>", lang="en", kind=kind, description=ODD)
    item = scenario.ScenarioItem(
        outlet="odd", id="1", at=stopped.time, title=ODD, text=ODD, link="/news/odd/1", lang="en", author=ODD
    )
    async with serving(feeds.routes(scenario.Scenario((outlet,), (item,)), stopped)) as client:
        answer = await client.get(scenario.feed_path(outlet))
        body = await answer.read()
        page = await (await client.get("/news/odd/1")).text()
        index = await (await client.get("/feeds/")).text()
    feed = parse(body, "http://127.0.0.1/", answer.headers["Content-Type"])
    (entry,) = feed.entries
    assert feed.problems == ()
    assert feed.title == "O&D <x>"
    assert " ".join(CLEAN.split()) == entry.title == entry.text == entry.author
    assert "<b>x" not in page
    assert "<b>x" not in index
    assert "&lt;b&gt;x" in page


async def test_it_lives_in_the_sandbox(stopped: Stopped) -> None:
    sandbox = Sandbox(stopped)
    sandbox.mount(feeds.routes(STORY, stopped))
    await sandbox.start()
    try:
        from aiohttp import ClientSession

        async with ClientSession() as session:
            for source in STORY.sources(f"http://127.0.0.1:{sandbox.port}"):
                async with session.get(source["url"]) as answer:
                    assert answer.status == 200
    finally:
        await sandbox.close()


async def test_items_of_a_file_are_served_as_they_come(stopped: Stopped) -> None:
    rows = [
        {"id": f"C{number}", "title": f"Title {number}", "text": "Text.", "published": f"2021-08-28T{number:02}:30:00Z",
         "outlet": "BBC" if number % 2 else "The Post", "link": f"https://x.test/{number}", "lang": "de" if number == 2 else "en"}
        for number in range(1, 24)
    ]  # fmt: skip
    replayed = scenario.from_items(rows)
    stopped.time = datetime(2021, 8, 28, 9, 30, tzinfo=UTC)
    async with serving(feeds.file_routes(rows, stopped)) as client:
        seen = {}
        for source in replayed.sources(""):
            feed = parse(await (await client.get(source["url"])).read(), "http://127.0.0.1/", None)
            assert feed.title == source["name"]
            seen.update({entry.id: entry for entry in feed.entries})
    assert sorted(seen) == sorted(row["id"] for row in rows if row["published"] <= "2021-08-28T09:30:00Z")
    assert seen["C4"].link == "https://x.test/4"
    assert (seen["C2"].lang, seen["C4"].lang) == ("de", "en")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the measuring data beside the checkout is not here")
async def test_real_items_come_through_whole(stopped: Stopped) -> None:
    rows = [json.loads(line) for line in SHARED.read_text(encoding="utf-8").splitlines()]
    stopped.time = datetime(2021, 9, 1, tzinfo=UTC)
    seen: dict[str, Any] = {}
    async with serving(feeds.file_routes(rows, stopped)) as client:
        for source in scenario.from_items(rows).sources(""):
            feed = parse(await (await client.get(source["url"])).read(), "http://127.0.0.1/", None)
            assert feed.problems == ()
            seen.update({entry.id: entry for entry in feed.entries})
    for row in rows:
        entry = seen[row["id"]]
        assert entry.title == " ".join(row["title"].split())
        assert " ".join(entry.text.split()) == " ".join((row["text"] or "").split())
        assert (entry.link, entry.published) == (row["link"], datetime.fromisoformat(row["published"]))
