import msgspec
import pytest

from bot.brief import facts
from bot.brief.units import units
from bot.model import Figure, Item
from bot.understand.article import article as understand


def told(title: str, text: str = "", lang: str = "en", id: str = "1"):
    article = understand(Item(id=id, title=title, text=text, lang=lang))
    return [facts.told(article, unit) for unit in units(article)]


def kinds(title: str, text: str = "", lang: str = "en") -> set[str]:
    return {kind for one in told(title, text, lang) for kind, _ in one.facts}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Rebels capture Goma after a week of fighting", "", "en"), ("Goma has fallen, residents say", "Rebels hold it.", "en")),
        (("Taliban take Kandahar, council member says", "", "en"), ("Taliban haben Kandahar erobert", "", "de")),
        (("Jalalabad falls to Taliban", "", "en"), ("شهر جلال‌آباد به دست طالبان سقوط کرد", "", "fa")),
        (("US to send 3,000 troops to Kabul", "", "en"), ("USA schicken 3000 Soldaten nach Kabul", "", "de")),
        (("Fighting around Maidan Shar goes on", "", "en"), ("Clashes near Maidan Shar, residents say", "", "en")),
        (("President Idris Déby killed in fighting in the north", "", "en"), ("Chad's Idriss Deby has died of wounds", "", "en")),
        (("Danish Siddiqui was shot and killed in Spin Boldak", "", "en"), ("Reporter Danish Siddiqui dies in clash", "", "en")),
        (("Aung San Suu Kyi detained as army takes over", "", "en"), ("Soldiers say San Suu Kyi was arrested at dawn", "", "en")),
        (("Explosion in Beirut port kills 78", "", "en"), ("Explosion au port de Beyrouth : 78 morts", "", "fr")),
        (("Explosion in Beirut port kills 78", "", "en"), ("انفجار مرفأ بيروت: 78 قتيلا", "", "ar")),
        (("Quake near Kharkiv kills 45", "", "en"), ("В Харькове 45 человек погибли", "", "ru")),
        (("Fire in Valencia injures 15", "15 were injured in Valencia.", "en"), ("Incendio en Valencia: 15 heridos", "", "es")),
        (("Boats evacuate 640 from Herat", "They evacuated 640 people.", "en"), ("640 were evacuated from Herat", "", "en")),
        (("45 sailors rescued off Valencia", "", "en"), ("Crews have rescued 45 sailors, Valencia says", "", "en")),
        (("Omid Rahmat sentenced to 22 years", "", "en"), ("Omid Rahmat, who shot Jan Rahimi, was sentenced to jail", "", "en")),
        (("Omid Rahmat is freed in Herat", "", "en"), ("Omid Rahmat released from jail after a year", "", "en")),
        (("Ebrahim Raisi has won the presidential election", "", "en"), ("Ebrahim Raisi wins a vote few joined", "", "en")),
    ],
)  # fmt: skip
def test_one_fact_in_two_wordings(one, other) -> None:
    assert any(facts.agree(a, b) for a in told(*one) for b in told(*other, id="2"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taliban take Kunduz", "Taliban take Ghazni"),
        ("Taliban take Ghazni on the road to Kabul", "Taliban take Kabul"),
        ("US to send 3,000 troops to Kabul", "UK to send 600 troops to Kabul"),
        ("Five killed in Kabul as Taliban advance", "Five killed in Baghdad blast"),
        ("Taliban hold Kandahar", "Officials deny that Kandahar has fallen to the Taliban"),
        ("Mazar attackers pushed back, army says", "Taliban take Mazar-i-Sharif"),
        ("Last flight before the Taliban took Kabul leaves", "Taliban have taken Kabul"),
        ("Idriss Deby was killed in the north", "Idriss Deby's aide was killed in the north"),
        ("Idriss Deby was nearly killed", "Idriss Deby was killed"),
        ("Omid Rahmat is to be released from prison", "Omid Rahmat was released from prison"),
        ("Omid Rahmat, who shot Jan Rahimi, was sentenced to prison", "Jan Rahimi was sentenced to prison"),
        ("Danish Siddiqui was killed", "Police say Danish Khan was killed"),
        ("Ahmad Massoud killed three fighters", "Ahmad Massoud was killed, rivals say"),
    ],
)
def test_facts_that_differ(one, other) -> None:
    assert not any(facts.agree(a, b) for a in told(one) for b in told(other, id="2"))


@pytest.mark.parametrize(
    "title",
    [
        "Brent falls as Chinese data disappoint",  # a price, not a town
        "Canada to take in 20,000 Afghans",
        "Americans in Kabul told to take shelter as Taliban near",
        "Taliban escort Americans to the gates of Kabul airport",
    ],
)
def test_words_of_taking_that_take_no_town(title) -> None:
    assert "taken" not in kinds(title)


def test_killing_so_many_counts_them(article) -> None:
    def counted(title: str, words: str, value: float) -> bool:
        start = title.index(words)
        figure = Figure(field="title", start=start, end=start + len(words), text=words, value=value, what="people")
        one = msgspec.structs.replace(article("1", title), figures=(figure,))
        return ("killed", value) in {fact for unit in units(one) for fact in facts.told(one, unit).facts}

    assert counted("A bomb went off at the gate, killing at least 40 people", "40 people", 40.0)
    assert not counted("A bomb went off at the gate, killing Jane Doe, 40, of Lund", "40", 40.0)


