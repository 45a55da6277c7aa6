"""Settings that are compared, as they are named on the command line or in a file: who writes, who reads, what with."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import SecretStr, ValidationError

from bot.config.sections import ModelSettings
from bot.errors import ConfigError, UsageError

NONE = "none"
"""The name of the setting that writes without a model, and the reader that is none."""
KEYS = (
    "model",
    "base_url",
    "key_env",
    "price_input",
    "price_output",
    "timeout",
    "verifier",
    "verifier_url",
    "verifier_key_env",
    "dialect",
    "prompts",
)


@dataclass(frozen=True, slots=True)
class ComparedSetting:
    """One of what is compared. `model` without a name: the sources' own sentences; `reads`: there is a second reader.

    `prompts` is a folder whose prompts take the place of the shipped ones of the same names.
    """

    name: str
    model: ModelSettings
    reads: bool = True
    prompts: Path | None = None


def from_command_line(texts: Sequence[str], file: Path | None, base: ModelSettings) -> list[ComparedSetting]:
    """Return what `NAME:key=value,…` and a YAML file of `NAME: {key: value}` name, each on top of the settings.

    Raises UsageError for what names none, ConfigError for a file that cannot be read.
    """
    named = [*(map(_parsed, texts)), *(_of_file(file) if file else ())]
    names = [name for name, _ in named]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(f"two settings are called {twice!r}")
    return [_setting(name, values, base) for name, values in named]


def _parsed(text: str) -> tuple[str, Mapping[str, Any]]:
    name, _, rest = text.partition(":")
    pairs = [piece.partition("=") for piece in rest.split(",") if piece.strip()]
    if not name.strip() or any(not equals for _, equals, _ in pairs):
        raise UsageError(f"{text!r} names no setting. Write NAME:key=value,key=value; the keys are {', '.join(KEYS)}")
    return name.strip(), {key.strip(): value.strip() for key, _, value in pairs}


def _of_file(file: Path) -> list[tuple[str, Mapping[str, Any]]]:
    try:
        read = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigError(f"{file}: {' '.join(str(error).split())}") from None
    if not isinstance(read, dict) or not all(isinstance(each, dict | None) for each in read.values()):
        raise ConfigError(f"{file}: not settings by name, each with some of {', '.join(KEYS)}")
    return [(str(name), values or {}) for name, values in read.items()]


def _setting(name: str, values: Mapping[str, Any], base: ModelSettings) -> ComparedSetting:
    if strange := next((key for key in values if key not in KEYS), None):
        raise UsageError(f"{name}: there is no key {strange!r}. The keys are {', '.join(KEYS)}")
    if name == NONE or values.get("model") == NONE:
        return ComparedSetting(name, base.model_copy(update={"name": ""}), reads=False)
    folder = Path(str(values["prompts"])) if values.get("prompts") else None
    if folder and not folder.is_dir():
        raise UsageError(f"{name}: {folder} is no folder of prompts")
    return ComparedSetting(name, _model(name, values, base), values.get("verifier") != NONE, folder)


def _model(name: str, values: Mapping[str, Any], base: ModelSettings) -> ModelSettings:
    given = {key: values[key] for key in ("base_url", "timeout") if key in values}
    given |= {"name": values["model"]} if "model" in values else {}
    if {"name", "base_url"} & given.keys():  # another model has prices of its own
        given |= {key: values.get(key) for key in ("price_input", "price_output")}
    else:
        given |= {key: values[key] for key in ("price_input", "price_output") if key in values}
    reads = {"name": values.get("verifier"), "base_url": values.get("verifier_url"), "dialect": values.get("dialect")}
    reads = {key: value for key, value in reads.items() if value and value != NONE}
    try:
        made = ModelSettings.model_validate({**base.model_dump(exclude={"verifier"}), **given})
        verifier = base.verifier.model_validate({**base.verifier.model_dump(), **reads})
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    if not made.name:
        raise UsageError(f"{name}: no model is named: model=NAME, or {NONE} for none")
    own = _key(name, values, "verifier_key_env") or (None if "verifier_url" in reads else base.verifier.api_key)
    verifier = verifier.model_copy(update={"api_key": own})
    # a key is shown to no server but the one that it is for
    same = made.base_url == base.base_url
    key = _key(name, values, "key_env") or (base.api_key if same else None)
    return made.model_copy(update={"api_key": key, "verifier": verifier})


def _key(name: str, values: Mapping[str, Any], named: str) -> SecretStr | None:
    """Return the key that an environment variable holds: none ever stands in a command line or a file."""
    variable = values.get(named)
    if not variable:
        return None
    if not os.environ.get(str(variable)):
        raise UsageError(f"{name}: {named} names {variable}, which is not set")
    return SecretStr(os.environ[str(variable)])
