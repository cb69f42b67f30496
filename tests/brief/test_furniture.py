"""What posts, live blogs, alerts and releases put around the news is not told; the news itself is, letter for letter."""

from __future__ import annotations

import pytest

from bot.brief import furniture
from bot.brief.units import units


def told(line: str) -> str:
    start, end = furniture.news(line, 0, len(line))
    return line[start:end]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("⚡️⚡️ Blast at the harbour of Velm ❗️", "Blast at the harbour of Velm"),
        ("🇦🇫🇩🇪 Berlin flies two more teams out of Kabul.", "Berlin flies two more teams out of Kabul."),
        ("▪️ Velm region: 120,000 homes without power", "Velm region: 120,000 homes without power"),
        ("👉🏻 1️⃣ The bridge at Velm is closed", "The bridge at Velm is closed"),
        ("+++ Explosion im Hafen von Velm +++", "Explosion im Hafen von Velm"),
        ("The bridge is closed, the mayor said. #Velm #bridge", "The bridge is closed, the mayor said."),
        ("The bridge is closed #Velm #bridge @velmnews", "The bridge is closed"),
        ("#Velm bridge closed until noon", "#Velm bridge closed until noon"),
        ("05:40 Drei Tote nach Explosion in Velm", "Drei Tote nach Explosion in Velm"),
        ("7.20am: All trains to Velm are cancelled", "All trains to Velm are cancelled"),
        ("08:10 Uhr: Ein Toter bei Velm", "Ein Toter bei Velm"),
        ("[Updated at 6 p.m.] All trains to Velm are cancelled", "All trains to Velm are cancelled"),
        (
            "[the mayor] said that all trains to Velm are cancelled",
            "[the mayor] said that all trains to Velm are cancelled",
        ),
        ("12.5 million people live in Velm", "12.5 million people live in Velm"),
        ("It was -5° in Velm at noon, 12°", "It was -5° in Velm at noon, 12°"),
    ],
)
def test_signs_times_and_tags_at_the_edges_are_left_out(line, kept) -> None:
    assert told(line) == kept


@pytest.mark.parametrize(
    "line",
    [
        "#Velm #Ukraine #BREAKING",
        "https://t.me/velmwatch/1234",
        "[Breaking news update at 4:10 p.m. ET]",
        "[Aktualisiert um 18 Uhr]",
        "👆👆👆",
        "👉 Subscribe @velmwatch",
        "Read more: https://velm.example/1",
        "More on this here: Man dies as tree hits car",
        "Подписаться на Страну сегодня",
        "✅ Подпишись: @strana_ex",
        "Подробнее на сайте 👉 strana.example/news",
        "Прислать новость",
        "👉 Підписуйтесь на @kyivska_ex",
        "📲 Síguenos en nuestro canal de WhatsApp",
        "Más información en breve.",
        "Jetzt abonnieren: @eil_ex",
        "Mehr dazu: nord.example/velm",
        "ما را دنبال کنید 👇",
        "للاشتراك في القناة: t.me/nahar_ex",
        "تابعونا على تلغرام",
        "Source: Berliner Kurier",
        "Video: social media",
        "Area: Velm Valley",
        "Good morning and welcome to our live coverage of Storm Ada.",
        "That's all from me, Jo Harle, for today.",
        "Thanks for reading.",
        "Comments are now closed on this blog.",
        "Here's a picture from our photographer in Velm this morning:",
        "Vielen Dank für Ihr Interesse.",
        "Wir beenden den Ticker für heute.",
        "Das teilte die Polizei mit.",
        "— Ann Roe (@annroe) November 20, 2026",
        "Реклама. ООО «Ромашка». Скидки до 70% на шины",
        "FOR IMMEDIATE RELEASE",
        "Media contact: press@mod.example, +49 30 1234567",
        "Please refer to the attached file.",
        "Country: Sudan Source: Health Partners Please refer to the attached map",
    ],
)
def test_furniture_is_no_line(line) -> None:
    assert told(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "“Thank you for your support,” the mayor of Velm said.",
        "Welcome rain falls on the fires around Velm",
        "Подписано соглашение о перемирии в Вельме",
        "Video: Rebels enter the governor's office in Velm and raise their flag over it",
        "Source: fire that killed nine in Velm began in a kitchen, officials think",
        "Follow-up strikes hit the harbour of Velm",
        "Join-up of the two armies at Velm is complete",
        "Subscribers of the Velm gas works are without heating",
        "The ministry in Velm was hit; its spokesman, at press@velm, wrote nothing",
        "Das teilte die Polizei mit, nachdem in Velm drei Leichen gefunden wurden",
        "Good news for Velm: the siege is over",
    ],
)
def test_news_is_no_furniture(line) -> None:
    assert told(line) == line


