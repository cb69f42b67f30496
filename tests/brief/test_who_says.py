"""Who stands behind a line, and how far: what another says is not so, rumours, corrections, labels, "he said"."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.brief import trust
from bot.brief.lines import candidates
from bot.model import Item
from bot.understand.article import article as understand

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)


def told(title, text="", lang="en"):
    """(Status, who says so) of each line, by its quote."""
    one = understand(Item(id="1", title=title, text=text, published=NOW, outlet="Outlet", lang=lang))
    return {
        line.quote: (trust.judge(line, [one], {"1": "outlet"}, []).status, line.speaker) for line in candidates(one)
    }


@pytest.mark.parametrize(
    ("lang", "text", "status"),
    [
        # a line that tells something, and that another says it is not so
        ("en", "Rebels claim 600 prisoners, Velm calls it a lie", "disputed"),
        ("en", "Rebels say they control Velm, government denies it", "disputed"),
        ("en", "Rebels say they control Velm; the army rejects this", "disputed"),
        ("en", "Rebels took the town of Velm, which the army denies", "disputed"),
        ("es", "Los rebeldes dicen que controlan Velm, el Gobierno lo niega", "disputed"),
        ("fr", "Les rebelles disent contrôler Velm, le gouvernement dément", "disputed"),
        ("ru", "Боевики заявляют о взятии Вельма, Киев опровергает", "disputed"),
        ("de", "Rebellen melden die Einnahme von Velm, die Regierung dementiert", "disputed"),
        # two who count one thing otherwise
        ("en", "Some 5,000 people marched in Velm, organisers said, police counted 2,000", "disputed"),
        ("pt", "Greve dos comboios: sindicato fala em adesão de 90%, empresa em 55%", "disputed"),
        ("de", "Laut Gewerkschaft streikten 900 Arbeiter, das Unternehmen spricht von 200", "disputed"),
        ("en", "Police said that 5,000 people marched, army units killed 20", "reported"),
        ("en", "The union said that 900 workers walked out, about 910 by the company's count", "reported"),
        ("en", "The ministry said that 3,000 troops would go and that 600 had left", "reported"),
        # who denies, and no more; who denies something else besides
        ("en", "The ministry denied that the road to Velm was closed", "denied"),
        ("en", "Mayor of Velm resigns, denies wrongdoing", "reported"),
        ("en", "The mayor opened the bridge, and he denied it was late", "reported"),
        # whom nobody knows
        ("en", "Anonymous accounts on social media say that the mayor of Velm will resign", "claimed"),
        ("en", "Posts on Telegram say that the bridge has fallen", "claimed"),
        ("en", "Bloggers say the bridge is destroyed", "claimed"),
        ("en", "The mayor posts on social media every day", "reported"),
        # corrections
        ("fr", "Rectificatif : un mort à Velm, et non quatre", "corrected"),
        ("es", "Fe de errores: un muerto en Velm y no cuatro", "corrected"),
        ("pt", "Correção: um morto em Velm, e não quatro", "corrected"),
        ("ru", "Поправка: в Вельме погиб один человек, а не четверо", "corrected"),
        ("ar", "تصحيح: قتيل واحد في المدينة وليس أربعة", "corrected"),
        ("zh", "更正：周五市中心桥梁事故造成一人死亡，而非四人死亡", "corrected"),
        ("fr", "Nous avions écrit par erreur que quatre habitants avaient été tués", "corrected"),
        ("pl", "Mieszkańcy poprawili most w mieście Velm", "reported"),
    ],
)
def test_the_status_of_a_line_by_its_words(lang, text, status) -> None:
    assert next(iter(told(text, lang=lang).values()))[0] == status


@pytest.mark.parametrize(
    ("lang", "title", "text", "line", "speaker", "status"),
    [
        # the verb alone, and "according to him"
        (
            "es",
            "El general Soto habla",
            "El general Juan Soto dijo que el golpe ha terminado. Aseguró que sus soldados controlan la plaza mayor.",
            "Aseguró que sus soldados controlan la plaza mayor",
            "El general Juan Soto",
            "reported",
        ),
        (
            "ru",
            "Командующий выступил",
            "Командующий армией Петров сообщил о боях. По его словам, противник бежал, бросая оружие.",
            "По его словам, противник бежал, бросая оружие",
            "Командующий армией Петров",
            "claimed",
        ),
        (
            "it",
            "Parla il sindaco",
            "Il sindaco Rossi ha detto che il ponte è chiuso. Ha aggiunto che i lavori dureranno un mese.",
            "Ha aggiunto che i lavori dureranno un mese",
            "Il sindaco Rossi",
            "reported",
        ),
        # a name over what its bearer says: a side's on the fight is a claim, unless it is of its plans
        (
            "ru",
            "Петров: город полностью под контролем армии",
            "Министр обороны Иван Петров доложил, что город полностью под контролем армии.",
            "Петров: город полностью под контролем армии",
            "Петров",
            "claimed",
        ),
        (
            "en",
            "Rebels say they will take control of Velm by Friday",
            "",
            "Rebels say they will take control of Velm by Friday",
            "Rebels",
            "reported",
        ),
        ("en", "Rebels say they control Velm", "", "Rebels say they control Velm", "Rebels", "claimed"),
    ],
)
def test_who_says_a_line(lang, title, text, line, speaker, status) -> None:
    found = told(title, text, lang)
    assert found[line] == (status, speaker)
