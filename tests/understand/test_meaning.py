"""Likeness by meaning: stories across languages with a model for tests, and what no likeness of meaning overrules."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from embedders import FakeEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.model import Article, Item, Meaning
from bot.understand.article import article
from bot.understand.stories import Window, meaning, place, restore
from bot.understand.stories.meaning import Facts, Meanings, gist

np = pytest.importorskip("numpy", reason="the extras with a model of meaning are not installed (make install-semantic)")

START = datetime(2021, 8, 13, 6, tzinfo=UTC)
MODEL = FakeEmbedder()


def news(id, title, text="", hours=0.0, lang="en"):
    read = article(Item(id=id, title=title, text=text, published=START + timedelta(hours=hours), lang=lang))
    return replace(read, meaning=MODEL.embed([gist(read)])[0])


# Enough of each language that its mean is known.
BACKGROUND = [
    ("en", "Rain floods two suburbs of Nairobi", "Water stood a metre deep on Friday."),
    ("en", "Parliament in Oslo debates a fishing quota", "A vote is due next week."),
    ("en", "Museum in Lima opens a new wing", "Ceramics of the coast are on show."),
    ("fa", "باران در نایروبی خیابان‌ها را زیر آب برد", "آب روز جمعه یک متر بالا آمد."),
    ("fa", "پارلمان ناروی درباره سهمیه ماهی‌گیری بحث کرد", "رأی‌گیری هفته آینده است."),
    ("fa", "موزیم لیما بخش تازه‌ای باز کرد", "سفال‌های ساحلی به نمایش گذاشته شده است."),
    ("ru", "В Осло спорят о квотах на рыбу", "Голосование назначено на следующую неделю."),
    ("ru", "Музей в Лиме открыл новый зал", "Показывают керамику побережья."),
    ("ru", "Дождь залил пригороды Найроби", "Вода в пятницу стояла на метр."),
]
OTHERS = [news(f"b{n}", title, text, -5, lang) for n, (lang, title, text) in enumerate(BACKGROUND)]


def started():
    window = Window()
    for one in OTHERS:
        place(window, one)
    return window


def stories(articles, window=None):
    """Story of each article in the end."""
    window = started() if window is None else window
    found = {}
    for one in articles:
        change = place(window, one)
        found.update({id: story for id, story in change.moved.items() if id in found})
        found[one.id] = change.article.story
    return found


KABUL = news("en", "Explosion at Kabul airport kills ten people", "The blast came at noon on Friday.")
PERSIAN = news("fa", "انفجار در میدان هوایی کابل ده کشته برجای گذاشت", "انفجار ظهر جمعه رخ داد.", 1, "fa")
RUSSIAN = news("ru", "Взрыв у аэропорта в Кабуле: погибли 10 человек", "Взрыв прогремел в пятницу в полдень.", 2, "ru")


def test_one_event_in_three_languages_is_one_story():
    assert len(set(stories([KABUL, PERSIAN, RUSSIAN]).values())) == 1


def test_without_meanings_the_senses_of_their_words_bring_them_together():
    bare = [replace(one, meaning=None) for one in (KABUL, PERSIAN, RUSSIAN)]
    assert len(set(stories(bare, Window()).values())) == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("انفجار در میدان هوایی بغداد ده کشته برجای گذاشت", "انفجار ظهر جمعه رخ داد."),
        ("انفجار در میدان هوایی هرات ده کشته برجای گذاشت", "انفجار ظهر جمعه رخ داد."),
    ],
    ids=["another country", "another city"],
)
def test_another_place_is_another_story(title, text):
    # the vector says the same, letter for letter
    other = replace(news("fa", title, text, 1, "fa"), meaning=PERSIAN.meaning)
    assert {p.name for p in other.places} & {"Baghdad", "Herat", "Herāt"}
    assert len(set(stories([KABUL, other]).values())) == 2


@pytest.mark.parametrize(("day", "count"), [("13 августа 2021", 1), ("12 августа 2021", 1), ("2 августа 2021", 2)])
def test_another_day_is_another_story(day, count):
    dated = news("en", "Explosion at Kabul airport kills ten people", "The blast came at noon on 13 August 2021.")
    other = news("ru", "Взрыв у аэропорта в Кабуле", f"Взрыв прогремел {day} в полдень.", 2, "ru")
    assert len(set(stories([dated, other]).values())) == count


def facts_alike(a, b, cosine=0.5):
    one, other = Facts.of(a), Facts.of(b)
    return one.likeness(other, meaning.ABROAD * (cosine + one.shared(other)), 0.0)


def test_what_facts_add_and_take():
    plain = news("p", "Talks go on")
    none = meaning.ABROAD * 0.5
    assert facts_alike(plain, KABUL) == pytest.approx(none)
    assert facts_alike(KABUL, RUSSIAN) > none  # one place, one figure
    kabul, herat, baghdad = (news(n, f"Explosion in {n}") for n in ("Kabul", "Herat", "Baghdad"))
    assert facts_alike(kabul, baghdad) < facts_alike(kabul, herat) <= none < facts_alike(kabul, KABUL)
    ten, twelve = news("t", "Explosion kills 10 people"), news("u", "Explosion kills 12 people")
    assert facts_alike(ten, twelve) < none < facts_alike(ten, news("v", "Взрыв: погибли 10 человек", lang="ru"))


def test_a_revision_moves_and_nothing_is_left_behind():
    window = started()
    found = stories([KABUL, PERSIAN], window)
    assert found["fa"] == found["en"]
    revised = news("fa", "باران و سیل در هرات", "سیل خانه‌ها را برد.", 3, "fa")
    assert stories([revised], window)["fa"] != found["en"]


def test_a_restored_window_goes_on_alike():
    whole, again = Window(), Window()
    kept = [place(whole, one).article for one in (*OTHERS, KABUL, PERSIAN)]
    restore(again, kept)
    assert place(again, RUSSIAN).article == place(whole, RUSSIAN).article


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([KABUL, PERSIAN, RUSSIAN, *OTHERS]), unique_by=lambda a: a.id), st.integers(0, 12))
def test_the_first_never_depend_on_what_follows(articles, n):
    def placed(some):
        window = Window()
        return [place(window, one) for one in some]

    assert placed(articles)[:n] == placed(articles[:n])


def vector(*numbers, model="m"):
    return Meaning(model, np.array(numbers, dtype=np.int8).tobytes())


def item(n, *numbers, lang="en", model="m"):
    return Article(id=str(n), lang=lang, meaning=vector(*numbers, model=model))


def test_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(meaning, "RECENT", 20)
    held = Meanings()
    for n in range(50):
        held.add(n, item(n, n + 1, 50 - n, 7))
    assert [n for n in range(50) if held.query_of(n)] == list(range(30, 50))
    assert set(held.near(held.query(item(99, 45, 5, 7)))) <= set(range(30, 50))


def test_what_was_removed_is_not_found(monkeypatch):
    monkeypatch.setattr(meaning, "RECENT", 20)
    held = Meanings()
    for n in range(15):
        held.add(n, item(n, n + 1, 50 - n, 7))
    for n in range(5, 15):
        held.remove(n)
    held.remove(7)
    assert held.near(held.query(item(99, 45, 5, 7))) == [0, 1, 2, 3, 4]


def test_the_mean_is_that_of_what_is_there(monkeypatch):
    """However much came and went, nothing of it is left in what others are compared with."""
    monkeypatch.setattr(meaning, "RECENT", 16)
    chance = random.Random(5)
    many = [
        item(n, *(chance.randrange(-99, 99) for _ in range(8)), lang=chance.choice(["en", "fa"])) for n in range(400)
    ]
    held, fresh = Meanings(), Meanings()
    for n, one in enumerate(many):
        held.add(n, one)
    for n, one in enumerate(many[-16:], 384):
        fresh.add(n, one)
    a, b = held.query(many[0]), fresh.query(many[0])
    assert np.allclose(a.vector, b.vector, atol=1e-5)


def test_models_are_never_mixed():
    held = Meanings()
    for n in range(14):
        held.add(n, item(n, n + 1, 50 - n, 7))
    assert held.query(item(99, 3, 4, 5, model="other")) is None
    held.add(20, item(20, 3, 4, model="other"))
    assert held.query(item(99, 3, 4, 5)) is None
    assert held.query_of(3) is None
    assert held.near(held.query(item(98, 3, 5, model="other"))) == [20]


def test_more_languages_than_are_told_apart():
    held = Meanings()
    for n in range(meaning.LANGUAGES + 10):
        held.add(n, item(n, n + 1, 9, 7, lang=f"l{n}"))
    query = held.query(item(99, 3, 4, 5, lang="l70"))
    assert len(held.near(query)) == meaning.NEAR


def test_an_item_without_a_meaning_is_compared_by_words():
    held = Meanings()
    held.add(1, replace(KABUL, meaning=None))
    assert held.query(KABUL) is None
    assert held.blended(None, {1: 0.3}) == {1: 0.3}
    held.add(2, KABUL)
    assert held.blended(held.query(PERSIAN), {1: 0.3})[1] == 0.3


def test_gist_is_title_and_lead():
    assert gist(Article(id="a", title="T", text="x" * 900)) == "T. " + "x" * meaning.LEAD
    assert gist(Article(id="a", text="y")) == "y"
    assert gist(Article(id="a", title="T")) == "T"
