"""RSS 0.9x to 2.0, RDF (RSS 0.90, 1.0) and Atom, through feedparser."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from email.message import Message
from html.entities import html5
from typing import Any

from bot.ingest import quickrss
from bot.ingest.fields import (
    MAX_CATEGORIES,
    MAX_ENTRIES,
    MAX_HTML,
    clean_title,
    cut,
    entry_id,
    language,
    moment,
    safe_html,
    web_link,
    web_links,
)
from bot.ingest.geometry import MAX_CORNERS, centroid
from bot.ingest.markup import is_html
from bot.ingest.plain import clean, clean_lines, text_of
from bot.model import Entry, Feed

# Tags and numbered characters of MAX_ENTRIES entries, plain or escaped: 250 for each. Most entries have under 60, the densest
# that we know 119. feedparser takes 10 to 35 microseconds for one.
MAX_MARKUP = 250_000
_LAST_TAGS = (b"</item>", b"</entry>")
# A text that declares UTF-8 and has fewer broken bytes than this share of its letters beyond ASCII is damaged UTF-8,
# not another charset: the few are replaced rather than all misread.
MAX_DAMAGE = 0.1

_ROOT = re.compile(rb"<(?:[a-zA-Z0-9_.-]+:)?(rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_KINDS = {b"rss": "rss", b"channel": "rss", b"feed": "atom", b"rdf": "rdf"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
# What stands before the document: a blank line, a warning of the program that wrote it, a second byte order mark.
_START = re.compile(rb"<\?xml\s|<(?:[a-zA-Z]+:)?(?:rss|RSS|feed|rdf:RDF|RDF)[\s>]")
MAX_BEFORE = 1_000  # bytes of that
# Byte order marks. A charset need not be named beside one (XML 1.0, 4.3.3), and feedparser takes it for UTF-8 where none is.
_MARKED = {b"\xff\xfe": "utf-16le", b"\xfe\xff": "utf-16be"}
# Charsets as browsers read them (the Encoding Standard's labels): what feeds call by these names is the wider one.
_WIDER = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "big5": "big5hkscs", "tis-620": "cp874", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
}  # fmt: skip
# Prefixes that feeds use without saying what they stand for.
_PREFIXES = {
    b"atom": b"http://www.w3.org/2005/Atom",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"georss": b"http://www.georss.org/georss",
    b"geo": b"http://www.w3.org/2003/01/geo/wgs84_pos#",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"media": b"http://search.yahoo.com/mrss/",
    b"podcast": b"https://podcastindex.org/namespace/1.0",
    b"slash": b"http://purl.org/rss/1.0/modules/slash/",
    b"sy": b"http://purl.org/rss/1.0/modules/syndication/",
    b"wfw": b"http://wellformedweb.org/CommentAPI/",
}
_ROOT_NAME = re.compile(rb"<(?:[a-zA-Z]+:)?(?:rss|feed|RDF)(?=[\s>])")
_BARE_AMPERSAND = re.compile(rb"&(?!(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[a-zA-Z_][a-zA-Z0-9_.-]{0,40});)")
_DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE\s+rss\b", re.IGNORECASE)
_NAMED = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&([a-zA-Z][a-zA-Z0-9]{1,30};)", re.DOTALL)
_OF_XML = (b"amp;", b"lt;", b"gt;", b"quot;", b"apos;")
_REFERENCE = re.compile(rb"#(?:[xX]([0-9a-fA-F]{4,})|([0-9]{5,}))")
_MARKUP = re.compile(rb"\s*<|[^\x00-\x7f]{0,3}\s*<")


def sniff(head: bytes) -> bool:
    """True where the first bytes are those of a markup text, in any charset, or soon a feed's own."""
    return bool(_MARKUP.match(head.replace(b"\0", b"")[:200]) or _START.search(head[:MAX_BEFORE]))


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The feed. Kind is "" where this markup is none."""
    if is_html(body[:4_000]) and not _ROOT.search(body[:4_000].replace(b"\0", b"")):
        return Feed(kind="")  # feedparser would take a second over a long page
    from bot.ingest.feedparsing import feedparser

    body, left_out = _first_entries(body)
    if (markup := sum(map(body.count, (b"<", b"&lt;", b"&#")))) > MAX_MARKUP:
        return Feed(kind="", problems=(f"It has {markup:,} tags; more than {MAX_MARKUP:,} are not read.",))
    body, charset, damaged = _charset(_from_start(body), content_type)
    body = _declare_prefixes(body)
    if _DOCUMENT_TYPE.search(body[:MAX_BEFORE]):  # expat passes over names that the type may declare elsewhere
        body = _NAMED.sub(_numbered, body)
    body, bare = _escape_ampersands(body)
    headers = {
        "content-location": url,
        "content-type": f"application/xml; charset={charset}" if charset else "application/xml",
    }
    # Only a stream: feedparser opens bytes as file names and fetches addresses.
    try:
        parsed = quickrss.quick(body, url, charset) or feedparser.parse(io.BytesIO(body), response_headers=headers)
    except (ValueError, OverflowError):  # a reference beyond Unicode anywhere, a namespace with a space in its name
        body = _to_loose_parser(_REFERENCE.sub(_known_character, body))
        parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    kind = _kind(parsed, body)
    if not kind:
        return Feed(kind="")
    channel: dict[str, Any] = parsed.feed
    problems = ["Some bytes are no characters of the charset that it names and were replaced."] if damaged else []
    if bare:
        problems.append(f"The XML is broken ({bare} & signs that are not escaped); they were taken as written.")
    if parsed.bozo and not isinstance(
        parsed.bozo_exception, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    ):
        problems.append(f"The XML is broken ({_reason(parsed.bozo_exception)}); what could be read was kept.")
    items = parsed.entries
    if len(items) + left_out > MAX_ENTRIES:
        problems.append(f"The feed has {len(items) + left_out:,} items; the first {MAX_ENTRIES:,} were read.")
    feed_language = language(_text(channel, "language"))
    entries: list[Entry] = []
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        # Atom's is inherited where it is not taken back (xml:lang=""), which feedparser has seen to
        entry = _entry(item, url, None if kind == "atom" else feed_language, problems)
        entries.append(entry)
        if not (entry.title or entry.text):
            problems.append(f"Item {number} has neither title nor text.")
    return Feed(
        kind=kind,
        title=clean_title(_plain(dict.get(channel, "title_detail"))),
        link=web_link(_text(channel, "link"), url),
        lang=feed_language,
        ttl=_ttl(channel),
        problems=tuple(problems),
        entries=tuple(entries),
    )


def _first_entries(body: bytes) -> tuple[bytes, int]:
    """The body without the entries beyond MAX_ENTRIES, and how many these were: they cost no parsing."""
    for tag in _LAST_TAGS:
        if (left_out := body.count(tag) - MAX_ENTRIES) > 0:
            end = 0
            for _ in range(MAX_ENTRIES):
                end = body.index(tag, end) + len(tag)
            return body[:end] + body[body.rindex(tag) + len(tag) :], left_out
    return body, 0


def _charset(body: bytes, content_type: str | None) -> tuple[bytes, str | None, bool]:
    """(body, charset to tell feedparser, whether bytes had to be replaced). Headers and declarations lie; text that is
    valid UTF-8 beyond ASCII is UTF-8, whatever they say."""
    header = Message()
    header["content-type"] = content_type or ""
    told = header.get_content_charset()
    if marked := body[2:4] != b"\0\0" and _MARKED.get(body[:2]):
        return body, marked, False
    if body.isascii() or b"\0" in body[:4]:
        return body, told, False
    try:
        body.decode("utf-8")
        return body, "utf-8", False
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(body[:400])
    named = declared[1].decode().lower() if declared else told or "utf-8"
    if wider := _WIDER.get(named):
        text = body.decode(wider, "replace")
        if text.count("\ufffd") <= MAX_DAMAGE * sum(char > "\x7f" for char in text):
            return text.encode("utf-8"), "utf-8", "\ufffd" in text
    if named not in ("utf-8", "utf8"):
        return body, told, False
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > MAX_DAMAGE * sum(char > "\x7f" for char in text):
        return body, told, False
    return text.encode("utf-8"), "utf-8", True


def _from_start(body: bytes) -> bytes:
    """The body without what stands before the document, unless that is markup that might belong to it."""
    start = _START.search(body[:MAX_BEFORE])
    if not start or body.startswith((b"\xef\xbb\xbf<", b"<?xml", b"<!--", b"<!DOCTYPE", b"<!doctype")):
        return body
    return body[start.start() :]


def _declare_prefixes(body: bytes) -> bytes:
    """The body with the usual prefixes declared that it uses and does not declare: one such makes all of it broken XML."""
    missing = [
        b' xmlns:%s="%s"' % (prefix, space)
        for prefix, space in _PREFIXES.items()
        if b"<" + prefix + b":" in body and not re.search(rb"xmlns:" + prefix + rb"\s*=", body)
    ]
    root = _ROOT_NAME.search(body[:4_000]) if missing else None
    return body[: root.end()] + b"".join(missing) + body[root.end() :] if root else body


def _escape_ampersands(body: bytes) -> tuple[bytes, int]:
    """(body, how many) with bare & signs outside CDATA escaped: feedparser makes "AT&T; wins" of "AT&T wins"."""
    count = 0
    parts = body.split(b"]]>")
    for number, part in enumerate(parts):
        text, opening, cdata = part.partition(b"<![CDATA[")
        text, found = _BARE_AMPERSAND.subn(b"&amp;", text)
        count += found
        parts[number] = text + opening + cdata
    return (b"]]>".join(parts), count) if count else (body, 0)


def _numbered(found: re.Match[bytes]) -> bytes:
    """HTML's named character by its number; anything else as it is."""
    name = found[1]
    known = html5.get(name.decode()) if name and name not in _OF_XML else None
    return "".join(f"&#{ord(char)};" for char in known).encode() if known else found[0]


