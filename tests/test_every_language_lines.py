"""Lines in each language that the bot reads: what became of those counted, and what is still to come."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.brief.facts.counts import counted
from bot.brief.figures import counts
from bot.brief.lines import candidates
from bot.brief.trust.endings import calls_off, is_over
from bot.brief.trust.plans import is_of_future
from bot.brief.units import units
from tests.test_every_language import read
from tests.test_every_language_figures import each

# A line a language, in the order of LANGS; what became of how many.
FATES: dict[str, str] = {
    "wounded": """\
At least 40 people were wounded in the attack in Kabul.
Mindestens 40 Menschen wurden bei dem Angriff in Kabul verletzt.
Au moins 40 personnes ont été blessées dans l'attaque à Kaboul.
Al menos 40 personas resultaron heridas en el ataque en Kabul.
Pelo menos 40 pessoas ficaram feridas no ataque em Cabul.
Almeno 40 persone sono rimaste ferite nell'attacco a Kabul.
Minstens 40 mensen raakten gewond bij de aanval in Kabul.
Co najmniej 40 osób zostało rannych w ataku w Kabulu.
По меньшей мере 40 человек получили ранения при нападении в Кабуле.
Щонайменше 40 людей дістали поранення під час нападу в Кабулі.
Kabil'deki saldırıda en az 40 kişi yaralandı.
أصيب ما لا يقل عن 40 شخصا بجروح في الهجوم في كابول.
دست‌کم ۴۰ نفر در حمله در کابل زخمی شدند.
په کابل کې په برید کې لږ تر لږه ۴۰ کسان ټپيان شول.
کابل میں حملے میں کم از کم 40 افراد زخمی ہوئے۔
काबुल में हमले में कम से कम 40 लोग घायल हुए।
喀布尔市中心周五发生的袭击造成至少40人受伤。""",
    "missing": """\
At least 40 people are missing after the flood in Kabul.
Nach der Flut in Kabul werden mindestens 40 Menschen vermisst.
Au moins 40 personnes sont portées disparues après l'inondation à Kaboul.
Al menos 40 personas están desaparecidas tras la inundación en Kabul.
Pelo menos 40 pessoas estão desaparecidas após a inundação em Cabul.
Almeno 40 persone risultano disperse dopo l'alluvione a Kabul.
Minstens 40 mensen worden vermist na de overstroming in Kabul.
Co najmniej 40 osób uznano za zaginione po powodzi w Kabulu.
По меньшей мере 40 человек пропали без вести после наводнения в Кабуле.
Щонайменше 40 людей зникли безвісти після повені в Кабулі.
Kabil'deki selin ardından en az 40 kişi kayboldu.
لا يزال 40 شخصا في عداد المفقودين بعد الفيضان في كابول.
دست‌کم ۴۰ نفر پس از سیل در کابل ناپدید شدند.
په کابل کې له سېلاب وروسته لږ تر لږه ۴۰ کسان ورک دي.
کابل میں سیلاب کے بعد کم از کم 40 افراد لاپتہ ہیں۔
काबुल में बाढ़ के बाद कम से कम 40 लोग लापता हैं।
喀布尔地区周五发生洪水，目前至少有40人失踪。""",
    "rescued": """\
Rescuers saved and 40 people were rescued from the flood in Kabul.
In Kabul wurden 40 Menschen aus der Flut gerettet.
À Kaboul, 40 personnes ont été secourues lors de l'inondation.
En Kabul, 40 personas fueron rescatadas de la inundación.
Em Cabul, 40 pessoas foram resgatadas da inundação.
A Kabul 40 persone sono state salvate dall'alluvione.
In Kabul zijn 40 mensen gered uit het water.
W Kabulu uratowano 40 osób z powodzi.
В Кабуле из зоны наводнения спасли 40 человек.
У Кабулі із зони повені врятували 40 людей.
Kabil'de selden 40 kişi kurtarıldı.
أنقذ 40 شخصا من الفيضان في كابول.
در کابل ۴۰ نفر از سیل نجات یافتند.
په کابل کې ۴۰ کسان له سېلابه وژغورل شول.
کابل میں 40 افراد کو سیلاب سے بچا لیا گیا۔
काबुल में 40 लोगों को बाढ़ से बचाया गया।
救援队周五表示，喀布尔有40人从洪水中获救。""",
    "arrested": """\
Police in Kabul said 40 people were arrested.
In Kabul wurden 40 Menschen festgenommen.
À Kaboul, 40 personnes ont été arrêtées.
En Kabul, 40 personas fueron detenidas.
Em Cabul, 40 pessoas foram detidas.
A Kabul 40 persone sono state arrestate.
In Kabul zijn 40 mensen aangehouden.
W Kabulu zatrzymano 40 osób.
В Кабуле задержали 40 человек.
У Кабулі затримали 40 людей.
Kabil'de 40 kişi gözaltına alındı.
اعتقل 40 شخصا في كابول.
در کابل ۴۰ نفر بازداشت شدند.
په کابل کې ۴۰ کسان ونیول شول.
کابل میں 40 افراد گرفتار ہوئے۔
काबुल में 40 लोग गिरफ्तार किए गए।
警方周五表示，首都喀布尔共有40人被捕，仍在调查。""",
    "displaced": """\
