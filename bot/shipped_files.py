"""Where the shipped files are: in the wheel beside the code, in a clone at the top."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the path of a shipped file or folder: `prompts`, `seeds`, or one of `config`."""
    inside = _HERE / "shipped" / name
    return inside if inside.exists() else _HERE.parent / name
