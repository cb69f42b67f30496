import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

import bot.app
import bot.model
from bot import catalog
from bot.config import Config, PollingConfig, SourceConfig, StorageConfig
from bot.errors import UserError
from bot.pipeline import LEASE
from bot.understand import gazetteer
from handlers import cli

ROOT = Path(__file__).parent.parent
BBC = "https://feeds.bbci.co.uk/news/world/rss.xml"
ALL = catalog.load()

# --- the catalog ---


def test_it_is_large_and_balanced():
    assert len(ALL) >= 150
    regions = Counter(source.region for source in ALL)
    assert set(regions) == set(catalog.REGIONS)
    assert min(regions.values()) >= 8, regions
    subjects = Counter(source.subject for source in ALL)
    assert set(subjects) == set(catalog.SUBJECTS)
    assert min(subjects["humanitarian"], subjects["alerts"], subjects["wire"]) >= 10, subjects
    assert len({source.lang for source in ALL}) >= 12
    assert len({source.family for source in ALL}) >= 100
    most, count = Counter(source.family for source in ALL).most_common(1)[0]
    assert count <= len(ALL) / 10, f"{most} has {count} of {len(ALL)}"


@pytest.mark.parametrize("part", ["url", "name"])
def test_nothing_stands_twice(part):
    twice = [value for value, count in Counter(getattr(source, part) for source in ALL).items() if count > 1]
    assert twice == []


def test_addresses_differ_in_more_than_form():
    def bare(url):
        parts = urlsplit(url)
        return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query

    assert [url for url, count in Counter(bare(source.url) for source in ALL).items() if count > 1] == []


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.url)
def test_each_source_is_whole(source):
    parts = urlsplit(source.url)
    assert parts.scheme == "https"
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc), "a public name, no port, no user"
    assert not parts.netloc.endswith("google.com"), "an aggregator"
    assert source.name == " ".join(source.name.split()) != ""
    assert re.fullmatch(r"[a-z]{2}", source.lang)
    assert source.region in catalog.REGIONS
    assert source.subject in catalog.SUBJECTS
    assert source.kind in ("", "rss", "atom", "rdf", "json")
    assert source.family in catalog.houses()


@pytest.mark.parametrize(
    "needed",
    ["reliefweb.int", "news.un.org", "www.icrc.org", "www.msf.org", "www.gdacs.org", "earthquake.usgs.gov", "api.weather.gov"],
)  # fmt: skip
def test_aid_and_alerts_are_in_it(needed):
    assert any(urlsplit(source.url).netloc == needed for source in ALL)


# --- choosing ---


@pytest.mark.parametrize(
    ("selectors", "holds"),
    [
        ((), lambda s: False),
        (("all",), lambda s: True),
        (("world",), lambda s: s.region == "world"),
        (("south-asia",), lambda s: s.region == "south-asia"),
        (("humanitarian",), lambda s: s.subject == "humanitarian"),
        (("lang:fa",), lambda s: s.lang == "fa"),
        ((" LANG: fa ", "Oceania"), lambda s: s.lang == "fa" or s.region == "oceania"),
        (("alerts", "lang:ja", "alerts"), lambda s: s.subject == "alerts" or s.lang == "ja"),
        (("all", "wire"), lambda s: True),
    ],
)
def test_selectors_add_up(selectors, holds):
    assert catalog.chosen(selectors) == tuple(source for source in ALL if holds(source))


@pytest.mark.parametrize("wrong", ["", "mars", "lang:", "lang:tlh", "lang:english", "fa", "south asia"])
def test_an_unknown_selector_is_told_what_is_known(wrong):
    with pytest.raises(UserError) as error:
        catalog.chosen(["world", wrong])
    said = str(error.value)
    assert f"“{wrong}”" in said
    assert all(word in said for word in ("all", *catalog.REGIONS, *catalog.SUBJECTS, "fa", "uk"))
    assert "\n" not in said


def test_regions_and_subjects_share_no_word():
    assert not set(catalog.REGIONS) & set(catalog.SUBJECTS)


# --- families ---


