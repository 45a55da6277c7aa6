"""Takes a person through Discord's set-up: the token, the invitation, the channel."""

from __future__ import annotations

from bot.chat.discord.settings import DiscordSettings
from bot.chat.discord.setup import account
from bot.chat.platform import SetupPrompts


def ask(settings: DiscordSettings, prompts: SetupPrompts) -> str:
    """Ask for the token, let the bot in, and return the id of the channel."""
    prompts.say("Discord: make an application in the developer portal; its page Bot shows the token.")
    token, bot = prompts.token("DISCORD_TOKEN", lambda text: account.bot_account(settings, text))
    if bot:
        prompts.say(f"That is {bot.name}. Let it into your server first:\n  {account.invite_link(bot)}")
    return prompts.channel("the channel's id", lambda text: account.channel_name(settings, token, text))
