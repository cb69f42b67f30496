"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.dates import parse_date
from bot.ingest.fields import moment


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Fri, 13 Aug 2021 18:00:00 GMT", (2021, 8, 13, 18)),
        ("Fri, 13 Aug 2021 18:00:00 +0430 (Kabul)", (2021, 8, 13, 13, 30)),
        ("Fri, 13 Aug 2021 18:00:00 AEDT", (2021, 8, 13, 7)),
        ("Fri, 13 Aug 2021 18:00 EDT", (2021, 8, 13, 22)),
        ("13 Aug 21 18:00 UT", (2021, 8, 13, 18)),
        ("Fri, 13-Aug-2021 18:00:00 UTC+3", (2021, 8, 13, 15)),
        ("Fri, 13 Aug 2021 24:00:00 GMT", (2021, 8, 14)),
        ("2021-08-13T18:00:00.123Z", (2021, 8, 13, 18)),
        ("2021-08-13T18:00:00+04:30", (2021, 8, 13, 13, 30)),
        ("2021-08-13 18:00:00 +0430", (2021, 8, 13, 13, 30)),
        ("2021-08-13", (2021, 8, 13)),
        ("2021/08/13 10:00", (2021, 8, 13, 10)),
        ("22/11/2026 10:00", (2026, 11, 22, 10)),
        ("11/22/2026 10:00 PM", (2026, 11, 22, 22)),
        ("03.04.2021 08:05", (2021, 4, 3, 8, 5)),
        ("August 13, 2021 6:05 p.m. EDT", (2021, 8, 13, 22, 5)),
        ("12:30 am, 13 August 2021", (2021, 8, 13, 0, 30)),
        ("ven., 13 août 2021 10:00:00 +0200", (2021, 8, 13, 8)),
        ("13 AOÛT 2021 à 18h30", (2021, 8, 13, 18, 30)),
        ("Freitag, 13. März 2021 um 14:05 Uhr", (2021, 3, 13, 14, 5)),
        ("13 de agosto de 2021 10:00", (2021, 8, 13, 10)),
        ("12 AĞUSTOS 2021 10:00", (2021, 8, 12, 10)),
        ("13 августа 2021, 10:00 MSK", (2021, 8, 13, 7)),
        ("۱۳ اوت ۲۰۲۱ - ۱۰:۳۰", (2021, 8, 13, 10, 30)),
    ],
)
def test_known_forms(text: str, when: tuple[int, ...]) -> None:
    assert parse_date(text) == datetime(*when, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "soon", "2021", "13 Foo 2021", "x" * 10_000])
def test_unknown_forms(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text",
    ["03/04/2021", "Fri, 31 Jun 2021 10:00 GMT", "13 Aug 2021 18:00 IST", "13 Aug 2021 25:00", "13 Aug 2021 13:00 pm"],
)
def test_no_guess(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@pytest.mark.parametrize("text", ["Sat, 13 Aug 1904 10:00 GMT", "2999-01-01", "1400-05-22", "03/04/2021", "soon"])
def test_what_cannot_be_is_a_problem(text: str) -> None:
    problems: list[str] = []
    assert moment(text, None, problems) is None
    assert len(problems) == 1
    assert text[:10] in problems[0]


@given(st.text(max_size=60) | st.from_regex(r"\d{1,4}[-/. ]\w{1,4}[-/. ]\d{1,4} \d\d:\d\d \w{1,5}", fullmatch=True))
def test_moment_never_raises(text: str) -> None:
    when = moment(text, None, [])
    assert when is None or when.tzinfo is UTC
