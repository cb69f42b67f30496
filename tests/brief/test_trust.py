from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.brief import facts, tolls, trust
from bot.brief.figures import counts
from bot.brief.independence import origins
from bot.brief.lines import candidates
from bot.brief.trust import alike, plans, signs
from bot.model import Item
from bot.understand.article import article as understand

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)

LEFT = "Government soldiers left Kandahar for a base outside the city on Thursday night."


def verdict(article, members, now):
    voices = origins(members)
    line = max(candidates(article), key=lambda c: len(c.quote))
    return trust.judge(line, members, voices, counts(members, voices, now))


def status(article, members, now) -> str:
    return verdict(article, members, now).status


def test_one_source_is_reported(article, now) -> None:
    one = article("1", text=LEFT)
    assert status(one, [one], now) == "reported"


def test_two_independent_sources_confirm(article, now) -> None:
    one = article("1", text=LEFT)
    two = article(
        "2", text="On Thursday night soldiers of the government left Kandahar city for a base.", outlet="Valley Times"
    )
    found = verdict(one, [one, two], now)
    assert (found.status, found.sources) == ("confirmed", 2)
    assert [a.id for a, _ in found.support] == ["2"]


@pytest.mark.parametrize(
    "second",
    [
        {"outlet": "Harbour Post"},  # the same outlet
        {"outlet": "Harbour on Sunday", "family": "harbour"},  # the same house
        {"outlet": "Valley Times", "duplicate_of": "1"},  # the same text
    ],
)
def test_sources_that_count_as_one_confirm_nothing(article, now, second) -> None:
    one = article("1", text=LEFT, family="harbour")
    two = article("2", text=LEFT, **second)
    assert status(one, [one, two], now) == "reported"


def test_two_papers_with_one_wire_text_confirm_nothing(article, now) -> None:
    one = article("1", text=LEFT, wire="Coastline")
    two = article("2", text=LEFT, wire="Coastline", outlet="Valley Times")
    assert status(one, [one, two], now) == "reported"


@pytest.mark.parametrize(
    "other",
    [
        "Government soldiers reportedly left Kandahar for a base outside the city on Thursday.",  # hedged: a rumour passed on
        "Rain fell on the fruit market of Kandahar on Thursday night.",  # another fact
        "Government soldiers left Herat for Islam Qala on Thursday night.",  # another place
    ],
)
def test_what_does_not_say_the_same_confirms_nothing(article, now, other) -> None:
    one = article("1", text=LEFT)
    two = article("2", text=other, outlet="Valley Times")
    assert status(one, [one, two], now) == "reported"


def test_a_shared_label_confirms_nothing() -> None:
    other = "Two countries have stopped flights as the new virus variant spreads in South Africa"
    assert not alike.says_the_same("New virus variant: South Africa's pride and punishment", other)
    assert alike.says_the_same("New virus variant: Countries have stopped flights to South Africa", other)


def test_another_number_confirms_nothing(article, now) -> None:
    one = article("1", text="The flood killed 13 farmers in the valley north of Kabul.")
    two = article("2", text="The flood killed 19 farmers in the valley north of Kabul.", outlet="Valley Times")
    assert status(one, [one, two], now) == "reported"


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Valley church abuse: 216,000 children were victims of clergy", True),
        ("Valley church abuse: more than 190,000 children were victims of clergy", False),
        ("Valley church abuse: 900,000 children were victims of clergy", False),
        ("Valley church abuse: 2,160 children were victims of clergy", False),
    ],
)
def test_a_count_bears_out_the_bound_that_it_is_within(other, expected) -> None:
    line = "More than 200,000 children were abused by the valley's clergy, church report finds"
    assert alike.says_the_same(line, other) is expected
    assert not alike.says_the_same(other, line)


def test_a_name_that_opens_a_sentence_is_a_name_in_common() -> None:
    line = "Children were abused by Dalish Catholic clergy for decades"
    assert alike.says_the_same(line, "Dalish Church abuse: Children were victims of clergy for decades")
    assert not alike.says_the_same(line, "Norlandic Church abuse: Children were victims of clergy for decades")


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        # two towns of one country
        ("The Taliban took Farah in Afghanistan on Friday, officials said.",
         "The Taliban took Ghazni in Afghanistan on Friday, officials said.", "reported"),
        ("The Taliban took Farah in Afghanistan on Friday, officials said.",
         "Officials said that the Taliban had taken Farah in western Afghanistan.", "confirmed"),
        # ... also where nobody lists one of them
        ("The Taliban took Blorat in Afghanistan on Friday, officials said.",
         "The Taliban took Ghazni in Afghanistan on Friday, officials said.", "reported"),
        # two people in one town
        ("Police in London arrested John Doe on Friday, officials said.",
         "Police in London arrested Jane Roe on Friday, officials said.", "reported"),
        ("Police in London arrested John Doe on Friday over a bank fraud.",
         "Police in London have arrested Jane Roe, a banker.", "reported"),
        ("Police in London arrested John Doe on Friday over a bank fraud.",
         "John Doe, a banker, was arrested by police in London.", "confirmed"),
    ],
)  # fmt: skip
def test_the_same_done_elsewhere_or_to_another_bears_nothing_out(line, other, expected, now) -> None:
    one, two = (
        understand(Item(id=str(n), text=text, lang="en", outlet=outlet, published=now))
        for n, (outlet, text) in enumerate((("Harbour Post", line), ("Valley Times", other)))
    )
    assert status(one, [one, two], now) == expected


