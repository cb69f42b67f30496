"""Real days that we labelled ourselves: which items tell one story, and what a briefing must tell. The labels are part of the
repository, as ids and offsets; the items are not, and are looked for beside the checkout.

streams.json   [{first, last, stories}]: every item from one day to another; those not listed stand alone
queries.json   [{query, as_of, first, held_out, on_topic, nuggets}]: items from the day `first` on;
               nuggets: [{importance, spans: [[id, field, start, end]]}]
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

OUTLETS = frozenset({"BBC", "CNN", "The Guardian"})
HERE = Path(__file__).parent

Row = dict[str, Any]


def labels(name: str) -> list[Row]:
    found: list[Row] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


def between(news: Sequence[Row], first: str, last: str) -> list[Row]:
    """The items of these days, both counted, oldest first."""
    inside = (row for row in news if first <= row["published"][: len(first)] <= last and row["outlet"] in OUTLETS)
    return sorted(inside, key=lambda row: (row["published"], row["id"]))


def stories(items: Sequence[Row], told: Sequence[Sequence[str]]) -> list[Row]:
    """The gold rows of a stream: each item with its story, its own where none is listed."""
    named = dict(chain.from_iterable(((id, ids[0]) for id in ids) for ids in told))
    return [{"id": row["id"], "story": named.get(row["id"], row["id"])} for row in items]


def nuggets(query: Row, by_id: dict[str, Row]) -> Row:
    """The gold of a query as the scorer reads it: spans as they stand in the items."""
    return {
        **query,
        "nuggets": [
            {
                "importance": nugget["importance"],
                "spans": [
                    {"id": id, "field": field, "quote": by_id[id][field][start:end]}
                    for id, field, start, end in nugget["spans"]
                ],
            }
            for nugget in query["nuggets"]
        ],
    }
