"""Alerts in the Common Alerting Protocol (OASIS, CAP 1.1 and 1.2): alone, and inside Atom entries or RSS items."""

from __future__ import annotations

from xml.etree import ElementTree

from msgspec.structs import replace

from bot.ingest import xmlfeed, xmltree
from bot.ingest.fields import (
    MAX_CATEGORIES,
    MAX_ENTRIES,
    clean_title,
    cut,
    entry_id,
    language,
    moment,
    web_link,
    web_links,
)
from bot.ingest.geometry import MAX_CORNERS, Point, centroid, point
from bot.ingest.plain import clean, clean_lines
from bot.model import Entry, Feed

_NAMESPACE = b"urn:oasis:names:tc:emergency:cap:1."
_SEVERITIES = ("extreme", "severe", "moderate", "minor", "unknown")  # CAP 1.2, 3.2.2
_NO_NEWS = ("test", "exercise", "draft", "system")  # CAP 1.2, 3.2.1: all but "Actual"
_FEEDS = ("feed", "rss", "rdf")
MAX_AREAS = 50  # names told; an alert for a whole country lists hundreds of districts


def sniff(head: bytes) -> bool:
    """True where CAP's namespace or an alert stands in the first bytes of a markup text."""
    plain = head.replace(b"\0", b"")
    return xmlfeed.sniff(head) and (_NAMESPACE in plain or b"<alert" in plain or b"<feed" in plain or b"<rss" in plain)


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The alert as a feed of one entry a language (kind "cap"); a feed's entries with what their alerts add (its kind)."""
    if _NAMESPACE not in body.replace(b"\0", b""):
        return Feed(kind="")
    try:
        root = xmltree.tree(body)
    except ValueError as error:
        return Feed(kind="", problems=(str(error),))
    problems: list[str] = []
    alerts = [node for node in root.iter() if xmltree.name(node) == "alert"][:MAX_ENTRIES]
    if alerts and xmltree.name(root) not in _FEEDS:  # alone, or several in an envelope (EDXL-DE, IPAWS)
        entries = [entry for alert in alerts for entry in _alert(alert, url, problems)]
        info = alerts[0] if len(alerts) == 1 else root
        return Feed(
            kind="cap",
            title=clean_title(xmltree.text(info, "info", "sendername") or xmltree.text(info, "sender")),
            lang=entries[0].lang if entries else None,
            problems=tuple(problems),
            entries=tuple(entries),
        )
    feed = xmlfeed.read(body, url, content_type)
    nodes = [node for node in root.iter() if xmltree.name(node) in ("entry", "item")]
    if len(nodes) != len(feed.entries):  # a feed too long or too broken to tell which alert is whose
        return feed
    kept: list[Entry] = []
    for entry, node in zip(feed.entries, nodes, strict=True):
        alert = next((part for part in node.iter() if xmltree.name(part) == "alert"), None)
        if alert is not None:
            told = _alert(alert, url, problems)
            kept.extend(_joined(entry, part, number) for number, part in enumerate(told))
        elif not _is_drill(node, problems):
            kept.append(_with_info(entry, node))
    return replace(feed, entries=tuple(kept), problems=feed.problems + tuple(problems))


def _joined(entry: Entry, told: Entry, number: int) -> Entry:
    """The alert under the feed's name for it; in further languages under its own."""
    given = {"id": told.id if number else entry.id, "link": told.link or entry.link, "updated": entry.updated}
    return replace(told, **given, published=told.published or entry.published, author=told.author or entry.author)


def _with_info(entry: Entry, node: ElementTree.Element) -> Entry:
    """The entry with the alert's fields that stand in it one by one (as weather services have it)."""
    areas = [node, *xmltree.all_of(node, "area")]
    categories, where = _categories(node), _point(areas)
    area = "; ".join(filter(None, (clean(xmltree.text(part, "areadesc")) for part in areas[: MAX_AREAS + 1])))
    text = entry.text if not area or area in entry.text else f"{entry.text}\nArea: {area}".strip()
    return replace(
        entry,
        title=f"Cancelled: {entry.title}" if _message(node) == "cancel" else entry.title,
        text=text,
        categories=tuple(dict.fromkeys(entry.categories + categories)),
        lat=entry.lat if entry.lat is not None or not where else where[0],
        lon=entry.lon if entry.lon is not None or not where else where[1],
    )


