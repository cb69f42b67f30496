"""Whose report a sentence passes on."""

import pytest

from bot.brief.trust.cited import cited, is_hearsay
from bot.brief.units import Unit

HOUSES = {"Velm Wire": "velm house", "Harbour Post": "harbour"}


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The dam has broken, Velm Wire reported.", "velm house"),
        ("The dam has broken, according to Velm Wire.", "velm house"),
        ("La presa se ha roto, según la agencia Velm Wire.", "velm house"),
        ("Le barrage a cédé, rapporte l'agence Velm Wire.", "velm house"),
        ("A resident told the Harbour Post that the dam had broken.", "harbour"),
        ("The dam has broken, Gulf Agency reported.", "agency glf"),
        ("Le barrage a cédé, selon l'agence Gulf.", "agency glf"),
        ("A ranger told AFP that the dam had broken.", "agency fp"),
        ("По данным агентства «Gulf», плотина прорвана.", None),
        ("The dam has broken, rangers said.", None),
        ("The International Energy Agency said that demand would fall.", None),
        ("The Harbour Post office in Velm was flooded.", None),
    ],
)
def test_a_sentence_passes_on_the_report_that_it_names(text, voice) -> None:
    assert cited(Unit("text", 0, text, 0), HOUSES) == voice


def test_an_agency_is_one_voice_whether_we_read_it_or_not() -> None:
    english = cited(Unit("text", 0, "The dam has broken, Cordillera Agency reported.", 0), {})
    french = cited(Unit("text", 0, "Le barrage a cédé, rapporte l'agence Cordillera.", 0), {})
    assert english == french == "agency crdlr"
    assert (
        cited(Unit("text", 0, "Le barrage a cédé, rapporte l'agence Cordillera.", 0), {"Cordillera Agency": "c"}) == "c"
    )


@pytest.mark.parametrize(
    ("text", "hearsay"),
    [
        ("Dam has broken, agency reports", True),
        ("The dam has broken, local media reported.", True),
        ("The dam has broken, according to media reports.", True),
        ("Medienberichten zufolge ist der Damm gebrochen.", True),
        ("Le barrage a cédé, selon les médias.", True),
        ("La presa se ha roto, según la prensa.", True),
        ("Плотина прорвана, сообщают СМИ.", True),
        ("The dam has broken, rangers said.", False),
        ("Le barrage a cédé, selon l'agence Gulf.", False),
        ("Media were kept away from the dam.", False),
        ("The press had reported on the dam for years.", False),
    ],
)
def test_hearsay_is_whose_source_nobody_names(text, hearsay) -> None:
    assert is_hearsay(text) is hearsay
