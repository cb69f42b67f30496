"""Plans: what is still to be done, whether its day is over, and whether a later text tells that it is done."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.brief import lexicon

_PLAN = re.compile(
    r"\b(?:weighs?|weighing|considers?|considering|studying|preparing to|prepares to|expected to|plans? to)\b",
    re.IGNORECASE,
)
_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
# "is set to meet the envoy on Thursday": the day of the plan, not the one on which somebody told of it
_PLAN_DAY = re.compile(
    r"\b(?:will|(?:is|are) (?:set|due|expected|scheduled|to)|set (?:to|for)|due (?:to|on|in)|expected to|scheduled (?:to|for)|"
    r"slated (?:to|for)|"
    r"on (?:track|course) to|forecast to|prepar(?:es?|ing) to|faces? off|(?:go|goes|head|heads) to the polls|"
    r"takes? place|kicks? off|"
    r"holds? (?:an?|its|their) (?:[\w-]+ ){0,2}(?:elections?|vote|run-?off|referendum|summit|talks))\b"
    r"(?:(?!\b(?:sa(?:id|ys)|announc\w*|report\w*|after|before|since|from|until|by|as|when|accord\w*|following|\w+ed)\b)[^.;:,]){0,90}?"
    rf"\b(?P<day>{'|'.join(_DAYS)})day\b",
    re.IGNORECASE,
)
# "Storm Ada to hit the coast Thursday": to do what, in a headline
_TO_DO_ON = re.compile(
    r"(?P<who>[^,;:]{3,60}?) to (?!(?:the|an?|its|his|her|their|safety|prison|jail|court|hospital|death|power)\b)[a-z]+\b"
    rf"[^.;:,]{{0,90}}? (?P<day>{'|'.join(_DAYS)})day\b",
    re.IGNORECASE,
)
OVER = timedelta(hours=36)  # from a day's midnight in UTC until it is over everywhere


def is_past_plan(text: str, published: datetime | None, now: datetime) -> bool:
    """Whether what was planned for a day of the week has had its day: "will meet on Thursday", on Friday."""
    plan = _PLAN_DAY.search(text) or _headline_plan(text)
    if plan is None or published is None:
        return False
    ahead = (_DAYS.index(plan["day"].lower()) - published.weekday()) % 7
    day = published.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=ahead)
    return now >= day + OVER


def _headline_plan(text: str) -> re.Match[str] | None:
    """The day of what a headline without a verb has to come: "Storm Ada to hit the coast Thursday"."""
    plan = _TO_DO_ON.match(text)
    return None if plan is None or lexicon.has_verb(plan["who"]) else plan


# What is to be done, with the verb that tells what: "will sign", "is expected to be freed", "could soon open".
_TO_BE_DONE = re.compile(
    r"\b(?:will(?: soon| now)?|could soon|may soon|(?:is|are|was|were) to|"
    r"(?:set|due|slated|expected|scheduled|about|preparing|prepares?|plans?|planning) to) (?:be )?(?P<deed>[a-z]{3,})\b"
    r"|\bpreparing for (?:the |its |their |an? )?(?P<event>[a-z]{4,})\b",
    re.IGNORECASE,
)
_NO_DEED = frozenset(
    ("have", "not", "also", "never", "always", "only", "still", "remain", "continue", "need", "take", "make", "come")
)
# A deed that is done: "has signed", "was freed", of a later report also "freed". A headline's "signs" may tell of the plan.
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|been) (?:\w+ly |now |already )?(?P<done>(?!\w+ing\b)[a-z]+)\b", re.IGNORECASE
)
_DONE_LATER = re.compile(rf"{_DONE.pattern}|(?<!\bbe )\b(?P<past>[a-z]{{2,}}ed)\b(?! to\b)", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|to (?:\w{3,}) (?:on|over|from|in|at|next|this)|due (?:to|on|in)|set to|about to|(?:is|are) (?:expected|"
    r"forecast|due)|scheduled|planned|upcoming|looms|"
    r"threat\w*|vows?|vowed)\b",
    re.IGNORECASE,
)


def is_plan(text: str) -> bool:
    """Whether a sentence tells of what is to be done."""
    return bool(_PLAN.search(text))


def is_carried_out(plan: str, text: str, later: bool) -> bool:
    """Whether a text tells that what a plan says will be done is done: "will sign the pact", "signed the pact"."""
    deeds = {
        lexicon.stem(deed)
        for found in _TO_BE_DONE.finditer(plan)
        if (deed := (found["deed"] or found["event"]).lower()) not in _NO_DEED
    }
    if not deeds or _TO_BE_DONE.search(text) or is_of_future(text):
        return False
    done = (found.groupdict() for found in (_DONE_LATER if later else _DONE).finditer(text))
    return any(lexicon.stem((found["done"] or found["past"]).lower()) in deeds for found in done)


def is_of_future(text: str) -> bool:
    """Whether a sentence tells of what is still to come, planned or sure."""
    return is_plan(text) or bool(_TO_COME.search(text))
