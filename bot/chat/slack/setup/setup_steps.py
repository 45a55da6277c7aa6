"""Takes a person through Slack's set-up: the app, its tokens, the channel."""

from __future__ import annotations

from bot.chat.account_checks import Account
from bot.chat.platform import SetupPrompts
from bot.chat.slack.settings import SlackSettings
from bot.chat.slack.setup import account, permissions
from bot.chat.slack.setup.manifest import PLACEHOLDER, manifest


def ask(settings: SlackSettings, prompts: SetupPrompts) -> str:
    """Show the manifest, ask for the tokens, say what they lack, and return the id of the channel.

    Slack reaches the installation by Socket Mode, unless an address or a signing secret is given.
    """
    signed = bool(prompts.address) or (settings.signing_secret is not None and settings.app_token is None)
    _show_manifest(prompts, signed=signed)
    token, bot = prompts.token("SLACK_BOT_TOKEN", lambda text: account.bot_account(settings, text))
    if bot:
        _say_whose(bot, prompts)
    if signed:
        prompts.token("SLACK_SIGNING_SECRET", account.check_signing_secret)
    else:
        prompts.token("SLACK_APP_TOKEN", lambda text: account.check_app_token(settings, text))
    return prompts.channel("the channel's id (C...)", lambda text: account.channel_name(settings, token, text))


def _show_manifest(prompts: SetupPrompts, *, signed: bool) -> None:
    prompts.say(
        "Slack: on api.slack.com/apps choose Create New App, From a manifest, and paste this. Then install the app "
        "into your workspace.\n"
    )
    prompts.say(manifest((prompts.address or PLACEHOLDER) if signed else ""))
    if not signed:
        prompts.say("It connects by Socket Mode. For signed HTTPS requests instead: readout setup --address https://…")
    elif not prompts.address:
        prompts.say(f"Put the address at which Slack reaches your web port in the place of {PLACEHOLDER}.")


def _say_whose(bot: Account, prompts: SetupPrompts) -> None:
    prompts.say(f"That is {bot.name} in {bot.place}.")
    if bot.scopes and (lacking := permissions.missing(bot.scopes)):
        prompts.say(permissions.complaint(lacking))