def _alert(alert: ElementTree.Element, url: str, problems: list[str]) -> list[Entry]:
    """An entry for each language. Tests, exercises and acknowledgements are no news: they are left out, with a problem."""
    if _is_drill(alert, problems):
        return []
    message = _message(alert)
    spoken: dict[str, list[ElementTree.Element]] = {}
    for info in xmltree.all_of(alert, "info"):
        spoken.setdefault(xmltree.text(info, "language") or "en-US", []).append(info)  # CAP 1.2: the default
    entries: list[Entry] = []
    for tag, infos in spoken.items():
        infos.sort(key=_rank)
        entries.append(_entry(alert, infos, tag, message, "#" + tag if entries else "", url, problems))
    if not entries:
        problems.append("An alert without information was left out.")
    return entries


def _message(alert: ElementTree.Element) -> str:
    """What kind of message it is; MeteoAlarm spells the element otherwise."""
    return (xmltree.text(alert, "msgtype") or xmltree.text(alert, "message_type")).lower()


def _is_drill(alert: ElementTree.Element, problems: list[str]) -> bool:
    status, message = xmltree.text(alert, "status") or "Actual", _message(alert)
    return drill(status, message, problems)


def drill(status: str, message: str, problems: list[str]) -> bool:
    """True for tests, exercises, drafts and acknowledgements (CAP 1.2, 3.2.1), and says so in `problems`."""
    if status.lower() not in _NO_NEWS and message.lower() not in ("ack", "error"):
        return False
    problems.append(f"An alert of status “{clean(status)[:40]}” ({clean(message)[:40]}) is no news and was left out.")
    return True


def _entry(
    alert: ElementTree.Element,
    infos: list[ElementTree.Element],
    tag: str,
    message: str,
    suffix: str,
    url: str,
    problems: list[str],
) -> Entry:
    """`infos` are those of one language, the most severe first: that one speaks, the others add their areas."""
    info = infos[0]
    areas = [area for part in infos for area in xmltree.all_of(part, "area")]
    names = list(dict.fromkeys(filter(None, (clean(xmltree.text(area, "areadesc")) for area in areas))))
    more = f" and {len(names) - MAX_AREAS} more" if len(names) > MAX_AREAS else ""
    title = clean_title(xmltree.text(info, "headline") or xmltree.text(info, "event"))
    if message == "cancel":
        title = f"Cancelled: {title}"
    parts = [clean_lines(xmltree.text(info, key)) for key in ("description", "instruction")]
    text = "\n".join(filter(None, [*parts, f"Area: {'; '.join(names[:MAX_AREAS])}{more}" if names else ""]))
    where = _point(areas)
    link = next(filter(None, (web_link(xmltree.text(part, "web"), url) for part in infos)), None)
    identifier = xmltree.text(alert, "identifier")
    resources = (xmltree.text(resource, "uri") for resource in xmltree.all_of(info, "resource"))
    return Entry(
        id=entry_id(identifier + suffix if identifier else "", None, title, text),
        title=title,
        text=cut(text, problems),
        link=link,
        published=moment(xmltree.text(alert, "sent"), None, problems),
        author=clean(xmltree.text(info, "sendername")) or clean(xmltree.text(alert, "sender")) or None,
        lang=language(tag),
        categories=_categories(info),
        media=web_links(resources, url),
        lat=where[0] if where else None,
        lon=where[1] if where else None,
    )


def _rank(info: ElementTree.Element) -> int:
    severity = xmltree.text(info, "severity").lower()
    return _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)


def _categories(info: ElementTree.Element) -> tuple[str, ...]:
    named = [
        f"{key}:{value}" for key in ("severity", "urgency", "certainty") if (value := clean(xmltree.text(info, key)))
    ]
    own = [clean(xmltree.text(part)) for key in ("event", "category") for part in xmltree.all_of(info, key)]
    return tuple(dict.fromkeys(filter(None, own + named)))[:MAX_CATEGORIES]


def _point(areas: list[ElementTree.Element]) -> Point | None:
    """The centre of the first area that has a shape. CAP writes "latitude,longitude"; a circle adds its radius in km."""
    for area in areas:
        for shape in ("circle", "polygon"):
            for node in xmltree.all_of(area, shape):
                corners = [pair for word in xmltree.text(node).split()[:MAX_CORNERS] if (pair := _pair(word))]
                if found := centroid(corners[:1] if shape == "circle" else corners):
                    return found
    return None


def _pair(word: str) -> Point | None:
    latitude, comma, longitude = word.partition(",")
    try:
        return point(float(latitude), float(longitude)) if comma else None
    except ValueError:
        return None
