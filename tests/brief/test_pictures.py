"""Properties of what is drawn, instead of golden bytes: what is where, what can be read, and that nothing breaks it."""

import hashlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import combinations, product
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.brief.pictures import cartography, charts, draw, maps
from bot.brief.pictures.canvas import Canvas, fitted, font, width_of
from bot.brief.pictures.charts import Mark, Panel
from bot.brief.pictures.letters import shaped
from bot.brief.pictures.maps import Spot
from bot.brief.pictures.palette import LIGHT, Colour, palette
from bot.brief.pictures.placing import Box

LARGEST = 300 * 1024  # bytes: what a phone on a bad line still loads at once
SMALLEST = 27  # pixels that words are high: at 360 pixels' width a little more than seven


def spot(id, name, country, lat, lon, weight=1.0, status="reported"):
    return Spot(id=id, names=(name,), country=country, lat=lat, lon=lon, weight=weight, status=status,
                stories=frozenset([str(id)]))  # fmt: skip


AFGHAN = [
    spot(1, "Kabul", "AF", 34.53, 69.17, 9, "confirmed"),
    spot(2, "Kandahar", "AF", 31.61, 65.71, 5, "claimed"),
    spot(3, "Herat", "AF", 34.35, 62.2, 4),
    spot(4, "Kabul airport", "AF", 34.56, 69.21, 3),
    spot(5, "Ghazni", "AF", 33.55, 68.42, 2, "confirmed"),
    spot(6, "Kunduz", "AF", 36.73, 68.87),
    spot(7, "Mazar-e Sharif", "AF", 36.71, 67.11, 1, "disputed"),
    spot(8, "Jalalabad", "AF", 34.43, 70.45),
    spot(9, "Pul-e Alam", "AF", 33.99, 69.02),
]
PERSIAN = [
    spot(n, name, "AF", known.lat, known.lon)
    for n, (name, known) in enumerate(zip(("کابل", "کندهار", "هرات"), AFGHAN, strict=False))
]
FIJI = [
    spot(30, "Suva", "FJ", -18.14, 178.42),
    spot(31, "Labasa", "FJ", -16.43, 179.37),
    spot(32, "Taveuni", "FJ", -16.8, -179.97, 1, "claimed"),
]
WORLD = [
    *AFGHAN[:2], *FIJI[:1],
    spot(40, "Port-au-Prince", "HT", 18.5, -72.3, 5, "confirmed"), spot(41, "Beijing", "CN", 39.9, 116.4, 8),
    spot(42, "London", "GB", 51.5, -0.1, 9), spot(43, "Wellington", "NZ", -41.3, 174.8, 9),
]  # fmt: skip
CROWD = [spot(100 + n, f"Old Town of Somewhere {n}", "AF", 33 + n % 7 * 0.4, 64 + n * 0.17, 90 - n) for n in range(40)]
MAPS = {
    "country": maps.plan(AFGHAN, title="Afghanistan", note="24 h", countries=["AF"]),
    "right to left": maps.plan(PERSIAN, title="افغانستان", note="24 h", countries=["AF"]),
    "town": maps.plan(AFGHAN, title="Kabul", note="24 h", places=[1]),
    "antimeridian": maps.plan(FIJI, title="Fiji", note="24 h", countries=["FJ"]),
    "world": maps.plan(WORLD, title="Top stories", note="24 h"),
    "crowd": maps.plan(CROWD, title="x" * 200, note="last 30 days · 31 Aug 22:30 Kabul time", countries=["AF"]),
    "one": maps.plan([spot(1, "Reykjavik", "IS", 64.1, -21.9)], title="Reykjavik", note="24 h", places=[1]),
}
NOON = datetime(2021, 8, 26, 12, tzinfo=UTC)


def said(hours, value, who, low=..., high=..., disputed=False):
    return Mark(
        at=NOON + timedelta(hours=hours),
        value=value,
        low=value if low is ... else low,
        high=value if high is ... else high,
        who=who,
        disputed=disputed,
    )


GROWTH = Panel(what="killed", story="Explosions at Kabul airport", marks=(
    said(0, 13, "Harbour Post", high=None), said(2, 13, "Meridian Wire"), said(3, 60, "Khyber Dispatch", high=None),
    said(6, 90, "سپیدار خبر", high=None), said(9, 170, "Meridian Wire"), said(9.5, 170, "新华社"),
))  # fmt: skip
DISPUTE = Panel(what="killed", story="Strike in Kunduz", marks=(
    said(0, 85, "ministry", disputed=True), said(0.3, 60, "Meridian Wire", disputed=True), said(1, 70, "Post", 60, 80),
))  # fmt: skip
TROOPS = Panel(what="troops", story="To the embassy", marks=(said(-60, 600, "UK"), said(-50, 3000, "Pentagon")))


