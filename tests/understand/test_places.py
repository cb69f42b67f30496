import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand import gazetteer, places


def found(text, lang="en", title="", **options):
    return [(p.text, p.name, p.country, p.kind) for p in places.find(title, text, lang, **options)]


def names(text, lang="en"):
    return [p.name for p in places.find("", text, lang) if p.kind == "place"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Explosion in Kabul", "en"),
        ("Explosion in Kaboul signalée", "fr"),
        ("Las tropas entran en Kabul", "es"),
        ("Die Lage in Kabul ist unklar", "de"),
        ("Талибы вошли в Кабул", "ru"),
        ("Взрыв прогремел в Кабуле", "ru"),
        ("طالبان وارد کابل شدند", "fa"),
        ("طالبان كابل ته ورسېدل", "ps"),
        ("دخلت طالبان كابول", "ar"),
        ("塔利班进入喀布尔", "zh"),
        ("塔利班進入喀布爾", "zh"),
        ("タリバンがカブールに入った", "ja"),
        ("탈레반이 카불에 진입했다", "ko"),
        ("काबुल में धमाका", "hi"),
        ("Έκρηξη στην Καμπούλ", "el"),
        ("פיצוץ בקאבול", "he"),
    ],
)
def test_kabul_in_every_script(text, lang):
    assert [p.geonameid for p in places.find("", text, lang)] == [1138958]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The last plane left Bagram at night.", "Bagram"),
        ("Hundreds waited at Torkham on the border.", "Torkham"),
        ("Fighters gathered in Panjshir.", "Panjshir"),
        ("Crowds reached Hamid Karzai International Airport.", "Kabul airport"),
        ("Crowds reached HKIA by noon.", "Kabul airport"),
        ("Shots were heard at Kabul airport.", "Kabul airport"),
        ("Families fled through Spin Boldak.", "Spin Boldak"),
        ("The city of Mazar-i-Sharif held out.", "Mazar-i-Sharif"),
        ("Lashkar Gah was the last to fall in the south.", "Lashkar Gah"),
    ],
)
def test_afghan_places(text, name):
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("طالبان کندهار ونیو", "Kandahar"),
        ("جنگ در هلمند ادامه دارد", "Helmand"),
        ("نیروها از هرات بیرون شدند", "Herat"),
        ("مزار شریف سقوط کرد", "Mazar-i-Sharif"),
    ],
)
def test_dari_and_pashto_spellings(text, name):
    assert names(text, "fa") == [name]


@pytest.mark.parametrize(
    "province",
    """Badakhshan, Badghis, Baghlan, Balkh, Bamyan, Daykundi, Farah, Faryab, Ghazni, Ghor, Helmand, Herat, Jowzjan,
    Kabul, Kandahar, Kapisa, Khost, Kunar, Kunduz, Laghman, Logar, Nangarhar, Nimroz, Nuristan, Paktika, Paktia,
    Panjshir, Parwan, Samangan, Sar-e Pol, Takhar, Uruzgan, Wardak, Zabul""".replace("\n    ", " ").split(", "),
)
def test_all_34_provinces(province):
    (place,) = places.find("", f"Officials in {province} province confirmed it.", "en")
    assert place.country == "AF"


def test_a_demonym_counts_as_its_country_and_is_marked():
    assert found("Afghan and British officials met Americans.") == [
        ("Afghan", "Afghanistan", "AF", "demonym"),
        ("British", "United Kingdom", "GB", "demonym"),
        ("Americans", "United States", "US", "demonym"),
    ]


@pytest.mark.parametrize(
    ("word", "country"),
    [("Argentine", "AR"), ("Azerbaijani", "AZ"), ("Bangladeshi", "BD"), ("Israeli", "IL"), ("Pakistani", "PK"), ("Somali", "SO"),
     ("Swiss", "CH"), ("Tajikistani", "TJ"), ("Yemeni", "YE"), ("Filipina", "PH")],
)  # fmt: skip
def test_what_another_language_calls_a_country_is_a_demonym_in_english(word, country):
    assert [(c, kind) for _, _, c, kind in found(f"Two {word} officials spoke.")] == [(country, "demonym")]


@pytest.mark.parametrize(("text", "lang", "expected"), [
    ("L'Argentine ferme ses ports.", "fr", ("Argentina", "place")), ("Somali'de patlama oldu.", "tr", ("Somalia", "place")),
    ("انفجار در روسیه", "fa", ("Russia", "place")), ("قوات روسية تنسحب", "ar", ("Russia", "demonym")),
    ("Schools in the Somali region closed.", "en", ("Somali", "place")),
])  # fmt: skip
def test_a_name_is_a_country_or_a_demonym_by_its_language(text, lang, expected):
    assert [(name, kind) for _, name, _, kind in found(text, lang)] == [expected]