def test_a_higher_toll_does_not_bear_out_a_bound() -> None:
    line = "More than 1,200 people were killed in the valley's quake, the governor of the island said"
    assert not alike.says_the_same(
        line, "1,297 people were killed in the valley's quake, the governor of the island said"
    )


def test_a_guide_confirms_nothing(article, now) -> None:
    one = article("1", "Exit polls show tight race in the valley as voting ends in governor's election")
    guide = article(
        "2", "Valley election: Simple guide to the vote that ends the governor's race", outlet="Valley Times"
    )
    news = article("3", "Valley election: Vote ends in the governor's tight race", outlet="Gulf Star")
    assert status(one, [one, guide], now) == "reported"
    assert status(one, [one, news], now) == "confirmed"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The rebels claim that the northern road to Kabul is closed.",
            [("The rebels", "claim", "that the northern road to Kabul is closed")],
        ),
        ("The northern road to Kabul has reportedly been closed since dawn.", []),
        ("The northern road to Kabul has been closed since dawn, according to local reports.", []),
        (
            "“Our men captured the whole city of Kandahar,” a Taliban spokesman wrote.",
            [("a Taliban spokesman", "wrote", "“Our men captured the whole city of Kandahar,”")],
        ),
        (
            "The defence ministry said its pilots had killed forty fighters near Kandahar.",
            [("The defence ministry", "said", "its pilots had killed forty fighters near Kandahar")],
        ),
    ],
)
def test_one_sides_word_and_hedges_are_claims(article, now, text, said) -> None:
    one = article("1", text=text, said=said)
    assert status(one, [one], now) == "claimed"


def test_news_that_a_reader_may_have_missed_is_no_claim(article, now) -> None:
    one = article("1", text="A man jumped into the volcano of the island, in news that you may have missed this week.")
    assert status(one, [one], now) == "reported"


def test_a_hedge_of_the_line_counts_though_it_was_cut_off(article) -> None:
    said = [("his aides", "claimed", "The governor has left the city by helicopter")]
    for behind, claim in ((", his aides claimed on Friday", True), (", while aides allegedly burned the files", False)):
        told = said if claim else []
        one = article("1", text=f"The governor has left the city by helicopter{behind}.", said=told)
        cut = next(c for c in candidates(one) if behind not in c.text)
        assert signs.is_claim(cut) is claim


def test_an_official_on_their_own_plans_is_reported(article, now) -> None:
    text = "The Pentagon said 3,000 more troops would fly to Kabul within two days."
    one = article(
        "1", text=text, said=[("The Pentagon", "said", "3,000 more troops would fly to Kabul within two days")]
    )
    assert status(one, [one], now) == "reported"


def test_quoting_the_same_side_again_leaves_a_claim_a_claim(article, now) -> None:
    text = "A Taliban spokesman claimed that fighters had taken the governor's office in Kandahar."
    said = [("A Taliban spokesman", "claimed", "that fighters had taken the governor's office in Kandahar")]
    papers = [article(str(n), text=text, outlet=f"Paper {n}", said=said) for n in range(4)]
    assert status(papers[0], papers, now) == "claimed"


def test_two_others_on_the_spot_confirm_a_claim(article, now) -> None:
    text = "A Taliban spokesman claimed that fighters had taken the governor's office in Kandahar."
    said = [("A Taliban spokesman", "claimed", "that fighters had taken the governor's office in Kandahar")]
    one = article("1", text=text, said=said)
    seen = [
        article("2", text="Our reporter saw fighters inside the governor's office in Kandahar.", outlet="Valley Times"),
        article(
            "3",
            text="Fighters had been in the governor's office in Kandahar since noon, two shopkeepers told us.",
            outlet="Lake News",
        ),
    ]
    assert status(one, [one, seen[0]], now) == "claimed"
    found = verdict(one, [one, *seen], now)
    assert (found.status, found.sources) == ("confirmed", 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The president dismissed the whole government on Sunday night", "reported"),
        ("Parliament rejected the plan to close the northern harbour", "reported"),
        ("A court denied the captain's request to leave the island", "reported"),
        ("The harbour team claimed the island crown on penalties", "reported"),
        ("The ministry dismissed reports that the harbour is closed", "denied"),
        ("The ministry dismissed as false what is told of the harbour", "denied"),
        ("The governor rejected the claim that the harbour is closed", "denied"),
    ],
)
def test_who_dismisses_a_minister_denies_nothing(article, now, text, expected) -> None:
    one = article("1", text=text)
    assert status(one, [one], now) == expected


def test_a_denial_is_denied_and_disputes_the_other_line(article, now) -> None:
    one = article("1", text="The northern road between Kabul and Salang is closed to lorries.")
    two = article(
        "2",
        text="The ministry denied that the northern road to Salang is closed to lorries.",
        outlet="Valley Times",
        said=[("The ministry", "denied", "that the northern road to Salang is closed to lorries")],
    )
    assert status(two, [one, two], now) == "denied"
    found = verdict(one, [one, two], now)
    assert found.status == "disputed"
    assert [a.id for a, _ in found.support] == ["2"]