@pytest.mark.parametrize(
    ("url", "name", "house"),
    [
        ("https://feeds.bbci.co.uk/news/rss.xml", "", "BBC"),
        ("https://www.bbc.co.uk/", None, "BBC"),
        ("https://bbc.co.uk", None, "BBC"),
        ("HTTPS://WWW.BBC.CO.UK./news", None, "BBC"),
        ("https://www.bbc.com:8443/news", None, "BBC"),
        ("https://notbbc.co.uk/rss", None, None),
        ("https://bbc.co.uk.example/rss", None, None),
        ("https://bbc-co.uk/rss", None, None),
        ("https://co.uk/", None, None),
        ("https://bbc.co.uk@news.example/rss", None, None),
        ("https://news.example/bbc.co.uk", None, None),
        ("https://news.example/?u=bbc.co.uk", None, None),
        ("https://www.theguardian.com/world/rss", "The Guardian", "Guardian Media Group"),
        ("https://guardian.ng/feed/", "The Guardian", "Guardian Newspapers (Nigeria)"),  # the address goes first
        ("https://www.wsj.com/rss", None, "News Corp"),
        ("https://www.foxnews.com/rss", None, "Fox Corporation"),
        ("https://www.mirror.co.uk/rss", None, "Reach"),
        ("https://www.irishmirror.ie/rss", None, "Reach"),
        ("https://rss.politico.com/x.xml", None, "Axel Springer"),
        ("https://www.blick.ch/rss", None, "Ringier"),
        ("https://edition.cnn.com/rss", None, "Warner Bros. Discovery"),
        ("https://feeds.nbcnews.com/x", None, "Comcast"),
        ("https://komonews.com/feed", None, "Sinclair"),
        ("https://timesofindia.indiatimes.com/x.cms", None, "Times Group"),
        ("https://english.kyodonews.net/rss/all.xml", None, "Kyodo"),
        ("https://feeds.feedburner.com/ndtvnews-top-stories", "NDTV", "NDTV"),
        ("https://feeds.feedburner.com/ndtvnews-top-stories", None, None),
        ("https://mirror.example/rss", "BBC News", "BBC"),
        ("https://mirror.example/rss", "  bbc   NEWS ", "BBC"),
        ("https://mirror.example/rss", "Not BBC News", None),
        ("https://mirror.example/rss", "Science", None),  # a word that others use too
        (None, "Reuters", "Reuters"),
        (None, "خبرگزاری مهر", "Mehr"),
        ("https://mirror.example/rss", "BBC Sport", "BBC"),  # initials that no table has with this word
        ("https://mirror.example/rss", "BBCX Sport", None),
        ("https://mirror.example/rss", "AP Dhillon Fans", None),  # too short to be one house's alone
        ("https://mirror.example/rss", "Mehr Licht", None),
        (None, None, None),
        ("", "", None),
        ("no address", "", None),
        ("https://[broken/rss", "AP", "AP"),
    ],
)
def test_family(url, name, house):
    assert catalog.family(url, name) == house


def test_every_house_says_where_to_check_it():
    for house, about in catalog.houses().items():
        assert about.domains, house
        assert about.source.strip(), house
        assert "http" not in about.source, house
        for domain in about.domains:
            assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain), (house, domain)


@pytest.mark.parametrize("part", ["domains", "names"])
def test_nothing_belongs_to_two_houses(part):
    values = Counter(value.casefold() for about in catalog.houses().values() for value in getattr(about, part))
    assert [value for value, count in values.items() if count > 1] == []