@pytest.mark.parametrize("text", [
    "Paris Hilton opened the show.", "The novels of Jack London sell well.", "Mr. London declined.", "Gen. Austin Miller spoke.",
    "Reading books is fun.", "It was a nice day to march and to have mobile phones out.", "Manchester United won again.",
    "The New York Times reported it first.", "The WHO and HIV experts disagreed.", "It costs US$40 to enter.",
    "May and April were dry.", "The award went to Mia Olsen and Kane Richards.", "The lawyer Yevgeny Parnas was heard.",
    "Guests included Zandra Rhodes, Bella Novak and Greta Latham.",
])  # fmt: skip
def test_people_teams_papers_and_words_are_no_places(text):
    assert names(text) == []


@pytest.mark.parametrize(("text", "expected"), [
    ("A flood reached Trenton and Kendal.", ["Trenton", "Kendal"]), ("Police in Weston closed a road.", ["Weston"]),
    ("Police named a suspect, Ahmad Alissa Boulder police chief wept. The Boulder police chief spoke.", ["Boulder"]),
    ("A Chicago-area Brightmart was closed.", ["Chicago"]), ("It joins the Schengen area Surrounded by fences.", ["Schengen"]),
])  # fmt: skip
def test_towns_that_are_names_too_and_what_stands_beside_an_area(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("He moved to Paris, Texas, last year.", ["US", "US"]),
        ("He moved to Paris last year.", ["FR"]),
        ("A fire broke out in Springfield, Illinois.", ["US", "US"]),
        ("A storm hit Birmingham, Ala., at dawn.", ["US", "US"]),
        ("Police in Birmingham, England, made arrests.", ["GB", "GB"]),
        ("She lives in Athens, OH with her family.", ["US", "US"]),
        ("Ministers met in Tbilisi; Georgia asked for help.", ["GE", "GE"]),
        ("Voters in Atlanta and Savannah decide for Georgia.", ["US", "US", "US"]),
    ],
)
def test_which_place_of_a_name(text, countries):
    assert [p.country for p in places.find("", text, "en")] == countries


@pytest.mark.parametrize(("text", "expected"), [
    ("Fans of Grenfell gave her a song.", []), ("A new probe will study Jupiter.", []), ("Old photos show Olympic boxing.", []),
    ("The mayor of Grenfell resigned.", ["Grenfell"]),
    ("She lives in Grenfell.", ["Grenfell"]), ("A fire burns in the Grenfell area.", ["Grenfell"]),
    ("Fans of Grenfell came to Sydney.", ["Grenfell", "Sydney"]), ("Australian fans of Grenfell came.", ["Grenfell"]),
    ("Fans of Grenfell, Australia, came.", ["Grenfell", "Australia"]), ("Fans of Geelong came.", ["Geelong"]),
    ("Fans of Grenfell gave a song. He was born in Grenfell.", ["Grenfell", "Grenfell"]),
])  # fmt: skip
def test_a_small_town_abroad_needs_more_than_its_name(text, expected):
    assert names(text) == expected


def test_a_small_town_at_home_needs_only_its_name():
    (place,) = places.find("", "Fans of Grenfell gave her a song.", "en", home="AU")
    assert place.country == "AU"


def test_where_the_outlet_is_at_home_is_a_hint():
    (place,) = places.find("", "A man was hurt in Newcastle.", "en", home="AU")
    assert place.country == "AU"


def test_us_needs_its_capitals():
    assert found("The US and the U.S. told us.") == [
        ("US", "United States", "US", "place"),
        ("U.S.", "United States", "US", "place"),
    ]


def test_both_fields_in_order():
    spans = places.find("Kabul airport closes", "Flights to Doha stopped.", "en")
    assert [(p.field, p.start, p.text) for p in spans] == [("title", 0, "Kabul airport"), ("text", 11, "Doha")]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Kabul",
                "Paris",
                "Texas",
                "U.S.",
                "Mr.",
                "in",
                ",",
                "said",
                "کابل",
                "喀布尔机场",
                "Кабула",
                "-",
                "New",
                "York",
                "\n",
                "'s",
                "Pa.",
            ]
        )
        | st.text(max_size=5),
        max_size=25,
    ).map(" ".join)
)
def test_spans_are_verbatim_and_apart(text):
    end = 0
    spans = places.find("", text, "en")
    for place in spans:
        assert text[place.start : place.end] == place.text != ""
        assert place.start >= end
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        end = place.end
    assert spans == places.find("", text, "en")


@pytest.mark.parametrize("name", ["kabul", "Kabul", "کابل", "كابل", "Кабул", "кабуле", "喀布尔", "KABUL"])
def test_lookup_in_every_script(name):
    known = places.lookup(name)
    assert known is not None
    assert known.geonameid == 1138958
    assert known.important


def test_lookup_prefers_the_well_known():
    assert places.lookup("georgia").country == "GE"
    assert places.lookup("paris").country == "FR"
    assert places.lookup("washington").geonameid == 4140963
    assert places.lookup("us").country == "US"
    assert places.lookup("afghans").demonym
    assert places.lookup("qwertyuiop") is None
    assert places.lookup("") is None