def test_figures_that_contradict_are_disputed(article, now) -> None:
    one = article(
        "1", text="The blast at the gate killed 60 people on Thursday.", counts=[("60", 60, "people")], hours=1.2
    )
    two = article(
        "2", text="The blast at the gate killed 85 people.", counts=[("85", 85, "people")], outlet="Valley Times"
    )
    assert status(one, [one, two], now) == "disputed"
    assert status(two, [one, two], now) == "disputed"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Correction: nine hurt at Kabul airport gate, not nineteen", "Nine people were hurt at the gate on Friday."),
        ("Nine hurt at gate", "An earlier version of this report gave a higher number of people hurt."),
    ],
)
def test_a_correction_says_so(article, now, title, text) -> None:
    one = article("1", title, text)
    assert status(one, [one], now) == "corrected"


def test_what_a_correction_tells_besides_is_none(article, now) -> None:
    one = article(
        "1",
        "Correction: nine hurt at Kabul airport gate, not nineteen",
        "Nine people were hurt at the gate on Friday. Two flights left for Doha. The number hurt at the gate had been wrong.",
    )
    found = {c.quote: trust.judge(c, [one], origins([one]), []).status for c in candidates(one) if c.field == "text"}
    assert found["Two flights left for Doha"] == "reported"
    assert {status for quote, status in found.items() if "gate" in quote} == {"corrected"}


def test_confirmed_never_has_fewer_than_two_voices(article, now) -> None:
    texts = [
        LEFT,
        "Government soldiers left Kandahar on Thursday, a resident told us.",
        "Soldiers reportedly left Kandahar.",
    ]
    for outlets in (["A", "A", "A"], ["A", "B", "A"], ["A", "B", "C"]):
        members = [article(str(n), text=t, outlet=o) for n, (t, o) in enumerate(zip(texts, outlets, strict=True))]
        for one in members:
            found = verdict(one, members, now)
            assert found.status != "confirmed" or found.sources >= 2
            assert found.status != "confirmed" or len(set(outlets)) >= 2


def test_what_is_told_in_passing_vouches_for_no_line_about_it(article, now) -> None:
    line = article("1", text="Video shows people clinging to a US plane, then falling.")
    seven = "seven people dead at the airport, some of whom fell from a US plane that took off"
    other = article("2", text=f"The chaos left {seven}.", outlet="Valley Times")
    assert alike.says_the_same(line.text, other.text)
    assert status(line, [line, other], now) == "reported"


def test_who_denies_the_opposite_bears_a_line_out(article, now) -> None:
    line = article("1", text="The embassy stays open with a smaller staff.")
    denial = article(
        "2",
        text="The State Department denied that the embassy was closing and said it would work with a smaller staff.",
        outlet="Valley Times",
    )
    assert alike.bears_out(line.text, denial.text)
    assert not alike.contradicts(line.text, denial.text)
    assert alike.contradicts("The embassy is closing with a smaller staff.", denial.text)
    assert status(line, [line, denial], now) == "confirmed"


@pytest.mark.parametrize(
    ("hours", "outlets", "outgrown"),
    [
        (3, ("Valley Times", "Meridian Wire"), True),  # two others say seven since
        (3, ("Harbour Post",), True),  # its own source does
        (3, ("Valley Times",), False),  # one other alone
        (-1, ("Valley Times", "Meridian Wire"), False),  # they said so before
    ],
)
def test_a_toll_that_has_risen_since_is_outgrown(article, now, hours, outlets, outgrown) -> None:
    first = article(
        "1", text="At least five people were killed at the airport.", counts=[("five people", 5, "people")], hours=8
    )
    later = [
        article(
            str(n),
            text="Seven people were killed at the airport.",
            counts=[("Seven people", 7, "people")],
            outlet=outlet,
            hours=8 - hours - n / 10,
        )
        for n, outlet in enumerate(outlets, 2)
    ]
    members = [first, *later]
    line = max(candidates(first), key=lambda c: len(c.quote))
    assert tolls.is_outgrown(line, counts(members, origins(members), now)) == outgrown


@pytest.mark.parametrize(
    ("before", "counted", "outgrown"),
    [
        (33, "people", True),
        (None, "people", False),  # nobody else has counted more
        (33, "children", False),  # a part of the dead, and told as one
    ],
)
def test_a_toll_left_standing_under_a_higher_headline_is_outgrown(article, now, before, counted, outgrown) -> None:
    stale = article(
        "2",
        "At least 55 people have died in the floods",
        f"Rain flooded the valley, where at least six {counted} have died.",
        counts=[("55 people", 55, "people"), (f"six {counted}", 6, counted)],
        outlet="Valley Times",
        hours=2,
    )
    members = [stale]
    if before:
        earlier = f"Floods kill {before} people in the valley"
        members.insert(0, article("1", earlier, counts=[(f"{before} people", before, "people")], hours=9))
    (line,) = [c for c in candidates(stale) if c.quote.startswith("Rain") and "six" in c.quote]
    assert tolls.is_outgrown(line, counts(members, origins(members), now)) == outgrown


@pytest.mark.parametrize(
    ("later", "hours", "others", "outgrown"),
    [
        ("27 people drowned as the boat sank", 3, (), True),
        ("27 people drowned as the boat sank", 3, ("At least 27 people drowned as the boat sank",), True),
        (
            "27 people drowned as the boat sank",
            3,
            ("30 people drowned as the boat sank",),
            False,
        ),  # another counts as many
        ("27 people drowned as the boat sank", 20, (), False),  # another day's
        ("12 people drowned as the boat sank", 3, (), False),  # a part
        ("Boats are unsafe, the mayor said. 27 people drowned last year", 3, (), False),  # not what it opens with
    ],
)
def test_a_source_that_counts_fewer_soon_after_has_mended_its_toll(later, hours, others, outgrown) -> None:
    texts = ["At least 31 migrants drowned as the boat sank", later, *others]
    members = [
        understand(
            Item(
                id=str(n),
                text=text,
                lang="en",
                outlet="Harbour Post" if n < 2 else f"Outlet {n}",
                published=NOW - timedelta(hours=24 - (n > 0) * hours),
            )
        )
        for n, text in enumerate(texts)
    ]
    line = max(candidates(members[0]), key=lambda c: len(c.quote))
    assert tolls.is_outgrown(line, counts(members, origins(members), NOW)) is outgrown


