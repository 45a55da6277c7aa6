"""What a question asks for: whose words, or which kind of fact, about what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.evidence.speakers import fold
from bot.evidence.stopwords import STOPWORDS
from bot.summarize.words import TOKEN, as_number, tokens

Kind = Literal["empty", "noise", "said", "fact"]
Wanted = Literal["person", "time", "place", "number", "money", "duration", "name", "reason", "yes_no", "thing"]

LONGEST = 1_000
"""Characters: nobody asks at greater length, and what is longer is no question."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, understood.

    `said`: `speaker` (with `addressee` and `about`, where given). `fact`: every one of `wanted` is asked for;
    `names` are the words that were capitalised, `numbers` the years and figures, `terms` the other words that carry
    meaning, and `noun` what is counted or asked for ("how many troops", "which country"). All words are folded.
    """

    text: str
    kind: Kind
    wanted: tuple[Wanted, ...] = ()
    speaker: str = ""
    addressee: str = ""
    about: str = ""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    noun: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Return all words that carry meaning."""
        return (*self.names, *self.numbers, *self.terms)


_SPEECH = (
    r"(?:say|said|says|saying|tell|told|state|stated|claim|claimed|argue|argued|announce|announced|add|added|think|believe|"
    r"comment|write|wrote|tweet|tweeted|promise|promised|warn|warned|suggest|suggested|respond|responded|reply|replied|"
    r"admit|admitted|deny|denied|explain|explained|predict|predicted|remark|remarked|insist|insisted|acknowledge|acknowledged|ask)"
)
_ABOUT = r"(?:\s+(?:about|on|regarding|concerning|of|to)\s+(?P<about>.+))?"
_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"what\s+(?:did|does|has|had|do|have)\s+(?P<speaker>.+?)\s+(?:tell|told|warn|promise|warned|promised)\s+"
        r"(?P<addressee>(?!about\b|that\b|on\b)[^\s]+(?:\s+(?!about\b|on\b|regarding\b)[^\s]+)*?)"
        r"(?:\s+(?:about|on|regarding|concerning|of)\s+(?P<about>.+))?$",
        rf"(?:what|how)\s+(?:did|does|has|had|do|have)\s+(?P<speaker>.+?)\s+(?:to\s+)?{_SPEECH}{_ABOUT}$",
        rf"what\s+(?:is|was|are|were)\s+(?P<speaker>.+?)\s+saying{_ABOUT}$",
        rf"what\s+(?:is|was|were|are)\s+said\s+by\s+(?P<speaker>.+?){_ABOUT}$",
        rf"what\s+(?P<speaker>.+?)\s+(?:said|says|told){_ABOUT}$",
        r"(?:any\s+)?(?:quotes?|statements?|words|remarks|comments)\s+(?:by|from|of)\s+(?P<speaker>.+?)"
        r"(?:\s+(?:about|on|regarding)\s+(?P<about>.+))?$",
        r"according\s+to\s+(?P<speaker>[^,]+?)(?:,\s*(?P<about>.+))?$",
    )
)
_NOBODY = frozenset(
    "it this that they he she you we i there anyone anybody someone somebody everyone article text news".split()
)
_ARTICLE = re.compile(r"^(?:(?:the|a|an)\s+)?(?:(?:mr|mrs|ms|dr)\.?\s+)?", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^(?:please|hey|hi|hello|ok|so|and|but|well|can you|could you|tell me|do you know|i want to know)[\s,]+", re.I
)

_DURATION = re.compile(
    r"\bhow\s+(?:long|many\s+(?:years|months|weeks|days|hours|minutes|seconds))\b|\b(?:duration|length)\s+of\b", re.I
)
_MONEY = re.compile(
    r"\bhow\s+much\b|\b(?:revenues?|price|cost|costs|salary|budget|profits?|net worth|earnings|income|fine|market cap)\b",
    re.I,
)
_NUMBER = re.compile(
    r"\bhow\s+(?:many|much|old|far|big|tall|large|fast|high|often)\b|"
    r"\b(?:number|population|percentage|percent|share|rate|attendance|score|total|age|size)\b(?!\s+(?:one|1)\b)",
    re.I,
)
_TIME = re.compile(
    r"\bwhen\b|\bwhat\s+(?:time|date|day|year|month)\b|\bwhich\s+(?:date|day|year|month)\b|\b(?:date|deadline)\b|\bhow\s+soon\b|\bsince when\b",
    re.I,
)
_PLACE = re.compile(
    r"\bwhere\b|\b(?:location|venue|whereabouts|headquarters)\b|\b(?:which|what)\s+(?:city|place|town|state|stadium|venue|region|country|village)\b",
    re.I,
)
_PERSON = re.compile(
    r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:which|what)\s+(?:person|man|woman|player|actor|actress|singer|president|minister|politician|team)\b",
    re.I,
)
_ROLE = re.compile(
    r"^(?:what|which)?\s*(?:is|was|are|were)?\s*(?:the\s+)?(?:current\s+|new\s+)?(?:ceo|president|prime minister|winner|author|director|"
    r"founder|leader|head|chairman|runner-up|coach|captain|owner|host)\b",
    re.I,
)
_REASON = re.compile(r"\bwhy\b|\b(?:reason|cause)\b|\bhow come\b", re.I)
_NAME = re.compile(r"\b(?:which|what)\s+(?:[\w'’-]+\s+){0,3}?(?:name|title|country|company|team|party|language|film|movie|song|album|book|show|"
                   r"band|nation|newspaper|network|agency|group|organi[sz]ation|website|station|bank|university|club)s?\b|\bname\s+of\b|\bcalled\b", re.I)  # fmt: skip
