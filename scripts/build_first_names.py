"""Writes bot/understand/data/first_names.txt: given names of people, so that "Kane Richards" is no town in Pennsylvania.

    python scripts/build_first_names.py

From the package Faker (MIT), needed here alone: the given names of all its locales that are written in Latin letters. Left out is
what our own list has (data/lexicon.txt) and what is rather a word or a place than a person. The same input gives the same bytes.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import textwrap
from collections import defaultdict
from pathlib import Path

import faker.providers.person as locales

from bot.understand import gazetteer as g

TARGET = Path(__file__).parent.parent / "bot" / "understand" / "data" / "first_names.txt"
HEAD = """\
# Given names of people, beside those in lexicon.txt, in Latin letters as the gazetteer folds them. Written by
# scripts/build_first_names.py from the package Faker (https://github.com/joke2k/faker), which is MIT-licensed,
# Copyright (c) 2012 Daniele Faraglia.

[rarer first names]
"""
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}")
RARE_PLACE = 10_000  # people: a town as large is rather meant than a name that one locale other than English has
METROPOLIS = 1_000_000  # people: such a city is meant by its other names, too ("Londyn")
# Names on some list that are places or words to any reader of news.
LEFT_OUT = frozenset(["boulder", "ely", "evia", "kendal", "nazi", "skye"])


def given_names() -> dict[str, set[str]]:
    """Each name, folded, with the locales that have it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for locale in pkgutil.iter_modules(locales.__path__):
        provider = importlib.import_module(f"{locales.__name__}.{locale.name}").Provider
        for attribute in dir(provider):
            names = getattr(provider, attribute)
            if attribute.startswith("first_name") and isinstance(names, dict | list | tuple):
                for name in names:
                    if isinstance(name, str) and LATIN.fullmatch(name):
                        found[g.word(name)].add(locale.name)
    return found


def is_rather_a_place(name: str, seen_in: set[str]) -> bool:
    table = g.table()
    rare = len(seen_in) == 1 and "en" not in seen_in
    return any(
        (table.important(place) or (rare and table.populations[place] >= RARE_PLACE))
        and (not flags & g.ALTERNATE or table.populations[place] >= METROPOLIS)
        for place, flags in table.postings_of(name)
    )


def main() -> None:
    ours = g.read_sections("lexicon.txt")
    known = ours["first names"] | ours["common words"] | LEFT_OUT
    names = [
        name
        for name, seen_in in given_names().items()
        if name and " " not in name and name not in known and not is_rather_a_place(name, seen_in)
    ]
    body = textwrap.fill(" ".join(sorted(names)), 130, break_long_words=False, break_on_hyphens=False)
    TARGET.write_text(f"{HEAD}{body}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
