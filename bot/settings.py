"""The settings: `config/readout.yaml` and the environment, checked.

The classes are the one table of options: key, type, default, help and check. The example file is made from them.
Secrets come from the environment, or from a file that it names (`DISCORD_TOKEN_FILE`), never from the YAML.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, field_validator

from bot import slots
from bot.errors import UsageError


def _checked(check: Callable[[str], Any], *, kept: bool = False) -> AfterValidator:
    """Make a check of `slots` one of the settings; an empty value is left to the default. `kept`: as it was written."""

    def validate(value: str) -> str:
        try:
            found = check(value) if value else value
        except UsageError as error:
            raise ValueError(str(error)) from None
        return value if kept else str(found)

    return AfterValidator(validate)


def _cron(line: str) -> str:
    from apscheduler.triggers.cron import CronTrigger

    try:
        CronTrigger.from_crontab(line, timezone="UTC")
    except ValueError as error:
        raise UsageError(f"{line!r} is not a cron line: {error}. Write five fields, like 17 3 * * *") from None
    return line


def _server(url: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    try:
        parts = urlsplit(url.strip())
        held = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        held = None
    if not held:
        raise UsageError(f"{url!r} is no server's address. Write it like {schemes[-1]}://host:port")
    return url.strip()


def _origin(url: str) -> str:
    parts = urlsplit(_server(url))
    if parts.path.rstrip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise UsageError(f"{url!r} is more than an origin. Write scheme://host:port and nothing after it")
    return url.strip()


Zone = Annotated[str, _checked(slots.check_zone)]
TimeOfDay = Annotated[str, _checked(slots.wall_time)]
Days = Annotated[str, _checked(slots.parse_days, kept=True)]
Quiet = Annotated[str, _checked(slots.quiet_hours, kept=True)]
Cron = Annotated[str, _checked(_cron)]
ServerUrl = Annotated[str, _checked(_server)]
GatewayUrl = Annotated[str, _checked(lambda url: _server(url, ("ws", "wss")))]
Origin = Annotated[str, _checked(_origin)]


SHORTEST_SECRET = 16


class Section(BaseModel):
    """A part of the settings; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelSettings(Section):
    """The language model; without a name, Readout writes without one."""

    name: str = Field("", description="the model, as its server calls it; empty: write without a model")
    base_url: ServerUrl = Field("", description="an OpenAI-compatible server; empty: OpenAI's own")
    timeout: Annotated[float, Field(gt=0)] = Field(60.0, description="seconds for one call, all tries together")
    budget_tokens: Annotated[int, Field(ge=0)] = Field(500_000, description="tokens a UTC day, in and out; 0: none")
    budget_usd: float | None = Field(None, ge=0, description="dollars a UTC day; empty: the token budget alone holds")
    price_input: float | None = Field(None, ge=0, description="dollars a million input tokens; empty: unknown")
    price_output: float | None = Field(None, ge=0, description="dollars a million output tokens; empty: unknown")
    quote_tokens: Annotated[int, Field(ge=0)] = Field(
        0,
        description="of these, tokens a UTC day to have the model read who said what, after the rules; 0: it does not",
    )
    api_key: SecretStr | None = Field(None, exclude=True, description="OPENAI_API_KEY")


class FetchSettings(Section):
    """How the network is read."""

    timeout: Annotated[float, Field(gt=0)] = Field(20.0, description="seconds for one request, all of it")
    max_bytes: int = Field(10_000_000, gt=0, description="bytes of a response, as sent")
    max_expanded_bytes: int = Field(20_000_000, gt=0, description="bytes of a response, decompressed")
    concurrency: int = Field(16, gt=0, description="requests at one time")
    interval_minutes: float = Field(30.0, gt=0, description="between two polls of a source, to begin with")
    allow_origins: tuple[Origin, ...] = Field(
        (), description="scheme://host:port that may be private, for a source's own address, added in chat too"
    )
    contact: str = Field("", description="an address or URL for webmasters, shown in the User-Agent")


class WebSettings(Section):
    """The one web port."""

    host: str = Field("127.0.0.1", description="where to listen")
    port: int = Field(8710, ge=0, le=65535, description="0: any free one")