@pytest.mark.parametrize(
    ("lead", "outgrown"),
    [
        ("The death toll from the flood has climbed to at least 75 people, officials said", True),
        ("The flood has killed 40 people in the town of Bergen", False),  # may be a part
    ],
)
def test_a_lead_that_gives_a_lower_toll_than_its_own_headline_is_outgrown(lead, outgrown) -> None:
    one = understand(
        Item(
            id="1",
            title="Death toll of the flood climbs to 208 people",
            text=lead,
            lang="en",
            outlet="A",
            published=NOW,
        )
    )
    line = max((c for c in candidates(one) if c.field == "text"), key=lambda c: len(c.quote))
    assert tolls.is_outgrown(line, counts([one], origins([one]), NOW)) is outgrown


@pytest.mark.parametrize(
    ("text", "hours", "past"),  # read at 18:00 on Friday 13 August, so many hours after it was written
    [
        ("The envoy is set to meet the governor in Herat on Thursday", 40, True),
        ("The two ministers will talk in Doha Thursday", 40, True),
        ("The storm is on track to reach the coast on Thursday", 40, True),
        ("Strengthening Storm Ada to hit the western coast as a typhoon Thursday", 40, True),
        ("Two candidates face off in the valley's run-off on Thursday", 40, True),
        ("The valley goes to the polls Thursday", 40, True),
        ("Storm Ada has moved to the western coast since Thursday", 40, False),
        ("Residents of the coast went to vote on Thursday", 40, False),
        ("The envoy is set to meet the governor in Herat on Friday", 40, False),
        ("The envoy is set to meet the governor in Herat on Thursday", 20, False),
        ("The bridge over the river in Herat is slated to open Thursday", 40, True),
        ("The army will send troops, the ministry announced on Thursday", 40, False),
        ("Visitors will have to pay from Thursday", 40, False),
        ("The envoy met the governor in Herat on Thursday", 40, False),
    ],
)
def test_a_plan_has_had_its_day(now, text, hours, past) -> None:
    at = now - timedelta(hours=hours)
    assert plans.is_past_plan(text, at, now if hours == 40 else now - timedelta(hours=18)) is past


def test_what_was_called_off_confirms_no_plan_and_leaves_it_behind(article, now) -> None:
    plan = article(
        "1", text="Rail workers will strike on Friday over pay in Britain, the union told its members.", hours=6
    )
    off = article(
        "2", text="The union has called off Friday's rail strike in Britain over pay.", hours=2, outlet="Valley Times"
    )
    members = [plan, off]
    line = max(candidates(plan), key=lambda c: len(c.quote))
    assert trust.is_overtaken(line, members, origins(members), {})
    assert status(plan, members, now) == "reported"
    assert not trust.is_overtaken(max(candidates(off), key=lambda c: len(c.quote)), members, origins(members), {})


def test_a_plan_that_nobody_called_off_stands(article) -> None:
    plan = article(
        "1", text="Rail workers will strike on Friday over pay in Britain, the union told its members.", hours=6
    )
    other = article("2", text="A concert in the park was called off because of rain.", hours=2, outlet="Valley Times")
    members = [plan, other]
    assert not trust.is_overtaken(candidates(plan)[0], members, origins(members), {})


def test_a_denial_that_two_others_have_answered_is_settled(article, now) -> None:
    denial = article("1", text="The army denied that the dam at Akora had fallen to the rebels.", hours=5)
    one = article(
        "2", text="Rebels have seized the dam at Akora, engineers there told us.", hours=3, outlet="Valley Times"
    )
    two = article("3", text="Rebels seized the Akora dam before noon on Sunday.", hours=2, outlet="Delta Post")
    assert verdict(one, [denial, one, two], now).settled == {"1"}
    assert status(one, [denial, one], now) == "disputed"


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (
            "President Sarin said the army had destroyed the rebel base at Tolu.",
            ("President Sarin", "said", "the army had destroyed the rebel base at Tolu"),
            "claimed",
        ),
        (
            "President Sarin said the army would help after the flood at Tolu.",
            ("President Sarin", "said", "the army would help after the flood at Tolu"),
            "reported",
        ),
        (
            "A spokesman for the rebels said their fighters had taken the dam at Akora.",
            ("A spokesman for the rebels", "said", "their fighters had taken the dam at Akora"),
            "claimed",
        ),
        (
            "A spokesman for the rebels said they had taken part in talks at Akora.",
            ("A spokesman for the rebels", "said", "they had taken part in talks at Akora"),
            "reported",
        ),
    ],
)
def test_who_commands_forces_speaks_for_a_side(article, now, text, said, expected) -> None:
    one = article("1", text=text, said=[said])
    assert status(one, [one], now) == expected


