"""Takes a person through Slack's set-up: the app, its tokens, the channel."""

from __future__ import annotations

from bot.chat.platform import SetupPrompts
from bot.chat.slack.settings import SlackSettings
from bot.chat.slack.setup import account
from bot.shipped_files import shipped


def ask(settings: SlackSettings, prompts: SetupPrompts) -> str:
    """Ask for both tokens, and return the id of the channel."""
    prompts.say(
        "Slack: on api.slack.com/apps choose Create New App, From a manifest; install the app into your workspace.\n"
        f"The manifest: {shipped('config/slack-manifest.yaml')}"
    )
    token, bot = prompts.token("SLACK_BOT_TOKEN", lambda text: account.bot_account(settings, text))
    if bot:
        prompts.say(f"That is {bot.name} in {bot.place}.")
    prompts.token("SLACK_APP_TOKEN", lambda text: account.check_app_token(settings, text))
    return prompts.channel("the channel's id (C...)", lambda text: account.channel_name(settings, token, text))
