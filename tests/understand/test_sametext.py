from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Article
from bot.understand.stories import sametext
from bot.understand.stories.sametext import Copies, containment, prints

WIRE = (
    "Taliban fighters took control of the city of Ghazni on Thursday, the tenth provincial capital to fall in a week. "
    "Residents said that government troops had left their posts in the night and that shops stayed shut. "
    "The governor was seen leaving in a convoy under an agreement with the insurgents, two officials said."
)
OTHER = (
    "Firefighters in northern California made progress against the Dixie Fire as winds eased. Crews cleared lines around "
    "three villages and some families were allowed home, the state's fire agency said at its evening briefing."
)


def of(text: str, title: str = "", outlet: str | None = None) -> sametext.Prints:
    return prints(Article(id="x", title=title, text=text, outlet=outlet))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        (WIRE, 1.0, 1.0),
        (WIRE.upper(), 1.0, 1.0),
        (WIRE.replace(",", " -"), 1.0, 1.0),
        ("GHAZNI (Wire) - " + WIRE + " " + OTHER, 1.0, 1.0),  # a lead inside a longer story
        (WIRE.replace("Ghazni", "Ghazni city").replace("Residents", "People there"), 0.6, 0.95),
        (OTHER, 0.0, 0.0),
        ("Taliban fighters took control of Ghazni.", 0.0, 0.0),  # too short to tell
        ("", 0.0, 0.0),
    ],
)
def test_containment(text: str, low: float, high: float) -> None:
    assert low <= containment(of(WIRE), of(text)) <= high
    assert containment(of(text), of(WIRE)) == containment(of(WIRE), of(text))


LEAK = (
    "The company that runs the refinery {} on Sunday that oil had leaked into the bay after the storm, and said that its crews "
    "were checking all tanks and pipes near the shore."
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("denied", "admitted", False),
        ("denied", "denied", True),
        ("denied", "reported", False),
        ("said", "denies", False),
        ("bestritt", "sagte", False),
        ("reported", "said", True),
        ("bestritt", "bestätigte", False),
        ("تکذیب", "تایید", False),
    ],
)
def test_who_denies_copies_nobody_who_admits(one: str, other: str, same: bool) -> None:
    a, b = of(LEAK.format(one)), of(LEAK.format(other))
    assert (containment(a, b) >= sametext.CONTAINED) is same
    assert containment(a, b) == containment(b, a)


def test_who_quotes_both_sides_may_copy_either() -> None:
    both = of(LEAK.format("denied") + " A former worker had admitted it.")
    assert containment(of(LEAK.format("denied")), both) == 1.0
    assert containment(of(LEAK.format("admitted")), both) >= sametext.CONTAINED


def test_a_copy_may_add_who_denies() -> None:
    said = LEAK.format("reported")
    assert containment(of(said), of(said + " The owner of a tank denied that it was his.")) == 1.0
    assert containment(of(said), of(said.replace("said that", "denied rumours, saying that"))) >= sametext.CONTAINED


def test_a_long_text_is_sampled_and_still_compared() -> None:
    words = [f"w{i * 7919 % 10_007}" for i in range(2_500)]
    whole, half = of(" ".join(words)), of(" ".join(words[:1_250]))
    assert len(whole.shingles) <= sametext.KEPT
    assert containment(whole, half) > 0.95
    assert containment(whole, of(" ".join(reversed(words)))) < 0.05


def test_scripts_without_spaces_are_compared_by_character() -> None:
    text = "塔利班武装人员周四占领了加兹尼市，这是一周内陷落的第十个省会。居民说政府军夜里撤离了岗位。"
    assert containment(of(text), of("快讯：" + text)) == 1.0


def found(copies: Copies, text: sametext.Prints) -> list[int]:
    return list(copies.candidates(text))


def test_copies_are_found_by_any_shared_run_and_forgotten_once_removed() -> None:
    copies = Copies()
    copies.add(1, of(WIRE))
    copies.add(2, of(OTHER))
    assert found(copies, of("More from the region. " + WIRE + " " + WIRE[:60])) == [1]
    copies.add(3, of(WIRE))
    assert found(copies, of(WIRE)) == [3]  # the newest holder
    copies.remove(1, of(WIRE))
    assert found(copies, of(WIRE)) == [3]
    copies.remove(3, of(WIRE))
    assert found(copies, of(WIRE)) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (("Kabul airport reopens", "Flights are back.", "Nord"), ("Kabul airport reopens", "Flights are back.", "Nord"), True),
        (("Kabul airport reopens", "Flights are back.", "Nord"), ("KABUL AIRPORT REOPENS", "Flights are back", "Nord"), True),
        (("Kabul airport reopens", "Flights are back.", "Nord"), ("Kabul airport reopens", "Flights are back.", "Sud"), False),
        (("Live", "", "Nord"), ("Live", "", "Nord"), False),  # says nothing
    ],
)  # fmt: skip
def test_short_items_are_the_same_where_the_outlet_repeats_them(
    a: tuple[str, str, str], b: tuple[str, str, str], same: bool
) -> None:
    copies = Copies()
    copies.add(1, of(a[1], a[0], a[2]))
    assert found(copies, of(b[1], b[0], b[2])) == ([1] if same else [])


NOTE = "A version of this report was sent to readers of our Sunday letter first. You can have it in your own inbox for nothing."
NEWS = "The Nordkap ran onto the rocks off Vardo in the night to Sunday, and all forty of her crew were taken off by lifeboats."


@pytest.mark.parametrize(
    ("text", "one", "other", "same"),
    [
        (NOTE, "A broadcaster loses its audience", "What the trial says of the ministry", False),
        (NOTE, "A broadcaster loses its audience", "A broadcaster loses its audience again", True),
        (NEWS, "Ferry runs onto rocks off Vardo", "Nordkap's crew are safe", True),
        (NEWS, "Ferry runs onto rocks off Vardo", "What happened overnight", True),
        (NOTE, "", "", True),
        (
            f"{NOTE} {NEWS} {NEWS} {NEWS}",
            "A broadcaster loses its audience",
            "What the trial says of the ministry",
            True,
        ),
    ],
)
def test_a_note_under_two_headlines_is_no_text(text: str, one: str, other: str, same: bool) -> None:
    assert (containment(of(text, one), of(text, other)) >= sametext.CONTAINED) is same


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts(a: str, b: str) -> None:
    share = containment(of(a), of(b))
    assert 0.0 <= share <= 1.0
    if len(sametext.tokens(a)) >= sametext.FEWEST * 3 and len(set(sametext.tokens(a))) > sametext.FEWEST * 2:
        assert containment(of(a), of(a + " " + b)) > 0.8
