import html
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.brief import alerts, layout, lexicon, views
from bot.brief.buttons import carried
from bot.brief.compose import LONGEST, compose
from bot.brief.groups import grouped
from bot.brief.independence import outlet
from bot.brief.offers import Offer, offers
from bot.brief.select import pick
from bot.model import Article, Attribution, Clause, Figure, Health, Item, Place, Span, Topic
from bot.understand import topics
from bot.understand.article import article as understand
from bot.words import speaking
from handlers import render

DAY = timedelta(hours=24)
KABUL = ZoneInfo("Asia/Kabul")


def brief(topic, articles, now, **changed):
    options = {"as_of": now, "window": DAY, "new": None, "zone": KABUL, "health": None} | changed
    return compose(topic, articles, **options)


def check(briefing, articles, topic) -> None:
    """What holds for every briefing."""
    by_id = {a.id: a for a in articles}
    assert len(briefing.text) <= LONGEST
    at = 0
    for story in briefing.stories:
        assert story.bullets
        assert story.status == story.bullets[0].status
        assert story.status != "confirmed" or story.independent_sources >= 2
        for bullet in story.bullets:
            first = bullet.evidence[0]
            assert len(first.quote) >= 20
            assert first.quote in bullet.text
            assert first.quote in by_id[first.id].title or first.quote in by_id[first.id].text
            assert topic.matches(by_id[first.id])
            at = briefing.text.index(bullet.text, at)  # in the same order
            if bullet.status == "confirmed":
                assert len({e.outlet for e in bullet.evidence}) >= 2
    assert layout.message(briefing, topic).text == briefing.text
    assert all(len(b.data.encode()) <= 64 for row in layout.message(briefing, topic).buttons for b in row)


@pytest.fixture
def week(article):
    """Kandahar falls, the US and the UK send troops: 13 August 2021, in our words."""
    return [
        article(
            "1",
            "Taliban say they captured all of Kandahar",
            "“Kandahar is completely ours tonight,” a Taliban spokesman wrote. Shops in the bazaar stayed shut all day.",
            said=[("a Taliban spokesman", "wrote", "“Kandahar is completely ours tonight,”")],
            hours=6,
            story="kandahar",
        ),
        article(
            "2",
            "Soldiers leave Kandahar city for a base",
            "A teacher in Kandahar told us that soldiers had left for a base outside the city.",
            said=[("A teacher in Kandahar", "told", "that soldiers had left for a base outside the city")],
            hours=5,
            outlet="Valley Times",
            story="kandahar",
        ),
        article(
            "3",
            "US to fly 3,000 troops to Kabul",
            "The Pentagon said 3,000 troops would reach Kabul airport within 48 hours.",
            said=[("The Pentagon", "said", "3,000 troops would reach Kabul airport within 48 hours")],
            counts=[("3,000 troops would", 3000, "troops")],
            hours=4,
            outlet="Lake News",
            story="troops",
        ),
        article(
            "4",
            "Washington sends 3,000 troops to Kabul airport",
            "Some 3,000 troops will reach Kabul airport within 48 hours, the Pentagon said.",
            counts=[("3,000 troops will", 3000, "troops")],
            hours=3,
            outlet="Valley Times",
            story="troops",
        ),
        article(
            "5",
            "Melon prices double in Kabul markets",
            "Traders in Kabul blame closed roads for prices that doubled in a week.",
            hours=2,
            outlet="Lake News",
            story="melons",
        ),
    ]


def test_a_briefing_is_framed_and_told(week, kabul, now) -> None:
    briefing = brief(kabul, week, now)
    check(briefing, week, kabul)
    lines = briefing.text.split("\n")
    assert lines[0] == "KABUL · last 24 h · as of 22:30 Kabul time"
    assert lines[1] == "3 stories, 3 independent sources"
    assert briefing.status == "news"
    assert briefing.window == "24h"
    by_story = {story.story: story for story in briefing.stories}
    assert by_story["troops"].status == "confirmed"
    assert "2 sources agree: " in briefing.text
    assert by_story["kandahar"].bullets[0].status in ("claimed", "reported", "confirmed")
    told = briefing.text
    assert "• Taliban say they captured all of Kandahar · claimed · Harbour Post 16:30 [" in told
    assert "• “Kandahar is completely ours tonight” - a Taliban spokesman · claimed [" in told
    assert told.count("3,000 troops") == 1  # no event twice
    assert briefing.stories[-1].story == "melons"  # force before prices


