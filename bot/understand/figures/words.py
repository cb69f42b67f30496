"""Number words, units and the small lists that tell counts from other digits. Our own lists; values in comments' units."""

from __future__ import annotations


def _split(text: str) -> list[str]:
    return text.split()


ONES = {
    word: value
    for value, word in enumerate(
        _split(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
            " eighteen nineteen"
        )
    )
} | {"nought": 0, "naught": 0}
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES: dict[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "crore": 1e7, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "trillions": 1e12, "lakhs": 1e5,
    "crores": 1e7, "hundreds": 1e2, "dozen": 12, "dozens": 12, "doz": 12, "dozs": 12,
    "mn": 1e6, "mln": 1e6, "mil": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "tln": 1e12, "trn": 1e12,
}  # fmt: skip
# Letters that stand right after digits. "m" is million after a currency or before what is counted, else metre.
SUFFIXES: dict[str, float] = {
    "k": 1e3, "K": 1e3, "M": 1e6, "mn": 1e6, "mln": 1e6, "mil": 1e6, "b": 1e9, "B": 1e9, "G": 1e9, "bn": 1e9,
    "bln": 1e9,
    "T": 1e12, "tn": 1e12, "tln": 1e12, "trn": 1e12,
}  # fmt: skip
ORDINALS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "nineth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000, "millionth": 1000000,
    "billionth": 10**9, "trillionth": 10**12, "half": 2, "quarter": 4, "first": 1, "second": 2,
}  # fmt: skip
PLURAL_FRACTIONS = {f"{word}s": value for word, value in ORDINALS.items() if word not in ("half", "first", "second")} | {
    "halves": 2, "firsts": 1, "seconds": 2,
}  # fmt: skip

# Scale words of other languages, after digits ("2,5 Millionen", "3 میلیون").
FOREIGN_SCALES: dict[str, float] = {
    "tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9, "mio": 1e6, "mrd": 1e9,
    "mille": 1e3, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "mil": 1e3, "millón": 1e6, "millones": 1e6,
    "milhão": 1e6, "milhões": 1e6, "mila": 1e3, "milioni": 1e6, "milione": 1e6, "miliardi": 1e9, "miljoen": 1e6,
    "miljard": 1e9, "duizend": 1e3, "тыс": 1e3, "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "млн": 1e6, "миллион": 1e6,
    "миллиона": 1e6, "миллионов": 1e6, "млрд": 1e9, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9,
    "тисяч": 1e3, "тисячі": 1e3, "мільйон": 1e6, "мільйонів": 1e6, "мільйони": 1e6, "мільярдів": 1e9,
    "هزار": 1e3, "میلیون": 1e6, "ملیون": 1e6, "میلیارد": 1e9, "ملیارد": 1e9, "زره": 1e3, "ميليون": 1e6,
    "ألف": 1e3, "الف": 1e3, "آلاف": 1e3, "مليون": 1e6, "مليار": 1e9, "bin": 1e3, "milyon": 1e6, "milyar": 1e9,
}  # fmt: skip

# Additive number words where text2num has no language: value of each word; scales multiply what stands before.
PERSIAN = {
    "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6, "هفت": 7, "هشت": 8, "نه": 9, "ده": 10, "یازده": 11,
    "دوازده": 12, "سیزده": 13, "چهارده": 14, "پانزده": 15, "شانزده": 16, "هفده": 17, "هجده": 18, "هژده": 18,
    "نوزده": 19, "بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70, "هشتاد": 80, "نود": 90,
    "صد": 100, "دوصد": 200, "دویست": 200, "سیصد": 300, "سه‌صد": 300, "چهارصد": 400, "پنجصد": 500, "پانصد": 500,
    "ششصد": 600,
    "هفتصد": 700, "هشتصد": 800, "نهصد": 900,
}  # fmt: skip
RUSSIAN = {
    "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5,
    "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "десяти": 10, "одиннадцать": 11, "двенадцать": 12,
    "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17, "восемнадцать": 18,
    "девятнадцать": 19, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "шестьдесят": 60, "семьдесят": 70,
    "восемьдесят": 80, "девяносто": 90, "сто": 100, "двести": 200, "триста": 300, "четыреста": 400, "пятьсот": 500,
    "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
}  # fmt: skip

