"""Takes the marks out that make words bold, slanted or struck: what messages say, whatever they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"https?://[^\s<>*`|]*[^\s<>*`|~.,:;!?)\]\"']")
_KEPT = re.compile("\ue000(\\d+)\ue001")
_PRIVATE = re.compile("[\ue000\ue001]")


def without_marks(text: str, pairs: Iterable[re.Pattern[str]]) -> str:
    """Return a text without pairs of marks; the last group of each pattern is what stays, and addresses are kept."""
    addresses: list[str] = []

    def keep(match: re.Match[str]) -> str:
        addresses.append(match[0])
        return f"\ue000{len(addresses) - 1}\ue001"

    text = _ADDRESS.sub(keep, _PRIVATE.sub("", text))
    for pair in pairs:
        text = pair.sub(lambda match: match[match.re.groups], text)
    return _KEPT.sub(lambda match: addresses[int(match[1])], text)
