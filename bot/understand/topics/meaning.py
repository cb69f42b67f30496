"""A topic's tree -> clauses of terms and conditions: each word, place and operator with what it stands for in an article."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import NoReturn

from msgspec import Struct
from msgspec.structs import replace

from bot.errors import QueryError, UserError
from bot.model import Clause, Condition, Topic
from bot.severity import ALERTS, LEVELS, Severity
from bot.understand import gazetteer, places, terms
from bot.understand.topics import grammar, heading, subjects
from bot.understand.topics.conditions import Near, Phrase, Stems
from bot.understand.topics.grammar import All, Any, Asked, Node, Not, Word
from bot.words import say, spoken, thousands

# The longest place name that is tried, in words: "Democratic Republic of the Congo".
MAX_NAME = 5
MAX_CLAUSES = 64  # alternatives of a topic when it is written out; a few parentheses of ORs side by side multiply
RADIUS = 50.0  # km around near:kabul where none is given: the town and what is an hour's drive away
MAX_RADIUS = 1000.0  # km: farther is a region, and countries have names
MILE = 1.609344  # km
UNITS = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0, "км": 1.0, "كم": 1.0,
    "کم": 1.0, "کیلومتر": 1.0, "公里": 1.0, "mi": MILE, "mile": MILE, "miles": MILE,
}  # fmt: skip
LANGUAGES = {
    **terms.STEMMERS,
    "am": "amharic", "az": "azerbaijani", "be": "belarusian", "bg": "bulgarian", "bn": "bengali", "et": "estonian",
    "gu": "gujarati", "he": "hebrew",
    "hr": "croatian", "ja": "japanese", "ka": "georgian", "kk": "kazakh", "km": "khmer", "kn": "kannada",
    "ko": "korean", "ku": "kurdish", "ky": "kyrgyz", "lo": "lao", "lv": "latvian", "mk": "macedonian", "ml": "malayalam",
    "mn": "mongolian", "mr": "marathi", "ms": "malay", "my": "burmese", "pa": "punjabi", "ps": "pashto", "si": "sinhala",
    "sk": "slovak", "sl": "slovenian", "so": "somali", "sq": "albanian", "sw": "swahili", "te": "telugu", "tg": "tajik",
    "th": "thai", "tk": "turkmen", "tl": "tagalog", "uk": "ukrainian", "ur": "urdu", "uz": "uzbek", "vi": "vietnamese",
    "zh": "chinese",
}  # fmt: skip
LANGUAGE_NAMES = {name: code for code, name in LANGUAGES.items()} | {"farsi": "fa", "dari": "fa", "mandarin": "zh"}

Group = frozenset[str]


class Literal(Struct, frozen=True):
    """What one word, phrase, place or operator asks of an article: a term of each group, and what the condition says. One with
    a single group and no condition is known by its terms alone."""

    groups: tuple[Group, ...]
    condition: Condition | None = None


class Signed(Struct, frozen=True):
    literal: Literal
    negated: bool
    column: int


Clauses = list[tuple[Signed, ...]]  # one of them must hold: all of its literals
Read = tuple[Clauses | None, str]  # None: words too common to say anything; and the heading


def parse(query: str) -> Topic:
    """The topic that the query asks for. Raises QueryError, one line with the place beside it, where it cannot be read."""
    root = grammar.read(query)
    found, title = _Meaning(query).read(root, False)
    if found is None:
        line = say("too_common", example=say("example"))
        raise QueryError(line, query, root.column, whole=True)
    clauses = []
    for signed in found:
        if all(literal.negated for literal in signed):
            column = signed[0].column
            raise QueryError(say("only_left_out"), query, column)
        clauses.append(_clause(signed))
    title = title.strip(", ")
    title = title[:1].upper() + title[1:]
    written = "" if heading.is_english(query) else heading.written(root)
    return Topic(
        query=grammar.canonical(query),
        title=written or title,
        clauses=tuple(dict.fromkeys(clauses)),
        english=title if written else "",
    )


def stored(query: str) -> Topic:
    """The topic that was stored under this query, its title in the language that is spoken. What an older version took and the
    grammar refuses now is read as plain words; what says nothing any more matches nothing. Never raises."""
    return _stored(query, spoken())


@lru_cache(maxsize=4096)
def _stored(query: str, language: str) -> Topic:
    try:
        found = parse(query)
    except UserError:
        try:
            found = parse(" ".join(word for word in gazetteer.normal(query).split() if word not in ("or", "not")))
        except UserError:
            found = Topic(query=query, title=query, clauses=())
    return replace(found, query=query)


def _clause(signed: tuple[Signed, ...]) -> Clause:
    needed: list[Group] = []
    refused: set[str] = set()
    where: list[Condition] = []
    unless: list[Condition] = []
    for one in signed:
        literal = one.literal
        if not one.negated:
            needed += literal.groups
            where += [literal.condition] if literal.condition else []
        elif literal.condition:
            unless.append(literal.condition)
        else:
            refused |= literal.groups[0]
    return Clause(
        all=tuple(dict.fromkeys(needed)),
        none=frozenset(refused),
        where=tuple(dict.fromkeys(where)),
        unless=tuple(dict.fromkeys(unless)),
    )


class _Meaning:
    def __init__(self, query: str) -> None:
        self.query = query

    def read(self, node: Node, negated: bool) -> Read:
        """The alternatives of the node (of its opposite, where negated) and its heading."""
        if isinstance(node, Not):
            return self.read(node.part, not negated)[0], ""
        if isinstance(node, Any):
            return self.any(node, negated)
        if isinstance(node, All):
            return self.all(node.parts, node.column, negated)
        return self.all((node,), node.column, negated)

    def any(self, node: Any, negated: bool) -> Read:
        found, titles = [], []
        for part in node.parts:
            clauses, title = self.read(part, negated)
            if clauses is None:
                remedy = say("name_topic", example=say("example"))
                grammar.fail(self.query, part.column, say("too_common_here"), remedy)
            found.append(clauses)
            titles.append(title.strip(", "))
        heading = " or ".join(filter(None, titles))
        return (self.both(found, node.column) if negated else self.either(found, node.column)), heading

    def all(self, parts: tuple[Node, ...], column: int, negated: bool) -> Read:
        found, titles = [], []
        for clauses, title in self.parts(parts, negated):
            if clauses is not None:
                found.append(clauses)
                titles.append(title)
        if not found:
            return None, ""
        titles.sort(key=lambda title: title.startswith(","))  # what is asked of the text, then of where it comes from
        heading = " ".join(filter(None, titles)).replace(" ,", ",")
        return (self.either(found, column) if negated else self.both(found, column)), heading

    def parts(self, parts: tuple[Node, ...], negated: bool) -> list[Read]:
        found: list[Read] = []
        run: list[Word] = []
        positive = sum(not isinstance(part, Not) for part in parts)
        for part in (*parts, None):
            if isinstance(part, Word) and not part.quoted:
                run.append(part)
                continue
            if listed := _listed(run):
                clauses, title = self.any(listed, negated)
                found.append((clauses, f"({title})" if len(run) < positive else title))
            else:
                found += self.plain(run, len(parts) == 1, negated)
            run = []
            if isinstance(part, Word):
                found.append(self.literal(_phrase(part.text, len(parts) == 1), part, _capitals(part.text), negated))
            elif isinstance(part, Asked):
                literal, title = self.asked(part)
                found.append(self.literal(literal, part, title, negated))
            elif part is not None:
                clauses, title = self.read(part, negated)
                found.append((clauses, f"({title})" if positive > 1 and isinstance(part, Any) and title else title))
        return found

    def literal(self, literal: Literal | None, node: Word | Asked, title: str, negated: bool) -> Read:
        if literal is None:
            return None, ""
        return [(Signed(literal, negated, node.column),)], title

    def plain(self, run: list[Word], alone: bool, negated: bool) -> list[Read]:
        """A run of words: the longest place names first, the rest as words."""
        found: list[Read] = []
        i = 0
        while i < len(run):
            for count in range(min(MAX_NAME, len(run) - i), 0, -1):
                written = [word.text for word in run[i : i + count]]
                known = _well_known(" ".join(written).casefold(), alone=len(run) == count)
                if known is not None:
                    title = _capitals(" ".join(written)) if known.demonym else known.name
                    found.append(self.literal(Literal((group_of(known),)), run[i], title, negated))
                    i += count
                    break
                if count > 1 and places.lookup(" ".join(written)) is not None:  # La Palma is no part of Palma
                    title = _capitals(" ".join(written))
                    found.append(self.literal(_phrase(" ".join(written), False), run[i], title, negated))
                    i += count
                    break
            else:
                word = run[i]
                found += [self.literal(one, word, title, negated) for one, title in _bare(word.text, alone)]
                i += 1
        return found

    # --- alternatives ---

    def either(self, found: list[Clauses], column: int) -> Clauses:
        clauses = [clause for one in found for clause in one]
        if len(clauses) > MAX_CLAUSES:
            self.too_many(column)
        return clauses

    def both(self, found: list[Clauses], column: int) -> Clauses:
        size = 1
        for one in found:
            size *= len(one)
            if size > MAX_CLAUSES:
                self.too_many(column)
        return [tuple(signed for part in chosen for signed in part) for chosen in product(*found)]

    def too_many(self, column: int) -> NoReturn:
        grammar.fail(self.query, column, say("too_many", limit=MAX_CLAUSES), say("part_by_part"))

    # --- operators ---

    def asked(self, node: Asked) -> tuple[Literal, str]:
        return {
            "place": self.place,
            "near": self.near,
            "source": self.source,
            "lang": self.lang,
            "severity": self.severity,
        }[node.operator](node)

    def place(self, node: Asked) -> tuple[Literal, str]:
        known = self.known(node)
        return Literal((group_of(known),)), known.name

    def known(self, node: Asked) -> places.Known:
        known = places.lookup(node.text.casefold())
        if known is None:
            near = places.near_names(node.text, 3)
            meant = say("or").join(map(str.title, near))
            guess = say("near_operator", near=meant) if near else say("like", example="place:kabul")
            grammar.fail(self.query, node.column, say("no_such_place", name=node.text), guess)
        return known

    def near(self, node: Asked) -> tuple[Literal, str]:
        known = self.known(node)
        position = places.position(known.geonameid)
        if position is None:
            remedy = say("write_place", name=known.name)
            grammar.fail(self.query, node.column, say("no_spot", name=known.name), remedy)
        km, told = RADIUS, f"{RADIUS:g} km"
        if node.radius:
            number, unit = node.radius
            factor = UNITS.get(unit.casefold())
            if factor is None:
                what = say("no_distance", text=f"{number} {unit}") if unit else say("no_unit", number=number)
                grammar.fail(
                    self.query, node.radius_column, what, say("like", example="near:kabul 50km, near:kabul 30mi")
                )
            below = not number[0].isdigit()  # a dash
            amount = 0.0 if below else float(_THOUSANDS.sub("", number).replace(",", ".").replace("٫", "."))
            km, told = amount * factor, f"{amount:g} {'mi' if factor == MILE else 'km'}"
            if not 0 < km <= MAX_RADIUS:
                bounds = say("distance_bounds", limit=thousands(f"{MAX_RADIUS:,.0f}"))
                grammar.fail(self.query, node.radius_column, bounds, say("like", example="50km"))
        cells = frozenset(f"g:{row}:{column}" for row, column in places.cells(*position, km))
        return Literal((cells,), Near(*position, km)), f"{told} around {known.name}"

    def source(self, node: Asked) -> tuple[Literal, str]:
        named = terms.source_terms(node.text.casefold())
        if not named:
            grammar.fail(self.query, node.column, say("no_value", operator="source"), say("like", example="source:bbc"))
        return Literal((named,)), f", from {node.text.strip()}"

    def lang(self, node: Asked) -> tuple[Literal, str]:
        name = node.text.casefold().strip()
        primary = name.replace("_", "-").partition("-")[0]
        code = primary if primary in LANGUAGES else LANGUAGE_NAMES.get(name)
        if code is None:
            grammar.fail(
                self.query, node.column, say("no_language", name=node.text), say("like", example="lang:fa, lang:en")
            )
        return Literal((frozenset({f"l:{code}"}),)), f", in {LANGUAGES[code].capitalize()}"

    def severity(self, node: Asked) -> tuple[Literal, str]:
        name = node.text.casefold().strip(" >=+")
        level: Severity | None = next((one for one in LEVELS if one == name), ALERTS.get(name))
        if level is None:
            levels = say("severities", levels=", ".join(LEVELS))
            grammar.fail(self.query, node.column, say("no_severity", name=node.text), levels)
        return Literal((frozenset({f"v:{level}"}),)), f", severity {level}"


# --- words and places ---


def _listed(run: list[Word]) -> Any | None:
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
    known = [_well_known(name, alone=False) for name in written]
    for one, other, name, next_name in zip(known, known[1:], written, written[1:], strict=False):
        if one is None or other is None or one.geonameid in places.related(other.geonameid):
            return None
        if places.lies_in(name, next_name):
            return None
    return Any(tuple(All(tuple(name), name[0].column) for name in names), run[0].column)


def _bare(written: str, alone: bool) -> list[tuple[Literal | None, str]]:
    """A word outside of quotes. Places with a dash between are two places (russia-ukraine); what news has several words for
    counts in each of them; what an apostrophe cuts off does not count (Kabul's, l'attentat)."""
    named = [_well_known(part.casefold(), alone=False) for part in re.split("[-‐‑–—/]", written)]
    pair: list[tuple[Literal | None, str]] = [(Literal((group_of(known),)), known.name) for known in named if known]
    if len(pair) == len(named) > 1:
        return pair
    word = _CUT_OFF.sub("", written.strip(",;"))
    if same := subjects.forms(word):
        return [(Literal((same,), Stems(subjects.row(word))), _capitals(word))]
    return [(_phrase(_CUT_OFF.sub(" ", written), alone), _capitals(written.strip(",;")))]


_THOUSANDS = re.compile(r"(?<=\d)[,٬](?=\d{3}$)")  # 1,000 km is no 1 km
_CUT_OFF = re.compile(r"\b\w['’]|['’]\w{1,2}\b")


def _phrase(written: str, alone: bool) -> Literal | None:
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


def _capitals(written: str) -> str:
    return " ".join(word[:1].upper() + word[1:] if word.islower() else word for word in written.split())


def _well_known(name: str, *, alone: bool) -> places.Known | None:
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