def test_many_who_quote_one_commander_confirm_nothing(article, now) -> None:
    said = ("President Sarin", "said", "the army had destroyed the rebel base at Tolu")
    text = "President Sarin said the army had destroyed the rebel base at Tolu."
    other = "The army had destroyed the rebel base at Tolu, President Sarin said."
    third = "President Sarin said on Sunday that the army had destroyed the rebel base at Tolu."
    members = [
        article("1", text=text, said=[said]),
        article(
            "2",
            text=other,
            said=[("President Sarin", "said", "The army had destroyed the rebel base at Tolu")],
            outlet="A",
        ),
        article("3", text=third, said=[said], outlet="B"),
    ]
    assert status(members[0], members, now) == "claimed"


def brief_status(texts, **options):
    """The status of the first text, by what understanding itself finds in all of them; each is of an outlet of its own."""
    members = understood(texts, **options)
    return status(members[0], members, NOW)


def understood(texts, lang="en"):
    return [
        replace(
            understand(
                Item(id=str(n), text=text, lang=lang, outlet=f"Outlet {n}", published=NOW - timedelta(hours=20 - 2 * n))
            ),
            story="s1",
        )
        for n, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("The Taliban attacked Qalat, the capital of Zabul, on Friday.", "reported"),
        ("The siege of Qalat, the capital of Zabul, by the Taliban goes on.", "reported"),
        ("The Taliban captured Qalat, the capital of Zabul, after an attack.", "confirmed"),
    ],
)
def test_who_tells_of_the_attack_on_a_town_does_not_say_that_it_fell(other, expected) -> None:
    assert brief_status(["The Taliban took Qalat, the capital of Zabul.", other]) == expected


def overtaken(texts) -> bool:
    members = understood(texts)
    line = max(candidates(members[0]), key=lambda c: len(c.quote))
    return trust.is_overtaken(line, members, origins(members), {})


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (
            "A gunman holds eight hostages at a bank in Porto Sul.",
            "All eight hostages at the bank in Porto Sul were freed.",
            True,
        ),
        (
            "A gunman holds eight hostages at a bank in Porto Sul.",
            "One hostage at the bank in Porto Sul is a guard.",
            False,
        ),
        ("Police hunt for a gunman in Porto Sul.", "The manhunt in Porto Sul was over by noon.", True),
        ("A siege of a bank in Porto Sul goes on.", "The siege in Porto Sul was over by noon.", True),
        (
            "The city of Porto Sul is on edge as the jury considers the case of John Roe.",
            "A jury in Porto Sul found John Roe guilty of murder.",
            True,
        ),
        (
            "The city of Porto Sul is on edge as the jury considers the case of John Roe.",
            "Police closed the streets around the court in Porto Sul.",
            False,
        ),
        (
            "Orca Energy denied that oil had leaked into Sorrel bay.",
            "Orca Energy admitted oil had leaked into Sorrel bay.",
            True,
        ),
        ("Orca Energy denied that oil had leaked into Sorrel bay.", "Fishermen mourn a bad year in Sorrel bay.", False),
    ],
)
def test_what_has_ended_or_is_admitted_leaves_lines_behind(earlier, later, expected) -> None:
    assert overtaken([earlier, later]) is expected


def test_who_told_of_a_siege_has_not_said_that_it_ended() -> None:
    ended = "The siege of the bank in Porto Sul ended on Sunday."
    assert brief_status([ended, "The siege of the bank in Porto Sul, with eight held, began on Sunday."]) == "reported"
    assert brief_status([ended, "The siege of the bank in Porto Sul has ended, police said on Sunday."]) == "confirmed"


@pytest.mark.parametrize(
    ("text", "other", "lang", "expected"),
    [
        ("El sismo en Puebla dejó 20 muertos.", "El gobierno negó que haya 20 muertos por el sismo.", "es", "disputed"),
        ("El sismo en Puebla dejó 20 muertos.", "El gobierno negó que haya 100 muertos por el sismo.", "es", "reported"),
        ("The Sorrel fire killed 20 people.", "The mayor denied that 100 were killed in the Sorrel fire.", "en", "reported"),
        ("The fire at Sorrel killed 20 people.", "The mayor denied that 20 were killed in the fire at Sorrel.", "en", "disputed"),
    ],
)  # fmt: skip
def test_a_denial_is_held_against_the_number_that_it_denies(text, other, lang, expected) -> None:
    assert brief_status([text, other], lang=lang) == expected


