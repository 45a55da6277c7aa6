"""What the programs that make feeds put under an entry and is none of its text: links back, buttons, who sent it in."""

from __future__ import annotations

import re

from bot.ingest.visible import letters_of

_LONGEST = 300
_OTHER_LETTERS = 40
"""Of a line that names the entry and its site, to say that the one appeared in the other, in any language."""
_LEAST_TITLE = 8
_NOTICE = re.compile(
    r"(?:read|see) (?:the )?(?:full |whole |rest of (?:the|this) )?(?:more|article|story|post)\b.{0,100}"
    r"|continue reading\b.{0,150}|(?:weiter|mehr) ?lesen\b.{0,100}|lire la suite\b.{0,100}|leer más\b.{0,100}"
    r"|leggi tutto\b.{0,100}|lees (?:meer|verder)\b.{0,100}|läs mer\b.{0,100}|читать (?:далее|полностью)\b.{0,100}"
    r"|czytaj (?:więcej|dalej)\b.{0,100}|ler mais\b.{0,100}|続きを読む.{0,100}"
    r"|.{0,200}\bwas originally published in .{1,80} on Medium, where people are continuing the conversation\b.*"
    r"|(?:the|this) post .{1,200} (?:appeared first|first appeared) on .{1,100}"
    r"|der beitrag .{1,200} erschien zuerst auf .{1,100}|l.article .{1,200} est apparu en premier sur .{1,100}"
    r"|la entrada .{1,200} (?:se publicó|apareció) primero en .{1,100}|l.articolo .{1,200} proviene da .{1,100}"
    r"|het bericht .{1,200} verscheen eerst op .{1,100}|o post .{1,200} apareceu primeiro em .{1,100}"
    r"|submitted by\s+/?u/[\w-]+(?:\s+to\s+r/\w+)?|(?:\[link\]\s*)?\[comments\]"
    r"|(?:article|comments) url: \S+|points: \d+|# comments: \d+|(?:leave a )?comments?"
    r"|share this:?|subscribe now",
    re.I,
)


def without_endings(text: str, title: str, outlet: str) -> str:
    """Return an entry's text without the notices in its last lines; its first line stays."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    named, site = letters_of(title), letters_of(outlet)
    end = len(lines)
    while end > 1 and (not lines[end - 1].strip() or _is_notice(lines[end - 1], named, site)):
        end -= 1
    return text if end == len(lines) else "\n".join(lines[:end])


def _is_notice(line: str, named: str, site: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    if _NOTICE.fullmatch(line.rstrip(" .…→»>[]&") or line) or _NOTICE.fullmatch(line):
        return True
    told = letters_of(line)
    if len(named) < _LEAST_TITLE or not site or named not in told:
        return False
    rest = told.replace(named, "", 1)
    return site in rest and len(rest) - len(site) <= _OTHER_LETTERS
