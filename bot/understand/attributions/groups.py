"""English verb groups that may attribute: auxiliaries, adverbs and the verb, with its classes and how it stands."""

from __future__ import annotations

from typing import NamedTuple

from bot.understand.attributions.grammar import is_adverb
from bot.understand.attributions.lexicon import (
    ATTITUDE_LINKS,
    ATTITUDES,
    AUXILIARIES,
    BE,
    CATENATIVES,
    COMPLEMENT_OPENERS,
    DEGREES,
    DETERMINERS,
    EVIDENCE,
    HAVE,
    HAZARDS,
    INSERTED,
    IRREGULAR_PAST,
    PLURALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SURE,
    verbs,
)
from bot.understand.attributions.tokens import Token

_RATHER_NOUNS = frozenset({"states", "remarks", "reasons", "debates", "concerns"})
_NO_ATTITUDE = AUXILIARIES | DEGREES | PRONOUNS | DETERMINERS
_HELPERS_OF_ATTITUDES = AUXILIARIES | DEGREES


class Group(NamedTuple):
    """Tokens first..last; the verb stands at `verb`. `form`: "finite", "ing", "to" or "passive"."""

    first: int
    verb: int
    last: int
    classes: frozenset[str]
    form: str


def find(tokens: list[Token], title: bool) -> list[Group]:
    """The verb groups in order, none overlapping another. In a title capitals say nothing about names."""
    single, phrasal = verbs()
    result: list[Group] = []
    about = {at for at in range(len(tokens) - 2) if tokens[at + 1].low == "about" and _is_attitude(tokens, at)}
    for at, token in enumerate(tokens):
        if token.kind != "w":
            continue
        if (token.low in ATTITUDES or at in about) and (attitude := _attitude(tokens, at)):
            result.append(attitude)
            continue
        classes, last = single.get(token.low), at
        if token.low in phrasal:
            behind = at + 1
            while behind < len(tokens) and behind - at <= 2 and is_adverb(tokens[behind]):  # "talked openly about"
                behind += 1
            for particles, name in phrasal[token.low]:
                start = next((n for n in (at + 1, behind) if _stands(tokens, n, particles)), None)
                if start is not None:
                    classes, last = frozenset({name}), start + len(particles) - 1
                    break
        opens = at == 0 or tokens[at - 1].kind == "q"
        if classes is None or (token.capital and not (title or opens)):
            continue
        found = _group(tokens, at, title)
        if found is None:
            continue
        group = Group(found[0], at, last, classes, found[1])
        if not result or result[-1].last < group.first:
            result.append(group)
        elif last + 1 < len(tokens) and tokens[last + 1].kind != "p" and classes != {"that"}:
            # "refused to say": one cue, what follows is the second verb's
            result[-1] = group._replace(first=min(group.first, result[-1].first), form=result[-1].form)
    return result


def _stands(tokens: list[Token], at: int, words: tuple[str, ...]) -> bool:
    return tuple(token.low for token in tokens[at : at + len(words)]) == words


def helpers_start(tokens: list[Token], at: int, helpers: frozenset[str] = AUXILIARIES) -> int:
    """The first of the auxiliaries and adverbs right before the verb at `at`."""
    if at > 1 and tokens[at - 1].low == "since" and tokens[at - 2].low in HAVE:  # "has since said"
        at -= 1
    while at > 0:
        left = tokens[at - 1]
        if left.kind == "w" and (is_adverb(left) or left.low in helpers):
            at -= 1
        elif (
            left.low == ","
            and at > 3
            and tokens[at - 2].low in INSERTED
            and tokens[at - 3].low == ","
            and tokens[at - 4].low in helpers
        ):
            at -= 4  # "has, however, said"
        else:
            break
    return at


def _is_attitude(tokens: list[Token], at: int) -> bool:
    """ "was upbeat about the talks": whatever one is about something is an attitude, but not "is long, about 20 miles"."""
    token = tokens[at]
    if token.kind != "w" or tokens[at + 2].low[:1].isdigit():
        return False
    plain = not token.capital and token.low.isalpha() and not token.low.endswith(("ed", "ing")) and not is_adverb(token)
    return plain and token.low not in _NO_ATTITUDE


def _attitude(tokens: list[Token], at: int) -> Group | None:
    """ "is confident that", "were critical of"."""
    link = tokens[at + 1].low if at + 1 < len(tokens) else ""
    first = helpers_start(tokens, at, _HELPERS_OF_ATTITUDES)
    links = ATTITUDE_LINKS.get(tokens[at].low, ("that", "of", "about", "to", "with", "by"))
    if link not in links or not any(t.low in BE for t in tokens[first:at]):
        return None
    clause = link in ("that", "to")
    return Group(first, at, at if clause else at + 1, frozenset({"clause" if clause else "object"}), "finite")


