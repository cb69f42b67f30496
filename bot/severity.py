"""How heavy news weighs: the words that briefings and topics share, and the scale of a topic's severity:. Data and one rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

# What makes news weigh, with its weight. Death and capture first, then force, then politics and disaster.
WORDS = {
    3.0: """killed kill killing kills dead deaths death die died dies dying massacre executed execution executions bodies
        captured capture captures seize seized seizes fall falls fell overrun conquered explosion explosions blast blasts
        bomb bombing bomber airstrike strike strikes struck attack attacks attacked fatal casualties assassinated toll
        tote toten getötet gestorben explosion anschlag angriff angriffe erobert eingenommen
        کشته کشتند جان‌باخته انفجار حمله حملات تصرف سقوط تلفات وژل مړه بريد برید چاودنه ونیول
        убиты погибли взрыв атака удар загинули вибух удар قتل مقتل انفجار هجوم سيطرت
        muertos explosión ataque tués mort morts explosion attaque
        погиб погибло погибших погибшие загиблих загинуло fallecidos murieron
        fatalities assassination murdered perished drowned slain genocide beheaded""",
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
        victory control leave leaves left departs departed abandoned
        siren sirens тревога тревоги тривога тривоги землетрясение землетрус heridos sismo terremoto inundaciones زلزال فيضانات
        botschaft verletzt evakuiert evakuierung truppen rückzug krieg erdbeben flut sturm brand geflohen
        زخمی تخلیه نیروهای عقب‌نشینی جنگ زلزله سیل فرار آواره ټپیان سرتیري جګړه""",
    1.0: """president minister government parliament election vote talks deal agreement statement warns warned warning
        pledge pledged recognise recognize closed closure border airport flights aid court charged sentenced investigating
        investigation protest protests strike-off curfew threat threatens threatened destroy destroyed damage damaged lost
        loses weakened slowed risk secret secretary official officials spokesman spokeswoman nationals citizens crisis
        hundreds thousands reprisals remain remains open opens opened reopen reopened close closes hunger
        blackout search searching cases infections variant record
        regierung grenze flughafen سفارت رئیس حکومت مرز میدان هوایی دولت""",
}

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
