from datetime import UTC, datetime

import pytest

from bot.brief.spoken import spoken
from bot.brief.trust import unlike
from bot.brief.units import first_units
from bot.model import Item
from bot.understand.article import article as understand

TWO = [
    ("Court jails Doe in Leeds", "Court frees Doe in Leeds"),
    ("Regulator approves malaria vaccine for infants", "Regulator rejects malaria vaccine for infants"),
    ("Petrol prices rise in Lagos markets", "Petrol prices fall in Lagos markets"),
    ("Board recalls 4,000 bicycles over brakes", "Board recalls 4,000 scooters over brakes"),
    ("Storm sinks a ferry off Cebu harbour", "Storm sinks a container barge off Cebu harbour"),
    ("Ministry closes the northern border crossing", "Ministry will not close the northern border crossing"),
    (
        "The mayor of Varna, Ada Doe, has resigned over the blast",
        "The mayor of Varna, Ada Doe, has not resigned over the blast",
    ),
    ("Ministry closes the crossing at Edirne, no date given", "Ministry does not close the crossing at Edirne"),
    ("Der Minister kommt nach Riga", "Der Minister kommt nicht nach Riga"),
    ("Merkel to visit flooded Schuld", "Merkel visited flooded Schuld"),
    ("Union could strike at the port", "Union struck at the port"),
    ("Divers reached the wreck off Gozo", "Divers try to reach the wreck off Gozo"),
    ("Mayor took bribes from the port of Varna", "Mayor accused of taking bribes from the port of Varna"),
    ("Locusts reach farms in Turkana", "Farms in Turkana fear that locusts reach them"),
    ("Bomberos rescatan a un niño en Quito", "Bomberos intentan rescatar a un niño en Quito"),
    ("Has the volcano on Elba erupted?", "The volcano on Elba has erupted"),
    ("Parliament asks whether the dam was safe", "Parliament says that the dam was safe"),
    ("Bridge collapses in Genoa", "Genoa marks three years since bridge collapses"),
    ("Bomb kills 12 in Quetta market", "Bomb killed 12 in Quetta market in 2013"),
    ("Parliament to vote on the budget on Monday", "Parliament to vote on the budget on Thursday"),
    ("Final in Minsk is moved to Sunday", "Final in Minsk is moved to Wednesday"),
    ("All miners were rescued from the shaft", "Some miners were rescued from the shaft"),
    ("First rescuers reach the village", "Last rescuers reach the village"),
    ("Mali beat Ghana in the final", "Ghana beat Mali in the final"),
    ("Russia expels German diplomats", "Germany expels Russian diplomats"),
    ("Norwegian skier killed in Austria", "Austrian skier killed in Norway"),
    ("Pupil stabs teacher at school in Busan", "A teacher stabbed a pupil at a school in Busan"),
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
    ("Governor slams scenes at the port of Varna", "Governor condemns scenes at the port of Varna"),
    ("Villagers forced to leave homes in Goma", "Villagers had to leave homes in Goma"),
    ("Storm sinks a ferry off Cebu", "A storm sank a ferry off Cebu, and no one was hurt"),
    ("Police arrest man suspected of theft in Ghent", "Man suspected of theft arrested by police in Ghent"),
    ("Police used tear gas to disperse a march in Minsk", "Police dispersed a march in Minsk with tear gas"),
    ("Taliban capture Ghazni, in their biggest gain since 2001", "Taliban capture Ghazni"),
    ("John Roe, who was born in 1975, dies in London", "John Roe dies in London"),
    ("Blast kills 12 in Quetta in the worst attack there in 2021", "Blast kills 12 in Quetta"),
    ("Leaders agree to cut coal in Leeds in 2030", "Leaders agree to cut coal in Leeds"),
    ("Mark Doe wins the vote in Leeds", "Doe wins the vote in Leeds"),
    ("Search for survivors of building collapse in Miami", "Rescuers search for survivors of building in Miami"),
    ("Most wanted smuggler arrested in Ghent", "Smuggler arrested in Ghent"),
    ("Explosion hits tanker No. 5 in Basra port", "Explosion hits tanker in Basra port"),
    ("Mali meet Ghana in the final", "Ghana meet Mali in the final"),
    ("Mali beaten by Ghana in the final", "Ghana beat Mali in the final"),
]


def tell_two(text, other) -> bool:
    """Of two items without headlines."""
    read = [
        understand(Item(id=str(n), text=one, published=datetime(2021, 8, 13, n, tzinfo=UTC)))
        for n, one in enumerate((text, other))
    ]
    (mine, line), (theirs, unit) = ((article, next(iter(first_units(article)))) for article in read)
    return unlike.tell_two(mine, line, spoken(mine, line), theirs, unit, spoken(theirs, unit))


@pytest.mark.parametrize(("text", "other"), TWO)
def test_two_things_in_almost_the_same_words(text, other) -> None:
    assert tell_two(text, other)
    assert tell_two(other, text)


@pytest.mark.parametrize(("text", "other"), ONE)
def test_one_thing_in_other_words(text, other) -> None:
    assert not tell_two(text, other)
    assert not tell_two(other, text)


@pytest.mark.parametrize(
    ("below", "expected"), [("India launched it on Friday.", True), ("It flies on Monday.", False)]
)
def test_the_text_tells_whether_a_headlines_deed_is_done(below, expected) -> None:
    launched = Item(id="1", title="India launches weather satellite from coast", text=below)
    coming = Item(id="2", title="India to launch weather satellite from coast")
    mine, theirs = understand(launched), understand(coming)
    line, unit = next(iter(first_units(mine))), next(iter(first_units(theirs)))
    assert unlike.tell_two(mine, line, spoken(mine, line), theirs, unit, spoken(theirs, unit)) is expected
