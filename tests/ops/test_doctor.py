"""Doctor says in a line each what is wrong and how to mend it."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from service import Service, as_in_a_process, surroundings
from slack_server import SlackProcess

from bot.cli import cli
from bot.summarize.generation.second_reading.reader_exam import ACROSS_LANGUAGES, pairs
from tests.model_server import ModelServer, say
from tests.summarize.reading import Judge, both, knows, reads

DOUBTFUL = {
    "source": "The council of Marden closed the old bridge on Monday because of the flood.",
    "claim": "Marden's council shut the old bridge to all as the flood came.",
}
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def findings(done: subprocess.CompletedProcess[str]) -> dict[str, tuple[str, str]]:
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return {record["check"]: (record["state"], record["message"]) for record in records}


def test_a_new_installation_is_sound_and_is_told_what_to_add(readout: Run) -> None:
    done = readout("doctor", "--json")
    assert done.returncode == 0, done.stdout
    found = findings(done)
    assert {state for state, _ in found.values()} == {"ok", "warn"}
    assert found["sources"] == ("warn", "there are none. Add one: readout sources add URL")
    assert found["model"][0] == "ok"
    plain = readout("doctor")
    assert len(plain.stdout.splitlines()) == len(found)


def test_tokens_are_shown_to_their_platforms(readout: Run) -> None:
    good = readout("doctor", "--json", DISCORD_TOKEN="good-token", SLACK_BOT_TOKEN="good-token")
    assert findings(good)["discord"][0] == "ok" and "desk-bot" in findings(good)["discord"][1]
    assert findings(good)["slack"] == ("bad", "no token. Set SLACK_APP_TOKEN, or name a file with SLACK_APP_TOKEN_FILE")
    bad = readout("doctor", "--json", DISCORD_TOKEN="stolen", SLACK_BOT_TOKEN="st olen", SLACK_APP_TOKEN="good-token")
    assert bad.returncode == 1
    assert findings(bad)["discord"][0] == "bad"
    assert "stolen" not in bad.stdout + bad.stderr


def test_a_scope_that_slack_did_not_grant_is_named_with_what_it_is_for(readout: Run) -> None:
    with SlackProcess() as slack:
        whole = readout("doctor", "--json", **slack.environ)
        assert findings(whole)["slack"][0] == "ok"
        slack.act("without_scope", "users:read")
        done = readout("doctor", "--json", **slack.environ)
    said = [line for line in done.stdout.splitlines() if "users:read" in line]
    assert done.returncode == 1
    assert "know who is an admin" in said[0] and "OAuth & Permissions" in said[0]


def test_a_platform_that_is_away_is_a_warning(readout: Run) -> None:
    done = readout("doctor", "--json", DISCORD_TOKEN="good-token", READOUT_DISCORD_API_URL="http://127.0.0.1:9")
    assert done.returncode == 0
    assert findings(done)["discord"][0] == "warn"


def test_a_channel_without_its_token_is_bad(readout: Run, tmp_path: Path) -> None:
    file = tmp_path / "readout.yaml"
    file.write_text("channels: [{name: news, platform: discord, id: '77'}]\n", encoding="utf-8")
    done = readout("doctor", "--json", "--config", str(file))
    assert done.returncode == 1
    assert findings(done)["discord"][1].startswith("no token. Set DISCORD_TOKEN")


def test_the_models_server_is_asked(readout: Run, platform: str) -> None:
    there = {"OPENAI_BASE_URL": f"{platform}/model", "OPENAI_API_KEY": "good-token"}
    assert findings(readout("doctor", "--json", READOUT_MODEL="small", **there))["model"][0] == "ok"
    large = findings(readout("doctor", "--json", READOUT_MODEL="large", **there))["model"]
    assert large[0] == "bad" and "model.name" in large[1] and "The model large was retired in May" in large[1]
    wrong = readout("doctor", "--json", READOUT_MODEL="small", **{**there, "OPENAI_API_KEY": "x"})
    assert findings(wrong)["model"][0] == "bad"
    assert "The key is of no account here" in findings(wrong)["model"][1]
    away = readout("doctor", "--json", READOUT_MODEL="small", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
    assert findings(away)["model"][0] == "warn"


def test_the_servers_words_are_read_in_status_too(readout: Run, platform: str) -> None:
    there = {"OPENAI_BASE_URL": f"{platform}/model", "OPENAI_API_KEY": "x", "READOUT_MODEL": "small"}
    readout("doctor", **there)
    assert "The key is of no account here" in readout("chat", stdin="status\n", **there).stdout
    there["OPENAI_API_KEY"] = "good-token"
    readout("doctor", **there)
    assert "no account" not in readout("chat", stdin="status\n", **there).stdout


@pytest.mark.parametrize(
    ("judge", "state", "words"),
    [(knows(), "ok", "24 of 24"), pytest.param(lambda _: True, "warn", "judged only", marks=pytest.mark.slow)],
    ids=["that reads", "that nods"],
)
def test_the_second_reader_is_shown(readout: Run, judge: Judge, state: str, words: str) -> None:
    def second(server: ModelServer) -> tuple[str, str]:
        there = {"OPENAI_BASE_URL": server.base_url, "READOUT_MODEL": "m"}
        found = [json.loads(line) for line in readout("doctor", "--json", **there).stdout.splitlines()]
        states = [(each["state"], each["message"]) for each in found if each["check"] == "second reader"]
        readout("prove", "--second-reader", stdin=json.dumps(DOUBTFUL), **there)
        return states[0]

    with ModelServer(both(say({"word": "here"}), reads(judge))) as server:
        assert "before it is first used" in second(server)[1]
        assert second(server)[0] == state and words in second(server)[1]


@pytest.mark.slow
def test_a_second_reader_that_cannot_tell_translations_is_shown(readout: Run) -> None:
    held = {"source": DOUBTFUL["source"], "claim": "Der Rat hat die alte Brücke am Montag gesperrt.", "language": "de"}
    across = {pair.doubt.claim.text for pair in pairs(ACROSS_LANGUAGES)}
    judge = reads(lambda asked: asked.text not in across and knows()(asked))
    with ModelServer(both(say({"word": "here"}), judge)) as server:
        there = {"OPENAI_BASE_URL": server.base_url, "READOUT_MODEL": "m"}
        readout("prove", "--second-reader", stdin=json.dumps(held), **there)
        found = [json.loads(line) for line in readout("doctor", "--json", **there).stdout.splitlines()]
    told = [(each["state"], each["message"]) for each in found if each["check"] == "second reader"]
    assert [state for state, _ in told] == ["ok", "warn"] and "shipped translations" in told[1][1]


def test_a_damaged_store_is_named(readout: Run, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store/readout.sqlite3").write_bytes(b"no database at all " * 500)
    done = readout("doctor", "--json")
    assert done.returncode == 1
    assert findings(done)["store"][0] == "bad"


def test_a_shifted_clock_is_named(readout: Run) -> None:
    found = findings(readout("doctor", "--json", READOUT_NOW="2021-12-31T08:00:00Z"))
    assert found["clock"][0] == "warn" and "READOUT_NOW" in found["clock"][1]


def test_a_process_that_died_and_a_role_that_nobody_has_are_named(tmp_path: Path) -> None:
    data, roles = tmp_path / "data", "gateway,web,scheduler,write"
    soon = {"READOUT_SCHEDULE_LEASE_SECONDS": "1"}

    def said() -> str:
        with as_in_a_process(surroundings(data)):
            return CliRunner().invoke(cli, ["doctor", "--data", str(data)]).output

    with (
        Service(data, "", READOUT_ROLES=roles, **soon) as stays,
        Service(data, "", READOUT_ROLES="poll", **soon) as dies,
    ):
        for each in (stays, dies):
            each.until(lambda each=each: "serving" in each.log.read_text())
        assert "none does read. Start one: readout run --roles read" in said() and "1 poll" in said()
        dies.kill()
        stays.until(lambda: "Start another in its place" in said())
        assert f"poll on {socket.gethostname()} ({dies.process.pid}) was last alive at" in said()
        assert "none does poll" in said()
