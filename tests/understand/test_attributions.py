import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cues import english_forms, kind
from bot.model import Span
from bot.understand.attributions import find


def first(text, lang="en"):
    (attribution, *_) = find("", text, lang, ())
    return tuple(
        " … ".join(span.text for span in role) for role in (attribution.source, attribution.cue, attribution.content)
    )


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("A spokesman said the gate was shut.", "A spokesman", "said", "the gate was shut"),
        ("The minister says that the gate is shut.", "The minister", "says", "that the gate is shut"),
        ('"The gate is shut," a guard said.', "a guard", "said", '"The gate is shut,"'),
        ('"The gate is shut," said Amir Gul, a guard.', "Amir Gul, a guard", "said", '"The gate is shut,"'),
        ("The gate, officials said, would stay shut.", "officials", "said", "The gate … would stay shut"),
        ("The gate is shut, a guard told reporters.", "a guard", "told", "The gate is shut"),
        ("A guard told the Example Times that the gate was shut.", "A guard", "told", "that the gate was shut"),
        ("According to two guards, the gate is shut.", "two guards", "According to", "the gate is shut"),
        ("The gate is shut, according to two guards.", "two guards", "according to", "The gate is shut"),
        ("As the Example Times reported, the gate is shut.", "the Example Times", "reported", "the gate is shut"),
        ("The Pentagon denied that troops were late.", "The Pentagon", "denied", "that troops were late"),
        (
            "The envoy has repeatedly warned that time is short.",
            "The envoy",
            "has repeatedly warned",
            "that time is short",
        ),
        ("The envoy called for a ceasefire.", "The envoy", "called for", "a ceasefire"),
        ("Lawmakers criticized the plan after the vote.", "Lawmakers", "criticized", "the plan"),
        ("Amir Gul, a guard at the gate, said it was shut.", "Amir Gul, a guard at the gate", "said", "it was shut"),
        ("In Peoria, Illinois, Jane Doe, said the gate was shut.", "Jane Doe", "said", "the gate was shut"),
        ("Jane Doe of Flint, Michigan, said it was shut.", "Jane Doe of Flint, Michigan", "said", "it was shut"),
        ("The dead were named by police as Amir Gul.", "police", "were named", "The dead"),
        ("The plan was rejected by most lawmakers.", "most lawmakers", "was rejected", "The plan"),
        ("More troops are expected by Tuesday.", "", "are expected", "More troops"),
        ("More troops are expected by early June or later.", "", "are expected", "More troops"),
        ("More troops are expected by Jan. 5.", "", "are expected", "More troops"),
        ("More troops are expected by 31 August.", "", "are expected", "More troops"),
        ("More troops are expected by 2030.", "", "are expected", "More troops"),
        ("More troops are expected by the end of the month.", "", "are expected", "More troops"),
        ("More troops are expected by next week.", "", "are expected", "More troops"),
        ("The plan was rejected by now by the mayor.", "the mayor", "was rejected", "The plan"),
        ("The plan was rejected by the Sunday Mirror.", "the Sunday Mirror", "was rejected", "The plan"),
        ("The plan was rejected by night watchmen.", "night watchmen", "was rejected", "The plan"),
        ("The plan was rejected by April Doe.", "April Doe", "was rejected", "The plan"),
        ("The plan was rejected by Jan.", "Jan", "was rejected", "The plan"),
        ("The plan was rejected by 20 of them.", "20 of them", "was rejected", "The plan"),
        ("The plan was rejected by 2000 doctors.", "2000 doctors", "was rejected", "The plan"),
        ("On Friday the mayor said the gate was shut.", "the mayor", "said", "the gate was shut"),
        ("In a statement, the envoys said the gate was shut.", "the envoys", "said", "the gate was shut"),
        ("UK to send 600 troops, says Ben Wallace", "Ben Wallace", "says", "UK to send 600 troops"),
        ("Pentagon: Gate is shut", "Pentagon", ":", "Gate is shut"),
        ("Taliban claim Kandahar", "Taliban", "claim", "Kandahar"),
        ("The claim could not be independently verified.", "", "could not be independently verified", "The claim"),
        ("The gate was reportedly shut.", "", "reportedly", "The gate was … shut"),
        ("The toll is expected to rise.", "", "is expected", "The toll … to rise"),
        (
            "The embassy issued a statement saying the gate was shut.",
            "The embassy",
            "issued a statement saying",
            "the gate was shut",
        ),
        (
            "The envoy expressed confidence that talks would go on.",
            "The envoy",
            "expressed confidence",
            "that talks would go on",
        ),
        (
            "As first reported by the Example Times, the gate is shut.",
            "the Example Times",
            "As first reported by",
            "the gate is shut",
        ),
        ("He left the gate known as Abbey Gate.", "", "known as", "Abbey Gate"),
        (
            "The movement pledged to protect schools, keep banks open and free prisoners.",
            "The movement",
            "pledged",
            "to protect schools, keep banks open and free prisoners",
        ),
        ("The council has refused to hold talks.", "The council", "has refused", "to hold talks"),
        ("Asked on Friday whether he would resign, the minister smiled.", "", "Asked", "whether he would resign"),
        (
            "Friends, neighbours and former soldiers said the road was open.",
            "Friends, neighbours and former soldiers",
            "said",
            "the road was open",
        ),
        (
            "Amir Gul, 31, a guard at the gate, said he had seen smoke.",
            "Amir Gul, 31, a guard at the gate",
            "said",
            "he had seen smoke",
        ),
        (
            '"It is over," said Amir Gul, who works as a guard.',
            "Amir Gul, who works as a guard",
            "said",
            '"It is over,"',
        ),
        ("The envoy spoke openly about a ceasefire.", "The envoy", "spoke openly about", "a ceasefire"),
        ("A guard said Friday night that the gate was shut.", "A guard", "said Friday night", "that the gate was shut"),
        ("The envoys said of the gate that it was shut.", "The envoys", "said of", "that it was shut"),
        ("As the envoy told the Example Times, the gate is shut.", "the envoy", "told", "the gate is shut"),
        ("The road is open, but as Amir Gul noted, the gate is shut.", "Amir Gul", "noted", "the gate is shut"),
        ("The envoy said, for example, that the gate was shut.", "The envoy", "said", "that the gate was shut"),
        ("The envoy refused, for now, to leave Kabul.", "The envoy", "refused", "to leave Kabul"),
        (
            "After the walls fell the guards left the gate, records show.",
            "records",
            "show",
            "After the walls fell the guards left the gate",
        ),
        ("The envoys promise they will stay.", "The envoys", "promise", "they will stay"),
        (
            "Amir Gul, head of trade, water and refugees, said that the gate was shut.",
            "Amir Gul, head of trade, water and refugees",
            "said",
            "that the gate was shut",
        ),
        (
            "The gate is shut, said Amir Gul, who has worked there for years.",
            "Amir Gul, who has worked there for years",
            "said",
            "The gate is shut",
        ),
        (
            "Amir Gul, who once ran the port, said guards slowly opened the gate.",
            "Amir Gul, who once ran the port",
            "said",
            "guards slowly opened the gate",
        ),
        ("The old gate, said Amir Gul, would stay shut.", "Amir Gul", "said", "The old gate … would stay shut"),
        ("Still, Amir Gul, a guard, said it was shut.", "Amir Gul, a guard", "said", "it was shut"),
        ("Just this week, Amir Gul, a guard, said it was shut.", "Amir Gul, a guard", "said", "it was shut"),
        ("Amir Gul last week said the gate was shut.", "Amir Gul", "said", "the gate was shut"),
        (
            "Last month, the Example Times reported that the gate was shut.",
            "the Example Times",
            "reported",
            "that the gate was shut",
        ),
        ("Speaking in Kabul, Amir Gul, a guard, said it was shut.", "Amir Gul, a guard", "said", "it was shut"),
        (
            "The envoy has, however, said that the gate is shut.",
            "The envoy",
            "has, however, said",
            "that the gate is shut",
        ),
        ("Villagers, historically, have rejected the plan.", "Villagers", "have rejected", "the plan"),
        ("The plan, opposed by most villagers, was dropped.", "most villagers", "opposed", "The plan"),
        ("The plan was rejected in Kabul.", "", "was rejected", "The plan"),
        ("Both sides were told of the plan.", "", "were told of", "the plan"),
        ("The envoy was upbeat about the talks.", "The envoy", "was upbeat about", "the talks"),
        ("The villagers were divided over the plan.", "The villagers", "were divided over", "the plan"),
        ("The mayor is a fierce critic of the plan.", "The mayor", "is a fierce critic of", "the plan"),
        ("The mayor received praise from the villagers.", "the villagers", "received praise from", "The mayor"),
        ("The mayor has the support of the villagers.", "the villagers", "has the support of", "The mayor"),
        ("The report raised questions about the vote.", "", "raised questions about", "the vote"),
        ("The envoy would like to see the gate open.", "The envoy", "would like", "to see the gate open"),
        ("The council dropped the reforms they support.", "they", "support", "the reforms"),
        ("The gate is shut, according to a guard on Friday.", "a guard", "according to", "The gate is shut"),
        ("According to a guard on Friday, the gate is shut.", "a guard", "According to", "the gate is shut"),
        ("The gate is shut, as reported by the Times on Monday.", "the Times", "as reported by", "The gate is shut"),
        (
            "Sens. Jane Doe and John Roe said the gate was shut.",
            "Sens. Jane Doe and John Roe",
            "said",
            "the gate was shut",
        ),
        ("Said Amir Gul: The gate is shut.", "Amir Gul", "Said", "The gate is shut"),
        ("The gate is shut, the Example Times reports.", "the Example Times", "reports", "The gate is shut"),
        ("The villagers see the plan as a threat.", "The villagers", "see", "the plan as a threat"),
        # a number is one word
        (
            "Fewer than 1,000 villagers are thought to remain.",
            "",
            "are thought",
            "Fewer than 1,000 villagers … to remain",
        ),
    ],
)
def test_english(text, source, cue, content):
    assert first(text) == (source, cue, content)