class IngestSettings(Section):
    """What others push to POST /ingest; it is off without READOUT_INGEST_SECRET."""

    secret: SecretStr | None = Field(None, exclude=True, description="READOUT_INGEST_SECRET")
    max_bytes: int = Field(5_000_000, gt=0, description="bytes of one push")

    @field_validator("secret")
    @classmethod
    def _hard_to_guess(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(
                f"a secret of fewer than {SHORTEST_SECRET} characters is soon guessed. `openssl rand -hex 32` makes one"
            )
        return secret


class DiscordSettings(Section):
    """Discord; the token comes from DISCORD_TOKEN."""

    token: SecretStr | None = Field(None, exclude=True, description="DISCORD_TOKEN")
    message_content: bool = Field(
        False, description="read channels as sources, and follow-ups that do not mention the bot; a privileged intent"
    )
    api_url: ServerUrl = Field("", description="another server of the same protocol")
    gateway_url: GatewayUrl = Field("", description="another gateway of the same protocol")


class SlackSettings(Section):
    """Slack; the tokens come from SLACK_BOT_TOKEN, SLACK_APP_TOKEN and SLACK_SIGNING_SECRET."""

    bot_token: SecretStr | None = Field(None, exclude=True, description="SLACK_BOT_TOKEN")
    app_token: SecretStr | None = Field(None, exclude=True, description="SLACK_APP_TOKEN")
    signing_secret: SecretStr | None = Field(None, exclude=True, description="SLACK_SIGNING_SECRET")
    api_url: ServerUrl = Field("", description="another server of the same protocol")


class ScheduleSettings(Section):
    """The service's clockwork."""

    tick_seconds: float = Field(5.0, gt=0, description="how often due slots and polls are looked for")
    housekeeping: Cron = Field("17 3 * * *", description="cron line, UTC: when the store is tidied")
    catch_up_hours: float = Field(6.0, ge=0, description="a slot that is later than this is not posted any more")
    lease_seconds: float = Field(60.0, gt=0, description="after this a fallen worker's delivery is taken over")
    alerts_a_day: int = Field(5, gt=0, le=100, description="of a thing that is followed, where no number is named")
    quiet: Quiet = Field("", description="hours without alerts, like 22:00-07:00, where none are named")
    keep_days: int = Field(400, gt=0, description="how long articles that nobody was told of are kept")


class LimitSettings(Section):
    """How much one person, channel or server may ask for, so that none spends another's."""

    person_hourly: int = Field(30, gt=0, description="questions a person may ask in an hour")
    channel_hourly: int = Field(120, gt=0, description="questions from one channel in an hour")
    server_hourly: int = Field(600, gt=0, description="questions from one server in an hour")
    person_tokens: int = Field(30_000, ge=0, description="model tokens a UTC day for one person's questions")
    channel_tokens: int = Field(100_000, ge=0, description="model tokens a UTC day for one channel")
    server_sources: int = Field(200, gt=0, description="sources that one server may add")
    server_tokens: int = Field(300_000, ge=0, description="model tokens a UTC day for one server")


class SourceSettings(Section):
    """A source that is always there."""

    url: str
    topic: str = ""
    title: str = ""


class BriefingSettings(Section):
    """When a configured channel is briefed, and about what."""

    at: TimeOfDay = Field(description="HH:MM")
    days: Days = Field("daily", description="mon-fri, or mon,wed, or daily")
    zone: Zone = Field("", description="a time zone like Europe/Kyiv; empty: the one at the top")
    topic: str = ""
    language: str = ""
    length: Literal["short", "normal", "long"] = "normal"


class ChannelSettings(Section):
    """A channel that is always there."""

    name: str
    platform: Literal["console", "discord", "slack"] = "console"
    id: str = ""
    briefings: tuple[BriefingSettings, ...] = ()


class Settings(Section):
    """Everything that can be set. `data` is the folder of the store."""

    data: Path = Field(Path("data"), description="the folder of the store")
    zone: Zone = Field("UTC", description="time zone of briefings that name none")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="how much is logged")
    model: ModelSettings = ModelSettings()
    fetch: FetchSettings = FetchSettings()
    web: WebSettings = WebSettings()
    ingest: IngestSettings = IngestSettings()
    discord: DiscordSettings = DiscordSettings()
    slack: SlackSettings = SlackSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    limits: LimitSettings = LimitSettings()
    sources: tuple[SourceSettings, ...] = Field((), description="feeds and pages that are always there")
    channels: tuple[ChannelSettings, ...] = Field((), description="channels that are always there")
