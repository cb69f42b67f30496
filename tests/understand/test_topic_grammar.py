"""Grammar of topics: what is read, what is refused and where, and that stored topics read as they were written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import QueryError, UserError
from bot.understand import topics
from bot.understand.topics import grammar
from bot.understand.topics.grammar import All, Any, Asked, Not, Word


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("kabul", Word("kabul", 1)),
        ("a b", All((Word("a", 1), Word("b", 3)), 1)),
        ("a OR b c", Any((Word("a", 1), All((Word("b", 6), Word("c", 8)), 6)), 1)),
        ("a Or b oR c", Any((Word("a", 1), Word("b", 6), Word("c", 11)), 1)),
        ("a (b OR c)", All((Word("a", 1), Any((Word("b", 4), Word("c", 9)), 4)), 1)),
        ("a -(b c)", All((Word("a", 1), Not(All((Word("b", 5), Word("c", 7)), 5), 3)), 1)),
        ('"a b"', Word("a b", 1, quoted=True)),
        ('«or»', Word("or", 1, quoted=True)),
        ("-a", Not(Word("a", 2), 1)),
        ("--a", Not(Word("a", 3), 1)),
        ("a - b", All((Word("a", 1), Word("b", 5)), 1)),
        ("al-qaeda", Word("al-qaeda", 1)),
        ("PLACE: kabul", Asked("place", "kabul", 8)),
        ("place:«spin boldak»", Asked("place", "spin boldak", 7)),
        ("near：kabul 50km", Asked("near", "kabul", 6, ("50", "km"), 12)),
        ("near:kabul 1,5 mi x", All((Asked("near", "kabul", 6, ("1,5", "mi"), 12), Word("x", 19)), 1)),
        ("near:kabul 5G", Asked("near", "kabul", 6, ("5", "G"), 12)),
        ("near:kabul, herat", All((Asked("near", "kabul", 6), Word(",", 11), Word("herat", 13)), 1)),
        ("near:kabul,50km", Asked("near", "kabul", 6, ("50", "km"), 12)),
        ("a,b 3,000,x", All((Word("a,", 1), Word("b", 3), Word("3,000,", 5), Word("x", 11)), 1)),
        ("a ,b", All((Word("a", 1), Word(",", 3), Word("b", 4)), 1)),
        ("a،b、c", All((Word("a,", 1), Word("b,", 3), Word("c", 5)), 1)),
        ("https://a.example/b", Word("https://a.example/b", 1)),
        ("covid:19", Word("covid:19", 1)),
        ("\u200fکابل\u200f", Word("کابل", 2)),
    ],
)  # fmt: skip
def test_trees(query, tree):
    assert grammar.read(query) == tree


@pytest.mark.parametrize(
    ("query", "column", "says"),
    [
        ("", 1, "Name a topic"),
        ("   ", 1, "Name a topic"),
        ('""', 1, "Name a topic"),
        ("-", 1, "Name a topic"),
        ("()", 1, "Name a topic"),
        ("x" * 201, 201, "at most 200 characters"),
        ("ß" * 150, 150, "at most 200 characters"),  # twice as long as it is stored
        ("kabul OR", 7, "OR needs a topic on both sides."),
        ("OR kabul", 1, "OR needs a topic on both sides."),
        ("kabul OR OR herat", 7, "OR needs a topic on both sides"),
        ("kabul (OR herat)", 8, "OR needs a topic on both sides"),
        ("(kabul OR ) herat", 8, "OR needs a topic on both sides"),
        ("kabul ()", 7, "Nothing stands between these parentheses"),
        ("kabul (-)", 8, "- needs something to leave out"),
        ("kabul (- )", 8, "Nothing stands here"),
        ("kabul (herat", 7, "This parenthesis is not closed"),
        ("kabul (", 7, "This parenthesis is not closed"),
        ("kabul ((herat)", 7, "This parenthesis is not closed"),
        ("kabul) herat", 6, "A parenthesis is closed that was not opened"),
        ("(" * 9 + "a" + ")" * 9, 9, "More than 8 parentheses stand in each other"),
        ('kabul "evacuation', 7, "This quote is not closed"),
        ('kabul place:"spin', 13, "This quote is not closed"),
        ("kabul place:", 7, "place: needs a name behind it. Like this: place:kabul"),
        ("near: (kabul)", 1, "near: needs a name behind it"),
        ("kabul NOT cricket", 7, "NOT is no operator. To leave a word out, write -cricket"),
        ("kabul not cricket", 7, "NOT is no operator"),
        ("soruce:bbc", 1, "soruce: is not known. Did you mean source:?"),
        (
            "kabul title:blast",
            7,
            "title: is not known. There are place:, near:, source:, lang:, severity: "
            '(for the words, write "title blast")',
        ),
        ("کابل OR", 6, "OR needs a topic on both sides"),
    ],
)
def test_errors_point_at_the_column(query, column, says):
    with pytest.raises(QueryError) as caught:
        topics.parse(query)
    assert says in str(caught.value)
    assert (caught.value.query, caught.value.column) == (query, column)


WORDS = ["kabul", "herat", "OR", "or", "-", "-x", "(", ")", '"', "“", "place:", "near:", "50km", "50", "lang:fa", "source:",
         "NOT", "severity:high", "new", "york", "the", "喀布尔", "سقوط", "،", "US", "İ", "ß", "："]  # fmt: skip
QUERIES = st.text(max_size=210) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(QUERIES | st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_any_query_is_read_or_refused_at_a_column(query):
    try:
        topic = topics.parse(query)
    except UserError as error:
        said, refused = str(error), error
    else:
        said, refused = "", None
        assert topic.clauses
        assert topic.title.strip()
        assert all(clause.all for clause in topic.clauses)
    if refused is not None:
        assert isinstance(refused, QueryError)
        assert said.strip()
        assert "\n" not in said.replace(query, "")
        assert 1 <= refused.column <= max(1, len(query))


@settings(max_examples=400, deadline=None)
@given(QUERIES)
def test_a_stored_topic_is_read_as_it_was_written(query):
    try:
        topic = topics.parse(query)
    except UserError:
        assert topics.stored(query).query == query
        return
    again = topics.stored(topic.query)
    assert again.query == topic.query
    assert again.clauses == topic.clauses
