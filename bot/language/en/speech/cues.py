"""English words that tie something said to a name."""

from __future__ import annotations

from bot.language.en.speech.speech_verbs import ADDRESSED, ADVERBS, CUES, LEMMAS, NEGATIONS, PHRASAL, ROLES, TIMES
from bot.language.speech.cues import Cues

_FINITE = frozenset(("past", "s"))
_AGAINST = LEMMAS & frozenset("reject dismiss deny dispute question criticize criticise condemn".split())
_NOUNS = frozenset(
    """announcement comment comments interview letter message note post posts remark remarks speech statement testimony
    tweet tweets words claim claims view opinion""".split()
)
_OWNING = _NOUNS | {"according"}
_VERBS = frozenset(
    {word for word, cue in CUES.items() if cue.form in _FINITE}
    | {word for word, cues in PHRASAL.items() if word not in CUES and any(cue.form in _FINITE for cue in cues.values())}
)

SAYING = Cues(
    speaking=_VERBS | _OWNING,
    telling=frozenset(w for w, cue in CUES.items() if cue.manner in ("say", "hold") and cue.form in _FINITE),
    giving=frozenset(word for word, cue in CUES.items() if cue.lemma not in _AGAINST),
    nouns=_NOUNS,
    owning=_OWNING,
    negations=NEGATIONS,
    between=(ADVERBS & frozenset("long also then later again once first himself herself".split()))
    | {"has", "had", "have"},
    adverb="ly",
    times=TIMES | frozenset("on at in".split()),
    joining=ROLES | frozenset("and but then while".split()),
    ties=frozenset(("", "that", ":", ",", "that:", "how", "why", "whether")),
    addressed=frozenset(word for word, cue in CUES.items() if cue.lemma in ADDRESSED),
    sources=frozenset(("by", "from")),
    source_phrase=("according", "to"),
    of=frozenset(("of",)),
    from_whom=frozenset("of from by to".split()),
)
