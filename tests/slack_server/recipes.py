"""How other servers of the same protocol differ from Slack, each as an option of ours.

What they do was tried with npm `emulate` 0.12.2, and read in its source (vercel-labs/emulate, packages/@emulators/slack).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """What a server leaves out or gives otherwise; as it stands, what Slack does."""

    bot_told: bool = True
    """Whether the history names the bot of a message, beside the user that posted it."""
    metadata_told: bool = True
    """Whether the history holds metadata for whom asks for them."""
    bot_known: bool = True
    """Whether `auth.test` tells the id of the bot, beside the user that it is."""
    scopes_told: bool = True
    """Whether a header tells what the token may do."""
    ranges_kept: bool = True
    """Whether a history keeps to `oldest` and `latest`, and tells of the next page of a thread."""
    threads_known: bool = True
    """Whether a reply to a message that is not there is refused."""
    zones_told: bool = True
    """Whether a person has a time zone and a profile."""
    own_heard: bool = False
    """Whether the app is told of its own messages, as of anybody's."""

    def in_history(self, message: Json, *, metadata: bool) -> Json:
        """Return a message as the history shows it."""
        hidden = set() if metadata else {"metadata"}
        hidden |= set() if self.bot_told else {"bot_id", "app_id"}
        return {key: value for key, value in message.items() if key not in hidden}

    def person(self, shown: Json) -> Json:
        """Return a person as `users.info` shows them."""
        return shown if self.zones_told else {key: shown[key] for key in ("id", "name", "is_admin", "is_bot")}


SLACK = Recipe()
EMULATE = Recipe(bot_told=False, scopes_told=False, ranges_kept=False, threads_known=False, own_heard=True)
"""npm `emulate` 0.12.2: a bot's message has a `user` only; all of a history is told, whatever is asked for."""
BARE = Recipe(False, False, False, False, False, False, False, own_heard=True)
"""A server that leaves out all that can be left out."""
RECIPES = {"slack": SLACK, "emulate": EMULATE, "bare": BARE}
