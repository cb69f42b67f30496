"""How far a line can be trusted, by the rules of docs/trust.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct

from bot.brief import facts, lexicon, tolls
from bot.brief.facts import Fact, Witness
from bot.brief.figures import Count
from bot.brief.lines import Candidate, Unit, first_units, units
from bot.model import Article, Status

ALIKE = 0.5  # share of the shorter line's content words that another source must have to say the same
SHARED = 3  # and at least so many words
SOUGHT = 2  # words that who is sought and who is found must share, in one story
PLAIN = 0.4  # share of the line's words other than names and numbers
MOST_MEMBERS = 40  # of one story that are asked: the newest

# Beside what the lexicon has, for the sentences of a fight.
_SIDE = re.compile(r"\b(?:islamic emirate|emirate|mujahideen|caliphate)\b|امارت", re.IGNORECASE)
_SIDE_SAYS = re.compile(
    r"\b(?:islamic emirate|taliban|rebels|insurgents)(?:'s spokes\w+)? (?:says?|said)\b", re.IGNORECASE
)
_WON = re.compile(
    r"\b(?:joined|flag flies|broken|in its hands|under control|are inside|opened|laying down|repelled|pushed back)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:officials?|palace|governor|ministry|army|spokes\w+)\b", re.IGNORECASE)
_HELD_OFF = re.compile(
    r"\b(?:repelled|pushed back|beaten back|driven back|thrown back|not in danger|under control)\b", re.IGNORECASE
)
_RUMOUR = re.compile(
    r"\brumou?rs?\b|\b(?:is|are|was|were) said to\b|\breports (?:on \w+ )?(?:said|say|spoke)\b|"
    r"\brecording (?:\w+ ){0,4}suggests\b",
    re.IGNORECASE,
)
_THE_CLAIM = re.compile(
    r"\b(?:backed|rejected|repeated|the|those|denied|that|false|baseless|misleading) claims?\b|\bthought to number\b|"
    r"\bclaim(?:s|ed|ing)? (?:[\w'’-]+ ){0,3}(?:gold|silver|bronze|medals?|victory|titles?|wins?|crown|trophy|cup|championship|"
    r"prize|lives?|asylum)\b",
    re.IGNORECASE,
)
_UNTOLD = re.compile(
    r"\b(?:could not say|would not say|will not say|did not confirm them|has not been confirmed)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\bden(?:y|ies|ied) (?:that|claims|reports|late|on)\b|\bdeny\b|رد می‌کنند|رد می‌کند", re.IGNORECASE)
_RETRACTS = re.compile(
    r"\b(?:takes? back|took back|with(?:drew|drawn) (?:the|its|a|that) (?:statement|claim|report|account)|retract\w*)\b",
    re.IGNORECASE,
)
_PULLED_OUT = re.compile(
    r"\bwith(?:drew|drawn|draws?)\b(?! (?:the|its|a|that) (?:statement|claim|report|account))", re.IGNORECASE
)
_SAYING = re.compile(r"\b(?:said|says|claim\w*|according to|spokes\w+|tweeted)\b")
_PLAN = re.compile(
    r"\b(?:weighs?|weighing|considers?|considering|studying|preparing to|prepares to|expected to|plans? to)\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(
    r"\b(?:trying to (?:rescue|free|reach|find|save)|search\w*|hunt\w* for|races? (?:to|against))\b", re.IGNORECASE
)
# The end of a search, for all who were sought.
_FOUND = re.compile(
    r"\b(?:all|every|last)\b[^.;]*\b(?:found|rescued|dead|freed|safe|accounted|recovered)\b|\bwreck(?:age)?\b[^.;]*\bfound\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"^\W*all\b|\ball (?:of|the|its|embassy|staff)\b", re.IGNORECASE)
# Who denies that it closes does not deny that it stays open.
_STAYS = re.compile(
    r"\b(?:stay(?:s|ed|ing)?|remain(?:s|ed|ing)?|keeps?|kept|continu\w+|goes on|still)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|shut\w*|leav(?:e|es|ing)|left|evacuat\w+|withdraw\w*|f[ae]ll(?:s|en|ing)?|end(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# "Seven died, some of whom fell from a plane": what is told in passing, of nobody knows how many, vouches for no line about it.
_IN_PASSING = re.compile(
    r",? (?:(?:some|many|several) of (?:whom|which)|among them (?:some|many|several))\b[^.;]*", re.IGNORECASE
)
_MEANWHILE = re.compile(r"\bas (?=[A-Z])")  # "Army chief replaced as Taliban seize more cities": the news is before it
# Who refuses a request, rejects a plan or dismisses a minister says nothing of whether something is true.
_REFUSES = re.compile(
    r"\bden(?:y|ies|ied|ying) (?:[\w'’]+ ){0,2}(?:requests?|entry|access|rights?|bail|visas?|petitions?|appeals?|permission)\b"
    r"|\b(?:dismiss|reject)(?:es|s|ed|ing)\b(?! (?:[\w'’]+ ){0,3}(?:claims?|reports?|allegations?|accusations?|rumou?rs?|"
    r"suggestions?|charges|statements?|accounts?|versions?|assertions?|ideas?|notion|theory|theories|that)\b"
    r"| (?:it |them |this |that |these )?as\b)",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b(?:late |early |on )*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)?(?: (?:morning|night|evening|afternoon))?\b",
    re.IGNORECASE,
)


class Verdict(Struct, frozen=True):
    """A line's status, and who else says so or denies it: one article for each independent source, with its sentence."""

    status: Status
    support: tuple[tuple[Article, str], ...] = ()
    sources: int = 1  # independent ones that say it, the line's own included


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word[0].isdigit())


