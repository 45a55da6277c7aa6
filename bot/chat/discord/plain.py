"""What a message on Discord says, without the marks that make it look so.

https://support.discord.com/hc/articles/210298617 has the marks; only pairs of them are taken out, never a lone sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from bot.chat.marks import without_marks

Name = Callable[[str, str], str]
"""Returns what people call somebody or something, given its sign (`@`, `@&` or `#`) and its id."""

_CALL = re.compile(r"<(@[!&]?|#)(\d{15,20})>")
_EMOJI = re.compile(r"<a?(:\w+:)\d+>")
_MOMENT = re.compile(r"<t:(-?\d+)(?::\w)?>")
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_MASKED = re.compile(r"\[([^\[\]]+)\]\(<?(https?://[^\s<>()]+)>?(?:\s+\"[^\"]*\")?\)")
_UNPREVIEWED = re.compile(r"<(https?://[^\s<>]+)>")
_FENCE = re.compile(r"```(?:\w+\n)?(.+?)```", re.DOTALL)
_LINE_MARK = re.compile(r"^(?:>>> |> |#{1,3} |-# )", re.MULTILINE)
_PAIRS = (
    re.compile(r"(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=\S)\1", re.DOTALL),
    re.compile(r"(?<!\w)(__|_)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL),
    re.compile(r"(~~)(?=\S)(.+?)(?<=\S)\1", re.DOTALL),
    re.compile(r"(``|`)(.+?)\1", re.DOTALL),
)


def plain(text: str, name: Name) -> tuple[str, tuple[str, ...]]:
    """Return a message's words, and the addresses that its words hide.

    Who is called stands by name, as people see it; what is hidden behind a spoiler is left out.
    """
    text = _SPOILER.sub("…", text)
    hidden = tuple(match[2] for match in _MASKED.finditer(text))
    text = _UNPREVIEWED.sub(r"\1", _MASKED.sub(r"\1", text))
    text = _CALL.sub(partial(_called, name=name), text)
    text = _MOMENT.sub("", _EMOJI.sub(r"\1", text))
    text = _LINE_MARK.sub("", _FENCE.sub(r"\1", text))
    return without_marks(text, _PAIRS).strip(), hidden


def _called(match: re.Match[str], name: Name) -> str:
    sign = match[1].replace("!", "")
    return f"{sign[0]}{name(sign, match[2])}"
