import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.understand import places, terms, topics


def article_terms(text, lang="en"):
    return terms.terms("", text, lang, places.find("", text, lang))


def on(query, text, lang="en"):
    return topics.parse(query).matches(article_terms(text, lang))


@pytest.mark.parametrize("query", ["kabul", "Kabul", "کابل", "Кабул", "喀布尔", "place:kabul"])
@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Explosion in Kabul", "en"),
        ("طالبان وارد کابل شدند", "fa"),
        ("Взрыв в Кабуле", "ru"),
        ("塔利班进入喀布尔", "zh"),
        ("Crowds at HKIA", "en"),
    ],
)
def test_a_place_matches_in_every_script(query, text, lang):
    assert on(query, text, lang)


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("kabul evacuation", "The evacuation from Kabul went on", True),
        ("kabul evacuation", "The evacuation from Herat went on", False),
        ("kabul evacuation", "Kabul was calm", False),
        ("kabul airport", "Crowds at Hamid Karzai International Airport", True),
        ("kabul airport", "A market in Kabul", False),
        ("kabul -cricket", "The Kabul cricket team", False),
        ("kabul -cricket", "Markets in Kabul", True),
        ("kandahar OR herat", "Fighting in Herat", True),
        ("kandahar OR herat", "Fighting in Kunduz", False),
        ('"evacuation flights"', "Flights for the evacuation", True),
        ("ida", "Hurricane Ida hits Louisiana", True),
        ("new zealand", "New Zealanders vote", True),
        ("new zealand", "A new leader in Sealand", False),
        ("afghan refugees", "Refugees from Afghanistan arrive", True),
        ("us troops", "American troops left", True),
        ("flüchtlinge", "Die Flüchtlinge warten", True),
        ("kandahar", "Families fled through Spin Boldak", True),
        ("reading", "Reading is fun", True),
        ("place:reading", "Police in Reading, England", True),
        ("new york", "Rain in New York", True),
        ("new york", "Rain in New York City", True),
        ("washington", "Talks in Washington", True),
    ],
)
def test_matching(query, text, matches):
    lang = "de" if "Die " in text else "en"
    assert on(query, text, lang) is matches


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("kabul", "Kabul"),
        ("  NEW   zealand ", "New Zealand"),
        ("ida", "Ida"),
        ("hurricane ida", "Hurricane Ida"),
        ("کابل", "Kabul"),
        ("kabul evacuation", "Kabul Evacuation"),
        ("afghan refugees", "Afghan Refugees"),
        ("kandahar OR herat", "Kandahar or Herat"),
    ],
)
def test_titles(query, title):
    topic = topics.parse(query)
    assert topic.title == title
    assert topic.query == " ".join(query.split()).casefold()


@pytest.mark.parametrize("query", ["ida", "nice", "reading", "mobile", "victor", "jackson"])
def test_common_words_and_names_stay_words(query):
    (clause,) = topics.parse(query).clauses
    assert all(term.startswith("w:") for group in clause.all for term in group)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        '""',
        "-",
        "x" * 101,
        'kabul "evacuation',
        "-cricket",
        "kabul OR",
        "OR kabul",
        "the of",
        "place:qwertyuiop",
        "()",
    ],
)
def test_bad_queries_say_the_right_form_in_one_line(query):
    with pytest.raises(UserError) as caught:
        topics.parse(query)
    line = str(caught.value)
    assert "\n" not in line
    assert line


def test_suggestions():
    assert topics.suggest("kabull", [])[0] == "kabul"
    assert topics.suggest("evacuaton", ["evacuation", "ida"])[0] == "evacuation"
    assert topics.suggest("xqzwv", ["evacuation"]) == ()
    assert len(topics.suggest("kabul", ["kabull", "kabuls", "kabulk", "kabulx"])) <= 3


def test_the_index_finds_what_matching_each_topic_finds():
    all_topics = [
        topics.parse(q)
        for q in (
            "kabul",
            "kabul evacuation",
            "ida",
            "kandahar OR herat",
            "new zealand",
            "kabul -cricket",
            "afghan refugees",
        )
    ]
    index = topics.index(all_topics)
    for text in (
        "Evacuation from Kabul",
        "Hurricane Ida",
        "Cricket in Kabul",
        "Fighting in Herat",
        "Nothing here",
        "Refugees in Kandahar",
    ):
        found = article_terms(text)
        assert {t.query for t in topics.matching(index, found)} == {t.query for t in all_topics if t.matches(found)}


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=110)
    | st.lists(st.sampled_from(["kabul", "OR", "-x", '"', "place:", "new", "york", "the", "喀布尔"]), max_size=8).map(
        " ".join
    )
)
def test_any_query_is_read_or_refused(query):
    try:
        topic = topics.parse(query)
    except UserError as error:
        refusal = str(error)
    else:
        refusal = None
        assert topic.clauses
        assert topic.title.strip()
    assert refusal is None or (refusal and "\n" not in refusal)