The fighting in Kabul displaced and 4,000 people were displaced.
Die Kämpfe in Kabul haben 4000 Menschen vertrieben.
Les combats à Kaboul ont fait 4 000 déplacés.
Los combates en Kabul dejaron 4.000 desplazados.
Os combates em Cabul deixaram 4.000 deslocados.
Gli scontri a Kabul hanno provocato 4.000 sfollati.
Door de gevechten in Kabul zijn 4.000 mensen ontheemd.
Przez walki w Kabulu 4 tysiące osób musiało opuścić domy.
Из-за боёв в Кабуле 4000 человек покинули свои дома.
Через бої в Кабулі 4000 людей залишили свої домівки.
Kabil'deki çatışmalar nedeniyle 4 bin kişi yerinden edildi.
أدى القتال في كابول إلى نزوح 4000 شخص.
درگیری‌ها در کابل ۴۰۰۰ نفر را آواره کرد.
په کابل کې د جګړې له امله ۴۰۰۰ کسان بې ځایه شول.
کابل میں لڑائی سے 4000 افراد بے گھر ہوئے۔
काबुल में लड़ाई से 4000 लोग विस्थापित हुए।
喀布尔周围地区的战斗已经造成4000人流离失所。""",
    "evacuated": """\
In Kabul 4,000 people were evacuated.
In Kabul wurden 4000 Menschen evakuiert.
À Kaboul, 4 000 personnes ont été évacuées.
En Kabul, 4.000 personas fueron evacuadas.
Em Cabul, 4.000 pessoas foram evacuadas.
A Kabul 4.000 persone sono state evacuate.
In Kabul zijn 4.000 mensen geëvacueerd.
W Kabulu ewakuowano 4 tysiące osób.
В Кабуле эвакуировали 4000 человек.
У Кабулі евакуювали 4000 людей.
Kabil'de 4 bin kişi tahliye edildi.
جرى إجلاء 4000 شخص في كابول.
در کابل ۴۰۰۰ نفر تخلیه شدند.
په کابل کې ۴۰۰۰ کسان وایستل شول.
کابل سے 4000 افراد کا انخلا مکمل ہو گیا۔
काबुल में 4000 लोगों को सुरक्षित निकाला गया।
政府周五表示，喀布尔已经有4000人被疏散。""",
    "aboard": """\
The plane in Kabul had 40 people on board.
An Bord des Flugzeugs in Kabul waren 40 Menschen.
L'avion à Kaboul avait 40 personnes à bord.
El avión en Kabul llevaba 40 personas a bordo.
O avião em Cabul tinha 40 pessoas a bordo.
L'aereo a Kabul aveva 40 persone a bordo.
Het vliegtuig in Kabul had 40 mensen aan boord.
Samolot w Kabulu miał na pokładzie 40 osób.
На борту самолёта в Кабуле находились 40 человек.
На борту літака в Кабулі перебувало 40 людей.
Kabil'deki uçakta 40 yolcu vardı.
كان على متن الطائرة في كابول 40 شخصا.
هواپیما در کابل ۴۰ سرنشین داشت.
په کابل کې په الوتکه کې ۴۰ سپرلۍ وې.
کابل میں طیارے میں 40 مسافر سوار تھے۔
काबुल में विमान में 40 यात्री सवार थे।
从喀布尔起飞的这架客机的机上载有40人，情况不明。""",
    "troops": """\
In Kabul 4,000 soldiers are stationed.
In Kabul sind 4000 Soldaten stationiert.
À Kaboul, 4 000 soldats sont stationnés.
En Kabul hay 4.000 soldados.
Em Cabul há 4.000 soldados.
A Kabul ci sono 4.000 soldati.
In Kabul zijn 4.000 soldaten gelegerd.
W Kabulu stacjonuje 4 tysiące żołnierzy.
В Кабуле находятся 4000 солдат.
У Кабулі перебуває 4000 солдатів.
Kabil'de 4 bin asker bulunuyor.
يوجد 4000 جندي في كابول.
در کابل ۴۰۰۰ سرباز مستقر است.
په کابل کې ۴۰۰۰ سرتېري دي.
کابل میں 4000 فوجی تعینات ہیں۔
काबुल में 4000 सैनिक तैनात हैं।
政府周五表示，喀布尔目前驻有4000名士兵。""",
}
ONE_OF_MANY = ("missing", "arrested")  # no fact by which two sentences tell the same
NO_TOLL = ("aboard", "troops")
PLANS = [
    """\
The government will evacuate the embassy on Friday.
Die Regierung wird die Botschaft am Freitag evakuieren.
Le gouvernement évacuera l'ambassade vendredi.
El gobierno evacuará la embajada el viernes.
O governo vai retirar o pessoal da embaixada na sexta-feira.
Il governo evacuerà l'ambasciata venerdì.
De regering zal de ambassade vrijdag evacueren.
Rząd rozpocznie ewakuację ambasady w piątek.
Правительство начнёт эвакуацию посольства в пятницу.
Уряд почне евакуацію посольства в п’ятницю.
Hükümet büyükelçiliği cuma günü tahliye edecek.
ستخلي الحكومة السفارة يوم الجمعة.
دولت سفارت را روز جمعه تخلیه خواهد کرد.
حکومت به سفارت د جمعې په ورځ تخلیه کړي.
حکومت جمعے کو سفارت خانہ خالی کرے گی۔
सरकार शुक्रवार को दूतावास खाली कराएगी।
政府将于周五撤离大使馆。""",
    """\