def test_a_quotation_that_goes_on_belongs_to_its_speaker():
    text = '"The gate is shut," the guard said. "Nobody gets in today."'
    middle = text.index('"Nobody')
    sentences = (Span("text", 0, middle - 1, text[: middle - 1]), Span("text", middle, len(text), text[middle:]))
    (attribution,) = find("", text, "en", sentences)
    assert [span.text for span in attribution.content] == ['"The gate is shut,"', '"Nobody gets in today."']


@pytest.mark.parametrize(
    "text",
    [
        "Aides of the mayor pushed on to the gate.",  # no object: nothing is said
        "States that hold a vote have more guards.",  # the noun
        "Officers fled in their opening remarks.",
        "Look: Man stands at gate",
        "The road was about 20 miles long.",
    ],
)
def test_nothing_is_said(text):
    assert find("", text, "en", ()) == ()


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("The envoy said that Amir Gul rejected the plan.", ["said", "rejected"]),
        ("The envoy said the guards had left, praising them.", ["said", "praising"]),
        ("The envoy said that Amir Gul would reject the plan.", ["said"]),
        ("The envoy said Amir Gul has rejected the plan.", ["said"]),
        ("The envoy said that she rejected it.", ["said"]),  # nobody with a name: part of what is said
        ("The envoy said that the plan was rejected by all.", ["said"]),
        ("Villagers criticized the mayor for saying so.", ["criticized"]),
    ],
)
def test_what_is_said_within_what_is_said(text, cues):
    assert [span.text for one in find("", text, "en", ()) for span in one.cue] == cues