def test_an_advertisement_has_nothing_to_tell(article) -> None:
    text = "Winter tyres in Velm, 70% off until Friday!\nАО «Шина» erid: 2Vtz"
    assert not list(units(article("1", text=text)))
    assert list(units(article("1", text=text.partition("erid")[0])))


def test_a_line_is_cut_at_the_signs_that_stand_for_bullets_not_at_flags(article) -> None:
    text = "🔴 Power is out in Velm and Harm 🔹 The bridge at Velm is closed\nTeams from 🇩🇪 Germany are on their way"
    assert [unit.text for unit in units(article("1", text=text))] == [
        "Power is out in Velm and Harm",
        "The bridge at Velm is closed",
        "Teams from 🇩🇪 Germany are on their way",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Editor’s note: A version of this story stood in our newsletter on the harbour.",
        "VBC affiliate VLM has the details.",
        "VBC's Jane Doe has the latest from the harbour of Velm.",
        "We cannot independently verify the footage from the harbour.",
        "The Velm Post could not independently verify these accounts.",
        "VBC has agreed to use pseudonyms for the sisters, whose case is pending.",
        "Some names have been changed.",
        "Names in this story have been changed to keep the sailors safe.",
        "Velm Radio is not using their real names, for their safety.",
        "VBC's Jane Doe has more.",
        "The Velm Post has reached out to the harbour office for comment.",
        "The harbour office did not immediately respond to a request for comment.",
        "Doe, the owner of the ferry, could not immediately be reached for comment.",
        "The ministry declined to comment further.",
        "(Reporting by Jane Doe in Velm; Editing by John Roe)",
        "VBC's Jane Doe and John Roe contributed to this report.",
        "This story has been updated with the minister's words.",
        "(AP Photo/Jane Doe)",
        "Jane Doe via Getty Images.",
        "Follow her on Twitter at @janedoe.",
    ],
)
def test_what_a_newsroom_says_of_its_own_text_is_not_told(line) -> None:
    assert told(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "The rebels took the dam, which we could not independently verify.",
        "The mayor says that the town has the details of the plan and will publish them on Friday.",
        "The name of the harbour was changed to Velm Port by the council.",
        "Police cannot confirm who lit the fire, but they hold two sailors.",
        "The ministry could not immediately confirm that the dam has fallen.",
        "Officials were unable to verify the toll of the flood.",
        "The union and the port have agreed to use a new crane.",
        "The company did not respond to the strike, and the port stays closed.",
        "The coast guard could not be reached by the sailors for two days.",
        "The minister declined to comment on whether the dam was mined.",
        "The navy has asked the union for two more tugs.",
        "The union contributed to this rise with its strike.",
        "Rebels in Velm have more tanks than the army.",
        "Photos by drones show the dam broken in two places.",
        "Follow-up talks on the dam begin on Friday.",
    ],
)
def test_news_in_like_words_is_told(line) -> None:
    assert told(line) == line.rstrip()


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Trains for the north should be free | Letters", "Trains for the north should be free"),
        ("The flood in Velm is rising – video", "The flood in Velm is rising"),
        ("How Velm lost its harbour – podcast", "How Velm lost its harbour"),
        ("Flood in Velm: the dam holds - latest updates", "Flood in Velm: the dam holds"),
        ("41 boats sunk off Velm - coast guard", "41 boats sunk off Velm - coast guard"),
    ],
)
def test_where_in_the_paper_it_stands_is_left_out(line, kept) -> None:
    assert told(line) == kept