def _chain(tokens: list[Token], at: int) -> int | None:
    """Where "has continued" of "has continued to criticize" begins; None where no such verb stands at `at`."""
    if at < 1 or tokens[at].low not in CATENATIVES or tokens[at].capital:
        return None
    if tokens[at].low == "on":
        if tokens[at - 1].low not in ("went", "goes", "go", "going"):
            return None
        at -= 1
    at = max(1, helpers_start(tokens, at, _HELPERS_OF_ATTITUDES))
    before = tokens[at - 1]
    if before.low in DETERMINERS - PRONOUNS or before.low in PREPOSITIONS:
        return None
    return at


def _group(tokens: list[Token], at: int, title: bool) -> tuple[int, str] | None:
    """First token and form of the group whose verb stands at `at`; None where the word is no verb here."""
    word = tokens[at].low
    first = helpers_start(tokens, at)
    before = tokens[first - 1] if first else None
    helpers = [token.low for token in tokens[first:at] if token.low in AUXILIARIES]
    if before and before.kind == "w":
        if before.low == "to":
            chain = _chain(tokens, first - 2)
            return (first - 1, "to") if chain is None else (chain, "finite")
        if word in ("known", "seen") and not helpers:
            return None  # a participle after its noun
        if word == "like" and not {"would", "'d"} & set(helpers):
            return None  # far more often the preposition
        if word in _RATHER_NOUNS and not (
            at + 1 < len(tokens) and (tokens[at + 1].kind == "q" or tokens[at + 1].low in ("that", ":"))
        ):
            return None  # far more often the noun
        if (
            before.low[0].isdigit()
            and word.endswith("ed")
            and at + 1 < len(tokens)
            and tokens[at + 1].low.endswith("s")
        ):
            return None  # "306 pledged delegates"
    if word.endswith("ing") and word not in ("bring", "sing"):
        chain = _chain(tokens, first - 1)
        if chain is not None:
            return (chain, "finite")
        if any(helper in BE for helper in helpers):
            return (first, "finite")
        noun = word == "appearing" or (
            before and (before.low in DETERMINERS | HAZARDS or before.low in ("of", "no") or before.low.endswith("'s"))
        )
        return None if noun else (first, "ing")
    if word.endswith("ed") or word in IRREGULAR_PAST:
        if helpers and helpers[-1] in BE:
            return (first, "passive")
        attribute = before and before.low in (DETERMINERS | {"more", "most", "so-called"}) - PRONOUNS
        return None if attribute and not helpers else (first, "finite")
    return (first, "finite") if _is_present(tokens, at, before, helpers, title) else None


def _is_present(tokens: list[Token], at: int, before: Token | None, helpers: list[str], title: bool) -> bool:
    """Whether a form without an ending of the past is a verb here rather than a noun."""
    word = tokens[at].low
    third = word.endswith("s") and not word.endswith("ss")
    if (
        before is not None
        and before.low in EVIDENCE
        and word in ("show", "shows", "find", "finds", "suggest", "suggests")
    ):
        return True
    if helpers and not third and helpers[-1] not in HAVE and helpers[-1] not in BE:
        return True  # "would say"
    if before is None or (before.kind == "p" and before.low not in (",", ")", "-", "—", "–")):
        return False
    if third:
        if before.low in DETERMINERS - PRONOUNS or before.low in PREPOSITIONS or before.low.endswith("'s"):
            return False
        if before.low in POSSESSIVES | {"these", "those", "many", "some", "and", "or", ","}:
            return word in SURE and before.low in (",", "and")
        pronoun = before.kind != "w" or before.low in PRONOUNS
        frames = before.capital and (
            at + 1 == len(tokens) or tokens[at + 1].low in (".", ",", ":")
        )  # "..., the Times reports."
        return pronoun or word in SURE or title or frames or _has_complement(tokens, at)
    if word == "say":
        return before.low not in DETERMINERS - PRONOUNS
    if before.kind != "w":
        return False
    if before.low in PRONOUNS - {"he", "she", "it", "this", "one", "another"}:
        loose = before.low in ("these", "those", "some", "many", "both", "that", "what", "which")
        return word in SURE or not loose
    plural = before.low in PLURALS or (before.low.endswith("s") and not before.low.endswith(("ss", "'s")))
    return plural and before.low not in AUXILIARIES and (word in SURE or title or _has_complement(tokens, at))


def _has_complement(tokens: list[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(
        after and (after.low in COMPLEMENT_OPENERS or after.kind in "qn" or (after.capital and after.kind == "w"))
    )
