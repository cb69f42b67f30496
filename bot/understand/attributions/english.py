"""Who says what in English, by rules over tokens: verb group -> its class -> subject before or after it -> what is said.

No parser: subjects are found by walking back to a border (a mark, a subordinator, a finite verb), contents run to the end of
the sentence or to the border that the verb's class allows. Spans are code points of the text.
"""

from __future__ import annotations

import re

from bot.understand.attributions import contents, forms, groups
from bot.understand.attributions.contents import FRAMING
from bot.understand.attributions.grammar import (
    begins_noun_phrase,
    is_adverb,
    is_verbal,
    main_subject,
    noun_phrase_end,
    opening_comma,
    piece,
    subject,
)
from bot.understand.attributions.groups import Group
from bot.understand.attributions.lexicon import (
    ASKED,
    AUXILIARIES,
    CUE_ENDS,
    DAYS,
    DETERMINERS,
    DONE_TO,
    EXPECTED,
    IRREGULAR_PAST,
    MODALS,
    NEED_CONTENT,
    OPENERS,
    PARTS_OF_DAY,
    PLATFORMS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    VEHICLES,
)
from bot.understand.attributions.records import Piece, Record
from bot.understand.attributions.tokens import Token, Unit

# Words that tell when.
_MONTHS, _MONTHS_OR_PEOPLE, _HOURS, _EARLY_OR_LATE, _ENDS = (
    frozenset(words.split())
    for words in (
        "january february march april june july august september october november december",
        "may jan feb mar apr jun jul aug sep sept oct nov dec",
        "now then noon midday midnight dawn dusk sunrise sunset daybreak nightfall day tomorrow",
        "the this next last early late about around",
        "end start beginning close middle",
    )
)
_TIMES = TIMES | _MONTHS | _HOURS
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:[ap]m)?|\d{1,2}[ap]m")
_UNNAMED = DETERMINERS | SUBJECT_PRONOUNS
# Attributions without a verb of saying, or with more than one in their cue.
FORMS = (
    forms.according,
    forms.reported_by,
    forms.hedges,
    forms.nouns,
    forms.asked,
    forms.called,
    forms.statements,
    forms.expressed,
)


def find(unit: Unit, title: bool = False) -> list[Record]:
    """The attributions of one unit, in order of their cues."""
    tokens = unit.tokens
    if not tokens:
        return []
    headline = title or (unit.paragraph == 0 and _is_title_case(tokens))
    if label := forms.labelled(tokens, headline or unit.paragraph == 0):
        return label
    found = groups.find(tokens, headline)
    frames: dict[int, Record] = {}  # "...", said X: what frames the sentence comes first, whatever else is said in it
    for group in found:
        if group.form == "finite" and group.classes & FRAMING:
            earlier = list(frames.values())
            if frame := _inverted(tokens, group, earlier) or _postposed(tokens, group, earlier):
                frames[group.verb] = frame
    records: list[Record] = []
    speaker: Piece | None = None
    for n, group in enumerate(found):
        others = [frame for verb, frame in frames.items() if verb != group.verb]
        record = frames.get(group.verb)
        if record is None and not _is_weak(tokens, group, records + others):
            following = found[n + 1] if n + 1 < len(found) else None
            record = _record(tokens, group, following, speaker, _limit(tokens, group, others))
        if record is not None:
            records.append(record)
            if record.source and group.form in ("finite", "passive"):
                speaker = record.source[0]
    for form in FORMS:
        records += form(tokens)
    return sorted(_longest(records), key=lambda record: record.cue[0])


def _longest(records: list[Record]) -> list[Record]:
    """One of a cue, and without those whose cue is part of another's: "issued" and "saying" of "issued a statement saying"."""
    spans = {record.cue[0]: record for record in reversed(records)}
    return [
        r
        for r in spans.values()
        if not any(a <= r.cue[0][0] and r.cue[0][1] <= b and (a, b) != r.cue[0] for a, b in spans)
    ]


