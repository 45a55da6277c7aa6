"""What the tests of the chat room share: Discord's published description, the check of its bodies, and services that
are forked off a process that has loaded both platforms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from discord_server import described, limits
from discord_server.rules import house_rules
from nursery import Nursery


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


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Forks services, for the tests of a file that asks for it."""
    with Nursery("bot.chat.discord.adapter", "bot.chat.slack.adapter") as made:
        yield made
