"""What every storage must do. A storage's tests subclass StoreContract and give it a `store` fixture: a new, empty Store."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.model import (
    PAUSED,
    Act,
    AnalysisIntent,
    Article,
    Attribution,
    Button,
    Chat,
    Delivery,
    Entry,
    EntryIntent,
    Figure,
    Heard,
    Hurry,
    Item,
    Line,
    Meaning,
    Message,
    Picture,
    Place,
    PollIntent,
    Push,
    Run,
    Schedule,
    Source,
    Span,
    Story,
    Subscription,
    Told,
)

NOW = datetime(2021, 8, 13, 18, 0, 0, 123_457, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)
FEED = "https://harbour.example/feed"
ODD_TEXTS = [
    "",
    "a\x00b",
    "کابل سقوط کرد",
    "\u202eKabul\u202c",
    "👩‍👩‍👧 🇦🇫",
    "'; DROP TABLE entries; --",
    "%_\\",
    "\r\n\t",
    "e\u0301",
]

SMALL = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # the store is not new for each example: they replace or stand apart
        HealthCheck.differing_executors,  # the suite is run by several storages
        HealthCheck.too_slow,
    ],
)
TEXT = st.one_of(st.sampled_from(ODD_TEXTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
NAME = st.none() | TEXT
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=ZONES)
NUMBER = st.none() | st.floats(allow_nan=False, allow_infinity=False)
SPANS = st.builds(Span, st.sampled_from(["title", "text"]), st.integers(0, 10**6), st.integers(0, 10**6), TEXT)
ENTRIES = st.builds(
    Entry,
    id=TEXT,
    title=TEXT,
    text=TEXT,
    html=TEXT,
    link=NAME,
    published=st.none() | TIMES,
    updated=st.none() | TIMES,
    author=NAME,
    lang=NAME,
    categories=st.lists(TEXT, max_size=3).map(tuple),
    media=st.lists(TEXT, max_size=3).map(tuple),
    lat=NUMBER,
    lon=NUMBER,
)
ARTICLES = st.builds(
    Article,
    id=st.just("7"),
    title=TEXT,
    text=TEXT,
    published=TIMES,
    outlet=NAME,
    link=NAME,
    lang=TEXT,
    wire=NAME,
    sentences=st.lists(SPANS, max_size=3).map(tuple),
    places=st.lists(
        st.builds(
            Place,
            field=st.sampled_from(["title", "text"]),
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            text=TEXT,
            name=TEXT,
            country=st.just("AF"),
            lat=st.floats(-90, 90),
            lon=st.floats(-180, 180),
            geonameid=st.integers(-9, 10**8),
        ),
        max_size=2,
    ).map(tuple),
    figures=st.lists(
        st.builds(
            Figure,
            field=st.just("text"),
            start=st.integers(0, 99),
            end=st.integers(0, 99),
            text=TEXT,
            value=NUMBER,
            low=NUMBER,
            high=NUMBER,
            unit=NAME,
            what=NAME,
        ),
        max_size=2,
    ).map(tuple),
    attributions=st.lists(
        st.builds(Attribution, source=st.tuples(SPANS), cue=st.tuples(SPANS), content=st.tuples(SPANS)), max_size=2
    ).map(tuple),
    terms=st.frozensets(TEXT, max_size=5),
    story=NAME,
    duplicate_of=NAME,
    seen=st.none() | TIMES,
    family=NAME,
    meaning=st.none() | st.builds(Meaning, TEXT, st.binary(max_size=400)),
)


def intent(entry: Entry, revision: int = 1, digest: str = "") -> EntryIntent:
    return EntryIntent(entry=entry, digest=digest or f"{entry.title}|{entry.text}", revision=revision)


def article(
    id: str, published: datetime = NOW, terms: str = "kabul", story: str | None = None, **more: object
) -> Article:
    return Article(id=id, title=f"Title {id}", published=published, terms=frozenset(terms.split()), story=story, **more)


def story(id: str, version: int = 1, size: int = 1) -> Story:
    return Story(id=id, version=version, first_seen=NOW - HOUR, last_seen=NOW, size=size)


def delivery(chat: int = 1, occasion: str = "o", **more: object) -> Delivery:
    text = Message(lines=(Line((Run(f"to {chat}: {occasion}", "bold"),)),), buttons=((Button("More", "m"),),))
    return Delivery(**{"chat": chat, "subscription": 1, "occasion": occasion, "message": text, "due": NOW} | more)


def alert(occasion: str, **more: object) -> Delivery:
    """Of a story, in a status: "s7:confirmed:1"."""
    story, status, _ = occasion.split(":")
    return delivery(**{"occasion": occasion, "subscription": 0, "heard": Heard(story=story, status=status)} | more)


async def heard(store, stories: list[str], since: datetime = NOW, chat: int = 1) -> list[str]:
    """On which occasions it was."""
    return [one.occasion for one in await store.alerted(chat, stories, since)]


async def polled(store, *entries: Entry, at: datetime = NOW, url: str = FEED, **source: object) -> Source:
    """Adds the source and applies a poll that found these entries, all new."""
    added = await store.add_source(Source(url=url, **source), at)
    await store.apply_polls(
        [PollIntent(source=added, due=at + HOUR, entries=tuple(intent(entry) for entry in entries), at=at)]
    )
    return added


async def analysed(store, *articles: Article, **more: object) -> None:
    await store.apply_analysis(AnalysisIntent(articles=articles, **more))


async def subscribed(store, chat: int = 1, topic: str = "kabul", due: datetime | None = NOW) -> Subscription:
    return await store.save_subscription(
        Subscription(chat=chat, topic=topic, schedule=Schedule(kind="daily", at="07:30"), created=NOW), due
    )


async def claim(store, kind: str, now: datetime = NOW, limit: int = 100) -> list[str]:
    return await store.claim(kind, now, lease=LEASE, limit=limit)


def ids(values) -> list:
    return [value.id for value in values]


class StoreContract:
    # --- work ---

    async def test_empty(self, store):
        assert await store.next_due() is None
        assert await claim(store, "poll") == []
        assert await store.sources() == []
        assert await store.chats() == []
        assert await store.subscriptions() == []
        assert await store.articles(NOW - HOUR, NOW) == []
        assert await store.story_articles([], NOW) == []
        assert await store.items([]) == []
        assert await store.deliveries([]) == []
        counts = await store.counts()
        assert set(counts) == {"sources", "entries", "articles", "stories", "chats", "subscriptions", "deliveries"}
        assert set(counts.values()) == {0}

    async def test_work_is_claimed_when_due_and_earliest_first(self, store):
        late, early, future = [
            (await store.add_source(Source(url=f"https://harbour.example/{n}"), NOW + n * MINUTE)).id
            for n in (0, -1, 1)
        ]
        assert await store.next_due() == NOW - MINUTE
        assert await claim(store, "poll", limit=1) == [str(early)]
        assert await claim(store, "poll") == [str(late)]
        assert await claim(store, "poll") == []
        assert await claim(store, "poll", NOW + MINUTE) == [str(future)]

    async def test_a_lease_runs_out(self, store):
        await store.add_source(Source(url=FEED), NOW)
        assert await claim(store, "poll") == ["1"]
        assert await store.next_due() == NOW + LEASE  # nobody can have it before
        assert await claim(store, "poll", NOW + LEASE - timedelta(microseconds=1)) == []
        assert await claim(store, "poll", NOW + LEASE) == ["1"]

    async def test_released_work_is_due_when_said(self, store):
        await store.add_source(Source(url=FEED), NOW)
        await claim(store, "poll")
        await store.release("poll", ["1"], NOW + MINUTE)
        assert await claim(store, "poll") == []
        assert await store.next_due() == NOW + MINUTE
        assert await claim(store, "poll", NOW + MINUTE) == ["1"]
        await store.release("poll", ["999"], NOW)  # ended meanwhile
        assert await claim(store, "poll") == []

    async def test_all_work_of_a_kind_is_made_due(self, store):
        await store.add_source(Source(url=FEED), NOW)
        await store.add_source(Source(url=FEED + "2"), NOW + HOUR)
        subscription = await subscribed(store, due=NOW + HOUR)
        await claim(store, "poll")
        await store.make_due("poll", NOW)
        assert await claim(store, "poll") == ["1", "2"]
        assert await claim(store, "brief") == []
        assert await claim(store, "brief", NOW + HOUR) == [str(subscription.id)]

    async def test_an_owner_takes_over_what_a_dead_one_held(self, store):
        await store.add_source(Source(url=FEED), NOW)
        assert await claim(store, "poll") == ["1"]
        assert await claim(store, "poll") == []
        await store.take_over()
        assert await claim(store, "poll") == ["1"]

    async def test_two_claims_at_once_share_the_work(self, store):
        for n in range(20):
            await store.add_source(Source(url=f"{FEED}/{n}"), NOW)
        claims = await asyncio.gather(*(claim(store, "poll", limit=6) for _ in range(5)))
        keys = [key for keys in claims for key in keys]
        assert sorted(keys, key=int) == [str(n) for n in range(1, 21)]

    # --- sources ---

    async def test_a_source_comes_back_as_it_was_stored(self, store):
        given = Source(
            url=FEED, name="Häfen 港", kind="rss", lang="de", family="harbour", trusted=True, own=True, etag='W/"1"',
            interval=60, failures=2, problem="timed out", polled=NOW, succeeded=NOW - HOUR, ended=False,
        )  # fmt: skip
        added = await store.add_source(given, NOW)
        assert added == replace(given, id=added.id)
        assert await store.source(added.id) == added
        assert await store.sources() == [added]
        assert await store.source(added.id + 1) is None

    async def test_the_same_url_keeps_its_state_and_takes_over_what_is_named(self, store):
        first = await store.add_source(Source(url=FEED, name="Harbour", lang="en"), NOW)
        polled = replace(first, etag="e", failures=3, polled=NOW)
        await store.apply_polls([PollIntent(source=polled, due=NOW + HOUR, at=NOW)])
        taken = {"name": "Harbour Post", "family": "h", "trusted": True, "named": FEED + "/old"}
        again = await store.add_source(Source(url=FEED, **taken), NOW)
        assert again == replace(polled, **taken)
        assert await store.sources() == [again]
        assert await claim(store, "poll") == []  # its next poll stands
        assert await store.add_source(Source(url=FEED), NOW) == again

    async def test_a_source_that_ended_is_not_polled_because_it_is_named_again(self, store):
        first = await store.add_source(Source(url=FEED), NOW)
        await store.apply_polls([PollIntent(source=replace(first, ended=True), due=None, at=NOW)])
        assert (await store.add_source(Source(url=FEED), NOW)).ended
        assert await store.next_due() is None

    @pytest.mark.parametrize("state", [{"ended": True}, {"reported": True}, {"ended": True, "reported": True}])
    async def test_a_source_that_ended_or_was_reported_is_tried_again(self, store, state):
        first = await store.add_source(Source(url=FEED), NOW)
        failed = replace(first, failures=5, failing_since=NOW - HOUR, problem="gone", **state)
        await store.apply_polls([PollIntent(source=failed, due=None, at=NOW)])
        await store.try_again(first.id, NOW)
        assert await store.sources() == [replace(failed, ended=False, reported=False)]
        assert await claim(store, "poll") == [str(first.id)]

    async def test_only_such_a_source_is_tried_again(self, store):
        first = await store.add_source(Source(url=FEED), NOW + HOUR)
        await store.try_again(first.id, NOW)
        await store.try_again(first.id + 1, NOW)
        assert await store.next_due() == NOW + HOUR
        await store.remove_source(FEED)
        await store.try_again(first.id, NOW)
        assert await store.next_due() is None

    async def test_a_removed_source_is_forgotten_and_its_entries_stay(self, store):
        source = await polled(store, Entry(id="a", title="A"), name="Harbour", lang="en", family="h")
        assert await store.remove_source(FEED)
        assert not await store.remove_source(FEED)
        assert await store.source(source.id) is None
        assert await store.sources() == []
        assert await claim(store, "poll", NOW + 2 * HOUR) == []
        counts = await store.counts()
        assert (counts["sources"], counts["entries"]) == (0, 1)
        [(item, family)] = await store.items(await claim(store, "analyse"))
        assert (item.title, item.outlet, item.lang, family) == ("A", "Harbour", "en", "h")

    async def test_a_poll_of_a_source_removed_meanwhile_writes_nothing(self, store):
        source = await store.add_source(Source(url=FEED), NOW)
        await store.remove_source(FEED)
        await store.apply_polls(
            [PollIntent(source=source, due=NOW + HOUR, entries=(intent(Entry(id="a", title="A")),), at=NOW)]
        )
        assert await store.next_due() is None
        assert (await store.counts())["entries"] == 0

    async def test_a_source_added_again_starts_afresh(self, store):
        await polled(store, Entry(id="a"), name="Harbour", trusted=True, etag="e")
        await store.remove_source(FEED)
        again = await store.add_source(Source(url=FEED), NOW + HOUR)
        assert again == Source(id=again.id, url=FEED)
        assert await store.sources() == [again]
        assert await claim(store, "poll", NOW + HOUR) == [str(again.id)]

    async def test_a_source_that_moves_takes_its_new_url(self, store):
        source = await polled(store, Entry(id="a"))
        await store.apply_polls([PollIntent(source=replace(source, url=FEED + "/new"), due=NOW, at=NOW)])
        assert [s.url for s in await store.sources()] == [FEED + "/new"]
        assert await store.known_entries(source.id, ["a"])
        assert await store.remove_source(FEED + "/new")

    async def test_a_source_that_moves_onto_another_stays_where_it_was(self, store):
        one, two = await polled(store), await polled(store, url=FEED + "/two")
        await store.apply_polls([PollIntent(source=replace(one, url=two.url, failures=1), due=NOW, at=NOW)])
        assert await store.sources() == [replace(one, failures=1), two]

    async def test_a_source_that_moves_to_where_one_was_removed_takes_its_place(self, store):
        gone, page = await polled(store, Entry(id="a")), await polled(store, url=FEED + "/page")
        await store.remove_source(FEED)
        await store.apply_polls([PollIntent(source=replace(page, url=FEED), due=NOW, at=NOW)])
        assert await store.sources() == [replace(page, url=FEED)]
        assert [source.id for source in (await store.origins(["1"])).values()] == [gone.id]
        assert (await store.add_source(Source(url=FEED), NOW)).id == page.id

    # --- sources that chats added by themselves ---

    async def test_an_own_source_is_read_for_its_chats_alone(self, store):
        everybodys = await store.add_source(Source(url=FEED), NOW + HOUR)
        own = await store.add_own_source(Source(url=FEED + "/own", name="Lake News"), 5, NOW)
        assert own == Source(id=own.id, url=FEED + "/own", name="Lake News", own=True)
        assert await store.add_own_source(Source(url=FEED + "/own", name="Other"), 6, NOW + HOUR) == own
        assert await store.read_for(None) == [everybodys]
        assert await store.read_for(5) == await store.read_for(6) == [everybodys, own]
        assert await store.read_for(7) == [everybodys]
        assert await store.sources() == [everybodys, own]
        assert await store.source_chats(own.id) == [5, 6]
        assert await store.own_counts(5) == (1, 1)
        assert await store.own_counts(7) == (0, 1)
        assert await store.chats_with_own() == {5, 6}
        assert await claim(store, "poll") == [str(own.id)]

    async def test_an_own_source_that_ended_is_tried_for_a_new_chat_and_for_no_other(self, store):
        own = await store.add_own_source(Source(url=FEED), 5, NOW)
        failed = replace(own, failures=1, failing_since=NOW, problem="gone", ended=True, reported=True)
        await store.apply_polls([PollIntent(source=failed, due=None, at=NOW)])
        assert await store.add_own_source(Source(url=FEED), 5, NOW) == failed
        assert await store.next_due() is None
        again = await store.add_own_source(Source(url=FEED), 6, NOW)
        assert again == await store.source(own.id) == replace(failed, ended=False, reported=False)
        assert await claim(store, "poll") == [str(own.id)]

    async def test_what_is_read_for_everybody_cannot_be_made_ones_own(self, store):
        everybodys = await store.add_source(Source(url=FEED, trusted=True), NOW)
        assert await store.add_own_source(Source(url=FEED, name="Mine"), 5, NOW) == everybodys
        assert await store.sources() == [everybodys]
        assert await store.source_chats(everybodys.id) == []
        assert not await store.leave_source(5, everybodys.id)
        assert await store.sources() == [everybodys]

    async def test_an_own_source_without_a_chat_is_forgotten(self, store):
        own = await store.add_own_source(Source(url=FEED), 5, NOW)
        await store.add_own_source(Source(url=FEED), 6, NOW)
        assert not await store.leave_source(7, own.id)
        assert await store.leave_source(5, own.id)
        assert not await store.leave_source(5, own.id)
        assert await store.source(own.id) == own
        assert await store.leave_source(6, own.id)
        assert await store.source(own.id) is None
        assert await claim(store, "poll") == []
        assert await store.own_counts(6) == (0, 0)
        again = await store.add_own_source(Source(url=FEED), 6, NOW)
        assert await store.source_chats(again.id) == [6]

    async def test_an_own_source_that_the_operator_names_starts_afresh_as_everybodys(self, store):
        own = await store.add_own_source(Source(url=FEED, name="Forged name", kind="rss"), 5, NOW)
        await store.apply_polls([PollIntent(source=replace(own, etag="e", digest="d"), due=NOW + HOUR, at=NOW)])
        named = await store.add_source(Source(url=FEED, trusted=True, named=FEED), NOW)
        assert named == Source(id=own.id, url=FEED, trusted=True, named=FEED)
        assert await store.read_for(None) == [named]
        assert await claim(store, "poll") == [str(own.id)]
        # ... and goes back to its chats when the operator names it no more
        assert await store.remove_source(FEED)
        assert await store.sources() == [Source(id=own.id, url=FEED, own=True)]
        assert await store.read_for(None) == []
        assert await store.read_for(5) == await store.sources()
        assert await store.remove_source(FEED)
        assert await store.sources() == []
        assert await store.source_chats(own.id) == []

    async def test_a_poll_under_way_does_not_change_whose_a_source_is(self, store):
        await store.add_own_source(Source(url=FEED), 5, NOW)
        polled = await store.add_source(Source(url=FEED, trusted=True, named=FEED), NOW)
        await store.remove_source(FEED)
        await store.apply_polls([PollIntent(source=replace(polled, etag="e"), due=NOW + HOUR, at=NOW)])
        assert await store.sources() == [Source(id=polled.id, url=FEED, own=True, etag="e")]

    async def test_what_an_own_source_says_reaches_its_chats_alone(self, store):
        public = await polled(store, Entry(id="a"))
        own = await store.add_own_source(Source(url=FEED + "/own"), 5, NOW)
        entries = (intent(Entry(id="b")), intent(Entry(id="c")))
        await store.apply_polls([PollIntent(source=own, due=NOW + HOUR, entries=entries, at=NOW)])
        keys = await claim(store, "analyse")
        assert {key: source.id for key, source in (await store.origins(["99", *keys])).items()} == {
            "1": public.id, "2": own.id, "3": own.id
        }  # fmt: skip
        theirs = article("1", story="s1"), article("2", own=own.id), article("3", NOW - MINUTE, "herat", own=own.id)
        await analysed(store, *theirs, stories=(story("s1"),), moved={"2": "s1"})
        assert await claim(store, "analyse", NOW + HOUR) == []
        assert await store.articles(NOW - HOUR, NOW) == [theirs[0]]
        assert await store.articles(NOW - HOUR, NOW, {"kabul", "herat"}) == [theirs[0]]
        assert await store.story_articles(["s1"], NOW) == [theirs[0]]
        assert await store.recent_articles(NOW - HOUR, 10) == [theirs[0]]
        since = NOW - HOUR
        assert await store.own_articles(5, since, NOW, None, 10) == [theirs[2], theirs[1]]
        assert await store.own_articles(5, since, NOW, None, 1) == [theirs[1]]
        assert await store.own_articles(5, since, NOW, {"herat", "other"}, 10) == [theirs[2]]
        assert await store.own_articles(5, since, NOW - MINUTE, {"kabul", "herat"}, 10) == [theirs[2]]
        assert await store.own_articles(6, since, NOW, None, 10) == []
        await store.leave_source(5, own.id)
        assert await store.own_articles(5, since, NOW, None, 10) == []
        assert own.id in [source.id for source in (await store.origins(["2"])).values()]

    async def test_who_set_up_a_channel(self, store):
        await store.link(-1007, 2)
        await store.link(-1007, 1)
        await store.link(-1008, 3)
        assert await store.managers(-1007) == [1, 2]
        assert await store.managers(-1009) == []

    async def test_a_poll_owes_what_it_makes_us_owe(self, store):
        source = await store.add_source(Source(url=FEED), NOW)
        state = replace(source, failures=1, reported=True)
        await store.apply_polls([PollIntent(source=state, due=NOW, at=NOW, deliveries=(delivery(), delivery()))])
        assert [d.occasion for d in await store.owed(1)] == ["o"]
        await store.remove_source(FEED)
        await store.apply_polls([PollIntent(source=state, due=NOW, at=NOW, deliveries=(delivery(2),))])
        assert await store.owed(2) == []

    async def test_a_source_of_a_breaking_story_is_looked_at_sooner(self, store):
        one, two, three = [await store.add_source(Source(url=f"{FEED}/{n}"), NOW + HOUR) for n in range(3)]
        wishes = [Hurry(source=one.id, at=NOW, due=NOW), Hurry(source=two.id, at=NOW, due=NOW + 2 * HOUR)]
        await store.apply_analysis(AnalysisIntent(articles=(), hurries=(*wishes, Hurry(source=99, at=NOW, due=NOW))))
        assert await store.sources() == [replace(one, hot=NOW), replace(two, hot=NOW), three]
        assert await claim(store, "poll") == [str(one.id)]
        assert await claim(store, "poll", NOW + HOUR) == [str(one.id), str(two.id), str(three.id)]
        # one that is under way keeps its lease, and a poll that began before does not undo it
        await store.apply_analysis(AnalysisIntent(articles=(), hurries=(Hurry(source=three.id, at=NOW, due=NOW),)))
        assert await claim(store, "poll", NOW + HOUR) == []
        await store.apply_polls([PollIntent(source=three, due=NOW + HOUR, at=NOW)])
        assert (await store.source(three.id)).hot == NOW
        await store.apply_polls([PollIntent(source=replace(three, ended=True), due=None, at=NOW)])
        await store.apply_analysis(AnalysisIntent(articles=(), hurries=(Hurry(source=three.id, at=NOW, due=NOW),)))
        await store.take_over()
        assert str(three.id) not in await claim(store, "poll", NOW + 9 * HOUR)

    async def test_subscriptions_to_hubs(self, store):
        source = await store.add_source(Source(url=FEED, hub="https://hub.example/"), NOW + HOUR)
        bare = await store.add_source(Source(url=FEED + "/bare"), NOW + HOUR)
        assert await store.push(source.id) is None
        await store.want_pushes(NOW)
        assert await claim(store, "push") == [str(source.id)]
        asked = Push(source=source.id, hub="https://hub.example/", topic=FEED, token="tok", secret="s")
        await store.save_push(asked, NOW + HOUR)
        assert await store.push(source.id) == await store.push_of("tok") == asked
        assert await store.push_of("other") is None
        await store.want_pushes(NOW)
        assert await claim(store, "push") == []
        assert (await store.source(source.id)).pushed_until is None
        active = replace(asked, state="active", token="new", until=NOW + 9 * HOUR)
        await store.save_push(active, NOW)
        assert await store.push_of("tok") is None
        assert await store.push_of("new") == active
        # a poll that began before does not undo it
        await store.apply_polls([PollIntent(source=source, due=NOW + HOUR, at=NOW, push_due=NOW)])
        assert (await store.source(source.id)).pushed_until == NOW + 9 * HOUR
        assert await claim(store, "push") == [str(source.id)]
        await store.drop_push(source.id)
        assert (await store.source(source.id)).pushed_until is None
        assert await store.push_of("new") is None
        assert await claim(store, "push", NOW + 9 * HOUR) == []
        assert bare.id not in [int(key) for key in await claim(store, "push", NOW + 9 * HOUR)]

    async def test_a_removed_source_leaves_its_subscription_to_be_ended(self, store):
        source = await store.add_source(Source(url=FEED, hub="https://hub.example/"), NOW)
        await store.want_pushes(NOW)
        await store.remove_source(FEED)
        assert await claim(store, "push") == []
        again = await store.add_source(Source(url=FEED, hub="https://hub.example/"), NOW)
        held = Push(source=again.id, hub="https://hub.example/", topic=FEED, token="tok", secret="s")
        await store.save_push(held, NOW + HOUR)
        await store.remove_source(FEED)
        assert await claim(store, "push") == [str(source.id)]
        assert await store.push(source.id) == held
        await store.want_pushes(None)
        assert await store.push(source.id) is None
        assert await store.next_due() is None

    async def test_what_a_hub_sent_is_written_and_the_next_poll_stands(self, store):
        source = await store.add_source(Source(url=FEED, etag="e", digest="d"), NOW + HOUR)
        await store.apply_push(source.id, (intent(Entry(id="a", title="A")),), NOW)
        await store.apply_push(source.id, (intent(Entry(id="a", title="A")),), NOW)
        assert await store.source(source.id) == replace(source, succeeded=NOW)
        assert len(await claim(store, "analyse")) == 1
        assert await claim(store, "poll") == []
        assert await claim(store, "poll", NOW + HOUR) == [str(source.id)]
        await store.remove_source(FEED)
        await store.apply_push(source.id, (intent(Entry(id="b", title="B")),), NOW)
        assert (await store.counts())["entries"] == 1

    async def test_alerts_that_a_chat_has_heard(self, store):
        alerts = [
            alert("s7:confirmed:1"),
            alert("s7:reported:2"),
            alert("s71:reported:3"),
            alert("s7.2:reported:4"),
            alert("s8:reported:5", due=NOW + HOUR),
            alert("s7:denied:6", chat=2),
            delivery(1, "s7:claimed"),
            delivery(1, "s7:reported:7", subscription=0),  # what tells of no story
        ]
        await store.owe(alerts, (), 0, None)
        late = NOW + 2 * HOUR
        assert await heard(store, [], late) == []
        assert await heard(store, ["s7", "s9"], late) == ["s7:confirmed:1", "s7:reported:2"]
        assert await heard(store, ["s71", "s7.2"], NOW + HOUR) == ["s71:reported:3", "s7.2:reported:4", "s8:reported:5"]
        assert await heard(store, [], NOW, chat=2) == ["s7:denied:6"]

    async def test_an_alert_comes_back_with_all_that_it_told(self, store):
        told = Heard(story="s7", status="reported", topic="kabul", lines=("Qalat falls",), events=frozenset({"taken Qalat"}),
                     killed=9, lang="en", foreign=True)  # fmt: skip
        await store.owe([alert("s7:reported:1", heard=told)], (), 0, None)
        [first] = await store.alerted(1, [], NOW)
        assert (first.heard, first.answers, first.instead) == (told, None, False)
        surer = replace(told, status="confirmed")
        anew = alert("s7:confirmed:1 anew 0", heard=surer, answers=first.id, instead=True)
        await store.owe([anew], (), 0, None)
        assert await store.alerted(1, ["s7"], NOW) == [first, replace(anew, id=first.id + 1)]

    async def test_an_alert_that_failed_was_not_heard_and_may_be_owed_again(self, store):
        for state, known in (("failed", []), ("sent", ["s7:confirmed:1"])):
            await analysed(store, deliveries=(alert("s7:confirmed:1"),))
            [owed] = await store.owed(1)
            assert await heard(store, ["s7"]) == ["s7:confirmed:1"]  # it is on its way
            assert await claim(store, "send") == [str(owed.id)]
            await store.settle(replace(owed, state=state), None)
            assert await heard(store, ["s7"]) == known
        await analysed(store, deliveries=(alert("s7:confirmed:1"),))
        assert await store.owed(1) == []

    async def test_messages_of_a_group_that_has_moved_have_other_ids(self, store):
        await store.owe([alert("s7:confirmed:1", chat=-5)], (), 0, None)
        [owed] = await store.owed(-5)
        await store.settle(replace(owed, state="sent", sent_as=12), None)
        await store.migrate_chat(-5, -1005)
        assert [(d.state, d.sent_as) for d in await store.alerted(-1005, ["s7"], NOW)] == [("sent", None)]

    async def test_a_message_that_was_sent_while_its_group_moved_has_no_id_there(self, store):
        await store.owe([alert("s7:confirmed:1", chat=-5)], (), 0, None)
        [owed] = await store.owed(-5)
        await store.migrate_chat(-5, -1005)
        await store.settle(replace(owed, state="sent", sent_as=12), None)
        assert [(d.state, d.sent_as) for d in await store.alerted(-1005, ["s7"], NOW)] == [("sent", None)]

    async def test_an_alert_that_waits_may_be_put_anew_and_one_that_was_sent_not(self, store):
        await store.owe([alert("s7:reported:1")], (), 0, None)
        [owed] = await store.owed(1)
        surer = replace(owed, message=Message(lines=()), heard=replace(owed.heard, status="confirmed"))
        await analysed(store, deliveries=(surer,))
        assert await store.owed(1) == [surer]
        assert await claim(store, "send") == [str(owed.id)]
        await store.settle(replace(surer, state="sent", sent_as=5), None)
        later = replace(owed, heard=replace(owed.heard, status="disputed"))
        await analysed(store, deliveries=(later,))  # it was sent meanwhile: then in its place
        sent, anew = await store.alerted(1, ["s7"], NOW)
        assert sent == replace(surer, state="sent", sent_as=5)
        assert (anew.answers, anew.instead, anew.state, anew.heard) == (sent.id, True, "owed", later.heard)

    async def test_an_alert_that_waits_may_be_taken_back_and_one_that_was_sent_not(self, store):
        for sent in (False, True):
            await analysed(store, deliveries=(alert(f"s{sent}:reported:1"),))
            [owed] = await store.owed(1)
            assert await claim(store, "send") == [str(owed.id)]
            if sent:
                await store.settle(replace(owed, state="sent", sent_as=5), None)
            await analysed(store, deliveries=(replace(owed, state="failed", problem="taken back"),))
            assert await store.owed(1) == []
            assert await claim(store, "send", NOW + HOUR) == []
            assert await heard(store, [f"s{sent}"]) == ([owed.occasion] if sent else [])
            problem = None if sent else "taken back"
            assert [d.problem for d in await store.deliveries([str(owed.id)])] == [problem]

    async def test_what_failed_in_a_pause_is_due_again_after_it_the_last_of_each(self, store):
        await store.owe([alert("s7:reported:1"), alert("s8:reported:1", due=NOW - HOUR)], (), 0, None)
        two, one = [replace(owed, state="sent", sent_as=5) for owed in await store.owed(1)]
        for sent in (one, two):
            await store.settle(sent, None)
        anew = [
            alert(f"s7:denied:1 anew {n}", answers=answers.id, instead=True)
            for n, answers in enumerate((one, one, two))
        ]
        await store.owe(anew, (), 0, None)
        first, second, old = await store.owed(1)
        for owed in (first, second, old):
            await store.settle(replace(owed, state="failed", problem=PAUSED), None)
        await store.retry_anew(2, NOW, NOW)
        assert await store.owed(1) == []
        due = NOW + HOUR
        await store.retry_anew(1, NOW, due)
        [owed] = await store.owed(1)
        assert (owed.id, owed.due, owed.problem) == (second.id, due, None)
        assert await claim(store, "send", due) == [str(owed.id)]
        await store.settle(replace(owed, state="failed", problem="not there"), None)
        await store.retry_anew(1, NOW, due)
        assert await store.owed(1) == []

    async def test_what_was_sent_is_known_as_it_was_sent(self, store):
        await store.owe([alert("s7:reported:1")], (), 0, None)
        [owed] = await store.owed(1)
        await analysed(store, deliveries=(replace(owed, heard=replace(owed.heard, status="confirmed")),))
        await store.settle(replace(owed, state="sent", sent_as=5), None)  # it was under way
        assert await store.alerted(1, ["s7"], NOW) == [replace(owed, state="sent", sent_as=5)]

    async def test_what_could_not_take_anothers_place_is_known_to_have_been_tried(self, store):
        await store.owe([alert("s7:reported:1"), alert("s7:confirmed:1 anew 0", answers=1, instead=True)], (), 0, None)
        for owed in await store.owed(1):
            await store.settle(replace(owed, state="failed"), None)
        assert await heard(store, ["s7"]) == ["s7:confirmed:1 anew 0"]

    async def test_what_waits_for_approval_is_decided_once(self, store):
        await store.owe([delivery(1, "a"), delivery(1, "b"), delivery(2, "c")], (), 0, None)
        one, two = await store.owed(1)
        assert await claim(store, "send")
        for owed in (one, two):
            assert await store.decide(owed.id, "owed", "held", None)
        assert [d.occasion for d in await store.unapproved(1)] == ["a", "b"]
        assert await store.unapproved(2) == []
        assert await claim(store, "send", NOW + HOUR) == ["3"]  # nothing that waits
        assert await store.decide(one.id, "held", "owed", NOW + HOUR)  # nobody could be asked
        assert (await store.owed(1)) == [one]
        assert await store.decide(one.id, "owed", "held", None)
        assert await store.decide(one.id, "held", "owed", NOW, approved=True)
        assert not await store.decide(one.id, "held", "dropped", None)
        assert await store.decide(two.id, "held", "dropped", None)
        assert await store.owed(1) == [replace(one, approved=True)]
        assert await claim(store, "send") == [str(one.id)]
        assert await store.deliveries([str(two.id)]) == [replace(two, state="dropped")]
        await store.owe([delivery(1, "b")], (), 0, None)  # decided is decided
        assert await store.owed(1) == [replace(one, approved=True)]

    async def test_the_last_that_was_posted_is_known_until_it_is_taken_back(self, store):
        owed = [delivery(1, f"{n}", due=NOW + n * HOUR) for n in range(4)]
        await store.owe([*owed, delivery(1, "anew", answers=1, instead=True, due=NOW + HOUR)], (), 0, None)
        for n, one in enumerate(await store.owed(1)):
            await store.settle(replace(one, state="failed" if one.occasion == "3" else "sent", sent_as=n), None)
        assert [d.occasion for d in await store.posted(1, NOW + HOUR, 9)] == ["2", "1"]
        assert [d.occasion for d in await store.posted(1, NOW, 2)] == ["2", "1"]
        [last, *_] = await store.posted(1, NOW, 9)
        gone = delivery(1, "gone", message=Message(lines=()), answers=last.id, instead=True)
        await store.owe([gone], (), 0, None)
        [owed] = [one for one in await store.owed(1) if one.recalls]
        await store.settle(replace(owed, state="sent", sent_as=9), None)
        assert [one.state for one in await store.deliveries([str(last.id)])] == ["recalled"]
        assert [d.occasion for d in await store.posted(1, NOW, 9)] == ["1", "0"]
        assert await store.posted(2, NOW, 9) == []

    async def test_who_has_done_what_is_kept_newest_first_and_moves_with_its_group(self, store):
        done = [Act(chat=-5, at=NOW + n * HOUR, by="Mara", what=f"/follow {n}") for n in range(3)]
        for act in done:
            await store.note(act)
        assert await store.acts(-5, 2) == [done[2], done[1]]
        await store.migrate_chat(-5, -1005)
        assert await store.acts(-5, 9) == []
        assert await store.acts(-1005, 1) == [replace(done[2], chat=-1005)]
        await store.prune(NOW + 2 * HOUR, 10)
        assert await store.acts(-1005, 9) == [replace(done[2], chat=-1005)]

    async def test_topics_and_stories_that_were_told_lately_are_known(self, store):
        heard_of = Heard(story="s7", status="reported", topic="kabul")
        quoted = replace(heard_of, story="s8", articles=("1", "2"))
        owed = [
            alert("s7:reported:1", heard=heard_of),
            alert("s7:reported:1", chat=2, heard=heard_of, due=NOW + HOUR),
            alert("s8:reported:1", heard=quoted, due=NOW - HOUR),
        ]
        late = {("kabul", "s7", ""): NOW + HOUR}
        await store.owe(owed, (), 0, None)
        assert await store.told_since(NOW) == late
        by_article = {("kabul", "s8", article): NOW - HOUR for article in quoted.articles}
        assert await store.told_since(NOW - HOUR) == {**late, **by_article}
        for one in await store.owed(1):
            await store.settle(replace(one, state="failed"), None)
        assert await store.told_since(NOW - HOUR) == late

    async def test_own_sources_follow_a_group_that_migrates(self, store):
        one, two = [await store.add_own_source(Source(url=f"{FEED}/{n}"), -5, NOW) for n in (1, 2)]
        await store.add_own_source(Source(url=f"{FEED}/2"), -1005, NOW)
        await store.migrate_chat(-5, -1005)
        assert await store.read_for(-1005) == [one, two]
        assert await store.read_for(-5) == []
        late = await store.add_own_source(Source(url=f"{FEED}/3"), -5, NOW)
        assert await store.source_chats(late.id) == [-1005]

    # --- entries ---

    async def test_a_poll_sets_state_entries_and_work(self, store):
        source = await store.add_source(Source(url=FEED, name="Harbour"), NOW)
        await claim(store, "poll")
        state = replace(source, etag="e2", interval=1200, polled=NOW, succeeded=NOW)
        entries = (intent(Entry(id="a", title="A"), digest="da"), intent(Entry(id="b", title="B"), digest="db"))
        await store.apply_polls([PollIntent(source=state, due=NOW + HOUR, entries=entries, at=NOW)])
        assert await store.source(source.id) == state
        assert await store.known_entries(source.id, ["b", "a", "c", "a\x00"]) == {"a": ("da", 1), "b": ("db", 1)}
        assert await store.known_entries(source.id + 1, ["a"]) == {}
        assert len(await claim(store, "analyse")) == 2
        assert await claim(store, "poll", NOW + HOUR - MINUTE) == []
        assert await claim(store, "poll", NOW + HOUR) == [str(source.id)]

    async def test_more_polls_than_a_statement_takes(self, store):
        for number in range(1_100):
            await store.add_source(Source(url=f"{FEED}/{number}"), NOW)
        keys = await claim(store, "poll", limit=1_050)
        assert [len(keys), len(await claim(store, "poll", limit=1_050))] == [1_050, 50]
        sources = [await store.source(int(key)) for key in keys]
        later = [
            PollIntent(
                source=replace(source, etag=f'"{source.id}"'),
                due=NOW + number * MINUTE if number else None,
                entries=(intent(Entry(id="1")), intent(Entry(id="2"))),
                at=NOW,
            )
            for number, source in enumerate(sources)
        ]
        await store.apply_polls(later)
        assert all([(await store.source(one.id)).etag == f'"{one.id}"' for one in sources])
        assert await claim(store, "poll", now=NOW + 2 * MINUTE, limit=9) == keys[1:3]
        assert len(await claim(store, "analyse", limit=9_999)) == 2_100

    async def test_a_revision_keeps_its_key_and_is_analysed_again(self, store):
        source = await polled(store, Entry(id="a", title="Old"))
        [key] = await claim(store, "analyse")
        await analysed(store, article(key))
        assert await claim(store, "analyse", NOW + HOUR) == []
        later = NOW + HOUR
        change = PollIntent(source=source, due=None, entries=(intent(Entry(id="a", title="New"), 2, "d2"),), at=later)
        await store.apply_polls([change])
        assert await store.known_entries(source.id, ["a"]) == {"a": ("d2", 2)}
        assert await claim(store, "analyse", later) == [key]
        assert (await store.items([key]))[0][0] == Item(id=key, title="New", published=NOW)
        await store.apply_polls([change])  # again: nothing changed
        assert await store.known_entries(source.id, ["a"]) == {"a": ("d2", 2)}
        assert (await store.counts())["entries"] == 1

    async def test_a_revision_that_comes_during_the_analysis_is_analysed_too(self, store):
        source = await polled(store, Entry(id="a", title="Old"))
        [key] = await claim(store, "analyse")
        await store.apply_polls(
            [PollIntent(source=source, due=None, entries=(intent(Entry(id="a", title="New"), 2),), at=NOW + MINUTE)]
        )
        await analysed(store, article(key))
        assert await claim(store, "analyse", NOW + MINUTE) == [key]

    async def test_items_are_entries_as_the_stages_read_them(self, store):
        full = Entry(
            id="a",
            title="T",
            text="X",
            html="<p>X</p>",
            link="https://harbour.example/a",
            published=NOW - HOUR,
            lang="fa",
            categories=("Weather", "urgency:Immediate", "severity:Severe"),
            lat=34.5,
            lon=69.25,
        )
        await polled(store, full, Entry(id="b", title="B", updated=NOW - MINUTE), name="Harbour", lang="en", family="h")
        await polled(store, Entry(id="a", text="other"), url=FEED + "2")
        a, b, c = await claim(store, "analyse")
        item = Item(
            id=a,
            title="T",
            text="X",
            published=NOW - HOUR,
            outlet="Harbour",
            link="https://harbour.example/a",
            lang="fa",
            severity="high",
            lat=34.5,
            lon=69.25,
        )
        assert await store.items([c, a, "12345", b]) == [
            (Item(id=c, text="other", published=NOW), None),
            (item, "h"),
            (Item(id=b, title="B", published=NOW - MINUTE, outlet="Harbour", lang="en"), "h"),
        ]

    @SMALL
    @given(entries=st.lists(ENTRIES, min_size=1, max_size=4, unique_by=lambda entry: entry.id))
    async def test_entries_with_any_text(self, store, entries):
        source = await polled(store, url=f"{FEED}/{await store.counts()}")
        await claim(store, "analyse")
        await store.apply_polls(
            [PollIntent(source=source, due=None, entries=tuple(intent(e, digest="d") for e in entries), at=NOW)]
        )
        keys = await claim(store, "analyse")
        assert await store.known_entries(source.id, ids(entries)) == {entry.id: ("d", 1) for entry in entries}
        for entry, (item, _) in zip(entries, await store.items(keys), strict=True):
            assert (item.title, item.text, item.link, item.lang) == (
                entry.title,
                entry.text,
                entry.link,
                entry.lang or None,
            )
            assert item.published == (entry.published or entry.updated or NOW)

    # --- articles and stories ---

    @SMALL
    @given(given_article=ARTICLES)
    async def test_articles_with_any_text(self, store, given_article):
        await analysed(store, given_article)
        at = given_article.published
        assert await store.articles(at, at) == [given_article]
        for term in given_article.terms:
            assert await store.articles(at, at, [term]) == [given_article]
        if given_article.story is not None:
            assert await store.story_articles([given_article.story], at) == [given_article]

    async def test_articles_of_a_time_oldest_first(self, store):
        await analysed(store, *(article(str(n), NOW - n * HOUR) for n in (3, 1, 2, 0)))
        assert ids(await store.articles(NOW - 2 * HOUR, NOW - HOUR)) == ["2", "1"]  # both ends belong
        assert ids(await store.articles(NOW - 3 * HOUR, NOW)) == ["3", "2", "1", "0"]
        assert await store.articles(NOW, NOW - HOUR) == []

    async def test_articles_by_terms(self, store):
        await analysed(
            store,
            article("1", NOW - HOUR, "kabul troops"),
            article("2", NOW, "kandahar"),
            article("3", NOW - MINUTE, "troops"),
            article("4", NOW, ""),
        )
        assert ids(await store.articles(NOW - HOUR, NOW, ["troops"])) == ["1", "3"]
        assert ids(await store.articles(NOW - HOUR, NOW, {"kandahar", "kabul", "troops"})) == ["1", "3", "2"]
        assert ids(await store.articles(NOW - MINUTE, NOW, iter(["kabul", "troops"]))) == ["3"]
        assert await store.articles(NOW - HOUR, NOW, ["troop"]) == []
        assert await store.articles(NOW - HOUR, NOW, []) == []

    async def test_many_terms_at_once(self, store):
        await analysed(store, article("1", terms=" ".join(f"t{n}" for n in range(3000))))
        assert ids(await store.articles(NOW, NOW, [f"t{n}" for n in range(40_000)])) == ["1"]

    async def test_a_revised_article_replaces_the_earlier(self, store):
        await analysed(store, article("1", NOW, "kabul", "s1"))
        revised = article("1", NOW + MINUTE, "kandahar", "s2", outlet="Harbour", seen=NOW, family="h")
        await analysed(store, revised)
        assert await store.articles(NOW - HOUR, NOW + HOUR) == [revised]
        assert await store.articles(NOW - HOUR, NOW + HOUR, ["kabul"]) == []
        assert await store.articles(NOW - HOUR, NOW + HOUR, ["kandahar"]) == [revised]
        assert await store.story_articles(["s1"], NOW + HOUR) == []
        assert (await store.counts())["articles"] == 1

    async def test_what_an_entry_was_understood_as_before(self, store):
        first, other = article("1", NOW, "kabul", "s1", seen=NOW), article("2", NOW, "kabul", "s1", seen=NOW)
        await analysed(store, first, other)
        assert await store.earlier(["3", "2"]) == [other]
        revised = replace(first, seen=NOW + MINUTE)
        await analysed(store, revised)
        assert await store.earlier(["1"]) == [revised]
        assert await store.earlier([]) == []

    async def test_an_article_without_a_time_stands_where_it_was_seen(self, store):
        timeless = replace(article("1", story="s"), published=None, seen=NOW)
        unseen = replace(article("2", story="s"), published=None)
        await analysed(store, timeless, unseen)
        assert await store.articles(NOW, NOW) == [timeless]
        assert ids(await store.story_articles(["s"], NOW)) == ["2", "1"]

    async def test_stories_and_their_articles(self, store):
        await analysed(
            store,
            article("1", NOW, story="s1"),
            article("2", NOW - HOUR, story="s1"),
            article("3", NOW - MINUTE, story="s2"),
            article("4", NOW, story=None),
            stories=(story("s1", size=2), story("s2")),
        )
        assert await store.stories(["s2", "nope", "s1"]) == [story("s2"), story("s1", size=2)]
        assert ids(await store.story_articles({"s1", "s2"}, NOW)) == ["2", "3", "1"]
        assert ids(await store.story_articles(iter(["s1"]), NOW - MINUTE)) == ["2"]

    async def test_articles_move_between_stories(self, store):
        await analysed(store, article("1", story="s1"), article("2", story="s2"), stories=(story("s1"), story("s2")))
        await analysed(
            store,
            article("3", story="s1"),
            stories=(story("s1", 2, 3), story("s2", 2, 0)),
            moved={"2": "s1"},
        )
        assert ids(await store.story_articles(["s1"], NOW)) == ["1", "2", "3"]
        assert await store.story_articles(["s2"], NOW) == []
        assert {a.story for a in await store.articles(NOW, NOW)} == {"s1"}
        assert {a.story for a in await store.recent_articles(NOW, 9)} == {"s1"}
        assert (await store.stories(["s2"]))[0].size == 0
        assert (await store.counts())["stories"] == 1

    async def test_recent_articles_are_the_newest_oldest_first(self, store):
        await analysed(store, *(article(str(n), NOW - n * HOUR) for n in range(6)))
        assert ids(await store.recent_articles(NOW - 4 * HOUR, 3)) == ["2", "1", "0"]
        assert ids(await store.recent_articles(NOW - HOUR, 100)) == ["1", "0"]

    # --- seen and owed ---

    async def test_a_picture_comes_back_as_it_was_owed(self, store):
        picture = Picture(bytes(range(256)) * 400, "map of کابل")
        owed = delivery(message=Message(lines=(), picture=picture))
        await store.owe((owed,), (), 1, None)
        (key,) = await claim(store, "send")
        (stored,) = await store.deliveries([key])
        assert stored.message.picture == picture

    async def test_an_analysis_owes_its_deliveries(self, store):
        await polled(store, Entry(id="a"))
        [key] = await claim(store, "analyse")
        owed = delivery(priority=0, due=NOW + MINUTE, expires=NOW + HOUR, thread=9)
        await analysed(store, article(key), deliveries=(owed,))
        assert await claim(store, "analyse", NOW + HOUR) == []
        [stored] = await store.owed(1)
        assert stored == replace(owed, id=stored.id)
        assert stored.id > 0
        assert await claim(store, "send") == []
        assert await claim(store, "send", NOW + MINUTE) == [str(stored.id)]
        assert await store.deliveries(["99", str(stored.id)]) == [stored]
        assert (await store.counts())["deliveries"] == 1

    async def test_an_analysis_is_written_whole_or_not_at_all(self, store):
        await polled(store, Entry(id="a"))
        [key] = await claim(store, "analyse")
        naive = delivery(due=datetime(2021, 8, 13))
        with pytest.raises(TypeError):
            await analysed(
                store, article(key, story="s"), stories=(story("s"),), deliveries=(delivery(occasion="good"), naive)
            )
        assert await store.articles(NOW, NOW) == []
        assert await store.stories(["s"]) == []
        assert await store.owed(1) == []
        assert await claim(store, "send") == []
        assert await claim(store, "analyse", NOW + LEASE) == [key]

    async def test_what_is_owed_to_busy_chats_is_not_claimed(self, store):
        await store.owe([replace(delivery(occasion=f"o{n}"), chat=n % 3) for n in range(600)], (), 1, None)
        got = await store.claim_deliveries(NOW, lease=LEASE, limit=999, busy={0, 2, 99})
        assert {owed.chat for owed in await store.deliveries(got)} == {1}
        assert len(got) == 200
        assert len(await store.claim_deliveries(NOW, lease=LEASE, limit=999)) == 400

    async def test_a_chat_waits_for_what_was_tried_in_vain(self, store):
        await store.owe([delivery(occasion="a"), delivery(occasion="b")], (), 1, None)
        first, _ = await store.owed(1)
        assert await store.waits(1, NOW) is None
        await store.settle(replace(first, attempts=1), NOW + HOUR)
        assert await store.waits(1, NOW) == NOW + HOUR
        assert await store.waits(1, NOW + HOUR) is None
        assert await store.waits(2, NOW) is None
        await store.settle(replace(first, state="failed"), None)
        assert await store.waits(1, NOW) is None

    async def test_what_is_owed_already_is_left_as_it_is(self, store):
        subscription = await subscribed(store)
        await claim(store, "brief")
        await store.owe([delivery(), delivery(part=1)], [], subscription.id, NOW + HOUR)
        first, second = await store.owed(1)
        await store.settle(replace(first, state="sent", attempts=1, sent_as=77), None)
        await store.owe([delivery(priority=0), delivery(occasion="other")], [], subscription.id, NOW + HOUR)
        await analysed(store, article("1"), deliveries=(delivery(part=1, priority=0),))
        assert [(d.occasion, d.part, d.priority) for d in await store.owed(1)] == [("o", 1, 1), ("other", 0, 1)]
        assert (await store.deliveries([str(first.id)]))[0].sent_as == 77
        assert str(first.id) not in await claim(store, "send", NOW + HOUR)
        assert second.id in ids(await store.owed(1))

    async def test_a_scheduled_briefing_is_one_commit(self, store):
        subscription = await subscribed(store)
        assert await claim(store, "brief") == [str(subscription.id)]
        told = Told(chat=1, topic="kabul", at=NOW)
        await store.owe([delivery(subscription=subscription.id)], [told], subscription.id, NOW + 24 * HOUR)
        assert await claim(store, "brief", NOW + 23 * HOUR) == []
        assert len(await claim(store, "send")) == 1
        assert await store.told(1, "kabul") == told
        assert await claim(store, "brief", NOW + 24 * HOUR) == [str(subscription.id)]
        await store.owe([], [], subscription.id, None)
        assert await claim(store, "brief", NOW + 1000 * HOUR) == []

    async def test_a_schedule_changed_during_the_briefing_stands(self, store):
        subscription = await subscribed(store)
        await claim(store, "brief")
        await subscribed(store, due=NOW + MINUTE)
        await store.owe([], [], subscription.id, NOW + 24 * HOUR)
        assert await claim(store, "brief", NOW + MINUTE) == [str(subscription.id)]

    async def test_a_subscription_removed_during_the_briefing_is_gone(self, store):
        subscription = await subscribed(store)
        await claim(store, "brief")
        await store.remove_subscription(1, "kabul")
        await store.owe([], [], subscription.id, NOW)
        assert await claim(store, "brief") == []

    async def test_sends_go_by_priority_then_time(self, store):
        owed = [
            delivery(1, "a", priority=2, due=NOW - HOUR),
            delivery(1, "b", priority=1, due=NOW),
            delivery(1, "c", priority=1, due=NOW - MINUTE),
            delivery(1, "d", priority=0, due=NOW),
            delivery(1, "e", priority=0, due=NOW + MINUTE),
            delivery(2, "f", priority=1, due=NOW),
        ]
        await store.owe(owed, [], 0, None)
        order = await store.deliveries(await claim(store, "send"))
        assert [d.occasion for d in order] == ["d", "c", "b", "f", "a"]
        assert [d.occasion for d in await store.owed(1)] == ["d", "e", "c", "b", "a"]

    async def test_a_delivery_is_tried_again_and_settled(self, store):
        await store.owe([delivery()], [], 0, None)
        [key] = await claim(store, "send")
        [owed] = await store.deliveries([key])
        tried = replace(owed, attempts=1, problem="429")
        await store.settle(tried, NOW + MINUTE)
        assert await claim(store, "send") == []
        assert await store.deliveries(await claim(store, "send", NOW + MINUTE)) == [tried]
        await store.settle(replace(tried, attempts=2, state="failed", problem="refused"), None)
        assert await claim(store, "send", NOW + 1000 * HOUR) == []
        assert await store.owed(1) == []
        assert (await store.deliveries([key]))[0] == replace(tried, attempts=2, state="failed", problem="refused")
        assert (await store.counts())["deliveries"] == 0

    @pytest.mark.parametrize("state", ["sent", "failed"])
    async def test_what_is_settled_stays_so(self, store, state):
        await analysed(store, deliveries=(delivery(),))
        [owed] = await store.owed(1)
        await store.settle(replace(owed, state=state), None)
        await store.settle(replace(owed, attempts=2), NOW)  # by who had read it before
        assert await store.owed(1) == []
        assert await claim(store, "send", NOW + HOUR) == []

    async def test_what_a_failed_briefing_was_to_tell_was_not_told(self, store):
        subscription = await subscribed(store)

        async def owe(hours: int) -> Delivery:
            due = NOW + hours * HOUR
            owed = delivery(subscription=subscription.id, occasion=str(hours), due=due)
            await store.owe([owed], [Told(chat=1, topic="kabul", at=due)], subscription.id, due + HOUR)
            return (await store.owed(1))[-1]

        async def settle(owed: Delivery, state: str) -> datetime | None:
            await store.settle(replace(owed, state=state), None)
            told = await store.told(1, "kabul")
            return told and told.at

        assert await settle(await owe(0), "failed") is None  # never told
        assert await settle(await owe(1), "sent") == NOW + HOUR
        second, third = await owe(2), await owe(3)
        assert await settle(second, "failed") == NOW + 3 * HOUR  # the third may yet be sent
        assert await settle(third, "failed") == NOW + HOUR
        fourth = await owe(4)
        await store.save_told(Told(chat=1, topic="kabul", at=NOW + 5 * HOUR))  # by /latest
        assert await settle(fourth, "failed") == NOW + 5 * HOUR
        alert = delivery(subscription=0)
        await analysed(store, deliveries=(alert,))
        assert await settle((await store.owed(1))[-1], "failed") == NOW + 5 * HOUR

    # --- chats ---

    async def test_a_chat_comes_back_as_it_was_saved(self, store):
        chat = Chat(
            id=-1001234567890,
            kind="channel",
            title="Lage 🇦🇫",
            timezone="Asia/Kabul",
            quiet=("22:00", "07:00"),
            schedule=Schedule(kind="weekly", at="09:15", weekday=6),
            paused=True,
        )
        await store.save_chat(chat)
        await store.save_chat(Chat(id=5, kind="private"))
        assert await store.chat(chat.id) == chat
        assert await store.chats() == [chat, Chat(id=5, kind="private")]
        await store.save_chat(replace(chat, paused=False))
        assert await store.chat(chat.id) == replace(chat, paused=False)
        assert await store.chat(6) is None

    async def test_subscriptions(self, store):
        first = await subscribed(store, 1, "kabul")
        second = await subscribed(store, 1, "a\x00' \u202e", due=None)
        third = await subscribed(store, 2, "kabul", NOW + HOUR)
        assert await store.subscriptions() == [first, second, third]
        assert await store.subscriptions(1) == [first, second]
        assert await store.subscriptions(3) == []
        assert await store.subscription(third.id) == third
        assert await store.subscription(99) is None
        assert await claim(store, "brief") == [str(first.id)]
        assert (await store.counts())["subscriptions"] == 3

    async def test_the_same_topic_again_replaces_the_schedule(self, store):
        first = await subscribed(store, due=NOW)
        hourly = Subscription(chat=1, topic="kabul", schedule=Schedule(kind="hourly"), created=NOW + HOUR)
        again = await store.save_subscription(hourly, NOW + HOUR)
        assert again == replace(hourly, id=first.id)
        assert await store.subscriptions() == [again]
        assert await claim(store, "brief") == []
        await store.save_subscription(hourly, None)
        assert await store.next_due() is None

    async def test_what_is_followed_in_a_thread_until_that_is_left(self, store):
        for chat, topic, thread in ((1, "kabul", 9), (1, "herat", 8), (1, "qalat", None), (2, "kabul", 9)):
            made = Subscription(chat=chat, topic=topic, schedule=Schedule(), created=NOW, thread=thread)
            await store.save_subscription(made, NOW)
        await store.save_subscription(replace(made, chat=1, topic="qalat"), NOW + HOUR)  # followed anew, elsewhere

        async def threads() -> list[int | None]:
            return [subscription.thread for subscription in await store.subscriptions()]

        assert await threads() == [9, 8, 9, 9]
        assert len(await claim(store, "brief")) == 3
        await store.leave_thread(1, 9)
        assert await threads() == [None, 8, None, 9]
        assert await claim(store, "brief") == []  # still held

    async def test_a_removed_subscription_is_never_due_and_its_id_never_used_again(self, store):
        first = await subscribed(store)
        assert await store.remove_subscription(1, "kabul")
        assert not await store.remove_subscription(1, "kabul")
        assert await store.subscription(first.id) is None
        assert await store.next_due() is None
        assert (await subscribed(store)).id != first.id

    async def test_topics_to_hear_of_at_once(self, store):
        assert await store.topics_at_once() == []
        assert await store.at_once(["kabul"]) == []
        saved = {}
        for chat, topic, kind in (
            (1, "kabul", "now"),
            (2, "kabul", "now"),
            (3, "kabul", "daily"),
            (1, "کابل or herat", "now"),
            (1, "ida", "weekly"),
        ):
            one = Subscription(chat=chat, topic=topic, schedule=Schedule(kind=kind), created=NOW)
            saved[chat, topic] = await store.save_subscription(one, None)
        assert sorted(await store.topics_at_once()) == ["kabul", "کابل or herat"]
        assert await store.at_once(["kabul", "kabul", "ida", "nothing"]) == [saved[1, "kabul"], saved[2, "kabul"]]
        assert await store.at_once(iter(["کابل or herat", "kabul"])) == [
            saved[1, "kabul"],
            saved[2, "kabul"],
            saved[1, "کابل or herat"],
        ]
        await store.save_subscription(
            Subscription(chat=1, topic="kabul", schedule=Schedule(kind="hourly"), created=NOW), None
        )
        assert await store.at_once(["kabul"]) == [saved[2, "kabul"]]
        await store.remove_subscription(2, "kabul")
        assert await store.topics_at_once() == ["کابل or herat"]

    async def test_long_topics_are_those_followed_and_those_told(self, store):
        assert await store.long_topics(40) == []
        for topic in ("x" * 40, "x" * 41, "کابل " * 5, "کابل"):
            await subscribed(store, topic=topic)
        await store.save_told(Told(chat=1, topic="x" * 41, at=NOW))
        await store.save_told(Told(chat=2, topic="y" * 41, at=NOW))
        assert sorted(await store.long_topics(40)) == ["x" * 41, "y" * 41, "کابل " * 5]
        await store.remove_subscription(1, "کابل " * 5)
        assert sorted(await store.long_topics(40)) == ["x" * 41, "y" * 41]

    async def test_what_was_told_is_replaced(self, store):
        assert await store.told(1, "kabul") is None
        for at in (NOW, NOW + HOUR, NOW - HOUR):
            await store.save_told(Told(chat=1, topic="kabul", at=at))
            assert await store.told(1, "kabul") == Told(chat=1, topic="kabul", at=at)
        assert await store.told(2, "kabul") is None
        assert await store.told(1, "kandahar") is None

    async def test_what_was_told_minutes_later_stands(self, store):
        for at in (NOW, NOW - MINUTE):
            await store.save_told(Told(chat=1, topic="kabul", at=at))
        await store.owe((), (Told(chat=1, topic="kabul", at=NOW - 2 * MINUTE),), 0, None)
        assert await store.told(1, "kabul") == Told(chat=1, topic="kabul", at=NOW)

    async def test_channels_are_linked_to_users(self, store):
        channel = Chat(id=-100, kind="channel")
        await store.save_chat(channel)
        await store.link(-100, 5)
        await store.link(-100, 5)
        await store.link(-200, 5)  # a channel that is not known
        assert await store.linked(5) == [channel]
        assert await store.linked(6) == []
        assert await store.unlink(-100, 6) is False
        assert await store.unlink(-100, 5) is True
        assert await store.unlink(-100, 5) is False
        assert await store.linked(5) == []
        assert await store.managers(-200) == [5]

    async def test_what_is_owed_for_a_topic_that_is_no_longer_followed_is_not_sent(self, store):
        kabul, herat = await subscribed(store, 1, "kabul"), await subscribed(store, 1, "herat")
        for subscription in (kabul, herat):
            heard = [Told(chat=1, topic=subscription.topic, at=NOW)]
            await store.owe([delivery(1, subscription=subscription.id)], heard, subscription.id, NOW + HOUR)
        await store.remove_subscription(1, "kabul")
        assert [owed.subscription for owed in await store.owed(1)] == [herat.id]
        assert [d.subscription for d in await store.deliveries(await claim(store, "send"))] == [herat.id]
        assert await store.told(1, "kabul") is None  # whoever follows it again hears of it
        assert await store.told(1, "herat")

    # --- a group becomes a supergroup ---

    async def test_a_migrated_chat_keeps_everything(self, store):
        group = Chat(id=-5, kind="group", title="Desk", timezone="Asia/Kabul", quiet=("22:00", "07:00"))
        await store.save_chat(group)
        subscription = await subscribed(store, -5)
        await store.save_told(Told(chat=-5, topic="kabul", at=NOW))
        await store.link(-5, 9)
        await store.owe([delivery(-5, subscription=subscription.id)], [], 0, None)
        for _ in range(2):
            await store.migrate_chat(-5, -1005)
            assert await store.chats() == [replace(group, id=-1005)]
            assert await store.subscriptions() == [replace(subscription, chat=-1005)]
            assert await store.told(-1005, "kabul") == Told(chat=-1005, topic="kabul", at=NOW)
            assert await store.told(-5, "kabul") is None
            assert ids(await store.linked(9)) == [-1005]
            assert await store.owed(-5) == []
            assert [d.chat for d in await store.owed(-1005)] == [-1005]
        assert await claim(store, "brief") == [str(subscription.id)]
        assert [d.chat for d in await store.deliveries(await claim(store, "send"))] == [-1005]

    async def test_what_comes_of_the_old_chat_between_two_words_of_its_migration_resets_nothing(self, store):
        group = Chat(id=-5, kind="group", title="Desk", timezone="Asia/Kabul", quiet=("22:00", "07:00"))
        await store.save_chat(group)
        await store.migrate_chat(-5, -1005)
        await store.save_chat(Chat(id=-5, kind="group", title="Desk"))  # a command that was written there before
        await store.migrate_chat(-5, -1005)
        assert await store.chats() == [replace(group, id=-1005)]

    async def test_two_chats_that_become_one_follow_each_topic_once(self, store):
        await store.save_chat(Chat(id=-5, kind="group", title="Old", timezone="Asia/Kabul"))
        await store.save_chat(Chat(id=-1005, kind="group", title="New"))
        old, only_old = await subscribed(store, -5, "kabul"), await subscribed(store, -5, "kandahar")
        new = await subscribed(store, -1005, "kabul", NOW + HOUR)
        await store.owe(
            [
                delivery(-5, "moves", subscription=old.id),
                delivery(-5, "twin", subscription=old.id),
                delivery(-1005, "twin", subscription=new.id),
            ],
            [Told(chat=-5, topic="kabul", at=NOW), Told(chat=-1005, topic="kabul", at=NOW - HOUR)],
            0,
            None,
        )
        for _ in range(2):
            await store.migrate_chat(-5, -1005)
            assert await store.chats() == [Chat(id=-1005, kind="group", title="New", timezone="Asia/Kabul")]
            assert await store.subscriptions() == [replace(only_old, chat=-1005), new]
            owed = await store.owed(-1005)
            assert [(d.occasion, d.subscription) for d in owed] == [("moves", new.id), ("twin", new.id)]
            assert (await store.told(-1005, "kabul")).at == NOW
        assert await claim(store, "brief") == [str(only_old.id)]
        assert len(await claim(store, "send")) == 2

    async def test_what_is_written_late_for_the_old_chat_goes_to_the_new(self, store):
        await store.migrate_chat(-5, -1005)
        await store.owe([delivery(-5)], [Told(chat=-5, topic="kabul", at=NOW)], 0, None)
        assert (await subscribed(store, -5)).chat == -1005
        assert [d.chat for d in await store.owed(-1005)] == [-1005]
        assert await store.told(-1005, "kabul") is not None

    async def test_a_delivery_settled_after_a_migration_stays_with_the_new_chat(self, store):
        await store.owe([delivery(-5)], [], 0, None)
        [owed] = await store.deliveries(await claim(store, "send"))
        await store.migrate_chat(-5, -1005)
        await store.settle(replace(owed, attempts=1), NOW + MINUTE)
        assert [(d.chat, d.attempts) for d in await store.owed(-1005)] == [(-1005, 1)]

    # --- retention ---

    async def test_what_is_old_is_forgotten_but_not_its_identity(self, store):
        source = await polled(
            store, Entry(id="old", title="Old"), Entry(id="revised", title="First"), at=NOW - 9 * HOUR
        )
        keys = await claim(store, "analyse")
        await analysed(
            store,
            article(keys[0], NOW - 9 * HOUR, story="s"),
            article(keys[1], NOW - 9 * HOUR, "herat", story="t"),
            stories=(replace(story("s"), last_seen=NOW - 9 * HOUR), replace(story("t"), last_seen=NOW - 9 * HOUR)),
        )
        again = PollIntent(source=source, due=NOW, entries=(intent(Entry(id="revised", title="New"), 2),), at=NOW)
        await store.apply_polls([again])
        while await store.prune(NOW - HOUR, 1):
            pass
        assert ids(await store.articles(NOW - 10 * HOUR, NOW)) == [keys[1]]
        assert await store.articles(NOW - 10 * HOUR, NOW, ["kabul"]) == []
        assert ids(await store.stories(["s", "t"])) == ["t"]
        known = await store.known_entries(source.id, ["old", "revised"])
        assert known == {"old": ("Old|", 1), "revised": ("New|", 2)}  # so that neither is new to the next poll
        back = PollIntent(source=source, due=NOW, entries=(intent(Entry(id="old", title="Corrected"), 2),), at=NOW)
        await store.apply_polls([back])
        assert sorted(await claim(store, "analyse")) == sorted(keys)
        assert [item.title for item, _ in await store.items(keys)] == ["Corrected", "New"]

    async def test_what_a_source_lists_for_long_stays_known(self, store):
        day, begun = 24 * HOUR, NOW - 200 * 24 * HOUR
        source = await polled(store, Entry(id="pinned", title="P"), Entry(id="gone", title="G"), at=begun)
        for n in range(12):
            entries = tuple(intent(Entry(id=f"{n}-{m}", title="T")) for m in range(100))
            at = begun + 10 * n * day
            await store.apply_polls([PollIntent(source=source, due=NOW, entries=entries, at=at)])
        keys = await claim(store, "analyse", limit=2_000)
        await analysed(store, *(article(key, begun) for key in keys))
        listed = PollIntent(source=source, due=NOW, at=NOW - 9 * day, listed=("pinned", "11-0"))
        await store.apply_polls([listed])
        while await store.prune(NOW, 500):
            pass
        known = await store.known_entries(source.id, ["pinned", "gone", "11-0"])
        assert known.keys() == {"pinned", "11-0"}

    async def test_what_awaits_something_is_never_forgotten(self, store):
        await polled(store, Entry(id="a", title="Not yet understood"), at=NOW - 9 * HOUR)
        await store.owe([delivery(occasion="owed", due=NOW - 9 * HOUR)], [], 0, None)
        assert await store.prune(NOW, 100) == 0
        [key] = await claim(store, "analyse")
        assert [item.title for item, _ in await store.items([key])] == ["Not yet understood"]
        assert len(await store.owed(1)) == 1

    async def test_deliveries_that_are_done_are_forgotten(self, store):
        await store.owe([delivery(occasion=name, due=NOW - 9 * HOUR) for name in ("a", "b")], [], 0, None)
        [first, second] = await store.owed(1)
        await store.settle(replace(first, state="sent"), None)
        assert await store.prune(NOW - HOUR, 100) == 1
        assert await store.deliveries([str(first.id), str(second.id)]) == [second]

    async def test_a_chat_hears_of_a_story_that_goes_on_once(self, store):
        await polled(store, Entry(id="a", title="A"), at=NOW)
        [key] = await claim(store, "analyse")
        alerts = tuple(alert(f"{id}:confirmed:1", due=NOW - 9 * HOUR) for id in ("s7", "s8"))
        await analysed(store, article(key, story="s7"), stories=(story("s7"),), deliveries=alerts)
        for owed in await store.owed(1):
            await store.settle(replace(owed, state="sent"), None)
        while await store.prune(NOW - HOUR, 100):
            pass
        assert await heard(store, ["s7", "s8"]) == ["s7:confirmed:1"]
        while await store.prune(NOW + HOUR, 100):
            pass
        assert await heard(store, ["s7"]) == []

    async def test_old_news_of_an_own_source_is_forgotten(self, store):
        await store.save_chat(Chat(id=1, kind="private"))
        own = await store.add_own_source(Source(url=FEED), 1, NOW)
        entries = (intent(Entry(id="old", title="Old")),)
        await store.apply_polls([PollIntent(source=own, due=NOW, entries=entries, at=NOW - 9 * HOUR)])
        [key] = await claim(store, "analyse")
        await analysed(store, replace(article(key, NOW - 9 * HOUR, story=None), own=own.id))
        span = (NOW - 10 * HOUR, NOW, None, 10)
        assert ids(await store.own_articles(1, *span)) == [key]
        assert await store.prune(NOW - HOUR, 100) == 1
        assert await store.own_articles(1, *span) == []
        assert [source.id for source in await store.read_for(1)] == [own.id]
        assert await store.known_entries(own.id, ["old"]) == {"old": ("Old|", 1)}

    async def test_a_removed_source_of_which_nothing_is_left_is_forgotten(self, store):
        source = await polled(store, *(Entry(id=f"e{n}", title="T") for n in range(5)), at=NOW - 9 * HOUR)
        kept = await polled(store, Entry(id="k", title="K"), url="https://kept.example/feed", at=NOW - 9 * HOUR)
        keys = await claim(store, "analyse")
        await analysed(store, *(article(key, NOW - 9 * HOUR) for key in keys[:-1]))
        polled_then = replace(source, polled=NOW - 2 * HOUR)
        await store.apply_polls([PollIntent(source=polled_then, due=NOW, at=NOW - 2 * HOUR)])
        await store.save_push(Push(source=source.id, hub="h", topic="t", token="k", secret="s"), NOW)
        await store.remove_source(FEED)
        names = [f"e{n}" for n in range(5)]

        async def left(before):
            while await store.prune(before, 2):
                pass
            return len(await store.known_entries(source.id, names))

        assert await left(NOW - 3 * HOUR) == 5  # removed not long ago: added again, it knows what it has seen
        assert await left(NOW - HOUR) == 5  # its hub is still to be told
        await store.drop_push(source.id)
        assert await left(NOW - HOUR) == 0
        again = await store.add_source(Source(url=FEED), NOW)
        assert again.id not in (source.id, kept.id)
        [waiting] = [item for item, _ in await store.items(keys)]  # what awaits its analysis has kept its source
        assert waiting.title == "K"

    async def test_a_removed_source_stays_while_its_texts_do(self, store):
        await polled(store, Entry(id="a", title="A"), at=NOW)
        await store.remove_source(FEED)
        assert await store.prune(NOW - HOUR, 100) == 0
        [key] = await claim(store, "analyse")
        assert list(await store.origins([key])) == [key]

    # --- many callers, and the end ---

    async def test_a_cancelled_call_leaves_all_or_nothing(self, store):
        source = await store.add_source(Source(url=FEED), NOW)
        for n in range(20):
            entries = tuple(intent(Entry(id=f"{n}-{m}")) for m in range(20))
            task = asyncio.create_task(store.apply_polls([PollIntent(source=source, due=NOW, entries=entries, at=NOW)]))
            for _ in range(n % 4):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            known = await store.known_entries(source.id, [entry.entry.id for entry in entries])
            counts = await store.counts()  # after whatever was still under way
            assert len(known) in (0, 20)
            assert counts["entries"] % 20 == 0
        await polled(store, Entry(id="after"))
        assert await store.known_entries(source.id, ["after"])

    async def test_many_callers_at_once(self, store):
        async def one(n: int) -> None:
            await subscribed(store, n, "kabul")
            await store.save_told(Told(chat=n, topic="kabul", at=NOW))
            assert len(await store.subscriptions(n)) == 1

        await asyncio.gather(*(one(n) for n in range(1, 101)))
        assert (await store.counts())["subscriptions"] == 100

    async def test_a_backup_is_a_whole_copy_while_running(self, store, tmp_path):
        await polled(store, Entry(id="a"))
        await store.backup(tmp_path / "copy.db")
        await store.backup(tmp_path / "copy.db")  # over an older one
        assert (tmp_path / "copy.db").stat().st_size > 0

    async def test_closing_twice_is_no_error(self, store):
        await store.close()
        await store.close()