def _to_loose_parser(body: bytes) -> bytes:
    """The body with a bare & before its root: feedparser's strict parser gives up there, and its forgiving one passes."""
    root = _ROOT.search(body)
    return body[: root.start()] + b"&" + body[root.start() :] if root else body


def _known_character(reference: re.Match[bytes]) -> bytes:
    """The reference as it is; the replacement character's where its number is beyond Unicode or half a character."""
    digits = (reference[1] or reference[2]).lstrip(b"0")
    code = int(digits[:8] or b"0", 16 if reference[1] else 10)
    return b"#xFFFD" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else reference[0]


def _kind(parsed: Any, body: bytes) -> str:
    version = parsed.version or ""
    if version in ("rss10", "rss090"):
        return "rdf"
    if version.startswith("atom"):
        return "atom"
    if version.startswith("rss") or version == "cdf":  # CDF: RSS's ancestor, read alike
        return "rss"
    root = _ROOT.search(body[:4_000].replace(b"\0", b""))
    html = b"<html" in body[:4_000].replace(b"\0", b"").lower()
    return _KINDS[root[1].lower()] if root and (parsed.entries or not html) else ""


def _reason(error: object) -> str:
    line = getattr(error, "getLineNumber", lambda: None)()
    message = clean(getattr(error, "getMessage", lambda: str(error))())[:100]
    return f"line {line}: {message}" if line else message


