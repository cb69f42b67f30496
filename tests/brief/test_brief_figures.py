from datetime import UTC, datetime, timedelta

import pytest

from bot.brief.facts.counts import counted
from bot.brief.figures import counts
from bot.brief.independence import origins
from bot.brief.units import units
from bot.model import Item
from bot.understand.article import article as understand

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)


def series(articles, now):
    return [count.series for count in counts(articles, origins(articles), now)]


def toll(article, id, words, value, hours, outlet):
    return article(
        id,
        text=f"A blast killed {words} people in Kabul.",
        counts=[(words, value, "people")],
        hours=hours,
        outlet=outlet,
    )


@pytest.mark.parametrize(
    ("first", "second", "hours", "agree"),
    [
        (("at least 60", 60), ("79", 79), 5, True),  # a lower bound, then more: growth
        (("at least 60", 60), ("79", 79), 0.2, True),  # within the bound even at once
        (("60", 60), ("85", 85), 0.2, False),  # two counts at once
        (("60", 60), ("85", 85), 5, True),  # growth
        (("85", 85), ("60", 60), 5, False),  # a later source says fewer
        (("79", 79), ("80", 80), 0.2, True),  # rounding
        (("13", 13), ("13", 13), 1, True),
    ],
)
def test_growth_is_told_from_dispute(article, now, first, second, hours, agree) -> None:
    pair = [toll(article, "1", *first, 1 + hours, "Harbour Post"), toll(article, "2", *second, 1, "Valley Times")]
    (one,) = series(pair, now)
    assert one.what == "killed"
    assert one.agree is agree
    assert {v.value for v in one.values} == {first[1], second[1]}
    assert {id for v in one.values for id in v.evidence} == {"1", "2"}


@pytest.mark.parametrize(("later", "agree"), [((), False), ((90,), False), ((90, 91), True), ((90, 80), False)])
def test_a_dispute_is_over_once_two_others_have_counted_more_than_either(article, now, later, agree) -> None:
    told = [toll(article, "1", "60", 60, 5, "Harbour Post"), toll(article, "2", "85", 85, 4.8, "Valley Times")]
    for n, value in enumerate(later):
        told.append(toll(article, str(3 + n), str(value), value, 3 - n / 10, f"{('Lake', 'Hill')[n]} News"))
    (one,) = series(told, now)
    assert one.agree is agree


def test_a_number_that_its_headline_gives_without_a_name_is_that_headlines(article, now) -> None:
    """Another source names the country, and this one's text the district: one toll, that has risen."""
    early = article(
        "1", "Ferry disaster in northern Norland kills 20 people", counts=[("20 people", 20, "people")], hours=9
    )
    later = article(
        "2", "Ferry disaster: 28 dead", "Of those aboard, 28 people died off Akvik, officials said.",
        counts=[("28", 28, "dead"), ("28 people", 28, "people")], hours=2, outlet="Lake News",
    )  # fmt: skip
    (toll,) = series([early, later], now)
    assert [value.value for value in toll.values] == [20, 28]


def test_what_kills_is_counted_as_what_killed(article, now) -> None:
    pair = [
        article("1", "Blast kills 29 people in Kabul", counts=[("29 people", 29, "people")], hours=5),
        article(
            "2", "57 people dead after the blast in Kabul", counts=[("57 people", 57, "people")], outlet="Lake News"
        ),
    ]
    (one,) = series(pair, now)
    assert (one.what, [v.value for v in one.values]) == ("killed", [29, 57])


def test_the_dead_and_the_killed_are_one_count(article, now) -> None:
    pair = [
        toll(article, "1", "29", 29, 5, "Harbour Post"),
        article("2", text="The blast left 57 dead in Kabul.", counts=[("57 dead", 57, "dead")], outlet="Lake News"),
    ]
    (one,) = series(pair, now)
    assert (one.what, [v.value for v in one.values]) == ("killed", [29, 57])


