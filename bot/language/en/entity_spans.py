"""Where a sentence holds what kind of fact: dates, places, amounts, durations, names. Spans of the sentence."""

from __future__ import annotations

import re

from bot.language.en import described
from bot.language.en.calendar_words import (
    CLOCK_WORDS,
    MONTHS,
    PARTS_OF_DAY,
    RELATIVE_DAYS,
    SEASONS,
    WEEKDAY_NAMES,
    WEEKDAYS,
)
from bot.language.en.function_words import ARTICLES, POSSESSIVES, PREPOSITIONS
from bot.language.en.lexicon import DIRECTIONS, PLACES
from bot.language.en.measures import AREA, LENGTH, MONEY, SPEED, TIME, TIME_WORDS, VOLUME, WEIGHT, forms, plurals
from bot.language.en.names import names
from bot.language.en.number_words import COUNTING, DOZEN, SCALES
from bot.language.en.speech.speech_verbs import BODIES, PEOPLE, ROLES
from bot.language.en.synonyms import GROUP_OF, VERBS
from bot.language.en.tokens import stem
from bot.language.en.word_match import as_number, same, tokens
from bot.language.facts.entity_spans import overlaps
from bot.models import Span
from bot.text.folding import fold
from bot.text.patterns import any_of

_MONTH = rf"{any_of(map(str.capitalize, MONTHS))}\b\.?"
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_WEEKDAY = any_of(map(str.capitalize, WEEKDAY_NAMES))
_SEASON = any_of(SEASONS)
_PART_OF_DAY = any_of(PARTS_OF_DAY)
_TIME_UNIT = any_of(TIME_WORDS)
_TIME_UNITS = any_of(plurals(TIME))
_CURRENCIES = any_of(plurals(MONEY) | {"krona", "krone"})  # English leaves these as they are
_SCALE = any_of(SCALES)
_EXACT = re.compile(
    rf"\b{_MONTH}\s+{_DAY}\b(?:\s*(?:-|–|and|to)\s*(?:{_MONTH}\s+)?{_DAY}\b)?(?:,?\s+(?:19|20)\d\d)?|"
    rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:19|20)\d\d)?|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|"
    rf"\b(?:19|20)\d\d-\d\d-\d\d\b|"
    rf"\b(?:19|20)\d\d,\s+{_MONTH}\s+{_DAY}\b"
)
_FROM_WHEN = any_of(PREPOSITIONS & frozenset("in since until by of from".split()))
_COARSE = re.compile(
    rf"\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b|\b(?:{_FROM_WHEN}|during|last|next|this|early|"
    rf"late|mid)[\s-]+{_MONTH}(?=\W|$)|"
    rf"\b{_WEEKDAY}\b|\b{any_of(CLOCK_WORDS.union(RELATIVE_DAYS))}\b|"
    rf"\b\d{{1,2}}(?::\d\d)?\s*(?:a\.m\.|p\.m\.|am|pm)\b|"
    rf"\b(?:last|next|this|earlier this|later this|the same|the following|early|late)\s+(?:week|month|year|"
    rf"{_SEASON}|{_PART_OF_DAY}|weekend|decade|century)\b|"
    rf"\b{_TIME_UNIT}\s+(?:ago|later|earlier|before|after)\b|"
    rf"\bin\s+(?:the\s+)?(?:{_SEASON}|coming|past)\b|\b(?:19|20)\d\ds?\b|"
    rf"\b{_FROM_WHEN}\s+1[0-8]\d\d\b|"
    rf"\b(?:in|within|after)\s+(?:about\s+)?(?:\w+\s+)?{_TIME_UNITS}\b",
    re.I,
)
_CLOCK = re.compile(
    rf"\b\d{{1,2}}(?::\d\d)?\s*(?:a\.m\.|p\.m\.|am\b|pm\b|o[’']clock)|\b\d{{1,2}}:\d\d\b|"
    rf"\b{any_of(CLOCK_WORDS)}\b",
    re.I,
)
_NUMBER_WORDS = rf"(?:a\s+)?(?:{any_of(COUNTING)}|{any_of(SCALES | DOZEN)}s?|half|third|quarter)"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,]){_FIGURE}(?:\s?(?:percent|per cent|%|{_SCALE}|[mk]?bn|m\b))?|\b{_NUMBER_WORDS}"
    rf"(?:[\s-]+(?:and\s+)?{_NUMBER_WORDS})*\b",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONEY = re.compile(
    rf"(?:[$€£¥]|\b(?:US|A|C)\$|\b(?:USD|EUR|GBP)\s?)\s?{_FIGURE}(?:\s?(?:{_SCALE}|[mkb]n?\b))?|"
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})\s?{_SCALE}?\s?{_CURRENCIES}\b|"
    r"\bfree\b",
    re.I,
)
_PERCENT = re.compile(
    rf"(?<![\w.,])(?:{_FIGURE}|\b{_NUMBER_WORDS})\s?(?:percent\b|per cent\b|percentage points?\b|%)", re.I
)
_PART = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})\s+(?:in|of|out of)\s+(?:every\s+)?(?:{_FIGURE}|{_NUMBER_WORDS})\b|"
    rf"\b(?:half|most|a majority|nearly all|a third|two thirds|a quarter|three quarters)\b",
    re.I,
)
_DURATION = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS}|several|many|a few|an?|half an)[\s-]+(?:{_NUMBER_WORDS}[\s-]+)?"
    rf"{_TIME_UNIT}\b(?![\s-]+(?:old|ago)\b)|"
    r"\b(?:since|until)\s+\w+",
    re.I,
)
_AGE = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})[\s-]+{_TIME_UNIT}[\s-]+old\b|\b(?:aged?|turn(?:s|"
    rf"ed|ing)?)\s+\d{{1,3}}\b|"
    r"(?<=, )\d{1,3}(?=,)|\bat\s+the\s+age\s+of\s+\d{1,3}\b|(?<=\()(?:aged )?\d{1,3}(?=\))",
    re.I,
)
_MEASURE = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})[\s-]+"
    rf"(?:{any_of(forms(LENGTH, AREA, WEIGHT, VOLUME, SPEED))}|pounds?|degrees|storeys|stories|square)\b",
    re.I,
)
_PLACING = PREPOSITIONS & frozenset(
    """in at near from outside inside across throughout around to into of off over toward towards between through
    on""".split()
)
"""Prepositions before a place."""
_NEAR = re.compile(
    rf"\b{any_of(_PLACING)}\s+(?:the\s+|{any_of(DIRECTIONS | {'downtown'})}[\w-]*\s+)*$",
    re.I,
)
_PLACE_WORD = re.compile(rf"\b{any_of(map(str.capitalize, PLACES))}\b")
_ANY_OR_THEIRS = ARTICLES | (POSSESSIVES & {"his", "her", "their"})
_PLAIN_PLACE = re.compile(
    rf"\b{any_of(_PLACING & {'in', 'at', 'near', 'outside', 'inside', 'on', 'to'})}\s+{any_of(_ANY_OR_THEIRS)}\s+"
    r"(?:[a-z-]+\s+){0,2}(?:school|"
    r"hospital|street|border|church|airport|hotel|"
    r"house|home|apartment|office|building|station|park|restaurant|bar|store|shop|prison|jail|court|"
    r"courthouse|city|town|village|capital|coast|sea|"
    r"stadium|university|campus|factory|market|mall|beach|island|forest|mountains|river|hall|room|car|bus|"
    r"train|plane|road|highway|suburb|neighbou?rhood|"
    r"north|south|east|west|region|province|county|state|country)\b"
)
_REASON = re.compile(
    r"\b(?:because|due to|owing to|thanks to|in order to|so that|as a result of|amid|over|after|since|"
    r"citing|to avoid|to protect|to prevent|"
    r"caused by|blamed|reason|for fear|for\s+(?:not\s+|allegedly\s+)?[a-z]+ing|to\s+[a-z]+)\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[.;:!?](?:\s|$)|$")