@pytest.mark.parametrize("end", ["", " And the road is open."])
def test_what_a_colon_announces_is_the_next_paragraph(end):
    first_line, said = "The envoy wrote:", f"The gate is shut.{end}"
    text = f"{first_line}\n\n{said}\n\nThe gate is old."
    borders = [
        0,
        len(first_line),
        text.index("The gate"),
        text.index("The gate") + len(said),
        text.index("The gate is old"),
    ]
    lines = [(borders[0], borders[1]), (borders[2], borders[3]), (borders[4], len(text))]
    (one,) = find("", text, "en", [Span("text", a, b, text[a:b]) for a, b in lines])
    assert [span.text for span in one.cue] == ["wrote:"]
    assert [span.text for span in one.content] == [said]


def test_a_quotation_within_a_quotation_ends_none():
    text = "“They call it “the gate” here,” said Amir Gul."
    assert first(text) == ("Amir Gul", "said", "“They call it “the gate” here,”")


def test_and_shares_the_subject():
    found = find("", "The envoy rejected the plan and called for talks.", "en", ())
    assert [(a.source[0].text, a.cue[0].text, a.content[0].text) for a in found] == [
        ("The envoy", "rejected", "the plan"),
        ("The envoy", "called for", "talks"),
    ]


def test_title_and_text_keep_their_field():
    found = find("Minister says gate shut", "A guard said so on Friday, and that it was locked.", "en", ())
    assert {span.field for a in found for span in a.cue} == {"title", "text"}


