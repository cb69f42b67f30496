import html
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.brief import alerts, layout, views
from bot.brief.buttons import carried
from bot.brief.compose import LONGEST, compose
from bot.brief.independence import outlet
from bot.model import Article, Attribution, Clause, Figure, Health, Item, Place, Span, Topic
from bot.understand import topics
from bot.understand.article import article as understand
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
