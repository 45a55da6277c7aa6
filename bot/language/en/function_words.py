"""The small words of English by their class, each once: what a rule needs of them it takes from here.

A rule that needs fewer or more derives its list from one of these, and says why.
"""

from __future__ import annotations

BEING = frozenset("is are was were be been being".split())
"""Forms of “be”: before a past form they make the passive."""
BE = BEING | {"am"}
HAVE = frozenset("has have had having".split())
DO = frozenset("do does did".split())
CONDITIONAL = frozenset(("would",))
FUTURE = frozenset("will shall".split())
OBLIGATION = frozenset("should must".split())
POSSIBILITY = frozenset("can could may might".split())
MODALS = CONDITIONAL | FUTURE | OBLIGATION | POSSIBILITY
AUXILIARIES = BE | HAVE | DO | MODALS
"""Verbs that help another …"""
FINITE_AUXILIARIES = AUXILIARIES - {"be", "been", "being", "having"}
"""… in the forms that carry a sentence."""

NEGATIONS = frozenset("not no never none nobody nothing neither nor without".split())
CANNOT = frozenset(("cannot",))
"""… and the one that is written together with its verb."""
NEGATED_AUXILIARIES = frozenset(
    """can't won't wouldn't didn't doesn't don't hasn't haven't hadn't isn't wasn't aren't weren't couldn't
    shouldn't""".split()
)
HARDLY = frozenset("hardly barely scarcely".split())
"""Adverbs that all but deny."""

SUBJECTS = frozenset("i we you he she it they".split())
"""Personal pronouns that do something …"""
OBJECTS = frozenset("me us you him her it them".split())
"""… to whom it is done …"""
POSSESSIVES = frozenset("my our your his her its their".split())
"""… and whose something is."""
REFLEXIVES = frozenset("himself herself itself themselves".split())
PRONOUNS = SUBJECTS | OBJECTS
SOMEBODY = frozenset("anyone anybody someone somebody everyone everybody".split())
"""Pronouns that name nobody."""
THIRD_PERSON = frozenset("he she it they him her them his its their".split())
"""Words that point to somebody or something named before."""

ARTICLES = frozenset("the a an".split())
DEMONSTRATIVES = frozenset("this that these those".split())
CENTRAL_DETERMINERS = ARTICLES | DEMONSTRATIVES | POSSESSIVES
"""Determiners of which a noun has one at most, as Quirk et al. call them (A Comprehensive Grammar, 1985, 5.11)."""
SOME_OF_THEM = frozenset("some many most several few all".split())
"""Quantifiers that may stand for a part of those who were named before: “Some forged signatures”."""
QUANTIFIERS = SOME_OF_THEM | frozenset("every no any each both either more less another other".split())
DETERMINERS = CENTRAL_DETERMINERS | QUANTIFIERS

PREPOSITIONS = frozenset(
    """in on at by for with from during after before under despite since of about against as among amid around between
    beyond beside besides via through throughout to toward towards until upon within without across behind below
    above over near per like unlike into onto inside outside off regarding concerning following given
    including""".split()
)
COORDINATORS = frozenset("and but or nor so yet".split())
"""Conjunctions between equals."""
QUESTION_WORDS = frozenset("who whom whose what which when where why how".split())
CONDITIONS = frozenset("if unless whether".split())
CONCESSIONS = frozenset("although though while whereas".split())
SUBORDINATORS = (
    CONDITIONS
    | CONCESSIONS
    | (QUESTION_WORDS - {"who", "whom"})
    | frozenset("that because but so than once until since whenever wherever".split())
)
"""Words with which a clause begins that hangs on another."""
CONJUNCTIONS = COORDINATORS | SUBORDINATORS

JOINERS = frozenset("of for the and on in".split())
"""Small words within the name of a body, which its initials leave out."""
RELATIVES = frozenset("who whom whose which that".split())
"""Words that begin a clause about the word before them."""
CLAUSE_OPENERS = CONCESSIONS | frozenset("but because before after when which who".split())
"""Words behind which another clause has its say."""

FUNCTION_WORDS = (
    AUXILIARIES
    | NEGATIONS
    | CANNOT
    | NEGATED_AUXILIARIES
    | HARDLY
    | PRONOUNS
    | POSSESSIVES
    | REFLEXIVES
    | DETERMINERS
    | PREPOSITIONS
    | CONJUNCTIONS
    | QUESTION_WORDS
    | frozenset("then than there here very also only just still ever again once such same".split())
)
"""All of them."""

LIGHT_WORDS = frozenset(
    "along already back doing done down even get got let much now out own quite theirs too up".split()
)
"""Words that are no function words and say as little."""
CONTRACTED = frozenset("d ll m re s ve".split())
"""What is left behind the apostrophe of “we’ll”."""
