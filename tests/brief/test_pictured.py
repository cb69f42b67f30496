"""Map and Figures as a chat gets them: what is planned, what the caption says, which buttons there are."""

import re
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.brief import layout, pictured, pictures, spots, views
from bot.brief.compose import compose
from bot.brief.figures import in_words
from bot.brief.pictures import geography
from bot.model import Attribution, Circle, Clause, Place, Span, Topic
from bot.words import speaking

DAY = timedelta(hours=24)
KABUL = ZoneInfo("Asia/Kabul")
PLACES = {  # text: name, country, lat, lon, geonameid
    "Kabul": ("Kabul", "AF", 34.53, 69.17, 1138958),
    "Kandahar": ("Kandahar", "AF", 31.61, 65.71, 1138336),
    "Herat": ("Herat", "AF", 34.35, 62.2, 1140026),
    "Afghanistan": ("Afghanistan", "AF", 33.9, 67.7, 1149361),
    "Washington": ("Washington", "US", 38.9, -77.04, 4140963),
    "Meridian": ("Meridian", "US", 32.36, -88.7, 4435764),
    "قندهار": ("Kandahar", "AF", 31.61, 65.71, 1138336),
    "کابل": ("Kabul", "AF", 34.53, 69.17, 1138958),
    "Europe": ("Europe", "", 50.0, 10.0, 6255148),
}


def placed(article):
    """With the places of the table that its title and text name."""
    found = []
    for field, body in (("title", article.title), ("text", article.text)):
        for text, (name, country, lat, lon, id) in PLACES.items():
            at = body.find(text)
            if at >= 0:
                found.append(Place(field=field, start=at, end=at + len(text), text=text, name=name, country=country,
                                   lat=lat, lon=lon, geonameid=id))  # fmt: skip
    return replace(article, places=tuple(found))


@pytest.fixture
def war(article):
    return [
        placed(article("1", "Pentagon sends 3,000 troops to Kabul to fly out embassy staff", hours=5)),
        placed(article("2", "US to send 3,000 troops to Kabul for embassy staff", hours=4, outlet="Meridian Wire")),
        placed(article("3", "Taliban claim to hold Kandahar", "A Taliban spokesman claimed all of Kandahar.", hours=3,
                       story="s2", said=[("A Taliban spokesman", "claimed", "all of Kandahar")])),
        placed(article("4", "Herat falls, says the governor of the Kabul side", hours=2, story="s3")),
        placed(article("5", "In Washington Kabul is what everybody asks about", hours=1, story="s4")),
    ]  # fmt: skip


def mapped(topic, articles, now, **more):
    return pictured.map_view(topic, articles, **{"as_of": now, "window": DAY, "zone": KABUL, "dark": False} | more)


def counted(topic, articles, now, **more):
    return pictured.figures_view(topic, articles, **{"as_of": now, "window": DAY, "zone": KABUL, "dark": False} | more)


def labels(message):
    return [[button.label for button in row] for row in message.buttons]


# --- map ---


def test_the_map_tells_each_place_with_how_sure_it_is(war, kabul, now):
    shown = mapped(kabul, war, now)
    lines = shown.message.text.split("\n")
    assert lines[0] == "KABUL · last 24 h · as of 22:30 Kabul time · map"
    assert shown.message.lines[0].runs[0].style == "bold"
    told = dict(line.split(": ", 1) for line in lines[1:4])
    assert set(told) == {"1 ● Kabul", "2 ◐ Kandahar", "3 ○ Herat"} or set(told) == {
        "1 ● Kabul",
        "2 ○ Herat",
        "3 ◐ Kandahar",
    }
    assert "3,000 troops" in told["1 ● Kabul"]
    assert "claimed" in next(text for place, text in told.items() if "Kandahar" in place)
    assert "Beyond this map: Washington" in lines
    assert shown.plan.spots[0].names == ("Kabul",)
    assert {run.url for line in shown.message.lines for run in line.runs if run.url} <= {a.link for a in war}
    assert shown.plan.title == "Kabul"
    assert shown.plan.note == "last 24 h · 13 Aug 22:30 Kabul time"
    assert shown.plan.alt.startswith("map of Kabul, 3 places: Kabul, ")


def test_no_outlet_no_demonym_no_continent_and_not_the_topics_own_country_is_a_place(article, kabul, now):
    one = placed(article("1", "Meridian Wire: Afghanistan and Europe look to a fall of Kabul", outlet="Meridian Wire"))
    country = replace(kabul, clauses=(*kabul.clauses, Clause(all=(frozenset({"c:AF"}),))))
    assert [spot.names for spot in mapped(country, [one], now).plan.spots] == [("Kabul",)]
    demonym = replace(one, places=tuple(replace(place, kind="demonym") for place in one.places))
    assert mapped(kabul, [demonym], now).plan is None


