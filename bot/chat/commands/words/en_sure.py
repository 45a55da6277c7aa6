"""By which English words a wish is plain: those that name what the desk has, and those that turn a wish round."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import words

NOUNS = words(
    "briefing briefings brief briefs digest digests roundup roundups rundown summary summaries recap newsletter"
    " schedule schedules subscription subscriptions timetable source sources feed feeds rss alert alerts notification"
    " notifications ping pings channel thread settings bot readout timezone language languages here post posts posting"
    " messages updates round-up round-ups"
)
"""What the desk has, or where it speaks."""
SHAPING = words(
    "only just not except skip without every each daily instead too also make weekdays weekends enough twice once"
    " earlier later sooner hourly often change move set switch shift push use send deliver start schedule me us we i"
    " everyday weekday weekend not"
)
"""Words that make a wish of an hour or a day."""
BARE = words(
    "stop pause resume unpause quit unsubscribe undo revert halt cease restart shorter longer snooze unsnooze hourly"
)
"""Commands of one word."""
ALONE = BARE | words(
    "preview settings status help alerts schedule briefing thanks commands sources list unmute cost price pricing language languages"
)
"""What is asked for by one word, and is known again with a slip in it."""
ENDS = words("stop pause remove unfollow mute unmute undo resume")
"""Wishes by which something goes, or comes back: nothing of them is guessed."""
NEGATIONS = words(
    "don't dont never not didn't doesn't won't can't cannot shouldn't wasn't isn't without nobody no nothing neither nor"
)
"""Words before an act that turn it round."""
ORDERS = words(
    "stop pause cease quit halt silence unsubscribe snooze hold suspend hush quiet break rest resume restart reactivate"
    " unpause unsnooze continue carry remove delete cancel unschedule scrap kick ditch lose discard kill mute hide skip"
    " drop ignore exclude block undo revert restore rollback unfollow unmute end disable turn switch shut"
)
"""Acts as they are ordered: “paused” and “cancelled” tell of something."""
NEVER_AGAIN = re.compile(r"\b(?:never|not|don't|do not|dont|no)\b.*\b(?:back|again|on|resume|start)\b", re.IGNORECASE)
PAST = re.compile(r"\b(?:was|were|said|says|did|had|has|have been|is it|he|she|they)\b", re.IGNORECASE)
"""What is asked for once, and is no alert: “tell us when it was built”."""
TELLS = re.compile(r"^(?:tell|message|text|write|dm|mail)\b", re.IGNORECASE)
ASKS_WHETHER = re.compile(r"^(?:hey |hi |so |and )*(?:do|are|have) you\b", re.IGNORECASE)
"""“Do you read the Guardian?” is a question before it is a wish."""
ALERTS_ALONE = re.compile(r"^(?!(?:get|give|set|add|turn|create|send)\b)\S+(?: \S+)? alerts?$", re.IGNORECASE)
"""“Ukraine alerts”."""
MUTES = re.compile(r"^(?:mute|unmute|follow|unfollow|hide)\b", re.IGNORECASE)
"""The acts themselves: what they name is done, whatever it is."""
TOO_SHORT = re.compile(r"\btoo (?:short|brief|thin)\b", re.IGNORECASE)
SEARCHED = words("news latest update headlines headline story stories mayor election")
"""What is looked for about a place."""
NAMED_ZONE = words("time timezone zone zones use clock schedule scheduled")
ASKED_LANGUAGE = words("language languages translate translated speak write briefing briefings brief digest please")
PERHAPS = words("enough silence cancel hush shush quiet")
"""Single words that may be said to us."""
ONE_WORD = words("short long brief detail details detailed bullet bullets bigger depth extended trim shrink compact")
"""Single words that are searched for."""
TOPICS = words(
    "sport sports politics business economy finance markets technology tech science health culture entertainment"
    " celebrities celebrity weather climate crypto travel lifestyle fashion gaming games football soccer opinion politik wirtschaft"
    " kultur wissenschaft technik politique économie culture sciences política deportes economía cultura політика спорт"
    " економіка культура наука"
)
"""Sections of the news."""
ORDERED = re.compile(
    r"(?P<act>(?:un)?(?:follow|mute))(?:\s?:\s*|\s+(?=(?:who|whom|whose|what|why|how|where)\s+\S))(?P<what>\S.*)",
    re.IGNORECASE,
)
"""“Follow: the mayor”, “follow who paid”: what stands behind is named, though it may be a question."""
NO_ALONE = re.compile(r"no (?:briefings?|posts?|updates?)", re.IGNORECASE)
"""What may tell that none came, as well as ask that none comes."""
ABOUT_TOPIC = re.compile(
    r"\babout (?P<what>(?!it\b|that\b|this\b|noon\b|\d)\S.*?)(?= (?:at|every|each|on|in|daily|weekdays|for|from|by|around)\b|[,.!?;]|$)",
    re.IGNORECASE,
)
"""What a briefing that is set up is to be about."""
