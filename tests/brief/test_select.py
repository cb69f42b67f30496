"""What a briefing tells of all that it could."""

import re
from datetime import timedelta

import pytest
from msgspec.structs import replace
from test_compose import DAY, KABUL, brief

from bot.brief import alerts, lexicon, views
from bot.brief.groups import grouped
from bot.brief.offers import Offer, offers
from bot.brief.select import pick
from bot.model import Article, Clause, Item, Place, Topic
from bot.understand import topics
from bot.understand.article import article as understand
from bot.words import speaking


def test_of_a_month_last_weeks_blow_outweighs_todays_trifle(article, kabul, now) -> None:
    items = [
        article("1", "Bombs kill ninety people at the gate of Kabul airport", story="a", hours=24 * 5),
        article("2", "Kabul bakers choose their new speaker for a year", story="b", hours=1),
    ]
    assert [s.story for s in brief(kabul, items, now, window=timedelta(days=30)).stories] == ["a", "b"]


def test_what_later_news_has_left_behind_is_not_told(article, kabul, now) -> None:
    plan = article("1", "White House weighs sending troops to Kabul for embassy staff", hours=5)
    deed = article("2", "Pentagon sends 3,000 troops to Kabul to fly out embassy staff", hours=4, outlet="Valley Times")
    told = brief(kabul, [plan, deed], now).text
    assert "3,000" in told
    assert "weighs" not in told
    assert "weighs" in brief(kabul, [plan], now).text


def toll(
    article, id: str, word: str, value: int, hours: float, outlet: str, text: str = "in the blast at Kabul airport"
):
    words = f"{word} people"
    return article(
        id, text=f"{words} were killed {text}.", counts=[(words, value, "people")], hours=hours, outlet=outlet
    )


def test_a_lower_toll_is_not_told_beside_a_later_one(article, kabul, now) -> None:
    early = toll(article, "1", "Thirteen", 13, 8, "Harbour Post", "outside a hotel near the gate of Kabul airport")
    late = toll(article, "2", "Sixty", 60, 4, "Valley Times")
    told = brief(kabul, [early, late], now).text
    assert "Sixty" in told
    assert "Thirteen" not in told
    assert "Thirteen" in brief(kabul, [early], now).text
    more = [toll(article, str(n), "Thirteen", 13, 8 - n / 10, f"Hill Radio {n}") for n in (3, 4)]
    told = brief(kabul, [early, late, *more], now).text  # what three say, and one has left behind
    assert re.search("Sixty .* · Valley Times", told)  # who counts thirteen does not confirm sixty
    assert re.search("Thirteen .* · 3 sources agree", told)


def test_a_toll_below_a_told_one_is_not_told(article, kabul, now) -> None:
    found = [
        article("1", "Storm kills 122 people in Kabul and Kandahar", counts=[("122 people", 122, "people")], hours=3),
        article(
            "2",
            text="At least 100 people have been killed following severe winds in the west of Kabul.",
            counts=[("At least 100 people", 100, "people")],
            hours=1,
            outlet="Lake News",
        ),
    ]
    text = brief(kabul, found, now).text
    assert "122" in text
    assert "100" not in text


def test_of_a_sentence_one_part_is_told(article, kabul, now) -> None:
    text = (
        "The Kabul police chief resigned on Friday after families had blocked the road to the ministry for three days, and the"
        " interior minister condemned nineteen officers who fled from the market, while aid workers said that hundreds of traders"
        " could lose their stalls before the winter."
    )
    found = article("1", text=text)
    (first, *_) = offers(kabul, grouped(kabul, [found], as_of=now, window=timedelta(hours=24), new=None))
    part = "the interior minister condemned nineteen officers who fled from the market"
    line = replace(first.candidate, start=text.index(part), text=f"…{part}", quote=part, words=lexicon.word_set(part))
    words = line.words
    other = Offer(
        first.group, line, words, words, dict.fromkeys(words, 1.0), first.gain, readable=True, one_side=False, aside=False,
        bygone=False,
    )  # fmt: skip
    assert len(pick([first, other], lambda picks: 1_000)) == 1
    assert len(pick([other], lambda picks: 1_000)) == 1
    other.candidate = replace(line, speaker="a trader")  # whoever else speaks in it is told, too
    assert len(pick([first, other], lambda picks: 1_000)) == 2
    elsewhere = replace(line, unit=replace(line.unit, text=part, start=line.start, number=1))
    other.candidate = elsewhere
    assert len(pick([first, other], lambda picks: 1_000)) == 2


