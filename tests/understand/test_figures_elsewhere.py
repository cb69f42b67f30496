"""Figures of other languages than English: words, scales, halves, vague quantities, and what counts nothing."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.figures import find

VALUES = [
    ("de", "Zwei Dutzend Verletzte", 24, None),
    ("de", "ein halbes Dutzend Soldaten", 6, None),
    ("de", "anderthalb Millionen Euro Schaden", 1.5e6, "EUR"),
    ("de", "eine halbe Million Menschen", 5e5, None),
    ("de", "zweieinhalb Jahre", 2.5, "year"),
    ("de", "1,5 Billionen Euro", 1.5e12, "EUR"),
    ("de", "drei Viertel der Stadt", 0.75, None),
    ("fr", "vingt-trois personnes", 23, None),
    ("fr", "une centaine de morts", 100, None),
    ("fr", "deux millions et demi de déplacés", 2.5e6, None),
    ("fr", "un demi-million de personnes", 5e5, None),
    ("fr", "3,2 milliards d'euros", 3.2e9, "EUR"),
    ("fr", "trois heures et demie", 3.5, "hour"),
    ("es", "medio millón de desplazados", 5e5, None),
    ("es", "medio centenar de heridos", 50, None),
    ("es", "una docena de detenidos", 12, None),
    ("es", "300 mil personas", 3e5, None),
    ("es", "3 millones 200 mil afectados", 3.2e6, None),
    ("es", "un millón y medio de euros", 1.5e6, "EUR"),
    ("it", "due milioni e mezzo di euro", 2.5e6, "EUR"),
    ("it", "due ore e mezza", 2.5, "hour"),
    ("it", "una decina di feriti", 10, None),
    ("pt", "meia dúzia de pessoas", 6, None),
    ("pt", "3,5 bilhões de dólares", 3.5e9, "USD"),
    ("nl", "een half miljoen mensen", 5e5, None),
    ("nl", "drie en een half jaar", 3.5, "year"),
    ("ru", "полторы тысячи домов", 1500, None),
    ("ru", "полмиллиона человек", 5e5, None),
    ("ru", "трем тысячам пациентов", 3000, None),
    ("ru", "12 тысяч 130 рублей", 12_130, "RUB"),
    ("ru", "семеро детей", 7, None),
    ("ru", "более 1 трлн рублей", 1e12, "RUB"),
    ("uk", "двадцять п'ять осіб", 25, None),
    ("uk", "півтори тисячі гривень", 1500, "UAH"),
    ("pl", "dwadzieścia trzy osoby", 23, None),
    ("pl", "pół miliona uchodźców", 5e5, None),
    ("pl", "2,5 mln zł", 2.5e6, "PLN"),
    ("tr", "yirmi üç kişi", 23, None),
    ("tr", "altı ölü", 6, None),
    ("tr", "bin beş yüz kişi", 1500, None),
    ("tr", "12 bin 500 kişi", 12_500, None),
    ("tr", "iki buçuk milyon dolar", 2.5e6, "USD"),
    ("tr", "yüzde 40", 40, "%"),
    ("tr", "%40", 40, "%"),
    ("ar", "ثلاثة وعشرون شخصا", 23, None),
    ("ar", "أربعة عشر آخرين", 14, None),
    ("ar", "ثلاثون شخصا", 30, None),
    ("ar", "عشرة أشخاص", 10, None),
    ("ar", "أحد عشر شخصا", 11, None),
    ("ar", "اثني عشر شخصا", 12, None),
    ("ps", "یوولس تنه", 11, None),
    ("ps", "پنځه ویشت تنه", 25, None),
    ("ps", "شپېته تنه", 60, None),
    ("ar", "ثلاثة آلاف جندي", 3000, None),
    ("ar", "نصف مليون نازح", 5e5, None),
    ("ar", "و٢٫٥ مليون دولار", 2.5e6, "USD"),
    ("ar", "لـ20 شخصا", 20, None),
    ("ar", "40 في المئة", 40, "%"),
    ("fa", "بیست و سه نفر", 23, None),
    ("fa", "هزار و دوصد سرباز", 1200, None),
    ("fa", "یک و نیم میلیون نفر", 1.5e6, None),
    ("fa", "سی‌هزار نفر", 30_000, None),
    ("fa", "نه نفر کشته شدند", 9, None),
    ("ur", "ڈھائی لاکھ افراد", 2.5e5, None),
    ("ur", "ساڑھے تین کروڑ روپے", 3.5e7, "PKR"),
    ("hi", "ढाई लाख लोग", 2.5e5, None),
    ("hi", "2.5 करोड़ रुपये", 2.5e7, "INR"),
    ("hi", "2.5 करो\u095c रुपये", 2.5e7, "INR"),  # the dot and its letter as one
    ("hi", "दो लोगों की मौत", 2, None),
    ("id", "tiga ratus lima puluh ribu orang", 350_000, None),
    ("id", "dua belas orang", 12, None),
    ("id", "3,2 triliun rupiah", 3.2e12, "IDR"),
    ("sv", "tjugotre döda", 23, None),
    ("sv", "1,5 miljoner kronor", 1.5e6, "SEK"),
    ("sv", "två och en halv timme", 2.5, "hour"),
    ("da", "treogtyve personer", 23, None),
    ("da", "3,5 milliarder kroner", 3.5e9, "DKK"),
    ("no", "tjuetre personer", 23, None),
    ("zh", "二十三人死亡", 23, None),
    ("zh", "一万两千人", 12_000, None),
    ("zh", "3千万美元", 3e7, "USD"),
    ("zh", "四人被捕", 4, None),
    ("ja", "約2万5千人が避難した", 25_000, None),
    ("ja", "負傷者は百五十人", 150, None),
    ("ja", "1億2000万円", 1.2e8, "JPY"),
    ("ko", "3만 5천 명", 35_000, None),
    ("ko", "1억 2천만 원", 1.2e8, "KRW"),
]


@pytest.mark.parametrize(("lang", "text", "value", "unit"), VALUES)
def test_values(lang, text, value, unit):
    (figure,) = find("text", text, lang)
    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"),
    [
        ("de", "mehrere Dutzend Verletzte", 24, 60),
        ("de", "mehrere tausend Menschen", 2e3, 9e3),  # not one thousand
        ("de", "ein paar tausend Menschen", 2e3, 9e3),
        ("fr", "des centaines de milliers de personnes", 2e5, 1e6),
        ("es", "decenas de miles de desplazados", 2e4, 1e5),
        ("es", "varios miles de personas", 2e3, 9999),
        ("ru", "сотни тысяч людей", 2e5, 1e6),
        ("ru", "несколько тысяч человек", 2e3, 9e3),
        ("uk", "сотні тисяч", 2e5, 1e6),
        ("pl", "kilkadziesiąt osób", 20, 90),
        ("tr", "on binlerce insan", 2e4, 99_999),
        ("ar", "عشرات الآلاف", 2e4, 1e5),
        ("fa", "ده‌ها هزار نفر", 2e4, 1e5),
        ("hi", "हजारों लोग", 2e3, 9999),
        ("sv", "tiotusentals", 2e4, 99_999),
        ("zh", "数十万人", 2e5, 1e6),
        ("zh", "上百人", 100, 999),
        ("ko", "수십 명", 20, 99),
    ],
)
def test_vague_quantities(lang, text, low, high):
    (figure,) = find("text", text, lang)
    assert (figure.value, figure.low, figure.high) == (None, low, high)


@pytest.mark.parametrize(
    ("lang", "text", "value", "low", "high"),
    [
        ("pl", "ponad 150 rannych", 150, 150, None),
        ("pl", "liczba ofiar wzrosła do 30", 30, None, None),
        ("sv", "minst 20 personer", 20, 20, None),
        ("no", "opptil 40 personer", 40, None, 40),
        ("id", "sedikitnya 20 orang", 20, 20, None),
        ("ur", "150 سے زائد افراد", 150, 150, None),
        ("ar", "لأكثر من 20 شخصا", 20, 20, None),
    ],
)
def test_bounds(lang, text, value, low, high):
    (figure,) = find("text", text, lang)
    assert (figure.value, figure.low, figure.high) == (value, low, high)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "A las dos y media de la tarde"),
        ("es", "Media Europa arde"),
        ("fr", "la soixantaine"),
        ("fr", "la quarantaine"),
        ("ru", "посетить свою семью"),
        ("uk", "24 серпня"),
        ("tr", "15 Ağustos"),
        ("tr", "gol yedi ve kaybetti"),
        ("tr", "yüzü gülmüyor"),
        ("ar", "15 أغسطس"),
        ("fa", "نه تنها در کابل"),
        ("hi", "मदद दो।"),
        ("ur", "نو منتخب صدر"),
        ("zh", "十月十三日"),
        ("zh", "8月15日"),
        ("zh", "2021年"),
        ("zh", "九一一事件"),
        ("zh", "第三名"),
        ("ja", "三菱"),
        ("ko", "8월 15일"),
    ],
)
def test_what_counts_nothing(lang, text):
    assert find("text", text, lang) == ()


@given(st.sampled_from([(one, other) for one in VALUES for other in VALUES if one[0] == other[0]]))
def test_neighbours_do_not_change_each_other(pair):
    """What a sentence's figures are does not depend on the sentence before it."""
    one, other = pair
    both = [figure.value for figure in find("text", f"{one[1]}. {other[1]}", one[0])]
    assert both == [pytest.approx(one[2]), pytest.approx(other[2])]


