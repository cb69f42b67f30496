"""Pairs of articles in much the same words: does the second bear out what the first's headline tells? Made up, like their people.

data/twins.jsonl: `kind` of likeness, whether they tell the `same`, `one` and `other`. Of those that tell two things none should
confirm the other. No rule was made with the `held_out` half in view: the honest score.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.brief import trust
from bot.brief.figures import counts
from bot.brief.independence import origins
from bot.brief.lines import candidates
from bot.model import Item
from bot.understand.article import article as understand

DATA = Path(__file__).with_name("data") / "twins.jsonl"
PAIRS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
# Of those that tell two things at most so many are confirmed, and of those that tell one at least so many, by held_out.
MISTAKEN = {False: 0.06, True: 0.145}
# Of those of which one has a "not" so many are disputed at least, and of all others at most.
OPPOSED = {False: 0.66, True: 0.66}
MADE_UP = {False: 0.0, True: 0.0075}
BORNE_OUT = {False: 0.88, True: 0.77}


def read(number, told):
    item = Item(
        id=str(number),
        title=told["title"],
        text=told["text"],
        outlet=f"Outlet {number}",
        published=NOW - timedelta(hours=6 - 2 * number),
    )
    return replace(understand(item), story="s1")


@cache
def status(number):
    """That of the headline of the first of a pair, with the second beside it."""
    members = [read(1, PAIRS[number]["one"]), read(2, PAIRS[number]["other"])]
    line = max((c for c in candidates(members[0]) if c.part.field == "title"), key=lambda c: len(c.quote))
    voices = origins(members)
    return trust.judge(line, members, voices, counts(members, voices, NOW)).status


def share(same, held_out):
    """(The share that is confirmed, and how many of each kind.)"""
    chosen = [n for n, pair in enumerate(PAIRS) if pair["same"] is same and pair.get("held_out", False) is held_out]
    found = [n for n in chosen if status(n) == "confirmed"]
    return len(found) / len(chosen), Counter(PAIRS[n]["kind"] for n in found)


def test_enough_pairs_of_all_kinds() -> None:
    kinds = Counter((pair["same"], pair["kind"]) for pair in PAIRS)
    assert len(PAIRS) == 300
    assert len(kinds) == 28
    assert min(kinds.values()) >= 9
    assert len({pair[side]["title"] for pair in PAIRS for side in ("one", "other")}) == 600


@pytest.mark.parametrize("held_out", [False, True])
def test_almost_the_same_words_on_two_things_confirm_nothing(held_out) -> None:
    found, kinds = share(False, held_out)
    assert found <= MISTAKEN[held_out], kinds


@pytest.mark.parametrize("held_out", [False, True])
def test_one_thing_in_other_words_is_confirmed(held_out) -> None:
    found, kinds = share(True, held_out)
    assert found >= BORNE_OUT[held_out], kinds


@pytest.mark.parametrize("held_out", [False, True])
def test_who_says_the_opposite_disputes_it_and_who_denies_another_thing_does_not(held_out) -> None:
    numbers = [n for n, pair in enumerate(PAIRS) if pair.get("held_out", False) is held_out]
    opposed = [status(n) == "disputed" for n in numbers if PAIRS[n]["kind"] == "negation"]
    assert sum(opposed) >= OPPOSED[held_out] * len(opposed)
    others = [n for n in numbers if PAIRS[n]["kind"] != "negation"]
    made_up = [n for n in others if status(n) == "disputed"]
    assert len(made_up) <= MADE_UP[held_out] * len(others), [PAIRS[n]["kind"] for n in made_up]
