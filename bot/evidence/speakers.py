"""Names: where they stand in a text, how they fold, and which forms mean one person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.evidence.cues import PEOPLE, ROLES
from bot.evidence.spelling import alike, forenames_alike, skeleton
from bot.models import Span

_LETTERS = r"[^\W\d_]"
_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽЀ-Я"
_CAP = (
    rf"(?:[{_UPPER}]\.(?:[{_UPPER}]\.)*|(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof)\."
    rf"|[{_UPPER}](?:{_LETTERS}|['’-](?={_LETTERS}))*)"
)
PARTICLES = frozenset("de del della der den di da dos du la le van von zu ter ten al el bin bint ibn".split())
_PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})"
_CLITIC = r"(?:[ae]l-|[dl]['’])?"
_OFFICE = (
    rf"(?:(?:Secretary|Minister|Director|Speaker|President|Governor|Mayor|Head|Chief)[ \u00a0]+of[ \u00a0]+{_CAP})"
)
_RUN = re.compile(
    rf"\b(?:{_OFFICE}|{_CAP})(?:[ \u00a0]+(?:{_PARTICLE}[ \u00a0]+){{0,3}}(?:{_OFFICE}|{_CLITIC}{_CAP}))*"
)
"""Capitalised words, joined by the particles of names: "Ursula von der Leyen", "Bashar al-Assad"."""

# Capitalised only because they begin a sentence, or no name by themselves.
_COMMON = frozenset(
    """a an the this that these those it its he she they we i you his her their our my your him them us who whom whose
    which what when where why how and but or nor so yet for if as at by in on of to from with without into onto over
    under after before since until while although though because unless during despite among between against about
    above below through according there here then thus however moreover meanwhile still also even only just not no
    yes both each every either neither some many most more much several few all any one two three four five six
    seven eight nine ten first last next another other such now today yesterday tomorrow asked said says told
    speaking addressing following is are was were be been has have had do does did will would can could should may
    might must let peace talks earlier later once again perhaps nearly almost around ahead along instead""".split()
)
_WEEK = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_TITLES = frozenset(
    """mr mrs ms miss dr prof professor sir lord lady dame president vice prime minister chancellor premier king queen
    prince princess senator sen representative rep congressman congresswoman governor gov mayor secretary ambassador
    general gen colonel col captain capt major lieutenant lt sergeant sgt admiral judge justice chief director
    chairman chairwoman chair ceo spokesman spokeswoman spokesperson attorney speaker leader pope archbishop bishop
    cardinal rabbi imam ayatollah sheikh foreign defence defense former deputy acting coach officer detective
    inspector sheriff""".split()
)


_POSSESSIVE = re.compile(r"['’]s?$")


def names(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Return the spans of capitalised runs that look like names, in order; days, months and mere sentence
    openers are left out."""
    return tuple(_trimmed(text, start, len(text) if end is None else end))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _RUN.finditer(text, start, end):
        words = list(re.finditer(r"\S+", match.group()))
        while words and fold(words[0].group()) in _COMMON:
            words.pop(0)
        while words and fold(words[-1].group()) in _COMMON:
            words.pop()
        if not words or all(fold(word.group()) in _WEEK for word in words):
            continue
        first, last = match.start() + words[0].start(), match.start() + words[-1].end()
        ending = re.search(r"(?:['’]s?|\.)$", text[first:last])
        if ending and not re.search(r"\b(?:[A-Z]\.)+$|\b(?:Jr|Sr|Inc|Co|Corp)\.$", text[first:last]):
            last = first + ending.start()
        if last > first:
            yield first, last


_ARTICLE = re.compile(r"^(?:[ae]l-|[dl]['’])(?=\w{3})")
"""The article that some languages put before a name, and leave out as often: "al-Assad", "Assad"."""


