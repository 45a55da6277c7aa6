"""What people typed, without Slack's markup around it."""

from __future__ import annotations

import re

_GROUP = re.compile(r"<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>")
_ADDRESS = re.compile(r"<(?:[^<>|]*\|)?([^<>]*)>")
_LINK = re.compile(r"<(https?://[^<>|]*)(?:\|[^<>]*)?>")


def plain(text: str, own_id: str = "") -> str:
    """Return what a person typed: our name taken out, links as their address, a group as its id, entities as signs."""
    if own_id:
        text = re.sub(rf"<@{re.escape(own_id)}(?:\|[^>]*)?>", " ", text)
    shown = _ADDRESS.sub(r"\1", _GROUP.sub(r"\1", _LINK.sub(r"\1", text)))
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
