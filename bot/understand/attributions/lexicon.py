"""The words that English attribution hangs on: verbs by class from data/attribution_verbs.txt, nouns, and closed classes."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from bot.cues import english_forms


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


@lru_cache(maxsize=1)
def verbs() -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    """(inflected verb -> its classes, inflected verb -> ((particles, class), ...) of its phrasal verbs)."""
    single: dict[str, set[str]] = {}
    phrasal: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    text = files("bot.understand").joinpath("data/attribution_verbs.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, lemmas = line.split(":")
        for lemma in lemmas.split():
            head, *particles = lemma.split("_")
            for form in [head[1:]] if head.startswith("=") else english_forms(head):
                if particles:
                    phrasal.setdefault(form, []).append((tuple(particles), name))
                else:
                    single.setdefault(form, set()).add(name)
    return (
        {form: frozenset(names) for form, names in single.items()},
        {form: tuple(sorted(found, key=lambda p: -len(p[0]))) for form, found in phrasal.items()},
    )


AUXILIARIES = _set("""
    has have had having is are was were be been being am do does did will would can could may might must should shall cannot
    's 're 've 'd 'll 'm didn't doesn't don't hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't can't couldn't
    shouldn't mustn't ain't
""")
BE = _set("'s 're 'm is are was were be been being am isn't aren't wasn't weren't")
MODALS = _set(
    "will would can could may might must should shall cannot 'd 'll won't wouldn't can't couldn't shouldn't mustn't"
)
HAVE = _set("has have had having hasn't haven't hadn't")
ADVERBS = _set("""
    also later then now already recently never not even again once often still just only first previously always long soon
    both all too rather ever sometimes simply yet however instead quickly going further therefore thus quite almost nearly
    nevertheless nonetheless meanwhile
""")
DEGREES = _set("very more most less so too particularly increasingly deeply still also remain remains")

PRONOUNS = _set("""
    he she they i we it you who that which many some others another one both everyone nobody someone this these those what
""")
SUBJECT_PRONOUNS = _set("he she they i we it you there")
# Pronouns that may open a longer noun phrase ("many voters").
OPEN_PRONOUNS = _set("that what others many some one another these those this")
DETERMINERS = _set("""
    the a an his her their its our my your this that these those some many several most one two three no every each any
""")
POSSESSIVES = _set("his her their its our my your whose")
PREPOSITIONS = _set("""
    in on at during after before for with by since until under from of about to over against among between into through within
    without following amid despite inside outside near around as like via across throughout
""")
SUBORDINATORS = _set("""
    that which when while whereas because if as but though although since where how what whom after before until unless whether
    than so yet once why whenever whose or nor despite amid
""")
OPENERS = _set("""
    and but so still however meanwhile instead moreover then later also yesterday today tomorrow tonight now yet nevertheless
    nonetheless indeed finally first second third earlier monday tuesday wednesday thursday friday saturday sunday though thus
    furthermore additionally recently perhaps besides afterward afterwards or separately previously similarly likewise
""")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later recently")
# After "last" or "this": when, not who.
TIMES = _set("week month year night morning afternoon evening spring summer fall autumn winter weekend") | DAYS
PARTS_OF_DAY = _set("night morning afternoon evening")
# Where things are said: "in an interview", "at a rally".
PLACES_OF_SPEECH = _set("""
    interview statement speech tweet post news email e-mail debate rally letter memo video phone telephone
""")
VEHICLES = _set(
    "statement interview email e-mail release article op-ed tweet memo message post letter column filing note video blog report"
)
PLATFORMS = _set("twitter facebook instagram telegram youtube tiktok whatsapp snapchat linkedin x")
# Verbs that cannot stand without what is said: where nothing follows them, it went before.
NEED_CONTENT = _set("""
    said says say show shows showed told tells added adds noted notes wrote writes reported reports indicate indicates found
""")
# What belongs to the cue right behind a verb of saying.
CUE_ENDS = _set("about of :")
# What may stand between commas inside a verb group.
INSERTED = _set("however too also therefore meanwhile instead indeed")
# What may follow a comma after a name without being part of it: "Democrats, meanwhile, said".
ASIDES = _set("which when while however though too meanwhile also again as instead then perhaps of if")
CLAUSE_OPENERS = _set("that he she they it we i you there if whether how what why when who")
COMPLEMENT_OPENERS = _set("that the a an he she they it his her their to how what why whether if him them this these")
# Where the object of a verb ends, if not at a mark.
OBJECT_ENDS = _set("while after because when although though before if during until")
OBJECT_ENDS_AFTER_COMMA = _set("who which where but saying as while when because after though although")
# Open a clause without a subject: "Asked about it, X said".
ASKED = _set("asked pressed told")
QUESTIONS = _set("about if whether why how what who when where which that")
PLURALS = _set(
    "people police men women democrats taliban media who they we many some most others officials voters critics"
)

IRREGULAR_PAST = _set("""
    said told wrote thought knew heard felt found held meant swore foresaw put read saw showed shown gave took made let spoke
    forbade withdrew chose known seen understood sought taught learned dreamt rode cast bade hit saying
