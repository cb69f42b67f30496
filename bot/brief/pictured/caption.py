"""What a map and a chart have in common: title and note of the picture, caption and buttons of its message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from bot.brief import layout
from bot.brief.buttons import View
from bot.brief.groups import Group
from bot.brief.layout import safe
from bot.brief.pictures.charts import ChartPlan
from bot.brief.pictures.letters import has_glyphs
from bot.brief.pictures.maps import MapPlan
from bot.brief.spots import offered_for
from bot.brief.window import format_window
from bot.model import Button, Line, Message, Run, Topic
from bot.words import day_month, say

CAPTION = 1_024  # UTF-16 units: core.telegram.org/bots/api#sendphoto


class Pictured(Struct, frozen=True, kw_only=True):
    """`message` has the caption and the buttons; without a plan there is nothing to draw, and it says so."""

    message: Message
    plan: MapPlan | ChartPlan | None


def title(topic: Topic) -> str:
    """What stands over a picture: the topic, in letters that can be drawn."""
    shown = topic.title if has_glyphs(topic.title) else topic.english or topic.title
    return safe(shown, layout.LONGEST_TITLE) or say("news")


def note(as_of: datetime, window: timedelta, zone: tzinfo) -> str:
    """What a picture says of itself: which window it shows, up to when, in which time zone."""
    local = as_of.astimezone(zone)
    return say(
        "picture_note",
        span=layout.window_words(window),
        time=f"{day_month(local)} {local:%H:%M}",
        zone=layout.zone_name(zone),
    )


def captioned(
    plan: MapPlan | ChartPlan | None,
    head: str,
    entries: Sequence[Line],
    foot: Sequence[Line],
    left: int,
    why: str,
    buttons: tuple[tuple[Button, ...], ...],
) -> Pictured:
    """The picture with its caption: the heading, as many of the entries as there is room for, how many are not told (`left` of
    them were never tried), the foot. Without a plan the heading is followed by why there is none."""
    top = [Line((Run(head, "bold"),)), *([] if plan else [plain(why)])]
    lines = _fitted(top, entries, foot, left)
    return Pictured(message=Message(lines=lines, buttons=buttons), plan=plan)


def plain(text: str) -> Line:
    return Line((Run(text),))


def rows(
    topic: Topic,
    groups: Sequence[Group],
    window: timedelta,
    shown: View,
    as_of: datetime,
    dark: bool,
    *,
    drawn: bool,
) -> tuple[tuple[Button, ...], ...]:
    """The other views, and the same picture for the other kind of screen."""
    texts = layout.TEXTS if groups else ()
    others = [view for view in offered_for(topic, groups) if view != shown]
    themes: dict[View, tuple[View, View]] = {
        "map": ("map-light", "map-dark"),
        "figures": ("figures-light", "figures-dark"),
    }
    theme = [themes[shown][not dark]] if drawn else []
    return layout.buttons(format_window(window), topic, [*texts, *others, *theme], as_of)


def _units(line: Line) -> int:
    return sum(2 if c > "\uffff" else 1 for c in line.text) + 1


def _fitted(head: Sequence[Line], entries: Sequence[Line], foot: Sequence[Line], left: int) -> tuple[Line, ...]:
    """The lines, as many of the entries as a caption holds; how many are not told is said, `left` among them."""
    room = CAPTION - sum(_units(line) for line in [*head, *foot]) - 40
    kept: list[Line] = []
    for line in entries:
        if _units(line) > room:
            break
        room -= _units(line)
        kept.append(line)
    left += len(entries) - len(kept)
    more = [plain(say("source_more", count=left))] if left else []
    return (*head, *kept, *more, *foot)
