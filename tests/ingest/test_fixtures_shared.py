"""Two feed parsers' own test feeds, with what they expect of the fields that we keep, and saved live blogs. They are for
measuring and are not part of the repository: without them these tests are skipped."""

import ast
import gzip
import json
import socket
import tarfile
import time
from datetime import datetime
from pathlib import Path, PurePosixPath

import pytest

from bot.ingest.changes import changes
from bot.ingest.fields import MAX_LINK, language, web_link
from bot.ingest.parse import parse
from bot.ingest.plain import clean, clean_lines, text_of
from bot.model import Entry, Feed
from bot.web import PARSE_SECONDS

SHARED = Path(__file__).parents[3] / "shared" / "data"
DATA, LIVE = SHARED / "feed_fixtures", SHARED / "live_blogs"
BASE = "http://127.0.0.1:8097/"  # where the first suite's authors serve their feeds
FLOOR, FLOOR_SECOND = 0.994, 0.993  # of the expectations of each suite; raised, never lowered

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.exists(), reason="the measuring data is not here (feed_fixtures beside the checkout)"),
]


def read_all(name: str) -> dict[str, bytes]:
    with tarfile.open(DATA / name) as archive:
        return {m.name: archive.extractfile(m).read() for m in archive.getmembers() if m.isfile()}


def is_text(ours: str, wanted: str) -> bool:
    """`wanted` is HTML or plain, as the suites have both; ours is what a reader sees of it."""
    squeezed = clean(ours)
    return squeezed in (clean(text_of(wanted)), clean(wanted), clean(text_of(text_of(wanted))))


def is_body(entry: Entry, wanted: str) -> bool:
    return entry.html.strip() == wanted.strip() or is_text(entry.text, wanted) or entry.text == clean_lines(wanted)


def is_link(ours: str | None, wanted: str, base: str) -> bool:
    return len(wanted) > MAX_LINK or ours == web_link(wanted, base)


def is_time(ours: datetime | None, wanted: str | tuple) -> bool:
    if isinstance(wanted, str):
        wanted = datetime.fromisoformat(wanted).utctimetuple()[:6]
    return ours is not None and ours.utctimetuple()[:6] == tuple(wanted)[:6]


def is_author(ours: str | None, wanted: str) -> bool:
    return (ours or "") in (wanted, clean(text_of(wanted)), wanted.partition(" (")[0])


# --- the first suite: expectations are expressions over its own names ------------------------------------------------


def told(entry: Entry, path: tuple, wanted: object, base: str) -> bool | None:
    """Whether the entry has what is expected at this path; None where we keep no such field."""
    match path:
        case ("title",) | ("title_detail", "value"):
            return is_text(entry.title, wanted)
        case ("description" | "summary",) | ("content", _, "value") | ("summary_detail", "value"):
            return is_body(entry, wanted)
        case ("link",):
            return is_link(entry.link, wanted, base)
        case ("id" | "guid",):
            return entry.id == clean(wanted)
        case ("published_parsed" | "created_parsed",):
            return is_time(entry.published, wanted)
        case ("updated_parsed",):
            return is_time(entry.updated, wanted) or is_time(entry.published, wanted)
        case ("author",):
            return is_author(entry.author, wanted)
        case ("tags", _, "term" | "label") | ("category",):
            return clean(wanted) in entry.categories
        case ("enclosures", _, "href") | ("media_content" | "media_thumbnail", _, "url"):
            return web_link(wanted, base) in entry.media
        case ("title_detail" | "summary_detail", "language") | ("content", _, "language"):
            return entry.lang == language(wanted or "")
        case ("where", "coordinates") if isinstance(wanted[0], int | float):
            return (entry.lat, entry.lon) == (wanted[1], wanted[0])
    return None


def told_of_feed(feed: Feed, path: tuple, wanted: object, base: str) -> bool | None:
    match path:
        case ("title",) | ("title_detail", "value"):
            return is_text(feed.title, wanted)
        case ("link",):
            return is_link(feed.link, wanted, base)
        case ("language",):
            return feed.lang == language(wanted)
    return None


