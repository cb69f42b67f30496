"""The lexicon of senses: whole, and read as news in each language writes it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import senses
from bot.brief.trust import meaning, signs

LISTED = {lang: senses._lines(lang) for lang in sorted(senses.LANGUAGES)}
ALL = senses.deeds() | {sense for row in senses._listed("thing") for sense in row.split()}


@pytest.mark.parametrize("lang", sorted(senses.LANGUAGES))
def test_every_language_has_every_sense(lang) -> None:
    assert {sense for sense, _ in LISTED[lang]} == ALL


@pytest.mark.parametrize("lang", sorted(senses.LANGUAGES))
def test_each_form_is_found_where_it_stands_alone(lang) -> None:
    lost = [
        (sense, form)
        for sense, forms in LISTED[lang]
        for form in forms.split(", ")
        if " … " not in form and sense not in {one.sense for one in senses.said(form.replace("*", ""), lang)}
    ]
    count = sum(len(forms.split(", ")) for _, forms in LISTED[lang])
    assert len(lost) <= 0.01 * count, lost[:40]  # in a longer form, or under a stem that hardly anything is left of


def test_forms_are_written_as_they_are_read() -> None:
    for lang, rows in LISTED.items():
        for sense, forms in rows:
            for form in forms.split(", "):
                assert form == " ".join(form.split()), (lang, sense, form)
                assert not re.search(r"\*\S|^\*", form), (lang, sense, form)


def test_opposites_are_deeds_that_there_are() -> None:
    for one, others in senses.opposites().items():
        assert {one, *others} <= ALL
        assert one not in others


@pytest.mark.parametrize(
    ("lang", "one", "other", "sense"),
    [
        ("en", "The mayor of Velm stepped down on Friday", "Velm mayor quits", "resign"),
        ("en", "Two sailors were taken into custody", "Police arrested two sailors", "arrest"),
        ("de", "Der Bürgermeister tritt wegen des Streits zurück", "Rücktritt des Bürgermeisters", "resign"),
        ("fr", "Le maire a démissionné vendredi", "La démission du maire", "resign"),
        ("es", "El alcalde dimite", "La dimisión del alcalde", "resign"),
        ("pt", "O presidente da Câmara demitiu-se", "A demissão do autarca", "resign"),
        ("it", "Il sindaco si è dimesso", "Le dimissioni del sindaco", "resign"),
        ("pl", "Zatrzymano dwóch marynarzy", "Policja aresztowała dwóch marynarzy", "arrest"),
        ("ru", "Двое моряков задержаны", "Полиция арестовала двух моряков", "arrest"),
        ("uk", "Двох моряків затримано", "Поліція заарештувала двох моряків", "arrest"),
        ("tr", "Deprem Velm'i vurdu", "Velm'de deprem oldu", "quake"),
        ("ar", "زلزال قوي يضرب المدينة", "وقع الزلزال ليلا", "quake"),
        ("fa", "زمین‌لرزه در ولم", "زلزله ولم را لرزاند", "quake"),
        ("zh", "地震袭击了城市", "发生强烈地震", "quake"),
        ("nl", "De burgemeester treedt na de storm af", "Aftreden van de burgemeester", "resign"),
        ("ps", "په ولم کې زلزله وشوه", "زلزلې ولم ولړزاوه", "quake"),
        ("ps", "دوه کسان نیول شوي دي", "پولیسو دوه کسان ونیول", "arrest"),
        ("ur", "ولم میں شدید زلزلہ", "زلزلے سے ولم لرز اٹھا", "quake"),
        ("ur", "دو افراد گرفتار", "پولیس نے دو افراد کو حراست میں لے لیا", "arrest"),
        ("hi", "वेल्म में भूकंप", "तेज़ भूकम्प से हिला वेल्म", "quake"),
        ("hi", "दो लोग गिरफ्तार", "पुलिस ने दो लोगों को गिरफ़्तार किया", "arrest"),
    ],
)
def test_one_sense_in_several_words(lang, one, other, sense) -> None:
    for text in (one, other):
        assert sense in {said.sense for said in senses.said(text, lang)}, text


@pytest.mark.parametrize(
    ("text", "sense", "not_said"),
    [
        ("Die Firma ruft die Gläser zurück, wie sie auf ihrer Seite mitteilt", "recall", "urge"),
        ("Die Gewerkschaft ruft für Montag zum Streik auf", "urge", "recall"),
        ("Der Bürgermeister tritt nach dem Streit auf der Brücke zurück", "resign", "perform"),
    ],
)
def test_a_parted_verb_goes_with_the_word_that_ends_its_clause(text, sense, not_said) -> None:
    found = {said.sense for said in senses.said(text, "de")}
    assert sense in found
    assert not_said not in found


@pytest.mark.parametrize(
    ("lang", "text", "sense"),
    [
        ("fa", "راهپیمایی 22 بهمن", "avalanche"),  # the month
        ("fa", "تأسیسات هسته‌ای", "founder"),
        ("fa", "رئال مادرید", "mother"),
        ("ru", "не хватает времени", "temporary"),
        ("ru", "вместо мэра", "joint"),
        ("ru", "семь лет спустя", "family"),
        ("ru", "нападающий сборной", "armed-attack"),
        ("ru", "генеральный секретарь", "secret"),
        ("ru", "на основании закона", "founder"),
        ("ar", "بطاقة الهوية", "electricity"),
        ("ar", "الأمة العربية", "mother"),
        ("ar", "فيصل بن فهد", "arrive"),
        ("ar", "بالضبط", "confiscate"),
        ("ar", "الإنفاق الحكومي", "tunnel"),
        ("tr", "yüksek fiyat", "goods"),
        ("tr", "bakan böyle olduğunu kaydetti", "video"),
        ("tr", "kalp krizi geçirdi", "crisis"),
        ("uk", "адвокат оскаржив рішення", "prize"),
        ("uk", "очевидно", "witness"),
        ("uk", "досудове розслідування", "remand"),
        ("uk", "залізний купол", "train"),
        ("ur", "نئی دریافت", "river"),
        ("ur", "موبائل کی اسکرین", "prize"),
        ("hi", "मास्को में बैठक", "mask"),
        ("hi", "एमपी में बारिश", "lawmaker"),
        ("zh", "美国外交部门", "foreign"),
        ("zh", "重大风险", "wind"),
        ("zh", "部分行业", "branch-office"),
        ("zh", "吊销执照", "lift-ban"),
    ],
)
def test_a_word_that_looks_like_another_is_not_read_as_it(lang, text, sense) -> None:
    assert sense not in {said.sense for said in senses.said(text, lang)}


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("fa", "هزاران نفر از خانه‌های خود گریختند", {"displace", "flee", "house"}),
        ("ru", "Рубль подешевел, докеры бастуют", {"currency", "worker", "strike"}),
        ("ar", "قضت المحكمة بسجن الوزير", {"court", "verdict", "prison", "sentence"}),
        ("tr", "Eski bakan kalp krizi geçirdi", {"former", "minister", "disease"}),
        ("uk", "Сорок років ув'язнення", {"sentence", "prison"}),
        ("ur", "وزیر خارجہ نے ڈپو کو نشانہ بنایا", {"foreign-affairs", "minister", "strike-hit"}),
        ("hi", "पूर्व मुख्यमंत्री का फैसला", {"former", "governor", "minister", "decide"}),
        ("zh", "美国前部长被判处十年有期徒刑", {"former", "minister", "sentence", "prison"}),
    ],
)
def test_a_phrase_tells_all_that_its_words_tell(lang, text, told) -> None:
    assert told <= {said.sense for said in senses.said(text, lang)}


@pytest.mark.parametrize(
    ("lang", "text", "not_said"),
    [
        ("de", "Die Premiere ist abgesagt", "prime-minister dismiss"),
        ("de", "Im Allgemeinen handelt er schnell", "public trade"),
        ("es", "El comité plantea una cuestión especial", "convoy condemn expert"),
        ("es", "La cifra llega a 40 muertos", "visit"),
        ("es", "Las tropas se retiran de la ciudad", "leave-bloc"),
        ("fr", "Pendant cette période, environ la moitié du département", "kill-die climate depart"),
        ("fr", "L'administration a tenu des propos étranges", "chief-executive offer foreign"),
        ("pt", "A temporada social do governador", "storm party government"),
        ("pt", "Os investimentos do site", "armed-attack take-office encircle"),
        ("it", "I cittadini presenti vogliono un confine migliore", "citizenship reveal quarantine improve"),
        ("it", "Il governatore è normale", "government calm"),
        ("pl", "Martwi się o apelację", "kill-die urge"),
        ("pl", "Stary działa przed trybunałem", "elderly split stadium"),
        ("nl", "Het klopt dat jonge mensen zijn gered", "win child prepare"),
    ],
)
def test_a_stem_that_falls_together_with_another_word_is_not_said(lang, text, not_said) -> None:
    assert {said.sense for said in senses.said(text, lang)}.isdisjoint(not_said.split())


@pytest.mark.parametrize(
    ("lang", "text", "sense"),
    [
        ("de", "Tausende protestierten in der Hauptstadt", "protest"),
        ("de", "Die EZB hebt den Leitzins um einen Viertelpunkt an", "rise"),
        ("es", "El jurado lo declaró culpable de asesinato", "convict"),
        ("fr", "Des élèves privés de cours", "lessons"),
        ("pt", "O suspeito entregou-se à polícia", "surrender"),
        ("it", "Ritirato dal commercio un lotto di salumi", "recall"),
        ("pl", "Sanepid wycofał partię sera z bakterią", "recall"),
        ("nl", "Het vuur is gestaakt", "ceasefire"),
    ],
)
def test_what_news_often_says_is_in_the_lexicon(lang, text, sense) -> None:
    assert sense in {said.sense for said in senses.said(text, lang)}


def test_happenings_fates_and_light_verbs_are_deeds() -> None:
    assert senses.happenings() <= senses.deeds()
    assert senses.fates() <= senses.deeds()
    assert senses.light() <= senses.deeds()
    assert senses.light().isdisjoint(senses.happenings())


def test_the_longest_phrase_counts() -> None:
    found = senses.said("The prime minister arrived", "en")
    assert [one.sense for one in found if one.start == 4] == ["prime-minister"]
    assert "minister" not in {one.sense for one in found}


def test_a_language_that_the_lexicon_lacks_says_nothing() -> None:
    assert senses.said("Земетресение в Велм", "bg") == ()


@given(st.text(max_size=300), st.sampled_from(sorted(senses.LANGUAGES)))
def test_any_text_is_read_in_order_and_within_itself(text, lang) -> None:
    found = senses.said(text, lang)
    assert list(found) == sorted(found, key=lambda one: one.start)
    assert all(0 <= one.start < one.end <= len(text) and one.sense in ALL for one in found)


@pytest.mark.parametrize(
    "named",
    [signs._MISFORTUNE.split(), signs._FIGHTING.split(), meaning._NOT_YET.split(), meaning._ANSWERS.split()],
    ids=["misfortune", "fighting", "not yet", "answers"],
)
def test_every_sense_that_a_rule_names_is_in_the_lexicon(named) -> None:
    assert set(named) <= ALL, sorted(set(named) - ALL)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12,000 men, 12 000 Mann, 12.000 hombres", [12000.0] * 3),
        ("41 killed in 2 towns", [41.0, 2.0]),
        ("a quake of 6.1", []),
        ("none", []),
    ],
)
def test_numbers_are_read_however_their_thousands_are_parted(text, numbers) -> None:
    assert senses.numbers(text) == numbers
