"""Whether a sentence states what a question asks, or only speaks of it: wishes, denials, other bearers of the name.

The question's words are matched in its own language; `told` is that of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.pack import LanguagePack
from bot.language.word_matching import TOKEN
from bot.models import Span
from bot.summarize.answering.query_understanding import Question
from bot.text.folding import fold

REACH = 12
"""Words between what is asked for and what it is asked of, at most: beyond, it belongs to another clause."""
DEED = 8
"""Words between a deed and who did it, or to whom it was done, at most."""
SETTING_ABOUT = 6
"""Words before an infinitive among which stands what it is set about with: “voted 11-4 on Monday to”."""
FAR = 6
"""Words between a name's longer form and what the sentence says: from there on it is another matter."""


def states(question: Question, text: str, answers: Sequence[Span], told: LanguagePack) -> bool:
    """Tell whether a sentence, by its own words, says what is asked and does not deny, wish or doubt it."""
    folded = [fold(match.group()) for match in TOKEN.finditer(text)]
    if question.verb and "yes_no" not in question.wanted and not _really(question, folded, told):
        return False
    if question.past and "yes_no" in question.wanted and not is_settled(question, folded, told):
        return False
    if question.doer and _done_by_another(question, text, told):
        return False
    if question.role and not _held(question, text, answers, told):
        return False
    if question.verb and _only_doers(question, folded, told):
        return False
    if question.by_whom and not _done_by(question, text, answers, told):
        return False
    return _is_near(question, text, answers)


def _only_doers(question: Question, words: Sequence[str], told: LanguagePack) -> bool:
    """Tell whether a sentence names only who does such a thing, where it is asked when or where it was done:
    “its founder went into exile in 1974”."""
    if {"time", "place"}.isdisjoint(question.wanted) or not told.assertions.doers:
        return False
    said = [word for word in words if question.same(question.verb, word)]
    return bool(said) and all(_is_doer(question, word, told) for word in said)


def _is_doer(question: Question, word: str, told: LanguagePack) -> bool:
    """Tell whether a word that matches the verb names who does it, and is no form of it: “winner”, no “deliver”."""
    stem = question.pack.words.stem
    return bool(told.assertions.doers) and word.endswith(told.assertions.doers) and stem(word) != stem(question.verb)


def _done_by(question: Question, text: str, answers: Sequence[Span], told: LanguagePack) -> bool:
    """Tell whether one of those who are named does the deed: before the verb, or behind it after “by”, or as its
    bearer, “the winner was Ada Bell”. A body that does it is not named as somebody is."""
    spots = list(_matches(text, question, question.verb))
    if not spots or any(_does(question, spot, answer, told) for spot in spots for answer in answers):
        return True
    return any(_by_a_body(question, spot, told) for spot in spots)


def _does(question: Question, spot: re.Match[str], answer: Span, told: LanguagePack) -> bool:
    text, says, words = spot.string, told.assertions, question.pack.words
    is_doer = _is_doer(question, fold(spot.group()), told)
    if answer[1] <= spot.start():
        passive = not is_doer and says.passive.search(text[: spot.end()])
        return not passive and _gap(text, answer, spot.span()) <= DEED
    between, far = text[spot.end() : answer[0]], _gap(text, spot.span(), answer)
    is_said = far <= DEED and says.bearer.match(between) is not None
    if is_doer:
        return far <= 1 or is_said
    if says.by.search(between) or (is_said and "," in between and says.opening.match(text[: spot.end()])):
        return True
    return words.stem(fold(spot.group())) != words.stem(question.verb) and far <= 1


def _by_a_body(question: Question, spot: re.Match[str], told: LanguagePack) -> bool:
    """Tell whether a body that the question does not name stands before the verb with nobody between them."""
    text, asked = spot.string, set(question.tokens)
    if told.assertions.passive.search(text[: spot.end()]):
        return False
    begins = max((end for _, end in told.spans.people(text[: spot.start()])), default=0)
    clause = re.split(r"[,;:]", text[begins : spot.start()])[-1]
    near = told.words.tokens(clause)[-DEED:]
    return any(word in told.people.bodies and word not in asked for word in near)