def comparisons(expression: str):
    """(path, wanted) of each "place == literal" that must hold."""
    for node in ast.walk(ast.parse(expression.strip(), mode="eval")):
        if not (isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq)):
            continue
        path, place = [], node.left
        while isinstance(place, ast.Subscript | ast.Attribute):
            path.append(place.attr if isinstance(place, ast.Attribute) else ast.literal_eval(place.slice))
            place = place.value
        try:
            wanted = ast.literal_eval(node.comparators[0])
        except ValueError:
            continue
        if isinstance(place, ast.Name):
            yield (place.id, *reversed(path)), wanted


def parts_of(body: bytes) -> int:
    return sum(part in body for part in (b"<title", b"<summary", b"<content"))


def test_the_first_suites_well_formed_expectations_are_met() -> None:
    bodies = read_all("feedparser_tests.tar.gz")
    rows = map(json.loads, (DATA / "feedparser_tests_manifest.jsonl").read_text().splitlines())
    asked, missed = 0, []
    for row in rows:
        if "/wellformed/" not in row["file"]:
            continue
        headers = dict(part.split(": ", 1) for part in (row["header"] or "").splitlines() if ": " in part)
        lowered = {key.lower(): value for key, value in headers.items()}
        if "content-language" in lowered:  # the parser is not told of it
            continue
        base = web_link(lowered.get("content-location") or "", BASE) or BASE + row["file"]
        feed = parse(bodies[row["file"]], base, lowered.get("content-type"))
        try:
            wanted_of = list(comparisons(row["expect"] or ""))
        except (SyntaxError, ValueError):
            continue
        for path, wanted in wanted_of:
            match path:
                case ("entries", int(number), *rest) if rest:
                    held = len(feed.entries) > number
                    result = told(feed.entries[number], tuple(rest), wanted, base) if held else False
                case ("feed", *rest) if rest:
                    result = told_of_feed(feed, tuple(rest), wanted, base)
                case _:
                    result = None
            if path[-1] == "language" and path[0] == "entries" and parts_of(bodies[row["file"]]) > 1:
                continue  # an entry has one language: that of its text
            if result is not None:
                asked += 1
                if not result:
                    missed.append((row["file"], path, wanted))
    assert asked > 900
    share = 1 - len(missed) / asked
    print(f"\n{share:.4f} of {asked}")
    assert share >= FLOOR, missed


# --- the second suite: one expected feed beside each feed --------------------------------------------------------------


def second_suite_checks(feed: Feed, wanted: dict):
    """(what, whether it holds)."""
    if wanted.get("title"):
        yield "feed title", is_text(feed.title, wanted["title"])
    if wanted.get("link"):
        yield "feed link", is_link(feed.link, wanted["link"], BASE)
    if wanted.get("language"):
        yield "feed language", feed.lang == language(wanted["language"])
    items = wanted.get("items") or []
    if items:
        yield "items", len(feed.entries) == len(items)
    for entry, item in zip(feed.entries, items, strict=False):
        if item.get("title"):
            yield "title", is_text(entry.title, item["title"])
        bodies = [item[key] for key in ("content", "description") if item.get(key)]
        if bodies:
            yield "text", any(is_body(entry, body) for body in bodies)
        if item.get("link"):
            yield "link", is_link(entry.link, item["link"], BASE)
        if item.get("guid"):
            yield "id", entry.id in (clean(item["guid"]), clean(text_of(item["guid"])))
        if item.get("publishedParsed"):
            yield "published", is_time(entry.published, item["publishedParsed"])
        if item.get("updatedParsed"):
            yield "updated", is_time(entry.updated, item["updatedParsed"])
        for author in item.get("authors") or []:
            name = author.get("name") or author.get("email") or ""
            yield "author", name in (entry.author or "") or text_of(name) == entry.author
        for category in item.get("categories") or []:
            yield "category", any(is_text(each, category) for each in entry.categories)
        for enclosure in item.get("enclosures") or []:
            yield "media", web_link(enclosure["url"], BASE) in entry.media


