"""Quotation marks of every press, and those that one language alone has: which stretches of a text stand between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.models import Span
from bot.text.patterns import any_of

_CLOSERS = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", '"'),
    '"': ('"', "”"),
    "''": ("''", '"'),
    "``": ("''", "``", '"', "”"),
    "”": ("”",),
    "«": ("»",),
    "»": ("«", "»"),
    "‹": ("›",),
    "「": ("」",),
    "『": ("』",),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
}
"""What may close a quotation, by the mark that opened it: English, German, French, Nordic, Japanese …"""
_ALWAYS_OPEN = frozenset((*"“„«‹「『‚", "``"))
_SINGLE = frozenset("‘'‚")
_KNOWN = (
    r"''|``|[“”\"«»„‹›「」『』]"
    r"|(?<![^\s(\[—–“\"„«-])['‘‚](?=[^\W\d_])"  # a single mark that opens: before a word, after a space
    r"|(?<=[\w.,!?…])['’‘](?!\w)"  # a single mark that closes: after a word, before none
)
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_MOST = 4000
"""Characters: a quotation that seems longer lost its closing mark."""
_MOST_SINGLE = 600
_SENTENCE_BEFORE = re.compile(r"[.!?…]\s*$")

_LONG_OPEN = 40
"""Characters after which a quotation may have lost its close."""


@dataclass(frozen=True, kw_only=True, eq=False)
class QuotationMarks:
    """What a language quotes with. Without it, the marks of every press are known: “ ”, « », „ “, ‹ ›, 「 」 …"""

    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Marks beside those: what may close a quotation, by the mark that opens it."""
    clipped: frozenset[str] = frozenset()
    """Words that begin with an apostrophe, which opens no quotation: the “em” of “’em”."""

    @classmethod
    def of_all(cls, languages: Iterable[QuotationMarks]) -> QuotationMarks:
        """Return the marks of several languages: for a text of which the language is not told."""
        every = tuple(languages)
        own = {opening: closing for marks in every for opening, closing in marks.own.items()}
        return cls(own=own, clipped=frozenset[str]().union(*(marks.clipped for marks in every)))

    @cached_property
    def closers(self) -> Mapping[str, tuple[str, ...]]:
        """What may close a quotation, by the mark that opened it."""
        return {**_CLOSERS, **self.own}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the marks."""
        own = {*self.own, *(mark for marks in self.own.values() for mark in marks)}
        return re.compile(f"{any_of(own)}|{_KNOWN}" if own else _KNOWN)

    @cached_property
    def clipped_word(self) -> re.Pattern[str]:
        """A word that begins with an apostrophe."""
        return re.compile(rf"['‘]{any_of(self.clipped)}\b", re.IGNORECASE)

    def quoted(self, text: str) -> tuple[Span, ...]:
        """Return the stretches between quotation marks, without the marks, in order; outermost ones only.

        A mark that is never closed holds to the end of its paragraph if the next one opens with a mark (the press's
        way to quote several paragraphs); otherwise it is stray.
        """
        result: list[Span] = []
        begin = 0
        while begin <= len(text):
            end = text.find("\n", begin)
            end = len(text) if end < 0 else end
            result += (span for span in _Paragraph(self, text, begin, end).read() if span[0] < span[1])
            begin = end + 1
        return tuple(result)


class _Paragraph:
    """One pass over the marks of a paragraph; an open quotation knows its mark, its start, what it nests."""

    def __init__(self, marks: QuotationMarks, text: str, start: int, end: int) -> None:
        self.marks, self.text, self.start, self.end = marks, text, start, end
        self.found: list[Span] = []
        self.mark = ""
        self.opened = 0
        self.depth = 0
        self.inner: list[Span] = []
        self.inner_opened = 0

    def read(self) -> list[Span]:
        for match in self.marks.pattern.finditer(self.text, self.start, self.end):
            if not self.mark:
                self._open(match)
            elif not self._close(match):
                self._nest(match)
        self._leave_open()
        return self.found

    def _open(self, match: re.Match[str]) -> None:
        mark = match.group()
        if self._always_opens(mark) or (mark in self.marks.closers and self._opens(match)):
            if mark in _SINGLE and (
                self.marks.clipped_word.match(self.text, match.start()) or not self._closes_later(match)
            ):
                return
            self.mark, self.opened, self.depth, self.inner = mark, match.end(), 0, []

    def _always_opens(self, mark: str) -> bool:
        return mark in _ALWAYS_OPEN or mark not in self.marks.own.get(mark, (mark,))

    def _close(self, match: re.Match[str]) -> bool:
        mark = match.group()
        if mark not in self.marks.closers[self.mark] or self._opens_here(mark, match):
            return False
        if self.depth and mark != "’":
            self.depth -= 1
            self.inner.append((self.inner_opened, match.start()))
        else:
            self.found.append((self.opened, match.start()))
            self.mark = ""
        return True

    def _opens_here(self, mark: str, match: re.Match[str]) -> bool:
        """A straight mark, or “ after “, inside a quotation: by the spaces at its sides."""
        if mark == "“" and self.mark == "“":
            return True
        if mark == '"' and self.mark in "“„":
            return self._opens(match) and not self._ends_word(match) and self._turns(match)
        return mark in ('"', "''") and mark == self.mark and self._opens(match) and not self._ends_word(match)

    def _turns(self, match: re.Match[str]) -> bool:
        """Whether the mark that suits the opening one is still to come, so that this one is nested."""
        return any(
            self.text.find(mark, match.end(), self.end) >= 0 for mark in self.marks.closers[self.mark] if mark != '"'
        )

    def _nest(self, match: re.Match[str]) -> None:
        mark = match.group()
        if (mark in ("“", '"', "''") and self._opens(match)) or mark == self.mark:
            if self._lost_its_close(match):
                self.mark, self.opened, self.depth, self.inner = mark, match.end(), 0, []
                return
            self.depth += 1
            self.inner_opened = match.end()

    def _lost_its_close(self, match: re.Match[str]) -> bool:
        """A mark that opens a new sentence long after the first: the first was never closed."""
        at = match.start()
        return (
            match.group() == self.mark
            and self.depth == 0
            and at - self.opened > _LONG_OPEN
            and bool(_SENTENCE_BEFORE.search(self.text[at - 4 : at]))
        )

    def _leave_open(self) -> None:
        if not self.mark or self.end - self.opened > _MOST:
            return
        if self.inner:
            whole = self.text[self.opened - 1] == self.text[self.inner[-1][0] - 1]
            self.found += [(self.opened, self.inner[-1][1])] if whole else self.inner
        elif self.mark not in _SINGLE and self._runs_on():
            self.found.append((self.opened, self.end))

    def _runs_on(self) -> bool:
        """The paragraph opens with the mark, or has it after a colon, and so does the next."""
        before = self.text[max(0, self.opened - 2) : self.opened - 1]
        at = self.end
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        following = self.text[at : at + 1]
        return (
            following != ""
            and (following in "“\"«„‘'" or following in self.marks.own)
            and (not before or before.isspace())
        )

    def _opens(self, match: re.Match[str]) -> bool:
        """Nothing but space or an opening stands before, and no space after."""
        before = self.text[match.start() - 1] if match.start() > self.start else " "
        after = self.text[match.end()] if match.end() < self.end else " "
        if match.group() in ("'", "‘"):
            return not after.isspace() and not before.isalnum() and before not in ".,!?…"
        if match.group() in ("”", "»"):
            return (before.isspace() or before in "(—–-:") and not after.isspace()
        return not (not before.isspace() and before not in "(—–-[:/“„" and (after.isspace() or not after.isalnum()))

    def _ends_word(self, match: re.Match[str]) -> bool:
        before = self.text[match.start() - 1] if match.start() > self.start else " "
        return not before.isspace()

    def _closes_later(self, match: re.Match[str]) -> bool:
        return bool(_SINGLE_CLOSE.search(self.text, match.end(), min(self.end, match.end() + _MOST_SINGLE)))
