import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understand import sentences

CASES = [
    ("en", "Kabul fell.", ["Kabul fell."]),
    ("en", "The U.S. Army left. Gen. Donahue went last.", ["The U.S. Army left.", "Gen. Donahue went last."]),
    ("en", "He flew to the U.S. The others stayed.", ["He flew to the U.S.", "The others stayed."]),
    (
        "en",
        "The gate closed at 3 p.m. Friday. Mr. Noor waited.",
        ["The gate closed at 3 p.m. Friday.", "Mr. Noor waited."],
    ),
    ("en", '"We leave tonight," she said. "No one stays."', ['"We leave tonight," she said.', '"No one stays."']),
    ("en", "First line\nSecond line. Third.", ["First line", "Second line.", "Third."]),
    ("en", "  spaced out.   And more.  \n\n", ["spaced out.", "And more."]),
    ("de", "Am 15. August fiel Kabul. Danach kam Stille.", ["Am 15. August fiel Kabul.", "Danach kam Stille."]),
    # a number may end a sentence, an ordinal does not
    ("en", "The toll is now 12. Rescuers dig.", ["The toll is now 12.", "Rescuers dig."]),
    ("de", "Die Zahl stieg auf 12. Retter suchen.", ["Die Zahl stieg auf 12.", "Retter suchen."]),
    ("de", "Das Treffen ist am 15. Die Minister kommen.", ["Das Treffen ist am 15.", "Die Minister kommen."]),
    ("de", "Der 1. FC Velm gewann im 2. Anlauf.", ["Der 1. FC Velm gewann im 2. Anlauf."]),
    ("es", "Los muertos son ya 12. Los equipos siguen.", ["Los muertos son ya 12.", "Los equipos siguen."]),
    ("ru", "Погибли 12. Спасатели ищут.", ["Погибли 12.", "Спасатели ищут."]),
    ("tr", "13. Ağır Ceza karar verdi. Sanık tutuklandı.", ["13. Ağır Ceza karar verdi.", "Sanık tutuklandı."]),
    # titles and streets are shortened in every language
    ("pt", "A av. Paulista foi fechada. O trânsito parou.", ["A av. Paulista foi fechada.", "O trânsito parou."]),
    (
        "it",
        "L'art. 18 è stato abolito. I sindacati protestano.",
        ["L'art. 18 è stato abolito.", "I sindacati protestano."],
    ),
    ("pl", "Zginęło ok. 3 tys. osób, mówi dr. Nowak.", ["Zginęło ok. 3 tys. osób, mówi dr. Nowak."]),
    ("nl", "Ook mevr. De Vries zwijgt.", ["Ook mevr. De Vries zwijgt."]),
    ("ar", "قال د. أحمد إن ثلاثة قتلوا.", ["قال د. أحمد إن ثلاثة قتلوا."]),
    ("hi", "डॉ. शर्मा ने कहा कि 3 लोग मारे गए।", ["डॉ. शर्मा ने कहा कि 3 लोग मारे गए।"]),
    ("fa", "شهر آرام است. آیا پرواز هست؟ بله.", ["شهر آرام است.", "آیا پرواز هست؟", "بله."]),
    ("fa", "زلزله ۵.۲ ریشتری بدخشان را لرزاند", ["زلزله ۵.۲ ریشتری بدخشان را لرزاند"]),
    ("zh", "城市陷落了。有航班吗？没有！", ["城市陷落了。", "有航班吗？", "没有！"]),
    ("und", "", []),
    ("und", " \n\t ", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_split(lang, text, expected):
    assert [span.text for span in sentences.split("text", text, lang)] == expected


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('.!?"\n U.S. Gen. ”。؟'), max_size=120),
    st.sampled_from(["en", "fa", "zh", "und", "xx"]),
)
def test_spans_are_verbatim_ordered_and_lose_nothing(text, lang):
    spans = sentences.split("title", text, lang)
    end = 0
    for span in spans:
        assert span.field == "title"
        assert text[span.start : span.end] == span.text == span.text.strip() != ""
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()
