"""Words that steer what is told: our own lists, after how news is written. Data and the smallest rules on it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from bot import cues
from bot import severity as severities
from bot.severity import WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = _words(
    """a an the of in on at to for from by with about into onto over under up down out off as and or but nor so than then that
    this these those it its he she they them his her their we our us you your i me my who whom whose which what when where why
    how is are was were be been being am has have had do does did will would can could may might must shall should not no
    there here also just very more most some any all such own same other another each both few many much after before while
    during since until through between against among within without again once ever never still yet now one said says say
    told tells tell mr mrs ms new first last according
    der die das ein eine und oder aber von vom zu zum zur mit bei auf aus für im am an in den dem des sich ist sind war
    waren hat haben wird werden nach vor über als auch nicht dass wie sie er es seine ihre
    le la les un une des du de et ou à au aux en dans sur pour par avec est sont a été ont que qui se ne pas
    el los las una del y o con por para es son fue han que se no su sus
    و در به از که این آن را با است برای تا هم یا اما نیز شد شده می بر کرد کرده های ها
    د په چې او ته له دی ده کې یې هم نه سره
    في من على إلى عن أن إن ما لا هذا هذه التي الذي قد كان
    и в на с по из от за для не что это как о об при к у но а"""
)

# A headline that promises instead of telling, and what is not news at all.
_COUNTED = (
    r"(?:\d+|three|four|five|six|seven|eight|nine|ten) (?:[\w-]+ )?"
    r"(?:things|ways|moments|takeaways|questions|reasons|charts|maps|facts|images|pictures|photos|lessons|stories|tips|steps|"
    r"signs|numbers|verdicts|views|voices|opinions)"
)
TEASER = re.compile(
    r"^\W*(?:(?:hear|see|watch|look|listen|meet|read|here(?:'|’)s|here (?:is|are)|this is|why|how|what|who|where|when|is|are|"
    r"can|could|should|will|do|does|did|inside|remembering|in (?:pictures|photos|images)|pictures|photos|quiz|"
    r"the week in|what we know|"
    r"things to know|"
    rf"{_COUNTED}|fact[- ]?check|explained|explainer|что известно|що відомо|lo que (?:se sabe|sabemos)|"
    r"was (?:wir wissen|bekannt ist)|ce que l['’]on sait)\b|(?:видео|фото|відео|vídeo)\s*:|the papers\b|"
    r"newspaper headlines\b|(?:video|audio|podcast|"
    rf"gallery|live)\s*:)"
    rf"|^[^:]{{3,45}}: (?:how|why|what|in pictures|visual guide|{_COUNTED})\b"
    r"|^['\"‘“][^:]{3,60}: (?-i:(?:[A-Z][\w.-]+ ){1,3}[A-Z][\w-]+) on\b",  # "'Strange bedfellows': Jane Doe on the coalition"
    re.IGNORECASE,
)
# The name of a paper that news is in, not the news.
PAPER = re.compile(
    r"\b(?:situation report|flash update|humanitarian (?:snapshot|update|bulletin|overview)|rapport de situation|"
    r"informe de situaci[oó]n|"
    r"(?:daily |noon )?press briefing (?:by|on|of)|fact ?sheet|infographic|media advisory|press release|transcript)\b"
    r"|^\W*(?:(?:joint )?statement (?:by|from|of|on)|remarks (?:by|of|at)|readout of|daily (?:press )?briefing)\b",
    re.IGNORECASE,
)
# A headline over what is known of something, not over what has happened: it bears nothing out.
GUIDE = re.compile(
    r"\bguide to\b|\bexplain(?:ed|er)\b|\bq ?& ?a\b|\b(?:what|all|everything) (?:we|you need to) know\b|"
    r"\bwhat to (?:know|expect)\b",
    re.IGNORECASE,
)
# A text that promises instead of telling.
ASKS = re.compile(
    rf"^\W*(?:(?:how|why|what we know|see|watch|hear|inside|here (?:is|are)|here(?:'|’)s|{_COUNTED})\b"
    r"|(?:maps|graphics|charts|images|photos|pictures)(?:, \w+)? and \w+ (?:of|explaining|showing)\b)",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"^\W*(?:opinion|analysis|comment|commentary|editorial|column|review|letters?|perspective|viewpoint|obituary|quiz|"
    r"meinung|kommentar|analyse|тенденции|мнение)\b\s*[:|-]|^\W*the \w+ view on\b|\|\s*\w+ \w+$"
    r"|\s[|–—-]\s+(?:brief letters?|letters?|opinion|editorial|comment|analysis|podcast|review|cartoon|quiz)\s*$",
    re.IGNORECASE,
)
DIGEST = re.compile(
    r"^\W*(?:the papers|newspaper headlines|front pages|morning briefing|evening briefing|news round-?up|your .{0,20}briefing|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'|’)?s? (?:briefing|briefs|news)|"
    r"(?:[\w-]+ ){0,2}(?:photos|photographs|pictures|images) of the (?:day|week|month|year)\b)"
    r"|^\W*(?:the )?week in (?:photos|photographs|pictures|images)\b|\bbest (?:photos|photographs|pictures|images)\b"
    r"|\bICYMI\b|\bin case you missed\b|\byou (?:may|might) have missed\b"
    r"|\bat a glance\b"
    r"|\bin (?:\d+|five|six|seven|eight|nine|ten|twelve) (?:pictures|photos|photographs|images|charts|maps|graphics)$"
    r"|^\W*(?:the )?(?:main|top) (?:news|stories|headlines)\b|^\W*(?:главное|головне) (?:к|за|на|станом|сегодня|сьогодні)\b"
    r"|^\W*(?:главные новости|головні новини|lo más (?:importante|destacado)|das wichtigste|(?:[\w🇦-🇿]+ \|"
    r" )?lage am (?:morgen|mittag|abend)|утренняя сводка|ранкове зведення|die wichtigsten (?:nachrichten|meldungen))\b"
    r"|^\W*(?:مهم[ \u200c]?ترین (?:خبر|اخبار)|أهم (?:الأنباء|الأخبار|العناوين))",
    re.IGNORECASE,
)
# A lead that tells of the report, not of the event. What newsmakers do as well ("Ministers discuss", "talks with Iran", "Sweden
# joins the alliance", "a report on") counts only where reporters do it.
_OUTLETS = (
    r"(?:CNN|[A-Z]{1,3}BC|CBS|NPR|PBS|ITV|AFP|DW|HLN|Reuters|Guardian|Sky News|Fox News|Al Jazeera|France 24|Euronews)"
)
_NAMED = r"[A-Z][\w’'-]+ (?:[A-Z][\w’'-]+ )?"
_PRESENTS = (
    r"(?:(?:speaks?|spoke|talks?|talked)(?: exclusively)? (?:to|with|about)|asks|"
    r"breaks? down|examines?|explains?|surveys|follows|goes|unpacks?|"
    r"reports?(?: exclusively)? (?:from|on))\b"
)
BLURB = re.compile(
    rf"\b{_OUTLETS}(?:'|’)s (?:[\w ]{{0,45}} )?{_NAMED}(?:and {_NAMED})?"
    rf"(?:{_PRESENTS}|reports?\b(?! that\b|,)|has(?! (?:learned|seen|obtained|confirmed)\b)|tells|shows|asks|describes|looks|"
    r"recounts|joins?|visits|(?:[^.]{0,80} )?discuss\b)"
    rf"|\b(?:{_OUTLETS}|Dr\.? [A-Z][\w-]+|(?:correspondent|reporter|anchor|host|journalist|expert|analyst|editor)s?) {_PRESENTS}"
    rf"|\b{_NAMED}(?:and {_NAMED}report|reports)(?: exclusively)? (?:from|on)\b"
    rf"|\b(?:(?:speaks?|talks?|spoke|talked) (?:to|with)|joins?) (?:us\b|(?:the )?{_OUTLETS}\b)"
    r"|\b[Ww]e (?:look|speak to|spoke to|examine|hear from|catch up)\b"
    r"|\b(?:sat down with|sits down with|takes? a look|(?:[Aa]n?|first|inside) (?:[\w-]+ )?look (?:at|back)|looks (?:at|back)|"
    rf"explains? (?:to {_OUTLETS}[^.]{{0,40}} )?(?:how|why|what)|(?:picture|photo) editors (?:select|choose|pick)|"
    r"discusses|answers? your|writes(?! to\b)|surveys the|reflects on|front pages|has been speaking|"
    r"gives? (?:his|her|their) take|weighs? in on|"
    r"[Ff]ind out|[Hh]ere(?:'|’)s|[Cc]lick here|[Ss]ign up|[Rr]ead more|[Ff]ollow live|[Ss]ee what|[Aa] (?:visual )?guide to|"
    r"took a look|in pictures|(?:shares?|tells?) (?:his|her|their) story|ha(?:s|ve) (?:his|her|their) say)\b"
    r"|(?:\baffiliate \w+ |^(?:[A-Z][\w’'-]+ ){2,4})reports\.?$"
)
# A sentence at the end that sells the report.
INVITES = re.compile(
    r"[.!?] (?:see|watch|hear|listen|read|find out|take a look|look|here(?:'|’)s)\b[^.]*$", re.IGNORECASE
)
# A toll that rises, without a word on how far.
RISING = re.compile(
    r"^(?!.*\d).*(?:\b(?:death toll|casualties|deaths) (?:still )?(?:mounts?|rises?|grows?|climbs?)\b"
    r"|\b(?:rising|mounting|growing) (?:death toll|casualties))",
    re.IGNORECASE | re.DOTALL,
)
# How it was for somebody, not what happened: a person without a name or an office tells, or the line opens in their words.
_SOMEBODY = (
    r"(?:woman|women|man|mother|father|mom|mum|dad|wife|husband|widow|son|daughter|student|couple|teen(?:ager)?|survivor|grandm\w+|"
    r"famil(?:y|ies)|interpreter|nurse|resident|artist|driver|fans?|veterans?|refugees?|evacuees?|migrant|traveller|traveler|"
    r"villagers?|parents?|friends?|locals)"
)
PERSONAL = re.compile(
    rf"(?i:\b{_SOMEBODY}) (?:who [\w ,’'-]{{3,60}} )?(?:tells?|told|recounts?|recalls?|describes?|remembers?|explains?|shares?)\b"
    r"|\b(?:tells?|told|speaks? to|spoke to) (?:us|the BBC|Newsbeat|the Guardian) (?:of|about|how|what|why)\b"
    r"|\b(?:his|her|their|whose|'s|’s) (?:own )?(?:story|stories|journey|ordeal|pain|dreams?|memories|heartbreak)\b"
    r"|\b[Ll]ife (?:in an?|under|is like)\b|\b[Oo]ne of (?:thousands|hundreds|millions) of\b"
    r"|(?:^|: )['‘“\"](?:I|I’m|I'm|I’ve|I've|My|We|We’re|We're)\b",
)
# What can be seen in a picture, not what happened.
PICTURED = re.compile(
    r"^\W*(?:the )?moment (?:when|of (?:the |an? )?(?:\w+ )?(?:strike|impact|explosion|blast|attack|hit|collapse|crash|launch))\b"
    r"|^\W*(?:bilder|fotos?|videos?|imágenes|vídeos?|фото|видео|кадры|"
    r"відео) (?:aus|von|de|del|с|из|з)\b|"
    r"^\W*(?:así quedó|так выглядит|так виглядає|момент (?:удара|взрыва|прил[её]та|удару|вибуху))"
    r"|^\W*(?:(?!satellite)[\w'’-]+ ){0,4}(?:videos?|footage|aerials|images|photos|photographs|pictures|clips?)"
    r"(?: [\w'’-]+){0,3} (?:shows?|captures?|captured|reveals?|revealed)\b",
    re.IGNORECASE,
)
# That somebody takes note of it, not what they do or say about it.
REACTS = re.compile(
    r"\breact(?:s|ed|ing)? (?:\w+ )?to\b|\b(?:makes?|made) (?:an? )?statement\b(?!.*\b(?:saying|that)\b)|"
    r"\boutlines? (?:the )?next steps\b|\b(?:leads?|pays?|paid) (?:tributes?|(?:their |his |her )?respects)\b",
    re.IGNORECASE,
)
# News for another page: it waits behind the rest unless the topic itself is of this kind.
SOFT = re.compile(
    r"\b(?:olymp\w+|paralymp\w+|football|soccer|cricket|tennis|rugby|golf|basketball|baseball|boxing(?! day)|heavyweights?|"
    r"championships?|grand prix|formula (?:1|one)|premier league|world cup|coach|goalkeeper|striker|quarterbacks?|midfielders?|"
    r"ipl|nba|nfl|nhl|uefa|fifa|ufc|wimbledon|grand slam|bout between|film|movie|album|singer|guitarists?|musicians?|actor|"
    r"actress|celebrit\w+|artist|novel|fashion|streaming (?:now|on)|tv series|sitcoms?|recipes?|oscars?|grammys?|netflix|"
    r"box office|bundesliga|spieltag)\b",
    re.IGNORECASE,
)
# Labels before a headline's colon that say nothing of the event.
LABEL = _words(
    """live updates update upd latest breaking news watch video exclusive blog as it happened newsfeed explained liveblog urgent
    flash developing new just in thread eil eilmeldung срочно молния терміново última hora ultimahora últimahora urgente
    عاجل فوری"""
)
# A sentence that starts so needs what stood before it.
DANGLING = re.compile(
    r"^\W*(?:the )?(?:\w+ ){1,2}(?:comes|came) (?:after|days|hours|as|amid)\b"
    r"|^\W*the (?:\w+ ){1,2}follow(?:s|ed) (?:an?|the|days|weeks)\b"
    r"|^\W*(?:he|she|they|it|its|his|her|their|them|this|that|these|those|but|and|so|however|meanwhile|also|there|such|"
    r"now(?=,)|now (?:he|she|they|it)\b|the (?:former|latter|pair|duo|trio|couple)\b|"
    r"(?:\w+ ){1,3}(?:minutes|hours|days|weeks|months|years) (?:later|earlier)\b|"
    r"in return|in response|as a result|instead|"
    r"something|someone|er|sie|es|dies|diese|da(?:mit|bei|zu|durch|nach|gegen|rauf|raufhin|runter)|außerdem|zudem|"
    r"jedoch|allerdings|(?:el|ell)[ao]s?|esto|además|sin embargo|ils?|elles?|cel(?:a|ui-ci|le-ci)|par ailleurs|cependant|"
    r"он[аио]?|это|однако|кроме того|при этом|він|вон[аио]|це|однак|крім того|при цьому|او|آنها|این|وی|به گفته (?:او|وی))\b"
    # who backs "the claim": it stands in the sentence before
    r"|\b(?:back|confirm|repeat|support|den|reject|dismiss|disput)(?:s|ed|ied|ies|es)? (?:the|this|that|these|those) "
    r"(?:claims?|reports?|accounts?|allegations?)\b(?! (?:that|of|about|by|from|in|on)\b)",
    re.IGNORECASE,
)
# "The jury found him guilty", "At 21, he led a strike", "The 35-year-old ...": who is meant stands in a sentence before, unless
# this one names or introduces somebody.
HIM = re.compile(
    r"^\W*(?:(?!An? )[A-Z]?[a-z]*(?: (?!an? )[a-z\d][\w’'-]*)* him\b|(?:At|In|On|By)(?: [a-z\d][\w’'-]*){1,6},"
    r"(?: and [a-z ]{1,40},)? (?:he|she)\b|The \d+-year-old\b)"
)
# The writer's own person: a column, not news.
FIRST_PERSON = re.compile(
    r"(?:^\W*|[,;:–—-] |\b(?:and|but|that|when|as|if|what|why|how|because|than) )I\b(?! ?[A-Z.])"
    r"|\bI(?:'|’)(?:m|ve|d|ll)\b|\bmy\b|^\W*My\b"
)
# A sentence that opens in a time gone by.
ONCE = re.compile(
    r"^\W*(?:last (?:year|spring|summer|autumn|fall|winter|decade|century)\b"
    r"|(?:when\b[^,.]*\b)?(?:back )?in (?P<year>(?:1[5-9]|20)\d\d),)",
    re.IGNORECASE,
)
# What had been before, or has been going on, is not the news; what is told in passing of somebody does not make it old.
BACKGROUND = re.compile(
    r"(?<!\bwho )(?<!\bwhich )(?<!\bthat )\bhad (?:already |earlier |just )?(?:been|\w{2,}ed)\b"
    r"|\b(?:has|have) (?:long )?been (?!being\b)\w{2,}ing\b",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATE = re.compile(
    rf"\b(?:on|of) (?:(?P<month>{_MONTH}) (?P<day>\d{{1,2}})|(?P<before>\d{{1,2}}) (?P<behind>{_MONTH}))\b"
)


def dates(text: str) -> list[tuple[int, int]]:
    """(month, day) of each date without a year that the text says something happened on: "on March 23"."""
    return [
        (_MONTHS.index((found["month"] or found["behind"])[:3].lower()) + 1, int(found["day"] or found["before"]))
        for found in _DATE.finditer(text)
    ]


HE_SAID = re.compile(r"\b(?:he|she|they|it) (?:also |later )?(?:said|says|added|told|wrote|tweeted|claimed|warned)\b")
# ... where it stands at the end: "..., he said".
HE_SAID_LAST = re.compile(rf"[,،]?\s+{HE_SAID.pattern}\W*$")
HEDGED = re.compile(
    r"\b(?:reportedly|allegedly|apparently|purportedly|supposedly|unconfirmed|unverified|rumou?red|"
    r"claim(?:s|ed|ing)?|alleg(?:es|ed|ing)|reports suggest|is believed|are believed|believed to|thought to|feared|"
    r"likely|(?<!\byou )(?:may|might) have|suspected|could not be (?:independently )?verified|"
    r"not (?:been )?independently verified)\b"
    r"|\b(?:angeblich|mutmaßlich|offenbar|vermutlich|behauptet|behaupten)\b|ادعا|ظاهرا|گویا|به‌گفته منابع تأیید نشده"
    rf"|{cues.abroad('claimed')}|{cues.abroad('hedged')}",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:es|ed)|dismiss(?:es|ed)?|not true|untrue|(?:is|was|are|were) false|"
    r"no truth|dementiert\w*|bestreitet|bestritt)\b|تکذیب|رد کرد",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^\W*(?:correction|corrected|clarification|erratum|korrektur|berichtigung|اصلاحیه|تصحیح)\b"
    r"|\b(?:an )?earlier (?:version|report|post|update)s? (?:of this|wrongly|incorrectly|said|gave|put)|"
    r"\bhas (?:been )?corrected\b"
    r"|\bcorrects? (?:an |its |the |figure|toll)|\bwe (?:wrongly|incorrectly) (?:said|reported)",
    re.IGNORECASE,
)
# Who fights, and what fighters say of the fight: one side's word, whichever side it is.
PARTY = re.compile(
    r"\b(?:taliban|militants?|insurgents?|rebels?|fighters?|gunmen|militia|separatists?|jihadists?|army|military|troops|"
    r"(?:defen[cs]e|interior) ministry|ministry of (?:defen[cs]e|interior)|armed (?:forces|group)|security forces|"
    r"air force|navy|commander|isis(?:-k)?|islamic state|is-k|al-?qaeda|hamas|hezbollah|resistance|warlord|regime|"
    r"milizen?|kämpfer|rebellen|armee|militär)\b|وزارت دفاع|طالبان|شورشیان|ارتش|اردو|جبهه|"
    rf"{cues.abroad('party')}",
    re.IGNORECASE,
)
FIGHT = re.compile(
    r"\b(?:conquer\w*|captur\w+|seiz\w+|tak(?:e|en|ing) (?:control|over)|took (?:control|over)|control\w*|overr[au]n\w*|"
    r"ours|our hands|holds?|held|fled|withdr\w+|retreat\w*|"
    r"entered|advanc\w+|push(?:ed)? back|repel\w*|retak\w+|recaptur\w+|fallen|fell to|surrender\w*|liberat\w+|"
    r"killed|destroyed|shot down|wiped out|defeat\w*|inflict\w*|casualties|responsib\w+|carried out|erobert\w*|"
    r"eingenommen)\b|تصرف|فتح|کنترل|کشته|"
    rf"{cues.abroad('fight')}",
    re.IGNORECASE,
)
# Who says it was named before.
PRONOUN = _words("he she they it we i who his her their er sie او وی آنها ایشان وی‌")

# Words that a clause can be cut before.
OPENERS = _words(
    """which who whom whose where while when whilst as after before but and or yet although though because since until unless
    despite amid including according following with without adding noting underscoring citing saying warning calling raising
    leaving forcing prompting making causing killing injuring wounding sparking ending bringing pushing putting urging so
    if than even just hours days minutes weeks months plus along alongside in by from during
    der die das den dem denen wo während als nach vor aber und weil obwohl nachdem wie sagte sagten teilte
    که و اما ولی تا زیرا چون در"""
)
SUBORDINATE = _words(
    """as while after before when if although though since following amid despite in on at with during because once until
    appalled asked speaking under according for by nachdem als während obwohl wenn bei nach"""
)
# A clause that is kept may not end in one of these.
FUNCTION = _words(
    """a an the of in on at to for from by with about into and or but as that which who is are was were be been has have had
    will would can could may might must not no its his her their our said says than more less over under between
    shortly just soon even only also he she they it we
    while whilst during until because if when where how why what whose whom these those every each my your despite
    including amid against
    without between via per saying claiming adding according told
    der die das ein eine und oder von zu mit bei auf aus für im am an den dem des dass و در به از که را با"""
)
# "hours" before "after the blast": what measures the gap goes with it.
SPANS = _words("minutes hours days weeks months years minute hour day week month year moments")
GAPS = _words("after before since later ago earlier")
_VERB = re.compile(
    r"\b(?!united\b|hundred\b|alleged\b)(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|do|does|did|said|says|told|tells|took|"
    r"take|takes|fell|fall|falls|left|leave|leaves|lost|loses|won|wins|began|begin|begins|rose|rises|fled|flee|shot|broke|"
    r"made|makes|gave|gives|went|goes|came|comes|saw|sees|hit|hits|set|sets|cut|cuts|put|puts|led|leads|held|holds|kept|"
    r"found|finds|got|gets|sent|send|sends|met|meets|ran|runs|rang|spoke|stood|struck|strikes|withdrew|wrote|became|become|"
    r"seek|seeks|sought|suggest|suggests|remain|remains|plan|plans|face|faces|kill|kills|\w{3,}ed|\w{3,}(?:ises|izes|ates|"
    r"ires|aims|arns|ages|lares|ters|arts|ears|olds|ights|ures|ines))\b",
    re.IGNORECASE,
)
_NUMBERS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty"""
NUMBER_WORDS = {word: str(value) for value, word in enumerate(_NUMBERS.split()) if value > 1}
_VERBS = re.compile(rf"{_VERB.pattern}(?: {_VERB.pattern})*", re.IGNORECASE)
# Words that news uses for one thing, so that a line told in other words is known again. Each row counts as its first word.
_SAME = """
    killed kill kills killing dead death deaths die dies died dying slain fatal fatalities
    wounded wound wounds injured injure injures injuries hurt
    captured capture captures capturing hands fall falls fell fallen falling seize seized seizes seizing overrun overran
        conquered conquer take takes took taken taking
    flee flees fled fleeing refuge displaced escape escapes escaped escaping
    leave leaves left leaving depart departs departed departing departure withdraw withdraws withdrew withdrawn withdrawal
        withdrawals pullout exit
    taliban militants militant insurgents insurgent
    rocket rockets missile missiles
    blast blasts explosion explosions explode explodes exploded bomb bombs bombing bombings
    evacuate evacuates evacuated evacuating evacuation evacuations airlift airlifts airlifted
    troops soldiers soldier
    quake earthquake temblor tremor
    flood floods flooding flooded inundated
    plane planes aircraft jet jets
    us america american americans
    uk britain british
"""
CALENDAR = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december"""
)
_NEGATION = _words(
    "not never nicht kein keine keinen cannot isn't wasn't aren't won't didn't doesn't isn’t wasn’t won’t didn’t"
)
# Latin letters without their accents.
_PLAIN = {
    chr(code): base for code in range(0xC0, 0x250) if (base := unicodedata.normalize("NFKD", chr(code))[0]).isascii()
}
WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:[-'’\u200c][^\W\d_]+)*")


def has_verb(text: str) -> bool:
    """Whether a clause can stand alone: it has a word that looks like a finite verb. English only; others pass."""
    return bool(_VERB.search(text)) or (not text.isascii() and not re.search(r"[A-Za-z]{3}", text))


def verbs(text: str) -> list[str]:
    """The words that look like finite verbs, those that follow each other as one: "has been seen"."""
    return [match[0] for match in _VERBS.finditer(text)]


def _ending_off(word: str) -> str:
    word = re.sub(r"['’](?:s|re|ve|ll)?$|['’]s$", "", word)
    for ending in ("ing", "ed", "es", "s"):
        if word.isascii() and len(word) - len(ending) >= 3 and word.endswith(ending) and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if not word.isascii():
        return word[:7]
    word = word.rstrip("e")
    return word[: 9 if word.endswith("iv") else 7]  # an executive is no execution


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    rows = [row.split() for row in _SAME.replace("\n        ", " ").strip().splitlines()]
    return {_ending_off(word): _ending_off(row[0]) for row in rows for word in row}


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """The word without its endings, cut to seven letters, or the word that news uses for the same: good enough to tell that
    two lines speak of one thing. `word` is lower case."""
    word = NUMBER_WORDS.get(word, word)
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    if not word.isascii():  # Moïse is Moise in another newsroom
        word = "".join(_PLAIN.get(letter, letter) for letter in word)
    short = _ending_off(word) or word
    return _classes().get(short, short)


def content_words(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order; numbers as digits."""
    return [
        "not" if word in _NEGATION else stem(word)
        for word in WORD.findall(text.lower())
        if word in _NEGATION
        or (word not in STOP and (len(word) > 2 or word[0].isdigit() or word in ("us", "uk", "eu", "un")))
    ]