CURRENCY_SYMBOLS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₴": "UAH", "₩": "KRW", "₪": "ILS",
    "₺": "TRY",
    "؋": "AFN", "₿": "BTC", "￥": "CNY", "₾": "GEL", "元": "CNY", "円": "JPY", "₦": "NGN", "₱": "PHP", "₫": "VND", "฿": "THB",
    "₸": "KZT",
    "ரூ": "INR", "﷼": "IRR", "৳": "BDT", "₼": "AZN", "₲": "PYG", "₡": "CRC",
}  # fmt: skip
# Abbreviations that stand before the digits. "N" and "R" touch them and need a scale: "R5bn".
CURRENCY_PREFIXES = {
    "Rs": "INR", "Rp": "IDR", "RM": "MYR", "Tk": "BDT", "Ksh": "KES", "KSh": "KES", "Sh": "KES", "Tsh": "TZS", "TSh": "TZS",
    "Ush": "UGX", "USh": "UGX", "Birr": "ETB", "SFr": "CHF", "GH₵": "GHS", "GH¢": "GHS", "N": "NGN", "R": "ZAR",
}  # fmt: skip
# What stands before "$" to say whose dollar it is.
DOLLARS = {
    "us": "USD", "u.s": "USD", "u.s.": "USD", "usd": "USD", "c": "CAD", "ca": "CAD", "can": "CAD", "cad": "CAD",
    "a": "AUD",
    "au": "AUD", "aud": "AUD", "aus": "AUD", "nz": "NZD", "nzd": "NZD", "hk": "HKD", "hkd": "HKD", "s": "SGD",
    "sg": "SGD",
    "sgd": "SGD", "nt": "TWD", "r": "BRL", "mx": "MXN",
}  # fmt: skip
ISO_CURRENCIES = frozenset(
    _split(
        "AED AFN ARS AUD BDT BGN BRL BTC CAD CHF CLP CNY COP CZK DKK EGP ETB EUR GBP GEL GHS HKD HRK HUF IDR ILS INR IQD IRR ISK"
        " JOD JPY KES KRW KWD KZT LBP LKR MAD MMK MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN QAR RMB RON RSD RUB SAR SEK SGD"
        " SYP THB TJS TND TRY TWD TZS UAH UGX USD UYU UZS VND XAF XOF YER ZAR"
    )
)
_CURRENCY_NAMES = {
    "USD": "dollar buck", "GBP": "sterling quid", "EUR": "euro", "JPY": "yen", "INR": "rupee", "RUB": "ruble rouble",
    "UAH": "hryvnia",
    "CNY": "yuan renminbi rmb", "CHF": "franc", "SEK": "krona kronor", "NOK": "krone kroner", "AFN": "afghani",
    "TRY": "lira",
    "IRR": "rial toman", "AED": "dirham", "SAR": "riyal", "IQD": "dinar", "KRW": "won", "ZAR": "rand",
    "BRL": "real reais",
    "MXN": "peso", "ILS": "shekel", "PLN": "zloty", "HUF": "forint", "BTC": "bitcoin", "GEL": "lari", "KZT": "tenge",
    "NGN": "naira", "THB": "baht", "ESP": "peseta", "FIM": "markka", "NLG": "guilder", "DEM": "mark deutschmark",
    "KES": "shilling", "BDT": "taka", "IDR": "rupiah", "MYR": "ringgit", "VND": "dong", "CZK": "koruna",
    "ETB": "birr", "ZMW": "kwacha", "GHS": "cedi", "BGN": "lev leva", "RON": "lei leu", "KGS": "som", "TJS": "somoni",
    "AZN": "manat", "MMK": "kyat", "LAK": "kip", "KHR": "riel", "GTQ": "quetzal", "HNL": "lempira", "HTG": "gourde",
    "BWP": "pula", "MZN": "metical", "SLL": "leone", "GMD": "dalasi", "MGA": "ariary", "MRU": "ouguiya", "MNT": "tugrik tögrög",
    "MKD": "denar", "LTL": "litas", "HRK": "kuna", "ALL": "lek", "VES": "bolivar", "MOP": "pataca", "GRD": "drachma",
    "cent": "cent penny pence kopek kopeck paisa paise centavo centime", "GBP ": "pound",
}  # fmt: skip
# Words of nationality that may stand between a number and its currency.
CURRENCY_NATIONS = frozenset(
    _split(
        "us u.s american australian canadian hong kong new zealand singapore taiwan british sterling irish egyptian syrian"
        " lebanese sudanese swiss french belgian cfa swedish danish norwegian icelandic czech turkish italian indian pakistani"
        " nepalese sri deutsche english"
        " lankan chinese japanese mexican philippine filipino argentine chilean colombian cuban russian belarusian iranian omani"
        " qatari saudi yemeni kuwaiti iraqi jordanian bahraini tunisian algerian libyan serbian moroccan emirati kenyan ugandan"
        " tanzanian somali dutch finnish german israeli south korean north polish hungarian brazilian afghan"
    )
)
_UNIT_NAMES = {
    "%": "percent percentage percents percentages prozent pourcent procent процентов процента процент درصد فیصد سلنه",
    "percentage point": "",
    "second": "second sec secs", "minute": "minute min mins minuten",
    "hour": "hour hr hrs stunde stunden heures horas часов часа",
    "day": "day tag tage tagen jours días дней дня", "week": "week woche wochen semaines semanas недель",
    "month": "month monat monate monaten mois meses месяцев",
    "year": "year yr yrs yo jahr jahre jahren ans años лет года",
    "decade": "decade", "century": "century centuries",
    "km": "km kms kilometer kilometre kilometers kilometres kilomètres kilómetros км километров کیلومتر",
    "m": "metre meter metres meters metern mètres metros метров متر", "cm": "cm centimeter centimetre",
    "mm": "mm millimeter millimetre",
    "dm": "dm decimeter decimetre", "mile": "mile mi", "yard": "yard yd yds", "foot": "foot feet ft",
    "inch": "inch inches",
    "nautical mile": "nm", "acre": "acre", "hectare": "hectare ha hektar", "km2": "km2 km² sqkm",
    "foot2": "sqft", "mile2": "sqmi sqmile", "m2": "m2 m² sqm",
    "m3": "m3 m³",
    "kg": "kg kgs kilo kilogram kilogramme кг کیلوگرم کیلو", "g": "g gram gramme grams",
    "mg": "mg milligram milligramme",
    "µg": "µg μg microgram microgramme", "t": "t ton tonne tons tonnes tonnen тонн تن", "lb": "lb lbs",
    "oz": "oz ounce",
    "l": "l liter litre liters litres", "ml": "ml milliliter millilitre", "gallon": "gallon gal",
    "barrel": "barrel bbl",
    "pint": "pint", "quart": "quart", "cup": "cup", "tablespoon": "tablespoon tbsp", "teaspoon": "teaspoon tsp",
    "km/h": "kph kmph km/h km/hr", "mph": "mph", "knot": "knot", "m/s": "m/s",
    "C": "celsius celcius centigrade °c ºc ℃", "F": "fahrenheit farenheit °f ºf ℉", "degree": "degree deg ° º grad градусов",
    "kW": "kw kilowatt", "MW": "mw megawatt", "GW": "gw gigawatt", "W": "watt", "kWh": "kwh", "MWh": "mwh", "V": "volt",
    "kB": "kb kilobyte", "MB": "mb megabyte", "GB": "gb gigabyte", "TB": "tb terabyte", "byte": "byte", "Mbit": "megabit mbit",
    "Gbit": "gigabit gbit", "kbit": "kilobit kbit", "Hz": "hz hertz", "kHz": "khz",
    "MHz": "mhz", "GHz": "ghz", "hp": "hp horsepower", "turn": "turn", "bp": "bps",
    "psi": "psi", "hPa": "hpa hectopascal", "kPa": "kpa kilopascal", "Pa": "pascal", "mbar": "mbar millibar", "stone": "stone",
    "carat": "carat", "dB": "db decibel", "A": "amp ampere", "mA": "milliamp", "N": "newton", "J": "joule", "kJ": "kilojoule",
    "cal": "calorie", "kcal": "kcal kilocalorie", "fathom": "fathom", "light year": "light-year light-years lightyear",
    "megapixel": "megapixel", "Mbps": "mbps mbit/s", "Gbps": "gbps gbit/s", "kbps": "kbps", "GB/s": "gb/s",
    "MB/s": "mb/s", "mpg": "mpg", "µm": "micron micrometer micrometre µm μm", "millisecond": "millisecond ms",
    "microsecond": "microsecond", "nanosecond": "nanosecond ns", "fortnight": "fortnight", "furlong": "furlong",
    "bushel": "bushel",
    "rpm": "rpm", "km/s": "km/s", "TWh": "twh", "GWh": "gwh", "TW": "tw terawatt", "PB": "pb petabyte",
    "Sv": "sievert", "mSv": "millisievert msv", "Bq": "becquerel", "K": "kelvin", "lumen": "lumen",
}  # fmt: skip


