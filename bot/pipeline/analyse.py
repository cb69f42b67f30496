"""Entries due -> article -> story -> alerts owed."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

from msgspec.structs import replace

from bot import catalog, desk
from bot.brief import alerts as briefs
from bot.model import AnalysisIntent, Article, Delivery, Item, Meaning, Story, Subscription, Topic
from bot.pipeline import hurry, own
from bot.pipeline.base import LEASE, Shared, catch_up, members_of
from bot.understand import stories, terms, topics
from bot.understand.article import article as understand
from bot.understand.stories import meaning

log = logging.getLogger(__name__)

ANALYSE_SECONDS = 60.0  # for one batch
# entries understood and committed together, in the order of their times: the first look at a few feeds is one batch
ENTRIES = 500
EMBEDDED = 32  # texts given to the model of meaning at once, a few seconds of work: a stop waits no longer for it
ALERT_AGE = timedelta(hours=6)  # news older than this when we first read it is for the next briefing, not for an alert


_WORD = re.compile("[^\\s.,:;…!?،؛؟\"'“”„‘’«»()\\[\\]–—-]+")  # not \w: the vowel signs of Hindi are none


def understand_all(items: Sequence[Item]) -> list[Article]:
    """The items' articles, in order."""
    return [understand(item) for item in items]


async def analyse(shared: Shared) -> int:
    """Understands a batch of what is due, groups it and owes the alerts it makes; returns how many entries."""
    now = shared.clock.now()
    keys = await shared.store.claim("analyse", now, lease=LEASE, limit=ENTRIES)
    if not keys:
        return 0
    try:
        items = await shared.store.items(keys)
        origins = await shared.store.origins(keys)
        earlier = {article.id: article for article in await shared.store.earlier(keys)}
        # stories are made in the order of events, as far as one batch shows it
        items.sort(key=lambda pair: (pair[0].published or now, int(pair[0].id)))
        articles = await with_meaning(shared, await understood(shared, [item for item, _ in items]))
        window = shared.window = shared.window or await rebuild(shared, now)
        changed: dict[str, Story] = {}
        moved: dict[str, str] = {}
        placed: dict[str, Article] = {}
        sound = True
        for read, (_, family) in zip(articles, items, strict=True):
            house = family or catalog.family(read.link, read.outlet) or read.outlet
            before = earlier.get(read.id)
            # a comma or a category more is no news: a chat that has heard of it has heard of this
            seen = before.seen if before and same_words(before, read) else None
            if seen is None or seen > now + desk.AHEAD:  # by a clock that was ahead
                seen = now
            article = replace(
                read,
                seen=seen,
                revised=revised(read, before, now),
                family=house,
                terms=read.terms | terms.source_terms(house),
            )
            source = origins.get(article.id)
            if source is not None and source.own:
                # it may not touch what everybody reads: it is grouped when one of its chats asks (desk.gather)
                placed[article.id] = replace(article, own=source.id)
                continue
            try:
                change = stories.place(window, article)
            except Exception:  # a bug must not hold up the news behind it
                log.exception("entry %s could not be grouped; it is kept as a story of its own", article.id)
                placed[article.id], sound = article, False
                continue
            placed[change.article.id] = change.article
            changed.update((story.id, story) for story in change.stories)
            moved.pop(change.article.id, None)  # a revision tells where its article is from now on
            moved.update(change.moved)
        for id, story in moved.items():
            if id in placed:
                placed[id] = replace(placed[id], story=story)
        done = tuple(placed.values())
        # where items of them are stored: those that moved still stand under the story they have left
        touched = set(changed) if moved else set()
        merged = frozenset(story.id for story in changed.values() if not story.size)
        owed = await alerts(shared, done, moved, touched, merged, now)
        hurries = await hurry.hurries(shared, done, moved, touched, now)
        written = shared.clock.now()  # a chat that was briefed since we began has not heard of them
        await shared.store.apply_analysis(
            AnalysisIntent(
                articles=tuple(replace(a, seen=written) if a.seen == now else a for a in done),
                stories=tuple(changed.values()),
                moved={id: story for id, story in moved.items() if id not in placed},
                deliveries=owed,
                hurries=hurries,
            )
        )
        if not sound:
            shared.window = None  # half of a change may stand in it
    except BaseException:
        shared.window = None  # it may hold what was not written: rebuild it from storage next time
        raise
    return len(keys)


def same_words(one: Article, other: Article) -> bool:
    def words(article: Article) -> list[str]:
        return _WORD.findall(f"{article.title}\n{article.text}".casefold())

    return words(one) == words(other)


def revised(read: Article, before: Article | None, now: datetime) -> datetime | None:
    """When other words took the place of an item's earlier ones, where its source does not date it anew."""
    if before is None or read.published != before.published:
        return None
    kept = same_words(before, read) and (before.revised is None or before.revised <= now + desk.AHEAD)
    return before.revised if kept else now  # or by a clock that was ahead


async def understood(shared: Shared, items: list[Item]) -> list[Article]:
    """The items' articles. One that cannot be understood in time is kept as it is, so that nothing is lost."""
    try:
        return await shared.workers.run(understand_all, items, timeout=ANALYSE_SECONDS)
    except Exception as error:
        if len(items) == 1:
            log.error("entry %s could not be understood: %s", items[0].id, error or type(error).__name__)
            bare = items[0]
            return [
                Article(
                    id=bare.id,
                    title=bare.title,
                    text=bare.text,
                    published=bare.published,
                    outlet=bare.outlet,
                    link=bare.link,
                )
            ]
    half = len(items) // 2
    return await understood(shared, items[:half]) + await understood(shared, items[half:])