_NAME = re.compile(r"(?<!^)(?<![.!?:“‘\"'•] )(?<![“‘\"'])\b[A-Z][\w’'-]+")


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """Stems of the words with a capital inside a sentence; none where every word has one, as in some headlines."""
    found = [name for name in _NAME.findall(text) if name.lower() not in lexicon.CALENDAR]
    if len(found) > 0.6 * len(re.findall(r"\w{3,}", text)):
        return frozenset()
    return frozenset(stem for name in found for stem in lexicon.content_words(name))


def says_the_same(text: str, other: str) -> bool:
    """Whether another source's sentence tells what this line tells: half of the words and of those that are no names, a
    number of the line's, and no other people or places only."""
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    both = mine & theirs
    if len(both) < SHARED or len(both) < ALIKE * min(len(mine), len(theirs)):
        return False
    numbers = _numbers(mine)
    if numbers and numbers.isdisjoint(theirs):
        return False
    names, others = _names(text), _names(other)
    plain = mine - names - numbers
    if plain and len(plain & theirs) < PLAIN * len(plain):
        return False
    return not names or not others or not names.isdisjoint(others)


def _elsewhere(one: Article, unit: Unit, other: Article, sentence: Unit) -> bool:
    """Whether two sentences name places, and none in common."""
    mine, theirs = _places(one, unit), _places(other, sentence)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _places(article: Article, unit: Unit) -> frozenset[str]:
    """Words of the places that a sentence names; Kabul airport is in Kabul."""
    return frozenset(
        word
        for place in article.places
        if place.kind == "place"
        and place.field == unit.field
        and unit.start <= place.start < unit.start + len(unit.text)
        for word in lexicon.content_words(f"{place.name} {place.text}")
    )


def _same_subject(text: str, other: str) -> bool:
    """Whether a plan and a deed are about one thing, the numbers apart."""
    mine, theirs = lexicon.word_set(text), lexicon.word_set(other)
    return len(mine & theirs) >= SHARED and len(mine & theirs) >= 0.4 * min(len(mine), len(theirs))