def _cue(tokens: list[Token], group: Group) -> Piece:
    """The verb group, with "in a statement" or "Tuesday" right behind it."""
    last = group.last
    if group.classes & FRAMING and "tell" not in group.classes:
        window = [token.low for token in tokens[last + 1 : last + 5]]
        if len(window) > 2 and window[0] in ("in", "during") and window[1] in ("a", "an", "the"):
            at = next((n for n, word in enumerate(window) if word in VEHICLES), 0)
            last += at + 1 if at else 0
        elif window and window[0] in DAYS:
            last += 2 if len(window) > 1 and window[1] in PARTS_OF_DAY else 1
        elif len(window) > 1 and window[0] == "on" and window[1] in PLATFORMS:
            last += 2
        elif window and (window[0] in ("back", "again") or (window[0].endswith("ly") and is_adverb(tokens[last + 1]))):
            last += 1
    if last + 1 < len(tokens) and tokens[last + 1].low in CUE_ENDS:  # "said of", "asked about", "wrote:"
        number = last + 2 < len(tokens) and tokens[last + 2].low[:1].isdigit()  # "approved about 2,880"
        last += not number
    return (tokens[group.first].start, tokens[last].end)


def _is_title_case(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.kind == "w" and token.low.isalpha()]
    return 2 < len(words) < 25 and sum(token.capital for token in words) >= 0.6 * len(words)


def _limit(tokens: list[Token], group: Group, frames: list[Record]) -> int:
    """The number of tokens before the frame that follows the group: contents stop there."""
    at = tokens[group.verb].start
    begins = [min(frame.source[0][0], frame.cue[0][0]) for frame in frames]
    border = min((begin for begin in begins if begin > at), default=None)
    return len(tokens) if border is None else sum(token.start < border for token in tokens)


def _is_weak(tokens: list[Token], group: Group, earlier: list[Record]) -> bool:
    """Whether a verb here is more often part of what is said, or no saying at all."""
    at = tokens[group.first].start
    nested = any(start <= at < end for record in earlier for start, end in record.content)
    if group.form == "to":
        return nested or not group.classes & {"clause", "object"}
    before = tokens[group.first - 1].low if group.first else ""
    if (group.form == "ing" and before == "for") or (nested and group.form == "passive"):
        return True  # "was criticized for saying"
    if nested and (before == "that" or _is_unreal(tokens, group, before)):
        return True
    if not nested or "tell" in group.classes or before in (",", "by"):
        return False
    if group.form == "finite" and "object" in group.classes and tokens[group.verb].low.endswith("ed"):
        found = subject(tokens, group.first - 1)  # "said that Doe rejected it": somebody with a name
        opens = tokens[found[0]] if found else None
        if opens and (opens.low == "who" or (opens.capital and opens.low not in _UNNAMED)):
            return False
    return "clause" not in group.classes or "infinitive" in group.classes


def _is_unreal(tokens: list[Token], group: Group, before: str) -> bool:
    """Whether a verb tells no deed: "would reject", and, if no comma sets it apart, "has not said" and the bare form."""
    helpers = {token.low for token in tokens[group.first : group.verb]} & AUXILIARIES
    if helpers & MODALS or before == ",":
        return bool(helpers & MODALS)
    word = tokens[group.verb].low
    return bool(helpers) or not (word.endswith(("ed", "ing", "s")) or word in IRREGULAR_PAST)


