"""Dates as feeds write them -> aware UTC. Only what is unambiguous is read; a guess would order the news wrongly."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from unicodedata import combining, normalize

# Outside these years a date is a mistake (or of another calendar), not news.
FIRST_YEAR = 1970
LAST_YEAR = 2100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAX_DATE_CHARS = 100  # no known form is longer

# Hours. RFC 822 defines the American names; the others mean one zone only. Not here, because they mean several:
# IST (India, Ireland, Israel), AST, GST, AMT, ADT, ECT, PYT ...
_ZONE_HOURS = """
    z 0 ut 0 utc 0 gmt 0 wet 0 est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 akst -9 akdt -8 hst -10
    bst 1 cet 1 mez 1 west 1 cest 2 mesz 2 eet 2 sast 2 cat 2 eest 3 eat 3 msk 3 trt 3 irst 3.5 irdt 4.5 aft 4.5 pkt 5
    uzt 5 npt 5.75 ict 7 wib 7 hkt 8 sgt 8 myt 8 awst 8 jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13
"""
_HOURS = _ZONE_HOURS.split()
_ZONES = dict(zip(_HOURS[::2], map(float, _HOURS[1::2]), strict=True))

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan january janvier janv januar janner enero ene gennaio gen janeiro januari ocak oca января янв يناير ژانویه"
            " ιαν ιανουαριου",
            "feb february fevrier fevr fev februar febrero febbraio fevereiro februari subat sub февраля фев فبراير فوریه"
            " φεβ φεβρουαριου",
            "mar march mars marz mrz marzo marco maart mart maret marcius марта мар مارس مارچ μαρ μαρτ μαρτιου",
            "apr april avril avr abril abr aprile nisan nis aprilis апреля апр أبريل ابريل آوریل απρ απριλιου",
            "may mai mayo maggio mag maio mei mayis majus мая май مايو مه μαι μαιου",
            "jun june juin juni junio giugno giu junho haziran haz junius июня июн يونيو ژوئن ιουν ιουνιου",
            "jul july juillet juil juli julio luglio lug julho temmuz tem julius июля июл يوليو ژوئیه ιουλ ιουλιου",
            "aug august aout agosto ago augustus agustos agustus agu augusztus августа авг أغسطس اغسطس اوت αυγ αυγουστου",
            "sep sept september septembre septiembre settembre set setembro eylul eyl szeptember сентября сен سبتمبر سپتامبر"
            " σεπ σεπτ σεπτεμβριου",
            "oct october octobre okt oktober octubre ottobre ott outubro out ekim eki октября окт أكتوبر اكتوبر اکتبر"
            " οκτ οκτωβριου",
            "nov november novembre noviembre novembro kasim kas ноября ноя نوفمبر نوامبر νοε νοεμ νοεμβριου",
            "dec december decembre dez dezember diciembre dic dicembre dezembro desember aralik ara декабря дек ديسمبر دسامبر"
            " δεκ δεκεμβριου",
        ),
        start=1,
    )
    for name in names.split()
}


def _fold(text: str) -> str:
    """Without accents and case, so that AOÛT and août are one word."""
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(char for char in decomposed if not combining(char))


_MONTHS = {_fold(name): month for name, month in _MONTHS.items()}
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?=$|[\st])t?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d\d?)([/.-])(\d\d?)\2(\d{4})(?!\d)")
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])"
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th|er|\.)?[\s-]*(?:de\s+|of\s+)?{_MONTH}[.,]?[\s-]*(?:de\s+)?(\d{{4}}|\d\d)(?![\d:])"
)
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[\s.-]+{_MONTH}[\s.-]+(\d\d?)(?=$|[\s.t])t?")  # Hungarian
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:t?(\d\d)(\d\d)(\d\d)?(z|[+-]\d\d:?\d\d)?)?")
_SECONDS = re.compile(r"(1[0-9]{9}|2[0-9]{9})(?:\d{3})?")  # since 1970; with three digits more, milliseconds
# The C library's: Fri Aug 13 10:00:00 UTC 2021
_ASCTIME = re.compile(
    rf"{_MONTH}\s+(\d\d?)\s+(\d\d?:\d\d(?::\d\d)?)\s+(?:([a-z]{{1,5}}|[+-]\d{{4}})\s+)?(\d{{4}})(?!\d)"
)
# 2021年8月13日, 2021년 8월 13일, 2021. 8. 13. and the halves of the day, which stand before the hour
_EAST = re.compile(r"(\d{4})\s?[年년.]\s?(\d\d?)\s?[月월.]\s?(\d\d?)\s?[日일.]?(?!\d)")
_HALF = re.compile(r"(오전|오후|上午|下午|午前|午後)\s*(\d\d?:\d\d(?::\d\d)?)")
_AFTER_NOON = ("오후", "下午", "午後")
_MONTH_DAY = re.compile(rf"(?<![^\W\d_]){_MONTH}\.?\s+(\d\d?)(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")
_TIME = re.compile(r"(?<!\d)(\d\d?)\s?[:h]\s?(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(?:([ap])\.?m\b\.?)?")
_OFFSET = re.compile(r"(?:gmt|utc)?\s?([+-])(\d\d?):?(\d\d)?(?![\d:])")
# RFC 822 with four digits of a year, as nine of ten feeds write it: the same result, sooner.
_USUAL = re.compile(r"(?:[A-Z][a-z]{2}, )?(\d\d?) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([A-Z]{1,4}|[+-]\d{4})")
_FILLERS = frozenset(("at", "um", "uhr", "a", "las", "le", "h", "hrs", "ore", "klo", "saat"))


@lru_cache(64)  # one feed's dates are often one date, and the quick reader asks before the fields do
def parse_date(text: str) -> datetime | None:
    """The time in UTC, None where the form is not known. Without a zone it is taken as UTC, as RFC 822 and feeds do.

    Raises ValueError where the form is known but not what it means: "03/04/2021", a zone that several places use, 31 June.
    """
    if usual := _USUAL.fullmatch(text):
        day, month, year, hour, minute, second, zone = usual.groups()
        try:
            when = datetime(
                int(year), _MONTHS[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC
            )
            return when - _offset(zone.lower())
        except (ValueError, KeyError):
            pass  # the long way knows better
    if since := _SECONDS.fullmatch(text.strip()):
        return EPOCH + timedelta(seconds=int(since[1]))
    text = _HALF.sub(
        lambda half: half[2] + (" pm" if half[1] in _AFTER_NOON else " am"),
        _EAST.sub(r"\1-\2-\3 ", text[:MAX_DATE_CHARS]),
    )
    folded = _fold(re.sub(r"\([^)]*\)", " ", text[:MAX_DATE_CHARS])).strip()
    folded = _ASCTIME.sub(r"\2 \1 \5 \3 \4", folded)
    if compact := _COMPACT.fullmatch(folded):
        year, month, of_month, hour, minute, second, zone = compact.groups()
        return _at(
            datetime(int(year), int(month), int(of_month), tzinfo=UTC),
            f"{hour or '00'}:{minute or '00'}:{second or '00'}{zone or ''}",
        )
    for pattern in (_ISO, _YEAR_FIRST, _NUMERIC, _DAY_MONTH, _YEAR_MONTH_DAY, _MONTH_DAY):
        if found := pattern.search(folded):
            rest = folded[found.end() :]
            if not _TIME.search(rest):
                rest = folded[: found.start()] + " " + rest
            return _at(_day(pattern, found), rest)
    return None


def _day(pattern: re.Pattern[str], found: re.Match[str]) -> datetime:
    parts = found.groups()
    if pattern in (_ISO, _YEAR_FIRST):
        year, month, day = map(int, parts)
    elif pattern is _NUMERIC:
        first, second, year = int(parts[0]), int(parts[2]), int(parts[3])
        # With dots the day is first everywhere; otherwise only a number above 12 tells.
        if parts[1] == "." or first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        else:
            raise ValueError("day and month cannot be told apart")
    else:
        if pattern is _YEAR_MONTH_DAY:
            parts = parts[::-1]
        number, word = parts[1::-1] if pattern is _MONTH_DAY else parts[:2]
        month, day, year = _MONTHS[word], int(number), int(parts[2])
        if year < 100:  # RFC 2822, 4.3
            year += 2000 if year < 50 else 1900
    return datetime(year, month, day, tzinfo=UTC)


def _at(day: datetime, rest: str) -> datetime:
    time = _TIME.search(rest)
    if not time:
        return day  # a zone without a time tells nothing
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[5]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if time[5] == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        raise ValueError("no such time")
    # timedelta: 24:00 and leap seconds are the next day's and the next minute's start
    return day + timedelta(hours=hour, minutes=minute, seconds=second) - _offset(rest[time.end() :].strip())


def _offset(zone: str) -> timedelta:
    if found := _OFFSET.match(zone):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours > 14 or minutes > 59:
            raise ValueError("no such zone")
        return timedelta(hours=hours, minutes=minutes) * (1 if found[1] == "+" else -1)
    words = [word.strip(".,") for word in zone.split()]
    named = [word for word in words if word and word not in _FILLERS and word.isalpha()]
    if not named:
        return timedelta()
    if named[0] not in _ZONES:
        raise ValueError("the time zone is not known")
    return timedelta(hours=_ZONES[named[0]])