def as_one_form(wanted: dict) -> dict:
    """What the suite expects of RSS, Atom or JSON alone, under the names that it has for all of them."""

    def values(found: object, *names: str) -> list[str]:
        found = found if isinstance(found, list) else [found]
        given = [part if isinstance(part, dict) else dict.fromkeys(names, part) for part in found if part]
        return [next(filter(None, map(part.get, names))) for part in given if any(map(part.get, names))]

    def link(found: dict, *names: str) -> str:
        to_page = [
            each for each in found.get("links") or [] if isinstance(each, dict) and each.get("rel") == "alternate"
        ]
        return next(filter(None, [*(found.get(name) for name in names), *values(to_page, "href")]), "")

    def item(of: dict) -> dict:
        return {
            "title": of.get("title"),
            "content": next(iter(values(of.get("content") or of.get("content_html"), "value")), ""),
            "description": of.get("description") or of.get("summary") or of.get("content_text"),
            "link": link(of, "link", "url"),
            "guid": of.get("id") or next(iter(values(of.get("guid"), "value")), ""),
            "publishedParsed": of.get("publishedParsed") or of.get("pubDateParsed") or of.get("date_published"),
            "updatedParsed": of.get("updatedParsed") or of.get("date_modified"),
            "authors": [{"name": name} for name in values(of.get("authors") or of.get("author"), "name", "email")],
            "categories": values(of.get("categories") or of.get("tags"), "value", "term", "label"),
            "enclosures": [{"url": url} for url in values(of.get("enclosures") or of.get("attachments"), "url")],
        }

    return {
        "title": wanted.get("title"),
        "link": link(wanted, "link", "home_page_url"),
        "language": wanted.get("language"),
        "items": [item(of) for of in wanted.get("items") or wanted.get("entries") or []],
    }


def test_the_second_suites_expectations_are_met() -> None:
    files = read_all("gofeed_testdata.tar.gz")
    asked, missed = 0, []
    for name, body in files.items():
        path = PurePosixPath(name)
        if path.parts[1] not in ("translator", "parser") or path.stem.endswith("_expected"):
            continue
        beside = path.with_suffix(".json") if path.suffix == ".xml" else path.with_stem(path.stem + "_expected")
        if str(beside) not in files or (path.suffix == ".json" and path.parent.name != "json"):
            continue
        try:
            wanted = json.loads(files[str(beside)])
        except ValueError:
            continue  # made so, to be refused
        feed = parse(body, BASE)
        for what, holds in second_suite_checks(feed, wanted if path.parts[1] == "translator" else as_one_form(wanted)):
            asked += 1
            if not holds:
                missed.append((name, what))
    assert asked > 500
    share = 1 - len(missed) / asked
    print(f"\n{share:.4f} of {asked}")
    assert share >= FLOOR_SECOND, missed


def test_no_file_of_either_suite_makes_us_fall_or_call_out(monkeypatch) -> None:
    called: list[object] = []  # what is raised within a parser may be caught there
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: called.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_, **__: called.append(host) or [])
    for archive in ("feedparser_tests.tar.gz", "gofeed_testdata.tar.gz"):
        for name, body in read_all(archive).items():
            began = time.process_time()
            feed = parse(body, BASE + name)
            assert feed.kind or feed.problems, name
            assert time.process_time() - began < PARSE_SECONDS, name
    assert called == []


# --- pages with live blogs, and the updates in them ------------------------------------------------------------------


@pytest.mark.parametrize("page", sorted(LIVE.glob("*.html.gz")), ids=lambda page: page.name)
def test_every_update_of_a_live_blog_is_found_with_its_time(page) -> None:
    body, url = gzip.decompress(page.read_bytes()), "https://live.example/" + page.name
    lines = gzip.decompress(page.with_name(page.name.replace(".html", "_updates.jsonl")).read_bytes())
    wanted = [json.loads(line) for line in lines.splitlines()]
    feed = parse(body, url)
    assert (feed.kind, len(feed.entries), len({entry.id for entry in feed.entries})) == ("liveblog", *[len(wanted)] * 2)
    for entry, update in zip(feed.entries, wanted, strict=True):
        assert is_text(entry.title, update["headline"])
        assert is_body(entry, update["body"])
        assert is_time(entry.published, update["datePublished"])
        assert is_time(entry.updated, update["dateModified"])

    known = {each.entry.id: (each.digest, each.revision) for each in changes(feed.entries, {})}
    assert changes(parse(body, url).entries, known) == ()
    # the newest update is taken out of what was known, another is edited
    new, edited = feed.entries[0], feed.entries[-1]
    del known[new.id]
    said = wanted[-1]["headline"].strip()
    again = changes(parse(body.replace(said.encode(), b"Corrected: " + said.encode()), url).entries, known)
    assert [(each.entry.id, each.revision) for each in again] == [(new.id, 1), (edited.id, 2)]
