"""What a sentence is by its words: hedged, one side's word, a correction."""

from __future__ import annotations

import re
from functools import lru_cache

from bot import cues, senses
from bot.brief import lexicon
from bot.brief.lines import Candidate
from bot.brief.trust import hedges
from bot.brief.trust.plans import is_of_future
from bot.brief.units import Unit, first_units
from bot.model import Article, Attribution

# Senses of where nobody fights anybody: who counts the dead there is no side. And of a fight.
_MISFORTUNE = """quake aftershock flood storm tornado heatwave drought fire landslide avalanche erupt tsunami epidemic
    derail famine accident crash collapse"""
_FIGHTING = """airstrike shelling armed-attack clash offensive invade coup ambush massacre overthrow launch-missile
    suicide-bomber terrorist civil-war front-line repel mutiny uprising street-fighting occupy troops-advance capture-place
    encircle rebel militia shoot-down warplane intercept"""
OPENS = 80  # characters of a text in which it says that it corrects another
OPENING = 600  # characters of a text that tell what it is about

LEAD_TELLS = 0.5  # share of a headline's content words that its first sentence must have to tell the same
LEAD_REPEATS = 2 / 3  # ... where we do not see which word of the headline is its verb

# Beside what the lexicon has, for the sentences of a fight.
_SIDE = re.compile(
    r"\b(?:islamic emirate|emirate|mujahideen|caliphate|\w+-(?:installed|appointed|imposed)|occupation (?:authorit\w+|officials?|"
    r"administration)|self-proclaimed|breakaway)\b|امارت",
    re.IGNORECASE,
)
_SIDE_SAYS = re.compile(
    r"\b(?:islamic emirate|taliban|rebels|insurgents)(?:'s spokes\w+)? (?:says?|said)\b", re.IGNORECASE
)
_WON = re.compile(
    r"\b(?:joined|flag flies|broken|in its hands|under control|are inside|opened|laying down|repelled|pushed back|"
    r"(?:takes?|taken|took)(?! (?:place|part|to|note|up|off|time|responsibility)\b)|struck|shelled|bombed|intercepted|sank|sunk|"
    r"downed|eliminated|neutrali[sz]ed)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"\b(?:officials?|palace|governor|ministry|army|spokes\w+)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|government|presidency|kremlin|junta|king|supreme leader)\b",
    re.IGNORECASE,
)
_FORCES = re.compile(
    r"\b(?:army|troops|forces|soldiers|air force|navy|military|air defen[cs]es?)"
    r"(?: (?:has|have|had))? (?:\w+ed|struck|sunk|taken|shot down|hit|overrun|won)\b",
    re.IGNORECASE,
)
_HELD_OFF = re.compile(
    r"\b(?:repelled|pushed back|beaten back|driven back|thrown back|not in danger|under control)\b", re.IGNORECASE
)
_RUMOUR = re.compile(
    r"\brumou?rs?\b|\baccording to (?:[a-z]+ )?reports\b(?! (?:by|from|of|in|on)\b)|"
    r"\b(?:is|are|was|were) said to\b|\breports (?:on \w+ )?(?:said|say|spoke)\b|"
    r"\brecording (?:\w+ ){0,4}suggests\b|"
    r"\b(?:bloggers?|social media (?:users|accounts|posts)|(?:anonymous|unverified|unnamed) (?:\w+ )?(?:accounts?|posts?|"
    r"channels?)|"
    r"(?:telegram|social media|pro-\w+) channels?|posts? (?:on|in) (?:social media|telegram|twitter|x|facebook|weibo)) "
    r"(?:on (?:\w+ ){1,2})?(?:say|says|said|claim|claimed|show|showed|report|reported|allege|suggest|suggested)\b",
    re.IGNORECASE,
)
_THE_CLAIM = re.compile(
    r"\b(?:backed|rejected|repeated|the|those|denied|that|false|baseless|misleading) claims?\b", re.IGNORECASE
)
_UNTOLD = re.compile(
    r"\b(?:could not say|would not say|will not say|did not confirm them|has not been confirmed)\b", re.IGNORECASE
)
_PULLED_OUT = re.compile(
    r"\bwith(?:drew|drawn|draws?)\b(?! (?:the|its|a|that) (?:statement|claim|report|account))", re.IGNORECASE
)
_SAYING = re.compile(r"\b(?:said|says|claim\w*|according to|spokes\w+|tweeted)\b")
_ADMITS = re.compile(
    r"\b(?:admit(?:s|ted|ting)?|acknowledg\w+|conced(?:es|ed|ing)|own(?:s|ed) up|confess\w*)\b", re.IGNORECASE
)


def is_party(name: str) -> bool:
    """Whether the name is one side's of a fight."""
    return bool(lexicon.PARTY.search(name) or _SIDE.search(name))


def is_hedged(text: str) -> bool:
    """Whether the source itself does not vouch for what it tells."""
    return bool(_doubts(text))


def _doubts(text: str) -> list[tuple[int, int]]:
    """Where in a text the words stand by which its source does not vouch for it."""
    plain = hedges.without(
        text, [one.span() for words in (_THE_CLAIM, hedges.NO_DOUBT) for one in words.finditer(text)]
    )
    found = [one.span() for one in lexicon.HEDGED.finditer(plain)]
    return [*found, *(one.span() for one in _RUMOUR.finditer(text))]


def is_claim(candidate: Candidate) -> bool:
    """One side says so, or the source itself does not vouch for it."""
    sentence = candidate.unit.text
    if _is_own_hedge(candidate.quote, sentence):
        return True
    if " … " in candidate.text and _is_own_hedge(candidate.text, candidate.text):  # in another piece of what is told
        return True
    doubted = candidate.cue == "claimed" or (candidate.cue == "hedged" and not _UNTOLD.search(sentence))
    if doubted and not _only_in_passing(candidate):
        return True
    if candidate.field == "title" and _lead_claims(candidate):
        return True
    return _party_on_fight(candidate.article, sentence, candidate.speaker)


