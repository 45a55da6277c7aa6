"""Which words of a sentence a verb of speech attributes: those after it, before it, or on both sides (English only)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.en.function_words import ARTICLES, CONCESSIONS, COORDINATORS, PREPOSITIONS
from bot.language.en.speech.according_to import closing_source
from bot.language.en.speech.noun_phrases import is_adverb, is_verb
from bot.language.en.speech.predicates import Predicate
from bot.language.en.speech.speech_verbs import (
    ADVERBIAL_OPENERS,
    FINITE,
    MODALS,
    PEOPLE,
    REQUESTS,
    ROLES,
    STRICT,
    TIMES,
    WRITTEN,
)
from bot.language.speech.grammar import Phrase
from bot.language.speech.tokens import SpeechToken

_CLAUSE = 4
"""Tokens: less than that is no clause."""
_REACH = 24
"""Tokens: "that" or a quotation farther from the verb is not announced by it."""
_DASHES = frozenset("–—") | {"--"}
_PAUSES = _DASHES | {","}
_BEFORE_CUE = frozenset("?!:") | _PAUSES | {"..."}
_LEADS = COORDINATORS - {"nor"}
_SUBORDINATE = CONCESSIONS | frozenset("as because after since when".split())


# -- after the verb -------------------------------------------------------------------------------


def content_after(tokens: Sequence[SpeechToken], verb: Predicate, verbs: Sequence[Predicate]) -> Phrase | None:
    """Return what the verb announces; None where nothing that was said begins behind it."""
    begin = _start(tokens, verb)
    if begin is None or begin >= len(tokens):
        return None
    content = Phrase(begin, _end(tokens, begin, verb, verbs))
    return content if content.first < content.last and _worth(tokens, verb, content) else None


def _start(tokens: Sequence[SpeechToken], verb: Predicate) -> int | None:
    at, end = verb.right, len(tokens)
    while at + 1 < end and not verb.inverted and (tokens[at].low in TIMES or is_adverb(tokens[at])):
        at += 1
    if at >= end:
        return None
    closes = may_close(tokens, verb)
    token = tokens[at]
    if token.text == ":" or (token.text in _PAUSES and not closes and _is_quote(tokens, at + 1)):
        return at + 1
    if token.kind == "quote":
        return None if closes and at + 1 >= end else at
    if token.text == "," and end - at > _CLAUSE and (_opened_by_adverbial(tokens, verb) or _is_as_said(tokens, verb)):
        return at + 1
    if token.kind == "mark":
        return None
    if token.low == "that":
        return at + 1
    if verb.inverted or (verb.cue.lemma == "ask" and token.low == "for"):
        return None
    if not _is_adjunct(token) or (verb.cue.lemma in REQUESTS and verb.addressee and token.low == "to"):
        return None if closes and _is_short(tokens, at) else at
    return _past_adjunct(tokens, at, closes)


def _is_quote(tokens: Sequence[SpeechToken], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "quote"


def _is_adjunct(token: SpeechToken) -> bool:
    low = token.low
    return low in PREPOSITIONS or low in TIMES or low in ("as", "when", "while", "to", "who") or is_adverb(token)


def _is_short(tokens: Sequence[SpeechToken], at: int) -> bool:
    """Only a word or two to the end: "…, he said smiling"."""
    stop = next((index for index in range(at, len(tokens)) if tokens[index].kind in ("mark", "quote")), len(tokens))
    return stop - at < _CLAUSE - 1 and stop >= len(tokens) - 1


def _past_adjunct(tokens: Sequence[SpeechToken], at: int, closes: bool) -> int | None:
    """ "said in a statement on Monday that …", "said in a statement: “…”"; else the clause itself."""
    for index in range(at, min(len(tokens), at + _REACH)):
        token = tokens[index]
        if token.low == "that" and index + 1 < len(tokens) and tokens[index - 1].kind != "mark":
            return index + 1
        if token.text == ":" or (token.text == "," and _is_quote(tokens, index + 1)):
            return None if closes else index + 1
        if token.kind == "quote":
            return None if closes else index if index > at + 1 else at
        if token.text in (".", ";", "?", "!") or (token.text == "," and closes):
            break
    return None if closes else at


def _opened_by_adverbial(tokens: Sequence[SpeechToken], verb: Predicate) -> bool:
    """ "In those years, the mayor said, nobody cared": the clause comes after."""
    if verb.shared or verb.inverted or verb.left < 2 or verb.cue.manner not in ("say", "hold"):
        return False
    opening = tokens[: verb.left]
    return opening[-1].text == "," and _is_adverbial(opening) and not any(token.kind == "quote" for token in opening)


def _is_as_said(tokens: Sequence[SpeechToken], verb: Predicate) -> bool:
    """ "As the mayor said, nobody cared": the clause comes after."""
    return verb.left > 0 and tokens[verb.left - 1].low == "as" and all(t.low in _LEADS for t in tokens[: verb.left - 1])


def _end(tokens: Sequence[SpeechToken], begin: int, verb: Predicate, verbs: Sequence[Predicate]) -> int:
    """Before the next verb that is the author's, an outer "…, said X", the main clause, or the full stop."""
    limit = closing_source(tokens, begin)
    if verb.left > 0 and tokens[verb.left - 1].low in _SUBORDINATE and tokens[begin].kind != "quote":
        limit = next((index for index in range(begin, limit) if tokens[index].text == ","), limit)
    if verb.subject is not None and verb.subject.relative and tokens[verb.first - 2].text == ",":
        limit = _relative_end(tokens, begin, limit)
    for other in verbs:
        cut = _cut(tokens, other) if other.first > verb.first and other.first >= begin else None
        if cut is not None and begin < cut < limit:
            return cut
    if tokens[begin].kind == "quote":
        return limit
    return next((index for index in range(begin, limit - 1) if _breaks(tokens, index)), limit)


