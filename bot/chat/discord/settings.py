"""Discord's section of the settings."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from bot.config.checked_values import GatewayUrl, ServerUrl
from bot.config.sections import Section, Variable


class DiscordSettings(Section):
    """Discord; the token comes from DISCORD_TOKEN."""

    token: Annotated[SecretStr | None, Variable("DISCORD_TOKEN")] = Field(
        None, exclude=True, description="DISCORD_TOKEN"
    )
    message_content: bool = Field(
        False, description="read channels as sources, and follow-ups that do not mention the bot; a privileged intent"
    )
    api_url: ServerUrl = Field("", description="another server of the same protocol")
    gateway_url: GatewayUrl = Field("", description="another gateway of the same protocol")
