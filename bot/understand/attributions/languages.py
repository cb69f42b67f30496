"""How languages other than English say who says what: verbs, prepositions and marks. Our own lists."""

from __future__ import annotations

from typing import NamedTuple


class Rules(NamedTuple):
    """`say`: verbs of saying between source and content (or after a quotation). `conjunction` opens the content. `according`:
    before the source; `afterwards`: after it ("Angaben zufolge"). `deny`: what stands before it is denied. `hedge`: no source."""

    say: str
    conjunction: str
    according: str
    afterwards: str = ""
    deny: str = ""
    hedge: str = ""
    opens: str = ""  # words before a source that are no part of it
    verbs: str = ""  # finite verbs: where the source behind "according to" ends, if no mark does
    his: str = ""  # "according to him": who that is stands before
    marks: str = ""  # what stands behind the source and marks it as who did it ("ने")


LANGUAGES: dict[str, Rules] = {
    "de": Rules(
        say=r"führte[n]? aus|führt aus|unterstrich(?:en)?|unterstreicht|beteuerte[n]?|beteuert|schilderte[n]?|schildert|"
        r"ergänzte[n]?|ergänzt|gab(?:en)? an|gibt an|"
        r"sagte[n]?|sagt|sagen|erklärte[n]?|erklärt|teilte[n]? (?:\w+ ){0,3}mit|behauptet(?:e|en)?|behaupten|"
        r"betonte[n]?|betont|berichtete[n]?|"
        r"berichtet|berichten|meldete[n]?|meldet|melden|warnte[n]?|warnt|kündigte[n]? an|kündigt an|"
        r"räumte[n]? ein|bestätigte[n]?|bestätigt|"
        r"bestätigen|schrieb(?:en)?|schreibt|forderte[n]?|fordert|hieß es|heißt es|meinte[n]?|meint|"
        r"fügte[n]? hinzu|versicherte[n]?|"
        r"dementierte[n]?|dementiert|bestritt(?:en)?|bestreitet|so",
        conjunction=r"dass|ob|wie",
        according=r"laut|nach Angaben (?:von|der|des|aus)|nach Einschätzung|nach Darstellung|gemäß",
        afterwards=r"zufolge",
        opens=r"wie",
        hedge=r"angeblich|mutmaßlich|offenbar|Berichten zufolge|unbestätigten Berichten zufolge",
        his=r"(?:seinen|ihren) Angaben zufolge|nach (?:seinen|ihren) (?:Angaben|Worten)|seinen Worten zufolge",
    ),
    "fr": Rules(
        say=r"a souligné|souligne|a averti|avertit|a reconnu|reconnaît|ont indiqué|ont assuré|assurent|a fait savoir|a martelé|"
        r"a rappelé|a insisté|"
        r"a déclaré|ont déclaré|déclare|a dit|ont dit|dit|a affirmé|affirme|ont affirmé|affirment|a annoncé|"
        r"annonce|ont annoncé|a expliqué|"
        r"explique|a ajouté|ajoute|a indiqué|indique|a assuré|assure|a précisé|précise|a prétendu|prétend|a nié|"
        r"nie|a démenti|dément|"
        r"a confirmé|confirme|estime|a estimé|rapporte|a rapporté|raconte",
        conjunction=r"que|qu['’]|si",
        according=r"selon|d['’]après",
        hedge=r"apparemment|prétendument",
        his=r"à l['’]en croire|selon ses (?:dires|mots|termes)|à ses dires",
    ),
    "es": Rules(
        say=r"indicó|indicaron|precisó|apuntó|manifestó|expresó|comentó|admitió|subrayó|reveló|reiteró|recordó|insistió|"
        r"dijo|dijeron|dice|dicen|declaró|declararon|afirmó|afirma|afirman|anunció|anunciaron|explicó|explica|"
        r"añadió|agregó|señaló|señala|"
        r"aseguró|asegura|aseguran|informó|informa|sostuvo|sostiene|negó|niega|niegan|desmintió|confirmó|confirma|"
        r"advirtió|ha dicho|contó|contaron|relató|relata|denunció|reconoció",
        conjunction=r"que|si",
        according=r"según|de acuerdo con",
        hedge=r"supuestamente|presuntamente|al parecer",
        his=r"según sus palabras|a su juicio|en sus palabras",
    ),
    "it": Rules(
        say=r"ha precisato|precisa|ha sottolineato|sottolinea|ha assicurato|assicura|ha avvertito|avverte|ha ribadito|"
        r"ribadisce|ha ammesso|fa sapere|ha fatto sapere|"
        r"ha detto|hanno detto|dice|ha dichiarato|dichiara|ha affermato|afferma|ha annunciato|annuncia|"
        r"ha spiegato|spiega|ha aggiunto|aggiunge|"
        r"ha riferito|riferisce|sostiene|ha negato|nega|ha smentito|smentisce|ha confermato|conferma|racconta|ha raccontato",
        conjunction=r"che|se",
        according=r"secondo|stando a",
        hedge=r"presumibilmente|a quanto pare",
        his=r"a suo dire|a sua detta|a detta sua",
    ),
    "pt": Rules(
        say=r"indicou|indicaram|referiu|adiantou|assegurou|admitiu|escreveu|revelou|contrapôs|reiterou|sublinhou|frisou|insistiu|"
        r"disse|disseram|diz|dizem|declarou|afirmou|afirma|anunciou|explicou|acrescentou|informou|garantiu|"
        r"sustenta|negou|nega|desmentiu|confirmou|contou|relatou|alertou",
        conjunction=r"que|se",
        according=r"segundo|de acordo com|conforme",
        hedge=r"supostamente|alegadamente|aparentemente",
        his=r"segundo as suas palavras|nas suas palavras|nas palavras dele|nas palavras dela",
    ),
    "nl": Rules(
        say=r"zei|zeiden|zegt|zeggen|verklaarde|verklaart|meldde|meldt|melden|beweert|beweerde|beweren|ontkent|"
        r"ontkende|bevestigde|bevestigt|"
        r"waarschuwde|aldus|schrijft|liet weten|vertelt|vertelde|waarschuwt",
        conjunction=r"dat|of",
        according=r"volgens|naar verluidt",
        hedge=r"vermoedelijk|naar verluidt",
        verbs=r"is|zijn|was|waren|heeft|hebben|had|hadden|werd|werden|wordt|worden|zou|zouden|kan|kunnen|kwam|kwamen|moet|moeten|vielen",
    ),
    "ru": Rules(
        say=r"доложил[аи]?|уточнил[аи]?|указал[аи]?|констатировал[аи]?|подчеркнул[аи]?|пообещал[аи]?|пояснил[аи]?|напомнил[аи]?|признал[аи]?|"
        r"сказал[аи]?|сказано|заявил[аио]?|заявляет|заявляют|сообщил[аио]?|сообщает|сообщают|говорит|говорят|"
        r"отметил[аи]?|отмечает|подчеркнул[аи]?|"
        r"добавил[аи]?|утверждает|утверждают|утверждал[аи]?|объявил[аио]?|подтвердил[аио]?|подтверждает|"
        r"опроверг(?:ла|ли|ло)?|опровергает|отрицает|"
        r"отрицают|пишет|пишут|написал[аи]?|рассказал[аи]?|пояснил[аи]?|предупредил[аи]?|переда[её]т|передают|передал[аи]?|сообщается",
        conjunction=r"что|о том, что|будто",
        according=r"по словам|по данным|по мнению|как сообщает|как сообщил[аи]?|согласно|со ссылкой на",
        hedge=r"якобы|предположительно|по неподтвержд[её]нным данным",
        his=r"по (?:его|е[её]|их) (?:словам|данным|утверждению)|как (?:он|она|они) (?:заявил|сообщил|отметил|сказал)[аи]?",
    ),
    "uk": Rules(
        say=r"доповів|доповіл[аи]|наголосив|наголосил[аи]|підкреслив|підкреслил[аи]|уточнив|уточнил[аи]|розповів|розповіл[аи]|пояснив|пояснил[аи]|запевнив|запевнил[аи]|визнав|визнал[аи]|"
        r"сказав|сказала|сказали|заявив|заявил[аио]|заявляє|заявляють|повідомив|повідомил[аио]|повідомляє|"
        r"повідомляють|каже|кажуть|зазначив|"
        r"зазначила|додав|додала|стверджує|стверджують|оголосив|підтвердив|підтвердил[аио]|спростував|спростувал[аио]|заперечує|заперечив|заперечил[аио]|пише|"
        r"написав",
        conjunction=r"що|про те, що",
        according=r"за словами|за даними|на думку|згідно з|як повідомляє",
        hedge=r"нібито|імовірно|ймовірно",
        his=r"за (?:його|її|їхніми|їх) (?:словами|даними)|як (?:він|вона|вони) (?:заявив|заявила|зазначив|зазначила|сказав|"
        r"сказала)",
    ),
    "fa": Rules(
        say=r"گفت(?:ند|ه است|ه‌اند|ه اند)?|گفته بود|(?:می|مي)[‌ ]?گوید|می[‌ ]?گویند|میگوید|میگویند|افزود(?:ند)?|"
        r"اعلام کرد(?:ند|ه است|ه‌اند)?|"
        r"ادعا کرد(?:ند|ه است|ه‌اند)?|ادعا می[‌ ]?کند|ادعا دارند|مدعی شد(?:ند|ه است|ه‌اند)?|مدعی (?:است|اند)|"
        r"خبر داد(?:ند)?|گزارش داد(?:ند|ه است)?|"
        r"اظهار داشت(?:ند)?|اظهار کرد(?:ند)?|تایید کرد(?:ند|ه است)?|تأیید کرد(?:ند|ه است)?|هشدار داد(?:ند|ه است)?|"
        r"تاکید کرد(?:ند)?|تأکید کرد(?:ند)?|"
        r"نوشت(?:ند|ه است)?|تصریح کرد|خواستار شد(?:ند)?|تکذیب کرد(?:ند)?|رد کرد(?:ند)?",
        conjunction=r"که|:",
        according=r"به گفته(?:ٔ|‌ی| ی)?|به نقل از|به قول|بر اساس گزارش|بنا به گفته|براساس گزارش|به باور|از قول",
        deny=r"(?:را )?(?:رد|تکذیب) (?:کرد(?:ند|ه است|ه‌اند)?|می[‌ ]?کند)",
        hedge=r"ظاهرا|ظاهراً|گویا|گفته می[‌ ]?شود|به طور مستقل تایید نشده(?: است)?|تایید نشده(?: است)?",
        opens=r"همچنین|اما|ولی|و|امروز|دیروز",
    ),
    "ps": Rules(
        say=r"وویل|ویلي(?: دي)?|وايي|وایي|ووې|اعلان وکړ|ادعا کوي|ادعا کړې(?: ده)?|ادعا وکړه|خبر ورکړ|راپور ورکړ|"
        r"زیاته کړه|تایید کړه|رد کړ(?:ه|ې)?",
        conjunction=r"چې|:",
        according=r"د",
        afterwards=r"په وینا|په خبره|په حواله",
        hedge=r"ښايي|ویل کېږي",
    ),
    "ar": Rules(
        say=r"[وف]?(?:قال(?:ت|وا)?|يقول|تقول|أعلن(?:ت|وا)?|أكد(?:ت|وا)?|أضاف(?:ت)?|ذكر(?:ت)?|أفاد(?:ت)?|زعم(?:ت)?|ادعى|"
        r"ادعت|نفى|نفت|صرح(?:ت)?|أوضح(?:ت)?|حذر(?:ت)?)",
        conjunction=r"ب?[إأ]ن(?:ه|ها|هم|هن|نا|ني)?|صحة|وجود|أي",
        according=r"و?(?:وفقا ل|وفقًا ل|بحسب|حسب|نقلا عن|وفق)",
        hedge=r"يزعم|على ما يبدو|يُعتقد",
        his=r"على حد (?:قوله|قولها|قولهم)|بحسب قوله|وفق قوله",
    ),
    "tr": Rules(
        say=r"dedi|diyor|söyledi|açıkladı|belirtti|ifade etti|iddia etti|yalanladı|doğruladı|duyurdu|bildirdi|ekledi",
        conjunction=r"ki",
        according="",
        afterwards=r"(?<!iddiaya )(?<!iddialara )göre",
        hedge=r"iddiaya göre|iddialara göre|sözde",
        his=r"ona göre|onlara göre|sözlerine göre",
    ),
    "pl": Rules(
        say=r"powiedział[ay]?|powiedzieli|mówi|mówią|oświadczył[aoy]?|oświadczyli|poinformował[aoy]?|poinformowali|informuje|"
        r"informują|przekazał[aoy]?|przekazali|stwierdził[aoy]?|twierdzi|twierdzą|dodał[aoy]?|podkreślił[aoy]?|ogłosił[aoy]?|"
        r"ostrzegł[ao]?|potwierdził[aoy]?|potwierdza|zaprzeczył[aoy]?|zaprzecza|zdementował[aoy]?|napisał[ao]?|zapowiedział[ao]?",
        conjunction=r"że|iż|czy",
        according=r"według|zdaniem|jak (?:podaje|podał[aoy]?|poinformował[aoy]?|informuje)",
        hedge=r"rzekomo|podobno|prawdopodobnie",
        his=r"według (?:niego|niej|nich)|(?:jego|jej|ich) (?:zdaniem|słowami)",
    ),
    "cs": Rules(
        say=r"řekl[aio]?|říká|uvedl[aio]?|uvádí|prohlásil[aio]?|oznámil[aio]?|sdělil[aio]?|tvrdí|tvrdil[aio]?|dodal[aio]?|"
        r"potvrdil[aio]?|popřel[aio]?|popírá|varoval[aio]?|napsal[aio]?",
        conjunction=r"že|zda",
        according=r"podle",
        hedge=r"údajně|prý",
    ),
    "ro": Rules(
        say=r"a spus|au spus|spune|spun|a declarat|au declarat|declară|a afirmat|susține|susțin|a anunțat|au anunțat|a precizat|"
        r"a adăugat|a confirmat|a negat|neagă|a dezmințit|a avertizat|a transmis",
        conjunction=r"că|dacă",
        according=r"potrivit|conform",
        hedge=r"se pare că",
    ),
    "sv": Rules(
        say=r"säger|sa|sade|uppger|uppgav|hävdar|hävdade|meddelar|meddelade|berättar|berättade|skriver|skrev|bekräftar|bekräftade|"
        r"förnekar|förnekade|dementerar|dementerade|varnar|varnade|rapporterar|rapporterade|konstaterar",
        conjunction=r"att|om",
        according=r"enligt",
        hedge=r"påstås|uppges|troligen",
        verbs=r"är|har|var|blev|ska|kan|hade|fick|dog|finns|\w{3,}(?:des|ades|ts)",
    ),
    "da": Rules(
        say=r"siger|sagde|oplyser|oplyste|hævder|hævdede|meddeler|meddelte|fortæller|fortalte|skriver|skrev|bekræfter|bekræftede|"
        r"afviser|afviste|benægter|benægtede|advarer|advarede|rapporterer|rapporterede|udtaler",
        conjunction=r"at|om",
        according=r"ifølge",
        hedge=r"angiveligt|formentlig",
        verbs=r"er|har|var|blev|skal|kan|havde|fik|døde|\w{3,}(?:edes|tes)",
    ),
    "no": Rules(
        say=r"sier|sa|opplyser|opplyste|hevder|hevdet|melder|meldte|meddeler|forteller|fortalte|skriver|skrev|bekrefter|bekreftet|"
        r"avviser|avviste|benekter|benektet|advarer|advarte|rapporterer|rapporterte|uttaler",
        conjunction=r"at|om",
        according=r"ifølge",
        hedge=r"angivelig|trolig",
        verbs=r"er|har|var|ble|skal|kan|hadde|fikk|døde",
    ),
    "id": Rules(
        say=r"mengatakan|menyatakan|menyebut|menyebutkan|mengumumkan|melaporkan|menambahkan|menegaskan|mengklaim|membantah|"
        r"mengonfirmasi|mengkonfirmasi|memperingatkan|menjelaskan|ujar|kata|tutur|ungkap",
        conjunction=r"bahwa",
        according=r"menurut",
        hedge=r"diduga|konon",
    ),
    "hi": Rules(
        say=r"कहा(?: है)?|कहते हैं|बताया(?: है)?|दावा किया(?: है)?|ऐलान किया(?: है)?|घोषणा की(?: है)?|पुष्टि की(?: है)?|खंडन किया(?: है)?|"
        r"इनकार किया(?: है)?|चेतावनी दी(?: है)?|आरोप लगाया(?: है)?",
        conjunction=r"कि",
        according="",
        afterwards=r"के अनुसार|के मुताबिक|का कहना है(?: कि)?",
        hedge=r"कथित तौर पर",
        marks=r"ने",
    ),
    "ur": Rules(
        say=r"کہا(?: ہے)?|کہتے ہیں|بتایا(?: ہے)?|دعویٰ کیا(?: ہے)?|اعلان کیا(?: ہے)?|تصدیق کی(?: ہے)?|"
        r"تردید کی(?: ہے)?|انکار کیا(?: ہے)?|"
        r"خبردار کیا(?: ہے)?|"
        r"الزام (?:لگایا|عائد کیا)(?: ہے)?",
        conjunction=r"کہ",
        according="",
        afterwards=r"کے مطابق|کا کہنا ہے(?: کہ)?",
        hedge=r"مبینہ طور پر",
        marks=r"نے",
    ),
}
LANGUAGES |= {"nb": LANGUAGES["no"], "nn": LANGUAGES["no"], "ms": LANGUAGES["id"]}
LANGUAGES["prs"] = LANGUAGES["fa"]
