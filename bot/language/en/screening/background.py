"""English sentences that go back to an earlier time, begin beside their news, or say of somebody only that he spoke."""

from __future__ import annotations

import re

_BACK = re.compile(
    r"""^(?:\w+\s+(?:or\s+\w+\s+)?(?:years?|decades?|months?|weeks?)\s+(?:ago|earlier|before)\b|
    (?:back\s+)?(?:in|since|until)\s+(?:(?:late|early|mid)[\s-]+)?(?:\w+\s+(?:of\s+)?)?(?:19|20)\d\d\b|
    (?:last|the\s+previous)\s+(?:year|month|spring|summer|fall|autumn|winter)\b|earlier\s+(?:this|in|that)\b|
    for\s+(?:years|decades|months|weeks)\b|at\s+the\s+time\b|over\s+the\s+(?:years|past|last)\b|
    (?:previously|historically|traditionally|in\s+the\s+past|once)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_ASIDE = re.compile(
    r"^(?:On\s[A-Z]\w+[.,]?|With|Amid|Amidst|Even|While|Despite|Although|Though|Whether|When|If|Just|Already|Once|Like|Unlike|"
    r"(?!(?:Beijing|Nothing|Something|Anything|Everything|King|Spring|Reading|Voting|Banking|Housing|Boeing)\b)"
    r"[A-Z][a-z]+ing)\s"
)
_SPOKE = re.compile(
    r"""\b(?:br(?:eak|eaks|oke|eaking|oken)\s+(?:his|her|their|its|\w+[’']s?)\s+(?:\w+\s+)?silence|
    (?:speak|speaks|spoke|speaking|opens?|opened|opening)\s+(?:out|up)\s+(?:about|on|for\s+the\s+first)|
    we(?:igh|ighs|ighed|ighing)\s+in\s+on|ha(?:s|ve|d)\s+spoken\s+(?:out|about))\b(?!.*["“”])""",
    re.IGNORECASE | re.VERBOSE,
)


def looks_back(text: str) -> bool:
    """Tell whether a sentence begins by going back to an earlier time: “Four years ago, …”, “In 2012 …”."""
    return _BACK.match(text) is not None


def begins_aside(text: str) -> bool:
    """Tell whether a sentence begins with what stands beside its news: “With fears growing, …”, “Joining others, …”."""
    return _ASIDE.match(text) is not None


def says_nothing_of_it(text: str) -> bool:
    """Tell whether a sentence only tells that somebody spoke: “broke his silence about …”."""
    return _SPOKE.search(text) is not None
