"""Event feeds in GeoJSON (RFC 7946): earthquakes as USGS has them, disasters as GDACS, alerts as weather services."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.ingest.cap import drill
from bot.ingest.dates import FIRST_YEAR, LAST_YEAR
from bot.ingest.fields import (
    MAX_CATEGORIES,
    MAX_ENTRIES,
    clean_title,
    cut,
    entry_id,
    language,
    moment,
    safe_html,
    web_link,
)
from bot.ingest.geometry import MAX_CORNERS, centroid
from bot.ingest.jsonfeed import MAX_OBJECTS, as_list, as_text
from bot.ingest.jsonfeed import sniff as sniff
from bot.ingest.plain import clean, text_of
from bot.model import Entry, Feed

NO_MAGNITUDE = "Magnitude 0"  # what GDACS says of what has none: of floods and fires
MAX_DEPTH = 6  # of positions in rings in polygons in collections

_TITLE = ("title", "headline", "name", "eventname", "event", "place")
_TEXT = ("description", "htmldescription", "summary", "text")
_PUBLISHED = ("time", "sent", "published", "fromdate", "date", "effective", "created", "onset")
_UPDATED = ("updated", "datemodified", "modified", "lastupdate")
_LINK = ("url", "link", "web", "detail", "@id")


def read(body: bytes, url: str, content_type: str | None) -> Feed:
    """The feed. Kind is "" where this JSON is no collection of features."""
    if b'"features"' not in body and b'"Feature"' not in body.replace(b"\0", b"")[:10_000]:
        return Feed(kind="")
    if body.count(b"{") > MAX_OBJECTS:
        return Feed(kind="")  # jsonfeed.py says so
    try:
        found = json.loads(body.decode(json.detect_encoding(body), "replace"))
    except (ValueError, RecursionError):  # jsonfeed.py says what is wrong with it
        return Feed(kind="")
    if not isinstance(found, dict) or found.get("type") not in ("FeatureCollection", "Feature"):
        return Feed(kind="")
    features = as_list(found.get("features")) if found["type"] == "FeatureCollection" else [found]
    problems: list[str] = []
    if len(features) > MAX_ENTRIES:
        problems.append(f"The feed has {len(features):,} features; the first {MAX_ENTRIES:,} were read.")
    entries: list[Entry] = []
    for number, feature in enumerate(features[:MAX_ENTRIES], start=1):
        entry = _entry(feature, url, problems) if isinstance(feature, dict) else None
        if entry:
            entries.append(entry)
        else:
            problems.append(f"Feature {number} is no news or has nothing to read and was left out.")
    about = found.get("metadata")
    title = found.get("title") or (about.get("title") if isinstance(about, dict) else None)
    return Feed(kind="geojson", title=clean_title(as_text(title)), problems=tuple(problems), entries=tuple(entries))


def _entry(feature: dict[str, Any], url: str, problems: list[str]) -> Entry | None:
    given = feature.get("properties")
    about: dict[str, Any] = {str(key).lower(): value for key, value in given.items()} if isinstance(given, dict) else {}
    positions = list(_positions(feature.get("geometry"), MAX_DEPTH))[:MAX_CORNERS]
    title = clean_title(text_of(_first(about, _TITLE)))
    source = max((as_text(about.get(name)).strip() for name in _TEXT), key=len)
    text = "\n".join(filter(None, (text_of(source), _facts(about, positions))))
    if not title and not source:
        return None
    status, message = as_text(about.get("status")), as_text(about.get("messagetype"))
    if drill(status, message, problems):
        return None
    if status.lower() == "deleted" or message.lower() == "cancel":  # USGS withdraws what was no earthquake
        title = clean_title(f"Cancelled: {title}")
    links = about.get("url")
    if isinstance(links, dict):  # GDACS: {"report": ..., "geometry": ..., "details": ...}
        about["url"] = links.get("report") or links.get("details")
    link = next(filter(None, (web_link(as_text(about.get(key)), url) for key in _LINK)), None)
    published, updated = _time(about, _PUBLISHED, problems), _time(about, _UPDATED, problems)
    where = centroid([(position[1], position[0]) for position in positions])
    return Entry(
        id=entry_id(_id(feature, about), link, title, text),
        title=title,
        text=cut(text, problems),
        html=safe_html(source, url) if "<" in source else "",
        link=link,
        published=published or updated,
        updated=updated,
        author=clean(_first(about, ("sendername", "author", "source"))) or None,
        lang=language(_first(about, ("language", "lang"))),
        categories=_categories(about),
        lat=where[0] if where else None,
        lon=where[1] if where else None,
    )


def _first(about: dict[str, Any], names: tuple[str, ...]) -> str:
    return next(filter(None, (as_text(about.get(name)).strip() for name in names)), "")


def _id(feature: dict[str, Any], about: dict[str, Any]) -> str:
    """GDACS numbers an event within its type; its episodes are revisions of it."""
    event = as_text(about.get("eventid"))
    return as_text(feature.get("id")) or (
        as_text(about.get("eventtype")) + event if event else as_text(about.get("id"))
    )


def _facts(about: dict[str, Any], positions: list[list[float]]) -> str:
    """What an earthquake's numbers say: USGS gives depth in km as the third coordinate."""
    facts = []
    if magnitude := as_text(about.get("mag")):
        facts.append(f"Magnitude {magnitude}.")
        if len(positions) == 1 and len(positions[0]) > 2:
            facts.append(f"Depth {positions[0][2]:g} km.")
    severity = about.get("severitydata")  # GDACS: "Magnitude 7.2M, Depth:10km"
    told = clean(as_text(severity.get("severitytext"))) if isinstance(severity, dict) else ""
    if told and told != NO_MAGNITUDE:
        facts.append(f"{told}.")
    if level := clean(_first(about, ("alert", "alertlevel"))):
        facts.append(f"Alert level: {level}.")
    if area := clean(as_text(about.get("areadesc"))):
        facts.append(f"Area: {area}.")
    return " ".join(facts)


