"""A timeline's lines, and a long story's turns. All news is made up."""

from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace

from bot.brief import views
from bot.brief.compose import compose
from bot.model import Item
from bot.understand.article import article as understood
from bot.understand.topics import parse

MONTH = timedelta(days=30)
DAY = 24


def timeline(topic, articles, now) -> str:
    return views.timeline(topic, articles, as_of=now, window=MONTH, zone=UTC).text


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("Gunmen kill the mayor of Kabul on his way to work", "What we know about the mayor of Kabul and his death"),
        ("Gunmen kill the mayor of Kabul on his way to work", "The mayor of Kabul: a life in pictures and in letters"),
        (
            "Flood carries off the grain market of Kabul",
            "Where was Kabul's grain market? A reader's guide to the flood",
        ),
    ],
)
def test_the_news_of_a_day_goes_before_what_is_told_about_it(told, left, article, kabul, now) -> None:
    text = timeline(kabul, [article("1", left, hours=9), article("2", told, hours=5)], now)
    assert told in text
    assert left not in text


def test_what_was_done_goes_before_what_was_said(article, kabul, now) -> None:
    one = article(
        "1",
        text="“We have never seen so many dead in one night,” said a nurse. Shells hit the children's hospital of Kabul.",
        said=[("a nurse", "said", "“We have never seen so many dead in one night,”")],
    )
    text = timeline(kabul, [one], now)
    assert "Shells hit the children's hospital of Kabul" in text
    assert "never seen" not in text


def test_what_a_day_shares_is_its_news(article, kabul, now) -> None:
    """Four stories of one day; three have the dam in them."""
    dam = "Dam above Kabul breaks"
    items = [
        article(
            "1", "Kabul traders close shops for the week", f"{dam} and its water takes the road.", story="a", hours=3
        ),
        article("2", "Kabul teachers wait for their wages", f"{dam} while schools are shut.", story="b", hours=4),
        article("3", "Kabul cooks feed those without a roof", f"{dam} at dawn, engineers say.", story="c", hours=5),
    ]
    assert dam in timeline(kabul, items, now)


def test_a_day_tells_what_the_day_before_did_not(article, kabul, now) -> None:
    known = "Rebels blow up the iron bridge of Kabul"
    items = [
        article("1", known, story="a", hours=DAY + 5),
        article("2", f"{known}, nobody crosses", story="b", hours=6),
        article("3", "Ferries carry bread to the cut-off half of Kabul", story="b", hours=5),
    ]
    text = timeline(kabul, items, now)
    assert text.count(known) == 1
    assert "Ferries carry bread" in text


def test_a_day_that_has_nothing_else_tells_it_again(article, kabul, now) -> None:
    known = "Rebels blow up the iron bridge of Kabul"
    items = [article("1", known, story="a", hours=DAY + 5), article("2", known, story="b", hours=6)]
    assert timeline(kabul, items, now).count(known) == 2


def test_a_copy_is_no_news_of_its_day(article, kabul, now) -> None:
    first = "Rebels blow up the iron bridge of Kabul"
    items = [article("1", first, hours=DAY + 5), article("2", first, hours=6, duplicate_of="1")]
    assert timeline(kabul, items, now).count(first) == 1


def test_a_line_has_the_status_that_it_had_by_the_end_of_its_day(now) -> None:
    """What another story says on that day counts, and what is said on the next does not."""
    blast = "Blast at a market of Kabul kills 12 people"
    told = [
        ("1", "s1", "Harbour Post", 33, "Kandahar has fallen to the Taliban"),
        ("2", "s2", "Meridian Wire", 29, "Taliban fighters have captured Kandahar"),
        ("3", "s3", "Harbour Post", 31, blast),
        ("4", "s3", "Meridian Wire", 30, blast + ", nurses count"),
        ("5", "s3", "Lake News", 5, blast.replace("12", "3")),
    ]
    items = [
        replace(understood(Item(id=id, title=title, text="", published=now - timedelta(hours=hours), outlet=outlet,
                                link=None, lang="en")), story=story)
        for id, story, outlet, hours, title in told
    ]  # fmt: skip
    country = parse("afghanistan")
    first, last = timeline(country, items, now).split("Friday, 13 August")
    assert "● Taliban fighters have captured Kandahar · confirmed" in first
    assert f"● {blast} · confirmed" in first
    assert "◐ Blast at a market of Kabul kills 3 people · disputed" in last


def test_what_is_too_short_to_quote_stands_as_it_is(article, kabul, now) -> None:
    text = timeline(kabul, [article("1", "Kabul in the dark", hours=2)], now)
    assert "16:00 ○ Kabul in the dark · Harbour Post" in text


def test_a_month_of_long_headlines_has_every_day(article, kabul, now) -> None:
    month = [
        article(
            str(day),
            f"Column {day} of the army has taken Kabul's dam {day + 40}, while its governor asks the crowds in the squares to go "
            "home before it is dark",
            story=str(day),
            hours=DAY * day + 2,
        )
        for day in range(30)
    ]
    text = timeline(kabul, month, now)
    assert len(text) <= views.LONGEST
    assert [n for n in range(30) if f"Column {n} of" not in text] == []


