"""What there is on a question of which no article has all the words: "has ghani left?", where they write that he fled."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from bot import names
from bot.errors import QueryError
from bot.model import Article, Span, Topic
from bot.understand import gazetteer, places, terms
from bot.understand.topics.grammar import MAX_QUERY, OPERATORS, OR
from bot.understand.topics.meaning import MAX_NAME, parse

MOST_PARTS = 12  # words and places of one question: longer ones are pasted text
TELLING = 2.0  # what a place or a name weighs beside another word as rare
NAMED = 0.5  # share of a word's mentions within sentences that have a capital, and it is a name
MOST_SENTENCES = 12  # of an article: what it is about stands there
MOST_OPENED = 300  # articles whose passages are looked at, those that have most of the words: a tenth of a second
MOST_READ = 200  # articles in which the capitals of a word are looked at

# Of a report: a part of what tells it, or names, that must stand in one passage. In other words half of a report is told in, too.
ENOUGH, FEWEST_NAMES = 0.25, 2
FEWEST_OF_PROSE = 9  # words: no topic that we thought of has as many without an operator
FEWEST_TOGETHER = 5  # ... one after another without an OR or a comma
_OPERATORS = re.compile(rf"\b(?i:{'|'.join(OPERATORS)})\s*:|\bOR\b|(?:^|\s)-\w")
_LISTED = re.compile(rf"\s(?:{'|'.join(sorted(OR))})\s|[,،，、;()]", re.IGNORECASE)
_NO_WORDS = re.compile(
    r"https?://\S+|[@#]\w+|\S*\d\S*|[^\w\s'’-]+|(?<!\w)[-'’]+|[-'’]+(?!\w)|\b(?i:or|или|або|یا|veya)\b"
)
# "BREAKING:", "JUST IN - ", "Срочно!"
_LABEL = re.compile(r"^\W*(?:[^\W\d_]+\W{0,2}){1,3}?(?::|[!❗]+|\s[-–—|])\s+")
_AROUND = " \t\n?？!.…؟,;،؛¿¡"
_SIGNS = re.compile(rf'["()“”«»„]|[,،，、]|(?:^|\s)[-–—]\w|\b(?:{"|".join(OPERATORS)})\s*:', re.IGNORECASE)


# Words with a capital, and those of scripts that have none.
_NAME = re.compile(r"\b(?:[^\W\d_a-z][\w’'-]{2,})")

MAX_WORD = 40  # characters before a word in which the one before it stands
_LAST_NAME, _NEXT_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]* $"), re.compile(r" [^\W\d_a-z]")


class Part(Struct, frozen=True):
    """A word or a place of a query, as a topic of its own."""

    written: str
    topic: Topic
    is_place: bool


def parts(query: str, lang: str) -> tuple[Part, ...]:
    """The words and places of a query in this language, in their order, without those that say nothing; none where it has signs
    of the grammar: who writes these means them."""
    words = [word.strip(_AROUND) for word in query.split() if word.strip(_AROUND)]
    if _SIGNS.search(query) or not OR.isdisjoint(word.casefold() for word in words):
        return ()
    whole = _read(query)
    groups = {group for clause in whole.clauses for group in clause.all} if whole else set()
    found: list[Part] = []
    at = 0
    while at < len(words):
        for length in range(min(MAX_NAME, len(words) - at), 0, -1):
            written = " ".join(words[at : at + length])
            # what stands alone may be taken for a place that it is not beside others
            topic, is_place = _read(written), _is_place(words[at : at + length], groups)
            if is_place or length == 1:
                if topic and (is_place or not terms.is_stop(written, lang)):
                    found.append(Part(written, topic, is_place))
                at += length
                break
    return tuple(found[:MOST_PARTS])


def is_prose(text: str) -> bool:
    """Whether a text is a report that somebody has pasted or passed on, and no topic: nine words or more without the grammar's
    signs, and no list of alternatives, whose parts are short."""
    if len(text.split()) < FEWEST_OF_PROSE or _OPERATORS.search(text):
        return False
    return max(len(part.split()) for part in _LISTED.split(text)) >= FEWEST_TOGETHER


def prose_parts(text: str, lang: str) -> tuple[Part, ...]:
    """The words and places of the first lines of a report."""
    plain = " ".join(_NO_WORDS.sub(" ", _LABEL.sub("", " ".join(text.split()))).split())
    while len(plain) > MAX_QUERY:
        plain = plain[:MAX_QUERY].rpartition(" ")[0] or plain[:MAX_QUERY]
    return tuple(dict.fromkeys(parts(plain, lang)))


def passages(article: Article) -> Iterator[Article]:
    """An article's headline with its first sentence, and each further sentence, with the terms of its own words and places."""
    sentences = [span for span in article.sentences if span.field == "text"][:MOST_SENTENCES]
    lead, rest = sentences[:1], sentences[1:]
    yield _passage(article, article.title, lead[0] if lead else None)
    for span in rest:
        yield _passage(article, "", span)


