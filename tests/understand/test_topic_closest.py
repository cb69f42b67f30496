"""What there is on a question of which nothing has all the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Item
from bot.understand import topics
from bot.understand.article import article


@pytest.mark.parametrize(
    ("query", "lang", "parts"),
    [
        ("how many troops is the us sending", "en", "many troops us* sending"),
        ("has ghani left?", "en", "ghani left"),
        ("is kabul airport open", "en", "kabul airport* open"),
        ("who controls the hague", "en", "controls hague*"),
        ("is La Paz safe", "en", "La Paz* safe"),
        ("wer kontrolliert Herat?", "de", "kontrolliert Herat*"),
        ("wie viele Soldaten schicken die USA", "de", "Soldaten schicken USA*"),
        ("¿Ha caído Kabul?", "es", "caído Kabul*"),
        ("сколько людей погибло в Кабуле", "ru", "людей погибло Кабуле*"),
        ("آیا غنی رفته است؟", "fa", "غنی"),
        ("کابل", "fa", "کابل*"),
        ("the of", "en", ""),
        # who writes these means them
        ("kabul OR herat", "en", ""),
        ('kabul "evacuation flights"', "en", ""),
        ("kabul -cricket", "en", ""),
        ("kabul, herat", "en", ""),
        ("near:kabul 50km", "en", ""),
        ("kabul (airport)", "en", ""),
    ],
)
def test_a_query_is_words_and_places(query, lang, parts):
    found = topics.parts(query, lang)
    assert " ".join(part.written + "*" * part.is_place for part in found) == parts


def read(*texts):
    return [article(Item(id=str(n), title=title, text=text, lang="en")) for n, (title, text) in enumerate(texts)]


NEWS = read(
    ("President flees", "President Ashraf Ghani fled the country on Sunday. Residents left their homes in the north."),
    ("US sends 3,000 troops to Kabul airport", "The Pentagon said the soldiers would arrive within two days."),
    ("Embassy stays", "The embassy in Kabul stays open, a spokesman said. Flights from Kabul airport go on."),
    ("Film prize", "The pictures of the year were shown in Paris on Sunday."),
    ("Bank shut", "A bank in Herat has shut."),
    (
        "Embassy",
        "It does not close, the spokesman Ned Price said. This was the ruling of the High Court. A goal by Harry Kane won it.",
    ),
)


@pytest.mark.parametrize(
    ("query", "closest"),
    [
        ("how many troops is the us sending", "troops us sending"),
        ("has ghani left", "ghani"),  # "left" stands in another sentence, on others
        ("ghani fled", "ghani fled"),
        ("is kabul airport open", "kabul airport"),  # it is the embassy that is
        ("is the embassy in kabul open", "embassy kabul open"),
        ("who controls herat", "herat"),
        # nothing is told of what it names
        ("explosion in baghdad", ""),
        ("are banks in kunduz shut", ""),
        ("cat pictures", ""),
        ("when does the super bowl start", ""),
        # a capital that belongs to a longer name
        ("oil price", ""),
        ("harry potter", ""),
        ("did the court sit", ""),
    ],
)
def test_what_is_closest_has_all_places_and_a_name_or_most_of_the_words(query, closest):
    assert topics.closest(topics.parts(query, "en"), NEWS) == closest


def test_nothing_is_close_where_there_is_nothing():
    assert topics.closest(topics.parts("has ghani left", "en"), []) == ""
    assert topics.closest((), NEWS) == ""


@given(st.text(max_size=250), st.sampled_from(["en", "de", "fa", "ru", "zh", ""]))
def test_any_query_has_parts_that_stand_in_it(query, lang):
    found = topics.parts(query, lang)
    assert all(part.written in " ".join(query.split()) or " " in part.written for part in found)
    near = topics.closest(found, NEWS)
    assert near == "" or topics.parse(near)


ABROAD = read(
    (
        "President leaves",
        "Ashraf Ghani has left, an aide of Ghani said. The Taliban are at the gates, and Baradar is on his way. "
        "This is an order of the High Court.",
    )
)


@pytest.mark.parametrize(
    ("query", "lang", "closest"),
    [
        ("Гани уехал", "ru", "Ghani"),
        ("где Барадар", "ru", "Baradar"),
        ("برادر", "fa", "Baradar"),
        ("где талибы", "ru", "талибы"),  # a word that topics know in every script
        ("غنی", "fa", ""),  # two consonants, and no vowel to tell them apart
        ("люди", "ru", ""),
        ("чирт", "ru", ""),  # has the consonants of Court
        ("тоис", "ru", ""),  # ... and of This
        ("ghana", "en", ""),
    ],
)
def test_a_name_is_found_in_another_script(query, lang, closest):
    assert topics.closest(topics.parts(query, lang), ABROAD) == closest


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("The Taliban have taken the palace in Kabul, two commanders say", True),
        ("Fled or not, the president has not been seen in the palace since Sunday", True),
        ("kabul OR herat OR kandahar OR ghazni OR kunduz", False),
        ("kabul or herat or kandahar or ghazni or kunduz", False),
        ("kabul, herat, kandahar, ghazni, kunduz, farah, zaranj, taloqan, aybak", False),
        ("evacuation flights from kabul airport for staff of the embassy -cricket", False),
        ("evacuation flights from kabul airport for staff of the source:bbc", False),
        ("how many troops is the us sending", False),
    ],
)
def test_a_report_is_no_long_topic(text, prose):
    assert topics.is_prose(text) is prose