def test_related_places():
    assert set(places.related(-101)) >= {-101, 1138958, 1138957, 1149361}
    assert 1138335 in places.related(1138336)
    assert 1138336 in places.related(1138335)
    assert 5128638 in places.related(5128581)
    assert 5128581 not in places.related(5128638), "most of New York State is not the city"


def test_near_names():
    assert places.near_names("kabull")[0] == "kabul"
    assert places.near_names("kandhar")[0] == "kandahar"
    assert places.near_names("") == ()
    assert len(places.near_names("san", 2)) <= 2


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Port-au-Prince", "port au prince"),
        ("Kandahār", "kandahar"),
        ("Łódź", "lodz"),
        ("كابُل", "کابل"),
        ("سپین‌بولدک", "سپینبولدک"),
        ("İzmir", "izmir"),
    ],
)
def test_normal_forms(name, normal):
    assert gazetteer.normal(name) == normal


def test_every_place_of_the_table_is_located():
    table = gazetteer.table()
    assert len(table.ids) == len(set(table.ids)) > 100_000
    assert all(-900_000 <= lat <= 900_000 for lat in table.lats)
    assert all(-1_800_000 <= lon <= 1_800_000 for lon in table.lons)
    assert all(0 <= posting >> 2 < len(table.ids) for posting in table.postings)


def test_a_division_across_the_180th_meridian_is_where_its_towns_are():
    (place, *_) = places.find("", "A ship ran aground in Chukotka on Friday.", "en")
    assert place.country == "RU"
    assert (round(place.lat), round(place.lon)) == (66, 178)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers of Armenia, Azerbaijan, Georgia, Iraq, Iran and Syria met.", ["AM", "AZ", "GE", "IQ", "IR", "SY"]),
        ("It was seen in Georgia, Oklahoma, Pennsylvania and Indiana, Ohio.", ["US"] * 5),
        ("Fulton County, located in Illinois, is small.", ["US", "US"]),
        ("Cases rose in the Masvingo province of Zimbabwe.", ["ZW", "ZW"]),
        ("Police in Lebanon, Pennsylvania, made an arrest.", ["US", "US"]),
        ("Crews came from Geelong, Victoria, Malta and Spain.", ["AU", "AU", "MT", "ES"]),
        ("A boat sank off Victoria, Malta.", ["MT", "MT"]),
        ("Homes burnt down in Sussex, Wisconsin.", ["US", "US"]),
        ("Shops shut in Chicago, Portland, Maine.", ["US", "US", "US"]),
    ],
)
def test_lists_are_no_addresses_and_containers_decide(text, expected):
    assert [p.country for p in places.find("", text, "en")] == expected


def test_fulton_county_is_the_one_that_is_meant():
    county, _ = places.find("", "Fulton County, located in Illinois, is small.", "en")
    assert county.lat == pytest.approx(40.5, abs=0.5)


def test_a_state_is_no_capital():
    (place,) = places.find("", "Schools in Washington state closed.", "en")
    assert place.lat > 45


@pytest.mark.parametrize(
    ("text", "place", "counts_as"),
    [
        ("Cholera reached the village of Kampungu in Kenya.", "Kampungu", "Kenya"),
        ("Runners met in Weiswampach, Luxembourg, on Sunday.", "Weiswampach", "Luxembourg"),
        ("The villages of Bumbacari and Dudescu in Romania are closed.", "Dudescu", "Romania"),
        ("Shots were heard in Lurnagh, a small market town south of Baghdad.", "Lurnagh", "Baghdad"),
        ("Shots were heard near Lurnagh, some 30 miles from Baghdad.", "Lurnagh", "Baghdad"),
    ],
)
def test_a_place_that_nobody_lists_counts_as_what_is_around_it(text, place, counts_as):
    assert (place, counts_as) in [(p.text, p.name) for p in places.find("", text, "en")]


def test_a_place_that_nobody_lists_is_known_wherever_it_stands():
    text = "Lurnagh was quiet. Two men died in Lurnagh, a town south of Baghdad. The mayor of Lurnagh resigned."
    assert names(text) == ["Baghdad"] * 4


@pytest.mark.parametrize("text", [
    "Anger grew in the Shamari community of Kabul.", "Aid went to elders from Shamari communities in Kabul.",
    "The plan was in Tatters, the paper in Kabul said.", "He read it in Shamari, a novel of 300 pages, in Kabul.",
    "He read it in Shamari, a tale of the city, in Kabul.",
])  # fmt: skip
def test_peoples_and_titles_are_no_places_that_nobody_lists(text):
    assert names(text) == ["Kabul"]


