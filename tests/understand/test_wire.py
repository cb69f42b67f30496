import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand.wire import agency


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KABUL (Reuters) - The last gate was shut.", "Reuters"),
        ("KABUL, Aug. 13 (UPI) — The last gate was shut.", "UPI"),
        ("Kabul (AFP) – The last gate was shut.", "AFP"),
        ("Kabul (dpa/AFP) - Das letzte Tor ist zu.", "dpa"),
        ("BEIJING, Aug. 13 (Xinhua) -- The gate was shut.", "Xinhua"),
        ("MOSCOW, August 13. /TASS/. The gate was shut.", "TASS"),
        ("МОСКВА, 13 авг — РИА Новости. Ворота закрыты.", "RIA Novosti"),
        ("کابل (پژواک، ۲۲ اسد ۱۴۰۰): دروازه بسته شد.", "Pajhwok"),
        ("The gate was shut. — AFP", "AFP"),
        ("The gate was shut. (AP)", "AP"),
        ("The gate was shut.\nWith inputs from PTI", "PTI"),
        ("The gate was shut. © 2021 AFP", "AFP"),
        ("The gate was shut.\nQuelle: dpa", "dpa"),
        ("By JANE EXAMPLE, Associated Press\nThe gate was shut.", "AP"),
        ("The gate was shut.\nAssociated Press writers in Kabul contributed to this report", "AP"),
        ("The gate was shut. (Reporting by Jane Example; Editing by John Example)", "Reuters"),
    ],
)
def test_credits_name_the_agency(text, name):
    assert agency("", text) == name


@pytest.mark.parametrize(
    "text",
    [
        "A resident told AFP that the gate was shut.",
        "The Associated Press (AP) reported that the gate was shut.",
        "Reuters could not verify the report.",
        "The gate was shut, according to dpa.",
        "He spoke to Reuters and AP.",
        "",
    ],
)
def test_a_mention_is_no_wire_copy(text):
    assert agency("Gate shut", text) is None


def test_title_credit():
    assert agency("Gate shut - Reuters", "The gate was shut.") == "Reuters"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_text_is_answered(title, text):
    assert agency(title, text) is None or isinstance(agency(title, text), str)
