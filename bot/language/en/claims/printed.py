"""Names, titles and units of a claim that the cited sentences do not print in any form: these code knows to be wrong.

English. Other forms of one name are allowed: “Ukrainian” for “Ukraine”, “WHO” for what it is short for, “Zelensky” for
“Zelenskyy”, “Senator” for “Sen.”; what a claim only puts beside another word is for a reader to judge.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.language.en.claims.names_and_numbers import initials_of, is_of_a_place
from bot.language.en.claims.quantities import measures
from bot.language.en.lexicon import NATION_STEMS
from bot.language.en.speech.speech_verbs import ROLES
from bot.language.en.titles import ADDRESS, OFFICES, QUALIFIERS, SHORTENED, SPELT_OUT, TITLES
from bot.language.en.us_states import STATES
from bot.language.en.word_match import derived
from bot.language.tokens import Line, Token
from bot.text.transliteration import alike

_HEADLINE = 0.6
"""Share of capitalised words of meaning from which a line is set like a title: there a capital tells no name."""
LONG_FORM = SPELT_OUT | {
    "congressman": "representative", "congresswoman": "representative", "premier": "minister",
    "chairman": "chair", "chairwoman": "chair", "spokeswoman": "spokesman", "spokesperson": "spokesman",
}  # fmt: skip
"""Titles in the one form that they are compared in."""
_GIVEN = TITLES - ADDRESS - QUALIFIERS - {"chief", "dr", "hon", "general", "major"}
"""Titles that say who somebody is; some of the words say other things as often."""
_CALLINGS = ROLES | {"nominee", "candidate"}
"""What somebody may be called without an office: another, where “former” or “vice” stands before it."""
_SHADES = (QUALIFIERS - {"prime", "foreign", "defence", "defense"}) | frozenset(
    "ex interim assistant associate".split()
)
"""Words that make another title of the one behind them."""
_PAST = {"ex": "former", "once": "former", "erstwhile": "former"}
"""Words that say one thing of a title."""
_OF_A_BODY = frozenset("al ional ary arian ial".split())
"""How the adjective of a body ends: “parliamentary”, “senatorial”."""
_WITHIN = 3
"""Words within a title between such a word and its noun: “former Deputy Attorney General”."""


def unprinted_name(claim: Line, cited: Sequence[Line], also: Collection[str] = ()) -> str:
    """Return a word of a name that no cited sentence has in any form. A first word alone may be any word."""
    content = [token for token in claim.tokens if token.content and token.value is None]
    capitals = sum(token.text[:1].isupper() for token in content)
    if len(content) > 3 and capitals >= _HEADLINE * len(content):
        return ""
    known = [token for line in cited for token in line.tokens if not token.mark]
    short = {initials for line in (claim, *cited) for _, initials in initials_of(line)}
    for at, (token, kind) in enumerate(zip(claim.tokens, claim.kinds, strict=True)):
        if kind != "name" or token.stem in also or not _tells(claim, at):
            continue
        if not (
            _spelt_out(claim, at, known) or token.low.rstrip(".") in short or any(same_name(token, k) for k in known)
        ):
            return token.text
    return ""


def _tells(claim: Line, at: int) -> bool:
    """Tell whether a capital tells a name there: not in the first word, nor in a title."""
    token = claim.tokens[at]
    return at > 0 and token.low not in TITLES | SHORTENED | OFFICES and len(token.text) > 1


def same_name(token: Token, other: Token) -> bool:
    """Tell whether two words may be forms of one name: “Florida” and “Fla.”, “Congress” and “congressional”."""
    if token.stem == other.stem or token.low == other.low or _form(token) == _form(other):
        return True
    if token.stem in NATION_STEMS and other.stem in NATION_STEMS:
        return False
    if other.text[:1].isupper() and STATES.get(other.low.rstrip("."), "") == token.low:
        return True
    one, two = (each.low.rstrip(".").removesuffix("ern") for each in (token, other))  # “west”, “western”
    if is_of_a_place(one, two) or derived(one, two) or _is_of_a_body(token, other):
        return True
    return other.text[:1].isupper() and alike(one, two)


def _is_of_a_body(token: Token, other: Token) -> bool:
    """Tell whether the other is the adjective of the name of a body: “Congress”, “congressional”."""
    return len(token.low) > 4 and other.low.startswith(token.low) and other.low[len(token.low) :] in _OF_A_BODY


def _spelt_out(claim: Line, at: int, known: Sequence[Token]) -> bool:
    """The claim spells out what the passage has the initials of."""
    short = {token.low.replace(".", "") for token in known if token.text.isupper()}
    return any(at in run and initials in short for run, initials in initials_of(claim))


def unprinted_title(claim: Line, cited: Sequence[Line]) -> str:
    """Return a title that no cited sentence prints, or prints only as another: “deputy minister”, “former governor”."""
    theirs = [_titles(line) for line in cited]
    printed = {form for line in cited for token in line.tokens for form in (_form(token), _PAST.get(token.low, ""))}
    for title in _titles(claim):
        same = [other.shades for line in theirs for other in line if other.form == title.form]
        unknown = (
            not same
            and title.is_named
            and title.form in _GIVEN
            and not any(derived(title.form, word) for word in printed)
        )
        if unknown or (same and all(shades - title.shades for shades in same)):
            return title.text
        if wrong := title.shades - printed:
            return f"{min(wrong)} {title.text}"
    return ""


@dataclass(frozen=True, slots=True)
class _Title:
    """A title in the form that it is compared in, what shades it, and whether a name follows it."""

    text: str
    form: str
    shades: frozenset[str]
    is_named: bool


def _titles(line: Line) -> list[_Title]:
    return [
        _Title(token.text, form, frozenset(_shades(line, at)), _names_somebody(line, at))
        for at, token in enumerate(line.tokens)
        if (form := _form(token)) in _GIVEN | _CALLINGS
    ]


def _names_somebody(line: Line, at: int) -> bool:
    """Tell whether the title is somebody's: a name follows it."""
    following = line.tokens[at + 1] if at + 1 < len(line.tokens) else None
    capital = line.tokens[at].text[:1].isupper()
    return capital and following is not None and line.kinds[at + 1] == "name"


def _shades(line: Line, at: int) -> list[str]:
    """Return what makes another title of one, within the words before it."""
    shades = []
    for token in reversed(line.tokens[max(0, at - _WITHIN) : at]):
        word = _PAST.get(token.low, token.low) if line.tokens[at].text.islower() else token.low  # “Once Mayor X had …”
        if token.mark or (not token.content and word not in _SHADES):
            break
        if word in _SHADES:
            shades.append(word)
    return shades


def _form(token: Token) -> str:
    bare = token.low.rstrip(".")
    single = bare[:-1] if bare.endswith("s") and bare[:-1] in TITLES | SHORTENED | OFFICES else bare
    return LONG_FORM.get(single, single)


def other_unit(claim: Line, cited: Sequence[Line]) -> str:
    """Return a number of the claim that the cited sentences print only with another unit."""
    theirs = [measure for line in cited for measure in measures(line)]
    for mine in measures(claim):
        same = [other for other in theirs if other.value == mine.value]
        if mine.units and same and all(other.units and not other.units & mine.units for other in same):
            return mine.text
    return ""
