"""What stories are compared by: the weighted terms of an item's title and lead, its names, dates and towns, and its form.

The title and the first WORDS content words say what happened; what follows is background that other stories share. Terms are
64-bit hashes cut to 32, so that 100,000 items fit into memory: two of 500,000 words meet some 30 times, which harms nobody.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import Literal

import xxhash
from msgspec import Struct

from bot.model import Article, Field
from bot.understand import places, terms
from bot.understand.stories import dates

TITLE = 1.5  # a word of the title counts as that many of the lead: editors put the event there
WORDS = 40  # content words of the lead, some 70 words of text
CHARS = 1_500  # of the text that are looked at
PLACED = 0.92  # of a place, beside its words: it is the same in every spelling and language
EVENT = 2.5  # of an event's own name ("Hurricane Ida"), beside its words: what bears it is about it
DATED = 1.0  # of each span of days that a calendar date falls in ...
SPAN = 3  # days: spans overlap, so that dates a day or two apart agree in part
HEADLINE = 200  # characters of the longest first line that stands for a title
POST = 16  # content words of the longest post whose words may come back for another event: "Air raid alert in ..."
NEAR_TOP = 300  # characters of the text in which a place says where it happened

FEWEST = 3  # words, numbers apart, that tell of an event; "Breaking!" and "Update: 13" belong to anything

Form = Literal["news", "opinion", "digest", "scrap"]
Spot = tuple[float, float]  # latitude, longitude
Town = tuple[int, str, tuple[int, ...]]  # geonameid, country, and the hashes of the words it was named by
Issue = tuple[int, frozenset[int]]  # hash of a title without its numbers, and the days of the year it names

# General forms of titles; an item of many subjects would glue stories together, one of no news of its own would blur them.
_DIGEST = re.compile(
    r"""
    ^(?:the\ |today's\ |sunday\ |saturday\ )?
        (?:newspaper\ headlines|papers|front\ pages|morning\ briefing|evening\ briefing|news\ quiz|quiz)\b
    | ^(?:the\ )?(?:week|day|month|year)\ in\ (?:pictures|photos|review|news|numbers)\b
    | ^(?:africa|your|the\ world|the\ week|the\ day)'s\ (?:top\ shots|week|day|news|best\ pictures|in\ pictures)\b
    | ^(?:your|the)\ (?:\w+\ ){0,3}(?:briefing|newsletter|round-?up|news\ quiz)\b | ^(?:\w+\ ){1,3}round-?up\b
    | ^(?:\d+|five|six|seven|ten)\ (?:things|stories)\ (?:to|you)\b | ^what\ to\ (?:know|watch)\ (?:today|this\ week)\b
    | ^\W*(?:the\ )?(?:main|top)\ (?:news|stories|headlines)\b | ^\W*(?:daily|noon)\ (?:press\ )?briefing\b
    | ^\W*(?:главное|головне)\ (?:к|за|на|станом|сегодня|сьогодні)\b | ^\W*(?:главные\ новости|головні\ новини)\b
    | ^\W*lo\ más\ (?:importante|destacado)\b | ^\W*(?:das\ wichtigste|die\ wichtigsten\ (?:nachrichten|meldungen))\b
    | ^\W*(?:مهم[\ \u200c]?ترین\ (?:خبر|اخبار)|أهم\ (?:الأنباء|الأخبار|العناوين))
    | ^presseschau\b | ^pressestimmen\b
    | \b(?:live\ updates|live\ blog|liveblog|as\ it\ happened|live-?ticker|newsblog|news\ quiz)\b
    | \b(?:прямая\ трансляция|онлайн-трансляция)\b
    | \|\ (?:the\ papers|briefing|first\ thing)\b | \s[-–—|:]\ live$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPINION = re.compile(
    r"""
    ^(?:opinion|analysis|comment|commentary|editorial|explainer|explained|fact[-\ ]check|review|podcast|column|letters?
        |interview|profile|perspective|viewpoint|kommentar|analyse|meinung|faq|мнение|колонка|разбор)\s*[:|–—]
    | \|\s*(?:opinion|analysis|editorial|letters?)\s*$
    | ^(?:what\ (?:is|are|do\ we\ know|does|happens|next)|who\ (?:is|are|was)|why|how)\b.*\?$
    | \bwhat\ we\ know\b | \bexplained$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_WORD_OR_NUMBER = re.compile(r"\w+")
# Storms and operations are baptised so that all who tell of them say the same.
_EVENT = re.compile(
    r"""
    \b(?:hurricane|typhoon|cyclone|(?:tropical\ )?storm|operation|hurrikan|taifun|zyklon|orkan|ouragan|typhon|tempête|huracán
        |tifón|ciclón|tormenta|uragano|tifone|furacão|ураган|тайфун|циклон|операция)
    \ [«„“"‘']?(?P<name>\w[\w’'-]{2,})
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What stands beside a place's name, by its stem, and tells of nothing that happened there.
_DIVISIONS = frozenset(
    {
        "region",
        "oblast",
        "provinc",
        "district",
        "counti",
        "citi",
        "town",
        "област",
        "район",
        "город",
        "області",
        "місті",
    }
    | {"شهر", "ولا", "محافظ", "مدی"}
)
# Of a place's words, those of what is there once: who tells of Kabul airport tells of more than of Kabul.
_FACILITIES = frozenset(
    {"airport", "airbas", "airfield", "harbour", "port", "bridg", "dam", "hospit", "embassi", "station"}
)
# How strong an earthquake was, in feeds of them: "M 4.5 - 31 km S of Arequipa", "Magnitude 4.5.", "(Magnitude 4.9M"
_QUAKE = re.compile(r"\bM(?:agnitude:?|[wbl])? ?(?P<strength>\d\.\d)\b", re.IGNORECASE)
# What may stand before a word that is capital only because a sentence begins.
_STARTS = ".!?:;•|\n–—"


class Features(Struct, eq=False):
    """Of one item."""

    terms: dict[int, float]  # hash -> weight before inverse document frequency
    names: frozenset[int]  # terms written with a capital where a plain word would have none
    actors: frozenset[int]  # names in the title that are no places: who it is about
    days: frozenset[int]  # of the year, that title and lead name without the year
    issue: Issue | None  # where the title names a day
    towns: tuple[Town, ...]  # the places that title and the beginning of the text name, demonyms left out
    scene: frozenset[int]  # geonameids of the places below a country that the title names, and of what they lie in
    form: Form
    spot: Spot | None  # where the source says that it is
    quake: float | None  # the magnitude that it gives with that
    wording: int  # hash of a post's outlet and words; 0 where it has a title, or too many words to come back
    series: int  # the same of any short item, without its places and numbers: "Air raid alert in ... region"
    short: bool  # so few words that any two of them make it like another
    outlet: int  # hash of its name, 0 where none is known
    plain: frozenset[int]  # of a short item, the terms of its words that are no places and no numbers
    areas: frozenset[int]  # hashes of the names of where an alert holds


@lru_cache(maxsize=100_000)
def hashed(term: str) -> int:
    return xxhash.xxh3_64_intdigest(term.encode("utf-8", "surrogatepass")) & 0xFFFFFFFF


def form(title: str) -> Form:
    """Which form a title has: opinion, a digest of many subjects, else news."""
    title = title.strip()
    if _DIGEST.search(title):
        return "digest"
    return "opinion" if _OPINION.search(title) else "news"


def features(article: Article) -> Features:
    """What an article is compared by."""
    head, body, field = _read(article)
    title = terms.words(head, article.lang)
    lead = terms.words(body, article.lang)[:WORDS]
    counts: Counter[str] = Counter()
    for stem in title:
        counts[stem] += TITLE  # type: ignore[assignment]
    counts.update(lead)
    weights = {hashed(stem): 1.0 + math.log(n) for stem, n in counts.items()}
    names = _names(head, body, article.lang) & weights.keys()
    mentioned, _ = dates.find(f"{head}\n{body}")
    for day in mentioned:
        for shift in range(0, SPAN, 2):
            weights[hashed(f"d:{shift}:{(day + shift) // SPAN}")] = DATED
    in_head = [place for place in article.places if place.field == field and place.start < len(head)]
    top = [place for place in article.places if place.field == "title" or place.start < NEAR_TOP]
    for place in top:
        weights[hashed(f"p:{place.geonameid}")] = PLACED
    if (event := _event(head, body[:NEAR_TOP])) is not None:
        weights[hashed(f"e:{event}")] = EVENT
    towns = tuple(sorted({_town(p.geonameid, p.country, p.text, article.lang) for p in top if p.kind == "place"}))
    scene = _scene(frozenset(p.geonameid for p in in_head if p.kind == "place"))
    where = {hashed(stem) for place in article.places for stem in terms.words(place.text, article.lang)}
    actors = frozenset(hashed(stem) for stem in title) & names - where
    titled, _ = dates.find(head)
    issue = (hashed(" ".join(stem for stem in title if not stem[0].isdigit())), titled) if titled else None
    days = dates.bare(f"{head}\n{body[:NEAR_TOP]}")
    spot = None if article.lat is None or article.lon is None else (article.lat, article.lon)
    strength = _QUAKE.search(f"{article.title}\n{body}") if spot else None
    short = len(title) + len(lead) <= POST
    plain = sorted(
        stem for stem in counts if not stem[0].isdigit() and hashed(stem) not in where and stem not in _DIVISIONS
    )
    return Features(
        weights,
        frozenset(names),
        actors,
        days,
        issue,
        towns,
        scene,
        "scrap" if not top and len({stem for stem in counts if not stem[0].isdigit()}) < FEWEST else form(head),
        spot,
        float(strength["strength"]) if strength else None,
        hashed(f"{article.outlet}\n{' '.join(_WORD_OR_NUMBER.findall(article.text))}")
        if short and article.outlet and not article.title
        else 0,
        hashed(f"{article.outlet}\n{' '.join(plain)}") if short and article.outlet and where else 0,
        short,
        hashed(article.outlet) if article.outlet else 0,
        frozenset(map(hashed, [*plain, *(stem for stem in counts if stem in _FACILITIES)])) if short else frozenset(),
        frozenset(hashed(name.casefold()) for name in article.areas),
    )


def _read(article: Article) -> tuple[str, str, Field]:
    """The title and the text; of a post its first line and what follows. And which field the first is from."""
    if article.title or not 0 < len(article.head) <= HEADLINE:
        return article.title, article.text[:CHARS], "title"
    end = article.text.index(article.head) + len(article.head)
    return article.text[:end], article.text[end:CHARS], "text"


@lru_cache(maxsize=20_000)
def _town(geonameid: int, country: str, text: str, lang: str) -> Town:
    """Cached, so that items of one place share it."""
    return geonameid, country, tuple(hashed(stem) for stem in terms.words(text, lang))


def _event(head: str, body: str) -> str | None:
    """The first name of an event, in small letters."""
    for field in (head, body):
        if not _titled(field):
            for match in _EVENT.finditer(field):
                if match["name"][0].isupper():
                    return match["name"].lower()
    return None


def _titled(field: str) -> bool:
    """True for a headline in capitals: they say nothing of its words."""
    long = [m[0] for m in _WORD.finditer(field) if len(m[0]) > 3]
    return sum(w[0].isupper() for w in long) > 0.6 * len(long)


@lru_cache(maxsize=20_000)
def _scene(named: frozenset[int]) -> frozenset[int]:
    """The places and what they lie in, below the country. Cached, so that items of one place share it."""
    return frozenset(inside for geonameid in named for inside in places.around(geonameid))


def _names(head: str, body: str, lang: str) -> set[int]:
    """Hashes of stems that stand with a capital inside a sentence and nowhere without one."""
    capital: set[str] = set()
    plain: set[str] = set()
    for field in (head, body):
        titled = _titled(field)
        for match in _WORD.finditer(field):
            word = match[0]
            if not word[0].isupper():
                plain.add(word.lower())
            elif not titled:
                before = field[max(0, match.start() - 4) : match.start()].rstrip(" \"“”‘’'(«„")
                if before and before[-1] not in _STARTS:
                    capital.add(word)
    stems = {stem for word in capital if word.lower() not in plain for stem in terms.words(word, lang)}
    return {hashed(stem) for stem in stems}
