"""Setting up, step by step: each answer is checked at once, no token reaches the file or the screen."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from slack_server import NEWS, SlackProcess

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def answers(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def test_the_console_needs_an_hour_and_a_zone(readout: Run, tmp_path: Path) -> None:
    done = readout(
        "setup", stdin=answers("console", "08:30", "mon-fri", "Europe/Kyiv", "Science, moonlight", "science")
    )
    assert done.returncode == 0, done.stderr
    assert "no feeds on 'moonlight'" in done.stdout
    written = (tmp_path / "config/readout.yaml").read_text(encoding="utf-8")
    assert "Europe/Kyiv" in written and "08:30" in written and "mon-fri" in written
    assert "nasa.gov" in written and "bbci" not in written
    assert readout("config", "check").returncode == 0
    assert "readout doctor" in done.stdout


def test_a_wrong_hour_and_zone_are_asked_again_with_the_fix(readout: Run) -> None:
    done = readout(
        "setup", stdin=answers("console", "25:00", "8am", "someday", "daily", "Europe/Kyv", "Europe/Kyiv", "none")
    )
    assert done.returncode == 0, done.stderr
    assert "25:00" in done.stdout and "someday" in done.stdout
    assert "Did you mean 'Europe/Kyiv'?" in done.stdout


def test_discord_is_asked_whose_token_it_is_and_whether_it_sees_the_channel(readout: Run, tmp_path: Path) -> None:
    lines = ("discord", "bad-token", "good-token", "general", "88", "99", "77", "08:00", "daily", "UTC", "none")
    done = readout("setup", stdin=answers(*lines))
    assert done.returncode == 0, done.stderr
    assert "does not accept the token" in done.stdout
    assert "That is desk-bot." in done.stdout and "client_id=42" in done.stdout
    assert "scope=bot+applications.commands&permissions=309237763072" in done.stdout
    assert "'general' is no channel id" in done.stdout
    assert "View Channel" in done.stdout and "knows no channel 99" in done.stdout
    assert "That is #news." in done.stdout
    written = (tmp_path / "config/readout.yaml").read_text(encoding="utf-8")
    assert "'77'" in written
    assert "good-token" not in written + done.stdout + done.stderr
    assert "DISCORD_TOKEN=..." in done.stdout
    assert readout("config", "check").returncode == 0


def test_slack_is_asked_for_both_tokens(readout: Run, tmp_path: Path) -> None:
    lines = ("slack", "good-token", "bad", "good-token", "C88", "C77", "08:00", "daily", "UTC", "none")
    done = readout("setup", stdin=answers(*lines))
    assert done.returncode == 0, done.stderr
    assert "desk in Harbour" in done.stdout
    assert "connections:write" in done.stdout
    assert "add the scope channels:read" in done.stdout
    assert "C77" in (tmp_path / "config/readout.yaml").read_text(encoding="utf-8")


def test_slack_is_shown_its_manifest_and_what_a_token_lacks_is_named_with_what_it_is_for(readout: Run) -> None:
    lines = answers("slack", NEWS, "08:00", "daily", "UTC", "none")
    with SlackProcess() as slack:
        whole = readout("setup", stdin=lines, **slack.environ)
        assert whole.returncode == 0, whole.stderr
        assert "socket_mode_enabled: true" in whole.stdout and "request_url" not in whole.stdout
        assert "lacks" not in whole.stdout
        slack.act("without_scope", "users:read", "im:history")
        done = readout("setup", stdin=answers("y") + lines, **slack.environ)
    assert "the app lacks im:history (to hear what is written to it directly); users:read (to know who" in done.stdout


def test_slack_by_signed_requests_is_asked_for_the_secret_and_shown_its_address(readout: Run) -> None:
    with SlackProcess() as slack:
        environ = {key: value for key, value in slack.environ.items() if key != "SLACK_APP_TOKEN"}
        lines = answers("slack", "no-secret", "0123456789abcdef" * 2, NEWS, "08:00", "daily", "UTC", "none")
        done = readout("setup", "--address", "https://news.example.org", stdin=lines, **environ)
    assert done.returncode == 0, done.stderr
    assert "socket_mode_enabled: false" in done.stdout
    assert done.stdout.count("https://news.example.org/slack/events") == 3
    assert "That is no signing secret" in done.stdout and "SLACK_SIGNING_SECRET=..." in done.stdout
    assert "0123456789abcdef" not in done.stdout


def test_an_address_that_slack_cannot_use_is_refused(readout: Run) -> None:
    done = readout("setup", "--address", "http://news.example.org")
    assert done.returncode == 2 and "https://" in done.stderr


def test_a_token_of_the_environment_is_used(readout: Run) -> None:
    done = readout("setup", stdin=answers("discord", "77", "08:00", "daily", "UTC", "none"), DISCORD_TOKEN="good-token")
    assert done.returncode == 0, done.stderr
    assert "DISCORD_TOKEN=..." not in done.stdout


def test_a_platform_that_is_away_does_not_stop_it(readout: Run) -> None:
    away = "http://127.0.0.1:9"
    lines = ("discord", "good-token", "77", "08:00", "daily", "UTC", "none")
    done = readout("setup", stdin=answers(*lines), READOUT_DISCORD_API_URL=away)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Not checked: Discord cannot be reached") == 2


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(readout: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("zone: Nowhere\n", encoding="utf-8")
    assert readout("setup", "--config", str(file), stdin=answers("n")).returncode == 0
    assert file.read_text(encoding="utf-8") == "zone: Nowhere\n"
    done = readout("setup", "--config", str(file), stdin=answers("y", "console", "08:00", "daily", "UTC", "none"))
    assert done.returncode == 0, done.stderr
    assert f"readout run --config {file}" in done.stdout


def test_a_folder_that_cannot_be_written_is_one_line(readout: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    where = tmp_path / "file/readout.yaml"
    done = readout("setup", "--config", str(where), stdin=answers("console", "08:00", "daily", "UTC", "none"))
    assert done.returncode == 2
    assert "Name another file with --config" in done.stderr


def test_an_end_of_the_input_leaves_nothing_behind(readout: Run, tmp_path: Path) -> None:
    assert readout("setup", stdin=answers("console")).returncode == 1
    assert not (tmp_path / "config").exists()
