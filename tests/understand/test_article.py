import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Item
from bot.understand.article import MAX_TEXT, article
from tests.timing import cpu

LONG = 10_000  # characters: what grows with their square takes a second
TEXT = (
    "The United States will send 3,000 troops to Kabul within 48 hours, the Pentagon said on Thursday. "
    'Embassy staff would leave first. "The airport is open," a Taliban spokesman said.'
)


def test_everything_is_put_together():
    found = article(
        Item(id="1", title="US sends troops to Kabul airport", text=TEXT, outlet="Harbour Post", lang="en-UK")
    )
    assert found.lang == "en"
    assert found.outlet == "Harbour Post"
    assert {p.name for p in found.places} >= {"United States", "Kabul", "Kabul airport"}
    assert any(figure.value == 3000 for figure in found.figures)
    assert found.attributions
    assert len([s for s in found.sentences if s.field == "text"]) == 3
    assert {"p:1138958", "c:AF", "c:US", "w:troop"} <= found.terms
    assert found.story is None


@pytest.mark.parametrize(("item", "country"), [
    ({"outlet": "heraldpost.co.uk"}, "GB"), ({"outlet": "BBC News World"}, "GB"),
    ({"outlet": "Harbour Post", "link": "https://harbour.example.co.uk/1"}, "GB"), ({"outlet": "Harbour Post"}, "CA"),
])  # fmt: skip
def test_a_name_is_rather_the_place_at_the_outlets_home(item, country):
    (place,) = article(Item(id="1", text="Two people were hurt in Windsor on Monday.", **item)).places
    assert place.country == country


def test_a_very_long_text_is_bounded_and_kept():
    text = "Kabul is calm. " * (MAX_TEXT // 15 + 100)
    found = article(Item(id="1", text=text))
    assert found.text == text
    assert max(s.end for s in found.sentences) <= MAX_TEXT


def test_a_lone_surrogate_becomes_a_replacement_character():
    found = article(Item(id="1", title="Kabul \ud800 falls"))
    assert found.title == "Kabul \ufffd falls"


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.none() | st.text(max_size=5),
)
def test_no_text_makes_it_raise(title, text, lang):
    item = Item(id="x", title=title, text=text, lang=lang)
    found = article(item)
    for span in (*found.sentences, *found.places, *found.figures):
        assert getattr(found, span.field)[span.start : span.end] == span.text
    assert found == article(item)


UNITS = [
    *(
        "ab ",
        "Aa ",
        "1 ",
        "1,",
        "12",
        '"a ',
        "“",
        "’",
        "(",
        "-",
        "a-",
        "\n",
        "北京",
        "、",
        "قال ",
        "کابل ",
        "Kabul ",
        "Кабул, ",
    ),
    *(
        "said ",
        "said that ",
        "сказал ",
        "according to ",
        "killed ",
        "beat ",
        "3-1 ",
        "Name Name ",
        "New York, ",
        "U.S. ",
        "A.B. ",
    ),
    *(
        "in ",
        "the ",
        "and ",
        "at least ",
        "half a ",
        "1 million ",
        "hundred and ",
        "5 January ",
        "$1 ",
        "@a ",
        "http://a",
    ),
]


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_takes_much_longer_than_another(unit: str) -> None:
    honest = Item(id="1", text=TEXT * (LONG // len(TEXT)))
    hostile = Item(id="1", text=unit * (LONG // len(unit)))
    article(hostile)  # what is read and compiled the first time
    assert cpu(lambda: article(hostile)) < 20 * cpu(lambda: article(honest))


NEWS = """
    Kabul کابل Кабула 喀布尔 Washington state , . : ; “ ” " ' ( ) - – said says “No,” he she that according to in the village of
    Kampungu district St. Patrick 's 1.2m 60 to 80 at least dozens half a million 5' 10" -20 ۱۲۰ १२० ½ % $ € EU Paris Texas and
    Georgia Mr. Jack London virus دوشنبه شام ولسوالی سنگین é ß ﷽ AFP — As reported by issued statement expressed confidence asked
    whether known as reportedly
"""
PIECES = st.sampled_from([*NEWS.split(), "\n", "\u200c", "\ud800", "\U0001f600"])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
    st.sampled_from(["en", "fa", "ru", "de", None]),
)
def test_every_span_of_any_news_stands_in_its_field(text, title, lang):
    item = Item(id="x", title=title, text=text, lang=lang)
    found = article(item)
    spans = [*found.sentences, *found.places, *found.figures]
    for attribution in found.attributions:
        spans += [*attribution.source, *attribution.cue, *attribution.content]
    for span in spans:
        assert getattr(found, span.field)[span.start : span.end] == span.text
        assert span.text
    for place in found.places:
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
    assert found == article(item)
