"""What a sentence only denies, plans, fears or holds possible: which words stand under “not”, “would” or “plans to”.

English; by the order of words. A *scope* is the operator with the first words of meaning that follow it. Proof asks of
each scope in the source that its words stand under a like operator in the claim, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.en.function_words import (
    ARTICLES,
    BEING,
    CENTRAL_DETERMINERS,
    CLAUSE_OPENERS,
    CONDITIONAL,
    CONDITIONS,
    FUTURE,
    HARDLY,
    HAVE,
    NEGATIONS,
    OBLIGATION,
    POSSIBILITY,
    PREPOSITIONS,
    SUBORDINATORS,
)
from bot.language.en.lexicon import CONTRARIES
from bot.language.en.speech.speech_verbs import BODIES, ROLES
from bot.language.en.tokens import is_date_word, stem
from bot.language.tokens import CLAUSE_MARKS, Token

_NOT = NEGATIONS | HARDLY
_REFUSALS = frozenset("deny refuse refus reject fail declin dismiss unable unlik unlikely impossibl lack unabl".split())
"""Stems that deny what follows them."""
_DISMISS = stem("dismiss")
_ENDS = PREPOSITIONS | SUBORDINATORS
HEDGES = frozenset("possibly perhaps likely probably reportedly allegedly alleged".split())
_WEAK = POSSIBILITY | HEDGES | {"possibl", "perhap", "probabl"}
_SHOULD = OBLIGATION | {"ought"}
_MODALS = {"would": CONDITIONAL, "future": FUTURE, "weak": _WEAK, "should": _SHOULD, "if": CONDITIONS}
_TO_BE = (BEING - {"been", "being"}) | {"due", "about", "set"}
"""Words that intend what is told in the infinitive right behind: “is to”, “due to”."""
_INTENT = _TO_BE | frozenset("plan intend schedul expect prepar agre promis vow pledg decid aim".split())
_ASKING = frozenset(
    "urg ask demand want seek hop hope try attempt threaten propos offer consider call order encourag push press invit "
    "wish".split()
)

UNREAL = frozenset(_MODALS) | {"intent", "asking"}
"""Operators under which a thing is only planned, wished or held possible."""
_ALLOWED: dict[str, frozenset[str]] = {
    "would": UNREAL,
    "future": UNREAL,
    "weak": frozenset(("weak", "if")),
    "should": frozenset(("should", "asking", "would")),
    "if": frozenset(("if", "would", "weak")),
    "intent": UNREAL - {"if"},
    "asking": UNREAL - {"future", "intent"},
}
"""Which operators in the claim keep the force of one in the source; none may make it stronger."""
OPPOSITES: dict[str, frozenset[str]] = {}
"""For each stem, the stems that mean the contrary."""
for _first, _second in CONTRARIES:
    for _one, _other in ((_first, _second), (_second, _first)):
        for _word in _one:
            OPPOSITES[stem(_word)] = OPPOSITES.get(stem(_word), frozenset()) | {stem(word) for word in _other}
_DONE = (HAVE - {"having"}) | {"was", "were", "been", "did"}
"""Auxiliaries of what was done."""
_REACH = 3
_SHORT = 6
_TO_WITHIN = 7


@dataclass(frozen=True, slots=True)
class OperatorScope:
    """An operator at a token, and the indices of the first words of meaning under it."""

    kind: str
    at: int
    words: tuple[int, ...]


def scopes(line: Sequence[Token]) -> tuple[OperatorScope, ...]:
    """Return the scopes of a sentence."""
    return tuple(found for at in range(len(line)) if (found := _scope(line, at)))


def _scope(line: Sequence[Token], at: int) -> OperatorScope | None:
    token, following = line[at], line[at + 1].low if at + 1 < len(line) else ""
    kind, begin = "", at + 1
    if token.low in _NOT and not (
        following in ("only", "just", "least") or (token.low == "no" and following[:1].isdigit())
    ):
        kind = "not"
    elif _refuses(line, at):
        kind = "refusal"
    elif token.low == "may" and token.text != "may":
        return None  # the month
    else:
        kind = _modal(token)
        if not kind and (to := _infinitive(line, at)):
            kind, begin = ("intent" if token.stem in _INTENT or token.low in _INTENT else "asking"), to
    words = tuple(_following(line, begin))
    return OperatorScope(kind, at, words) if kind and words else None


def _refuses(line: Sequence[Token], at: int) -> bool:
    """Tell whether a word denies what follows; who dismisses a claim does, who dismisses a minister does not."""
    return line[at].stem in _REFUSALS and not (line[at].stem == _DISMISS and _meets_somebody(line, at))


def _meets_somebody(line: Sequence[Token], at: int) -> bool:
    """Tell whether a verb's object is somebody, by its last word; in the passive, its subject."""
    if any(token.low in BEING for token in line[max(0, at - 2) : at]):
        before = next((token for token in reversed(line[:at]) if token.content and token.past is False), None)
        return before is not None and _is_somebody(before)
    end = at + 1
    while end < len(line) and not (line[end].mark or line[end].low in _ENDS or is_date_word(line[end])):
        end += 1
    phrase, as_what = line[at + 1 : end], end < len(line) and line[end].low == "as"
    clause = any(token.past or token.low.endswith("ing") for token in phrase)  # “dismissed reports involving Holm”
    return bool(phrase) and not as_what and not clause and _is_somebody(phrase[-1])


