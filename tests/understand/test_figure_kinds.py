"""Kinds of numbers and quantities, one a line: the text, then its figures.

A figure is its value and unit ("5 km"); ">" and "<" mark a bound, ".." a range; nothing after the bar: nothing is counted.
All lines are ours.
"""

from __future__ import annotations

import pytest

from bot.model import Figure
from bot.understand.figures import find

NUMBERS = """
six hundred and sixty-six villagers | 666
one hundred and twenty thousand four hundred and six | 120406
fifteen hundred men | 1500
a thousand and one nights | 1001
one million two hundred thousand three hundred and four | 1200304
ten thousand million | 1e10
2 thousand 5 hundred | 2500
a hundred dozen | 1200
half-a-dozen rockets | 6
half a dozen rockets | 6
1'250'000 Swiss | 1250000
12,34,567 voters | 1234567
3x10^4 | 3e4
2.5^-2 | 0.16
.00012 | 0.00012
seventy-one point seven million | 71.7e6
three point one four one six | 3.1416
minus two point zero seven | -2.07
12 and 1/2 | 12.5
2 ½ | 2.5
a quarter of a million people | 250000
three quarters of a million people | 750000
a third of a million people | 1e6/3
a half-million target | 500000
two and three quarters million | 2.75e6
three-quarter million doses | 750000
three and a half thousand | 3500
three-and-a-half months | 3.5 month
half the city | 0.5
four one hundredths | 0.04
three two hundredths | 0.015
one hundred two thousandths | 0.05
one hundred and thirty fifths | 26
forty five sevenths | 45/7
five forty-seconds | 5/42
one in five people | 0.2
nearly one in 30 million | 1/30e6
one in three | 1/3
a 1-in-5 chance | 0.2
cut by half | 0.5
2000 more troops | 2000
nine out of ten doctors | 0.9
5 in 3 hours | 5; 3 hour
two hundred and fifth | 205 ordinal
the one hundredth goal | 100 ordinal
a second explosion | 2 ordinal
the first, second and third districts | 1 ordinal; 2 ordinal; 3 ordinal
the second-largest city | 2 ordinal
three thousand and twenty-second | 3022 ordinal
thirty seconds | 30 second
a thirty-second silence | 30 second
a $2-million bounty | 2e6 USD
a 99-million-year-old beetle | 99e6 year
75 -300mm | 75..300 mm
two and a half dozen sheep | 30
six of one, and half a dozen more | 6; 1.5; 12
6.02x10^23 | 6.02e23
6.02 × 10²³ atoms | 6.02e23
10⁻³ of it | 0.001
a 20-odd crew | 20
twenty-odd boats | 20
"""

BOUNDS = """
more than half of them | 0.5>
more than half a century | 0.5> century
more than a dozen soldiers | 12>
as few as 5 survivors | 5>
not fewer than 20 dead | 20>
60-plus countries | 60>
≥30 | 30>
≤ 30 | 30<
aged 40 or over | 40> year
aged 40 or younger | 40< year
two-to-three weeks | 2..3 week
a three- or four-week gap | 3..4 week
one or two offers | 1..2
18- to 45-year-olds | 18..45 year
aged between 18 and 45 | 18..45 year
between the ages of 16 and 18 | 16..18 year
$5-10 million | 5e6..10e6 USD
20 to 30C | 20..30 C
the toll rose by 20 to 80 | 20; 80
shares rose 4% to 52% of the vote | 4 %; 52 %
the next 24-to-48 hours | 24..48 hour
scores were killed | 40..99
£10-15m | 10e6..15e6 GBP
put off by two to three days | 2..3 day
"""

MONEY = """
a $2 million ransom | 2e6 USD
Biden's $3 billion plan | 3e9 USD
A$50 million | 50e6 AUD
Rs 5 lakh | 500000 INR
Rs. 500 a head | 500 INR
Rs20 crore | 200e6 INR
1.5 lakh crore rupees | 1.5e12 INR
Rp10,000 | 10000 IDR
RM50 million | 50e6 MYR
R500 million | 500e6 ZAR
N5bn | 5e9 NGN
Ksh 300 | 300 KES
GH₵20 | 20 GHS
400 kwacha | 400 ZMW
300 birr | 300 ETB
-$5 | -5 USD
minus $5 | -5 USD
$-5 | -5 USD
$1bn-$2bn | 1e9..2e9 USD
10 $ 40 cent | 10.4 USD
5 pounds 20 pence | 5.2 GBP
10 rubles 50 kopeks | 10.5 RUB
50 pounds sterling | 50 GBP
15 million hong kong dollars | 15e6 HKD
10 million US$ | 10e6 USD
20p a minute | 20 penny
£5 20p | 5.2 GBP
bread is up 1.5p. | 1.5 penny
the share fell 2.5p to 310.5p. | 2.5 penny; 310.5 penny
70 pence, 70 cents | 70 penny; 70 cent
75¢ | 75 cent
20eur | 20 EUR
"""

