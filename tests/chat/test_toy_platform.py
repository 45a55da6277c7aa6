"""A platform is one folder and a line in the registry: with them, every room serves it (CONTRIBUTING's walk)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from service import Service, surroundings
from toy_platform.platform import KEY

from bot.chat import desk_protocol, registry
from bot.chat.adapter_protocol import ChatAdapter, Lease, PartKey
from bot.chat.inbox import Inbox
from bot.chat.platform import ChatPlatform
from bot.config import sections as config_sections

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ARTICLE = {
    "url": "https://herald.example/bridge",
    "title": "The bridge at Wenlow opens on Friday",
    "text": "The bridge at Wenlow opens to lorries on Friday. Repairs took nine weeks and cost 4 million crowns.",
    "published_at": "2026-03-02T05:00:00Z",
    "source": "Herald",
    "language": "en",
}
EARLY = "2026-03-02T05:30:00Z"
Readout = Callable[..., "subprocess.CompletedProcess[str]"]


def environ(folder: Path) -> dict[str, str]:
    """The surroundings of a command that knows the toy."""
    path = f"{ROOT}:{HERE}"
    return surroundings(folder / "data", PYTHONPATH=path, TOY_KEY=KEY, READOUT_TOY_BOX=str(folder / "box"))


@pytest.fixture
def readout(tmp_path: Path) -> Readout:
    def run(*words: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "toy_platform", *words],
            input=stdin, capture_output=True, text=True, timeout=600, cwd=tmp_path, env=environ(tmp_path) | more,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def test_what_the_walk_names_is_there() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    walk = page.partition("\n#### How to add a platform\n")[2].partition("\n#### ")[0]
    named = set(re.findall(r"`([^`\s]+)`", walk))
    files = {name for name in named if "/" in name}
    assert {"bot/chat/registry.py", "tests/chat/toy_platform/"} <= files
    assert [name for name in files if not (ROOT / name).exists()] == []
    own = {name for name in named - files if name.endswith(".py")}
    assert own and [name for name in own if not (HERE / "toy_platform" / name).exists()] == []
    public = {
        *vars(ChatPlatform),
        *ChatPlatform.__annotations__,
        *vars(ChatAdapter),
        *vars(PartKey),
        *vars(Lease),
        *vars(Inbox),
        *vars(registry),
    }
    public |= {*vars(desk_protocol), *vars(config_sections), "ChatPlatform", "ChatAdapter", "Inbox"}
    assert named - files - own - public == set()


def findings(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[str, str]]:
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {record["check"]: (record["state"], record["message"]) for record in records}


def test_the_service_briefs_it_and_answers_on_it(readout: Readout, tmp_path: Path) -> None:
    assert readout("channels", "add", "square", "--platform", "toy", "--id", "square").returncode == 0
    assert (
        readout(
            "subscriptions", "add", "--channel", "square", "--at", "06:00", "--zone", "UTC", READOUT_NOW=EARLY
        ).returncode
        == 0
    )
    assert readout("ingest", "-", stdin=json.dumps(ARTICLE), READOUT_NOW=EARLY).returncode == 0
    box = tmp_path / "box"

    def shown() -> str:
        lines = (box / "square.jsonl").read_text(encoding="utf-8").splitlines() if box.exists() else []
        return "\n".join(json.loads(line)["text"] for line in lines)

    more = {key: value for key, value in environ(tmp_path).items() if key.startswith(("TOY", "READOUT_TOY", "PYTHON"))}
    with Service(tmp_path / "data", "2026-03-02T05:59:58Z", module="toy_platform", **more) as service:
        service.until(lambda: (box / "square.jsonl").exists() and "Wenlow" in shown())
        briefed = shown()
        letter = {"event": "1", "channel": "square", "from": "ann", "text": "/nonsense"}
        (box / "letter").write_text(json.dumps(letter), encoding="utf-8")
        (box / "letter").rename(box / "inbox/1.json")
        service.until(lambda: shown() != briefed)
        service.stop()
    assert briefed.count("opens to lorries on Friday") == 1
    assert "!help lists them" in shown()


def test_doctor_checks_it(readout: Readout) -> None:
    assert findings(readout("doctor", "--json"))["toy"] == ("ok", "the key turns")
    wrong = readout("doctor", "--json", TOY_KEY="hairpin")
    assert wrong.returncode == 1
    assert findings(wrong)["toy"] == ("bad", "the key does not turn. Ask the post office")
    readout("channels", "add", "square", "--platform", "toy", "--id", "square")
    assert findings(readout("doctor", "--json", TOY_KEY=""))["toy"][1].startswith("no token. Set TOY_KEY")


def test_setup_takes_a_person_through_it(readout: Readout, tmp_path: Path) -> None:
    lines = ("toy", "square", "08:00", "daily", "UTC", "none")
    done = readout("setup", stdin="".join(f"{line}\n" for line in lines))
    assert done.returncode == 0, done.stderr
    assert "That is #square." in done.stdout
    assert "platform: toy" in (tmp_path / "config/readout.yaml").read_text(encoding="utf-8")
    assert readout("config", "check").returncode == 0


def test_its_messages_can_be_looked_at_before_they_are_sent(readout: Readout) -> None:
    readout("ingest", "-", stdin=json.dumps(ARTICLE), READOUT_NOW=EARLY)
    done = readout("brief", "--as", "toy", READOUT_NOW="2026-03-02T06:00:00Z")
    bodies = [json.loads(line) for line in done.stdout.splitlines()]
    assert "Wenlow" in "".join(body["text"] for body in bodies)
    assert all(body.keys() == {"mark", "text"} for body in bodies)


def test_its_settings_are_checked_and_its_name_is_offered(readout: Readout, tmp_path: Path) -> None:
    (tmp_path / "readout.yaml").write_text("toy:\n  bax: here\n", encoding="utf-8")
    wrong = readout("config", "check", "--config", "readout.yaml")
    assert "readout.yaml:2: unknown key 'toy.bax'. Did you mean 'box'?" in wrong.stderr
    (tmp_path / "readout.yaml").write_text("toy:\n  key: open sesame\n", encoding="utf-8")
    assert "Set TOY_KEY in the environment" in readout("config", "check", "--config", "readout.yaml").stderr
    (tmp_path / "readout.yaml").write_text("channels: [{name: a, platform: tyo, id: b}]\n", encoding="utf-8")
    assert "Did you mean 'toy'?" in readout("config", "check", "--config", "readout.yaml").stderr
    assert "toy" in readout("channels", "add", "--help").stdout