def contradicts(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies this line: they share enough of their words, and it does not deny the
    opposite."""
    return _on_one_thing(text, denial) and not _denies_opposite(text, denial)


def bears_out(text: str, denial: str) -> bool:
    """Whether a sentence that denies something denies the opposite of this line: "stays open", "denied that it was closing"."""
    return _on_one_thing(text, denial) and _denies_opposite(text, denial)


def _on_one_thing(text: str, denial: str) -> bool:
    mine, theirs = lexicon.word_set(text), lexicon.word_set(denial)
    both = mine & theirs
    return len(both) >= 2 and len(both) >= 0.4 * min(len(mine), len(theirs))


def _denies_opposite(text: str, denial: str) -> bool:
    word = lexicon.DENIAL.search(denial)
    if word is None or _ENDS.search(text) or not _STAYS.search(text):
        return False
    denied = re.split(r"[,;]|\band\b|\bbut\b", denial[word.end() :], maxsplit=1)[0]
    return bool(_ENDS.search(denied)) and not _STAYS.search(denied)


def is_party(name: str) -> bool:
    """Whether the name is one side's of a fight."""
    return bool(lexicon.PARTY.search(name) or _SIDE.search(name))


def is_hedged(text: str) -> bool:
    """Whether the source itself does not vouch for what it tells."""
    return bool(lexicon.HEDGED.search(_THE_CLAIM.sub(" ", text)) or _RUMOUR.search(text))


def is_claim(candidate: Candidate) -> bool:
    """One side says so, or the source itself does not vouch for it."""
    sentence = candidate.unit.text
    if candidate.cue == "claimed" or is_hedged(sentence):
        return True
    if candidate.field == "title" and _lead_claims(candidate):
        return True
    if candidate.cue == "hedged" and not _UNTOLD.search(sentence):
        return True
    return _party_on_fight(sentence, candidate.speaker)


def _lead_claims(candidate: Candidate) -> bool:
    """Whether a headline leaves out that its own first sentence, which tells the same, only claims it."""
    for unit in first_units(candidate.article):
        if unit.field == "text":
            both = lexicon.word_set(candidate.unit.text) & lexicon.word_set(unit.text)
            return len(both) >= ALIKE * len(lexicon.word_set(candidate.unit.text)) and is_hedged(unit.text)
    return False


def _party_on_fight(sentence: str, speaker: str | None) -> bool:
    """A side on the fight; or anybody in office on how well their own side does in it."""
    side = bool(speaker and is_party(speaker)) or bool(_SIDE_SAYS.search(sentence))
    if side and (lexicon.FIGHT.search(sentence) or _WON.search(sentence)):
        return True
    return bool(_OFFICE.search(sentence) and _HELD_OFF.search(sentence))


def is_denial(candidate: Candidate) -> bool:
    text = _REFUSES.sub(" ", candidate.text)
    if candidate.cue is not None:
        return (candidate.cue == "denied" and text == candidate.text) or bool(_DENIES.search(text))
    return bool(lexicon.DENIAL.search(text) or _DENIES.search(text))


def is_correction(candidate: Candidate) -> bool:
    if candidate.cue == "corrected" and not _PULLED_OUT.search(candidate.unit.text):
        return True
    return any(
        lexicon.CORRECTION.search(text)
        for text in (candidate.article.title, candidate.unit.text, candidate.article.text[:80])
    )


def judge(
    candidate: Candidate,
    members: Sequence[Article],
    voices: Mapping[str, str],
    counts: Sequence[Count],
    elsewhere: Mapping[Fact, Sequence[Witness]] = MappingProxyType({}),
) -> Verdict:
    """The line's status within its story. `members` are all of the story's articles, `voices` their independent origins;
    `elsewhere` is who tells which fact in other stories and languages (facts.index), their origins being in `voices` too."""
    own = voices[candidate.article.id]
    support: dict[str, tuple[Article, str]] = {}
    against: dict[str, tuple[Article, str]] = {}
    vouching: dict[str, Article] = {}  # the last of each
    denial = is_denial(candidate)
    against_it = denial or bool(_RETRACTS.search(candidate.quote))
    claim = is_claim(candidate)
    line = candidate.part
    mine = facts.told(candidate.article, line)
    said = spoken(candidate.article, line)

    def heard(article: Article, unit: Unit) -> None:
        voice = voices.get(article.id)
        if voice is None or voice == own or tolls.count_otherwise(line, candidate.article, unit, article, counts):
            return
        support.setdefault(voice, (article, unit.text))
        if is_hedged(unit.text) or _one_side(article, unit) or (claim and _same_speaker(unit, candidate.speaker)):
            return
        vouching[voice] = article

    for article in members[-MOST_MEMBERS:]:
        voice = voices[article.id]
        if voice == own:
            continue
        for unit in first_units(article):
            denies = _is_against(unit.text)
            if denies and not against_it:
                if contradicts(candidate.text, unit.text):
                    against[voice] = (article, unit.text)
                elif bears_out(candidate.text, unit.text):
                    heard(article, unit)
                continue
            if denies == against_it and _tell_the_same(candidate, line, said, mine, article, unit):
                heard(article, unit)
    if not against_it:
        for witness in facts.witnesses(candidate.article, mine, elsewhere):
            if not _is_against(witness.unit.text):
                heard(witness.article, witness.unit)
        for witness in facts.deniers(candidate.article, mine, elsewhere):
            if voices.get(witness.article.id, own) != own:
                against[voices[witness.article.id]] = (witness.article, witness.unit.text)
    agreeing = tuple(support[voice] for voice in sorted(vouching, key=lambda v: _when(support[v][0])))
    against = {voice: told for voice, told in against.items() if not _overtaken(voice, told[0], candidate, vouching)}
    if is_correction(candidate):
        return Verdict("corrected")
    if denial:
        return Verdict("denied", tuple(support.values()), 1 + len(support))
    if against:
        return Verdict("disputed", tuple(against.values()))
    if any(candidate.article.id in count.disputed and tolls.has_reading(count, candidate) for count in counts):
        return Verdict("disputed", _rivals(candidate, members, counts))
    if claim:
        # the side's own word does not count: two others must say it
        return Verdict("confirmed", agreeing, len(vouching)) if len(vouching) >= 2 else Verdict("claimed", agreeing)
    if vouching:
        return Verdict("confirmed", agreeing, 1 + len(vouching))
    return Verdict("reported")


def _is_against(text: str) -> bool:
    """Whether a sentence denies something, or takes it back."""
    text = _REFUSES.sub(" ", text)
    return bool(lexicon.DENIAL.search(text) or _DENIES.search(text) or _RETRACTS.search(text))


def _tell_the_same(candidate: Candidate, line: Unit, said: str, mine: facts.Told, article: Article, unit: Unit) -> bool:
    """By a fact that both tell, or by the words of what is said."""
    if facts.agree(mine, facts.told(article, unit)):
        return not _planned_only(said, unit.text)
    return (
        says_the_same(said, _IN_PASSING.sub(" ", spoken(article, unit)))
        and not _planned_only(said, unit.text)
        and not _elsewhere(candidate.article, line, article, unit)
    )


def _planned_only(text: str, other: str) -> bool:
    """Whether only one of two sentences tells of a plan, or of all where the other knows of some."""
    return bool(_PLAN.search(text)) != bool(_PLAN.search(other)) or bool(_ALL.search(text)) != bool(_ALL.search(other))


def _overtaken(voice: str, denial: Article, candidate: Candidate, vouching: Mapping[str, Article]) -> bool:
    """Whether a denial is no longer held: who denied says so now, or two others say so later, or one whose own line is later."""
    later = [v for v, article in vouching.items() if _when(article)[0] > _when(denial)[0]]
    own = _when(candidate.article)[0] > _when(denial)[0] and not is_claim(candidate)
    return voice in later or len(later) + own >= 2


def is_overtaken(
    candidate: Candidate,
    members: Sequence[Article],
    voices: Mapping[str, str],
    elsewhere: Mapping[Fact, Sequence[Witness]],
) -> bool:
    """Whether later news has left a line behind: what it denies is told since by its own source or by two others; what it says
    is planned has been done; who it says is searched for has been found."""
    at, own = _when(candidate.article)[0], voices[candidate.article.id]
    mine = facts.told(candidate.article, candidate.part)
    since = {
        voices[witness.article.id]
        for witness in facts.refuters(candidate.article, mine, elsewhere)
        if _when(witness.article)[0] > at and not is_hedged(witness.unit.text)
    }
    if own in since or len(since) >= 2:
        return True
    plans, seeks = _PLAN.search(candidate.quote), _SEEKS.search(candidate.quote)
    if not plans and not seeks:
        return False
    said = spoken(candidate.article, candidate.part)
    return any(
        (plans and not _PLAN.search(unit.text) and _same_subject(said, spoken(article, unit)))
        or (seeks and _FOUND.search(unit.text) and len(lexicon.word_set(said) & lexicon.word_set(unit.text)) >= SOUGHT)
        for article in members[-MOST_MEMBERS:]
        if _when(article)[0] > at
        for unit in first_units(article)
    )


def spoken(article: Article, unit: Unit) -> str:
    """The sentence without who says it, how, and on which day: what two reports of one thing have in common."""
    gone = [
        (max(0, span.start - unit.start), span.end - unit.start)
        for attribution in article.attributions
        for span in (*attribution.source, *attribution.cue)
        if span.field == unit.field and span.start < unit.start + len(unit.text) and unit.start < span.end
    ]
    kept = "".join(" " if any(a <= at < b for a, b in gone) else char for at, char in enumerate(unit.text))
    kept = _DAY.sub(" ", kept)
    main = _MEANWHILE.split(kept, maxsplit=1)[0]
    if unit.field == "title" and len(lexicon.word_set(main)) >= SHARED:
        kept = main
    return kept if len(lexicon.word_set(kept)) >= SHARED else unit.text


def _when(article: Article) -> tuple[float, str]:
    return (article.published.timestamp() if article.published else 0.0, article.id)


def _same_speaker(unit: Unit, speaker: str | None) -> bool:
    """Whether another source's sentence only passes on what the same speaker says."""
    words = re.findall(r"\w+", (speaker or "").lower())
    return bool(words) and words[-1] in unit.text.lower() and bool(_SAYING.search(unit.text))


def _one_side(article: Article, unit: Unit) -> bool:
    """Whether a sentence passes on, or is, the word of a party: it bears no witness."""
    end = unit.start + len(unit.text)
    sources = (
        span.text
        for attribution in article.attributions
        for span in attribution.source
        if span.field == unit.field and unit.start <= span.start < end
    )
    return any(is_party(name) for name in (*sources, article.outlet or "")) and bool(
        (article.outlet and is_party(article.outlet)) or lexicon.FIGHT.search(unit.text) or _WON.search(unit.text)
    )


def _rivals(
    candidate: Candidate, members: Sequence[Article], counts: Sequence[Count]
) -> tuple[tuple[Article, str], ...]:
    """One sentence of each other article whose figure contradicts the line's."""
    ids = {id for count in counts if tolls.has_reading(count, candidate) for id in count.disputed} - {
        candidate.article.id
    }
    found = []
    for article in members:
        if article.id in ids:
            starts = {(r.field, r.start) for count in counts for r in count.readings if r.article == article.id}
            for unit in units(article):
                if any(f == unit.field and unit.start <= s < unit.start + len(unit.text) for f, s in starts):
                    found.append((article, unit.text))
                    break
    return tuple(found)


def story_status(verdicts: Sequence[Verdict]) -> Status:
    """A story's status: a dispute or a correction in any of its lines, else what its first line has."""
    statuses = [verdict.status for verdict in verdicts]
    for status in ("disputed", "corrected"):
        if status in statuses:
            return status
    return statuses[0]