@pytest.mark.parametrize(
    ("text", "words", "counted", "what"),
    [
        ("The flood on the coast has claimed at least 70 lives.", "at least 70 lives", "lives", "killed"),
        ("The quake in the south took some 70 lives.", "70 lives", "lives", "killed"),
        ("A week of fires cost 70 lives, the mayor said.", "70 lives", "lives", "killed"),
        ("About 70 lives have been lost in the flood.", "About 70 lives", "lives", "killed"),
        ("70 lives lost as the river rises", "70 lives", "lives", "killed"),
        ("The flood claimed the lives of 70 people.", "70 people", "people", "killed"),
        ("Boats that came by night saved 70 lives.", "70 lives", "lives", "lives"),
        ("The dam took a year to build and may save 70 lives.", "70 lives", "lives", "lives"),
        ("The new road will ease the lives of 70 people.", "70 people", "people", "people"),
    ],
)
def test_lives_that_are_lost_are_counted_as_the_killed(article, now, text, words, counted, what) -> None:
    one = article("1", text=text, counts=[(words, 70, counted)])
    assert [s.what for s in series([one], now)] == [what]


def test_a_toll_grows_from_people_killed_to_lives_claimed(article, now) -> None:
    pair = [
        toll(article, "1", "27", 27, 5, "Harbour Post"),
        article("2", text="The blast has cost 70 lives.", counts=[("70 lives", 70, "lives")], outlet="Lake News"),
    ]
    (one,) = series(pair, now)
    assert (one.what, [v.value for v in one.values], one.agree) == ("killed", [27, 70], True)


def test_a_series_has_who_said_what_when(article, now) -> None:
    told = [
        toll(article, "1", "at least 60", 60, 8, "Harbour Post"),
        toll(article, "2", "79", 79, 5, "Valley Times"),
        toll(article, "3", "79", 79, 4, "Lake News"),
        toll(article, "4", "95", 95, 1, "Harbour Post"),
    ]
    (one,) = series(told[::-1], now)
    assert [(v.value, v.evidence) for v in one.values] == [(60, ("1",)), (79, ("2", "3")), (95, ("4",))]
    assert one.agree  # each is later and higher: it grows
    rival = toll(article, "5", "70", 70, 0.5, "Hill Radio")
    assert not series([*told, rival], now)[0].agree


@pytest.mark.parametrize("words", ["another 1,000 soldiers", "1,000 more soldiers", "a further 1,000 soldiers"])
def test_an_addition_is_no_total(article, now, words) -> None:
    pair = [
        article("1", text="The army has 5,000 soldiers in Kabul.", counts=[("5,000", 5000, "soldiers")], hours=2),
        article(
            "2", text=f"It will send {words} to Kabul.", counts=[("1,000", 1000, "soldiers")], outlet="Valley Times"
        ),
    ]
    assert [[v.value for v in one.values] for one in series(pair, now)] == [[5000]]


def test_what_a_figure_counts_may_stand_before_it(article, now) -> None:
    pair = [
        article("1", "US raises its Kabul force to 4,000", counts=[("4,000", 4000, "")], hours=1.2),
        article(
            "2", text="It will have 5,000 troops there.", counts=[("5,000", 5000, "troops")], outlet="Valley Times"
        ),
    ]
    assert [one.agree for one in series(pair, now)] == [False]


def test_a_source_may_revise_its_own_figure(article, now) -> None:
    pair = [toll(article, "1", "85", 85, 5, "Harbour Post"), toll(article, "2", "60", 60, 1, "Harbour Post")]
    assert series(pair, now)[0].agree


def test_a_dispute_ends_when_the_sources_agree_again(article, now) -> None:
    three = [
        toll(article, "1", "60", 60, 5, "Harbour Post"),
        toll(article, "2", "85", 85, 4.8, "Valley Times"),
        toll(article, "3", "85", 85, 1, "Harbour Post"),
    ]
    assert not series(three[:2], now)[0].agree
    assert series(three, now)[0].agree


def test_figures_of_different_subjects_do_not_contradict(article, now) -> None:
    one = article(
        "1", text="Washington ordered 3,000 US troops to fly in.", counts=[("3,000 US troops", 3000, "troops")]
    )
    two = article(
        "2",
        text="London ordered 600 UK troops to fly in.",
        outlet="Valley Times",
        counts=[("600 UK troops", 600, "troops")],
    )
    found = series([one, two], now)
    assert len(found) == 2
    assert all(s.agree for s in found)


def test_the_killed_and_the_wounded_are_two_counts(article, now) -> None:
    text = "The blast killed 60 people, wounded 140 people."
    one = article("1", text=text, counts=[("60", 60, "people"), ("140", 140, "people")])
    assert {s.what for s in series([one], now)} == {"killed", "wounded"}


def test_spans_of_time_and_money_are_no_counts(article, now) -> None:
    from msgspec.structs import replace

    one = article("1", text="It took 48 hours.", counts=[("48", 48, "hours")])
    one = replace(one, figures=(replace(one.figures[0], unit="hour"),))
    assert series([one], now) == []


