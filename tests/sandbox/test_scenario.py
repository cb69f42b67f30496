"""The shipped scenario has what the demo is to show, and keeps to what it says of itself."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from bot.config import SourceConfig
from bot.understand.language import detect
from handlers.sandbox import feeds, scenario

STORY = scenario.load()
OUTLETS = {outlet.key: outlet for outlet in STORY.outlets}
AFGHAN = re.compile(
    r"Afghan|Kabul|Taliban|Kandahar|Herat|Emirate|Ghazni|Mazar|Jalalabad|Lashkar|Tarin|Islamic|Firuzkoh|Bundeswehr|"
    r"American capitals|A400M|C-17|embassy|Ghani|افغان|طالبان|کابل|غزنی|هرات|غنی|بلخ|مزار|ننگرهار",
    re.IGNORECASE,
)


def versions() -> list[tuple[scenario.ScenarioItem, datetime, str, str]]:
    """Every form in which every item is shown, by time."""
    firsts = [(item, item.at, item.title, item.text) for item in STORY.items]
    later = [(item, *version) for item in STORY.items for version in item.revisions]
    return sorted(firsts + later, key=lambda version: version[1])


def agency_text(text: str) -> str:
    """An agency's text without its dateline and credit."""
    return re.sub(r"^[^a-z]{0,60}.{0,40}?\(Meridian Wire\) - | \(Meridian Wire\)$", "", text)


def test_there_are_enough_outlets_and_items() -> None:
    assert len(STORY.outlets) >= 9
    assert len(STORY.items) >= 180
    counts = [sum(item.outlet == key for item in STORY.items) for key in OUTLETS]
    assert min(counts) >= 5
    assert max(counts) <= feeds.LAST, "a feed must hold all of an outlet's items: a demo may start late"


def test_every_outlet_says_that_it_is_invented() -> None:
    for outlet in STORY.outlets:
        assert "an invented outlet for the sitrep demo" in outlet.description


def test_all_kinds_of_feeds_are_served() -> None:
    assert {outlet.kind for outlet in STORY.outlets} == {"rss", "atom", "rdf", "json"}
    families = [outlet.family for outlet in STORY.outlets if outlet.family]
    assert len(families) > len(set(families)), "one house has two outlets"


def test_items_are_well_formed() -> None:
    assert len({item.id for item in STORY.items}) == len(STORY.items)
    for item in STORY.items:
        assert item.outlet in OUTLETS
        assert re.fullmatch(r"[a-z-]+-\d{6}", item.id)
        assert item.link == f"/news/{item.outlet}/{item.id}"
    for _, _, title, text in versions():
        assert 10 <= len(title) <= 120
        assert len(text) <= 900
        assert title == title.strip()
        assert text == text.strip()
        assert "  " not in text


def test_times_are_in_the_days_told_and_look_real() -> None:
    assert [item.at for item in STORY.items] == sorted(item.at for item in STORY.items)
    for item, at, _, _ in versions():
        assert scenario.START <= at < scenario.END
        assert at.tzinfo is not None
        assert at.utcoffset() == timedelta(0)
        assert at.minute != 0
        assert at >= item.at
    for item in STORY.items:
        stamps = [item.at, *(version[0] for version in item.revisions)]
        assert stamps == sorted(set(stamps))
    for day in range(12, 17):
        assert sum(item.at.day == day for item in STORY.items) >= 30


def test_datelines_and_weekdays_fit_the_times() -> None:
    """An agency names the day it writes on; in the night after an event it may name the day before."""
    names = ["Thursday", "Friday", "Saturday", "Sunday", "Monday"]
    for item in STORY.items:
        if item.outlet == "meridian":
            assert f"Aug {item.at.day} (Meridian Wire) - " in item.text, item.id
            told = re.findall(r"\bon (\w+day)\b", item.text)
            assert not told or told[0] in names[max(0, item.at.day - 13) : item.at.day - 11], item.id


def test_a_fifth_is_other_world_news() -> None:
    other = [item for item in STORY.items if not AFGHAN.search(f"{item.title} {item.text} {item.categories}")]
    assert 0.15 <= len(other) / len(STORY.items) <= 0.3
    for word in ("Haiti", "Zambia", "Algeria", "Greece", "Covid", "Grace", "Football", "Oil"):
        assert any(word in f"{item.title} {item.categories}" for item in other), word


