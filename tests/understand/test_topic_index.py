"""The index finds what trying every topic finds, and looks at few."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Article, Clause, Topic
from bot.understand import topics
from bot.understand.topics import Index
from tests.bench.topics import items, subscriptions

TERMS = [f"{kind}:{n}" for kind in "wpcsglv" for n in range(4)]


class Even:
    """A condition: the text has an even number of characters."""

    def holds(self, article):
        return len(article.text) % 2 == 0


GROUPS = st.frozensets(st.sampled_from(TERMS), min_size=1, max_size=3)
CONDITIONS = st.sampled_from([(), (Even(),)])
CLAUSES = st.builds(
    Clause,
    all=st.lists(GROUPS, min_size=1, max_size=4).map(tuple),
    none=st.frozensets(st.sampled_from(TERMS), max_size=2),
    where=CONDITIONS,
    unless=CONDITIONS,
)
TOPICS = st.lists(st.lists(CLAUSES, max_size=3).map(tuple), max_size=25).map(
    lambda many: [Topic(query=f"q{n:02}", title="t", clauses=clauses) for n, clauses in enumerate(many)]
)
ARTICLES = st.builds(
    Article, id=st.just("1"), text=st.sampled_from(["", "x"]), terms=st.frozensets(st.sampled_from(TERMS))
)


@settings(max_examples=300, deadline=None)
@given(TOPICS, st.lists(ARTICLES, min_size=1, max_size=5), st.data())
def test_the_index_finds_what_trying_each_topic_finds(many, articles, data):
    index = Index()
    for topic in many:
        index.add(topic)
    gone = data.draw(st.sets(st.sampled_from(many))) if many else ()
    for topic in gone:
        index.remove(topic.query)
    again = data.draw(st.sets(st.sampled_from(many))) if many else ()
    for topic in again:
        index.add(topic)
    left = [topic for topic in many if topic not in gone or topic in again]
    for article in articles:
        assert index.matching(article) == tuple(topic for topic in left if topic.matches(article))


def test_real_topics_and_items():
    told, queries = items()[::12], subscriptions(1_500)
    index = Index()
    assert index.sync(queries) == 0
    every = sorted(index.topics.values(), key=lambda topic: topic.query)
    assert {topic.query for topic in every} == set(queries)
    matched = 0
    for article in told:
        found = index.matching(article)
        assert found == tuple(topic for topic in every if topic.matches(article))
        matched += len(found)
    assert matched > 5 * len(told)


def test_only_what_changed_is_read_again():
    index = Index()
    assert index.sync(["kabul", "herat", "ida", "quetta"], 3) == 1
    assert len(index.topics) == 3
    assert index.sync(["kabul", "herat", "ida", "quetta"], 3) == 0
    kept = index.topics["kabul"]
    assert index.sync(["kabul", "new york"]) == 0
    assert set(index.topics) == {"kabul", "new york"}
    assert index.topics["kabul"] is kept
    assert index.sync([]) == 0
    assert index.matching(Article(id="1", terms=topics.anchors(kept))) == ()


def test_few_topics_are_looked_at():
    """Of ten thousand topics an item is compared with those that have what it has, and asks for more than terms can tell: for
    most it is a few tens, and never a share that grows into trying them all."""
    index = Index()
    index.sync(subscriptions(25_000))
    assert len(index.topics) > 10_000
    looked = sorted(len(index.candidates(article.terms)) for article in items())
    assert looked[len(looked) // 2] <= len(index.topics) // 200
    assert looked[-1] <= len(index.topics) // 50


def test_a_crowd_behind_one_word_is_not_looked_at():
    index = Index()
    for n in range(2_000):
        index.add(topics.parse(f"afghanistan rumour{n} -cricket"))
        index.add(topics.parse(f"lang:en severity:low budget{n} -cricket"))
    common = topics.anchors(topics.parse("afghanistan")) | {"l:en", "v:low", "w:budget7"}
    assert index.candidates(common) == {"lang:en severity:low budget7 -cricket"}
