"""Questions in plain words: what they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import topics
from bot.words import speaking

QUESTIONS = {
    "What's happening in Kabul?": "Kabul",
    "what is happening in kabul right now": "kabul",
    "Hi, what’s new in Herat today?": "Herat",
    "whats going on with the evacuation flights": "evacuation flights",
    "what happened to Ashraf Ghani?": "Ashraf Ghani",
    "What about Kandahar?": "Kandahar",
    "any news from panjshir": "panjshir",
    "Is there any news on the peace talks?": "peace talks",
    "any updates on kabul airport?": "kabul airport",
    "can you give me the latest news on Haiti, please": "Haiti",
    "tell me about kabul airport": "kabul airport",
    "news from kabul": "kabul",
    "latest on (kabul OR herat) -cricket": "(kabul OR herat) -cricket",
    "How are things in Kunduz?": "Kunduz",
    "what did I miss in kabul?": "kabul",
    "update me on herat": "herat",
    "kabul summary": "kabul",
    "can you summarize what happened in kabul": "kabul",
    "everything about kabul": "kabul",
    "what's the oil price": "oil price",
    "catch me up": "",
    "what's the biggest story": "",
    "fass mir Kabul zusammen": "Kabul",
    "Gibt es was Neues zu Ghani?": "Ghani",
    "parle-moi de Kaboul": "Kaboul",
    "Qu'est-ce que j'ai raté ?": "",
    "L'aéroport est-il fermé ?": "L'aéroport fermé",
    "cuéntame sobre Kabul": "Kabul",
    "¿Qué me perdí?": "",
    "Расскажи про Кабул": "Кабул",
    "Есть новости из Герата?": "Герата",
    "Розкажи про Кабул": "Кабул",
    "Kabil hakkında bilgi ver": "Kabil",
    "neler kaçırdım": "",
    "أخبرني عن كابول": "كابول",
    "از کابل بگو": "کابل",
    "دیروز در کابل چه شد": "کابل",
    "fox news": "fox news",
    "Was ist in Kabul los?": "Kabul",
    "Was passiert gerade in Kabul?": "Kabul",
    "Wie ist die Lage in Herat?": "Herat",
    "Neues aus Kundus": "Kundus",
    "Neueste Nachrichten aus Kabul": "Kabul",
    "Que se passe-t-il à Kaboul ?": "Kaboul",
    "Quoi de neuf en Afghanistan ?": "Afghanistan",
    "les dernières nouvelles d’Afghanistan": "Afghanistan",
    "¿Qué está pasando en Kabul?": "Kabul",
    "noticias de Afganistán": "Afganistán",
    "Что происходит в Кабуле?": "Кабуле",
    "что сейчас происходит в Кабуле": "Кабуле",
    "последние новости из Герата": "Герата",
    "новости Кабула": "Кабула",
    "Що відбувається в Кабулі?": "Кабулі",
    "останні новини з Герата": "Герата",
    "Kabil'de neler oluyor?": "Kabil",
    "Kabil’de son durum ne?": "Kabil",
    "Afganistan haberleri": "Afganistan",
    "ماذا يحدث في كابول؟": "كابول",
    "آخر أخبار أفغانستان": "أفغانستان",
    "از کابل چه خبر؟": "کابل",
    "در هرات چه می‌گذرد؟": "هرات",
    "آخرین اخبار کابل": "کابل",
    # all there is
    "What's new?": "",
    "news": "",
    "any news?": "",
    "Was gibt es Neues?": "",
    "quoi de neuf ?": "",
    "что нового?": "",
    "последние новости": "",
    "چه خبر؟": "",
    "آخر الأخبار": "",
    # about all that they say
    "did kandahar fall?": "kandahar fall",
    "How many troops is the US sending?": "troops US sending",
    "is it true that Ghani fled": "Ghani fled",
    "can you confirm that herat has fallen": "herat fallen",
    "who is Zabihullah Mujahid": "Zabihullah Mujahid",
    "Wie viele Soldaten schicken die USA?": "Soldaten schicken USA",
    "Est-il vrai que Ghani est parti ?": "Ghani parti",
    "Сколько солдат отправят США?": "солдат отправят США",
    "Wo ist Ghani?": "Ghani",
    "hat ghani das land verlassen": "ghani land verlassen",
    "Правда ли, что Гани уехал?": "Гани уехал",
    "هل سقطت كابول؟": "سقطت كابول",
    "چند سرباز می‌فرستند؟": "سرباز می‌فرستند",
    "غنی کہاں ہے؟": "غنی",
    "کیا غنی چلے گئے؟": "غنی چلے",
    "کابل میں کیا ہو رہا ہے؟": "کابل",
    "غني چیرته دی؟": "غني",
    "په کابل کې څه پیښیږي؟": "کابل",
    "غنی کجاست؟": "غنی",
    "آیا غنی رفته است": "غنی",
    "was ist in Kabul passiert?": "Kabul",
    "no, I meant herat": "herat",
    "No. I meant what happened in Herat?": "Herat",
    "i meant kunduz": "kunduz",
    "no, herat": "herat",
    "nein, ich meinte Herat": "Herat",
    "нет, я имел в виду Герат": "Герат",
    "no-fly zone": "no-fly zone",
    "no deal": "no deal",
    # one of these places
    "kabul and herat": "kabul, herat",
    "what's happening in kabul and kandahar?": "kabul, kandahar",
    "Kabul und Herat": "Kabul, Herat",
    "Кабул и Герат": "Кабул, Герат",
    "bosnia and herzegovina": "bosnia and herzegovina",
    "trinidad and tobago": "trinidad and tobago",
    "kabul and evacuation": "kabul and evacuation",
    "rock and roll": "rock and roll",
    # what is said around a topic
    "kabul now!!": "kabul",
    "kabul?": "kabul",
    "#kabul": "kabul",
    "herat please": "herat",
    "kabul, please!": "kabul",
    "#": "#",
    "!!!": "!!!",
    # a report
    "Two said on Sunday that he was on his way.": "Two said on Sunday that he was on his way.",
    # topics, and questions that are more than their subject
    "kabul": "kabul",
    "Fox News": "Fox News",
    "fake news": "fake news",
    "news corp": "news corp",
    "BBC News Russia": "BBC News Russia",
    "status quo": "status quo",
    "Neues Deutschland": "Neues Deutschland",
    '"news from nowhere"': '"news from nowhere"',
    "Le Monde": "Le Monde",
    "La Presse": "La Presse",
    "РИА Новости": "РИА Новости",
}


@pytest.mark.parametrize(("text", "subject"), QUESTIONS.items(), ids=str)
def test_a_question_is_about_its_subject(text: str, subject: str) -> None:
    assert topics.subject(text) == subject


def test_words_that_say_nothing_in_the_language_that_is_spoken_are_left_out() -> None:
    with speaking("de"):
        assert topics.subject("Wie viele Soldaten schicken die USA?") == "Soldaten schicken USA"


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("what happened in Herat and who controls Kandahar?", ("what happened in Herat", "who controls Kandahar")),
        ("Was ist in Kabul los und wer kontrolliert Herat?", ("Was ist in Kabul los", "wer kontrolliert Herat")),
        ("what's happening in kabul and kandahar?", None),
        ("did Ghani leave and go to Tajikistan?", None),
        ("is mazar safe and who holds it?", None),  # the second is about what the first names
        ("rock and roll", None),
        ("", None),
    ],
)
def test_two_questions_in_one(text: str, halves: tuple[str, ...] | None) -> None:
    assert topics.halves(text) == (halves or (text,))


@given(st.text(max_size=300))
def test_any_text_has_a_subject_whose_words_stand_in_it(text: str) -> None:
    assert topics.subject(text) == text or all(word in text for word in topics.subject(text).split())
