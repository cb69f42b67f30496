"""The scenario's outlets over HTTP: a real feed each, in its kind, and a page for every story, so that links lead somewhere.

GET /feeds/            the list
GET /feeds/KEY.xml     RSS 2.0, Atom 1.0 or RSS 1.0 (RDF);  /feeds/KEY.json  JSON Feed 1.1
GET /news/KEY/ID       the story
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

from aiohttp import ETag, web
from msgspec.structs import replace

from bot.ports import Clock
from handlers.sandbox.scenario import Outlet, Scenario, ScenarioItem, feed_path, from_items

# Items in a feed. More than most keep, so that a bot which starts late in the scenario still reads all of it.
LAST = 80
MAX_AGE = 60  # seconds that an answer may be kept

# What XML 1.0 cannot hold (its Char production), and lone surrogates, which UTF-8 cannot.
_NO_CHAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_PAGE_HEADERS = {**_HEADERS, "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'"}


class Shown(ScenarioItem, frozen=True, kw_only=True):
    """An item as a reader sees it at some time: its latest words, its address whole."""

    updated: datetime


def routes(scenario: Scenario, clock: Clock, *, last: int = LAST) -> Callable[[web.Application], None]:
    """Adds the routes above to an application: the `last` newest items of an outlet that are published at clock.now()."""
    outlets = {
        outlet.key: replace(outlet, name=clean(outlet.name), description=clean(outlet.description))
        for outlet in scenario.outlets
    }
    items: dict[str, list[ScenarioItem]] = {key: [] for key in outlets}
    for item in reversed(scenario.items):
        items[item.outlet].append(item)

    async def feed(request: web.Request) -> web.Response:
        outlet = outlets.get(request.match_info["key"])
        if outlet is None or request.path != feed_path(outlet):
            raise web.HTTPNotFound(text="There is no such feed.\n")
        now = clock.now()
        if outlet.dies and now >= outlet.dies:
            # not 503 with Retry-After: that speaks for the server, which is the other outlets' as well
            raise web.HTTPInternalServerError(text="Internal Server Error\n")
        base = str(request.url.origin())
        newest = [_shown(item, now, base) for item in items[outlet.key] if item.at <= now][:last]
        return _answer(request, outlet, newest, base)

    async def story(request: web.Request) -> web.Response:
        outlet = outlets.get(request.match_info["key"])
        now = clock.now()
        for item in items[outlet.key] if outlet else ():
            if outlet and item.id == request.match_info["id"] and item.at <= now:
                shown = _shown(item, now, "")
                return _page(shown.lang, shown.title, _story(outlet, shown))
        raise web.HTTPNotFound(text="There is no such story.\n")

    async def index(_: web.Request) -> web.Response:
        return _page("en", "Feeds", _index(outlets.values()))

    def register(app: web.Application) -> None:
        app.router.add_get("/feeds/", index)
        app.router.add_get(r"/feeds/{key}.{ending:xml|json}", feed)
        app.router.add_get("/news/{key}/{id}", story)

    return register


def file_routes(items: Iterable[Mapping[str, Any]], clock: Clock) -> Callable[[web.Application], None]:
    """The same for items as `sitrep analyse` reads them (see scenario.from_items), all that are published at clock.now()."""
    replayed = from_items(items)
    return routes(replayed, clock, last=len(replayed.items))


def _shown(item: ScenarioItem, now: datetime, base: str) -> Shown:
    updated, title, text = item.as_of(now)
    return Shown(
        outlet=item.outlet,
        id=clean(item.id),
        at=item.at,
        title=clean(title),
        text=clean(text),
        link=base + item.link if item.link.startswith("/") else clean(item.link),
        lang=item.lang,
        author=item.author and clean(item.author),
        categories=tuple(map(clean, item.categories)),
        updated=updated,
    )


def clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NO_CHAR.sub("", text)


def _answer(request: web.Request, outlet: Outlet, items: list[Shown], base: str) -> web.Response:
    """The feed, or 304 where the asker has it. An ETag goes before a date (RFC 9110, 13.2.2)."""
    changed = max((item.updated for item in items), default=datetime(1970, 1, 1, tzinfo=UTC)).replace(microsecond=0)
    body = _WRITERS[outlet.kind](outlet, items, base, changed)
    tag = ETag(blake2b(body, digest_size=12).hexdigest())
    if (held := request.if_none_match) is not None:
        fresh = any(mine.value in (tag.value, "*") for mine in held)
    else:
        since = request.if_modified_since
        fresh = since is not None and changed <= since
    answer = web.Response(status=304, headers=_HEADERS) if fresh else web.Response(body=body, headers=_HEADERS)
    if not fresh:
        answer.content_type, answer.charset = _CONTENT_TYPES[outlet.kind], "utf-8"
    answer.etag = tag
    answer.last_modified = changed
    answer.headers["Cache-Control"] = f"max-age={MAX_AGE}"
    return answer


# --- the kinds of feeds -------------------------------------------------------------------------------------------
# Prefixes stand in the names of elements and their namespaces in xmlns attributes: ElementTree writes both as they are,
# which spares its table of prefixes, shared by the whole process.

_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_ATOM = "http://www.w3.org/2005/Atom"


def _rss(outlet: Outlet, items: list[Shown], base: str, changed: datetime) -> bytes:
    """RSS 2.0 (rssboard.org/rss-specification); atom:updated tells a revision, dc:language another language."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:dc": _DC})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", outlet.name)
    _text(channel, "link", f"{base}/feeds/")
    _text(channel, "description", escape(outlet.description, quote=False))
    _text(channel, "language", outlet.lang)
    _text(channel, "lastBuildDate", _rfc822(changed))
    ET.SubElement(channel, "atom:link", rel="self", type="application/rss+xml", href=f"{base}{feed_path(outlet)}")
    for item in items:
        node = ET.SubElement(channel, "item")
        _text(node, "title", escape(item.title, quote=False))
        _text(node, "link", item.link)
        _text(node, "guid", item.id).set("isPermaLink", "false")
        _text(node, "pubDate", _rfc822(item.at))
        _text(node, "dc:creator", item.author)
        for category in item.categories:
            _text(node, "category", category)
        _text(node, "description", escape(item.text, quote=False))
        if item.updated != item.at:
            _text(node, "atom:updated", _rfc3339(item.updated))
        if item.lang != outlet.lang:
            _text(node, "dc:language", item.lang)
    return _xml(root)


