"""By what English says something of the desk's own things, or of what somebody would like to be told, in any words."""

from __future__ import annotations

import re

_DAY = (
    r"(?:today|tomorrow|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last week|this morning|this week)"
)
OURS = re.compile(
    r"(?:^|\s)#[a-z][\w-]*|\b(?:wrong|this|right|another|other|whole) (?:channel|thread|chat)\b"
    rf"|\b{_DAY}'?s (?:one|post|thing|edition|version|message|mail|list)\b|\b(?:in|from|of) {_DAY}'s(?:$|[.,;!?])"
    r"|\b(?:this|that|the|every|your|our) (?:morning|noon|lunch|evening|night|daily|weekly)(?:'?s)? (?:one|post|thing|edition|message|mail|list)\b"
    r"|\bnothing (?:came|comes|arrives|arrived|posted|since|yet|from you|today|here)\b|\bsilence (?:here|since|for)\b|\bsince \d+ (?:days|weeks|hours)\b"
    r"|\b(?:not|with|without) (?:a|one|a single) (?:word|line|mention)\b|\bnot (?:a |one )?(?:word|line)\b|\bworth (?:a|one) (?:line|word|mention)\b"
    r"|\b(?:one|another|a second|the other) (?:at|around|for|by) (?:\d|noon|midday|lunch)|\bnothing else\b|\bleave (?:it |that |them )?(?:away|out)$"
    r"|\b(?:papers|sites|sources|feeds|outlets|blogs) (?:that |which )?(?:you|we) (?:read|have|use|take)\b|\b(?:off|on|from|to|in) (?:the|your|our|my) (?:list|mix|rotation)\b"
    r"|\b(?:bin|scrap|lose|drop|kill|keep|ditch) the (?:other|rest|first|second|last|early|earlier|later|late|old|new|morning|evening)\b"
    r"|\b(?:two|three|both|double|same) (?:briefings|posts|messages|digests|story|stories|item|items)\b|\b(?:as|like|how it was) before\b|\bpaywall(?:ed)?\b"
    r"|\b(?:good|great|nice|bad|weak|thin|poor|solid|strong) (?:one|edition|selection|picks) (?:today|this morning|again)\b|\bnot (?:that|this|what) (?:i|we) (?:meant|said|asked|wanted)\b"
    r"|\b(?:is|are) (?:allowed|welcome|fine|ok|okay) again\b|\bun-?(?:hide|mute|block)\b|^(?:at|by|around) [\w:]+,? (?:only|just|with)\b"
    r"|\b(?:we|i) (?:already )?(?:had|saw|read|got)\b.*\b(?:already|yesterday|before|twice)\b"
    r"|\b(?:send|post|write|deliver|come|arrive|show up|start)(?:s|ing|ed)? (?:it |them |this |that )?(?:here|in here|at \d|around \d|every|each)\b",
    re.IGNORECASE,
)
"""What is said of the desk's own things, by names that the news has no use for: “today's one”, “#newsroom”, “one at 8”."""
TRANSLATES = re.compile(
    r"\b(?:in|into|from|of|have|get|do|read|speak|write|prefer|not|no|be) (?P<language>[^\W\d_]+)\b|^(?P<first>[^\W\d_]+)\b|\b(?P<last>[^\W\d_]+)(?: please)?[.!?]*$",
    re.IGNORECASE,
)
"""Where a language is named that somebody would like to read."""
WISHES = re.compile(
    r"\b(?:please|possible|any chance|could|can|would|as well|too|instead|team|colleagues?|everyone|everybody|nobody|us|we)\b",
    re.IGNORECASE,
)
HERE = re.compile(
    r"\b(?:in here|around here|nobody here|here anymore|for this channel|in this channel)\b", re.IGNORECASE
)
"""Where those are who talk."""
DISLIKE = re.compile(
    r"\b(?:enough|too much|too many|so much|less|sick|tired|bore[sd]?|boring|fed up|spare|leave|left|skip|without|out of (?:it|here|this)|interested|interests?|care|cares"
    r"|stand|want|need|like|do without|live without|no more|stop|crazy|mad|nuts|rid of|away with|keep|pass|stay out|mute|hide|drop|cut|block|filter)\b",
    re.IGNORECASE,
)
"""What is said of something that somebody would rather not read, with who says so."""
URGENT = re.compile(
    r"\b(?:when|if|once|as soon as|the (?:moment|second|minute)|whenever|should|in case|every time|each time)\b.*"
    r"\b(?:tell|write|shout|message|ping|alert|wake|call|inform|notify|know|sign|text|warn|say|buzz|scream|post|send)\b"
    r"|\b(?:tell|write|shout|message|ping|alert|wake|inform|notify|text|warn|buzz|scream|post|send)\b.*"
    r"\b(?:when|if|once|as soon as|the (?:moment|second|minute)|whenever|should|in case|every time|each time)\b"
    r"|\b(?:immediately|at once|right away|straight away|instantly|asap|first to know|heads.?up)\b",
    re.IGNORECASE,
)
"""What somebody would like to be told as it happens."""
INCLUDE = re.compile(
    r"\b(?:include|including|add|adding|take|put|read|follow|have|get|use|pull|plug|stick|throw)\b.*\b(?:also|too|as well|in|in (?:there|it)|to (?:it|that|those)|on top)\b"
    r"|\b(?:also|too|as well)\b.*\b(?:include|including|add|adding|take|put|read|use|pull|stick|throw)\b",
    re.IGNORECASE,
)
"""What somebody would like to have read as well."""
WHO_SET = re.compile(
    r"^(?:\w+ ){0,2}(?:who|whose|which \w+|by whom)\b.*\b(?:set|put|told|asked|invited|added|installed|made|scheduled|chose|decided|idea|thought|responsible"
    r"|in charge|owns?|runs?|change[ds]?|switched|turned)\b.*\b(?:you|here|bot|this (?:up|time|hour|thing|channel|stuff)|it up|\d{1,2} ?(?:am|pm))\b",
    re.IGNORECASE,
)
"""Who it was that set the desk up."""
HOW_LONG = re.compile(
    r"\bhow (?:long|soon|many hours)\b.*\b(?:wait|you|next (?:one|post|briefing))\b|\b(?:do|does|can|is|are|will|what|who|where)\b.*\b(?:we|i) (?:write|wrote|type|typed|say|said|ask|asked|post)\b.*"
    r"\b(?:you|save[ds]?|stored?|read|see|sees|keep|kept|anyone|anybody|logged)\b|\b(?:you|save[ds]?|stored?|read|see|keep|kept|logged)\b.*\bwhat (?:we|i) (?:write|wrote|type|typed|say|said|ask|asked|post)\b",
    re.IGNORECASE,
)
"""When the next one comes, and what is kept of what is said."""