def _really(question: Question, words: Sequence[str], told: LanguagePack) -> bool:
    """Tell whether the verb, where the sentence has it, stands there as a fact at least once."""
    spots = [n for n, word in enumerate(words) if question.same(question.verb, word)]
    return not spots or any(not _doubted(question, words, spot, told) for spot in spots)


def is_settled(question: Question, words: Sequence[str], told: LanguagePack) -> bool:
    """Tell whether the verb, or its contrary, stands there as something that was done or was not: “whether to sign or
    veto it” settles nothing."""
    spots = [n for n, word in enumerate(words) if question.same(question.verb, word)]
    spots += [words.index(word) for word in opposed(question, words, told)]
    if "yes_no" in question.wanted:
        spots = [spot for spot in spots if _is_theirs(question, words, spot, told)]
        return any(_is_denied(words, spot, told) or not _is_ahead(words, spot, told) for spot in spots)
    return not spots or any(not _is_ahead(words, spot, told) for spot in spots)


def _is_theirs(question: Question, words: Sequence[str], spot: int, told: LanguagePack) -> bool:
    """Tell whether a deed is that of whom it is asked, done to whom it is asked: they stand near it.

    “Did X endorse Y” is not answered by an X who supports something at a time when Y is in the news.
    """
    before, around = words[max(0, spot - DEED) : spot], words[max(0, spot - DEED) : spot + DEED + 1]
    subjects = told.assertions.subjects & set(before)
    if question.doer and not subjects and not any(question.same(question.doer[-1], word) for word in around):
        return False
    others = [run[-1] for run in question.runs if run != question.doer]
    return all(any(question.same(name, word) for word in around) for name in others if _stands(question, name, words))


def _stands(question: Question, name: str, words: Sequence[str]) -> bool:
    return any(question.same(name, word) for word in words)


def _is_denied(words: Sequence[str], spot: int, told: LanguagePack) -> bool:
    """Tell whether it is said that somebody did not do it, or is not going to: “no plans to resign”."""
    says, before = told.assertions, words[max(0, spot - 4) : spot]
    return any(word in says.negations or (says.denied and word.endswith(says.denied)) for word in before)


def _is_ahead(words: Sequence[str], spot: int, told: LanguagePack) -> bool:
    says, first = told.assertions, max(0, spot - 3)
    if any(words[n] in says.unreal for n in range(first, spot)):
        return True
    meant = [n for n in range(first, spot) if words[n] in says.infinitive]
    return any(not _is_set_about(words, n, told) for n in meant)


def _is_set_about(words: Sequence[str], infinitive: int, told: LanguagePack) -> bool:
    """Tell whether what an infinitive tells is done all the same: “has begun to fall”, not “may have begun to”."""
    found = told.assertions.set_about.search(" ".join(words[max(0, infinitive - SETTING_ABOUT) : infinitive]))
    if found is None:
        return False
    begun = infinitive - len(found.group().split())
    return not any(word in told.assertions.unreal for word in words[max(0, begun - 3) : begun])


def opposed(question: Question, words: Sequence[str], told: LanguagePack) -> list[str]:
    """Return the words that say the contrary of the verb of a question: "vetoed", where it is asked who signed."""
    stem = told.words.stem
    contraries = told.assertions.opposites.get(stem(question.verb), frozenset()) if question.verb else frozenset()
    return [word for word in words if stem(word) in contraries]


def _doubted(question: Question, words: Sequence[str], spot: int, told: LanguagePack) -> bool:
    says = told.assertions
    before = words[max(0, spot - 3) : spot]
    if any(word in says.negations or (says.denied and word.endswith(says.denied)) for word in before):
        return True
    if not question.past:
        return False
    meant = bool(before) and before[-1] in says.infinitive and not _is_set_about(words, spot - 1, told)
    return meant or any(word in says.unreal for word in before[-2:])