CROWDED = Panel(what="people displaced by the fighting", story="", marks=tuple(
    said(n / 2, 1_010_000 + n * 370_000 % 2_000_000, f"Outlet {n}", disputed=n % 3 == 0) for n in range(30)
))  # fmt: skip


def chart(*panels, zone="Asia/Kabul"):
    return charts.plan(panels, title="Kabul", note="24 h · 22:30 Kabul time", zone=zone)


CHARTS = {
    "growth": chart(GROWTH),
    "dispute": chart(DISPUTE),
    "three": chart(DISPUTE, GROWTH, TROOPS),
    "two": chart(GROWTH, TROOPS),
    "crowded": chart(CROWDED, GROWTH),
    "at once": chart(Panel(what="x", story="", marks=(said(0, 1, "A"), said(0, 9_999_999, "B", None)))),
}
ALL = {**MAPS, **CHARTS}
SOME = ("country", "right to left", "three")


def image(plan, dark=False):
    return Image.open(BytesIO(draw(plan, dark))).convert("RGB")


@pytest.fixture
def words(monkeypatch):
    """(box, text, size, colour) of all that is written."""
    written = []
    text = Canvas.text

    def recording(self, x, y, words, size, fill, *, bold=False, anchor="lm", halo=None):
        left, top, right, bottom = font(size, bold).getbbox(shaped(words), anchor=anchor)
        written.append((Box(x + left, y + top, x + right, y + bottom), words, size, fill))
        text(self, x, y, words, size, fill, bold=bold, anchor=anchor, halo=halo)

    monkeypatch.setattr(Canvas, "text", recording)
    return written


@pytest.mark.parametrize(("name", "dark"), [*product(ALL, (False, True))])
def test_a_picture_is_a_small_png_that_says_what_it_shows(name, dark):
    png = draw(ALL[name], dark)
    assert len(png) < LARGEST
    shown = Image.open(BytesIO(png))
    assert shown.format == "PNG"
    assert shown.width == 1280
    assert 500 < shown.height < 1300
    assert shown.info["Description"] == ALL[name].alt


@pytest.mark.parametrize("name", ALL)
def test_words_do_not_lie_on_words_nor_beyond_the_edge_and_can_be_read(name, words):
    shown = image(ALL[name])
    for (one, text, size, _), (other, another, _, _) in combinations(words, 2):
        assert not one.meets(other), (text, another)
        assert size >= SMALLEST
    for box, text, _, _ in words:
        assert box.within(Box(0, 0, shown.width, shown.height)), text


@pytest.mark.parametrize("name", CHARTS)
def test_what_became_of_a_count_is_written_whole(name, words):
    image(CHARTS[name])
    written = {word for _, word, _, _ in words}
    assert {panel.verdict for panel in CHARTS[name].panels} <= written


@pytest.mark.parametrize("name", [name for name in MAPS if name != "crowd"])
def test_each_place_has_its_number_and_where_there_is_room_its_name(name, words):
    image(MAPS[name])
    written = [text for _, text, _, _ in words]
    plan = MAPS[name]
    assert [text for text in written if text.isdigit()] == [str(n) for n in range(len(plan.spots), 0, -1)]
    assert len({spot.names[0] for spot in plan.spots} - set(written)) <= len(plan.spots) // 6


def test_labels_do_not_lie_on_signs(words):
    plan = MAPS["country"]
    image(plan)
    labels = [box for box, text, size, _ in words if size == cartography.LABEL]
    for spot_ in plan.spots:
        x, y = cartography._at(plan.frame, *spot_.at)
        assert not any(box.meets(Box(x - 20, y - 20, x + 20, y + 20)) for box in labels)


def test_signs_stand_where_their_places_are():
    shown = image(MAPS["country"])
    for spot_, colour in zip(MAPS["country"].spots, ("sure", "doubt", "told"), strict=False):
        x, y = cartography._at(MAPS["country"].frame, *spot_.at)
        pixel = shown.getpixel((round(x - cartography.RADIUS + 2), round(y)))
        assert max(abs(a - b) for a, b in zip(pixel, getattr(LIGHT, colour), strict=True)) < 40


def test_the_sea_is_water_and_the_land_is_land():
    plan = MAPS["world"]
    shown = image(plan)
    for lat, lon, what in (
        (0, -30, "water"),
        (-30, 80, "water"),
        (-10, -55, "land"),
        (27, 5, "land"),
        (-25, 133, "land"),
    ):
        x, y = cartography._at(plan.frame, lat, lon)
        assert shown.getpixel((round(x), round(y))) == pytest.approx(getattr(LIGHT, what), abs=6), (lat, lon)


