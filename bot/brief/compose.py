"""Articles on a topic -> Briefing: which stories, which lines of them, in which order, within 1,000 characters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo

from msgspec import Struct

from bot.brief import figures, layout, lexicon, trust
from bot.brief.independence import origins, outlet
from bot.brief.layout import References
from bot.brief.lines import Candidate, candidates, is_opinion, units
from bot.brief.trust import Verdict
from bot.brief.window import format_window
from bot.model import Article, Briefing, BriefStory, Bullet, Evidence, FigureSeries, Health, Topic

LONGEST = 1_000  # characters of a briefing: concise is the point
MOST_STORIES = 40  # that are looked at closely: more would not fit, and the answer must come at once
MOST_ARTICLES = 6  # of one story that lines are taken from
MOST_COUNTED = 60  # articles of a story whose words show what it is about
CENTRAL = 0.3  # what a word gains each time that twice as many of the story's sentences have it
FRAME = 0.35  # what a word of the framing ("told reporters on Friday") is worth beside one of what is said
TOLD_ALREADY = 0.55  # for each earlier line by the same speaker: others should be heard too
SEVERE = 0.6  # what a word gains for each step of severity
AGAIN = 0.3  # what is left of a word's worth once another line has it
VOUCHED = 1.6  # what a line gains by naming who says so
MOST_LINES = 14
TRIES = 3  # rounds in which room that was left over is filled
ALIKE = 0.5  # share of the shorter line's words told already: then it is a repeat
FRESH = 0.45  # share of a line's words that must not have been told
RECENT = timedelta(hours=6)  # within which a story gains from being new


class Group(Struct):
    """A story with what is on the topic and in the window."""

    id: str
    members: list[Article]  # all up to now, oldest first
    shown: list[Article]  # on topic and in the window, oldest first
    new: bool
    voices: Mapping[str, str]
    counts: list[figures.Count]
    salience: float = 0.0


class Pick(Struct, frozen=True):
    candidate: Candidate
    verdict: Verdict


def when(article: Article, as_of: datetime) -> datetime:
    """When it was published, or first read; now where neither is known."""
    return article.published or article.seen or as_of


def compose(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    new: frozenset[str] | None,
    zone: tzinfo,
    health: Health | None,
    families: Mapping[str, str] | None = None,
    told: datetime | None = None,
) -> Briefing:
    """What is to be said on a topic, at most 1,000 characters, every line verbatim with its evidence.

    `articles` are those of every story that has a match; which are on the topic and in the window is decided here. `new` are
    the ids that the chat has not been told (None: all), `told` when it was last told. The same input gives the same output.
    """
    groups = grouped(topic, articles, as_of=as_of, window=window, new=new, families=families)
    head = layout.heading(topic, as_of, window, zone)
    foot = layout.silence(health, as_of, zone)
    blind = health is not None and len(health.silent) >= health.sources
    status: str = "blind" if blind else "news" if any(group.new for group in groups) else "quiet"
    count = _count_line(groups, status, as_of, zone, told, health)
    if not groups:
        last = _last_heard(topic, articles, as_of, zone)
        text = "\n".join(line for line in (head, count, last, "" if blind else foot) if line)
        return Briefing(topic=topic.query, as_of=as_of, window=format_window(window), status=status, text=text)  # type: ignore[arg-type]
    frame = [head, count, ""]
    room = LONGEST - sum(len(line) + 1 for line in frame) - (len(foot) + 1 if foot and not blind else 0) - 24
    stories: list[BriefStory] = []
    text = "\n".join(frame)
    for _ in range(TRIES):
        picked = pick(topic, groups, room, as_of, zone)
        tried = told_in_full(frame, groups, picked, foot if not blind else "", as_of, zone)
        if len(tried[1]) <= len(text):
            break
        stories, text = tried
        room += LONGEST - len(text)  # what the estimate left over
    if not stories:
        text = "\n".join([*frame[:2], *_unquoted(groups, as_of, zone), *([foot] if foot and not blind else [])])
    return Briefing(
        topic=topic.query,
        as_of=as_of,
        window=format_window(window),
        status=status,  # type: ignore[arg-type]
        text=text,
        stories=tuple(stories),
    )


def told_in_full(
    frame: Sequence[str], groups: Sequence[Group], picked: list[Pick], foot: str, as_of: datetime, zone: tzinfo
) -> tuple[list[BriefStory], str]:
    """The stories and the whole text; the last picked are left out while it is too long."""
    while True:
        stories, (lines, refs) = arranged(groups, picked, as_of, zone)
        top = f" (the top {len(stories)} here)" if 0 < len(stories) < len(groups) else ""
        body = [frame[0], frame[1] + top, *frame[2:], *lines]
        figure_line = _figure_line(stories, refs)
        for tail in ([figure_line, foot], [foot]):
            text = "\n".join([*body, *(line for line in tail if line)])
            if len(text) <= LONGEST or not picked:
                return stories, text
        picked = picked[:-1]


# --- stories ---


def grouped(
    topic: Topic,
    articles: Sequence[Article],
    *,
    as_of: datetime,
    window: timedelta,
    new: frozenset[str] | None,
    families: Mapping[str, str] | None = None,
) -> list[Group]:
    """The stories with something on the topic in the window, those with something new first, then by weight."""
    stories: dict[str, list[Article]] = {}
    for article in {a.id: a for a in articles if when(a, as_of) <= as_of}.values():
        stories.setdefault(article.story or f"item {article.id}", []).append(article)
    found = []
    for id, members in stories.items():
        members.sort(key=lambda a: (when(a, as_of), a.id))
        shown = [a for a in members if as_of - when(a, as_of) <= window and topic.matches(a.terms)]
        if shown:
            fresh = new is None or any(a.id in new for a in shown)
            voices = origins(members, families)
            found.append(Group(id, members, shown, fresh, voices, []))
    for group in found:
        group.salience = salience(topic, group, as_of)
    found.sort(key=lambda g: (not g.new, -g.salience, g.id))
    for group in found[:MOST_STORIES]:
        group.counts = figures.counts(group.members, group.voices, as_of)
    return found


def salience(topic: Topic, group: Group, as_of: datetime) -> float:
    """How much a story weighs: severity of its words, independent sources, size, how recent, how near to the topic."""
    heads = group.shown[-MOST_ARTICLES:]
    severe = max(lexicon.severity(f"{a.title} {a.text[:300]}") for a in heads)
    sources = len(set(group.voices.values()))
    age = (as_of - when(group.shown[-1], as_of)) / RECENT
    words = set(lexicon.content_words(topic.title))
    near = any(not words.isdisjoint(lexicon.content_words(a.title)) for a in heads)
    close = near or any(not words.isdisjoint(lexicon.content_words(a.text[:400])) for a in heads)
    weight = (
        1.0
        + 0.45 * severe
        + 0.7 * math.log2(sources)
        + 0.3 * math.log2(len(group.members))
        + 0.4 * math.exp(-max(0.0, age))
        + (0.4 if near else 0.2 if close else 0.0)
    )
    if all(is_opinion(a) for a in heads):
        weight *= 0.3
    if all(lexicon.SOFT.search(a.title + " " + a.text[:300]) for a in heads) and not lexicon.SOFT.search(topic.title):
        weight *= 0.5
    return weight


# --- lines ---


def pick(
    topic: Topic, groups: Sequence[Group], room: int, as_of: datetime, zone: tzinfo, *, most: int = MOST_LINES
) -> list[Pick]:
    """The lines worth telling, best first, until the room is full. No fact is told twice."""
    base = frozenset(lexicon.content_words(topic.title))
    pool: list[tuple[Group, Candidate, dict[str, float]]] = []
    for group in groups[:MOST_STORIES]:
        common: Counter[str] = Counter()
        for article in group.shown[-MOST_COUNTED:]:
            for unit in units(article):
                common.update(set(lexicon.content_words(unit.text)))
        for article in _tellers(group):
            for candidate in candidates(article):
                pool.append((group, candidate, _weights(candidate, base, common)))
    told: list[frozenset[str]] = []
    everything: frozenset[str] = frozenset()
    picked: list[Pick] = []
    lines_of: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    langs: dict[str, str] = {}
    while pool and len(picked) < most:
        best: tuple[float, int] | None = None
        keep = []
        for entry in pool:
            group, candidate, weights = entry
            words = candidate.words - base
            if (
                not words
                or _repeats(words, told, everything)
                or langs.get(group.id, candidate.article.lang) != candidate.article.lang
            ):
                continue
            length = len(candidate.text) + (6 if lines_of[group.id] else 22)
            if length > room:
                continue
            keep.append(entry)
            gain = sum(weight * (AGAIN if word in everything else 1.0) for word, weight in weights.items())
            score = (
                gain
                * candidate.grade
                * group.salience
                * (1.0 if group.new else 0.4)
                * 0.9 ** lines_of[group.id]
                * (VOUCHED * TOLD_ALREADY ** speakers[_surname(candidate.speaker)] if candidate.speaker else 1.0)
                / (length + 25) ** 1.1
            )
            if best is None or score > best[0]:
                best = score, len(keep) - 1
        pool = keep
        if best is None:
            break
        group, candidate, _ = pool.pop(best[1])
        verdict = trust.judge(candidate, group.members, group.voices, group.counts)
        picked.append(Pick(candidate, verdict))
        told.append(candidate.words - base)
        everything |= candidate.words
        lines_of[group.id] += 1
        langs.setdefault(group.id, candidate.article.lang)
        if candidate.speaker:
            speakers[_surname(candidate.speaker)] += 1
        known = any(one.candidate.article.id == candidate.article.id for one in picked[:-1])
        room -= _length(picked[-1], lines_of[group.id] == 1, known, as_of, zone)
    return picked


def _surname(speaker: str) -> str:
    return speaker.rsplit(" ", 1)[-1]


def _tellers(group: Group) -> list[Article]:
    """Articles of a story that lines are taken from: the newest of each text, and the first."""
    own = [a for a in group.shown if not a.duplicate_of or all(a.duplicate_of != b.id for b in group.shown)]
    return own if len(own) <= MOST_ARTICLES else [own[0], *own[-MOST_ARTICLES + 1 :]]


def _weights(candidate: Candidate, base: frozenset[str], common: Counter[str]) -> dict[str, float]:
    """What each word of a line is worth, in its order."""
    weights = {}
    for word in sorted(candidate.words):
        weight = 1.0 + SEVERE * lexicon.SEVERITY.get(word, 0.0) + (1.2 if word[0].isdigit() else 0.0)
        weight *= 1.0 + CENTRAL * math.log2(max(1, common[word]))
        weight *= 1.0 if word in candidate.core else FRAME
        weights[word] = 0.2 if word in base else weight
    return weights


def _repeats(words: frozenset[str], told: Sequence[frozenset[str]], everything: frozenset[str]) -> bool:
    if len(words - everything) < max(2, FRESH * len(words)):
        return True
    return any(len(words & line) >= ALIKE * min(len(words), len(line)) for line in told if line)


def _length(picked: Pick, first: bool, known: bool, as_of: datetime, zone: tzinfo) -> int:
    """About how many characters the line takes. `known`: an earlier line of the story names the item already."""
    bullet = _bullet(picked)
    if known and bullet.status == "reported":
        return len(bullet.text) + 8
    behind = layout.told_by(bullet, picked.verdict.sources, References(), as_of, zone)
    return len(bullet.text) + len(behind) + (10 if first else 8)


# --- the briefing's values ---


def _evidence(article: Article, quote: str) -> Evidence:
    return Evidence(id=article.id, outlet=outlet(article), link=article.link, published=article.published, quote=quote)


def _bullet(picked: Pick) -> Bullet:
    candidate = picked.candidate
    return Bullet(
        text=candidate.text,
        status=picked.verdict.status,
        evidence=(
            _evidence(candidate.article, candidate.quote),
            *(_evidence(article, quote) for article, quote in picked.verdict.support),
        ),
    )


def headline(group: Group) -> str:
    """The newest headline that tells news; a first sentence where there is none."""
    for article in sorted(
        group.shown, key=lambda a: (is_opinion(a), bool(lexicon.TEASER.search(a.title)), not a.title)
    ):
        for unit in units(article):
            return layout.safe(unit.text, 200)
        if article.title.strip():
            return layout.safe(article.title, 200)
    return layout.safe(group.shown[0].text, 200) or "(no headline)"


def arranged(
    groups: Sequence[Group], picked: Sequence[Pick], as_of: datetime, zone: tzinfo
) -> tuple[list[BriefStory], tuple[list[str], References]]:
    """The picked lines by story, in the stories' order, as values and as text."""
    refs = References()
    stories: list[BriefStory] = []
    lines: list[str] = []
    by_story: dict[str, list[Pick]] = {}
    for one in picked:
        by_story.setdefault(one.candidate.article.story or f"item {one.candidate.article.id}", []).append(one)
    told = [group for group in groups if group.id in by_story]
    mixed = told and told[0].new and not told[-1].new
    for n, group in enumerate(told, 1):
        picks = by_story[group.id]
        # the best line leads; the others follow in the order in which they were written
        rest = sorted(
            picks[1:], key=lambda p: (when(p.candidate.article, as_of), p.candidate.article.id, p.candidate.start)
        )
        picks = [picks[0], *rest]
        story = BriefStory(
            story=group.members[0].story or group.members[0].id,
            headline=headline(group),
            status=trust.story_status([p.verdict for p in picks]),
            new=group.new,
            first_seen=when(group.members[0], as_of),
            last_seen=when(group.members[-1], as_of),
            independent_sources=len(set(group.voices.values())),
            outlets=tuple(dict.fromkeys(outlet(a) for a in group.members)),
            bullets=tuple(_bullet(p) for p in picks),
            figures=tuple(count.series for count in group.counts),
        )
        if mixed and not group.new and told[n - 2].new:
            lines.append("Before that:")
        lines += layout.story_lines(n, story, [p.verdict.sources for p in picks], refs, as_of, zone)
        stories.append(story)
    return stories, (lines, refs)


