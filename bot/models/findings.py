"""What a check found: for doctor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FindingState = Literal["ok", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check gave, in a line with the fix; `bad` means that something cannot work as it is."""

    check: str
    state: FindingState
    message: str
