"""How a briefing looks: its plain text, and the same text with bold, links and buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from bot.brief.buttons import View, button_data
from bot.brief.window import format_window
from bot.model import Briefing, BriefStory, Bullet, Button, Evidence, Health, Line, Message, Run, Status, Topic
from bot.words import count, day_month, direction, isolated, lowered, numeral, one_of, say, upper

MARKS: Mapping[Status, str] = {
    "confirmed": "●",
    "reported": "○",
    "claimed": "◐",
    "disputed": "◐",
    "denied": "◐",
    "corrected": "○",
}
MOST_OUTLETS = 2  # named behind one line: two make it confirmed, Sources has the others
LONGEST_OUTLET = 24
LONGEST_TITLE = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


def safe(text: str, limit: int) -> str:
    """One line of somebody's text for our own frame: no control or direction marks, at most `limit` characters."""
    text = " ".join(_CONTROL.sub(" ", text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def topic_title(topic: Topic) -> str:
    """What stands over a message, in capitals."""
    return isolated(upper(safe(topic.title, LONGEST_TITLE) or say("news")))


def zone_name(zone: tzinfo) -> str:
    """ "Kabul time" for Asia/Kabul, "UTC" for UTC."""
    key = str(getattr(zone, "key", "") or zone)
    city = key.rpartition("/")[2].replace("_", " ")
    return (
        "UTC" if city.upper() in ("UTC", "GMT", "ETC", "ZULU") or key.startswith("UTC") else say("city_time", city=city)
    )


def clock(time: datetime | None, as_of: datetime, zone: tzinfo) -> str:
    """ "13:23" on the same local day, "Thu 23:07" within the last 24 hours, "12 Aug" before that; nothing for an unknown time."""
    if time is None:
        return ""
    local = time.astimezone(zone)
    if as_of - time >= timedelta(hours=24):
        return day_month(local)
    # an hour later than now's would read as if it were still to come
    today = local.date() == as_of.astimezone(zone).date()
    return f"{local:%H:%M}" if today else f"{one_of('weekdays', local.weekday())} {local:%H:%M}"


def moment(time: datetime, as_of: datetime, zone: tzinfo) -> str:
    """ "13:23" on the same local day, "12 Aug 13:23" on another."""
    local, today = time.astimezone(zone), as_of.astimezone(zone)
    return f"{local:%H:%M}" if local.date() == today.date() else f"{day_month(local)} {local:%H:%M}"


def window_words(window: timedelta) -> str:
    short = format_window(window)
    if short == "1h":
        return say("span_hour")
    return say("span_days" if short.endswith("d") else "span_hours", number=short[:-1])


def heading(
    topic: Topic,
    as_of: datetime,
    window: timedelta,
    zone: tzinfo,
    view: View | None = None,
    now: datetime | None = None,
) -> str:
    """ "KABUL · last 24 h · as of 22:30 Kabul time", and which view of it this is; "12 Aug 22:30" where `now` is another day."""
    title = topic_title(topic)
    time = moment(as_of, now or as_of, zone)
    head = say("heading", title=title, span=window_words(window), time=time, zone=zone_name(zone))
    return f"{head} · {lowered(label(view))}" if view else head


def silence(health: Health | None, as_of: datetime, zone: tzinfo) -> str:
    """ "Not heard from since 20:05: two of nine sources", or nothing."""
    if health is None or not health.silent:
        return ""
    times = [last for _, last in health.silent if last is not None]
    since = say("silent_since", time=moment(max(times), as_of, zone)) if times else say("silent_ever")
    total = max(health.sources, len(health.silent))
    sources = say("one_source" if total == 1 else "of_sources", number=numeral(total))
    return f"{since}: {numeral(len(health.silent))} {sources}"


# --- a story's lines ---


class References:
    """Numbers of items, given in the order in which a briefing names them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, id: str) -> int:
        return self.numbers.setdefault(id, len(self.numbers) + 1)


def named(evidence: Sequence[Evidence], refs: References, as_of: datetime, zone: tzinfo, lead: bool = False) -> str:
    """ "BBC 13:23 [1], CNN [2]": the first with its time; an item that was named before by its number alone, but for the first
    behind a story's lead. Where one outlet would be named twice, its agency's text is named after the agency."""
    parts = []
    outlets = [item.outlet for item in evidence[:MOST_OUTLETS]]
    for n, item in enumerate(evidence[:MOST_OUTLETS]):
        if item.id in refs.numbers and not (lead and n == 0):
            parts.append(f"[{refs(item.id)}]")
            continue
        twice = outlets.count(item.outlet) > 1
        outlet = isolated(safe((twice and item.origin) or item.outlet, LONGEST_OUTLET))
        time = clock(item.published, as_of, zone) if n == 0 else ""
        parts.append(" ".join(part for part in (outlet, time, f"[{refs(item.id)}]") if part))
    return ", ".join(parts)


def told_by(bullet: Bullet, sources: int, refs: References, as_of: datetime, zone: tzinfo, lead: bool = False) -> str:
    """What stands behind a line: "2 sources agree: BBC 13:23 [1], CNN [2]", "claimed · AFP 11:20 [1]", "BBC 13:23 [1]"."""
    names = named(bullet.evidence, refs, as_of, zone, lead)
    if bullet.status == "confirmed":
        return say("sources_agree", sources=count(sources, "source"), names=names)
    return names if bullet.status == "reported" else f"{say(bullet.status)} · {names}"


def lead(
    number: int, story: BriefStory, sources: int, new: bool, refs: References, as_of: datetime, zone: tzinfo
) -> str:
    bullet = story.bullets[0]
    behind = told_by(bullet, sources, refs, as_of, zone, lead=True)
    return f"{direction()}{number} {MARKS[story.status]} {say('new_line') * new}{isolated(bullet.text)} · {behind}"


def bullet_line(
    bullet: Bullet, sources: int, new: bool, before: Bullet, refs: References, as_of: datetime, zone: tzinfo
) -> str:
    """A further line of a story; where it is from the same item as the one before and as sure, the number alone says so."""
    text = f"{direction()}• {say('new_line') * new}{isolated(bullet.text)}"
    same = bullet.evidence[0].id == before.evidence[0].id
    if same and bullet.status == "reported":
        return f"{text} [{refs(bullet.evidence[0].id)}]"
    if same and bullet.status not in ("confirmed", "disputed"):
        behind = f"{say(bullet.status)} [{refs(bullet.evidence[0].id)}]"
    else:
        behind = told_by(bullet, sources, refs, as_of, zone)
    return f"{text} {behind}" if behind.startswith("[") else f"{text} · {behind}"


def story_lines(
    number: int,
    story: BriefStory,
    sources: Sequence[int],
    new: Sequence[bool],
    refs: References,
    as_of: datetime,
    zone: tzinfo,
) -> list[str]:
    """A story as text lines. `sources` are the independent sources behind each of its bullets, `new` are those to mark."""
    lines = [lead(number, story, sources[0], new[0], refs, as_of, zone)]
    for before, bullet, voices, mark in zip(story.bullets, story.bullets[1:], sources[1:], new[1:], strict=False):
        lines.append(bullet_line(bullet, voices, mark, before, refs, as_of, zone))
    return lines


# --- as a message ---

_REFERENCE = re.compile(r"\[(\d{1,4})\]")


def message(briefing: Briefing, topic: Topic, pictures: Sequence[View] = ()) -> Message:
    """The briefing with a bold heading, its [1] as links, and buttons, those of `pictures` too. Its text is the briefing's,
    letter for letter."""
    return Message(
        lines=styled(briefing.text, briefing.stories),
        buttons=buttons(briefing.window, topic, (*TEXTS, *pictures) if briefing.stories else (), briefing.as_of),
    )


def styled(text: str, stories: Sequence[BriefStory]) -> tuple[Line, ...]:
    """The text's lines: the first bold, each story's first line's news bold, references linked. What a source wrote is
    never looked at for references: they are sought only behind it."""
    links: dict[int, str | None] = {}
    refs = References()
    for evidence in (e for story in stories for bullet in story.bullets for e in bullet.evidence[:MOST_OUTLETS]):
        links.setdefault(refs(evidence.id), evidence.link)
    bullets = [(bullet.text, n == 0) for story in stories for n, bullet in enumerate(story.bullets)]
    lines: list[Line] = []
    for n, line in enumerate(text.split("\n")):
        if n == 0:
            lines.append(Line((Run(line, "bold"),)))
            continue
        told, first = bullets[0] if bullets else ("", False)
        at = line.find(told) if told else -1
        if 0 <= at <= len("12 ● ") + len(say("new_line")) + 2:  # a mark of direction and an isolate at most besides
            bullets.pop(0)
            end = at + len(told)
            runs = [Run(line[:at]), Run(told, "bold" if first else ""), *_linked(line[end:], links)]
        else:
            runs = _linked(line, links) if line.startswith(direction() + say("view_figures")) else [Run(line)]
        lines.append(Line(tuple(run for run in runs if run.text)))
    return tuple(lines)


def _linked(text: str, links: Mapping[int, str | None]) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for match in _REFERENCE.finditer(text):
        url = links.get(int(match[1]))
        if url:
            runs += [Run(text[at : match.start()]), Run(match[0], url=url)]
            at = match.end()
    return [*runs, Run(text[at:])]


def label(view: View) -> str:
    """What stands on a view's button."""
    _, _, theme = view.partition("-")
    return say(theme or f"view_{view}")


TEXTS: tuple[View, ...] = ("more", "timeline", "sources")


def buttons(window: str, topic: Topic, views: Sequence[View], as_of: datetime) -> tuple[tuple[Button, ...], ...]:
    """A row of views in words, one of pictures, all as of then, and below them Follow. A topic without a query has nothing to
    follow."""

    def row(views: Sequence[View]) -> tuple[Button, ...]:
        return tuple(Button(label(view), button_data(view, window, topic.query, as_of)) for view in views)

    data = button_data("follow", window, topic.query, as_of)
    follow = (Button(say("follow", topic=safe(topic.query, 24)), data),) if topic.query else ()
    texts, pictures = [v for v in views if v in TEXTS], [v for v in views if v not in TEXTS]
    return tuple(buttons for buttons in (row(texts), row(pictures), follow) if buttons)