def _entry(item: dict[str, Any], url: str, feed_language: str | None, problems: list[str]) -> Entry:
    details = [*(dict.get(item, "content") or []), dict.get(item, "summary_detail")]
    if not any(details) and (caption := _text(item, "media_description")):
        details = [{"type": "text/html", "value": safe_html(caption, url)}]
    bodies = [(_body(detail), detail) for detail in details if detail]
    text, detail = max(bodies, key=lambda found: len(found[0]), default=("", None))
    title = clean_title(_plain(dict.get(item, "title_detail")))
    link = web_link(_text(item, "link") or _text(item, "permalink"), url)
    html = _text(detail, "value") if detail and _text(detail, "type") != "text/plain" else ""
    published = _moment(item, "published", problems) or _moment(item, "created", problems)
    updated = _moment(item, "updated", problems)
    latitude, longitude = _point(item)
    return Entry(
        id=entry_id(_text(item, "id"), link, title, text),
        title=title,
        text=cut(text, problems),
        html=html if len(html) <= MAX_HTML else "",
        link=link,
        published=published or updated,
        updated=updated,
        author=_author(item),
        lang=_language(item, detail) or feed_language,
        categories=_categories(item),
        media=web_links(_media(item), url),
        lat=latitude,
        lon=longitude,
    )


