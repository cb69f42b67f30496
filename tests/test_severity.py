import pytest

from bot import severity
from bot.brief import lexicon
from bot.understand import severity as understood


@pytest.mark.parametrize(
    ("categories", "level"),
    [
        ((), None),
        (("Flood", "urgency:Immediate", "severity:Extreme"), "extreme"),
        (("severity:Minor",), "low"),
        (("severity:unknown", "alert:orange"), "high"),
        (("earthquake", "alert:green"), "low"),
        (("severity:", "Severe weather", "red"), None),
    ],
)
def test_alerts_say_it_themselves(categories, level):
    assert severity.of_alert(categories) == level


@pytest.mark.parametrize(
    ("title", "text", "lang", "level"),
    [
        ("Explosion in the harbour", "", "en", "high"),
        ("An explosive interview with a chief executive", "", "en", None),
        ("Explosionen im Hafen", "", "de", "high"),
        ("انفجار در بندر", "", "fa", "high"),
        ("Вибух у порту", "", "uk", "high"),
        ("At the harbour", "Three people were killed.", "en", "medium"),
        ("", "Three people were killed.", "en", "high"),
        ("At the harbour", "Ships. " * 60 + "Three people were killed.", "en", None),  # not what the item is about
        ("Troops reach the harbour", "", "en", "medium"),
        ("", "", "und", None),
    ],
)
def test_words_weigh(title, text, lang, level):
    assert understood.level(title, text, lang, None) == level
    assert understood.level(title, text, lang, "low") == "low"


def test_briefings_weigh_the_same_words():
    assert lexicon.severity("An explosive interview with a chief executive") == 0
    assert lexicon.severity("Two explosions at dawn") == 3
