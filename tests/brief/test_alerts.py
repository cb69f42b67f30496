"""Whether an alert tells a chat anything that it has not heard, and what becomes of what it was told."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from test_compose import KABUL

from bot.brief import lexicon
from bot.brief.alerts import LONGEST, Alert, alert
from bot.brief.woken import LEAST, MORE
from bot.model import Delivery, Heard, Item, Message
from bot.understand import topics
from bot.understand.article import article as understand
from bot.words import speaking

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
FELL = "taken Qalat, AF"
LINE = "Qalat falls to the Taliban after a siege"
ANOTHER = "Twelve villages around the city are empty, residents say"


def heard(story, status, events="", line=LINE, **more):
    found = frozenset(filter(None, events.split(";")))
    return Heard(story=story, status=status, topic="qalat", lines=(line,), events=found, lang="en", **more)


def told(heard, ago=1, **more):
    """The delivery of what was told so many hours ago."""
    return Delivery(chat=1, subscription=0, occasion="", message=Message(lines=()), due=NOW - timedelta(hours=ago),
                    heard=heard, **more)  # fmt: skip


def is_news(heard, before, *, events=None, weight=9.0):
    """Of stories s1 and s0, which has become part of it; its first line tells `events`, or all."""
    new = Alert(Message(lines=()), heard, "7", heard.events if events is None else events, weight)
    return new.is_news({"s0", "s1"}, [told(one) if isinstance(one, Heard) else one for one in before], NOW)


@pytest.mark.parametrize(
    ("status", "events", "before", "news"),
    [
        ("reported", "", [], True),
        ("reported", "", [("s2", "reported")], True),
        ("reported", "", [("s1", "reported")], False),
        ("reported", "", [("s0", "reported")], False),  # s0 has become part of s1
        # surer now: that stands in place of the first alert, which a sound would add nothing to; but a claim was none
        ("confirmed", "", [("s1", "reported")], False),
        ("confirmed", "", [("s1", "claimed")], True),
        ("reported", "", [("s1", "claimed")], True),
        ("claimed", "", [("s1", "reported")], False),
        ("confirmed", "", [("s1", "claimed"), ("s1", "reported")], False),
        # doubt is news, and its end
        *[(doubt, "", [("s1", "confirmed")], True) for doubt in ("disputed", "denied", "corrected")],
        ("disputed", "", [("s1", "reported"), ("s1", "disputed")], False),
        ("confirmed", "", [("s1", "disputed")], True),
        ("confirmed", "", [("s1", "reported"), ("s1", "disputed")], False),
        # an event
        ("reported", FELL, [("s1", "reported")], True),
        ("reported", FELL, [("s1", "reported"), ("s1", "reported", FELL)], False),
        ("confirmed", FELL, [("s1", "reported", FELL)], False),
        ("confirmed", FELL, [("s1", "claimed", FELL)], True),
        ("reported", FELL, [("s1", "reported", "taken Farah, AF")], True),
        # what leads is no event, but the story was told: by the fall of the town
        ("reported", "", [("s1", "reported", FELL)], False),
        # another story told the event; its message cannot say that it is confirmed now
        ("reported", FELL, [("s2", "reported", FELL)], False),
        ("reported", FELL, [("s2", "confirmed", FELL)], False),
        ("confirmed", FELL, [("s2", "reported", FELL)], True),
        ("reported", FELL, [("s2", "claimed", FELL)], True),
        ("disputed", FELL, [("s2", "confirmed", FELL)], True),
        ("reported", FELL, [("s2", "disputed", FELL)], True),
        ("disputed", FELL, [("s2", "disputed", FELL)], False),
        ("reported", FELL, [("s2", "reported", f"taken Farah, AF;{FELL}")], False),
        ("reported", f"taken Farah, AF;{FELL}", [("s2", "reported", FELL)], True),
        ("reported", FELL, [("s2", "reported", f"not {FELL}")], True),
        # who has left, by one of the names; "for", which may be a name, is none
        ("reported", "gone gn;gone srf", [("s2", "reported", "gone gn")], False),
        ("reported", "gone gn", [("s2", "reported", "gone gn;gone srf")], False),
        ("reported", "gone gn", [("s2", "reported", "gone slh")], True),
        ("reported", "gone, perhaps br;gone, perhaps gn", [("s2", "reported", "gone gn")], False),
        ("reported", "gone gn", [("s2", "reported", "gone, perhaps br;gone, perhaps gn")], False),
        ("reported", "gone, perhaps br;gone, perhaps slh", [("s2", "reported", "gone, perhaps br;gone, perhaps gn")], True),
        ("reported", "gone, perhaps br;gone, perhaps gn", [("s2", "reported", "gone, perhaps br;gone, perhaps gn")], False),
        ("reported", f"gone gn;{FELL}", [("s2", "reported", "gone gn")], True),
    ],
)  # fmt: skip
def test_an_alert_tells_a_story_a_status_or_an_event_that_was_not_told(status, events, before, news) -> None:
    assert is_news(heard("s1", status, events), [heard(*one) for one in before]) == news


def test_what_a_story_turns_to_is_news_where_no_told_line_says_it() -> None:
    new = heard("s1", "reported", line=ANOTHER)
    assert is_news(new, [heard("s1", "reported", FELL)])
    assert not is_news(new, [heard("s1", "reported", FELL), heard("s1", "reported", line=f"{ANOTHER} on Friday")])
    assert is_news(heard("s1", "reported", FELL, line=ANOTHER), [heard("s1", "reported", FELL)])  # it goes on from it
    # told in another language it may say the same
    assert not is_news(replace(new, lang="de"), [heard("s1", "reported", FELL)])
    assert is_news(replace(new, lang="de"), [replace(heard("s1", "reported", FELL), lang="")])  # of an older version
    assert not is_news(replace(new, foreign=True), [heard("s1", "reported", FELL)])
    # ... and in the same words another town's is another
    assert is_news(heard("s1", "reported"), [heard("s2", "reported")])


def test_what_cannot_be_read_tells_nothing_to_whoever_asked() -> None:
    unread = heard("s2", "reported", f"gone gn;{FELL}", foreign=True)
    assert is_news(heard("s1", "reported", FELL), [unread])
    assert not is_news(heard("s1", "reported", FELL, foreign=True), [unread])
    assert not is_news(heard("s1", "reported", FELL), [heard("s1", "reported", FELL, foreign=True)])


def test_an_event_of_another_story_is_known_for_half_a_day() -> None:
    fell = heard("s2", "reported", FELL)
    assert not is_news(heard("s1", "reported", FELL), [told(fell, 11)])
    assert is_news(heard("s1", "reported", FELL), [told(fell, 13)])


@pytest.mark.parametrize(
    ("killed", "events", "before", "news"),
    [
        (60, "", [("s1", 9)], True),
        (18, "", [("s1", 9)], False),  # doubled, but by nine
        (19, "", [("s1", 9)], True),
        (75, "", [("s1", 60)], False),
        (75, "", [("s1", 9), ("s1", 60)], False),
        (120, "", [("s1", 9), ("s0", 60)], True),
        (9, "", [("s1", 0)], False),
        (10, "", [("s1", 0)], True),  # no toll was told
        (0, "", [("s1", 60)], False),
        (60, FELL, [("s1", 9, FELL)], True),
        (60, FELL, [("s1", 60, FELL)], False),
        (60, FELL, [("s2", 9, FELL)], False),  # another story: it may count otherwise
    ],
)
def test_a_toll_that_has_grown_by_much_is_told(killed, events, before, news) -> None:
    earlier = [heard(story, "reported", *event, killed=toll) for story, toll, *event in before]
    assert is_news(heard("s1", "reported", events, killed=killed), earlier, weight=LEAST) == news


def test_the_more_often_a_topic_wakes_a_chat_the_heavier_its_news_must_be() -> None:
    new = heard("s1", "reported")
    woken = [told(heard(f"s{n}", "reported"), n) for n in range(2, 9)]  # seven times
    assert is_news(new, [], weight=LEAST)
    assert not is_news(new, [], weight=LEAST - 0.01)
    needed = LEAST + MORE * 3
    assert is_news(new, woken, weight=needed)
    assert not is_news(new, woken, weight=needed - 0.01)
    # a day ago; on another topic; without a sound
    assert is_news(new, [replace(one, due=NOW - timedelta(hours=24)) for one in woken], weight=LEAST)
    assert is_news(new, [replace(one, heard=replace(one.heard, topic="farah")) for one in woken], weight=LEAST)
    assert is_news(new, [replace(one, instead=True) for one in woken], weight=LEAST)
    # a town's fate may weigh a step less, what settles a claim anything
    fate = heard("s1", "reported", FELL)
    assert is_news(fate, woken, weight=needed - 1.0)
    assert not is_news(fate, woken, weight=needed - 1.01)
    assert is_news(heard("s1", "confirmed"), [*woken, heard("s1", "claimed")], weight=0.0)


def edited(first, now, **more):
    """What was told an hour ago, and what was put in its place."""
    return [told(first, id=1), told(now, 0.5, id=2, answers=1, instead=True, **more)]


@pytest.mark.parametrize(
    ("first", "by_now", "status", "news"),
    [
        ("reported", "confirmed", "confirmed", False),
        ("disputed", "confirmed", "confirmed", False),
        ("claimed", "confirmed", "confirmed", True),  # who heard a claim woke to nothing sure
        ("reported", "disputed", "denied", True),
        ("reported", "denied", "denied", True),  # who denies, and what, stands in no mark
        ("reported", "corrected", "corrected", False),
    ],
)
def test_what_was_told_in_its_place_wakes_nobody(first, by_now, status, news) -> None:
    one = heard("s1", first, FELL, articles=("7",))
    new = replace(one, status=status)
    assert is_news(new, edited(one, replace(one, status=by_now))) is news
    # of another story, too, as far as it can tell that it is the same
    if status not in ("denied", "corrected"):
        assert is_news(replace(new, story="s2"), edited(one, replace(one, status=by_now))) is news
    if status != "confirmed" or first != "reported":  # it could not be told in its place
        assert is_news(new, edited(one, replace(one, status=by_now), state="failed"))


def test_what_is_corrected_is_news_to_whoever_was_told_it() -> None:
    one = heard("s1", "reported", articles=("7",))
    new = heard("s1", "corrected")
    assert is_news(new, [one], weight=0.0)
    assert not is_news(new, [replace(one, articles=("5",))], weight=0.0)
    assert is_news(new, edited(one, replace(one, status="corrected", articles=("5",))), weight=0.0)


def test_what_is_doubted_is_not_told_again_only_to_say_so() -> None:
    one = heard("s1", "reported", FELL)
    again = Alert(
        Message(lines=()), heard("s1", "disputed", FELL, line=ANOTHER), "7", frozenset({FELL}), only_events=True
    )
    assert again.is_news({"s1"}, [told(one)], NOW)
    doubted = edited(one, replace(one, status="disputed"))
    assert not again.is_news({"s1"}, doubted, NOW)
    assert replace(again, only_events=False).is_news({"s1"}, doubted, NOW)  # it says who doubts, or what they say


def test_what_is_put_anew_before_it_is_sent_counts_as_it_is_then() -> None:
    one = told(heard("s2", "reported", FELL), id=1)
    surer = replace(one, heard=replace(one.heard, status="confirmed"))
    assert is_news(heard("s1", "confirmed", FELL), [one])
    assert not is_news(heard("s1", "confirmed", FELL), [one, surer])
    assert is_news(heard("s1", "confirmed", FELL), [one, replace(one, state="failed")])  # taken back


def test_what_was_told_by_an_article_that_has_come_to_the_story_was_told_of_it() -> None:
    elsewhere = heard("s9", "reported", articles=("5",))
    new = Alert(Message(lines=()), heard("s1", "reported"), "7", members=frozenset({"5", "7"}))
    assert not new.is_news({"s1"}, [told(elsewhere)], NOW)
    assert new.is_news({"s1"}, [told(replace(elsewhere, articles=("6",)))], NOW)


def test_what_was_told_in_one_language_is_not_told_again_in_another() -> None:
    german = replace(heard("s9", "reported", articles=("5",)), lang="de")
    new = Alert(Message(lines=()), heard("s1", "confirmed", line=ANOTHER), "7", witnesses=frozenset({"5"}))

    def tells(*before, events="", **more):
        found = frozenset(filter(None, [events]))
        return replace(new, events=found, heard=replace(new.heard, **more)).is_news({"s1"}, before, NOW)

    assert not tells(told(german))
    assert tells(told(replace(german, articles=("6",))))  # nothing shows that it is the same
    assert tells(told(german), events=FELL)  # it tells what was not told
    assert tells(told(replace(german, lang="en")))  # the words can be compared
    # what could not be read was not told, until it stands there in words that can
    assert tells(told(replace(german, foreign=True)))
    assert not tells(told(replace(german, foreign=True)), foreign=True)
    assert not tells(*edited(replace(german, foreign=True), replace(german, status="confirmed")))


def test_what_a_told_line_bears_out_is_told_again_only_where_it_adds_much_or_a_number() -> None:
    before = [heard("s1", "reported", line="Officials closed the bridge at Qalat to lorries of more than 12 tonnes")]
    said = lexicon.word_set(before[0].lines[0])

    def tells(line, *borne_out):
        new = Alert(Message(lines=()), heard("s1", "confirmed", line=line), "7", borne_out=borne_out)
        return new.is_news({"s1"}, [told(one) for one in before], NOW)

    again = "The bridge is closed to lorries above 12 tonnes, engineers of the province say"
    assert tells(again)
    assert not tells(again, said)
    assert tells(again.replace("12", "20"), said)
    assert tells("Drivers of lorries wait for days in two villages on the river, residents say", said)


def test_of_an_event_that_was_told_only_what_is_more_than_the_event_is_told() -> None:
    before = [told(heard("s1", "reported", FELL))]
    new = Alert(Message(lines=()), heard("s1", "confirmed", FELL, line=ANOTHER), "7", frozenset({FELL}))
    assert new.is_news({"s1"}, before, NOW)
    assert not replace(new, only_events=True).is_news({"s1"}, before, NOW)
    assert replace(new, only_events=True).is_news({"s1"}, [], NOW)


# --- of articles ---


def test_an_alert_says_what_who_and_how_sure(week, kabul, now) -> None:
    found = alert(kabul, week[2:4], as_of=now, zone=KABUL)
    assert found is not None
    assert found.heard.status == "confirmed"
    lines = found.message.text.split("\n")
    assert lines[0] == "KABUL · confirmed · 22:30 Kabul time"
    assert lines[1].startswith("● ")
    assert "2 sources agree: " in lines[1]
    assert any(run.url for run in found.message.lines[1].runs)
    assert len(found.message.text) <= LONGEST


def test_nothing_on_the_topic_or_only_opinion_is_no_alert(article, kabul, now) -> None:
    assert alert(kabul, [article("1", "Rain in the hills for two days")], as_of=now, zone=KABUL) is None
    question = article("2", "What happens next in Kabul after the fall of the government?")
    assert alert(kabul, [question], as_of=now, zone=KABUL) is None
    opinion = article("1", "Opinion: What Kabul taught a tired generation of diplomats")
    assert alert(kabul, [opinion], as_of=now, zone=KABUL) is None


def news(*told, lang="en", fresh=None, beside=()):
    """The alert on one story, of (outlet, title, text) an hour apart, of which the last has just come in."""
    articles = [
        replace(
            understand(
                Item(
                    id=str(n),
                    title=title,
                    text=text,
                    lang=lang,
                    outlet=outlet,
                    published=NOW - timedelta(hours=len(told) - n),
                )
            ),
            story="s0",
            family=outlet,
        )
        for n, (outlet, title, text) in enumerate(told)
    ]
    found = {str(len(told) - 1)} if fresh is None else fresh
    return alert(topics.parse("kabul"), articles, as_of=NOW, zone=UTC, fresh=found, beside=beside)


BLAST = (
    "Harbour Post",
    "Blast at a Kabul market kills nine",
    "Nine people were killed by a blast at a market in Kabul.",
)
HELD = (
    "Meridian Wire",
    "Police in Kabul arrest two men over the blast",
    "Two men were arrested in the north of Kabul.",
)
SAME = ("Meridian Wire", "Market blast in Kabul kills nine people", "Nine people were killed at a market in Kabul.")


def test_what_has_just_come_in_leads_however_heavy_the_rest_is() -> None:
    found = news(BLAST, HELD)
    assert found is not None
    assert found.message.text.split("\n")[1].startswith("○ Police in Kabul arrest two men")
    assert "nine" not in found.message.text
    assert (found.occasion[:14], found.article, found.heard.story) == ("s0:reported:1:", "1", "s0")
    assert found.heard.lines[0] == HELD[1]
    assert news(BLAST, HELD, fresh={"0"}).heard.lines[0] == BLAST[1]


def test_its_only_story_has_no_number_in_any_direction() -> None:
    assert news(BLAST).message.text.split("\n")[1].startswith("○ Blast")
    with speaking("fa"):
        assert news(BLAST).message.text.split("\n")[1].startswith("\u200f○ ")


def test_what_was_told_is_told_anew_where_it_is_surer_by_now() -> None:
    first = news(BLAST).heard
    assert first.status == "reported"
    message, now = news(BLAST, SAME).again(first)
    assert now == replace(first, status="confirmed")
    lines = message.text.split("\n")
    assert lines[0] == "KABUL · confirmed · 18:00 UTC"
    assert lines[1].startswith(f"● {BLAST[1]} · 2 sources agree: Harbour Post")
    assert len(lines) == 1 + len(first.lines)
    assert news(BLAST, HELD).again(first) is None  # as it was
    assert news(BLAST, SAME).again(replace(first, status="confirmed")) is None
    assert news(BLAST, HELD).again(replace(first, status="confirmed")) is None  # a source that is gone unsays nothing
    assert news(SAME).again(first) is None  # the line is no longer there


def test_what_waits_is_made_of_what_its_source_still_says() -> None:
    first = news(BLAST).heard
    assert news(BLAST).again(first, True) is None  # as it was
    revised = (BLAST[0], "Fire in a Kabul market burns ten shops", "A fire in a market in Kabul has burnt ten shops.")
    assert news(revised).again(first) is None  # what was sent is no longer there to be marked
    message, now = news(revised).again(first, True)
    assert "fire" in now.lines[0].casefold()
    assert now.lines[0] in message.text
    # of two lines, the one that stands
    two = news(CLOSED).heard
    shorter = (*CLOSED[:2], f"{BLAST[1]}.")
    _, left = news(shorter).again(two, True)
    assert left.lines == two.lines[:1]
    # it is silent, and others of its story are not what was to be told
    silent = (BLAST[0], "Read more", "Read more on our site.")
    message, _ = news(HELD, silent, fresh=set()).again(replace(first, articles=("1",) * len(first.lines)), True)
    assert not message.lines


def test_what_tells_nothing_but_the_fate_of_a_town() -> None:
    fell = "The Taliban took Qalat on Friday, officials in Kabul said."
    assert news(("Harbour Post", "Qalat falls to the Taliban, say officials in Kabul", fell)).only_events
    more = "Qalat falls to the Taliban, 40 soldiers killed, say officials in Kabul"
    assert not news(("Harbour Post", more, more)).only_events
    assert not news(BLAST).only_events


CLOSED = ("Harbour Post", BLAST[1], f"{BLAST[1]}. The airport of Kabul has been closed to all flights, officials said.")
OPEN = (
    "Meridian Wire",
    "Kabul airport denies closure",
    "The airport of Kabul denied reports that it has been closed to flights.",
)


def test_what_was_told_below_is_told_anew_where_it_alone_is_denied() -> None:
    first = news(CLOSED).heard
    assert (first.status, first.further) == ("reported", ("reported",))
    message, now = news(CLOSED, OPEN).again(first)
    assert (now.status, now.further) == ("reported", ("disputed",))
    assert "• The airport of Kabul has been closed to all flights, officials said · disputed" in message.text
    assert news(CLOSED, OPEN).again(now) is None


def test_what_its_article_has_corrected_is_told_as_corrected() -> None:
    first = news(BLAST).heard
    mended = ("Harbour Post", "Correction: Blast at a Kabul market kills five", "An earlier version said nine.")
    message, now = news(mended).again(first)
    assert now.status == "corrected"
    assert now.lines == ("Correction: Blast at a Kabul market kills five",)
    assert "five" in message.text


def test_of_two_that_come_at_once_the_other_may_be_the_news() -> None:
    both = news(BLAST, SAME, HELD, fresh={"1", "2"})
    found = {both.article: both.heard.lines[0]}
    other = both.otherwise()
    assert other is not None
    found[other.article] = other.heard.lines[0]
    assert found == {"1": SAME[1], "2": HELD[1]}
    assert other.otherwise() is None
    assert news(BLAST, HELD).otherwise() is None


def test_what_only_late_news_touches_wakes_nobody() -> None:
    doubted = replace(heard("s1", "denied"), lines=(ANOTHER,))
    for fresh in (True, False):
        new = Alert(Message(lines=()), doubted, "7", frozenset(), 9.0, fresh)
        assert new.is_news({"s1"}, [told(heard("s1", "reported"))], NOW) is fresh


def test_where_nobody_knows_what_was_said_it_is_not_said_again() -> None:
    before = [Heard(story="s1", status="reported")]  # of an older version
    assert not is_news(heard("s1", "reported", line=ANOTHER), before)
    assert is_news(heard("s1", "reported", FELL, line=ANOTHER), before)
    assert is_news(heard("s1", "reported", line=ANOTHER), [*before, heard("s1", "reported")])


def test_a_revision_is_another_occasion() -> None:
    assert news(BLAST).occasion != news((*BLAST[:1], f"{BLAST[1]}, shops burn", BLAST[2])).occasion


def test_what_cannot_be_read_must_weigh_more_to_wake_anybody() -> None:
    german = ("Hafenbote", "Banken in Kabul öffnen wieder", "Die Banken in Kabul öffnen wieder, sagte die Zentralbank.")
    alone = news(german, lang="de")
    beside = [understand(Item(id=f"b{n}", title=BLAST[1], lang="en", published=NOW)) for n in range(3)]
    among = news(german, lang="de", beside=beside)
    assert (alone.heard.foreign, among.heard.foreign) == (False, True)
    assert among.weight == alone.weight / 2
    assert among.rank > news(BLAST, beside=beside).rank
