"""What stands before the news in each language that the bot reads: labels, datelines, corrections."""

from __future__ import annotations

import pytest

from bot.brief.lexicon import CORRECTION
from bot.brief.lines import candidates
from tests.test_every_language import read
from tests.test_every_language_figures import each

# A line a language, in the order of LANGS.
CORRECTED = [
    """\
Correction: Ten people were killed in Kabul, not twelve.
Korrektur: In Kabul wurden zehn Menschen getötet, nicht zwölf.
Rectificatif : dix personnes ont été tuées à Kaboul, et non douze.
Corrección: diez personas murieron en Kabul, no doce.
Correção: dez pessoas morreram em Cabul, e não doze.
Errata corrige: a Kabul sono morte dieci persone, non dodici.
Rectificatie: in Kabul kwamen tien mensen om, niet twaalf.
Sprostowanie: w Kabulu zginęło dziesięć osób, nie dwanaście.
Поправка: в Кабуле погибли десять человек, а не двенадцать.
Виправлення: у Кабулі загинули десятеро людей, а не дванадцятеро.
Düzeltme: Kabil'de on iki değil on kişi öldü.
تصحيح: قتل عشرة أشخاص في كابول وليس اثني عشر.
اصلاحیه: در کابل ده نفر کشته شدند، نه دوازده نفر.
سمون: په کابل کې لس کسان ووژل شول، نه دولس.
تصحیح: کابل میں بارہ نہیں دس افراد ہلاک ہوئے۔
सुधार: काबुल में बारह नहीं, दस लोग मारे गए।
更正：喀布尔有十人死亡，而不是十二人。""",
    """\
An earlier version of this article gave the wrong toll.
In einer früheren Version dieses Artikels stand eine falsche Zahl.
Une version précédente de cet article donnait un bilan erroné.
En una versión anterior de este artículo se daba una cifra errónea.
Numa versão anterior deste artigo, o número estava errado.
In una versione precedente di questo articolo il bilancio era errato.
In een eerdere versie van dit artikel stond een verkeerd aantal.
We wcześniejszej wersji artykułu podano błędną liczbę.
В предыдущей версии статьи было указано неверное число.
У попередній версії статті було вказано неправильну кількість.
Haberin önceki sürümünde yanlış sayı verilmişti.
ورد في نسخة سابقة من هذا المقال رقم خاطئ.
در نسخه قبلی این مطلب رقم نادرستی آمده بود.
د دې مطلب په پخوانۍ نسخه کې ناسم شمېر راغلی و.
اس خبر کے پچھلے ورژن میں غلط تعداد دی گئی تھی۔
इस लेख के पिछले संस्करण में गलत संख्या दी गई थी।
本文早前版本给出的死亡人数有误。""",
]
LABELLED = [
    """\
BREAKING: Explosion near the airport in Kabul, at least 60 dead
Eilmeldung: Explosion nahe dem Flughafen in Kabul, mindestens 60 Tote
Dernière minute : explosion près de l'aéroport de Kaboul, au moins 60 morts
Última hora: explosión cerca del aeropuerto de Kabul, al menos 60 muertos
Urgente: explosão perto do aeroporto de Cabul, pelo menos 60 mortos
Ultim'ora: esplosione vicino all'aeroporto di Kabul, almeno 60 morti
Breaking: explosie bij luchthaven Kabul, zeker 60 doden
Pilne: eksplozja w pobliżu lotniska w Kabulu, co najmniej 60 zabitych
Срочно: взрыв возле аэропорта в Кабуле, не менее 60 погибших
Терміново: вибух біля аеропорту в Кабулі, щонайменше 60 загиблих
Son dakika: Kabil havalimanı yakınında patlama, en az 60 ölü
عاجل: انفجار قرب المطار في كابول ومقتل 60 شخصا على الأقل
فوری: انفجار نزدیک میدان هوایی کابل، دست‌کم ۶۰ کشته
بیړنی: د کابل هوايي ډګر ته نږدې چاودنه، لږ تر لږه ۶۰ مړه
بریکنگ نیوز: کابل ہوائی اڈے کے قریب دھماکا، کم از کم 60 ہلاک
ब्रेकिंग न्यूज: काबुल हवाई अड्डे के पास धमाका, कम से कम 60 की मौत
快讯：首都喀布尔国际机场附近发生爆炸，至少60人死亡""",
]
WIRED = [
    """\
KABUL, Aug 13 (Reuters) - The army closed the airport in Kabul on Friday.
Kabul (dpa) - Die Armee schloss am Freitag den Flughafen in Kabul.
Kaboul (AFP) – L'armée a fermé l'aéroport de Kaboul vendredi.
Kabul, 13 ago (EFE).- El ejército cerró el aeropuerto de Kabul el viernes.
Cabul, 13 ago 2021 (Lusa) - O exército fechou o aeroporto de Cabul na sexta-feira.
(ANSA) - KABUL, 13 AGO - L'esercito ha chiuso l'aeroporto di Kabul venerdì.
KABOEL (ANP) - Het leger sloot vrijdag de luchthaven van Kabul.
Kabul (PAP) - Armia zamknęła w piątek lotnisko w Kabulu.
КАБУЛ, 13 авг — РИА Новости. Армия в пятницу закрыла аэропорт в Кабуле.
КАБУЛ. 13 серпня. Укрінформ. Армія в п’ятницю закрила аеропорт у Кабулі.
KABİL (AA) - Ordu cuma günü Kabil havalimanını kapattı.
كابول (رويترز) - أغلق الجيش المطار في كابول يوم الجمعة.
کابل (رویترز) - ارتش روز جمعه میدان هوایی کابل را بست.
کابل (پژواک) - اردو د جمعې په ورځ د کابل هوايي ډګر وتاړه.
کابل (روئٹرز) - فوج نے جمعے کو کابل کا ہوائی اڈہ بند کر دیا۔
काबुल (रॉयटर्स) - सेना ने शुक्रवार को काबुल हवाई अड्डा बंद कर दिया।
新华社喀布尔8月13日电 军方周五关闭了首都喀布尔的国际机场和主要公路。""",
]
AGENCIES = {
    "en": "Reuters",
    "de": "dpa",
    "fr": "AFP",
    "es": "EFE",
    "pt": "Lusa",
    "it": "ANSA",
    "nl": "ANP",
    "pl": "PAP",
    "ru": "RIA Novosti",
    "uk": "Ukrinform",
    "tr": "Anadolu",
    "ar": "Reuters",
    "fa": "Reuters",
    "ps": "Pajhwok",
    "ur": "Reuters",
    "hi": "Reuters",
    "zh": "Xinhua",
}


