from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Article
from bot.understand.stories.breaking import breaking

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)


def articles(*told):
    """(outlet, minutes ago[, family])"""
    return [
        Article(id=str(n), outlet=outlet, family=family[0] if family else None, published=NOW - timedelta(minutes=ago))
        for n, (outlet, ago, *family) in enumerate(told)
    ]


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ([("a", 5), ("b", 20), ("c", 60)], 3),
        ([("a", 5), ("a", 20), ("b", 40)], 3),
        ([("a", 5), ("a", 20), ("a", 40)], 0),  # one voice
        ([("a", 5, "house"), ("b", 20, "house"), ("c", 40, "house")], 0),
        ([("a", 5), ("b", 20)], 0),
        ([("a", 5), ("b", 20), ("c", 61)], 0),
        ([("a", 5), ("b", 20), ("c", -30)], 0),  # a time to come
        ([("a", 5), ("b", 20), ("c", 30), ("d", 600)], 3),
        ([], 0),
    ],
)
def test_several_voices_within_the_hour(told, count):
    assert len(breaking(articles(*told), NOW)) == count


def test_copies_are_no_voices():
    first, second, third = articles(("a", 5), ("b", 20), ("c", 30))
    copy = Article(id="9", outlet="c", published=third.published, duplicate_of="0")
    assert breaking([first, second, copy], NOW) == []
