"""Text as a reader sees it: what has no width or no business in a text is taken out, the rest stays as printed."""

from __future__ import annotations

import re
import unicodedata

# Invisible characters carry hidden words past a reader and break quotes apart: soft hyphen, zero-width space,
# word joiner, byte order mark, bidirectional overrides, interlinear marks, tag characters
# (https://www.unicode.org/reports/tr36/, https://www.unicode.org/reports/tr9/).
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
# Joiners shape letters in Persian and Indic scripts and in emoji; after a Latin letter they only hide.
_LATIN_JOINER = re.compile("(?<=[\u0000-\u024f])[\u200c\u200d]+")
_ANY_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_NEWLINE = re.compile("\r\n|[\r\u2028\u2029\x85]")
_BLANKS = " \t\u00a0"
_MANY_NEWLINES = re.compile(r"\n{3,}")
_NOT_WORDS = re.compile(r"\W+")

_HIDDEN_SHARE = 1 / 3
"""Scripts that use zero-width spaces between words (Khmer, Thai) stay below a fifth."""


def visible(text: str) -> str:
    """Return a text without invisible and control characters, its line ends as `\\n`, trimmed; else as printed."""
    lines = text.split("\n")
    if all(map(_is_plain, lines)):  # nearly every text: nothing to take out but blanks at the ends
        return _MANY_NEWLINES.sub("\n\n", "\n".join(line.rstrip(" ") for line in lines)).strip()
    text = _NEWLINE.sub("\n", text)
    if has_invisible(text):
        text = "\n".join(line for line in text.split("\n") if not is_smuggled(line))
    text = _LATIN_JOINER.sub("", _INVISIBLE.sub("", _CONTROL.sub("", text)))
    return _MANY_NEWLINES.sub("\n\n", "\n".join(line.rstrip(_BLANKS) for line in text.split("\n"))).strip()


def _is_plain(line: str) -> bool:
    return line.isprintable() and (line.isascii() or not _INVISIBLE.search(line))


def one_line(text: str) -> str:
    """Return a text as a single visible line: for titles, names and problems."""
    return " ".join(visible(text).split())


def letters_of(text: str) -> str:
    """Return a text's letters and digits alone, in lower case: what is printed alike has the same."""
    return _NOT_WORDS.sub("", text).lower()


def has_invisible(text: str) -> bool:
    """Return whether there is an invisible character in a text at all: few have one."""
    return not text.isascii() and _ANY_INVISIBLE.search(text) is not None


def is_smuggled(line: str) -> bool:
    """Return whether a line is strewn with invisible characters, so that it passes filters which read it whole."""
    if line.isascii() or len(line) < 8:
        return False
    return len(_ANY_INVISIBLE.findall(line)) > _HIDDEN_SHARE * len(line)


def line(text: str) -> str:
    """Return text from outside as one line: white space joined, control and format characters dropped."""
    seen = (" " if c.isspace() or unicodedata.category(c) in ("Zl", "Zp") else c for c in text)
    kept = "".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join(kept.split())