@given(
    st.sampled_from(sorted({lang for lang, *_ in VALUES})),
    st.lists(st.sampled_from([t for _, t, *_ in VALUES]), max_size=4),
)
def test_any_words_in_any_language_give_figures_in_order(lang, texts):
    text = " ".join(texts)
    found = find("text", text, lang)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(figure.text == text[figure.start : figure.end] for figure in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("uk", "від 20 до 30 осіб"),
        ("pl", "od 20 do 30 rannych"),
        ("tr", "20 ila 30 kişi"),
        ("ar", "بين 20 و30 شخصا"),
        ("ar", "من 20 إلى 30 شخصا"),
        ("zh", "20至30人"),
        ("ja", "20〜30人"),
        ("ko", "20에서 30명"),
        ("sv", "mellan 20 och 30 personer"),
        ("hi", "20 से 30 लोग"),
        ("id", "20 hingga 30 orang"),
        ("nl", "tussen 20 en 30 mensen"),
        ("it", "tra 20 e 30 morti"),
        ("pt", "entre 20 e 30 mortos"),
    ],
)
def test_ranges(lang, text):
    (figure,) = find("text", text, lang)
    assert (figure.text, figure.value, figure.low, figure.high) == (text, None, 20, 30)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "La cifra subió de 20 a 30"),
        ("pl", "Liczba ofiar wzrosła z 20 do 30"),
        ("sv", "Antalet döda steg från 20 till 30"),
        ("ru", "Число жертв выросло с 20 до 30"),
        ("ar", "ارتفع العدد من 20 إلى 30"),
        ("id", "Jumlah korban naik dari 20 hingga 30"),
    ],
)
def test_a_rise_is_two_figures(lang, text):
    assert [figure.value for figure in find("text", text, lang)] == [20, 30]


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "deux trois "), ("ru", "два "), ("zh", "数十"), ("de", "zwei Dutzend ")]
)
def test_a_text_of_number_words_takes_time_as_it_is_long(lang, words):
    """Sixteen times the text costs far less than the square of that, by the processor's clock."""
    find("text", words * 20, lang)  # the tables are read once

    def cost(times):
        begun = time.process_time()
        find("text", words * times, lang)
        return time.process_time() - begun

    assert min(cost(4_000) for _ in range(2)) < 80 * min(cost(250) for _ in range(5))


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("sv", "20,000 fat om dagen", 20_000),
        ("es", "1,234,567 personas", 1_234_567),
        ("de", "1,899 Euro", 1.899),
        ("de", "0,000 Promille", 0),
        ("de", "2,9bn Euro", 2.9e9),
        ("und", "2.9bn", 2.9e9),
    ],
)
def test_english_thousands_are_no_decimals_anywhere(lang, text, value):
    assert [figure.value for figure in find("text", text, lang)] == [pytest.approx(value)]
