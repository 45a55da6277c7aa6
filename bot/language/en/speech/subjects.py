"""The subject of a verb of speech: before the verb, behind it, or at the start of the sentence (English only)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.en.function_words import PREPOSITIONS, SUBORDINATORS
from bot.language.en.speech.noun_phrases import (
    LEADS,
    LONGEST,
    PAUSES,
    begins_adverbial,
    is_adverb,
    is_term,
    is_verb,
    names_somebody,
    without_times,
)
from bot.language.en.speech.speech_verbs import (
    ADVERBIAL_OPENERS,
    BODIES,
    CUES,
    DETERMINERS,
    NOUN_TOO,
    PRONOUNS,
    ROLES,
    TIMES,
)
from bot.language.speech.grammar import Phrase
from bot.language.speech.tokens import SpeechToken

_JOINS = frozenset("of for the de la van von al bin &".split())
_INNER = PREPOSITIONS | {"and", "or", "&"}
_WITHIN_NAMES = frozenset(("/", "&", "'", "’"))
_OPENERS = frozenset((".", "-", "–", "—", "&", "'", "’", "/"))
_APART = frozenset((";", ":", "(", "?", "!", "—", "–"))
_FULL_NAME = 2
"""Words of a name that is no place's."""
_BODY_NOUNS = BODIES & frozenset("campaign administration team government ministry department office".split())


# -- before the verb ------------------------------------------------------------------------------