""")
COMMON_PAST = _set("""
    took sent went came left made had got began became ran won lost held met kept led fell rose grew brought stood paid spent
    struck drew drove flew broke built bought caught fought lay set sat sold threw wore
""")
# Forms that are verbs even where a noun could stand.
SURE = _set("""
    say says tell tells argue argues insist insists believe believes think thinks know knows want wants hope hopes fear warn
    warns agree agrees suggest suggests add adds announce announces accuse accuses deny denies acknowledge acknowledges
    reject rejects oppose opposes describe describes write writes explain explains admit admits appear appears seem seems
    expect expects contend contends maintain maintains assert asserts declare declares recall recalls predict predicts
    conclude concludes criticize criticizes condemn condemns praise praises slam slams urge urges refuse refuses tweet
    tweets reveal reveals consider considers prefer prefers dismiss dismisses defend defends mock mocks vow vows threaten
    threatens confirm confirms claim claims
""")

# What "shows" things.
EVIDENCE = _set("""
    poll polls survey surveys record records data figure figures study studies document documents result results report reports
    analysis statistics research images footage filings estimates
""")
# Nouns of saying and thinking; what stands before "'s" or is a possessive is the source.
NOUNS = _set("""
    claim claims allegation allegations accusation accusations assertion assertions suggestion suggestions
    warning warnings belief opinion criticism criticisms promise promises pledge
    pledges vow threat threats endorsement praise concern concerns fear fears hope hopes worry worries doubt
    doubts denial admission announcement argument arguments declaration insistence prediction predictions assessment
    description explanation condemnation complaint complaints skepticism scepticism conclusion
""")
# ... of taking sides: only with an owner ("his opposition to").
SIDES = _set("""
    opposition endorsement attack attacks stance rejection approval disapproval mention advocacy defense defence embrace
    criticism advice reference references assumption suspicion suspicions plea pleas dislike disdain contempt admiration
    respect disappointment frustration anger outrage alarm regret enthusiasm plans demand demands recommendation
    recommendations explanation interpretation
""")
# What there are warnings of: who stands before "warning" says it, but not these.
HAZARDS = _set("""
    flood wind storm thunderstorm tornado hurricane cyclone typhoon tsunami weather snow ice heat fire gale avalanche rain
    evacuation travel red amber orange yellow
""")
NOUN_LINKS = _set("that to about of on for against over toward towards with whether regarding")
# Nouns that attribute without saying whose words they are, by what follows them.
LOOSE_NOUNS = {
    "that": _set("""
        claims claim allegations allegation accusations accusation suspicions suspicion speculation rumors rumours rumor
        rumour fears fear concerns concern worries hopes belief doubts reports criticism complaints warnings perception
        notion assertion assertions assumption suggestion suggestions prediction predictions insistence admission argument
        arguments conclusion contention assurance assurances hints theory
    """),
    "about": _set("doubts fears concerns worries speculation rumors rumours complaints criticism skepticism"),
    "of": _set("""
        allegations criticism critique claims descriptions chants suspicions fears condemnation endorsement
        denunciation denials
    """),
    "from": _set("criticism complaints praise warnings"),
    "to": _set("reference references"),
}

# After a form of "be", before "that", "of", "about" or "to": what somebody thinks.
ATTITUDES = _set("""
    confident skeptical sceptical reluctant wary eager concerned worried critical supportive
    opposed optimistic pessimistic hopeful sure unsure certain uncertain convinced unconvinced proud afraid fearful
    inclined determined quick glad happy unhappy angry furious disappointed dismissive frustrated alarmed outraged adamant
    sorry grateful pleased keen tempted surprised shocked ashamed delighted thrilled upset satisfied dissatisfied doubtful
    aware mindful impressed enthusiastic nervous cautious puzzled baffled bullish bearish conscious distrustful mistrustful
    contemptuous scornful fond tired interested disinterested divided split united bent sympathetic hostile favorable receptive
    averse partial hesitant known famous notorious infamous
