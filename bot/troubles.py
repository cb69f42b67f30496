"""Why a source cannot be read, in the language that is spoken. It is stored as a sentence in English, for logs and the terminal:
a closed set of kinds (the texts trouble_...), of which each is known again by its English text."""

from __future__ import annotations

import re
from functools import cache

from bot.words import catalog, say, spoken

PREFIX, OTHER = "trouble_", "trouble_other"


def told(problem: str) -> str:
    """The sentence in the language that is spoken; names, numbers and addresses stay. One of no kind that we know stays as it
    is, behind words that say that something cannot be read."""
    if spoken() == "en":
        return problem
    kind, details = read(problem)
    if "problem" in details:  # what was said of another page
        details["problem"] = told(details["problem"] + ".").rstrip(".")
    return say(kind, **details)


def read(problem: str) -> tuple[str, dict[str, str]]:
    """The kind of a sentence, and its details by name."""
    for kind, form in _forms():
        if found := form.fullmatch(problem):
            return kind, found.groupdict()
    return OTHER, {"detail": problem}


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds in the order of the catalog: of two that fit, the first is meant."""
    texts = {key: text for key, text in catalog("en").items() if key.startswith(PREFIX) and key != OTHER}
    return tuple((key, re.compile(_form(text), re.DOTALL)) for key, text in texts.items())


def _form(text: str) -> str:
    """A pattern of what a text says with any arguments."""
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(text))