@pytest.mark.parametrize(("lang", "text"), [row for rows in CORRECTED for row in each(rows)])
def test_a_correction_is_one(lang: str, text: str) -> None:
    assert CORRECTION.search(text)


@pytest.mark.parametrize(("lang", "title"), [row for rows in LABELLED for row in each(rows)])
def test_a_label_is_no_part_of_the_line(lang: str, title: str) -> None:
    line = candidates(read(lang, "", title))[0]
    assert ": " not in line.quote
    assert "：" not in line.quote
    assert line.quote in title
    assert line.grade >= 0.9


@pytest.mark.parametrize(("lang", "text"), [row for rows in WIRED for row in each(rows)])
def test_a_dateline_is_no_line_and_counts_nothing(lang: str, text: str) -> None:
    article = read(lang, text)
    lines = [line.quote for line in candidates(article)]
    assert len(lines) == 1
    assert lines[0].rstrip(".。।۔") in text
    assert "13" not in lines[0]
    assert "(" not in lines[0]
    assert article.figures == ()
    assert article.wire == AGENCIES[lang]


# A sentence that begins with a word in capitals is no dateline.
def test_a_word_in_capitals_is_no_dateline() -> None:
    assert [line.quote for line in candidates(read("ru", "НАТО, по словам генсека, усилит оборону."))] != []
    assert [figure.value for figure in read("en", "Two days ago 12 people were killed in Kabul.").figures] == [2, 12]
