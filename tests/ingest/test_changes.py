"""New, changed, unchanged."""

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.ingest.changes import changes, digest
from bot.model import Entry

NOON = datetime(2021, 8, 13, 12, tzinfo=UTC)
ENTRY = Entry(id="1", title="Herat falls", text="The city is lost.", link="https://x.example/1", categories=("war",))


def test_new_changed_unchanged() -> None:
    other = Entry(id="2", title="Ghazni falls")
    third = Entry(id="3", title="Kandahar falls")
    known = {"1": (digest(ENTRY), 1), "2": ("old", 4)}
    found = changes([ENTRY, other, third], known)
    assert [(intent.entry.id, intent.revision) for intent in found] == [("2", 5), ("3", 1)]
    assert found[0].digest == digest(other)


def test_stamps_and_decoration_are_no_change() -> None:
    stamped = replace(ENTRY, published=NOON, updated=NOON, html="<p>?x=1</p>", media=("https://cdn.example/1?t=9",))
    assert digest(stamped) == digest(ENTRY)


def test_what_readers_see_is_a_change() -> None:
    variants = [
        replace(ENTRY, title="Herat lost"),
        replace(ENTRY, text="The city is not lost."),
        replace(ENTRY, link="https://x.example/2"),
        replace(ENTRY, author="Mina"),
        replace(ENTRY, categories=("war", "herat")),
        replace(ENTRY, title="Herat fallsThe city", text=" is lost."),
    ]
    assert len({digest(entry) for entry in [ENTRY, *variants]}) == 7


def test_an_id_twice_counts_once() -> None:
    old, new = replace(ENTRY, title="a", updated=NOON.replace(hour=9)), replace(ENTRY, title="b", updated=NOON)
    for pair in ([old, new], [new, old]):
        assert [intent.entry.title for intent in changes(pair, {})] == ["b"]
    assert [i.entry.title for i in changes([replace(ENTRY, title="a"), replace(ENTRY, title="b")], {})] == ["b"]


def test_what_says_nothing_is_left_out() -> None:
    assert changes([Entry(id="x", link="https://x.example/")], {}) == ()
