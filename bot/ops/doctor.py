"""Doctor: looks at everything that a service stands on, and says what is wrong in a line each, with its fix."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import available_timezones

from bot.chat.slack import scopes
from bot.clock import Clock, iso, system_clock
from bot.errors import ChatAway, ChatError, ReadoutError
from bot.ops import accounts
from bot.settings import DiscordSettings, Settings, SlackSettings

if TYPE_CHECKING:
    from bot.models import Channel, Platform
    from bot.store.database import Store

State = Literal["ok", "warn", "bad"]
LOW_DISK = 200_000_000
OPENAI = "https://api.openai.com/v1"
_MEANWHILE = "Until it is back, Readout writes without a model"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check gave; `bad` means that something cannot work as it is."""

    check: str
    state: State
    message: str


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Return what is found of config, clock, store, sources, channels, tokens and model, in this order.

    Asks the platforms and the model's server, one short request each; posts nothing.
    """
    found = [Finding("config", "ok", "the settings hold"), *_clock(clock)]
    channels: list[Channel] = []
    async for finding in _stored(settings, channels):
        found.append(finding)
    found += await _platforms(settings, channels)
    found.append(await _model(settings))
    return found


# ---------------------------------------------------------------- clock


def _clock(clock: Clock) -> list[Finding]:
    if not available_timezones():
        return [Finding("clock", "bad", "no time zones are known here. Install the package tzdata")]
    if abs(clock() - system_clock()) > timedelta(minutes=1):
        return [Finding("clock", "warn", f"READOUT_NOW sets it to {iso(clock())}. Unset it for a service")]
    return [Finding("clock", "ok", f"{iso(clock())}")]


# ---------------------------------------------------------------- store, sources, channels


async def _stored(settings: Settings, channels: list[Channel]) -> AsyncIterator[Finding]:
    """Yield what the store shows; fills `channels`."""
    from bot.store import channels as channel_rows
    from bot.store.database import Store

    try:
        store = Store(settings.data)
    except ReadoutError as error:
        yield Finding("store", "bad", str(error))
        return
    try:
        yield await _sound(store)
        yield _disk(store)
        async for finding in _sources(store):
            yield finding
        channels += await store.read(channel_rows.every)
        for channel in channels:
            yield _channel(channel)
    except ReadoutError as error:
        yield Finding("store", "bad", str(error))
    finally:
        store.close()


async def _sound(store: Store) -> Finding:
    from bot.store import database

    problem = await store.read(database.problem)
    if problem:
        return Finding("store", "bad", f"{store.path} is damaged: {problem}. Put a back-up in place: readout restore")
    return Finding("store", "ok", f"{store.path}, {store.path.stat().st_size:,} bytes")


def _disk(store: Store) -> Finding:
    free = shutil.disk_usage(store.path.parent).free
    if free < LOW_DISK:
        return Finding("disk", "bad", f"{free:,} bytes are left beside {store.path}. Make room")
    return Finding("disk", "ok", f"{free // 1_000_000:,} MB are free")


async def _sources(store: Store) -> AsyncIterator[Finding]:
    from bot.store import sources

    held = await store.read(sources.every)
    if not held:
        yield Finding("sources", "warn", "there are none. Add one: readout sources add URL")
    failing = [source for source in held if source.problem]
    for source in failing:
        yield Finding("sources", "warn", f"{source.url}: {source.problem}")
    if held and not failing:
        yield Finding("sources", "ok", f"{len(held)}, none failing")


def _channel(channel: Channel) -> Finding:
    if channel.problem or channel.state == "paused":
        why = channel.problem or "paused"
        return Finding(
            "channels", "bad", f"{channel.name}: {why}. After mending it: readout channels resume {channel.name}"
        )
    return Finding("channels", "ok", f"{channel.name} on {channel.platform}")


# ---------------------------------------------------------------- tokens


async def _platforms(settings: Settings, channels: list[Channel]) -> list[Finding]:
    used: set[Platform] = {channel.platform for channel in channels} | {item.platform for item in settings.channels}
    return [*await _discord(settings, "discord" in used), *await _slack(settings, "slack" in used)]


async def _discord(settings: Settings, used: bool) -> list[Finding]:
    token = settings.discord.token
    if token is None:
        return [_missing("discord", "DISCORD_TOKEN")] if used else []
    return [await _told("discord", _discord_bot(settings.discord, token.get_secret_value()))]


async def _discord_bot(settings: DiscordSettings, token: str) -> str:
    account = await accounts.discord_bot(settings, token)
    return f"the token is {account.name}'s. Let it into a server: {accounts.invite_link(account)}"


async def _slack(settings: Settings, used: bool) -> list[Finding]:
    slack = settings.slack
    if slack.bot_token is None and slack.app_token is None and not used:
        return []
    found = [_missing("slack", "SLACK_BOT_TOKEN")]
    if slack.bot_token:
        found = [await _told("slack", _slack_bot(slack, slack.bot_token.get_secret_value()))]
    if slack.app_token:
        found.append(await _told("slack", _slack_app(slack, slack.app_token.get_secret_value())))
    elif slack.signing_secret is None:
        found.append(_missing("slack", "SLACK_APP_TOKEN"))
    return found


async def _slack_bot(settings: SlackSettings, token: str) -> str:
    account = await accounts.slack_bot(settings, token)
    if account.scopes and (lacking := scopes.missing(account.scopes)):
        raise ChatError(scopes.complaint(lacking))
    return f"the bot token is {account.name}'s in {account.place}"


async def _slack_app(settings: SlackSettings, token: str) -> str:
    await accounts.slack_app(settings, token)
    return "the app token opens a connection"


def _missing(platform: str, variable: str) -> Finding:
    return Finding(platform, "bad", f"no token. Set {variable}, or name a file with {variable}_FILE")


async def _told(check: str, answer: Awaitable[str]) -> Finding:
    try:
        return Finding(check, "ok", await answer)
    except ChatAway as error:
        return Finding(check, "warn", str(error))
    except ReadoutError as error:
        return Finding(check, "bad", str(error))


# ---------------------------------------------------------------- model


async def _model(settings: Settings) -> Finding:
    import httpx2

    wanted = settings.model
    if not wanted.name:
        return Finding("model", "ok", "none: briefings and answers are written from the sources' own sentences")
    base = (wanted.base_url or OPENAI).rstrip("/")
    headers = {"Authorization": f"Bearer {wanted.api_key.get_secret_value()}"} if wanted.api_key else {}
    try:
        async with httpx2.AsyncClient(timeout=10) as client:
            got = await client.get(f"{base}/models", headers=headers)
    except (httpx2.HTTPError, httpx2.InvalidURL, UnicodeError) as error:
        return Finding("model", "warn", f"{base} cannot be reached: {error or type(error).__name__}. {_MEANWHILE}")
    return _served(wanted.name, base, got.status_code, got.text)


def _served(name: str, base: str, status: int, listed: str) -> Finding:
    if status in (401, 403):
        return Finding("model", "bad", f"{base} does not accept the key. Set OPENAI_API_KEY")
    if status >= 500 or status == 429:
        return Finding("model", "warn", f"{base} answered with status {status}. {_MEANWHILE}")
    if status == 200 and f'"{name}"' not in listed:
        return Finding("model", "warn", f"{base} does not list a model {name!r}. Check READOUT_MODEL")
    return Finding("model", "ok", f"{name} at {base}")