_NOT_PLACES = MONTHS | WEEKDAYS | {"day"}
descriptions, tallies, comparisons = described.descriptions, described.tallies, described.comparisons


def times(text: str) -> list[Span]:
    """Return the stretches that say when."""
    exact = [match.span() for match in _EXACT.finditer(text)]
    return exact + [match.span() for match in _COARSE.finditer(text) if not overlaps(match.span(), exact)]


def exact_times(text: str) -> list[Span]:
    """Return the stretches that name a day."""
    return [match.span() for match in _EXACT.finditer(text)]


def clock_times(text: str) -> list[Span]:
    """Return the times of the day: "8:30 p.m.", "noon"."""
    return [match.span() for match in _CLOCK.finditer(text)]


def numbers(text: str) -> list[Span]:
    """Return the amounts: no years, no parts of a date."""
    dates = exact_times(text)
    return [
        match.span()
        for match in _NUMBER.finditer(text)
        if not overlaps(match.span(), dates) and not _YEAR.match(match.group().strip())
    ]


def counts(text: str, noun: str) -> list[Span]:
    """Return the amounts of a thing: numbers with its word near, "100,000 of the Russian troops"."""
    found = []
    taken = [*(match.span() for match in _PERCENT.finditer(text)), *money(text)]
    for start, end in numbers(text):
        if overlaps((start, end), taken):
            continue
        after = tokens(text[end : end + 60])[:5]
        before = tokens(text[max(0, start - 40) : start])[-4:]
        if any(same(noun, word) for word in (*after, *before)):
            found.append((start, end))
    return found


