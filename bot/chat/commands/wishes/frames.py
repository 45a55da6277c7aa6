"""Wishes that name something: “mute crypto”, “alert me about Ukraine”, “add the BBC as a source”. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.chat.commands import words
from bot.chat.commands.wishes.line import Line
from bot.chat.commands.words import en_aimed, en_frames, en_sure
from bot.desk.sources import catalogue

_LONGEST = {
    "mute": 5,
    "drop": 4,
    "alone": 4,
    "read": 5,
    "unread": 5,
    "find": 5,
    "follow": 9,
    "unfollow": 8,
    "unmute": 5,
}
"""Words of a name."""
_ORDER: tuple[tuple[str, Sequence[re.Pattern[str]]], ...] = (
    ("unmute", en_frames.UNMUTE),
    ("unfollow", en_frames.UNFOLLOW),
    ("unread", en_frames.UNREAD),
    ("find", en_frames.FIND),
    ("follow", en_frames.FOLLOW),
    ("read", en_frames.READ),
    ("mute", en_frames.MUTE),
    ("drop", en_frames.DROP),
    ("alone", en_frames.ALONE),
)
_TOPIC = 4
"""Letters of what feeds may be about, though it is a word of ours too: “space”."""
_EVEN_ASKED = ("find", "read")
"""What may begin as a question does: “do you read the Guardian?”"""


def named_in(line: Line, bare: str, *, asks: bool) -> tuple[str, str] | None:
    """Return what a line asks for and of what, as it was typed: ("mute", "crypto"); None where it names nothing."""
    if ordered := en_sure.ORDERED.match(bare):
        at = line.mended.find(bare)
        return ordered["act"].lower(), line.as_typed(at + ordered.start("what"), at + ordered.end("what"))
    for pattern in en_frames.FOLLOW_WHEN:
        if (found := pattern.match(bare)) and (what := _name(line, bare, found, "follow")):
            return "follow", what
    for kind, patterns in _ORDER:
        if asks and kind not in _EVEN_ASKED:
            continue
        for pattern in patterns:
            if (found := pattern.match(bare)) and (what := _name(line, bare, found, kind)):
                return kind, what
    if not asks and (more := en_frames.MORE_OF.match(bare)):
        what = (more["what"] or more["also"]).removesuffix(" news")
        return ("follow", what) if what.lower() in en_sure.TOPICS else None
    found = None if asks else en_frames.NO.match(bare)
    if found and not en_frames.NOT_ASKED_SO.search(found["what"]) and (what := _name(line, bare, found, "mute")):
        return "mute", what
    return None if asks else _in_another_language(line)


def _in_another_language(line: Line) -> tuple[str, str] | None:
    for kind, patterns in words.FRAMES.items():
        for pattern in patterns:
            if found := pattern.match(line.typed.rstrip(" .!?")):
                what = _without_little(found["what"].strip(" ,.!?"))
                if len(what) > 1 and not all(word.lower() in words.KNOWN for word in what.split()):
                    return kind, what
    return None


def _without_little(what: str) -> str:
    """Return a name without the words of any request that stand behind it: “bitte”."""
    named = what.split()
    while len(named) > 1 and named[-1].lower() in words.LITTLE:
        named.pop()
    return " ".join(named)


def _name(line: Line, bare: str, found: re.Match[str], kind: str) -> str:
    """Return the name that a pattern found, as it was typed; "" where it is none: words of the desk alone."""
    at = line.mended.find(bare)
    start, end = found.span("what")
    inner = bare[start:end]
    if kind in ("follow", "unfollow", "mute", "unmute", "alone"):
        before = en_frames.ABOUT.match(inner) or en_frames.BEFORE_NAME.match(inner)
        if before and before.end() < len(inner):
            start += before.end()
            again = en_frames.BEFORE_NAME.match(bare[start:end])
            start += again.end() if again and start + again.end() < end else 0
        behind = en_frames.AFTER_NAME.search(bare[start:end])
        end = start + behind.start() if behind and behind.start() else end
        if (kind in ("mute", "unmute", "alone") or behind) and bare[start:end].lower().startswith("the "):
            start += len("the ")
    elif before := re.match(r"(?:the source|the feed|source|feed)\s+", inner, re.IGNORECASE):
        start += before.end()
    while start < end and bare[end - 1] in " ,.;:!?-–":
        end -= 1
    told = [word for word in line.words if word.start >= at + start and word.end <= at + end]
    if not told or len(told) > _LONGEST[kind] or told[0].known in en_frames.BEFORE_MATTER:
        return ""
    if kind in ("drop", "read", "unread") and _is_outlet(line.as_typed(at + start, at + end)):
        return line.as_typed(at + start, at + end)
    if all(word.known for word in told) and (kind != "find" or all(len(word.typed) < _TOPIC for word in told)):
        return ""
    return line.as_typed(at + start, at + end)


def _is_outlet(name: str) -> bool:
    """Tell whether a name is one of an outlet, though all its words are ours: “the Daily Mail”."""
    return bool(catalogue.named(name) or en_aimed.OUTLET.fullmatch(name))
