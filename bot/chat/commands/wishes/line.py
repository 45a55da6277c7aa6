"""A line as somebody typed it, read for wishes: without marks, signs and calls, its slips mended. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from bot.chat.commands import words
from bot.chat.commands.wishes.slips import mended, nearly_ours
from bot.chat.commands.words import en, en_crossed, en_frames, en_ideas

LONGEST = 400
"""Characters: nobody asks for something at more length."""
ADDRESS = re.compile(r"(?:https?://[^\s<>|)\]]+|\b(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>|)\]]*)?)", re.IGNORECASE)
_SLACK_LINK = re.compile(r"<(https?://[^>|]+)(?:\|[^>]*)?>")
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)\)")
_CALLS = re.compile(r"<[@!#][^>]*>|(?<!\w)@\w+")
_MARKS = re.compile(r"\*+|~~|`+|(?<![\w/])_+|_+(?![\w/])|^>\s*")
SHORTCODE = re.compile(r"(?<![\w:]):[a-z0-9_+-]{2,40}:(?![\w:])", re.IGNORECASE)
_FACE = re.compile(r"(?:(?<=\s)|^)[:;=8xX]['’]?-?[)(DPpOo3|/\\](?=[\s.,!?]|$)")
"""“:-)” and its like."""
_TITLE = 3
"""Words, and letters of each, from which a line of capital letters is a headline."""
_WORD = re.compile(r"ADDRESS|[^\W_]+(?:[:.'’/-][^\W_]+)*")


def without_signs(text: str) -> str:
    """Return a text without emoji, written as such or as `:wave:`; the text itself where it has none."""
    plain = _FACE.sub(" ", SHORTCODE.sub(" ", text))
    kept = "".join(" " if _is_sign(char) else char for char in plain)
    return text if kept == text else " ".join(kept.split())


def _is_sign(char: str) -> bool:
    return char > "\u2000" and (unicodedata.category(char) in ("So", "Sk", "Cs") or char in "\u200d\ufe0f\u20e3")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was typed, and the word of ours that it is or is a slip of; "" where it is none."""

    typed: str
    known: str
    start: int
    end: int


def is_slip(word: Word) -> bool:
    """Tell whether a word was mended by how near it lies to one of ours, and not by a list of slips."""
    low = word.typed.lower()
    if not word.known or low in en_ideas.SLIPS or low in en_ideas.FIRST_SLIPS or low in words.UNMARKED:
        return False
    return word.known != low and word.known.replace(" ", "-") != low


@dataclass(frozen=True)
class Line:
    """A line, read. `typed` is what is left of it, `mended` the same word by word with slips mended.

    `addresses` are the web addresses in it, for each of which ADDRESS stands; `asks`: it is put as a question.
    """

    typed: str
    mended: str
    words: tuple[Word, ...]
    addresses: tuple[str, ...]
    asks: bool
    said: str = ""
    """The line as it came."""

    @cached_property
    def ideas(self) -> frozenset[str]:
        """What the words and phrases stand for."""
        left = bool(en_crossed.REMAINDER.search(self.mended))
        said = (word.known for word in self.words if not (left and word.known == "rest"))
        of_words = (words.MEANT.get(known, frozenset()) for known in said)
        return frozenset().union(*of_words) | {idea for idea, _ in self._phrases}

    @cached_property
    def _phrases(self) -> list[tuple[str, tuple[int, int]]]:
        low = self.mended.lower()
        return [(idea, found.span()) for idea, each in en_ideas.PHRASES for found in each.finditer(low)]

    @cached_property
    def strange(self) -> tuple[str, ...]:
        """The words that are none of ours."""
        spans = [span for _, span in self._phrases]

        def ours(word: Word) -> bool:
            return bool(word.known) or any(start <= word.start and word.end <= end for start, end in spans)

        said = self._said_before
        return tuple(
            word.typed for word in self.words if word.typed != "ADDRESS" and word.end > said and not ours(word)
        )

    @property
    def is_title(self) -> bool:
        """Whether its words begin with capital letters, as those of a headline do."""
        capital = [word.typed[:1].isupper() for word in self.words if len(word.typed) >= _TITLE]
        return len(capital) >= _TITLE and all(capital) and not self.typed.isupper()

    def has(self, *ideas: str) -> bool:
        """Tell whether any of some ideas is in it."""
        return not self.ideas.isdisjoint(ideas)

    def as_typed(self, start: int, end: int) -> str:
        """Return a stretch of the mended line as it was typed."""
        inside = [word for word in self.words if word.start >= start and word.end <= end]
        addresses = iter(self.addresses)
        told = []
        for word in self.words:
            shown = next(addresses, "") if word.typed == "ADDRESS" else word.typed
            if word in inside:
                told.append(shown)
        return " ".join(told)

    @property
    def led(self) -> bool:
        """Whether something is said before it comes to the point: “could you …”."""
        return bool(self._said_before)

    @cached_property
    def _said_before(self) -> int:
        """Where the point begins that a line comes to."""
        lead = en_frames.LEAD.match(self.mended)
        return lead.end() if lead and lead.end() < len(self.mended) else 0

    @cached_property
    def bare(self) -> str:
        """The mended line without what is only said before and behind a wish."""
        rest = self.mended[self._said_before :]
        tail = en_frames.TAIL.search(rest)
        return (rest[: tail.start()] if tail and tail.start() else rest).strip(" ,;.!?")


def read(text: str, *, generous: bool = False) -> Line | None:
    """Return a line, read; None for what is too long for a wish, or says nothing.

    `generous`: what is near to any ordinary word is taken for that, and not only what is near to a word of the desk.
    """
    if len(text) > LONGEST:
        return None
    said = " ".join(text.split())
    text = _MARKDOWN_LINK.sub(r" \2 ", _SLACK_LINK.sub(r" \1 ", text))
    text = without_signs(_CALLS.sub(" ", text)).replace("’", "'").replace("‘", "'")
    addresses = tuple(found.rstrip(".,!?") for found in ADDRESS.findall(text) if _is_address(found))
    for address in addresses:
        text = text.replace(address, " ADDRESS ", 1)
    typed = " ".join(_MARKS.sub("", text).split()).strip(" -–…:;,")
    asks = typed.endswith("?") or bool(en.ASKING.match(typed))
    if not typed:
        return None
    line, found = _mended(typed, generous=generous)
    return Line(typed, line, found, addresses, asks, said) if found else None


def _is_address(found: str) -> bool:
    """Tell an address from a time or an abbreviation: “9.30”, “a.m.”."""
    host = found.rsplit("//", maxsplit=1)[-1].split("/", maxsplit=1)[0]
    return "://" in found or (len(host.rsplit(".", 1)[0]) > 2 and not host.lower().startswith(("e.g", "i.e", "o.k")))


def _mended(typed: str, *, generous: bool) -> tuple[str, tuple[Word, ...]]:
    """Return a line with its slips mended, and its words with where they stand in that."""
    told, found, last = "", list[Word](), 0
    for match in _WORD.finditer(typed):
        told += typed[last : match.start()]
        word = match[0]
        slip = en_ideas.FIRST_SLIPS.get(word.lower(), "") if not match.start() else ""
        named = bool(match.start()) and word[:1].isupper() and not typed.isupper()
        country = word == "US" and not typed.isupper()
        known = "" if word == "ADDRESS" or country else slip or mended(word, named=named)
        known = known or (nearly_ours(word) if generous and not country else "")
        shown = known or word
        found.append(Word(word, known, len(told), len(told) + len(shown)))
        told, last = told + shown, match.end()
    return told + typed[last:], tuple(found)
