"""How English credits an outlet: "Reuters reported", "told the Bell", "according to AFP"."""

from __future__ import annotations

import re

from bot.language.en.speech.speech_verbs import BODIES, PEOPLE, ROLES
from bot.language.speech.credits import Credits, outlet_name
from bot.text.patterns import any_of

_NEWS = BODIES & frozenset("agency website site channel network service".split())
_KIND = rf"(?:news\s+{any_of(_NEWS)}|newspaper|magazine|broadcaster|newswire|daily|weekly)"
_NAME = outlet_name("of(?: the)?|and|de|the|&")
_THE = r"(?:[Tt]he[ \u00a0]+)?"
_BEFORE = rf"(?:{_KIND}\s+)?"

CREDITS = Credits(
    credited=(
        re.compile(
            rf"\b(?:[Aa]ccording\s+to|[Rr]eported\s+by|[Tt]old|[Cc]iting|[Ii]nterview(?:ed)?\s+(?:with|by)|[Qq]uoted\s+by|"
            rf"[Aa]s\s+seen\s+by|[Oo]btained\s+by|[Rr]eviewed\s+by)\s+{_THE}{_BEFORE}{_NAME}"
        ),
        re.compile(
            rf"\b{_THE}{_BEFORE}{_NAME}(?:\s+\([A-Z]{{2,6}}\))?(?:\s+{_KIND})?(?:\s+(?:first|also|previously|earlier|has|had|on\s+[A-Z]\w+day)){{0,2}}"
            rf"\s+(?:reported|reports|contributed)\b"
        ),
    ),
    last_words=frozenset(
        """times post news journal herald tribune guardian gazette telegraph chronicle press observer courier mirror
        dispatch examiner inquirer globe broadcasting television tv radio magazine newspaper agency newswire weekly
        monthly""".split()
    ),
    editions=frozenset("news online international world service uk us usa english live digital".split()),
    opening=re.compile(r"(?:As|When|While|After|Since|But|And|In|What|Although|Though)\s+(?:the\s+)?(?=[A-Z])"),
    speaks_for=re.compile(r"\sof\s(?:the\s)?"),
    no_names=frozenset(("The", "A", "An", "This", "That", "One")),
    named_so=re.compile(rf"{_KIND}\s*$"),
    followed=re.compile(rf"\s+{_KIND}\b(?!\s+(?:data|[a-z]+s)\b)"),  # but for “the ministry's weekly figures”
    by_trade=re.compile(r",\s+an?\s+(?:[\w-]+\s+){0,3}?(?P<noun>[\w-]+)(?:\s+(?:of|from|in|at)\s+[^,.\n]{1,40})?[,.]"),
    callings=ROLES - PEOPLE,
    spelt_out=re.compile(r"\b((?:[A-ZÀ-Þ][\w’'-]{0,30}[ ](?:(?:of|for|and|the)[ ])?){2,7})\((?P<short>[A-Z]{2,6})\)"),
)
