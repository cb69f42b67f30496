import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand.figures import find


def told(text, lang="en"):
    return [(f.text, f.value, f.low, f.high, f.unit, f.what) for f in find("text", text, lang)]


@pytest.mark.parametrize(
    ("text", "value", "what"),
    [
        ("3,000 troops", 3000, "troops"),
        ("3 000 troops", 3000, "troops"),
        ("1.2m people fled", 1.2e6, "people"),
        ("two dozen soldiers", 24, "soldiers"),
        ("half a million refugees", 500_000, "refugees"),
        ("twenty-five guards", 25, "guards"),
        ("a 3,000-strong force", 3000, "force"),
        ("a five-member panel", 5, "member"),
        ("600 British troops", 600, "troops"),
        ("two hundred and fifty civilians", 250, "civilians"),
        ("two and a half million people", 2.5e6, "people"),
        ("one in five Afghans", 0.2, "Afghans"),
        ("One person was killed", 1, "person"),
        ("3 lakh voters", 300_000, "voters"),
        ("140 wounded", 140, "wounded"),
        ("killing 13 and fleeing", 13, "killed"),
        ("a further 20 were injured", 20, "injured"),
        ("at least 2,000 displaced", 2000, "displaced"),
        ("Amir, 34, waited at the gate", 34, "age"),
        ("a 58-year-old man", 58, "age"),
    ],
)
def test_counts_say_what_is_counted(text, value, what):
    (figure,) = find("text", text, "en")
    assert (figure.value, figure.what) == (value, what)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12 per cent of the seats", 12, "%"),
        ("12% of the seats", 12, "%"),
        ("£1.5bn", 1.5e9, "GBP"),
        ("$85 billion", 85e9, "USD"),
        ("US$1.2m", 1.2e6, "USD"),
        ("40 million Afghanis", 40e6, "AFN"),
        ("5 million Swiss francs", 5e6, "CHF"),
        ("3 dollars 50 cents", 3.5, "USD"),
        ("a 48-hour curfew", 48, "hour"),
        ("150 km from the capital", 150, "km"),
        ("90 miles an hour", 90, "mph"),
        ("40 degrees Celsius", 40, "C"),
        ("5 feet 6 inches", 5.5, "foot"),
        ("20 square kilometres", 20, "km2"),
        ("a wall 3m high", 3, "m"),
        ("the 20th anniversary", 20, "ordinal"),
    ],
)
def test_units(text, value, unit):
    (figure,) = find("text", text, "en")
    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("at least 60 people", 60, 60, None),
        ("more than 60 people", 60, 60, None),
        ("no fewer than 60 people", 60, 60, None),
        ("60 or more people", 60, 60, None),
        ("up to 80 people", 80, None, 80),
        ("no more than 80 people", 80, None, 80),
        ("about 80 people", 80, None, None),
        ("60 to 80 people", None, 60, 80),
        ("60-80 people", None, 60, 80),
        ("between 60 and 80 people", None, 60, 80),
        ("24 to 48 hours", None, 24, 48),
        ("1.5-2 million people", None, 1.5e6, 2e6),
        ("two or three days", None, 2, 3),
        ("dozens of people", None, 24, 99),
        ("several hundred people", None, 200, 900),
        ("tens of thousands of people", None, 20_000, 100_000),
    ],
)
def test_bounds_and_ranges(text, value, low, high):
    (figure,) = find("text", text, "en")
    assert (figure.value, figure.low, figure.high) == (value, low, high)
    assert figure.text == text


@pytest.mark.parametrize(
    "text",
    [
        "on 13 August 2021",
        "on August 13th, 2021",
        "in 2021",
        "2021-08-13",
        "at 11pm",
        "at 22:30",
        "9/11",
        "an F-16",
        "Covid-19",
        "a C17 took off",
        "the G7",
        "they won 2-1",
        "call +93-20-555-0199",
        "https://news.example/2021/08/13?id=77",
        "Resolution 1325",
        "this one is different",
        "first class",
    ],
)
def test_what_counts_nothing_is_no_figure(text):
    assert find("text", text, "en") == ()


