"""How heavy news weighs: the words that briefings and topics share, and the scale of a topic's severity:. Data and two rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

# What makes English news weigh, with its weight. Death and capture first, then force, then politics and disaster.
WORDS = {
    3.0: """killed kill killing kills dead deaths death die died dies dying massacre executed execution executions bodies
        captured capture captures seize seized seizes fall falls fell overrun conquered explosion explosions blast blasts
        bomb bombing bomber airstrike strike strikes struck attack attacks attacked fatal casualties assassinated toll
        fatalities assassination murdered perished drowned slain genocide beheaded massacred""",
    2.0: """embassy embassies
        wounded injured hostage hostages kidnapped detained arrested evacuate evacuates evacuated evacuation evacuations
        evacuating rocket rockets missile missiles drone fired shelling gunfire shooting shot fighting clashes siege besieged
        troops deploy deployed deploys deployment invasion invade offensive surrender surrendered withdraw withdrawal withdrew
        withdrawn ceasefire war emergency earthquake quake flood flooding flooded hurricane landfall storm tornado wildfire
        fire crash collapse collapsed outage power trapped rescue rescued missing refugees displaced flee fled fleeing famine
        outbreak lockdown hospitalizations hospitalisations surge surges surging sanctions coup resign resigned resigns ousted
        tornadoes cyclone typhoon tsunami volcano eruption erupts erupted lava landslide mudslide avalanche heatwave
        drought blizzard wildfires blaze capsized sinks sank derailed hijacked stabbing stabbed gunman gunmen riot riots uprising
        convicted guilty impeached epidemic cholera nuclear leak poisoned
        siren sirens raid raids victory control leave leaves left departs departed abandoned
        torture tortured tortures crush crushes crushed""",
    1.0: """president minister government parliament election vote talks deal agreement statement warns warned warning
        pledge pledged recognise recognize closed closure border airport flights aid court charged sentenced investigating
        investigation protest protests strike-off curfew threat threatens threatened destroy destroyed damage damaged lost
        loses weakened slowed risk secret secretary official officials spokesman spokeswoman nationals citizens crisis
        hundreds thousands reprisals remain remains open opens opened reopen reopened close closes hunger
        blackout search searching cases infections variant record ban bans banned suspend suspends suspended halt halts halted
        block blocks blocked impose imposes imposed order orders ordered reject rejects rejected refuse refuses refused demand
        demands condemn condemns condemned approve approves approved approval quit quits sacked inquiry probe resistance
        opposition violation mutated""",
}


@cache
def abroad() -> dict[str, dict[float, list[str]]]:
    """Language (ISO 639-1) -> weight -> words, for the languages of bot/data/severe.txt."""
    table: dict[str, dict[float, list[str]]] = {}
    for line in (files("bot") / "data" / "severe.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            lang, weight, *words = line.split()
            table.setdefault(lang, {})[float(weight)] = words
    return table | {"prs": table["fa"], "nb": table["no"], "nn": table["no"]}


Severity = Literal["low", "medium", "high", "extreme"]
LEVELS: tuple[Severity, ...] = get_args(Severity)  # from the lightest
# What alerts say of themselves: CAP 1.2, 3.2.2 (severity), and the colours of GDACS and of USGS PAGER.
ALERTS: dict[str, Severity] = {
    "minor": "low", "moderate": "medium", "severe": "high", "extreme": "extreme",
    "green": "low", "yellow": "medium", "orange": "high", "red": "extreme",
}  # fmt: skip


def of_alert(categories: Iterable[str]) -> Severity | None:
    """What an alert says of itself ("severity:Extreme", "alert:red"), or None for one that does not, and for other news."""
    for category in categories:
        key, _, value = category.casefold().partition(":")
        if key in ("severity", "alert") and value.strip() in ALERTS:
            return ALERTS[value.strip()]
    return None