def _record(
    tokens: list[Token], group: Group, following: Group | None, speaker: Piece | None, limit: int
) -> Record | None:
    """The attribution of a verb group whose content follows it; None where there is none."""
    cue = _cue(tokens, group)
    if group.form == "passive" or _is_participle(tokens, group):
        return _passive(tokens, group, cue)
    if group.classes == {"that"} and tokens[-1].low != ":":
        after = tokens[group.last + 1] if group.last + 1 < len(tokens) else None
        quoted = group.last + 2 < len(tokens) and tokens[group.last + 2].kind == "q"
        while after is not None and (after.low in DAYS or after.low in ("last", "this", "week", "month", "year")):
            at = tokens.index(after) + 1
            after = tokens[at] if at < len(tokens) else None
        if after is None or not (after.kind == "q" or after.low in ("that", ":") or (after.low == "," and quoted)):
            return None
    source = _source(tokens, group, speaker)
    content = [_behind(tokens, cue, found) for found in contents.after(tokens[:limit], group, following)]
    if not content and group.form == "finite" and "object" in group.classes:
        content = _antecedent(tokens, group)
    announces = bool(group.classes & FRAMING) and not content and tokens[-1].low == ":" and limit == len(tokens)
    orphan = source is None and (group.form == "to" or tokens[group.verb].low in ASKED)
    if not (content or announces) or orphan or _is_intransitive(tokens, group) or _is_reduced(tokens, group):
        return None
    if "seem" in group.classes:  # an impression: nobody says it, and who seems is part of it
        return Record([], [cue], ([source] if source and group.form == "finite" else []) + content)
    if source is not None and _is_vague(tokens, group, source):
        source = None
    return Record([source] if source else [], [cue], content)


def _behind(tokens: list[Token], cue: Piece, content: Piece) -> Piece:
    """The content without what the cue has of it: "of" of "said of the plan"."""
    if content[0] >= cue[1]:
        return content
    start = next((token.start for token in tokens if token.start >= cue[1]), content[1])
    return (start, content[1]) if start < content[1] else content


def _antecedent(tokens: list[Token], group: Group) -> list[Piece]:
    """ "the reforms they support", "a charge that she has always denied": what goes before is what is said."""
    found = subject(tokens, group.first - 1)
    left = found[0] - 1 if found else -1
    if left > 1 and tokens[left].low in ("that", "which", "who", "whom"):
        left -= 2 if tokens[left - 1].low == "," else 1
    head = subject(tokens, left) if left > 0 and tokens[left].kind in "wn" else None
    found_piece = piece(tokens, *head) if head else None
    return [found_piece] if found_piece else []


def _is_intransitive(tokens: list[Token], group: Group) -> bool:
    """ "pushed on", "was named to": a verb that takes an object, without one."""
    if group.classes != {"object"} or group.last != group.verb or group.last + 1 >= len(tokens):
        return False
    return tokens[group.last + 1].low in ("to", "in", "on", "with", "by")


def _is_vague(tokens: list[Token], group: Group, source: Piece) -> bool:
    """Whether a source tells nobody: "that" of a relative clause, or whoever is meant "to say"."""
    if group.form == "to":
        return "clause" in group.classes
    before = tokens[group.first - 1]
    return before.low == "that" and source == (before.start, before.end)


def _is_participle(tokens: list[Token], group: Group) -> bool:
    """ "a plan opposed by most economists" """
    by = group.last + 1
    if group.form != "finite" or group.first != group.verb or not tokens[group.verb].low.endswith("ed"):
        return False
    return by + 1 < len(tokens) and tokens[by].low == "by" and not tokens[by + 1].low.endswith("ing")


def _is_reduced(tokens: list[Token], group: Group) -> bool:
    """ "is a plan aimed at": a participle after the object of another verb, not a verb of its own."""
    if group.form != "finite" or group.first != group.verb or "tell" in group.classes:
        return False
    found = subject(tokens, group.first - 1) if tokens[group.verb].low.endswith("ed") else None
    return bool(found and found[0] and tokens[found[0] - 1].low in AUXILIARIES)


def _source(tokens: list[Token], group: Group, speaker: Piece | None) -> Piece | None:
    """Who says it, before the verb; the unit's speaker so far where the verb has no subject of its own."""
    if group.form == "to":
        return speaker or main_subject(tokens, group.first)
    before = tokens[group.first - 1] if group.first else None
    if group.form == "ing":
        bound = PREPOSITIONS | SUBORDINATORS | {"and", "but", "or"}
        if before and before.kind == "w" and before.low not in bound:
            found = subject(tokens, group.first - 1)
            if found and found[0] > 1 and is_verbal(tokens, found[0] - 1):  # "X issued a statement saying"
                found = subject(tokens, found[0] - 2)
            if found:
                return piece(tokens, *found)
        return speaker or main_subject(tokens, group.first)
    if before is None:
        return None
    if before.kind == "w" and before.low in ("and", "but", "or", "then"):
        return speaker or main_subject(tokens, group.first - 1)
    found = subject(tokens, group.first - 1)
    return piece(tokens, *found) if found else None