def _count_line(
    groups: Sequence[Group], status: str, as_of: datetime, zone: tzinfo, told: datetime | None, health: Health | None
) -> str:
    since = f" since {layout.moment(told, as_of, zone)}" if told else ""
    if status == "blind":
        times = [last for _, last in health.silent if last] if health else []
        if health is None or health.sources == 0:
            why = "I follow no sources, so I cannot tell what is new."
        elif times:
            why = f"I could not look: no source has answered since {layout.moment(max(times), as_of, zone)}."
        else:
            why = "I could not look: no source has answered yet."
        return why + (" What I knew before:" if groups else "")
    if not groups:
        return "Quiet: nothing found in this time."
    total = len({voice for group in groups for voice in group.voices.values()})
    counted = (
        layout.plural(len(groups), "story", "stories")
        + ", "
        + layout.plural(total, "independent source", "independent sources")
    )
    fresh = sum(group.new for group in groups)
    if status == "quiet":
        return f"Nothing new{since}. Before that: {counted}"
    return counted + (f" · {fresh} new{since}" if told or fresh < len(groups) else "")


def _last_heard(topic: Topic, articles: Sequence[Article], as_of: datetime, zone: tzinfo) -> str:
    """The last news on the topic before the window, or nothing."""
    earlier = [a for a in articles if topic.matches(a.terms) and (a.published or a.seen) and when(a, as_of) <= as_of]
    if not earlier:
        return ""
    last = max(earlier, key=lambda a: (when(a, as_of), a.id))
    title = layout.isolated(layout.safe(last.title or last.text, 160))
    return f"Last news: {layout.moment(when(last, as_of), as_of, zone)}, {layout.safe(outlet(last), 30)}: {title}"