def test_a_verdict_is_known_with_the_name_behind_the_verb() -> None:
    told = "A jury found former mayor Tom Pell guilty of taking bribes."
    assert (
        brief_status([told, "Former mayor Tom Pell was convicted on Sunday after three weeks in court."]) == "confirmed"
    )
    assert brief_status([told, "Former mayor Tom Pell was arrested on Sunday after three weeks abroad."]) == "reported"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("zh", "塔利班发言人周五表示，其武装人员已经占领坎大哈市中心的省长办公室。", "claimed"),
        ("zh", "喀布尔市长周五对记者表示，市中心的大桥将一直关闭到明天上午。", "reported"),
        ("zh", "该国外交部周五否认了有关首都国际机场已经关闭的报道。", "denied"),
        ("ja", "カブール市長は金曜日、市の中心部にある橋が明日まで閉鎖されると述べた。", "reported"),
        ("ja", "同国の外務省は首都の国際空港が閉鎖されたとの報道を否定した。", "denied"),
        ("ko", "시장은 도심의 다리가 내일까지 폐쇄된다고 금요일에 말했다.", "reported"),
        ("ru", "Боевики заявили, что захватили центр города.", "claimed"),
        ("ru", "Минобороны сообщило, что уничтожило два склада противника.", "claimed"),
        ("ru", "Мэр сообщил, что мост закрыт до завтра.", "reported"),
        ("ru", "Министерство опровергло сообщение о закрытии аэропорта.", "denied"),
        ("ru", "Мост якобы закрыт с утра.", "claimed"),
        ("ru", "Мэрия подтвердила, что мост закрыт.", "reported"),
        ("uk", "ЗСУ повідомили, що збили три ракети.", "claimed"),
        ("uk", "Мер повідомив, що міст закрито до завтра.", "reported"),
        ("uk", "Міністерство спростувало повідомлення про закриття аеропорту.", "denied"),
        ("fr", "Les rebelles affirment avoir pris le contrôle de la ville.", "claimed"),
        ("fr", "Le maire a déclaré que le pont est fermé jusqu'à demain.", "reported"),
        ("fr", "Le ministère a démenti la fermeture de l'aéroport.", "denied"),
        ("fr", "Le pont serait fermé depuis ce matin.", "claimed"),
        ("fr", "L'armée a annoncé avoir repris deux villages et tué dix combattants.", "claimed"),
        ("es", "Los rebeldes dijeron que tomaron el control de la ciudad.", "claimed"),
        ("es", "El alcalde dijo que el puente está cerrado hasta mañana.", "reported"),
        ("es", "El ministerio negó el cierre del aeropuerto.", "denied"),
        ("es", "El ejército informó que abatió a diez guerrilleros.", "claimed"),
        ("ar", "قال المتمردون إنهم سيطروا على مركز المدينة.", "claimed"),
        ("ar", "قال رئيس البلدية إن الجسر مغلق حتى الغد.", "reported"),
        ("ar", "نفت الوزارة إغلاق المطار.", "denied"),
        ("ar", "أعلن الجيش أنه صد هجوما على المطار.", "claimed"),
        ("tr", "Taliban, kentin merkezini ele geçirdiğini söyledi.", "claimed"),
        ("tr", "Belediye başkanı, köprünün kapalı olduğunu söyledi.", "reported"),
        ("tr", "Bakanlık, havalimanının kapandığı haberini yalanladı.", "denied"),
        ("pl", "Rebelianci oświadczyli, że zajęli centrum miasta.", "claimed"),
        ("pl", "Burmistrz powiedział, że most jest zamknięty do jutra.", "reported"),
        ("pl", "Ministerstwo zaprzeczyło, że lotnisko jest zamknięte.", "denied"),
        ("it", "I ribelli hanno detto di aver preso il controllo della città.", "claimed"),
        ("it", "Il sindaco ha detto che il ponte è chiuso fino a domani.", "reported"),
        ("pt", "Os rebeldes disseram que tomaram a cidade.", "claimed"),
        ("pt", "O prefeito disse que a ponte está fechada até amanhã.", "reported"),
        ("ja", "タリバンは、市の中心部を制圧したと主張した。", "claimed"),
        ("hi", "तालिबान ने कहा कि शहर पर कब्जा कर लिया है।", "claimed"),
        ("hi", "मेयर ने कहा कि पुल कल तक बंद रहेगा।", "reported"),
        ("hi", "मंत्रालय ने हवाई अड्डा बंद होने की खबर का खंडन किया।", "denied"),
        ("ur", "طالبان نے کہا کہ شہر پر قبضہ کر لیا ہے۔", "claimed"),
        ("ur", "میئر نے کہا کہ پل کل تک بند رہے گا۔", "reported"),
        ("id", "Pemberontak mengatakan bahwa mereka menguasai pusat kota.", "claimed"),
        ("id", "Wali kota mengatakan bahwa jembatan ditutup sampai besok.", "reported"),
        ("id", "Kementerian membantah penutupan bandara.", "denied"),
        ("sv", "Rebellerna säger att de har intagit stadens centrum.", "claimed"),
        ("sv", "Borgmästaren säger att bron är stängd till i morgon.", "reported"),
        ("de", "Der Bürgermeister sagte, die Brücke sei bis morgen gesperrt.", "reported"),
        ("nl", "De rebellen zeggen dat ze de stad hebben veroverd.", "claimed"),
        ("nl", "De burgemeester zei dat de brug tot morgen dicht is.", "reported"),
    ],
)
def test_one_sides_word_a_denial_and_plain_news_in_other_languages(lang, text, expected) -> None:
    (one,) = understood([text], lang)
    assert status(one, [one], NOW) == expected


