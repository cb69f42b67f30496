"""Disasters and fights: who counts the dead of the one is no party, of the other a side."""

from datetime import UTC, datetime

import pytest

from bot.brief.trust import parts, signs
from bot.model import Item
from bot.understand.article import article as understand


@pytest.mark.parametrize(
    ("lang", "title", "is_misfortune"),
    [
        ("en", "Wildfire near Velm kills three", True),
        ("en", "Earthquake in Velm: ministry counts 41 dead", True),
        ("de", "Erdbeben in Velm: 41 Tote", True),
        ("es", "Un fuerte terremoto sacude la costa de Velm y deja tres muertos", True),
        ("en", "Shelling sets off a fire in Velm", False),
        ("en", "Army says 41 fighters killed in airstrike", False),
        ("en", "Mayor of Velm resigns", False),
    ],
)
def test_a_disaster_is_no_fight(lang, title, is_misfortune) -> None:
    item = Item(id="1", title=title, text="", outlet="Outlet", lang=lang, published=datetime(2021, 8, 13, tzinfo=UTC))
    assert signs._is_misfortune(understand(item)) is is_misfortune


@pytest.mark.parametrize(
    ("lang", "text", "all_of", "part_of"),
    [
        ("en", "All flights are halted", True, False),
        ("en", "Half of the dead are children", False, True),
        ("en", "Flights are halted", False, False),
        ("de", "Die Hälfte der Toten sind Kinder", False, True),
        ("ru", "Все рейсы отменены", True, False),
        ("fa", "نیمی از کشته‌شدگان کودک‌اند", False, True),
        ("hi", "सभी उड़ानें रद्द", True, False),
        ("ur", "ہلاک ہونے والوں میں نصف بچے ہیں", False, True),
        ("nl", "De helft van de doden is kind", False, True),
        ("ps", "ټولې الوتنې وځنډول شوې", True, False),
        ("sw", "Ndege zote zimesitishwa", False, False),
    ],
)
def test_all_of_something_or_a_part(lang, text, all_of, part_of) -> None:
    assert (parts.tells_of_all(text, lang), parts.tells_of_part(text, lang)) == (all_of, part_of)
