"""Which lines are told first, and which articles of a great story they are taken from."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from bot.brief.compose import compose
from bot.brief.groups import grouped
from bot.brief.tellers import tellers
from bot.model import Item
from bot.understand import topics
from bot.understand.article import article

NOW = datetime(2021, 8, 13, 18, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


def read(n, story, outlet, title, text="", hours=1.0):
    item = Item(id=str(n), title=title, text=text, published=NOW - timedelta(hours=hours), outlet=outlet, lang="en")
    return replace(article(item), story=story)


def test_the_story_of_the_best_line_leads_and_not_the_one_that_weighs_most():
    # its reports are grave and of three houses; what can be told of it is a question and two teasers
    asked = [
        read(1, "s1", "A", "Why did so many die in the Kabul blast?"),
        read(2, "s1", "B", "Kabul blast: what we know of the dead"),
        read(3, "s1", "C", "Five things to know about the killed of Kabul"),
    ]
    told = [read(4, "s2", "D", "Gunmen seize the ministry of defence in Kabul", "They hold forty hostages.", hours=3)]
    topic = topics.parse("kabul")
    groups = grouped(topic, [*asked, *told], as_of=NOW, window=DAY, new=None)
    assert [group.id for group in groups] == ["s1", "s2"]
    briefing = compose(topic, [*asked, *told], as_of=NOW, window=DAY, new=None, zone=UTC, health=None)
    assert briefing.stories[0].bullets[0].text == "Gunmen seize the ministry of defence in Kabul"


def test_a_grave_report_of_the_afternoon_is_not_lost_behind_reactions_to_it():
    reports = [
        read(1, "s1", "A", "Member of parliament attacked in Kabul", hours=20),
        read(2, "s1", "B", "Police say the killing in Kabul was an act of terrorism", hours=12),
        *(
            read(n, "s1", f"R{n}", f"Kabul killing: {who} pays tribute to a friend", hours=11 - n)
            for n, who in enumerate(["mayor", "bishop", "neighbour", "teacher", "rival", "cousin", "poet"], 3)
        ),
    ]
    [group] = grouped(topics.parse("kabul"), reports, as_of=NOW, window=DAY, new=None)
    assert "2" in {one.id for one in tellers(group)}