def test_new_stories_come_first_and_are_counted(week, kabul, now) -> None:
    told = now - timedelta(hours=2.5)
    briefing = brief(kabul, week, now, new=frozenset({"5"}), told=told)
    check(briefing, week, kabul)
    assert briefing.text.split("\n")[1] == "3 stories, 3 independent sources · 1 new since 20:00"
    assert [story.new for story in briefing.stories] == [True, False, False]
    assert briefing.stories[0].story == "melons"
    assert "\nBefore that:\n" in briefing.text


def test_of_a_story_that_goes_on_the_new_line_leads(article, kabul, now) -> None:
    items = [
        article("1", "Explosion kills forty soldiers at a Kabul barracks gate", hours=9),
        article("2", "Ministry names the bakers hurt near the Kabul barracks", hours=1),
    ]
    assert brief(kabul, items, now).stories[0].bullets[0].evidence[0].id == "1"
    later = brief(kabul, items, now, new=frozenset({"2"}), told=now - timedelta(hours=5))
    assert later.stories[0].bullets[0].evidence[0].id == "2"


def test_nothing_new_says_since_when(week, kabul, now) -> None:
    briefing = brief(kabul, week, now, new=frozenset(), told=now - timedelta(hours=1))
    assert briefing.status == "quiet"
    assert briefing.text.split("\n")[1].startswith("Nothing new since 21:30. Before that: 3 stories")


def test_nothing_in_the_window_says_when_news_was_last_heard(week, kabul, now) -> None:
    later = now + timedelta(days=2)
    briefing = brief(kabul, week, later)
    assert (briefing.status, briefing.stories) == ("quiet", ())
    assert (
        "Quiet: nothing found in this time.\nLast news: 13 Aug 20:30, Lake News: Melon prices double" in briefing.text
    )
    assert brief(kabul, [], later).text.endswith("Quiet: nothing found in this time.")


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (Health(sources=0), "I follow no sources"),
        (Health(sources=1, silent=(("Lake News", None),)), "no source has answered yet"),
        (
            Health(sources=1, silent=(("Lake News", datetime(2021, 8, 13, 15, 35, tzinfo=UTC)),)),
            "no source has answered since 20:05",
        ),
    ],
)
def test_not_being_able_to_look_is_said(week, kabul, now, health, said) -> None:
    for articles in ([], week):
        briefing = brief(kabul, articles, now, health=health)
        assert briefing.status == "blind"
        assert said in briefing.text
        check(briefing, articles, kabul)


def test_some_silent_sources_are_named_by_number(week, kabul, now) -> None:
    silent = (("A", datetime(2021, 8, 13, 15, 35, tzinfo=UTC)), ("B", None))
    briefing = brief(kabul, week, now, health=Health(sources=9, silent=silent))
    assert briefing.text.endswith("\nNot heard from since 20:05: two of nine sources")
    assert briefing.status == "news"


def test_off_topic_members_of_a_story_support_but_are_not_told(article, kabul, now) -> None:
    on = article("1", text="Soldiers carried the wounded from the gate of Kabul airport on Friday.")
    off = article(
        "2", text="Soldiers carried the wounded from the gate of the airport on Friday.", outlet="Valley Times"
    )
    briefing = brief(kabul, [on, off], now)
    check(briefing, [on, off], kabul)
    assert briefing.stories[0].bullets[0].evidence[0].id == "1"
    assert briefing.stories[0].status == "confirmed"


def test_what_is_later_or_too_old_is_left_out(article, kabul, now) -> None:
    later = article("1", "Kabul airport opens to civil flights again", hours=-1, story="a")
    older = article("2", "Kabul airport closes to civil flights today", hours=25, story="b")
    briefing = brief(kabul, [later, older], now)
    assert briefing.stories == ()
    assert "closes" in briefing.text