The government plans to evacuate the embassy.
Die Regierung plant, die Botschaft zu evakuieren.
Le gouvernement prévoit d'évacuer l'ambassade.
El gobierno planea evacuar la embajada.
O governo planeja evacuar a embaixada.
Il governo intende evacuare l'ambasciata.
De regering is van plan de ambassade te evacueren.
Rząd planuje ewakuować ambasadę.
Правительство планирует эвакуировать посольство.
Уряд планує евакуювати посольство.
Hükümet büyükelçiliği tahliye etmeyi planlıyor.
تعتزم الحكومة إخلاء السفارة.
دولت قصد دارد سفارت را تخلیه کند.
حکومت پلان لري چې سفارت تخلیه کړي.
حکومت سفارت خانہ خالی کرنے کا منصوبہ بنا رہی ہے۔
सरकार दूतावास खाली कराने की योजना बना रही है।
政府计划撤离大使馆。""",
    """\
The embassy is to be evacuated.
Die Botschaft soll evakuiert werden.
L'ambassade doit être évacuée.
La embajada será evacuada.
A embaixada será evacuada.
L'ambasciata sarà evacuata.
De ambassade moet worden geëvacueerd.
Ambasada ma zostać ewakuowana.
Посольство должно быть эвакуировано.
Посольство мають евакуювати.
Büyükelçilik tahliye edilecek.
من المقرر إخلاء السفارة.
قرار است سفارت تخلیه شود.
ټاکل شوې چې سفارت تخلیه شي.
سفارت خانہ خالی کیا جائے گا۔
दूतावास खाली कराया जाएगा।
大使馆即将撤离。""",
    """\
The presidents are expected to meet in Geneva.
Die Präsidenten werden sich in Genf treffen.
Les présidents devraient se rencontrer à Genève.
Se espera que los presidentes se reúnan en Ginebra.
Os presidentes devem reunir-se em Genebra.
I presidenti dovrebbero incontrarsi a Ginevra.
De presidenten zullen elkaar ontmoeten in Genève.
Prezydenci spotkają się jutro w Genewie.
Президенты встретятся завтра в Женеве.
Президенти зустрінуться завтра в Женеві.
Cumhurbaşkanlarının Cenevre'de bir araya gelmesi bekleniyor.
من المتوقع أن يلتقي الرئيسان في جنيف.
انتظار می‌رود روسای جمهور در ژنو دیدار کنند.
تمه ده چې ولسمشران په ژنیو کې وګوري.
توقع ہے کہ صدور جنیوا میں ملاقات کریں گے۔
उम्मीद है कि राष्ट्रपति जिनेवा में मिलेंगे।
两国总统预计在日内瓦会晤。""",
    """\
Troops are preparing to enter the city.
Truppen bereiten sich darauf vor, in die Stadt einzurücken.
Les troupes se préparent à entrer dans la ville.
Las tropas se preparan para entrar en la ciudad.
As tropas se preparam para entrar na cidade.
Le truppe si preparano a entrare in città.
Troepen bereiden zich voor om de stad binnen te gaan.
Wojska przygotowują się do wejścia do miasta.
Войска готовятся войти в город.
Війська готуються увійти в місто.
Askerler kente girmeye hazırlanıyor.
تستعد القوات لدخول المدينة.
نیروها آماده ورود به شهر می‌شوند.
ځواکونه ښار ته د ننوتو لپاره چمتووالی نیسي.
فوجی شہر میں داخل ہونے کی تیاری کر رہے ہیں۔
सैनिक शहर में घुसने की तैयारी कर रहे हैं।
部队准备进入该市。""",
]
DONE = [
    """\
The government has evacuated the embassy.
Die Regierung hat die Botschaft evakuiert.
Le gouvernement a évacué l'ambassade.
El gobierno evacuó la embajada.
O governo evacuou a embaixada.
Il governo ha evacuato l'ambasciata.
De regering heeft de ambassade geëvacueerd.
Rząd ewakuował ambasadę.
Правительство эвакуировало посольство.
Уряд евакуював посольство.
Hükümet büyükelçiliği tahliye etti.
أخلت الحكومة السفارة.
دولت سفارت را تخلیه کرد.
حکومت سفارت تخلیه کړ.
حکومت نے سفارت خانہ خالی کر دیا۔
सरकार ने दूतावास खाली करा दिया।
政府撤离了大使馆。""",
    """\
Soldiers are being evacuated from the city after six days of fighting.
Soldaten wurden nach sechs Tagen Kämpfen aus der Stadt gebracht.
Des soldats ont été évacués de la ville après six jours de combats.
Los soldados fueron evacuados de la ciudad tras seis días de combates.
Os soldados foram retirados da cidade após seis dias de combates.
I soldati sono stati evacuati dalla città dopo sei giorni di combattimenti.
Militairen zijn na zes dagen vechten uit de stad geëvacueerd.
Żołnierze zostali ewakuowani z miasta po sześciu dniach walk.
Солдаты эвакуированы из города после шести дней боев.
Солдатів евакуйовано з міста після шести днів боїв.
Askerler altı günlük çatışmaların ardından kentten tahliye edildi.
أجلي الجنود من المدينة بعد ستة أيام من القتال في سيناء وسوريا.
سربازان پس از شش روز درگیری از شهر تخلیه شدند.
سرتېري له شپږو ورځو جګړې وروسته له ښاره وایستل شول.
چھ دن کی لڑائی کے بعد فوجیوں کو شہر سے نکال لیا گیا۔
छह दिन की लड़ाई के बाद सैनिकों को शहर से निकाला गया।
经过六天战斗，士兵已从该市撤出，将军受伤。""",
    """\