@pytest.mark.parametrize("text", [
    "West Nile virus was found.", "The EU said it would pay.", "United Russia lost seats.", "Hurricane Ida made landfall.",
    "It was St. Patrick's Day.", "Naomi Osaka won again.", "Soul music filled the hall.", "The Monster at the door is a book.",
])  # fmt: skip
def test_more_that_are_no_places(text):
    assert [name for name in names(text) if name not in ("United Kingdom",)] == []


def test_a_union_of_states_is_a_place_where_something_happens_in_it():
    assert names("Prices rose across the EU.") == ["EU"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("او روز دوشنبه به کابل رفت", "fa", ["Kabul"]),
        ("رییس جمهور تاجیکستان در دوشنبه سخن گفت", "fa", ["Tajikistan", "Dushanbe"]),
        ("مردم در شهر دوشنبه گرد آمدند", "fa", ["Dushanbe"]),
        ("هوا در شام سرد شد", "fa", []),
        ("اردو از شهر عقب نشست", "fa", []),  # the army, not Ordu
        ("طالبان میدان هوایی را گرفتند", "fa", []),  # the airport, neither Medan nor Huế
        ("بایدن از خروج دفاع کرد", "fa", []),
        ("درگیری سنگین در هلمند ادامه دارد", "fa", ["Helmand"]),
        ("ولسوالی سنگین در هلمند سقوط کرد", "fa", ["Sangin", "Helmand"]),
        ("قیمت نرخ معروف شمال در کابل", "fa", ["Kabul"]),
    ],
)
def test_words_that_are_also_names_need_company(text, lang, expected):
    assert names(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Kämpfe in Kundus", "de"),
        ("درگیری در کندز", "fa"),
        ("درگیری در قندوز", "fa"),
        ("د کندوز ښار", "ps"),
        ("Fighting in Qunduz", "en"),
        ("Fighting in Konduz", "en"),
        ("Бои в Кундузе", "ru"),
    ],
)  # fmt: skip
def test_kunduz_in_its_spellings(text, lang):
    (place,) = places.find("", text, lang)
    assert place.name == "Kunduz"


@pytest.mark.parametrize(
    "district",
    """Nad Ali, Musa Qala, Garmser, Nawzad, Panjwayi, Arghandab, Maiwand, Dand, Bagrami, Paghman, Shakardara, Imam
    Sahib, Khanabad, Chahar Dara, Baharak, Wakhan, Achin, Surkh Rod, Behsud, Khogyani, Jaghori, Malistan, Balkhab,
    Shindand, Injil, Ghoryan, Obe, Qaisar, Andkhoy, Dawlat Abad, Yakawlang, Kajran, Chora, Deh Rawud, Salang,
    Ghorband, Azra, Baraki Barak, Zurmat, Sabari, Bermal, Want Waygal, Sayed Karam, Chamkani, Gereshk, Sangin,
    Kajaki, Spin Boldak, Shorabak""".replace("\n    ", " ").split(", "),
)
def test_afghan_districts(district):
    found = places.find("", f"Fighting went on in {district} district of Afghanistan.", "en")
    assert found[0].country == "AF"


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("A ship sank in Lake Victoria.", "Lake Victoria", -1, 33),
        ("Troops left the Swat Valley.", "Swat Valley", 35, 72),
        ("Floods hit the Mekong Delta.", "Mekong Delta", 10, 106),
        ("Trains to Long Island stopped.", "Long Island", 41, -73),
        ("Refugees reached Lesbos.", "Lesbos", 39, 26),
        ("A storm crossed the Gulf of Oman.", "Gulf of Oman", 24.5, 58.5),
        ("Fighters hid in the Hindu Kush.", "Hindu Kush", 35.5, 70),
        ("A ship blocks the Suez Canal.", "Suez Canal", 30, 32.5),
        ("Trucks wait at Kerem Shalom.", "Kerem Shalom", 31.2, 34.3),
        ("Fires reached Maui.", "Maui", 20.8, -156.3),
        ("Floods hit Yorkshire.", "Yorkshire", 54, -1.5),
        ("Trains in the Home Counties stopped.", "Home Counties", 51.5, -0.2),
        ("Police on Merseyside held a man.", "Merseyside", 53.4, -3),
        ("Rockets fell on Galilee.", "Galilee", 32.9, 35.4),
        ("The film was shown in Hollywood.", "Hollywood", 34.1, -118.3),
    ],
)
def test_waters_islands_and_valleys(text, name, lat, lon):
    (place,) = places.find("", text, "en")
    assert (place.name, place.lat, place.lon) == (name, pytest.approx(lat, abs=1), pytest.approx(lon, abs=1))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Homs", "Homs"), ("حمص", "Homs"), ("Raqqa", "Raqqa"), ("Fallujah", "Fallujah"), ("Hodeidah", "Hodeidah"),
        ("Qamishli", "Qamishli"), ("Stepanakert", "Stepanakert"), ("Haifa", "Haifa"), ("Tel Aviv", "Tel Aviv"),
        ("Kirkuk", "Kirkuk"), ("Sievierodonetsk", "Sievierodonetsk"), ("Херсон", "Kherson"), ("Mecca", "Mecca"),
        ("Geneva", "Geneva"), ("Köln", "Cologne"), ("Bogotá", "Bogotá"),
    ],
)  # fmt: skip
def test_a_place_is_called_as_english_news_calls_it(written, shown):
    known = places.lookup(written)
    assert known is not None
    assert known.name == shown