def test_opinion_is_told_only_where_there_is_no_news(article, kabul, now) -> None:
    items = [
        article("1", "Opinion: The killed and the captured of Kabul deserve better", story="a"),
        article("2", "Watch: explosion rocks Kabul as attack kills dozens", story="b"),
        article("3", "Bridge on the Kabul road closed for two days", story="c"),
    ]
    briefing = brief(kabul, items, now)
    assert [story.story for story in briefing.stories] == ["b", "c"]
    assert [story.story for story in brief(kabul, items[:1], now).stories] == ["a"]


def test_a_digest_is_told_only_where_there_is_nothing_else(article, kabul, now) -> None:
    papers = article(
        "1", title="The papers: Kabul and the price of melons", text="The fall of Kabul leads today.", story="s1"
    )
    news = article("2", title="The embassy in Kabul closes its doors", story="s2")
    assert "1 story, 1 independent source" in brief(kabul, [papers, news], now).text
    assert "The fall of Kabul leads today" in brief(kabul, [papers], now).text


def test_headlines_too_short_to_quote_are_told_without_a_claim_to_evidence(article, kabul, now) -> None:
    briefing = brief(kabul, [article("1", "Kabul has fallen")], now)
    assert briefing.stories == ()
    assert briefing.text.endswith("\n○ Kabul has fallen · Harbour Post 21:30")


def test_figures_that_disagree_get_a_line(article, kabul, now) -> None:
    items = [
        article("1", text="The blast in Kabul killed 60 people at the gate.", counts=[("60", 60, "people")], hours=1.2),
        article(
            "2",
            text="Doctors counted 85 people dead after the blast in Kabul.",
            counts=[("85", 85, "people")],
            outlet="Valley Times",
        ),
    ]
    briefing = brief(kabul, items, now)
    check(briefing, items, kabul)
    assert briefing.stories[0].status == "disputed"
    assert not briefing.stories[0].figures[0].agree
    assert "killed: 60 [" in briefing.text
    assert "(disputed)" in briefing.text


def test_right_to_left_lines_are_isolated_and_verbatim(article, kabul, now) -> None:
    text = "طالبان روز جمعه وارد شهر قندهار شدند و ادارات دولتی را گرفتند."
    one = article("1", text=text, lang="fa", outlet="روزنامه دره")
    one = msgspec.structs.replace(one, terms=frozenset({"kabul"}))
    briefing = brief(kabul, [one], now)
    check(briefing, [one], kabul)
    assert "\u2068" + briefing.stories[0].bullets[0].text + "\u2069" in briefing.text
    assert "\u2068روزنامه دره\u2069" in briefing.text


def test_an_article_without_a_time_is_told_without_one(article, kabul, now) -> None:
    one = msgspec.structs.replace(article("1", "Kabul airport gate closed after a shooting"), published=None)
    assert "· Harbour Post [1]" in brief(kabul, [one], now).text


def test_the_same_input_gives_the_same_briefing_in_any_order(week, kabul, now) -> None:
    assert brief(kabul, week, now) == brief(kabul, week[::-1], now)


def test_references_are_links_and_the_sources_words_are_not(article, kabul, now) -> None:
    one = article("1", "Soldiers [1] left Kabul airport [2] in the night", outlet="Post [3]")
    message = layout.message(brief(kabul, [one], now), kabul)
    linked = [(run.text, run.url) for line in message.lines for run in line.runs if run.url]
    assert linked == [("[1]", "https://news.example/1")]
    assert message.lines[0].runs[0].style == "bold"


def test_buttons_carry_window_instant_and_topic(week, kabul, now) -> None:
    message = layout.message(brief(kabul, week, now), kabul)
    assert [[b.data for b in row] for row in message.buttons] == [
        ["more:24h@g5vi0 kabul", "timeline:24h@g5vi0 kabul", "sources:24h@g5vi0 kabul"],
        ["follow:kabul"],
    ]


def test_a_topic_too_long_for_buttons_goes_by_its_digest(week, kabul, now) -> None:
    long = msgspec.structs.replace(kabul, query="کابل " * 20)
    rows = layout.message(brief(long, week, now), long).buttons
    assert [button.label for row in rows for button in row][:3] == ["More", "Timeline", "Sources"]
    assert all(carried(long.query) in button.data and len(button.data) <= 64 for row in rows for button in row)


# --- views ---


