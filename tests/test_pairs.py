"""The pairs for measuring stories across languages are well-formed: made-up reports of real events of July and August 2021.

data/pairs.items.jsonl: `id`, `event`, `lang`, `published`, `title`, `text`.
data/pairs.jsonl: `a` and `b` (ids of items), `same` (do both tell one event?), `why`. Pairs that are not the same are alike: the
same kind of event elsewhere, on another day, with another figure.
"""

import json
from collections import Counter
from pathlib import Path

from bot import offline
from bot.understand import language

DATA = Path(__file__).with_name("data")
ITEMS = {
    row["id"]: row for row in map(json.loads, (DATA / "pairs.items.jsonl").read_text(encoding="utf-8").splitlines())
}
PAIRS = [json.loads(line) for line in (DATA / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def test_items_can_be_read_and_come_in_order():
    read = list(offline.read_items((DATA / "pairs.items.jsonl").read_bytes().splitlines()))
    assert not [one for one in read if isinstance(one, offline.BadLine)]
    assert [one.published for one in read] == sorted(one.published for one in read)
    assert all(one.title and one.text for one in read)
    assert len({one.title for one in read}) == len(read) == len(ITEMS)


def test_items_are_in_the_language_they_name():
    wrong = [id for id, row in ITEMS.items() if language.detect(f"{row['title']}\n{row['text']}", None) != row["lang"]]
    assert wrong == []


def test_pairs_agree_with_the_events():
    for pair in PAIRS:
        a, b = ITEMS[pair["a"]], ITEMS[pair["b"]]
        assert a is not b
        assert (a["event"] == b["event"]) == pair["same"], pair
        assert pair["why"]
    assert len({frozenset((pair["a"], pair["b"])) for pair in PAIRS}) == len(PAIRS)


def test_there_are_enough_of_each_kind():
    kinds = Counter(pair["same"] for pair in PAIRS)
    assert min(kinds.values()) >= 100
    langs = Counter(ITEMS[pair[side]]["lang"] for pair in PAIRS if pair["same"] for side in "ab")
    assert langs.keys() >= {"en", "fa", "ps", "ar", "ru", "uk", "zh", "de", "fr", "es", "tr", "ur", "hi", "it", "pl"}
    assert all(ITEMS[pair["a"]]["lang"] != ITEMS[pair["b"]]["lang"] for pair in PAIRS if pair["same"])
    assert sum(ITEMS[pair["a"]]["lang"] != ITEMS[pair["b"]]["lang"] for pair in PAIRS if not pair["same"]) >= 30