def test_south_africa_is_no_continent(article, now) -> None:
    ours = article(
        "1", text="In South Africa 60 people were killed.", counts=[("60", 60, "people")], outlet="Harbour Post"
    )
    theirs = article("2", text="In Nigeria 9 people were killed.", counts=[("9", 9, "people")], outlet="Valley Times")
    assert [len(found.values) for found in series([ours, theirs], now)] == [1, 1]


def test_a_part_of_a_toll_is_not_the_toll_and_a_continent_is_no_other_place(article, now) -> None:
    early = article(
        "1",
        title="At least 55 people have died in Western Europe",
        text="Rain caused floods in Germany, where at least six people have died.",
        counts=[("55", 55, "people"), ("six", 6, "people")],
        hours=9,
        outlet="Harbour Post",
    )
    late = article(
        "2",
        text="In Germany and Belgium 122 people have died.",
        counts=[("122", 122, "people")],
        hours=1,
        outlet="Valley Times",
    )
    (one,) = [found for found in series([early, late], now) if len(found.values) > 1]
    assert [value.value for value in one.values] == [55, 122]


def test_the_missing_and_the_dead_of_one_kind_are_two_counts(article, now) -> None:
    one = article(
        "1", text="Three hikers are missing on the mountain.", counts=[("Three hikers", 3, "hikers")], hours=9
    )
    two = article(
        "2", text="Two hikers died on the mountain.", counts=[("Two hikers", 2, "hikers")], outlet="Valley Times"
    )
    assert all(len(found.values) == 1 and found.agree for found in series([one, two], now))


def test_who_is_missing_is_found(article, now) -> None:
    one = article("1", text="13 people are missing after the flood.", counts=[("13 people", 13, "people")], hours=9)
    two = article(
        "2", text="7 people are missing after the flood.", counts=[("7 people", 7, "people")], outlet="Valley Times"
    )
    (found,) = series([one, two], now)
    assert (found.what, found.agree) == ("missing", True)


def test_a_lower_count_that_revises_an_earlier_one_is_no_dispute(article, now) -> None:
    one = article("1", text="The crash killed 36 people.", counts=[("36 people", 36, "people")], hours=9)
    said = "The crash killed 31 people"
    two = article("2", text=f"{said}.", counts=[("31 people", 31, "people")], outlet="Valley Times")
    three = article(
        "2",
        text=f"{said}, police said, revising an earlier toll.",
        counts=[("31 people", 31, "people")],
        outlet="Valley Times",
    )
    assert [series([one, other], now)[0].agree for other in (two, three)] == [False, True]


def test_what_is_denied_is_no_count(article, now) -> None:
    one = article("1", text="The mayor denied that 100 people were killed.", counts=[("100 people", 100, "people")])
    assert series([one], now) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("۱۲ کشته در انفجار", "۱۲ کشته", "کشته"), ("۱۴ نفر در انفجار کشته شدند", "۱۴ نفر", "نفر")),
        (("۱۲ نفر جان باختند", "۱۲ نفر", "نفر"), ("۱۴ تن کشته شدند", "۱۴ تن", "تن")),
        (("12 Tote nach der Explosion", "12 Tote", "Tote"), ("14 Menschen wurden getötet", "14 Menschen", "Menschen")),
    ],
)
def test_the_dead_and_the_people_killed_are_one_count_in_persian_and_german(article, now, one, two) -> None:
    pair = [
        article("1", one[0], counts=[(one[1], 12, one[2])], hours=5),
        article("2", two[0], counts=[(two[1], 14, two[2])], outlet="Lake News"),
    ]
    (found,) = series(pair, now)
    assert (found.what, [v.value for v in found.values]) == ("killed", [12, 14])