def _atom(outlet: Outlet, items: list[Shown], base: str, changed: datetime) -> bytes:
    """Atom 1.0 (RFC 4287). Ids are tag URIs (RFC 4151), so that they stay the same at whatever port we serve."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": outlet.lang})
    _text(root, "title", outlet.name)
    _text(root, "subtitle", outlet.description)
    _text(root, "id", f"tag:{outlet.key}.invalid,2021:feed")
    _text(root, "updated", _rfc3339(changed))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{base}{feed_path(outlet)}")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}/feeds/")
    _text(ET.SubElement(root, "author"), "name", outlet.name)
    for item in items:
        node = ET.SubElement(root, "entry", {"xml:lang": item.lang} if item.lang != outlet.lang else {})
        _text(node, "title", item.title)
        ET.SubElement(node, "link", rel="alternate", type="text/html", href=item.link)
        _text(node, "id", f"tag:{outlet.key}.invalid,2021:{item.id}")
        _text(node, "published", _rfc3339(item.at))
        _text(node, "updated", _rfc3339(item.updated))
        if item.author:
            _text(ET.SubElement(node, "author"), "name", item.author)
        for category in item.categories:
            ET.SubElement(node, "category", term=category)
        _text(node, "summary", item.text)
    return _xml(root)


def _rdf(outlet: Outlet, items: list[Shown], base: str, changed: datetime) -> bytes:
    """RSS 1.0 (web.resource.org/rss/1.0/spec) with Dublin Core; dcterms:issued tells when a revised item first came."""
    address = f"{base}{feed_path(outlet)}"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    names = {"xmlns": "http://purl.org/rss/1.0/", "xmlns:rdf": rdf, "xmlns:dc": _DC, "xmlns:dcterms": _TERMS}
    root = ET.Element("rdf:RDF", names)
    channel = ET.SubElement(root, "channel", {"rdf:about": address})
    _text(channel, "title", outlet.name)
    _text(channel, "link", f"{base}/feeds/")
    _text(channel, "description", escape(outlet.description, quote=False))
    _text(channel, "dc:language", outlet.lang)
    _text(channel, "dc:date", _rfc3339(changed))
    listed = ET.SubElement(ET.SubElement(channel, "items"), "rdf:Seq")
    for item in items:
        ET.SubElement(listed, "rdf:li", {"rdf:resource": item.link})
        node = ET.SubElement(root, "item", {"rdf:about": item.link})
        _text(node, "title", escape(item.title, quote=False))
        _text(node, "link", item.link)
        _text(node, "description", escape(item.text, quote=False))
        _text(node, "dc:identifier", item.id)
        _text(node, "dc:creator", item.author)
        for category in item.categories:
            _text(node, "dc:subject", category)
        _text(node, "dcterms:issued", _rfc3339(item.at))
        _text(node, "dc:date", _rfc3339(item.updated))
        if item.lang != outlet.lang:
            _text(node, "dc:language", item.lang)
    return _xml(root)


def _json(outlet: Outlet, items: list[Shown], base: str, changed: datetime) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/feeds/",
        "feed_url": f"{base}{feed_path(outlet)}",
        "description": outlet.description,
        "language": outlet.lang,
        "items": [_json_item(item) for item in items],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(item: Shown) -> dict[str, Any]:
    fields = {
        "id": item.id,
        "url": item.link,
        "title": item.title,
        "content_text": item.text,
        "date_published": _rfc3339(item.at),
        "date_modified": _rfc3339(item.updated) if item.updated != item.at else None,
        "authors": [{"name": item.author}] if item.author else None,
        "tags": list(item.categories) or None,
        "language": item.lang,
    }
    return {key: value for key, value in fields.items() if value is not None}


_WRITERS: Mapping[str, Callable[[Outlet, list[Shown], str, datetime], bytes]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
    "json": _json,
}


def _text(parent: ET.Element, tag: str, text: str | None) -> ET.Element:
    """A child with this text; none where there is nothing to say."""
    child = ET.Element(tag)
    if text:
        child.text = text
        parent.append(child)
    return child


def _xml(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _rfc822(time: datetime) -> str:
    return format_datetime(time, usegmt=True)


def _rfc3339(time: datetime) -> str:
    return time.isoformat().replace("+00:00", "Z")


# --- pages --------------------------------------------------------------------------------------------------------


def _story(outlet: Outlet, item: Shown) -> str:
    times = f"Published {item.at:%d %B %Y, %H:%M} UTC"
    if item.updated != item.at:
        times += f", changed {item.updated:%d %B, %H:%M} UTC"
    paragraphs = [item.text, *([f"By {item.author}"] if item.author else []), times]
    return (
        "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph)
        + f'<hr><p lang="en" dir="ltr"><b>{escape(outlet.name)}</b>: {escape(outlet.description)}</p>'
        + '<p lang="en" dir="ltr"><a href="/feeds/">All feeds</a></p>'
    )


def _index(outlets: Iterable[Outlet]) -> str:
    rows = (
        f'<li><a href="{escape(feed_path(outlet))}">{escape(outlet.name)}</a> ({escape(outlet.kind)},'
        f" {escape(outlet.lang)}): {escape(outlet.description)}</li>"
        for outlet in outlets
    )
    return f"<ul>{''.join(rows)}</ul>"


def _page(lang: str, title: str, body: str) -> web.Response:
    """`body` is HTML, the others are plain text."""
    side = "rtl" if lang.partition("-")[0] in ("ar", "fa", "ps", "ur") else "ltr"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    html = (
        f'<!doctype html><html lang="{escape(lang)}" dir="{side}"><head>{head}</head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )
    return web.Response(text=html, content_type="text/html", headers=_PAGE_HEADERS)
