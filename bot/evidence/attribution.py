"""Finds, in one sentence, who is said to say what: subject, cue and content, by the order of words (English only)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evidence.cues import ACCORDING, ADDRESSED, CLAUSE_VERBS, CUE, PLURAL_SPEAKERS, PRONOUNS
from bot.models import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with its subject (None: none was found) and the stretches that it attributes."""

    cue: Span
    subject: Span | None
    contents: tuple[Span, ...]
    addressee: Span | None = None


FILL = "\x01"
"""Stands for every character inside quotation marks, so that no rule reads what was quoted."""

_AUXILIARY = re.compile(
    r"(?:\s*,)?\s*\b(?:also|then|later|again|has|have|had|is|was|are|were|been|be|being|repeatedly|recently|reportedly|publicly|"
    r"previously|even|still|once|never|not|n['’]t|did|does|do|would|will|could|may|might|further|both|all|already|often|always|"
    r"first|last|now|just|simply|flatly|quickly|earlier|to|herself|himself|themselves|itself|\w+ly)\s*$"
)
_BREAK = re.compile(rf"[;:–—()\"“”«»]|{FILL}|\s-\s|--|,\s+(?:and|but|so|while|as|because|after|when|although|though|which|where)\s"
                    r"|\b(?:that|because|whether|if|while|after|when|as|but|although|though|where|and)\s")  # fmt: skip
_ARTICLE = re.compile(
    r"(?:the|a|an|his|her|their|its|our|my|this|that|these|those|one|two|three|four|some|many|most|several|other|another|"
    r"both|all|few|every|no)\b", re.I)  # fmt: skip
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]")
_END = re.compile(rf"\s*(?:$|[.,;:!?)\]–—]|[\"“”]|{FILL}|(?:on|in|at|during|to|after|when|as|of|via|through|last|this|earlier|late|"
                  r"yesterday|before|while|about|with|from|by|for|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b)")  # fmt: skip
_INVERTED = re.compile(
    r"\s+((?:the\s+|a\s+|an\s+|one\s+|former\s+|[a-z][\w-]*\s+){0,6}?(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*)(?:\s+(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*|"
    r"de|van|von|al|bin|of|the|for|and))*|(?:he|she|they)\b|(?:the|an?|one|another)\s+[\w-]+(?:\s+[\w-]+){0,5}?)"
    r"(?=\s*(?:$|[.,;:!?–—(]|\"|“|in\b|on\b|at\b|of\b|who\b|during\b|to\b|after\b))"
)
_ADJUNCT = re.compile(
    r"\s*(?:(?:,\s*)?(?:in|on|at|during|to|through|via|after|before|late|last|this|earlier|yesterday|today|when|as|from|with|by|of|"
    r"Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b[^,:;.]{0,60}?)?(?:,\s*)?(?:\bthat\s+|:\s*|,\s*(?=[\"“])|(?=[\"“]))"
)
_TOLD_WHOM = re.compile(
    r"\s+((?:the\s+|a\s+|his\s+|her\s+|their\s+)?(?:[\w.'’-]+)(?:\s+(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]*|of|the|and|[a-z]+s)){0,5}?)"
    r"(?=\s+(?:that|in|on|at|during|to|if|whether|how|what|why|he|she|it|they|the|there|his|her|we|any|no|a|an|not|about|this)\b|"
    r"\s*[,:.;\"“]|\s*$)"
)
_TRAILING = " \t\n,;:–—-"


def attributions(masked: str, start: int, end: int) -> Iterator[Attribution]:
    """Yield what the sentence `masked[start:end]` attributes; `masked` is the text with quoted words filled."""
    for match in ACCORDING.finditer(masked, start, end):
        found = _according(masked, match, start, end)
        if found:
            yield found
    taken_until = start
    for match in CUE.finditer(masked, start, end):
        if match.start() < taken_until or not _is_verb(masked, match, start):
            continue
        found = _spoken(masked, match, start, end)
        if found:
            yield found


