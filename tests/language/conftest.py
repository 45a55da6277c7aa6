"""An invented language, of one folder and one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.language.registry import PACKS


@pytest.fixture
def velvi() -> Iterator[str]:
    """The code of a language that Readout does not have, for as long as a test goes on."""
    PACKS["zz"] = "tests.language.toy"
    yield "zz"
    del PACKS["zz"]