Nine people are missing and 40 soldiers were killed in Iran, the general said.
Neun Menschen werden vermisst, und 40 Soldaten sollen im Iran getötet worden sein.
Neuf personnes sont portées disparues et 40 soldats ont été tués en Iran.
Nueve personas están desaparecidas y 40 soldados murieron en Irán.
Nove pessoas estão desaparecidas e 40 soldados morreram no Irão.
Nove persone risultano disperse e 40 soldati sono morti in Iran.
Negen mensen worden vermist en 40 militairen zijn omgekomen in Iran.
Dziewięć osób uznano za zaginione, a 40 żołnierzy zginęło w Iranie.
Девять человек пропали без вести, 40 солдат погибли в Иране.
Дев’ятеро людей зникли безвісти, 40 солдатів загинули в Ірані.
İran'da dokuz kişi kayıp, 40 asker öldü.
فقد تسعة أشخاص وقتل 40 جنديا في السيول في إيران وسيطر الجيش على الطرق السياسية.
نه نفر ناپدید و ۴۰ سرباز در ایران کشته شدند.
په ایران کې نهه کسان ورک او ۴۰ سرتېري وژل شوي دي.
ایران میں نو افراد لاپتہ اور 40 فوجی ہلاک ہوئے۔
ईरान में नौ लोग लापता हैं और 40 सैनिक मारे गए।
伊朗将近九人失踪，一名将领死亡。""",
]


@pytest.mark.parametrize(("lang", "text", "fate"), [(*row, fate) for fate, rows in FATES.items() for row in each(rows)])
def test_what_became_of_how_many(lang: str, text: str, fate: str) -> None:
    article = read(lang, text)
    [figure] = article.figures
    expected = set() if fate in ONE_OF_MANY else {(fate, figure.value)}
    assert counted(article, next(iter(units(article)))) == expected
    if fate not in NO_TOLL:
        assert [one.what for one in counts([article], {}, datetime(2021, 8, 14, tzinfo=UTC))] == [fate]


@pytest.mark.parametrize(("lang", "text"), [row for rows in PLANS for row in each(rows)])
def test_what_is_planned_is_to_come(lang: str, text: str) -> None:
    assert is_of_future(text, lang)


@pytest.mark.parametrize(("lang", "text"), [row for rows in DONE for row in each(rows)])
def test_what_is_done_is_not_to_come(lang: str, text: str) -> None:
    assert not is_of_future(text, lang)


# Who is to be moved has not been.
TO_BE_MOVED = [
    ("de", "In Kabul sollen 4000 Menschen evakuiert werden."),
    ("fr", "À Kaboul, 4 000 personnes seront évacuées."),
    ("es", "En Kabul, 4.000 personas serán evacuadas."),
    ("ru", "В Кабуле будут эвакуированы 4000 человек."),
    ("tr", "Kabil'de 4 bin kişi tahliye edilecek."),
    ("fa", "در کابل ۴۰ عضو تیم نجات کار می‌کنند."),
    ("ur", "کابل میں 40 موٹر سائیکل سوار گزرے اور نیٹ ورک بند رہا۔"),
]


@pytest.mark.parametrize(("lang", "text"), TO_BE_MOVED)
def test_who_is_to_be_moved_is_not_counted_as_moved(lang: str, text: str) -> None:
    article = read(lang, text)
    assert counted(article, next(iter(units(article)))) == set()


OVER = [
    """\
The search for the miners has ended.
Die Suche nach den Bergleuten ist beendet.
Les recherches pour retrouver les mineurs sont terminées.
Terminó la búsqueda de los mineros.
As buscas pelos mineiros terminaram.
Le ricerche dei minatori sono terminate.
De zoektocht naar de mijnwerkers is beëindigd.
Poszukiwania górników zakończono.
Поиски шахтёров завершены.
Пошуки шахтарів завершено.
Madencileri arama çalışmaları sona erdi.
انتهت عمليات البحث عن عمال المنجم.
جستجو برای معدنچیان پایان یافت.
د کان کیندونکو لټون پای ته ورسېد.
کان کنوں کی تلاش ختم ہو گئی۔
खनिकों की तलाश खत्म हो गई।
搜寻矿工的行动已经结束。""",
    """\
The state of emergency has been lifted.
Der Ausnahmezustand wurde aufgehoben.
L'état d'urgence a été levé.
Se levantó el estado de emergencia.
O estado de emergência foi levantado.
Lo stato di emergenza è stato revocato.
De noodtoestand is opgeheven.
Stan wyjątkowy został zniesiony.
Чрезвычайное положение отменено.
Надзвичайний стан скасовано.
Olağanüstü hal kaldırıldı.
رفعت حالة الطوارئ.
وضعیت اضطراری لغو شد.
بېړنی حالت لغوه شو.
ہنگامی حالت ختم کر دی گئی۔
आपातकाल हटा लिया गया।
紧急状态已经解除。""",
    """\