def contrast(one: Colour, other: Colour) -> float:
    """How well one is read on the other, 1 to 21: WCAG 2.2, w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(colour: Colour) -> float:
        parts = [c / 255 for c in colour]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_all_words_stand_out_from_what_is_behind_them(dark):
    p = palette(dark)
    for ground in (p.land, p.own, p.water, p.paper):
        assert contrast(p.town, ground) >= 4.5
        assert contrast(p.ink, ground) >= 4.5
    for ground in (p.land, p.own):
        assert contrast(p.country, ground) >= 4.5
    for word, ground in (
        (p.faint, p.paper), (p.sure, p.paper), (p.doubt, p.paper), (p.on_sure, p.sure), (p.told, p.pale),
        (p.ink, p.pale), (p.ink, p.half), (p.ink, p.halo),
    ):  # fmt: skip
        assert contrast(word, ground) >= 4.5
    for sign in (p.sure, p.told, p.doubt):  # shapes, not words: WCAG 1.4.11
        assert all(contrast(sign, ground) >= 3 for ground in (p.land, p.own, p.water, p.paper))


def test_contrast_is_as_the_standard_has_it():
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_growth_and_dispute_look_different():
    def has(plan, colour):
        return any(
            max(abs(a - b) for a, b in zip(found, colour, strict=True)) < 12
            for _, found in image(plan).getcolors(1 << 24)
        )

    agreed = Panel(what="killed", story="", marks=GROWTH.marks)
    assert has(chart(agreed), LIGHT.sure)
    assert not has(chart(agreed), LIGHT.doubt)
    assert has(chart(DISPUTE), LIGHT.doubt)
    only = Panel(what="killed", story="", marks=DISPUTE.disputed)
    assert not has(chart(only), LIGHT.sure)


def test_the_same_plan_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from test_pictures import ALL, SOME; from bot.brief.pictures import draw;"
        "print(hashlib.sha256(b''.join(draw(ALL[name], True) for name in SOME)).hexdigest())"
    )
    paths = {"PYTHONPATH": ":".join(p for p in sys.path if p), "PYTHONHASHSEED": "77"}
    other = subprocess.run([sys.executable, "-c", code], env=paths, capture_output=True, text=True, check=True)
    here = hashlib.sha256(b"".join(draw(ALL[name], True) for name in SOME)).hexdigest()
    assert other.stdout.strip() == here


def test_a_crowd_takes_hardly_longer_than_one_place():
    def seconds(plan):
        best = 1e9
        for _ in range(3):
            start = process_time()
            draw(plan, False)
            best = min(best, process_time() - start)
        return best

    few = maps.plan(AFGHAN[:1], title="x", note="", countries=["AF"])
    assert seconds(MAPS["crowd"]) < 3 * seconds(few)


anywhere = st.builds(
    spot,
    st.integers(1, 10**7),
    st.text(max_size=30),
    st.sampled_from(["AF", "FJ", "AQ", "RU", "US", "XX", ""]),
    st.one_of(st.floats(-90, 90), st.sampled_from([90.0, -90.0, 0.0])),
    st.one_of(st.floats(-180, 180), st.sampled_from([180.0, -180.0])),
    st.floats(0.01, 100),
    st.sampled_from(["confirmed", "reported", "claimed", "disputed", "denied", "corrected"]),
)


@given(
    st.lists(anywhere, min_size=1, max_size=12, unique_by=lambda s: s.id),
    st.text(max_size=80),
    st.sets(st.sampled_from(["AF", "FJ", "AQ", "RU", "US", "NZ", "ZZ"]), max_size=2),
)
@example([spot(1, "Stanley", "FK", -51.7, -57.9, 1.0), spot(2, "Pole", "FK", 89.0, 0.0, 1.0)], "", {"FK"})
@settings(max_examples=100, deadline=None)
def test_any_places_can_be_planned(spots, title, countries):
    plan = maps.plan(spots, title=title, note="", countries=countries, places={spots[0].id})
    if plan is None:  # the world's map has no room for what is at both poles
        assert all(not -57 <= one.lat <= 78 for one in spots)
        return
    assert 1 <= len(plan.spots) <= maps.MOST_SPOTS
    for one in plan.spots:
        assert plan.frame.holds(*one.at, margin=maps.EDGE)
    assert not {one.id for one in plan.spots} & {one.id for one in plan.beyond}


@given(st.lists(anywhere, min_size=1, max_size=5, unique_by=lambda s: s.id), st.text(max_size=80))
@settings(max_examples=10, deadline=None)
def test_any_places_and_any_words_can_be_drawn(spots, title):
    plan = maps.plan(spots, title=title, note=title, places={spots[0].id})
    assert plan is None or len(draw(plan, True)) < LARGEST


numbers = st.one_of(st.floats(0, 1e12), st.integers(0, 10**9).map(float))
marks = st.builds(
    lambda at, value, low, high, who, disputed: Mark(at=at, value=value, low=low, high=high, who=who, disputed=disputed),
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    numbers, st.one_of(st.none(), numbers), st.one_of(st.none(), numbers), st.text(max_size=40), st.booleans(),
)  # fmt: skip


@given(
    st.lists(marks, min_size=1, max_size=8),
    st.text(max_size=60),
    st.sampled_from(["UTC", "Asia/Kabul", "Pacific/Apia"]),
)
@settings(max_examples=15, deadline=None)
def test_any_numbers_can_be_drawn(found, what, zone):
    plan = chart(Panel(what=what, story=what, marks=tuple(found)), zone=zone)
    if plan is not None:
        assert len(draw(plan, False)) < LARGEST


def test_nothing_to_draw():
    assert maps.plan([], title="x", note="") is None
    assert maps.plan([spot(1, "nowhere", "AF", float("nan"), 1)], title="x", note="") is None
    assert chart() is None
    assert chart(Panel(what="x", story="", marks=(said(0, 5, "A"), said(1, 5, "B")))) is None
    assert chart(Panel(what="x", story="", marks=(said(0, float("inf"), "A"), said(1, -5, "B")))) is None


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        (GROWTH, "rose from at least 13 to 170"),
        (DISPUTE, "disputed: 60 or 85"),
        (TROOPS, "rose from 600 to 3,000"),
        (Panel(what="x", story="", marks=(said(0, 60, "A"), said(1, 58, "B"))), "between 58 and 60"),
        (Panel(what="x", story="", marks=(said(0, 600, "A"), said(0, 3000, "B"))), "between 600 and 3,000"),
        (
            Panel(what="x", story="", marks=(said(0, 70, "A", 60, 80), said(1, 90, "B", high=None))),
            "rose from 60–80 to at least 90",
        ),
        (Panel(what="x", story="", marks=(said(0, 65, "A"), said(1, 100, "B", low=None))), "between 65 and 100"),
    ],
)  # fmt: skip
def test_what_became_of_a_count_in_words(panel, words):
    assert panel.verdict == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (13, "13"), (3.5, "3.5"), (3000, "3,000"), (1234567.4, "1,234,567"), (1e300, "1e+300")],
)
def test_numbers_in_words(value, words):
    assert charts.number(value) == words


def test_what_the_map_frames():
    assert MAPS["country"].own == {"AF"}
    assert [s.names[0] for s in MAPS["town"].beyond] == ["Kandahar", "Herat"]
    assert MAPS["town"].frame.scale > 2 * MAPS["country"].frame.scale
    assert MAPS["world"].frame.world
    assert not MAPS["antimeridian"].frame.world
    pacific = [
        *FIJI,
        spot(33, "Auckland", "NZ", -36.8, 174.7),
        spot(34, "Tokyo", "JP", 35.7, 139.7),
        spot(35, "Honolulu", "US", 21.3, -157.9),
    ]
    assert not maps.plan(pacific, title="Tsunami", note="24 h").frame.world  # all on one side, most of them at its edge
    assert len(MAPS["antimeridian"].spots) == 3
    # what lies on one spot is one spot
    assert MAPS["country"].spots[0].names == ("Kabul", "Kabul airport", "Pul-e Alam")
    far = [*AFGHAN, spot(50, "Washington", "US", 38.9, -77.0)]
    most = maps.plan(far, title="taliban", note="")
    assert [s.names[0] for s in most.beyond] == ["Washington"]  # where most of it happens is what is shown
    elsewhere = maps.plan(far[-1:], title="Kabul", note="", countries=["AF"])
    assert [s.names[0] for s in elsewhere.spots] == ["Washington"]


def test_text_is_cut_where_there_is_no_room():
    assert fitted("Kabul", 40, 500) == "Kabul"
    assert fitted("Kabul airport", 40, 150).endswith("…")
    assert width_of(fitted("Kabul airport", 40, 150), 40) <= 150
    assert fitted("Kabul", 40, 3) == ""


def test_a_town_and_the_province_of_its_name_are_one_sign():
    province = spot(50, "Ghazni", "AF", 33.0, 67.4, 1)
    plan = maps.plan(
        [*AFGHAN, province, spot(51, "Ghazni", "PK", 32.6, 69.4)], title="Afghanistan", note="", countries=["AF"]
    )
    signs = [one for one in plan.spots if one.names[0] == "Ghazni"]
    assert [(one.country, one.stories) for one in signs] == [("AF", {"5", "50"}), ("PK", {"51"})]