def _is_verb(masked: str, match: re.Match[str], start: int) -> bool:
    """Leave out nouns: “the report”, “a call for”, “his claims”."""
    before = masked[max(start, match.start() - 24) : match.start()]
    return (
        not re.search(
            r"(?:\b(?:the|a|an|his|her|their|its|this|that|these|those|of|no|any|some|new|'s|’s)\s+)$", before, re.I
        )
        or (match.group().endswith("ed") or match.group() in ("said", "told"))
        and not re.search(r"\b(?:the|a|an|of)\s+$", before, re.I)
    )


def _according(masked: str, match: re.Match[str], start: int, end: int) -> Attribution | None:
    stop = _next(masked, match.end(), end, r"[,;.:]|\s–|\s—|\bwho\b")
    subject = _clip(masked, match.end(), stop)
    if subject is None:
        return None
    before = _clip(masked, start, match.start())
    if before and before[1] - before[0] > 8:
        return Attribution((match.start(1), match.end(1)), subject, (before,))
    content = _clip(masked, stop, end)
    return Attribution((match.start(1), match.end(1)), subject, (content,)) if content else None


def _spoken(masked: str, match: re.Match[str], start: int, end: int) -> Attribution | None:
    cue = match.span()
    verb = " ".join(match.group().split())
    inverted = _inverted(masked, match, start, end) if verb in CLAUSE_VERBS else None
    if inverted:
        return inverted
    subject = _subject_before(masked, start, cue[0])
    if subject is None:
        return None
    told, after = _addressee(masked, verb, cue[1], end)
    if verb in CLAUSE_VERBS and _END.match(masked, after, end):
        content = _content_before(masked, start, subject[0])
        if content:
            rest = _resumed(masked, after, end)
            return Attribution(cue, subject, (content, *rest), told)
    content = _content_after(masked, after, end, verb)
    return Attribution(cue, subject, (content,), told) if content else None


def _inverted(masked: str, match: re.Match[str], start: int, end: int) -> Attribution | None:
    """“…,” said Ushakov."""
    before = masked[start : match.start()].rstrip()
    if not before or before[-1] not in ",”\"»?!’'" + FILL:
        return None
    named = _INVERTED.match(masked, match.end(), end)
    content = _clip(masked, start, match.start())
    if not named or content is None:
        return None
    return Attribution(match.span(), named.span(1), (content, *_resumed(masked, named.end(), end)))


def _resumed(masked: str, at: int, end: int) -> tuple[Span, ...]:
    """The other half of a split quotation in the same sentence."""
    opening = re.compile(r"[^\"“«]{0,80}?[,:]?\s*([\"“«])").match(masked, at, end)
    if not opening:
        return ()
    span = _clip(masked, opening.start(1), end)
    return (span,) if span and span[1] - span[0] > 3 else ()


def _subject_before(masked: str, start: int, stop: int) -> Span | None:
    stop = _strip_auxiliaries(masked, start, stop)
    begin = start
    for match in _BREAK.finditer(masked, start, stop):
        if match.end() < stop:
            begin = match.end()
    chunk = masked[begin:stop]
    if "," in chunk:
        begin, stop = _around_commas(masked, begin, stop)
    return _noun_phrase(masked, begin, stop)


def _strip_auxiliaries(masked: str, start: int, stop: int) -> int:
    while match := _AUXILIARY.search(masked, start, stop):
        if match.start() <= start:
            break
        stop = match.start()
    return stop


def _around_commas(masked: str, begin: int, stop: int) -> Span:
    """“In general, Ushakov” is Ushakov; “John Herbst, the former ambassador,” is John Herbst."""
    chunk = masked[begin:stop].rstrip()
    if chunk.endswith(","):
        parts = chunk[:-1].split(",")
        offset = begin
        for part in parts:
            if part.strip() and _CAPITAL.match(part.strip()) and _names_somebody(part.strip()):
                lead = len(part) - len(part.lstrip())
                return offset + lead, offset + len(part.rstrip())
            offset += len(part) + 1
        last = chunk[:-1].rfind(",") + 1
        return begin + last, begin + len(chunk) - 1
    last = chunk.rfind(",") + 1
    return begin + last, stop


_NO_SUBJECT = re.compile(
    r"^(?:In|On|At|By|For|With|From|During|After|Before|Under|Despite|Since|Speaking|Asked|When|While|As|If)\b"
)


