"""What weighs in each language that the bot reads: one headline with one meaning, and one weight for all."""

from __future__ import annotations

import pytest

from bot.brief.lexicon import severity
from bot.severity import LEVELS
from bot.understand.severity import level
from tests.test_every_language_figures import each

# The weight of its heaviest word at least; a line a language, in the order of LANGS.
HEAVY: list[tuple[int, str]] = [
    (
        3,
        """\
An explosion in Kabul.
Eine Explosion in Kabul.
Une explosion à Kaboul.
Una explosión en Kabul.
Uma explosão em Cabul.
Un'esplosione a Kabul.
Een explosie in Kabul.
Eksplozja w Kabulu.
Взрыв в Кабуле.
Вибух у Кабулі.
Kabil'de patlama.
انفجار في كابول.
انفجار در کابل.
په کابل کې چاودنه.
کابل میں دھماکا۔
काबुल में धमाका।
喀布尔发生爆炸。""",
    ),
    (
        3,
        """\
Soldiers were killed in Kabul.
Soldaten wurden in Kabul getötet.
Des soldats ont été tués à Kaboul.
Murieron soldados en Kabul.
Soldados foram mortos em Cabul.
Soldati uccisi a Kabul.
Soldaten gedood in Kabul.
Żołnierze zabici w Kabulu.
Солдаты убиты в Кабуле.
Солдати загинули в Кабулі.
Kabil'de askerler öldürüldü.
مقتل جنود في كابول.
سربازان در کابل کشته شدند.
په کابل کې سرتېري ووژل شول.
کابل میں فوجی ہلاک ہوئے۔
काबुल में सैनिक मारे गए।
喀布尔士兵死亡。""",
    ),
    (
        2,
        """\
Earthquake in Kabul.
Erdbeben in Kabul.
Séisme à Kaboul.
Terremoto en Kabul.
Terramoto em Cabul.
Scossa di terremoto a Kabul.
Aardbeving in Kabul.
Trzęsienie ziemi w Kabulu.
Землетрясение в Кабуле.
Землетрус у Кабулі.
Kabil'de deprem.
زلزال في كابول.
زمین‌لرزه در کابل.
په کابل کې زلزله.
کابل میں زلزلہ۔
काबुल में भूकंप।
喀布尔地震。""",
    ),
    (
        2,
        """\
Flooding in Kabul.
Überschwemmungen in Kabul.
Crues à Kaboul.
Inundaciones en Kabul.
Cheias em Cabul.
Alluvione a Kabul.
Overstromingen in Kabul.
Powódź w Kabulu.
Наводнение в Кабуле.
Повінь у Кабулі.
Kabil'de sel.
سيول في كابول.
سیل در کابل.
په کابل کې سېلاب.
کابل میں سیلاب۔
काबुल में बाढ़।
喀布尔洪灾。""",
    ),
    (
        2,
        """\
Evacuation of Kabul.
Evakuierung von Kabul.
Évacuation de Kaboul.
Evacuación de Kabul.
Evacuação de Cabul.
Evacuazione di Kabul.
Evacuatie van Kabul.
Ewakuacja Kabulu.
Эвакуация из Кабула.
Евакуація з Кабула.
Kabil'den tahliye.
إجلاء من كابول.
تخلیه کابل.
له کابله ایستل.
کابل سے انخلا۔
काबुल से निकासी।
喀布尔撤离。""",
    ),
    (
        2,
        """\
Coup in Kabul.
Putsch in Kabul.
Coup d'État à Kaboul.
Golpe de Estado en Kabul.
Golpe de Estado em Cabul.
Golpe militare a Kabul.
Staatsgreep in Kabul.
Zamach stanu w Kabulu.
Переворот в Кабуле.
Переворот у Кабулі.
Kabil'de darbe.
انقلاب في كابول.
کودتا در کابل.
په کابل کې کودتا.
کابل میں فوجی بغاوت۔
काबुल में तख्तापलट।
喀布尔发生政变。""",
    ),
    (
        2,
        """\
Shooting in Kabul.
Schießerei in Kabul.
Fusillade à Kaboul.
Tiroteo en Kabul.
Tiroteio em Cabul.
Sparatoria a Kabul.
Schietpartij in Kabul.
Strzelanina w Kabulu.
Стрельба в Кабуле.
Стрілянина в Кабулі.
Kabil'de silahlı çatışma.
إطلاق نار في كابول.
تیراندازی در کابل.
په کابل کې ډزې.
کابل میں فائرنگ۔
काबुल में गोलीबारी।
喀布尔发生枪击。""",
    ),
    (
        2,
        """\
Missile hits Kabul.
Rakete trifft Kabul.
Un missile frappe Kaboul.
Un misil impacta en Kabul.
Míssil atinge Cabul.
Un missile colpisce Kabul.
Raket raakt Kabul.
Rakieta uderzyła w Kabul.
Ракета попала в Кабул.
Ракета влучила в Кабул.
Kabil'e füze düştü.
صاروخ يسقط على كابول.
اصابت موشک به کابل.
کابل ته توغندی ولوېد.
کابل پر میزائل گرا۔
काबुल पर मिसाइल गिरी।
导弹击中喀布尔。""",
    ),
    (
        2,
        """\
State of emergency in Kabul.
Ausnahmezustand in Kabul.
État d'urgence à Kaboul.
Estado de emergencia en Kabul.
Estado de emergência em Cabul.
Stato di emergenza a Kabul.
Noodtoestand in Kabul.
Stan wyjątkowy w Kabulu.
Чрезвычайное положение в Кабуле.
Надзвичайний стан у Кабулі.
Kabil'de olağanüstü hal.
حالة الطوارئ في كابول.
وضعیت اضطراری در کابل.
په کابل کې بېړنی حالت.
کابل میں ہنگامی حالت۔
काबुल में आपातकाल।
喀布尔进入紧急状态。""",
    ),
    (
        3,
        """\
Attack in Kabul.
Angriff in Kabul.
Attaque à Kaboul.
Ataque en Kabul.
Ataque em Cabul.
Attacco a Kabul.
Aanval in Kabul.
Atak w Kabulu.
Нападение в Кабуле.
Напад у Кабулі.
Kabil'de saldırı.
هجوم في كابول.
حمله در کابل.
په کابل کې برید.
کابل میں حملہ۔
काबुल में हमला।
喀布尔遭袭击。""",
    ),
    (
        2,
        """\
Hostages in Kabul.
Geiseln in Kabul.
Otages à Kaboul.
Rehenes en Kabul.
Reféns em Cabul.
Ostaggi a Kabul.
Gijzelaars in Kabul.
Zakładnicy w Kabulu.
Заложники в Кабуле.
Заручники в Кабулі.
Kabil'de rehineler var.
رهائن في كابول.
گروگان‌ها در کابل.
په کابل کې یرغمل.
کابل میں یرغمالی۔
काबुल में बंधक।
喀布尔人质。""",
    ),
    (
        2,
        """\
Wildfire near Kabul.
Waldbrand bei Kabul.
Incendie de forêt près de Kaboul.
Incendio forestal cerca de Kabul.
Incêndio florestal perto de Cabul.
Incendio boschivo vicino a Kabul.
Bosbrand bij Kabul.
Pożar lasu pod Kabulem.
Лесной пожар под Кабулом.
Лісова пожежа під Кабулом.
Kabil'de orman yangını.
حرائق غابات قرب كابول.
آتش‌سوزی جنگل نزدیک کابل.
د کابل په ځنګله کې اور.
کابل کے قریب جنگل میں آتشزدگی۔
काबुल के पास जंगल में आग।
喀布尔附近发生山火。""",
    ),
]
LIGHT = """\
The chess club of Kabul has a new cook.
Der Schachklub von Kabul hat einen neuen Koch.
Le club d'échecs de Kaboul a un nouveau cuisinier.
El club de ajedrez de Kabul tiene un nuevo cocinero.
O clube de xadrez de Cabul tem um novo cozinheiro.
Il circolo degli scacchi di Kabul ha un nuovo cuoco.
De schaakclub van Kabul heeft een nieuwe kok.
Klub szachowy w Kabulu ma nowego kucharza.
У шахматного клуба Кабула новый повар.
У шахового клубу Кабула новий кухар.
Kabil satranç kulübünün yeni aşçısı var.
لنادي الشطرنج في كابول طباخ جديد.
باشگاه شطرنج کابل آشپز تازه‌ای دارد.
د کابل د شطرنج کلب نوی پخلونکی لري.
کابل کے شطرنج کلب میں نیا باورچی آیا۔
काबुल के शतरंज क्लब में नया रसोइया आया।
喀布尔棋社来了新厨师。"""


@pytest.mark.parametrize(("lang", "text", "weight"), [(*row, weight) for weight, rows in HEAVY for row in each(rows)])
def test_what_is_grave_weighs_alike(lang: str, text: str, weight: int) -> None:
    assert severity(text, lang) >= weight
    reached = level(text, "", lang, None)
    assert reached is not None
    assert LEVELS.index(reached) >= weight - 1


@pytest.mark.parametrize(("lang", "text"), each(LIGHT))
def test_what_is_not_grave_weighs_nothing(lang: str, text: str) -> None:
    assert severity(text, lang) == 0
    assert level(text, "", lang, None) is None


def test_an_article_hides_no_heavy_word() -> None:
    assert severity("L'attaque de Kaboul", "fr") == severity("Une attaque à Kaboul", "fr") > 0
    assert severity("Un'esplosione a Kabul", "it") > 0