def test_agency_texts_are_printed_by_others() -> None:
    printed: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for item in STORY.items:
        if "(Meridian Wire)" in item.text:
            printed[agency_text(item.text)[:100]][item.outlet] = item.title
    groups = [outlets for outlets in printed.values() if len(outlets) >= 2]
    assert len(groups) >= 6
    assert sum(len(outlets) >= 3 for outlets in groups) >= 4
    for outlets in groups:
        assert "meridian" in outlets
        assert len(set(outlets.values())) == len(outlets), "each prints it under a title of its own"
    for item in STORY.items:
        if "(Meridian Wire)" in item.text and item.outlet != "meridian":
            assert len(printed[agency_text(item.text)[:100]]) >= 2, (
                f"{item.id} credits a text that the agency never sent"
            )


def test_a_copy_comes_after_its_original() -> None:
    first: dict[str, str] = {}
    for item in STORY.items:
        if "(Meridian Wire)" in item.text:
            assert first.setdefault(agency_text(item.text)[:100], item.outlet) == "meridian", item.id


@pytest.mark.parametrize(
    ("about", "values"),
    [
        ("Haiti", ["29 dead", "227 dead", "304 people", "724 people", "1,297", "1,419 people"]),
        ("Kabul", ["about 3,000 troops", "about 5,000", "makes 4,000", "about 6,000"]),
        ("UK|Brit(?:ain|ish)", ["about 600 troops", "900 in all"]),
        ("Black Sea", ["11 people", "to 27", "at 44", "58 people", "70 lives"]),
        ("Kabul airport", ["five people were killed", "Three people", "left seven people dead"]),
        ("C-17", ["some 800 people", "about 640 people"]),
        ("displaced|fled|forced", ["250,000 Afghans", "241,000", "550,000 people"]),
        ("Hichilema", ["2,810,777 votes", "2,810,757 votes"]),
        ("Pul-e-Alam|Kabul", ["about 70 km", "60 km", "11 km"]),
        ("Taliban", ["tenth provincial", "eleventh provincial", "twelfth provincial", "arrive at 17", "21 or 22"]),
        ("Akkar", ["least 20 people", "to 28"]),
        ("Algeria", ["at 69", "to 71"]),
        ("New South Wales|Tokyo|Brent", ["345 local", "$71.31", "5,773", "$70.59", "$69.51"]),
    ],
)
def test_figures_grow_and_disagree(about: str, values: list[str]) -> None:
    said = [(at, f"{title}. {text}") for _, at, title, text in versions() if re.search(about, f"{title}. {text}")]
    first = [min((at for at, words in said if value in words), default=None) for value in values]
    assert None not in first
    assert first == sorted(first, key=str)


@pytest.mark.parametrize(
    ("claim", "answer", "outcome"),
    [
        ("emirate-120452", "paghman-120507", "paghman-120811"),  # Ghazni: claimed, denied, confirmed
        ("emirate-121321", "paghman-121244", "meridian-121627"),  # Herat
        ("emirate-122058", "arghandab-122116", "meridian-130351"),  # Kandahar
        ("emirate-131204", "paghman-131122", "paghman-131316"),  # Pul-e-Alam
        ("emirate-140538", "paghman-140643", "meridian-141746"),  # Mazar-i-Sharif
        ("potomac-122043", "potomac-122043", "potomac-151937"),  # the embassy leaves: denied, then done
        ("northgate-150657", "emirate-150734", "meridian-151646"),  # Kabul entered
        ("meridian-151324", "meridian-151324", "meridian-151418"),  # Ghani has left
        ("meridian-160912", "meridian-161142", "northgate-161752"),  # the plane over Uzbekistan
        ("northgate-161633", "potomac-162124", "potomac-162124"),  # 800 aboard: 640
    ],
)
def test_claims_are_answered_and_settled(claim: str, answer: str, outcome: str) -> None:
    items = {item.id: item for item in STORY.items}
    answered = f"{items[answer].title} {items[answer].text}"
    assert re.search(r"den(?:y|ied|ies)|repelled|contradict|could not say|still holds|forces held|not 800", answered)
    assert max(items[claim].at, items[answer].at) <= items[outcome].at
    assert items[claim].at < items[outcome].at or claim == answer == outcome


def test_two_items_are_corrected_later() -> None:
    corrected = [
        (item, version)
        for item in STORY.items
        for version in item.revisions
        if version[2].startswith("Correction:") and version[1:] != (item.title, item.text)
    ]
    assert len(corrected) >= 2
    for item, version in corrected:
        assert "Correction" not in item.text
        assert version[0] > item.at
    assert any(item.revisions and "Correction" not in item.revisions[-1][2] for item in STORY.items), "a plain update"


