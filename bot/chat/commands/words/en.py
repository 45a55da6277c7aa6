"""What people type in English: to a command, to a schedule, to the desk in other words, and as small talk."""

from __future__ import annotations

import re

from bot.chat.commands.words.en_chat import CHAT
from bot.chat.commands.words.en_ideas import IDEAS, LITTLE
from bot.chat.commands.words.en_plain import PLAIN
from bot.chat.commands.words.typed_words import TypedWords, words

# ---------------------------------------------------------------- to a command

SPAN = re.compile(
    r"(?<!\w)(?:(?:of|from|for|in|over|during) )?(?:the )?(?:last |past )?(\d+)\s*(m|h|d|w|min(?:ute)?s?|hours?|days?|weeks?)\b",
    re.IGNORECASE,
)
LATELY = re.compile(r"(?:of |from |for |the |this |last |past )*(today|week|weekend|month|lately)\b", re.IGNORECASE)
_DAY = r"(yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4}-\d\d-\d\d)"
DAY = re.compile(rf"\b(?:on |of |from |for |last )*{_DAY}(?:'s)?(?!\w)", re.IGNORECASE)
SINCE_DAY = re.compile(rf"\b(?:ever )?since (?:last )?{_DAY}(?!\w)", re.IGNORECASE)
SINCE = "since"
ON = re.compile(r"(?:about|on|for|of)\s+", re.IGNORECASE)
QUIET = re.compile(r"\s*\bquiet\s+(off|none|\S+\s*[-–]\s*\S+)\s*$", re.IGNORECASE)
MOST = re.compile(r"\s*\b(?:at\s+)?most\s+(\d{1,3})(?:\s+(?:a|per)\s+day)?\s*$", re.IGNORECASE)
NOW = re.compile(r"\s*\bnow\s*$", re.IGNORECASE)
BY = words("by from of")
"""Words before whose quotations are wanted."""
ABOUT = "about"
"""The word behind which stands what something is about."""
TAG = "tag"
"""The word behind which stands the tag of a forum's posts."""
ON_WHAT = words("about on")
"""Words by which a briefing about something is told from a question that begins with “brief”."""
TOLD_OF = words("is are was were has had isn't wasn't hasn't")
"""What begins no name: “follow was cancelled” tells of something."""
WAS = words("was were")
HERE = words("here this")
LISTED = words("list all show everything topics")
"""Words behind “follow” that name nothing to be followed."""

# ---------------------------------------------------------------- to a schedule

OTHER_WORDS = {
    "cancel": "remove",
    "delete": "remove",
    "off": "remove",
    "stop": "remove",
    "end": "remove",
    "show": "list",
    "new": "add",
    "move": "change",
    "edit": "change",
    "update": "change",
}
NOTHING_SAID = frozenset("a an the at in on for from of to and or every each please briefing briefings me us".split())
"""Words that a line may do without."""
WRITTEN = (
    (re.compile(r"\b(?:every|each) day\b", re.IGNORECASE), "daily"),
    (re.compile(r"\b(?:every|each) (?:weekday|workday)\b", re.IGNORECASE), "weekdays"),
    (re.compile(r"\b(?:every|each) weekend\b", re.IGNORECASE), "weekends"),
    (re.compile(r"\b(\d{1,2}(?::\d\d)?)\s+(am|pm)\b", re.IGNORECASE), r"\1\2"),
    (re.compile(r"\b(\d{1,2})\.(\d\d)\b"), r"\1:\2"),
    (re.compile(r"\bnoon\b", re.IGNORECASE), "12:00"),
    (re.compile(r"\bmidnight\b", re.IGNORECASE), "00:00"),
)
ONLY = words("only just")
"""Words before, or behind, a language in which the articles are to be."""
NO_LANGUAGE = words("off none any original originals") | {""}
"""What says that the language of the sources is read."""
REGULARLY = re.compile(r"(?:every|each|hourly|daily|weekly)\b", re.IGNORECASE)

WITH_ANOTHER_MEANING = words("well were shell hell ill wed shed id its lets whore hed")
"""Words that are others without their apostrophe."""

# ---------------------------------------------------------------- as small talk

ABOUT_US = re.compile(
    r"(?:(?:hello|hi|hey)\W+)?(?:(?:who|what) are you|are you (?:there|a bot|human)|what (?:can|do) you (?:do|know)"
    r"|what can i (?:do|say|type|ask)(?: (?:for|you|here))*|how (?:do|does) (?:you|this|it) work"
    r"|how (?:do|can) i (?:start|begin|use (?:you|this|it)|set (?:you|this|it) up)|help(?: me)?(?: please)?"
    r"|set ?up|start|settings|config(?:ure)?|commands|menu|about|info)",
    re.IGNORECASE,
)
NEW = re.compile(
    r"(?:what(?:'s| is| are|s) (?:new|up|going on|happening|the latest)|what(?:'s| has)? happened|anything new"
    r"|what did i miss|catch me up|what(?:'s| is| are) (?:in )?the (?:news|headlines)|anything i(?:'ve| have)? missed)",
    re.IGNORECASE,
)
NEWS = frozenset(
    "news headlines stories summary briefing brief digest update updates overview roundup summarise summarize".split()
)
BESIDE = frozenset(
    "a an the my me us our your please give show send tell get want i can could you any some latest newest current new"
    " top main biggest key major quick short daily morning evening what is are whats of for from in and all now".split()
)
WHEN = {"today": "24h", "week": "7d", "weekend": "72h", "month": "30d", "lately": "72h"}
BESIDE_WHEN = frozenset("this the last past so far days".split())
ABOUT_WHAT = re.compile(r"\s+(?:about|on|regarding)\s+", re.IGNORECASE)

# ---------------------------------------------------------------- to the desk

ASKING = re.compile(
    r"(?:and |so |but )?(?:what|whats|which|who|whom|where|when|why|how|is|are|was|were|did|does|will|has|have)\b", re.I
)
CLOCK = re.compile(r"what(?:'?s| is)? the time|what time is it(?: now)?|what day is it(?: today)?", re.I)
HOW_TO = re.compile(r"\b(?:how|where) (?:do|can|could|should|would|to)\b", re.I)

WORDS = TypedWords(
    greetings="hello|hi|hey|yo|good (?:morning|day|evening|afternoon)",
    thanks=(
        "(?:many )?thanks?(?: you)?|th?n?[aekn]*[xz]|tnx|thnks?|ty|lol|ha(?:ha)+|cheers|ok(?:ay)?|great|cool|nice(?: one)?|perfect|got it"
        "|good(?: bot| job| work)?|well done|bye|goodbye|awesome|amazing|love it|brilliant|excellent|sure|fine|alright"
        "|never mind then|see you|good ?night|wow|yay|yes|no|yep|nope|hmm+|right|true"
    ),
    little=LITTLE | PLAIN | CHAT,
    ideas=IDEAS,
    numbers={
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11, "twelve": 12,
    },
    before_hour=("at", "to"),
    before_value=("in", "to", "into", "at", "by", "do", "it"),
    learnt="en_learnt.txt",
)  # fmt: skip
