"""How English names something that is wanted or not: patterns with the place where its name stands.

They are held against a line in which slips are mended; `lead` of it is gone. The name is the group `what`.
"""

from __future__ import annotations

import re

_WHAT = r"(?P<what>\S.*?)"
_ME = r"(?:me|us|everyone|everybody|the channel|the team)"
_END = r"(?:[,.]? (?:any ?more|any longer|please|thanks|thank you|thx|for (?:now|a while|good|me|us|a bit)|from now on|now|here|at all|again|today|entirely|completely|ok|okay|in (?:here|this channel|the briefings?|my briefings?)|from (?:now on|the briefings?)))*"
_NEWS = r"(?:news|stories|story|articles?|pieces?|content|gossip|anything|something|things|stuff|posts?|updates?|items?|headlines?|coverage|reports?)"
_ALERTS = r"(?:alerts?|pings?|notifications?|heads[- ]?up|warnings?)"


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


LEAD = re.compile(
    r"(?:(?:for (?:heaven|god|goodness|pete|christ|fuck)\'?s?\'? sake|good lord|my god|oh my god|omg|come on|hey|hi|hello|ok|okay|oh|ugh|so|and|but|just|please|pls|kindly|now|bot|readout|dear|team|guys|well|um|hmm|sorry|yes|yeah|(?:as |like |but )?(?:i|we) (?:already |just )?(?:said|told (?:you|u)|repeat|asked (?:you|for))(?: to)?"
    r"|no wait|wait|from now on|honestly|actually|i think|i guess|maybe|perhaps|would you mind|do you mind|would you be (?:so )?(?:kind|good)(?: as)? to|be so kind as to"
    r"|(?:can|could|would|will) (?:you|u|we|i)(?: please| just| maybe| kindly)*|would it be possible to|is it possible to|(?:could|can|would|may) it be (?:possible )?that (?:you|we)|any chance (?:you|we) (?:could|can)"
    r"|let's|feel free to|make sure to|remember to|try to|you (?:can|could|may|should|must)"
    r"|(?:i|we)(?: would|'d)? (?:really )?(?:like|love|want|need|prefer)(?: (?:you|it))?(?: to)?)\b[\s,:!.]*)+",
    re.IGNORECASE,
)
"""What people say before they come to it."""
TAIL = re.compile(
    r"(?:[\s,.!-]*\b(?:please|pls|thanks|thank you|thx|cheers|ok|okay|bot|readout|if (?:you can|possible|that's ok|you don't mind)|would you|will you|could you|can you|a lot|so much|very much|for (?:us|me)))+[\s,.!?]*$",
    re.IGNORECASE,
)
"""What they say after it."""

