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

    "USD": (
        "dollar buck dólar dólares dollaro dollari dolar dolary dolarów dolarach доллар доллара долларов доллары долларах "
        "долар долара доларів долари دولار دولارا دولاراً دولارات دالر دلار ډالر ډالره ڈالر ڈالرز"
    ), "GBP": "sterling quid", "EUR": "euro євро евро يورو یورو", "JPY": "yen", "INR": "rupee",
    "RUB": "ruble rouble rubel rubli rublos rublo рубль рубля рублей рубли рублях",

    "UAH": "hryvnia гривна гривны гривен гривня гривні гривень",
    "CNY": "yuan renminbi rmb юань юаня юаней", "CHF": "franc franken", "SEK": "krona kronor", "NOK": "krone kroner",
    "AFN": "afghani افغانی افغانۍ",
    "TRY": "lira lire",
    "IRR": "rial toman", "AED": "dirham", "SAR": "riyal", "IQD": "dinar", "KRW": "won", "ZAR": "rand",
    "BRL": "real reais",
    "MXN": "peso", "ILS": "shekel",
    "PLN": "zloty zł złoty złote złotych", "HUF": "forint", "BTC": "bitcoin", "GEL": "lari", "KZT": "tenge",
    "NGN": "naira", "THB": "baht", "ESP": "peseta", "FIM": "markka", "NLG": "guilder", "DEM": "mark deutschmark",
    "KES": "shilling", "BDT": "taka", "IDR": "rupiah", "MYR": "ringgit", "VND": "dong", "CZK": "koruna",
    "ETB": "birr", "ZMW": "kwacha", "GHS": "cedi", "BGN": "lev leva", "RON": "lei leu", "KGS": "som", "TJS": "somoni",
    "AZN": "manat", "MMK": "kyat", "LAK": "kip", "KHR": "riel", "GTQ": "quetzal", "HNL": "lempira", "HTG": "gourde",
    "BWP": "pula", "MZN": "metical", "SLL": "leone", "GMD": "dalasi", "MGA": "ariary", "MRU": "ouguiya", "MNT": "tugrik tögrög",
    "MKD": "denar", "LTL": "litas", "HRK": "kuna", "ALL": "lek", "VES": "bolivar", "MOP": "pataca", "GRD": "drachma",
    "penny": "penny pence", "cent": "cent kopek kopeck paisa paise centavo centime", "GBP ": "pound",
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
    "second": "second sec secs",
    "minute": "minute min mins minuten minutos minuti минут хвилин minut dakika menit دقیقه دقيقة मिनट منٹ",

    "hour": (
        "hour hr hrs stunde stunden heures horas часов часа годин години час ore ora horas hora uur timmar timme timer "
        "godzin godziny saat ساعت ساعة ساعات घंटे घंटों گھنٹے jam"
    ),

    "day": (
        "day tag tage tagen jour jours día días dia dias giorno giorni dagen dag dagar dage dager день дней дня днів дні "
        "dni gün hari روز يوم أيام दिन دن"
    ),
    "week": (
        "week woche wochen semaine semaines semana semanas settimane weken veckor uger uker недель недели тижнів тижні "
        "tygodni tygodnie hafta minggu هفته أسابيع हफ्ते ہفتے"
    ),

    "month": (
        "month monat monate monaten mois meses mesi maanden månader måneder месяцев месяца місяців місяці miesięcy "
        "miesiące bulan ماه أشهر महीने مہینے"
    ),

    "year": (
        "year yr yrs yo y/o jahr jahre jahren ans año años anni anno anos jaar år лет года років роки lat lata yıl tahun سال "
        "سنة سنوات عاما साल سال"
    ),
    "decade": "decade", "century": "century centuries",
    "km": "km kms kilometer kilometre kilometers kilometres kilomètres kilómetros км километров کیلومتر",
    "m": "metre meter metres meters metern mètres metros метров متر", "cm": "cm centimeter centimetre",
    "mm": "mm millimeter millimetre",
    "dm": "dm decimeter decimetre", "mile": "mile mi", "yard": "yard yd yds", "foot": "foot feet ft",
    "inch": "inch inches",
    "nautical mile": "nm", "acre": "acre", "hectare": "hectare ha hektar", "km2": "km2 km² sqkm",
    "foot2": "sqft", "mile2": "sqmi sqmile", "m2": "m2 m² sqm",
    "m3": "m3 m³", "m3/s": "m³/s m3/s cumec", "ft3/s": "ft³/s ft3/s cusec", "ppm": "ppm", "ppb": "ppb",
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
    "kV": "kv kilovolt",
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

