"""What is no news, or tells nothing of it: what promises instead, opinion, digests, pictures, how it was for somebody."""

from __future__ import annotations

import re

from bot import cues
from bot.brief.lexicon.stems import words

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
    rf"|^\W*(?:{cues.abroad('teaser')}|{cues.abroad('aside')}\s*(?:[:：|–—]|\.\.))"
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
    rf"|^\W*{cues.abroad('opinion')}\s*[:：|–—]"
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
    rf"|^\W*(?:(?:l['’]|\w{{1,3}} ){{0,2}})?{cues.abroad('digest')}"
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
# Labels before a headline's colon that say nothing of the event.
LABEL = words(
    """live updates update upd latest breaking news watch video exclusive blog as it happened newsfeed explained liveblog urgent
    flash developing new just in thread eil eilmeldung срочно молния терміново última hora ultimahora últimahora urgente
    عاجل فوری dernière minute flash alerte info ultim ora ultimora pilne z ostatniej chwili son dakika بیړنی تازه بریکنگ نیوز
    ब्रेकिंग न्यूज न्यूज़ ताजा ताज़ा 快讯 快訊 突发 突發 速报 速報 即时 即時"""
)