@lru_cache(maxsize=16384)
def word_set(text: str) -> frozenset[str]:
    """The different ones of `content_words`."""
    return frozenset(content_words(text))


# What people do about an event: a line with one of these tells more than the event, in whatever words it names it.
_ANSWERS = """investigating investigates investigation probe inquiry condemns condemn condemned apologises apologizes apologised
    apologized denies denied vows vowed retaliates retaliation mourns mourned sues sued admits admitted confesses confessed
    charged sentenced recalls recalled"""
ANSWERS = frozenset(stem(word) for word in _ANSWERS.split())

# What armies try at a town: that it has fallen is more, in whatever words the attack on it was told.
_ATTEMPTS = """attack attacks attacked attacking assault assaults assaulted offensive siege besiege besieged besieging surround
    surrounded surrounding encircled advance advances advanced advancing fight fighting clashes battle shelled shelling angriff
    angriffe greifen angegriffen belagert belagerung umzingelt offensive kämpfe gekämpft حمله حملات محاصره جنگ نبرد"""
ATTEMPTS = frozenset(stem(word) for word in _ATTEMPTS.split())

# Who else came to harm is news beside any event.
HARMED = frozenset({stem("killed"), stem("wounded")})


@cache
def heavy(lang: str) -> dict[str, float]:
    """Stem -> weight of the words that make news of a language weigh; the English ones for a language that we have none of."""
    listed = severities.abroad().get(lang) or {weight: text.split() for weight, text in WORDS.items()}
    return {stem(word): weight for weight, words in sorted(listed.items()) for word in words}


@lru_cache(maxsize=16384)
def severity(text: str, lang: str = "en") -> float:
    """How heavy the words weigh: the heaviest counts whole, the next adds a quarter."""
    weights = heavy(lang)
    found = sorted({weights[s] for s in word_set(text) if s in weights}, reverse=True)
    return sum((weight / 4.0**n for n, weight in enumerate(found[:2])), 0.0)


_BESIDE = re.compile(r"\b(?:despite|amid|during|trotz|inmitten)\b[^.]*", re.IGNORECASE)


def is_soft(text: str) -> bool:
    """Whether the text is news for another page: sport, film and the like, and nobody came to harm by it."""
    return bool(SOFT.search(text)) and HARMED.isdisjoint(word_set(_BESIDE.sub("", text)))


def script(text: str) -> str:
    """The script that most letters of the text are in, as Unicode names it ("LATIN", "ARABIC", "CYRILLIC", "CJK" ...); ""
    where it has no letters."""
    found = Counter(unicodedata.name(c, "").partition(" ")[0] for c in text[:200] if c.isalpha())
    return min(found, key=lambda name: (-found[name], name)) if found else ""
