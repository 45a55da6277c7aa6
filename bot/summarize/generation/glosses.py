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
from bot.text.visible import line

LONGEST = 300
"""Characters of a gloss."""
_GLOSS = re.compile(r"\s*[(\[]\s*translated\s*:\s*([^()\[\]]*)[)\]]", re.IGNORECASE)
_MARKS = re.compile('["“”„«»‟＂″「」『』‹›]')
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
        bare += text[last : match.start()]
        places.append((len(bare), line(match[1])))
        last = match.end()
    bare += text[last:]
    spans = every_mark().quoted(bare)
    found: list[Gloss] = []
    for at, gloss in places:
        ends = [(start, end) for start, end in spans if end < at and not bare[end + 1 : at].strip(_BEHIND)]
        if ends and 0 < len(gloss) <= LONGEST and not _MARKS.search(gloss):
            start, end = ends[-1]
            found.append(Gloss(end + 1, bare[start:end], gloss))
    return bare, tuple(found)


def joined(bare: str, glosses: Sequence[Gloss]) -> str:
    """Return a sentence with glosses behind its quotations, each marked as such."""
    for gloss in sorted(glosses, key=lambda each: -each.at):
        bare = bare[: gloss.at] + say("answers.gloss", text=gloss.text.rstrip(" .")) + bare[gloss.at :]
    return bare
