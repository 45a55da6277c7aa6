"""What people ask the desk in English about itself: where an answer is from, what is kept, who may, and how it is."""

from __future__ import annotations

import re

SENT = re.compile(
    r"\byou (?:haven't|have not|didn't|did not|never|don't) (?:\w+ )?(?:posted?|sent|send|brief(?:ed)?)\b|\b(?:did|has|have|was|is) (?:the |a |my |our |this |today's |last |latest |yesterday's )*(?:briefing|digest|one|post|it|edition)s? (?:\w+ )*(?:go|gone|went|sent|posted|come|came|out|arrive|arrived|delivered)\b",
    re.IGNORECASE,
)
HOLIDAYS = re.compile(
    r"\b(?:public|bank|national|school|summer) holidays?\b|\b(?:over|during|on|at|for|until|after) (?:christmas|xmas|easter|new year)",
    re.IGNORECASE,
)
MISSED = re.compile(r"\b(?:did (?:i|we) miss|(?:i|we)(?:'ve| have)? missed)\b", re.IGNORECASE)
"""“What did I miss?”"""
RESET = re.compile(
    r"\b(?:reset|start over|start from scratch|factory settings|default settings|the defaults?)\b", re.IGNORECASE
)
WHENCE = re.compile(
    r"(?:and |so |but |ok |hm+ )*(?:(?:what(?:'s| is| are) |any |a |the |your )*sources?(?: (?:for|of) (?:that|this|it))?"
    r"|where (?:did|do) you (?:get|have|read|find|hear|take) (?:that|this|it)(?: from)?|where (?:is|was|'s|does|did) (?:that|this|it) (?:come )?from"
    r"|where's (?:that|this|it) from|where (?:that|this|it) (?:comes|is) from|how (?:do|can) you know (?:that|this|it)?|(?:tell|show) (?:me|us) where (?:that|this|it|you) .*from"
    r"|(?:says|said) who|who says (?:so|that|this)|according to (?:who|whom|what))",
    re.IGNORECASE,
)
"""“Where did you get that?”, behind an answer."""
A_BRIEFING = re.compile(
    r"\b(?:a|an|another|one) (?:\w+ )?(?:briefing|brief|digest|summary|roundup|round-up|recap|newsletter|overview)\b",
    re.IGNORECASE,
)
"""One that is not there yet."""
HOW_ARE_YOU = re.compile(
    r"^(?:hey |hi |hello )*(?:how are you|how's it going|how do you do|how are things|are you (?:ok|okay|well|fine))\b",
    re.IGNORECASE,
)
WOULD = re.compile(r"\b(?:i'd|we'd|would|could)\b", re.IGNORECASE)
"""What is wished for is no praise yet."""
SET_UP = re.compile(r"\b(?:set up|are there|do (?:we|i) have|exist|planned|active)\b", re.IGNORECASE)
"""What is asked of briefings as they stand."""
KEPT = re.compile(
    r"\b(?:what|which|do|does|how long|are|is|where)\b.*\b(?:store|stored|keep|kept|save|saved|log|logged|record|recorded|collect)\b"
    r".*\b(?:me|us|here|i|we|messages?|data|my|our)\b|\babout (?:me|us)\b.*\b(?:store|keep|save|know|have)\b"
    r"|\b(?:do|does|are|can) (?:you|it|this) (?:\w+ )?(?:read(?:ing)?|spy(?:ing)? on|listen(?:ing)? to|see) (?:all |every )?(?:our|my|everything|what we)\b",
    re.IGNORECASE,
)
"""“What do you store about me?”"""
RIGHTS = re.compile(
    r"\bwho (?:can|may|could|is allowed|do (?:i|we)|has|should)\b.*\b(?:change|set|settings?|add(?:ed)?|edit|manage|ask|control|schedule)\b"
    r"|\bwho (?:set|added|configured|scheduled|runs|manages) (?:this|it|that|you|the)\b"
    r"|\bwhy (?:can't|can i not|cannot|am i not allowed|aren't|may) (?:i|we)\b.*",
    re.IGNORECASE,
)
"""“Who can change this?”"""
ELSEWHERE = re.compile(
    r"(?:^|\s)#\w+|\b(?:in|to|into|use) (?:a |an |the |my |another |other |different )?(?:thread|dms?|direct messages?|private message|inbox|e?-?mail|other channel|another channel|different channel)\b"
    r"|\b(?:a|by|via|as) (?:direct message|dm|private message|e?-?mail)\b|\b(?:dm|e?-?mail) (?:me|us)\b",
    re.IGNORECASE,
)
"""“Post that in #general instead”."""
AT_NIGHT = re.compile(
    r"\b(?:at|over|during the|in the) nights?\b|\bbetween .* and \d{1,2}(?::\d\d)? ?(?:am|pm)?\b|\bquiet hours\b",
    re.IGNORECASE,
)
"""“No posts at night”."""
ITS_COST = re.compile(
    r"^(?:and )?(?:what|how much) (?:does|did|will|would|do) (?:it|that|this|they) cost$", re.IGNORECASE
)
"""This may go on from another question."""
