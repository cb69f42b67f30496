"""The views behind a briefing's buttons: all its stories, its timeline, its sources. Each is a message of at most 3,500
characters, so that it fits one of Telegram's with room for entities. Where `now` is another day than `as_of`, the heading says
the day too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from bot.brief import days, layout
from bot.brief.buttons import View
from bot.brief.compose import arranged, compose
from bot.brief.groups import Group, grouped, when
from bot.brief.independence import outlet
from bot.brief.layout import safe
from bot.brief.lines import candidates
from bot.brief.offers import offers
from bot.brief.select import Pick, pick
from bot.brief.spots import offered_for
from bot.brief.units import called
from bot.brief.window import format_window
from bot.model import Article, Briefing, BriefStory, Button, Line, Message, Run, Status, Topic
from bot.words import count, direction, full_day, isolated, say

LONGEST = 3_500
MOST_ENTRIES = 40  # of a timeline or a list: what a person scrolls through
HEADLINE = 130  # characters of one in a list
LONGEST_DAY = 26  # ... of a day's own line and the empty one before it: "Wednesday, 22 September"


def more(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    zone: tzinfo,
    now: datetime | None = None,
) -> Message:
    """Every story in the window with its lines, the weightiest first, as far as 3,500 characters go."""
    groups = grouped(topic, articles, as_of=as_of, window=window, new=None)
    head = layout.heading(topic, as_of, window, zone, now=now)

    def written(picked: list[Pick]) -> tuple[list[BriefStory], str]:
        stories, (lines, _) = arranged(groups, picked, as_of, zone)
        left = len(groups) - len(stories)
        foot = [say("and_stories", counted=count(left, "further_story"))] if left else []
        return stories, "\n".join([head, *_nothing(groups), "", *lines, *foot])

    stories, text = written(pick(offers(topic, groups), lambda picks: LONGEST - len(written(picks)[1]), most=50))
    return Message(lines=layout.styled(text.rstrip("\n"), stories), buttons=_row(topic, groups, window, "more", as_of))


def timeline(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    zone: tzinfo,
    now: datetime | None = None,
) -> Message:
    """What was reported when, oldest first, under its day: one line for each story on each day, with the status it had."""
    groups = grouped(topic, articles, as_of=as_of, window=window, new=None)
    lines: list[Line] = [Line((Run(layout.heading(topic, as_of, window, zone, "timeline", now), "bold"),))]
    lines += [Line((Run(text),)) for text in _nothing(groups)]
    found = days.by_day(groups, as_of, zone)
    room = LONGEST - sum(len(line.text) + 1 for line in lines) - 60 - LONGEST_DAY * len(found)

    def entry(line: Pick) -> tuple[datetime, Line]:
        at = when(line.candidate.article, as_of)
        return at, _moment(line.candidate.article, line.candidate.text, line.verdict.status, at.astimezone(zone))

    def size(line: Pick) -> int:
        return len(entry(line)[1].text) + 1

    picked = days.told(topic, found, as_of, zone, room=room, size=size, most=MOST_ENTRIES)
    kept = [entry(line) for line in picked]
    room -= sum(map(size, picked))
    told = {at.astimezone(zone).date() for at, _ in kept}
    for one in [one for day, stories in found.items() if day not in told for one in stories[0][1]]:
        at = when(one, as_of)
        if candidates(one) or at.astimezone(zone).date() in told or len(kept) == MOST_ENTRIES:
            continue
        # too short to be quoted as evidence: as it stands
        text = safe(one.title or one.text, HEADLINE) or say("no_text")
        line = _moment(one, text, "reported", at.astimezone(zone))
        if len(line.text) < room:
            room -= len(line.text) + 1
            told.add(at.astimezone(zone).date())
            kept.append((at, line))
    day = ""
    for at, line in sorted(kept, key=lambda k: (k[0], k[1].text)):
        local = at.astimezone(zone)
        if (today := full_day(local)) != day:
            day = today
            lines += [Line(), Line((Run(day, "bold"),))]
        lines.append(line)
    if dropped := sum(map(len, found.values())) - len(kept):
        lines.append(Line((Run(say("and_lesser", counted=count(dropped, "lesser_entry"))),)))
    return Message(lines=tuple(lines), buttons=_row(topic, groups, window, "timeline", as_of))


def sources(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    zone: tzinfo,
    now: datetime | None = None,
) -> Message:
    """The items behind the briefing by independent source: outlet, time, headline with link, and which count as one. With those
    on the topic go those that bear out what it tells: they are counted as the briefing counts them."""
    groups = grouped(topic, articles, as_of=as_of, window=window, new=None)
    briefing = compose(topic, articles, as_of=as_of, window=window, new=None, zone=zone, health=None)
    voices = _voices(groups, articles, briefing)
    lines: list[Line] = [Line((Run(layout.heading(topic, as_of, window, zone, "sources", now), "bold"),))]
    if not groups:
        lines += [Line((Run(text),)) for text in _nothing(groups)]
    else:
        items = sum(map(len, voices.values()))
        counted = count(len(voices), "independent_source")
        lines.append(Line((Run(say("sources_items", sources=counted, items=count(items, "item"))),)))
    room = LONGEST - sum(len(line.text) + 1 for line in lines) - 60
    left = listed = 0
    for voice in sorted(voices, key=lambda v: (-len(voices[v]), v)):
        told = sorted(voices[voice], key=lambda a: (when(a, as_of), a.id), reverse=True)
        names = sorted({safe(outlet(article), 30) for article in told})
        note = say("count_as_one") if len(names) > 1 else ""
        title = Line((Run(isolated(", ".join(names[:6])), "bold"), Run(note)))
        if listed >= MOST_ENTRIES or len(title.text) + 120 > room:
            left += len(told)
            continue
        lines += [Line(), title]
        room -= len(title.text) + 2
        for article in told:
            listed += 1
            entry = _item(article, as_of, zone, len(names) > 1)
            if listed > MOST_ENTRIES or len(entry.text) + 1 > room:
                left += 1
                continue
            lines.append(entry)
            room -= len(entry.text) + 1
    if left:
        lines.append(Line((Run(say("and_lesser", counted=count(left, "further_item"))),)))
    return Message(lines=tuple(lines), buttons=_row(topic, groups, window, "sources", as_of))


def _voices(groups: Sequence[Group], articles: Sequence[Article], briefing: Briefing) -> dict[str, list[Article]]:
    """What is shown, and what bears out the briefing's confirmed lines, by independent source."""
    confirmed = (one for story in briefing.stories for one in story.bullets if one.status == "confirmed")
    behind = {evidence.id for line in confirmed for evidence in line.evidence}
    known = {article.id: article for article in articles if article.id in behind}
    known |= {article.id: article for group in groups for article in group.shown}
    voices: dict[str, list[Article]] = {}
    for article in known.values():
        voices.setdefault(groups[0].origins[article.id], []).append(article)
    return voices