def before(tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
    """Return the subject that ends at `stop` (exclusive), reading to the left, not past `floor`."""
    if stop <= floor:
        return None
    last = tokens[stop - 1]
    if last.low in PRONOUNS:
        return _relative(tokens, stop, floor) if last.low == "who" else Phrase(stop - 1, stop)
    if last.kind == "mark":
        return _with_apposition(tokens, stop, floor) if last.text in PAUSES | {")", "]"} else None
    if last.kind == "quote":
        return None
    return _anonymous(tokens, stop, floor) or _trimmed(tokens, _left_edge(tokens, stop, floor), stop)


def _anonymous(tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
    """ "An official who asked not to be named": the words before "who"."""
    for at in range(stop - 1, max(floor, stop - _WISH), -1):
        if tokens[at].kind in ("mark", "quote"):
            return None
        if tokens[at].low == "who":
            wishes = any(token.low in _WISHES for token in tokens[at + 1 : stop])
            return _trimmed(tokens, _left_edge(tokens, at, floor), at) if wishes else None
    return None


_WISH = 14
_WISHES = frozenset("asked declined requested spoke refused wished insisted wanted preferred".split())
"""What is told of a source that has no name: "who spoke on condition of anonymity"."""


def described(tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
    """Return the nearest noun phrase before `stop`: "footage of Mary Smith (asking, …)" is Mary Smith."""
    found = before(tokens, stop, floor)
    if found is None:
        return None
    for index in range(stop - 1, found.first, -1):
        if tokens[index].low in PREPOSITIONS:
            return _trimmed(tokens, index + 1, stop)
    return found


def _left_edge(tokens: Sequence[SpeechToken], stop: int, floor: int) -> int:
    """Go left until something that cannot stand inside a subject."""
    at = stop
    while at > floor and stop - at < LONGEST and not _bounds(tokens, at - 1, stop, floor):
        at -= 1
    return at


def _bounds(tokens: Sequence[SpeechToken], at: int, stop: int, floor: int) -> bool:
    token = tokens[at]
    if token.kind == "mark":
        return token.text not in _WITHIN_NAMES | {"-"}
    if token.kind == "quote":
        return not is_term(tokens, at, floor)
    if token.low in SUBORDINATORS or token.low in ("that", "who", "there"):
        return True
    if token.low == "and":
        return not _coordinates(tokens, at, stop, floor)
    return (is_verb(token) and not token.low.endswith("ed")) or (token.low.endswith("ed") and _is_cue(token))


def _is_cue(token: SpeechToken) -> bool:
    """A verb of speech in the past bounds a subject; any other -ed word may describe one: "the men involved"."""
    return token.kind == "word" and token.low in CUES and token.low not in NOUN_TOO


def _coordinates(tokens: Sequence[SpeechToken], at: int, stop: int, floor: int) -> bool:
    """Tell whether "and" joins two speakers: "Smith and Jones", "aides and allies"."""
    if at <= floor or at + 1 >= stop:
        return False
    left, right = tokens[at - 1], tokens[at + 1]
    if left.kind == "name" and right.kind == "name":
        return True
    if left.kind != "word" or right.kind != "word" or is_verb(left):
        return False
    first = _left_edge(tokens, at, floor)
    return (left.low in ROLES or right.low in ROLES) and not any(is_verb(token) for token in tokens[first:at])


def _trimmed(tokens: Sequence[SpeechToken], first: int, stop: int) -> Phrase | None:
    """Drop times at the end and adverbials at the start; None where nobody is named."""
    stop = without_times(tokens, first, stop)
    while first < stop and (tokens[first].low in LEADS or is_adverb(tokens[first]) or tokens[first].text in _OPENERS):
        first += 1
    if first >= stop:
        return None
    if tokens[first].low in ADVERBIAL_OPENERS or tokens[first].low.endswith("ing"):
        first = _trailing(tokens, first, stop)
    return Phrase(first, stop) if first < stop and names_somebody(tokens, first, stop) else None


def _trailing(tokens: Sequence[SpeechToken], first: int, stop: int) -> int:
    """Where a subject begins that stands at the end of an adverbial: "In a speech on Monday the minister"."""
    at = stop - 1
    while at > first and tokens[at].kind == "name" and tokens[at].low not in DETERMINERS:
        at -= 1
    if at < stop - 1 and tokens[at].low not in DETERMINERS:
        return at + 1 if tokens[at + 1].low not in TIMES else at + 2
    for index in range(stop - 2, first, -1):
        if tokens[index].low in DETERMINERS and tokens[index - 1].low not in PREPOSITIONS:
            return index
    return stop


def _relative(tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
    """ "who": the words before it, whom it stands for."""
    at = stop - 1
    while at > floor and tokens[at - 1].text in PAUSES:
        at -= 1
    if at <= floor or tokens[at - 1].kind == "mark":
        return Phrase(stop - 1, stop)
    first = _left_edge(tokens, at, floor)
    for index in range(at - 1, first, -1):
        if tokens[index].low in PREPOSITIONS and tokens[index].low != "of":
            first = index + 1
            break
    found = _trimmed(tokens, first, at)
    return Phrase(found.first, found.last, relative=True) if found else Phrase(stop - 1, stop)


def _with_apposition(tokens: Sequence[SpeechToken], stop: int, floor: int) -> Phrase | None:
    """ "Mary Smith, the mayor of Springfield," begins at the first part of the clause that can be a subject."""
    mark = tokens[stop - 1].text
    opening_mark = {")": "(", "]": "["}.get(mark)
    if opening_mark:
        at = stop - 1
        while at > floor and tokens[at].text != opening_mark:
            at -= 1
        found = before(tokens, at, floor)
        return Phrase(found.first, at) if found else None
    for begin, end in _parts(tokens, stop - 1, floor, mark):
        found = None if _is_adverbial(tokens, begin, end) else _trimmed(tokens, begin, end)
        if found:
            return Phrase(found.first, found.last, apposition=stop - 1 if end < stop - 1 else 0)
    return None


def _parts(tokens: Sequence[SpeechToken], stop: int, floor: int, mark: str) -> Iterator[tuple[int, int]]:
    """The parts between marks before `stop`, first part first, from the last thing that breaks a clause on."""
    parts: list[tuple[int, int]] = []
    end = at = stop
    while at > floor and stop - at < 2 * LONGEST:
        token = tokens[at - 1]
        if token.text == mark or token.text in (",", "--"):
            parts.append((at, end))
            end = at - 1
        elif (
            token.text in _APART
            or (token.kind == "quote" and not is_term(tokens, at - 1, floor))
            or (token.low in ("that", "but", "because", "while", "although", "though", "if", "whether") and end == stop)
        ):
            break
        at -= 1
    parts.append((at, end))
    return (part for part in reversed(parts) if _has_no_verb(tokens, *part))


def _has_no_verb(tokens: Sequence[SpeechToken], begin: int, end: int) -> bool:
    """A part with a verb of its own is a clause and no subject."""
    while begin < end and (tokens[begin].low in LEADS or is_adverb(tokens[begin])):
        begin += 1
    return begin < end and not any(is_verb(token) for token in tokens[begin:end])


def _is_adverbial(tokens: Sequence[SpeechToken], begin: int, end: int) -> bool:
    while begin < end and tokens[begin].low in LEADS:
        begin += 1
    if begin >= end:
        return True
    low = tokens[begin].low
    return low in ADVERBIAL_OPENERS or low.endswith("ing") or low in TIMES or low == "who" or is_adverb(tokens[begin])


# -- behind the verb ------------------------------------------------------------------------------


def after(tokens: Sequence[SpeechToken], first: int) -> Phrase | None:
    """Return the subject that begins at `first`, reading to the right: “…,” said X."""
    end = len(tokens)
    if first >= end or tokens[first].kind in ("mark", "quote") or begins_adverbial(tokens[first]):
        return None
    if tokens[first].low in PRONOUNS:
        return Phrase(first, first + 1) if tokens[first].low != "who" else None
    at = first
    named = False
    while at < end and at - first < LONGEST and not _stops(tokens, at, first, named):
        token = tokens[at]
        alone = at + 1 >= end or tokens[at + 1].kind != "word"
        named = named or (token.kind == "name" and (alone or (at > first and tokens[at - 1].kind == "name")))
        at += 1
    at = without_times(tokens, first, at)
    if at == first or not names_somebody(tokens, first, at):
        return None
    return Phrase(first, at, apposition=_apposition(tokens, first, at))


def _stops(tokens: Sequence[SpeechToken], at: int, first: int, named: bool) -> bool:
    token = tokens[at]
    if token.kind == "mark":
        return token.text not in _WITHIN_NAMES
    if token.kind == "quote":
        return at == first or not is_term(tokens, at, first)
    if token.low in SUBORDINATORS or token.low == "who" or (at > first and is_verb(token)):
        return True
    if named:
        return token.kind == "word" and not _joins(tokens, at)
    return token.low in ("on", "during", "after", "before", "last", "this")


def _joins(tokens: Sequence[SpeechToken], at: int) -> bool:
    """Whether a word after a name belongs to the phrase: "Mary Smith of the council", "de"."""
    if tokens[at].low not in _JOINS or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].kind == "name" or tokens[at + 1].low == "the"


def _apposition(tokens: Sequence[SpeechToken], first: int, at: int) -> int:
    """Where ", head of the centre" ends that follows a name, or the name a role: “the mayor, Mary Smith”; else 0."""
    if at + 1 >= len(tokens) or tokens[at].text != "," or begins_adverbial(tokens[at + 1]):
        return 0
    end = at + 1
    while end < len(tokens) and tokens[end].kind != "quote" and tokens[end].text not in (",", ".", ";", "--", "–", "—"):
        end += 1
    described = any(token.low in ROLES for token in tokens[at + 1 : at + 7]) or _names_role(tokens, first, at)
    return end if described and end - at < LONGEST else 0


def _names_role(tokens: Sequence[SpeechToken], first: int, at: int) -> bool:
    """Whether a comma parts a role from its bearer's name: first name and last, with nothing but a break behind."""
    end = at + 1
    while end < len(tokens) and tokens[end].kind == "name":
        end += 1
    role = next((token.low for token in reversed(tokens[first:at]) if token.kind == "word"), "")
    alone = end >= len(tokens) or tokens[end].kind in ("mark", "quote") or begins_adverbial(tokens[end])
    return role in ROLES and tokens[at - 1].low == role and end - at > _FULL_NAME and alone


# -- at the start of a clause -----------------------------------------------------------------------


def opening(tokens: Sequence[SpeechToken], first: int, stop: int) -> Phrase | None:
    """Return the subject of the clause that begins at `first`: its first noun phrase, adverbials passed over."""
    begin = _past_adverbials(tokens, first, stop)
    if begin >= stop:
        return None
    if tokens[begin].low in PRONOUNS:
        return Phrase(begin, begin + 1)
    at = begin
    while at < stop and at - begin < LONGEST // 2 and not _ends_opening(tokens, at, begin):
        at += 1
    at = without_times(tokens, begin, at)
    while at - 1 > begin and tokens[at - 1].low in _INNER:
        at -= 1
    return Phrase(begin, at) if at > begin and names_somebody(tokens, begin, at) else None


def _past_adverbials(tokens: Sequence[SpeechToken], at: int, stop: int) -> int:
    while at < stop and (tokens[at].kind == "mark" or tokens[at].low in LEADS or is_adverb(tokens[at])):
        at += 1
    while at < stop and (tokens[at].low in ADVERBIAL_OPENERS or tokens[at].low.endswith("ing")):
        at = 1 + next((index for index in range(at, stop) if tokens[index].text == ","), stop)
    return at


def _ends_opening(tokens: Sequence[SpeechToken], at: int, begin: int) -> bool:
    token = tokens[at]
    if token.kind in ("mark", "quote") or token.low in SUBORDINATORS or token.low == "who":
        return True
    if at == begin:
        return is_verb(token)
    if tokens[at - 1].low in DETERMINERS:
        return False  # "the united front": no verb stands right behind an article
    if is_verb(token) or is_adverb(token):
        return True
    after_name = token.kind == "word" and tokens[at - 1].kind == "name"
    return after_name and token.low not in _INNER and token.low not in ROLES and token.low not in _BODY_NOUNS
