"""Runs a Dockerfile's steps in clean Debian roots, and starts what they made: there need be no container engine.

Each stage begins as a copy of one root that debootstrap made, with Python 3 and nothing of this machine. What is built
is started the way compose.yaml does it: a read-only root, a volume, /tmp in memory, no root user, as process 1.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL as KILL

from recipe import Instruction, Stage, context, stages

TOP = Path(__file__).resolve().parents[2]
PACKAGES = "python3,python3-venv,ca-certificates"
CERTIFICATES = Path("etc/ssl/certs/ca-certificates.crt")


@dataclass
class Image:
    """What a stage came to: its root and what a container engine would keep beside it."""

    root: Path
    env: dict[str, str] = field(default_factory=lambda: {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"})
    user: str = "0:0"
    folder: str = "/"
    volumes: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    stop_signal: str = "SIGTERM"


def debian(folder: Path) -> Path:
    """A clean root with Python 3, as `python` too; READOUT_CLEAN_ROOT names one that is ready."""
    ready = os.environ.get("READOUT_CLEAN_ROOT")
    if ready:
        return Path(ready)
    root = folder / "debian"
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", str(root)],
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=900,
    )
    return root


def build(folder: Path) -> Image:
    """Run the Dockerfile's steps in order; the image of its last stage."""
    base = debian(folder)
    built: dict[str, Image] = {}
    for stage in stages(TOP / "Dockerfile"):
        image = built[stage.name] = _from(base, folder / f"stage-{stage.name}")
        _run_steps(stage, image, built)
        _forget_this_machine(image.root)
    return image


def _from(base: Path, root: Path) -> Image:
    subprocess.run(["cp", "-a", "--reflink=auto", str(base), str(root)], check=True)
    python = root / "usr/local/bin/python"  # the official image calls it so
    if not python.is_symlink():
        python.symlink_to("/usr/bin/python3")
    # Name servers and certificates of this machine, which an engine would lend as well.
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    if (Path("/") / CERTIFICATES).exists():
        shutil.copy(Path("/") / CERTIFICATES, root / CERTIFICATES)
    return Image(root)


def _forget_this_machine(root: Path) -> None:
    (root / "etc/resolv.conf").write_text("")


def _run_steps(stage: Stage, image: Image, built: dict[str, Image]) -> None:
    for step in stage.steps:
        if step.word == "RUN":
            _run(step.rest, image)
        elif step.word == "COPY":
            _copy(step, image, built)
        else:
            _note(step, image)


def _note(step: Instruction, image: Image) -> None:
    """Keep what an engine would write beside the root."""
    match step.word:
        case "ENV":
            for key, _, value in (word.partition("=") for word in shlex.split(step.rest)):
                image.env[key] = value.replace("$PATH", image.env["PATH"])
        case "ARG":  # as it is where a build is given none
            key, _, value = step.rest.partition("=")
            image.env.setdefault(key, value)
        case "WORKDIR":
            image.folder = step.rest
            _made(_inside(image, step.rest))
        case "VOLUME":
            image.volumes += step.words()
        case "HEALTHCHECK":
            image.health = Instruction("CMD", {}, step.rest.removeprefix("CMD ").strip()).words()
        case "USER" | "STOPSIGNAL":
            setattr(image, {"USER": "user", "STOPSIGNAL": "stop_signal"}[step.word], step.rest)
        case "ENTRYPOINT" | "CMD":
            setattr(image, {"ENTRYPOINT": "entrypoint", "CMD": "command"}[step.word], step.words())
        case other:
            raise AssertionError(f"no way to run a step {other} here: teach it, or leave it out")


def _run(command: str, image: Image) -> None:
    lent = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    inside = f"cd {shlex.quote(image.folder)} && {command}"
    done = subprocess.run(
        ["chroot", f"--userspec={image.user}", str(image.root), "/bin/sh", "-c", inside],
        env={"HOME": "/root", **lent, **image.env},
        capture_output=True,
        text=True,
        timeout=1200,
    )
    assert done.returncode == 0, f"RUN {command}\n{done.stdout}\n{done.stderr}"