@pytest.mark.parametrize(("lang", "script"), [("fa", r"[\u0600-\u06ff]"), ("de", r"[äöüßÄÖÜ]|\b(?:die|der|und)\b")])
def test_items_in_other_languages(lang: str, script: str) -> None:
    items = [item for item in STORY.items if item.lang == lang]
    assert len(items) >= 10
    for item in items:
        assert re.search(script, f"{item.title} {item.text}")
        if item.text:
            assert detect(f"{item.title} {item.text}") == lang


def test_one_source_falls_silent_on_the_evening_of_the_13th() -> None:
    dead = [outlet for outlet in STORY.outlets if outlet.dies]
    assert dead
    for outlet in dead:
        assert outlet.dies
        assert scenario.DEFAULT_NOW < outlet.dies < datetime(2021, 8, 14, tzinfo=UTC)
        spoken = [item.at for item in STORY.items if item.outlet == outlet.key]
        assert len(spoken) >= 5
        assert max(spoken) < outlet.dies


def test_one_side_s_claims_are_marked_as_such() -> None:
    claims = [item for item in STORY.items if item.outlet == "emirate"]
    assert "claims" in OUTLETS["emirate"].description
    assert "invented" in OUTLETS["emirate"].name
    for item in claims:
        assert re.search(r"Emirate|spokesman", item.text), "told as somebody's words"


def test_items_differ_in_form() -> None:
    assert sum(not item.text for item in STORY.items) >= 5
    for form in ("Analysis", "Opinion", "Explainer", "Live", "Kommentar"):
        assert any(form in item.categories for item in STORY.items), form
    assert sum(item.author is not None for item in STORY.items) >= 4
    assert sum("BREAKING" in item.title for item in STORY.items) >= 3


@pytest.mark.parametrize(
    "said",
    [
        "“This is not abandonment. This is not an evacuation.",
        "within 24 to 48 hours",
        "Ben Wallace",
        "“Kandahar is completely conquered.",
        "imposed through the use of military force",
        "“This is manifestly not Saigon,”",
        "Canadian special forces",
        "Tajikistan denied",
        "“We cannot and must not abandon the people of Afghanistan,”",
        "nur sieben Menschen",
    ],
)
def test_what_everyone_remembers_is_told(said: str) -> None:
    assert any(said in text for _, _, _, text in versions())


def test_sources_are_what_a_config_takes() -> None:
    sources = [SourceConfig(**source) for source in STORY.sources("http://127.0.0.1:8021")]
    assert [source.name for source in sources] == [outlet.name for outlet in STORY.outlets]
    assert sources[0].url == "http://127.0.0.1:8021/feeds/meridian.xml"
    assert {source.url.rpartition(".")[2] for source in sources if source.kind == "json"} == {"json"}


def test_as_of_gives_the_words_of_the_time() -> None:
    item = next(item for item in STORY.items if item.revisions)
    changed, title, text = item.revisions[0]
    assert item.as_of(changed - timedelta(seconds=1)) == (item.at, item.title, item.text)
    assert item.as_of(changed) == (changed, title, text)


def test_items_of_a_file_become_a_scenario() -> None:
    rows = [
        {"id": "2", "title": "b", "text": "t", "published": "2021-08-28T02:00:00Z", "outlet": "The Post", "lang": "en"},
        {"id": "1", "title": "a", "published": "2021-08-28T03:00:00+02:00", "outlet": "Post", "link": "https://x.test/1"},
        {"id": "2", "title": "b2", "text": "t", "published": "2021-08-28T04:00:00Z", "outlet": "The Post"},
        {"id": "3", "title": "no time", "outlet": "Post"},
        {"id": "4", "title": "no outlet", "published": "2021-08-28T03:00:00Z", "outlet": None},
        {"id": "5", "title": None, "text": "خبر", "published": "2021-08-28T03:00:00Z", "outlet": "سپیدار", "lang": "fa"},
    ]  # fmt: skip
    replayed = scenario.from_items(rows)
    assert [item.id for item in replayed.items] == ["1", "2", "5"]
    assert replayed.items[0].at == datetime(2021, 8, 28, 1, tzinfo=UTC)
    assert replayed.items[1].as_of(datetime(2021, 8, 29, tzinfo=UTC))[1] == "b2"
    assert len({outlet.key for outlet in replayed.outlets}) == 3
    assert {outlet.name: outlet.lang for outlet in replayed.outlets} == {
        "The Post": "en",
        "Post": "und",
        "سپیدار": "fa",
    }
