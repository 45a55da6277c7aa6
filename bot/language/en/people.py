"""English words for people: what they are, whom pronouns mean, who is whose relative."""

from __future__ import annotations

import re

from bot.language.en.function_words import ARTICLES, POSSESSIVES, PREPOSITIONS, RELATIVES
from bot.language.en.lexicon import DIRECTIONS
from bot.language.en.speech.speech_verbs import BODIES, PEOPLE, ROLES, WRITTEN
from bot.language.en.titles import ADDRESS, CALLED_HE, CALLED_SHE, KIN, KIN_HE, KIN_SHE, SHORTENED
from bot.language.people import People
from bot.text.patterns import any_of

_KIN = any_of(KIN)
_OWNER = r"(?:[Hh]is|[Hh]er|[Tt]heir|\w+['’]s?)"
_WORDS = r"(?:\s+(?!and\b)[a-z-]+){0,2}?"
_COUNTED = frozenset(
    """people persons civilians villagers residents citizens inhabitants locals men women children boys girls babies
    infants toddlers teenagers teens youths adults pensioners others victims casualties survivors passengers pedestrians
    cyclists motorists drivers riders bystanders onlookers visitors tourists holidaymakers pilgrims worshippers guests
    hikers climbers skiers swimmers divers sailors seafarers crew fishermen miners workers labourers laborers farmers
    builders employees teachers students pupils schoolchildren nurses doctors medics patients rescuers volunteers
    firefighters officers policemen policewomen guards soldiers troops servicemen marines conscripts recruits fighters
    militants rebels insurgents gunmen attackers hostages captives prisoners inmates detainees migrants refugees
    protesters protestors demonstrators strikers activists journalists reporters fans spectators players athletes
    runners customers shoppers diners clubbers families relatives members militiamen settlers monks nuns priests
    americans britons palestinians israelis ukrainians russians germans indians iraqis syrians afghans""".split()
)

PERSONS = People(
    roles=ROLES,
    crowds=PEOPLE,
    counted=_COUNTED,
    anybody=ROLES
    & frozenset(
        """official source person man woman boy girl participant witness resident insider spokesman spokeswoman
        spokesperson expert analyst critic supporter opponent voter""".split()
    ),
    one_of_many=PEOPLE & frozenset("spokesman spokeswoman spokesperson someone everyone nobody each".split()),
    bodies=BODIES,
    surnames_too=(BODIES & frozenset("park day hall house church street bridge white law bill post lake field".split()))
    | {"bush", "rivers", "king"},
    written=WRITTEN,
    place_openers=DIRECTIONS | frozenset("new united san los las el fort mount lake port saint st".split()),
    no_name=frozenset("of and for the".split()),
    address=ADDRESS,
    articles=ARTICLES,
    definite=frozenset(("the",)),
    owners=POSSESSIVES | {"one", "another"},
    possessives=POSSESSIVES - {"my", "your"},  # nobody says in an apposition whose friend somebody is to a reader
    prepositions=PREPOSITIONS,
    belonging=frozenset(("of", "for")),
    conjunction="and",
    relatives=RELATIVES,
    pronouns={"he": ("person",), "she": ("person",), "they": ("many", "body"), "it": ("body",)},
    sexes={"she": CALLED_SHE, "he": CALLED_HE},
    kin=dict.fromkeys(KIN_SHE | {"mrs", "ms", "miss"}, "she") | dict.fromkeys(KIN_HE | {"mr"}, "he"),
    kin_before=re.compile(rf"\b{_OWNER}{_WORDS}\s+(?P<kin>{_KIN}),?\s+$"),
    kin_behind=re.compile(rf",\s+{_OWNER}{_WORDS}\s+(?P<kin>{_KIN})\b"),
    label_titles=ADDRESS | SHORTENED | {"president", "senator", "governor"},
    always_capital=frozenset(
        """islamic islamist muslim muslims christian christians jewish jews jew catholic catholics protestant
        protestants buddhist hindu hindus sikh sunni shiite shia orthodox mormon arab arabs latino latinos latina
        hispanic hispanics african asian european american british english french german italian spanish russian
        chinese japanese korean indian iranian iraqi israeli palestinian syrian turkish ukrainian polish mexican
        canadian cuban americans russians europeans africans asians iranians israelis palestinians syrians
        ukrainians mexicans""".split()
    ),
    headings=frozenset(
        """update note summary background context photo video clip caption correction analysis opinion verdict result
        results score goal half gold silver bronze dow oil stocks weather sport more key news breaking live latest watch
        date time place""".split()
    ),
)