def test_ids_lead_back_to_places():
    table = gazetteer.table()
    for ident in (1138958, 1149361, table.ids[0], table.ids[-1]):
        number = table.number(ident)
        assert number is not None
        assert table.ids[number] == ident
    assert table.number(0) is None


CAPITALS = """
    Faizabad, Qala-e-Naw, Pul-e-Khumri, Mazar-i-Sharif, Bamyan, Nili, Farah, Maymana, Ghazni, Firozkoh,
    Lashkar Gah, Herat, Sheberghan, Kabul, Kandahar, Mahmud-i-Raqi, Khost, Asadabad, Kunduz, Mehtarlam,
    Pul-e-Alam, Jalalabad, Zaranj, Parun, Sharana, Gardez, Bazarak, Charikar, Aybak, Sar-e Pol, Taloqan, Tarin
    Kowt, Maidan Shahr, Qalat
"""
CAPITALS_IN_DARI = """
    فیض‌آباد, قلعه نو, پلخمری, مزار شریف, بامیان, نیلی, فراه, میمنه, غزنی, فیروزکوه, لشکرگاه, هرات, شبرغان,
    کابل, قندهار, محمود راقی, خوست, اسدآباد, قندوز, مهترلام, پل علم, جلال‌آباد, زرنج, پارون, شرنه, گردیز,
    بازارک, چاریکار, ایبک, سرپل, تالقان, ترینکوت, میدان شهر, قلات
"""


def listed(text):
    return [" ".join(name.split()) for name in text.split(",")]


@pytest.mark.parametrize("name", listed(CAPITALS))
def test_all_34_capitals_of_provinces(name):
    assert [p.country for p in places.find("", f"Fighters entered {name} on Friday.", "en")] == ["AF"]


@pytest.mark.parametrize("name", listed(CAPITALS_IN_DARI))
def test_all_34_capitals_in_dari(name):
    assert "AF" in [p.country for p in places.find("", f"طالبان وارد شهر {name} شدند", "fa")]


DECLINED = [
    ("ru", "Сегодня жители {} вышли на улицы", "Одессы UA, Москвой RU, Кандагара AF, Херата AF, Риге LV, Санкт-Петербурга RU"),
    ("ru", "Как сообщили в {}, бои стихли", "Кабуле AF, Мелитополе UA, Саудовской Аравии SA, Нижнем Новгороде RU, Киеве UA"),
    ("ru", "В {} нашли склад оружия", "Мелитополе UA, Одессе UA"),
    ("uk", "Сьогодні мешканці {} почули вибухи", "Києва UA, Львовом UA, Харкова UA, Дніпра UA, Чернігові UA, Тернополя UA"),
    ("pl", "Wczoraj doszło do wybuchu w {} i okolicach", "Warszawie PL, Kabulu AF, Kandaharze AF, Niemczech DE, Pradze CZ"),
    ("cs", "Včera to ohlásili v {} a jinde", "Praze CZ, Brně CZ, Kábulu AF, Německu DE, Paříži FR"),
    ("hr", "Jučer je u {} eksplodirala bomba", "Zagrebu HR, Beogradu RS, Kabulu AF, Rusiji RU"),
    ("hu", "Tegnap robbanás történt {} este", "Budapesten HU, Kabulban AF, Moszkvában RU"),
    ("fi", "Räjähdys tapahtui eilen {} illalla", "Helsingissä FI, Kabulissa AF, Lontoossa GB"),
    ("de", "Am Montag wurde {} Regierung genannt", "Kabuls AF, Deutschlands DE, Moskaus RU"),
    ("el", "Χθες άκουσαν στην πόλη {} εκρήξεις", "Θεσσαλονίκη GR, Καμπούλ AF"),
    ("ru", "Вчера в {} взорвалась шахта", "Кемерове RU, Сараеве BA, Косове XK"),
    ("hy", "{} պայթյուն է տեղի ունեցել", "Քաբուլում AF, Երևանում AM, Քաբուլ AF"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "sentence", "name", "country"),
    [(lang, sentence, *one.rsplit(" ", 1)) for lang, sentence, names in DECLINED for one in names.split(", ")],
)
def test_declined_names(lang, sentence, name, country):
    assert [(p.text, p.country) for p in places.find(sentence.format(name), "", lang)] == [(name, country)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Сегодня Владимир Путин принял посла."),
        ("ru", "Письмо вручили Владимиру Зеленскому."),
        ("ru", "Все запомнили слова Владимира."),
        ("ru", "Новую школу построят на улице Калинина."),
        ("ru", "Ровно в полдень всё стихло."),
        ("pl", "W niedzielę Jan Kowalski wrócił do domu."),
        ("cs", "Včera se Novák vrátil domů."),
        ("en", "The Kabulu family moved out."),  # Polish endings are Polish
    ],
)
def test_declined_words_that_are_no_places(lang, text):
    assert places.find(text, "", lang) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police searched Jackson and Barrow counties in Georgia.",
            "Jackson County US, Barrow County US, Georgia US",
        ),
        (
            "Fires burn in Butte, Plumas and El Dorado counties.",
            "Butte County US, Plumas County US, El Dorado County US",
        ),
        ("It happened in the port of Acapulco on Monday.", "Acapulco MX"),
        ("The flood reached Quezon City Wednesday evening.", "Quezon City PH"),
        ("The statement came from the Russian Federation.", "Russia RU"),
        (
            "They searched the villages of Bumbeni and Dudesk, Romanian officials said.",
            "Romania RO, Romania RO, Romania RO",
        ),
        ("A South Ossetian and two Minnesotans met in Tbilisi.", "South Ossetia GE, Minnesota US, Tbilisi GE"),
        ("Fires in Hartford, Bethel and Avon were put out.", "Hartford US, Bethel US, Avon US"),
    ],
)
def test_lists_and_peoples(text, expected):
    assert ", ".join(f"{name} {country}" for _, name, country, _ in found(text)) == expected


