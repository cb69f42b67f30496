import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand import places, terms


def of(text, lang="en"):
    return terms.terms("", text, lang, places.find("", text, lang))


def test_forms():
    assert of("Evacuation flights left Kabul airport.") >= {
        "w:evacu",
        "w:flight",
        "p:-101",
        "p:1138958",
        "p:1149361",
        "c:AF",
    }


def test_stop_words_are_left_out():
    assert terms.words("The end of it was with us", "en") == ["end"]
    assert terms.words("und die der das Flugzeug", "de") == ["flugzeug"]


def test_a_city_counts_for_its_namesake_province_and_back():
    assert of("Fighting in Kandahar") >= {"p:1138336", "p:1138335"}
    assert of("Fighting in Kandahar province") >= {"p:1138336", "p:1138335"}


def test_a_demonym_gives_its_country():
    assert "c:AF" in of("Afghan women protested.")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Evacuations continued, evacuated people", "en", ["evacu", "continu", "evacu", "peopl"]),
        ("撤离行动", "zh", ["撤离", "离行", "行动"]),
        ("أُجْلِيَ المدنيون", "ar", None),
        ("Эвакуация продолжается", "ru", ["эвакуац", "продолжа"]),
        ("", "en", []),
    ],
)
def test_words(text, lang, expected):
    found = terms.words(text, lang)
    assert found == expected if expected is not None else len(found) == 2


@pytest.mark.parametrize(
    ("word", "lang"),
    [("evacuations", "en"), ("Flüchtlinge", "de"), ("réfugiés", "fr"), ("эвакуация", "ru"), ("refugees", "und")],
)
def test_word_forms_meet_the_stems_of_articles(word, lang):
    assert terms.word_forms(word) & {f"w:{stem}" for stem in terms.words(word, lang)}


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=80), st.sampled_from(["en", "fa", "zh", "de", "und", "xx"])
)
def test_any_text(text, lang):
    found = terms.words(text, lang)
    assert all(found)
    assert found == terms.words(text, lang)
