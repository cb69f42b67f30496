"""One event in several languages, without a model of meaning: by the senses of words."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Item
from bot.understand import stories
from bot.understand.article import article as understand
from bot.understand.stories import senses
from bot.understand.stories.senses import Bag, Bags

NOW = datetime(2021, 8, 13, 8, tzinfo=UTC)
EVENT = [
    (
        "en",
        "Bridge collapses in Genoa, at least 12 dead",
        "Cars fell into the river when a pillar gave way in a storm.",
    ),
    ("it", "Crolla un ponte a Genova, almeno 12 morti", "Le auto sono cadute nel fiume durante il temporale."),
    ("de", "Brücke in Genua eingestürzt, mindestens 12 Tote", "Autos stürzten bei einem Unwetter in den Fluss."),
    ("ru", "В Генуе обрушился мост, 12 погибших", "Машины упали в реку во время бури."),
    ("ar", "انهيار جسر في جنوة ومقتل 12 شخصا", "سقطت سيارات في النهر خلال عاصفة."),
    ("zh", "热那亚大桥坍塌，至少12人死亡", "暴风雨中汽车坠入河中。"),
]


def placed(rows):
    """The stories of these items, in their order."""
    window = stories.Window()
    found = []
    for number, (lang, title, text) in enumerate(rows):
        item = Item(
            id=str(number),
            title=title,
            text=text,
            outlet=f"o{number}",
            lang=lang,
            published=NOW + timedelta(hours=number),
        )
        found.append(stories.place(window, understand(item)).article.story)
    return found


def test_one_event_in_six_languages_is_one_story() -> None:
    assert len(set(placed(EVENT))) == 1


@pytest.mark.parametrize(
    "other",
    [
        ("it", "Crolla un ponte a Lima, almeno 12 morti", "Le auto sono cadute nel fiume durante il temporale."),
        ("it", "Genova, sciopero dei portuali per il secondo giorno", "I sindacati chiedono salari più alti."),
        ("it", "Bilancio, il parlamento approva la legge", "Il voto è arrivato dopo una notte di discussioni."),
    ],
    ids=["elsewhere", "something else there", "something else"],
)
def test_something_else_in_another_language_is_another_story(other) -> None:
    assert len(set(placed([EVENT[0], other]))) == 2


def test_within_one_language_words_decide() -> None:
    told = ("en", "At least 12 die as bridge falls in Genoa", "")
    assert Bags().near(bag(told)) == []
    bags = Bags()
    bags.add(1, bag(EVENT[0]))
    assert bags.near(bag(told)) == []
    assert bags.likeness(bag(told), 1, 0.3) == 0.3
    assert bags.near(bag(EVENT[1])) == [1]
    assert bags.likeness(bag(EVENT[1]), 1, 0.0) > 0.2


def test_what_leaves_is_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(senses, "RECENT", 2)
    bags = Bags()
    for slot, row in enumerate(EVENT[:3]):
        bags.add(slot, bag(row))
    assert bags.of(0) is None
    assert bags.near(bag(EVENT[3])) == [1, 2]
    for slot in (1, 2, 7):
        bags.remove(slot)
    assert bags.near(bag(EVENT[3])) == []
    assert not bags._counts
    assert not bags._postings


def test_items_far_apart_in_time_are_not_compared() -> None:
    english, italian = EVENT[:2]
    for hours, near in ((71, [1]), (73, [])):
        bags = Bags()
        bags.add(1, bag(english))
        assert bags.near(bag(italian, NOW + timedelta(hours=hours))) == near
    bags = Bags()
    bags.add(1, bag(english, None))  # one without a time may be of any
    assert bags.near(bag(italian, NOW + timedelta(days=30))) == [1]


def test_a_wrong_date_keeps_no_language_from_the_others() -> None:
    english, italian = EVENT[:2]
    bags = Bags()
    bags.add(1, bag(english))
    bags.add(2, bag(("en", "Rain in Velm", ""), NOW + timedelta(days=9000)))
    assert bags.near(bag(italian)) == [1]
    bags.add(3, bag(italian, NOW + timedelta(days=9000)))
    assert bags.near(bag(italian, NOW + timedelta(hours=1))) == [1]


def test_what_waits_for_a_later_time_is_found_then() -> None:
    english, italian = EVENT[:2]
    bags = Bags()
    bags.add(1, bag(("en", "Rain in Velm", "")))
    bags.add(2, bag(english, NOW + timedelta(days=4)))
    assert bags.near(bag(italian, NOW + timedelta(hours=1))) == []
    assert bags.near(bag(italian, NOW + timedelta(days=4))) == [2]


def test_a_window_of_one_language_asks_for_no_senses(monkeypatch) -> None:
    asked = []
    told = senses.senses.said
    monkeypatch.setattr(senses.senses, "said", lambda text, lang: asked.append(lang) or told(text, lang))
    english = [EVENT[0], ("en", "Genoa bridge toll rises to 20", "Divers found more cars in the river.")]
    placed(english)
    assert asked == []
    placed([*english, EVENT[1]])
    assert {"en", "it"} == set(asked)


def test_a_revision_and_a_copy_stay_in_their_story() -> None:
    window = stories.Window()
    english, italian = (
        understand(Item(id=id, title=title, text=text, outlet=id, lang=lang, published=NOW))
        for id, (lang, title, text) in zip("ab", EVENT[:2], strict=True)
    )
    first = stories.place(window, english).article.story
    assert stories.place(window, italian).article.story == first
    assert stories.place(window, italian).article.story == first


def bag(row, published=NOW):
    lang, title, text = row
    return Bag(understand(Item(id="x", title=title, text=text, outlet="o", lang=lang, published=published)))
