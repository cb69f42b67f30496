"""When a subscription speaks: what a user writes -> Schedule; Schedule + zone + now -> the next time."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Literal

from dateutil.tz import resolve_imaginary

from bot.errors import UsageError
from bot.model import Schedule
from bot.words import one_of, say, speaking, spoken

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NOW = {"now", "at once", "once", "instant", "instantly", "immediately", "alerts"}
_OFF = {"off", "none", "never"}
_HEADS = _NOW | _OFF | {"hourly", "daily", "weekly", "every", "at"} | set(WEEKDAYS)
_NONE_OF_OURS = {"weekdays", "workdays", "weekends", "monthly", "twice"}  # how schedules begin that we do not have

_HOURS = {"morning": "08:00", "noon": "12:00", "evening": "18:00", "midnight": "00:00"}
# How people ask for a schedule who do not know our words for it.
_SAID = {
    "said_daily": "daily",
    "said_mornings": "every morning",
    "said_evenings": "every evening",
    "said_hourly": "hourly",
}
_TIME = re.compile(
    r"\d{1,2}[:.h]\d{2}(?: ?[ap]m)?|\d{1,2}(?:\d{2})? ?[ap]m", re.IGNORECASE
)  # for sure, with nothing before it
_EVERY = re.compile(r"(?P<front>.*?)\s*\b(?P<other>(?:every|each)(?:\s+\S+){1,2})", re.IGNORECASE)


def parse_time(text: str) -> str:
    """`7:30`, `07.30`, `0730`, `7`, `7:30 pm` -> "07:30"; `noon` -> "12:00". Raises UsageError where it is no time of day."""
    if named := _HOURS.get(text.strip().casefold()):
        return named
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:(am|pm)|h|uhr|ч)?", text.strip().casefold())
    if found:
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "pm" else 0)
        elif found[3]:
            hour = 24
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    raise UsageError(say("no_time", text=text))


def split_schedule(text: str) -> tuple[str, str]:
    """What stands before a schedule and the schedule: "kabul daily 07:30" -> ("kabul", "daily 07:30"). What begins like one,
    is none and holds no number is part of the topic: "explosion at kabul", "daily mail". What would make a topic end like one is
    part of the schedule, which then cannot be read: "daily 8:00 18:00", "weekdays 8:00", "every weekday 8:00". A time of day
    may be all that there is."""
    query, when = _split(text)
    front, other = _split(re.sub(r"(?:[ ,]+and)?[ ,]*$", "", query)) if when else (query, "")
    *before, last = query.split() or [""]
    if when and not other and last.casefold() in _NONE_OF_OURS:
        front, other = " ".join(before), last
    if when and not other and (every := _EVERY.fullmatch(query)):
        front, other = every["front"], every["other"]
    return (front, f"{other} {when}") if other else (query, when)


def _split(text: str) -> tuple[str, str]:
    words = text.split()
    parts = [
        (" ".join(words[:n]), when)
        for n in range(len(words))
        if (when := in_english(" ".join(words[n:]))).partition(" ")[0].casefold() in _HEADS or _TIME.fullmatch(when)
    ]
    # "every morning" says how often, "explosion at midnight" when it was
    read = (part for part in parts if is_schedule(part[1]) and part[1].casefold().removeprefix("at ") not in _HOURS)
    meant = (part for part in parts if any(c.isdigit() for c in part[1]))
    return next(read, None) or next(meant, (text.strip(), ""))


def in_english(text: str) -> str:
    """A schedule in the words in which we tell of one, "täglich um 07:30", as it is read: "daily 07:30". Else the text itself."""
    forms, before_time = _forms(spoken())
    for phrase, word in forms.items():
        head = text[: len(phrase)]
        if head.casefold() == phrase and not text[len(phrase) : len(phrase) + 1].isalnum():
            rest = text[len(phrase) :].lstrip(" ,").removeprefix(before_time).strip()
            return f"{word} {in_english(rest)}".strip()
    time = text.removeprefix(before_time) if before_time.strip() else text
    return time if _TIME.fullmatch(time) else text


@cache
def _forms(language: str) -> tuple[dict[str, str], str]:
    """What our texts in a language call each schedule, the longest first, and what stands before a time of day."""
    if language == "en":
        return {}, ""
    with speaking(language):
        before_time = say("when_weekly", day="", at="").strip()
        forms = {say("when_daily", at="").strip().removesuffix(before_time).strip(): "daily"}
        forms |= dict(zip(say("rhythms").split("|"), ("now", "hourly", "daily", "weekly"), strict=True))
        for kind, word in (("when_now", "now"), ("when_hourly", "hourly")):
            whole = say(kind)
            forms |= {whole: word, re.split("[,،]", whole)[0]: word}
        for days in ("weekdays_long", "weekdays_each"):
            forms |= dict(zip(say(days).split("|"), WEEKDAYS, strict=True))
        for kind, word in _SAID.items():
            forms |= dict.fromkeys(say(kind).split("|"), word)
    ordered = sorted(forms.items(), key=lambda form: (-len(form[0]), form[0]))
    return {phrase.casefold(): word for phrase, word in ordered}, f"{before_time} "


def is_schedule(text: str) -> bool:
    try:
        parse_schedule(text)
    except UsageError:
        return False
    return True


def parse_schedule(text: str, default: Schedule | None = None) -> Schedule:
    """The schedule that a user wrote; a missing time of day is the default's. Raises UsageError that shows the form."""
    default = default or Schedule()
    words = text.casefold().replace(",", " ").split()
    plain = " ".join(words)
    if plain in _NOW:
        return Schedule(kind="now", at=default.at)
    if plain in _OFF:
        return Schedule(kind="none", at=default.at)
    if plain in {"hourly", "every hour"}:
        return Schedule(kind="hourly", at=default.at)
    words = [word for word in words if word not in {"at", "on", "every"}]
    kind: Literal["daily", "weekly"] = "daily"
    weekday = default.weekday
    if words and words[0] in {"daily", "day"}:
        words = words[1:]
    elif words and words[0] in {"weekly", "week"}:
        kind, words = "weekly", words[1:]
    days = [
        n for n, day in enumerate(WEEKDAYS) if words and len(words[0]) >= 3 and day.startswith(words[0].rstrip("s"))
    ]
    if days:
        kind, weekday, words = "weekly", days[0], words[1:]
    if len(words) > 1 and words[0] == "morning":  # the time says it
        words = words[1:]
    if kind == "daily" and not words and "daily" not in plain and "day" not in plain:
        raise _unknown(text)
    try:
        at = parse_time(" ".join(words)) if words else default.at
    except UsageError:
        raise _unknown(text) from None
    return Schedule(kind=kind, at=at, weekday=weekday)


