"""The English words that announce speech, and what each may do in a sentence.

`say`: stands before, after or around the words said, also with its subject behind it ("…," said Mary).
`hold`: takes a clause ("believes that …"), and may close one ("…, experts believe").
`find`: takes a clause with "that", or without it after something that was written ("the study found …").
`act`: speech that is told by what it does ("urged the council to …", "called for …").
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from bot.language.en import function_words
from bot.language.en.calendar_words import CLOCK_WORDS, MONTHS, PARTS_OF_DAY, RELATIVE_DAYS, WEEKDAY_NAMES
from bot.language.en.function_words import CANNOT, HARDLY, NEGATED_AUXILIARIES, PREPOSITIONS, SUBJECTS, SUBORDINATORS
from bot.language.en.lexicon import PLACES, SIMPLE_PAST
from bot.language.en.number_words import COUNTING, INEXACT
from bot.language.en.titles import CLERGY, OFFICES, RANKS

Manner = Literal["say", "hold", "find", "act"]
Form = Literal["base", "s", "past", "ing"]


class Cue(NamedTuple):
    """A form of a verb of speech."""

    manner: Manner
    form: Form
    lemma: str


_REGULAR: dict[Manner, str] = {
    "say": """add announce answer argue ask assert claim comment complain conclude continue counter declare exclaim
        explain insist joke lament maintain mention muse note observe quip reason recall recount reiterate remark reply
        report respond retort scream shout state stress testify tweet vow warn whisper wonder yell caution contend
        concede chant cry intone opine""",
    "hold": """acknowledge admit affirm agree allege assume believe boast charge confirm convince deny disclose doubt
        emphasize emphasise estimate expect fear forecast hint hope imagine imply indicate inform pledge predict
        proclaim promise propose recommend speculate suggest suspect threaten underscore worry assure
        remind underline""",
    "find": """decide determine discover document learn note reveal show signal realize realise calculate""",
    "act": """accuse advise applaud blame blast cite condemn criticize criticise decry defend
        demand denounce describe deride dismiss dispute echo encourage hail impugn implore mock
        praise question rebuke reject request ridicule slam urge tout voice welcome portray""",
}
_DOUBLED = {"quip", "admit", "slam", "refer"}
_IRREGULAR: dict[Manner, str] = {
    "say": "say says said saying|tell tells told telling|write writes wrote writing|read reads - reading"
    "|sing sings sang singing",
    "hold": "think thinks thought thinking|swear swears swore swearing|feel feels felt feeling"
    "|understand understands understood -",
    "find": "find finds found finding|know knows knew knowing|see sees saw seeing|hear hears heard hearing",
    "act": "",
}
PARTICLES = {
    ("call", "for"): "act",
    ("call", "on"): "act",
    ("call", ""): "act",
    ("point", "out"): "say",
    ("point", "to"): "act",
    ("go", "on"): "",
    ("put", "it"): "say",
    ("refer", "to"): "act",
    ("speak", "of"): "act",
    ("rail", "against"): "act",
    ("lash", "out"): "act",
    ("vow", ""): "say",
    ("complain", "about"): "act",
    ("warn", "of"): "act",
    ("warn", "against"): "act",
    ("talk", "about"): "act",
}
"""Verbs whose manner hangs on the word after them; with "" the verb stands alone."""

NOUN_TOO = frozenset(
    """answer answers back backs blame call calls charge charges claim claims comment comments counter cry cries demand
    demands doubt doubts echo estimate estimates fear fears forecast forecasts hope hopes joke jokes mention note
    notes order orders pledge pledges point points praise promise promises question questions reason reasons remark
    remarks reply replies report reports request requests show shows signal signals state states stress support
    tweet tweets vow vows voice voices worry worries attack attacks cite welcome document documents thought finding
    findings feeling feelings reading saying understanding meaning warning mock hail hear boast boasts reveal sees
    read reads launch""".split()
)
"""Forms that are nouns (or adjectives) as often as verbs: they count only with a subject right before them."""

WRITTEN = frozenset(
    """study studies poll polls report reports survey surveys analysis analyses data research review investigation
    document documents letter statement article figures statistics records emails audit estimate estimates numbers
    paper memo filing findings reporters test tests census website site text lawsuit complaint indictment""".split()
)
"""Things that say something by what is written in them."""

_COMPOUND = {"said": "say", "call": "call"}


def _inflect(base: str) -> dict[str, Form]:
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    past, ing = base + "ed", base + "ing"
    if base.endswith("y") and base[-2] not in "aeo":
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    elif base.endswith("e"):
        past, ing = base + "d", base[:-1] + "ing"
    elif base in _DOUBLED:
        past, ing = base + base[-1] + "ed", base + base[-1] + "ing"
    return {base: "base", third: "s", past: "past", ing: "ing"}


def _lexicon() -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for manner, bases in _REGULAR.items():
        for base in bases.split():
            for word, form in _inflect(base).items():
                found.setdefault(word, Cue(manner, form, base))
    forms: tuple[Form, ...] = ("base", "s", "past", "ing")
    for manner, groups in _IRREGULAR.items():
        for group in filter(None, groups.split("|")):
            words = group.split()
            found |= {word: Cue(manner, form, words[0]) for word, form in zip(words, forms, strict=True) if word != "-"}
    return found


CUES: dict[str, Cue] = _lexicon()
"""Every form of every verb that needs no particle."""
LEMMAS = frozenset(cue.lemma for cue in CUES.values())


def forms_of(lemmas: Collection[str], *forms: Form) -> frozenset[str]:
    """Return the words for some verbs of speech, all of their forms or those that are named."""
    return frozenset(word for word, cue in CUES.items() if cue.lemma in lemmas and (not forms or cue.form in forms))


def _with_particles() -> dict[str, dict[str, Cue]]:
    irregular = {
        "put": {"put": "past", "puts": "s", "putting": "ing"},
        "speak": {"speak": "base", "speaks": "s", "spoke": "past", "speaking": "ing"},
    }
    found: dict[str, dict[str, Cue]] = {}
    for (base, particle), manner in PARTICLES.items():
        if not manner:
            continue
        for word, form in (irregular.get(base) or _inflect(base)).items():
            found.setdefault(word, {})[particle] = Cue(manner, form, f"{base} {particle}".strip())  # type: ignore[arg-type]
    return found


PHRASAL: dict[str, dict[str, Cue]] = _with_particles()

ADDRESSED = frozenset(
    "tell ask warn inform urge remind assure advise encourage implore convince promise answer".split()
)
"""Verbs whose first object is the one spoken to."""

REQUESTS = (ADDRESSED - {"inform", "assure", "promise", "answer"}) | {"order", "beg"}
"""… who is asked to do something: "urged the council to meet"."""

STRICT = frozenset(
    """continue conclude maintain answer counter respond reply retort sing shout scream yell whisper cry chant read
    feel know see hear learn assume imagine comment intone exclaim reason""".split()
)
"""Verbs that announce speech only before a quotation or "that": "she continued to walk" does not."""
PRONOUNS = SUBJECTS | {"who"}
ADVERBS = frozenset(
    """also then later again repeatedly recently reportedly publicly previously even still once further both all
    already often always first last now just simply earlier himself herself themselves itself too nonetheless
    nevertheless instead thus however therefore meanwhile sometimes soon long ever each only subsequently today
    yesterday tonight famously once twice""".split()
)
NOT_ADVERBS = frozenset(
    "family only early daily weekly monthly reply ally rally assembly july italy supply anomaly".split()
)
HAVE = function_words.HAVE | frozenset("'s ’s 've ’ve 'd ’d".split())
BE = function_words.BE | frozenset("'re ’re 'm ’m gets got".split())
NEGATIONS = (
    (function_words.NEGATIONS - {"no", "none", "nothing", "without"})  # those say nothing of the verb behind them
    | CANNOT
    | NEGATED_AUXILIARIES
    | HARDLY
    | frozenset("n't declined refused failed".split())
)
"""Words before a verb of speech that deny that anything was said."""
MODALS = function_words.MODALS | frozenset("'ll ’ll 'd ’d won't".split())
DETERMINERS = (function_words.DETERMINERS - {"either", "less"}) | COUNTING | INEXACT
ADVERBIAL_OPENERS = (
    PREPOSITIONS | SUBORDINATORS | frozenset("asked speaking addressing citing pressed according".split())
)
TIMES = (
    MONTHS
    | frozenset(WEEKDAY_NAMES)
    | frozenset(RELATIVE_DAYS)
    | PARTS_OF_DAY
    | CLOCK_WORDS
    | frozenset("earlier later late last this next week month year weekend ago recently early mid day hour".split())
)
"""Words of a time that stands beside a speaker: “the ministry said late last week”."""
FINITE = (
    (function_words.FINITE_AUXILIARIES - {"am", "shall"})  # news has neither
    | NEGATED_AUXILIARIES
    | SIMPLE_PAST
    & frozenset(
        """went took made gave got came became began held left met ran won lost spoke spent stood sat sent led built
        brought fought kept drew grew rose fell broke chose drove ate flew forgot hid rode paid hit set put let shot cut
        spread beat""".split()
    )  # with those too that stand behind a noun as participles (“sold”, “struck”), speakers are lost
    | frozenset(
        "seemed seems wants want needs need plans goes comes makes takes gives gets keeps remains 's ’s".split()
    )
)
"""Words that carry a sentence."""
PEOPLE = frozenset(
    """officials sources critics experts analysts police authorities prosecutors investigators lawmakers republicans
    democrats aides advisers advisors lawyers attorneys supporters opponents researchers scientists economists
    witnesses activists people reports polls voters observers diplomats leaders members insiders doctors residents
    reporters journalists campaigns regulators conservatives liberals historians scholars advocates economists
    strategists spokesman spokeswoman spokesperson spokespeople organizers protesters demonstrators students
    teachers parents soldiers officers detectives firefighters rescuers executives directors ministers senators
    congressmen governors mayors judges justices academics professors commentators pundits pollsters campaigners
    environmentalists unions employers employees workers farmers businesses companies banks investors traders
    economists forecasters friends neighbors neighbours relatives colleagues allies rivals foes others some many
    most few none both each everyone nobody someone women men studies surveys records documents data statistics
    scientists engineers""".split()
)
"""Nouns that may speak without an article before them."""

ROLES = (
    OFFICES
    | (RANKS - {"major"})  # as often an adjective
    | CLERGY
    | frozenset(
        """official premier congressman congresswoman executive adviser advisor aide analyst economist expert lawyer
    attorney prosecutor professor researcher scientist historian author writer reporter journalist correspondent
    columnist strategist pollster consultant activist advocate critic supporter opponent witness source resident
    voter neighbor neighbour mother father wife husband son daughter sister brother friend colleague doctor
    physician nurse teacher student player diplomat envoy soldier deputy candidate nominee lawmaker legislator
    politician trooper agent broker trader investor banker farmer worker employee employer man woman boy girl
    person insider participant organizer host moderator anchor commentator pundit veteran counselor counsellor
    programmer designer artist singer actor actress filmmaker producer driver pilot engineer administrator
    superintendent treasurer trustee councilman councilwoman councillor delegate chaplain interpreter guide
    guard survivor victim defendant plaintiff caller viewer reader user customer""".split()
    )
    | PEOPLE
)
BODIES = PLACES | frozenset(
    """administration agency alliance army assembly association authority bank board bureau cabinet campaign
    chamber church coalition commission committee company congress consultancy corporation council country court
    department division embassy federation firm force forces foundation fund government group institute
    institution kremlin league magazine ministry mission movement nation network newspaper nations office
    organisation organization outlet paper parliament party police post senate service site society states team
    times tribunal trust union website white inc corp co ltd llc plc news press journal tribune herald guardian
    media radio television tv channel report poll study survey international club school museum district america
    europe room forum summit conference project program programme act bill amendment plan treaty agreement
    accord order law code award prize day war sea ocean bridge building tower show morning tonight""".split()
)
"""Last words of names that are no person's."""