def test_a_line_is_not_filled_out_with_a_toll_that_has_risen(article, kabul, now) -> None:
    late = article("1", "Storm kills 122 people in Kabul and Kandahar", counts=[("122 people", 122, "people")], hours=2)
    early = article(
        "2",
        text="Torrential rain has caused severe floods in several Afghan provinces, including Kabul -- where at least six people"
        " have died -- as well as in Kunar, Laghman and Nangarhar.",
        counts=[("at least six people", 6, "people")],
        hours=9,
        outlet="Lake News",
    )
    assert "at least six people have died" in brief(kabul, [early], now).text
    text = brief(kabul, [late, early], now).text
    assert "122" in text
    assert "Torrential rain" in text
    assert "six people" not in text


def test_a_headline_stands_before_the_lead_that_goes_on_from_it(article, kabul, now) -> None:
    title, lead = (
        "Kabul prison guards identified by inmates",
        "The 35-year-old inmate is one of five people who were killed.",
    )
    (story,) = brief(kabul, [article("1", title, lead)], now).stories
    assert [line.evidence[0].quote for line in story.bullets] == [title, lead.rstrip(".")]
    (story,) = brief(kabul, [article("1", "Watch as Kabul prison guards are identified", lead)], now).stories
    assert story.bullets[0].evidence[0].quote == lead.rstrip(".")  # one that promises does not


def test_what_other_articles_tell_goes_before_an_articles_second_line(article, kabul, now) -> None:
    def told(*more) -> list[str]:
        return [line.evidence[0].id for story in brief(kabul, more, now).stories for line in story.bullets]

    both = article(
        "1",
        "Blast in Kabul kills three bakers",
        "A gas bottle stood beside the oven near the river, where people waited in line for bread before the sun was up.",
    )
    others = [
        "Banks in Kabul hand out no more than twenty dollars a day to anybody who has waited at their doors since the night.",
        "Schools in the west of Kabul have taken in families from the provinces, who sleep on desks and under stairs there.",
        "No bus has left Kabul for Herat since Tuesday, and drivers at the southern station sell their seats as firewood now.",
        "Doctors at a clinic in Kabul treat twice as many children for thirst as in any summer since the drought of 2018.",
        "The zoo in Kabul has let its keepers go home, but for two who feed the lion and an old bear with what is left.",
        "Tailors in Kabul say that nobody orders suits any longer, and that they sew long white shirts until after midnight.",
        "A court in Kabul has moved its files to a cellar, where clerks copy deeds by hand as the printers have been taken.",
        "Kite sellers in Kabul cannot open their stalls, though the wind has been better than in many years, they complain.",
    ]
    rest = [article(str(n), text=text, story=str(n)) for n, text in enumerate(others, 2)]
    assert told(both).count("1") == 2
    assert told(both, *rest).count("1") == 1


def test_a_second_line_waits_for_every_weightier_story(article, kabul, now) -> None:
    """Though a line of the weightier one tells less for each character."""
    quake = article(
        "1", "Quake near Kabul kills 90 people in one night", "Nine villages are cut off and two dams leak.", story="a"
    )
    march = article(
        "2", text="Armed men from several provinces were seen on Friday walking along the old road towards the edge of Kabul.",
        story="b", outlet="Lake News",
    )  # fmt: skip
    groups = grouped(kabul, [quake, march], as_of=now, window=timedelta(hours=24), new=None)
    pool = offers(kabul, groups)
    for group in groups:
        group.salience = 2.0 if group.id == "a" else 2.01
    for offer in pool:
        offer.gain = 9.0 if offer.group.id == "a" else 1.0
    assert [one.group.id for one in pick(pool, lambda picks: 1_000, most=2)] == ["a", "b"]
    for offer in pool:
        offer.readable = offer.group.id == "a"  # nobody waits for what may not be readable
    assert [one.group.id for one in pick(pool, lambda picks: 1_000, most=2)] == ["a", "a"]


def test_a_headlines_town_is_told_and_its_country_is_not(article, kabul, now) -> None:
    def headed(id: str, label: str, place: int, rest: str, hours: float) -> Article:
        named = Place(
            field="title",
            start=0,
            end=len(label),
            text=label,
            name=label,
            country="AF",
            lat=34.3,
            lon=62.2,
            geonameid=place,
        )
        return replace(
            article(id, f"{label}: {rest}", "The Afghan ministry was told.", hours=hours, story=id), places=(named,)
        )

    items = [
        headed("a", "Herat", 1140026, "officials say the old hospital is full", 5),
        headed("b", "Afghanistan", 1149361, "farmers say that the harvest is lost", 3),
    ]
    for text in (
        views.timeline(kabul, items, as_of=now, window=DAY, zone=KABUL).text,
        brief(kabul, items, now).text,
    ):
        assert "Herat: officials say the old hospital is full" in text
        assert "farmers say" in text
        assert "Afghanistan:" not in text