# What five other papers tell of the same trial: its words are the story's, not a line's.
_TRIAL = [
    "Ada Morrow murder trial: the judge of Porto Sul hears of a missing boat.",
    "Murder trial of Ada Morrow in Porto Sul is moved to a bigger hall.",
    "Porto Sul waits as the trial of Ada Morrow for murder enters its third week.",
    "Lawyers in the Ada Morrow murder trial in Porto Sul ask for more time.",
    "Ada Morrow, on trial for murder in Porto Sul, changes her lawyer.",
]


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        (
            "Echoes of guilt are heard at the Ada Morrow murder trial in Porto Sul.",
            "The Ada Morrow murder trial is the biggest that Porto Sul has seen.",
            "reported",
        ),
        (
            "The Ada Morrow murder trial in Porto Sul heard that the gardener owned the knife.",
            "A gardener owned the knife, the Ada Morrow murder trial in Porto Sul was told.",
            "confirmed",
        ),
    ],
)
def test_words_that_a_whole_story_shares_confirm_nothing(line, other, expected) -> None:
    assert brief_status([line, other, *_TRIAL]) == expected


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        (
            "Morrow slams scenes of wardens on horses at harbour",
            "Pictures that seem to show harbour wardens on horses among swimmers spark an inquiry.",
            "reported",
        ),
        (
            "Morrow slams scenes of wardens on horses at harbour",
            "Governor Morrow condemned scenes of wardens on horses at the harbour.",
            "confirmed",
        ),
        (
            'The gardener says the sale of Porto Sul harbour to a bank is "a heartbreak" for him.',
            "The sale of Porto Sul harbour to a bank has been agreed.",
            "reported",
        ),
        (
            "Harbour crisis: Islanders plan to introduce bill of sale",
            "Islanders plan to introduce the bill of sale for the harbour on Monday.",
            "confirmed",
        ),
    ],
)
def test_who_tells_the_same_tells_the_point(line, other, expected) -> None:
    assert brief_status([line, other]) == expected


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        ("Governor Ada Morrow has resigned.", "Governor Ada Morrow has not resigned.", "disputed"),
        ("Governor Ada Morrow has not resigned.", "Governor Ada Morrow has resigned.", "disputed"),
        ("The port of Varna will close on Monday.", "The port of Varna will not close on Monday.", "disputed"),
        ("The port of Varna will close on Monday.", "The port of Burgas will not close on Monday.", "reported"),
        ("The port of Varna has closed for ships.", "The port of Varna has not paid its pilots.", "reported"),
        ("Islanders reject a limit on ships at the port.", "Islanders say no to a limit on ships at the port.", "reported"),
        ("Governor Ada Morrow has resigned.", "Governor Ada Morrow denied that she had resigned.", "disputed"),
        ("Governor Ada Morrow has quit her office.", "Governor Ada Morrow denied resigning.", "disputed"),
        ("Governor Ada Morrow has resigned.", "Governor Ada Morrow denied taking bribes from the port.", "reported"),
        ("The mill will close its plant in Varna.", "The mill denied that it was to sell its plant in Varna.", "reported"),
        ("Mill closes its plant in Varna, reports say.", "Reports that it closes its plant in Varna were denied.", "disputed"),
    ],
)  # fmt: skip
def test_who_says_the_opposite_disputes_it_and_who_denies_another_thing_does_not(line, other, expected) -> None:
    assert brief_status([line, other]) == expected


@pytest.mark.parametrize(
    ("line", "other", "expected"),
    [
        ("Roof collapse kills 20 in Quetta.", "Bus crash kills 20 near Quetta.", "reported"),
        ("Roof collapse kills 20 in Quetta.", "A roof came down in Quetta and 20 were killed.", "confirmed"),
        ("Storm displaces 5,300 people in Porto Sul.", "Floods: 5,300 people are displaced in Porto Sul.", "confirmed"),
        ("Ada Morrow was jailed for four years.", "Ada Morrow was jailed for 14 years.", "reported"),
        ("Ada Morrow was jailed for four years.", "Ada Morrow is jailed: four years.", "confirmed"),
        ("Court jails the owner of Porto Sul harbour.", "Court frees the owner of Porto Sul harbour.", "reported"),
    ],
)
def test_a_number_that_two_things_share_confirms_neither(line, other, expected) -> None:
    assert brief_status([line, other]) == expected


@pytest.mark.parametrize(
    ("plan", "later", "is_done"),
    [
        (
            "The harbour union will sign the pact with the port on Friday",
            "The harbour union has signed the pact with the port",
            True,
        ),
        (
            "Three sailors of the Sea Queen could soon be freed by the port",
            "Three sailors of the Sea Queen freed by the port",
            True,
        ),
        (
            "The new bridge to Velm harbour is slated to open this week",
            "The new bridge to Velm harbour was opened this week",
            True,
        ),
        (
            "Velm harbour is preparing for the ferry strike of its crews",
            "Velm harbour: crews of the ferry have struck",
            False,
        ),
        (
            "The harbour union will sign the pact with the port on Friday",
            "The harbour union is to sign the pact with the port",
            False,
        ),
        (
            "The harbour union will sign the pact with the port on Friday",
            "The harbour union hailed the pact with the port",
            False,
        ),
        ("Two sailors will be freed by the port, the union said", "Two sailors to be freed by the port", False),
    ],
)
def test_a_plan_that_has_been_carried_out_is_left_behind(article, plan, later, is_done) -> None:
    members = [article("1", plan, hours=6), article("2", later, hours=2, outlet="Valley Times")]
    line = max(candidates(members[0]), key=lambda c: len(c.quote))
    assert trust.is_overtaken(line, members, origins(members), {}) is is_done


def test_a_plan_is_left_behind_by_its_own_headline(article) -> None:
    text = "The harbour union will sign the pact with the port on Friday morning."
    for title, is_done in (
        ("The harbour union has signed the pact with the port", True),
        ("The harbour union signs the pact with the port", False),
    ):
        one = article("1", title, text)
        line = max((c for c in candidates(one) if c.field == "text"), key=lambda c: len(c.quote))
        assert trust.is_overtaken(line, [one], origins([one]), {}) is is_done