def _is_somebody(token: Token) -> bool:
    owner = token.text.replace("’", "'").endswith("'s")
    return not owner and (token.text[:1].isupper() or token.low in ROLES or token.low in BODIES)


def _modal(token: Token) -> str:
    return next((kind for kind, words in _MODALS.items() if token.low in words), "")


def _infinitive(line: Sequence[Token], at: int) -> int:
    """Where the infinitive under “plans to”, “urged X to”, “is to” begins; 0 where there is none."""
    token = line[at]
    if token.low in _TO_BE:
        return at + 2 if at + 1 < len(line) and line[at + 1].low == "to" else 0
    if token.stem not in _INTENT and token.stem not in _ASKING:
        return 0
    for index in range(at + 1, min(len(line), at + 1 + _TO_WITHIN)):
        if line[index].low in CLAUSE_MARKS | CLAUSE_OPENERS | {"that"}:
            return 0
        if line[index].low == "to" and index + 1 < len(line) and _may_be_verb(line[index + 1]):
            return index + 1
    return 0


def _may_be_verb(token: Token) -> bool:
    return (
        not token.mark and token.value is None and not token.text[:1].isupper() and token.low not in CENTRAL_DETERMINERS
    )


def _following(line: Sequence[Token], begin: int) -> Iterator[int]:
    found = 0
    for index in range(begin, len(line)):
        token = line[index]
        if found and (token.low in CLAUSE_MARKS or token.low in CLAUSE_OPENERS):
            return
        if token.content:
            yield index
            found += 1
            if found == _REACH:
                return


def departure(claim: Sequence[Token], sources: Sequence[Sequence[Token]]) -> str:
    """Say which “not” or “would” of the sources the claim drops, or adds; "" where all survive."""
    mine = scopes(claim)
    if _denials(claim) > sum(_denials(line) for line in sources):
        return "it says “not” more often than the passage"
    theirs = [(line, scopes(line)) for line in sources]
    for line, found in theirs:
        for scope in found:
            if problem := _dropped(scope, line, found, claim, mine):
                return problem
    added = next((problem for scope in mine if (problem := _added(scope, claim, theirs))), "")
    return added or _unconditional(claim, mine, sources[:1])


def _unconditional(claim: Sequence[Token], mine: Sequence[OperatorScope], best: Sequence[Sequence[Token]]) -> str:
    """The sentence that the claim rests on says “if”; the claim says that it is so."""
    asked = any(scope.kind in ("if", "would", "weak", "asking") for scope in mine)
    for line in best:
        for at, token in enumerate(line):
            wondering = at and line[at - 1].stem in ("ask", "see", "know", "wonder", "decid", "as", "say", "clear")
            if token.low in ("if", "unless") and not wondering and not asked:
                rest = " ".join(other.text for other in line[at : at + 3])
                return f"the passage says it under the condition “{rest} …”"
    return ""


def opposite(claim: Sequence[Token], sources: Sequence[Sequence[Token]]) -> str:
    """Say which word of the claim turns one of the sources into its contrary."""
    mine = {token.stem: token for token in claim}
    theirs = {token.stem: token for line in sources for token in line}
    for word, token in mine.items():
        for other in OPPOSITES.get(word, ()) if word not in theirs else ():
            if other in theirs and other not in mine:
                return f"it says “{token.text}” where the passage says “{theirs[other].text}”"
    return ""


def _denials(line: Sequence[Token]) -> int:
    return sum(token.low in _NOT or _refuses(line, at) for at, token in enumerate(line))


