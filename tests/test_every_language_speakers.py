"""Who says it, in each language that the bot reads: by name before and behind, by an office, without a name."""

from __future__ import annotations

import pytest

from bot.brief.lines import candidates
from tests.test_every_language import read
from tests.test_every_language_figures import each

# A line a language, in the order of LANGS. The minister or spokesman is Ahmad Karimi.
NAMED = [
    """\
Interior Minister Ahmad Karimi said that the army had closed the airport.
Innenminister Ahmad Karimi sagte, die Armee habe den Flughafen geschlossen.
Le ministre de l'Intérieur Ahmad Karimi a déclaré que l'armée avait fermé l'aéroport.
El ministro del Interior Ahmad Karimi dijo que el ejército había cerrado el aeropuerto.
O ministro do Interior Ahmad Karimi disse que o exército tinha fechado o aeroporto.
Il ministro dell'Interno Ahmad Karimi ha detto che l'esercito ha chiuso l'aeroporto.
Minister van Binnenlandse Zaken Ahmad Karimi zei dat het leger de luchthaven heeft gesloten.
Minister spraw wewnętrznych Ahmad Karimi powiedział, że armia zamknęła lotnisko.
Министр внутренних дел Ахмад Карими сообщил, что армия закрыла аэропорт.
Міністр внутрішніх справ Ахмад Карімі повідомив, що армія закрила аеропорт.
İçişleri Bakanı Ahmad Karimi, ordunun havalimanını kapattığını söyledi.
قال وزير الداخلية أحمد كريمي إن الجيش أغلق المطار.
احمد کریمی وزیر داخله گفت که ارتش میدان هوایی را بسته است.
د کورنیو چارو وزیر احمد کریمي وویل چې اردو هوايي ډګر تړلی دی.
وزیر داخلہ احمد کریمی نے کہا کہ فوج نے ہوائی اڈہ بند کر دیا ہے۔
गृह मंत्री अहमद करीमी ने कहा कि सेना ने हवाई अड्डा बंद कर दिया है।
内政部长艾哈迈德·卡里米表示，军方已经关闭机场。""",
    """\
The army has closed the airport, Interior Minister Ahmad Karimi said.
Die Armee hat den Flughafen geschlossen, sagte Innenminister Ahmad Karimi.
L'armée a fermé l'aéroport, a déclaré le ministre de l'Intérieur Ahmad Karimi.
El ejército cerró el aeropuerto, dijo el ministro del Interior Ahmad Karimi.
O exército fechou o aeroporto, disse o ministro do Interior Ahmad Karimi.
L'esercito ha chiuso l'aeroporto, ha detto il ministro dell'Interno Ahmad Karimi.
Het leger heeft de luchthaven gesloten, zei minister Ahmad Karimi.
Armia zamknęła lotnisko, powiedział minister spraw wewnętrznych Ahmad Karimi.
Армия закрыла аэропорт, сообщил министр внутренних дел Ахмад Карими.
Армія закрила аеропорт, повідомив міністр внутрішніх справ Ахмад Карімі.
İçişleri Bakanı Ahmad Karimi'ye göre ordu havalimanını kapattı.
الجيش أغلق المطار، بحسب وزير الداخلية أحمد كريمي.
به گفته احمد کریمی وزیر داخله، ارتش میدان هوایی را بسته است.
د کورنیو چارو وزیر احمد کریمي په وینا اردو هوايي ډګر تړلی دی.
وزیر داخلہ احمد کریمی کے مطابق فوج نے ہوائی اڈہ بند کر دیا ہے۔
गृह मंत्री अहमद करीमी के मुताबिक सेना ने हवाई अड्डा बंद कर दिया है।
据内政部长艾哈迈德·卡里米称，军方已经关闭机场。""",
    """\
Army spokesman Ahmad Karimi said three soldiers were killed.
Armeesprecher Ahmad Karimi sagte, drei Soldaten seien getötet worden.
Le porte-parole de l'armée, Ahmad Karimi, a déclaré que trois soldats avaient été tués.
El portavoz del ejército, Ahmad Karimi, dijo que tres soldados murieron.
O porta-voz do exército, Ahmad Karimi, disse que três soldados morreram.
Il portavoce dell'esercito, Ahmad Karimi, ha detto che tre soldati sono morti.
Legerwoordvoerder Ahmad Karimi zei dat drie militairen zijn omgekomen.
Rzecznik armii Ahmad Karimi powiedział, że zginęło trzech żołnierzy.
Представитель армии Ахмад Карими заявил, что погибли трое солдат.
Речник армії Ахмад Карімі заявив, що загинули троє солдатів.
Ordu sözcüsü Ahmad Karimi, üç askerin öldüğünü söyledi.
وقال المتحدث باسم الجيش أحمد كريمي إن ثلاثة جنود قتلوا.
احمد کریمی سخنگوی ارتش گفت که سه سرباز کشته شدند.
د اردو ویاند احمد کریمي وویل چې درې سرتېري ووژل شول.
فوج کے ترجمان احمد کریمی نے کہا کہ تین فوجی ہلاک ہوئے۔
सेना के प्रवक्ता अहमद करीमी ने कहा कि तीन सैनिक मारे गए।
军方发言人艾哈迈德·卡里米表示，三名士兵死亡。""",
]
NAME = {
    "ru": "Ахмад Карими",
    "uk": "Ахмад Карімі",
    "ar": "أحمد كريمي",
    "fa": "احمد کریمی",
    "ps": "احمد کریمي",
    "ur": "احمد کریمی",
    "hi": "अहमद करीमी",
    "zh": "艾哈迈德·卡里米",
}  # elsewhere as in English
ACCORDING = """\
According to the police, three people were arrested in Kabul.
Nach Angaben der Polizei wurden in Kabul drei Menschen festgenommen.
Selon la police, trois personnes ont été arrêtées à Kaboul.
Según la policía, tres personas fueron detenidas en Kabul.
Segundo a polícia, três pessoas foram detidas em Cabul.
Secondo la polizia, tre persone sono state arrestate a Kabul.
Volgens de politie zijn in Kabul drie mensen aangehouden.
Według policji w Kabulu zatrzymano trzy osoby.
По данным полиции, в Кабуле задержаны три человека.
За даними поліції, у Кабулі затримано трьох людей.
Anadolu'ya göre Kabil'de üç kişi gözaltına alındı.
وبحسب الشرطة، اعتقل ثلاثة أشخاص في كابول.
به گفته پولیس، سه نفر در کابل بازداشت شدند.
د پولیسو په وینا په کابل کې درې کسان نیول شوي دي.
پولیس کے مطابق کابل میں تین افراد گرفتار ہوئے۔
पुलिस के मुताबिक काबुल में तीन लोग गिरफ्तार हुए।
据警方称，首都喀布尔周五共有三人在机场被捕。"""
OFFICE = {
    "en": "police",
    "de": "Polizei",
    "fr": "la police",
    "es": "la policía",
    "pt": "a polícia",
    "it": "la polizia",
    "nl": "de politie",
    "pl": "policji w Kabulu",
    "ru": "полиции",
    "uk": "поліції",
    "tr": "Anadolu",
    "ar": "الشرطة",
    "fa": "پولیس",
    "ps": "د پولیسو",
    "ur": "پولیس",
    "hi": "पुलिस",
    "zh": "警方",
}
ANONYMOUS = """\
A senior official, who asked not to be named, said the airport was closed.
Ein hoher Beamter, der nicht genannt werden wollte, sagte, der Flughafen sei geschlossen.
Un haut responsable, sous couvert d'anonymat, a déclaré que l'aéroport était fermé.
Un alto funcionario, bajo condición de anonimato, dijo que el aeropuerto estaba cerrado.
Um alto funcionário, sob anonimato, disse que o aeroporto estava fechado.
Un alto funzionario, in forma anonima, ha detto che l'aeroporto era chiuso.
Een hoge functionaris, die anoniem wil blijven, zei dat de luchthaven gesloten was.
Wysoki rangą urzędnik, proszący o anonimowość, powiedział, że lotnisko jest zamknięte.
Высокопоставленный чиновник на условиях анонимности сообщил, что аэропорт закрыт.
Високопосадовець на умовах анонімності повідомив, що аеропорт закрито.
Adının açıklanmasını istemeyen üst düzey bir yetkili, havalimanının kapatıldığını söyledi.
وقال مسؤول كبير طلب عدم الكشف عن اسمه إن المطار أغلق.
یک مقام ارشد که نخواست نامش فاش شود گفت که میدان هوایی بسته شده است.
یو لوړپوړي چارواکي چې نه یې غوښتل نوم یې واخیستل شي وویل چې هوايي ډګر تړل شوی.
ایک اعلیٰ عہدیدار نے نام ظاہر نہ کرنے کی شرط پر کہا کہ ہوائی اڈہ بند ہے۔
एक वरिष्ठ अधिकारी ने नाम न छापने की शर्त पर कहा कि हवाई अड्डा बंद है।
一名不愿透露姓名的高级官员表示，机场已经关闭。"""
NOBODY = {
    "de": "Ein hoher Beamter",
    "fr": "Un haut responsable",
    "es": "Un alto funcionario",
    "pt": "Um alto funcionário",
    "it": "Un alto funzionario",
    "nl": "Een hoge functionaris",
    "pl": "Wysoki rangą urzędnik",
    "ru": "Высокопоставленный чиновник",
    "uk": "Високопосадовець",
    "tr": "üst düzey bir yetkili",
    "ar": "مسؤول كبير",
    "fa": "یک مقام ارشد",
    "ps": "یو لوړپوړي چارواکي",
    "ur": "ایک اعلیٰ عہدیدار",
    "hi": "एक वरिष्ठ अधिकारी",
    "zh": "一名不愿透露姓名的高级官员",
}


def speaker(lang: str, text: str) -> str | None:
    return candidates(read(lang, text))[0].speaker


@pytest.mark.parametrize(("lang", "text"), [row for rows in NAMED for row in each(rows)])
def test_the_name_is_shown_whole_and_no_half_of_an_office(lang: str, text: str) -> None:
    shown = speaker(lang, text) or ""
    assert NAME.get(lang, "Ahmad Karimi") in shown
    assert "…" not in shown
    assert not any(
        f"{half} A" in shown for half in ("del Interior", "do Interior", "Intérieur", "Interno", "Binnenlandse Zaken")
    )


@pytest.mark.parametrize(("lang", "text"), each(ACCORDING))
def test_an_office_is_named(lang: str, text: str) -> None:
    assert speaker(lang, text) == OFFICE[lang]


@pytest.mark.parametrize(("lang", "text"), [row for row in each(ANONYMOUS) if row[0] in NOBODY])
def test_who_is_not_named_is_shown_by_what_they_are(lang: str, text: str) -> None:
    assert speaker(lang, text) == NOBODY[lang]