def test_more_tells_every_story(week, kabul, now) -> None:
    message = views.more(kabul, week, as_of=now, window=DAY, zone=KABUL)
    assert all(word in message.text for word in ("Kandahar", "3,000", "Traders"))
    assert [b.data for b in message.buttons[0]] == ["timeline:24h@g5vi0 kabul", "sources:24h@g5vi0 kabul"]


@pytest.mark.parametrize("view", [views.more, views.timeline, views.sources])
def test_a_view_of_another_day_says_which(view, week, kabul, now) -> None:
    def head(later):
        return view(kabul, week, as_of=now, window=DAY, zone=KABUL, now=now + later).text.splitlines()[0]

    assert "as of 22:30 Kabul" in head(timedelta(hours=1))
    assert "as of 13 Aug 22:30 Kabul" in head(timedelta(hours=2))  # it is tomorrow there


def test_the_timeline_goes_by_day_oldest_first(week, kabul, now) -> None:
    week[0] = msgspec.structs.replace(week[0], published=now - timedelta(hours=23))
    text = views.timeline(kabul, week, as_of=now, window=DAY, zone=KABUL).text
    assert text.index("Thursday, 12 August") < text.index("23:30 ") < text.index("Friday, 13 August")
    assert text.index("Friday, 13 August") < text.index("18:30 ") < text.index("20:30 ")
    assert "◐" in text


def test_a_months_timeline_has_every_day(article, kabul, now) -> None:
    quiet = [
        article(f"q{day}", f"Market number {day} of Kabul opens for trade", story=f"q{day}", hours=24 * day)
        for day in range(1, 29)
    ]
    loud = [
        article(f"l{n}", f"Blast {n} kills {n} soldiers at Kabul gate {n}", story=f"l{n}", hours=n / 5)
        for n in range(60)
    ]
    text = views.timeline(kabul, quiet + loud, as_of=now, window=timedelta(days=30), zone=KABUL).text
    assert len(text) <= views.LONGEST
    assert sum(f"Market number {day} of" in text for day in range(1, 29)) == 28
    assert re.search(r"\nand \d+ lesser entries$", text)
    assert len(brief(kabul, quiet + loud, now, window=timedelta(days=30)).text) <= LONGEST


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


def test_sources_show_which_count_as_one(article, kabul, now) -> None:
    items = [
        article("1", "Kabul airport gate closed", wire="Coastline"),
        article("2", "Gate of Kabul airport closed", wire="Coastline", outlet="Valley Times"),
        article("3", "Kabul airport shuts a gate", outlet="Lake News"),
    ]
    message = views.sources(kabul, items, as_of=now, window=DAY, zone=KABUL)
    assert "2 independent sources, 3 items" in message.text
    assert "Harbour Post, Valley Times - count as one" in message.text
    assert "• 21:30 Valley Times: Gate of Kabul airport closed (Coastline text)" in message.text
    assert "1." not in message.text  # would be taken for the briefing's [1]
    assert {run.url for line in message.lines for run in line.runs if run.url} == {a.link for a in items}


def test_the_head_counts_the_sources_that_the_sources_view_lists(article, kabul, now) -> None:
    """Not those that say something else in the same story; and those that bear a line out."""
    fire = "Fire at a market of Kabul kills 12 traders"
    items = [
        article("1", fire, hours=3),
        article("2", "Twelve traders killed by the fire at a Kabul market", outlet="Valley Times", hours=40),
        article("3", "Insurers fear a hard winter", outlet="Lake News", hours=2),
    ]
    briefing = brief(kabul, items, now)
    assert "2 sources agree" in briefing.text
    assert briefing.text.splitlines()[1] == "1 story, 2 independent sources"
    listed = views.sources(kabul, items, as_of=now, window=DAY, zone=KABUL).text
    assert "2 independent sources, 2 items" in listed
    assert "Valley Times" in listed
    assert "Insurers" not in listed


def test_views_of_nothing_say_so(kabul, now) -> None:
    for view in (views.more, views.timeline, views.sources):
        nothing = view(kabul, [], as_of=now, window=DAY, zone=KABUL)
        assert "Quiet" in nothing.text
        assert [button.label for row in nothing.buttons for button in row] == ["Follow kabul"]


