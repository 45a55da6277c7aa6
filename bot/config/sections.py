"""The sections of the settings: each option with its key, type, default, help and check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from bot.config.checked_values import (
    Cron,
    Days,
    Hosts,
    Language,
    Origin,
    Quiet,
    ServerUrl,
    TimeOfDay,
    Zone,
)
from bot.models import Length

SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class Variable:
    """Marks an option whose environment variable is not made from its path: other programs know it by this name."""

    name: str


class Section(BaseModel):
    """A part of the settings; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VerifierSettings(Section):
    """The second reader of what the model writes; without a name, the model itself reads."""

    name: Annotated[str, Variable("READOUT_VERIFIER")] = Field(
        "", description="the model that reads, as its server calls it; empty: the one that writes"
    )
    base_url: Annotated[ServerUrl, Variable("READOUT_VERIFIER_URL")] = Field(
        "", description="its server, OpenAI-compatible; empty: the one of the model that writes"
    )
    dialect: Annotated[Literal["chat", "label"], Variable("READOUT_VERIFIER_DIALECT")] = Field(
        "chat", description="chat: it answers with stretches; label: a fact-checking model that says yes or no"
    )
    price_input: Annotated[float | None, Field(ge=0), Variable("READOUT_VERIFIER_PRICE_INPUT")] = Field(
        None, description="dollars a million input tokens of a model with a name of its own; empty: unknown"
    )
    price_output: Annotated[float | None, Field(ge=0), Variable("READOUT_VERIFIER_PRICE_OUTPUT")] = Field(
        None, description="dollars a million output tokens; empty: unknown"
    )
    api_key: Annotated[SecretStr | None, Variable("READOUT_VERIFIER_API_KEY")] = Field(
        None, exclude=True, description="READOUT_VERIFIER_API_KEY"
    )


class ModelSettings(Section):
    """The language model; without a name, Readout writes without one."""

    name: Annotated[str, Variable("READOUT_MODEL")] = Field(
        "", description="the model, as its server calls it; empty: write without a model"
    )
    base_url: Annotated[ServerUrl, Variable("OPENAI_BASE_URL")] = Field(
        "", description="an OpenAI-compatible server; empty: OpenAI's own"
    )
    timeout: Annotated[float, Field(gt=0)] = Field(60.0, description="seconds for one call, all tries together")
    budget_tokens: Annotated[int, Field(ge=0)] = Field(1_000_000, description="tokens a UTC day, in and out; 0: none")
    budget_usd: float | None = Field(None, ge=0, description="dollars a UTC day; empty: the token budget alone holds")
    price_input: float | None = Field(None, ge=0, description="dollars a million input tokens; empty: unknown")
    price_output: float | None = Field(None, ge=0, description="dollars a million output tokens; empty: unknown")
    quote_tokens: Annotated[int, Field(ge=0)] = Field(
        0,
        description="of these, tokens a UTC day to have the model read who said what, after the rules; 0: it does not",
    )
    api_key: Annotated[SecretStr | None, Variable("OPENAI_API_KEY")] = Field(
        None, exclude=True, description="OPENAI_API_KEY"
    )
    verifier: VerifierSettings = VerifierSettings()


class FetchSettings(Section):
    """How the network is read."""

    timeout: Annotated[float, Field(gt=0)] = Field(20.0, description="seconds for one request, all of it")
    max_bytes: int = Field(10_000_000, gt=0, description="bytes of a response, as sent")
    max_expanded_bytes: int = Field(20_000_000, gt=0, description="bytes of a response, decompressed")
    concurrency: int = Field(16, gt=0, description="requests at one time")
    interval_minutes: float = Field(30.0, gt=0, description="between two polls of a source, to begin with")
    allow_origins: Annotated[tuple[Origin, ...], Variable("READOUT_ALLOW_ORIGINS")] = Field(
        (),
        description="scheme://host:port that may be private: a source's address, added in chat too, and pages there",
    )
    contact: str = Field("", description="an address or URL for webmasters, shown in the User-Agent")


class WebSettings(Section):
    """The one web port."""

    host: str = Field("127.0.0.1", description="where to listen")
    port: int = Field(8710, ge=0, le=65535, description="0: any free one")
    connections: int = Field(100, gt=0, description="open at one time; who keeps us waiting longest makes room")
    metrics_token: Annotated[SecretStr | None, Variable("READOUT_METRICS_TOKEN")] = Field(
        None, exclude=True, description="READOUT_METRICS_TOKEN"
    )


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


