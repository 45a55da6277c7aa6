"""Tells reporting from what talks to its reader or to a machine, and from the furniture of a page.

Text from outside is never an instruction (promise 3). The extractive writer repeats sentences, so it may choose only
those that report: nothing that gives orders, speaks of answers and prompts, names an address, or is no sentence.
Quoted words are the speaker's, and are left out of account where they are a part of a report. Whatever language an
article is in, orders in it may be given in another: each pack is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from bot.language.content_words import words
from bot.language.registry import every_mark, packs
from bot.models import Passage
from bot.text.scripts import is_mark, is_unspaced

_MARKUP = re.compile(r"[<>{}|`\\^~]|\]\(|\[\[|\]\]|\*\*|__|#{2,}|={3,}|-{3,}|&#?\w+;")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_SHAPING = re.compile("(?<=[^\u0000-\u024f\u200c\u200d])[\u200c\u200d](?![\u200c\u200d])")
"""Joiners shape letters in Persian and Indic scripts, and emoji; behind a Latin letter they only hide."""
_DIRECTING = re.compile("[\u200e\u200f\u061c\u202a-\u202c\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
"""Where these letters stand, marks of direction are of use; overrides never are."""
_BLOB = re.compile(
    r"\b(?=\w*\d)[A-Za-z0-9+/=_-]{24,}|[A-Za-z0-9+/=]{40,}|(?:\b[0-9A-Fa-f]{2}\s+){6,}|"
    r"(?:\b[01]{6,8}\s+){3,}|(?:[.-]{1,6}\s+){6,}"
)
_LIVE = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\b(?:mailto|javascript|data):\S|\w\.[^\W\d_]{2,}/\w|"
    r"(?<!\w)@(?:everyone|here|channel|all)\b",
    re.IGNORECASE,
)
"""Addresses that could be followed, and calls to everybody in a channel."""
_SENTENCE_END = re.compile(r"[.!…。！｡।॥۔።။។][\"'”’»“‘«」』）)\]\s]*$|[\"”»“」』]$")
_QUESTION = re.compile(r"[?？؟;፧][\"'”’»“«」』）)\]\s]*$")
_STOPLESS = re.compile("[\u0e01-\u0e4e\u0e81-\u0edf][^.!?]*$")
"""Thai and Lao end no sentence with a mark."""
_LETTER = re.compile(r"[^\W\d_]")
_STAMPED = re.compile(r"\W*\d{1,2}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\b\.?|[A-Z]{2,4}\b|Uhr\b|h\b)?\W*\s(?=[^\W\d_a-z])")
"""How the entries of a live report begin: with their hour."""
FEWEST_WORDS = 5
FEWEST_IN_HEADLINE = 3


def is_safe(text: str) -> bool:
    """Tell whether a sentence may be repeated at all: it sends nobody away, is not the page's, and gives no orders."""
    return not (is_hostile(text) or _sends_away(text) or is_furniture(text)) and _is_words(text)


def is_hostile(text: str) -> bool:
    """Tell whether a text is made for a machine, or orders what no page asks of its reader.

    What stands beside it may belong to it, and is not told either: see `sound`.
    """
    if _is_made_for_machine(text):
        return True
    spoken = unquoted(text)
    return any(pack.screening.orders_its_reader(spoken) for pack in packs())


def _is_made_for_machine(text: str) -> bool:
    text = _plainly_seen(text)
    if _INVISIBLE.search(text) or _MARKUP.search(text) or _BLOB.search(text):
        return True
    spoken = unquoted(text)
    return speaks_to_machine(text) or (spoken != text and speaks_to_machine(spoken))


def _plainly_seen(text: str) -> str:
    """Return a text without the invisible characters that its script needs."""
    if text.isascii():
        return text
    text = _SHAPING.sub("", text)
    return _DIRECTING.sub("", text) if _RIGHT_TO_LEFT.search(text) else text


@lru_cache(maxsize=128)
def _is_sound(passage: str) -> bool:
    """Tell whether a passage is of words, and spoils nothing; many channels are told of the same one in a minute."""
    return not _spoils(passage) and _is_words(passage)