def test_between_two_states_stands_a_state():
    florida, georgia, alabama = places.find("", "Storms hit Florida, Georgia and Alabama.", "en")
    _, washington, _ = places.find("", "Rules differ in Virginia, Washington, or Wyoming.", "en")
    assert {florida.country, georgia.country, alabama.country} == {"US"}
    assert washington.geonameid == 5815135  # not the capital


@pytest.mark.parametrize(
    "text",
    [
        "The search engine hid the Tank Man on that day.",
        "Doctors at Imperial College Hospital counted the cases.",
        "A thief was held by Met Police on Sunday.",
        "Turkeys and chickens were culled.",
        "States have issued warnings.",
        "A SWAT team freed them, Xinhua reported.",
        "Pupils of Franklin Elementary waited.",
    ],
)
def test_words_and_schools_are_no_places(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("انفجار في دمشق", "ar", "Damascus"),
        ("انفجار مرفأ بيروت", "ar", "Beirut"),
        ("مظاهرات في القاهرة", "ar", "Cairo"),
        ("Тысячи людей вышли на площадь в Минске", "ru", "Minsk"),
        ("محافظة دمشق", "ar", "Dimashq"),
    ],
)
def test_a_capital_is_itself_in_every_script(text, lang, name):
    assert names(text, lang) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan Henderson scored twice as Liverpool beat Burnley 3-1 at Anfield.", []),
        ("On Sunday Manchester City thrashed Newcastle 5-0.", []),
        ("On Sunday Brazil beat Argentina 2-0 in Rio de Janeiro.", ["Rio de Janeiro"]),
        ("On Sunday Real Madrid signed a striker.", []),
        ("The Southampton striker was hurt, a former Burnley boss said.", []),
        ("France captain Jean Morel spoke in Lyon.", ["France", "Lyon"]),
        ("The price of Brent crude rose.", []),
        ("The Leeds City Council met.", ["Leeds"]),
        ("The Senate in Kansas voted 10-6 to leave.", ["Kansas"]),
        ("A bus from Leeds to Hull was lost on 3-4 roads.", ["Leeds", "Hull"]),
        ("It was written in English.", []),
    ],
)
def test_a_team_is_not_a_place(text, expected):
    assert [name.replace("Kingston upon Hull", "Hull") for name in names(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("Blinken and Austin call Ghani about flights.", []), ("President Biden and Austin spoke.", []),
    ("Austin and Blinken spoke.", []), ("Maria Brandel won, and then Austin and Brandel spoke.", []),
    ("Dallas and Austin sued.", ["Dallas", "Austin"]), ("Fans from Dallas and Austin came.", ["Dallas", "Austin"]),
    ("Trump and Austin Mayor Ann Lee met.", ["Austin"]), ("Biden and Kabul want talks.", ["Kabul"]),
])  # fmt: skip
def test_one_of_two_persons_is_no_town(text, expected):
    assert names(text) == expected


def test_an_acronym_is_no_town_in_cyrillic_either():
    assert names("Про це заявив голова ОВА.", "uk") == []


