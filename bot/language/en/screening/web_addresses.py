"""Tells where a sentence sends its reader to from what it only names: “Booking.com was fined”, “known as @mayor”.

A firm, an account or a mailbox may be the matter of the news though its name is written like an address. It is dead on
every platform (see each platform's `escaped`); what could be followed or would call people is never repeated.
"""

from __future__ import annotations

import re

from bot.language.en.screening.finite_verbs import carries
from bot.language.en.tokens import tokens

_HOST = re.compile(
    r"(?<![\w.@-])[\w-]+(?:\.[\w-]+)*\."
    r"(?:com|net|org|io|info|biz|co|ru|xyz|app|dev|gov|edu|link|site|online|top|click|invalid|example)\b(?:\.[a-z]{2}\b)?",
    re.IGNORECASE,
)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.-]*")
_ACCOUNT = re.compile(r"(?<![\w.])@\w{2,}")
_MOST_ACCOUNTS = 2
_KINDS = frozenset(
    """site website webpage portal platform firm company companies retailer shop store marketplace service network app
    domain outlet newspaper forum agency group startup start-up maker owner seller bookseller publisher rival rivals
    giant operator brand address addresses account accounts mailbox e-mail email called named dubbed""".split()
)
"""What stands before a name to say what it is the name of."""
_SENDERS = _KINDS | {"from", "as"}
_POINTS = re.compile(
    r"\b(?:via|cc|h/?t|by|at|dm|message|tag)\W*$|"
    r"\b(?:follow(?:ing)?|contact(?:ed)?|reach(?:ed)?|e-?mail(?:ed)?|found)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
"""What stands before an account that the reader is sent to, or that is thanked for something."""
_LAST_WORD = re.compile(r"([\w-]+)[\s\"'“‘(:,]*$")


def sends_away(text: str) -> bool:
    """Tell whether a text holds an address for its reader to go or write to, or calls somebody by an account."""
    return bool(
        any(not _is_named(text, match) for match in _HOST.finditer(_MAILBOX.sub(" ", text)))
        or any(_word_before(text, match) not in _SENDERS for match in _MAILBOX.finditer(text))
        or _calls_accounts(text)
    )


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Tell whether a host is a name: it has a capital, is said to be a firm or site, or does something."""
    host = match.group()
    at = text.find(host)
    following = next(iter(tokens(text[at + len(host) :])), None)
    does = following is not None and carries(following)
    return host != host.lower() or does or _word_at(text, at) in _KINDS


def _calls_accounts(text: str) -> bool:
    found = list(_ACCOUNT.finditer(_MAILBOX.sub(" ", text)))
    return len(found) > _MOST_ACCOUNTS or any(_is_called(match) for match in found)


def _is_called(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    if not re.search(r"\w", before):
        following = next(iter(tokens(after)), None)
        return following is None or not following.past
    return bool(_POINTS.search(before))


def _word_before(text: str, match: re.Match[str]) -> str:
    return _word_at(text, match.start())


def _word_at(text: str, at: int) -> str:
    found = _LAST_WORD.search(text, max(0, at - 40), at)
    return found[1].lower() if found else ""
