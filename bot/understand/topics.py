"""Topics: what a user writes behind /follow and /latest, read into clauses of terms, and the index that finds them.

kabul                   a place, in every script and with what lies in it: "کابل", "HKIA", "кабульский"
kabul evacuation        both must hold; `"quoted words"` must all hold; -word must not; a OR b
place:reading           a place even where its name is a common word
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from msgspec.structs import replace

from bot.errors import UserError
from bot.model import Article, Clause, Topic
from bot.understand import gazetteer, places, terms

# Longer ones are no topics but pasted text; Telegram's buttons and our headings have no room for them either.
MAX_QUERY = 100
# The longest place name that is tried, in words: "Hamid Karzai International Airport".
MAX_NAME = 4
EXAMPLE = "for example: kabul evacuation -cricket"

_TOKEN = re.compile(r'(-?)(place:)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_STRAIGHT = str.maketrans("“”„«»", '"""""')

Group = frozenset[str]


def parse(query: str) -> Topic:
    """The topic that the query asks for. Raises UserError, one line, where it is empty, too long or cannot be read."""
    squeezed = " ".join(query.translate(_STRAIGHT).split())
    if not squeezed.strip('"-() '):
        raise UserError(f"Name a topic, {EXAMPLE}")
    if len(squeezed) > MAX_QUERY:
        raise UserError(f"A topic has at most {MAX_QUERY} characters, {EXAMPLE}")
    if squeezed.count('"') % 2:
        raise UserError('A quote is not closed. Write it like this: kabul "evacuation flights"')
    clauses: list[Clause] = []
    titles: list[str] = []
    for number, part in enumerate(re.split(r"(?:^|\s+)OR(?:\s+|$)", squeezed)):
        if not part.strip():
            raise UserError("OR stands between two topics. Write it like this: kabul OR kandahar")
        clause, title = _clause(part)
        clauses.append(clause)
        titles += ["or", title] if number else [title]
    return Topic(query=squeezed.casefold(), title=" ".join(titles), clauses=tuple(clauses))


def _clause(part: str) -> tuple[Clause, str]:
    needed: list[Group] = []
    refused: set[str] = set()
    titles: list[str] = []
    run: list[str] = []

    def close() -> None:
        groups, title = _plain(run)
        needed.extend(groups)
        titles.extend(title)
        run.clear()

    for minus, prefix, quoted, bare in _TOKEN.findall(part):
        wanted = quoted or bare
        if not minus and not prefix and not quoted:
            run.append(bare)
            continue
        close()
        if prefix:
            known = places.lookup(wanted)
            if known is None:
                near = places.near_names(wanted, 3)
                raise UserError(
                    f"No place named {wanted}. " + (f"Did you mean {', '.join(near)}?" if near else "Try place:kabul")
                )
            groups, title = [_place(known)], [known.name]
        else:
            groups, title = _plain(wanted.split()) if minus else _words(wanted.split())
        if minus:
            for group in groups:
                refused |= group
        else:
            needed.extend(groups)
            titles.extend(title)
    close()
    if refused and not needed:
        raise UserError("Say what to look for as well as what to leave out: kabul -cricket")
    if not needed:
        raise UserError(f"These words are too common to follow. Name a topic, {EXAMPLE}")
    return Clause(all=tuple(dict.fromkeys(needed)), none=frozenset(refused)), " ".join(titles)


def _plain(run: list[str]) -> tuple[list[Group], list[str]]:
    """Groups and heading of a run of words: the longest place names first, the rest as words."""
    groups: list[Group] = []
    titles: list[str] = []
    i = 0
    while i < len(run):
        for count in range(min(MAX_NAME, len(run) - i), 0, -1):
            known = _well_known(run[i : i + count], alone=len(run) == count)
            if known is not None:
                groups.append(_place(known))
                demonym = known.demonym
                titles.append(" ".join(map(_capital, run[i : i + count])) if demonym else known.name)
                i += count
                break
        else:
            word_groups, word_titles = _words([run[i]])
            groups += word_groups
            titles += word_titles
            i += 1
    return groups, titles