def test_views_of_very_much_fit_in_one_message(article, kabul, now) -> None:
    many = [
        article(
            str(n),
            f"Blast number {n} kills {n} at gate {n * 7} of Kabul and closes road {n * 3}",
            story=str(n),
            hours=n / 5,
        )
        for n in range(100)
    ]
    for view in (views.more, views.timeline, views.sources):
        assert len(view(kabul, many, as_of=now, window=DAY, zone=KABUL).text) <= views.LONGEST
    check(brief(kabul, many, now), many, kabul)


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


# --- alerts ---


def test_an_alert_says_what_who_and_how_sure(week, kabul, now) -> None:
    found = alerts.alert(kabul, week[2:4], as_of=now, zone=KABUL)
    assert found is not None
    assert found.heard.status == "confirmed"
    lines = found.message.text.split("\n")
    assert lines[0] == "KABUL · confirmed · 22:30 Kabul time"
    assert lines[1].startswith("● ")
    assert "2 sources agree: " in lines[1]
    assert any(run.url for run in found.message.lines[1].runs)
    assert len(found.message.text) <= alerts.LONGEST


def test_nothing_on_the_topic_or_only_opinion_is_no_alert(article, kabul, now) -> None:
    assert alerts.alert(kabul, [article("1", "Rain in the hills for two days")], as_of=now, zone=KABUL) is None
    question = article("2", "What happens next in Kabul after the fall of the government?")
    assert alerts.alert(kabul, [question], as_of=now, zone=KABUL) is None
    opinion = article("1", "Opinion: What Kabul taught a tired generation of diplomats")
    assert alerts.alert(kabul, [opinion], as_of=now, zone=KABUL) is None


# --- any text ---

