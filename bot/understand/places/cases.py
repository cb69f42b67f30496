"""Names of places as languages write them: in their cases, and with what is written in one with them."""

from __future__ import annotations

from functools import lru_cache

from bot.understand import gazetteer
from bot.understand.gazetteer import ALTERNATE


def _endings(table: str) -> tuple[tuple[str, str], ...]:
    """ "ой:а" -> an ending and what the name has instead, as the gazetteer folds letters."""
    pairs = (pair.split(":") for pair in table.split())
    return tuple((gazetteer.word(end), gazetteer.word(base)) for end, base in pairs)


# Case endings of names, by script and language; "е:а" reads: Одессе stands for Одесса. They must lead to a well-known place.
_CYRILLIC = _endings(
    "ом: ем: ой:а ою:а ей:я ии:ия ию:ия ией:ия іі:ія ію:ія єю:я а: у: е: і: ові: е:а і:а ы:а и:а у:а и:я е:я е:ь ю:я і:я и:ь і:ь"
    " я:ь ю:ь ем:ь ём:ь я:и є:ь єві:їв єва:їв єву:їв євом:їв иева:иев ієва:їв ові:ів ова:ів ову:ів овом:ів еві:ів ева:ів"
    " олі:іль оля:іль олю:іль олем:іль а:о у:о ом:о і:о ы: и: ах:ы ах:и ам:ы ов: е:о"
)
_ADJECTIVES = _endings("ой:ая ую:ая ом:ый ем:ий ого:ый его:ий им:ий ої:а ій:а ому:ий")
_SLAVIC = _endings(
    "u: a: em: om: owi: e: ie: ie:a y:a e:a i:a i: u:a o:a ou:a rze:r rze:ra dzie:d dzie:da cie:t cie:ta ce:ka dze:ga ze:ha"
    " le:l le:la iu: ia: iem: ach:y ach:e czech:cy grzech:gry szech:chy a:o u:o e:o em:o om:o ii:ia"
)
_HUNGARIAN = _endings("ban: ben: bol: ba: be: tol: rol: nak: nek: on: en: ra: re: ig: i:")
_FINNISH = _endings("ssa: sta: issa: ista: iin: in: n: lla: ngissa:nki ngista:nki ngin:nki")
_ARMENIAN = _endings("ում: ի: ից: ով: ը: ն: ին:")
_LATIN = dict.fromkeys(("pl", "cs", "sk", "sl", "hr", "sr", "bs"), _SLAVIC) | {"hu": _HUNGARIAN, "fi": _FINNISH}
_GENITIVE = frozenset(["de", "nl", "sv", "da", "no", "nb", "nn", "und", ""])
_TURKIC = frozenset(["tr", "az", "uz", "tk", "kk", "ky"])
SHORTEST = 3  # letters of a name that is looked for so
LONG = 6  # ... and of one that is hardly a word's case by chance: then a smaller town is enough
DECLINED_FLOOR = 50_000
SHORT_PREFIXED = 4  # letters of وحلب: a word as well, so it needs another place of its country beside it (evidence.py)


def _without(form: str, endings: tuple[tuple[str, str], ...]) -> list[str]:
    found = [form[: -len(end)] + base for end, base in endings if form.endswith(end)]
    return [base for base in found if len(base) >= SHORTEST]


def bases(form: str, lang: str) -> list[str]:
    """Other forms under which an inflected or prefixed name may stand in the gazetteer."""
    c = form[0]
    if is_cyrillic(form):
        return _without(form, _CYRILLIC)
    if "\u0561" <= c <= "\u0587":
        return _without(form, _ARMENIAN)
    if "\u0600" <= c <= "\u06ff":
        found = []
        for prefix in ("و", "ب", "ل", "ف", "ک"):
            if form.startswith(prefix) and len(form) >= (SHORT_PREFIXED if lang == "ar" else 5):
                found += [form[1:], "ال" + form[2:] if form[1] == "ل" else form[1:]]
        if form.startswith("ال") and len(form) > 5:
            found.append(form[2:])
        return found
    if "\uac00" <= c <= "\ud7a3":  # Korean particles follow without a space
        return [form[:n] for n in range(len(form) - 1, 1, -1)]
    if "\u0590" <= c <= "\u05ff" and c in "בלמהוכש" and len(form) > 3:
        return [form[1:]]
    if c < "\u0250" and lang in _LATIN:
        return _without(form, _LATIN[lang])
    if c < "\u0250" and len(form) > 4:
        if form.endswith("s") and lang in _GENITIVE:
            return [form[:-1]]  # Kabuls
        if lang in _TURKIC and form.endswith(("da", "de", "ta", "te")):
            return [form[:-2]]
    return []


@lru_cache(maxsize=8_000)
def senses_of(name: str) -> tuple[tuple[int, int], ...]:
    """(place, flags) of each place with this name. A town that the table calls "Halle (Saale)" is called Halle."""
    table = gazetteer.table()
    return tuple(
        (p, 0 if flags == ALTERNATE and _apart(table.name(p)) == name else flags)
        for p, flags in table.postings_of(name)
    )


def _apart(name: str) -> str:
    """What a town is called whose name tells it from others in brackets; else nothing."""
    bare, bracket, _ = name.partition(" (")
    return gazetteer.normal(bare) if bracket else ""


@lru_cache(maxsize=8_000)
def inflected(form: str, lang: str = "") -> tuple[tuple[int, int], ...]:
    """The important places of which this is the name in another case, or with what its language writes in one with it."""
    for base in bases(form, lang):
        if senses := _important(base):
            return senses
    return ()


def _important(name: str) -> tuple[tuple[int, int], ...]:
    table = gazetteer.table()
    floor = DECLINED_FLOOR if len(name) >= LONG else 100_000
    return tuple(s for s in senses_of(name) if table.important(s[0]) or table.populations[s[0]] >= floor)


def is_cyrillic(form: str) -> bool:
    return "\u0400" <= form[0] <= "\u04ff"


@lru_cache(maxsize=8_000)
def inflected_pair(first: str, last: str) -> tuple[tuple[int, int], ...]:
    """The same for two words in Cyrillic: Санкт-Петербурге, Саудовской Аравии."""
    for start in (first, *_without(first, _ADJECTIVES)):
        if longest(start) > 1:
            for end in bases(last, ""):
                if senses := _important(f"{start} {end}"):
                    return senses
    return ()


@lru_cache(maxsize=8_000)
def longest(form: str) -> int:
    return gazetteer.table().longest(form)
