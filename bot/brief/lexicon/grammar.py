"""How a sentence is built: where a clause of it can be cut, and whether that can stand alone."""

from __future__ import annotations

import re

from bot.brief.lexicon.stems import words

# Words that a clause can be cut before.
OPENERS = words(
    """which who whom whose where while when whilst as after before but and or yet although though because since until unless
    despite amid including according following with without adding noting underscoring citing saying warning calling raising
    leaving forcing prompting making causing killing injuring wounding sparking ending bringing pushing putting urging so
    if than even just hours days minutes weeks months plus along alongside in by from during
    der die das den dem denen wo während als nach vor aber und weil obwohl nachdem wie sagte sagten teilte
    که و اما ولی تا زیرا چون در"""
)
SUBORDINATE = words(
    """as while after before when if although though since following amid despite in on at with during because once until
    appalled asked speaking under according for by nachdem als während obwohl wenn bei nach"""
)
# A clause that is kept may not end in one of these.
FUNCTION = words(
    """a an the of in on at to for from by with about into and or but as that which who is are was were be been has have had
    will would can could may might must not no its his her their our said says than more less over under between
    shortly just soon even only also he she they it we
    while whilst during until because if when where how why what whose whom these those every each my your despite
    including amid against
    without between via per saying claiming adding according told
    der die das ein eine und oder von zu mit bei auf aus für im am an den dem des dass و در به از که را با"""
)
# "hours" before "after the blast": what measures the gap goes with it.
SPANS = words("minutes hours days weeks months years minute hour day week month year moments")
GAPS = words("after before since later ago earlier")
_VERB = re.compile(
    r"\b(?!united\b|hundred\b|alleged\b)(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|do|does|did|said|says|told|tells|took|"
    r"take|takes|fell|fall|falls|left|leave|leaves|lost|loses|won|wins|began|begin|begins|rose|rises|fled|flee|shot|broke|"
    r"made|makes|gave|gives|went|goes|came|comes|saw|sees|hit|hits|set|sets|cut|cuts|put|puts|led|leads|held|holds|kept|"
    r"found|finds|got|gets|sent|send|sends|met|meets|ran|runs|rang|spoke|stood|struck|strikes|withdrew|wrote|became|become|"
    r"seek|seeks|sought|suggest|suggests|remain|remains|plan|plans|face|faces|kill|kills|\w{3,}ed|\w{3,}(?:ises|izes|ates|"
    r"ires|aims|arns|ages|lares|ters|arts|ears|olds|ights|ures|ines))\b",
    re.IGNORECASE,
)
_VERBS = re.compile(rf"{_VERB.pattern}(?: {_VERB.pattern})*", re.IGNORECASE)


def has_verb(text: str) -> bool:
    """Whether a clause can stand alone: it has a word that looks like a finite verb. English only; others pass."""
    return bool(_VERB.search(text)) or (not text.isascii() and not re.search(r"[A-Za-z]{3}", text))


def verbs(text: str) -> list[str]:
    """The words that look like finite verbs, those that follow each other as one: "has been seen"."""
    return [match[0] for match in _VERBS.finditer(text)]
