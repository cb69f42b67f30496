"""An article as its headline and sentences: lists, and what runs on."""

from __future__ import annotations

import pytest

from bot.brief.units import is_list, units

ITEMS = ["Quake shakes the harbour of Velm", "Minister of fish resigns in Velm", "Rail strike in the valley ends"]


@pytest.mark.parametrize(
    "text",
    [
        "• " + " • ".join(ITEMS),
        " • ".join(ITEMS),
        "- " + " - ".join(ITEMS),
        "– " + ". – ".join(ITEMS),
        "; ".join(ITEMS),
        "\n".join(f"- {item}" for item in ITEMS),
    ],
)
def test_each_item_of_a_list_is_told_for_itself(article, text) -> None:
    listed = article("1", text=text)
    assert is_list(listed) is (
        "•" not in text
    )  # what stands behind bullets in one paragraph is parted before it is looked for
    assert [unit.text.strip(" .-–•") for unit in units(listed)] == ITEMS


@pytest.mark.parametrize(
    "text",
    [
        "The quake shook Velm; the harbour was closed; nobody was hurt in the valley.",
        "The ferry - an old one - sank off Velm on Friday - nobody was hurt.",
        "Unrest in the Port of Velm; The Role of the Navy; Interview With the Mayor",
        "Three won prizes: Jane Doe, of Velm; John Roe, of Norland; Ann Poe, of the isles.",
    ],
)
def test_a_sentence_with_many_marks_is_no_list(article, text) -> None:
    one = article("1", text=text)
    assert not is_list(one)
    assert [unit.text for unit in units(one)] == [text]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        (
            "Ferries stay in port after the vote on the new pier The harbour master said on Friday that no ferry would leave.",
            "Ferries stay in port after the vote on the new pier",
        ),
        (
            "Two sailors of the navy are missing since the night They had left the harbour of Velm in a boat of the coast guard.",
            "Two sailors of the navy are missing since the night",
        ),
        (
            "The ferry that was sunk in World War Two has been found off Velm by divers of the navy, the harbour master said.",
            "The ferry that was sunk in World War Two has been found off Velm by divers of the navy, the harbour master said.",
        ),
        (
            "Jane Doe, who wrote for the weekly The Harbour Post for thirty years, has died in Velm at the age of eighty.",
            "Jane Doe, who wrote for the weekly The Harbour Post for thirty years, has died in Velm at the age of eighty.",
        ),
    ],
)
def test_what_runs_on_from_the_line_below_a_headline_stands_alone(article, text, opening) -> None:
    assert next(units(article("1", text=text))).text == opening
