"""Figures in each language that the bot reads: one number with one meaning, and one expectation for all."""

from __future__ import annotations

import pytest

from bot.model import Figure
from bot.understand.figures import find

LANGS = ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "ps", "ur", "hi", "zh"]
Said = tuple[float | None, float | None, float | None, str | None]  # value, low, high, unit

# A line a language, in the order of LANGS.
COUNTS: list[tuple[Said, str]] = [
    (
        (200.0, 200.0, None, None),
        """\
More than 200 people were killed.
Mehr als 200 Menschen wurden getötet.
Plus de 200 personnes ont été tuées.
Más de 200 personas murieron.
Mais de 200 pessoas morreram.
Più di 200 persone sono morte.
Meer dan 200 mensen kwamen om het leven.
Zginęło ponad 200 osób.
Погибли более 200 человек.
Загинули понад 200 людей.
200'den fazla kişi öldü.
قتل أكثر من 200 شخص.
بیش از ۲۰۰ نفر کشته شدند.
له ۲۰۰ څخه زیات کسان ووژل شول.
200 سے زائد افراد ہلاک ہوئے۔
200 से अधिक लोग मारे गए।
超过200人死亡。""",
    ),
    (
        (300.0, None, None, None),
        """\
Nearly 300 houses were damaged.
Fast 300 Häuser wurden beschädigt.
Près de 300 maisons ont été endommagées.
Casi 300 casas resultaron dañadas.
Quase 300 casas ficaram danificadas.
Quasi 300 case sono state danneggiate.
Bijna 300 huizen raakten beschadigd.
Prawie 300 domów zostało uszkodzonych.
Почти 300 домов повреждены.
Майже 300 будинків пошкоджено.
Yaklaşık 300 ev hasar gördü.
تضرر ما يقرب من 300 منزل.
نزدیک به ۳۰۰ خانه آسیب دید.
نږدې ۳۰۰ کورونه زیانمن شول.
تقریباً 300 مکانات کو نقصان پہنچا۔
लगभग 300 घर क्षतिग्रस्त हुए।
近300栋房屋受损。""",
    ),
    (
        (50.0, None, 50.0, None),
        """\
Up to 50 people are missing.
Bis zu 50 Menschen werden vermisst.
Jusqu'à 50 personnes sont portées disparues.
Hasta 50 personas están desaparecidas.
Até 50 pessoas estão desaparecidas.
Fino a 50 persone risultano disperse.
Tot 50 mensen worden vermist.
Zaginionych jest do 50 osób.
Пропали без вести до 50 человек.
Зникли безвісти до 50 людей.
En fazla 50 kişi kayıp.
ما يصل إلى 50 شخصا في عداد المفقودين.
تا ۵۰ نفر ناپدید شده‌اند.
تر ۵۰ پورې کسان ورک دي.
50 تک افراد لاپتہ ہیں۔
50 तक लोग लापता हैं।
多达50人失踪。""",
    ),
    (
        (None, 60.0, 80.0, None),
        """\
Between 60 and 80 soldiers were killed.
Zwischen 60 und 80 Soldaten wurden getötet.
Entre 60 et 80 soldats ont été tués.
Entre 60 y 80 soldados murieron.
Entre 60 e 80 soldados morreram.
Tra i 60 e gli 80 soldati sono morti.
Tussen de 60 en 80 militairen kwamen om.
Zginęło od 60 do 80 żołnierzy.
Погибли от 60 до 80 солдат.
Загинули від 60 до 80 солдатів.
60 ila 80 asker öldü.
قتل ما بين 60 و80 جنديا.
بین ۶۰ تا ۸۰ سرباز کشته شدند.
د ۶۰ او ۸۰ ترمنځ سرتېري ووژل شول.
60 سے 80 فوجی ہلاک ہوئے۔
60 से 80 सैनिक मारे गए।
60至80名士兵死亡。""",
    ),
    (
        (500000.0, None, None, None),
        """\
Half a million people fled.
Eine halbe Million Menschen flohen.
Un demi-million de personnes ont fui.
Medio millón de personas huyeron.
Meio milhão de pessoas fugiram.
Mezzo milione di persone sono fuggite.
Een half miljoen mensen vluchtten.
Pół miliona osób uciekło.
Полмиллиона человек бежали.
Пів мільйона людей утекли.
Yarım milyon kişi kaçtı.
فر نصف مليون شخص.
نیم میلیون نفر فرار کردند.
نیم میلیون کسان وتښتېدل.
پانچ لاکھ افراد نقل مکانی کر گئے۔
पांच लाख लोग भाग गए।
50万人逃离。""",
    ),
    (
        (1200000.0, None, None, None),
        """\
1.2 million people fled.
1,2 Millionen Menschen flohen.
1,2 million de personnes ont fui.
1,2 millones de personas huyeron.
1,2 milhão de pessoas fugiram.
1,2 milioni di persone sono fuggite.
1,2 miljoen mensen vluchtten.
1,2 miliona osób uciekło.
1,2 миллиона человек бежали.
1,2 мільйона людей утекли.
1,2 milyon kişi kaçtı.
فر 1.2 مليون شخص.
۱٫۲ میلیون نفر فرار کردند.
۱.۲ میلیونه کسان وتښتېدل.
12 لاکھ افراد نقل مکانی کر گئے۔
12 लाख लोग भाग गए।
120万人逃离。""",
    ),
    (
        (2500000.0, None, None, None),
        """\
Two and a half million people fled.
Zweieinhalb Millionen Menschen flohen.
Deux millions et demi de personnes ont fui.
Dos millones y medio de personas huyeron.
Dois milhões e meio de pessoas fugiram.
Due milioni e mezzo di persone sono fuggite.
Tweeënhalf miljoen mensen vluchtten.
Dwa i pół miliona osób uciekło.
Два с половиной миллиона человек бежали.
Два з половиною мільйони людей утекли.
İki buçuk milyon kişi kaçtı.
فر مليونان ونصف المليون شخص.
دو و نیم میلیون نفر فرار کردند.
دوه نیم میلیونه کسان وتښتېدل.
پچیس لاکھ افراد نقل مکانی کر گئے۔
पच्चीस लाख लोग भाग गए।
二百五十万人逃离。""",
    ),
    (
        (1 / 3, None, None, None),
        """\
A third of the city was destroyed.
Ein Drittel der Stadt wurde zerstört.
Un tiers de la ville a été détruit.
Un tercio de la ciudad fue destruido.
Um terço da cidade foi destruído.
Un terzo della città è stato distrutto.
Een derde van de stad werd verwoest.
Jedna trzecia miasta została zniszczona.
Треть города разрушена.
Третина міста зруйнована.
Kentin üçte biri yıkıldı.
دمر ثلث المدينة.
یک سوم شهر ویران شد.
د ښار درېیمه برخه ویجاړه شوه.
شہر کا ایک تہائی حصہ تباہ ہو گیا۔
शहर का एक तिहाई हिस्सा तबाह हो गया।
城市三分之一被毁。""",
    ),
    (
        (12.0, None, None, "%"),
        """\
Prices rose by 12 per cent.
Die Preise stiegen um 12 Prozent.
Les prix ont augmenté de 12 pour cent.
Los precios subieron un 12 por ciento.
Os preços subiram 12 por cento.
I prezzi sono aumentati del 12 per cento.
De prijzen stegen met 12 procent.
Ceny wzrosły o 12 procent.
Цены выросли на 12 процентов.
Ціни зросли на 12 відсотків.
Fiyatlar yüzde 12 arttı.
ارتفعت الأسعار بنسبة 12 في المئة.
قیمت‌ها ۱۲ درصد بالا رفت.
بیې ۱۲ سلنه لوړې شوې.
قیمتوں میں 12 فیصد اضافہ ہوا۔
कीमतें 12 प्रतिशत बढ़ीं।
价格上涨12％。""",
    ),
    (
        (12.0, None, None, "%"),
        """\
Prices rose by 12%.
Die Preise stiegen um 12 %.
Les prix ont augmenté de 12 %.
Los precios subieron un 12%.
Os preços subiram 12%.
I prezzi sono aumentati del 12%.
De prijzen stegen met 12%.
Ceny wzrosły o 12 proc.
Цены выросли на 12 %.
Ціни зросли на 12%.
Fiyatlar %12 arttı.
ارتفعت الأسعار 12 بالمئة.
قیمت‌ها ۱۲٪ بالا رفت.
بیې ۱۲٪ لوړې شوې.
قیمتوں میں 12 فی صد اضافہ ہوا۔
कीमतें 12 फीसदी बढ़ीं।
价格上涨百分之十二。""",
    ),
    (
        (3000.0, None, None, None),
        """\
3,000 soldiers withdrew.
3.000 Soldaten zogen ab.
3 000 soldats se sont retirés.
3.000 soldados se retiraron.
3.000 soldados retiraram-se.
3.000 soldati si sono ritirati.
3.000 militairen trokken zich terug.
3 tys. żołnierzy wycofało się.
3 тысячи солдат ушли.
3 тис. солдатів відійшли.
3 bin asker çekildi.
انسحب 3 آلاف جندي.
۳ هزار سرباز عقب‌نشینی کردند.
۳ زره سرتېري ووتل.
3 ہزار فوجی واپس چلے گئے۔
3 हजार सैनिक हटे।
3000名士兵撤离。""",
    ),
    (
        (3.0, None, None, None),
        """\
Three soldiers were killed.
Drei Soldaten wurden getötet.
Trois soldats ont été tués.
Tres soldados murieron.
Três soldados morreram.
Tre soldati sono morti.
Drie militairen kwamen om.
Zginęło trzech żołnierzy.
Погибли трое солдат.
Загинули троє солдатів.
Üç asker öldü.
قتل ثلاثة جنود.
سه سرباز کشته شدند.
درې سرتېري ووژل شول.
تین فوجی ہلاک ہوئے۔
तीन सैनिक मारे गए।
三名士兵死亡。""",
    ),
    (
        (17.0, None, None, None),
        """\
Seventeen people were arrested.
Siebzehn Menschen wurden festgenommen.
Dix-sept personnes ont été arrêtées.
Diecisiete personas fueron detenidas.
Dezessete pessoas foram detidas.
Diciassette persone sono state arrestate.
Zeventien mensen zijn gearresteerd.
Aresztowano siedemnaście osób.
Задержаны семнадцать человек.
Затримано сімнадцять людей.
On yedi kişi gözaltına alındı.
اعتقل سبعة عشر شخصا.
هفده نفر بازداشت شدند.
اوولس کسان ونیول شول.
سترہ افراد گرفتار ہوئے۔
सत्रह लोग गिरफ्तार हुए।
十七人被捕。""",
    ),
    (
        (40.0, None, None, None),
        """\
Forty people were rescued.
Vierzig Menschen wurden gerettet.
Quarante personnes ont été secourues.
Cuarenta personas fueron rescatadas.
Quarenta pessoas foram resgatadas.
Quaranta persone sono state salvate.
Veertig mensen zijn gered.
Uratowano czterdzieści osób.
Спасены сорок человек.
Врятовано сорок людей.
Kırk kişi kurtarıldı.
أنقذ أربعون شخصا.
چهل نفر نجات یافتند.
څلوېښت کسان وژغورل شول.
چالیس افراد کو بچا لیا گیا۔
चालीस लोगों को बचाया गया।
四十人获救。""",
    ),
    (
        (2.0, 2.0, None, None),
        """\
At least two people were killed.
Mindestens zwei Menschen wurden getötet.
Au moins deux personnes ont été tuées.
Al menos dos personas murieron.
Pelo menos duas pessoas morreram.
Almeno due persone sono morte.
Zeker twee mensen kwamen om.
Zginęły co najmniej dwie osoby.
Погибли как минимум два человека.
Загинули щонайменше двоє людей.
En az iki kişi öldü.
قتل شخصان على الأقل.
دست‌کم دو نفر کشته شدند.
لږ تر لږه دوه کسان ووژل شول.
کم از کم دو افراد ہلاک ہوئے۔
कम से कम दो लोग मारे गए।
至少两人死亡。""",
    ),
    (
        (30.0, None, None, None),
        """\
About 30 civilians were killed.
Rund 30 Zivilisten wurden getötet.
Une trentaine de civils ont été tués.
Unos 30 civiles murieron.
Cerca de 30 civis morreram.
Una trentina di civili è morta.
Zo'n 30 burgers kwamen om.
Zginęło około 30 cywilów.
Погибли около 30 мирных жителей.
Загинули близько 30 цивільних.
30 civarında sivil öldü.
قتل نحو 30 مدنيا.
حدود ۳۰ غیرنظامی کشته شدند.
شاوخوا ۳۰ ملکیان ووژل شول.
تقریباً 30 شہری ہلاک ہوئے۔
करीब 30 नागरिक मारे गए।
大约30名平民死亡。""",
    ),
    (
        (20.0, None, 20.0, None),
        """\
Fewer than 20 people were wounded.
Weniger als 20 Menschen wurden verletzt.
Moins de 20 personnes ont été blessées.
Menos de 20 personas resultaron heridas.
Menos de 20 pessoas ficaram feridas.
Meno di 20 persone sono rimaste ferite.
Minder dan 20 mensen raakten gewond.
Mniej niż 20 osób zostało rannych.
Менее 20 человек ранены.
Менше 20 людей поранено.
20'den az kişi yaralandı.
أصيب أقل من 20 شخصا.
کمتر از ۲۰ نفر زخمی شدند.
له ۲۰ څخه کم کسان ټپيان شول.
20 سے کم افراد زخمی ہوئے۔
20 से कम लोग घायल हुए।
不到20人受伤。""",
    ),
    (
        (60.0, 60.0, None, None),
        """\
The death toll stands at 60 at least.
Mindestens 60 Tote nach der Explosion.
Au moins 60 morts dans l'explosion.
Al menos 60 muertos en la explosión.
Ao menos 60 mortos na explosão.
Almeno 60 morti nell'esplosione.
Zeker 60 doden bij explosie.
Przynajmniej 60 ofiar wybuchu.
Не менее 60 погибших при взрыве.
Не менш як 60 загиблих унаслідок вибуху.
Patlamada en az 60 ölü.
مقتل 60 شخصا على الأقل في انفجار.
حداقل ۶۰ کشته در انفجار.
په چاودنه کې لږترلږه ۶۰ کسان ووژل شول.
دھماکے میں کم سے کم 60 ہلاکتیں۔
धमाके में कम-से-कम 60 की मौत।
爆炸造成至少60人丧生。""",
    ),
]
# At least, at most.
VAGUE: list[tuple[float, float, str]] = [
    (
        20.0,
        99.0,
        """\
Dozens of people were wounded.
Dutzende Menschen wurden verletzt.
Des dizaines de personnes ont été blessées.
Decenas de personas resultaron heridas.
Dezenas de pessoas ficaram feridas.
Decine di persone sono rimaste ferite.
Tientallen mensen raakten gewond.
Dziesiątki osób zostało rannych.
Десятки людей ранены.
Десятки людей поранено.
Onlarca kişi yaralandı.
أصيب العشرات بجروح.
ده‌ها نفر زخمی شدند.
لسګونه کسان ټپيان شول.
درجنوں افراد زخمی ہوئے۔
दर्जनों लोग घायल हुए।
数十人受伤。""",
    ),
    (
        200.0,
        999.0,
        """\
Hundreds of people were arrested.
Hunderte Menschen wurden festgenommen.
Des centaines de personnes ont été arrêtées.
Cientos de personas fueron detenidas.
Centenas de pessoas foram detidas.
Centinaia di persone sono state arrestate.
Honderden mensen zijn gearresteerd.
Aresztowano setki osób.
Задержаны сотни человек.
Затримано сотні людей.
Yüzlerce kişi gözaltına alındı.
اعتقل المئات.
صدها نفر بازداشت شدند.
سلګونه کسان ونیول شول.
سینکڑوں افراد گرفتار ہوئے۔
सैकड़ों लोग गिरफ्तार हुए।
数百人被捕。""",
    ),
    (
        2000.0,
        9999.0,
        """\
Thousands of families fled.
Tausende Familien flohen.
Des milliers de familles ont fui.
Miles de familias huyeron.
Milhares de famílias fugiram.
Migliaia di famiglie sono fuggite.
Duizenden gezinnen vluchtten.
Tysiące rodzin uciekło.
Тысячи семей бежали.
Тисячі сімей утекли.
Binlerce aile kaçtı.
فرت آلاف العائلات.
هزاران خانواده فرار کردند.
زرګونه کورنۍ وتښتېدې.
ہزاروں خاندان نقل مکانی کر گئے۔
हजारों परिवार भाग गए।
数千户家庭逃离。""",
    ),
    (
        20000.0,
        100000.0,
        """\
Tens of thousands of people fled.
Zehntausende Menschen flohen.
Des dizaines de milliers de personnes ont fui.
Decenas de miles de personas huyeron.
Dezenas de milhares de pessoas fugiram.
Decine di migliaia di persone sono fuggite.
Tienduizenden mensen vluchtten.
Dziesiątki tysięcy osób uciekło.
Десятки тысяч человек бежали.
Десятки тисяч людей утекли.
On binlerce kişi kaçtı.
فر عشرات الآلاف.
ده‌ها هزار نفر فرار کردند.
لسګونه زره کسان وتښتېدل.
دسیوں ہزار افراد نقل مکانی کر گئے۔
दसियों हजार लोग भाग गए।
数万人逃离。""",
    ),
]
AGES = """\
A 60-year-old man was killed.
Ein 60-jähriger Mann wurde getötet.
Un homme de 60 ans a été tué.
Un hombre de 60 años murió.
Um homem de 60 anos morreu.
Un uomo di 60 anni è morto.
Een 60-jarige man kwam om het leven.
Zginął 60-letni mężczyzna.
Погиб 60-летний мужчина.
Загинув 60-річний чоловік.
60 yaşındaki bir adam öldü.
قتل رجل يبلغ من العمر 60 عاما.
یک مرد ۶۰ ساله کشته شد.
یو ۶۰ کلن سړی ووژل شو.
ایک 60 سالہ شخص ہلاک ہوا۔
एक 60 वर्षीय व्यक्ति मारा गया।
一名60岁男子死亡。"""
# Days, times of day and names count nothing.
NONE = [
    """\
The attack on 12 August began at 5.30 pm.
Der Angriff am 12. August begann um 17.30 Uhr.
L'attaque du 12 août a commencé à 17h30.
El ataque del 12 de agosto comenzó a las 17:30.
O ataque de 12 de agosto começou às 17h30.
L'attacco del 12 agosto è iniziato alle 17.30.
De aanval van 12 augustus begon om 17.30 uur.
Atak z 12 sierpnia rozpoczął się o godz. 17.30.
Атака 12 августа началась в 17:30.
Атака 12 серпня почалася о 17:30.
12 Ağustos'taki saldırı saat 17.30'da başladı.
بدأ هجوم 12 أغسطس الساعة 17:30.
حمله ۱۲ اوت ساعت ۱۷:۳۰ آغاز شد.
د اګست ۱۲مې برید په ۱۷:۳۰ بجو پیل شو.
12 اگست کا حملہ شام ساڑھے 5 بجے شروع ہوا۔
12 अगस्त का हमला शाम 5.30 बजे शुरू हुआ।
8月12日的袭击于下午5点30分开始。""",
    """\
On Thursday 12 August 2021 the talks began at 5 o'clock.
Am Donnerstag, dem 12. August 2021, begannen die Gespräche um 5 Uhr.
Le jeudi 12 août 2021, les discussions ont commencé à 5 heures.
El jueves 12 de agosto de 2021 las conversaciones comenzaron a las 5 horas.
Na quinta-feira, 12 de agosto de 2021, as conversações começaram às 5 horas.
Giovedì 12 agosto 2021 i colloqui sono iniziati alle ore 5.
Op donderdag 12 augustus 2021 begonnen de gesprekken om 5 uur.
W czwartek 12 sierpnia 2021 r. rozmowy rozpoczęły się o godz. 5.
В четверг, 12 августа 2021 года, переговоры начались в 5 часов.
У четвер, 12 серпня 2021 року, переговори почалися о 5 годині.
12 Ağustos 2021 Perşembe günü görüşmeler saat 5'te başladı.
بدأت المحادثات يوم الخميس 12 أغسطس 2021 في الساعة 5 مساء.
گفتگوها روز پنج‌شنبه ۲۱ اسد ۱۴۰۰ ساعت ۵ آغاز شد.
خبرې د پنجشنبې په ورځ د ۲۰۲۱ کال د اګست په ۱۲مه پیل شوې.
مذاکرات جمعرات 12 اگست 2021 کو 5 بجے شروع ہوئے۔
वार्ता गुरुवार 12 अगस्त 2021 को 5 बजे शुरू हुई।
2021年8月12日星期四5时会谈开始。""",
    """\
The G7 leaders spoke about Covid-19.
Die G7-Staaten sprachen über Covid-19.
Les dirigeants du G7 ont parlé du Covid-19.
Los líderes del G7 hablaron de la covid-19.
Os líderes do G7 falaram sobre a covid-19.
I leader del G7 hanno parlato del Covid-19.
De leiders van de G7 spraken over covid-19.
Przywódcy G7 rozmawiali o COVID-19.
Лидеры G7 обсудили COVID-19.
Лідери G7 обговорили COVID-19.
G7 liderleri Kovid-19'u görüştü.
بحث قادة مجموعة السبع كوفيد-19.
رهبران گروه ۷ درباره کووید-۱۹ گفتگو کردند.
د جي ۷ مشرانو د کوویډ-۱۹ په اړه خبرې وکړې.
جی 7 رہنماؤں نے کووڈ-19 پر بات کی۔
जी-7 नेताओं ने कोविड-19 पर बात की।
七国集团领导人讨论了新冠疫情，G7将提供疫苗。""",
]
# What looks like one of these and is a number.
LIKE_THEM: list[tuple[str, str, list[float]]] = [
    ("de", "Alle 12 Insassen kamen ums Leben.", [12]),
    ("it", "Nelle ultime 24 ore 5 morti.", [24, 5]),
    ("it", "Un quarto uomo è stato arrestato.", []),
    ("fr", "Un quart de finale pour les 11 joueurs.", [11]),
    ("nl", "Een derde man werd gearresteerd.", []),
    ("id", "Gempa terjadi saat 5 orang bekerja.", [5]),
    ("es", "En las 24 horas siguientes murieron 5 personas.", [24, 5]),
    ("tr", "24 saat içinde 5 kişi öldü.", [24, 5]),
    ("hi", "3 दिन में 40 लोग मारे गए।", [3, 40]),
    ("ru", "Две трети из 300 домов.", [2 / 3, 300]),
    ("pl", "Dwa i pół tysiąca osób.", [2500]),
    ("ur", "یہ 2021 تک جاری رہے گا۔", []),
    ("zh", "指数上涨25点。", [25]),
    ("de", "Ein Viertel in Kabul wurde zerstört.", []),
    ("pt", "Um quarto do hotel foi destruído.", []),
    ("ar", "فاز الفريق في ربع النهائي.", []),
    ("fa", "تیم در یک‌چهارم نهایی برد.", []),
]