def test_a_months_briefing_tells_a_storys_turn(article, kabul, now) -> None:
    """The governor is shot on its second day, of which most is told; the last days tell little."""
    shot = "Governor of Kabul shot dead at his own gate"
    days = ["porters", "bakers", "weavers", "tailors", "masons", "potters", "barbers", "cobblers"]
    items = [
        article("0", "Governor of Kabul warns of men with guns", hours=DAY * 20),
        *(article(f"t{n}", shot, hours=DAY * 18 + n, outlet=f"Valley {n}") for n in range(4)),
        *(article(f"n{n}", f"Kabul's {who} march for the governor", hours=DAY * n + 1) for n, who in enumerate(days)),
    ]
    briefing = compose(kabul, items, as_of=now, window=MONTH, new=None, zone=UTC, health=None)
    assert shot in briefing.text


def test_what_is_told_for_days_outweighs_what_is_told_at_once(article, kabul, now) -> None:
    long = [
        article(f"l{n}", f"Strike of Kabul's porters, day {n + 1}", story="long", hours=DAY * (5 - n) + 2)
        for n in range(6)
    ]
    short = [
        article(f"s{n}", f"Strike of Kabul's bakers, hour {n + 1}", story="short", hours=6.5 - n) for n in range(6)
    ]
    briefing = compose(kabul, long + short, as_of=now, window=MONTH, new=None, zone=UTC, health=None)
    assert briefing.stories[0].story == "long"


def test_a_day_is_told_in_the_readers_language(article, kabul, now) -> None:
    """What another language tells of the same is no line of its own; what it alone tells stands behind the others."""
    english = [
        article(
            str(n),
            f"{what} in Kabul",
            text=f"{what} in the west of Kabul on Friday, the mayor said.",
            hours=n,
            story=f"e{n}",
        )
        for n, what in enumerate(("Bridge closes", "Market burns down", "Teachers strike", "Water is cut off"), 2)
    ]
    german = article("9", "Viele Tote bei Explosion in Kabul", hours=1, story="g", lang="de", outlet="Der Tagesbogen")
    text = timeline(kabul, [*english, german], now)
    assert all(one.title.split()[0] in text for one in english), text
    assert "Viele Tote" not in text


def reports(now, *told):
    """Items of (hours ago, outlet, headline), each a story of its own."""
    return [
        replace(
            understood(Item(id=str(n), title=title, outlet=outlet, lang="en", published=now - timedelta(hours=hours))),
            story=str(n),
        )
        for n, (hours, outlet, title) in enumerate(told)
    ]


def test_a_denial_that_the_day_has_overtaken_is_not_told(now) -> None:
    denied = "Officials deny that Qalat has fallen to the Taliban; 40 soldiers killed by shells"
    fallen = "Taliban take Qalat after a night of siege, elders say"
    more = "Qalat has fallen to the Taliban, a senator confirms"
    news = [(6, "Harbour Post", denied), (3, "Meridian Wire", fallen), (2, "Valley Times", more)]
    country = parse("afghanistan")
    assert denied in timeline(country, reports(now, *news[:1]), now)
    text = timeline(country, reports(now, *news), now)
    assert denied not in text
    assert "● " in text


def test_what_was_in_doubt_is_told_again_once_it_is_confirmed(now) -> None:
    claimed = "Taliban claim to have captured Qalat"
    fallen = [(7, "Meridian Wire", "Qalat has fallen to the Taliban"), (6, "Valley Times", "Taliban capture Qalat")]
    bomb = (5, "Lake News", "Bomb kills 70 people at a wedding in Ghazni, Afghanistan")
    text = timeline(parse("afghanistan"), reports(now, (DAY + 1, "Harbour Post", claimed), *fallen, bomb), now)
    assert f"◐ {claimed}" in text
    assert "· confirmed" in text


def test_a_day_tells_more_than_its_four_weightiest_stories_where_there_is_room(article, kabul, now) -> None:
    trades = ["bakers", "tailors", "porters", "teachers", "cooks", "masons", "nurses"]
    items = [
        article(str(n), f"Kabul's {trade} {what}", story=str(n), hours=n + 1)
        for n, (trade, what) in enumerate(
            zip(
                trades,
                [
                    "shut their ovens for want of flour",
                    "sew flags for a holiday",
                    "block the northern highway",
                    "ask for unpaid wages",
                    "feed nine hundred orphans",
                    "rebuild an old bridge",
                    "open a second vaccination tent",
                ],
                strict=True,
            )
        )
    ]
    text = timeline(kabul, items, now)
    assert all(trade in text for trade in trades), text


def test_a_copy_of_what_came_before_the_window_is_told_as_it_came(article, kabul, now) -> None:
    first = "Rebels blow up the iron bridge of Kabul"
    items = [article("1", first, hours=DAY * 31), *(article(id, first, hours=6, duplicate_of="1") for id in "23")]
    assert timeline(kabul, items, now).count(first) == 1


def test_the_first_report_of_an_event_is_told_beside_a_weightier_later_one(now) -> None:
    entering = "An official says that fighters were coming into Kabul from all sides"
    later = "Taliban fighters moved into Kabul in the evening and took over forty empty police posts; shots killed two people"
    text = timeline(parse("kabul"), reports(now, (9, "Harbour Post", entering), (1, "Meridian Wire", later)), now)
    assert "coming into Kabul from all sides" in text
    assert "moved into Kabul in the evening" in text