def agencies():
    for line in (ROOT / "bot/data/agencies.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, home = line.split("\t")
            yield name, home


@pytest.mark.parametrize(("name", "home"), list(agencies()))
def test_an_agency_is_called_what_its_copies_call_it(name, home):
    assert catalog.family(home, None) == name
    assert catalog.family(None, name) == name


@pytest.mark.parametrize(("url", "name", "country"), [
    ("https://www.bbc.com/news/1", "Beeb", "GB"), (None, "BBC Sport", "GB"), ("https://paper.example.co.uk/1", "Paper", "GB"),
    ("https://www.irishmirror.ie/1", None, "IE"), (None, "heraldpost.com.au", "AU"),
    ("https://copy.example/1", "heraldpost.com.au", "AU"),
    ("https://edition.cnn.com/1", "CNN", ""), ("https://video.example.tv/1", "Video", ""), ("https://[broken", "A. B.", ""),
    ("https://192.0.2.10/1", None, ""), (None, None, ""),
])  # fmt: skip
def test_where_an_outlet_is_at_home(url, name, country):
    assert catalog.home(url, name) == country


def test_homes_are_countries():
    assert {house.home for house in catalog.houses().values()} <= {"", *gazetteer.table().country_places}


# --- the bot reads what is chosen ---


class NoFetcher:
    async def close(self):
        pass


def config(*selectors, sources=()):
    return Config(
        storage=StorageConfig(path=":memory:"), polling=PollingConfig(catalog=tuple(selectors)), sources=tuple(sources)
    )


async def sync(app, given):
    app.config = given
    await app.sync_sources()
    return {source.url: source for source in await app.store.sources()}


def urls(*selectors):
    return {source.url for source in catalog.chosen(selectors)}


async def test_what_is_chosen_is_read_and_never_trusted():
    async with bot.app.build(config("oceania", "lang:fa"), fetcher=NoFetcher(), inline=True) as app:
        stored = await app.store.sources()
        assert {source.url for source in stored} == urls("oceania", "lang:fa")
        assert not any(source.trusted for source in stored)
        by_url = {source.url: source for source in ALL}
        for source in stored:
            listed = by_url[source.url]
            assert (source.name, source.lang, source.kind) == (listed.name, listed.lang, listed.kind)
            assert source.family == listed.family
            assert source.catalog == source.url
            assert not source.own
        due = await app.store.claim("poll", app.clock.now(), lease=LEASE, limit=1000)
        assert len(due) == len(stored)


async def test_nothing_is_read_unless_it_is_chosen():
    async with bot.app.build(config(), fetcher=NoFetcher(), inline=True) as app:
        assert await app.store.sources() == []


async def test_what_is_no_longer_chosen_goes_and_the_rest_keeps_its_state():
    async with bot.app.build(config("oceania", "lang:fa"), fetcher=NoFetcher(), inline=True) as app:
        before = await sync(app, config("oceania", "lang:fa"))
        after = await sync(app, config("oceania", "lang:ps"))
        assert set(after) == urls("oceania", "lang:ps")
        assert all(after[url] == before[url] for url in urls("oceania"))
        assert await sync(app, config()) == {}
        assert set(await sync(app, config("oceania"))) == urls("oceania")


@pytest.mark.parametrize("first", ["by hand", "chosen"])
async def test_what_was_added_by_hand_stays(first):
    async with bot.app.build(config(), fetcher=NoFetcher(), inline=True) as app:
        if first == "chosen":
            await sync(app, config("world"))
        await app.add_source(BBC, "My BBC")
        await app.add_source("https://harbour.example/rss")
        await sync(app, config("world"))
        stored = await sync(app, config())
        assert set(stored) == {BBC, "https://harbour.example/rss"}
        assert stored[BBC].name == "My BBC"
        assert stored[BBC].family == "BBC"


async def test_what_the_config_names_goes_before_the_catalog():
    named = SourceConfig(url=BBC, name="Beeb", family="Auntie")
    async with bot.app.build(config("world", sources=[named]), fetcher=NoFetcher(), inline=True) as app:
        for given in (config("world", sources=[named]), config(sources=[named]), config("world", sources=[named])):
            stored = await sync(app, given)
            assert (stored[BBC].name, stored[BBC].family, stored[BBC].trusted) == ("Beeb", "Auntie", True)
        stored = await sync(app, config("world"))
        assert (stored[BBC].name, stored[BBC].family, stored[BBC].trusted) == ("BBC News World", "BBC", False)
        assert set(await sync(app, config())) == set()


async def test_a_source_that_moved_is_still_the_catalogs():
    async with bot.app.build(config("oceania"), fetcher=NoFetcher(), inline=True) as app:
        (old, *_) = await app.store.sources()
        moved = bot.app.replace(old, url="https://moved.example/rss", name="Old name")
        await app.store.apply_polls([bot.model.PollIntent(source=moved, due=None, at=app.clock.now())])
        stored = await sync(app, config("oceania"))
        assert set(stored) == urls("oceania") - {old.url} | {moved.url}
        assert stored[moved.url] == bot.app.replace(moved, name=old.name)
        assert await sync(app, config()) == {}


OLD, NEW = "https://harbour.example/", "https://harbour.example/rss"


async def move(app, url=NEW):
    [source] = await app.store.sources()
    await app.store.apply_polls(
        [bot.model.PollIntent(source=bot.app.replace(source, url=url), due=None, at=app.clock.now())]
    )
    return source.id


@pytest.mark.parametrize(
    "configs",
    [
        [[OLD], [OLD]],
        [[NEW], [NEW]],
        [[OLD, NEW], [OLD, NEW], [OLD], [OLD]],
        [[NEW, OLD], [NEW, OLD], [NEW], [NEW]],
        [[OLD], [NEW], [NEW]],
    ],
)
async def test_a_source_that_moved_is_still_the_configs(configs):
    async with bot.app.build(config(sources=[SourceConfig(url=OLD)]), fetcher=NoFetcher(), inline=True) as app:
        id = await move(app)
        for named in configs:
            stored = await sync(app, config(sources=[SourceConfig(url=url) for url in named]))
            assert [(source.id, source.url, source.trusted) for source in stored.values()] == [(id, NEW, True)]
        assert await sync(app, config()) == {}


async def test_a_source_that_moved_twice_takes_over_what_the_config_says():
    async with bot.app.build(config(sources=[SourceConfig(url=OLD)]), fetcher=NoFetcher(), inline=True) as app:
        id = await move(app, NEW + "/1")
        await sync(app, config(sources=[SourceConfig(url=OLD)]))
        await move(app)
        stored = await sync(app, config(sources=[SourceConfig(url=OLD, name="Harbour")]))
        assert [(source.id, source.url, source.name) for source in stored.values()] == [(id, NEW, "Harbour")]


async def test_two_addresses_of_the_config_that_move_to_one_are_two_sources_as_before():
    given = config(sources=[SourceConfig(url=OLD), SourceConfig(url=OLD + "b")])
    async with bot.app.build(given, fetcher=NoFetcher(), inline=True) as app:
        for source in await app.store.sources():
            moved = bot.app.replace(source, url=NEW)
            await app.store.apply_polls([bot.model.PollIntent(source=moved, due=None, at=app.clock.now())])
        before = await app.store.sources()
        assert [source.url for source in before] == [NEW, OLD + "b"]
        assert list((await sync(app, given)).values()) == before


async def test_what_the_config_and_the_catalog_mean_is_one_source_however_it_moved():
    given = config("world", sources=[SourceConfig(url=BBC, name="Beeb")])
    async with bot.app.build(config("world"), fetcher=NoFetcher(), inline=True) as app:
        [source] = [source for source in await app.store.sources() if source.url == BBC]
        moved = bot.app.replace(source, url=NEW)
        await app.store.apply_polls([bot.model.PollIntent(source=moved, due=None, at=app.clock.now())])
        for _ in range(2):
            stored = await sync(app, given)
            assert BBC not in stored
            assert (stored[NEW].id, stored[NEW].name, stored[NEW].trusted) == (source.id, "Beeb", True)


async def test_a_source_that_moved_is_removed_where_it_is_named_or_chosen():
    async with bot.app.build(config(sources=[SourceConfig(url=OLD)]), fetcher=NoFetcher(), inline=True) as app:
        await move(app)
        with pytest.raises(UserError, match=f"the config names it, as {OLD};"):
            await app.remove_source(NEW)
    async with bot.app.build(config("world"), fetcher=NoFetcher(), inline=True) as app:
        [source] = [source for source in await app.store.sources() if source.url == BBC]
        moved = bot.app.replace(source, url=NEW)
        await app.store.apply_polls([bot.model.PollIntent(source=moved, due=None, at=app.clock.now())])
        with pytest.raises(UserError, match=r"polling\.catalog"):
            await app.remove_source(NEW)


async def test_a_chosen_source_is_removed_where_it_is_chosen():
    async with bot.app.build(config("world"), fetcher=NoFetcher(), inline=True) as app:
        with pytest.raises(UserError, match=r"polling\.catalog"):
            await app.remove_source(BBC)
        await sync(app, config())
        await app.add_source(BBC)
        await app.remove_source(BBC)
        assert await app.store.sources() == []


async def test_families_are_looked_up_where_the_config_gives_none():
    given = [
        SourceConfig(url="https://www.mirror.co.uk/rss"),
        SourceConfig(url="https://harbour.example/rss", name="Harbour"),
        SourceConfig(url="https://copy.example/rss", name="BBC News"),
    ]
    async with bot.app.build(config(sources=given), fetcher=NoFetcher(), inline=True) as app:
        assert [source.family for source in await app.store.sources()] == ["Reach", None, "BBC"]


# --- the command ---


@pytest.mark.parametrize("selectors", [[], ["all"], ["south-asia"], ["alerts", "lang:fa"]])
def test_the_command_prints_what_would_be_read(selectors):
    result = CliRunner().invoke(cli.sitrep, ["sources", "catalog", *selectors])
    assert result.exit_code == 0
    assert [tuple(line.split("\t")) for line in result.output.splitlines()] == [
        (s.url, s.name, s.lang, s.region, s.subject) for s in catalog.chosen(selectors or ["all"])
    ]


def test_the_command_names_what_is_unknown():
    with pytest.raises(UserError, match="mars"):
        CliRunner().invoke(cli.sitrep, ["sources", "catalog", "mars"], standalone_mode=False, catch_exceptions=False)


@pytest.mark.parametrize("word", [*catalog.REGIONS, *catalog.SUBJECTS, "all"])
def test_the_page_names_each_selector(word):
    assert f"`{word}`" in (ROOT / "docs/catalog.md").read_text(encoding="utf-8")