def _categories(about: dict[str, Any]) -> tuple[str, ...]:
    own = [clean(as_text(about.get(name))) for name in ("type", "eventtype", "event")]
    for name in ("severity", "urgency", "certainty", "alert", "alertlevel"):
        if value := clean(as_text(about.get(name))):
            own.append(f"{name.removesuffix('level')}:{value}")
    kinds = (kind.get("title") for kind in as_list(about.get("categories")) if isinstance(kind, dict))  # EONET
    return tuple(dict.fromkeys(filter(None, [*own, *map(clean, map(as_text, kinds))])))[:MAX_CATEGORIES]


def _time(about: dict[str, Any], names: tuple[str, ...], problems: list[str]) -> datetime | None:
    """USGS counts milliseconds, others seconds or write dates."""
    for name in names:
        value = about.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                when = datetime.fromtimestamp(value / 1_000 if abs(value) > 1e11 else value, UTC)
            except (ValueError, OverflowError, OSError):
                problems.append("A time is out of range.")
                continue
            if FIRST_YEAR <= when.year <= LAST_YEAR and value > 0:
                return when
        elif isinstance(value, str) and value.strip():
            return moment(value, None, problems)
    return None


def _positions(shape: Any, depth: int) -> Iterator[list[float]]:
    """[longitude, latitude, ...] of a geometry, of the outer ring where it is a polygon."""
    if not isinstance(shape, dict) or not depth:
        return
    if shape.get("type") == "GeometryCollection":
        for part in as_list(shape.get("geometries"))[:MAX_CORNERS]:
            yield from _positions(part, depth - 1)
        return
    yield from _walk(shape.get("coordinates"), depth)


def _walk(value: Any, depth: int) -> Iterator[list[float]]:
    if not isinstance(value, list) or not depth:
        return
    if len(value) > 1 and all(isinstance(part, int | float) and abs(part) < 1e9 for part in value[:2]):
        # the third may be null: USGS does not know each depth
        yield [float(part) for part in value if isinstance(part, int | float) and abs(part) < 1e9]
    else:
        for part in value[:MAX_CORNERS]:
            yield from _walk(part, depth - 1)