# Vague quantities: what a reader would grant them at least and at most. Our own choice, stated in the docs.
VAGUE: dict[str, tuple[float, float]] = {
    "dozens": (24, 99), "dozen": (24, 60), "scores": (40, 99), "tens": (20, 99), "hundreds": (200, 999),
    "hundred": (200, 900), "thousands": (2e3, 9999), "thousand": (2e3, 9e3), "millions": (2e6, 99e6),
    "million": (2e6, 9e6), "billions": (2e9, 99e9), "dutzende": (24, 99), "dutzenden": (24, 99), "hunderte": (200, 999),
    "hunderten": (200, 999), "tausende": (2e3, 9999), "tausenden": (2e3, 9999), "zehntausende": (2e4, 99999),
    "zehntausenden": (2e4, 99999), "hunderttausende": (2e5, 999999), "dizaines": (20, 99), "centaines": (200, 999),
    "milliers": (2e3, 9999), "decenas": (20, 99), "docenas": (24, 99), "cientos": (200, 999), "centenares": (200, 999),
    "miles": (2e3, 9999), "десятки": (20, 99), "десятков": (20, 99), "сотни": (200, 999), "сотен": (200, 999),
    "тысячи": (2e3, 9999), "ده‌ها": (20, 99), "دهها": (20, 99), "صدها": (200, 999), "هزاران": (2e3, 9999),
    "میلیون‌ها": (2e6, 99e6), "میلیونها": (2e6, 99e6), "لسګونه": (20, 99), "سلګونه": (200, 999), "زرګونه": (2e3, 9999),
    "عشرات": (20, 99), "مئات": (200, 999), "آلاف": (2e3, 9999), "العشرات": (20, 99), "المئات": (200, 999),
    "الآلاف": (2e3, 9999), "الملايين": (2e6, 99e6), "دسیوں": (20, 99), "بیسیوں": (20, 99), "दसियों": (20, 99),
    "बीसियों": (20, 99), "tysiące": (2e3, 9999), "decine": (20, 99), "centinaia": (200, 999),
    "migliaia": (2e3, 9999), "dezenas": (20, 99), "centenas": (200, 999), "milhares": (2e3, 9999), "tientallen": (20, 99),
    "honderden": (200, 999), "duizenden": (2e3, 9999), "dziesiątki": (20, 99), "dziesiątek": (20, 99),
    "setki": (200, 999), "setek": (200, 999), "kilkanaście": (11, 19), "kilkunastu": (11, 19), "kilkadziesiąt": (20, 90),
    "kilkudziesięciu": (20, 90), "kilkaset": (200, 900), "kilkuset": (200, 900), "сотні": (200, 999),
    "сотень": (200, 999), "десятків": (20, 99), "тисячі": (2e3, 9999), "onlarca": (20, 99), "on binlerce": (2e4, 99999),
    "yüz binlerce": (2e5, 999999), "tiotusentals": (2e4, 99999), "hundratusentals": (2e5, 999999),
    "titusindvis": (2e4, 99999), "titusenvis": (2e4, 99999), "tienduizenden": (2e4, 99999),
    "honderdduizenden": (2e5, 999999), "yüzlerce": (200, 999), "binlerce": (2e3, 9999), "tiotals": (20, 99),
    "dussintals": (24, 99), "hundratals": (200, 999), "tusentals": (2e3, 9999), "snesevis": (20, 99),
    "hundredvis": (200, 999), "tusindvis": (2e3, 9999), "dusinvis": (24, 99), "hundrevis": (200, 999),
    "tusenvis": (2e3, 9999), "puluhan": (20, 99), "ratusan": (200, 999), "ribuan": (2e3, 9999), "jutaan": (2e6, 99e6),
    "दर्जनों": (24, 99), "सैकड़ों": (200, 999), "हजारों": (2e3, 9999), "हज़ारों": (2e3, 9999), "लाखों": (2e5, 99e5),
    "درجنوں": (24, 99), "سینکڑوں": (200, 999), "ہزاروں": (2e3, 9999), "لاکھوں": (2e5, 99e5),
}  # fmt: skip
# Chinese, Japanese and Korean, written without spaces.
UNSPACED_VAGUE: dict[str, tuple[float, float]] = {
    "数十": (20, 99), "數十": (20, 99), "几十": (20, 99), "幾十": (20, 99), "数百": (200, 999),
    "數百": (200, 999), "几百": (200, 999), "上百": (100, 999), "数千": (2e3, 9999), "數千": (2e3, 9999),
    "几千": (2e3, 9999), "上千": (1e3, 9999), "成千上万": (2e3, 99999), "数万": (2e4, 99999),
    "數萬": (2e4, 99999), "수십": (20, 99), "수백": (200, 999), "수천": (2e3, 9999),
}  # fmt: skip
VAGUE |= UNSPACED_VAGUE

MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|"
    "octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "حمل|ثور|جوزا|سرطان|اسد|سنبله|میزان|عقرب|قوس|جدی|دلو|حوت|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|آبان|بهمن|اسفند|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|stycznia|lutego|marca|kwietnia|maja|"
    "czerwca|lipca|sierpnia|września|października|listopada|grudnia|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|"
    "kasım|aralık|يناير|فبراير|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|"
    "जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर|جنوری|فروری|اپریل|مئی|جولائی|اگست|ستمبر|نومبر|دسمبر|"
    "januari|februari|maart|maret|mei|juni|juli|augustus|agustus|desember|augusti|maj|marts|gennaio|febbraio|aprile|maggio|giugno|"
    "luglio|settembre|ottobre|dicembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|"
    "جنوري|فبروري|اپرېل|جولای|اګست|سپټمبر|ډسمبر|وری|غویی|غبرګولی|چنګاښ|زمری|وږی|تله|لړم|لیندۍ|مرغومی|سلواغه|کب|"
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
# Verbs after which a number's noun has ended: "one doctor tells", "five plus five equals ten"
VERBS = frozenset(_split("says goes makes takes gets claims equals comes gives keeps becomes seems tells adds lets"))
NOT_PLURAL = VERBS | frozenset(
    _split(
        "is was has does its this his us vs plus across towards versus perhaps always yes"
        " news series means thus less as ours yours hers theirs sometimes besides whereas"
    )
)
# Words that open no noun phrase, in the languages read by word order alone.
STOP_ELSEWHERE = frozenset(
    _split(
        "ont sont est été son fue fueron han resultaron quedaron sono è stati stata ficaram ficou foram foi wurden wurde werden "
        "werd "
        "är blev var er ble было были был стали je są byli zostało zostały został zostali sunt au fost olan "
        "ila ile till tot hingga sampai إلى "
        " de des du d en a à al et y e o u ou da do di del della dei und oder von der die das in im am mit für van het "
        "een op le la les los las il lo gli pour por para per con avec sur и в на с из по за к от از در به و را که با "
        "بر تا د په له ته او چې من في على إلى عن mais pero aber или у о до та з із і й або w z ze na od po dla ve ile "
        "veya için och i på av för med til og fra dan dari untuk karena और की का के को में से ने पर ही भी तक या تھے "
        "ہے اور کی کے کا سے میں نے کو پر تک یا ولا هم هو عند ترمنځ څخه درباره ارا "
    )
)
