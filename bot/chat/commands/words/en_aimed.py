"""By what English shows whom a line is put to: the desk, or nobody, as a search for news is."""

from __future__ import annotations

import re

from bot.chat.commands.words.typed_words import words

US = re.compile(
    r"\b(?:send|sending|give|giving|tell|telling|show|showing|let|keep|alert|notify|ping|pinging|wake|brief|catch|help|update|remind|message"
    r"|bother|spare|get|read|bring|spam|bore|for|with|of|both|suit|suits|allow|teach|text|write|warn|sends|gives|tells)"
    r" (?:us|me)\b|\b(?:to|from|in|about) us(?=[ ,.!?]*$|[ ,.!?]+(?:please|now|again|when|if|every|at|daily|here|all|and|anymore|any)\b)",
    re.IGNORECASE,
)
"""“Us” where it is who talks: alone it is a country as well."""
WE = re.compile(
    r"\b(?:i|i'm|i'll|i'd|i've|me|my|mine|we|we're|we'd|we'll|we've|our|ours|myself|ourselves)\b", re.IGNORECASE
)
YOU = re.compile(
    r"(?<!thank )\b(?:you|your|yours|yourself|you're|you'd|you've|you'll|u(?!\.)|ur|bot|readout)\b", re.IGNORECASE
)
TO_YOU = re.compile(
    r"\b(?:(?:can|could|would|will|do|did|are|have|should|might|may|why don't) you|you (?:can|could|should|may|might)\b)",
    re.IGNORECASE,
)
"""What is asked of the desk, or said to it."""
PLEASE = re.compile(
    r"\b(?:please|thanks|thank you|thx|pls|kindly|if possible|would be (?:nice|great|good|lovely|better|best|helpful)|"
    r"(?:can|could|would|should|may) (?:the|your|our|my|these) (?:briefings?|posts?|digests?|summary|summaries|alerts?|schedule|newsletter)|could we|can we|can i|could i|may i|may we|i'd like|we'd like|i would like|we would like|i want|we want|i don't want|we don't want)\b",
    re.IGNORECASE,
)
PLEASE_ALONE = re.compile(r"\b(?:please|pls|plz|kindly|thanks|thank you|thx)\b", re.IGNORECASE)
OUR_THINGS = words(
    "briefing briefings digest digests roundup roundups rundown newsletter schedule schedules alerts notification"
    " notifications pings ping feed feeds rss timezone settings sources subscription subscriptions reminder reminders"
)
"""What the desk has, and the news hardly."""
OF_OURS = re.compile(
    r"\b(?:my|our|your|ur) (?:\w+ ){0,2}(?:briefings?|digests?|sources?|posts?|alerts?|feeds?|schedules?|messages?|news|updates?"
    r"|stories|headlines|summary|summaries|notifications?|settings|time ?zone|language|channel|newsletter|pings?|data)\b"
    r"|\b(?:this|these|those) (?:briefings?|posts?|alerts?|channel|messages?|updates?|notifications?|bot|feeds?)\b",
    re.IGNORECASE,
)
"""A thing of the desk, and whose it is."""
SEEKS = re.compile(
    r"^(?:(?:the|any|what's the) )*(?:latest|update|updates|word) (?:on|from|about|out of)\b|"
    r"\b(?:tell|show|give|find|explain|understand|know|knew|heard?|search|look(?:ing)? (?:up|for)|read|wonder(?:ing)?|anything|something|have|got|think|say|said|summari[sz]e)"
    r"(?: me| us)?(?: more| anything| something| any| the| some| a| all| news| stories| headlines| latest| updates?)*"
    r" (?:about|on|regarding|what|who|why|how|where|whether|if|which|of|happened|happens)\b|\b(?:understand|explain) (?:the|this|that)\b",
    re.IGNORECASE,
)
"""Words by which the desk is asked for the news, politely."""
TELLS = re.compile(
    r"\b(?:said|says|according|reported|reports|announced|announces|claims|claimed|calls|warns|denies)\b", re.IGNORECASE
)
"""Words of reports."""
PAST = re.compile(
    r"^(?:did|was|were|had|who|whose|whom|has|have)\b(?! (?:a|you|i|we|your|my|our|the briefing)\b)", re.IGNORECASE
)
"""Questions of what happened."""
ABOUT = re.compile(
    r"\b(?:about|regarding|concerning|latest on|news on|news of|of the|in the|between|after|against)\b", re.IGNORECASE
)
"""What stands before what a question is about."""
OF_TIME = re.compile(r"\b(?:time|timezone|zone|clock|schedule|briefings?|posts?)\b", re.IGNORECASE)
"""Words beside which a place is one of a time zone."""
OF_NEWS = re.compile(
    r"\b(?:post offices?|(?:press|news|police|media|intelligence|security) (?:briefings?|conferences?)"
    r"|(?:amber|tsunami|missile|weather|flood|terror|security|shipping|heat|red|air|raid|travel|health) alerts?"
    r"|(?:english|youtube|tv|news) channels?|channel (?:\d|four|five|islands?|tunnel|crossings?)"
    r"|bot (?:accounts?|farms?|networks?)|stop and (?:search|frisk)|(?:behind|ahead of) schedule"
    r"|(?:open|power|energy|food|water|news) sources?|sources (?:say|said|close|claim|told)|source (?:code|of (?:the|an?))"
    r"|(?:animal|cattle|fish) feed|summer time)\b",
    re.IGNORECASE,
)
"""What bears the name of a thing of the desk, and is none."""
ASKED_OR_TOLD = re.compile(r"\b(?:who|what|why|how|said|says|told|voted|won|lost|was|were|did)\b|[?:]", re.IGNORECASE)
"""Words that stand in no name."""
ENDS_SENTENCE = re.compile(
    r"^(?:your|my|our|it)sel(?:f|ves)\b|\w{3,}[.!] \w|\b(?:until|till?|for a|tomorrow)\b", re.IGNORECASE
)
"""What is no part of a name: another sentence, a span of time, who is talked to."""
OUTLET = re.compile(
    r"(?:the )?(?:daily (?:mail|mirror|star|express|telegraph|beast)|times|sunday times|sun|mirror|economist|independent)",
    re.IGNORECASE,
)
"""Outlets whose names are ordinary words."""