def _nothing(groups: Sequence[Group]) -> list[str]:
    return [] if groups else [say("nothing_found")]


def _row(
    topic: Topic, groups: Sequence[Group], window: timedelta, shown: View, as_of: datetime
) -> tuple[tuple[Button, ...], ...]:
    views = [view for view in layout.TEXTS if view != shown and groups]
    return layout.buttons(format_window(window), topic, [*views, *offered_for(topic, groups)], as_of)


def _moment(article: Article, text: str, status: Status, local: datetime) -> Line:
    """ "13:23 ● Taliban ... - BBC": one entry of a timeline."""
    words = "" if status == "reported" else f"{say(status)} · "
    name = Run(isolated(safe(outlet(article), 30)), url=article.link)
    return Line((Run(f"{direction()}{local:%H:%M} {layout.MARKS[status]} {isolated(text)} · {words}"), name))


def _item(article: Article, as_of: datetime, zone: tzinfo, named: bool) -> Line:
    """ "• 13:23 BBC: Taliban ...". No number: it would be taken for the briefing's [3]."""
    time = layout.clock(article.told, as_of, zone)
    name = f"{isolated(safe(outlet(article), 30))}:" if named else ""
    before = " ".join(part for part in ("•", time, name) if part)
    copy = (
        say("copy") if article.duplicate_of else say("wire_text", agency=safe(article.wire, 20)) if article.wire else ""
    )
    title = isolated(safe(called(article), HEADLINE) or say("no_headline"))
    return Line((Run(f"{direction()}{before} "), Run(title, url=article.link), *([Run(copy)] if copy else [])))