def _copy(step: Instruction, image: Image, built: dict[str, Image]) -> None:
    *sources, target = step.words()
    into = _inside(image, target)
    for source in sources:
        if "from" in step.flags:
            subprocess.run(["cp", "-a", f"{_inside(built[step.flags['from']], source)}/.", _made(into)], check=True)
        else:
            _copy_from_here(source, into, as_folder=target.endswith("/") or len(sources) > 1)


def _copy_from_here(source: str, into: Path, *, as_folder: bool) -> None:
    wanted = Path(source)
    found = [path for path in context(TOP) if path == wanted or wanted in path.parents]
    assert found, f"COPY {source}: .dockerignore keeps it out"
    for path in found:
        if (TOP / path).is_dir():
            continue
        inner = path.relative_to(wanted) if path != wanted else Path(path.name) if as_folder else Path()
        (into / inner).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / path, into / inner)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _inside(image: Image, path: str) -> Path:
    return image.root / str(Path("/") / image.folder / path).lstrip("/")


# ---------------------------------------------------------------- what was built, started


class Container:
    """An image that runs: root read-only, the volumes writable, /tmp in memory, not root, as process 1."""

    def __init__(self, image: Image, folder: Path, *words: str, network: bool = True, **environ: str) -> None:
        self.image = image
        self.volume = folder
        self.env = {**image.env, **environ}
        spaces = ["--mount", "--pid", "--fork", "--kill-child", *([] if network else ["--net"])]
        script = "\n".join([*self._mounts(), f"exec {self._inner([*image.entrypoint, *(words or image.command)])}"])
        self.process = subprocess.Popen(
            ["unshare", *spaces, "/bin/sh", "-euc", script],
            env={**self.env, "PATH": os.environ["PATH"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )

    def _mounts(self) -> list[str]:
        root = shlex.quote(str(self.image.root))
        lines = [
            f"mount --bind {root} {root}",
            f"mount -o remount,bind,ro {root}",
            f"mount -t proc proc {root}/proc",
            f"mount -t tmpfs -o size=256m,mode=1777 tmpfs {root}/tmp",
            f"mount --rbind /dev {root}/dev",
        ]
        for path in self.image.volumes:
            inside = self.image.root / path.lstrip("/")
            self.volume.mkdir(exist_ok=True)
            os.chown(self.volume, inside.stat().st_uid, inside.stat().st_gid)
            lines.append(f"mount --bind {shlex.quote(str(self.volume))} {shlex.quote(str(inside))}")
        return lines

    def _inner(self, words: list[str]) -> str:
        user, _, group = self.image.user.partition(":")
        enter = ["chroot", str(self.image.root), "/usr/bin/setpriv"]
        rights = [f"--reuid={user}", f"--regid={group}", "--clear-groups", "--bounding-set=-all", "--no-new-privs"]
        place = f"cd {shlex.quote(self.image.folder)} && PATH={shlex.quote(self.env['PATH'])}"
        return shlex.join([*enter, *rights, "/bin/sh", "-c", f"{place} && exec {shlex.join(words)}"])

    @property
    def pid(self) -> int:
        """The number, out here, of what is process 1 in there; waits until there is one."""
        started = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        end = time.monotonic() + 120
        while not (children := started.read_text().split()):
            if time.monotonic() > end:
                raise AssertionError("nothing was started in the clean root")
            time.sleep(0.05)
        return int(children[0])

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the running container, as its user."""
        user, _, group = self.image.user.partition(":")
        spaces = ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--root", "--wd"]
        return subprocess.run(
            [*spaces, f"--setuid={user}", f"--setgid={group}", "/usr/bin/env", f"PATH={self.env['PATH']}", *words],
            env={**self.env, "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=120,
        )

    def stop(self, signal: int, seconds: float) -> int:
        """Send a signal to process 1; the exit status."""
        os.kill(self.pid, signal)
        return self.process.wait(seconds)

    def end(self) -> None:
        """Kill process 1 and what started it: it has another user, and so does not die with `unshare`."""
        if self.process.poll() is None:
            os.kill(self.pid, KILL)
        self.process.kill()
        self.process.communicate()
