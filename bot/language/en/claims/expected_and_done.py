"""What a sentence only expects, and what it tells as done; English, by the scopes of its operators."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.language.en.claims.negation import UNREAL, scopes
from bot.language.tokens import Token


def ahead(line: Sequence[Token]) -> frozenset[str]:
    """Return the stems of what stands under “will”, “expects to” or “urges to” and under no “not”."""
    return _under(line, UNREAL - {"if"}) - _under(line, {"not", "refusal"})


def done(line: Sequence[Token]) -> frozenset[str]:
    """Return the stems of verbs in the past that stand under nothing that denies or only plans them."""
    past = frozenset(token.stem for token in line if token.content and token.past)
    return past - _under(line, UNREAL | {"not", "refusal"})


def _under(line: Sequence[Token], kinds: Collection[str]) -> frozenset[str]:
    return frozenset(line[at].stem for scope in scopes(line) if scope.kind in kinds for at in scope.words)