def _dropped(
    scope: OperatorScope,
    line: Sequence[Token],
    found: Sequence[OperatorScope],
    claim: Sequence[Token],
    mine: Sequence[OperatorScope],
) -> str:
    """The claim has the words under the operator, but not the operator."""
    stems = [line[index].stem for index in scope.words]
    here = [index for index, token in enumerate(claim) if token.content and token.stem in stems]
    first = [index for index in here if claim[index].stem == stems[0]]
    enough = min(len(stems), 2) if not first or _of_a_thing(line, scope) else 1
    if len({claim[index].stem for index in here}) < enough:
        return ""
    if scope.kind in ("not", "refusal"):
        return _negation_dropped(scope, line, first or here, claim, mine)
    if _stands_free(stems[0], line, found) or (not first and scope.kind in ("future", "intent", "asking")):
        return ""
    if scope.kind in ("future", "intent") and not any(_happened(claim, index) for index in first):
        return ""
    under = {
        other.kind
        for other in mine
        if not first or set(first) & set(other.words) or other.at < first[0] <= other.at + 8
    }
    if under & _ALLOWED[scope.kind]:
        return ""
    return f"the passage says “{_phrase(line, scope)}”, and it says so without “{line[scope.at].text}”"


def _of_a_thing(line: Sequence[Token], scope: OperatorScope) -> bool:
    """“not the deal that …”: the noun alone may well stand elsewhere without “not”."""
    return scope.at + 1 < len(line) and line[scope.at + 1].low in ARTICLES | {"this", "that", "all", "every"}


def _negation_dropped(
    scope: OperatorScope,
    line: Sequence[Token],
    here: Sequence[int],
    claim: Sequence[Token],
    mine: Sequence[OperatorScope],
) -> str:
    denied = [other for other in mine if other.kind in ("not", "refusal")]
    if scope.kind == "refusal" and any(token.stem == line[scope.at].stem for token in claim):
        return ""
    if any(set(here) & set(other.words) or other.at < here[0] <= other.at + _span(claim[other.at]) for other in denied):
        return ""
    return f"the passage says “{_phrase(line, scope)}”, and it drops “{line[scope.at].text}”"


def _span(operator: Token) -> int:
    """How far “not” reaches; “none of the …” reaches its verb."""
    return 14 if operator.low in NEGATIONS - {"not", "never", "nor", "without"} else _SHORT


def _added(
    scope: OperatorScope, claim: Sequence[Token], theirs: Sequence[tuple[Sequence[Token], tuple[OperatorScope, ...]]]
) -> str:
    """The claim puts under an operator what stands free in the sources."""
    first = claim[scope.words[0]].stem
    has = [(line, found) for line, found in theirs if any(token.stem == first for token in line)]
    if scope.kind in ("not", "refusal"):
        twice = scope.kind == "not" and any(token.stem in _REFUSALS for token in claim[max(0, scope.at - 8) : scope.at])
        like = ("not",) if twice else ("not", "refusal")
        reach = claim[scope.at + 1 : scope.at + _span(claim[scope.at])] if _span(claim[scope.at]) > _SHORT else ()
        stems = {first, *(token.stem for token in reach if token.content)}
        under = [_near(stem, line, found, like) for line, found in (has or theirs) for stem in stems]
        if any(under) or (not has and any(s.kind in like for _, found in theirs for s in found)):
            return ""
        return f"it says “{_phrase(claim, scope)}”, which the passage does not"
    if (
        scope.kind in ("would", "weak")
        and has
        and not any(s.kind not in ("not", "refusal") for _, found in has for s in found)
    ):
        return f"it says “{_phrase(claim, scope)}”, and the passage has no such word"
    return ""


def _near(stem: str, line: Sequence[Token], found: Sequence[OperatorScope], kinds: tuple[str, ...]) -> bool:
    places = [index for index, token in enumerate(line) if token.stem == stem]
    return any(
        set(places) & set(scope.words) or any(scope.at < place <= scope.at + 8 for place in places)
        for scope in found
        if scope.kind in kinds
    )


def _stands_free(stem: str, line: Sequence[Token], found: Sequence[OperatorScope]) -> bool:
    """Tell whether the word also stands in the sentence under no operator."""
    under = {index for scope in found for index in scope.words}
    return any(token.stem == stem and index not in under for index, token in enumerate(line))


def _happened(claim: Sequence[Token], index: int) -> bool:
    """Tell whether the claim tells the verb at `index` as something that was done."""
    before = {token.low for token in claim[max(0, index - 3) : index]}
    return (claim[index].past and not before & {"is", "are", "be"}) or bool(before & _DONE)


def _phrase(line: Sequence[Token], scope: OperatorScope) -> str:
    return " ".join(token.text for token in line[scope.at : scope.words[0] + 1])