def _inverted(tokens: list[Token], group: Group, earlier: list[Record]) -> Record | None:
    """ "...", said X, Y of Z.   The plan has failed, said X."""
    left = group.first - 1
    if left < 0 or not (tokens[left].kind == "q" or tokens[left].low in (",", "”", "—")):
        return None
    if not begins_noun_phrase(tokens, group.last + 1):
        return None
    end = noun_phrase_end(tokens, group.last + 1)
    if tokens[left].kind != "q" and tokens[group.last + 1].low in SUBJECT_PRONOUNS and end > group.last + 1:
        return None  # "Jane Doe, a nurse, said she wanted"
    if tokens[left].kind != "q" and not (left > 0 and tokens[left - 1].kind == "q"):
        plain = tokens[group.verb].low in ("said", "says", "added", "wrote")
        opening = opening_comma(tokens, left)
        follows = end + 1 < len(tokens) and tokens[end + 1].kind == "q"
        aside = (follows or not plain) and opening is not None
        core = next(
            (i for i in range(group.last + 1, end + 1) if tokens[i].low in (",", "who", "which", "whose")), end + 1
        )
        verb_inside = any(is_verbal(tokens, i) for i in range(group.last + 1, core))
        if group.first != group.verb or verb_inside or left < 3 or aside:
            return None
    source = piece(tokens, group.last + 1, end)
    content = contents.before(tokens, left, earlier) + contents.quotations_after(tokens, end + 1)
    if end + 2 < len(tokens) and tokens[end + 1].low == "," and tokens[end + 2].low in AUXILIARIES:
        rest = piece(tokens, end + 2, len(tokens) - 1)  # "The gate, said X, would stay shut"
        content += [rest] if rest else []
    if not content or source is None:
        return None
    return Record([source], [_cue(tokens, group)], content)


def _postposed(tokens: list[Token], group: Group, earlier: list[Record]) -> Record | None:
    """ "...", X said.   "...", X told reporters. "..."   The plan, X said, has failed."""
    found = subject(tokens, group.first - 1)
    left = found[0] - 1 if found else -1
    if found and left >= 0 and tokens[left].low == "as":
        return _as_reported(tokens, group, left, piece(tokens, *found))
    if found is None or left < 0 or not (tokens[left].kind == "q" or tokens[left].low in (",", "—", "–", "”")):
        return None
    after = contents.hearer_end(tokens, group.last + 1) if "tell" in group.classes else group.last + 1
    after = contents.adjunct_end(tokens, after)
    right = tokens[after].low if after < len(tokens) else "."
    right_is_quote = after < len(tokens) and tokens[after].kind == "q"
    quoted = tokens[left].kind == "q" or (left > 0 and tokens[left - 1].kind == "q")
    content = contents.before(tokens, left, earlier)
    if quoted:
        if right == ":" or right_is_quote:
            return None
    else:
        quote_follows = right == "," and after + 1 < len(tokens) and tokens[after + 1].kind == "q"
        if right not in (".", ",", ";", "—", "?", "!") or quote_follows:
            return None
        bare = after == group.last + 1 and tokens[group.verb].low in NEED_CONTENT
        if right != "," and content and (left < 2 or (not bare and _opens_with_adjunct(tokens, left, content[0]))):
            return None
    if right == "," and not quoted:
        rest = piece(tokens, after + 1, len(tokens) - 1)
        content += [rest] if rest else []
    else:
        content += contents.quotations_after(tokens, after)
    source = piece(tokens, *found)
    if not content or source is None:
        return None
    return Record([source], [_cue(tokens, group)], content)


