"""The Dockerfile's steps work from a clean root, and what they make runs as compose.yaml starts it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from clean_root import TOP, Container, Image, build
from recipe import context, stages

UNABLE = "no clean root can be made here: it takes root and debootstrap"


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        pytest.skip(UNABLE)
    folder = tmp_path_factory.mktemp("container")
    folder.chmod(0o755)
    yield build(folder)
    shutil.rmtree(folder, ignore_errors=True)


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def until_healthy(container: Container, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if container.process.poll() is not None:
            raise AssertionError(f"it ended with {container.process.returncode}: {container.process.communicate()}")
        if container.run(*container.image.health).returncode == 0:
            return
        time.sleep(0.5)
    raise AssertionError("HEALTHCHECK did not come to hold")


# ---------------------------------------------------------------- as written


def test_the_recipe_is_of_two_stages_and_ends_without_root() -> None:
    *_, last = stages(TOP / "Dockerfile")
    users = [step.rest for step in last.steps if step.word == "USER"]
    assert users and users[-1].split(":")[0].isdigit() and users[-1].split(":")[0] != "0"
    assert len(stages(TOP / "Dockerfile")) == 2


def test_every_stage_begins_with_the_same_base_pinned_by_its_digest() -> None:
    (base,) = {each.base for each in stages(TOP / "Dockerfile")}
    assert re.fullmatch(r"python:3\.\d+-slim@sha256:[0-9a-f]{64}", base)


def test_the_build_sees_what_it_copies_and_nothing_private() -> None:
    seen = {path.as_posix() for path in context(TOP)}
    assert {"pyproject.toml", "requirements/runtime.txt", "config/readout.example.yaml"} <= seen
    tops = {name.split("/")[0] for name in seen}
    assert tops == {"bot", "prompts", "seeds", "config", "requirements", "pyproject.toml", "README.md", "LICENSE"}
    assert not [name for name in seen if name.endswith((".env", "readout.yaml", ".sqlite3"))]


def test_compose_starts_it_locked_down() -> None:
    service = yaml.safe_load((TOP / "compose.yaml").read_text(encoding="utf-8"))["services"]["readout"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])
    assert [volume.partition(":")[2] for volume in service["volumes"]] == ["/data"]
    assert "ports" not in service, "the health port is the container's own"


# ---------------------------------------------------------------- as built


@pytest.mark.slow
def test_what_is_built_carries_no_tool_of_the_build(image: Image) -> None:
    tools = {path.name for path in (image.root / "opt/readout/bin").iterdir()}
    assert "readout" in tools
    assert not tools & {"pip", "pip3", "hatchling", "mypy", "pytest"}
    assert not (image.root / "opt/builder").exists()
    assert not (image.root / "src").exists()


@pytest.mark.slow
def test_the_demo_runs_with_a_read_only_root_and_no_network(image: Image, tmp_path: Path) -> None:
    demo = Container(image, tmp_path / "data", "demo", network=False)
    told, complained = demo.process.communicate(timeout=600)
    assert demo.process.returncode == 0, complained
    assert "colossal mistake" in told
    assert list((tmp_path / "data").iterdir()) == []


@pytest.mark.slow
def test_the_service_is_healthy_keeps_its_store_and_drains(image: Image, tmp_path: Path) -> None:
    data = tmp_path / "data"
    service = Container(image, data, READOUT_WEB_PORT=free_port())
    try:
        until_healthy(service, 120)
        ids = Path(f"/proc/{service.pid}/status").read_text().split("Uid:")[1].split()[:4]
        assert ids == ["10001"] * 4
        assert service.run("touch", "/opt/readout/x").returncode != 0
        assert service.run("readout", "doctor").returncode == 0
        assert service.stop(getattr(signal, image.stop_signal), 120) == 0, service.process.communicate()
    finally:
        service.end()
    assert {path.stat().st_uid for path in data.rglob("*")} == {10001}
    assert (data / "readout.sqlite3").exists()


@pytest.mark.slow
def test_the_health_check_tells_when_nothing_serves(image: Image, tmp_path: Path) -> None:
    asleep = replace(image, entrypoint=["sleep"], command=["600"])
    idle = Container(asleep, tmp_path / "data", READOUT_WEB_PORT=free_port())
    try:
        time.sleep(1)
        asked = idle.run(*image.health)
        assert asked.returncode == 1 and "refused" in asked.stderr
    finally:
        idle.end()