def ages(text: str) -> list[Span]:
    """Return the stretches that say how old somebody or something is."""
    return [match.span() for match in _AGE.finditer(text)]


def measures(text: str) -> list[Span]:
    """Return the amounts of a length, a height, a weight or a speed."""
    return [match.span() for match in _MEASURE.finditer(text)]


def money(text: str) -> list[Span]:
    """Return the amounts of money."""
    return [match.span() for match in _MONEY.finditer(text)]


def shares(text: str) -> list[Span]:
    """Return the shares of a whole: percentages, "two of five", "half"."""
    return [match.span() for pattern in (_PERCENT, _PART) for match in pattern.finditer(text)]


def durations(text: str) -> list[Span]:
    """Return the stretches that say how long."""
    return [match.span() for match in _DURATION.finditer(text)]


def reasons(text: str) -> list[Span]:
    """Return the reasons, each from the word that begins it to the end of its clause."""
    return [(match.start(), _clause_end(text, match.end())) for match in _REASON.finditer(text)]


def _clause_end(text: str, at: int) -> int:
    match = _CLAUSE_END.search(text, at)
    return match.start() if match else len(text)


def named(text: str) -> list[Span]:
    """Return the names: of persons, bodies, works."""
    return [
        span for span in names(text) if not all(fold(word) in _NOT_PLACES for word in text[span[0] : span[1]].split())
    ]


def people(text: str) -> list[Span]:
    """Return the names that may be a person's or team's: no acronym, no adjective like that of "Austrian author"."""
    return [
        (start, end)
        for start, end in named(text)
        if not _is_adjective(text, start, end)
        and not _is_acronym(text[start:end])
        and not _OWNED.search(text[start:end])
        and not _is_of_many(text[start:end])
        and not (text[:start].strip(" \"“'‘(") == "" and _is_plain(text[start:end]))
        and text[max(0, start - 1) : start] not in ("#", "@")
    ]


def _is_of_many(name: str) -> bool:
    """Tell whether a name is what several are: "NFL Commissioners"."""
    last = fold(name.rsplit(maxsplit=1)[-1])
    return last.endswith("s") and last[:-1] in ROLES


def _is_plain(word: str) -> bool:
    """Tell whether a word that opens a sentence is most likely capitalised for that alone: "Police have arrested"."""
    low = fold(word)
    return " " not in word and (low in PEOPLE | ROLES | BODIES or stem(low) in VERBS or stem(low) in GROUP_OF)


_OWNED = re.compile(r"\w[’']s?\s+[A-Z]\w*$|s[’']\s")


def linked(text: str) -> list[Span]:
    """Return the names that a sentence gives to something: "called X", "X, the …", "X is"."""
    return [
        (start, end)
        for start, end in named(text)
        if re.match(r"\s*(?:,|\(|:|–|—|-\s|is\b|was\b|are\b|were\b|has\b|will\b)", text[end:])
        or re.search(
            r"(?:\b(?:called|named|dubbed|as|titled|entitled|is|was|name|identified)|[,:(“\"–—]|-\s)\s*$", text[:start]
        )
    ]


def _is_acronym(name: str) -> bool:
    return name.isupper()


def _is_adjective(text: str, start: int, end: int) -> bool:
    return (
        " " not in text[start:end]
        and bool(_PEOPLES.search(text[start:end]))
        and bool(re.match(r"[ -][a-z]", text[end:]))
    )


_PEOPLES = re.compile(r"(?:[ai]ans?|eans?|ish|ese|ans|ench|utch|ines?|aeli|aqi|ani|reek|wiss|erman)$")


def places(text: str) -> list[Span]:
    """Return names that stand where a place stands, and plain places ("at a school")."""
    found = [
        span
        for span in named(text)
        if not _is_acronym(text[span[0] : span[1]])
        and (_NEAR.search(text[max(0, span[0] - 30) : span[0]]) or _PLACE_WORD.search(text[span[0] : span[1]]))
    ]
    joined = [span for span in named(text) if any(0 < span[0] - end <= 2 and text[end] == "," for _, end in found)]
    return [*found, *joined, *(match.span() for match in _PLAIN_PLACE.finditer(text))]


def figure(text: str) -> str | None:
    """Return the digits of an amount as one plain number: "100,000", "2.5 billion"; None for words only."""
    match = re.match(rf"({_FIGURE})\s?({_SCALE})?", text.strip(), re.I)
    if match is None:
        return as_number(fold(text.strip()))
    return f"{match[1].replace(',', '')} {match[2].lower()}" if match[2] else match[1].replace(",", "")
