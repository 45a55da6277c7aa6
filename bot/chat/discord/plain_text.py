"""What a message on Discord says, without the marks that make it look so.

https://support.discord.com/hc/articles/210298617 has the marks; only pairs of them are taken out, never a lone sign.
"""

from __future__ import annotations

import re

from bot.chat.rendering.inline_marks import without_marks

_CALL = re.compile(r"<(@[!&]?|#)(\d{15,20})>")
_CALLED = {"@": "@somebody", "@!": "@somebody", "@&": "@role", "#": "#channel"}
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


def plain(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a message's words, and the addresses that its words hide; what is behind a spoiler is left out.

    A message holds only the number of whom it calls. Names are not put in: with a new one, what another wrote long ago
    would change, and be corrected where it was told.
    """
    text = _SPOILER.sub("…", text)
    hidden = tuple(match[2] for match in _MASKED.finditer(text))
    text = _UNPREVIEWED.sub(r"\1", _MASKED.sub(r"\1", text))
    text = _CALL.sub(lambda match: _CALLED[match[1]], text)
    text = _MOMENT.sub("", _EMOJI.sub(r"\1", text))
    text = _LINE_MARK.sub("", _FENCE.sub(r"\1", text))
    return without_marks(text, _PAIRS).strip(), hidden