def _passage(article: Article, title: str, span: Span | None) -> Article:
    start, end = (span.start, span.end) if span else (0, 0)
    named = [p for p in article.places if (title if p.field == "title" else start <= p.start < end)]
    text = article.text[start:end]
    return replace(
        article, title=title, text=text, places=tuple(named), terms=terms.terms(title, text, article.lang, named)
    )


def closest(asked: Sequence[Part], articles: Sequence[Article]) -> str:
    """Those of these words and places that the passage of an article has which has most of them, the rarer for more: "us troops"
    for "how many troops is the us sending". A name counts in any script and spelling, and comes back as it stands there. "" where
    none has enough: all places, where any is asked for, else a name or most of the words."""
    found, rows = _having(asked, articles)[:2]

    def tells(row: Sequence[str]) -> bool:
        if any(part.is_place for part in asked):
            return all(has for part, has in zip(asked, row, strict=True) if part.is_place)
        return 2 * sum(map(bool, row)) > len(asked) or any(
            has and (has != part.written or _is_name(part, found)) for part, has in zip(asked, row, strict=True)
        )

    best: Sequence[str] = next((row for row in rows if tells(row)), ())
    return " ".join(filter(None, best))


def reported(asked: Sequence[Part], articles: Sequence[Article]) -> str:
    """Those of a report's words and places that the passage of an article has which has most of them; "" where these are neither
    two names nor a good part of all that tells the report, of which what is in no passage is as rare as can be."""
    found, rows, weights = _having(asked, articles)
    if not rows:
        return ""
    rarest = math.log2(1 + len(found))
    share = _worth(rows[0], weights)[0] / sum(weight or rarest for weight in weights)
    named = [
        has
        for part, has in zip(asked, rows[0], strict=True)
        if has and (part.is_place or has != part.written or _is_name(part, found))
    ]
    return " ".join(filter(None, rows[0])) if share >= ENOUGH or len(named) >= FEWEST_NAMES else ""


def _having(
    asked: Sequence[Part], articles: Sequence[Article]
) -> tuple[list[Article], list[tuple[str, ...]], list[float]]:
    """The passages of the articles; which of the words and places are together in one, best first; and what each is worth."""
    # what stands together in a passage stands in its article; of equals the newest
    counted = [(sum(part.topic.matches(one) for part in asked), n) for n, one in enumerate(articles)]
    near = [articles[n] for _, n in sorted(counted, reverse=True)[:MOST_OPENED]]
    found = [passage for article in near for passage in passages(article)]
    having = [[part.written if part.topic.matches(one) else "" for part in asked] for one in found]
    for n, part in enumerate(asked):
        if not any(row[n] for row in having):
            called = [_called(part.written, one) for one in found]
            named = _names(set(called), found)
            called = [name if name in named else "" for name in called]
            usual = Counter(filter(None, called)).most_common(1)
            for row, name in zip(having, called, strict=True):
                row[n] = name if usual and name == usual[0][0] else ""
    counts = [sum(map(bool, column)) for column in zip(*having, strict=True)] if having else [0] * len(asked)
    weights = [
        math.log2(1 + len(found) / count) * (TELLING if part.is_place or _is_name(part, found) else 1.0)
        if count
        else 0.0
        for part, count in zip(asked, counts, strict=True)
    ]
    rows = sorted({tuple(row) for row in having if any(row)}, key=lambda row: _worth(row, weights), reverse=True)
    return found, rows, weights


