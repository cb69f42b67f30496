"""Quiet hours, a chat's local span in which nothing is pushed, and the end of a pause."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from bot.deliver.schedule import clock_time, in_english, local_instant, next_due, parse_schedule, parse_time
from bot.errors import UsageError
from bot.model import Schedule
from bot.words import say

UNTIL = re.compile(
    r"(?:until|till|til|for|bis(?: zum)?|für|jusqu['’](?:à|au)|pendant|hasta(?: el)?|por|до|на|حتى|لمدة|تا|برای)\s+"
)
_OFF = {
    "off",
    "none",
    "never",
    "aus",
    "non",
    "désactiver",
    "apagar",
    "no",
    "выкл",
    "выключить",
    "вимк",
    "вимкнути",
    "kapat",
    "kapalı",
}
_OFF |= {"إيقاف", "بدون", "خاموش"}
_AT = re.compile(r"\d{1,2}(?:[:.h]\d{2})?(?: ?[ap]m\b)?")
_SPAN = re.compile(r"(\d{1,3})\s*(m|h|d|w)(?:in|ins|inutes?|ours?|rs?|ays?|eeks?)?")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def parse_quiet(text: str) -> tuple[str, str] | None:
    """("22:00", "07:00"), or None for "off". Raises UsageError that shows the form."""
    plain = text.strip().casefold()
    if plain in _OFF:
        return None
    parts = _AT.findall(plain)  # whatever is said around these: "from 22 to 7", "von 22 bis 7 Uhr"
    if len(parts) != 2 or re.search(r"[-\d:.]", _AT.sub("", plain, count=2).replace("-", "", 1)):
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


def pause_end(text: str, zone: tzinfo, now: datetime) -> datetime:
    """The UTC instant at which a pause ends: "2h", "3 days", "until monday", "tomorrow 8:00", "18:00". A day alone begins at
    midnight. Raises UsageError that shows the form."""
    plain = in_english(UNTIL.sub("", text.strip().casefold(), count=1))
    if span := _SPAN.fullmatch(plain):
        if not int(span[1]):
            raise UsageError(say("pause_form"))
        return now + int(span[1]) * _UNITS[span[2]]
    day, _, at = plain.partition(" ")
    try:
        if day in ("tomorrow", say("tomorrow", time="").split()[0]):
            return local_instant(now.astimezone(zone) + timedelta(days=1), parse_time(at or "00:00"), zone)
        schedule = parse_schedule(plain if day.isalpha() else f"daily {plain}", Schedule(at="00:00"))
        due = next_due(schedule, zone, now) if schedule.kind in ("daily", "weekly") else None
    except UsageError:
        due = None
    if due is None:
        raise UsageError(say("pause_form"))
    return due