def _plurals(table: dict[str, str]) -> dict[str, str]:
    words: dict[str, str] = {}
    for unit, names in table.items():
        for name in names.split():
            words[name] = unit.strip()
            if len(name) > 2 and name.isascii() and name.isalpha() and not name.endswith("s"):
                words.setdefault(name + "s", unit.strip())
    return words


CURRENCIES = _plurals(_CURRENCY_NAMES)
UNITS = _plurals(_UNIT_NAMES)
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|"
    "octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|آبان|بهمن|اسفند|"
    "ژانویه|فوریه|مارچ|مارس|آوریل|اپریل|مه|ژوئن|جون|ژوئیه|جولای|اوت|اگست|آگوست|سپتامبر|سپتمبر|اکتبر|اکتوبر|نوامبر|نومبر|دسامبر|دسمبر"
)

# Plurals without -s, and words that stand for those counted.
COUNTED = frozenset(
    _split(
        "people men women children troops police personnel dead wounded injured killed missing displaced arrested detained hurt"
        " others soldiers civilians aircraft fish sheep cattle youth staff crew lives deaths casualties migrants"
        " refugees evacuees"
        " fatalities households homes families percent personnel survivors militants fighters insurgents victims hostages"
    )
)
STATES = frozenset(
    _split(
        "dead wounded injured killed missing displaced arrested detained hurt hospitalised hospitalized evacuated rescued"
    )
)
KILLING = {
    "killing": "killed", "killed": "killed", "kills": "killed", "kill": "killed", "wounding": "wounded",
    "wounded": "wounded",
    "wounds": "wounded", "injuring": "injured", "injured": "injured", "injures": "injured", "arrested": "arrested",
    "arresting": "arrested", "detained": "arrested", "displacing": "displaced", "displaced": "displaced",
    "evacuating": "evacuated", "evacuated": "evacuated", "rescuing": "rescued", "rescued": "rescued",
}  # fmt: skip
# A noun phrase ends before these.
STOP = frozenset(
    _split(
        "the a an of in on at to for from by with and or but as is are was were be been has have had do does did will would can"
        " could may might should must who whom which that this these those than then when where while after before since until"
        " during over under into onto about against between among per it its he she they we you i his her their our your my not"
        " no if so because says said say told if via amid near off out up down back there here also only just now today yesterday"
        " tomorrow tonight ago later earlier each every all both"
    )
)
NOT_PLURAL = frozenset(
    _split(
        "is was has does its this his us vs plus across towards versus perhaps always yes says goes makes takes gets claims"
        " news series means thus less as ours yours hers theirs sometimes besides whereas"
    )
)