def _unquoted(groups: Sequence[Group], as_of: datetime, zone: tzinfo) -> list[str]:
    """Headlines where no item has words enough to quote as evidence."""
    lines = []
    for group in groups[:3]:
        article = group.shown[-1]
        time = layout.clock(article.published, as_of, zone)
        behind = " ".join(part for part in (layout.safe(outlet(article), layout.LONGEST_OUTLET), time) if part)
        lines.append(f"○ {layout.isolated(layout.safe(headline(group), 160))} · {layout.isolated(behind)}")
    return lines


def _figure_line(stories: Sequence[BriefStory], refs: References) -> str:
    """ "Figures  killed: 60 [1] · 85 [3] (disputed)": counts with several values, the disputed first; only of cited items."""
    parts = []
    series: list[FigureSeries] = [one for story in stories for one in story.figures]
    for one in sorted(series, key=lambda s: s.agree):
        cited = [(v.value, [refs.numbers[id] for id in v.evidence if id in refs.numbers]) for v in one.values]
        cited = [(value, numbers) for value, numbers in cited if numbers]
        if len(cited) < 2:
            continue
        told = " · ".join(f"{value:,.10g} {''.join(f'[{n}]' for n in numbers[:3])}" for value, numbers in cited[-4:])
        parts.append(f"{layout.safe(one.what, 20)}: {told}" + ("" if one.agree else " (disputed)"))
    return "Figures  " + "; ".join(parts[:2]) if parts else ""
