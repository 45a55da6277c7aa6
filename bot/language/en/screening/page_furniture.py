"""Tells what a page says to its reader or of itself: calls to sign up, notices on cookies and rights, credits.

A word says nothing by itself: a court may rule on a cookie banner, and millions may subscribe to something. What
counts is what the sentence does: it calls upon its reader, speaks of the page that it stands on, or is a mere label.
"""

from __future__ import annotations

import re

from bot.language.en.screening.finite_verbs import tells

_DOING = r"""sign|subscribe|read|watch|listen|follow|click|tap|press|share|download|join|visit|see|get|check|find|view|
    enable|disable|allow|accept|browse|explore|discover|enter|register|log|continue|support|become|donate|contact|e-?mail|write|call|tell|send|
    have|leave|comment|scroll|swipe|buy|shop|try|learn|catch|tune|stay|keep|hear|save|let|help|meet|look|come|go|enjoy|
    receive|stream|install|add|like|rate|vote|take|start|unlock|upgrade|choose|pick|give|bookmark|report|refresh|
    search|submit|ask|advertise|renew|claim|manage|update|sponsor|pledge|remember|never\s+miss|do\s?n[o’']t\s+miss"""
_CALL = re.compile(
    rf"^(?:(?:please|also|now|then|so|and|or|but|just|simply|to|for|in|if|want|like|love|enjoy|@\w+)\b[^,:.?!]{{0,60}}[,:?!]\s*|"
    rf"please\s+|also\s+|now\s+|@\w+\W+)?(?:{_DOING})\b(?!,)",
    re.IGNORECASE | re.VERBOSE,
)
"""How a call begins."""
_OF_THE_PAGE = re.compile(
    r"""\b(?:newsletters?|videos?|podcasts?|(?:live\s?)?blogs?|apps?|pages?|sites?|websites?|homepage|articles?|story|
    javascript|browsers?|ad[\s-]?blockers?|(?:full|digital|premium)\s+access|
    stories|coverage|(?:live|latest|news|breaking)\s+(?:updates?|news|alerts?)|updates|alerts|notifications|inbox|
    e-?mails?|comments?|account|subscription|subscribers?|gallery|photos|pictures|slideshow|links?|here|below|above|
    more|also|interview|episodes?|channel|feed|facebook|twitter|instagram|youtube|tiktok|whatsapp|telegram|linkedin|
    bluesky|threads|mastodon|on\s+X|us|our|journalism|members?|membership|free\s+trial|offers?|conversation|
    edition|print|briefing|headlines|top\s+stories|full\s+(?:story|report|text|list|article)|reading|the\s+rest|
    social\s+media|your|you\s+think)\b|@\w+""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a page has to offer."""
_LONGEST_CALL = 30
_LABEL = re.compile(
    r"""^\W*(?:(?:photo(?:graph)?|image|picture|video|caption|credit|source|sources|advertisement|related|more|also|
    tags?|topics?|share|listen|watch|live|updated?|published|posted|reporting|editing|writing|additional\s+reporting|
    correction|note|editor[’']s\s+note|disclaimer|disclosure)\s*(?:[:|©/–—]|\s-|\s+by\b)|
    (?:see|read|watch|listen|also|more|must)[\s-]+(?:also|more|next|live|now|here|read|on|from|in)\b[^:.]{0,40}:|
    (?:in\s+(?:pictures|photos|video)|don[’']t\s+miss|recommended|trending|most\s+(?:read|popular)|up\s+next|
    what\s+to\s+read\s+next|in\s+case\s+you\s+missed\s+it|read\s+next|also\s+read|read\s+also)\s*:)""",
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(
    r"^(?:words\s+|text\s+|story\s+)?by\s+(?-i:[A-Z])[\w.’'-]*(?:,?\s+(?:(?-i:[A-Z])[\w.’'-]*|and|de|van|von|in|for|at))*",
    re.I,
)
_POINTER = re.compile(
    r"^(?:more|related|full|further|latest|other|all)\s+(?:[\w’'-]+\s+){0,2}(?:news|stor(?:y|ies)|coverage|details?|results?|"
    r"reports?|information|photos|pictures|videos?|updates|analysis|reading|list|interview|text|articles?)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"(?<!\w)©|^\W*\(c\)\s*\d{4}|\ball rights reserved\W*$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^\W*copyright\s+(?:\(c\)|\d{4}|by\b|the\b|(?-i:[A-Z]))", re.IGNORECASE)
_OF_ITSELF = re.compile(
    r"""\bthis\s+(?:story|article|page|report|post|piece|interview|newsletter|transcript|video|content|material)\s+
    (?:has\s+been|have\s+been|was|will\s+be|may\s+not|originally|first|appeared|is\s+(?:part|based|available|from|an?\b|for|
    only|exclusive)|corrects?|contains?)\b|
    \b(?:story|article|video|interview|content|post)\s+continues\s+(?:below|after|on)\b|
    ^(?:in|on)\s+(?:this|today[’']s|the\s+latest|our\s+latest|this\s+week[’']s)\s+(?:episode|edition|podcast|show|programme|newsletter|
    instalment|installment)\b|\bwelcome\s+to\s+(?:our|the|this)\s+(?:\w+\s+){0,2}(?:live|blog|coverage|podcast|newsletter|show)\b|
    ^(?:aries|taurus|gemini|cancer|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces)\s*[:–—(]|
    \bcontributed\s+(?:reporting\s+)?to\s+this\s+(?:report|story|article)\b|\bcontributed\s+reporting\b|
    \bthis\s+(?:web)?site\s+(?:uses|is\s+(?:protected|owned|operated)|requires|stores|collects)\b|
    \b(?:use\s+of|using|visiting|browsing)\s+(?:this|our|the)\s+(?:web)?site\b|
    \b(?:we|our\s+\w+)\s+(?:may\s+|also\s+)?(?:use|store|collect|value|share|respect|process|set)\b.*
    \b(?:cookies?|privacy|personal\s+(?:data|information)|tracking|technologies)\b|
    \bour\s+(?:\w+\s+){0,2}(?:newsletters?|privacy|cookies?|terms|podcasts?|apps?|websites?|site|subscribers|readers|
    journalism|coverage|live\s?blog|reporters?|archive|homepage|comments?)\b|
    ^by\s+(?:continuing|using|clicking|signing|browsing|visiting|registering|subscribing|submitting|entering)\b.*
    \b(?:agree|accept|consent|acknowledge)|\bprotected\s+by\s+recaptcha\b|
    \b(?:story|article|content|post|piece|report)\s+is\s+(?:only\s+)?(?:available|reserved|open|exclusive)\s+(?:only\s+)?
    (?:to|for)\s+(?:\w+\s+)?(?:subscribers|members)\b|
    \bcan\s+be\s+(?:reached|contacted|e-?mailed|followed|found)\s+(?:directly\s+)?(?:at|on|via|by|under)\s+
    (?:\S*@\S+|\S+\.\w{2,}\b|twitter|x\b|facebook|e-?mail|phone|\+?\d)|(?:/|\bvia\s+)getty\s+images\b|
    ^\W*(?:getty\s+images|ap\s+photo)\b(?=\W*(?:$|/|by\b|via\b))""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""What a page says of itself, its rights and its makers."""


def is_furniture(text: str) -> bool:
    """Tell whether a sentence belongs to the page and not to the report: a call, a notice, a label or a credit."""
    line = text.strip()
    return (
        bool(_LABEL.search(line) or _RIGHTS.search(line) or _OF_ITSELF.search(line))
        or is_call(line)
        or _is_credit(line)
    )


def is_call(text: str) -> bool:
    """Tell whether a sentence calls upon the reader of a page to make use of what pages offer: “Watch the video”.

    What somebody did with a page, or a page did, is told with a verb: “Read, the video site, closed on Friday”.
    """
    line = text.strip()
    begun = _CALL.search(line)
    if not begun or len(line.split()) > _LONGEST_CALL:
        return False
    rest = line[begun.end() :]
    return bool(_OF_THE_PAGE.search(rest)) and not tells(" ".join(rest.split()[:4]))


def _is_credit(line: str) -> bool:
    """Tell whether a line names who wrote or owns it, or where there is more, and tells nothing."""
    found = _BYLINE.search(line) or _COPYRIGHT.search(line) or _POINTER.search(line)
    return found is not None and not tells(line)