def _done_by_another(question: Question, text: str, told: LanguagePack) -> bool:
    """Tell whether somebody else is named before the verb, and the one who was asked about nowhere."""
    if any(question.same(question.doer[-1], word) for word in told.words.tokens(text)):
        return False
    spots = [match.start() for match in _matches(text, question, question.verb)]
    before = text[: spots[0]] if spots else ""
    return bool(told.spans.named(before)) and not told.assertions.subjects & set(told.words.tokens(before))


def _matches(text: str, question: Question, asked: str) -> Iterator[re.Match[str]]:
    return (match for match in TOKEN.finditer(text) if question.same(asked, fold(match.group())))


def _held(question: Question, text: str, answers: Sequence[Span], told: LanguagePack) -> bool:
    """Tell whether somebody is given the very office: "the president", not "the former president"."""
    asked = set(question.tokens)
    for match in _matches(text, question, question.role):
        before = told.words.tokens(text[max(0, match.start() - 48) : match.start()])[-4:]
        another = any(word in told.assertions.otherwise and word not in asked for word in before[-2:])
        if another or _is_over(question, before, told):
            continue
        if any(_gap(text, match.span(), span) <= 6 for span in answers):
            return True
    return False


def _is_over(question: Question, before: Sequence[str], told: LanguagePack) -> bool:
    """Tell whether an office that is asked about as held was left: "was the", "stepped down as"."""
    if question.past or told.assertions.given & set(before):
        return False
    return bool(told.assertions.over & set(before))


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
    others = [span for span, word in spots if any(question.same(asked, word) for asked in question.words)]
    return min((_gap(text, span, answer) for span in heads or others), default=0)


def names_it(run: Sequence[str], text: str, question: Question, told: LanguagePack) -> bool:
    """Tell whether a text names what a run names, and not something else that is called after it.

    "The NBA Draft" is not named by "the NBA Draft Combine"; "FIFA" is by "FIFA President", and by a "FIFA Congress"
    that stands far from what the sentence says.
    """
    spots = [match for match in TOKEN.finditer(text) if question.pack.words.derived(run[-1], fold(match.group()))]
    asked = set(question.tokens)
    others = [match for match in spots if _goes_on(text, match, asked, told)]
    if not spots or len(others) < len(spots):
        return True
    heads = [match for match in TOKEN.finditer(text) if _is_head(question, fold(match.group()))]
    return bool(heads) and all(_gap(text, match.span(), head.span()) > FAR for match in others for head in heads)


def _is_head(question: Question, word: str) -> bool:
    return any(asked and question.same(asked, word) for asked in (question.role, question.verb))


def _goes_on(text: str, match: re.Match[str], asked: set[str], told: LanguagePack) -> bool:
    """Tell whether a name goes on behind a word, and is another one so."""
    body = told.assertions.other_body.match(text[match.end() :])
    if body is not None and not asked & set(told.words.tokens(body.group())):
        return True
    following = re.match(r" ([A-Z][\w’'-]*)( [A-Z])?", text[match.end() :])
    if following is None or following[2] or match.group().endswith(told.assertions.owns or ("\0",)):
        return False  # "Libertarian Gary Johnson" says of whom, not what else
    word = fold(following[1])
    if word.endswith("s") and text[match.end() :][1 + len(following[1]) :][:1] in (" ", ".", ","):
        return False  # "Sunni Muslims" are Sunni
    if word in asked or _says_what(word, told):
        return False
    return not (following[1].isupper() and len(following[1]) > 4)


def _says_what(word: str, told: LanguagePack) -> bool:
    """Tell whether a capitalised word behind a name is no part of it: an office, a day, a number."""
    says = told.assertions
    known = word in says.offices or word in says.companies
    return known or bool(says.calendar.match(word) or told.words.as_number(word))
