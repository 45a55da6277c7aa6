"""Loads and renders the prompts: one file in `prompts/` is one prompt with its version.

A file begins with `{# version: N … #}` and has two blocks: `system`, our instructions, and `user`, which holds the
data. Text from outside enters through the filter `line` only: it becomes one line without control characters, so that
it can neither close its place nor open another one (promise 3).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import ConfigError
from bot.shipped_files import shipped
from bot.summarize.llm.protocol import Prompt
from bot.text.visible import line

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

_VERSION = re.compile(r"\{#\s*version:\s*([\w.-]+)")


def render(name: str, **data: object) -> Prompt:
    """Return the prompt `prompts/NAME.j2` filled with data; a value that is missing is an error."""
    version, template = _load(name)
    parts = {part: "".join(block(template.new_context(data))).strip() for part, block in template.blocks.items()}
    return Prompt(name=name, version=version, system=parts["system"], user=parts["user"])


def fingerprint_of(name: str) -> str:
    """Return a hash of the prompt's file: its version may stand still while its words are changed.

    A ConfigError where there is none, or it is no prompt.
    """
    _load(name)
    return _hash(_path(name))


@cache
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["line"] = line
    return environment


_FOLDER: ContextVar[Path | None] = ContextVar("prompts", default=None)


@contextmanager
def prompts_of(folder: Path | None) -> Iterator[None]:
    """Have the prompts of a folder used within the block, and the shipped ones where it has none of that name."""
    before = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(before)


def _load(name: str) -> tuple[str, Any]:
    return _read(_path(name))


def _path(name: str) -> Path:
    own = _FOLDER.get()
    path = own / f"{name}.j2" if own else None
    return path if path and path.is_file() else shipped("prompts") / f"{name}.j2"


@cache
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _read(path: Path) -> tuple[str, Any]:
    try:
        source = path.read_text(encoding="utf-8")
    except OSError:
        raise ConfigError(f"the prompt {path.name} is missing from {path.parent}: install Readout again") from None
    version = _VERSION.match(source)
    template = _environment().from_string(source)
    if not version or not {"system", "user"} <= template.blocks.keys():
        raise ConfigError(f"{path}: a prompt begins with {{# version: N #}} and has the blocks system and user")
    return version[1], template
