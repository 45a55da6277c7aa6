"""What the tests of the chat room share: Discord's published description, and the check of its bodies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from discord_server import described, limits
from discord_server.rules import house_rules


@pytest.fixture(scope="session")
def discord_description(shared: Path) -> Path:
    """Discord's OpenAPI description."""
    file = shared / "specs" / "discord-openapi.json"
    if not file.is_file():
        pytest.skip("Discord's OpenAPI description is not beside the repository")
    return file


@pytest.fixture(scope="session")
def discord_check(discord_description: Path) -> Callable[[dict[str, Any]], list[str]]:
    """Returns what is wrong with a message body: by Discord's published description and what that leaves out."""
    check = described(discord_description)
    return lambda body: check("POST", "/channels/1/messages", body) + limits(body) + house_rules(body)
