"""Secrets out of what is shown: those that are known by their value, and what looks like one wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "***"
_LEAST = 6
"""A value that is shorter would be found in any text."""
_LOOKS = re.compile(
    # Slack's tokens and its webhooks: https://docs.slack.dev/authentication/tokens
    r"\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[\w-]{4,}|(?<=hooks\.slack\.com/)\w+/[\w/]+"
    # Discord's bot tokens, and the secret of a webhook or an interaction
    r"|\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}|(?<=/webhooks/)\d+/[\w-]{20,}"
    # keys of models' servers, of GitHub and AWS, and JSON web tokens
    r"|\b(?:sk|rk|pk)-[\w-]{8,}|\bgh[a-z]_\w{20,}|\bgithub_pat_\w{20,}|\bAKIA[A-Z0-9]{16}\b|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+"
    # a password in an address (RFC 3986, userinfo), a key among its parameters, and a header
    r"|(?<=://)[^\s/@:]*:[^\s/@]+(?=@)"
    r"|(?<![\w-])(?i:(?:api[_-]?|access[_-]?|auth[_-]?)?(?:key|token)|secret|password|passwd|signature|sig)=[^\s&#\"'<>]+"
    r"|\b(?i:bearer|basic) [\w.~+/=-]{8,}"
)
_KEEPS = re.compile(r"^[\w-]+=|^\w+ (?=\S)")


class Masking:
    """Takes secrets out of texts; `known` are their values."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        values = sorted({each for each in known if len(each) >= _LEAST}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, values))) if values else None

    def __call__(self, text: str) -> str:
        """Return a text without them: the name of a parameter or of a header's scheme stays."""
        if self._known:
            text = self._known.sub(MASK, text)
        return _LOOKS.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    kept = _KEEPS.match(found[0])
    return f"{kept[0] if kept else ''}{MASK}"