def test_a_rise_is_two_figures():
    assert [f.value for f in find("text", "The toll rose from 60 to 79", "en")] == [60, 79]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Mindestens 60 Menschen starben", ("Mindestens 60 Menschen", 60, 60, None, None, "Menschen")),
        ("de", "3.000 Soldaten", ("3.000 Soldaten", 3000, None, None, None, "Soldaten")),
        ("de", "fünfundzwanzig Soldaten", ("fünfundzwanzig Soldaten", 25, None, None, None, "Soldaten")),
        ("de", "2,5 Millionen Euro", ("2,5 Millionen Euro", 2.5e6, None, None, "EUR", None)),
        ("fr", "au moins 60 morts", ("au moins 60 morts", 60, 60, None, None, "morts")),
        ("es", "hasta 3.000 soldados", ("hasta 3.000 soldados", 3000, None, 3000, None, "soldados")),
        ("ru", "двадцать пять солдат", ("двадцать пять солдат", 25, None, None, None, "солдат")),
        ("ru", "3 тыс. солдат", ("3 тыс. солдат", 3000, None, None, None, "солдат")),
        ("fa", "۳۰۰۰ سرباز", ("۳۰۰۰ سرباز", 3000, None, None, None, "سرباز")),
        ("fa", "سه هزار سرباز", ("سه هزار سرباز", 3000, None, None, None, "سرباز")),
        ("fa", "ده‌ها نفر", ("ده‌ها نفر", None, 20, 99, None, "نفر")),
        ("ar", "٦٠ شخصا", ("٦٠ شخصا", 60, None, None, None, "شخصا")),
        ("zh", "3万名士兵", ("3万", 30_000, None, None, None, None)),
    ],
)
def test_other_languages(lang, text, expected):
    assert told(text, lang) == [expected]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-one trillion and three hundred", 21_000_000_000_300),
        ("a quarter of a million", 250_000),
        ("three quarters of a million", 750_000),
        ("half of a billion", 500_000_000),
        ("a quarter-million", 250_000),
        ("forty two and a third", 42 + 1 / 3),
        ("three quarters", 0.75),
        ("nine point nought four", 9.04),
        ("minus five point five", -5.5),
        ("4 thousand 3 hundred and 21", 4321),
        ("2 1/4", 2.25),
        ("¾", 0.75),
        ("1.3x10^6", 1.3e6),
    ],
)
def test_numbers_in_words(words, value):
    (figure,) = find("text", words, "en")
    assert figure.value == pytest.approx(value)


PIECES = """
3,000 1.5 ۳۰۰۰ 12/5 one two hundred and a half million thirds dozens of $ £ % km - – to between at least up 2021 m ^ ²
point over in x10^999 half quarter second seconds a mile hour -to- Rs R5bn 6ft 2in ' 5p 30c below zero by from Radio +44 (020)
"""
WORDS = st.sampled_from([*PIECES.split(), " ", "\n", "9" * 400])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80),
    st.sampled_from(["en", "de", "fa", "ru", "fr", "und"]),
)
def test_spans_are_verbatim_for_any_text(text, lang):
    for figure in find("text", text, lang):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start < figure.end
        assert figure.value is not None or (figure.low is not None and figure.high is not None)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("two point five million refugees", 2.5e6, None),
        ("a man 5' 10\" tall", 70 / 12, "foot"),
        ('a 12" pipe', 12, "inch"),
        ("8 in. of rain", 8, "inch"),
        ("fell to - 20 degrees Celsius", -20, "C"),
        ("50 basis points", 50, "bp"),
        ("a pressure of 1013 hPa", 1013, "hPa"),
        ("20 decibels", 20, "dB"),
        ("100 Mbps", 100, "Mbps"),
        ("10 bucks", 10, "USD"),
        ("four straight quarters", 4, None),
        ("4 quarters", 4, None),
        ("three quarters of the city", 0.75, None),
        ("۱۲۰ نفر", 120, None),
        ("१२० लोग", 120, None),
    ],
)
def test_more_units_and_words(text, value, unit):
    (figure,) = find("text", text, "fa" if "۱" in text else "hi" if "१" in text else "en")
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit


@pytest.mark.parametrize(
    ("lang", "text", "value", "low", "high", "what"),
    [
        ("ru", "Число жертв выросло до 64.", 64, None, None, None),
        ("ru", "Погибли до 64 человек.", 64, None, 64, "человек"),
        ("uk", "Кількість загиблих зросла до 44.", 44, None, None, None),
        ("es", "La cifra subió hasta 20 muertos.", 20, None, None, "muertos"),
        ("ar", "مقتل 78 شخصا على الأقل", 78, 78, None, "شخصا"),
        ("ar", "وأكثر من 4 آلاف جريح", 4000, 4000, None, "جريح"),
        ("hi", "कम से कम 120 लोगों की मौत", 120, 120, None, "लोगों"),
        ("tr", "120'den fazla kişi yaralandı", 120, 120, None, "kişi"),
        ("zh", "至少20人死亡", 20, 20, None, "人"),
        ("zh", "地震造成20多人受伤", 20, 20, None, "人"),
        ("ja", "死者は60人以上", 60, 60, None, "人"),
        ("ja", "けが人は約200人と発表", 200, None, None, "人"),
    ],
)
def test_bounds_in_other_languages(lang, text, value, low, high, what):
    (figure,) = find("text", text, lang)
    assert (figure.value, figure.low, figure.high, figure.what) == (value, low, high, what)


@pytest.mark.parametrize(
    ("text", "unit", "what"),
    [
        ("۴۰ تن کشته شدند", None, "تن"),
        ("۴۰ تن در انفجار زخمی شدند", None, "تن"),
        ("شمار قربانیان انفجار به ۴۰ تن رسید", None, "تن"),
        ("۴۰ تن گندم رسید", "t", None),
        ("۴۰ تن مواد کشف و پنج نفر بازداشت شدند", "t", None),
    ],
)
def test_a_persian_tonne_is_told_from_a_person(text, unit, what):
    figure = find("text", text, "fa")[0]
    assert (figure.value, figure.unit, figure.what) == (40, unit, what)


@pytest.mark.parametrize("text", ["1,400 were evacuated", "1,400 evacuated", "boats evacuated 1,400 by night"])
def test_who_was_evacuated_is_counted_without_a_noun(text):
    (figure,) = find("text", text, "en")
    assert (figure.value, figure.what) == (1400, "evacuated")