@pytest.mark.parametrize(
    ("text", "words", "counted", "what"),
    [
        ("Boats evacuated 90 people from the coast.", "90 people", "people", "evacuated"),
        ("90 people were evacuated after a fire that killed three.", "90 people", "people", "evacuated"),
        ("90 evacuated as the river rises", "90", "evacuated", "evacuated"),
        ("The flood displaced about 90 people.", "90 people", "people", "displaced"),
        ("90 sailors were rescued.", "90 sailors", "sailors", "sailors rescued"),
        ("A blast killed 90 miners.", "90 miners", "miners", "miners killed"),
        ("90 migrants died in the desert.", "90 migrants", "migrants", "migrants killed"),
        ("90 rockets killed a child.", "90 rockets", "rockets", "rockets"),
        ("Gunmen kidnapped 90 people.", "90 people", "people", "kidnapped"),
        ("90 missionaries have been reported abducted.", "90 missionaries", "missionaries", "missionaries kidnapped"),
        ("90 women, men and children were abducted.", "90 women", "women", "kidnapped"),
        ("Police detained 90 people.", "90 people", "people", "arrested"),
        ("90 soldiers go to help evacuate diplomats.", "90 soldiers", "soldiers", "soldiers"),
        ("90 people are to be evacuated.", "90 people", "people", "people"),
    ],
)
def test_a_count_is_named_by_what_became_of_those_counted(article, now, text, words, counted, what) -> None:
    assert [s.what for s in series([article("1", text=text, counts=[(words, 90, counted)])], now)] == [what]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Двадцать три человека погибли, ещё 150 ранены."),
        ("uk", "Загинули 23 людини, поранено 150 осіб."),
        ("fr", "Vingt-trois personnes sont mortes et 150 ont été blessées."),
        ("es", "Al menos 23 muertos y 150 heridos."),
        ("it", "Almeno 23 morti e 150 feriti nel terremoto."),
        ("pt", "Pelo menos 23 pessoas morreram e 150 ficaram feridas."),
        ("nl", "Zeker 23 doden en 150 gewonden."),
        ("pl", "Co najmniej 23 osoby zginęły, a 150 zostało rannych."),
        ("tr", "En az 23 kişi öldü, 150 kişi yaralandı."),
        ("ar", "مقتل 23 شخصا وإصابة 150 آخرين."),
        ("ur", "کم از کم 23 افراد ہلاک اور 150 زخمی ہوئے۔"),
        ("hi", "कम से कम 23 लोगों की मौत, 150 घायल।"),
        ("id", "Sedikitnya 23 orang tewas dan 150 luka-luka."),
        ("sv", "Minst 23 personer dödades och 150 skadades."),
        ("da", "Mindst 23 dræbte og 150 sårede."),
        ("zh", "地震已造成至少23人死亡，150人受伤，救援仍在继续。"),
        ("ja", "地震で少なくとも23人が死亡、150人が負傷した。"),
    ],
)
def test_the_dead_and_the_hurt_are_the_same_counts_in_any_language(lang, text) -> None:
    one = understand(Item(id="1", text=text, lang=lang, outlet="Harbour Post", published=NOW))
    (unit,) = units(one)
    assert counted(one, unit) == {("killed", 23), ("wounded", 150)}
    found = {count.what: count.readings[0].values for count in counts([one], origins([one]), NOW)}
    assert found == {"killed": (23,), "wounded": (150,)}


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("At least 31 migrants died in the sea.", "At least 27 people died in the sea.", [31, 27]),
        ("At least 16 protesters were killed.", "Soldiers killed 114 people.", [16, 114]),
        ("A crash hurt 40 people.", "42 injured in crash.", [40, 42]),
        ("The gang abducted 15 people.", "Mourning after the kidnapping of 17 young and old sailors.", [15, 17]),
    ],
)
def test_people_are_counted_together_by_whatever_word_they_are_called(one, other, values) -> None:
    members = [
        understand(Item(id=str(n), text=text, lang="en", outlet=f"Outlet {n}", published=NOW - timedelta(hours=9 - n)))
        for n, text in enumerate((one, other))
    ]
    (found,) = [s for s in (c.series for c in counts(members, origins(members), NOW)) if len(s.values) > 1]
    assert [v.value for v in found.values] == values


def test_a_part_of_the_dead_of_one_report_is_not_its_toll(article, now) -> None:
    one = article(
        "1",
        text="The flood killed 10 people, six children died at a school.",
        counts=[("10 people", 10, "people"), ("six children", 6, "children")],
        hours=1,
    )
    two = article(
        "2", text="The flood killed 10 people.", counts=[("10 people", 10, "people")], hours=1.5, outlet="Valley Times"
    )
    assert all(found.agree for found in series([two, one], now))


def test_scores_are_no_number_that_contradicts_another(article, now) -> None:
    one = understand(Item(id="1", text="Scores are missing after the flood.", lang="en", outlet="A", published=now))
    two = understand(Item(id="2", text="157 people are missing after the flood.", lang="en", outlet="B", published=now))
    assert all(found.agree for found in series([one, two], now))