async def with_meaning(shared: Shared, articles: list[Article]) -> list[Article]:
    """The articles with their meaning, where a model is used. Without it they are still grouped, by their words."""
    if shared.embedder is None:
        return articles
    texts = [meaning.gist(article) for article in articles]
    found: list[Meaning | None] = []
    try:
        for start in range(0, len(texts), EMBEDDED):
            found += await asyncio.to_thread(shared.embedder.embed, texts[start : start + EMBEDDED])
    except Exception:  # a bug there must hold up no news
        log.exception("no meanings for %d entries; they are grouped by their words alone", len(articles))
        return articles
    return [replace(article, meaning=value) for article, value in zip(articles, found, strict=True)]


async def rebuild(shared: Shared, now: datetime) -> stories.Window:
    window = stories.Window()
    articles = await shared.store.recent_articles(now - desk.ARCHIVE, window.limit)
    if shared.embedder is None:  # those of a model that was switched off: what reads vectors may be gone with it
        articles = [replace(article, meaning=None) for article in articles]
    known = await shared.store.stories({article.story for article in articles if article.story})
    stories.restore(window, articles, known)
    return window


async def alerts(
    shared: Shared,
    placed: Sequence[Article],
    moved: dict[str, str],
    touched: set[str],
    merged: frozenset[str],
    now: datetime,
) -> tuple[Delivery, ...]:
    """What these articles make us owe to subscriptions that want to hear at once: one alert for each thing that a story tells.
    `merged` are the stories that end with them."""
    known = [a for a in placed if not a.duplicate_of]
    fresh = [a for a in known if now - (a.published or now) <= ALERT_AGE]
    told = await lately_told(shared, now)
    if not fresh and not told:
        return ()
    await catch_up(shared.followed, await shared.store.topics_at_once())
    public = [a for a in fresh if a.story]
    about = (
        [a for a in known if a.story] if told else public
    )  # what comes late, or is off the topic, may change what was told
    wide = await widened(shared, about, now)
    with_own = await shared.store.chats_with_own()
    own_owed = (
        await own.alerts(shared, with_own, fresh, placed, moved, touched, merged, wide, told, now) if with_own else []
    )
    matched = [(topic, article) for article in public for topic in shared.followed.matching(article)]
    matched += [(topic, article) for topic in wide.values() for article in public if topic.matches(article)]
    hits = dict.fromkeys((topic.query, article.story or "") for topic, article in matched)
    beside = [*await desk.beside(shared.store, about, now), *(a for a in placed if a.own is None)]
    stories = {a.story for a in about if a.story}
    stories |= set().union(*briefs.told_elsewhere(about, beside).values()) if told else set()
    members = await members_of(shared, stories | {story for _, story in hits}, placed, moved, touched, now)
    parts = {id: {id, *await own.parts(shared, id, there.values(), merged)} for id, there in members.items() if there}
    by_story: defaultdict[str, list[str]] = defaultdict(list)
    for query, story, article in sorted(told):
        by_story[story].append(query)
        by_story[article].append(query)  # which may be of another story by now
    touches = [
        (query, id)
        for id in sorted(parts)
        for one in (*sorted(parts[id]), *members[id])
        for query in by_story.get(one, ())
    ]
    known_only = dict.fromkeys(touches).keys() - hits.keys()
    hits |= dict.fromkeys(touches)
    by_topic: dict[str, list[Subscription]] = {}
    for subscription in await shared.store.at_once(query for query, _ in hits):
        by_topic.setdefault(subscription.topic, []).append(subscription)
    chats = {chat.id: chat for chat in await shared.store.chats()} if by_topic else {}
    news = {article.id for article in public}
    found: defaultdict[int, list[tuple[briefs.Alert, Subscription, set[str]]]] = defaultdict(list)  # by chat
    for query, story in hits:
        topic = wide.get(query) or topics.stored(query)
        # by language and time zone: to such chats it is one
        made: dict[tuple[str, str, bool], briefs.Alert | None] = {}
        for subscription in by_topic.get(query, ()):
            chat = chats.get(subscription.chat)
            if chat is None or not chat.reached or chat.id in with_own:
                continue
            only = chat.rests(now) or (query, story) in known_only
            heard_in = (chat.language, chat.timezone, only)
            if heard_in not in made:
                there = list(members[story].values())
                made[heard_in] = own.composed(chat, topic, there, now, beside, news, only_again=only)
                await asyncio.sleep(0)  # what is to be sent or answered meanwhile goes first
            if alert := made[heard_in]:
                found[chat.id].append((alert, subscription, parts[story]))
    owed = (*own_owed, *chain.from_iterable([await own.owing(shared, chats[id], found[id], now) for id in found]))
    if shared.told is not None:
        shared.told.update((key, one.due) for one in owed if one.heard for key in one.heard.keys)
    return owed


async def lately_told(shared: Shared, now: datetime) -> set[tuple[str, str, str]]:
    """The topics, stories and articles of the alerts of the last 24 hours."""
    if shared.told is None:
        shared.told = await shared.store.told_since(now - briefs.WINDOW)
    for old in [pair for pair, due in shared.told.items() if due < now - briefs.WINDOW]:
        del shared.told[old]
    return set(shared.told)


async def widened(shared: Shared, fresh: Sequence[Article], now: datetime) -> dict[str, Topic]:
    """The followed capitals that stand for their countries now, by their queries, as far as the articles are on these."""
    found: dict[str, Topic] = {}
    for country in sorted(shared.followed.capitals.keys() & frozenset().union(*(a.terms for a in fresh))):
        about = [*await shared.store.articles(now - briefs.WINDOW, now, {country}), *fresh]
        for query in sorted(shared.followed.capitals[country]):
            topic = found.get(query, shared.followed.topics[query])
            if (wider := topics.focused(topic, country, about)) is not topic:
                found[query] = wider
    return found
