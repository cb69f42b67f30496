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
        ("A new brand of coffee", "", "en", None),  # a fire in German, Dutch and Swedish
        ("Brand in einer Kaffeefabrik", "", "de", "medium"),
        ("Взрывы в порту, есть погибшие", "", "ru", "high"),
        ("У порту поранено двох людей", "", "uk", "medium"),
        ("Deux morts dans une explosion au port", "", "fr", "high"),
        ("Inundaciones en la costa", "", "es", "medium"),
        ("Terremoto al largo della costa", "", "it", "medium"),
        ("Três mortos em explosão no porto", "", "pt", "high"),
        ("Trzęsienie ziemi u wybrzeży", "", "pl", "medium"),
        ("Limanda patlama", "", "tr", "high"),
        ("انفجار في الميناء", "", "ar", "high"),
        ("بندرگاہ میں دھماکا", "", "ur", "high"),
        ("बंदरगाह में विस्फोट", "", "hi", "high"),
        ("Gempa di lepas pantai", "", "id", "medium"),
        ("Jordbävning utanför kusten", "", "sv", "medium"),
        ("Jordskjelv utenfor kysten", "", "nb", "medium"),
        ("港口发生爆炸", "", "zh", "high"),
        ("港で爆発", "", "ja", "high"),
        ("港で祭り", "", "ja", None),
    ],
)
def test_words_weigh(title, text, lang, level):
    assert understood.level(title, text, lang, None) == level
    assert understood.level(title, text, lang, "low") == "low"


def test_briefings_weigh_the_same_words():
    assert lexicon.severity("An explosive interview with a chief executive") == 0
    assert lexicon.severity("Two explosions at dawn") == 3
    assert lexicon.severity("Zwei Explosionen, ein Brand", "de") == lexicon.severity("Two explosions, a fire")
    assert lexicon.severity("A new brand") == 0
