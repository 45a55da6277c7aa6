"""A database of a test's own on the tests' server, and stores of several workers on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.store.opening import open_store
from bot.store.protocol import Store
from tests.postgres_server import MISSING, Databases, programs

if TYPE_CHECKING:
    from tests.postgres_server import Server


@pytest.fixture(scope="session")
def databases() -> Databases:
    if programs() is None:
        pytest.skip(MISSING)
    return Databases()


@pytest.fixture
def address(databases: Databases, tmp_path: Path) -> Iterator[SecretStr]:
    """Where a store is that holds nothing."""
    yield databases.address(tmp_path)
    databases.forget({tmp_path.resolve()})


@pytest.fixture
def worker(address: SecretStr, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens the store once more, as another process would."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(open_store(tmp_path / "data", address))


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server that a test may stop and start: it keeps what was committed for good, and no more."""
    from tests.postgres_server import Server, folder_for_a_server

    if programs() is None:
        pytest.skip(MISSING)
    made = Server(folder_for_a_server(), safe=True)
    made.start()
    yield made
    made.stop()
    shutil.rmtree(made.folder)
