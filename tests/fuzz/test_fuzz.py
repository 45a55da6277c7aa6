"""Feeds and pages that nobody wrote: invented by hypothesis from parts of real ones, and by atheris from coverage."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import targets

ROOT = Path(__file__).parents[2]
SECONDS = os.environ.get("READOUT_FUZZ_SECONDS", "30")
_TAGS = "rss channel item title link description pubDate guid entry feed author content summary updated p div a h1 nav li br"
_PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in _TAGS.split()] + [f"</{tag}>" for tag in _TAGS.split()]),
    st.sampled_from(
        ["<![CDATA[", "]]>", "&amp;", "&#0;", "&#x110000;", "<!--", "-->", "&lt;p&gt;", "“", "”", '"', "\x00"]
    ),
    st.sampled_from(
        ["Ada Falk said", "on Monday", "“It rained.”", ". ", "\n", "http://[", "//x", "2027-13-45", "31 Feb 0000"]
    ),
    st.text(max_size=12),
)
_MADE = st.lists(_PIECES, max_size=60).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
_WHOLE = (*targets.FEEDS, *targets.PAGES)


def spoilt(whole: str, noise: bytes, share: float, length: int) -> bytes:
    """A good input with some of it taken out and something put in its place."""
    body = whole.encode()
    at = int(share * len(body))
    return body[:at] + noise + body[at + length :]


_SPOILT = st.builds(
    spoilt, st.sampled_from(_WHOLE), _MADE | st.binary(max_size=40), st.floats(0, 1), st.integers(0, 80)
)


@pytest.mark.parametrize("target", targets.TARGETS.values(), ids=targets.TARGETS.keys())
@given(body=_MADE | _SPOILT)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_leaves_the_room_but_a_line_and_no_span_its_text(target, body: bytes) -> None:
    target(body)


@pytest.mark.slow
@pytest.mark.parametrize("name", targets.TARGETS)
def test_the_fuzzer_finds_nothing(name: str, tmp_path: Path) -> None:
    """READOUT_FUZZ_SECONDS sets how long it looks."""
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris has no build for this Python and machine")
    found = tmp_path / "corpus"
    found.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", name, SECONDS, str(found)],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, errors="replace",
        timeout=60 + 3 * float(SECONDS),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    assert len(list(found.iterdir())) > 10, "it finds its way into the parsers"