def _as_reported(tokens: list[Token], group: Group, start: int, source: Piece | None) -> Record | None:
    """ "As X reported, C."   "But as X told Y, C."   "C, as X reported." """
    after = contents.hearer_end(tokens, group.last + 1) if "tell" in group.classes else group.last + 1
    after = contents.adjunct_end(tokens, after)
    opens = start == 0 or tokens[start - 1].low in ("and", "but", "yet", "because", "(", "—", ";", "that")
    if opens and after < len(tokens) and tokens[after].low == ",":
        content = piece(tokens, after, len(tokens) - 1)
    elif start > 2 and tokens[start - 1].low == "," and (after >= len(tokens) or tokens[after].low in (".", ",")):
        content = piece(tokens, 0, start - 1)
    else:
        return None
    return Record([source], [_cue(tokens, group)], [content]) if source and content else None


def _opens_with_adjunct(tokens: list[Token], left: int, content: Piece) -> bool:
    """ "On Tuesday, X said": what stands before the comma is when or where, not what."""
    inner = [token for token in tokens[: left + 1] if token.start >= content[0]]
    if not inner or inner[0].low in ("if", "unless"):
        return not inner
    opens = inner[0].low in PREPOSITIONS | SUBORDINATORS | OPENERS or inner[0].low.endswith("ing")
    if inner[0].low not in SUBORDINATORS and any(token.low in AUXILIARIES for token in inner):
        return False
    return opens and all(token.low != "," for token in inner[1:-1])


def _is_time(tokens: list[Token], at: int) -> bool:
    """Whether what begins here says when, not who: "by Tuesday", "by the end of the year", "by 31 August", "by 2030"."""
    while at < len(tokens) and tokens[at].low in _EARLY_OR_LATE:
        at += 1
    word, behind, then = ([token.low for token in tokens[at : at + 3]] + [""] * 3)[:3]
    dated = (then if behind == "." else behind)[:1].isdigit()
    # not "by Sunday Mirror", "by night watchmen", "by April Doe"
    ends = not behind.isalnum() or behind in PREPOSITIONS | SUBORDINATORS | PARTS_OF_DAY | DAYS | {"and", "or"}
    if word in _ENDS:
        return behind == "of"
    if _CLOCK.fullmatch(word):
        return True
    if word.isdigit():  # not "by 20 of them"
        dated = behind in _MONTHS | _MONTHS_OR_PEOPLE or behind in ("am", "pm")
        return dated or (len(word) == 4 and ends and behind != "of")
    return dated if word in _MONTHS_OR_PEOPLE else word.removeprefix("mid-") in _TIMES and (ends or dated)


def _passive(tokens: list[Token], group: Group, cue: Piece) -> Record | None:
    """ "X is expected to Y", "X was criticized by Y", "Y was told that Z"."""
    word, after = tokens[group.verb].low, group.last + 1
    at = group.first - 1
    found = subject(tokens, at - 1 if at > 0 and tokens[at].low == "," and group.form != "passive" else at)
    about = [patient] if found and (patient := piece(tokens, *found)) else []
    near = range(after, min(after + 3, len(tokens)))
    by = next((i for i in near if tokens[i].low == "by" and not _is_time(tokens, i + 1)), None)
    if by is not None and about:
        stops = PREPOSITIONS - {"of"} | SUBORDINATORS | AUXILIARIES
        end = by + 1
        while end < len(tokens) and tokens[end].kind in "wn" and tokens[end].low not in stops:
            end += 1
        source = piece(tokens, by + 1, end - 1)
        return Record([source] if source else [], [cue], about)
    if after >= len(tokens):
        return None
    if "tell" in group.classes or word in ("asked", "urged", "reminded"):
        clause = group._replace(classes=group.classes | {"clause"})
        content = [_behind(tokens, cue, found) for found in contents.after(tokens, clause, None)]
        return Record([], [cue], (about if word == "asked" else []) + content) if content else None
    link = tokens[after].low
    if word in EXPECTED and link in ("to", "that", "as", "of", "for"):
        rest = piece(tokens, after, contents.end(tokens, after, None, link in ("to", "that")))
        return Record([], [cue], about + ([rest] if rest else []))
    if group.classes & {"object", "clause"} and link != "." and word not in DONE_TO:
        return Record([], [cue], about) if about else None
    return None
