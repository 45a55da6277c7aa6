"""What every test may use: the data beside the repository, and a network that ends at this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.detection import is_hypothesis_test

from tests import both_stores

both_stores.use()  # before a test's module names what opens a store

# No deadline: how long an example takes is the machine's matter. `make proof` runs every property again, with "proof".
settings.register_profile(
    "quick",
    max_examples=int(os.environ.get("READOUT_PROOF_COUNT", "25")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "proof", settings.get_profile("quick"), max_examples=int(os.environ.get("READOUT_PROOF_COUNT", "200"))
)
settings.load_profile("quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under the profile "proof", have the properties run with the slow tests; leave out what this store has not.

    What needs a server of PostgreSQL whichever store the tests are run on is marked `postgres`.
    """
    for item in items:
        if both_stores.needs_server(item.nodeid):
            item.add_marker(pytest.mark.postgres)
    left_out = [item for item in items if both_stores.why_not(item.nodeid)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    if config.getoption("--hypothesis-profile") == "proof":
        for item in items:
            if isinstance(item, pytest.Function) and is_hypothesis_test(item.function):
                item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data sets beside the repository (READOUT_SHARED names another)."""
    folder = Path(os.environ.get("READOUT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the data sets are not beside the repository (READOUT_SHARED names their folder)")
    return folder


@pytest.fixture(autouse=True)
def _own_stores() -> Iterator[None]:
    """Throw away what a test opened beside its folder."""
    before = both_stores.held()
    yield
    both_stores.forget(both_stores.held() - before)


@pytest.fixture(autouse=True, scope="session")
def _only_this_machine() -> Iterator[None]:
    """Refuse every address but loopback ones: no test reaches out."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and str(address[0]) not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test tried to reach {address!r}")
        connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where READOUT_ALLOWED_SKIPS names a file of reasons, let any other skip fail the run."""
    allowed = os.environ.get("READOUT_ALLOWED_SKIPS")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not allowed or reporter is None:
        return
    lines = Path(allowed).read_text(encoding="utf-8").splitlines()
    reasons = tuple(line for line in lines if line and not line.startswith("#"))
    for report in reporter.stats.get("skipped", ()):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ")
        if not reason.startswith(reasons):
            reporter.write_line(f"UNEXPECTED SKIP {report.nodeid}: {reason}", red=True)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
