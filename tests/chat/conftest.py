"""What the tests of the chat room share: noun builders, and the check of Discord's bodies."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from discord_server import limits


@pytest.fixture(scope="session")
def discord_check(shared: Path) -> Callable[[dict[str, Any]], list[str]]:
    """Returns what is wrong with a message body: by Discord's published description and what that leaves out."""
    file = shared / "specs" / "discord-openapi.json"
    if not file.is_file():
        pytest.skip("Discord's OpenAPI description is not beside the repository")
    import jsonschema

    components = json.loads(file.read_text())["components"]
    body = {"$ref": "#/components/schemas/MessageCreateRequest"}
    validator = jsonschema.Draft202012Validator({**body, "components": components})

    def check(request: dict[str, Any]) -> list[str]:
        told = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(request)]
        return told + limits(request)

    return check
