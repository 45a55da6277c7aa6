"""What people typed, without Slack's markup around it."""

from __future__ import annotations

import re

from bot.chat.rendering.inline_marks import without_marks

_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^>]*))?>")
_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")
_ADDRESS = re.compile(r"<(?:[^<>|]*\|)?([^<>]*)>")
_LINK = re.compile(r"<(https?://[^<>|]*)(?:\|[^<>]*)?>")
_NAMED = re.compile(r"<(?:https?://|mailto:|tel:)[^<>|]*\|([^<>]+)>")
_CALLED = re.compile(r"<([@#!])([^<>|]*)(?:\|([^<>]*))?>")
_PAIRS = (
    re.compile(r"```(.+?)```", re.DOTALL),
    re.compile(r"`([^`\n]+)`"),
    re.compile(r"(?<!\w)\*(?=\S)([^*\n]+)(?<=\S)\*(?!\w)"),
    re.compile(r"(?<!\w)_(?=\S)([^_\n]+)(?<=\S)_(?!\w)"),
    re.compile(r"(?<!\w)~(?=\S)([^~\n]+)(?<=\S)~(?!\w)"),
)
_QUOTED = re.compile(r"^&gt; ?", re.MULTILINE)
_SOMEBODY = {"@": "somebody", "#": "channel"}


def prose(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what a message says, without Slack's marks, and the addresses that its words hide.

    Who is called stands by the name that the message gives, the same whenever it is read.
    """
    hidden = tuple(_entities(match[1]) for match in _LINK.finditer(text) if _NAMED.fullmatch(match[0]))
    text = _LINK.sub(r"\1", _NAMED.sub(r"\1", text))
    text = _CALLED.sub(_called, text)
    return _entities(_QUOTED.sub("", without_marks(text, _PAIRS))).strip(), hidden


def _called(match: re.Match[str]) -> str:
    sign, wanted, shown = match[1], match[2], match[3]
    name = shown.lstrip("@#") if shown else wanted.partition("^")[0] if sign == "!" else _SOMEBODY[sign]
    return f"{'#' if sign == '#' else '@'}{name}"


def _entities(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: str, own_id: str = "") -> str:
    """Return what a person typed: our name taken out, links as their address, a group as its id, entities as signs."""
    if own_id:
        text = re.sub(rf"<@{re.escape(own_id)}(?:\|[^>]*)?>", " ", text)
    text = _CHANNEL.sub(lambda match: f"#{match[2] or match[1]}", text)
    shown = _ADDRESS.sub(r"\1", _GROUP.sub(r"\1", _LINK.sub(r"\1", text)))
    return _entities(shown).strip()


def channel_in(text: str) -> str:
    """Return the id of the first channel that somebody named; "" where there is none."""
    match = _CHANNEL.search(text)
    return match[1] if match else ""
