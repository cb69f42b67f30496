"""How severe an item is: what an alert says of itself, else the heaviest word of its title and lead."""

from __future__ import annotations

from functools import cache

from bot.severity import LEVELS, WORDS, Severity, abroad
from bot.understand import terms

LEAD = 300  # characters of the text that are weighed, as briefings weigh them


@cache
def _weights(lang: str) -> dict[str, float]:
    """The weight of each stem under which a heavy word stands in an article of the language. One whose words we do not know is
    read for the English ones, which many feeds mix in."""
    listed = abroad().get(lang)
    if listed is None:
        return {
            form.removeprefix("w:"): weight
            for weight, words in sorted(WORDS.items())
            for word in words.split()
            for form in terms.forms_in((word,), lang) | terms.forms_in((word,), "en")
        }
    return {
        stem: weight for weight, words in sorted(listed.items()) for word in words for stem in terms.words(word, lang)
    }


def level(title: str, text: str, lang: str, alert: Severity | None) -> Severity | None:
    """The level that the item reaches, or None for news that is not severe. Words alone never reach "extreme". The lead counts
    a step less than the title: it also tells what went before."""
    if alert:
        return alert
    heads, lead = terms.words(title, lang), terms.words(text[:LEAD], lang)
    weight = max(_heaviest(heads, lang), _heaviest(lead, lang) - 1.0 if heads else _heaviest(lead, lang))
    return LEVELS[int(weight) - 1] if weight >= 1 else None


def _heaviest(stems: list[str], lang: str) -> float:
    weights = _weights(lang)
    return max((weights.get(stem, 0.0) for stem in stems), default=0.0)