def test_a_country_is_shown_where_nothing_finer_is_named(article, kabul, now):
    whole = placed(article("1", "Kabul: Taliban take more of Afghanistan, officials say"))
    only = replace(whole, places=whole.places[1:])
    assert [spot.names for spot in mapped(kabul, [only], now).plan.spots] == [("Afghanistan",)]
    assert [spot.names for spot in mapped(kabul, [whole], now).plan.spots] == [("Kabul",)]


def test_what_names_no_place_is_where_its_source_says_that_it_is(article, kabul, now):
    quake = replace(article("1", "M 6.1 earthquake, felt in kabul"), lat=36.44, lon=69.31)
    again = replace(article("2", "Strong quake, says kabul seismologist", hours=0.5), lat=36.42, lon=69.28)
    sea = replace(article("3", "M 5.0 earthquake, kabul agency says", story="s2"), lat=-52.0, lon=-140.0)
    shown = mapped(kabul, [quake, again, sea], now)
    assert [(spot.names, spot.lat, spot.lon) for spot in shown.plan.spots] == [
        (("near Baghlān",), 36.4, 69.3),
        (("at -52, -140",), -52.0, -140.0),
    ]
    assert "Map" in str(labels(views.more(kabul, [quake], as_of=now, window=DAY, zone=KABUL)))
    named = placed(replace(article("4", "Quake shakes Kabul, Afghanistan"), lat=36.44, lon=69.31))
    assert [spot.names for spot in mapped(kabul, [named], now).plan.spots] == [("Kabul",)]
    country = replace(named, places=tuple(p for p in named.places if p.name == "Afghanistan"))
    assert [spot.names for spot in mapped(kabul, [country], now).plan.spots] == [("near Baghlān",)]


def test_a_topic_near_a_place_is_shown_with_its_circle(article, now):
    circle = Circle(34.53, 69.17, 200.0)
    near = topic_of(circle)
    items = [placed(article("1", "Fighting near Kabul")), placed(article("2", "Herat is quiet", story="s2"))]
    plan = mapped(near, items, now).plan
    assert [(c.lat, c.lon, c.km) for c in plan.circles] == [(34.53, 69.17, 200.0)]
    assert all(plan.frame.holds(*point) for point in geography.rim(circle))
    assert plan.frame.width / plan.frame.scale < 800  # and little more than it
    assert [spot.names for spot in plan.spots] == [("Kabul",)]
    assert [spot.names for spot in plan.beyond] == [("Herat",)]
    bare = replace(plan, circles=())
    assert pictures.draw(plan, False) != pictures.draw(bare, False)
    alone = Clause(all=(frozenset({"herat"}),))
    assert replace(near, clauses=(*near.clauses, alone)).circles == ()  # what else it asks for may lie anywhere


class Around(Circle, frozen=True):
    def holds(self, article):
        return True


def topic_of(circle):
    clause = Clause(all=(frozenset({"kabul", "herat"}),), where=(Around(circle.lat, circle.lon, circle.km),))
    return Topic(query="near:kabul 200km", title="200 km around Kabul", clauses=(clause,))


def test_who_asks_in_arabic_script_reads_names_in_it(article, kabul, now):
    topic = replace(kabul, query="کابل", title="کابل")
    items = [
        placed(article("1", "طالبان وارد کابل شدند و قندهار را گرفتند", "kabul", lang="fa")),
        placed(article("2", "Herat falls to the Taliban as Kabul looks on", story="s2")),
    ]
    shown = mapped(topic, items, now)
    assert shown.plan.title == "کابل"
    assert {spot.names[0] for spot in shown.plan.spots} == {"کابل", "قندهار", "Herat"}
    assert {spot.names[0] for spot in mapped(kabul, items, now).plan.spots} == {"Kabul", "Kandahar", "Herat"}


def test_pictures_have_buttons_for_the_other_views_and_the_other_kind_of_screen(war, kabul, now):
    assert labels(mapped(kabul, war, now).message) == [["More", "Timeline", "Sources"], ["Dark"], ["Follow kabul"]]
    dark = mapped(kabul, war, now, dark=True).message
    assert labels(dark)[1] == ["Light"]
    assert dark.buttons[1][0].data == "map-light:24h@g5vi0 kabul"


