"""Whether a sentence states what a question asks, or only speaks of it: wishes, denials, other bearers of the name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.evidence.speakers import fold
from bot.models import Span
from bot.summarize.facts import named
from bot.summarize.questions import Question
from bot.summarize.wording import OFFICES
from bot.summarize.words import TOKEN, as_number, derived, same, tokens

REACH = 12
"""Words between what is asked for and what it is asked of, at most: beyond, it belongs to another clause."""
_NEGATIONS = frozenset("not never no cannot without nor neither".split())
_UNREAL = frozenset("would could should might may if whether unless will shall".split())
_TITLES = OFFICES | frozenset("prime foreign defence defense vice mr mrs ms dr sir".split())
_COMPANY = frozenset("group inc corp corporation company ltd plc ag gmbh co holdings".split())
OTHERWISE = frozenset("former ex vice deputy assistant acting interim late previous onetime co".split())
"""Words that make another office of one."""
_OVER = frozenset("was were stepped stepping resigned resigns quit left until ousted".split())
_GIVEN = frozenset("named appointed elected chosen picked promoted sworn made replaced succeeded".split())
_MEANT = frozenset("he she it they who which".split())
_CALENDAR = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$"
)


def states(question: Question, text: str, answers: Sequence[Span]) -> bool:
    """Tell whether a sentence, by its own words, says what is asked and does not deny, wish or doubt it."""
    words = [(match.group(), fold(match.group())) for match in TOKEN.finditer(text)]
    folded = [word for _, word in words]
    if question.verb and "yes_no" not in question.wanted and not _really(question, folded):
        return False
    if question.doer and _done_by_another(question, text):
        return False
    if question.role and not _held(question, text, folded, answers):
        return False
    return _is_near(question, text, answers)


def _really(question: Question, words: Sequence[str]) -> bool:
    """Tell whether the verb, where the sentence has it, stands there as a fact at least once."""
    spots = [n for n, word in enumerate(words) if same(question.verb, word)]
    if not spots:
        return True
    return any(not _doubted(question, words, spot) for spot in spots)


def _doubted(question: Question, words: Sequence[str], spot: int) -> bool:
    before = words[max(0, spot - 3) : spot]
    if any(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in before):
        return True
    if not question.past:
        return False
    return bool(before) and (before[-1] == "to" or any(word in _UNREAL for word in before[-2:]))


def _done_by_another(question: Question, text: str) -> bool:
    """Tell whether somebody else is named before the verb, and the one who was asked about nowhere."""
    if any(same(question.doer[-1], word) for word in tokens(text)):
        return False
    spots = [match.start() for match in TOKEN.finditer(text) if same(question.verb, fold(match.group()))]
    before = text[: spots[0]] if spots else ""
    return bool(named(before)) and not _MEANT & set(tokens(before))


def _held(question: Question, text: str, words: Sequence[str], answers: Sequence[Span]) -> bool:
    """Tell whether somebody is given the very office: "the president", not "the former president"."""
    asked = set(tokens(question.text))
    for match in TOKEN.finditer(text):
        if not same(question.role, fold(match.group())):
            continue
        before = tokens(text[max(0, match.start() - 48) : match.start()])[-4:]
        if any(word in OTHERWISE and word not in asked for word in before[-2:]) or _is_over(question, before):
            continue
        if any(_gap(text, match.span(), span) <= 6 for span in answers):
            return True
    return False


def _is_over(question: Question, before: Sequence[str]) -> bool:
    """Tell whether an office that is asked about as held was left: "was the", "stepped down as"."""
    if question.past or _GIVEN & set(before):
        return False
    return bool(_OVER & set(before))


def _gap(text: str, one: Span, other: Span) -> int:
    """Return how many words stand between two stretches."""
    start, end = (one[1], other[0]) if one[1] <= other[0] else (other[1], one[0])
    return len(TOKEN.findall(text[start:end])) if start < end else 0


def _is_near(question: Question, text: str, answers: Sequence[Span]) -> bool:
    """Tell whether an answer stands near a word of the question, the verb where the sentence has it."""
    return not answers or any(distance(question, text, answer) <= REACH for answer in answers)


def distance(question: Question, text: str, answer: Span) -> int:
    """Return how many words an answer stands from the verb or office, or else from any word of the question."""
    spots = [(match.span(), fold(match.group())) for match in TOKEN.finditer(text)]
    heads = [span for span, word in spots if _is_head(question, word)]
    others = [span for span, word in spots if any(same(asked, word) for asked in question.words)]
    return min((_gap(text, span, answer) for span in heads or others), default=0)


def names_it(run: Sequence[str], text: str, question: Question) -> bool:
    """Tell whether a text names what a run names, and not something else that is called after it.

    "The NBA Draft" is not named by "the NBA Draft Combine"; "FIFA" is by "FIFA President", and by a "FIFA Congress"
    that stands far from what the sentence says.
    """
    spots = [match for match in TOKEN.finditer(text) if derived(run[-1], fold(match.group()))]
    asked = set(tokens(question.text))
    others = [match for match in spots if _goes_on(text, match, asked)]
    if not spots or len(others) < len(spots):
        return True
    heads = [match for match in TOKEN.finditer(text) if _is_head(question, fold(match.group()))]
    return bool(heads) and all(_gap(text, match.span(), head.span()) > FAR for match in others for head in heads)


FAR = 6
_BODY = re.compile(
    r"(?: [A-Z][\w’'-]*){0,3} (?:Association|Union|Committee|Council|Federation|Foundation|Network|Institute|Academy|"
    r"Society|League|Board|Museum|Festival|Draft|Combine|Tour|Junior|Youth|Women)\b|"
    r": [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*(?= (?:and|is|was|has|will)\b|[.,])"
)
"""What makes another body or work of a name: “X Players Association”, “X: The Return”."""


def _is_head(question: Question, word: str) -> bool:
    return bool(question.role and same(question.role, word)) or bool(question.verb and same(question.verb, word))


def _goes_on(text: str, match: re.Match[str], asked: set[str]) -> bool:
    body = _BODY.match(text[match.end() :])
    if body is not None and not asked & set(tokens(body.group())):
        return True
    following = re.match(r" ([A-Z][\w’'-]*)( [A-Z])?", text[match.end() :])
    if following is None or following[2] or match.group().endswith(("'s", "’s")):
        return False  # "Libertarian Gary Johnson" says of whom, not what else
    word = fold(following[1])
    if word.endswith("s") and text[match.end() :][1 + len(following[1]) :][:1] in (" ", ".", ","):
        return False  # "Sunni Muslims" are Sunni
    if word in asked or word in _TITLES or word in _COMPANY or _CALENDAR.match(word) or as_number(word):
        return False
    return not (following[1].isupper() and len(following[1]) > 4)
