"""The settings: what holds, and the one line that says what does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.chat.registry import settings_class
from bot.config.loading import load
from bot.config.settings import Settings
from bot.errors import ConfigError
from bot.ops.reference_pages import example_yaml, reference_page

ROOT = Path(__file__).parents[1]


def given(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "readout.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def problem(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        load(given(tmp_path, text), environ or {}, settings_class())
    return str(caught.value).removeprefix(str(tmp_path) + "/")


def test_nothing_set_gives_the_defaults() -> None:
    assert load(None, {}, Settings) == Settings()
    assert load(None, {}, settings_class()) == settings_class()()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = given(tmp_path, "fetch:\n  timeout: 3\n  concurrency: 2\n")
    settings = load(
        file, {"READOUT_FETCH_TIMEOUT": "7", "READOUT_ALLOW_ORIGINS": "http://127.0.0.1:1,http://[::1]:2"}, Settings
    )
    assert (settings.fetch.timeout, settings.fetch.concurrency) == (7.0, 2)
    assert settings.fetch.allow_origins == ("http://127.0.0.1:1", "http://[::1]:2")


def test_a_secret_comes_from_the_environment_or_a_file_that_it_names(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("from-a-file\n")
    settings = load(
        None, {"DISCORD_TOKEN_FILE": str(token), "OPENAI_API_KEY": "from-the-environment"}, settings_class()
    )
    assert settings.discord.token and settings.discord.token.get_secret_value() == "from-a-file"
    assert "from-a" not in repr(settings) and "from-the" not in repr(settings.model_dump())


def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    line = problem(tmp_path, "discord:\n  token: hunter2\n")
    assert line.startswith("readout.yaml:2: a secret does not belong in this file. Set DISCORD_TOKEN")
    assert "hunter2" not in line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("zone: Europe/Kyv\n", "readout.yaml:1: unknown time zone 'Europe/Kyv'. Did you mean 'Europe/Kyiv'?"),
        ("fetch:\n  timeuot: 3\n", "readout.yaml:2: unknown key 'fetch.timeuot'. Did you mean 'timeout'?"),
        (
            "log_level: infos\n",
            "readout.yaml:1: log_level: 'infos' is not one of debug, info, warning, error. Did you mean 'info'?",
        ),
        ("fetch:\n  timeout: soon\n", "readout.yaml:2: fetch.timeout: input should be a valid number"),
        ("a: [1\n", "readout.yaml:2: not YAML: expected ',' or ']', but got '<stream end>'"),
        ("- 1\n", "readout.yaml:1: the file holds a list, not keys and values"),
        (
            "channels:\n  - name: a\n    briefings:\n      - days: mon\n",
            "readout.yaml:4: channels.0.briefings.0.at is missing",
        ),
        (
            "channels:\n  - name: a\n    briefings:\n      - at: '8:00'\n        language: Grman\n",
            "readout.yaml:5: unknown language 'Grman'. Did you mean German?",
        ),
        (
            "fetch:\n  allow_origins: ['file:///etc']\n",
            "readout.yaml:2: 'file:///etc' is no server's address. Write it like https://host:port",
        ),
        (
            "fetch:\n  allow_origins: ['http://10.0.0.1/feeds']\n",
            "readout.yaml:2: 'http://10.0.0.1/feeds' is more than an origin.",
        ),
        ("model:\n  base_url: 127.0.0.1:8080\n", "readout.yaml:2: '127.0.0.1:8080' is no server's address."),
        (
            "discord:\n  gateway_url: https://x\n",
            "readout.yaml:2: 'https://x' is no server's address. Write it like wss:",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_fix(tmp_path: Path, text: str, line: str) -> None:
    assert problem(tmp_path, text).startswith(line)


@pytest.mark.parametrize(
    "text",
    [
        "schedule:\n  housekeeping: every day\n",
        "channels:\n  - name: a\n    briefings: [{at: '25:00'}]\n",
        "channels:\n  - name: a\n    briefings: [{at: '08:00', days: mon-fry}]\n",
        "channels:\n  - name: a\n    briefings: [{at: '08:00', zone: Mars}]\n",
    ],
)
def test_a_wrong_time_or_cron_is_one_line(tmp_path: Path, text: str) -> None:
    line = problem(tmp_path, text)
    assert line.startswith("readout.yaml:") and "\n" not in line


def test_a_variable_that_is_wrong_is_named(tmp_path: Path) -> None:
    assert problem(tmp_path, "", {"READOUT_WEB_PORT": "eighty"}).startswith("READOUT_WEB_PORT: web.port: ")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "readout.yaml").write_bytes(b"zone: \xff\xfe")
    with pytest.raises(ConfigError, match=r"readout.yaml: not text in UTF-8. Save it as UTF-8"):
        load(tmp_path / "readout.yaml", {}, Settings)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file. `readout setup` writes one"):
        load(tmp_path / "none.yaml", {}, Settings)


def test_the_example_and_the_reference_say_what_the_table_says() -> None:
    assert (ROOT / "config/readout.example.yaml").read_text(encoding="utf-8") == example_yaml()
    assert (ROOT / "docs/configuration.md").read_text(encoding="utf-8") == reference_page()


def test_the_example_holds_when_every_line_is_taken_in(tmp_path: Path) -> None:
    kept = [line[2:] for line in example_yaml().splitlines() if re.match(r"# (?: *(?:- )?[a-z_]+:)", line)]
    settings = load(given(tmp_path, "\n".join(kept)), {}, settings_class())
    assert settings.channels[0].briefings[0].zone == "Europe/Kyiv"
    assert yaml.safe_load("\n".join(kept))
