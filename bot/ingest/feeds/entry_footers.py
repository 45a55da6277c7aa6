"""What the programs that make feeds put under an entry and is none of its text: links back, buttons, who sent it in."""

from __future__ import annotations

import re
from functools import cache

from bot.language.in_any_language import page_notices
from bot.language.page_notices import either
from bot.text.visible import letters_of

_LONGEST = 300
_OTHER_LETTERS = 40
"""Of a line that names the entry and its site, to say that the one appeared in the other, in any language."""
_LEAST_TITLE = 8
_OF_OTHERS = (
    r"(?:weiter|mehr) ?lesen\b.{0,100}|lire la suite\b.{0,100}|leer más\b.{0,100}"
    r"|leggi tutto\b.{0,100}|lees (?:meer|verder)\b.{0,100}|läs mer\b.{0,100}|читать (?:далее|полностью)\b.{0,100}"
    r"|czytaj (?:więcej|dalej)\b.{0,100}|ler mais\b.{0,100}|続きを読む.{0,100}"
    r"|der beitrag .{1,200} erschien zuerst auf .{1,100}|l.article .{1,200} est apparu en premier sur .{1,100}"
    r"|la entrada .{1,200} (?:se publicó|apareció) primero en .{1,100}|l.articolo .{1,200} proviene da .{1,100}"
    r"|het bericht .{1,200} verscheen eerst op .{1,100}|o post .{1,200} apareceu primeiro em .{1,100}"
)
"""The same in languages that have no pack."""


@cache
def _notices(of_packs: str) -> re.Pattern[str]:
    return re.compile(either(of_packs, _OF_OTHERS), re.I)


def without_endings(text: str, title: str, outlet: str) -> str:
    """Return an entry's text without the notices in its last lines; its first line stays."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or is_notice(lines[end - 1], title, outlet)):
        end -= 1
    return text if end == len(lines) else "\n".join(lines[:end])


def is_notice(line: str, title: str, outlet: str) -> bool:
    """Tell whether a line is a notice that a program puts under an entry with this title, of this outlet."""
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    notices = _notices(page_notices().footers)
    if notices.fullmatch(line.rstrip(" .…→»>[]&") or line) or notices.fullmatch(line):
        return True
    told, named, site = letters_of(line), letters_of(title), letters_of(outlet)
    if len(named) < _LEAST_TITLE or not site or named not in told:
        return False
    rest = told.replace(named, "", 1)
    return site in rest and len(rest) - len(site) <= _OTHER_LETTERS
