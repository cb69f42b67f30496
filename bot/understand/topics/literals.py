"""Words and names of places -> what they ask of an article: its terms, and what they cannot tell."""

from __future__ import annotations

import re

from msgspec import Struct

from bot.model import Condition
from bot.understand import gazetteer, places, terms
from bot.understand.topics import grammar, subjects
from bot.understand.topics.conditions import Phrase, Stems
from bot.understand.topics.grammar import All, Any, Word

_CUT_OFF = re.compile(r"\b\w['’]|['’]\w{1,2}\b")

Group = frozenset[str]


class Literal(Struct, frozen=True):
    """What one word, phrase, place or operator asks of an article: a term of each group, and what the condition says. One with
    a single group and no condition is known by its terms alone."""

    groups: tuple[Group, ...]
    condition: Condition | None = None


def listed(run: list[Word]) -> Any | None:
    """What a list of places means, "kabul, herat": one of them. None where it is none, or where one of a pair lies in the other:
    Portland, Oregon is one place."""
    names: list[list[Word]] = [[]]
    for word in run:
        if word.text.strip(","):
            names[-1].append(word)
        if word.text.endswith(",") and names[-1]:
            names.append([])
    names = [name for name in names if name]
    if len(names) < 2:
        return None
    written = [" ".join(word.text for word in name).strip(", ").casefold() for name in names]
    known = [well_known(name, alone=False) for name in written]
    for one, other, name, next_name in zip(known, known[1:], written, written[1:], strict=False):
        if one is None or other is None or one.geonameid in places.related(other.geonameid):
            return None
        if places.lies_in(name, next_name):
            return None
    return Any(tuple(All(tuple(name), name[0].column) for name in names), run[0].column)


def bare(written: str, alone: bool) -> list[tuple[Literal | None, str]]:
    """A word outside of quotes. Places with a dash between are two places (russia-ukraine); what news has several words for
    counts in each of them; what an apostrophe cuts off does not count (Kabul's, l'attentat)."""
    named = [well_known(part.casefold(), alone=False) for part in re.split("[-‐‑–—/]", written)]
    pair: list[tuple[Literal | None, str]] = [(Literal((group_of(known),)), known.name) for known in named if known]
    if len(pair) == len(named) > 1:
        return pair
    word = _CUT_OFF.sub("", written.strip(",;"))
    if same := subjects.forms(word):
        return [(Literal((same,), Stems(subjects.row(word))), capitals(word))]
    return [(phrase(_CUT_OFF.sub(" ", written), alone), capitals(written.strip(",;")))]


def phrase(written: str, alone: bool) -> Literal | None:
    """The words in order; None where all are too common. `alone`: nothing else is asked for, so a common word of four letters
    is taken, for it may be another language's."""
    tokens = [match[0] for match in gazetteer.WORD.finditer(grammar.folded(written))]
    groups: list[Group] = []
    words: list[str] = []
    for token in tokens:
        if gazetteer.unspaced(token):
            groups += [frozenset([f"w:{pair}"]) for pair in terms.words(token, "und")]
            words += gazetteer.word(token)
            continue
        forms = terms.word_forms(token)
        words.append(token)
        if not terms.is_function_word(token) or (alone and len(tokens) == 1 and len(token) > 3):
            groups.append(forms)
    groups = [group for group in dict.fromkeys(groups) if group]
    if not groups:
        return None
    if len(groups) == 1 and gazetteer.unspaced(tokens[0]) and len(words) <= 2:
        return Literal(tuple(groups))
    return Literal(tuple(groups), Stems(tuple(words)) if len(words) == 1 else Phrase(tuple(words)))


def capitals(written: str) -> str:
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in written.split())


def well_known(name: str, *, alone: bool) -> places.Known | None:
    """The place that these words name, if it is one that people mean by them."""
    normal = gazetteer.normal(name)
    if normal == "us":  # nobody follows the pronoun, and a topic is stored without its capitals
        return places.lookup(name)
    if not normal or (normal in gazetteer.lexicon("function words") and not alone):
        return None
    if normal in gazetteer.lexicon("never"):  # no article is read so: Hamas is no name of Hamm
        return None
    known = places.lookup(name)
    if known is None or not known.important:
        return None
    if " " not in name and not gazetteer.unspaced(name):
        sure = known.kind in ("country", "capital", "continent") or (
            known.population >= 1_000_000 and known.kind != "poi"
        )
        if places.is_common_word(normal) or (places.is_first_name(normal) and not sure):
            return None
        if len(normal) < 4 and known.kind not in ("country", "capital") and not sure:
            return None
        if known.kind == "county":
            return None
    return known


def group_of(known: places.Known) -> Group:
    """The terms that news of a place is known by: its country's, or its own and its namesakes'."""
    if known.kind == "country":
        return frozenset([f"c:{known.country}"])
    return frozenset(f"p:{ident}" for ident in (known.geonameid, *known.same_name))