UNITS = """
half an hour | 0.5 hour
half a mile | 0.5 mile
a quarter-mile | 0.25 mile
a quarter of a century | 0.25 century
half a percent | 0.5 %
two-tenths of a percent | 0.2 %
a mile and a half | 1.5 mile
an hour and a half | 1.5 hour
two years and a half | 2.5 year
40 sq. km | 40 km2
300 ft2 | 300 foot2
3 km^2 | 3 km2
30 metres per second | 30 m/s
13 feet per second | 13 ft/s
200 light-years | 200 light year
5 fl oz | 5 fl oz
1-1/2 inches | 1.5 inch
100 sqft | 100 foot2
a three-quarter-mile walk | 0.75 mile
6ft 2in | 74/12 foot
6ft2in | 74/12 foot
5 ft. 8 in. | 68/12 foot
5'8 | 68/12 foot
6'2" | 74/12 foot
six foot two | 74/12 foot
6-foot-2 | 74/12 foot
6lb 4oz | 6.25 lb
5'11" | 71/12 foot
5’11” tall, 6'10" | 71/12 foot; 82/12 foot
6' tall | 6 foot
he is 5'4 and she 5'11 on paper | 64/12 foot; 71/12 foot
waves 5m high, 5m people fled | 5 m; 5e6
a town of nearly 3m lost its water | 3e6
a wall of 3m fell, the town was 3m under water | 3 m; 3 m
he ran the 100m in 9.8 seconds | 100 m; 9.8 second
the women's 200m of the year | 200 m
100m in 9.98 | 100 m; 9.98
the 400m heats | 400 m
the port has 100m in debt | 100e6
415 parts per million | 415 ppm
15 ppb | 15 ppb
1,000 m³/s, 20 m3/s | 1000 m3/s; 20 m3/s
50 cubic feet per second | 50 ft3/s
90,000 cusecs | 90000 ft3/s
4 cu. ft, 30 cu m, 20 sq m | 4 foot3; 30 m3; 20 m2
3 fluid ounces | 3 fl oz
a 12 V battery, 12V | 12 V; 12 V
a 400kV line | 400 kV
thirty per cent of 90 | 30 %; 90
a patient, 45 y/o | 45 year
a 10-by-12-foot cell | 10 foot; 12 foot
10 by 12 by 14 feet | 10 foot; 12 foot; 14 foot
1.5m of snow | 1.5 m
the 60m hurdles | 60 m
a magnitude-7.2 quake | 7.2
M 5.4 - 23 km SSE of Arequipa | 5.4; 23 km
1. Drone strike on the harbour: 13 injured | 13
in force from 4:00AM until 6:00PM, 40 homes | 40
minus 5C | -5 C
-15C | -15 C
40C (104F) | 40 C; 104 F
0.9C (1.6F) above normal | 0.9 C; 1.6 F
a record - 49.6C - was set | 49.6 C
falling to - 20 degrees | -20 degree
zero Covid-19 cases | 0
well below 2C | 2< C
10 degrees below zero | -10 degree
30 degrees centigrade | 30 C
30℃ | 30 C
it is hot, 40c in the shade | 40 C
5 deg. C | 5 C
at the age of 55 | 55 year
a man, 30, was held | 30 year
"""

NOTHING = """
at 1730 GMT |
at six o'clock |
9-11pm |
weekdays at 6p E.T. |
from 9 to 5pm |
between 1996 and 2001 |
call +44 20 7946 0018 |
phone (020) 7946 0123 |
dial 911 |
BBC Radio 4 |
World War Two |
Formula One |
the Big Three |
Five Eyes |
Tier 3 |
an iPhone 12 |
COVID 19 |
a 737 Max |
10 Downing Street |
pages 3 to 5 |
Nos 3-5 |
B.1.1.7 and BA.5 |
ground zero |
net zero by 2050 |
a zero-tolerance policy |
a 20-something |
no one came |
at one point |
two-way talks |
wait a second |
a 13F filing |
France 24 |
the P5+1 |
category 4 storm |
UN resolution 2593 |
a five-star hotel |
a six-figure sum |
No.1 |
version 2.3.1 |
24703m212 |
the S&P 500 and the Nasdaq 100 |
FTSE 250, Stoxx Europe 600, DAX 40, Russell 2000 |
a Fortune 500 firm |
type 2 diabetes |
Psalm 23:4-6, Surah 2:255 |
a 5:2 majority |
34°31'12" N |
page 12 of 40 |
Part 2 of 3. |
Forty-something drivers |
measured in parts per million |
Ten Downing Street |
a 1080p picture |
Interstate 35W |
"""

