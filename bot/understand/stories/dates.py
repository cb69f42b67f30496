"""Calendar dates in a text, as far as they are plain: "July 7, 2012", "15 Sep", "7. Juli 2012", "2012-07-07"."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
)
MONTHS = {name: month for names in _NAMES for month, name in enumerate(names.split(), 1)}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
# of small letters: a pattern that takes both kinds needs five times as long
_DATE = re.compile(
    rf"\b(?P<m1>{_MONTH})\b\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<y1>{_YEAR})\b)?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:de )?(?P<m2>{_MONTH})\b\.?(?:,? (?:de )?(?P<y2>{_YEAR})\b)?"
    rf"|\b(?P<y3>{_YEAR})-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
)


def find(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Days of the year mentioned, from 1 to 366; and dates given in full, as proleptic ordinals."""
    days: set[int] = set()
    full: set[int] = set()
    for match in _DATE.finditer(text.lower()):
        group = match.groupdict()
        month = int(group["m3"]) if group["m3"] else MONTHS[group["m1"] or group["m2"]]
        day = int(group["d1"] or group["d2"] or group["d3"])
        year = group["y1"] or group["y2"] or group["y3"]
        try:
            days.add(date(2000, month, day).timetuple().tm_yday)  # a leap year has every day
            if year:
                full.add(date(int(year), month, day).toordinal())
        except ValueError:
            continue
    return frozenset(days), frozenset(full)


def bare(text: str) -> frozenset[int]:
    """Days of the year, from 1 to 366, that are mentioned without their year."""
    days, full = find(text)
    return days - {date.fromordinal(day).replace(year=2000).timetuple().tm_yday for day in full}