def test_what_cannot_be_shown_is_not_offered_and_says_so(article, kabul, now):
    plain = [article("1", "A new mayor takes office in kabul"), article("2", "The kabul market opens", story="s2")]
    message = views.more(kabul, plain, as_of=now, window=DAY, zone=KABUL)
    assert labels(message) == [["Timeline", "Sources"], ["Follow kabul"]]
    nowhere, uncounted = mapped(kabul, plain, now), counted(kabul, plain, now)
    assert nowhere.plan is None
    assert "No place is named" in nowhere.message.text
    assert "No count in this news has changed" in uncounted.message.text
    assert "Dark" not in str(labels(nowhere.message))
    assert "Quiet" in mapped(kabul, [], now).message.text
    assert "Quiet" in counted(kabul, [], now).message.text


# --- figures ---


@pytest.fixture
def toll(article):
    def item(id, words, value, hours, outlet, said=None):
        text = f"{words} people were killed in the blast at Kabul airport, {said or 'reports'} said."
        one = article(id, "Blast at Kabul airport", text, hours=hours, outlet=outlet, counts=[(words, value, "people")])
        if said:
            source = span_of(text, said)
            content = span_of(text, text.partition(",")[0])
            one = replace(one, attributions=(Attribution(source=(source,), content=(content,)),))
        return placed(one)

    return item


def span_of(text, part):
    start = text.index(part)
    return Span("text", start, start + len(part), part)


def test_growth_is_told_as_growth_with_who_said_what_when(toll, kabul, now):
    items = [
        toll("1", "at least 13", 13, 9, "Harbour Post"),
        toll("2", "60", 60, 6, "Meridian Wire", said="the ministry"),
        toll("3", "at least 90", 90, 2, "Lake News"),
        toll("4", "at least 90", 90, 1, "Lake News"),  # said before
    ]
    shown = counted(kabul, items, now)
    assert shown.message.text.split("\n")[1:] == [
        "killed: rose from at least 13 to at least 90 - Blast at Kabul airport",
        "13:30 · at least 13 · Harbour Post",
        "16:30 · 60 · the ministry, Meridian Wire",
        "20:30 · at least 90 · Lake News",
    ]
    assert labels(shown.message) == [["More", "Timeline", "Sources"], ["Map", "Dark"], ["Follow kabul"]]
    (panel,) = shown.plan.panels
    assert [mark.value for mark in panel.grown] == [13, 60, 90]
    assert panel.disputed == ()
    assert shown.plan.zone == "Asia/Kabul"


def test_a_number_in_the_title_and_as_a_bound_in_the_text_is_told_once(toll, article, kabul, now):
    text = "At least 29 people were killed in the blast at Kabul airport, reports said."
    both = [("29 people", 29, "people"), ("At least 29 people", 29, "people")]
    twice = article("1", "29 people killed at Kabul airport", text, hours=9, outlet="Harbour Post", counts=both)
    shown = counted(kabul, [placed(twice), toll("2", "60", 60, 6, "Meridian Wire")], now)
    assert shown.message.text.split("\n")[1:] == [
        "killed: rose from at least 29 to 60 - Blast at Kabul airport",
        "13:30 · at least 29 · Harbour Post",
        "16:30 · 60 · Meridian Wire",
    ]


def test_a_dispute_is_told_as_a_dispute(toll, kabul, now):
    items = [toll("1", "85", 85, 3, "Harbour Post"), toll("2", "60", 60, 2, "Meridian Wire")]
    shown = counted(kabul, items, now)
    assert "killed: disputed: 60 or 85" in shown.message.text
    assert "19:30 · ◐ 85 · Harbour Post" in shown.message.text
    assert {mark.value for mark in shown.plan.panels[0].disputed} == {60, 85}


def test_one_items_own_numbers_are_no_series(article, kabul, now):
    one = article("1", "Kabul", "UK sends 600 troops, they say. In all 3,000 troops go to Kabul.",
                  counts=[("600 troops", 600, "troops"), ("3,000 troops", 3000, "troops")])  # fmt: skip
    assert counted(kabul, [one], now).plan is None


