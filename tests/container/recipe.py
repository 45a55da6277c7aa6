"""A Dockerfile read into its stages, and the files that .dockerignore lets through."""

from __future__ import annotations

import fnmatch
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Instruction:
    """`RUN make`: a word, its --flags and the rest of the line."""

    word: str
    flags: dict[str, str]
    rest: str

    def words(self) -> list[str]:
        """The rest as words, from JSON or as a shell would split it."""
        return list(json.loads(self.rest)) if self.rest.startswith("[") else shlex.split(self.rest)


@dataclass
class Stage:
    """What stands from one FROM to the next."""

    name: str
    base: str
    steps: list[Instruction] = field(default_factory=list)


def stages(file: Path) -> list[Stage]:
    """The stages of a Dockerfile, in order."""
    found: list[Stage] = []
    for step in _instructions(file.read_text(encoding="utf-8")):
        if step.word == "FROM":
            base, _, name = step.rest.partition(" AS ")
            found.append(Stage(name.strip() or str(len(found)), base.strip()))
        else:
            found[-1].steps.append(step)
    return found


def _instructions(text: str) -> Iterator[Instruction]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n\s*", "", "\n".join(lines))
    for line in whole.splitlines():
        word, _, rest = line.strip().partition(" ")
        flags: dict[str, str] = {}
        while match := re.match(r"--([\w-]+)=(\S+)\s+", rest):
            flags[match[1]] = match[2]
            rest = rest[match.end() :]
        yield Instruction(word.upper(), flags, rest.strip())


def context(top: Path) -> list[Path]:
    """The files below `top` that a build may see, relative: .dockerignore's last word on each."""
    rules = [line.strip() for line in (top / ".dockerignore").read_text(encoding="utf-8").splitlines()]
    rules = [rule for rule in rules if rule and not rule.startswith("#")]
    names = {rule.lstrip("!").split("/")[0] for rule in rules if rule.startswith("!")}
    files = (path for name in names for path in _files(top / name))
    return sorted(path.relative_to(top) for path in files if not _ignored(path.relative_to(top), rules))


def _files(path: Path) -> Iterator[Path]:
    yield from (path.rglob("*") if path.is_dir() else [path] if path.exists() else [])


def _ignored(path: Path, rules: list[str]) -> bool:
    ignored = False
    tried = [path.as_posix(), *(parent.as_posix() for parent in path.parents)]
    for rule in rules:
        pattern = rule.lstrip("!").removeprefix("**/")
        anywhere = rule.startswith("**/")
        if any(fnmatch.fnmatchcase(name.rsplit("/", 1)[-1] if anywhere else name, pattern) for name in tried):
            ignored = not rule.startswith("!")
    return ignored
