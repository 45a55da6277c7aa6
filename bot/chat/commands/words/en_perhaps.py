"""By what English shows that a line with a word or two of its own is said to the desk, and is no headline or question."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import words

ORDERS = words(
    "add allow answer arrange ask avoid begin brief bring call cancel change check clean clear combine come confirm copy"
    " correct cover create cut delete deliver disable do don't drop edit enable exclude explain export filter fix focus"
    " forward format get give go have hide hold ignore import include install invite keep kick kill leave let limit link"
    " list lock log lower mail make mention merge move mute name never open order pin post prefer print push put quit quote"
    " raise reduce refresh remind remove rename repeat replace reply report reset restart restore return run save schedule"
    " send separate set share shorten show skip sort speak split start stay stick stop swap switch tag take teach tell"
    " throw translate trim try turn type unlock unpin update use wait wake wear write"
)
"""Verbs of orders, as they begin a line; a headline has its subject first."""
MEASURE = re.compile(
    r"^(?:please |and |but |so |ok |just |way |much |far |a (?:bit|little|lot) )*"
    r"(?:more|less|fewer|only|just|no more|too (?:much|many|few|little|long|short|big)|enough|not so|not as|nothing|never|same|mostly|mainly|at least|at most|max)\b",
    re.IGNORECASE,
)
"""How a line begins that says how much of something is wanted."""
POINTS_AT = re.compile(
    r"^(?:and |but |so |ok |hey |wait |no |well |sorry |why |how |where |when |because )*"
    r"(?:(?:is|isn't|was|are|aren't|can|could|does|doesn't|will|would|should|did|didn't|has) )?"
    r"(?:it|this|that|these|those|there|it's|that's|this one's|there's|they're|here)\b",
    re.IGNORECASE,
)
"""How a line begins that points at what stands there, and names no subject."""
FAILS = re.compile(
    r"\b(?:don't|doesn't|won't|isn't|aren't|not|never|stopped|can't) (?:work|working|load|loading|open|opening|show|showing|appear|update|updating)\b"
    r"|\b(?:is|are|looks?|seems?) (?:broken|wrong|off|odd|weird|strange|empty|missing)$|\bdoes nothing\b",
    re.IGNORECASE,
)
"""What is said of something that does not do what it should."""
WRITTEN = re.compile(
    r"^(?:who|whose|whom|what|which|did|was|were|had|has|how many|how much|how did|why did|when did|where did)\b",
    re.IGNORECASE,
)
"""How questions for the news begin."""
OF_WHOM = re.compile(
    r"^(?:who|whose|whom|what|which|did|was|were|had)\b(?! (?:is|are|do|does) (?:the|this|that|these|those|it)\b)",
    re.IGNORECASE,
)
"""How a question begins that is of somebody else, if it does not say “you” or “we”."""
THING = re.compile(r"^(?:the|a|an) \w+$", re.IGNORECASE)
"""A thing alone, which is looked for: “the match”."""
OF_PLACE = re.compile(
    r"^(?:where(?:'s| is| are)|why (?:isn't|aren't|is there no|are there no|no|not|don't|doesn't)|is|are|any|no|got|what about|how about)\b",
    re.IGNORECASE,
)
"""How it is asked whether an outlet is read here."""
ENDINGS = ("'s", "'re", "'ve", "'ll", "'d", "ing", "iest", "ier", "est", "er", "ers", "ed", "es", "s", "ly", "y")
"""What English words end in beside their stem."""
