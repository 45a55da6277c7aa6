"""How English says when: hours, days, how often, until when, how much earlier."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import words

NUMBER = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HALF = r"(?: ?(?P<half>am|pm|a\.m\.?|p\.m\.?|in the (?:morning|evening|afternoon)|at night|tonight))?"
_NAME = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|weekday|workday|weekend|work day|week day)s?"
_COUNTED = r"times?|hours?|minutes?|days?|weeks?|months?|stories|headlines|articles|items|sources|%|\.\d|of|briefings?|papers?|bullets?|sentences?|lines"
"""What a number before it counts, so that it is no hour."""
TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<past>half past|quarter past|quarter to) (?P<hour>{NUMBER}){_HALF}",
        rf"\b(?P<hour>\d{{1,2}})[:.h](?P<minute>\d{{2}}){_HALF}\b",
        rf"\b(?P<hour>{NUMBER}) ?(?P<half>am|pm|a\.m\.?|p\.m\.?|in the (?:morning|evening|afternoon)|at night)(?!\w)",
        rf"\b(?P<hour>{NUMBER}) ?(?:o'clock|oclock|o clock|uhr|h)\b{_HALF}",
        rf"\b(?:at|to|by|around|about|make it|do|say|until|um|à|las|о|from) (?P<hour>{NUMBER}){_HALF}\b(?! ?(?:\x00|{_COUNTED}))",
        rf"(?:^|(?:\b(?:not|than|of|and|it)|,) )(?P<hour>{NUMBER}){_HALF}(?= (?:on|at|every|each) {_NAME}\b)",
        rf"\b(?:not|than|of|and|it|,) (?P<hour>{NUMBER}){_HALF}\b(?! ?(?:\x00|at\b|in the\b|on\b|{_COUNTED}))",
        rf"^(?P<hour>{NUMBER}){_HALF}\b(?=$| (?:is|instead|please|would|not|and|sharp|works|suits|again)\b|,)",
        r"\b(?P<named>noon|midday|midnight|lunch(?: ?time)?)\b",
    )
)
"""Patterns of a time of day, the surest first."""
NAMED = {"noon": 12, "midday": 12, "midnight": 0, "lunch": 12, "lunchtime": 12, "lunch time": 12}
OLD_BEFORE = re.compile(
    r"(?:\bnot|\binstead of|\brather than|\bfrom|\bthan|\bno longer(?: at)?)(?: at)?\s*$", re.IGNORECASE
)
OLD_AFTER = re.compile(
    r"^\s*(?:is|are|was|feels|seems)\b[^,]{0,20}\b(?:too|early|late)\b|^\s*(?:->|→|to\b|=>)", re.IGNORECASE
)
EVENING = re.compile(r"\b(?:evening|afternoon|tonight|at night|abends?|soir|noche)\b", re.IGNORECASE)
MORNING = re.compile(r"\b(?:morning|breakfast|morgens|matin|mañana)\b", re.IGNORECASE)
SHIFT = (
    re.compile(
        rf"\b(?P<much>{NUMBER}|an?|half an?|a couple of|another) (?P<unit>hours?|minutes?)(?: \w+)? (?P<way>earlier|later|sooner|forward|back|ahead|before)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<way>earlier|later|sooner|forward|back|ahead|up)\b(?: \w+)? by (?P<much>{NUMBER}|an?|half an?|a couple of) (?P<unit>hours?|minutes?)",
        re.IGNORECASE,
    ),
)
EARLIER = words("earlier sooner forward ahead before up")
EVERY = re.compile(
    rf"\b(?:every|each|all)(?: other)? (?P<hours>{NUMBER} )?hours?\b|\bhourly\b|\bevery other hour\b", re.IGNORECASE
)
A_DAY = re.compile(
    rf"\b(?:(?P<times>{NUMBER}) (?:times|x)|(?P<word>twice|once|thrice)) (?:a|per|each|every)? ?(?P<span>day|daily|week|weekly|weekday|month)\b",
    re.IGNORECASE,
)
TWICE = {"twice": 2, "once": 1, "thrice": 3}
UNTIL = re.compile(
    r"\b(?:until|till|before|through|up to|bis(?: zum)?|jusqu'(?:à|au)|hasta(?: el)?|до) (?:the |after )?(?P<day>(?:next )?\w+(?: \d{1,2}(?:st|nd|rd|th)?)?|\d{1,2}(?:st|nd|rd|th)(?: (?:of )?\w+)?|\d{1,2} [A-Za-z]{3,})",
    re.IGNORECASE,
)
FOR = re.compile(
    rf"\b(?:for|the next|next|another|für|pour|por|на) (?:the next |the |next |a |an |ein(?:e|en)? )?(?P<much>{NUMBER}|couple of|few|couple|fortnight)?(?: \w+)? ?(?P<unit>days?|weeks?|months?|hours?|fortnights?|weekend|tage?n?|woche[n]?)\b",
    re.IGNORECASE,
)
SOON = re.compile(
    r"\b(?P<day>today|tonight|tomorrow|this (?:morning|evening|weekend|week|month)|next (?:week|weekend|month)|the weekend|the (?:next|following|coming) (?:one|briefing|edition))(?:'s)?\b",
    re.IGNORECASE,
)
UNITS = {"hour": 0, "day": 1, "tag": 1, "week": 7, "woche": 7, "fortnight": 14, "month": 30, "weekend": 3}
A_FEW = {"couple of": 2, "couple": 2, "few": 3, "fortnight": 14}
DAY = re.compile(rf"\b{_NAME}\b", re.IGNORECASE)
DAYS_FROM_TO = re.compile(
    rf"\b(?P<from>{_NAME}) ?(?:to|till|until|through|thru|-|–|bis) ?(?P<to>{_NAME})\b", re.IGNORECASE
)
DAILY = re.compile(
    r"\b(?:daily(?! (?:mail|mirror|star|express|telegraph|beast)\b)|every ?day|each day|all days|every (?:single )?(?:morning|evening|night|noon|afternoon)|seven days)\b",
    re.IGNORECASE,
)
NOT_DAY = re.compile(
    r"\b(?:no|not|never|skip|stop|none|nothing|without|except|excluding|drop|leave out|minus|off|don't|besides|but|delete|remove|cancel|kill|scrap|ditch|nobody|no one|keine?|nicht|pas)\b[^,;.]{0,25}$",
    re.IGNORECASE,
)
NOT_DAY_AFTER = re.compile(
    r"^(?:s)?[ ,]*(?:no|off|not|out|(?:we're|we are|i'm|i am|everybody is|everyone is|is|are) (?:off|out|away|closed|free|not)|there's nobody|we (?:don't|do not)|nobody|i (?:don't|do not)|without)\b",
    re.IGNORECASE,
)
DAY_TOO = re.compile(r"^(?:s)?[ ,]*(?:too|as well|also|yes)\b", re.IGNORECASE)
TOO_DAY = re.compile(r"\b(?:also|add|plus|include|including|and even|even)\b[^,;.]{0,12}$", re.IGNORECASE)
ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
ORDINAL = re.compile(
    r"\b(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th) (?:one|briefing|schedule|digest|of (?:them|the))",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:\b(?:briefing|schedule|digest|number|no\.?|nr\.?|subscription|one|undo|remove|delete|cancel|pause|resume|stop) ?|#)(?:number |no\.? |nr )?#?(?P<number>\d{1,4})\b(?![:.]\d| ?(?:am|pm|o'clock|h\b|times|hours|days|uhr|weeks))",
    re.IGNORECASE,
)
PART = re.compile(
    r"\b(?P<part>morning|evening|afternoon|noon|lunch|night|midday|midnight) (?:one|briefing|digest|edition|post|news|roundup|summary|schedule)s?\b",
    re.IGNORECASE,
)
PARTS = {
    "morning": (4, 11),
    "noon": (11, 14),
    "lunch": (11, 14),
    "midday": (11, 14),
    "afternoon": (12, 17),
    "evening": (17, 24),
    "night": (17, 24),
    "midnight": (0, 3),
}
ZONE = re.compile(r"\b(?:in |on |to )?(?P<zone>[A-Za-z]+(?:[ /_][A-Za-z]+){0,2}) time\b", re.IGNORECASE)
"""“Berlin time”."""
ZONE_BEHIND = re.compile(
    r"\b(?:time ?zones?|zone)(?: is| be| to| of|:)? (?:in |for )?(?P<zone>[A-Za-z]+(?:[ /_][A-Za-z]+){0,2})",
    re.IGNORECASE,
)
"""“The time zone is Berlin”."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FEASTS = words("christmas xmas easter")
"""Days that bear the name of a place."""
APART = re.compile(r"\s*(?:[,;&+]|\band\b|\bbut\b|\bwhile\b)\s*", re.IGNORECASE)
"""What stands between two hours with their days."""
OLD_START = re.compile(r"(?:not|from|than) ", re.IGNORECASE)