def _text(node: Any, key: str) -> str:
    """A string field. dict.get, because feedparser's own lookup answers for other keys and warns."""
    value = dict.get(node, key)
    return value if isinstance(value, str) else ""


def _plain(detail: Any) -> str:
    return _body(detail).replace("\n", " ") if detail else ""


def _body(detail: Any) -> str:
    value = _text(detail, "value")
    return clean_lines(value) if _text(detail, "type") == "text/plain" else text_of(value)


def _moment(item: dict[str, Any], key: str, problems: list[str]) -> Any:
    return moment(_text(item, key), dict.get(item, f"{key}_parsed"), problems)


def _author(item: dict[str, Any]) -> str | None:
    people = [person for person in dict.get(item, "authors") or [] if person]
    names = dict.fromkeys(clean(_text(person, "name") or _text(person, "email")) for person in people)
    if len(names) > 1:
        return ", ".join(filter(None, names)) or None
    return clean(_text(item, "author")) or None


def _language(item: dict[str, Any], detail: Any) -> str | None:
    own = (_text(part, "language") for part in (item, detail, dict.get(item, "title_detail")) if part)
    return next(filter(None, map(language, own)), None)


def _categories(item: dict[str, Any]) -> tuple[str, ...]:
    """What each is called and, where that differs, its term: people read the one and programs match the other. GDACS's level
    of alert stands first, as geojson.py has it."""
    words = [clean(_text(tag, key)) for tag in dict.get(item, "tags") or [] for key in ("label", "term")]
    level = clean(_text(item, "gdacs_alertlevel"))
    return tuple(dict.fromkeys(filter(None, [level and f"alert:{level}", *words])))[:MAX_CATEGORIES]


def _media(item: dict[str, Any]) -> list[str]:
    links = [_text(link, "href") for link in dict.get(item, "links") or [] if _text(link, "rel") == "enclosure"]
    shown = [_text(part, "url") for key in ("media_content", "media_thumbnail") for part in dict.get(item, key) or []]
    return links + shown


def _point(item: dict[str, Any]) -> tuple[float | None, float | None]:
    """(latitude, longitude) of GeoRSS or W3C geo, in degrees; the centre of a line, a box or a polygon."""
    where = dict.get(item, "where") or {}
    pair: Any = (_text(item, "geo_lat"), _text(item, "geo_long"))
    for key in ("georss_circle", "geo_lat_long"):  # a circle's third number is its radius
        if key in item:
            pair = _text(item, key).replace(",", " ").split()[:2]
    if envelope := [_text(item, key).split()[:2] for key in ("gml_lowercorner", "gml_uppercorner") if key in item]:
        with suppress(ValueError):
            pair = centroid([(float(corner[0]), float(corner[1])) for corner in envelope if len(corner) == 2]) or pair
    if dict.get(where, "type") == "Point":
        pair = tuple(dict.get(where, "coordinates") or ())[1::-1]
    elif where:
        corners: Any = dict.get(where, "coordinates") or ()
        ring = corners[0] if dict.get(where, "type") == "Polygon" and corners else corners
        pair = centroid([(corner[1], corner[0]) for corner in ring[:MAX_CORNERS]]) or pair
    try:
        latitude, longitude = map(float, pair)
    except (TypeError, ValueError):
        return None, None
    known = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if known else (None, None)


def _ttl(channel: dict[str, Any]) -> int | None:
    """Seconds: RSS's ttl is in minutes; the syndication module says a period and how often in it."""
    minutes = _text(channel, "ttl").strip()
    if minutes.isdecimal() and len(minutes) < 8 and int(minutes):
        return int(minutes) * 60
    period = _PERIODS.get(_text(channel, "sy_updateperiod").strip().lower())
    if not period:
        return None
    often = _text(channel, "sy_updatefrequency").strip()
    return period // max(1, int(often)) if often.isdecimal() and len(often) < 8 else period