def _breaks(tokens: Sequence[SpeechToken], index: int) -> bool:
    """A full stop, or a concession that is the author's: "…, although he never did"."""
    token, follows = tokens[index], tokens[index + 1]
    return token.text == "." or (token.text in _PAUSES and follows.low in ("although", "though", "whereas"))


def _relative_end(tokens: Sequence[SpeechToken], begin: int, limit: int) -> int:
    """Where ", who said the dam was safe, (resigned)" ends: before the verb that its noun takes."""
    for index in range(begin, limit - 1):
        if tokens[index].text == "," and is_verb(tokens[index + 1]):
            return index
    return limit


def _cut(tokens: Sequence[SpeechToken], other: Predicate) -> int | None:
    """Where another verb ends what the one before it says; None where it belongs to that."""
    at = other.left
    if at == 0:
        return None
    previous = tokens[at - 1]
    behind = tokens[at - 2] if at >= 2 else previous
    if other.inverted or (not other.shared and (previous.kind == "quote" or previous.text in _PAUSES)):
        return at if _ends_sentence(tokens, other) else None
    if other.shared:
        if previous.low in ("and", "but"):
            return at - 2 if behind.text == "," else at - 1
        return at if previous.kind == "quote" else at - 1 if previous.text in _PAUSES else None
    if previous.low in ("but", "while", "although", "though") and (behind.text in _PAUSES or behind.text == ";"):
        return at - 2
    if previous.low == "and" and behind.kind == "quote":
        return at - 1
    return at - 2 if previous.low == "and" and behind.text in (",", ";") else None


def _ends_sentence(tokens: Sequence[SpeechToken], verb: Predicate) -> bool:
    """Nothing but a time or a place follows: "…, the ministry said on Monday."."""
    end = len(tokens)
    while end > verb.right and tokens[end - 1].kind == "mark":
        end -= 1
    if verb.right >= end or tokens[verb.right].text in _PAUSES | {".", ";"}:
        return True
    rest = tokens[verb.right : end]
    return _is_adjunct(rest[0]) and len(rest) < 16 and not any(t.low == "that" or t.kind == "quote" for t in rest)


def _worth(tokens: Sequence[SpeechToken], verb: Predicate, content: Phrase) -> bool:
    """Whether a stretch is something said, given what the verb can take."""
    inside = tokens[content.first : content.last]
    if any(token.kind == "quote" for token in inside):
        return verb.cue.lemma not in ("write", "sing", "read") or _is_told(tokens, content)
    words = sum(token.kind != "mark" for token in inside)
    if verb.cue.manner == "act":
        people = (verb.cue.lemma == "cite" and _are_people(inside)) or (
            verb.cue.lemma == "question" and _is_somebody(inside)
        )
        return words >= 2 and not people
    clause = tokens[content.first - 1].low == "that"
    if words < (2 if clause else 3) or (verb.cue.lemma in STRICT and not clause):
        return False
    if verb.cue.manner == "find" and not clause:
        return verb.subject is not None and any(
            t.low in WRITTEN for t in tokens[verb.subject.first : verb.subject.last]
        )
    return verb.cue.lemma != "expect" or inside[0].low != "to"


def _is_told(tokens: Sequence[SpeechToken], content: Phrase) -> bool:
    """Whether what is written is speech, rather than a thing with a title: "wrote the book “…”"."""
    before, first = tokens[content.first - 1], tokens[content.first]
    return first.kind == "quote" or before.low == "that" or before.text in (":", ",") or first.low in PREPOSITIONS


def _are_people(inside: Sequence[SpeechToken]) -> bool:
    """Whether a phrase ends in people: "citing two officials" gives a source and says nothing."""
    words = [token.low for token in inside if token.kind != "mark"]
    stop = next((n for n, word in enumerate(words) if n and word in PREPOSITIONS), len(words))
    return bool(words) and (words[stop - 1] in PEOPLE or words[stop - 1] in ROLES or words[stop - 1] in WRITTEN)


def _is_somebody(inside: Sequence[SpeechToken]) -> bool:
    """Whether a phrase means people: “questioned the driver for hours” tells of no words of theirs who question."""
    stop = next((n for n, token in enumerate(inside) if n and token.low in PREPOSITIONS), len(inside))
    last = next((token for token in reversed(inside[:stop]) if token.kind != "mark"), inside[0])
    return (last.kind == "name" and last.text[:1].isupper()) or last.low in PEOPLE or last.low in ROLES


