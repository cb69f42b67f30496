"""How well a line reads as news, and who is named as saying it."""

from __future__ import annotations

import pytest

from bot.brief import lexicon
from bot.brief.lines import _name, candidates, is_opinion
from bot.model import Span


def best(article) -> float:
    return max((line.grade for line in candidates(article)), default=0.0)


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", "Here is a look at the life of a volcano on the island"),
        ("title", "Five key moments from the trial of the officer"),
        ("title", "Harbour trial: Five key moments from the courtroom"),
        ("title", "Harbour siege: Five startling images from the quay"),
        ("title", "Harbour fire: Death toll mounts amid looting"),
        ("title", "Drone footage shows aftermath of the harbour fire"),
        ("text", "Aerial pictures of the valley show what the flood has left."),
        ("title", "World leaders react to the death of the harbour master"),
        ("title", "Harbour master's friends pay tribute to him"),
        ("text", "Jane Doe, who lives by the harbour, spoke to HBC about the night of the fire."),
        ("title", "Harbour trial: How the jury came to its verdict"),
        ("title", "The warning comes after migrants tried to cut the fence"),
        ("text", "Here is a look at the life of a volcano on the island."),
        ("text", "Five things that you need to know about the volcano."),
        ("text", "Maps, images and graphics of the flood in the valley."),
        ("text", "Maps, graphics and charts explaining the flood in the valley."),
        ("text", "In return the new rulers must let the aid workers in."),
        ("text", "The move follows a week of talks about the fence."),
        ("text", "HBC's Jane Doe describes the moment that the verdict was read."),
        ("text", "HBC's Jane Doe and former officer John Roe discuss the verdict of the jury."),
        ("text", "HBC's Jane Doe speaks with John Roe of the Gulf Institute in Geneva about Iran."),
        ("text", "Jane Doe reports from the harbour where the trial was held."),
        ("title", "Former health chief gives his take on the new variant"),
        ("title", "Harbour master: Four expert verdicts on his legacy"),
        ("title", "HBC asks the harbour master a question about the fire"),
        ("text", "HBC's Jane Doe spoke with John Roe, the harbour master who described how the union would be joined."),
        ("text", "The Daily’s picture editors select photo highlights from the harbour fire."),
        ("text", "The port's regulator makes a statement after the harbour was closed."),
        ("text", "Last summer, John Roe narrowly survived an attack in the harbour."),
        ("text", "When John Roe took the prize in 2019, he was praised as the harbour's peacemaker."),
        ("text", "Four experts on the harbour have their say."),
        ("text", "Now, the demonstrations in the harbour have grown into a show of anger."),
        ("text", "Two years later, in 2011, John Roe led the strike of the harbour's crews."),
        ("title", "My father is imprisoned on the island. The vote could seal his fate"),
        ("text", "As a child, I could not imagine that a murder would be tried here."),
        ("title", "'An odd couple': Jane Doe on the coalition of the two parties"),
        ("title", "Watch: The harbour master's talk with The Daily"),
        ("title", "In photos: The harbour after the storm of Friday"),
        ("text", "Phone footage reveals chaos inside the harbour after the fire."),
        ("text", "HBC's chief harbour and shipping correspondent Jane Doe reports."),
        ("title", "Woman tells of dash to flee the harbour"),
        ("title", "'I could be killed for it': Life under the new rulers"),
        ("text", "A student from the island tells Newsbeat how she lives there."),
        ("text", "Especially for women."),
        ("text", "We spoke to people caught between the harbour and the camp."),
        ("title", "Trains for the north of the valley should be free | Letters"),
        ("title", "The harbour that the valley lost in one night – podcast"),
    ],
)
def test_what_promises_reads_worse_than_what_tells(article, field, line) -> None:
    assert best(article("1", **{field: line})) < best(
        article("2", **{field: "A jury has found the officer guilty of murder."})
    )


@pytest.mark.parametrize(
    "line",
    [
        "Ministers of the union are to discuss new sanctions against the regime",
        "The envoy holds talks with the militia in Doha",
        "The president speaks with his Chinese counterpart about the island",
        "Sweden joins the alliance after two hundred years",
        "The death toll rises to 83 in the valley",
        "Satellite images show new launch pads near the border",
        "Six people were hurt as the rope of the gondola snapped",
        "Scores of fighters were killed in the valley, the agency reports",
        "A new report on the strike in the valley blames the air force",
        "HBC's Jane Doe reports that thousands of protesters have been held",
        "The regulator makes a statement saying that the vaccine is safe",
        "A bomb from World War I has been found in the harbour",
        "In 2021, the island has counted forty murders",
    ],
)
def test_what_newsmakers_do_is_news(article, line) -> None:
    plain = best(article("2", text="A jury has found the officer guilty of murder."))
    assert best(article("1", text=f"{line}.")) >= 0.9 * plain


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("The 12 jurors found him guilty of murder.", False),
        ("The 35-year-old former student leader won 56% of the vote.", False),
        ("At 21, and by then a law student, he led a strike of the harbour's crews.", False),
        ("On the day John Roe was tried, he slept in the harbour.", True),
        ("The 12 jurors found John Roe guilty and sent him to prison.", True),
        ("A man from the valley died after the police had shot him.", True),
    ],
)
def test_a_line_says_whom_it_means(article, sentence, alone) -> None:
    one = article("1", text=f"The trial of the officer ended in the harbour on Friday. {sentence}")
    grade = max(line.grade for line in candidates(one) if line.unit.number)
    assert (grade > 0.9) is alone


