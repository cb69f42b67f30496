import pytest

from bot.brief.trust.unlike import tell_two

TWO = [
    ("Court jails Doe in Leeds", "Court frees Doe in Leeds"),
    ("Regulator approves malaria vaccine for infants", "Regulator rejects malaria vaccine for infants"),
    ("Petrol prices rise in Lagos markets", "Petrol prices fall in Lagos markets"),
    ("Board recalls 4,000 bicycles over brakes", "Board recalls 4,000 scooters over brakes"),
    ("Ministry closes the northern border crossing", "Ministry will not close the northern border crossing"),
    ("Der Minister kommt nach Riga", "Der Minister kommt nicht nach Riga"),
    ("Merkel to visit flooded Schuld", "Merkel visited flooded Schuld"),
    ("Union could strike at the port", "Union struck at the port"),
    ("Has the volcano on Elba erupted?", "The volcano on Elba has erupted"),
    ("Parliament asks whether the dam was safe", "Parliament says that the dam was safe"),
    ("Bridge collapses in Genoa", "Genoa marks three years since bridge collapses"),
    ("Bomb kills 12 in Quetta market", "Bomb killed 12 in Quetta market in 2013"),
    ("Parliament to vote on the budget on Monday", "Parliament to vote on the budget on Thursday"),
    ("All miners were rescued from the shaft", "Some miners were rescued from the shaft"),
    ("First rescuers reach the village", "Last rescuers reach the village"),
]
ONE = [
    ("Court jails Doe in Leeds", "Doe was jailed by a court in Leeds on Friday"),
    ("Quake kills 12 in Van", "Twelve killed as quake strikes Van"),
    ("Minister quits over port blast", "The minister has quit over the blast in the port"),
    ("Merkel to visit flooded Schuld", "Merkel will visit Schuld, which was flooded, on Sunday"),
    ("Rebels take the town of Sake", "Rebels took the town of Sake, witnesses said"),
    ("Dam breaks above Derna", "A dam broke above Derna and homes were swept away"),
    ("The ministry does not rule out a curfew", "A curfew was not ruled out by the ministry"),
    ("Parliament to vote on the budget on Monday", "Parliament will vote on the budget this week"),
]


@pytest.mark.parametrize(("text", "other"), TWO)
def test_two_things_in_almost_the_same_words(text, other) -> None:
    assert tell_two(text, other, text, other)
    assert tell_two(other, text, other, text)


@pytest.mark.parametrize(("text", "other"), ONE)
def test_one_thing_in_other_words(text, other) -> None:
    assert not tell_two(text, other, text, other)
    assert not tell_two(other, text, other, text)


def test_the_day_is_read_from_the_whole_sentence() -> None:
    said = "Parliament to vote on the budget"
    assert tell_two(said, said, f"{said} on Monday", f"{said} on Thursday")
    assert not tell_two(said, said, f"{said} on Monday", f"{said} on Monday night")
