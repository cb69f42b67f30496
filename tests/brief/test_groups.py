import pytest

from bot.brief.groups import towns
from bot.model import Item
from bot.understand.article import article


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Troops leave Kabul for Kandahar", 2),
        ("UK and South Korea send troops to Afghanistan", 0),  # whatever a country's name is: "United Kingdom"
        ("Storm hits Georgia, and Atlanta is dark", 2),  # the state, which has a country's name
        ("Afghans wait", 0),
    ],
)
def test_towns_are_places_smaller_than_a_country(title, found):
    assert len(towns([article(Item(id="1", title=title))])) == found