def test_a_denial_is_known_by_its_fact() -> None:
    assert "not taken" in kinds("Officials deny that Kandahar has fallen to the Taliban")


def test_copies_of_a_text_tell_nothing_of_their_own(article) -> None:
    counted = Figure(field="title", start=0, end=12, text="3,000 troops", value=3000.0, what="troops")
    one = article("1", title="3,000 troops leave for Kabul")
    one = msgspec.structs.replace(one, figures=(counted,))
    copy = msgspec.structs.replace(one, id="2", duplicate_of="1")
    assert {w.article.id for found in facts.index([one, copy]).values() for w in found} == {"1"}


def test_a_town_amid_what_happened_to_it_is_the_one() -> None:
    last = told("Was aus Herat zu hören ist", "Die Taliban haben den Präsidentenpalast in Kabul besetzt.", "de")[-1]
    assert last.facts == {("palace taken", "Kabul, AF")}


def test_of_two_places_as_near_it_is_the_one_that_is_named_behind_the_fall() -> None:
    [line] = told("شورای ولایتی هلمند سقوط لشکرگاه را به دست طالبان تایید کرد", "", "fa")
    assert line.facts == {("taken", "Lashkar Gah, AF")}


def test_how_far_away_a_fallen_town_is_makes_no_second_event() -> None:
    first, far = told("Taliban take Pul-e-Alam", "Pul-e-Alam lost; 60 km of road left to Kabul")
    assert ("km", 60.0) in far.facts
    assert facts.retells(far, first)


@pytest.mark.parametrize("title", ["Rebels seize Myanmar, army says", "Czechia has fallen to the militia, rebels say"])
def test_a_country_is_no_town_whatever_its_name(title) -> None:
    assert kinds(title) == set()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "A quake in Turkey killed 19 people and wounded 80.",
            "The quake near Van killed 19 people and wounded 80.",
            True,
        ),
        (
            "A quake in Turkey killed 19 people.",
            "The quake near Van killed 19 people.",
            False,
        ),  # of one count alone it is chance
        (
            "A crash in Ankara killed 19 people and wounded 80.",
            "The quake near Van killed 19 people and wounded 80.",
            False,
        ),
        (
            "A quake in Turkey killed 19 people and wounded 80.",
            "A blast in Kabul killed 19 people and wounded 80.",
            False,
        ),
    ],
)
def test_a_town_lies_in_its_country(one, other, same) -> None:
    (first,), (second,) = told("", one), told("", other)
    assert facts.agree(first, second) is same


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jane Rowe has died at the age of 80.", {"jn r"}),
        ("The former mayor of Oldbury Jane Rowe died on Monday.", {"jn r"}),
        ("Jane Rowe, 34, died of her wounds.", {"jn r"}),
        ("Jane Rowe, who sang with Max Bolt on the 2011 Northern Tour, has died.", {"jn r"}),
        ('Jane Rowe, best known for "Night Train" and "Captain Bolt," died on Friday.', {"jn r"}),
        ("Jane Rowe, the partner of the son of Lord Max Bolt, has been arrested.", {"jn r"}),
        ("Jane Rowe, a harbour pilot who was detained in May, appeared in court.", {"jn r"}),
        ("Tributes have been paid to the diver Jane Rowe, who died at sea.", {"jn r"}),
        ("The pilot says in the weeks before his wife, Jane Rowe, died he was at sea.", {"jn r"}),
        ("Jane Rowe pleaded guilty to theft and was sentenced to two years.", {"jn r"}),
        ("Jane Rowe and two others were arrested in Oldbury.", {"jn r"}),
        ("Oldbury's mayor Jane Rowe steps down after ten years.", {"jn r"}),
        ("Jane Rowe resigned to spend more time with her sons.", {"jn r"}),
        ("Police arrested the harbour pilot Jane Rowe on Monday.", {"jn r"}),
        # others, of whom no name is told
        ("Harbour News reporter Jane Rowe reports from a village where 90 people have died.", set()),
        ("Jane Rowe was charged after a man died.", set()),
        ("Jane Rowe says two were shot and killed.", set()),
        ("Jane Rowe sings for those who died.", set()),
        ("Jane Rowe was at sea when her daughter died.", set()),
        ("Four suspects in the killing of the mayor Jane Rowe were killed by police.", set()),
        ("Boxer who shocked Jane Rowe dies at 70.", set()),
        ("The man who shot Jane Rowe, a pilot, has been arrested.", set()),
        ("Jane Rowe's aide was arrested.", set()),
        ("'Captain Bolt' actress dies at 80.", set()),
        ('The actor, who played in "Captain Bolt," has died.', set()),
        ("A Northern Arena guard was arrested at home.", set()),
        ("Jane Rowe resigned to the likelihood of defeat.", set()),
        ("Cyclone Jane Rowe has killed at least three people.", set()),
        ("Police arrested two men after Jane Rowe fell from a bridge.", set()),
        ("Police arrested three Northern Islanders on Monday.", set()),
    ],
)  # fmt: skip
def test_a_fate_is_its_subjects(text, who) -> None:
    assert {name for one in told("", text) for kind, name in one.facts if kind in facts.OF_PEOPLE} == who