class ScheduleSettings(Section):
    """The service's clockwork."""

    tick_seconds: float = Field(5.0, gt=0, description="how often due slots and polls are looked for")
    housekeeping: Cron = Field("17 3 * * *", description="cron line, UTC: when the store is tidied")
    catch_up_hours: float = Field(6.0, ge=0, description="a slot that is later than this is not posted any more")
    lease_seconds: float = Field(60.0, gt=0, description="after this a fallen worker's delivery is taken over")
    alerts_a_day: int = Field(5, gt=0, le=100, description="of a thing that is followed, where no number is named")
    quiet: Quiet = Field("", description="hours without alerts and corrections, like 22:00-07:00, where none are named")
    corrections_a_day: int = Field(3, gt=0, le=100, description="corrections that a channel gets a day; others wait")
    correction_hours: float = Field(6.0, ge=0, description="hours between two corrections of an article in a channel")
    keep_days: int = Field(400, gt=0, description="how long articles that nobody was told of are kept")
    keep_left_days: int = Field(
        7, ge=0, description="how long a server that put the bot out is remembered, in case it comes back; 0: not"
    )
    keep_question_days: int = Field(
        30, gt=0, description="how long answers are kept, as they were posted, so that they can be taken back"
    )
    keep_megabytes: int = Field(
        10_000, gt=0, description="above this, of articles that nobody was told of the oldest go sooner"
    )


class OperatorSettings(Section):
    """Where you are told of what you must see to."""

    channels: tuple[str, ...] = Field(
        (), description="names of channels, the first of which that can be reached is told once of each trouble"
    )


class LimitSettings(Section):
    """How much one person, channel or server may ask for, so that none spends another's."""

    person_hourly: int = Field(
        30, gt=0, description="questions a person may ask in an hour; one that reads much counts as several"
    )
    channel_hourly: int = Field(120, gt=0, description="questions from one channel in an hour")
    server_hourly: int = Field(600, gt=0, description="questions from one server in an hour")
    person_sources: int = Field(20, gt=0, description="sources that one person may add in direct messages")
    person_briefings: int = Field(5, gt=0, description="briefings of one person in direct messages")
    person_follows: int = Field(20, gt=0, description="things that one person may follow in direct messages")
    person_tokens: int = Field(100_000, ge=0, description="model tokens a UTC day for one person's questions")
    channel_tokens: int = Field(200_000, ge=0, description="model tokens a UTC day for one channel")
    server_sources: int = Field(200, gt=0, description="sources that one server may add")
    server_briefings: int = Field(500, gt=0, description="briefings of one server, in all of its channels")
    server_follows: int = Field(2_000, gt=0, description="things that one server may follow, in all of its channels")
    server_tokens: int = Field(500_000, ge=0, description="model tokens a UTC day for one server")


class SourceSettings(Section):
    """A source that is read as long as it stands here."""

    url: str = Field(description="a feed, a page, or a folder like ./news")
    topic: str = Field("", description="what it is filed under")
    title: str = Field("", description="what it is called, until it says so itself")
    outlet: Hosts = Field(
        "", description="hosts of the outlets whose words it brings, by your word, like bbc.com; *: of every link in it"
    )


class BriefingSettings(Section):
    """When a configured channel is briefed, and about what, as long as it stands here."""

    name: str = Field("", description="by which it is known when it changes; empty: by its position in the list")
    at: TimeOfDay = Field(description="HH:MM")
    days: Days = Field("daily", description="mon-fri, or mon,wed, or daily")
    zone: Zone = Field("", description="a time zone like Europe/Kyiv; empty: the one at the top")
    topic: str = Field("", description="only what is filed under it, or says it")
    language: Language = Field("", description="the language that its reader reads, like German or de")
    only_language: Language = Field("", description="only articles in this language, like German or de")
    length: Length = Field("normal", description="short, normal or long")


class ChannelSettings(Section):
    """A channel that is always there."""

    name: str = Field(description="what it is called here")
    platform: str = Field("console", description="the platform it is on")
    id: str = Field("", description="the platform's own id of the channel")
    language: Language = Field("", description="the language that is read there, where a briefing names none")
    briefings: tuple[BriefingSettings, ...] = Field((), description="when it is briefed, and about what")

    @field_validator("briefings")
    @classmethod
    def _told_apart(cls, briefings: tuple[BriefingSettings, ...]) -> tuple[BriefingSettings, ...]:
        names = [each.name.strip() for each in briefings if each.name.strip()]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two briefings of a channel are named {twice[0]!r}. Give each a name of its own")
        return briefings
