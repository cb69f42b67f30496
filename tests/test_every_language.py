"""One report in each language that the bot reads: where, how many, who says it, and how sure it is, are the same in all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.brief.facts import told
from bot.brief.lines import candidates
from bot.brief.trust.denials import is_against
from bot.brief.trust.signs import is_claim, is_hedged
from bot.brief.units import units
from bot.model import Article, Item
from bot.understand.article import article as understand

# At least sixty people were killed in an explosion in Kabul on Friday, the health ministry said.
KILLED = {
    "en": "At least 60 people were killed in an explosion in Kabul on Friday, the health ministry said.",
    "de": "Mindestens 60 Menschen sind am Freitag bei einer Explosion in Kabul getötet worden, teilte das Ministerium mit.",
    "fr": "Au moins 60 personnes ont été tuées vendredi dans une explosion à Kaboul, a annoncé le ministère de la Santé.",
    "es": "Al menos 60 personas murieron el viernes en una explosión en Kabul, informó el Ministerio de Salud.",
    "pt": "Pelo menos 60 pessoas morreram na sexta-feira numa explosão em Cabul, informou o Ministério da Saúde.",
    "it": "Almeno 60 persone sono morte venerdì in un'esplosione a Kabul, ha detto il ministero della Salute.",
    "nl": "Minstens 60 mensen zijn vrijdag omgekomen bij een explosie in Kabul, zei het ministerie van Volksgezondheid.",
    "pl": "Co najmniej 60 osób zginęło w piątek w eksplozji w Kabulu, poinformowało ministerstwo zdrowia.",
    "ru": "По меньшей мере 60 человек погибли в пятницу при взрыве в Кабуле, сообщило министерство здравоохранения.",
    "uk": "Щонайменше 60 людей загинули в п’ятницю внаслідок вибуху в Кабулі, повідомило міністерство охорони здоров’я.",
    "tr": "Sağlık Bakanlığı, Kabil'de cuma günü meydana gelen patlamada en az 60 kişinin öldüğünü açıkladı.",
    "ar": "قالت وزارة الصحة إن ما لا يقل عن 60 شخصا قتلوا في انفجار في كابول يوم الجمعة.",
    "fa": "وزارت صحت عامه گفت که دست\u200cکم ۶۰ نفر روز جمعه در انفجاری در کابل کشته شدند.",
    "ps": "د عامې روغتیا وزارت وویل چې لږ تر لږه ۶۰ کسان د جمعې په ورځ په کابل کې په چاودنه کې ووژل شول.",
    "ur": "وزارت صحت نے کہا کہ جمعے کو کابل میں دھماکے میں کم از کم 60 افراد ہلاک ہوئے۔",
    "hi": "स्वास्थ्य मंत्रालय ने कहा कि शुक्रवार को काबुल में विस्फोट में कम से कम 60 लोग मारे गए।",
    "zh": "卫生部表示，周五喀布尔发生爆炸，至少60人死亡。",
    "sv": "Minst 60 personer dödades i en explosion i Kabul på fredagen, uppgav hälsoministeriet.",
    "id": "Sedikitnya 60 orang tewas dalam ledakan di Kabul pada Jumat, kata kementerian kesehatan.",
    "ja": "保健省は、金曜日にカブールで爆発があり、少なくとも60人が死亡したと発表した。",
}
# The army denied that the airport in Kabul had been closed.
DENIED = {
    "en": "The army denied that the airport in Kabul had been closed.",
    "de": "Die Armee dementierte, dass der Flughafen in Kabul geschlossen wurde.",
    "fr": "L'armée a démenti que l'aéroport de Kaboul ait été fermé.",
    "es": "El ejército negó que se hubiera cerrado el aeropuerto de Kabul.",
    "pt": "O exército negou que o aeroporto de Cabul tenha sido fechado.",
    "it": "L'esercito ha smentito che l'aeroporto di Kabul sia stato chiuso.",
    "nl": "Het leger ontkende dat de luchthaven van Kabul was gesloten.",
    "pl": "Armia zaprzeczyła, że lotnisko w Kabulu zostało zamknięte.",
    "ru": "Армия опровергла закрытие аэропорта в Кабуле.",
    "uk": "Армія спростувала закриття аеропорту в Кабулі.",
    "tr": "Ordu, Kabil'deki havalimanının kapatıldığını yalanladı.",
    "ar": "نفى الجيش إغلاق مطار كابول.",
    "fa": "ارتش بسته شدن میدان هوایی کابل را تکذیب کرد.",
    "ps": "اردو د کابل د هوايي ډګر تړل رد کړل.",
    "ur": "فوج نے کابل ہوائی اڈے کے بند ہونے کی تردید کی۔",
    "hi": "सेना ने काबुल हवाई अड्डे के बंद होने का खंडन किया।",
    "zh": "军方否认喀布尔机场关闭。",
    "sv": "Armén dementerade att flygplatsen i Kabul hade stängts.",
    "id": "Militer membantah bahwa bandara di Kabul ditutup.",
    "ja": "軍はカブールの空港が閉鎖されたことを否定した。",
}
# The reports could not be independently verified.
UNVERIFIED = {
    "en": "The reports could not be independently verified.",
    "de": "Die Angaben ließen sich nicht unabhängig überprüfen.",
    "fr": "Ces informations n'ont pas pu être vérifiées de manière indépendante.",
    "es": "Las informaciones no pudieron ser verificadas de forma independiente.",
    "pt": "As informações não puderam ser verificadas de forma independente.",
    "it": "Le notizie non hanno potuto essere verificate in modo indipendente.",
    "nl": "De berichten konden niet onafhankelijk worden geverifieerd.",
    "pl": "Informacji nie udało się niezależnie zweryfikować.",
    "ru": "Независимо подтвердить эти сообщения не удалось.",
    "uk": "Незалежно підтвердити ці повідомлення не вдалося.",
    "tr": "Haberler bağımsız olarak doğrulanamadı.",
    "ar": "لم يتسن التحقق من هذه التقارير بشكل مستقل.",
    "fa": "این گزارش\u200cها به طور مستقل تأیید نشده است.",
    "ps": "دا راپورونه په خپلواکه توګه نه دي تایید شوي.",
    "ur": "ان خبروں کی آزادانہ تصدیق نہیں ہو سکی۔",
    "hi": "इन खबरों की स्वतंत्र रूप से पुष्टि नहीं हो सकी।",
    "zh": "这些报道无法得到独立证实。",
    "sv": "Uppgifterna har inte kunnat bekräftas av oberoende källor.",
    "id": "Laporan itu belum dapat diverifikasi secara independen.",
    "ja": "これらの報道は独自に確認できていない。",
}
# The rebels claim that they have captured the airport.
CLAIMED = {
    "en": "The rebels claim that they have captured the airport.",
    "de": "Die Rebellen behaupten, den Flughafen eingenommen zu haben.",
    "fr": "Les rebelles affirment avoir pris l'aéroport.",
    "es": "Los rebeldes aseguran haber tomado el aeropuerto.",
    "pt": "Os rebeldes alegam ter tomado o aeroporto.",
    "it": "I ribelli sostengono di aver preso l'aeroporto.",
    "nl": "De rebellen beweren dat ze de luchthaven hebben ingenomen.",
    "pl": "Rebelianci twierdzą, że zajęli lotnisko.",
    "ru": "Повстанцы утверждают, что захватили аэропорт.",
    "uk": "Повстанці стверджують, що захопили аеропорт.",
    "tr": "İsyancılar havalimanını ele geçirdiklerini iddia etti.",
    "ar": "زعم المتمردون أنهم سيطروا على المطار.",
    "fa": "شورشیان ادعا کردند که میدان هوایی را گرفته\u200cاند.",
    "ps": "یاغیان ادعا کوي چې هوايي ډګر یې نیولی دی.",
    "ur": "باغیوں نے دعویٰ کیا کہ انھوں نے ہوائی اڈے پر قبضہ کر لیا۔",
    "hi": "विद्रोहियों ने दावा किया कि उन्होंने हवाई अड्डे पर कब्जा कर लिया।",
    "sv": "Rebellerna hävdar att de har intagit flygplatsen.",
    "id": "Pemberontak mengklaim telah merebut bandara.",
    "ja": "反政府勢力は空港を占拠したと主張している。",
}


def read(lang: str, text: str, title: str = "") -> Article:
    return understand(Item(id="1", title=title, text=text, lang=lang, published=datetime(2021, 8, 13, tzinfo=UTC)))


@pytest.mark.parametrize("lang", KILLED)
def test_the_dead_are_counted_where_they_died_and_the_ministry_says_so(lang) -> None:
    article = read(lang, KILLED[lang])
    assert [place.name for place in article.places] == ["Kabul"]
    assert [(figure.value, figure.low, figure.high) for figure in article.figures] == [(60.0, 60.0, None)]
    assert told(article, next(iter(units(article)))).facts == {("killed", 60.0)}
    assert all(attribution.source and attribution.cue for attribution in article.attributions)
    assert len(article.attributions) == 1


@pytest.mark.parametrize("lang", DENIED)
def test_a_denial_is_one(lang) -> None:
    assert is_against(DENIED[lang])
    assert not is_hedged(DENIED[lang])


@pytest.mark.parametrize("lang", UNVERIFIED)
def test_what_nobody_could_check_is_hedged(lang) -> None:
    assert is_hedged(UNVERIFIED[lang])
    assert not is_hedged(KILLED[lang])


@pytest.mark.parametrize("lang", CLAIMED)
def test_what_one_side_claims_is_a_claim(lang) -> None:
    assert all(is_claim(line) for line in candidates(read(lang, CLAIMED[lang])))
    assert candidates(read(lang, CLAIMED[lang]))


# What is no news: opinion, a live page, what is known, pictures, an explanation, and of many things at once.
NO_NEWS = {
    "en": (
        "Opinion: The retreat was a mistake",
        "Live: Taliban advance on Kabul",
        "What we know so far about the blast",
        "In pictures: the flood in Ahrweiler",
        "Explained: why the bank failed",
        "The morning briefing: five things to know",
    ),
    "de": (
        "Kommentar: Der Rückzug war ein Fehler",
        "Liveticker: Taliban rücken auf Kabul vor",
        "Was wir über die Explosion wissen",
        "Bilderstrecke: Die Flut in Ahrweiler",
        "Erklärt: Warum die Bank scheiterte",
        "Der Morgen: Fünf Dinge, die Sie wissen müssen",
    ),
    "fr": (
        "Opinion : le retrait était une erreur",
        "En direct : les talibans avancent sur Kaboul",
        "Ce que l’on sait de l’explosion",
        "En images : l’inondation à Ahrweiler",
        "Décryptage : pourquoi la banque a fait faillite",
        "Le briefing du matin : cinq choses à savoir",
    ),
    "es": (
        "Opinión: la retirada fue un error",
        "En directo: los talibanes avanzan hacia Kabul",
        "Lo que se sabe de la explosión",
        "En imágenes: la inundación en Ahrweiler",
        "Claves: por qué quebró el banco",
        "Las noticias de la mañana: cinco cosas que debes saber",
    ),
    "pt": (
        "Opinião: a retirada foi um erro",
        "Ao vivo: talibãs avançam sobre Cabul",
        "O que se sabe sobre a explosão",
        "Em imagens: a inundação em Ahrweiler",
        "Entenda por que o banco faliu",
        "As notícias da manhã: cinco coisas que precisa de saber",
    ),
    "it": (
        "Opinione: il ritiro è stato un errore",
        "Diretta: i talebani avanzano su Kabul",
        "Cosa sappiamo dell’esplosione",
        "In foto: l’alluvione ad Ahrweiler",
        "Perché la banca è fallita: la spiegazione",
        "Le notizie del mattino: cinque cose da sapere",
    ),
    "nl": (
        "Opinie: de terugtrekking was een fout",
        "Live: Taliban rukken op naar Kabul",
        "Wat we weten over de explosie",
        "In beeld: de overstroming in Ahrweiler",
        "Uitgelegd: waarom de bank failliet ging",
        "Het ochtendnieuws: vijf dingen die u moet weten",
    ),
    "pl": (
        "Opinia: wycofanie było błędem",
        "Na żywo: talibowie nacierają na Kabul",
        "Co wiemy o wybuchu",
        "Zobacz zdjęcia: powódź w Ahrweiler",
        "Wyjaśniamy: dlaczego bank upadł",
        "Poranny przegląd: pięć rzeczy, które trzeba wiedzieć",
    ),
    "ru": (
        "Мнение: уход был ошибкой",
        "Онлайн: талибы наступают на Кабул",
        "Что известно о взрыве",
        "Фоторепортаж: наводнение в Арвайлере",
        "Разбор: почему банк рухнул",
        "Главное за утро: пять вещей, которые нужно знать",
    ),
    "uk": (
        "Думка: відхід був помилкою",
        "Наживо: таліби наступають на Кабул",
        "Що відомо про вибух",
        "Фоторепортаж: повінь в Арвайлері",
        "Пояснюємо: чому банк збанкрутував",
        "Головне за ранок: п’ять речей, які треба знати",
    ),
    "tr": (
        "Görüş: Çekilme bir hataydı",
        "Canlı: Taliban Kabil'e ilerliyor",
        "Patlama hakkında bilinenler",
        "Fotoğraflarla: Ahrweiler'de sel",
        "5 soruda banka neden battı",
        "Sabah bülteni: Bilmeniz gereken beş şey",
    ),
    "ar": (
        "رأي: الانسحاب كان خطأ",
        "مباشر: طالبان تتقدم نحو كابول",
        "ماذا نعرف عن الانفجار",
        "بالصور: الفيضان في أرفايلر",
        "شرح: لماذا انهار البنك",
        "نشرة الصباح: خمسة أشياء يجب أن تعرفها",
    ),
    "fa": (
        "دیدگاه: خروج اشتباه بود",
        "زنده: طالبان به سوی کابل پیش می\u200cروند",
        "آنچه درباره انفجار می\u200cدانیم",
        "در تصاویر: سیل در آروایلر",
        "چرا بانک سقوط کرد؟",
        "خلاصه اخبار صبح: پنج نکته\u200cای که باید بدانید",
    ),
    "hi": (
        "राय: वापसी एक गलती थी",
        "लाइव: तालिबान काबुल की ओर बढ़ा",
        "धमाके के बारे में अब तक क्या पता है",
        "तस्वीरों में: आर्वेइलर में बाढ़",
        "समझिए: बैंक क्यों डूबा",
        "सुबह की बड़ी खबरें: पांच बातें जो आपको जाननी चाहिए",
    ),
}
# ... and what begins like it, and is.
NEWS = [
    ("en", "Kim Jong Un oversees missile test off coast"),
    ("en", "Co Down man dies in crash near Newry"),
    ("en", "Direct flights to Kabul resume after a year"),
    ("es", "Los titulares de Argentina llegan mañana a Doha"),
    ("fr", "L'essentiel des troupes a quitté Kaboul dans la nuit"),
    ("it", "Cosa Nostra, arrestati dodici uomini a Palermo"),
    ("ru", "Как минимум 60 человек погибли при взрыве в Кабуле"),
    ("fr", "Commentant la chute de Kaboul, Berlin demande une enquête"),
    ("de", "Wieder Explosion in Kabul: mindestens 60 Tote"),
    ("es", "La columna de tanques llegó a las afueras de Kabul"),
]


@pytest.mark.parametrize("lang", NO_NEWS)
def test_what_is_no_news_reads_worse(lang) -> None:
    grades = [max((line.grade for line in candidates(read(lang, "", title))), default=0.0) for title in NO_NEWS[lang]]
    assert max(grades) < 0.5, list(zip(NO_NEWS[lang], grades, strict=True))


@pytest.mark.parametrize(("lang", "title"), NEWS)
def test_news_that_begins_like_it_reads_well(lang, title) -> None:
    assert max(line.grade for line in candidates(read(lang, "", title))) >= 0.9


# What stands around the news and is none: read on, subscribe, follow us, whose material it is.
AROUND = {
    "de": (
        "Lesen Sie auch: Die Chronik der Flut.",
        "Mehr zum Thema finden Sie hier.",
        "Abonnieren Sie unseren Newsletter.",
        "Mit Material von dpa.",
        "Foto: Max Muster/dpa.",
    ),
    "fr": (
        "Lire aussi : la chronique de la crue.",
        "Abonnez-vous à notre newsletter.",
        "Suivez-nous sur Facebook et Twitter.",
        "Avec AFP.",
        "(Photo : Jean Dupont/AFP)",
    ),
    "es": (
        "Lea también: la crónica de la inundación.",
        "Suscríbete a nuestro boletín de noticias.",
        "Síguenos en Facebook y Twitter.",
        "Con información de EFE.",
        "Puedes seguir a EL DIARIO en Twitter.",
    ),
    "pt": (
        "Leia também: a crónica da cheia.",
        "Assine a nossa newsletter diária.",
        "Siga-nos no Facebook e no Instagram.",
        "Com informações da Lusa.",
        "Clique aqui para receber as notícias no WhatsApp.",
    ),
    "it": (
        "Leggi anche: la cronaca dell'alluvione.",
        "Iscriviti alla nostra newsletter.",
        "Seguici su Facebook e Twitter.",
        "Riproduzione riservata.",
    ),
    "nl": (
        "Lees ook: de kroniek van de overstroming.",
        "Abonneer je op onze nieuwsbrief.",
        "Volg ons op Facebook.",
    ),
    "pl": (
        "Czytaj także: kronika powodzi.",
        "Zapisz się na nasz newsletter.",
        "Śledź nas na Facebooku.",
        "Źródło: PAP.",
    ),
    "ru": (
        "Читайте также: хроника наводнения.",
        "Подписывайтесь на наш телеграм-канал.",
        "Следите за нашими новостями в Telegram.",
    ),
    "uk": (
        "Читайте також: хроніка повені.",
        "Підписуйтесь на наш телеграм-канал.",
        "Стежте за нами у Facebook.",
    ),
    "tr": (
        "Ayrıca okuyun: Selin kronolojisi.",
        "Bültenimize abone olun.",
        "Bizi Twitter'da takip edin.",
    ),
    "ar": (
        "اقرأ أيضا: يوميات الفيضان.",
        "اشترك في نشرتنا الإخبارية.",
        "تابعونا على فيسبوك وتويتر.",
    ),
    "fa": (
        "بیشتر بخوانید: روزشمار سیل.",
        "در خبرنامه ما عضو شوید.",
        "ما را در تلگرام دنبال کنید.",
    ),
    "hi": (
        "यह भी पढ़ें: बाढ़ की कहानी।",
        "हमारे न्यूज़लेटर की सदस्यता लें।",
        "हमें ट्विटर पर फॉलो करें।",
    ),
    "ur": (
        "یہ بھی پڑھیں: سیلاب کی کہانی۔",
        "ہمیں ٹوئٹر پر فالو کریں۔",
    ),
    "en": (
        "Read also: the chronicle of the flood.",
        "Sign up to our newsletter.",
        "Follow us on Facebook and Twitter.",
        "Reporting by Jane Doe; editing by John Roe.",
    ),
}


@pytest.mark.parametrize("lang", AROUND)
def test_what_stands_around_the_news_is_no_line(lang) -> None:
    assert [text for text in AROUND[lang] if candidates(read(lang, text))] == []
