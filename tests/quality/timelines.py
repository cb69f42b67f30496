"""Timeline17: articles of a crisis -> the product's timeline of up to 30 days, against those that journalists wrote."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot import offline
from bot.brief import views
from bot.model import Article, Item, Message
from bot.understand import topics

MONTH = timedelta(days=30)
FEWEST = 4  # days that a timeline must have within a window to be compared
LONGEST = 6_000  # characters of an article: as far as a feed that carries whole texts goes
# A page's headline and date before its first sentence: "Aid arrives Saturday 16 January 2010 17.37 GMT Planes ..."
_PAGE = re.compile(
    r"(?P<title>.{0,200}?)\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} \w+ \d{4}(?: \d\d\.\d\d (?:GMT|BST))?\s?",
    re.DOTALL,
)
_DAY = re.compile(r"\w+day, (\d{1,2}) (\w+)")
_ENTRY = re.compile(r"\d\d:\d\d \S (?P<told>.+?)(?: · (?:confirmed|claimed|disputed|denied|corrected))? · [^·]*")
_COMMON = re.compile(
    r"an?|and|are|as|at|be|been|but|by|for|from|ha[ds]|have|he|her|his|in|is|its?|not|o[fnr]|s|she|th(?:at|e|eir|ey|is)|to|"
    r"was|were|which|who|will|with|would"
)

Days = dict[date, str]  # what is told of each


def item(row: Mapping[str, Any]) -> Item:
    """A row of the data as an item; its day is all that is known of its time."""
    text = " ".join(row["sentences"]).replace("\\", "")
    page = _PAGE.match(text)
    return Item(
        id=row["id"],
        title=page["title"] if page else "",
        text=text[page.end() if page else 0 :][:LONGEST],
        published=datetime.fromisoformat(row["published"]).replace(hour=12, tzinfo=UTC),
        lang="en",
    )


def told(message: Message, year: int) -> Days:
    """What a timeline tells of each day."""
    found: defaultdict[date, list[str]] = defaultdict(list)
    day: date | None = None
    for line in message.lines:
        if match := _DAY.fullmatch(line.text):
            day = datetime.strptime(f"{match[1]} {match[2]} {year}", "%d %B %Y").date()
        elif day and (match := _ENTRY.fullmatch(line.text)):
            found[day].append(match["told"])
    return {day: " ".join(lines) for day, lines in found.items()}


def timeline(items: Sequence[Item], query: str, last: date) -> Days:
    """What our timeline tells of each of the 30 days up to the last."""
    end = datetime(last.year, last.month, last.day, 23, 30, tzinfo=UTC)
    inside = [one for one in items if one.published and end - MONTH <= one.published <= end]
    articles = [one for one in offline.placed(inside) if isinstance(one, Article)]
    return told(views.timeline(topics.parse(query), articles, as_of=end, window=MONTH, zone=UTC), last.year)


def words(text: str) -> Counter[str]:
    """The words that tell something, without endings."""
    found = (re.sub(r"(?<=\w{3})(?:ings?|ies|e[ds]|s)$", "", word) for word in re.findall(r"[a-z0-9]+", text.lower()))
    return Counter(word for word in found if not _COMMON.fullmatch(word))


def f1(shared: int, one: int, other: int) -> float:
    return 2 * shared / (one + other) if one + other else 0.0


def scores(ours: Days, theirs: Days) -> dict[str, float]:
    """Which days are told ("date F1"), and the words of what is told: anywhere in the timeline, and on their very day."""
    days = ours.keys() & theirs.keys()
    all_ours, all_theirs = words(" ".join(ours.values())), words(" ".join(theirs.values()))
    sizes = all_ours.total(), all_theirs.total()
    return {
        "date F1": f1(len(days), len(ours), len(theirs)),
        "ROUGE-1": f1((all_ours & all_theirs).total(), *sizes),
        "ROUGE-1 a day": f1(sum((words(ours[day]) & words(theirs[day])).total() for day in days), *sizes),
    }


def inside(days: Days, last: date) -> Days:
    return {day: text for day, text in days.items() if last - MONTH < day <= last}


def compared(
    items: Sequence[Item], query: str, lasts: Sequence[date], gold: Sequence[Days]
) -> Iterator[dict[str, float]]:
    """The scores of each window against each journalists' timeline that has days enough in it."""
    for last in lasts:
        ours = timeline(items, query, last)
        for one in gold:
            if len(theirs := inside(one, last)) >= FEWEST:
                yield scores(ours, theirs)