# -- before the verb ------------------------------------------------------------------------------


def may_close(tokens: Sequence[SpeechToken], verb: Predicate) -> bool:
    """Tell whether something that may have been said ends right before the verb and its subject."""
    if verb.inverted:
        return True
    if verb.cue.manner == "act" or verb.shared or verb.left == 0:
        return False
    last = tokens[verb.left - 1]
    if last.kind == "quote":
        return last.text.rstrip()[-1:] in ",.?!—–-" or verb.left == 1 or not _is_adverbial(tokens[: verb.left])
    if last.text not in _BEFORE_CUE:
        return False
    opening = tokens[_sentence_start(tokens, verb.left - 1) : verb.left]
    short = _CLAUSE if verb.right < len(tokens) and tokens[verb.right].text != "," else 2
    return len(opening) > short and not _is_adverbial(opening)


def _sentence_start(tokens: Sequence[SpeechToken], stop: int) -> int:
    return next((index + 1 for index in range(stop - 1, -1, -1) if tokens[index].text in (".", ";")), 0)


def _is_adverbial(opening: Sequence[SpeechToken]) -> bool:
    """An opening that says when, where or why: "After the vote,", "Asked about it,"."""
    words = list(opening)
    while words and (words[0].low in _LEADS or words[0].kind == "mark"):
        words.pop(0)
    if not words:
        return True
    if any(token.kind == "quote" and len(token.text) > 40 for token in words):
        return False
    first = words[0].low
    if first not in ADVERBIAL_OPENERS and not first.endswith("ing") and not is_adverb(words[0]):
        return False
    whole_clause = first in PREPOSITIONS or first.endswith("ing")
    if whole_clause and any(t.kind == "word" and (t.low in MODALS or t.low in FINITE) for t in words[1:]):
        return False  # "Shifting winds could bring rain," is said; "After a long speech," is when
    comma = next((index for index, token in enumerate(words) if token.text == ","), len(words))
    return comma >= len(words) - 1


def content_before(
    tokens: Sequence[SpeechToken], verb: Predicate, verbs: Sequence[Predicate], broken: bool = False
) -> Phrase | None:
    """Return what the verb closes; `broken`: it goes on behind the verb, so that a few words are enough."""
    if not may_close(tokens, verb):
        return None
    begin, stop = 0, verb.left
    for other in verbs:
        if other.first < verb.first and _closed_before(tokens, other, verb):
            begin = other.right
    while begin < stop and tokens[begin].kind == "mark" and tokens[begin].text not in ("(", "["):
        begin += 1
    while stop > begin and (tokens[stop - 1].text in _PAUSES or tokens[stop - 1].text == ":"):
        stop -= 1
    if stop - begin != 1 or tokens[begin].kind != "quote":
        begin = max(begin, _sentence_start(tokens, stop - 1))
    if begin >= stop or tokens[begin].low == "as":
        return None
    words = [token for token in tokens[begin:stop] if token.kind != "mark"]
    return Phrase(begin, stop) if broken or len(words) >= 3 or any(token.kind == "quote" for token in words) else None


def _closed_before(tokens: Sequence[SpeechToken], other: Predicate, verb: Predicate) -> bool:
    """An earlier “…,” he said, after which something new is quoted."""
    if other.left == 0 or other.right >= verb.left or tokens[other.right].text not in (",", ".", ";"):
        return False
    before = tokens[other.left - 1]
    rest = tokens[other.right : verb.left]
    return (before.kind == "quote" or before.text == ",") and any(token.kind == "quote" for token in rest)


def resumed(tokens: Sequence[SpeechToken], verb: Predicate, verbs: Sequence[Predicate]) -> tuple[Phrase, ...]:
    """Return the other part of something that the attribution breaks: “…,” she said, “and …”."""
    at, end = verb.right, len(tokens)
    limit = min((other.left for other in verbs if other.first > verb.first), default=end)
    for index in range(at, min(limit + 1, end, at + _REACH)):
        token = tokens[index]
        if token.kind == "quote":
            return (Phrase(index, index + 1),) if _takes_up(tokens, at, index) else ()
        if token.text in (".", ";") or is_verb(token):
            break
    follows = at + 1
    if follows >= end or tokens[at].text != "," or limit < end or verb.inverted or verb.left == 0:
        return ()
    if tokens[verb.left - 1].kind == "quote" or not _goes_on(tokens[follows]):
        return ()
    return (Phrase(follows, end),)


def _takes_up(tokens: Sequence[SpeechToken], at: int, index: int) -> bool:
    before = tokens[index - 1]
    return index == at or before.text in _PAUSES | {":", ".", ";", "..."} or before.low in ("and", "but", "that")


def _goes_on(token: SpeechToken) -> bool:
    """Whether a word after "…, she said," belongs to what she said, rather than to how she said it."""
    return not token.low.endswith("ing") and token.low not in ARTICLES | {"who", "which", "when", "as", "while"}
