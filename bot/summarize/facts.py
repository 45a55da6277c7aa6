"""Where a sentence holds what kind of fact: dates, places, amounts, durations, names. Spans of the sentence."""

from __future__ import annotations

import re

from bot.evidence.speakers import fold, names
from bot.models import Span
from bot.summarize.words import as_number, same, tokens

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|"
    r"Dec(?:ember)?)\b\.?"
)
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_EXACT = re.compile(
    rf"\b{_MONTH}\s+{_DAY}\b(?:\s*(?:-|–|and|to)\s*(?:{_MONTH}\s+)?{_DAY}\b)?(?:,?\s+(?:19|20)\d\d)?|"
    rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+(?:19|20)\d\d)?|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}\b|"
    rf"\b(?:19|20)\d\d-\d\d-\d\d\b|"
    rf"\b(?:19|20)\d\d,\s+{_MONTH}\s+{_DAY}\b"
)
_COARSE = re.compile(
    rf"\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d\d\b|\b(?:in|since|by|until|during|from|last|next|this|early|"
    rf"late|mid|of)[\s-]+{_MONTH}(?=\W|$)|"
    rf"\b{_WEEKDAY}\b|\b(?:today|tomorrow|yesterday|tonight|midnight|noon)\b|"
    rf"\b\d{{1,2}}(?::\d\d)?\s*(?:a\.m\.|p\.m\.|am|pm)\b|"
    r"\b(?:last|next|this|earlier this|later this|the same|the following|early|late)\s+(?:week|month|year|"
    r"spring|summer|autumn|fall|winter|night|morning|"
    r"evening|afternoon|weekend|decade|century)\b|\b(?:minutes?|hours?|days?|weeks?|months?|years?|"
    r"decades?)\s+(?:ago|later|earlier|before|after)\b|"
    r"\bin\s+(?:the\s+)?(?:spring|summer|autumn|fall|winter|coming|past)\b|\b(?:19|20)\d\ds?\b|"
    r"\b(?:in|since|until|by|of|from)\s+1[0-8]\d\d\b|"
    r"\b(?:in|within|after|for)\s+(?:about\s+)?(?:\w+\s+)?(?:minutes|hours|days|weeks|months|years)\b",
    re.I,
)
_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s*(?:a\.m\.|p\.m\.|am\b|pm\b|o[’']clock)|\b\d{1,2}:\d\d\b|\b(?:noon|midnight)\b", re.I
)
_NUMBER_WORDS = (
    r"(?:a\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|"
    r"millions?|billions?|half|third|quarter)"
)
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?<![\w.,]){_FIGURE}(?:\s?(?:percent|per cent|%|million|billion|trillion|thousand|hundred|[mk]?bn|"
    rf"m\b))?|\b{_NUMBER_WORDS}"
    rf"(?:[\s-]+(?:and\s+)?{_NUMBER_WORDS})*\b",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONEY = re.compile(
    rf"(?:[$€£¥]|\b(?:US|A|C)\$|\b(?:USD|EUR|GBP)\s?)\s?{_FIGURE}(?:\s?(?:million|billion|trillion|"
    rf"thousand|[mkb]n?\b))?|"
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})\s?(?:million|billion|trillion|thousand)?\s?(?:dollars|euros|pounds|"
    rf"yen|rubles|roubles|rupees|yuan|francs|crowns|kron[aeo]r?|marks|pesos|reais|cents)\b|"
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
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|"
    r"ies))\b(?![\s-]+(?:old|ago)\b)|"
    r"\b(?:since|until)\s+\w+",
    re.I,
)
_AGE = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})[\s-]+(?:years?|months?|weeks?|days?)[\s-]+old\b|\b(?:aged?|turn(?:s|"
    rf"ed|ing)?)\s+\d{{1,3}}\b|"
    r"(?<=, )\d{1,3}(?=,)|\bat\s+the\s+age\s+of\s+\d{1,3}\b|(?<=\()(?:aged )?\d{1,3}(?=\))",
    re.I,
)
_MEASURE = re.compile(
    rf"\b(?:{_FIGURE}|{_NUMBER_WORDS})[\s-]+(?:kilo|centi|milli)?(?:met(?:er|re)s?|miles?|feet|foot|"
    rf"inch(?:es)?|yards?|km|cm|mm|m|ft|"
    r"grams?|kg|tons?|tonnes?|pounds?|acres?|hectares?|mph|degrees|storeys|stories|kilometers?|square)\b",
    re.I,
)
_NEAR = re.compile(
    r"\b(?:in|at|near|from|outside|inside|across|throughout|around|to|into|of|off|over|toward|towards|"
    r"between|through|on)\s+(?:the\s+|"
    r"(?:north|south|east|west|central|downtown|eastern|western|northern|southern)[\w-]*\s+)*$",
    re.I,
)
_PLACE_WORD = re.compile(
    r"\b(?:Stadium|Arena|Center|Centre|Park|Street|Avenue|Road|Square|City|County|State|Island|Islands|"
    r"University|College|Hall|Palace|Airport|Hospital|"
    r"Bay|Beach|Lake|River|Mountain|Mountains|Valley|Garden|Theater|Theatre|Hotel|House|Field|Speedway|"
    r"Dome|Coliseum|Republic|Kingdom)\b"
)
_PLAIN_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|on|to)\s+(?:the|a|an|his|her|their)\s+(?:[a-z-]+\s+){0,2}(?:school|"
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
    r"caused by|blamed|reason|for fear|to\s+[a-z]+)\b",
    re.I,
)
_CLAUSE_END = re.compile(r"[.;:!?](?:\s|$)|$")
_NOT_PLACES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun day".split()
)


def times(text: str) -> list[Span]:
    """Return the stretches that say when."""
    exact = [match.span() for match in _EXACT.finditer(text)]
    return exact + [match.span() for match in _COARSE.finditer(text) if not _inside(match.span(), exact)]


def exact_times(text: str) -> list[Span]:
    """Return the stretches that name a day."""
    return [match.span() for match in _EXACT.finditer(text)]


def clock_times(text: str) -> list[Span]:
    """Return the times of the day: "8:30 p.m.", "noon"."""
    return [match.span() for match in _CLOCK.finditer(text)]


def _inside(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and end > span[0] for start, end in others)


def numbers(text: str) -> list[Span]:
    """Return the amounts: no years, no parts of a date."""
    dates = exact_times(text)
    return [
        match.span()
        for match in _NUMBER.finditer(text)
        if not _inside(match.span(), dates) and not _YEAR.match(match.group().strip())
    ]


def counts(text: str, noun: str) -> list[Span]:
    """Return the amounts of a thing: numbers with its word near, "100,000 of the Russian troops"."""
    found = []
    taken = [*(match.span() for match in _PERCENT.finditer(text)), *money(text)]
    for start, end in numbers(text):
        if _inside((start, end), taken):
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
    ]


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
    match = re.match(rf"({_FIGURE})\s?(million|billion|trillion|thousand|hundred)?", text.strip(), re.I)
    if match is None:
        return as_number(fold(text.strip()))
    return f"{match[1].replace(',', '')} {match[2].lower()}" if match[2] else match[1].replace(",", "")
