"""What Discord's documents forbid, as bodies that break one rule each, and bodies that go to the very limit.

Written from discord/discord-api-docs (`developers/…`), each rule with the page and heading that it stands under.
"""

from discord_rules.case import Case
from discord_rules.commands import COMMANDS, RIGHT_COMMANDS
from discord_rules.components import COMPONENTS, RIGHT_COMPONENTS
from discord_rules.embeds import EMBEDS, RIGHT_EMBEDS
from discord_rules.interactions import INTERACTIONS, RIGHT_INTERACTIONS
from discord_rules.layouts import LAYOUTS, RIGHT_LAYOUTS
from discord_rules.messages import MESSAGES, RIGHT_MESSAGES
from discord_rules.modals import MODALS, RIGHT_MODALS
from discord_rules.threads import RIGHT_THREADS, THREADS

WRONG = [*MESSAGES, *EMBEDS, *COMPONENTS, *LAYOUTS, *MODALS, *INTERACTIONS, *COMMANDS, *THREADS]
RIGHT = [
    *RIGHT_MESSAGES,
    *RIGHT_EMBEDS,
    *RIGHT_COMPONENTS,
    *RIGHT_LAYOUTS,
    *RIGHT_MODALS,
    *RIGHT_INTERACTIONS,
    *RIGHT_COMMANDS,
    *RIGHT_THREADS,
]

__all__ = ["RIGHT", "WRONG", "Case"]