""")
# ... of some, before what else they stand: "keen on", "divided over".
ATTITUDE_LINKS = {
    word: links
    for words, links in (
        ("interested disinterested", ("in",)),
        ("confident", ("in", "that", "about", "of", "to")),
        ("divided split united", ("on", "over")),
        ("keen bullish bearish bent", ("on", "about")),
        ("sympathetic hostile favorable receptive averse partial hesitant", ("to", "about")),
        ("known famous notorious infamous", ("for",)),
    )
    for word in words.split()
}
# Before "to" and another verb, or before its -ing form: both are one cue ("continued to criticize", "kept saying").
CATENATIVES = _set("""
    began begin begins begun started start starts continue continued continues continuing try tried tries trying struggled
    struggling seek sought seeks seeking attempt attempted attempting managed manages likely unlikely ready able unable refused
    refuses refuse refusing declined declines declining failed fails used going quick proceeded proceed rushed hastened
    hesitated want wants wanted need needs needed plan plans planned prefers prefer happened appeared appears seemed seems on
    keep keeps kept stopped stop avoided avoid agreed forced compelled moved happy eager reluctant willing free keen
    took dared chose chosen decided poised determined offered offering threatened threatening promised promises vowed vows
""")
# Participles after "be" whose subject is part of what is said: "X is expected to".
EXPECTED = _set("""
    expected believed thought said reported known seen considered accused criticized criticised alleged rumored rumoured feared
    understood suspected deemed regarded viewed presumed assumed estimated projected predicted quoted cited described asked
    called dubbed praised condemned blamed supposed perceived poised rated portrayed credited mocked attacked
""")
# Participles after a form of "be" that tell what happened, not what was said: "was felt in", "were named".
DONE_TO = _set("felt named noticed observed displayed attacked passed filed signed pushed knocked")
# Participles before "as" that call something a name, by nobody named: "known as".
NAMED = _set("known dubbed described regarded viewed seen billed portrayed characterized characterised")
# Texts and speeches that are issued, made or given: "released a statement saying".
STATEMENTS = _set("""
    statement statements tweet tweets message messages letter letters memo video email e-mail emails report op-ed article
    post comment comments remark remarks speech note response warning ad ads advertisement advertisements pitch pitches
    petition website book story editorial editorials document documents paper column poll survey referendum initiative
    robocall
""")
GIVEN = _set("""
    issue issues issued issuing release releases released releasing publish publishes published publishing post posts posted
    posting send sends sent sending write writes wrote writing make makes made making give gives gave giving deliver
    delivers delivered delivering circulated circulate offered read air aired shared
""")
# What is expressed, voiced, shown, had or received: "expressed confidence that", "has shown no interest in".
EXPRESS = _set("""
    express expresses expressed expressing voice voices voiced voicing show shows showed shown showing share shares shared
    sharing signal signaled signalled signaling raise raises raised raising reiterate reiterated reiterating repeat repeated
    offer offered make makes made making has have had having draw draws drew drawing receive receives received receiving win
    won take takes took pay pays paid deliver delivered provide provides provided
""")
SENTIMENTS = _set("""
    confidence concern concerns interest doubt doubts support opposition hope hopes optimism pessimism fear fears skepticism
    scepticism willingness reluctance desire disappointment outrage anger frustration regret sympathy solidarity surprise
    dismay alarm opinion opinions view views thoughts belief gratitude appreciation appetite sign signs question questions
    claim claims comments remarks accusations allegations promises reference references mention distinction case argument
    arguments complaints attention endorsements endorsement statement statements criticism understanding respect faith plans
    idea ideas praise misgivings reservations worries feelings sentiment disdain contempt admiration affection fondness
    empathy preference assurances issue backing aim swipe jab stance position positions
""")
# What one has or wins "of" others: they are the source.
BACKING = _set("support endorsement endorsements backing")
# Who one is by what one thinks: "is a critic of".
SIDED = _set(
    "supporter supporters critic critics opponent opponents proponent proponents fan fans defender believer advocate"
)
HEDGES = _set("reportedly allegedly supposedly purportedly apparently ostensibly")
# Labels before a colon that name a rubric, no speaker.
RUBRICS = _set(
    """update updates upd breaking exclusive look listen watch video photo photos live latest opinion analysis note read related
    source sources editor's the cancelled canceled corrected correction urgent alert warning flash advisory highlights headlines
    summary area areas country countries contact question answer"""
)
