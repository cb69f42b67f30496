from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.brief.pictures import geography
from bot.brief.pictures.geography import Frame, centre, distance, equal_earth, fit
from bot.brief.pictures.placing import Box, around, free, round_length, time_ticks, value_ticks

KABUL, KANDAHAR = (34.53, 69.17), (31.61, 65.71)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        (KABUL, KANDAHAR, 460),
        ((0, 0), (0, 180), 20015),
        ((-18.1, 178.4), (-13.8, -171.8), 1148),
        ((90, 0), (90, 77), 0),
    ],
)
def test_distances(one, other, km):
    assert distance(one, other) == pytest.approx(km, rel=0.01, abs=1)


# Snyder, Map Projections (1987), p. 332: a sphere of radius 3, the middle 40° N 100° W, the point 20° S 100° E.
def test_the_azimuthal_projection_is_the_books():
    frame = Frame(lat=40, lon=-100, scale=3 / geography.EARTH, width=0, height=0)
    x, y = frame.point(-20, 100)
    assert (x, -y) == pytest.approx((-4.2339303, 4.0257775))
    assert frame.point(-40, 80) is None  # the other side of the globe


# On a sphere of radius 1; the poles are lines of .59247 of the equator's length (the paper, table 1).
@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    [(0, 0, 0, 0), (90, 0, 0, 1.317363), (0, 180, 2.706630, 0), (-90, 180, 2.706630 * 0.59247, -1.317363)],
)
def test_the_worlds_projection_is_the_authors(lat, lon, x, y):
    east, north = equal_earth(lat, lon)
    assert (east / geography.EARTH, north / geography.EARTH) == pytest.approx((x, y), abs=1e-5)


@pytest.mark.parametrize("lon", [0, 69, 179.9, -179.9])
@pytest.mark.parametrize("lat", [0, 34.5, -18, 85])
def test_a_frame_is_true_to_scale_in_its_middle_and_north_is_up(lat, lon):
    frame = Frame(lat=lat, lon=lon, scale=2.0, width=1000, height=800)
    assert frame.point(lat, lon) == pytest.approx((500, 400))
    up = frame.point(lat + 0.1, lon)
    assert up == pytest.approx((500, 400 - 2 * distance((lat, lon), (lat + 0.1, lon))), abs=0.01)
    right = frame.point(lat, lon + 0.1)
    assert right[0] - 500 == pytest.approx(2 * distance((lat, lon), (lat, lon + 0.1)), abs=0.01)


places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(places, min_size=1, max_size=8))
@example([(45.0, 167.0), (46.0, 41.0), (48.0, -26.0)])  # nearly round the pole
@example([(33.0, 40.0), (40.0, -21.0), (69.0, 157.0)])
def test_a_fitted_frame_holds_all(points):
    frame = fit(points, 1280, 788, 500)
    if frame is None:
        assert any(distance(centre(points), point) > 5000 for point in points)
        return
    assert all(frame.holds(*point) for point in points)
    assert 1280 / frame.scale >= 500 * 0.999


@given(places)
def test_all_the_world_is_on_the_worlds_map(point):
    x, _ = geography.world(1280, 560, 34).point(*point)
    assert 33 <= x <= 1280 - 33


def test_outlines():
    for fine in (False, True):
        known = geography.outlines(fine)
        assert {"AF", "PK", "FJ", "AQ", "XK", "GB"} <= {country.code for country in known.countries}
        assert all(len(ring) >= 4 and ring[0] == ring[-1] for country in known.countries for ring in country.rings)
    assert geography.countries()[1149361] == "AF"
    assert geography.towns()[0].name == "Shanghai"
    assert any(town.capital and town.name == "Kabul" for town in geography.towns())


def test_the_mainland_leaves_out_what_lies_far_off():
    france, states = geography.mainland("FR"), geography.mainland("US")
    assert all(41 < lat < 52 and -6 < lon < 11 for lat, lon in france)  # without Guiana and Réunion
    assert any(lat > 65 for lat, _ in states)  # with Alaska
    assert geography.mainland("ZZ") == ()


# --- labels and axes ---


def test_a_label_stands_right_of_its_mark_where_it_can():
    bounds = Box(0, 0, 400, 400)
    assert free(around(100, 100, 10, 80, 20), [], bounds) == Box(115, 90, 195, 110)
    left = free(around(380, 100, 10, 80, 20), [], bounds)
    assert left.right <= 370
    assert free(around(100, 100, 10, 80, 20), [Box(0, 0, 400, 400)], bounds) is None
    assert free(around(100, 100, 10, 500, 20), [], bounds) is None


@pytest.mark.parametrize(("most", "length"), [(260, 200), (199, 100), (55, 50), (5, 5), (0.4, 0.2), (1000, 1000)])
def test_a_scale_bar_has_a_round_length(most, length):
    assert round_length(most) == pytest.approx(length)


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (85, [0, 50, 100]), (170, [0, 50, 100, 150, 200]), (3, [0, 1, 2, 3]), (6000, [0, 2000, 4000, 6000]),
        (1, [0, 0.5, 1]), (0, [0, 1]), (float("inf"), [0, 1]), (5e-324, [0, 1]),
    ],
)  # fmt: skip
def test_values_of_an_axis_are_round_and_hold_the_highest(highest, ticks):
    assert value_ticks(highest) == pytest.approx(ticks)


@given(st.floats(1e-6, 1e15), st.integers(2, 5))
def test_there_are_few_values_on_an_axis(highest, most):
    ticks = value_ticks(highest, most)
    assert ticks[0] == 0
    assert ticks[-1] >= highest * (1 - 1e-9)
    assert len(ticks) <= most + 2


@pytest.mark.parametrize(
    ("start", "hours", "words"),
    [
        ("2021-08-13T14:05", 3, ["15:00", "16:00", "17:00"]),
        ("2021-08-13T16:00", 13, ["18:00", "21:00", "14 Aug", "03:00"]),
        ("2021-08-13T16:00", 72, ["14 Aug", "15 Aug", "16 Aug"]),
        ("2021-08-01T16:00", 24 * 30, ["8 Aug", "15 Aug", "22 Aug", "29 Aug"]),
        ("2021-08-13T14:05", 0.2, ["14:05", "14:10", "14:15"]),
    ],
)
def test_times_of_an_axis_are_round_in_the_chats_zone(start, hours, words):
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    found = time_ticks(begin, begin + timedelta(hours=hours), UTC)
    assert [text for _, text in found] == words


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.floats(0.05, 24 * 400),
    st.sampled_from(["UTC", "Asia/Kabul", "America/New_York", "Pacific/Apia"]),
)
def test_there_are_few_times_on_an_axis_and_they_lie_on_it(start, hours, zone):
    end = start + timedelta(hours=hours)
    found = time_ticks(start, end, ZoneInfo(zone))
    assert len(found) <= 8
    assert all(start <= at <= end for at, _ in found)
    assert [at for at, _ in found] == sorted(at for at, _ in found)