def _called(name: str, passage: Article) -> str:
    """How a name is written in a passage, in another script or in another spelling, which a word of English has not; "" where it
    is not."""
    script, common = _script(name), _is_common(gazetteer.normal(name))
    for word in _NAME.findall(f"{passage.title}. {passage.text}"):
        other = _script(word) != script
        if names.same(name, word) if other else not common and names.spelt(name, word) and not _is_demonym(word):
            return str(word)
    return ""


def _is_demonym(word: str) -> bool:
    """Whether it is what people or things of a place are called: "American" is nobody's name."""
    return any(flags & gazetteer.DEMONYM for _, flags in gazetteer.table().postings_of(gazetteer.normal(word)))


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").partition(" ")[0]


def _worth(row: Sequence[str], weights: Sequence[float]) -> tuple[float, Sequence[str]]:
    return sum(weight for weight, has in zip(weights, row, strict=True) if has), row


def _read(written: str) -> Topic | None:
    try:
        return parse(written)
    except QueryError:
        return None


def _is_place(words: Sequence[str], groups: Set[frozenset[str]]) -> bool:
    """Whether a place is all that these words ask for, of those that the whole query does, and each word belongs to its name: "in
    Kabul" is read as Kabul, too."""
    asked = _asked(words)
    if len(asked) != 1 or asked[0] not in groups or not all(term[:2] in ("p:", "c:") for term in asked[0]):
        return False
    return len(words) == 1 or asked not in (_asked(words[1:]), _asked(words[:-1]))


def _asked(words: Sequence[str]) -> tuple[frozenset[str], ...]:
    """What every article must have a term of; nothing where there are conditions besides, or alternatives."""
    topic = _read(" ".join(words))
    return topic.clauses[0].all if topic and len(topic.clauses) == 1 and not topic.clauses[0].where else ()


def _is_name(part: Part, articles: Sequence[Article]) -> bool:
    """Whether a word is written as a name within sentences."""
    found = _capitals(part.topic.query, [one for one in articles if part.topic.matches(one)])
    return bool(found) and sum(found) >= NAMED * len(found)


def _names(words: Set[str], articles: Sequence[Article]) -> frozenset[str]:
    """Those of these words, which have a capital somewhere, that are names: "This" and "Court" open a sentence."""
    named = set()
    for word in filter(None, words):
        found = _capitals(word, [one for one in articles if word in one.text or word.casefold() in one.text])
        said = terms.is_function_word(word) or _is_common(gazetteer.normal(word))
        if sum(found) >= NAMED * len(found) if found else not said:
            named.add(word)
    return frozenset(named)


def _capitals(word: str, articles: Sequence[Article]) -> list[bool]:
    """Of the mentions of a word within sentences, whether it has a capital. Behind another name a word of English is not meant
    itself (Ned Price), nor is a first name before one (Harry Kane)."""
    within = re.compile(rf"(?<=[\w,] ){re.escape(word)}\b", re.IGNORECASE)
    normal = gazetteer.normal(word)
    common, first = _is_common(normal), places.is_first_name(normal)
    return [
        match[0][0].isupper()
        for article in articles[:MOST_READ]
        for match in within.finditer(article.text)
        if not (
            match[0][0].isupper()
            and (
                (common and _LAST_NAME.search(article.text[max(0, match.start() - MAX_WORD) : match.start()]))
                or (first and _NEXT_NAME.match(article.text, match.end()))
            )
        )
    ]


def _is_common(normal: str) -> bool:
    """Whether it is a word of English, and nobody whom news names daily."""
    return places.is_common_word(normal) and normal not in gazetteer.lexicon("leaders")