def _unknown(text: str) -> UsageError:
    form = say("schedule_form")
    return UsageError(say("no_schedule", text=text, form=form) if text else form)


def clock_time(text: str) -> time:
    """ "07:30" -> time(7, 30)."""
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def local_instant(day: datetime, at: str, zone: tzinfo) -> datetime:
    """The UTC instant of `at` on that day in the zone: once in an hour that summer time skips (moved past the gap)
    and once in one that it doubles (the first)."""
    local = datetime.combine(day.date(), clock_time(at), tzinfo=zone)
    return resolve_imaginary(local).astimezone(UTC)


def next_due(schedule: Schedule, zone: tzinfo, after: datetime) -> datetime | None:
    """The first time of the schedule later than `after`, in UTC; None for one that has no times of its own."""
    local = after.astimezone(zone)
    if schedule.kind == "hourly":  # on the full hour of the zone's own clock
        offset = local.utcoffset() or timedelta()
        past = (after.timestamp() + offset.total_seconds()) % 3600
        return after.astimezone(UTC) + timedelta(seconds=3600 - past)
    if schedule.kind in ("daily", "weekly"):
        for ahead in range(9):
            day = local + timedelta(days=ahead)
            if schedule.kind == "weekly" and day.weekday() != schedule.weekday:
                continue
            due = local_instant(day, schedule.at, zone)
            if due > after:
                return due
    return None


def describe(schedule: Schedule) -> str:
    """In words: "daily at 07:30", "on Mondays at 07:30", "at once, as news breaks", "every hour"."""
    day = one_of("weekdays_each", schedule.weekday)
    return say(f"when_{schedule.kind}", at=schedule.at, day=day)
