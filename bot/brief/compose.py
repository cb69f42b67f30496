"""Articles on a topic -> Briefing: which stories, which lines of them, in which order, within 1,000 characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from bot.brief import layout, lexicon
from bot.brief.figures import in_words
from bot.brief.groups import Group, grouped, when
from bot.brief.independence import outlet
from bot.brief.layout import References
from bot.brief.lines import Candidate, is_opinion
from bot.brief.offers import offers
from bot.brief.select import Pick, bullet, filled_out, pick
from bot.brief.units import called, units
from bot.brief.window import format_window
from bot.model import Article, Briefing, BriefStory, FigureSeries, Health, Topic
from bot.words import count, direction, isolated, say, thousands

TELLS = 0.5  # how well a headline reads that does not only promise
LONGEST = 1_000  # characters of a briefing: concise is the point


def compose(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    new: frozenset[str] | None,
    zone: tzinfo,
    health: Health | None,
    told: datetime | None = None,
    asked: str = "",
) -> Briefing:
    """What is to be said on a topic, at most 1,000 characters, every line verbatim with its evidence.

    `articles` are those of every story that has a match; which are on the topic and in the window is decided here. `new` are
    the ids that the chat has not been told (None: all), `told` when it was last told. Lines with words that were `asked` for
    go before others. The same input gives the same output.
    """
    groups = grouped(topic, articles, as_of=as_of, window=window, new=new)
    head = layout.heading(topic, as_of, window, zone)
    foot = layout.silence(health, as_of, zone)
    blind = health is not None and len(health.silent) >= health.sources
    status: Literal["news", "quiet", "blind"] = (
        "blind" if blind else "news" if any(group.new for group in groups) else "quiet"
    )

    def counted(picked: list[Pick]) -> str:
        return _count_line(groups, picked, status, as_of, zone, told, health)

    if not groups:
        last = _last_heard(topic, articles, as_of, zone)
        text = "\n".join(line for line in (head, counted([]), last, "" if blind else foot) if line)
        return Briefing(topic=topic.query, as_of=as_of, window=format_window(window), status=status, text=text)
    end = "" if blind else foot

    def written(picked: list[Pick], figures: bool = False) -> tuple[list[BriefStory], str]:
        return told_in_full([head, counted(picked), ""], groups, picked, end, as_of, zone, figures)

    picked = pick(offers(topic, groups, asked=asked), lambda picks: LONGEST - len(written(picks)[1]))
    picked = filled_out(picked, LONGEST - len(written(picked)[1]))
    stories, text = written(picked, figures=True)
    if not stories:
        text = "\n".join([head, counted([]), *_unquoted(groups, as_of, zone), *([foot] if foot and not blind else [])])
    return Briefing(
        topic=topic.query,
        as_of=as_of,
        window=format_window(window),
        status=status,
        text=text,
        stories=tuple(stories),
    )


def told_in_full(
    frame: Sequence[str],
    groups: Sequence[Group],
    picked: list[Pick],
    foot: str,
    as_of: datetime,
    zone: tzinfo,
    figures: bool,
) -> tuple[list[BriefStory], str]:
    """The stories and the whole text; with the line of figures, if it is wanted and there is room for it."""
    stories, (lines, refs) = arranged(groups, picked, as_of, zone)
    top = say("top_here", number=len(stories)) if 0 < len(stories) < len(groups) else ""
    body = [frame[0], frame[1] + top, *frame[2:], *lines]
    text = "\n".join([*body, *([foot] if foot else [])])
    if figures and (line := _figure_line(stories, refs)) and len(text) + len(line) < LONGEST:
        return stories, "\n".join([*body, line, *([foot] if foot else [])])
    return stories, text


def headline(group: Group) -> str:
    """The newest headline that tells news; a first sentence where there is none."""
    for article in sorted(
        group.shown, key=lambda a: (is_opinion(a), bool(lexicon.TEASER.search(a.title)), not a.title)
    ):
        for unit in units(article):
            return layout.safe(unit.text, 200)
        if article.title.strip():
            return layout.safe(article.title, 200)
    return layout.safe(group.shown[0].text, 200) or say("no_headline")


def arranged(
    groups: Sequence[Group], picked: Sequence[Pick], as_of: datetime, zone: tzinfo
) -> tuple[list[BriefStory], tuple[list[str], References]]:
    """The picked lines by story, as values and as text: the story of the best line first. What a story weighs is what it could
    tell, and not what is told of it."""
    refs = References()
    stories: list[BriefStory] = []
    lines: list[str] = []
    by_story: dict[str, list[Pick]] = {}
    for one in picked:
        by_story.setdefault(one.group.id, []).append(one)
    by_id = {group.id: group for group in groups}
    told = [by_id[id] for id in by_story]
    # what the reader may not be able to read goes behind the rest
    told.sort(key=lambda group: (not group.new, not any(one.readable for one in by_story[group.id])))
    mixed = told and told[0].new and not told[-1].new
    known = any(len(group.fresh) < len(group.shown) for group in told)
    for n, group in enumerate(told, 1):
        picks = by_story[group.id]
        # the best line leads; the others follow in the order in which they were written
        rest = sorted(
            picks[1:], key=lambda p: (when(p.candidate.article, as_of), p.candidate.article.id, p.candidate.start)
        )
        # ... a headline that tells stands before the lead that goes on from it
        first = [p for p in rest if _heads(p.candidate, picks[0].candidate)]
        rest = [p for p in rest if p not in first]
        # ... but what is new leads
        picks = sorted([*first, picks[0], *rest], key=lambda p: p.candidate.article.id not in group.fresh)
        story = BriefStory(
            story=group.members[0].story or group.members[0].id,
            headline=headline(group),
            status=picks[0].verdict.status,
            new=group.new,
            first_seen=when(group.members[0], as_of),
            last_seen=when(group.members[-1], as_of),
            independent_sources=len(_voices([group], picks)),
            outlets=tuple(dict.fromkeys(outlet(a) for a in [*group.shown, *(a for p in picks for a in p.heard)])),
            bullets=tuple(bullet(p) for p in picks),
            figures=tuple(count.series for count in group.counts),
        )
        if lines:
            lines.append("")
        if mixed and not group.new and told[n - 2].new:
            lines.append(say("before_that"))
        marks = [known and p.candidate.article.id in group.fresh for p in picks]
        lines += layout.story_lines(n, story, [p.verdict.sources for p in picks], marks, refs, as_of, zone)
        stories.append(story)
    return stories, (lines, refs)


def _voices(groups: Iterable[Group], picked: Iterable[Pick]) -> set[str]:
    """The independent sources of what these stories show, and those that bear out what is told of them, in whatever story."""
    shown = {group.voices[article.id] for group in groups for article in group.shown}
    return shown.union(one.group.origins[article.id] for one in picked for article in one.heard)


def _heads(line: Candidate, other: Candidate) -> bool:
    """Whether a line is the headline of another's article, and tells."""
    same = line.article is other.article
    return same and line.field == "title" != other.field and line.grade >= TELLS