The curfew has been lifted.
Die Ausgangssperre wurde aufgehoben.
Le couvre-feu a été levé.
Se levantó el toque de queda.
O recolher obrigatório foi suspenso.
Il coprifuoco è stato revocato.
De avondklok is opgeheven.
Godzina policyjna została zniesiona.
Комендантский час отменён.
Комендантську годину скасовано.
Sokağa çıkma yasağı kaldırıldı.
رفع حظر التجول.
منع رفت‌وآمد برداشته شد.
ګرځبندیز لرې شو.
کرفیو ہٹا لیا گیا۔
कर्फ्यू हटा लिया गया।
宵禁已经取消。""",
    """\
The strike has ended.
Der Streik ist beendet.
La grève est terminée.
La huelga terminó.
A greve terminou.
Lo sciopero è finito.
De staking is voorbij.
Strajk się zakończył.
Забастовка закончилась.
Страйк завершився.
Grev sona erdi.
انتهى الإضراب.
اعتصاب پایان یافت.
اعتصاب پای ته ورسېد.
ہڑتال ختم ہو گئی۔
हड़ताल खत्म हो गई।
罢工已经结束。""",
    """\
The ceasefire has collapsed.
Die Waffenruhe ist gescheitert.
Le cessez-le-feu a pris fin.
Se rompió el alto el fuego.
O cessar-fogo terminou.
Il cessate il fuoco è finito.
Het staakt-het-vuren is voorbij.
Zawieszenie broni zostało zerwane.
Перемирие сорвано.
Перемир’я зірвано.
Ateşkes sona erdi.
انهارت الهدنة.
آتش‌بس پایان یافت.
اوربند پای ته ورسېد.
جنگ بندی ختم ہو گئی۔
युद्धविराम खत्म हो गया।
停火协议破裂。""",
    """\
The hostages were freed.
Die Geiseln wurden freigelassen.
Les otages ont été libérés.
Los rehenes fueron liberados.
Os reféns foram libertados.
Gli ostaggi sono stati liberati.
De gijzelaars zijn vrijgelaten.
Zakładnicy zostali uwolnieni.
Заложники освобождены.
Заручників звільнено.
Rehineler serbest bırakıldı.
أطلق سراح الرهائن.
گروگان‌ها آزاد شدند.
یرغمل شوي کسان خوشې شول.
یرغمالیوں کو رہا کر دیا گیا۔
बंधकों को रिहा कर दिया गया।
人质已经获释。""",
]
OFF = [
    """\
The summit was called off.
Der Gipfel wurde abgesagt.
Le sommet a été annulé.
La cumbre fue cancelada.
A cimeira foi cancelada.
Il vertice è stato annullato.
De top is afgelast.
Szczyt został odwołany.
Саммит отменён.
Саміт скасовано.
Zirve iptal edildi.
ألغيت القمة.
نشست لغو شد.
غونډه لغوه شوه.
سربراہ اجلاس منسوخ کر دیا گیا۔
शिखर सम्मेलन रद्द कर दिया गया।
峰会被取消。""",
    """\
The strike was postponed.
Der Streik wurde verschoben.
La grève a été reportée.
La huelga fue aplazada.
A greve foi adiada.
Lo sciopero è stato rinviato.
De staking is uitgesteld.
Strajk został odroczony.
Забастовка отложена.
Страйк відкладено.
Grev ertelendi.
تأجل الإضراب.
اعتصاب به تعویق افتاد.
اعتصاب وځنډېد.
ہڑتال ملتوی کر دی گئی۔
हड़ताल स्थगित कर दी गई।
罢工被推迟。""",
]
GOES_ON = [
    """\
The army continues the search for the miners, and the curfew stays.
Die Armee setzt die Suche nach den Bergleuten fort, und die Ausgangssperre bleibt.
L'armée poursuit les recherches des mineurs et le couvre-feu reste en vigueur.
El ejército continúa la búsqueda de los mineros y sigue el toque de queda.
O exército continua as buscas pelos mineiros e mantém o recolher obrigatório.
L'esercito continua le ricerche dei minatori e resta il coprifuoco.
Het leger zet de zoektocht naar de mijnwerkers voort en de avondklok blijft.
Wojsko kontynuuje poszukiwania górników, a godzina policyjna obowiązuje.
Армия продолжает поиски шахтёров, комендантский час действует.
Армія продовжує пошуки шахтарів, комендантська година діє.
Ordu madencileri aramayı sürdürüyor, sokağa çıkma yasağı devam ediyor.
يواصل الجيش البحث عن عمال المنجم ويستمر حظر التجول.
ارتش به جستجوی معدنچیان ادامه می‌دهد و منع رفت‌وآمد برقرار است.
اردو د کان کیندونکو لټون ته دوام ورکوي.
فوج کان کنوں کی تلاش جاری رکھے ہوئے ہے اور کرفیو برقرار ہے۔
सेना खनिकों की तलाश जारी रखे हुए है और कर्फ्यू लागू है।
军队继续搜寻矿工，宵禁仍然有效。""",
    """\