def test_a_search_that_is_over_is_not_told(article, kabul, now) -> None:
    search = article("1", "Divers search for the missing ferry near Kabul dam", hours=5)
    one = article("2", "One boy from the missing ferry is rescued at Kabul dam", hours=4, outlet="Valley Times")
    end = article(
        "3", "Wreck of the missing ferry found at Kabul dam, all 53 aboard are dead", hours=3, outlet="Valley Times"
    )
    assert "search" in brief(kabul, [search, one], now).text
    assert "search" not in brief(kabul, [search, one, end], now).text


@pytest.mark.parametrize(
    ("going_on", "ended"),
    [
        (
            "Four candidates are competing to be Afghan president in Kabul",
            "A judge in Kabul wins the presidential election",
        ),
        ("Lorry partly freed from the Kabul tunnel, police say", "Lorry in the Kabul tunnel is fully freed"),
        ("Crews keep trying to free the lorry stuck in the Kabul tunnel", "Kabul tunnel lorry has been finally moved"),
    ],
)
def test_what_has_ended_is_not_told_as_going_on(article, kabul, now, going_on, ended) -> None:
    before = article("1", going_on, hours=5)
    assert going_on in brief(kabul, [before], now).text
    assert going_on not in brief(kabul, [before, article("2", ended, hours=1, outlet="Valley Times")], now).text


def test_somebodys_fate_is_told_once_but_for_who_else_was_hurt(article, kabul, now) -> None:
    first = article("1", "Militia chief Omid Rahmat was arrested at his house in Kabul", hours=5)
    again = article(
        "2", "Omid Rahmat, hunted for decades, is detained by soldiers before dawn, kabul police say", hours=4
    )
    hurt = article("3", "Omid Rahmat is detained and a guard wounded in kabul, neighbours say", hours=3)
    assert brief(kabul, [first, again], now).text.count("Omid Rahmat") == 1
    other = article("4", "South Afghan chief Rahmat was arrested at his house in Kabul", hours=3)
    assert brief(kabul, [first, other], now).text.count("arrested") == 1
    assert "guard wounded" in brief(kabul, [first, hurt], now).text


def test_an_election_that_is_won_is_not_told_as_going_on(article, kabul, now) -> None:
    def at(id: str, title: str, hours: float, outlet: str, story: str) -> Article:
        start = title.index("Kabul")
        place = Place(
            field="title",
            start=start,
            end=start + 5,
            text="Kabul",
            name="Kabul",
            country="AF",
            lat=34.5,
            lon=69.2,
            geonameid=1138958,
        )
        return replace(article(id, title, hours=hours, outlet=outlet, story=story), places=(place,))

    before = at("1", "The front-runner in Kabul hopes for a high turnout", 9, "Harbour Post", "a")
    won = at("2", "Omid Rahmat wins Kabul's vote for president", 3, "Valley Times", "b")
    will = at("3", "Omid Rahmat will win the election, Kabul's officials hope", 2, "Lake News", "c")
    assert "front-runner" in brief(kabul, [before, will], now).text
    assert "front-runner" not in brief(kabul, [before, won], now).text


def test_a_plan_that_has_had_its_day_is_told_only_where_there_is_no_news(article, kabul, now) -> None:
    plan = article("1", "The president will meet 40 generals about the attack on Kabul on Thursday", hours=40)
    news = article("2", "Shops in the old town of Kabul stay closed", hours=41, outlet="Valley Times")
    (then,) = brief(kabul, [plan, news], now - 22 * timedelta(hours=1), window=2 * DAY).stories
    assert then.bullets[0].evidence[0].id == "1"
    (later,) = brief(kabul, [plan, news], now, window=2 * DAY).stories
    assert [bullet.evidence[0].id for bullet in later.bullets] == ["2"]
    assert "generals" in brief(kabul, [plan], now, window=2 * DAY).text


def test_an_answer_to_an_event_is_news_beside_it(article, kabul, now) -> None:
    items = [
        article("1", "Strike in Kabul kills six children and four adults of one family", hours=5),
        article("2", "Army investigates children's deaths in Kabul strike", hours=2, outlet="Valley Times"),
        article("3", "Six children of one family killed by strike in Kabul", hours=1, outlet="Lake News"),
    ]
    told = brief(kabul, items, now).text
    assert "investigates" in told
    assert told.count("hildren") == 2  # the event once, the answer once


