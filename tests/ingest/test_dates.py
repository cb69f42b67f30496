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
        ("Fri Aug 13 10:00:00 2021", (2021, 8, 13, 10)),
        ("Fri Aug 13 10:00:00 EDT 2021", (2021, 8, 13, 14)),
        ("20210813", (2021, 8, 13)),
        ("20210813T100005Z", (2021, 8, 13, 10, 0, 5)),
        ("20210813T1000+0430", (2021, 8, 13, 5, 30)),
        ("1628848800", (2021, 8, 13, 10)),
        ("1628848800123", (2021, 8, 13, 10)),
        ("2021年8月13日 10:00", (2021, 8, 13, 10)),
        ("2021年08月13日 下午3:05", (2021, 8, 13, 15, 5)),
        ("2021년 8월 13일 10:25:07", (2021, 8, 13, 10, 25, 7)),
        ("2021. 08. 13. 오후 10:25", (2021, 8, 13, 22, 25)),
        ("2021-08-13 오전 12:05:00", (2021, 8, 13, 0, 5)),
        ("Παρ, 13 Αυγ 2021 10:00:00 EET", (2021, 8, 13, 8)),
        ("2021-augusztus-13T10:00+02:00", (2021, 8, 13, 8)),
        ("2021. augusztus 13. 10:00", (2021, 8, 13, 10)),
        ("Jumat, 13 Agustus 2021 10:00 WIB", (2021, 8, 13, 3)),
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


def test_what_feedparser_would_guess_is_no_date() -> None:
    problems: list[str] = []
    assert moment("2021 r. 13 sierpień", (2021, 11, 1, 0, 0, 0, 0, 0, 0), problems) is None  # a year, and today's month
    assert len(problems) == 1


ZONES = ["GMT", "UT", "EST", "IST", "CEST", "Z", "XYZ", "+0430", "-1130", "+1500"]
MONTHS = ["Jan", "Feb", "Aug", "Dec", "Foo"]
USUAL = st.builds(
    "{}{} {} {} {:02}:{:02}:{:02} {}".format,
    st.sampled_from(["", "Fri, "]), st.integers(0, 32), st.sampled_from(MONTHS), st.integers(1969, 2101),
    st.integers(0, 25), st.integers(0, 61), st.integers(0, 61), st.sampled_from(ZONES),
)  # fmt: skip


@given(USUAL)
def test_the_usual_form_is_read_as_any_other_is(text: str) -> None:
    def read(form: str) -> object:
        try:
            return parse_date(form)
        except ValueError as error:
            return str(error)

    assert read(text) == read(f" {text}")  # which takes the long way


@given(st.text(max_size=60) | st.from_regex(r"\d{1,4}[-/. ]\w{1,4}[-/. ]\d{1,4} \d\d:\d\d \w{1,5}", fullmatch=True))
def test_moment_never_raises(text: str) -> None:
    when = moment(text, None, [])
    assert when is None or when.tzinfo is UTC
