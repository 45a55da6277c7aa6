"""The documentation runs: its commands are executed, its example is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
PAGES = [TOP / "README.md", TOP / "CONTRIBUTING.md", *sorted((TOP / "docs").glob("*.md"))]
RUN = re.compile(r"<!-- run -->\n```sh\n(.*?)```", re.DOTALL)
SHOWN = re.compile(r"<!-- shown by: (readout .+?) -->\n```text\n(.*?)```", re.DOTALL)
ELIDED = "…"


def blocks(pattern: re.Pattern[str]) -> list[object]:
    """The blocks of a kind on all pages, each a case of its own; all but the first of a page are slow."""
    return [
        pytest.param(match, id=f"{page.name}-{number}", marks=() if number == 1 else pytest.mark.slow)
        for page in PAGES
        for number, match in enumerate(pattern.finditer(page.read_text(encoding="utf-8")), 1)
    ]


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script as a reader would: in a folder with the seeds, with `readout` on the path."""
    if not (folder / "seeds").exists():
        (folder / "seeds").symlink_to(TOP / "seeds")
    env = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(
        ["sh", "-euc", script],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=600,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("block", blocks(RUN))
def test_the_commands_of_the_documentation_run(block: re.Match[str], tmp_path: Path) -> None:
    done = shell(block[1], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("block", blocks(SHOWN))
def test_what_the_documentation_shows_is_what_is_printed(block: re.Match[str], tmp_path: Path) -> None:
    printed = iter(shell(block[1], tmp_path).stdout.splitlines())
    for line in block[2].splitlines():
        if line.strip() not in ("", ELIDED):
            assert line in printed, f"not printed, or not in this order: {line!r}"


def test_every_target_of_make_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (TOP / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"\bmake ([a-z]+)\b", _code(page))}
    assert {"demo", "test"} <= named <= targets


def test_every_command_that_is_named_is_there() -> None:
    named = {name for page in PAGES for name in re.findall(r"(?<!/)\breadout ([a-z]+)\b", _code(page))}
    told = subprocess.run([sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, check=True, cwd=TOP)
    commands = set(re.findall(r"^  ([a-z]+) ", told.stdout.partition("Commands:")[2], re.MULTILINE))
    assert named and named <= commands | {"readout"}


def test_every_command_of_the_chat_that_is_named_is_there() -> None:
    from bot.chat.commands import COMMANDS

    named = {name for page in PAGES for name in re.findall(r"/readout ([a-z]+)\b", _code(page))}
    assert named <= {spec.name for spec in COMMANDS}


def test_every_link_inside_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def _code(page: Path) -> str:
    """What stands in code on a page, in blocks and in lines."""
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return "\n".join(fenced + inline)