def _is_own_hedge(line: str, sentence: str) -> bool:
    """Whether what a line tells is hedged, in it or by what says of it, in a part of its sentence that was cut off, that somebody
    claims it."""
    return any(hedges.bears_on(line, sentence, start, end) for start, end in _doubts(sentence))


def _only_in_passing(candidate: Candidate) -> bool:
    """Whether every word that commits somebody in the line's sentence is said of something else."""
    unit, article = candidate.unit, candidate.article
    passing = hedges.in_passing(unit.text)
    line = range(candidate.start, candidate.start + len(candidate.quote))
    cues_of = [
        (span.start - unit.start, span.end - unit.start, bool(one.source) and _covers(one, unit, line))
        for one in article.attributions
        if cues.kind(" ".join(s.text for s in one.cue), article.lang) in ("claimed", "hedged")
        for span in one.cue
        if span.field == unit.field and unit.start <= span.start < unit.end
    ]
    return bool(cues_of) and all(
        any(a <= start < b for a, b in passing) or not (said or hedges.bears_on(candidate.quote, unit.text, start, end))
        for start, end, said in cues_of
    )


def _covers(attribution: Attribution, unit: Unit, line: range) -> bool:
    """Whether what somebody says has a part in a line."""
    return any(
        span.field == unit.field and span.start < line.stop and line.start < span.end for span in attribution.content
    )


def _lead_claims(candidate: Candidate) -> bool:
    """Whether a headline leaves out that its own first sentence, which tells the same deed in the same words, only claims it."""
    title = candidate.unit.text
    for unit in first_units(candidate.article):
        if unit.field == "text":
            words, lead = lexicon.word_set(title), lexicon.word_set(unit.text)
            deeds = frozenset().union(*(lexicon.word_set(verb) for verb in lexicon.verbs(title)))
            return (
                len(words & lead) >= (LEAD_TELLS if deeds else LEAD_REPEATS) * len(words)
                and (not deeds or not deeds.isdisjoint(lead))
                and _is_own_hedge(unit.text, unit.text)
            )
    return False


@lru_cache(maxsize=4096)
def _is_misfortune(article: Article) -> bool:
    """Whether an article is on a disaster or an accident, and on no fight."""
    found = {one.sense for one in senses.said(f"{article.title}\n{article.text[:OPENING]}", article.lang)}
    return not found.isdisjoint(_MISFORTUNE.split()) and found.isdisjoint(_FIGHTING.split())


def _party_on_fight(article: Article, sentence: str, speaker: str | None) -> bool:
    """A side on the fight; or anybody in office on how well their own side does in it."""
    if _is_misfortune(article):
        return False
    side = bool(speaker and _is_of_side(article, speaker, sentence)) or bool(_SIDE_SAYS.search(sentence))
    if side and not is_of_future(sentence, article.lang) and (lexicon.FIGHT.search(sentence) or _WON.search(sentence)):
        return True
    return bool(_OFFICE.search(sentence) and _HELD_OFF.search(sentence))


def _is_of_side(article: Article, speaker: str, sentence: str) -> bool:
    """Whether who speaks is a side of the fight, or the head of a state or government who tells what its own forces did."""
    if is_party(speaker) or any(map(is_party, _called(article, speaker))):
        return True
    if not _FORCES.search(sentence):
        return False
    # headlines leave the title out: "Sarin says"
    called = re.compile(rf"{_HEAD.pattern} (?:[A-Z][\w’'-]+ )?{re.escape(speaker.split()[-1])}\b", re.IGNORECASE)
    return bool(_HEAD.search(speaker) or called.search(article.text))


def _called(article: Article, speaker: str) -> list[str]:
    """What an article calls who speaks in a headline: "Doe" is "Defence Minister Jane Doe"."""
    last = speaker.split()[-1:]
    return [span.text for one in article.attributions for span in one.source if last == span.text.split()[-1:] != []]


def is_correction(candidate: Candidate) -> bool:
    """Whether its item corrects an earlier report: the line says so, or is on what the item says that it corrects."""
    unit, article = candidate.unit, candidate.article
    if candidate.cue == "corrected" and not _PULLED_OUT.search(unit.text):
        return True
    if lexicon.CORRECTION.search(unit.text):
        return True
    if not any(lexicon.CORRECTION.search(text) for text in (article.title, article.text[:OPENS])):
        return False
    if unit.number == 0:
        return True
    opening = " ".join(other.text for other in first_units(article) if other.number == 0)
    return not lexicon.word_set(unit.text).isdisjoint(lexicon.word_set(opening))


def admits(text: str) -> bool:
    """Whether somebody owns up to something."""
    return bool(_ADMITS.search(text))


def passes_on(unit: Unit, speaker: str | None) -> bool:
    """Whether another source's sentence only passes on what the same speaker says."""
    words = re.findall(r"\w+", (speaker or "").lower())
    return bool(words) and words[-1] in unit.text.lower() and bool(_SAYING.search(unit.text))


def is_one_sided(article: Article, unit: Unit) -> bool:
    """Whether a sentence passes on, or is, the word of a party: it bears no witness."""
    if _is_misfortune(article):
        return False
    sources = (
        span.text
        for attribution in article.attributions
        for span in attribution.source
        if span.field == unit.field and unit.start <= span.start < unit.end
    )
    return any(_is_of_side(article, name, unit.text) for name in (*sources, article.outlet or "")) and bool(
        (article.outlet and is_party(article.outlet)) or lexicon.FIGHT.search(unit.text) or _WON.search(unit.text)
    )