_YES_NO = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might)\b", re.I)
_ASKING = re.compile(
    r"^(?:(?:in|at|on|by|for|to|from|with|of)\s+)?(?:what|which|who|whom|whose|when|where|why|how)\b", re.I
)
_NOUN = re.compile(r"\b(?:how\s+(?:many|much)|which|what)\s+((?:[\w'’-]+\s+){0,2}?[\w'’-]+)(?=\s|$|\?)", re.I)

_FRAMING = frozenset(
    """location venue place date time day year month name called current currently latest new happen happened happens long old far
    many much number amount total people person kind type sort following according exact exactly mean means actually officially
    ever first last recent recently today tomorrow yesterday held come comes get article news story report""".split()
)
"""Words that say which kind of answer is wanted, or nothing about the matter: evidence need not repeat them."""


def understand(text: str) -> Question:
    """Return what a line asks for. Pure; any string is a question, an empty or a noisy one too."""
    line = _tidy(text)
    if not tokens(line):
        return Question(text, "empty")
    if len(text) > LONGEST or not _has_words(line):
        return Question(text, "noise")
    return _said(text, line) or _fact(text, line)


def _tidy(text: str) -> str:
    line = " ".join(text.split()).strip(" ?!.")
    while True:
        bare = _PREAMBLE.sub("", line)
        if bare == line:
            return line
        line = bare


def _has_words(line: str) -> bool:
    found = tokens(line)
    return any(len(word) > 1 for word in found)


def _said(text: str, line: str) -> Question | None:
    """Return the question as one for somebody's words, where it is one."""
    for pattern in _SAID:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        found = match.groupdict()
        speaker = _ARTICLE.sub("", found["speaker"].strip())
        if not _may_speak(speaker):
            return None
        return Question(
            text,
            "said",
            speaker=speaker,
            addressee=(found.get("addressee") or "").strip(),
            about=(found.get("about") or "").strip(),
            names=tuple(tokens(speaker)),
            terms=_content(found.get("about") or ""),
        )
    return None


def _may_speak(speaker: str) -> bool:
    words = tokens(speaker)
    return 0 < len(words) <= 6 and words[0] not in _NOBODY and not (len(words) == 1 and words[0] in STOPWORDS)


def _content(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in tokens(text) if word not in STOPWORDS))


def _fact(text: str, line: str) -> Question:
    wanted = _wanted(line)
    names, numbers, terms = _parts(line)
    return Question(
        text, "fact", wanted=wanted, names=names, numbers=numbers, terms=terms, noun=_noun(line) if wanted else ""
    )


def _wanted(line: str) -> tuple[Wanted, ...]:
    if _YES_NO.match(line) and not _ASKING.match(line):
        return ("yes_no",)
    if _REASON.search(line):
        return ("reason",)
    if _DURATION.search(line):
        return ("duration",)
    found: list[Wanted] = []
    for kind, pattern in _PATTERNS:
        if pattern.search(line):
            found.append(kind)
    if "money" in found and "number" in found:
        found.remove("number")
    if "person" in found and re.match(r"(?:who|whom)\b", line, re.I):
        return ("person",)
    return tuple(found) or ("thing",)


_PATTERNS: tuple[tuple[Wanted, re.Pattern[str]], ...] = (
    ("time", _TIME),
    ("place", _PLACE),
    ("money", _MONEY),
    ("number", _NUMBER),
    ("person", _PERSON),
    ("person", _ROLE),
    ("name", _NAME),
)


def _noun(line: str) -> str:
    """Return what is counted or chosen: the last word before the verb of "how many … are"."""
    match = re.search(
        r"\bhow\s+many\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+?)(?=\s+(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|in|on|at|of|to|for|by|died|killed)\b|\s*$)",
        line,
        re.I,
    )
    if match is None:
        match = re.search(
            r"\b(?:which|what)\s+((?!is\b|are\b|was\b|were\b|do\b|does\b|did\b|has\b|have\b|had\b|will\b|would\b|can\b|could\b)[\w'’-]+)",
            line,
            re.I,
        )
    words = [word for word in tokens(match[1])] if match else []
    return words[-1] if words else ""


def _parts(line: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the line's names, numbers and other words of meaning."""
    names: dict[str, None] = {}
    numbers: dict[str, None] = {}
    terms: dict[str, None] = {}
    plain = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda match: match.group().replace(".", ""), line)
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    shouted = plain.isupper()
    for index, match in enumerate(TOKEN.finditer(plain)):
        written, word = match.group(), fold(match.group())
        if not word or (word in STOPWORDS and not (written.isupper() and len(written) > 1 and index and not shouted)):
            continue
        if word.isdigit() or (as_number(word) and word[0].isdigit()):
            numbers[as_number(word) or word] = None
        elif written[:1].isupper() and not shouted and (index > 0 or not _ASKING.match(plain)):
            names[word] = None
        elif word not in _FRAMING and (len(word) > 1):
            terms[word] = None
    return tuple(names), tuple(numbers), tuple(terms)