def pair(one: tuple[str, str], other: tuple[str, str]):
    """Two articles of one story, understood, of two outlets."""
    return [
        replace(
            understand(
                Item(
                    id=str(n),
                    title=title,
                    text=text,
                    lang="en",
                    outlet=f"Outlet {n}",
                    published=NOW - timedelta(hours=n),
                )
            ),
            story="s1",
        )
        for n, (title, text) in enumerate((one, other), 1)
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "At least eight people died when a stand fell at a fair in Houston",
            "Eight killed as a stand falls at Texas fair",
            "confirmed",
        ),
        (
            "Seven people killed by a man with a sabre in Norway",
            "Seven people were stabbed dead in Bergen",
            "confirmed",
        ),
        (
            "Seven people were stabbed dead in Bergen",
            "Seven people killed by a man with a sabre in Norway",
            "confirmed",
        ),
        (
            "The singer Ilmar Tamm cancels a show in Houston as a big stand fell",
            "Big stand fell at a show of Ilmar Tamm in Texas, so he cancels it",
            "confirmed",
        ),
        ("Seven people killed by a man with a sabre in Bergen", "Seven people were stabbed dead in Oslo", "reported"),
        (
            "Eight people died when a stand fell at a fair in Houston",
            "Eight killed as a stand falls at Ohio fair",
            "reported",
        ),
    ],
)
def test_a_town_and_the_state_or_country_that_it_lies_in_are_one_place_within_a_story(one, other, expected) -> None:
    members = pair((one, ""), (other, ""))
    assert status(members[0], members, NOW) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Ilmar Tamm was identified on Monday as the man who shot ten people dead at a market in Bergen",
            "A man has shot ten people dead at a market in Bergen",
            "reported",
        ),
        (
            "Ilmar Tamm was identified on Monday as the man who shot ten people dead at a market in Bergen",
            "Ilmar Tamm shot ten people dead at a market in Bergen, police say",
            "confirmed",
        ),
        (
            "Death toll mounts amid looting in Bergen",
            "Looting and deaths in Bergen as the former mayor faces trial",
            "reported",
        ),
        ("Death toll mounts amid looting in Bergen", "Toll rises to 30 deaths amid looting in Bergen", "confirmed"),
        ("See how Bergen marked a year since the ferry sank", "Bergen marks a year since the ferry sank", "reported"),
        ("Bergen marks a year since the ferry sank", "See how Bergen marked a year since the ferry sank", "reported"),
    ],
)
def test_background_bears_no_line_out(one, other, expected) -> None:
    members = pair((one, ""), (other, ""))
    assert status(members[0], members, NOW) == expected


def is_overtaken(line: str, later: str, *, story: str = "s1", hours: float = 5) -> bool:
    """Whether a headline is left behind by a later one, in its story or in another."""
    members = [
        replace(
            understand(
                Item(
                    id=str(n),
                    title=title,
                    text="",
                    lang="en",
                    outlet=f"Outlet {n}",
                    published=NOW - timedelta(hours=at),
                )
            ),
            story=of,
        )
        for n, (title, at, of) in enumerate(((line, 9, "s1"), (later, 9 - hours, story)))
    ]
    told = max(candidates(members[0]), key=lambda c: len(c.quote))
    own = [one for one in members if one.story == "s1"]
    return trust.is_overtaken(told, own, origins(members), facts.index(members))


@pytest.mark.parametrize(
    "line",
    [
        "Exit polls show a tight race for the palace as voting ends in Norway",
        "Voters decide who will take charge in Norway",
        "The race could barely be tighter as people vote in Norway",
    ],
)
@pytest.mark.parametrize(
    ("later", "over"),
    [
        ("Norway elections: Greens claim narrow win over the farmers' party", True),
        ("Greens have won the vote in Norway", True),
        ("Norway elections: Greens hope to win back the north", False),
        ("Norway elections: Greens could win, polls say", False),
        ("Poland elections: Greens claim narrow win over the farmers' party", False),
        ("Norway: Greens win praise for clean beaches", False),
    ],
)
def test_that_people_vote_is_over_once_one_in_whatever_story_says_who_has_won(line, later, over) -> None:
    assert is_overtaken(line, later, story="s2") is over
    assert not is_overtaken(line, later, story="s2", hours=-5)


@pytest.mark.parametrize(
    ("line", "later", "over"),
    [
        (
            "The exact number of casualties of the blast in Bergen is not clear",
            "Blast in Bergen killed at least 17 people",
            True,
        ),
        ("It isn't clear how many died in the blast in Bergen", "Blast in Bergen killed at least 17 people", True),
        (
            "The exact number of casualties of the blast in Bergen is not clear",
            "Blast in Gdansk killed at least 17 people",
            False,
        ),
        ("It is not clear who set off the blast in Bergen", "Blast in Bergen killed at least 17 people", False),
    ],
)
def test_that_a_number_is_not_clear_is_over_once_somebody_has_counted(line, later, over) -> None:
    assert is_overtaken(line, later, story="s2") is over


@pytest.mark.parametrize(
    ("line", "later", "over"),
    [
        (
            "The queen will speak at the opening ceremony of the sea summit in Bergen",
            "Hundreds have marched in Bergen since the sea summit started",
            True,
        ),
        (
            "The queen will speak at the sea summit in Bergen",
            "Hundreds have marched in Bergen since the sea summit started",
            False,
        ),
        (
            "The queen will speak at the opening ceremony of the sea summit in Bergen",
            "Hundreds have marched in Bergen against the sea summit",
            False,
        ),
    ],
)
def test_a_plan_for_the_opening_of_something_is_over_once_that_has_begun(line, later, over) -> None:
    assert is_overtaken(line, later) is over
