import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.brief.clauses import LONGEST, SHORTEST_QUOTE, _whole_words, cuts, shown


def lines(text: str) -> list[str]:
    return [shown(text, cut) for cut in cuts(text)]


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        (  # the whole sentence, without its full stop
            "The army left Kandahar on Thursday night.",
            "The army left Kandahar on Thursday night",
        ),
        (  # before a subordinate clause
            "The army left Kandahar on Thursday night, while clerks were still burning files in the courtyard.",
            "The army left Kandahar on Thursday night…",
        ),
        (  # after a subordinate clause that leads
            "As the lines broke in the west, the ministry moved its own staff to the airport.",
            "…the ministry moved its own staff to the airport",
        ),
        (  # after how long it took
            "Less than six weeks before the relay was to begin, showing a way back, a quake has shaken the valley's hotels.",
            "…a quake has shaken the valley's hotels",
        ),
        (  # told apart, and with what they did
            "A freighter that broke its chain on Sunday was found off the island, after planes had searched for days.",
            "A freighter that broke its chain on Sunday was found off the island…",
        ),
        (  # behind a dash
            "The city has fallen - a claim that two residents confirmed to us by telephone.",
            "…a claim that two residents confirmed to us by telephone",
        ),
        (  # an insertion left out, with a mark in its place
            "In a joint note the donors, including Norway, Qatar and Japan, said they would not recognise a government by force.",
            "In a joint note the donors … said they would not recognise a government by force",
        ),
        (  # one sentence of a quotation
            "“The road is open again. Nobody needs to leave the city tonight,” the governor said.",
            "“Nobody needs to leave the city tonight”",
        ),
        (  # a participle of saying
            "“We are sending people home,” the spokesman told us, while noting the embassy would remain open.",
            "…noting the embassy would remain open",
        ),
        (  # before a quotation that is joined on
            "The minister said London would send 600 of its own soldiers to help its nationals and “bring out those who served”.",
            "The minister said London would send 600 of its own soldiers to help its nationals…",
        ),
    ],
)
def test_a_sentence_can_be_cut_there(sentence: str, line: str) -> None:
    assert line in lines(sentence)


@pytest.mark.parametrize(
    ("sentence", "no"),
    [
        ("The ministry sent 3,000 troops to Kabul airport on Friday.", "The ministry sent 3…"),  # a number is no clause
        ("“We will stay, whatever happens in the city,” the envoy said.", "“We will stay…"),  # nor is half a quotation
        (
            "At least 40 pupils, including girls, who were seized in a raid on a school in Zaria, Nigeria, have been let go.",
            "At least 40 pupils, including girls, who were seized in a raid on a school in Zaria, Nigeria…",
        ),
        (
            "Some 40 pupils, including girls, who were seized last week at a state-run school in Kano state, Nigeria, are free.",
            "Some 40 pupils, including girls, who were seized last week at a state-run school in Kano state, Nigeria…",
        ),
        (
            "A freighter that broke its chain on Sunday off the island's coast, causing the worst disaster in years, is sinking.",
            "A freighter that broke its chain on Sunday off the island's coast, causing the worst disaster in years…",
        ),
        (
            "When it comes to the harbour feast -- the day that gives the town reason to feast -- people have many questions.",
            "…the day that gives the town reason to feast -- people have many questions",
        ),
        (
            "Omid Rahmat, the notorious subject of a film who was found guilty in May, was sent to prison for life on Friday.",
            "Omid Rahmat, the notorious subject of a film who was found guilty in May…",
        ),
        (
            "The Sea Queen, a tanker as long as the tallest tower is high, ran aground in the lock, blocking the canal.",
            "The Sea Queen, a tanker as long as the tallest tower is high…",
        ),
        (
            "Less than six weeks before the relay was due to begin in the valley, a quake has shaken its hotels.",
            "Less than six weeks before the relay was due to begin in the valley…",
        ),
        (
            "The envoy appeared in a Doha court on Tuesday in a bizarre, angry scene that nobody there had expected.",
            "The envoy appeared in a Doha court on Tuesday in a bizarre…",
        ),
        (
            "Some 400 barrels — or roughly 60,000 litres of raw oil — have leaked into the bay since the pipe broke.",
            "…or roughly 60,000 litres of raw oil — have leaked into the bay since the pipe broke",
        ),
        (
            "The governor — who had stayed silent for a week — announced a truce on Thursday that ends eleven days of war.",
            "…announced a truce on Thursday that ends eleven days of war",
        ),
        ("The bridge was closed just two hours before the flood reached the town.", "The bridge was closed just two…"),
        (
            "The plane left Kabul with forty people minutes before the gate shut.",
            "The plane left Kabul with forty people minutes…",
        ),
        (
            "The governor left the palace at nine a.m. in a lorry full of carpets.",
            "The governor left the palace at nine a.m…",
        ),
        ("He said the U.S. Army was on its way to the city.", "He said the U.S…"),
        ("In a joint statement on Friday, the donors said they would wait.", "In a joint statement on Friday…"),
        (
            "The governor left the palace at dawn with forty lorries, saying, as he went, that he would be back.",
            "The governor left the palace at dawn with forty lorries, saying…",
        ),
        (
            "The choir sang on the quay for an hour and a half, saying goodbye to the ferry that had served the island.",
            "…saying goodbye to the ferry that had served the island",
        ),
        (
            "The recruits jogged along the quay at dawn, their boots adding the drumbeat as they sang of home.",
            "…adding the drumbeat as they sang of home",
        ),
        (
            "The harbour master calls the ferry a 'wonder, a marvel of steel' and its crew heroes",
            "…a marvel of steel' and its crew heroes",
        ),
        (
            "The harbour master calls the ferry a 'wonder of iron, a marvel of steel'",
            "The harbour master calls the ferry a 'wonder of iron…",
        ),
    ],
)
def test_a_sentence_is_not_cut_there(sentence: str, no: str) -> None:
    assert no not in lines(sentence)


def test_a_long_sentence_without_clauses_is_cut_between_words() -> None:
    (line,) = lines("word " * 80)
    assert line.endswith("word…")
    assert len(line) <= LONGEST


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The harbours and dams of the isles in the| north", "The harbours and dams of the isles"),
        ("The harbours and dams of the isles because of its| north", "The harbours and dams of the isles"),
        ('The harbours and dams of the isles whose "safe by| all"', "The harbours and dams of the isles"),
        ("The harbours and dams of the isles, a ‘best of all years| so far’", "The harbours and dams of the isles,"),
    ],
)
def test_a_cut_between_words_leaves_nothing_hanging(text: str, kept: str) -> None:
    whole = text.replace("|", "")
    assert whole[: _whole_words(whole, 0, text.index("|") + 1)] == kept


def test_what_is_too_short_to_be_evidence_is_no_line() -> None:
    assert lines("Kabul has fallen.") == []


@given(st.text(max_size=400) | st.text('abc ,.;“”"()—-…? \u0627\u2069', max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_cut_verbatim_and_short(text: str) -> None:
    for cut in cuts(text):
        line = shown(text, cut)
        start, end = cut.longest
        assert len(line) <= LONGEST
        assert end - start >= SHORTEST_QUOTE
        assert all(text[a:b] in line for a, b in cut.pieces)
        assert list(cut.pieces) == sorted(cut.pieces)