NEWS = """
Officials said at least 13 US troops and dozens of Afghans died outside the airport. | 13>; 24..99
The embassy will send 3,000 soldiers within 24 to 48 hours, two of them by Friday. | 3000; 24..48 hour; 2
Up to 20,000 people waited, one in three of them a child under 12. | 20000<; 1/3; 12<
The army said 4 of its 17 helicopters had flown to a base 150 km away. | 4; 17; 150 km
Fuel went up from 60 to 80 Afghanis a litre, flour by a third to 2,200. | 60; 80 AFN; 1/3; 2200
Aid worth €1.2bn, half a million tents and 25 lorries will follow by 31 August 2021. | 1.2e9 EUR; 500000; 25
A 12-year-old boy and his father, 41, walked 30 miles in two and a half days. | 12 year; 41 year; 30 mile; 2.5 day
The 600-strong unit flew in two C-17s on Flight 808 at 22:15. | 600; 2
The vote was 78 to 22, the second such defeat since 2009. | 78; 22; 2 ordinal
It was 41C in Jalalabad, 5 degrees more than usual for mid-August. | 41 C; 5 degree
"""


def figures(line: str) -> list[tuple[float | None, float | None, float | None, str | None]]:
    """Value, low, high and unit of each figure that a line of the tables names."""
    return [wanted(*part.split(maxsplit=1)) for part in line.split(";") if part.strip()]


def wanted(number: str, unit: str = "") -> tuple[float | None, float | None, float | None, str | None]:
    low, dots, high = number.partition("..")
    if dots:
        return None, quotient(low), quotient(high), unit.strip() or None
    value = quotient(number.rstrip("<>"))
    return value, value if ">" in number else None, value if "<" in number else None, unit.strip() or None


def quotient(written: str) -> float:
    over, _, under = written.partition("/")
    return float(f"{float(over) / float(under or 1):.9g}")


def found(figure: Figure) -> tuple[float | None, float | None, float | None, str | None]:
    return rounded(figure.value), rounded(figure.low), rounded(figure.high), figure.unit


def rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.9g}")


@pytest.mark.parametrize(
    "line", [line for table in (NUMBERS, BOUNDS, MONEY, UNITS, NOTHING, NEWS) for line in table.strip().splitlines()]
)
def test_kinds(line: str) -> None:
    text, _, expected = line.rpartition("|")
    assert [found(figure) for figure in find("text", text.strip(), "en")] == figures(expected)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("More than half of patients recovered", "patients"),
        ("one in 40 young women", "women"),
        ("16- to 24-year-olds", "age"),
        ("a boy, 13, was hurt", "age"),
        ("nearly a dozen traders fled", "traders"),
        ("731,000-plus residents", "residents"),
        ("some 20-odd villagers", "villagers"),
        ("A dozen or so rebels escaped", "rebels"),
        ("which with ten equals it", None),
        ("One doctor tells us", "doctor"),
        ("a patient, 45 yo", "age"),
        ("a patient, 45yo", "age"),
    ],
)
def test_what_is_counted_or_aged(text: str, what: str) -> None:
    (figure,) = find("text", text, "en")
    assert figure.what == what


def test_news_sense_goes_before_that_of_the_measuring_data() -> None:
    """Their number model reads "29km" as no number and each group of a telephone number as one; a briefing must do neither."""
    assert [figure.value for figure in find("text", "the 29km road", "en")] == [29]
    assert find("text", "call +1-222-2222/2222", "en") == ()


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "Magnitude 7.1 quake strikes off Sumatra", 7.1),
        ("es", "Sismo de magnitud 6.1 sacude el sur de Perú", 6.1),
        ("ru", "Землетрясение магнитудой 5,4 произошло в Перу", 5.4),
    ],
)
def test_a_magnitude_counts_nothing(lang: str, text: str, value: float) -> None:
    (figure,) = find("text", text, lang)
    assert (figure.value, figure.what) == (value, None)
