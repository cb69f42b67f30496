"""The interface's texts. One key a text, named for what it says; `say` fills in what changes, in the language that is spoken
(see speaking)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

# Languages that the interface speaks, by ISO 639-1, in their own words. Each has a catalog (bot/data/words/de.toml) with the
# keys of en.toml; what one lacks is said in English.
LANGUAGES = {
    "en": "English", "ar": "العربية", "de": "Deutsch", "es": "Español", "fa": "فارسی", "fr": "Français", "ru": "Русский",
    "tr": "Türkçe", "uk": "Українська",
}  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
# Marks of direction (Unicode's Bidi_Control). Joiners are none: Persian is written with them.
MARKS = dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="en")
_NAMED: ContextVar[str] = ContextVar("named", default="")
# A command in a text of ours that may name the channel which it is about, with what stands for that name.
_COMMAND = re.compile(r"(?<![\w/])(/(?!help|link|start)[a-z]+)\b(?: @itsname)?")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said inside is said in this language; in English where we do not speak it."""
    token = _SPOKEN.set(nearest(language) or "en")
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def spoken() -> str:
    """The language that is spoken now."""
    return _SPOKEN.get()


@contextmanager
def naming(channel: str) -> Iterator[None]:
    """Commands in what is said inside name this channel ("@itsname"): they are typed in another chat than they are about."""
    token = _NAMED.set(channel)
    try:
        yield
    finally:
        _NAMED.reset(token)


def nearest(code: str) -> str:
    """Our language for an IETF tag ("de-AT", Telegram's "pt-br"), or ""."""
    code = code.replace("_", "-").partition("-")[0].casefold()
    return "fa" if code == "prs" else code if code in LANGUAGES else ""


def own_texts(language: str) -> Mapping[str, str]:
    """What the catalog of a language has."""
    return tomllib.loads((files("bot") / "data" / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def catalog(language: str) -> Mapping[str, str]:
    """The texts of a language by key, in English where it has none of its own."""
    return {**own_texts("en"), **own_texts(language)}


def say(key: str, **arguments: object) -> str:
    """The text of this key with its arguments filled in. Raises KeyError for a key or an argument that is missing."""
    if spoken() in RIGHT_TO_LEFT:
        arguments = {name: isolated(value) if isinstance(value, str) else value for name, value in arguments.items()}
    text, channel = catalog(spoken())[key], _NAMED.get()
    return (_COMMAND.sub(rf"\1 {channel}", text) if channel else text).format(**arguments)


def isolated(text: str) -> str:
    """The text between isolates (UAX 9) where letters of it, or the sign before its digits, run against what is said around it,
    so that both keep their order. Isolates end with their line: several lines stay as they are."""
    if text[:1] == "\u2068" and text.find("\u2069") == len(text) - 1:
        return text
    against = ("L", "ES") if spoken() in RIGHT_TO_LEFT else ("R", "AL")
    if "\n" in text or not any(unicodedata.bidirectional(c) in against for c in text):
        return text
    return f"\u2068{text}\u2069"


def direction() -> str:
    """The mark that a line begins with: without it, one that begins with a number and an isolate would run from left to right."""
    return "\u200f" if spoken() in RIGHT_TO_LEFT else ""


_NUMERALS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def numeral(number: int) -> str:
    """ "two", "twelve", "13"; digits in other languages than English, where the word depends on what is counted."""
    return _NUMERALS[number] if spoken() == "en" and number < len(_NUMERALS) else str(number)


def plural(number: int, language: str) -> str:
    """The plural category of a whole number (Unicode CLDR 45, plural rules)."""
    last, two = number % 10, number % 100
    if language in ("ru", "uk"):
        if last == 1 and two != 11:
            return "one"
        return "few" if 2 <= last <= 4 and not 12 <= two <= 14 else "many"
    if language == "ar":
        if number <= 2:
            return ("zero", "one", "two")[number]
        return "few" if 3 <= two <= 10 else "many" if two >= 11 else "other"
    return "one" if number == 1 or (number == 0 and language in ("fr", "fa")) else "other"


def count(number: int, thing: str) -> str:
    """ "1 source", "1,204 sources", "2 independent sources": `thing` is the middle of a key, n_source_one."""
    return say(f"n_{thing}_{plural(number, spoken())}", number=thousands(f"{number:,}"))


def thousands(number: str) -> str:
    """A number whose thousands are parted by commas, as the language writes it: "1,204" is one and a fifth to most. A space
    parts them everywhere (ISO 80000-1, 7.3.1)."""
    return number if spoken() == "en" else number.replace(",", "\u00a0")


def ago(seconds: float) -> str:
    """A span in words: "3 min", "5 h", "2 days"."""
    minutes = max(0, round(seconds / 60))
    if minutes < 1:
        return say("moments_ago")
    if minutes < 120:
        return count(minutes, "minute")
    if minutes < 48 * 60:
        return count(round(minutes / 60), "hour")
    return count(round(minutes / 1440), "day")


def since(span: timedelta) -> str:
    """ "5 min ago"."""
    return say("ago", span=ago(span.total_seconds()))


def one_of(key: str, number: int) -> str:
    """One of a key's names, which stand between bars: one_of("weekdays", 0) is "Mon"."""
    return say(key).split("|")[number]


def day_month(date: datetime) -> str:
    """ "12 Aug"."""
    return say("day_month", day=date.day, month=one_of("months", date.month - 1))


def lowered(label: str) -> str:
    """A label as it stands inside a line; nouns keep their capital in German."""
    return label if spoken() == "de" else label.lower()


def upper(text: str) -> str:
    """In capitals; Turkish has two letters i (Unicode SpecialCasing)."""
    return (text.replace("i", "İ") if spoken() == "tr" else text).upper()


def full_day(date: datetime) -> str:
    """ "Friday, 13 August"."""
    weekday, month = one_of("weekdays_long", date.weekday()), one_of("months_long", date.month - 1)
    return say("full_day", weekday=weekday, day=date.day, month=month)


def zone_time(zone: str) -> str:
    """ "UTC", "Asia/Kabul time"."""
    return zone if zone == "UTC" else say("zone_time", zone=zone)