The government imposed a curfew and declared a state of emergency; hostages were taken.
Die Regierung verhängte eine Ausgangssperre und rief den Ausnahmezustand aus; Geiseln wurden genommen.
Le gouvernement a imposé un couvre-feu et décrété l'état d'urgence; des otages ont été pris.
El gobierno impuso un toque de queda y declaró el estado de emergencia; tomaron rehenes.
O governo impôs o recolher obrigatório e declarou o estado de emergência; fizeram reféns.
Il governo ha imposto il coprifuoco e dichiarato lo stato di emergenza; presi ostaggi.
De regering stelde een avondklok in en kondigde de noodtoestand af; er werden gijzelaars genomen.
Rząd wprowadził godzinę policyjną i ogłosił stan wyjątkowy; wzięto zakładników.
Правительство ввело комендантский час и чрезвычайное положение; взяты заложники.
Уряд запровадив комендантську годину та надзвичайний стан; узято заручників.
Hükümet sokağa çıkma yasağı ve olağanüstü hal ilan etti; rehineler alındı.
فرضت الحكومة حظر التجول وأعلنت حالة الطوارئ واحتجزت رهائن.
دولت منع رفت‌وآمد و وضعیت اضطراری اعلام کرد و گروگان گرفته شد.
حکومت ګرځبندیز او بېړنی حالت اعلان کړ.
حکومت نے کرفیو اور ہنگامی حالت نافذ کر دی۔
सरकार ने कर्फ्यू और आपातकाल लगाया।
政府实施宵禁并宣布紧急状态，有人被扣为人质。""",
]


@pytest.mark.parametrize(("lang", "text"), [row for rows in OVER for row in each(rows)])
def test_what_has_ended_is_over(lang: str, text: str) -> None:
    assert is_over(text)


@pytest.mark.parametrize(("lang", "text"), [row for rows in OFF for row in each(rows)])
def test_what_does_not_come_is_called_off(lang: str, text: str) -> None:
    assert calls_off(text)


@pytest.mark.parametrize(("lang", "text"), [row for rows in GOES_ON for row in each(rows)])
def test_what_goes_on_or_begins_is_not_over(lang: str, text: str) -> None:
    assert not is_over(text)


DANGLES = [
    """\
He was taken to the hospital in Kabul on Friday.
Er wurde am Freitag in Kabul ins Krankenhaus gebracht.
Il a été transporté vendredi à l'hôpital de Kaboul.
Él fue trasladado el viernes al hospital de Kabul.
Ele foi levado na sexta-feira para o hospital de Cabul.
Lui è stato portato venerdì all'ospedale di Kabul.
Hij werd vrijdag naar het ziekenhuis in Kabul gebracht.
On został w piątek przewieziony do szpitala w Kabulu.
Его доставили в пятницу в больницу в Кабуле.
Його доставили в п’ятницю до лікарні в Кабулі.
O, cuma günü Kabil'de hastaneye kaldırıldı.
وقد نقله المسعفون يوم الجمعة إلى المستشفى في كابول.
او روز جمعه به شفاخانه‌ای در کابل منتقل شد.
هغه د جمعې په ورځ په کابل کې روغتون ته یووړل شو.
اسے جمعے کو کابل کے ہسپتال منتقل کیا گیا۔
उन्हें शुक्रवार को काबुल के अस्पताल ले जाया गया।
他周五被送往首都喀布尔的一家医院接受治疗。""",
    """\
They also took the airport in Kabul on Friday.
Sie nahmen am Freitag auch den Flughafen in Kabul ein.
Ils ont également pris l'aéroport de Kaboul vendredi.
Ellos también tomaron el aeropuerto de Kabul el viernes.
Eles também tomaram o aeroporto de Cabul na sexta-feira.
Loro hanno preso anche l'aeroporto di Kabul venerdì.
Ze namen vrijdag ook het vliegveld van Kabul in.
Oni w piątek zajęli także lotnisko w Kabulu.
Они также захватили в пятницу аэропорт в Кабуле.
Вони також захопили в п’ятницю аеропорт у Кабулі.
Onlar cuma günü Kabil havalimanını da ele geçirdi.
كما سيطروا يوم الجمعة على المطار في كابول.
آن‌ها روز جمعه میدان هوایی کابل را نیز گرفتند.
هغوی د جمعې په ورځ د کابل هوايي ډګر هم ونیو.
انھوں نے جمعے کو کابل کے ہوائی اڈے پر بھی قبضہ کر لیا۔
उन्होंने शुक्रवार को काबुल हवाई अड्डे पर भी कब्जा कर लिया।
他们在周五还占领了首都喀布尔的国际机场和监狱。""",
    """\