def _words(run: list[str]) -> tuple[list[Group], list[str]]:
    groups: list[Group] = []
    titles: list[str] = []
    for written in run:
        found = terms.words(written, "und")
        tokens = [match[0] for match in gazetteer.WORD.finditer(written)]
        if not tokens:
            continue
        titles.append(_capital(written.strip("()")))
        for token in tokens:
            if gazetteer.unspaced(token):
                groups += [frozenset([f"w:{pair}"]) for pair in terms.words(token, "und")]
            elif terms.words(token, "en") or (len(tokens) == 1 == len(run) and found and len(token) > 3):
                groups.append(terms.word_forms(token))
    return groups, titles


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if word.islower() else word


def _well_known(run: list[str], *, alone: bool) -> places.Known | None:
    """The place that these words name, if it is one that people mean by them."""
    name = " ".join(run).strip("()")
    normal = gazetteer.normal(name)
    if not normal or (normal in gazetteer.lexicon("function words") and not (name.isupper() or alone)):
        return None
    known = places.lookup(name)
    if known is None or not known.important:
        return None
    if len(run) == 1 and not gazetteer.unspaced(name):
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


def _place(known: places.Known) -> Group:
    if known.kind == "country":
        return frozenset([f"c:{known.country}"])
    return frozenset(f"p:{ident}" for ident in (known.geonameid, *known.same_name))


FOCUS = 0.33  # of a country's news: where so much of it names the capital, the capital is where the country's story is
LEAST = 5  # items before such a share means anything


def country_of_capital(topic: Topic) -> str | None:
    """The term of its country where the topic is a national capital and nothing else, or None."""
    known = places.lookup(topic.query)
    if known is None or known.kind != "capital" or topic.clauses != (Clause(all=(_place(known),)),):
        return None
    return f"c:{known.country}"


def focused(topic: Topic, country: str, articles: Iterable[Article]) -> Topic:
    """The topic of a capital, widened to its country where the country's news are about the capital: of `articles`, those on
    the country, at least a third name it (Kabul in August 2021, not London on a common day)."""
    about = [article for article in articles if country in article.terms]
    near = sum(topic.matches(article.terms) for article in about)
    if len(about) < LEAST or near < FOCUS * len(about):
        return topic
    return replace(topic, clauses=(*topic.clauses, Clause(all=(frozenset({country}),))))


def suggest(query: str, known: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Up to n topics near one that nothing is known of: from `known` (topics, words) and from the names of places."""
    wanted = gazetteer.normal(query)
    if not wanted:
        return ()
    by_form = {gazetteer.normal(topic): topic for topic in known}
    by_form.pop(wanted, None)
    found = [by_form[form] for form in get_close_matches(wanted, list(by_form), n=n, cutoff=0.7)]
    for word in dict.fromkeys([wanted, *wanted.split()]):
        found += [name for name in places.near_names(word, n) if name != word]
    return tuple(dict.fromkeys(found))[:n]


Index = Mapping[str, tuple[Topic, ...]]


def index(topics: Iterable[Topic]) -> Index:
    """Term -> topics to look at when an article has it. Of each clause one group is enough: all of them must match."""
    found: dict[str, list[Topic]] = defaultdict(list)
    for topic in topics:
        anchors: set[str] = set()
        for clause in topic.clauses:
            # words and towns are rarer than countries
            anchors |= min(
                clause.all, key=lambda group: (any(t.startswith("c:") for t in group), len(group), sorted(group))
            )
        for term in anchors:
            found[term].append(topic)
    return {term: tuple(at) for term, at in found.items()}


def matching(index: Index, terms: frozenset[str]) -> tuple[Topic, ...]:
    """The topics that an article with these terms is on, ordered by query."""
    near = {topic.query: topic for term in terms for topic in index.get(term, ())}
    return tuple(near[query] for query in sorted(near) if near[query].matches(terms))
