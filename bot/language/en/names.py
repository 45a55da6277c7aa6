"""What English puts before names, and what it capitalises that is none."""

from __future__ import annotations

from bot.language.en.calendar_words import MONTH_NAMES, RELATIVE_DAYS, WEEKDAY_NAMES
from bot.language.en.function_words import FUNCTION_WORDS
from bot.language.en.lexicon import NATIONS
from bot.language.en.number_words import CARDINALS
from bot.language.en.speech.speech_verbs import PEOPLE, ROLES
from bot.language.en.titles import OFFICES_OF, SHORTENED_AS_WRITTEN, TITLES
from bot.language.names import Names

# Capitalised only because they begin a sentence, or no name by themselves.
_COMMON = (
    FUNCTION_WORDS
    | (frozenset(RELATIVE_DAYS) - {"tonight"})
    | frozenset(CARDINALS[1:11])
    | frozenset(
        """according addressing ahead almost along asked earlier even first however instead last later let meanwhile
        moreover much nearly next now peace perhaps said says speaking talks thus told yes""".split()
    )
)
_ATTRIBUTES = frozenset(NATIONS) | frozenset(
    """us u.s uk u.k eu un gop republican republicans democrat democrats democratic conservative labour liberal retired
    first second host fellow also republican-led billionaire saudi""".split()
)
NAMES = Names(
    shortened=SHORTENED_AS_WRITTEN,
    heads=frozenset(map(str.capitalize, OFFICES_OF)),
    of=frozenset(("of",)),
    titles=TITLES,
    offices=OFFICES_OF,
    joints=frozenset("of the and for".split()),
    attributes=_ATTRIBUTES,
    callings=ROLES - PEOPLE,
    common=_COMMON,
    calendar=frozenset(MONTH_NAMES + WEEKDAY_NAMES),
)
names, core, name_words, name_key = NAMES.spans, NAMES.core, NAMES.words, NAMES.key
