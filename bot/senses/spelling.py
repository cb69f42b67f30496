"""Words as the lexicon of senses compares them: found in any script, in one spelling, by their stem where there is a stemmer."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

# The names of Snowball's stemmers. Its newer Dutch one takes the beginnings of words off, too: "overheid" is not "over".
SNOWBALL = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "pt": "portuguese", "it": "italian", "pl": "polish",
    "ru": "russian", "tr": "turkish", "nl": "dutch_porter", "hi": "hindi",
}  # fmt: skip
# Of vowels in Arabic script, and what stretches a word; of vowels and nasals in Devanagari, and what joins its letters.
_MARKS = "\u0640\u064b-\u0655\u0670\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0962\u0963\u200d"
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
WORD = re.compile(rf"[^\W\d_](?:{_LETTER}|(?<=\u094d)\u200c)*(?:['’]t(?!\w))?")  # "won't" is nothing won
FORM = re.compile(rf"=?{_LETTER}+\*?")  # a word of the lexicon, with its signs
_DIGITS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,\u00a0 ]\d{3})+(?!\d)|(?<![\d.,])\d+(?![\d.,]*\d)")  # 12,000 and 12 000
# What Arabic writes in one with the next word: and, so, in, to, as, the, will; the longest first.
_JOINED = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
SHORTEST = 3  # letters that are left of an Arabic word without them
# One letter for those that Arabic, Persian, Urdu and Pashto write in several ways, and for those of Devanagari with a dot below;
# vowel signs, the stretching line and what joins letters are none.
_PLAIN = str.maketrans(
    dict(zip("أإآٱىیئکةۀؤہۂۃёېۍګ’", "ااااييي" "كههو" "ههه" "е" "ييگ" "'", strict=True))
    | dict(zip("\u0958\u0959\u095a\u095b\u095c\u095d\u095e\u095f\u0901", "कखगजडढफय\u0902", strict=True))
    | {"ß": "ss", "ۓ": "يے"}
    | dict.fromkeys(map(chr, [*range(0x64B, 0x656), 0x670, 0x674, 0x640, 0x93C, 0x200C, 0x200D]), None)
)  # fmt: skip
_DOTTED = str.maketrans({"İ": "i", "I": "ı"})
# What Hindi writes in two ways: a nasal before a consonant (हिन्दी, हिंदी), and the endings of गये, गए and गयी, गई.
_NASAL = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[ट-ध])|म्(?=[प-भ])")
_GLIDE = re.compile(r"(?<=.)य([ीे])(?=\u0902?$)")
_VOWEL = {"ी": "ई", "े": "ए"}


def numbers(text: str) -> list[float]:
    """The whole numbers in digits, however their thousands are parted."""
    return [float(re.sub(r"[.,\u00a0 ]", "", digits)) for digits in _DIGITS.findall(text)]


@cache
def _stemmer(lang: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(SNOWBALL[lang], 0) if lang in SNOWBALL else None


@lru_cache(maxsize=50_000)
def stem(word: str, lang: str) -> str:
    """The folded word as forms are looked up by: its stem, where there is a stemmer that leaves enough of it."""
    stemmer = _stemmer(lang)
    short = str(stemmer.stemWord(word)) if stemmer else word
    return word if lang == "hi" and len(short) == 1 else short  # की, दी, गई


def folded(text: str, lang: str) -> str:
    """The text in small letters, and in one spelling where a language has several."""
    if lang == "tr":  # whose small I has no dot
        text = text.translate(_DOTTED)
    plain = text.casefold().translate(_PLAIN)
    if lang == "hi":
        plain = _GLIDE.sub(lambda match: _VOWEL[match[1]], _NASAL.sub("\u0902", plain))
    return plain


@lru_cache(maxsize=100_000)
def ways(word: str, lang: str) -> tuple[tuple[str, str], ...]:
    """(Plain word, key) in each way that it can be read: an Arabic one also without what is joined to it."""
    plain = folded(word, lang)
    bare = [plain]
    if lang == "ar":
        joined = (one for one in _JOINED if plain.startswith(one) and len(plain) - len(one) >= SHORTEST)
        bare += [plain[len(one) :] for one in joined]
    return tuple((one, stem(one, lang)) for one in bare)