def _spoils(text: str) -> bool:
    """Tell whether a passage holds something that what stands beside it may belong to."""
    spoken = unquoted(text)
    return _is_made_for_machine(text) or any(pack.screening.spoils_its_passage(spoken) for pack in packs())


def speaks_to_machine(text: str) -> bool:
    """Tell whether a text speaks of prompts and replies, as one does that is meant for a language model."""
    return any(pack.screening.speaks_to_machine(text) for pack in packs())


def is_furniture(text: str) -> bool:
    """Tell whether a sentence belongs to the page and not to the report: a call, a notice, a label or a credit."""
    return any(pack.screening.is_furniture(text) for pack in packs())


def _sends_away(text: str) -> bool:
    return bool(_LIVE.search(text)) or any(pack.screening.sends_away(text) for pack in packs())


def sound(passages: Sequence[Passage], text: str) -> list[Passage]:
    """Return the passages of a text of which a sentence may be told: none that holds something hostile.

    A call to sign up or a notice is left out alone. What speaks to a machine spoils the rest of its paragraph, too,
    where the article has others.
    """
    found: list[Passage] = []
    paragraphs = list(_paragraphs(passages, text))
    for paragraph in paragraphs:
        good = [item for item in paragraph if _is_sound(item.text)]
        planted = len(paragraphs) > 1 and any(speaks_to_machine(item.text) for item in paragraph)
        found += [] if planted else good
    return found


def _paragraphs(passages: Sequence[Passage], text: str) -> Iterator[list[Passage]]:
    """Give the passages of a text by their paragraphs: its lines."""
    group: list[Passage] = []
    for item in passages:
        if group and "\n" in text[group[-1].end : item.start]:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


@lru_cache(maxsize=512)
def is_reporting(text: str) -> bool:
    """Tell whether a sentence may carry a story: safe, whole, told of somebody and not to somebody."""
    line = " ".join(text.split())
    spoken = unquoted(line)
    return (
        is_safe(line)
        and not _STAMPED.match(line)
        and not any(pack.screening.speaks_to_reader(spoken) for pack in packs())
        and not _QUESTION.search(spoken)
        and bool(_SENTENCE_END.search(line) or _STOPLESS.search(line))
        and len(words(line)) >= FEWEST_WORDS
        and not any(pack.screening.lacks_its_subject(line) for pack in packs())
    )


def is_headline(text: str) -> bool:
    """Tell whether a headline may carry a story where there is nothing else: safe, a few words, told to nobody."""
    line = " ".join(text.split())
    spoken = unquoted(line)
    return (
        is_safe(line)
        and not tells_no_news(line)
        and not any(pack.screening.speaks_to_reader(spoken) for pack in packs())
        and not _QUESTION.search(spoken)
        and len(words(line)) >= FEWEST_IN_HEADLINE
    )


def tells_no_news(title: str) -> bool:
    """Tell whether an item says by its title that it is none of the news: an episode, a horoscope, an advertisement."""
    return any(pack.screening.tells_no_news(title) for pack in packs())


def unquoted(text: str) -> str:
    """Return the text without what stands in quotation marks, unless that is nearly all of it."""
    spans = every_mark().quoted(text)
    left, at = [], 0
    for start, end in spans:
        left.append(text[at:start])
        at = end
    left.append(text[at:])
    plain = " ".join(left)
    return plain if len(_LETTER.findall(plain)) >= 12 else text


def _is_words(text: str) -> bool:
    """Tell whether a text is mostly words: letters in words, not symbols, spelled-out letters or ciphers."""
    dense = [char for char in text if not (char.isspace() or is_mark(char))]
    if not dense or sum(char.isalpha() for char in dense) < 0.6 * len(dense):
        return False
    found = [word for word in words(text) if not is_unspaced(word)]
    single = (word for word in found if len(word) == 1 and word.isalpha())
    return sum(word.lower() not in _single_letters() for word in single) <= 1 + len(found) // 4


@cache
def _single_letters() -> frozenset[str]:
    """Return the letters that are words by themselves in some language."""
    return frozenset().union(*(pack.screening.single_letters for pack in packs()))
