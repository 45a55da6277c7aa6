"""Who does what to whom, by the order of words: “Larnholt attacked Ostra” is not “Ostra attacked Larnholt”.

English. Of each verb, the words of meaning of the phrase before it and of the one behind it; they change places in the
passive. Two sentences of the same words are two pieces of news where those who act and those who suffer it are turned
about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.language.en.function_words import ARTICLES, AUXILIARIES, BEING, POSSESSIVES, PREPOSITIONS
from bot.language.en.speech.speech_verbs import ADDRESSED, CUES, TIMES
from bot.language.en.synonyms import VERBS, synonyms
from bot.language.en.tokens import is_date_word
from bot.language.tokens import Deed, Token

_BEFORE_VERB = AUXILIARIES | {"to", "not", "never", "also"}
"""Words that stand between a subject and its verb."""
_PASSIVE = BEING | {"get", "got"}
_INSIDE = ARTICLES | (POSSESSIVES - {"my", "your"}) | frozenset("of and de von van".split())
"""Small words that a phrase may hold."""
_AT = PREPOSITIONS & frozenset("to against over at from on upon for".split())
"""Prepositions that may stand between a verb and whom it meets; “with” meets both alike."""
_ENDS = PREPOSITIONS | TIMES
_INVERTED = frozenset(word for word, cue in CUES.items() if cue.manner == "say" and cue.lemma not in ADDRESSED)
"""Verbs that may stand before their subject: “said Holm”."""
_REACH = 8
"""Words between a passive verb and its “by”."""


def deeds(line: Sequence[Token]) -> tuple[Deed, ...]:
    """Return what is done in a sentence, by whom and to whom."""
    found = (_deed(line, at) for at in range(len(line)) if _is_verb(line, at))
    return tuple(deed for deed in found if deed.by or deed.to)


def turned(mine: Sequence[Deed], theirs: Sequence[Deed], names: Collection[str]) -> bool:
    """Tell whether a deed of one sentence has its roles turned about in the other; `names` are stems that both name."""
    alike = [(one, [other for other in theirs if _same(one.verb, other.verb)]) for one in mine]
    return any(_is_turned(one, like, names) for one, like in alike) or _traded(alike)


def _traded(alike: Sequence[tuple[Deed, Sequence[Deed]]]) -> bool:
    """Tell whether two trade deeds: prices rose and wages fell, wages rose and prices fell."""
    moved = [
        (one.by, other.by)
        for one, like in alike
        if one.by and not any(one.by & other.by for other in like)
        for other in like
    ]
    return any(mine & theirs_too and mine_too & theirs for mine, theirs in moved for mine_too, theirs_too in moved)


def _same(one: str, other: str) -> bool:
    return one == other or synonyms(one, other)


def _is_turned(deed: Deed, like: Sequence[Deed], names: Collection[str]) -> bool:
    """Tell whether a deed stands turned about among those of its verb, and does not stand there as it is.

    A name weighs double: in “Larnholt forces attacked Ostra positions” forces attack positions whoever they are.
    """
    crossed = [_weight((*(deed.by & other.to), *(deed.to & other.by)), names) for other in like]
    straight = [_weight((*(deed.by & other.by), *(deed.to & other.to)), names) for other in like]
    sides = list(zip(crossed, straight, strict=True))
    return any(turned > kept for turned, kept in sides) and all(turned >= kept for turned, kept in sides)


def _weight(words: Sequence[str], names: Collection[str]) -> int:
    return sum(2 if word in names else 1 for word in words)


def _is_verb(line: Sequence[Token], at: int) -> bool:
    """Tell whether a token is a verb by its place: past, or one of the list behind what may be its subject."""
    token = line[at]
    if token.mark or token.value is not None or not token.content or (token.text[:1].isupper() and at):
        return False
    if token.low in _INVERTED:
        return False
    if token.past:
        return not (at and line[at - 1].low in ("the", "a", "an"))
    return token.stem in VERBS and token.low.endswith("s") and at > 0 and line[at - 1].content


def _deed(line: Sequence[Token], at: int) -> Deed:
    before, behind = frozenset(_before(line, at)), frozenset(_behind(line, at + 1))
    if _is_passive(line, at):
        by = next((i for i in range(at + 1, min(len(line), at + 1 + _REACH)) if line[i].low == "by"), -1)
        before, behind = frozenset(_behind(line, by + 1) if by > 0 else ()), before
    return Deed(line[at].stem, before - behind, behind - before)


def _is_passive(line: Sequence[Token], at: int) -> bool:
    near = {token.low for token in line[max(0, at - 3) : at] if not token.content}
    return line[at].past and bool(near & _PASSIVE)


def _before(line: Sequence[Token], at: int) -> Iterator[str]:
    """Yield the stems of the phrase before a verb, past adverbs, auxiliaries and a day between them."""
    index = at - 1
    while index >= 0 and _between(line, index):
        index -= 1
    while index >= 0 and _holds(line[index]):
        if line[index].content:
            yield line[index].stem
        index -= 1


def _between(line: Sequence[Token], index: int) -> bool:
    token = line[index]
    day = is_date_word(token) or (index + 1 < len(line) and is_date_word(line[index + 1]) and not token.content)
    return token.low in _BEFORE_VERB or token.low.endswith("ly") or day


def _behind(line: Sequence[Token], at: int) -> Iterator[str]:
    """Yield the stems of the phrase that begins at a token, or behind a preposition there."""
    index = at
    if index < len(line) and line[index].low in _AT:
        index += 1
    while index < len(line) and _holds(line[index]):
        if line[index].content:
            yield line[index].stem
        index += 1


def _holds(token: Token) -> bool:
    """Tell whether a token may be a part of a phrase."""
    if token.mark or is_date_word(token) or token.value is not None or (token.low in _ENDS and token.low != "of"):
        return False
    return token.low in _INSIDE or (token.content and not (token.past and token.text[:1].islower()))
