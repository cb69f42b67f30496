"""The plain forms of verbs that no ending explains."""

from __future__ import annotations

from functools import lru_cache

from bot.brief import lexicon

# Forms of verbs of the news, by the plain one. Ours, from common knowledge.
_FORMS = """arise arose arisen| be was were been| bear bore borne| beat beaten| become became| begin began begun| bind bound| bite
    bit bitten| blow blew blown| break broke broken| bring brought| build built| burn burnt| buy bought| catch caught|
    choose chose chosen| come came| cling clung| creep crept| deal dealt| dig dug| do did done| draw drew drawn| drink
    drank drunk| drive drove driven| eat ate eaten| fall fell fallen| feed fed| feel felt| fight fought| find found| flee
    fled| fly flew flown| forbid forbade forbidden| forget forgot forgotten| freeze froze frozen| get got gotten| give
    gave given| go went gone| grow grew grown| hang hung| have had| hear heard| hide hid hidden| hold held| keep kept|
    know knew known| lay laid| lead led| leave left| lend lent| light lit| lose lost| make made| mean meant| meet met|
    overcome overcame| overthrow overthrew overthrown| pay paid| ride rode ridden| ring rang rung| rise rose risen| run
    ran| say said| see saw seen| seek sought| sell sold| send sent| shake shook shaken| shine shone| shoot shot| show
    shown| shrink shrank shrunk| sing sang sung| sink sank sunk| sit sat| sleep slept| slide slid| speak spoke spoken|
    spend spent| spring sprang sprung| stand stood| steal stole stolen| stick stuck| strike struck stricken| swear swore
    sworn| sweep swept| swim swam swum| take took taken| teach taught| tear tore torn| tell told| think thought| throw
    threw thrown| understand understood| undergo underwent undergone| wake woke woken| wear wore worn| win won|
    withdraw withdrew withdrawn| withhold withheld| write wrote written| die dying| lie lying lain"""
_PLAIN = {form: forms.split()[0] for forms in _FORMS.split("|") for form in forms.split()}
_DOUBLED = frozenset(letter * 2 for letter in "bdgmnprt")


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """The stem of a lower-case word, of verbs that of their plain form: "stabbed", "swum"."""
    stem = lexicon.stem(_PLAIN.get(word, word))
    return stem[:-1] if stem[-2:] in _DOUBLED else stem


def is_past(word: str) -> bool:
    """Whether a lower-case word has the form of what was done: "visited", "swam"."""
    return word.endswith("ed") or _PLAIN.get(word, word) != word
