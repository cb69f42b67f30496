"""Quiet hours: a chat's local span in which nothing is pushed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from bot.deliver.schedule import clock_time, local_instant, parse_time
from bot.errors import UsageError
from bot.words import say


def parse_quiet(text: str) -> tuple[str, str] | None:
    """("22:00", "07:00"), or None for "off". Raises UsageError that shows the form."""
    plain = text.strip().casefold()
    if plain in {"off", "none", "never"}:
        return None
    parts = re.split(r"\s*(?:-|–|—|to|till|until)\s*|\s+", plain)
    if len(parts) != 2:
        raise UsageError(say("quiet_form"))
    try:
        start, end = parse_time(parts[0]), parse_time(parts[1])
    except UsageError:
        raise UsageError(say("quiet_form")) from None
    if start == end:
        raise UsageError(say("quiet_always", start=start, end=end, form=say("quiet_form")))
    return start, end


def quiet_until(quiet: tuple[str, str] | None, zone: tzinfo, now: datetime) -> datetime | None:
    """The UTC instant at which the quiet span that `now` is in ends; None outside one."""
    if quiet is None:
        return None
    start, end = (clock_time(part) for part in quiet)
    local = now.astimezone(zone)
    at = local.time().replace(tzinfo=None)
    if not (start <= at < end if start < end else at >= start or at < end):
        return None
    day = local + timedelta(days=1) if at >= end else local
    ends = local_instant(day, quiet[1], zone)
    # where the end of summer time makes two hours of one, and this is the second, the first has passed
    return ends if ends > now else datetime.combine(day.date(), end.replace(fold=1), tzinfo=zone).astimezone(UTC)


def quiet_since(quiet: tuple[str, str], zone: tzinfo, now: datetime) -> datetime:
    """The UTC instant at which the quiet span that `now` is in began."""
    local = now.astimezone(zone)
    began = local_instant(local, quiet[0], zone)
    return began if began <= now else local_instant(local - timedelta(days=1), quiet[0], zone)