def test_news_of_pictures_is_no_gallery(article) -> None:
    assert not is_opinion(article("1", title="The blast was caught in dramatic pictures"))


@pytest.mark.parametrize(
    "title",
    [
        "Week in photos: Chaos in the harbour, a win for the crew",
        "Celebrations in the harbour: Monday’s best photos",
        "ICYMI: Jumping into a volcano, and other ways to spend a week",
        "20 photographs of the week",
        "The best pictures of the day from the fire",
        "The fire in 15 pictures",
    ],
)
def test_a_gallery_is_no_news(article, title) -> None:
    assert is_opinion(article("1", title=title))


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("acting Prime Minister Claude Joseph", "Prime Minister Claude Joseph"),
        ("preliminary results announced by the interior ministry on Saturday", "the interior ministry"),
        ("US State Department spokesman Ned Price", "spokesman Ned Price"),
    ],
)
def test_a_long_name_is_told_by_what_matters_of_it(article, who, name) -> None:
    text = f"The island's harbour will stay open through the winter, {who} said."
    one = article("1", text=text, said=[(who, "said", "The island's harbour will stay open through the winter")])
    assert {line.speaker for line in candidates(one)} - {None} == {name.removeprefix("the ")}


def test_a_date_long_before_the_item_is_background(article) -> None:
    def graded(day: str) -> float:
        text = f"The tanker has been moved to the harbour. The tanker, built in Gdansk, ran aground on {day} near the lock."
        return next(line.grade for line in candidates(article("1", text=text)) if "Gdansk" in line.quote)

    assert graded("July 23") == graded("23 July") < graded("August 12")
    assert graded("September 2") == graded("August 12")


def test_what_has_been_going_on_is_no_lead(article) -> None:
    going_on = best(article("1", text="The tanker has been blocking the lock of the harbour for almost a week."))
    assert going_on < best(article("2", text="The tanker in the lock of the harbour has been moved after a week."))


def test_what_had_been_of_somebody_told_in_passing_does_not_make_a_line_old(article) -> None:
    passing = best(
        article("1", text="An express train overturned after hitting another which had derailed in the valley.")
    )
    old = best(article("2", text="An express train had overturned near another in the valley years before all this."))
    assert passing > old


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We apologise for the error.", False),
        ("There was no independent confirmation.", False),
        ("The claim could not be independently verified.", False),
        ("We earlier reported that 12 people had drowned.", False),
        ("Those reports have not been confirmed.", False),
        ("The report could not be confirmed, but two hospitals counted forty dead.", True),
        ("There was no word from the crew of the ferry, their families said.", True),
    ],
)
def test_a_sentence_on_the_report_alone_is_no_line(article, text, told) -> None:
    found = [c.text for c in candidates(article("1", text=f"A dam broke near Akora on Sunday. {text}"))]
    assert any(text.rstrip(".") in line for line in found) is told


@pytest.mark.parametrize(
    ("text", "soft"),
    [
        ("Harbour United win the cup final, their coach says", True),
        ("The singer is back on stage in the harbour", True),
        ("Cricket league plays on despite mounting deaths in the valley", True),
        ("Young football player killed in fall from the plane", False),
        ("The harbour is closed", False),
    ],
)
def test_who_dies_is_no_sport(text, soft) -> None:
    assert lexicon.is_soft(text) is soft


def test_no_word_is_shortened_to_nothing() -> None:
    assert lexicon.content_words("E'S") == ["e's"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Jane Doe's", "Jane Doe"),
        ("her post at the", "her post"),
        ("the data from the Office for the Measure of Harbours", "data from the Office…"),
        ("the harbour master", "harbour master"),
    ],
)
def test_no_name_ends_in_the_middle(source, name) -> None:
    assert _name((Span("text", 0, len(source), source),)) == name


def test_what_was_added_is_told_only_with_who_added_it(article) -> None:
    text = "The ferry was kept in the harbour for a week by the storm, saying that it would leave for the island on Monday."
    assert not any(line.text.startswith("…saying") for line in candidates(article("1", text=text)))
    said = [("The harbour master", "saying", "that it would leave for the island on Monday")]
    told = text.replace("The ferry was", "The harbour master kept the ferry")
    assert any(line.text.startswith("…saying") for line in candidates(article("1", text=told, said=said)))


@pytest.mark.parametrize(
    ("leans", "alone"),
    [
        ("A trader backed the claim and locked his shop", "A trader backed the claim of the mayor on Friday"),
        ("The mayor denied those reports and left", "The mayor denied those reports of a second fire"),
        ("Damit sind zwölf der Städte am Fluss verloren", "Zwölf der Städte am Fluss sind verloren gegangen"),
        ("Cela porte à douze le nombre des villes perdues", "Douze villes au bord du fleuve sont perdues"),
        ("Это уже двенадцатый город на реке за неделю", "Двенадцатый город на реке сдан за неделю"),
    ],
)
def test_a_sentence_that_leans_on_another_reads_worse(article, leans, alone) -> None:
    one, other = (candidates(article("1", text=f"{text}.", lang="und"))[0].grade for text in (leans, alone))
    assert one < other


def test_who_said_it_is_named_once(article) -> None:
    text = "Omar Jan, who sells kites, was arrested on Friday. The shop must open again by Sunday, he said."
    said = [("Omar Jan", "was", "arrested on Friday"), ("he", "said", "The shop must open again by Sunday")]
    [line] = [one for one in candidates(article("1", text=text, said=said)) if one.text.startswith("The shop")]
    assert line.text == "The shop must open again by Sunday… - Omar Jan"
    assert line.quote == "The shop must open again by Sunday"