def each(rows: str) -> list[tuple[str, str]]:
    return list(zip(LANGS, rows.splitlines(), strict=True))


def said(figure: Figure) -> Said:
    return figure.value, figure.low, figure.high, figure.unit


@pytest.mark.parametrize(("lang", "text", "expected"), [(*row, said) for said, rows in COUNTS for row in each(rows)])
def test_a_number_is_one_in_every_language(lang: str, text: str, expected: Said) -> None:
    assert [said(figure) for figure in find("text", text, lang)] == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "low", "high"), [(*row, low, high) for low, high, rows in VAGUE for row in each(rows)]
)
def test_a_vague_number_is_one_in_every_language(lang: str, text: str, low: float, high: float) -> None:
    [figure] = find("text", text, lang)
    assert figure.value is None
    assert (figure.low, figure.high) in {(low, high), (low, high - 1), (24, high)}  # "dozens" in English and German


@pytest.mark.parametrize(("lang", "text"), each(AGES))
def test_an_age_counts_nobody(lang: str, text: str) -> None:
    assert {figure.unit for figure in find("text", text, lang)} <= {"year"}


@pytest.mark.parametrize(("lang", "text"), [row for rows in NONE for row in each(rows)])
def test_dates_times_and_names_are_no_figures(lang: str, text: str) -> None:
    assert find("text", text, lang) == ()


@pytest.mark.parametrize(("lang", "text", "values"), LIKE_THEM)
def test_what_looks_like_a_time_or_a_share_is_read(lang: str, text: str, values: list[float]) -> None:
    assert [figure.value for figure in find("text", text, lang)] == values
