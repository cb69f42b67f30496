"""What stands over a topic's messages, by the language that is spoken and by how it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.understand import topics
from bot.words import speaking


@pytest.mark.parametrize(
    ("language", "query", "title"),
    [
        ("en", "کابل", "کابل"),
        ("en", "münchen", "Munich"),  # Latin script: by our own name
        ("en", "кабул or герат", "Кабул or Герат"),
        ("ru", "кабул OR герат", "Кабул или Герат"),
        ("ru", "кабул или герат -крикет", "Кабул или Герат"),
        ("uk", "київ або одеса", "Київ або Одеса"),
        ("fa", "(کابل یا هرات) سیل", "(کابل یا هرات) سیل"),
        ("fa", "کابل، هرات", "کابل, هرات"),
        ("ar", "كابل أو هرات", "كابل أو هرات"),
        ("de", "münchen", "München"),
        ("de", "usa", "USA"),
        ("de", "kabul (flut OR beben) -(cricket OR oper)", "Kabul (Flut OR Beben)"),
        ("de", "kabul lang:fa severity:high", "Kabul lang:fa severity:high"),
        ("de", 'place:"new york" near:kabul 50km', 'place:"new york" near:kabul 50km'),
        ("tr", "istanbul veya ısparta", "İstanbul veya Isparta"),
        ("fr", '"la maison blanche"', "La Maison Blanche"),
    ],
)
def test_a_title_is_written_as_its_readers_do(language, query, title):
    with speaking(language):
        assert topics.parse(query).title == title
        assert topics.stored(topics.parse(query).query).title == title


def test_a_stored_topic_is_called_in_the_language_of_each_chat():
    with speaking("ru"):
        assert topics.stored("kabul or herat").title == "Kabul или Herat"
    with speaking("de"):
        assert topics.stored("kabul or herat").title == "Kabul OR Herat"  # "oder" would be read as a word
    assert topics.stored("kabul or herat").title == "Kabul or Herat"
    with speaking("de"):
        assert topics.stored("kabul not herat").title == "Kabul Herat"  # which an older version took


def test_lines_are_compared_with_both_names():
    assert topics.parse("کابل").names == "کابل Kabul"
    assert topics.parse("kabul").names.split() == ["Kabul"]


@pytest.mark.parametrize("word", ["or", "OR", "или", "або", "یا", "أو", "veya"])
def test_or_has_several_languages(word):
    assert topics.parse(f"kabul {word} herat").clauses == topics.parse("kabul OR herat").clauses
    with pytest.raises(QueryError, match="both sides"):
        topics.parse(f"kabul {word}")


@given(
    st.text(alphabet=st.sampled_from('kab улآ ()"-,:OR') | st.characters(), max_size=60),
    st.sampled_from(["fa", "de", "tr"]),
)
def test_any_topic_that_is_read_has_a_title(query, language):
    with speaking(language):
        try:
            topic = topics.parse(query)
        except QueryError:
            return
    assert topic.title.strip()
