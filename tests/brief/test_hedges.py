"""A word that looks like a hedge of a line and is said of somebody in it, or of something else, is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.brief.lines import candidates
from bot.brief.trust import denials, hedges, signs
from bot.model import Item
from bot.understand.article import article as understand


def is_claim(title: str, text: str = "") -> bool:
    item = Item(
        id="1",
        title=title,
        text=text,
        published=datetime(2026, 11, 20, 12, tzinfo=UTC),
        outlet="Harbour Post",
        link=None,
    )
    line = max(
        (c for c in candidates(understand(item)) if c.field == ("title" if title else "text")),
        key=lambda c: len(c.quote),
    )
    return signs.is_claim(line)


@pytest.mark.parametrize(
    "title",
    [
        "Police in Velm arrest three alleged smugglers at the harbour",
        "Suspected militants killed four guards near Velm",
        "Baker arrested in Velm for allegedly stealing a tram",
        "Two men who allegedly robbed the mint have fled Velm",
        "Man suspected of spying for Norland has been arrested in Velm",
        "Sailor accused of burning the pier goes on trial in Velm",
        "Three teenagers were taken to Velm accused of piracy",
        "Mayor of Velm resigns over claims of bribery",
        "Judge in Velm rejects claims that the vote was rigged",
        "Insurers settle insurance claims of 4,000 farmers in Velm",
        "Officers charged at the crowd in Velm with batons",
        "Ferry to Velm charged passengers $5 for water",
        "Cook charged with murder of a sailor in Velm",
        "Farmers contended with a third flood in Velm this year",
        "Police in Velm free two suspects after a night in cells",
        "Roe claims gold for Norland in the long jump at Velm",
        "Men in Velm are more likely to drown than women",
        "A man falsely accused of theft was paid $4,000 in Velm",
    ],
)
def test_who_is_called_something_in_passing_hedges_no_line(title) -> None:
    assert not is_claim(title)


@pytest.mark.parametrize(
    "title",
    [
        "Alleged attack on a convoy near Velm",
        "Baker allegedly stole a tram in Velm",
        "Norland accused of helping rebels spy on Velm",
        "Mayor of Velm is accused of taking bribes from builders",
        "Rebels claim that the northern road to Velm is closed",
        "Art historian claims to have found a lost painting in Velm",
        "Critics charged that the mayor of Velm had lied to voters",
        "Governor's spokesman claims the dam at Velm was blown up",
        "The leak at the dam of Velm has likely killed thousands of fish",
        "Bones found at Velm most likely belong to the missing sailor",
    ],
)
def test_what_is_told_as_a_claim_is_one(title) -> None:
    assert is_claim(title)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (
            "The judge investigated claims that the northern bridge of Velm had been blown up by rebels",
            "the northern bridge of Velm had been blown up by rebels",
        ),
        (
            "The dam at Velm has broken in two places, the rebels claimed on Monday",
            "The dam at Velm has broken in two places",
        ),
        ("The dam at Velm has broken in two places, claims a rebel leader", "The dam at Velm has broken in two places"),
        ("The dam at Velm has broken in two places, according to reports.", "The dam at Velm has broken in two places"),
        (
            "Rebels hold the dam at Velm, which could not be independently verified, and the road",
            "Rebels hold the dam at Velm",
        ),
        ("The cook was believed to be “hidden in a barn near Velm”", "hidden in a barn near Velm"),
    ],
)
def test_a_claim_that_the_line_was_cut_from_still_hedges_it(sentence, line) -> None:
    assert signs._is_own_hedge(line, sentence)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (
            "The judge investigated claims that the northern bridge of Velm had been blown up by rebels",
            "The judge investigated claims that the northern bridge of Velm had been blown up by rebels",
        ),
        ("Mayors of Velm ask for troops after dozens were reportedly killed", "Mayors of Velm ask for troops"),
        (
            "The governor has left Velm by boat, while aides allegedly burned files",
            "The governor has left Velm by boat",
        ),
        ("Norland fires its trainer, who is believed to have hit a cook", "Norland fires its trainer"),
        (
            "The ferry company of Velm is suing a cook, claiming that he sank a boat",
            "The ferry company of Velm is suing a cook",
        ),
        ("Velm shuts its school, a day after a teacher claimed that the roof leaks", "Velm shuts its school"),
        (
            "As sailors said the wind was stronger than feared, firefighters fought a blaze in Velm",
            "firefighters fought a blaze in Velm",
        ),
        (
            "Police in Velm took a cook from a trial of three alleged smugglers, two of them sailors",
            "Police in Velm took a cook",
        ),
    ],
)
def test_what_is_doubted_in_another_clause_hedges_no_line(sentence, line) -> None:
    assert not signs._is_own_hedge(line, sentence)


@pytest.mark.parametrize(
    ("title", "claim"),
    [
        ("A ferry believed to be carrying more than 40 goes missing off Velm", False),
        ("Man thought to be the oldest of Norland has died in Velm", False),
        ("Ferry with 40 aboard believed to have sunk off Velm", True),
        ("Three cooks feared to have been killed in Velm", True),
        ("The mayor is believed to be in hiding near Velm", True),
    ],
)
def test_what_somebody_is_believed_to_be_is_told_in_passing_beside_a_deed(title, claim) -> None:
    assert is_claim(title) is claim


@pytest.mark.parametrize(
    ("title", "lead", "claim"),
    [
        (
            "Rebels capture the dam at Velm",
            "The rebels have reportedly captured the dam at Velm, their radio says.",
            True,
        ),
        ("Oil on beaches closes harbour of Velm", "The oil on the beaches of Velm may have come from a tanker.", False),
        (
            "Five arrested at the dam of Velm",
            "Five people were arrested at the dam of Velm for allegedly blowing it up.",
            False,
        ),
    ],
)
def test_a_headline_is_a_claim_where_its_lead_only_claims_the_same_deed(title, lead, claim) -> None:
    assert is_claim(title, lead) is claim


@pytest.mark.parametrize("text", ["Suspected gas leak in Velm", "Minister accused of theft by clerks who were sacked"])
def test_without_another_deed_nothing_is_in_passing(text) -> None:
    assert hedges.in_passing(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Patients were denied care at the clinic of Velm",
        "Farmers denied compensation after the flood in Velm",
        "Ministers reject calls to open the dam at Velm",
        "Judges dismiss the sailor's appeal in Velm",
        "A cook was denied a passport in Velm",
        "The palace in Velm didn't deny that the dam broke",
        "The palace refused to deny reports of a broken dam",
        "The mayor has not denied the report",
        "The baker was falsely accused of theft in Velm",
    ],
)
def test_who_is_refused_something_denies_no_news(text) -> None:
    assert not denials.is_against(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers reject reports that the dam at Velm broke",
        "The mayors dismiss claims of bribery",
        "The report was denied by the palace",
        "The ministry denied that the bridge was shut",
        "The mayor did not wait and denied that the bridge was shut",
    ],
)
def test_who_denies_the_news_does(text) -> None:
    assert denials.is_against(text)


@pytest.mark.parametrize(
    "title",
    [
        "Velm reimposes a curfew and Norland won't rule out new measures",
        "Mayor of Velm refuses to rule out a second curfew",
        "Ministers can’t rule out a second curfew in Velm",
    ],
)
def test_who_does_not_rule_something_out_tells_what_they_mean_to_do(title) -> None:
    item = Item(
        id="1", title=title, text="", published=datetime(2026, 11, 20, 12, tzinfo=UTC), outlet="Harbour Post", link=None
    )
    for line in candidates(understand(item)):
        assert not denials.is_denial(line)
        assert not signs.is_claim(line)
