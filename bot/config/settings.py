"""The settings: `config/readout.yaml` and the environment, checked.

The classes, and those of their sections, are the one table of options. The example file is made from them.
Secrets come from the environment, or from a file that it names (`DISCORD_TOKEN_FILE`), never from the YAML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from pydantic import Field, PrivateAttr, SecretStr, create_model, field_validator

from bot.config.checked_values import Roles, Zone
from bot.config.sections import (
    ChannelSettings,
    FetchSettings,
    IngestSettings,
    LimitSettings,
    ModelSettings,
    OperatorSettings,
    ScheduleSettings,
    Section,
    SourceSettings,
    WebSettings,
)

STORE_SCHEMES = ("postgresql://", "postgres://")
"""How the address of a store begins that is not in a folder."""


S = TypeVar("S", bound=Section)

KeyPath = tuple[str | int, ...]
"""The way to a key of the settings file: names, and numbers of entries."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The file that settings were read from, None where there was none; `lines` says where in it each key stands.

    `looked_for`: settings that a program made were never in a file. Settings that say the same are equal, whatever
    file they are from.
    """

    path: Path | None = field(default=None, compare=False)
    lines: Mapping[KeyPath, int] = field(default_factory=dict, compare=False)
    looked_for: bool = field(default=False, compare=False)

    def place(self, path: KeyPath) -> str:
        """Return file and line of a key, or of what it stands in."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.path}:{self.lines.get(path, 1)}" if self.path else "settings"


class Settings(Section):
    """Everything that can be set. `data` is the folder of the store."""

    _file: SettingsFile = PrivateAttr(SettingsFile())

    data: Path = Field(Path("data"), description="the folder of the store")
    store: SecretStr | None = Field(
        None,
        exclude=True,
        description="instead of in the folder, on PostgreSQL: postgresql://user:password@host:5432/database",
    )
    zone: Zone = Field("UTC", description="time zone of briefings that name none")
    roles: Roles = Field(
        "",
        description="what this process does, of gateway,web,scheduler,poll,read,write; empty: all of it",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="how much is logged")
    log_format: Literal["text", "json"] = Field("text", description="text for people, or json: an object a line")
    model: ModelSettings = ModelSettings()
    fetch: FetchSettings = FetchSettings()
    web: WebSettings = WebSettings()
    ingest: IngestSettings = IngestSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    operator: OperatorSettings = OperatorSettings()
    limits: LimitSettings = LimitSettings()
    sources: tuple[SourceSettings, ...] = Field((), description="feeds and pages that are read")
    channels: tuple[ChannelSettings, ...] = Field((), description="channels that are always there")

    @field_validator("store")
    @classmethod
    def _on_a_server(cls, address: SecretStr | None) -> SecretStr | None:
        if address is not None and not address.get_secret_value().startswith(STORE_SCHEMES):
            raise ValueError(
                "this is no store's address. Write it like postgresql://user:password@host:5432/database, or unset it:"
                " then the store is in the folder --data"
            )
        return address

    @property
    def file(self) -> SettingsFile:
        """The file that these were read from."""
        return self._file

    @property
    def is_on_server(self) -> bool:
        """Whether the store is on a server, where processes share one queue of jobs."""
        return self.store is not None

    @property
    def lacks_file(self) -> bool:
        """Whether a file was looked for, and none was there: what one said before is not known then."""
        return self._file.looked_for and self._file.path is None

    def place(self, *path: str | int) -> str:
        """Return file and line of a key, for what is wrong with it."""
        return self._file.place(path)

    def read_from(self, file: SettingsFile) -> Self:
        """Take note of the file that these were read from; return them."""
        self._file = file
        return self

    def section(self, kind: type[S]) -> S:
        """Return a platform's section; its defaults where these settings were made without the platform."""
        held = (getattr(self, name) for name in type(self).model_fields)
        return next((each for each in held if isinstance(each, kind)), None) or kind()


def settings_with(platforms: Mapping[str, type[Section] | None]) -> type[Settings]:
    """Return the settings with the sections of platforms, by their names; None where a platform has none.

    A channel is on one of them; on the first, where it names none.
    """
    return _settings_with(tuple(platforms.items()))


@cache
def _settings_with(platforms: tuple[tuple[str, type[Section] | None], ...]) -> type[Settings]:
    known = tuple(name for name, _ in platforms)
    platform: Any = (Literal.__getitem__(known), Field(known[0], description=" or ".join(known)))
    channel = create_model(
        "ChannelSettings", __base__=ChannelSettings, __doc__=ChannelSettings.__doc__, platform=platform
    )
    sections: dict[str, Any] = {name: (kind, kind()) for name, kind in platforms if kind}
    channels: Any = (tuple[channel, ...], Settings.model_fields["channels"])
    return create_model("Settings", __base__=Settings, __doc__=Settings.__doc__, channels=channels, **sections)
