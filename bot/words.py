"""The interface's texts. One key a text, named for what it says; `say` fills in what changes, in the language that is spoken
(see speaking)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files

ENGLISH = {
    "start": (
        "I tell you what is new on a place or a subject, who says so, and whether it is confirmed.\n"
        "\n"
        "Try /latest kabul\n"
        "Keep up with it: /follow kabul\n"
        "All I can do: /help"
    ),
    "latest_kabul": "Latest on Kabul",
    "follow_kabul": "Follow Kabul",
    "start_group": (
        "I brief this group on what is new, who says so, and whether it is confirmed.\n"
        "\n"
        "Anyone can ask: /latest kabul\n"
        "Administrators choose what the group follows: /follow kabul\n"
        "\n"
        "I see only commands and answers to my own messages here, nothing else that is written: "
        "Telegram's privacy mode keeps the rest from me."
    ),
    "start_channel": (
        "I brief this channel on what is new, who says so, and whether it is confirmed.\n"
        "\n"
        "Its administrators choose what it follows: /follow kabul, posted here, or unseen by its readers in a private chat "
        "with me: /link @itsname"
    ),
    "help": (
        "/latest kabul - the news on a topic, last 24 hours\n"
        "/latest kabul 3d - another span: 6h, 3d, up to 30d\n"
        "/map kabul, /figures kabul, /timeline kabul - where it happens, who counts what, day by day\n"
        "/latest (kabul OR herat) -cricket - all that a topic can say: /help topics\n"
        "/follow kabul - briefings on it, by schedule\n"
        "/unfollow kabul - no more of them\n"
        "/topics - what is followed here, and when\n"
        "/schedule daily 07:30 - when: now (as news breaks), hourly, daily, weekly monday 07:30, off\n"
        "/schedule kabul hourly - for one topic only\n"
        "/timezone Asia/Kabul - your clock\n"
        "/language fa - the language that I speak\n"
        "/quiet 22:00-07:00 - no pushes then; /quiet off\n"
        "/pause and /resume - stop and restart all pushes\n"
        "/sources - whom I read, and when I last heard from them\n"
        "/addsource https://... - read this for this chat, too; /removesource ends it\n"
        "/export - these as an OPML file; send me such a file to add what it names\n"
        "/status - how I am doing\n"
        "/link @channel - brief a channel that you administer\n"
        "\n"
        "● confirmed: two independent sources or more   ○ reported: one source   ◐ claimed by one side, or disputed"
    ),
    "help_topics": (
        "kabul evacuation - both\n"
        "kabul OR herat - one of them; of places also: kabul, herat\n"
        "kabul -cricket - without that\n"
        '"evacuation flights" - these words in this order\n'
        "(kabul OR herat) -(cricket OR football) - groups\n"
        "place:reading - the town, not the word\n"
        "near:kabul 50km - what happened within that distance; also 30mi\n"
        'source:bbc - one outlet or its house; source:"le monde"\n'
        "lang:fa - in that language\n"
        "severity:high - at least that grave: low, medium, high, extreme\n"
        "\n"
        "A place counts in every script, and with what lies in it: kabul finds کابل and Hamid Karzai airport. "
        "earthquake finds quake, Erdbeben and deprem. "
        'In quotes it is only a word: "reading".'
    ),
    "help_group": "Settings here can be changed by administrators only. /latest works for everyone.",
    "unknown_command": "I don't know /{name}. {near}All I can do: /help",
    "near_command": "Did you mean /{near}? ",
    "unknown_topic": (
        "I have read nothing on “{topic}” in the last 30 days.{near}\n"
        "To be told when there is: /follow {topic}\n"
        "All I can do: /help"
    ),
    "no_sources": (
        "I follow no sources yet, so I cannot tell what is new. The operator names them in config.toml, "
        "chooses from the catalog there, or adds one with: sitrep sources add URL"
    ),
    # counted things: one form for each plural of the language
    "n_story_one": "{number} story",
    "n_story_other": "{number} stories",
    "n_further_story_one": "{number} further story",
    "n_further_story_other": "{number} further stories",
    "n_source_one": "{number} source",
    "n_source_other": "{number} sources",
    "n_independent_source_one": "{number} independent source",
    "n_independent_source_other": "{number} independent sources",
    "n_place_one": "{number} place",
    "n_place_other": "{number} places",
    "n_item_one": "{number} item",
    "n_item_other": "{number} items",
    "n_further_item_one": "{number} further item",
    "n_further_item_other": "{number} further items",
    "n_entry_one": "{number} entry",
    "n_entry_other": "{number} entries",
    "n_lesser_entry_one": "{number} lesser entry",
    "n_lesser_entry_other": "{number} lesser entries",
    "n_topic_one": "{number} topic",
    "n_topic_other": "{number} topics",
    "n_message_one": "{number} message",
    "n_message_other": "{number} messages",
    "n_article_one": "{number} article",
    "n_article_other": "{number} articles",
    # times
    "n_minute_one": "{number} min",
    "n_minute_other": "{number} min",
    "n_hour_one": "{number} h",
    "n_hour_other": "{number} h",
    "n_day_one": "{number} day",
    "n_day_other": "{number} days",
    "moments_ago": "less than a minute",
    "ago": "{span} ago",
    "today": "today {time}",
    "tomorrow": "tomorrow {time}",
    "weekdays": "Mon|Tue|Wed|Thu|Fri|Sat|Sun",
    "weekdays_long": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "weekdays_each": "on Mondays|on Tuesdays|on Wednesdays|on Thursdays|on Fridays|on Saturdays|on Sundays",
    "months": "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
    "months_long": "January|February|March|April|May|June|July|August|September|October|November|December",
    "day_month": "{day} {month}",
    "full_day": "{weekday}, {day} {month}",
    "when_daily": "daily at {at}",
    "when_weekly": "{day} at {at}",
    "when_now": "at once, as news breaks",
    "when_hourly": "every hour, when there is news",
    "when_none": "only when you ask",
    # what was written in a form that cannot be read
    "schedule_form": "Use: now, hourly, daily 07:30, weekly monday 07:30, or off.",
    "no_schedule": "I don't know the schedule “{text}”. {form}",
    "no_time": "“{text}” is no time of day. Write it like 07:30.",
    "quiet_form": "Use: /quiet 22:00-07:00, or /quiet off.",
    "quiet_always": "Quiet from {start} to {end} would be always; to silence the bot use /pause. {form}",
    "span_form": "Use a span from 1h to 30d, such as 6h, 24h or 3d.",
    "no_span": "“{text}” is not a span of time. {form}",
    "span_short": "{span} is too short. {form}",
    "span_long": "{span} is too long. {form}",
    # topics that cannot be read
    "at_column": "{what} at column {column}.",
    "example": "for example: kabul evacuation -cricket",
    "like": "Like this: {example}",
    "name_topic": "Name a topic, {example}",
    "too_common": "These words are too common to follow. Name a topic, {example}",
    "too_common_here": "This is too common to follow",
    "topic_long": "A topic has at most {limit} characters, {example}",
    "only_left_out": "Say what to look for as well as what to leave out, at column {column}. Like this: kabul -cricket",
    "closed_unopened": "A parenthesis is closed that was not opened",
    "nothing_here": "Nothing stands here",
    "or_sides": "OR needs a topic on both sides",
    "or_like": 'Like this: kabul OR kandahar (for the word, write "or")',
    "dash_nothing": "- needs something to leave out",
    "not_operator": "NOT is no operator",
    "not_like": 'To leave a word out, write -cricket (for the word, write "not")',
    "no_operator": "{name}: is not known",
    "near_operator": "Did you mean {near}?",
    "our_operators": 'There are {ours} (for the words, write "{words}")',
    "too_deep": "More than {limit} parentheses stand in each other",
    "parenthesis_empty": "Nothing stands between these parentheses",
    "parenthesis_open": "This parenthesis is not closed",
    "quote_open": "This quote is not closed",
    "no_value": "{operator}: needs a name behind it",
    "too_many": "More than {limit} alternatives come together",
    "part_by_part": "Follow its parts one by one",
    "no_such_place": "No place named {name}",
    "no_spot": "{name} is no spot on the map",
    "write_place": 'Write place:"{name}" instead',
    "no_distance": "“{text}” is no distance",
    "no_unit": "{number} has no unit",
    "distance_bounds": "A distance is more than 0 and at most {limit} km",
    "no_language": "No language “{name}” is known",
    "no_severity": "No severity “{name}” is known",
    "severities": "It is {levels}",
    # briefings
    "news": "News",
    "heading": "{title} · last {span} · as of {time} {zone}",
    "picture_note": "last {span} · {time} {zone}",
    "span_hour": "hour",
    "span_hours": "{number} h",
    "span_days": "{number} days",
    "city_time": "{city} time",
    "silent_since": "Not heard from since {time}",
    "silent_ever": "Never heard from",
    "one_source": "of {number} source",
    "of_sources": "of {number} sources",
    "confirmed": "confirmed",
    "reported": "reported",
    "claimed": "claimed",
    "disputed": "disputed",
    "denied": "denied",
    "corrected": "corrected",
    "legend_sure": "confirmed",
    "legend_told": "one source",
    "legend_doubt": "claimed or disputed",
    "disputed_values": "disputed: {values}",
    "or": " or ",
    "rose": "rose from {first} to {last}",
    "between": "between {low} and {high}",
    "range": "{low} to {high}",
    "at_least": "at least {number}",
    "at_most": "at most {number}",
    "at_least_short": "{number}+",
    "at_most_short": "up to {number}",
    "chart_alt": "chart for {title}: {panels}",
    "chart_alt_panel": "{what}, {count} numbers, {verdict}",
    "map_alt": "map of {title}, {counted}: {names}",
    "map_alt_more": "map of {title}, {counted}: {names} and others",
    "sources_agree": "{sources} agree: {names}",
    "new_line": "new: ",
    "stories_sources": "{stories}, {sources}",
    "sources_items": "{sources}, {items}",
    "before_that": "Before that:",
    "top_here": " (the top {number} here)",
    "since": " since {time}",
    "nothing_found": "Quiet: nothing found in this time.",
    "nothing_new": "Nothing new{since}. Before that: {counted}",
    "count_new": " · {number} new{since}",
    "last_news": "Last news: {time}, {outlet}: {title}",
    "blind_none": "I follow no sources, so I cannot tell what is new.",
    "blind_since": "I could not look: no source has answered since {time}.",
    "blind_yet": "I could not look: no source has answered yet.",
    "blind_before": " What I knew before:",
    "disputed_figure": " (disputed)",
    "and_stories": "and {counted} that tell little else",
    "count_as_one": " - count as one: the same house or the same text",
    "copy": " (copy)",
    "wire_text": " ({agency} text)",
    "no_text": "(no text)",
    "no_headline": "(no headline)",
    "no_place": "No place is named in this news.",
    "no_figures": "No number is given twice in this news, so there is nothing to compare.",
    "beyond": "Beyond this map: {names}",
    "beyond_more": "Beyond this map: {names} and others",
    "view_more": "More",
    "view_timeline": "Timeline",
    "view_sources": "Sources",
    "view_map": "Map",
    "view_figures": "Figures",
    "light": "Light",
    "dark": "Dark",
    "follow": "Follow {topic}",
    "map_near": "near {town}",
    "map_point": "at {lat}, {lon}",
    "wider": "{topic}: {counted}",
    "near_topics": " Did you mean {near}?",
    "how_follow": "Which topic? Use: /follow kabul.",
    "how_unfollow": "Which topic? Use: /unfollow {example}.",
    "followed": "Following {topic}: a briefing {when} ({zone}).\nNext one: {next}.",
    "followed_notice": "Following {topic}.",
    "followed_now": "Following {topic}: you hear at once when news breaks.",
    "followed_none": "Following {topic}. It speaks only when you ask: /latest {query}",
    "follow_hint": "Another time: /schedule {query} daily 07:30, or at once: /schedule {query} now",
    "already_followed": "You follow {topic} already: {when}.",
    "rhythms": "At once|Hourly|Daily|Weekly",
    "followed_here": "From now on it comes here.",
    "thread_closed": (
        "The topic of this group that I wrote to is closed or gone: what was followed there comes here from now on. "
        "To have it elsewhere, follow it there."
    ),
    "follow_limit": "That would be more than {limit} topics. Drop one first: /unfollow {example}",
    "unfollowed": "No more on {topic}.",
    "not_followed": "“{topic}” is not followed here. {list}",
    "follows_list": "Followed: {topics}.",
    "follows_nothing": "Nothing is followed yet. Start with: /follow kabul",
    "zone_time": "{zone} time",
    "topics": "Followed here ({zone}):",
    "topic_line": "{topic} - {when}",
    "topic_next": "{topic} - {when}; next {next}",
    "scheduled": "{topic}: {when} ({zone}). Next: {next}.",
    "scheduled_plain": "{topic}: {when}.",
    "all_topics": "All topics",
    "schedule_default": "From now on what you follow speaks {when} ({zone}). Nothing is followed yet: /follow kabul",
    "how_schedule": "{form}\nFor one topic: /schedule kabul daily 07:30.",
    "timezone": "Your clock is set to {zone}: it is {now} there now.",
    "timezone_is": "The clock here is {zone}, now {now}. Change it with: /timezone Asia/Kabul",
    "no_timezone": "I know no time zone “{zone}”.{near} Use a name like Asia/Kabul or Europe/London.",
    "no_offset": (
        "“{zone}” would be wrong for half the year where clocks change. "
        "Use the name of a city: /timezone Asia/Kabul.{near}"
    ),
    "quiet": "Quiet from {start} to {end} ({zone}): pushes wait until then.",
    "quiet_off": "No quiet hours: pushes come at any time.",
    "quiet_is": "Quiet from {start} to {end} ({zone}). /quiet off ends that.",
    "quiet_none": "There are no quiet hours. Set them with: /quiet 22:00-07:00",
    "paused": "Paused: nothing is pushed here until /resume. /latest still works.",
    "resumed": "Going on: pushes come again.",
    "not_paused": "Nothing was paused; pushes come as scheduled.",
    "sources": "I read {count}:",
    "sources_own": "I read {count} here, {own} of them added in this chat:",
    "added_here": "{name} (added here)",
    "source_ok": "{name} - heard from {ago}",
    "source_bad": "{name} - {problem} Last heard from: {last}.",
    "source_new": "{name} - not read yet",
    "source_more": "and {count} more",
    "and_lesser": "and {counted}",
    "never": "never",
    "source_broken": (
        "{name}, which you added{where}, has not been readable since {since}: {reason}\n"
        "I keep trying, once a day. I say this once."
    ),
    "for_channel": " for {title}",
    "source_ended": "{name}, which you added{where}, says that it is gone for good: {reason}\nI no longer ask for it.",
    "remove": "Remove it",
    "how_addsource": (
        "Which source? Use: /addsource https://... - the address of a feed, of a page that has one, of a live blog, "
        "or of a public Telegram channel (t.me/name)."
    ),
    "no_link": "“{text}” is no web address. Use: /addsource https://...",
    "long_link": "This address is too long to be a feed's.",
    "found": "{name}: {kind}, {entries}{newest}.\n{url}",
    "newest": ", the newest {ago}",
    "kind_liveblog": "live blog",
    "kind_sitemap": "news sitemap",
    "kind_telegram": "Telegram channel",
    "kind_cap": "alerts (CAP)",
    "kind_geojson": "events (GeoJSON)",
    "own_offer": "I can read it for this chat, beside what I read for everybody.",
    "add_this": "Add this source",
    "own_added": (
        "Added. I read it for this chat alone, as one voice among the others. /sources lists it; "
        "/removesource {name} ends it."
    ),
    "own_already": "I read it for this chat already.",
    "everybodys": "I read it already, for everybody.",
    "own_unread": "Nothing there that I can read: {problem}",
    "own_limit": "A chat can have {limit} sources of its own. Drop one first: /removesource",
    "own_limit_all": "I read as many sources as I can; the operator would have to make room. Nothing was added.",
    "own_too_often": "That was {tries} addresses within {span}, which is all that I look up for one chat. Try again in {wait}.",
    "own_none": "Nothing was added in this chat. What I read for everybody is the operator's choice. To add a source: /addsource https://...",
    "which_own": "Which one? Press it, or use: /removesource and its name.",
    "own_gone": "This source is no longer read for this chat. These are:",
    "not_own": "“{name}” was not added in this chat. These were:",
    "remove_named": "Remove {name}",
    "own_removed": "{name} is no longer read for this chat.",
    "how_import": "Send me an OPML file, in a private chat and as a document: I add the feeds that it names.",
    "file_too_large": "This file is larger than {limit} MB: no list of feeds is that long.",
    "bad_opml": "I can read lists of feeds (OPML files), and this is none: {problem}.",
    "slow_opml": "it takes too long to read",
    "imported": "{count} added for this chat. /sources tells in a few minutes which of them answer.",
    "imported_there": "Read already: {count}.",
    "imported_bad": "No web address: {count}.",
    "imported_over": "Left out, since a chat can have {limit} of its own: {count}.",
    "exported": "{count} added in this chat, as an OPML file.",
    "offer_gone": "This button is too old. Send the link again.",
    "done": "Done.",
    "status": (
        "{articles} read from {sources}, grouped into {stories}.\n"
        "Last look at a source: {polled}.\n"
        "Here: {subscriptions} followed; clock {zone}{quiet}{paused}.{owed}"
    ),
    "status_quiet": "; quiet {start}-{end}",
    "status_paused": "; paused, /resume ends that",
    "status_owed": "\nStill on their way to this chat: {count}.",
    "status_silent": "\nNot heard from lately: {names}.",
    "language_is": "I speak {language} here. Press another, or use: /language de",
    "language": "From now on I speak {language} here.",
    "not_spoken": "I don't speak “{name}”. I speak: {names}.",
    "menu_latest": "the news on a topic: /latest kabul",
    "menu_map": "where it happens: /map kabul",
    "menu_follow": "briefings on a topic: /follow kabul",
    "menu_topics": "what is followed here",
    "menu_schedule": "when briefings come: /schedule daily 07:30",
    "menu_sources": "whom I read",
    "menu_addsource": "read a source for this chat: /addsource https://...",
    "menu_language": "the language that I speak",
    "menu_help": "all I can do",
    "admins_only": "Only administrators can change this group's settings. /latest works for everyone.",
    "how_link": "Which channel? Make me an administrator of it, then: /link @itsname",
    "links": "You have linked: {names}.",
    "link_private": "Channels are linked in a private chat with me, by one of their administrators.",
    "linked": (
        "{title} is linked. Set it up from here, or by posting in it:\n"
        "/follow {name} kabul\n/schedule {name} daily 07:30\n/topics {name}"
    ),
    "no_channel": "I cannot see {name}. Check the name, and make me an administrator of the channel.",
    "not_channel": "{name} is not a channel.",
    "not_admin": "You are not an administrator of {name}, so its settings are not yours to change.",
    "bot_no_admin": "I may not post in {name}. Make me an administrator of it, with the right to post messages.",
    "top_stories": "Top stories",
    "your_topics": "Your topics",
    "button_gone": "This button is too old. Ask again: /latest",
    "not_drawn": "The picture could not be drawn; this is what it would show.",
    "trouble": "Something went wrong on my side; it is logged. Please try again in a minute.",
    "storage_trouble": "I cannot write down what I am told at the moment, so nothing was changed. The operator has been told.",
}


# Languages that the interface speaks, by ISO 639-1, in their own words. A catalog (bot/data/words/de.toml) has the keys above;
# what one lacks is said in English.
LANGUAGES = {
    "en": "English", "ar": "العربية", "de": "Deutsch", "es": "Español", "fa": "فارسی", "fr": "Français", "ru": "Русский",
    "tr": "Türkçe", "uk": "Українська",
}  # fmt: skip
_SPOKEN: ContextVar[str] = ContextVar("spoken", default="en")


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


def nearest(code: str) -> str:
    """Our language for an IETF tag ("de-AT", Telegram's "pt-br"), or ""."""
    code = code.partition("-")[0].casefold()
    return "fa" if code == "prs" else code if code in LANGUAGES else ""


def own_texts(language: str) -> Mapping[str, str]:
    """What the catalog of a language has."""
    return tomllib.loads((files("bot") / "data" / "words" / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def catalog(language: str) -> Mapping[str, str]:
    """The texts of a language by key, in English where it has none of its own."""
    return ENGLISH if language == "en" else {**ENGLISH, **own_texts(language)}


def say(key: str, **arguments: object) -> str:
    """The text of this key with its arguments filled in. Raises KeyError for a key or an argument that is missing."""
    return catalog(spoken())[key].format(**arguments)


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
