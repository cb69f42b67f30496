"""A word that looks like a hedge of a line and is said of somebody in it, or of something else, is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.brief.lines import candidates
from bot.brief.trust import hedges, signs
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


def test_a_claim_that_the_line_was_cut_from_still_hedges_it() -> None:
    sentence = "The judge investigated claims that the northern bridge of Velm had been blown up by rebels"
    assert not signs._is_own_hedge(sentence, sentence)
    assert signs._is_own_hedge("the northern bridge of Velm had been blown up by rebels", sentence)


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
        "The baker was falsely accused of theft in Velm",
    ],
)
def test_who_is_refused_something_denies_no_news(text) -> None:
    assert not signs.is_against(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers reject reports that the dam at Velm broke",
        "The mayors dismiss claims of bribery",
        "The report was denied by the palace",
        "The ministry denied that the bridge was shut",
    ],
)
def test_who_denies_the_news_does(text) -> None:
    assert signs.is_against(text)
