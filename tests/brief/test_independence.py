import pytest

from bot.brief.independence import host, origins, outlet
from bot.model import Article


def voices(articles) -> int:
    return len(set(origins(articles).values()))


def test_outlets_of_one_house_count_once(article) -> None:
    both = [
        article("1", outlet="Harbour Post", family="harbour"),
        article("2", outlet="Harbour on Sunday", family="harbour"),
    ]
    assert voices(both) == 1
    assert voices([article("1", outlet="Harbour Post"), article("2", outlet="Valley Times")]) == 2


def test_one_item_tells_the_house_of_all_of_its_outlet(article) -> None:
    both = [
        article("1", outlet="Harbour Post", family="harbour"),
        article("2", outlet="Harbour on Sunday", family="harbour"),
    ]
    assert voices([*both, article("3", outlet="HARBOUR POST")]) == 1


def test_copies_of_one_wire_text_count_once(article) -> None:
    copies = [article(str(n), outlet=f"Paper {n}", wire="Coastline") for n in range(5)]
    assert voices(copies) == 1
    assert voices([*copies, article("own", outlet="Coastline")]) == 1  # the agency itself is that voice
    assert voices([*copies, article("own", outlet="Paper 1")]) == 2  # an outlet's own report is its own


def test_chains_of_copies_lead_to_the_first(article) -> None:
    chain = [
        article("1", outlet="A", hours=5),
        article("2", outlet="B", duplicate_of="1"),
        article("3", outlet="C", duplicate_of="2", wire="Coastline"),
    ]
    assert voices(chain) == 1
    assert set(origins(chain).values()) == {"coastline"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_circle_of_copies_ends(article, order) -> None:
    pair = [article("1", outlet="A", duplicate_of="2"), article("2", outlet="B", duplicate_of="1")]
    assert voices([pair[n] for n in order]) == 1


def test_a_copy_of_something_unseen_stands_for_it(article) -> None:
    assert voices([article("1", outlet="A", duplicate_of="x"), article("2", outlet="B", duplicate_of="x")]) == 1


def test_unknown_outlets_are_one_voice() -> None:
    assert voices([Article(id="1"), Article(id="2")]) == 1
    assert outlet(Article(id="1")) == "unknown source"
    assert outlet(Article(id="1", link="https://www.valley.example/x")) == "valley.example"


@pytest.mark.parametrize("link", [None, "", "not a link", "http://[", "mailto:a@b"])
def test_odd_links_have_no_host(link) -> None:
    assert host(link) == ""