@pytest.mark.parametrize(
    ("lang", "text", "source", "cue", "content"),
    [
        ("de", "„Das Tor ist zu“, sagte ein Wachmann.", "ein Wachmann", "sagte", "„Das Tor ist zu“"),
        ("de", "Der Sprecher sagte am Freitag, dass das Tor zu sei.", "Der Sprecher", "sagte", "das Tor zu sei"),
        ("de", "Laut Pentagon ist das Tor zu.", "Pentagon", "Laut", "ist das Tor zu"),
        (
            "de",
            "Das Tor ist zu, teilte die Polizei in Koblenz mit.",
            "die Polizei in Koblenz",
            "teilte … mit",
            "Das Tor ist zu",
        ),
        ("de", "Das Tor ist zu, gab der Rat am Montag bekannt.", "der Rat", "gab … bekannt", "Das Tor ist zu"),
        ("de", "Das Tor ist zu, wie die Zeitung berichtet.", "die Zeitung", "berichtet", "Das Tor ist zu"),
        ("ru", "Ворота закрыты, сообщили в министерстве.", "министерстве", "сообщили", "Ворота закрыты"),
        ("ru", "Ворота закрыты, передает корреспондент.", "корреспондент", "передает", "Ворота закрыты"),
        ("pt", "O portão fechou, informou a Defesa nesta segunda-feira.", "a Defesa", "informou", "O portão fechou"),
        ("fa", "سخنگو گفت که دروازه بسته است.", "سخنگو", "گفت", "دروازه بسته است"),
        ("fa", "به گفته باشندگان، دروازه بسته است.", "باشندگان", "به گفته", "دروازه بسته است"),
        ("fa", "وزارت این ادعا را رد کرد.", "وزارت", "را رد کرد", "این ادعا"),
        ("ps", "ویاند وویل چې دروازه تړلې ده.", "ویاند", "وویل", "دروازه تړلې ده"),
        ("ar", "قال متحدث إن البوابة مغلقة.", "متحدث", "قال", "البوابة مغلقة"),
        ("ru", "По словам очевидцев, ворота закрыты.", "очевидцев", "По словам", "ворота закрыты"),
        ("ru", "«Ворота закрыты», — заявил охранник.", "охранник", "заявил", "«Ворота закрыты»"),
        ("fr", "Selon un garde, la porte est fermée.", "un garde", "Selon", "la porte est fermée"),
        ("es", "El guardia dijo que la puerta está cerrada.", "El guardia", "dijo", "la puerta está cerrada"),
    ],
)
def test_other_languages(lang, text, source, cue, content):
    assert first(text, lang) == (source, cue, content)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Taliban claim Kandahar", "claimed"),
        ("The Pentagon denied the report.", "denied"),
        ("A guard said the gate was shut.", "said"),
        ("Two officials confirmed that the gate was shut.", "confirmed"),
        ("The report could not be verified.", "hedged"),
    ],
)
def test_what_the_cue_says_of_its_speaker(text, expected):
    _, cue, _ = first(text)
    assert kind(cue) == expected


