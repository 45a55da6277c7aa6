"""English words that proof must know: function words, irregular forms, contraries, and whose people is which."""

from __future__ import annotations

from bot.language.en.function_words import CONTRACTED, FUNCTION_WORDS, HARDLY, LIGHT_WORDS, REFLEXIVES

_NEWS = (
    HARDLY
    | REFLEXIVES
    | FUNCTION_WORDS
    & frozenset(
        """nobody none nothing either ever few less several above behind below beside besides beyond concerning despite
        following given including inside like outside regarding throughout unless unlike whenever whereas wherever
        whether""".split()
    )
)
"""Function words that a claim may not lose or add: without them more honest claims are refused and more wrong ones
proved."""
FUNCTION = (FUNCTION_WORDS - _NEWS) | LIGHT_WORDS | CONTRACTED | frozenset("ahead earlier later soon ought n't".split())
"""Words that carry no news by themselves; the operators among them are read by `polarity`."""

_FORMS = """
say said saying, tell told, meet met, speak spoke spoken, begin began begun, win won winning, lose lost, make made,
take took taken, give gave given, go went gone, come came, see saw seen, know knew known, think thought, find found,
hold held, leave left, lead led, keep kept, bring brought, buy bought, sell sold, build built, send sent, spend spent,
pay paid, rise rose risen, fall fell fallen, grow grew grown, break broke broken, choose chose chosen, write
wrote written,
run ran, sit sat, stand stood, understand understood, strike struck, shoot shot, fight fought, catch caught,
teach taught,
seek sought, feel felt, mean meant, become became, show showed shown, draw drew drawn, drive drove driven,
fly flew flown, ride rode ridden, get got gotten,
throw threw thrown, wear wore worn, steal stole stolen, hide hid hidden, forget forgot forgotten, eat ate eaten,
withdraw withdrew withdrawn, swear swore sworn, flee fled, feed fed, sing sang sung, drink drank drunk, swim swam swum,
freeze froze frozen, arise arose arisen, overcome overcame, undergo underwent undergone, oversee oversaw overseen,
foresee foresaw foreseen, shake shook shaken, wake woke woken, bear bore borne, tear tore torn, ring rang rung,
sink sank sunk, shrink shrank shrunk, dig dug, bind bound, deal dealt, sleep slept, sweep swept, lend lent, bend bent,
slide slid, hear heard, forbid forbade forbidden, lie lay lain lying, die died dies dying
"""
_PLURALS = """
man men, woman women, child children, person people, foot feet, life lives, knife knives, leaf leaves, wolf wolves,
wife wives, half halves
"""


def _table(rows: str) -> dict[str, str]:
    groups = [row.split() for row in rows.replace("\n", " ").split(",")]
    return {form: base for base, *forms in groups for form in forms}


IRREGULAR = _table(_FORMS) | _table(_PLURALS) | {"used": "use", "using": "use"}  # too short to be stemmed
UNCHANGED = frozenset("put cut hit set quit beat hurt let shed split burst cast shut spread bid".split())
"""Verbs whose past forms look like the plain verb."""
SIMPLE_PAST = UNCHANGED | frozenset(row.split()[1] for row in _FORMS.replace("\n", " ").split(","))
"""Irregular forms that carry a sentence: “gave”, no “given”."""
PAST = (
    UNCHANGED
    | frozenset(form for form in _table(_FORMS) if not form.endswith("ing"))
    | frozenset(("was", "were", "had", "did"))
)
"""Forms that tell of something done."""

PLACES = frozenset(
    """stadium arena center centre park street avenue road square city county state island islands university college
    hall palace airport hospital bay beach lake river mountain mountains valley garden theater theatre hotel house field
    speedway dome coliseum republic kingdom""".split()
)
"""Last words of the names of places."""
DIRECTIONS = frozenset("north south east west northern southern eastern western central".split())
"""What a place's name may begin with, or stand behind."""
UNIONS = {
    ("united", "states"): "us.",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
}
NATIONS = _table(
    """us. usa american americans america, uk british britain briton britons, france french, germany german germans,
    spain spanish, russia russian russians, ukraine ukrainian ukrainians, china chinese, japan japanese,
    italy italian italians, poland polish poles, turkey turkish turks, greece greek greeks, sweden swedish,
    norway norwegian, denmark danish danes, finland finnish, netherlands dutch, belgium belgian, switzerland swiss,
    austria austrian, portugal portuguese, ireland irish, hungary hungarian, czechia czech czechs, romania romanian,
    bulgaria bulgarian, serbia serbian serbs, croatia croatian, georgia georgian, belarus belarusian,
    lithuania lithuanian, latvia latvian, estonia estonian, israel israeli israelis, egypt egyptian,
    palestine palestinian palestinians, syria syrian syrians, iraq iraqi iraqis, iran iranian iranians,
    afghanistan afghan afghans, pakistan pakistani, india indian indians, lebanon lebanese, saudi saudis, yemen yemeni,
    qatar qatari, korea korean koreans, vietnam vietnamese, thailand thai, indonesia indonesian,
    australia australian australians, canada canadian canadians, mexico mexican mexicans, brazil brazilian,
    argentina argentine argentinian, chile chilean, colombia colombian, venezuela venezuelan, cuba cuban,
    nigeria nigerian, kenya kenyan, ethiopia ethiopian, sudan sudanese, libya libyan, europe european europeans,
    africa african africans, asia asian, scotland scottish, wales welsh, england english, armenia armenian,
    azerbaijan azerbaijani, kazakhstan kazakh, taiwan taiwanese, philippines filipino, somalia somali, morocco
    moroccan"""
)
"""Countries' people and adjectives, to their country."""
NATION_STEMS = frozenset(NATIONS.values())

CONTRARIES = tuple(
    (tuple(first.split()), tuple(second.split()))
    for first, second in (
        row.split("/")
        for row in """begin start open resume launch/end stop close finish suspend
win beat/lose
rise increase grow climb gain jump higher/fall decrease drop decline shrink sink slump lower
accept approve agree allow permit grant support back endorse/reject refuse disagree ban forbid deny oppose block veto
buy/sell
arrive enter join return/leave quit exit depart
raise lift/cut reduce
confirm admit acknowledge/deny
praise welcome/criticise criticize condemn
survive/die kill
acquit clear free release/convict jail arrest sentence imprison
ally friend/enemy rival
hire/fire dismiss
succeed/fail
more most/less fewer least
best/worst
north northern/south southern
east eastern/west western
male man boy husband father son brother/female woman girl wife mother daughter sister
true right/false wrong
legal lawful/illegal unlawful
possible/impossible
able/unable
likely/unlikely
safe/unsafe dangerous
acceptable/unacceptable
guilty/innocent
alive/dead
strong/weak
remember/forget
include/exclude
majority/minority
import/export
attack/defend
hot/cold
old/young new
married/divorced""".split("\n")
    )
)
"""Words that turn a sentence into its contrary."""