def _count_line(
    groups: Sequence[Group],
    picked: Sequence[Pick],
    status: str,
    as_of: datetime,
    zone: tzinfo,
    told: datetime | None,
    health: Health | None,
) -> str:
    since = say("since", time=layout.moment(told, as_of, zone)) if told else ""
    if status == "blind":
        times = [last for _, last in health.silent if last] if health else []
        if health is None or health.sources == 0:
            why = say("blind_none")
        elif times:
            why = say("blind_since", time=layout.moment(max(times), as_of, zone))
        else:
            why = say("blind_yet")
        return why + (say("blind_before") if groups else "")
    if not groups:
        return say("nothing_found")
    total = count(len(_voices(groups, picked)), "independent_source")
    counted = say("stories_sources", stories=count(len(groups), "story"), sources=total)
    fresh = sum(group.new for group in groups)
    if status == "quiet":
        return say("nothing_new", since=since, counted=counted)
    return counted + (say("count_new", number=fresh, since=since) if told or fresh < len(groups) else "")


def _last_heard(topic: Topic, articles: Sequence[Article], as_of: datetime, zone: tzinfo) -> str:
    """The last news on the topic before the window, or nothing."""
    earlier = [a for a in articles if topic.matches(a) and a.told and when(a, as_of) <= as_of]
    if not earlier:
        return ""
    last = max(earlier, key=lambda a: (when(a, as_of), a.id))
    title = isolated(layout.safe(called(last), 160))
    return say(
        "last_news",
        time=layout.moment(when(last, as_of), as_of, zone),
        outlet=layout.safe(outlet(last), 30),
        title=title,
    )


def _unquoted(groups: Sequence[Group], as_of: datetime, zone: tzinfo) -> list[str]:
    """Headlines where no item has words enough to quote as evidence."""
    lines = []
    for group in groups[:3]:
        article = group.shown[-1]
        time = layout.clock(article.told, as_of, zone)
        behind = " ".join(part for part in (layout.safe(outlet(article), layout.LONGEST_OUTLET), time) if part)
        lines.append(f"{direction()}○ {isolated(layout.safe(headline(group), 160))} · {isolated(behind)}")
    return lines


def _figure_line(stories: Sequence[BriefStory], refs: References) -> str:
    """ "Figures  killed: 60 [1] · 85 [3] (disputed)": counts with several values, the disputed first; only of cited items."""
    parts = []
    series: list[FigureSeries] = [one for story in stories for one in story.figures]
    for one in sorted(series, key=lambda s: s.agree):
        cited = [(v.value, [refs.numbers[id] for id in v.evidence if id in refs.numbers]) for v in one.values]
        cited = [(value, numbers) for value, numbers in cited if numbers]
        if len(cited) < 2 or len({n for _, numbers in cited for n in numbers}) < 2:
            continue  # one item's own numbers are in its line already
        told = " · ".join(
            f"{thousands(f'{value:,.10g}')} {''.join(f'[{n}]' for n in numbers[:3])}" for value, numbers in cited[-4:]
        )
        parts.append(
            f"{isolated(layout.safe(in_words(one.what), 24))}: {told}" + ("" if one.agree else say("disputed_figure"))
        )
    return f"{direction()}{say('view_figures')}  " + "; ".join(parts[:2]) if parts else ""
