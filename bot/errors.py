"""Every error that Readout raises on purpose.

::

    ReadoutError                 a line for a person, with its fix; never a traceback
    ├── UsageError               the command or a command was worded wrongly            (exit 2)
    │   ├── Forbidden            the person may not do that here: it says who may
    │   └── TooMuch              asked too often, or too much spent: it says when again
    ├── ConfigError              config/readout.yaml or the environment              (exit 2)
    ├── StoreError               the database cannot be opened, read or written      (exit 2)
    ├── InputError               a file, feed, page or record that cannot be read    (a line, exit 1)
    │   ├── PushRefused          … that was pushed in and is not taken; `status` is HTTP's
    │   ├── Walled           a page that stands in front of an article: consent, robots, an error
    │   └── FetchError           … over the network; `retry_after` in seconds where the server gave one
    │       └── ForbiddenAddress the address is one that the operator did not mean (promise 4)
    ├── ModelError               the language model gave nothing that can be used
    │   ├── ModelAway            no answer: refused, timed out, 5xx or 429 to the end
    │   │   └── Resting          … and it is not asked for a while: that was told already
    │   ├── BadReply             an answer that is not what was asked for
    │   │   ├── CutOff           … that ended at its longest length
    │   │   └── Declined         … that the model, or its server's filter, will not give
    │   ├── UnfitReader          the second reader failed its exam: its word is not posted by
    │   └── BudgetSpent          the day's tokens or money are used up: not asked
    └── ChatError                a platform refused or could not be reached
        ├── ChatAway             try again later; `retry_after` in seconds where known
        │   └── LeaseOver        the time to send it in was over before it left: it may be another worker's
        ├── ChannelClosed        gone, archived, or a permission is missing: `permission` names it
        ├── MessageGone          the message is not there any more
        └── TokenRefused         the platform does not accept the token
"""

from __future__ import annotations


class ReadoutError(Exception):
    """Base of all; `str(error)` is one line that names the thing and says the fix."""

    exit_status = 2


class UsageError(ReadoutError):
    """The command or a command was worded wrongly."""


class Forbidden(UsageError):
    """The person may not do that here."""


class TooMuch(UsageError):
    """Asked too often, or too much spent, by one person, channel or server."""


class ConfigError(ReadoutError):
    """The settings do not hold; the text begins with `file:line:` where there is one."""


class StoreError(ReadoutError):
    """The database cannot be opened, read or written."""


class InputError(ReadoutError):
    """One input that cannot be read; the others go on."""

    exit_status = 1


class PushRefused(InputError):
    """Something pushed in that is not taken; `status` is what HTTP calls it."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class Walled(InputError):
    """A page that stands in front of an article: its links lead nowhere either."""


class FetchError(InputError):
    """An input that could not be fetched."""

    def __init__(self, message: str, *, retry_after: float | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.status = status


class ForbiddenAddress(FetchError):
    """An address that Readout does not fetch from (promise 4)."""


class ModelError(ReadoutError):
    """The language model gave nothing that can be used; the extractive writer takes over."""


class ModelAway(ModelError):
    """No answer: refused, timed out, 5xx or 429 to the end."""


class Resting(ModelAway):
    """The model failed before and is not asked for a while; why was told then."""


class BadReply(ModelError):
    """An answer that is not what was asked for."""


class CutOff(BadReply):
    """The answer ended where it was as long as it may be."""


class Declined(BadReply):
    """The model, or its server's filter, declines to answer: asking again is of no use."""


class UnfitReader(ModelError):
    """The second reader failed its exam; what only it could tell is not posted."""


class BudgetSpent(ModelError):
    """The day's tokens or money are used up; nothing was sent."""


class ChatError(ReadoutError):
    """A platform refused or could not be reached."""


class ChatAway(ChatError):
    """The platform did not answer, or asked to wait; `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class LeaseOver(ChatAway):
    """What was to be sent did not leave: the lease on it was over by then, and it may be another worker's."""


class ChannelClosed(ChatError):
    """The channel is gone, archived or closed to the bot; `permission` names what is missing."""

    def __init__(self, message: str, *, permission: str | None = None) -> None:
        super().__init__(message)
        self.permission = permission


class MessageGone(ChatError):
    """The message is not there any more: nothing of it can be changed, and nobody reads it."""


class TokenRefused(ChatError):
    """The platform does not accept the token."""