def test_what_is_counted_once_is_listed(toll, article, kabul, now):
    """The weightiest story's first, each by its newest number; not what is told of everything, nor the same twice."""
    items = [
        toll("1", "60", 60, 3, "Harbour Post", said="the ministry"),
        article("2", "Two planes bring 400 monks to Kabul", story="s2", hours=1,
                counts=[("Two", 2, "planes"), ("400", 400, "monks")]),
        article("3", "Kabul: the 400 monks are from Lhasa", story="s3", hours=9, counts=[("400", 400, "monks")]),
    ]  # fmt: skip
    shown = counted(kabul, items, now)
    assert shown.plan is None
    assert shown.message.text.split("\n")[1:] == [
        "No count in this news has changed or is disputed, so there is nothing to draw.",
        "The numbers that are given:",
        "• killed: 60 · the ministry, Harbour Post 19:30 - Blast at Kabul airport",
        "• monks: 400 · Harbour Post 21:30 - Two planes bring 400 monks to Kabul",
    ]


@pytest.mark.parametrize(
    ("said", "who"), [("he", "Harbour Post"), ("a source", "Harbour Post"), ("x" * 60, "Harbour Post")]
)
def test_where_nobody_is_named_it_is_the_outlet(toll, kabul, now, said, who):
    items = [toll("1", "60", 60, 3, "Harbour Post", said=said), toll("2", "90", 90, 1, "Lake News")]
    assert counted(kabul, items, now).plan.panels[0].marks[0].who == who


# --- limits ---


def test_captions_fit(article, kabul, now):
    many = []
    for n in range(60):
        one = placed(article(str(n), f"Troops of unit {n} {'march on and on ' * 6} to Kabul", story=f"s{n}"))
        place = replace(
            one.places[0], geonameid=-n - 1, name=f"Quite a long name 😀 {n}", lat=30 + n % 8, lon=61 + n % 11
        )
        many.append(replace(one, places=(place,)))
    shown = mapped(kabul, many, now)
    assert len(shown.message.text.encode("utf-16-le")) / 2 <= pictured.CAPTION
    assert len(shown.message.text) > 300
    assert re.search(r"^and \d+ more$", shown.message.text, re.MULTILINE)
    assert len(shown.plan.spots) <= 16


def test_a_month_of_timeline_has_every_day(article, kabul, now):
    month = [
        article(f"{day}-{n}", f"Fighting near kabul leaves {day} posts lost and {n} roads cut", hours=24 * day + n,
                story=f"s{day}-{n}")
        for day in range(30) for n in range(1, 5)
    ]  # fmt: skip
    text = views.timeline(kabul, month, as_of=now, window=timedelta(days=30), zone=UTC).text
    days = [line for line in text.split("\n") if ", " in line and line.split(",")[0].endswith("day")]
    assert len(days) == 30
    assert len(text) <= views.LONGEST


def test_what_is_offered_for_a_briefing_is_there_when_it_is_pressed(war, toll, kabul, now):
    items = [*war, toll("t1", "60", 60, 3, "Harbour Post"), toll("t2", "90", 90, 1, "Lake News")]
    briefing = compose(kabul, items, as_of=now, window=DAY, new=None, zone=KABUL, health=None)
    offered = spots.offered_with(kabul, items, briefing.stories, as_of=now, window=DAY)
    assert offered == ("map", "figures")
    assert labels(layout.message(briefing, kabul, offered)) == [
        ["More", "Timeline", "Sources"], ["Map", "Figures"], ["Follow kabul"],
    ]  # fmt: skip
    assert mapped(kabul, items, now).plan is not None
    assert counted(kabul, items, now).plan is not None
    assert spots.offered_with(kabul, items, briefing.stories, as_of=now + 2 * DAY, window=DAY) == ("figures",)


titles = st.text(max_size=40).map(lambda words: f"{words} Kabul and Kandahar {words}")


