"""Reads the settings: defaults, then `config/readout.yaml`, then the environment, which wins.

Every option has an environment variable, `READOUT_` and its path (`READOUT_FETCH_TIMEOUT`); those that other programs
know by a name of their own keep it (`OPENAI_API_KEY`). A secret may stand in a file that `NAME_FILE` names.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from bot.config.sections import Variable
from bot.config.settings import KeyPath, Settings, SettingsFile
from bot.errors import ConfigError

DEFAULT_FILE = Path("config/readout.yaml")

Line = Mapping[KeyPath, int]


def load(file: Path | None, environ: Mapping[str, str], kind: type[Settings]) -> Settings:
    """Return the settings; a ConfigError names file and line, or the variable, and the fix.

    `file`: None reads `config/readout.yaml` if it is there. `kind` has the sections of the platforms that there are.
    """
    chosen = file or (DEFAULT_FILE if DEFAULT_FILE.is_file() else None)
    values, lines = _read_yaml(chosen, kind) if chosen else ({}, {})
    names = _overlay(values, environ, kind)
    read = SettingsFile(chosen, lines, looked_for=True)
    try:
        return kind.model_validate(values).read_from(read)
    except ValidationError as error:
        raise ConfigError("\n".join(_explain(item, read, names, kind) for item in error.errors())) from None


def variables(settings: type[Settings]) -> Iterator[tuple[str, tuple[str, ...], FieldInfo]]:
    """Yield `(environment variable, path, field)` of every option that one value can set."""
    for name, field in settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _variables_in(kind, (name,))
        elif name not in ("sources", "channels"):
            yield f"READOUT_{name}".upper(), (name,), field


def _variables_in(section: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], FieldInfo]]:
    for key, inner in section.model_fields.items():
        here = (*path, key)
        if isinstance(inner.annotation, type) and issubclass(inner.annotation, BaseModel):
            yield from _variables_in(inner.annotation, here)
            continue
        own = next((mark.name for mark in inner.metadata if isinstance(mark, Variable)), "")
        yield own or f"READOUT_{'_'.join(here)}".upper(), here, inner


def is_secret(field: FieldInfo) -> bool:
    """Tell whether an option is a secret."""
    return SecretStr in get_args(field.annotation) or field.annotation is SecretStr


def secrets_of(settings: BaseModel) -> list[str]:
    """Return the values of all secrets that are set."""
    held = [getattr(settings, name) for name in type(settings).model_fields]
    own = [each.get_secret_value() for each in held if isinstance(each, SecretStr)]
    return [*own, *(secret for each in held if isinstance(each, BaseModel) for secret in secrets_of(each))]


# ---------------------------------------------------------------- the file


def _read_yaml(file: Path, kind: type[Settings]) -> tuple[dict[str, Any], Line]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{file}: no such file. `readout setup` writes one") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: not text in UTF-8. Save it as UTF-8") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}") from None
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{file}:{line}: not YAML: {error.problem or error.context}") from None
    except yaml.YAMLError as error:
        raise ConfigError(f"{file}:1: not YAML: {' '.join(str(error).split())}") from None
    if values is None:
        return {}, {}
    if not isinstance(values, dict):
        raise ConfigError(f"{file}:1: the file holds a {type(values).__name__}, not keys and values")
    lines = dict(_line_numbers(node, ()))
    _refuse_secrets(file, values, lines, kind)
    return {key: value for key, value in values.items() if value is not None}, lines


def _line_numbers(node: yaml.Node | None, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, key.start_mark.line + 1
            yield from _line_numbers(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*path, index)
            yield here, value.start_mark.line + 1
            yield from _line_numbers(value, here)


def _refuse_secrets(file: Path, values: Mapping[str, Any], lines: Line, kind: type[Settings]) -> None:
    for variable, path, field in variables(kind):
        section: Any = values
        for key in path[:-1]:
            section = section.get(key) if isinstance(section, dict) else None
        if is_secret(field) and isinstance(section, dict) and path[-1] in section:
            raise ConfigError(
                f"{file}:{lines.get(path, 1)}: a secret does not belong in this file. "
                f"Set {variable} in the environment, or name a file with {variable}_FILE"
            )


# ---------------------------------------------------------------- the environment


def _overlay(values: dict[str, Any], environ: Mapping[str, str], kind: type[Settings]) -> dict[KeyPath, str]:
    """Lay the environment over the file's values; return which variable set which path."""
    names: dict[KeyPath, str] = {}
    for variable, path, field in variables(kind):
        value = _value(variable, field, environ)
        if value is None:
            continue
        target = values
        for key in path[:-1]:
            target = target.setdefault(key, {})
            if not isinstance(target, dict):
                break  # the file has something else here: validation says so
        else:
            target[path[-1]] = value.split(",") if _is_list(field) else value
            names[path] = variable
    return names


def _value(variable: str, field: FieldInfo, environ: Mapping[str, str]) -> str | None:
    if environ.get(variable):
        return environ[variable].strip()
    file = environ.get(f"{variable}_FILE") if is_secret(field) else None
    if not file:
        return None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise ConfigError(f"{variable}_FILE: {file}: {reason}") from None


def _is_list(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is tuple


# ---------------------------------------------------------------- what is wrong, in words


def _explain(
    item: Any,  # noqa: ANN401 - pydantic's ErrorDetails
    file: SettingsFile,
    names: Mapping[KeyPath, str],
    kind: type[Settings],
) -> str:
    path: KeyPath = tuple(item["loc"])
    where = names.get(path) or file.place(path)
    return f"{where}: {_problem(item, path, kind)}"


def _problem(item: Any, path: KeyPath, kind: type[Settings]) -> str:  # noqa: ANN401
    name = ".".join(str(key) for key in path)
    if item["type"] == "extra_forbidden":
        return f"unknown key {name!r}.{_suggest(str(path[-1]), _keys(kind, path[:-1]))}"
    if item["type"] == "missing":
        return f"{name} is missing"
    if item["type"] == "literal_error":
        allowed = [str(choice) for choice in _choices(kind, path)]
        return f"{name}: {item['input']!r} is not one of {', '.join(allowed)}.{_suggest(str(item['input']), allowed)}"
    message = str(item["msg"]).removeprefix("Value error, ")
    return message if item["type"] == "value_error" else f"{name}: {message[:1].lower()}{message[1:]}"


def _suggest(word: str, known: list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f" Did you mean {near[0]!r}?" if near else (f" Known keys: {', '.join(known)}" if known else "")


def _keys(kind: type[Settings], path: KeyPath) -> list[str]:
    model = _model_at(kind, path)
    if model is None:
        return []
    return [key for key, field in model.model_fields.items() if not is_secret(field)]


def _choices(kind: type[Settings], path: KeyPath) -> tuple[Any, ...]:
    model = _model_at(kind, path[:-1])
    field = model.model_fields.get(str(path[-1])) if model else None
    return get_args(field.annotation) if field and get_origin(field.annotation) is Literal else ()


def _model_at(settings: type[Settings], path: KeyPath) -> type[BaseModel] | None:
    kind: Any = settings
    for key in path:
        if isinstance(key, int):
            continue
        field = kind.model_fields.get(key)
        if field is None:
            return None
        kind = next(iter(_models_in(field.annotation)), None)
        if kind is None:
            return None
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any type form
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (tuple, list, Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _models_in(inner)