@lru_cache(maxsize=16_384)
def fold(word: str) -> str:
    """Return a word for comparison: case folded, accents and possessive ending dropped."""
    if word.isascii():
        plain = word
    else:
        plain = "".join(
            c for c in unicodedata.normalize("NFKD", word.replace("’", "'")) if not unicodedata.combining(c)
        )
    return _POSSESSIVE.sub("", plain.casefold()).strip(".,;:!?\"“”‘’'()[]")


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without titles and articles."""
    words = [_ARTICLE.sub("", fold(word)) for word in re.split(r"[\s\u00a0]+", name.strip())]
    kept = tuple(word for word in words if word and word not in _TITLES and word not in _COMMON)
    return kept or tuple(word for word in words if word)


_OFFICES = frozenset(
    "secretary minister speaker director head president governor mayor chief ambassador chairman".split()
)
_ATTRIBUTES = frozenset(
    """us u.s uk u.k eu un gop american british russian ukrainian chinese french german israeli palestinian iranian
    turkish italian spanish canadian mexican indian japanese korean australian european african asian polish dutch
    greek brazilian egyptian saudi syrian iraqi afghan pakistani swedish norwegian finnish hungarian czech romanian
    republican republicans democrat democrats democratic conservative labour liberal retired first second host
    fellow also republican-led billionaire cuban irish scottish welsh danish belgian swiss
    austrian serbian georgian""".split()
)


_CALLINGS = ROLES - PEOPLE


def core(name: str) -> str:
    """Return a name without what is put before it: "US President Joe Biden" -> "Joe Biden".

    The words stay as they are written; a title that is all there is stays too.
    """
    words = name.split()
    begin = 0
    for index, word in enumerate(words[:-1]):
        if fold(word) in _TITLES:
            begin = index + 1
            if fold(word) in _OFFICES and fold(words[index + 1]) == "of":
                begin = index + 3
                if begin >= len(words):
                    return name
    while begin < len(words) - 1 and fold(words[begin]) in ("of", "the", "and", "for"):
        begin += 1
    while begin < len(words) - 2 and fold(words[begin]) in _ATTRIBUTES:
        begin += 1
    if begin < len(words) - 2 and fold(words[begin]) in _CALLINGS:
        begin += 1  # “Analyst Paul Dow”, where it opens the sentence
    return " ".join(words[begin:])


def name_key(name: str | None) -> str:
    """Return the last word of a name, folded: a key to find by, never a decision."""
    words = name_words(name or "")
    suffixes = {"jr", "sr", "ii", "iii", "iv"}
    while len(words) > 1 and words[-1] in suffixes:
        words = words[:-1]
    return words[-1] if words else ""


def same_person(asked: str, name: str) -> bool:
    """Tell whether `asked` may mean the bearer of `name`, or one of two who speak together.

    “Ushakov” and “Yuri Ushakov”: yes, also as “Yury Ushakov”; “Zelensky” and “Volodymyr Zelenskiy”: yes.
    “Hunter Biden” and “Joe Biden”: no.
    """
    if " and " in name:
        return any(same_person(asked, part) for part in name.split(" and ")) or name_words(asked) == name_words(name)
    first, second = name_words(asked), name_words(name)
    if not first or not second:
        return False
    both = len(first) > 1 and len(second) > 1
    if first[-1] == second[-1]:
        held = _within(first, second) or _within(second, first)
        return held or (both and forenames_alike(first[0], second[0]))
    if first == second or not alike(first[-1], second[-1]):
        return first == second
    return forenames_alike(first[0], second[0]) if both else len(skeleton(first[-1])) >= _TELLING


_TELLING = 6
"""Signs: a shorter surname in another spelling, with no first name, is another surname: “Smith”, “Smyth”."""


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return all(any(word == other or (len(word) == 1 and other.startswith(word)) for other in long) for word in short)


def fullest(name: str, known: Iterable[str]) -> str:
    """Return the longest of the known names that `name` may mean; the name itself where none is longer."""
    best = name
    for other in known:
        if len(name_words(other)) > len(name_words(best)) and same_person(name, other):
            best = other
    return best
