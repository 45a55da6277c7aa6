"""What people type in English: to a command, to a schedule, to the desk in other words, and as small talk."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import TypedWords, words

# ---------------------------------------------------------------- to a command

SPAN = re.compile(r"(?:the )?(?:last |past )?(\d+)\s*(m|h|d|w|min(?:ute)?s?|hours?|days?|weeks?)\b", re.IGNORECASE)
LATELY = re.compile(r"(?:of |from |for |the |this |last |past )*(today|yesterday|week|weekend|month)\b", re.IGNORECASE)
ON = re.compile(r"(?:about|on|for|of)\s+", re.IGNORECASE)
QUIET = re.compile(r"\s*\bquiet\s+(off|none|\S+\s*[-–]\s*\S+)\s*$", re.IGNORECASE)
MOST = re.compile(r"\s*\b(?:at\s+)?most\s+(\d{1,3})(?:\s+(?:a|per)\s+day)?\s*$", re.IGNORECASE)
NOW = re.compile(r"\s*\bnow\s*$", re.IGNORECASE)
BY = words("by from of")
"""Words before whose quotations are wanted."""
ABOUT = "about"
"""The word behind which stands what something is about."""
ON_WHAT = words("about on")
"""Words by which a briefing about something is told from a question that begins with “brief”."""
HERE = words("here this")

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
    r"|what did i miss|catch me up|what(?:'s| is| are) (?:in )?the (?:news|headlines))",
    re.IGNORECASE,
)
NEWS = frozenset(
    "news headlines stories summary briefing brief digest update updates overview roundup summarise summarize".split()
)
BESIDE = frozenset(
    "a an the my me us our your please give show send tell get want i can could you any some latest newest current new"
    " top main biggest key major quick short daily morning evening what is are whats of for from in and all now".split()
)
WHEN = {"today": "24h", "yesterday": "48h", "week": "7d", "weekend": "72h", "month": "30d", "lately": "72h"}
BESIDE_WHEN = frozenset("this the last past so far days".split())
ABOUT_WHAT = re.compile(r"\s+(?:about|on|regarding)\s+", re.IGNORECASE)

# ---------------------------------------------------------------- to the desk, in other words

LITTLE = words(
    "a an the this that these those it its them they one ones i i'm im i'd i'll i've we we're we'd us me my our"
    " ours you u your ur please plz pls kindly can could would will shall should may might must want wanna like"
    " love need prefer rather be been is are am isn't do does don't dont doesn't not no yes so too very way just"
    " only also and or but to at for from in on of by with as if when till until into than then there here right"
    " now again anymore longer more any some all both every each per most less fewer much many few still already"
    " always never ever later soon today tomorrow tonight morning evening afternoon night lunch noon midnight day"
    " days week weeks weekend month months hour hours minute minutes half quarter past once twice time times first"
    " second third last next new old other another instead well bit little back off up down out let let's lets hey"
    " hi hello oh oops good bot readout everyone team news what whats what's which where how get have has go going"
    " about two three four five six seven eight nine ten eleven twelve current r kind happened thing things"
    " something anything come came coming expect nobody plenty holiday holidays vacation january february march"
    " april june july august september october november december rest public thanks thank sure able possible"
    " really actually"
)
"""Words of any request: alone they make none."""
ACTS = words(
    "stop pause resume mute unmute cancel snooze unsubscribe subscribe start restart continue carry change switch"
    " move set make put push bring shift turn add remove delete drop skip leave send post posting show list see"
    " tell remind notify alert ping follow following unfollow use read edit update undo revert enable disable"
    " silence quiet hold keep give write speak translate shorten work working running alive broken stuck test"
    " testing erase forget wait begin deliver publish brief break nothing getting call check pick choose manage"
    " take cut spend spent pay pays cost costs made built runs"
)
THINGS = words(
    "briefing briefings brief briefs digest digests roundup summary schedule schedules scheduled subscription"
    " subscriptions source sources feed feeds site sites website websites outlet outlets newspaper newspapers"
    " channel thread threads notification notifications alerts pings reminder reminders setting settings command"
    " commands zone timezone language languages posts message messages mails stories headlines topic topics data"
    " admin admins tokens price version answers format tone name"
)
TRAITS = words(
    "shorter short long brief briefer fuller detailed early earlier late wrong boring spam annoying useless"
    " garbage rubbish terrible awful bad enough daily hourly weekly weekdays weekends workdays weekday"
)
ALONE = ACTS - words("call") | THINGS - words("stories headlines name data version") | TRAITS
"""A line is a request only if it has one of these, a time of day, or the like."""
ASKING = re.compile(
    r"(?:and |so |but )?(?:what|whats|which|who|whom|where|when|why|how|is|are|was|were|did|does|will|has|have)\b", re.I
)
PAST = words("did was were had why who whose")
"""Words of questions: they are the news's, unless they are put to us or about a briefing."""
YOU = words("you u your ur bot readout")
SELVES = words("i we me us")
OURS = YOU | words("briefing briefings schedule i me")
ASKED = THINGS - words("stories headlines data") | words("working running alive broken")
"""A question of words of the desk alone is put to it if it has one of these."""
DELIVERED = words(
    "send post posting give get brief deliver publish tell show news briefing briefings digest summary roundup"
)
"""What is done every day, or what comes."""
SHORTENED = re.compile(r"'(?:s|re|ve|d|ll|m)$")