def _names_somebody(part: str) -> bool:
    return not _NO_SUBJECT.match(part)


def _noun_phrase(masked: str, begin: int, stop: int) -> Span | None:
    while begin < stop and masked[begin] in _TRAILING + "\"“”'":
        begin += 1
    while stop > begin and masked[stop - 1] in _TRAILING:
        stop -= 1
    phrase = masked[begin:stop]
    who = re.search(r",?\s+who\b.*$", phrase)
    if who:
        stop = begin + who.start()
        phrase = masked[begin:stop]
    words = phrase.split()
    if not words or len(words) > 14:
        return None
    if words[-1].lower() in PRONOUNS and words[-1].lower() != "who":
        return (stop - len(words[-1]), stop)
    lead = re.match(r"(?:And|But|So|Yet|Then|Still|Meanwhile|However|Instead|Also|Now|Today|Later)\s+", phrase)
    if lead:
        begin += lead.end()
        phrase = masked[begin:stop]
    if _NO_SUBJECT.match(phrase):
        return None
    if _CAPITAL.match(phrase) or _ARTICLE.match(phrase) or PLURAL_SPEAKERS.match(phrase):
        return begin, stop
    name = re.search(r"(?:[a-z-]+\s+){0,3}(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’-]+\s*)+$", phrase)
    return (begin + name.start(), stop) if name else None


def _addressee(masked: str, verb: str, at: int, end: int) -> tuple[Span | None, int]:
    if verb not in ADDRESSED:
        return None, at
    match = _TOLD_WHOM.match(masked, at, end)
    return (match.span(1), match.end()) if match else (None, at)


def _content_before(masked: str, start: int, stop: int) -> Span | None:
    """The clause before “, X said”."""
    before = masked[start:stop].rstrip()
    if not before or before[-1] not in ",”\"»’'?!–—-" + FILL:
        return None
    content = _clip(masked, start, stop)
    return (
        content
        if content
        and len(masked[content[0] : content[1]].split()) >= 2
        or (content and FILL in masked[slice(*content)])
        else None
    )


def _content_after(masked: str, at: int, end: int, verb: str) -> Span | None:
    match = _ADJUNCT.match(masked, at, end)
    begin = match.end() if match and match.end() > at else at
    stop = _outer_attribution(masked, begin, end)
    content = _clip(masked, begin, stop)
    if content is None:
        return None
    words = masked[content[0] : content[1]].split()
    quoted = FILL in masked[content[0] : content[1]]
    return content if quoted or (len(words) >= 3 and verb in _TAKES_CLAUSE) else None


_TAKES_CLAUSE = (
    CLAUSE_VERBS
    | frozenset(
        "saying telling adding arguing claiming announcing reporting noting stating insisting explaining suggesting warning promised "
        "promises vowed pledged threatened demanded urged accused denied called point out points out pointed out pointing out signaled "
        "signalled hinted implied proposed recommended agreed expects expected knows show shows showed says tells".split()
    )
    | {"point out", "points out", "pointed out", "pointing out", "called on", "called for", "calls on", "calls for"}
)


def _outer_attribution(masked: str, begin: int, end: int) -> int:
    """Where another “, said X” or “, X said” closes the sentence, the content ends before it."""
    tail = re.compile(
        r",\s+(?:(?:[\w.'’-]+\s+){1,6}?(?:said|says|added)|(?:said|says|added)\s+[\w\s.'’-]{2,60}?)(?:\s+(?:on|in|at)\s[^,]{2,30})?[.!?]?\s*$"
    )
    match = tail.search(masked, begin, end)
    return match.start() if match else end


def _clip(masked: str, begin: int, stop: int) -> Span | None:
    while begin < stop and masked[begin] in " \t\n,;:–—-":
        begin += 1
    while stop > begin and masked[stop - 1] in " \t\n,;:–—-.":
        stop -= 1
    return (begin, stop) if begin < stop else None


def _next(masked: str, at: int, end: int, pattern: str) -> int:
    match = re.compile(pattern).search(masked, at, end)
    return match.start() if match else end
