"""The English words that announce speech, and the noun phrases that may stand as its speaker."""

from __future__ import annotations

import re

_SAY = """
say says said saying|tell tells told telling|add adds added adding|argue argues argued arguing|claim claims claimed claiming
announce announces announced announcing|report reports reported reporting|note notes noted noting|state states stated stating
insist insists insisted insisting|explain explains explained explaining|believe believes believed believing|think thinks thought
suggest suggests suggested suggesting|warn warns warned warning|deny denies denied denying
acknowledge acknowledges acknowledged acknowledging|admit admits admitted admitting|concede concedes conceded conceding
confirm confirms confirmed confirming|declare declares declared declaring|indicate indicates indicated indicating
maintain maintains maintained maintaining|allege alleges alleged alleging|predict predicts predicted predicting
reveal reveals revealed revealing|stress stresses stressed stressing|emphasize emphasizes emphasized emphasise emphasised
reiterate reiterates reiterated reiterating|recall recalls recalled recalling|observe observes observed|contend contends contended
tweet tweets tweeted tweeting|write writes wrote writing|ask asks asked asking|wonder wonders wondered|reply replies replied replying
respond responds responded responding|quip quips quipped|joke jokes joked joking|conclude concludes concluded concluding
assert asserts asserted asserting|complain complains complained complaining|mention mentions mentioned|remark remarks remarked
comment comments commented commenting|testify testifies testified testifying|hope hopes hoped hoping|feel feels felt
fear fears feared|expect expects expected|agree agrees agreed|caution cautions cautioned|charge charges charged
counter counters countered|cite cites cited|describe describes described describing|disclose disclosed|estimate estimates estimated
hint hints hinted|imply implies implied|inform informs informed|know knows knew|learn learned|lament laments lamented
point out points out pointed out pointing out|praise praises praised praising|promise promises promised promising
propose proposes proposed|pledge pledges pledged pledging|vow vows vowed vowing|threaten threatens threatened
demand demands demanded demanding|urge urges urged urging|call on calls on called on calling on|call for calls for called for calling for
criticize criticizes criticized criticise criticised criticizing|blast blasts blasted blasting|slam slams slammed slamming
accuse accuses accused accusing|blame blames blamed blaming|dismiss dismisses dismissed dismissing|recommend recommends recommended
shout shouts shouted shouting|speculate speculates speculated|swear swore|worry worries worried|find finds found|show shows showed
want wants wanted|plan plans planned|decide decides decided|realize realized realised|proclaim proclaimed|recount recounts recounted
repeat repeats repeated repeating|signal signals signaled signalled|underscore underscores underscored|question questions questioned
call calls called calling|label labels labeled|refer to refers to referred to|express expresses expressed expressing|order ordered orders
""".replace("\n", "|")

CLAUSE_VERBS = frozenset(
    """
said says say told added argued claimed announced reported noted stated insisted explained believe believes believed think thinks
thought suggested warned denied acknowledged admitted conceded confirmed declared indicated maintained alleged predicted revealed
stressed emphasized reiterated contended tweeted wrote asked asserted complained testified hopes hoped feel feels felt fear fears
quipped joked concluded replied responded mentioned remarked commented recalled observed cautioned countered
""".split()
)
"""Verbs that stand beside a quotation on either side of their subject."""


def _forms() -> list[str]:
    found: set[str] = set()
    for group in _SAY.split("|"):
        words = group.split()
        index = 0
        while index < len(words):
            if index + 1 < len(words) and words[index + 1] in ("out", "on", "for", "to"):
                found.add(f"{words[index]} {words[index + 1]}")
                index += 2
            else:
                found.add(words[index])
                index += 1
    return sorted(found, key=len, reverse=True)


CUE = re.compile(r"\b(" + "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in _forms()) + r")\b")
ACCORDING = re.compile(r"\b([Aa]ccording to|[Ii]n the words of|[Pp]er)\s+")
ADDRESSED = frozenset(
    "tell tells told telling inform informs informed warn warns warned ask asks asked urge urges urged".split()
)
PRONOUNS = frozenset("he she they it we i who".split())
PLURAL_SPEAKERS = re.compile(
    r"^(?:[a-z-]+\s+){0,4}(?:officials?|sources?|critics|experts|analysts|police|authorities|prosecutors|investigators|lawmakers|"
    r"republicans|democrats|aides|advisers|advisors|lawyers|attorneys|supporters|opponents|researchers|scientists|economists|"
    r"witnesses|activists|people|reports|polls|voters|observers|diplomats|leaders|members|spokesm[ae]n|spokeswom[ae]n|"
    r"spokespersons?|insiders|doctors|residents|reporters|journalists|campaigns?|prosecutors|regulators)\b",
    re.I,
)
"""Plural or mass nouns that speak without an article."""