def test_filler_is_told_only_where_there_is_nothing_else(article, kabul, now) -> None:
    filler = article("2", "Here's what Kabul airport looks like this morning", hours=1)
    news = article("1", "Soldiers close the northern gate of Kabul airport", hours=2)
    assert "looks like" not in brief(kabul, [news, filler], now).text
    assert "looks like" in brief(kabul, [filler], now).text
    apart = article("3", "What do they want to happen in Kabul tonight?", hours=1, story="s2")
    told = brief(kabul, [news, apart], now)
    assert "What do they want" not in told.text
    assert "2 stories" in told.text


def test_what_may_not_be_readable_goes_behind_the_rest(article, kabul, now) -> None:
    shops = article("1", "Shops in the old town of Kabul stay closed for a second day", hours=5, story="a")
    buses = article("2", "Buses run again between Kabul and the northern suburbs", hours=6, story="b")
    grave = article("3", "در حمله به کابل ۴۰ تن کشته شدند kabul", hours=1, story="c", lang="fa", outlet="Lake News")
    told = brief(kabul, [shops, buses, grave], now)
    assert [story.story for story in told.stories] == ["a", "b", "c"]
    assert [story.story for story in brief(kabul, [grave], now).stories] == ["c"]
    with speaking("fa"):  # whoever has us speak it reads it
        assert brief(kabul, [shops, buses, grave], now).stories[0].story == "c"


def test_news_for_another_page_waits_behind_the_news(article, kabul, now) -> None:
    match = article("2", "Cricket league plays on in Kabul despite mounting death toll", hours=1)
    news = article("1", "Doctors say that deaths go uncounted in Kabul", hours=2)
    (story,) = brief(kabul, [news, match], now).stories
    assert story.bullets[0].evidence[0].id == "1"


def test_who_bears_a_line_out_elsewhere_is_counted_and_not_told(article, now) -> None:
    """Of two stories one is on the topic; what the other says of the same town counts, and its source, too."""
    soldiers = Topic(query="soldiers", title="Soldiers", clauses=(Clause(all=(frozenset({"w:soldier"}),)),))
    qalat = Place(
        field="title", start=0, end=5, text="Qalat", name="Qalat", country="AF", lat=32.1, lon=66.9, geonameid=1129648
    )
    fell = replace(
        article("1", "Qalat has fallen to the Taliban, soldiers have fled", story="1"),
        places=(qalat,),
        terms=frozenset({"w:soldier", "p:1129648"}),
    )
    other = replace(
        article("2", "Qalat falls to the Taliban", outlet="Valley Times", story="2"),
        places=(qalat,),
        terms=frozenset({"p:1129648"}),
    )
    [story] = brief(soldiers, [fell], now).stories
    assert (story.status, story.independent_sources) == ("reported", 1)
    told = brief(soldiers, [fell, other], now)
    [story] = told.stories
    assert (story.status, story.independent_sources) == ("confirmed", 2)
    assert told.text.splitlines()[1] == "1 story, 2 independent sources"
    alert = alerts.alert(soldiers, [fell], as_of=now, zone=KABUL, beside=[other])
    assert alert is not None
    assert alert.heard.status == "confirmed"


@pytest.mark.parametrize(
    ("attempt", "outcome", "both"),
    [
        ("Taliban fighters attacked Qalat from three sides, residents said", "Qalat has fallen to the Taliban", True),
        # no attempt, but the outcome in other words; and no outcome
        ("Qalat is under the Taliban's white flag tonight", "Qalat has fallen to the Taliban tonight", False),
        ("Taliban attack Qalat, the capital of Zabul", "Taliban attack Qalat, capital of Zabul, from the hills", False),
    ],
)
def test_that_a_town_fell_is_told_beside_the_attack_on_it(article, now, attempt, outcome, both) -> None:
    told = [
        understand(
            Item(id=str(n), title=title, lang="en", outlet="Harbour Post", published=now - timedelta(hours=3 - n))
        )
        for n, title in enumerate((attempt, outcome))
    ]
    told = [replace(one, story="s1", family=one.outlet, seen=now) for one in told]
    found = brief(topics.stored("afghanistan"), told, now)
    assert (len(found.stories[0].bullets) == 2) == both, found.text
    assert not both or outcome in found.text