def test_a_turkish_ending_is_none_of_french():
    assert names("selon le ministre de la Santé", "fr") == []
    assert names("Ankarada konuştu", "tr") == ["Ankara"]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Власти США ввели санкции", "ru", "US"),
        ("Президент РФ прибыл в столицу", "ru", "RU"),
        ("Суд в ЮАР вынес приговор", "ru", "ZA"),
        ("アメリカの大統領が発表", "ja", "US"),
        ("米国の大統領が発表", "ja", "US"),
        ("نیروهای امریکا رفتند", "fa", "US"),
        ("قالت السعودية إنها ستشارك", "ar", "SA"),
        ("أعلنت أمريكا الانسحاب", "ar", "US"),
        ("EEUU retira sus tropas", "es", "US"),
        ("EE.UU. retira sus tropas", "es", "US"),
        ("Las tropas de EE. UU. salieron", "es", "US"),
        ("ABD'nin askerleri çekildi", "tr", "US"),
        ("As tropas dos EUA saíram", "pt", "US"),
    ],
)
def test_countries_by_the_short_names_of_their_news(text, lang, expected):
    assert [(p.country, p.kind) for p in places.find("", text, lang)] == [(expected, "place")]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("وانقطع التيار الكهربائي عن عدة أحياء في المدينة", "ar", []),
        ("حريق في مدينة الموصل", "ar", ["Mosul"]),
        ("هزة ارتدادية تثير الهلع", "ar", []),
        ("الحجاج يصلون إلى المدينة المنورة", "ar", ["Medina"]),
        # words of every day that are also names: how and that, the White House, the authorities, floods
        ("كيف بدأت الحرب ولماذا قال الوزير إن الدولة ستدفع", "ar", []),
        ("قال البيت الأبيض إن السلطات تتابع السيول والفيضانات", "ar", []),
        ("باراك أوباما يلقي كلمة عن البرنامج النووي", "ar", []),
        ("نشرت الوكالة بالصور آثار الحصار", "ar", []),
        ("معارك في مدينة الأبيض غربي السودان", "ar", ["El Obeid", "Sudan"]),
        ("انفجار في كييف", "ar", ["Kyiv"]),
        ("آب و برق هنوز وصل نشده و مسئله مالی است", "fa", []),
        ("دولت مالی در باماکو اعلام کرد", "fa", ["Mali", "Bamako"]),
        ("میرے بارے میں اب کیا کہنا ہے", "ur", []),
        ("اب کراچی میں بارش", "ur", ["Karachi"]),
        ("हिन्दी और मोबाइल के बारे में", "hi", []),
        ("दिल्ली में मार्च", "hi", ["Delhi"]),
        ("לפני שנים אמרו כי במקום הזה", "he", []),
        ("আনন্দ মার্চ মাসে", "bn", []),
        ("发展中国家的胜利", "zh", []),
        ("中国政府表示", "zh", ["China"]),
        # words that begin a headline with a capital
        ("Cada día mueren diez personas", "es", []),
        ("Combates en Chad y en la capital", "es", ["Chad"]),
        ("Reunión de urgencia del Gobierno", "es", []),
        ("Того же дня суд отпустил его", "ru", []),
        ("Выборы в Того", "ru", ["Togo"]),
        ("Angolo cieco, ciclista ucciso", "it", []),
        ("Marché noir : trois arrestations", "fr", []),
        ("Esse homem foi detido", "pt", []),
        ("Kino spłonęło w nocy", "pl", []),
        ("Landen tekenen akkoord", "nl", []),
        ("Ordu sınırda alarma geçti", "tr", []),
        ("Tämä on vakava asia", "fi", []),
        ("Kita harus menunggu", "id", []),
        ("Cada reunió acaba igual", "ca", []),
        ("Musí odejít z vlády", "cs", []),
    ],
)
def test_a_word_that_is_a_towns_name_is_a_word(text, lang, expected):
    assert [place.name for place in places.find(text, "", lang)] == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("نیروهای افغان رفتند", "fa", "AF"),
        ("د افغان حکومت وویل", "ps", "AF"),
        ("نظامیان آمریکایی رفتند", "fa", "US"),
        ("انسحاب القوات الأمريكية", "ar", "US"),
        ("تقدم الجيش السوري", "ar", "SY"),
    ],
)
def test_demonyms_in_arabic_script_count_as_their_country(text, lang, expected):
    assert [(p.country, p.kind) for p in places.find("", text, lang)] == [(expected, "demonym")]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("El gobierno afgano y tropas estadounidenses", "es", [("AF", "demonym"), ("US", "demonym")]),
        ("Argentina gana y los argentinos celebran", "es", [("AR", "place"), ("AR", "demonym")]),
        ("La montaña rusa del parque", "es", []),
        ("le gouvernement afghan et les Russes", "fr", [("AF", "demonym"), ("RU", "demonym")]),
        ("l'Argentine et la presse argentine", "fr", [("AR", "place"), ("AR", "demonym")]),
        # the part behind a hyphen is of a country by itself only behind another country
        ("un missile nord-coréen", "fr", [("KP", "demonym")]),
        ("un accord franco-allemand", "fr", [("DE", "demonym")]),
        ("un joueur sud-américain", "fr", []),
        ("il governo greco", "it", [("GR", "demonym")]),
        ("o governo afegão", "pt", [("AF", "demonym")]),
        ("de Afghaanse regering en Russische troepen", "nl", [("AF", "demonym"), ("RU", "demonym")]),
        ("wojska rosyjskie i Rosjanie", "pl", [("RU", "demonym"), ("RU", "demonym")]),
        ("в'єтнамські війська", "uk", [("VN", "demonym")]),
        ("Afgan hükümeti ve Güney Sudanlı askerler", "tr", [("AF", "demonym"), ("SS", "demonym")]),
        ("रूसी सेना", "hi", [("RU", "demonym")]),
        ("den afghanska regeringen", "sv", [("AF", "demonym")]),
        # a department is no town
        ("O Ministério da Saúde informou", "pt", []),
        ("El Ministerio de Hacienda subió los precios", "es", []),
    ],
)
def test_adjectives_count_as_their_country(text, lang, expected):
    assert [(place.country, place.kind) for place in places.find("", text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "Die afghanischen Truppen zogen ab, die britische Regierung schwieg.", "AF GB"),
        ("de", "Afghanische Truppen zogen ab.", "AF"),
        ("de", "Der türkische Minister fuhr ab.", "TR"),
        ("ru", "Афганские войска отступили, сообщил турецкий министр.", "AF TR"),
        ("ru", "Он встретил южнокорейскую делегацию.", "KR"),
        ("de", "Die Deutsche Welle meldete den Sturm im Indischen Ozean.", ""),
        ("de", "Deutsche Bank meldet Gewinn.", ""),
        ("de", "Sie spricht russisch und lernt die chinesische Sprache.", ""),
        ("ru", "Он учит немецкий язык.", ""),
        ("ru", "Корабль вышел в Финский залив.", ""),
        ("en", "The afghanische troops left.", ""),
    ],
)
def test_adjectives_in_small_letters_count_as_their_country(lang, text, expected):
    found = places.find("", text, lang)
    assert " ".join(p.country for p in found) == expected
    assert all(p.kind == "demonym" for p in found)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Schüsse in Halle (Saale) am Montag", "de", "Halle (Saale) DE"),
        ("Schüsse in Halle am Montag", "de", "Halle DE"),
        ("Ein Haus in Frankfurt (Oder) brannte.", "de", "Frankfurt (Oder) DE"),
        ("Ein Haus in Paris (Texas) brannte.", "de", "Paris US, Texas US"),
        ("Ghani ist außer Landes.", "de", ""),  # "land" in a case, not the French department
        ("Waldbrände in Landes bei Bordeaux", "de", "Landes FR, Bordeaux FR"),
        ("Er floh aus den Bergen.", "de", ""),  # hills
        ("Ein Hotel in Bergen brannte.", "de", "Bergen NO"),
        ("Die Türen der Kita blieben zu.", "de", ""),  # neither Turin nor Japan
        (
            "Alle Kitas bleiben geschlossen. Kitas in Berlin streiken.",
            "de",
            "Berlin DE",
        ),  # nor, as Lithuanians call it, Quito
        ("Oder die Regierung tritt ab. Seine Frau schwieg.", "de", ""),
        ("Hochwasser an der Oder und an der Seine", "de", "Oder , Seine FR"),
        ("Die Ostsee und Brüssels Antwort", "de", "Ostsee , Brüssels BE"),
        ("قصف على دمشق وحلب", "ar", "دمشق SY, وحلب SY"),
        ("قصف وحلب", "ar", ""),  # and he milked
        ("The ABD students met.", "en", ""),
        ("SAD JE VRIJEME", "hr", ""),
    ],
)
def test_names_as_their_languages_write_them(text, lang, expected):
    assert ", ".join(f"{p.text} {p.country}" for p in places.find("", text, lang)) == expected


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Londra'da patlama", "tr", "London"),  # an apostrophe parts a Turkish name from its case
        ("Van'da deprem oldu", "tr", "Van"),
        ("Bağdat'ta saldırı", "tr", "Baghdad"),
        ("Взрывы в Херсоне", "uk", "Kherson"),
        ("Wybuch w mieście Lwów", "pl", "Lviv"),
        ("基辅和哈尔科夫遭导弹袭击", "zh", "Kyiv"),
        ("华盛顿的声明", "zh", "Washington"),
        ("ワシントンで会談", "ja", "Washington"),
        ("تصريح من واشنطن", "ar", "Washington"),
        ("गाजा में विस्फोट", "hi", "Gaza"),
        ("Brand i Göteborg", "sv", "Gothenburg"),
    ],
)
def test_towns_of_the_news_by_the_names_of_its_languages(text, lang, expected):
    assert expected in names(text, lang)


def test_a_turkish_person_is_no_town():
    assert names("Ahmet'in evi yandı", "tr") == []