WORDS = st.sampled_from(
    [
        *(
            "Kabul",
            "kabul",
            "airport",
            "killed",
            "13",
            "3,000",
            "troops",
            "said",
            "“we",
            "stay”",
            "denied,",
            "while",
            "claims.",
        ),
        *(
            "-",
            "—",
            "[1]",
            "●",
            "1",
            "•",
            "\n",
            "\r\n",
            "\u2029",
            "\u202e",
            "\u2067",
            "کابل",
            "طالبان",
            "喀布尔市中心发生爆炸事件",
        ),
        *(
            "Correction:",
            "Live:",
            "?",
            "!",
            "(",
            ")",
            '"',
            "Figures",
            "…",
            "\x00",
            "\U0001f600",
            ";",
            "and",
            "of",
            "US",
            "reportedly",
        ),
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200)


@st.composite
def articles(draw) -> Article:
    title, text = draw(TEXTS), draw(TEXTS)

    def spans(field, body):
        a = draw(st.integers(0, len(body)))
        b = draw(st.integers(a, len(body)))
        return Span(field, a, b, body[a:b])

    one = spans("text", text)
    return Article(
        id=draw(st.sampled_from("abcdefgh")),
        title=title,
        text=text,
        published=draw(
            st.none() | st.integers(0, 60).map(lambda h: datetime(2021, 8, 13, 18, tzinfo=UTC) - timedelta(hours=h))
        ),
        outlet=draw(st.none() | TEXTS),
        link=draw(st.sampled_from([None, "https://a.example/", "http://[", "x"])),
        lang=draw(st.sampled_from(["en", "fa", "und"])),
        wire=draw(st.sampled_from([None, "Coastline"])),
        duplicate_of=draw(st.sampled_from([None, "a", "b", "z"])),
        story=draw(st.sampled_from([None, "s1", "s2"])),
        sentences=draw(st.sampled_from([(), (Span("text", 0, len(text), text),)])),
        attributions=(Attribution(source=(spans("text", text),), cue=(spans("text", text),), content=(one,)),),
        figures=(
            Figure(
                field="text",
                start=one.start,
                end=one.end,
                text=one.text,
                value=draw(st.none() | st.floats() | st.integers(0, 90)),
                low=draw(st.none() | st.floats()),
                what=draw(st.sampled_from([None, "people", "troops", " "])),
            ),
        ),
        places=(
            Place(
                field="title",
                start=0,
                end=5,
                text=title[:5],
                name="Kabul",
                country="AF",
                lat=34.5,
                lon=69.2,
                geonameid=1138958,
            ),
        ),
        terms=frozenset({"kabul"}) if draw(st.booleans()) else frozenset(),
    )


# What our own lines begin with; whatever a source writes, no line of the text begins otherwise.
FRAME = re.compile(
    r"$|\d+ [●○◐] |• |○ |Before that:$|Figures  |Not heard from since |Never heard from|Last news: "
    r"|Quiet: |Nothing new|I follow no|I could not look|\d+ stor(?:y|ies), "
)
HOSTILE = st.sampled_from(
    [
        "<b>",
        "</b><a href='javascript:x'>",
        "&amp;",
        "&lt;",
        "[1](http://x)",
        "*_`",
        "\\",
        "\n2 ● Fake",
        "\r\n• fake",
        "\u2028",
        "\u202e",
        "\x85",
        "Kabul",
        "Police said that sixty people  were\u2028killed in Kabul on Friday",
        "A blast in Kabul, said a\n3 ● spokesman, killed sixty soldiers",
    ]
)
TURNING = re.compile("[\u202a-\u202e\u2066\u2067]")  # direction marks that we never write


def html_text(markup):
    """The text of Telegram's HTML. Fails where a tag is none of ours, or is not closed in its place."""
    parts = re.split(r"(<[^>]*>)", markup)
    stack = []
    for tag in parts[1::2]:
        name = re.fullmatch(r"<(b)>|<(a) href=\"https?://[^\"<>]*\">|</([ab])>", tag)
        assert name, tag
        if name[3]:
            assert stack.pop() == name[3]
        else:
            stack.append(name[1] or name[2])
    assert not stack
    return html.unescape("".join(parts[::2]))


@given(st.lists(articles(), max_size=6, unique_by=lambda a: a.id), st.lists(HOSTILE, max_size=8).map(" ".join), TEXTS)
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_markup(found, hostile, title) -> None:
    now = datetime(2021, 8, 13, 18, tzinfo=UTC)
    found = [
        msgspec.structs.replace(one, title=f"{hostile} {one.title}", outlet=f"{hostile}{one.outlet}") for one in found
    ]
    topic = Topic(query=title[:60], title=title, clauses=(Clause(all=(frozenset({"kabul"}),)),))
    briefing = brief(topic, found, now)
    told = briefing.text.split("\n")
    assert told == briefing.text.splitlines()  # no other character breaks a line
    assert all(FRAME.match(line) for line in told[1:]), briefing.text
    assert not TURNING.search(briefing.text)
    bullets = [one for story in briefing.stories for one in story.bullets]
    assert sum(line.startswith("• ") or re.match(r"\d+ [●○◐] ", line) is not None for line in told[1:]) == len(bullets)
    for one in bullets:
        item = next(article for article in found if article.id == one.evidence[0].id)
        assert one.evidence[0].quote in item.title or one.evidence[0].quote in item.text
    message = layout.message(briefing, topic)
    assert html_text("\n".join(render.html(message))) == render.clean(briefing.text)


@given(st.lists(articles(), max_size=6, unique_by=lambda a: a.id), st.lists(HOSTILE, max_size=8).map(" ".join), TEXTS)
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_the_views(found, hostile, title) -> None:
    now = datetime(2021, 8, 13, 18, tzinfo=UTC)
    found = [
        replace(one, title=f"{hostile} {one.title}", outlet=f"{hostile}{one.outlet}", terms=frozenset({"kabul"}))
        for one in found
    ]
    topic = Topic(query=title[:60], title=title, clauses=(Clause(all=(frozenset({"kabul"}),)),))
    shown = {"as_of": now, "window": timedelta(days=3), "zone": UTC}
    messages = [view(topic, found, **shown) for view in (views.more, views.timeline, views.sources)]
    alert = alerts.alert(topic, found, as_of=now, zone=UTC)
    for message in [*messages, *([alert.message] if alert else [])]:
        assert html_text("\n".join(render.html(message))) == render.plain(message).strip("\n")
        for line in message.lines:
            assert len(line.text.splitlines()) <= 1, line
            assert not TURNING.search(line.text), line
            # a tab of the source's stays, as each of its characters does: it breaks nothing
            assert not any((c < " " and c != "\t") or "\x7f" <= c <= "\x9f" for c in line.text), line


@given(st.lists(articles(), min_size=2, max_size=6, unique_by=lambda a: a.id))
@settings(max_examples=100, deadline=None)
def test_an_item_never_changes_an_earlier_items_evidence(found) -> None:
    now = datetime(2021, 8, 13, 18, tzinfo=UTC)
    topic = Topic(query="kabul", title="Kabul", clauses=(Clause(all=(frozenset({"kabul"}),)),))
    known = {one.id: one for one in found}
    for n in range(1, len(found) + 1):
        for story in brief(topic, found[:n], now).stories:
            for one in story.bullets:
                for evidence in one.evidence:
                    item = known[evidence.id]
                    assert evidence.quote in item.title or evidence.quote in item.text
                    assert (evidence.outlet, evidence.link, evidence.published) == (
                        outlet(item),
                        item.link,
                        item.published,
                    )


@given(
    st.lists(articles(), max_size=6, unique_by=lambda a: a.id),
    TEXTS,
    st.none() | st.frozensets(st.sampled_from("abcdefgh")),
    st.sampled_from([None, Health(sources=3, silent=(("A", None),)), Health(sources=0)]),
)
@settings(max_examples=120, deadline=None)
def test_any_articles_keep_the_promises(found, title, new, health) -> None:
    now = datetime(2021, 8, 13, 18, tzinfo=UTC)
    topic = Topic(query=title[:60], title=title, clauses=(Clause(all=(frozenset({"kabul"}),)),))
    briefing = brief(topic, found, now, new=new, health=health)
    check(briefing, found, topic)
    assert briefing == brief(topic, found[::-1], now, new=new, health=health)
    assert "\x00" not in briefing.text
    msgspec.json.encode(briefing)
    for view in (views.more, views.timeline, views.sources):
        assert len(view(topic, found, as_of=now, window=DAY, zone=KABUL).text) <= views.LONGEST
    alerts.alert(topic, found, as_of=now, zone=KABUL)


@pytest.mark.parametrize(
    ("wire", "other", "named"),
    [
        ("AFP", "Harbour Post", {"Harbour Post", "AFP"}),  # the outlet's own report, and the agency's that it printed
        ("AFP", "Valley Times", {"Harbour Post", "Valley Times"}),
    ],
)
def test_behind_a_line_stand_names_that_count_apart(article, kabul, now, wire, other, named) -> None:
    pair = [
        article("1", "Rebels in Kabul free 40 prisoners from the old fort", hours=3, wire=wire),
        article("2", "Forty prisoners of the old fort in Kabul are free: rebels open 40 cells", hours=1, outlet=other),
    ]
    (line,) = [line for line in brief(kabul, pair, now).text.split("\n") if "2 sources agree: " in line]
    behind = line.partition("2 sources agree: ")[2]
    assert set(re.sub(r" \d\d:\d\d| \[\d\]", "", behind).split(", ")) == named
    origins = {e.id: e.origin for story in brief(kabul, pair, now).stories for b in story.bullets for e in b.evidence}
    assert origins == {"1": wire, "2": None}


def test_an_event_is_told_once_whatever_its_languages() -> None:
    texts = [
        (
            "en",
            "At least 19 people were killed and 140 injured in an earthquake in eastern Turkey on Friday, the governor said.",
            10,
        ),
        (
            "es",
            "Al menos 19 personas murieron y 140 resultaron heridas en un terremoto en el este de Turquía, según el gobernador.",
            11,
        ),
        ("ru", "В результате землетрясения на востоке Турции погибли 19 человек, ещё 140 пострадали.", 12),
        (
            "en",
            "Schools in the province of eastern Turkey stay closed for a week, and tents for two thousand are on their way.",
            13,
        ),
    ]
    articles = [
        replace(
            understand(
                Item(
                    id=str(n),
                    text=text,
                    lang=lang,
                    outlet=f"Outlet {n}",
                    link=f"https://o{n}.example/1",
                    published=datetime(2021, 8, 13, hour, tzinfo=UTC),
                )
            ),
            story=f"s{n}",
        )
        for n, (lang, text, hour) in enumerate(texts)
    ]
    found = brief(topics.parse("turkey"), articles, datetime(2021, 8, 13, 18, tzinfo=UTC))
    tolls = [bullet for story in found.stories for bullet in story.bullets if "19" in bullet.text]
    assert [(toll.status, len(toll.evidence)) for toll in tolls] == [("confirmed", 3)]
