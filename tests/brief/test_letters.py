import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.brief.pictures import letters
from bot.brief.pictures.canvas import font
from bot.brief.pictures.letters import FINAL, INITIAL, ISOLATED, MEDIAL, has_glyphs, is_arabic, legible, shaped


def forms(text):
    """What was drawn, from left to right: ("ب", INITIAL); ligatures as ("لا", ISOLATED)."""
    found = []
    for char in shaped(text):
        number = ord(char) - letters.FIRST_FORM
        if ord(char) >= letters.FIRST_LIGATURE:
            alef, form = divmod(ord(char) - letters.FIRST_LIGATURE, 2)
            found.append(("ل" + letters.ALEFS[alef], form))
        elif number >= 0:
            found.append((letters.LETTERS[number // 4], number % 4))
        else:
            found.append(char)
    return found


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Kabul", [*"Kabul"]),
        ("کابل", [("ل", FINAL), ("ب", INITIAL), ("ا", FINAL), ("ک", INITIAL)]),
        ("بین", [("ن", FINAL), ("ی", MEDIAL), ("ب", INITIAL)]),
        ("دره", [("ه", ISOLATED), ("ر", ISOLATED), ("د", ISOLATED)]),
        ("لاهور", [("ر", ISOLATED), ("و", FINAL), ("ه", INITIAL), ("لا", ISOLATED)]),
        ("سلام", [("م", ISOLATED), ("لا", FINAL), ("س", INITIAL)]),
        ("می\u200cرود", [("د", ISOLATED), ("و", ISOLATED), ("ر", ISOLATED), ("ی", FINAL), ("م", INITIAL)]),
        ("ښار", [("ر", ISOLATED), ("ا", FINAL), ("ښ", INITIAL)]),  # Pashto, which has no old presentation forms
        ("قَبُل", [("ل", FINAL), ("ب", MEDIAL), ("ق", INITIAL)]),  # vowel signs are left out
        ("غز 12", [*"12 ", ("ز", FINAL), ("غ", INITIAL)]),
        ("3 در", [("ر", ISOLATED), ("د", ISOLATED), " ", "3"]),
        ("\u200e3 در", ["3", " ", ("ر", ISOLATED), ("د", ISOLATED)]),
    ],
)
def test_letters_are_joined_and_run_from_right_to_left(text, drawn):
    assert forms(text) == drawn


# Widths at 1,000 units an em, as HarfBuzz 15 sets these words in Noto Sans Arabic SemiBold 2.012.
@pytest.mark.parametrize(
    ("word", "width"),
    [
        ("کابل", 1813),
        ("غزنی", 2012),
        ("پښتو", 2190),
        ("بغداد", 2157),
        ("سلام", 2061),
        ("طالبان", 2702),
        ("حلب", 2065),
        ("جلال\u200cآباد", 3354),
        ("لاهور", 2126),
    ],
)
def test_words_are_as_wide_as_a_shaping_engine_makes_them(word, width):
    assert font(1000, True).getlength(shaped(word)) == pytest.approx(width, rel=0.02)
    apart = sum(font(1000, True).getlength(letter) for letter in word)  # unshaped
    assert abs(apart - width) > 0.05 * width


def test_every_promised_character_has_a_glyph_of_its_own():
    for bold in (False, True):
        box = font(40, bold).getmask("\uffff")  # what a font draws for want of a glyph
        forms = {chr(c) for c in range(letters.FIRST_LIGATURE, letters.FIRST_LIGATURE + 8)}
        for n, letter in enumerate(letters.LETTERS):
            count = 4 if letter in letters.DUAL else 2
            forms |= {chr(letters.FIRST_FORM + 4 * n + form) for form in range(count)}
        for char in letters.glyphs() | forms:
            drawn = font(40, bold).getmask(char)
            assert (drawn.size, bytes(drawn)) != (box.size, bytes(box)), hex(ord(char))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kraków, Łódź", "Kraków, Łódź"),
        ("Київ", "Київ"),
        ("Αθήνα", "Αθήνα"),
        ("Đà Nẵng", "Đà Nẵng"),
        ("新华社", "Xinhuashe"),
        ("मुंबई Times", "mumbi Times"),
        ("کابل 北京", "کابل Beijing"),
        ("a\u0000b\ud800c\u202ed", "abcd"),
        ("🔥 Kabul", ":fire: Kabul"),
    ],
)
def test_what_has_no_glyph_is_written_in_letters_that_do(text, shown):
    assert legible(text).strip() == shown


def test_what_can_be_written_as_it_is():
    assert has_glyphs("کابل")
    assert has_glyphs("می\u200cرود")
    assert has_glyphs("São Paulo")
    assert not has_glyphs("北京")
    assert is_arabic("مرکز kabul")
    assert not is_arabic("Kabul")


@given(st.text(max_size=60))
def test_any_text_can_be_shaped_and_has_no_box_in_it(text):
    known = letters.glyphs() | {chr(c) for c in range(letters.FIRST_FORM, letters.FIRST_LIGATURE + 8)}
    assert known.issuperset(shaped(text))
