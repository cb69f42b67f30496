"""How words of saying commit their speaker: the stance lexicon that understanding and briefings share. Pure data and one rule.

Lemmas are dictionary forms; `english_forms` gives the inflections. Phrases win over single words, and a negation or a
refusal next to a word of confirming makes a hedge ("declined to confirm"). Lists are our own, after the reporting verbs
of English, German, Dari/Persian and Pashto news style.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Kind = Literal["said", "claimed", "denied", "hedged", "confirmed", "corrected"]


def _words(text: str) -> frozenset[str]:
    """Words between spaces, or phrases between commas."""
    return frozenset(part.strip() for part in text.split("," if "," in text else None))


SAY = {
    "en": _words(
        "say tell state announce add report note declare explain reply write comment remark describe "
        "mention reveal disclose"
    ),
    "de": _words("sagte sagten sagt sagen erklärte erklärten erklärt teilte teilten mitgeteilt berichtet berichtete"),
    "fa": _words("گفت گفتند گفته می‌گوید می‌گویند میگوید افزود اعلام گزارش اظهار تصریح خبر"),
    "ps": _words("وویل ویلي وايي وایي وویلې اعلان راپور"),
}
CLAIM = {
    "en": _words("claim allege assert insist contend maintain boast accuse purport tout charge profess"),
    "de": _words("behauptet behaupten behauptete behaupteten beansprucht beanspruchte beteuert beteuerte angebliche"),
    "fa": _words("ادعا مدعی ادعای متهم"),
    "ps": _words("ادعا دعوه دعوا"),
}
DENY = {
    "en": _words("deny reject dismiss refute disavow contradict dispute rebut repudiate debunk disclaim"),
    "de": _words(
        "bestreitet, bestritt, bestritten, bestreiten, dementiert, dementierte, dementierten, "
        "dementieren, leugnet, leugnete, zurückgewiesen, widersprach, widerspricht, weist zurück, wies "
        "zurück, weisen zurück"
    ),
    "fa": _words("تکذیب رد انکار نفی"),
    "ps": _words("رد تکذیب انکار"),
}
HEDGE = {
    "en": _words(
        "reportedly allegedly supposedly apparently purportedly ostensibly alleged purported unconfirmed "
        "unverified rumoured rumored rumour rumor speculate speculation unclear believe suspect"
    ),
    "de": _words(
        "angeblich mutmaßlich offenbar vermutlich unbestätigt unbestätigte unbestätigten soll sollen Gerüchte"
    ),
    "fa": _words("ظاهرا, ظاهراً, گویا, احتمالا, احتمالاً, شایعه, تایید نشده, تأیید نشده, نامعلوم"),
    "ps": _words("ښايي, احتمال, اوازې, نه ده تایید شوې"),
}
CONFIRM = {
    "en": _words("confirm verify acknowledge admit concede corroborate certify validate"),
    "de": _words("bestätigt bestätigte bestätigten bestätigen räumte räumt eingeräumt verifiziert"),
    "fa": _words("تایید تأیید تائید تصدیق پذیرفت اذعان"),
    "ps": _words("تایید تائید تصدیق ومنل"),
}
CORRECT = {
    "en": _words("correct correction retract retraction clarify clarification withdraw erratum"),
    "de": _words("korrigiert korrigierte korrigieren berichtigt berichtigte Korrektur Berichtigung richtiggestellt"),
    "fa": _words("تصحیح, اصلاح, اصلاحیه, پس گرفت"),
    "ps": _words("سمون اصلاح تصحیح"),
}


@cache
def _listed() -> dict[str, list[str]]:
    """What begins a line of bot/data/abroad.txt -> the regular expressions of all lines that begin so."""
    found: dict[str, list[str]] = {}
    for line in (files("bot") / "data" / "abroad.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            mark, *words = line.split()
            found.setdefault(mark, []).extend(word.replace("~", " ") for word in words)
    return found


@cache
def abroad(kind: str) -> str:
    """A regular expression of the words that are `kind` in other languages than the four above, by bot/data/abroad.txt, which
    says what kinds there are. It matches whole words, where the script has spaces between them."""
    spaced, unspaced = ("|".join(_listed().get(mark, ())) for mark in (kind, f"{kind}+"))
    return rf"(?:(?<!\w)(?:{spaced})(?!\w){'|' if unspaced else ''}{unspaced})"


@cache
def of(kind: str, lang: str | None) -> re.Pattern[str] | None:
    """What finds the words that are `kind` in one language, by the lines of bot/data/abroad.txt that begin with "kind:lang"; None
    where there are none."""
    words = "|".join(_listed().get(f"{kind}:{lang}", ()))
    end = "" if lang == "zh" else r"(?!\w)"
    return re.compile(rf"(?<!\w)(?:{words}){end}", re.IGNORECASE) if words else None


IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote written writing",
    "think": "thought",
    "know": "knew known",
    "hear": "heard",
    "read": "read",
    "see": "saw seen",
    "feel": "felt",
    "find": "found",
    "hold": "held",
    "mean": "meant",
    "make": "made making",
    "give": "gave given giving",
    "take": "took taken taking",
    "swear": "swore sworn",
    "foresee": "foresaw foreseen",
    "forecast": "forecast",
    "put": "put putting",
    "come": "came coming",
    "go": "went gone",
    "speak": "spoke spoken",
    "forbid": "forbade forbidden forbidding",
    "withdraw": "withdrew withdrawn",
    "understand": "understood",
    "seek": "sought",
    "teach": "taught",
    "learn": "learned learnt",
    "dream": "dreamed dreamt",
    "admit": "admitted admitting",
    "refer": "referred referring",
    "infer": "inferred inferring",
    "concur": "concurred concurring",
    "rebut": "rebutted rebutting",
    "blog": "blogged blogging",
    "quip": "quipped quipping",
    "plan": "planned planning",
    "regret": "regretted regretting",
    "prefer": "preferred preferring",
    "sob": "sobbed sobbing",
    "slam": "slammed slamming",
}


@lru_cache(maxsize=4096)
def english_forms(lemma: str) -> frozenset[str]:
    """The lemma with its third person, past, participle and -ing form, lower case; regular spelling rules and `IRREGULAR`."""
    sibilant = lemma.endswith(("s", "x", "z", "ch", "sh", "o"))
    y = re.search(r"[^aeiou]y$", lemma)
    third = lemma + "es" if sibilant else lemma[:-1] + "ies" if y else lemma + "s"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")) else lemma
    forms = {lemma, third, stem + "ing"}
    if lemma in IRREGULAR:
        listed = IRREGULAR[lemma].split()
        if any(form.endswith("ing") for form in listed):
            forms.discard(stem + "ing")
        return frozenset(forms.union(listed))
    forms.add(lemma[:-1] + "ied" if y else lemma + "d" if lemma.endswith("e") else lemma + "ed")
    return frozenset(forms)


def forms(lexicon: dict[str, frozenset[str]]) -> frozenset[str]:
    """The single words of a table such as DENY, in all its languages, in the forms they have in a text, lower case."""
    english = [form for lemma in lexicon["en"] for form in english_forms(lemma)]
    others = [word.lower() for lang, words in lexicon.items() if lang != "en" for word in words if " " not in word]
    return frozenset((*english, *others))


_NOUNS: dict[str, Kind] = {
    "claim": "claimed",
    "claims": "claimed",
    "allegation": "claimed",
    "allegations": "claimed",
    "accusation": "claimed",
    "accusations": "claimed",
    "assertion": "claimed",
    "denial": "denied",
    "denials": "denied",
    "rejection": "denied",
    "confirmation": "confirmed",
    "admission": "confirmed",
    "rumours": "hedged",
    "rumors": "hedged",
    "claimant": "said",
}
# Later kinds win where a word stands in two lists.
_ORDER: tuple[tuple[Kind, dict[str, frozenset[str]]], ...] = (
    ("said", SAY),
    ("confirmed", CONFIRM),
    ("claimed", CLAIM),
    ("denied", DENY),
    ("corrected", CORRECT),
    ("hedged", HEDGE),
)
# Which of several kinds in one cue is meant: "said it was false" denies, "admitted the claim" is about a claim.
_RANK: tuple[Kind, ...] = ("corrected", "denied", "hedged", "claimed", "confirmed", "said")

_ABROAD = ("claimed", "denied", "hedged", "confirmed")
_HEDGE_EN = re.compile(
    r"\b(?:could ?n[o']t|can ?not|can't|not|never|n't|unable|impossible|declin\w+|refus\w+|without|no|yet|fail\w+|neither)\b"
    r"[\w ,’'-]{0,40}?\b(?:confirm\w*|verif\w+|corroborat\w+|substantiat\w+|independent\w* (?:confirm|verif)\w+)"
    r"|\bappears?(?:ed)? to\b"
    r"|\bis (?:said|thought|believed|understood|feared) to\b"
    r"|\b(?:said|thought|believed|feared) to (?:be|have)\b"
    r"|\bunconfirmed\b|\bnot clear\b|\bit seems\b",
    re.IGNORECASE,
)
_DENY_EN = re.compile(
    r"\b(?:call|calls|called|brand\w*|label\w*|said|says|say)\b[\w ,’'-]{0,40}?"
    r"\b(?:false|untrue|fake|baseless|a lie|lies|propaganda|"
    r"unfounded|fabricat\w+|nonsense|not true|wrong)\b|\bfalse\b|\bfalsely\b(?! (?:accus|charg|imprison|convict|identif|arrest))"
    r"|\brul\w+ out\b|\bno truth\b|\bshot down\b",
    re.IGNORECASE,
)
_NO = r"(?:\b(?:not|never|neither|nor|cannot|without|(?:refus|declin)\w*)|n['’]t)(?: (?:yet|be|been|have|to|even|\w+ly))* "
# Who does not deny something, nor rule it out, denies nothing: "won't rule out", "refused to deny".
NOT_DENIED = re.compile(
    rf"{_NO}(?:den(?:y|ies|ied|ying)|rul(?:e|es|ed|ing) out|dismiss(?:ed|ing)?|reject(?:ed|ing)?)\b", re.IGNORECASE
)
_NOT_DENY_EN = re.compile(rf"{_NO}den(?:y|ied|ying)\b", re.IGNORECASE)  # ... but says no more than that
_HEDGE_FA = re.compile(r"(?:تایید|تأیید|تائید)\s*(?:نکرد|نشد|نمی|نشده)|(?:نکرد|نشد)\w*\s*(?:تایید|تأیید|تائید)")
_HEDGE_DE = re.compile(
    r"\b(?:nicht|kein\w*|un)\s*(?:\w+ ){0,4}(?:bestätig\w+|verifizier\w+|überprüf\w+)|\bwohl\b|soll(?:en)?\b",
    re.IGNORECASE,
)


def _word_kinds() -> dict[str, dict[str, Kind]]:
    table: dict[str, dict[str, Kind]] = {"en": {}, "de": {}, "fa": {}, "ps": {}}
    for kind, words in _ORDER:
        for lang, lemmas in words.items():
            for lemma in lemmas:
                for form in english_forms(lemma) if lang == "en" and kind != "hedged" else (lemma,):
                    table[lang][form.lower()] = kind
    for verb in ("believe", "suspect", "speculate"):
        for form in english_forms(verb):
            table["en"][form] = "hedged"
    table["en"].update(_NOUNS)
    return table


_WORDS = _word_kinds()
_LANGS = {"en": "en", "de": "de", "fa": "fa", "prs": "fa", "ps": "ps"}


@lru_cache(maxsize=4096)
def kind(cue_text: str, lang: str | None = "en") -> Kind:
    """How a cue commits its speaker. `lang` is ISO 639-1 with or without region; an unknown one is read as all of ours.

    "said" where nothing stronger is found: a cue is a cue.
    """
    code = _LANGS.get((lang or "").split("-")[0].lower())
    text = cue_text.replace("’", "'").lower()
    english = code in (None, "en")
    if english:
        if _HEDGE_EN.search(text):
            return "hedged"
        if _NOT_DENY_EN.search(text):
            return "hedged"
        text = NOT_DENIED.sub(" ", text)
        if _DENY_EN.search(text):
            return "denied"
    if code in (None, "fa", "ps") and _HEDGE_FA.search(text):
        return "hedged"
    if code in (None, "de") and _HEDGE_DE.search(text):
        return "hedged"
    found: set[Kind] = set()
    if code is None:
        found.update(one for one in _RANK if one in _ABROAD and re.search(abroad(one), text))
    for table in [_WORDS[code]] if code else _WORDS.values():
        found.update(table[word] for word in re.findall(r"[\w\u200c]+(?:-\w+)?", text) if word in table)
        found.update(value for phrase, value in table.items() if " " in phrase and phrase in text)
    return next((rank for rank in _RANK if rank in found), "said")
