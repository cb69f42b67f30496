"""Text as pictures show it: right-to-left order, joined Arabic letters, and nothing that the fonts have no glyph for.

Pillow shapes Arabic only where the machine has FriBiDi (its wheels do not carry it), so it is done here, alike everywhere: a
letter has up to four forms (Unicode core specification, chapter 9.2), which scripts/build_fonts.py has drawn by HarfBuzz and
put into our fonts at private code points, FIRST_FORM + 4 * letter + form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from anyascii import anyascii
from bidi.algorithm import get_display

# Arabic, Persian, Urdu, Pashto, Kurdish, Sindhi and Uyghur letters that join on both sides, and on the right alone:
# www.unicode.org/Public/UNIDATA/ArabicShaping.txt. The order is that of the fonts' private code points.
DUAL = "ئبتثجحخسشصضطظعغفقكلمنهيىٹپچڤڭکگںھہۂیێېټځڅښڼګڵڃڄ"
RIGHT = "آأؤإاةدذرزوڈډڑړژږڕۀۅۆۇۈۉۋۍەۓےٱ"
LETTERS = DUAL + RIGHT
ALEFS = "اأإآ"  # behind a lam one ligature with it
ISOLATED, FINAL, INITIAL, MEDIAL = range(4)
FIRST_FORM = 0xE000
FIRST_LIGATURE = FIRST_FORM + 4 * len(LETTERS)
TATWEEL, NO_JOINING = "ـ", "\u034f"  # the latter stands for U+200C, which reordering would drop

# What the fonts have besides: Latin, Greek, Cyrillic, punctuation, signs of currency, and Arabic signs and digits.
COVERED = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2DD), (0x300, 0x338), (0x370, 0x3E1), (0x3F0, 0x52F), (0x1E00, 0x1EFF),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x2070, 0x209C), (0x20A0, 0x20BF), (0x2212, 0x2212), (0x60C, 0x60C),
    (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x621), (0x640, 0x640), (0x660, 0x66C),
    (0x6D4, 0x6D4), (0x6F0, 0x6F9),
)  # fmt: skip

# Vowel signs, and the isolates that stand around names in a message: each word of a picture stands by itself.
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u2066-\u2069]")
_ARABIC = re.compile("[\u0600-\u06ff]")


@cache
def glyphs() -> frozenset[str]:
    """The characters that can be written."""
    plain = (chr(code) for first, last in COVERED for code in range(first, last + 1))
    return frozenset([*(c for c in plain if unicodedata.category(c) != "Cn"), *LETTERS])


def is_arabic(text: str) -> bool:
    """Whether the text has letters of Arabic script."""
    return _ARABIC.search(text) is not None


def legible(text: str) -> str:
    """The text in characters that can be written: what the fonts lack is transliterated (anyascii), or left out. Never a box
    in a letter's place."""
    text = _unmarked(text)
    known = glyphs() | {NO_JOINING}
    if known.issuperset(text):
        return text
    # word by word, so that Chinese or Hindi reads as words and what stands around it stays as it is
    words = [word if known.issuperset(word) else latin(word) for word in text.split()]
    return "".join(c for c in " ".join(words) if c in known)


def latin(word: str) -> str:
    """A word in Latin letters: "Beijing", where the transliteration gives each Chinese sign a capital."""
    return re.sub("(?<=[a-z])[A-Z]", lambda found: found[0].lower(), anyascii(word))


def has_glyphs(text: str) -> bool:
    """Whether the text can be written as it is."""
    return legible(text) == _unmarked(text)


def _unmarked(text: str) -> str:
    """The text without vowel signs and isolates, in one form for each letter."""
    return unicodedata.normalize("NFC", _MARKS.sub("", text.replace("\u200c", NO_JOINING)))


def shaped(text: str) -> str:
    """Any text as it is to be drawn, glyph by glyph from left to right. Its direction is that of its first letter, or from left
    to right where a mark (U+200E) at its beginning says so: "170 وزارت" keeps its number in front."""
    base = "L" if text.startswith("\u200e") else None
    text = legible(text)
    if not any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
        return text
    # Within a right-to-left run, reading what is displayed backwards is reading the letters in their order.
    return joined(get_display(text, base_dir=base)[::-1])[::-1]


def joined(text: str) -> str:
    """The text with each Arabic letter in the form that its neighbours give it, in logical order."""
    done: list[str] = []
    for n, letter in enumerate(text):
        before = text[n - 1] if n else ""
        after = text[n + 1] if n + 1 < len(text) else ""
        to_right = before != "" and before in DUAL + TATWEEL
        if letter in ALEFS and before == "ل":
            done.pop()
            earlier = text[n - 2] if n > 1 else ""
            bound = earlier != "" and earlier in DUAL + TATWEEL
            done.append(chr(FIRST_LIGATURE + 2 * ALEFS.index(letter) + bound))
        elif letter in DUAL:
            to_left = after != "" and after in LETTERS + TATWEEL
            form = (ISOLATED, FINAL, INITIAL, MEDIAL)[to_right + 2 * to_left]
            done.append(chr(FIRST_FORM + 4 * LETTERS.index(letter) + form))
        elif letter in RIGHT:
            done.append(chr(FIRST_FORM + 4 * LETTERS.index(letter) + to_right))
        elif letter != NO_JOINING:
            done.append(letter)
    return "".join(done)