@given(st.lists(titles, min_size=1, max_size=4), st.text(min_size=1, max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_give_a_caption_that_fits(article, now, words, query):
    topic = Topic(query=query, title=query, clauses=(Clause(all=()),))
    items = [placed(article(str(n), title, story=f"s{n}")) for n, title in enumerate(words)]
    shown = mapped(topic, items, now)
    assert shown.plan is not None
    assert len(shown.message.text.encode("utf-16-le", "surrogatepass")) / 2 <= pictured.CAPTION
    assert all(len(b.data.encode("utf-8", "surrogatepass")) <= 64 for row in shown.message.buttons for b in row)


def test_a_place_is_told_in_the_topics_language_where_its_story_is(article, kabul, now):
    english = placed(article("1", "Taliban take Kandahar, the second largest city", hours=3))
    elsewhere = article("2", "Taliban take Afghan city after a week of fighting", hours=3)
    dari = placed(article("3", "کابل: طالبان شهر قندهار را گرفتند", hours=1, outlet="Lake News", lang="fa"))
    dari = replace(dari, terms=dari.terms | {"kabul"})
    for known in (english, elsewhere):
        told = mapped(kabul, [known, dari], now).message.text
        assert known.title in told
        assert "طالبان" not in told
    assert "طالبان" in mapped(kabul, [dari], now).message.text  # better than nothing


def test_what_happened_goes_before_where_a_place_lies(article, kabul, now):
    one = placed(article("1", text="Rockets killed nine people in the old bazaar. This town lies 70 km from Kabul."))
    assert "Kabul: Rockets killed nine people" in mapped(kabul, [one], now).message.text


def test_a_place_too_near_for_a_sign_of_its_own_has_a_line_of_its_own(article, kabul, now):
    capital = placed(article("1", "Quake kills forty people in Kabul", hours=3, story="a"))
    near = placed(article("2", "Paghman falls to the Taliban, Kabul is next", hours=1, story="b"))
    paghman = Place(field="title", start=0, end=7, text="Paghman", name="Paghman", country="AF", lat=34.53, lon=69.1,
                    geonameid=1131316)  # fmt: skip
    far = placed(article("3", "Storm closes the airport of Herat", hours=2, story="c"))
    shown = mapped(kabul, [capital, replace(near, places=(paghman,)), far], now)
    lines = shown.message.text.split("\n")
    assert shown.plan.spots[0].names == ("Kabul", "Paghman")
    assert lines[1].startswith("1 ○ Kabul: Quake kills")
    assert lines[2].startswith("1 ○ Paghman: Paghman falls")


def test_of_the_stories_at_a_place_one_that_the_reader_can_read_is_told(article, kabul, now):
    grave = placed(article("1", "Bomben töten in Kandahar neunzig Menschen", hours=1, story="a", lang="de"))
    others = [placed(article(str(n), f"Bakers of Kandahar open {n} new shops", hours=n, story=f"b{n}")) for n in (2, 3)]
    assert "Kandahar: Bakers" in mapped(kabul, [grave, *others], now).message.text


def test_a_line_has_one_status_whatever_was_asked_for(article, kabul, now):
    """Who bears it out in another story counts on the map as in the briefing."""
    items = [
        placed(article("1", text="The Taliban have taken Kandahar, the Kabul government said.", hours=2)),
        placed(
            article("2", text="Kandahar fell to the Taliban overnight.", hours=1, outlet="Valley Times", story="s2")
        ),
    ]
    told = compose(kabul, items, as_of=now, window=DAY, new=None, zone=KABUL, health=None)
    shown = mapped(kabul, items, now)
    assert {bullet.status for story in told.stories for bullet in story.bullets} == {"confirmed"}
    assert {spot.status for spot in shown.plan.spots} == {"confirmed"}


def test_a_place_is_told_as_its_story_is_in_the_briefing(article, kabul, now):
    """A line that is nearer to the place, but less sure, gives way to the one that the briefing leads with."""
    items = [
        placed(article("1", "Taliban take Kandahar, an hour's drive from Kabul, lawmaker says", hours=6)),
        placed(article("2", "Kandahar has fallen to the Taliban, residents say", hours=5, outlet="Meridian Wire")),
        placed(article("3", "Taliban an hour from Kabul after Kandahar falls", hours=4, outlet="Valley Times")),
    ]
    [story] = compose(kabul, items, as_of=now, window=DAY, new=None, zone=KABUL, health=None).stories
    assert story.status == "confirmed"
    line = next(line for line in mapped(kabul, items, now).message.text.split("\n") if "Kandahar: " in line)
    assert line.startswith(f"1 ● Kandahar: {story.bullets[0].text}")


def test_where_only_the_topics_own_country_is_named_that_is_said(article, kabul, now):
    country = replace(kabul, clauses=(Clause(all=(frozenset({"c:AF"}),)),))
    one = placed(article("1", "Votes are counted in Afghanistan"))
    one = replace(one, terms=one.terms | {"c:AF"})
    shown = mapped(country, [one], now)
    assert shown.plan is None
    assert "This news names the country as a whole, and no place in it." in shown.message.text
    assert "No place is named" in mapped(kabul, [article("1", "A new mayor takes office in kabul")], now).message.text


def test_what_became_of_people_is_said_in_the_language_that_is_spoken():
    with speaking("de"):
        assert [in_words(what) for what in ("killed", "wounded", "missing", "miners killed", "Soldaten")] == [
            "Tote", "Verletzte", "Vermisste", "miners killed", "Soldaten",
        ]  # fmt: skip
    assert in_words("killed") == "killed"