UNMUTE = _all(
    rf"^(?:un-?mute|un-?hide|un-?block) {_WHAT}{_END}$",
    rf"^(?:let|bring|put|take|have|get) {_WHAT} back(?: in| on)?{_END}$",
    rf"^(?:show|include|allow|send|post|tell|cover) (?:{_ME} )?{_WHAT} again{_END}$",
    rf"^{_WHAT} back(?: in| on)?{_END}$",
    rf"^(?:we|i) miss (?:the )?{_WHAT}[,;.–-]+.*\b(?:back|again)\b.*$",
    rf"^stop (?:muting|hiding|ignoring|skipping|excluding|filtering) {_WHAT}{_END}$",
    rf"^{_WHAT} (?:is|are) (?:fine|ok|okay|welcome|allowed) again{_END}$",
    rf"^(?:don't|do not) (?:mute|hide|skip|ignore|exclude|leave out) {_WHAT}{_END}$",
)
UNFOLLOW = _all(
    rf"^unfollow {_WHAT}{_END}$",
    rf"^(?:about|on) {_WHAT},? (?:no|no more|stop|stop the)(?: any)? {_ALERTS}{_END}$",
    rf"^(?:i|we) (?:don't|do not|no longer|never) (?:want|need)(?: (?:the|any|your|more|those|these))* {_WHAT} {_ALERTS}{_END}$",
    rf"^(?:stop|quit|no more|end) (?:following|tracking|watching|monitoring) {_WHAT}{_END}$",
    rf"^(?:stop|quit) (?:alerting|pinging|notifying|warning|messaging|telling)(?: {_ME})? (?:about|on|of|for|when|whenever|with|every time) {_WHAT}{_END}$",
    rf"^(?:don't|do not|never|no longer) (?:follow|track|watch|monitor) {_WHAT}{_END}$",
    rf"^(?:don't|do not|never|no longer) (?:alert|ping|notify|warn)(?: {_ME})? (?:about|on|of|for|when|whenever) {_WHAT}{_END}$",
    rf"^(?:no|stop|end|remove|delete|cancel|mute|drop|off with)(?: more| the| my| our| all)* {_ALERTS} (?:about|on|for|of) {_WHAT}{_END}$",
    rf"^(?:turn|switch) off (?:the |my |our |all )?{_ALERTS} (?:about|on|for|of) {_WHAT}{_END}$",
    rf"^(?:turn|switch) (?:the |my |our )?{_WHAT} {_ALERTS} off{_END}$",
    rf"^(?:stop|end|no more|turn off|cancel|remove) (?:the |my |our )?{_WHAT} {_ALERTS}{_END}$",
)
FOLLOW_WHEN = _all(
    rf"^(?:when|whenever|if|once|as soon as|in case|should) {_WHAT}[,; ]+(?:please )?(?:(?:can|could|would|will) you (?:please )?)?(?:let {_ME} know|(?:alert|ping|tell|notify|message|warn) {_ME}|give {_ME} a (?:shout|ping|heads.?up))\b.*$",
)
"""A wish that begins as a question does: “when something happens in Taiwan, let me know”."""
_WHEN = r"(?:about|on|of|for|when|whenever|if|as soon as|once|the moment|every time|each time|should|in case)"
_AT_ONCE = r"(?: (?:right away|at once|immediately|instantly|straight away|here|first|directly))*"
FOLLOW = _all(
    rf"^(?:alert|ping|notify|warn|wake|buzz|shout|holler)(?: {_ME})?{_AT_ONCE} {_WHEN} {_WHAT}{_END}$",
    rf"^(?:tell|message|text|write|dm|mail) {_ME}{_AT_ONCE} (?:when|whenever|as soon as|once|the moment|every time|if) {_WHAT}{_END}$",
    rf"^(?:tell|message|text) {_ME} (?:right away|at once|immediately|instantly|straight away) (?:about|of|on) {_WHAT}{_END}$",
    rf"^let {_ME} know{_AT_ONCE} {_WHEN} {_WHAT}{_END}$",
    rf"^keep {_ME} (?:posted|informed|updated|in the loop|up to date) (?:about|on|with|of|when|if) {_WHAT}{_END}$",
    rf"^keep (?:an eye|tabs|a watch) on {_WHAT}{_END}$",
    rf"^(?:give|send|set up|create|add|make|set|turn on|enable|have|get)(?: {_ME})? (?:an? |the |some |push )?(?:\w+ )?{_ALERTS} {_WHEN} {_WHAT}{_END}$",
    rf"^(?:an? |the |some )?(?:\w+ )?{_ALERTS} {_WHEN} {_WHAT}{_END}$",
    rf"^(?:watch|track|monitor|follow) (?:out for )?{_WHAT}{_END}$",
    rf"^(?:add|include|have|put|get|cover) (?:some |more )?{_WHAT} (?:in|to|into) (?:the|my|our|your) (?:briefings?|digests?|posts?|summary|newsletter){_END}$",
    rf"^(?:i'm|we're|i am|we are) (?:following|watching|tracking) {_WHAT}[,;.] .*\b(?:ping|alert|tell|notify|let|message) {_ME}\b.*$",
    rf"^(?P<what>\S+(?: \S+)?) alerts?{_END}$",
    rf"^(?:on|about|for) {_WHAT},? (?:i|we)(?:'d| would)? (?:want|like|need)(?: (?:an?|to get|to have|some))* {_ALERTS}{_END}$",
    rf"^{_WHAT}[:,;–-]+ (?:please )?(?:alert|ping|notify|tell|warn) {_ME}\b.*$",
    rf"^{_WHAT}[:,;–-]+ (?:please )?(?:let {_ME} know|keep {_ME} (?:posted|informed|updated)|follow (?:it|that|this|them))\b.*$",
)
ABOUT = re.compile(
    rf"^(?:(?:it|there|there's|there is|there are|you|someone|somebody|he|she|they|we) ?(?:is|are|'s|see|find|hear|read|have|get|comes?)?\s+)?"
    rf"(?:(?:a|an|any|the|all|some|more|new|other|big|breaking|latest|important|every|even|those|these|so many|so much|too many|this) )*(?:{_NEWS} )?"
    r"(?:(?:that )?(?:is|are|'s|happens?|happening|changes|new|comes?(?: up| out| in)?|develops|breaks|mentions?|to do)\s+)?"
    r"(?:(?:that )?(?:is|are|'s) )?(?:about|on|of|with|to|in|from|around|regarding|concerning|by|for)\s+",
    re.IGNORECASE,
)
"""What stands before the name itself: “there's news on”, “stories about”."""
BEFORE_NAME = re.compile(
    r"^(?:(?:again|another|yet|enough|ugh|a|an|any|all|some|more|new|the topics?|the subject|the word|the words|topic|about|on|of|that|so much|so many|too much|this|these|those|all this|all the|all that)\s+)+",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(
    r"(?:\s*[,;:]?\s*(?:(?:is|are|was|were|gets?|has been|be) (?:mentioned|named|in the news|published|released|announced|reported|up|out|worse|better|on)"
    r"|(?:comes?|pops?|turns?|shows?) up|happens?|speaks?|changes|moves|drops?|rises|falls|crosses.*|says (?:something|anything)|is (?:news|new)|if (?:it|they|anything).*"
    rf"|in (?:my|our|the|this|your) (?:briefings?|digests?|channel|posts?|summary|feed)|you (?:could|can|would) recommend|as well|too|also|again|either|any ?more|{_NEWS}|related {_NEWS}|completely|entirely|altogether|stuff|topics?|at once|right away|immediately|now))+[\s.!,]*$",
    re.IGNORECASE,
)
"""What stands behind it."""
_NOT = r"(?:don't|do not|dont|never|can't|cannot|can not|won't|not)"
MUTE = _all(
    rf"^(?:mute|hide|skip|ignore|exclude|block|filter(?: out)?|omit|avoid|ban|leave out|keep out|cut out|weed out|spare {_ME}|tone down|cut down on|hold back on|go easy on) {_WHAT}{_END}$",
    rf"^enough {_WHAT}{_END}$",
    rf"^{_WHAT}[,.:;!?–-]+ (?:really )?{_NOT} (?:want|need|care)(?: (?:it|that|them|this|any|any ?more|about))*$",
    rf"^(?:anything|everything) (?:but|except) {_WHAT}{_END}$",
    rf"^{_WHAT}[,:;–-]+ ?(?:no|none|no thanks)$",
    rf"^(?:enough|no more|nothing|nothing more|stop) (?:about|of|with|on|from) {_WHAT}{_END}$",
    rf"^(?:stop|quit) (?:posting|sending|showing|telling|writing|sharing|talking|reporting|covering|bothering|including|spamming)(?: {_ME})?(?: (?:about|on|with|any|more|of|all))* {_WHAT}{_END}$",
    rf"^(?:no more|less|fewer|not so much|not as much|not so many|not another|without|minus|not interested in|too much|too many|so much|lower the) {_WHAT}{_END}$",
    rf"^(?:i'm|we're|i am|we are)? ?(?:so |really |all )?(?:sick|tired|bored|done|fed up) (?:of|with|by) {_WHAT}(?:[,;.].*)?$",
    rf"^(?:i|we|nobody|no one|none of us)? ?(?:really )?{_NOT} (?:want|need|care|like|cares|wants|needs|likes|interested|stand|bear)(?: to)?(?: (?:see|read|hear|have|get|know|any ?more|more|any|much|about|for|of|on|in|too))* {_WHAT}(?:[,;.].*)?$",
    rf"^(?:i|we) {_NOT} (?:read|see|hear|take|stomach|watch|have)(?: (?:any ?more|any|more|anything|another|about|of|on))* {_WHAT}(?:[,;.].*)?$",
    rf"^{_NOT} (?:post|send|show|tell|write|include|use|brief|mention|cover|report|share|bother {_ME} with|give {_ME})(?: {_ME})?(?: (?:about|on|any|any more|more|anything|with))* {_WHAT}{_END}$",
    rf"^(?:leave|take|keep|filter|cut|get|weed) {_WHAT} out(?: of (?:it|this|here|the briefings?|my briefings?|our briefings?))?{_END}$",
    rf"^(?:on |about )?{_WHAT},? (?:we|i|nobody|no one) (?:really )?{_NOT} (?:care|cares|need|needs|want|wants)\b.*$",
    rf"^(?:on |about )?{_WHAT}[,:;?!. –-]+(?:please )?(?:(?:can|could|would|will) (?:you|we) (?:please )?|so maybe |maybe |so )?(?:(?:no|not)\b(?: thanks| thank you| in (?:this|our) channel| here| for (?:us|me)| please| any ?more| again)+.*|(?:leave|keep) (?:it|that|them|this) out.*|(?:drop|mute|skip|hide|ignore|cut|lose) (?:it|them|that|this|those)\b.*|can (?:we|you) not\b.*)$",
    rf"^(?:i'm|we're|i am|we are) (?:really |just )?not (?:really |so |that |very )?(?:into|interested in|fond of|fans? of|keen on) {_WHAT}(?: here| at all)*(?:[,;.].*)?$",
    rf"^{_WHAT} (?:isn't|is not|aren't|are not) (?:really )?(?:our|my) (?:thing|cup of tea|cup).*$",
    rf"^(?:(?:have|see|get) )?a (?:bit|little|lot) less (?:about |of )?{_WHAT}{_END}$",
    rf"^(?:drop|lose|scrap|ditch) (?:the |all |any )?(?:{_NEWS} )?(?:about|on|of) {_WHAT}{_END}$",
)
NO = re.compile(rf"^no (?P<what>\S+(?: (?:news|stories|and \S+|or \S+))?){_END}$", re.IGNORECASE)
"""“No sports”: a longer line that begins so is the news's."""
NOT_ASKED_SO = re.compile(
    r"\b(?:deal|go|confidence|fly|one|way|longer|matter|doubt|idea|problem|news|time|comment)\b", re.IGNORECASE
)
"""What follows “no” and is no topic."""
DROP = _all(
    rf"^(?:i|we|nobody) (?:{_NOT} )?(?:trust|trusts|like|likes|want|wants|need|needs|read|reads) {_WHAT}[,;:. –-]+(?:please )?(?:remove|drop|delete|kick|ditch|get rid of) (?:it|them|that).*$",
    rf"^(?:drop|remove|delete|ditch|kick(?: out)?|scrap|lose|get rid of|unsubscribe(?: {_ME})? from) (?:the source |source |the feed |feed )?{_WHAT}(?: (?:as a|as) source| from (?:the |my |our )?(?:sources?|feeds?|list))?{_END}$",
)
"""A source, a topic, or what is followed: what it is, is known by what there is."""
_SOURCE = r"(?:source|feed|outlet|site)"
UNREAD = _all(
    rf"^(?:why|how come|there)\b.* no {_WHAT}[,;.?!–-]+ ?(?:please )?(?:add|include) (?:it|that|them){_END}$",
    rf"^(?:stop|quit) (?:reading|using|polling|taking (?:news )?from|posting from|sending from|including) {_WHAT}(?: as (?:a |an )?{_SOURCE})?{_END}$",
    rf"^(?:don't|do not|never|no longer) (?:read|use|trust|poll|take (?:news )?from) {_WHAT}(?: as (?:a |an )?{_SOURCE})?{_END}$",
    rf"^(?:drop|remove|delete|ditch|kick out|take out) {_WHAT} (?:as (?:a |an )?{_SOURCE}|from (?:the |my |our )?(?:sources?|feeds?|list)){_END}$",
    rf"^(?:drop|remove|delete|ditch|kick out|take out) (?:the |that )?{_SOURCE} {_WHAT}{_END}$",
)
_TOO = r"(?: (?:too|as well|also|additionally|to (?:the|my|our|your) (?:sources?|feeds?|list|reading list)|as (?:a |an )?(?:new |another |extra )?(?:source|feed)|in the (?:briefings?|mix|list)))"
READ = _all(
    rf"^(?:take|get|pull|fetch|bring)(?: in| {_ME})?(?: the| some)? news from {_WHAT}{_TOO}*{_END}$",
    rf"^(?:add|plug in|subscribe(?: {_ME})? to|start reading|start using)(?: (?:a|the|another|new|one more))*(?: source| feed| rss| site)? {_WHAT}{_TOO}*{_END}$",
    rf"^(?:also |please also )(?:read|use|include|follow|check|poll|take|have) {_WHAT}{_TOO}*{_END}$",
    rf"^(?:add|adding|include|including) {_WHAT} (?:among|amongst|to|in|into) (?:the|our|your) (?:papers|newspapers|outlets|sites|ones)\b.*$",
    rf"^(?:what|how) about (?:adding|reading|including) {_WHAT}{_TOO}*{_END}$",
    rf"^(?:read|use|include|follow|check|poll|take|get|have) (?:also )?{_WHAT}{_TOO}+{_END}$",
    rf"^(?:take|get|pull|fetch|bring)(?: in| {_ME})?(?: the| some)? news from {_WHAT}{_TOO}*{_END}$",
    rf"^as (?:a |an )?(?:new |another |extra )?{_SOURCE},? {_WHAT}{_END}$",
    rf"^{_WHAT}[,:;–-]+ (?:please |(?:can|could|would|will) you (?:please )?|also )*(?:add|include|read) (?:it|that|them|this)\b.*$",
    rf"^(?:we|i) (?:like|love|read|trust|enjoy) {_WHAT}[,;.–-]+.*\b(?:add|include|read) (?:it|that|them)\b.*$",
    rf"^{_WHAT} (?:would|could|might) be an? (?:\w+ )?(?:new |extra )?{_SOURCE}(?: to (?:have|add|read))?{_TOO}*{_END}$",
    rf"^(?:include|have|use) {_WHAT} as (?:a |an )?(?:new |another |extra )?{_SOURCE}{_END}$",
    rf"^(?:do|can|could|will|would) you (?:also )?(?:read|include|use) {_WHAT}{_TOO}*{_END}$",
)
FIND = _all(
    rf"^(?:find|suggest|recommend|search(?: for)?|look for|any|good|what|which)(?: {_ME})?(?: (?:a|an|any|some|good|more|new|other|the))* (?:{_SOURCE}s?|rss feeds?|newspapers?|blogs?) (?:about|on|for|in|from|covering|do you know (?:about|on|for)|are there (?:about|on|for)) {_WHAT}{_END}$",
    r"^(?:any |some |good )*(?P<what>\S+(?: \S+)?) (?:rss )?feeds?$",
    rf"^(?:do you know|are there|is there|got)(?: (?:a|an|any|some|good|more|other))* (?:{_SOURCE}s?|rss feeds?|newspapers?|blogs?) (?:about|on|for|covering) {_WHAT}{_END}$",
    r"^(?:sources?|feeds?) (?:about|on|for) (?P<what>\S+(?: \S+)?)$",
    rf"^(?:find|suggest|recommend)(?: {_ME})?(?: (?:a|an|any|some|good|more|new))* {_WHAT} (?:{_SOURCE}s?|rss feeds?|newspapers?|blogs?){_END}$",
)
MORE_OF = re.compile(
    rf"^(?:(?:some|a bit|a little) )?more {_WHAT}(?: {_NEWS})?{_END}$|^(?P<also>\S+(?: {_NEWS})?)[,:]? more of (?:it|that|this|them)$",
    re.IGNORECASE,
)
"""“More business news”."""
ALONE = _all(
    rf"^{_WHAT},? (?:that's|is|are) what (?:our|the|my|this) (?:briefings?|digest|posts?) (?:should be|is|are) (?:about|on)$",
    rf"^(?:.*\bso )?(?:(?:can|could|should|would) )?(?:the|our|my|this|these|your) (?:briefings?|digests?|posts?) (?:should |could |to )?(?:be|focus|concentrate) (?:only |just |mainly )?(?:about|on) {_WHAT}(?: only| alone)?$",
    rf"^(?:about |on )?{_WHAT} and nothing else\b.*$",
    rf"^(?:only|just|strictly|solely|exclusively|nothing but|limit (?:it|the briefing|this) to|stick to|restrict (?:it|the briefing) to|focus (?:more )?on|concentrate (?:more )?on) (?:(?:send|show|post|tell|brief|give)(?: {_ME})? )?(?:{_NEWS} )?(?:about |on |of |from )?{_WHAT}{_END}$",
    rf"^{_WHAT} (?:only|and nothing else|nothing else){_END}$",
)
"""What a briefing is to be about, and nothing else."""

# ---------------------------------------------------------------- what a line is

OTHER_QUESTION = "welche[rs]?|was|wann|woher|wieso|warum|wie|qué|que|cuándo|cuál(?:es)?|dónde|quelles?|quels?|quand|comment|pourquoi|які|коли|звідки|чому|що"
"""What questions begin with in other languages."""
QUESTION = re.compile(
    r"(?:and |so |but )?(?:what|whats|what's|which|who|who's|whom|whose|where|where's|when|when's|why|how|how's|is|are|was|were|did|does|do"
    r"|will|has|have|had|should|isn't|aren't|didn't|doesn't)\b",
    re.IGNORECASE,
)
YES_NO_US = re.compile(
    r"^(?:and |so |but |hey |hello |hi )?(?:is|are|r|was) (?:it|you|u|this|everything|the (?:bot|briefing|schedule|service)|bot|readout) (?:\w+ ){0,2}\w+$",
    re.IGNORECASE,
)
"""“Is it running”: about us, if the words are the desk's."""
TO_US = re.compile(
    r"\b(?:commands?|you|your|yours|bot|readout|u|briefings?|digests?|schedules?|scheduled|sources?|feeds?|settings|alerts?|notifications?|newsletter|roundup)\b|\bnext (?:one|post|edition)\b|\b(?:am i|are we|do i|do we|can i|can we|should i) \w+",
    re.IGNORECASE,
)
PAST_TO_US = re.compile(
    r"\b(?:so|too) late\b|\b(?:you|your|bot|readout|briefings?|digests?|schedule|newsletter)\b|\bnothing (?:came|arrived|was posted|posted|here)\b|\bno (?:posts?|news) (?:here|today|this)\b",
    re.IGNORECASE,
)
POLITE = re.compile(
    r"\b(?:please|could you|can you|can we|could we|would you|will you|may i|may we|can i|could i|i'd|we'd|i want|we want|i need|we need|i would|we would|let's|you could|you can|should|love|prefer|would be|(?:can|could|would|should|may) (?:the|your|our|my|these) (?:briefings?|posts?|digests?|summary|summaries|alerts?|schedule|newsletter)|how about|for us|for me|thanks|thx|you may|you might)\b",
    re.IGNORECASE,
)
ALL = re.compile(r"\b(?:all|everything|everyone|any|every one|them all|the lot|whatever)\b", re.IGNORECASE)
OFF = re.compile(
    r"\b(?:off|stop|no|no more|remove|delete|cancel|disable|end|mute|silence|don't|do not|without|quit)\b",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    r"^(?:what|which|whats|what's|show|list|see|view|display|who|where|do you|are you|my|our|your|all)\b|\blist$|\?$",
    re.IGNORECASE,
)
MINE = re.compile(
    r"\b(?:everything|all|what|anything|whatever) (?:that )?(?:you|u) (?:know|have|store|stored|keep|kept|saved?|hold|collected)\b|\b(?:my|our) (?:data|messages?|history|questions?|info(?:rmation)?|chats?|account)\b|\b(?:know|have|stored|keep|about) (?:about )?(?:me|us)$",
    re.IGNORECASE,
)
WHY = re.compile(
    r"\bwhy\b|\b(?:nothing|no (?:briefing|digest|post|news|update)s?) (?:came|arrived|was|today|here|this|yesterday|yet|at|so far)\b|\b(?:didn't|did not|hasn't|doesn't|never) (?:get|come|arrive|came|post|show up|appear)\b|\b(?:is|was|are|came|comes|so|too) (?:\w+ )?late(?: again| today)?$|\bmissing\b|\bwhere(?:'s| is| was)? (?:the|my|our|today's|this)\b",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\bnow\b|\bright away\b|\bat once\b|\bimmediately\b|\basap\b|\bthis (?:minute|moment|second)\b", re.IGNORECASE
)
GIVE_NEWS = re.compile(
    r"^(?:(?:right )?now|(?:a|the|our|my) (?:briefing|digest|summary)|(?:(?:give|send|show|get|post|want|tell|bring|have|need|make|do|run|fetch|write)(?: (?:me|us|a|an|the|one|today's|new|another|latest|quick|short|full|out))* )?(?:briefing|brief|digest|news|summary|roundup|update|recap|headlines)(?: (?:me|us|now|right|away|today|again|of|the|day|please|for|here|on|demand|early|early|today's))*|brief (?:me|us)(?: \w+){0,2}|catch (?:me|us) up|(?:post|send|do|run|give) (?:it|one|that) (?:right )?now)$",
    re.IGNORECASE,
)
SMALL_TALK = re.compile(
    r"^(?:(?:ok(?:ay)?|alright|sure|well|hmm+|ha(?:ha)*|lol|oh|ah|yes|no|wow|fine|cool|great|good|nice|hi|hello|hey|yo|sorry|welcome)\b[\s,.!]*)+(?:(?:let me|i'll|i will|we'll|i'm|that's|that is|it's|see you|talk|you're|you are|how are|how's|what's up|there|bot|one|job|work|for now|to know|to hear|morning|evening|night|afternoon)\b.*)?$",
    re.IGNORECASE,
)
PRAISE = re.compile(
    r"\b(?:great|good|nice|excellent|amazing|awesome|fantastic|lovely|brilliant|superb|perfect|well done|super|love|loved|enjoy|enjoyed|like) (?:\w+ ){0,2}(?:job|work|bot|briefings?|digests?|summary|one|stuff|it|this|that|you|today's briefing)\b|\b(?:much|really|very|so) (?:appreciated|helpful|useful|good|nice)\b|\byou(?:'re| are) (?:\w+ )?(?:great|awesome|amazing|good|the best|welcome|helpful|brilliant)\b|\bthank(?:s| you)\b",
    re.IGNORECASE,
)
FIRST_WORK = re.compile(r"^(?:first thing|early) in the morning\b", re.IGNORECASE)
PAST_WORDS = frozenset("did didn't was wasn't were had why who whose".split())
"""Words of questions: they are the news's, unless they are put to us or about a briefing."""
COST = re.compile(
    r"\b(?:costs?|premium|owe|fees?|cost|costs|price|pricing|pay|paid|free|charge|charges|tokens|spend|spent|expensive|budget)\b",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:next (?:one|briefing|digest|post|edition|update)|(?:one|briefing|digest|post) (?:is )?next|scheduled|planned|when (?:do|does|will|can) (?:you|i|we|the briefing)|expect)\b",
    re.IGNORECASE,
)
INSTEAD = re.compile(r"\binstead\b|\brather\b", re.IGNORECASE)
NOTHING_NEW = re.compile(
    r"\b(?:nothing|not much|no news) (?:new|interesting|in it|of interest)|\b(?:same|old) (?:\w+ )?(?:again|news|stuff|every day)\b",
    re.IGNORECASE,
)
ORDER = re.compile(r"(?:do|have)\b", re.IGNORECASE)
"""What begins a question, or an order behind “can you”."""
FOREIGN_QUESTION = re.compile(rf"(?:{OTHER_QUESTION})\b", re.IGNORECASE)
ABOUT_SOMETHING = re.compile(
    r"\b(?:about|regarding|concerning|on the latest|latest on|news on|news of)\b", re.IGNORECASE
)
"""What stands before a thing that the news is asked about."""
SAY_OR_KNOW = re.compile(
    r"\b(?:say|says|said|know|think|tell|hear|heard|find|anything|something|happened|happening)\b", re.IGNORECASE
)
"""Words of questions for the news, though they are put to us: “do you know who won?”"""
FOR_US = re.compile(
    r"\b(?:you|your|yours|yourself|u|bot|readout|i|i'm|i'll|i'd|i've|me|my|we|we're|us|our|anyone|somebody"
    r"|du|ihr|dich|dir|euch|ich|wir|uns|tu|toi|vous|je|nous|te|usted|ustedes|ти|ви|ми|нам|мені)\b",
    re.IGNORECASE,
)
"""Who talks, or who is talked to."""
GOES_ON = re.compile(
    r"^(?:and|or|but|what about|how about|more|same|also|then|so)\b(?!.*\b(?:you|please)\b)", re.IGNORECASE
)
"""How a question begins that follows another."""
SEARCHES = re.compile(
    r"\b(?:tell|show|give|find|search|explain|understand|know|heard|hear|read|says|said|wonder|looking for|news|headlines|stories|what|who|why|whether)\b",
    re.IGNORECASE,
)
"""What stands in a statement that asks for news all the same: “I want to know who won”."""
ANOTHER = re.compile(
    r"\b(?:another|new|second|additional|extra|also|too(?! (?:late|early|much|many|long|short)\b)|as well)\b",
    re.IGNORECASE,
)
TOO_EARLY = re.compile(r"\btoo early\b", re.IGNORECASE)
TOO_LATE = re.compile(r"\btoo late\b", re.IGNORECASE)
WATCHED = re.compile(
    r"^(?:follow|watch|track|monitor|keep (?:an eye|tabs|a watch))\b|\b(?:in|to|into) (?:the|my|our|your) (?:briefings?|digests?|posts?|summary|newsletter)\b",
    re.IGNORECASE,
)
"""What is first in briefings, and no alert."""
TO_THE_BOT = re.compile(r"\b(?:you|your|bot|readout|briefings?|digests?)\b", re.IGNORECASE)
"""Whom a question is put to that has a word of its own."""
BEFORE_MATTER = frozenset("of by from in to for over during until up off out on at".split())
"""No name begins so: “remove of statues” is no wish."""
COMMENT = re.compile(
    r"\b(?:good|great|fine|nice|interesting|helpful|unhelpful|funny|cool|sounds|lol|brb|sup|joke|enough|lost|thanks|please|hello|hi|hey"
    r"|sorry|whatever|true|right|morning|again|is|are|was|were|isn't|aren't|it|it's|that|that's|this|not|don't|doesn't|can|could"
    r"|should|there)\b",
    re.IGNORECASE,
)
"""What is said in passing."""
