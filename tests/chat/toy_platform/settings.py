"""The toy's section of the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr

from bot.config.sections import Section, Variable


class ToySettings(Section):
    """A post box; the key to it comes from TOY_KEY."""

    key: Annotated[SecretStr | None, Variable("TOY_KEY")] = Field(None, exclude=True, description="TOY_KEY")
    box: Path = Field(Path("box"), description="the folder that letters lie in")
