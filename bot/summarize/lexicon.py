"""English words that proof must know: function words, numbers, dates, irregular forms, and whose people is which."""

from __future__ import annotations

SMALL = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        (float(n) for n in range(20)),
        strict=True,
    )
)
TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        (float(n) for n in range(20, 100, 10)),
        strict=True,
    )
)
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SCALES |= {"m": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
ORDINALS = dict(
    zip(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        (float(n) for n in range(3, 13)),
        strict=True,
    )
)
HALVES = {"half": 0.5, "twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0}
NUMBERS = SMALL | TENS | ORDINALS | HALVES | {word: value for word, value in SCALES.items() if len(word) > 2}
"""Words that are numbers by themselves."""

BEING = frozenset("is are was were be been being".split())
"""Forms of “be”: before a past form they make the passive."""

MONTHS = frozenset(
    "january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct "
    "november nov december dec".split()
)
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday tue tues thu thurs fri sat sun mon wed".split()
)
AMBIGUOUS_DATES = frozenset("mar sat sun mon wed jan".split())
RELATIVE = frozenset("yesterday today tonight tomorrow".split())

FUNCTION = frozenset(
    """a an the this that these those of in on at by for with from to into onto over under after before since
    until about
    against between among through during as and or but nor so yet if because while although though than then there here
    it its he she they them his her their theirs him we us our you your i me my who whom whose which what when where why
    how is are was were be been being am do does did doing done has have had having also just only even still already
    again very quite too more most much many some any each every both all other another such own same up down out off
    back now once later earlier soon ahead within without near across along around per via s re ve ll d m not no never
    neither n't would will could can may might shall should must ought let get got amid toward towards upon""".split()
)
"""Words that carry no news by themselves; the operators among them are read by `polarity`."""

_FORMS = """
say said saying, tell told, meet met, speak spoke spoken, begin began begun, win won winning, lose lost, make made,
take took taken, give gave given, go went gone, come came, see saw seen, know knew known, think thought, find found,
hold held, leave left, lead led, keep kept, bring brought, buy bought, sell sold, build built, send sent, spend spent,
pay paid, rise rose risen, fall fell fallen, grow grew grown, break broke broken, choose chose chosen, write
wrote written,
run ran, sit sat, stand stood, understand understood, strike struck, shoot shot, fight fought, catch caught,
teach taught,
seek sought, feel felt, mean meant, become became, show shown, draw drew drawn, drive drove driven, fly flew flown,
throw threw thrown, wear wore worn, steal stole stolen, hide hid hidden, forget forgot forgotten, eat ate eaten,
withdraw withdrew withdrawn, swear swore sworn, flee fled, feed fed, sing sang sung, drink drank drunk, swim swam swum,
freeze froze frozen, arise arose arisen, overcome overcame, undergo underwent undergone, oversee oversaw overseen,
foresee foresaw foreseen, shake shook shaken, wake woke woken, bear bore borne, tear tore torn, ring rang rung,
sink sank sunk, shrink shrank shrunk, dig dug, bind bound, deal dealt, sleep slept, sweep swept, lend lent, bend bent,
slide slid, hear heard, forbid forbade forbidden, lie lay lain lying, die dying dies died
"""
_PLURALS = """
man men, woman women, child children, person people, foot feet, life lives, knife knives, leaf leaves, wolf wolves,
wife wives, half halves
"""


def _table(rows: str) -> dict[str, str]:
    groups = [row.split() for row in rows.replace("\n", " ").split(",")]
    return {form: base for base, *forms in groups for form in forms}


IRREGULAR = _table(_FORMS) | _table(_PLURALS)
PAST = frozenset(form for form in _table(_FORMS) if not form.endswith("ing")) | frozenset(
    "was were had did put cut hit set quit".split()
)
"""Forms that tell of something done."""

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
