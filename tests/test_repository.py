"""What the repository itself promises: seeds in words of our own, pins without hosts, a wheel that is whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot import __version__
from bot.ingest.feeds.opml import read_opml

TOP = Path(__file__).resolve().parents[1]
QUOTED = re.compile(r"“([^”]+)”")


def seeds() -> list[dict[str, Any]]:
    files = sorted((TOP / "seeds/articles").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def about_the_call() -> list[dict[str, Any]]:
    return [item for item in seeds() if "Putin" in item["text"]]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    found = words(text)
    return zip(*(found[start:] for start in range(length)), strict=False)


def flat(text: str) -> str:
    """Text with its quotation marks and spaces made plain, to compare words."""
    return " ".join(re.sub(r"[“”]", " ", text).replace("’", "'").split())


# ---------------------------------------------------------------- the seeds


def test_the_seeds_are_enough_for_a_demo() -> None:
    assert len(seeds()) >= 12
    assert len(about_the_call()) >= 8
    assert len({item["source"] for item in about_the_call()}) >= 4
    for item in seeds():
        assert set(item) == {"url", "title", "published_at", "source", "author", "language", "text"}
        assert re.match(r"https://[a-z-]+\.example/", item["url"]), "only domains that are reserved for examples"
        assert "2021-12-29" <= item["published_at"] < "2022-01-01"
    assert len({item["url"] for item in seeds()}) == len(seeds())


@pytest.mark.shared
def test_every_quotation_about_the_call_stands_word_for_word_in_its_source(shared: Path) -> None:
    source = flat((shared / "articles/biden-putin-call.txt").read_text(encoding="utf-8"))
    quoted = [match for item in about_the_call() for match in QUOTED.findall(item["text"] + item["title"])]
    assert len(quoted) > 15
    for words_said in quoted:
        assert flat(words_said).rstrip(".,") in source, words_said


@pytest.mark.shared
def test_outside_of_quotations_the_seeds_are_our_own_words(shared: Path) -> None:
    source = set(runs((shared / "articles/biden-putin-call.txt").read_text(encoding="utf-8"), 8))
    for item in about_the_call():
        for part in [item["title"], *QUOTED.sub(" ¶ ", item["text"]).split("¶")]:
            assert not (set(runs(part, 8)) & source), part


def test_the_feeds_to_begin_with_are_filed_by_topic() -> None:
    feeds = read_opml((TOP / "seeds/feeds.opml").read_bytes())
    assert len(feeds) >= 20
    assert len({feed.topic for feed in feeds}) >= 5
    assert len({feed.url for feed in feeds}) == len(feeds)
    for feed in feeds:
        assert feed.url.startswith("https://") and feed.title and feed.topic


# ---------------------------------------------------------------- the requirements


def pins(name: str) -> dict[str, set[str]]:
    """The pinned versions of a requirements file by package; every one has a hash and nothing else is in it."""
    text = (TOP / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        match = re.fullmatch(r"([a-z0-9.-]+)==(\S+)( ; [^:]+?)?((\s+--hash=sha256:[0-9a-f]{64})+)\s*", line)
        assert match, f"{name}: {line[:100]}"
        found.setdefault(match[1], set()).add(match[2])
    return found


def test_every_requirement_is_pinned_with_its_hashes_and_names_no_host() -> None:
    runtime, dev, build = pins("runtime.txt"), pins("dev.txt"), pins("build.txt")
    for some in (runtime, build):
        for package, versions in some.items():
            assert dev[package] == versions, f"{package} differs from dev.txt: make lock"


def test_every_dependency_of_the_project_is_pinned() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
    runtime, dev, build = pins("runtime.txt"), pins("dev.txt"), pins("build.txt")
    groups = (
        (project["project"]["dependencies"], runtime),
        (project["dependency-groups"]["dev"], dev),
        (project["build-system"]["requires"], build),
    )
    for wanted, pinned in groups:
        for requirement in map(Requirement, wanted):
            versions = pinned.get(canonicalize_name(requirement.name), set())
            assert any(version in requirement.specifier for version in versions), f"{requirement}: make lock"


# ---------------------------------------------------------------- what goes out


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(TOP)]
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True, timeout=600)
    (built,) = folder.glob("readout-*.whl")
    return built


def test_the_wheel_carries_what_the_program_reads(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("prompts", "seeds"):
        here = {path.relative_to(TOP).as_posix() for path in (TOP / folder).rglob("*") if path.is_file()}
        assert here and {f"bot/shipped/{name}" for name in here} <= names
    assert {"bot/shipped/config/readout.example.yaml", "bot/store/sqlite/migrations/0000s/0001_first.sql"} <= names
    assert not [name for name in names if "test" in name.split("/")[0] or name.endswith((".sqlite3", ".env"))]


@pytest.mark.slow
def test_the_wheel_runs_the_demo_alone_with_a_read_only_home_and_no_network(wheel: Path, tmp_path: Path) -> None:
    place, home = tmp_path / "empty", tmp_path / "home"
    home.mkdir()
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=600)
    pip = [str(place / "bin/pip"), "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(TOP / "requirements/runtime.txt")], check=True, timeout=600)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, timeout=600)
    done = alone([str(place / "bin/readout"), "demo"], home)
    assert done.returncode == 0, done.stderr
    assert "colossal mistake" in done.stdout
    assert list(home.iterdir()) == []


def alone(words: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a home that cannot be written, without a network: as root really, else as far as it goes."""
    dead = {f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https", "all")}
    command = words
    if os.geteuid() == 0 and shutil.which("unshare"):
        script = f'mount --bind "{home}" "{home}" && mount -o remount,bind,ro "{home}" && exec "$@"'
        command = ["unshare", "--mount", "--net", "/bin/sh", "-c", script, "sh", *words]
    else:
        home.chmod(0o555)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **dead}
    return subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=home, env=env)


def test_the_changelog_tells_this_version() -> None:
    assert f"## {__version__} " in (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
