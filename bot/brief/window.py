"""Spans of time as users write them: "1h", "24h", "3d", up to 30 days."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from functools import cache

from bot.errors import UserError
from bot.words import say

SHORTEST = timedelta(hours=1)  # sources are asked every 15 minutes or so: less than an hour tells nothing
LONGEST = timedelta(days=30)  # as long as stories live

# Units in the languages that we speak, in the forms that stand behind a number or behind "last".
_MINUTE, _HOUR, _DAY, _WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
_UNITS = {
    word: unit
    for unit, words in {
        _MINUTE: "m min mins minute minutes minuten minuto minutos мин минут минуты хв хвилин dakika دقيقة دقائق دقیقه",
        _HOUR: "h hr hrs hour hours stunde stunden std heure heures hora horas ч час часа часов година години годин годину"
        " saat saatte ساعة ساعات ساعت",
        _DAY: "d day days tag tage tagen jour jours día dia días dias день дня дней сутки суток дні днів доба добу діб gün günde"
        " يوم يوما يوماً أيام ايام روز",
        _WEEK: "w week weeks woche wochen semaine semaines semana semanas неделя недели недель неделю тиждень тижні тижнів тижня"
        " hafta haftada أسبوع اسبوع أسابيع الأسبوع هفته",
        30 * _DAY: "month months monat monate mois mes месяц месяца місяць ay ayda شهر الشهر ماه",
        2 * _HOUR: "ساعتين",  # Arabic has a form for two
        2 * _DAY: "يومين",
        2 * _WEEK: "أسبوعين",
    }.items()
    for word in words.split()
}
_IN = (
    "in|over|during|for|from|of|within|the|der|den|die|im|von|aus|en|los|las|la|le|les|ces|des|dans|sur|за|протягом|в|у|на"
    "|خلال|في|در"
)
_LAST = (
    "last|past|letzte[nrs]?|vergangene[nrs]?|derni[eè]re?s?|[uú]ltim[oa]s?"
    "|последн(?:ие|их|юю|ий|яя)|останн(?:і|іх|ю|ій|я)|son|geçen|آخر"
)
_AGO = "derni[eè]re?s?|pass[ée]e?s?|pasad[oa]s?|گذشته|اخیر|الماضي|الماضية|الأخير|الأخيرة"
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBERED = rf"(?:(?:{_LAST})\s+)?(?P<number>-?\d[\d.,٫٬]*)\s*(?:(?:{_LAST})\s+)?(?P<unit>{_UNIT})(?:\s+(?:{_AGO}))?"
_ONE = rf"(?:{_LAST})\s+(?P<last>{_UNIT})|(?P<ago>{_UNIT})\s+(?:{_AGO})"
# Days as they are said. Of a day that has a date the span reaches back to its beginning at least, whatever the hour is.
_WEEKDAYS = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
    r"|понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья|понеділка|вівторка|середи|четверга|п['’]ятниці|суботи|неділі"
)
_SAID = {
    _DAY: "today|tonight|overnight|last night|this (?:morning|afternoon|evening)|heute(?: (?:früh|morgen|mittag|abend|nacht))?"
    "|(?:letzte|heute|über) nacht|aujourd['’]hui|ce (?:matin|soir)|cette nuit|hoy|esta (?:mañana|tarde|noche)|anoche"
    "|сегодня(?: (?:утром|дн[её]м|вечером|ночью))?|ночью|сьогодні(?: (?:вранці|ввечері|вночі))?|вночі"
    "|bugün|bu (?:sabah|akşam|gece)|dün gece|اليوم|هذا الصباح|الليلة|امروز(?: صبح)?|امشب|دیشب",
    2
    * _DAY: "(?:since )?yesterday|(?:seit )?gestern|(?:depuis )?hier|(?:desde )?ayer|(?:со? )?вчера(?:шнего дня)?|(?:з )?вчора"
    "|dün(?:den beri)?|(?:منذ )?[أا]مس|(?:از )?دیروز",
    _WEEK: "this week|diese woche|cette semaine|esta semana|на этой неделе|цього тижня|bu hafta|هذا الأسبوع|این هفته"
    f"|since the weekend|(?:since(?: last)?|seit|depuis|desde el|со?|з) (?:{_WEEKDAYS})",
}
_DAYS = "|".join(_SAID.values())


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf"(?:{_NUMBERED}|{_ONE})")


@cache
def _span() -> re.Pattern[str]:
    return re.compile(rf"(?:^|\s)(?:(?:{_IN})\s+)*({_NUMBERED}|{_ONE}|{_DAYS})[?!.؟]*$", re.IGNORECASE)


# ... or they come first: "yesterday in kabul".
_THERE = "in|from|at|on|about|around|aus|über|en|à|a|dans|sur|de|в|во|на|у|з|із|في|عن|در|از"


@cache
def _first() -> re.Pattern[str]:
    return re.compile(rf"({_NUMBERED}|{_ONE}|{_DAYS}),?\s+(?:{_THERE})\s+(?=\S)", re.IGNORECASE)


def split_window(text: str) -> tuple[str, str]:
    """What stands beside a span and the span: "kabul in the last 3 days", "last 3 days in kabul" -> ("kabul", "last 3 days"), or
    ("kabul", "") without one."""
    text = " ".join(text.split())
    if found := _span().search(text):
        return text[: found.start()], found[1]
    first = _first().match(text)
    return (text[first.end() :], first[1]) if first else (text, "")


def parse_window(text: str) -> timedelta:
    """The span, 1 hour to 30 days, in the digits of any script, and as it is said in the languages that we speak. Raises
    UserError, with the right form, for anything else."""
    plain = " ".join("".join(str(unicodedata.decimal(c, c)) for c in text.casefold()).split())
    for said, forms in _SAID.items():
        if re.fullmatch(forms, plain):
            return said
    match = _form().fullmatch(plain)
    number = (match["number"] or "1") if match else ""
    if match is None or not re.fullmatch(r"\d{1,4}", number):
        shown = " ".join(text.split())[:40]
        raise UserError(say("no_span", text=shown, form=say("span_form")))
    word = match["unit"] or match["last"] or match["ago"]
    span = int(number) * _UNITS[word]
    if not SHORTEST <= span <= LONGEST:
        key = "span_short" if span < SHORTEST else "span_long"
        raise UserError(say(key, span=" ".join(text.split()), form=say("span_form")))
    return span


def whole(span: timedelta) -> timedelta:
    """The span in whole hours, beyond two days in whole days, rounded up: as a briefing can say it."""
    unit = timedelta(hours=1) if span <= timedelta(hours=48) else timedelta(days=1)
    return -(-span // unit) * unit


def format_window(window: timedelta) -> str:
    """ "24h", "3d": days where they are whole and more than one, hours otherwise (rounded up)."""
    hours = max(1, -(-int(window.total_seconds()) // 3600))
    return f"{hours // 24}d" if hours > 24 and hours % 24 == 0 else f"{hours}h"
