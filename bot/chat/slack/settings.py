"""Slack's section of the settings."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, SecretStr

from bot.config.checked_values import ServerUrl
from bot.config.sections import Section, Variable


class SlackSettings(Section):
    """Slack; the tokens come from SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_SIGNING_SECRET."""

    bot_token: Annotated[SecretStr | None, Variable("SLACK_BOT_TOKEN")] = Field(
        None, exclude=True, description="SLACK_BOT_TOKEN"
    )
    app_token: Annotated[SecretStr | None, Variable("SLACK_APP_TOKEN")] = Field(
        None, exclude=True, description="SLACK_APP_TOKEN"
    )
    signing_secret: Annotated[SecretStr | None, Variable("SLACK_SIGNING_SECRET")] = Field(
        None, exclude=True, description="SLACK_SIGNING_SECRET"
    )
    api_url: ServerUrl = Field("", description="another server of the same protocol")