@pytest.mark.parametrize(
    ("cue", "lang", "expected"),
    [
        ("said", "en", "said"),
        ("claims", "en", "claimed"),
        ("has denied", "en", "denied"),
        ("declined to confirm", "en", "hedged"),
        ("did not deny", "en", "hedged"),
        ("reportedly", "en", "hedged"),
        ("confirmed", "en", "confirmed"),
        ("issued a correction", "en", "corrected"),
        ("dementierte", "de-AT", "denied"),
        ("weist zurück", "de", "denied"),
        ("behauptet", "de", "claimed"),
        ("رد کرد", "fa", "denied"),
        ("تایید نکرد", "fa", "hedged"),
        ("ادعا کردند", "prs", "claimed"),
        ("ادعا کوي", "ps", "claimed"),
        ("заявил", None, "said"),
    ],
)
def test_kinds_of_cues(cue, lang, expected):
    assert kind(cue, lang) == expected


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("announce", {"announce", "announces", "announced", "announcing"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
    ],
)
def test_english_forms(lemma, forms):
    assert english_forms(lemma) == forms


PIECES = """
said X he that , . : “ ” " '' ( ) — - and who according to reportedly told reporters claims The gate shut could not be verified
asked about Monday گفت که sagte dass
"""
WORDS = st.sampled_from(PIECES.split())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120),
    st.sampled_from(["en", "de", "fa", "ar", "und"]),
)
def test_spans_are_verbatim_for_any_text(text, lang):
    for attribution in find(text, text, lang, ()):
        assert attribution.cue
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "The quake was felt in Kabul and Herat.",
        "Two suspects were named in the report.",
        "Five ministers were named to the cabinet.",
        "Two guards were attacked in the valley.",
    ],
)
def test_what_was_done_to_somebody_is_no_saying(text):
    assert find("", text, "en", ()) == ()


@pytest.mark.parametrize(
    ("lang", "line", "source"),
    [
        ("en", "Two drones shot down over Velm - Air Force", "Air Force"),
        ("en", "Four hurt as drone hits a house in Velm — mayor Ihor Roe", "mayor Ihor Roe"),
        ("en", "Army Captures Velm Village - Defence Ministry", "Defence Ministry"),
        ("de", "Drei Tote nach Explosion in Velm - Polizei", "Polizei"),
        ("ru", "Войска взяли под контроль село Вельм — Минобороны", "Минобороны"),
        ("uk", "У Вельмі поранено четверо людей, — мер Ігор Роу", "мер Ігор Роу"),
        ("ar", "مقتل 9 أشخاص في انفجار غربي كابول - الشرطة", "الشرطة"),
        ("en", "Velm holds - a blow to the army", None),
        ("en", "Rebels Enter Velm - President Flees", None),
        ("en", "Storm Ada reaches Velm - Harbour Post", None),
        ("en", "Rebels enter Velm - president flees", None),
    ],
)
@pytest.mark.parametrize("field", ["title", "text"])
def test_who_is_named_behind_a_headline_says_it(field, lang, line, source):
    post = f"⚡️{line}\nMore will follow." if field == "text" else ""
    found = find(line if field == "title" else "", post, lang, ())
    named = [one.source[0].text for one in found if one.source and one.cue[0].text in "-—"]
    assert named == ([source] if source else [])


@pytest.mark.parametrize("label", ["UPD", "Cancelled", "MEDIA ADVISORY", "Country", "Highlights"])
def test_a_label_says_nothing(label):
    assert find(f"{label}: Flood warning for the valley of Velm", "", "en", ()) == ()


def test_emoji_are_no_part_of_who_says_it():
    (found,) = find("", "🇷🇺 Роу заявил, что переговоры начнутся.", "ru", ())
    assert [span.text for span in found.source] == ["Роу"]
