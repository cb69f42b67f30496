"""What the head of an answer says: how long it holds, when to come back, what to ask with next time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multidict import MultiMapping

MAX_VALIDATOR = 1_000  # characters of an ETag worth storing
MAX_WAIT = 30 * 86_400  # seconds; a longer wish of a server is a mistake


def validator(value: str | None) -> str | None:
    """An ETag or date that can be stored and sent back: printable ASCII."""
    known = value and value.isascii() and value.isprintable() and len(value) <= MAX_VALIDATOR
    return value if known else None


def max_age(headers: MultiMapping[str]) -> int | None:
    """Seconds this answer stays fresh (RFC 9111, 4.2.1): max-age less the time it has been in caches on its way (5.1), else
    Expires after Date, or after now where the server names no date (RFC 9110, 6.6.1)."""
    control = ", ".join(headers.getall("Cache-Control", ())).lower()
    if "no-store" in control or "no-cache" in control:
        return None
    if control and (found := re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", control)):
        age = headers.get("Age", "").strip()
        known = int(age[:10]) if age.isdecimal() else 0
        return max(0, min(int(found[1]) - known, MAX_WAIT))
    if "Expires" not in headers:
        return None
    if (expires := _date(headers["Expires"])) is None:
        return None
    date = _date(headers.get("Date")) or datetime.now(UTC)
    return max(0, min(int((expires - date).total_seconds()), MAX_WAIT))


def retry_after(headers: Mapping[str, str]) -> int | None:
    """Seconds (RFC 9110, 10.2.3), from a number or from a date, which is measured against the server's own Date."""
    value = headers.get("Retry-After", "").strip()
    if value.isdecimal():
        return min(int(value[:10]), MAX_WAIT)
    when = _date(value)
    if when is None:
        return None
    wait = (when - (_date(headers.get("Date")) or datetime.now(UTC))).total_seconds()
    return max(0, min(int(wait), MAX_WAIT))


def _date(value: str | None) -> datetime | None:
    try:
        when = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)
