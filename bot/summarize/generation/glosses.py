"""What a quotation means in the reader's language, beside it: “… the sirens” (translated: …).

The quoted words stay as they were printed. A gloss stands behind their closing mark and in no marks of its own, so that
nobody takes it for them; it is a claim too, and is left out where it does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.language.registry import every_mark
from bot.messages.catalogue import say
from bot.models import Span
from bot.text.visible import line

LONGEST = 300
"""Characters of a gloss."""
MARK = "translated"
_GLOSS = re.compile(r"\s*[(\[]\s*([^\W\d_]{3,20})\s*:\s*((?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*)[)\]]")
"""A writer may say “übersetzt:” for “translated:”."""
_OPEN = re.compile(rf"[(\[]\s*{MARK}\s*:", re.IGNORECASE)
_MARKS = re.compile(r"[\"“”„«»‟＂″「」『』‹›‚‘]|^['’]|(?<!\w)['’](?=\S).*?(?<=\S)['’](?!\w)")
"""Marks of a quotation; a single one within a word or alone behind it is an apostrophe, a pair around words is none."""
_BEHIND = " .,;:!?"


@dataclass(frozen=True, slots=True)
class Gloss:
    """What the quotation that ends at a place of the bare sentence means; `quoted` are its words."""

    at: int
    quoted: str
    text: str


def parted(text: str) -> tuple[str, tuple[Gloss, ...]]:
    """Return a sentence without its glosses, and those that stand behind a quotation; others are no glosses."""
    bare, places, last = "", list[tuple[int, str]](), 0
    for match in _GLOSS.finditer(text):
        if match[1].lower() == MARK or _quotation_before(text[: match.start()]):
            bare += text[last : match.start()]
            places.append((len(bare), line(match[2])))
            last = match.end()
    bare += text[last:]
    found = ((at, gloss, _quotation_before(bare[:at])) for at, gloss in places)
    return bare, tuple(
        Gloss(span[1] + 1, bare[slice(*span)], gloss)
        for _, gloss, span in found
        if span and 0 < len(gloss) <= LONGEST and not _MARKS.search(gloss)
    )


def is_unclosed(bare: str) -> bool:
    """Tell whether a sentence without its glosses has the beginning of one."""
    return bool(_OPEN.search(bare))


def without_cut(text: str) -> str:
    """Return a line that was cut without the gloss that the cut left open."""
    found = list(_OPEN.finditer(text)) if text.endswith("…") else []
    if not found or ")" in text[found[-1].start() :]:
        return text
    return text[: found[-1].start()].rstrip(" ,:;–—-") + "…"


def _quotation_before(text: str) -> Span | None:
    """Return the quotation that a text ends with, but for a mark behind it."""
    spans = every_mark().quoted(text)
    return spans[-1] if spans and not text[spans[-1][1] + 1 :].strip(_BEHIND) else None


def joined(bare: str, glosses: Sequence[Gloss]) -> str:
    """Return a sentence with glosses behind its quotations, each marked as such."""
    for gloss in sorted(glosses, key=lambda each: -each.at):
        bare = bare[: gloss.at] + say("answers.gloss", text=gloss.text.rstrip(" .")) + bare[gloss.at :]
    return bare
