"""What Discord refuses in a body: its published description, and what its documents say besides."""

from discord_server.rules.commands import choice_limits, command_limits
from discord_server.rules.described import Check, anything, described
from discord_server.rules.house import house_rules
from discord_server.rules.messages import limits, shown_limits
from discord_server.rules.modals import modal_limits
from discord_server.rules.texts import units
from discord_server.rules.threads import thread_limits

__all__ = [
    "Check",
    "anything",
    "choice_limits",
    "command_limits",
    "described",
    "house_rules",
    "limits",
    "modal_limits",
    "shown_limits",
    "thread_limits",
    "units",
]