LEAD = re.compile(
    r"(?:(?:hey|hi|hello|ok|okay|oh|so|and|but|also|just|please|pls|plz|kindly|now|bot|readout|from now on"
    r"|(?:can|could|would|will) (?:you|u|we|i)(?: please| just| also)?|would it be possible to|let's"
    r"|(?:i|we)(?: would|'d)? (?:like|want|need|prefer)(?: you)?(?: to)?)\b[\s,:!]*)+",
    re.I,
)
TOPIC = re.compile(
    r"(?:(?:mute|unmute|hide|skip|ignore|exclude|filter out|leave out|get rid of|no more|less|fewer|spare (?:me|us)"
    r"|unfollow|stop following)\s+(?!than\b)\S+"
    r"|drop (?:it|them|this|that|the|my|our)\b|(?:enough|nothing) (?:about|of|from|on)\b"
    r"|no \S+(?: (?:please|plz|pls|thanks|anymore))?$)",
    re.I,
)
FOLLOW = re.compile(
    r"(?:(?:alert|ping|notify|remind|warn|wake) (?:me|us|everyone)\b|keep (?:me|us) (?:posted|informed|updated)"
    r"|keep an eye on|let (?:me|us) know (?:when|if|about|as|whenever)"
    r"|tell (?:me|us) (?:right away|at once|as soon|whenever)"
    r"|(?:a )?(?:ping|alert|notification)\b.* (?:when|whenever|as soon as|if)\b)",
    re.I,
)
REFUSE = re.compile(
    r"(?:(?:(?:i|we) )?(?:do not|don't|dont|doesn't|not(?: to)?) (?:post|send|show|tell|write|include|use|read|want"
    r"|wanna|need|like|brief|ping|mention|trust|follow)\b"
    r"|(?:stop|quit) (?:posting|sending|telling|showing|pinging|sharing|writing|it\b|this\b))",
    re.I,
)
CHANGE = re.compile(
    r"(?:post it|(?:change|switch|set|move|make|turn|put|push|bring|shift|cut|translate)\s+(?:it|them|us)"
    r"|(?:change|switch|set|move|turn|push|bring|shift|cut|translate)\s+(?:this|that|the|my|our|your)\s+"
    r"(?:time|hour|day|days|zone|timezone|language|length|briefings?|schedule|channel))\b",
    re.I,
)
SOURCE = re.compile(
    r"(?:add|remove|delete)\s+(?!to\b)\S+(?: \S+){0,2}$"
    r"|(?:(?:un)?subscribe(?: me| us)? (?:to|from)|take (?:out|news from))\s+\S+",
    re.I,
)
TIMED = re.compile(
    r"(?:at|to|not|from|make it|do) (?:\d{1,2}(?:[:.]\d\d)?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)"
    r"(?: ?(?:am|pm|o'clock))?(?:,|$| (?:please|instead|only)\b)",
    re.I,
)
WITHIN = {
    "sources": re.compile(
        r"\b(?:as|for) (?:a|an|another|new) source\b|^(?:do|can|could|will|would) you (?:also )?(?:read|use)\b", re.I
    ),
    "topic": re.compile(
        r"\b(?:leave|take|keep) .{1,40} out\b|\b(?:not|nothing|out of) (?:in |of )?this channel\b"
        r"|\bdrop (?:it|them)\b",
        re.I,
    ),
    "follow": re.compile(r"\btell (?:me|us) (?:right away|at once)\b", re.I),
}
"""What shows a request wherever in a line it stands."""
OFTEN = re.compile(
    r"\b(?:(?:every|each) (?:single )?(?:\w+ )?(?:day|morning|evening|night|noon|week|weekday|weekend|hours?|minutes"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?|hourly|daily|weekdays|once a (?:day|week)|twice a (?:day|week))\b",
    re.I,
)
CLOCK = re.compile(r"what(?:'?s| is)? the time|what time is it(?: now)?|what day is it(?: today)?", re.I)
NUMBER = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")

AT = re.compile(r"\b(?:at|to|it|by|do) (\d{1,2})(?![\w:.])", re.I)
ENDS = re.compile(r"\boff\b|\bno more (?:news|briefings?|posts?|messages?|alerts?)\b", re.I)
HOW_TO = re.compile(r"(?:how|where) (?:do|can|could|should) (?:i|we)\b", re.I)
PLANNED = words("schedule schedules scheduled briefing briefings next subscription subscriptions post posting")
SHOW = words("show list see what whats what's which where when current tell next how")
GROUPS = {
    "sources": words("source sources feed feeds site sites website websites outlet outlets newspaper newspapers read"),
    "forget": words("erase forget data privacy"),
    "status": words("status working work running alive broken stuck tokens spent cost costs pay pays price version"),
    "help": words("command commands begin setting settings"),
    "resume": words("resume restart continue carry again unmute back"),
    "follow": words("follow following unfollow alerts notify alert ping pings remind notification notifications"),
    "stop": words("stop pause mute cancel snooze unsubscribe silence quiet off enough remove delete drop hold skip"),
}
"""What a request is about, by the first of these that has a word of it."""
DAYS = words("daily weekdays weekends weekend")
LIMITING = words("only just no not also every each")

WORDS = TypedWords(
    greetings="hello|hi|hey|good (?:morning|day|evening)",
    thanks=(
        "thanks?(?: you)?|thx|tnx|ty|lol|ha(?:ha)+|cheers|ok(?:ay)?|great|cool|nice|perfect|got it|good(?: bot)?"
        "|well done|bye|goodbye"
    ),
    little=LITTLE,
    desk=ALONE,
    about=GROUPS,
    shorter=r"\b(?:short|brief)(?:er)?\b|\btoo long\b|\bheadlines\b",
    longer=r"\b(?:make|be|is) (?:it |them )?(?:\w+ )?longer\b|\bmore detail|\bfuller\b|^longer$",
    before_hour=("at", "to"),
    before_value=("in", "to", "into", "at", "by", "do", "it"),
)