Instead, the airport in Kabul was closed on Friday.
Stattdessen wurde der Flughafen in Kabul am Freitag geschlossen.
Au lieu de cela, l'aéroport de Kaboul a été fermé vendredi.
En cambio, el aeropuerto de Kabul fue cerrado el viernes.
Em vez disso, o aeroporto de Cabul foi fechado na sexta-feira.
Invece, l'aeroporto di Kabul è stato chiuso venerdì.
In plaats daarvan werd de luchthaven van Kabul vrijdag gesloten.
Zamiast tego lotnisko w Kabulu zostało w piątek zamknięte.
Вместо этого аэропорт в Кабуле в пятницу закрыли.
Натомість аеропорт у Кабулі в п’ятницю закрили.
Bunun yerine Kabil havalimanı cuma günü kapatıldı.
وبدلا من ذلك أغلق المطار في كابول يوم الجمعة.
در عوض میدان هوایی کابل روز جمعه بسته شد.
پر ځای یې د کابل هوايي ډګر د جمعې په ورځ وتړل شو.
اس کے بجائے کابل کا ہوائی اڈہ جمعے کو بند کر دیا گیا۔
इसके बजाय काबुल हवाई अड्डा शुक्रवार को बंद कर दिया गया।
相反，首都喀布尔的国际机场在周五突然关闭了。""",
    """\
However, the airport in Kabul was closed on Friday.
Allerdings wurde der Flughafen in Kabul am Freitag geschlossen.
Toutefois, l'aéroport de Kaboul a été fermé vendredi.
Sin embargo, el aeropuerto de Kabul fue cerrado el viernes.
No entanto, o aeroporto de Cabul foi fechado na sexta-feira.
Tuttavia, l'aeroporto di Kabul è stato chiuso venerdì.
Toch werd de luchthaven van Kabul vrijdag gesloten.
Jednak lotnisko w Kabulu zostało w piątek zamknięte.
Однако аэропорт в Кабуле в пятницу закрыли.
Однак аеропорт у Кабулі в п’ятницю закрили.
Ancak Kabil havalimanı cuma günü kapatıldı.
لكن المطار في كابول أغلق يوم الجمعة.
با این حال میدان هوایی کابل روز جمعه بسته شد.
خو د کابل هوايي ډګر د جمعې په ورځ وتړل شو.
تاہم کابل کا ہوائی اڈہ جمعے کو بند کر دیا گیا۔
हालांकि काबुल हवाई अड्डा शुक्रवार को बंद कर दिया गया।
然而，首都喀布尔的国际机场在周五突然关闭了。""",
    """\
In addition, the airport in Kabul was closed on Friday.
Außerdem wurde der Flughafen in Kabul am Freitag geschlossen.
En outre, l'aéroport de Kaboul a été fermé vendredi.
Además, el aeropuerto de Kabul fue cerrado el viernes.
Além disso, o aeroporto de Cabul foi fechado na sexta-feira.
Inoltre, l'aeroporto di Kabul è stato chiuso venerdì.
Bovendien werd de luchthaven van Kabul vrijdag gesloten.
Ponadto lotnisko w Kabulu zostało w piątek zamknięte.
Кроме того, аэропорт в Кабуле в пятницу закрыли.
Крім того, аеропорт у Кабулі в п’ятницю закрили.
Ayrıca Kabil havalimanı cuma günü kapatıldı.
كما أغلق المطار في كابول يوم الجمعة.
همچنین میدان هوایی کابل روز جمعه بسته شد.
همداراز د کابل هوايي ډګر د جمعې په ورځ وتړل شو.
اس کے علاوہ کابل کا ہوائی اڈہ جمعے کو بند کر دیا گیا۔
इसके अलावा काबुल हवाई अड्डा शुक्रवार को बंद कर दिया गया।
此外，首都喀布尔的国际机场在周五突然关闭了。""",
    """\
That was the third attack in Kabul since Friday.
Das war der dritte Angriff in Kabul seit Freitag.
C'était la troisième attaque à Kaboul depuis vendredi.
Eso fue el tercer ataque en Kabul desde el viernes.
Isso foi o terceiro ataque em Cabul desde sexta-feira.
Questo è stato il terzo attacco a Kabul da venerdì.
Dat was de derde aanval in Kabul sinds vrijdag.
To był trzeci atak w Kabulu od piątku.
Это было третье нападение в Кабуле с пятницы.
Це був третій напад у Кабулі з п’ятниці.
Bu, Kabil'de cumadan bu yana üçüncü saldırı oldu.
وهذا هو الهجوم الثالث في كابول منذ الجمعة.
این سومین حمله در کابل از روز جمعه بود.
دا په کابل کې له جمعې راهیسې درېیم برید و.
یہ جمعے کے بعد کابل میں تیسرا حملہ تھا۔
यह शुक्रवार के बाद काबुल में तीसरा हमला था।
这是自周五以来首都喀布尔发生的第三次袭击。""",
]
OWN = [
    """\
I think that the retreat from Kabul was a mistake.
Ich glaube, dass der Rückzug aus Kabul ein Fehler war.
Je pense que le retrait de Kaboul était une erreur.
Yo creo que la retirada de Kabul fue un error.
Eu acho que a retirada de Cabul foi um erro.
Io penso che il ritiro da Kabul sia stato un errore.
Ik denk dat de terugtrekking uit Kabul een fout was.
Uważam, że wycofanie z Kabulu było błędem.
Я думаю, что уход из Кабула был ошибкой.
Я думаю, що відхід із Кабула був помилкою.
Bence Kabil'den çekilmek bir hataydı.
أعتقد أن الانسحاب من كابول كان خطأ.
من فکر می‌کنم که خروج از کابل اشتباه بود.
زه فکر کوم چې له کابل وتل تېروتنه وه.
میرے خیال میں کابل سے واپسی ایک غلطی تھی۔
मुझे लगता है कि काबुल से वापसी एक गलती थी।
我认为从首都喀布尔仓促撤离是一个严重的错误。""",
]
ASKS = [
    """\
