"""The views behind a briefing's buttons: all its stories, its timeline, its sources. Each is a message of at most 3,500
characters, so that it fits one of Telegram's with room for entities. Where `now` is another day than `as_of`, the heading says
the day too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo

from bot.brief import layout, lexicon, trust
from bot.brief.buttons import View
from bot.brief.compose import arranged
from bot.brief.groups import Group, grouped, when
from bot.brief.independence import outlet
from bot.brief.layout import safe
from bot.brief.lines import Candidate, called, candidates
from bot.brief.select import Pick, offers, pick
from bot.brief.spots import offered_for
from bot.brief.window import format_window
from bot.model import Article, BriefStory, Button, Line, Message, Run, Topic
from bot.words import count, say

LONGEST = 3_500
MOST_ENTRIES = 40  # of a timeline or a list: what a person scrolls through
HEADLINE = 130  # characters of one in a list


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
        foot = [say("and_stories", counted=count(left, "further story", "further stories"))] if left else []
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
    entries: dict[tuple[str, str], Entry] = {}
    for group in groups:
        for article in group.shown:
            at = when(article, as_of)
            key = group.id, f"{at.astimezone(zone):%Y-%m-%d}"
            if key not in entries and not article.duplicate_of:
                entries[key] = at, group.salience, article, group
    weighty = _day_by_day(entries, zone)[:MOST_ENTRIES]
    lines: list[Line] = [Line((Run(layout.heading(topic, as_of, window, zone, "timeline", now), "bold"),))]
    lines += [Line((Run(text),)) for text in _nothing(groups)]
    room = LONGEST - sum(len(line.text) + 1 for line in lines) - 60
    kept: list[tuple[datetime, Line]] = []
    dropped = len(entries) - len(weighty)
    for at, _, article, group in weighty:
        entry = _moment(article, group, at, zone)
        size = len(entry.text) + 1 + 16  # its day's line too, at worst
        if size > room:
            dropped += 1
            continue
        room -= size
        kept.append((at, entry))
    day = ""
    for at, entry in sorted(kept, key=lambda k: (k[0], k[1].text)):
        local = at.astimezone(zone)
        if (today := f"{local:%A}, {local.day} {local:%B}") != day:
            day = today
            lines += [Line(), Line((Run(day, "bold"),))]
        lines.append(entry)
    if dropped:
        lines.append(Line((Run(say("and_lesser", counted=count(dropped, "lesser entry", "lesser entries"))),)))
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
    """The items behind the briefing by independent source: outlet, time, headline with link, and which count as one."""
    groups = grouped(topic, articles, as_of=as_of, window=window, new=None)
    voices: dict[str, list[Article]] = {}
    for group in groups:
        for article in group.shown:
            voices.setdefault(group.voices[article.id], []).append(article)
    lines: list[Line] = [Line((Run(layout.heading(topic, as_of, window, zone, "sources", now), "bold"),))]
    if not groups:
        lines += [Line((Run(text),)) for text in _nothing(groups)]
    else:
        items = sum(map(len, voices.values()))
        counted = count(len(voices), "independent source")
        lines.append(Line((Run(f"{counted}, {count(items, 'item')}"),)))
    room = LONGEST - sum(len(line.text) + 1 for line in lines) - 60
    left = listed = 0
    for voice in sorted(voices, key=lambda v: (-len(voices[v]), v)):
        told = sorted(voices[voice], key=lambda a: (when(a, as_of), a.id), reverse=True)
        names = sorted({safe(outlet(article), 30) for article in told})
        note = say("count_as_one") if len(names) > 1 else ""
        title = Line((Run(layout.isolated(", ".join(names[:6])), "bold"), Run(note)))
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
        lines.append(Line((Run(say("and_lesser", counted=count(left, "further item"))),)))
    return Message(lines=tuple(lines), buttons=_row(topic, groups, window, "sources", as_of))


Entry = tuple[datetime, float, Article, Group]


def _day_by_day(entries: Mapping[tuple[str, str], Entry], zone: tzinfo) -> list[Entry]:
    """The weightiest entry of each day, then the second of each, and so on: of a long time no day with news is left out."""
    ranked = sorted(entries.values(), key=lambda e: (-e[1], e[0], e[2].id))
    told: Counter[date] = Counter()
    places: list[tuple[int, Entry]] = []
    for entry in ranked:
        day = entry[0].astimezone(zone).date()
        places.append((told[day], entry))
        told[day] += 1
    return [entry for _, entry in sorted(places, key=lambda place: place[0])]


def _nothing(groups: Sequence[Group]) -> list[str]:
    return [] if groups else [say("nothing_found")]


def _row(
    topic: Topic, groups: Sequence[Group], window: timedelta, shown: View, as_of: datetime
) -> tuple[tuple[Button, ...], ...]:
    views = [view for view in layout.TEXTS if view != shown]
    return layout.buttons(format_window(window), topic, [*views, *offered_for(topic, groups)], as_of)


def best(article: Article) -> Candidate | None:
    """The line that tells most of an article: well formed and severe first, then the earlier one."""
    offered = [c for c in candidates(article) if len(c.text) <= HEADLINE] or candidates(article)
    return max(
        offered, key=lambda c: (c.grade * (2.0 + lexicon.severity(c.quote, article.lang)), -c.start), default=None
    )


def _moment(article: Article, group: Group, at: datetime, zone: tzinfo) -> Line:
    """ "13:23 ● Taliban ... - BBC": one entry of a timeline, judged by what was known on that day."""
    line = best(article)
    local = at.astimezone(zone)
    if line is None:
        mark, words, text = (
            layout.MARKS["reported"],
            "",
            safe(article.title or article.text, HEADLINE) or say("no_text"),
        )
    else:
        end = local.replace(hour=23, minute=59, second=59)
        known = [member for member in group.members if when(member, at) <= end]
        verdict = trust.judge(line, known, group.origins or group.voices, group.counts)
        mark = layout.MARKS[verdict.status]
        words = "" if verdict.status == "reported" else f"{say(verdict.status)} · "
        text = line.text
    name = Run(layout.isolated(safe(outlet(article), 30)), url=article.link)
    return Line((Run(f"{local:%H:%M} {mark} {layout.isolated(text)} · {words}"), name))


def _item(article: Article, as_of: datetime, zone: tzinfo, named: bool) -> Line:
    """ "• 13:23 BBC: Taliban ...". No number: it would be taken for the briefing's [3]."""
    time = layout.clock(article.published, as_of, zone)
    name = f"{safe(outlet(article), 30)}:" if named else ""
    before = " ".join(part for part in ("•", time, name) if part)
    copy = (
        say("copy") if article.duplicate_of else say("wire_text", agency=safe(article.wire, 20)) if article.wire else ""
    )
    title = layout.isolated(safe(called(article), HEADLINE) or say("no_headline"))
    return Line((Run(f"{before} "), Run(title, url=article.link), *([Run(copy)] if copy else [])))
