"""Lines of news that the shipped scenario knows nothing of, labelled by hand: does the bot judge them as a reader would?

data/elsewhere.items.jsonl: four days of news that we made up of real and invented facts, by outlets that do not exist: an
earthquake (Morocco 2023), a coup (Bolivia 2024), a front (Avdiivka 2024) and a bank's collapse with a trial and a resignation
(Portugal), in eleven languages. Nothing in it is to be taken for history. data/elsewhere.jsonl: labels as in data/truth.jsonl,
by somebody who had not read the code. No rule was made with a line in view that is `held_out`.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from judging import accepted, judgement, share_right
from msgspec.structs import replace

from bot.brief import facts
from bot.model import Item
from bot.understand import stories
from bot.understand.article import article as understand

DATA = Path(__file__).with_name("data")
ITEMS = [json.loads(line) for line in (DATA / "elsewhere.items.jsonl").read_text(encoding="utf-8").splitlines()]
LABELLED = [json.loads(line) for line in (DATA / "elsewhere.jsonl").read_text(encoding="utf-8").splitlines()]
# By held_out: the least share that is judged rightly; and the most lines that are called confirmed and have one source only.
RIGHT = {False: 0.72, True: 0.67}
ALONE = {False: 0, True: 6}


@cache
def understood(scenario):
    """The scenario's articles in order, without their stories."""
    return [
        replace(
            understand(
                Item(
                    id=item["id"],
                    title=item["title"],
                    text=item["text"],
                    published=datetime.fromisoformat(item["published"]),
                    outlet=item["outlet"],
                    link=None,
                    lang=item["lang"],
                )
            ),
            family=item["family"],
        )
        for item in sorted(ITEMS, key=lambda item: (item["published"], item["id"]))
        if item["scenario"] == scenario
    ]


@cache
def published(scenario, as_of):
    """Every article by then, with its story, and who tells what."""
    window, latest = stories.Window(), {}
    for article in understood(scenario):
        if article.published <= as_of:
            change = stories.place(window, article)
            latest[article.id] = change.article
            for id, story in change.moved.items():
                if id in latest:
                    latest[id] = replace(latest[id], story=story)
    return latest, facts.index(latest.values())


@cache
def verdicts(held_out):
    """The lines that the bot would tell, with its verdict."""
    found = []
    for row in LABELLED:
        if row.get("held_out", False) is held_out:
            as_of = datetime.fromisoformat(row["as_of"])
            held, tellers = published(row["scenario"], as_of)
            if judged := judgement(row, held, tellers, as_of):
                found.append((row, judged))
    return found


def test_labelled_quotes_stand_in_their_items() -> None:
    by_id = {item["id"]: item for item in ITEMS}
    for row in LABELLED:
        item = by_id[row["id"]]
        assert row["quote"] in item["title"] or row["quote"] in item["text"], row
        assert datetime.fromisoformat(item["published"]) <= datetime.fromisoformat(row["as_of"]), row
        assert "confirmed" not in accepted(row) or row["sources"] >= 2 or len(accepted(row)) > 1, row


def test_no_quote_is_both_held_out_and_not() -> None:
    seen, unseen = (
        {(row["id"], row["quote"]) for row in LABELLED if row.get("held_out", False) is held} for held in (False, True)
    )
    assert not seen & unseen
    assert min(len(verdicts(False)), len(verdicts(True))) >= 380


@pytest.mark.parametrize("held_out", [False, True])
def test_statuses_are_right(held_out) -> None:
    right, confused = share_right(verdicts(held_out))
    assert right >= RIGHT[held_out], f"{right:.3f} right; (label, ours): {confused}"


@pytest.mark.parametrize("held_out", [False, True])
def test_hardly_anything_is_confirmed_by_fewer_than_two_sources(held_out) -> None:
    alone = [
        (row["id"], row["quote"])
        for row, judged in verdicts(held_out)
        if judged.status == "confirmed" and row["sources"] < 2
    ]
    assert len(alone) <= ALONE[held_out], alone
