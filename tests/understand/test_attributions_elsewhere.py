"""Who says what in languages other than English: word orders, marks and particles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cues import kind
from bot.understand.attributions import find

SAID = [
    (
        "es",
        "El gobernador dijo el viernes que la ciudad había caído.",
        "El gobernador",
        "dijo",
        "la ciudad había caído",
    ),
    ("es", "«Huimos», contó Amina.", "Amina", "contó", "«Huimos»"),
    ("fr", "Le ministère a démenti ces informations.", "Le ministère", "a démenti", "ces informations"),
    ("nl", "Volgens de politie zijn 20 mensen gedood.", "de politie", "Volgens", "zijn 20 mensen gedood"),
    ("ru", "Министерство опровергло сообщение.", "Министерство", "опровергло", "сообщение"),
    ("uk", "Міністерство спростувало повідомлення.", "Міністерство", "спростувало", "повідомлення"),
    ("pl", "Gubernator powiedział w piątek, że miasto padło.", "Gubernator", "powiedział", "miasto padło"),
    ("pl", "Według policji, zginęło 20 osób.", "policji", "Według", "zginęło 20 osób"),
    ("cs", "Guvernér v pátek řekl, že město padlo.", "Guvernér", "řekl", "město padlo"),
    ("ro", "Guvernatorul a spus că orașul a căzut.", "Guvernatorul", "a spus", "orașul a căzut"),
    ("sv", "Enligt polisen dödades 20 personer.", "polisen", "Enligt", "dödades 20 personer"),
    ("da", "Guvernøren siger, at byen er faldet.", "Guvernøren", "siger", "byen er faldet"),
    ("no", "Ifølge politiet ble 20 personer drept.", "politiet", "Ifølge", "ble 20 personer drept"),
    ("nb", "Guvernøren sa at byen har falt.", "Guvernøren", "sa", "byen har falt"),
    ("id", "Gubernur mengatakan pada Jumat bahwa kota itu jatuh.", "Gubernur", "mengatakan", "kota itu jatuh"),
    ("id", "Menurut polisi, 20 orang tewas.", "polisi", "Menurut", "20 orang tewas"),
    ("tr", "Vali, kentin düştüğünü söyledi.", "Vali", "söyledi", "kentin düştüğünü"),
    ("tr", "Polise göre 20 kişi öldü.", "Polise", "göre", "20 kişi öldü"),
    ("ar", "وقال المحافظ يوم الجمعة إن المدينة سقطت.", "المحافظ", "وقال", "المدينة سقطت"),
    ("ar", "ونفت الوزارة صحة الخبر.", "الوزارة", "ونفت", "الخبر"),
    ("ar", "ووفقا للشرطة، قتل 20 شخصا.", "لشرطة", "ووفقا ل", "قتل 20 شخصا"),
    ("fa", "والی روز جمعه گفت که شهر سقوط کرده است.", "والی", "گفت", "شهر سقوط کرده است"),
    ("ur", "گورنر نے جمعہ کو کہا کہ شہر پر قبضہ ہو گیا ہے۔", "گورنر", "کہا", "شہر پر قبضہ ہو گیا ہے"),
    ("ur", "پولیس کے مطابق 20 افراد ہلاک ہوئے۔", "پولیس", "کے مطابق", "20 افراد ہلاک ہوئے"),
    ("hi", "राज्यपाल ने शुक्रवार को कहा कि शहर पर कब्जा हो गया है।", "राज्यपाल", "कहा", "शहर पर कब्जा हो गया है"),
    ("hi", "पुलिस के अनुसार 20 लोग मारे गए।", "पुलिस", "के अनुसार", "20 लोग मारे गए"),
    ("hi", "मंत्रालय ने खबर का खंडन किया।", "मंत्रालय", "खंडन किया", "खबर का"),
    ("zh", "省长周五表示，该市已经失守。", "省长", "表示", "该市已经失守"),
    ("zh", "据警方称，20人死亡。", "警方", "称", "20人死亡"),
    ("zh", "该部否认了这一报道。", "该部", "否认", "这一报道"),
    ("zh", "“我们逃了”，阿米娜说。", "阿米娜", "说", "“我们逃了”"),
    ("ja", "知事は金曜日、市が陥落したと述べた。", "知事", "述べ", "市が陥落した"),
    ("ja", "警察によると、20人が死亡した。", "警察", "によると", "20人が死亡した"),
    ("ja", "同省は報道を否定した。", "同省", "否定した", "報道"),
    ("ko", "경찰에 따르면 20명이 숨졌다.", "경찰", "에 따르면", "20명이 숨졌다"),
    ("ko", "주지사는 도시가 함락됐다고 말했다.", "주지사", "말했다", "도시가 함락됐다고"),
]


@pytest.mark.parametrize(("lang", "text", "source", "cue", "content"), SAID)
def test_who_says_what(lang, text, source, cue, content):
    (one,) = find("", text, lang, ())
    assert [" ".join(span.text for span in role) for role in (one.source, one.cue, one.content)] == [
        source,
        cue,
        content,
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "他写了一本小说，名称很长。"),
        ("zh", "他说明了情况。"),
        ("tr", "Yeni köprü dün açıldı."),
        ("hi", "शहर में आज बाजार बंद हैं।"),
        ("pl", "Most jest zamknięty do jutra."),
        ("id", "Jembatan ditutup sampai besok."),
    ],
)
def test_nothing_is_said(lang, text):
    assert find("", text, lang, ()) == ()


@pytest.mark.parametrize(
    ("cue", "lang", "expected"),
    [
        ("утверждают", "ru", "claimed"),
        ("опровергло", "ru", "denied"),
        ("якобы", "ru", "hedged"),
        ("подтвердил", "ru", "confirmed"),
        ("заявил", "ru", "said"),
        ("prétend", "fr", "claimed"),
        ("a démenti", "fr", "denied"),
        ("dijo", "es", "said"),
        ("negó", "es", "denied"),
        ("zaprzeczył", "pl", "denied"),
        ("iddia etti", "tr", "claimed"),
        ("نفت", "ar", "denied"),
        ("دعویٰ کیا", "ur", "claimed"),
        ("खंडन किया", "hi", "denied"),
        ("否认", "zh", "denied"),
        ("声称", "zh", "claimed"),
        ("否定した", "ja", "denied"),
    ],
)
def test_kinds_of_cues(cue, lang, expected):
    assert kind(cue, lang) == expected


@given(
    st.sampled_from(sorted({lang for lang, *_ in SAID})),
    st.lists(st.sampled_from([text for _, text, *_ in SAID]), max_size=3),
)
def test_spans_are_verbatim_whatever_the_language(lang, texts):
    text = " ".join(texts)
    for one in find("", text, lang, ()):
        for span in (*one.source, *one.cue, *one.content):
            assert span.text == text[span.start : span.end] != ""
