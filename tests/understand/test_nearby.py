from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand import places
from bot.understand.places import nearby


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((34.53, 69.17), (34.53, 69.17), 0),
        ((51.5074, -0.1278), (48.8566, 2.3522), 344),  # London and Paris
        ((0, 179.5), (0, -179.5), 111.2),
        ((90, 0), (-90, 0), 20_015),
    ],
)
def test_distances(here, there, km):
    assert places.kilometres(*here, *there) == pytest.approx(km, rel=0.005)
    assert places.kilometres(*there, *here) == pytest.approx(km, rel=0.005)


LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


@settings(max_examples=500, deadline=None)
@given(LATS, LONS, LATS, LONS, st.floats(1, 1000))
def test_what_lies_near_lies_in_the_cells(lat, lon, other_lat, other_lon, km):
    # as often near as far
    for there in (
        (other_lat, other_lon),
        (max(-90, min(90, lat + other_lat * km / 10_000)), lon + other_lon * km / 20_000),
    ):
        there = (there[0], (there[1] + 180) % 360 - 180)
        if places.kilometres(lat, lon, *there) <= km:
            assert places.cell(*there) in places.cells(lat, lon, km)


def test_cells_are_few():
    assert len(places.cells(34.5, 69.2, 50)) <= 4
    assert len(places.cells(60, 25, 1000)) <= 300
    assert all(0 <= row < nearby.ROWS and 0 <= column < nearby.COLUMNS for row, column in places.cells(89.5, 0, 1000))


@pytest.mark.parametrize(
    ("name", "km"),
    [
        ("kabul", 0),
        ("kandahar", 0),
        ("bagram", 0),
        ("texas", 540),
        ("afghanistan", inf),
        ("africa", inf),
        ("sahel", inf),
    ],
)
def test_how_wide_a_place_is(name, km):
    known = places.lookup(name)
    assert places.extent(known.geonameid) == pytest.approx(km, rel=0.1)
    assert (places.position(known.geonameid) is None) is (km == inf)


def test_what_is_not_on_the_map():
    assert places.position(-1) is None
    assert places.extent(-1) == inf