Why was the airport in Kabul closed on Friday?
Warum wurde der Flughafen in Kabul am Freitag geschlossen?
Pourquoi l'aéroport de Kaboul a-t-il été fermé vendredi ?
¿Por qué se cerró el aeropuerto de Kabul el viernes?
Por que o aeroporto de Cabul foi fechado na sexta-feira?
Perché l'aeroporto di Kabul è stato chiuso venerdì?
Waarom werd de luchthaven van Kabul vrijdag gesloten?
Dlaczego lotnisko w Kabulu zostało w piątek zamknięte?
Почему аэропорт в Кабуле в пятницу закрыли?
Чому аеропорт у Кабулі в п’ятницю закрили?
Kabil havalimanı cuma günü neden kapatıldı?
لماذا أغلق المطار في كابول يوم الجمعة؟
چرا میدان هوایی کابل روز جمعه بسته شد؟
ولې د کابل هوايي ډګر د جمعې په ورځ وتړل شو؟
کابل کا ہوائی اڈہ جمعے کو کیوں بند کیا گیا؟
काबुल हवाई अड्डा शुक्रवार को क्यों बंद किया गया?
首都喀布尔的国际机场周五为什么突然关闭了？""",
]
ALONE = [
    """\
The army closed the airport in Kabul on Friday.
Die Armee schloss am Freitag den Flughafen in Kabul.
L'armée a fermé l'aéroport de Kaboul vendredi.
El ejército cerró el aeropuerto de Kabul el viernes.
O exército fechou o aeroporto de Cabul na sexta-feira.
L'esercito ha chiuso l'aeroporto di Kabul venerdì.
Het leger sloot vrijdag de luchthaven van Kabul.
Armia zamknęła w piątek lotnisko w Kabulu.
Армия в пятницу закрыла аэропорт в Кабуле.
Армія в п’ятницю закрила аеропорт у Кабулі.
Ordu cuma günü Kabil havalimanını kapattı.
أغلق الجيش المطار في كابول يوم الجمعة.
ارتش روز جمعه میدان هوایی کابل را بست.
اردو د جمعې په ورځ د کابل هوايي ډګر وتاړه.
فوج نے جمعے کو کابل کا ہوائی اڈہ بند کر دیا۔
सेना ने शुक्रवार को काबुल हवाई अड्डा बंद कर दिया।
军方周五关闭了首都喀布尔的国际机场和主要公路。""",
    """\
Three people were killed near the airport in Kabul on Friday.
Drei Menschen wurden am Freitag nahe dem Flughafen in Kabul getötet.
Trois personnes ont été tuées vendredi près de l'aéroport de Kaboul.
Tres personas murieron el viernes cerca del aeropuerto de Kabul.
Três pessoas morreram na sexta-feira perto do aeroporto de Cabul.
Tre persone sono state uccise venerdì vicino all'aeroporto di Kabul.
Drie mensen kwamen vrijdag om bij de luchthaven van Kabul.
Trzy osoby zginęły w piątek w pobliżu lotniska w Kabulu.
Три человека погибли в пятницу возле аэропорта в Кабуле.
Троє людей загинули в п’ятницю біля аеропорту в Кабулі.
Üç kişi cuma günü Kabil havalimanı yakınında öldü.
قتل ثلاثة أشخاص يوم الجمعة قرب المطار في كابول.
سه نفر روز جمعه نزدیک میدان هوایی کابل کشته شدند.
درې کسان د جمعې په ورځ د کابل هوايي ډګر ته نږدې ووژل شول.
جمعے کو کابل ہوائی اڈے کے قریب تین افراد ہلاک ہوئے۔
शुक्रवार को काबुल हवाई अड्डे के पास तीन लोग मारे गए।
周五有三人在首都喀布尔的国际机场附近丧生。""",
]
# What begins like one that does not, or has such a word in it.
LIKE_THEM = [
    ("en", "On Friday three people were killed in Kabul."),
    ("en", "One soldier was killed in Kabul on Friday."),
    ("de", "Diese Woche starben in Kabul 60 Menschen."),
    ("it", "Questa settimana a Kabul sono morte 60 persone."),
    ("ru", "Бойцы 65-я бригады вошли в пятницу в Кабул."),
    ("tr", "Bu sabah Kabil'de üç kişi öldü ve havalimanı kapatıldı."),
    ("zh", "他信周五返回首都喀布尔并在机场会见了总统。"),
    ("fr", "Sonia Roux a été élue vendredi maire de Kaboul."),
]


def grade(lang: str, text: str) -> float:
    return max((line.grade for line in candidates(read(lang, text))), default=0.0)


@pytest.mark.parametrize(("lang", "text"), [row for rows in (*DANGLES, *OWN, *ASKS) for row in each(rows)])
def test_what_cannot_stand_alone_reads_worse(lang: str, text: str) -> None:
    assert grade(lang, text) < 0.7


@pytest.mark.parametrize(("lang", "text"), [*(row for rows in ALONE for row in each(rows)), *LIKE_THEM])
def test_what_can_stand_alone_reads_well(lang: str, text: str) -> None:
    assert grade(lang, text) >= 0.9
