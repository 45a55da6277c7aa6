"""`readout eval --with`: settings side by side, over real sockets; nothing of it reaches the store that is compared on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pydantic import SecretStr

from bot.config.sections import ModelSettings
from bot.config.settings import Settings
from bot.desk.desk import Desk
from bot.desk.news import retraction_list, taken_back
from bot.errors import ConfigError, InputError, UsageError
from bot.models import Channel, Citation, Claim
from bot.ops.evaluation import table
from bot.ops.evaluation.compared_settings import from_command_line
from bot.ops.evaluation.comparison import compare
from bot.ops.evaluation.copied_share import copied_words
from bot.ops.evaluation.trial_files import trial
from bot.store.deliveries import posted_claims
from bot.store.limits import model_usage
from bot.store.limits.model_usage import Cost
from bot.store.opening import open_store
from bot.summarize.generation.second_reading.reader_exam import ExaminedReader
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from bot.summarize.llm.prompts import prompts_of
from tests.model_server import ModelServer, author, fail
from tests.summarize.held import ALL, DAY, LIGHTHOUSE, NOW, hold
from tests.summarize.reading import both, exam_labels, knows, reads

PARAPHRASE = "Visitors may climb the lighthouse of Cape Orran from June on, the heritage office said on Monday."
COPY = "It was built in 1871 and has stood empty since its last keeper, Tove Marsh, retired."
LIE = "The lighthouse of Cape Orran will close to visitors in June, the heritage office announced on Monday."
INVENTED = "The lighthouse of Cape Orran was built in 1899 by Tove Marsh."
QUESTIONS = (
    {"question": "When was the lighthouse of Cape Orran built?", "answerable": True, "answers": ["1871"]},
    {"question": "Who is the emperor of Velmora?", "answerable": False},
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_store(tmp_path / "store") as store:
        hold(store, *ALL)
        yield Desk(store, Settings(data=tmp_path / "store"), lambda: NOW + timedelta(hours=1))


def honest() -> ModelServer:
    """A model that writes in words of its own, and reads well."""
    return ModelServer(both(author(PARAPHRASE, COPY), reads(knows(PARAPHRASE))))


def liar() -> ModelServer:
    """A model that lies, and calls all supported that it is asked of: but for the exam, by which it was chosen."""
    return ModelServer(both(author(LIE, INVENTED), reads(lambda asked: exam_labels().get(asked.text, True))))


def written(folder: Path, *records: object, name: str = "set.jsonl") -> str:
    file = folder / name
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return str(file)


def posted(desk: Desk, text: str) -> None:
    """Let a claim about the lighthouse have been posted, and be taken back."""
    start = LIGHTHOUSE.text.index("It was built")
    (revision,) = desk.store.read_now(
        lambda db: [row["id"] for row in db.execute("select id from revisions where text = ?", (LIGHTHOUSE.text,))]
    )
    cited = Citation(revision, start, start + len(COPY), LIGHTHOUSE.text[start : start + len(COPY)], language="en")
    place = Channel(0, "hall", "discord", "100", "1")
    reply = posted_claims.Reply(1, "p", place, "", [(Claim(text, (cited,), "model"), 0)], ["[]"])
    desk.store.write_now(lambda db: posted_claims.keep_reply(db, reply, NOW))


async def rows(desk: Desk, files: list[str], *texts: str, since: timedelta | None = DAY) -> list[dict[str, Any]]:
    wanted = from_command_line(texts, None, desk.settings.model)
    return await compare(desk, wanted, trial(files, since))


async def test_two_models_and_none_side_by_side(desk: Desk, tmp_path: Path) -> None:
    questions = written(tmp_path, *QUESTIONS)
    with honest() as good, liar() as bad, ModelServer(fail(401, "no such key")) as closed:
        none, fair, false, down = await rows(
            desk,
            [questions],
            "none",
            f"fair:model=fair,base_url={good.base_url},price_input=1,price_output=2",
            f"false:model=false,base_url={bad.base_url}",
            f"down:model=down,base_url={closed.base_url}",
        )
    assert none["requests"] == 0 and none["cost_usd"] == 0 and none["copied_share"] > 0.8 and none["right"] == 1.0
    assert none["verdicts"] == {"proved": 0, "accepted": 0, "rejected": 0, "refused": 0}
    assert fair["verdicts"]["accepted"] and fair["verdicts"]["proved"] and not fair["verdicts"]["refused"]
    assert (
        fair["by_model"]
        and fair["copied_share"] < none["copied_share"]
        and fair["cost_usd"] > 0
        and fair["right"] == 1.0
    )
    assert not false["by_model"] and false["verdicts"]["refused"] and false["verdicts"]["rejected"]
    assert false["cost_usd"] is None and false["input_tokens"]
    assert all(row["refused"] == 1.0 and row["questions"] == 2 for row in (none, fair, false))
    assert set(down) == {"setting", "model", "prompts", "error"} and "no such key" in down["error"]
    _shown([none, fair, false, down])


def _shown(found: list[dict[str, Any]]) -> None:
    """Show figures as the terminal and the plot do: each setting is there, also the one that has none."""
    shown = table.table(found)
    assert shown.splitlines()[0].split() == ["none", "fair", "false", "down"]
    assert next(line for line in shown.splitlines() if line.startswith("down: ")).count("no such key") == 1
    assert next(line for line in shown.splitlines() if line.startswith("copied words")).split()[-1] == "–"
    picture = ElementTree.fromstring(table.plot(found))
    texts = [each.text or "" for each in picture.iter() if each.tag.endswith("text")]
    assert any("down" in text and "no such key" in text for text in texts)
    assert {"copied words", "seconds", "tokens in", "cost"} <= set(texts)


async def test_nothing_of_it_reaches_the_store(desk: Desk) -> None:
    def state(db: Any) -> list[int]:
        tables = ("usage", "reader_exams", "told", "outbox", "turns", "posted_replies")
        return [db.execute(f"select count(*) from {each}").fetchone()[0] for each in tables]

    before = desk.store.read_now(state)
    with honest() as good:
        (row,) = await rows(desk, [], f"fair:model=fair,base_url={good.base_url}")
    assert row["requests"] and row["sections"] and "questions" not in row
    assert desk.store.read_now(state) == before


@pytest.mark.parametrize(
    "wrong",
    [
        "Tove Marsh, its last keeper, built it in 1871 and then retired.",
        "Tove Marsh, die letzte Wärterin, hat ihn 1871 gebaut und ist dann in den Ruhestand gegangen.",
    ],
    ids=["in its source's language", "translated"],
)
async def test_what_was_taken_back_is_a_case_of_its_own(desk: Desk, tmp_path: Path, wrong: str) -> None:
    posted(desk, wrong)
    ((thing, claim),) = await taken_back.named(desk, wrong)
    await taken_back.take_back(desk, thing, claim.number, by="operator", reason="it was built then")
    exported = written(tmp_path, *await retraction_list.cases(desk), name="cases.jsonl")
    with honest() as good, ModelServer(both(author(), reads(knows(wrong)))) as fooled:
        settings = [f"{name}:model={name},base_url={s.base_url}" for name, s in (("good", good), ("fooled", fooled))]
        found = await rows(desk, [exported], "none", *settings, since=None)
    assert [(row["cases"], row["posted_again"]) for row in found] == [(2, 0), (2, 0), (2, 2)]


async def test_what_the_service_has_spent_today_is_not_held_against_a_setting(desk: Desk) -> None:
    spent = Cost(input_tokens=desk.settings.model.budget_tokens)
    desk.store.write_now(lambda db: model_usage.record(db, desk.clock(), "story", "m", "ok", spent))
    with honest() as good:
        (row,) = await rows(desk, [], f"fair:model=fair,base_url={good.base_url}")
    assert row["by_model"] and "error" not in row


async def test_a_reader_with_other_words_in_its_prompt_sits_the_exam_anew(desk: Desk, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "prompts/verify.j2"
    changed = shipped.read_text(encoding="utf-8").replace("{% block system %}", "{% block system %}\nREAD IN HASTE.")
    (tmp_path / "verify.j2").write_text(changed, encoding="utf-8")
    with honest() as good:
        named = ModelSettings(name="m", base_url=good.base_url)
        made = model_from(named, desk.store, desk.clock)

        def reader() -> ExaminedReader:
            found = reader_from(named, made, desk.store, desk.clock)
            assert found
            return found

        assert (await reader().sit()).passed and await reader().result()
        with prompts_of(tmp_path):
            assert await reader().result() is None


async def test_a_folder_of_prompts_takes_the_place_of_the_shipped_ones(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    folder.mkdir()
    shipped = Path(__file__).parents[2] / "prompts/story.j2"
    changed = shipped.read_text(encoding="utf-8").replace("{% block system %}", "{% block system %}\nWRITE IN SHORT.")
    (folder / "story.j2").write_text(changed, encoding="utf-8")
    with honest() as good:
        address = f"model=m,base_url={good.base_url}"
        own, _ = await rows(desk, [], f"own:{address},prompts={folder},verifier=none", f"shipped:{address}")
    asked = [body["messages"][0]["content"] for body in good.requests if "story" in str(body).lower()]
    assert any("WRITE IN SHORT." in text for text in asked) and any("WRITE IN SHORT." not in text for text in asked)
    assert own["verdicts"]["accepted"] == 0 and own["verdicts"]["rejected"], "nobody reads what is in doubt"


def test_settings_are_named_on_the_command_line_and_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = ModelSettings(
        name="m", base_url="https://one.example/v1", price_input=3.0, api_key=SecretStr("secret-of-one")
    )
    monkeypatch.setenv("OTHER_KEY", "secret-of-two")
    file = tmp_path / "settings.yaml"
    file.write_text(
        "two: {model: n, base_url: 'https://two.example/v1', key_env: OTHER_KEY}\nnone:\n", encoding="utf-8"
    )
    now, reader, other, two, none = from_command_line(
        ["now:timeout=5", "reader:verifier=v", "other:base_url=https://three.example/v1"], file, base
    )
    assert (now.model.name, now.model.timeout, now.model.price_input) == ("m", 5.0, 3.0) and now.model.api_key
    assert reader.model.verifier.name == "v" and reader.reads
    assert other.model.api_key is None, "a key is shown to no server but its own"
    assert (
        two.model.api_key and two.model.api_key.get_secret_value() == "secret-of-two" and two.model.price_input is None
    )
    assert not none.model.name and not none.reads


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:modell=x", "there is no key 'modell'"),
        ("a:model", "names no setting"),
        (":model=x", "names no setting"),
        ("a:model=x,timeout=soon", "timeout"),
        ("a:model=x,prompts=/nowhere/at/all", "no folder of prompts"),
        ("a:model=x,key_env=NOT_SET_HERE", "which is not set"),
        ("a", "no model is named"),
    ],
)
def test_a_setting_that_cannot_be_is_a_line(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as refused:
        from_command_line([text], None, ModelSettings())
    assert len(str(refused.value).splitlines()) == 1


def test_a_file_that_is_none_is_a_line(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad\.yaml"):
        from_command_line([], tmp_path / "bad.yaml", ModelSettings())
    with pytest.raises(InputError, match="line 2"):
        trial([written(tmp_path, {"claim": "a", "source": "b"}, {"claim": 3})], None)
    with pytest.raises(InputError, match="not a question set"):
        trial([written(tmp_path, {"what": 1})], None)


def test_copied_words_are_those_in_runs_of_six_outside_quotations() -> None:
    def share(text: str) -> tuple[int, int]:
        return copied_words(Claim(text, (Citation(1, 0, 9, f"{COPY} “You can see two countries,” she said."),)))

    assert share(COPY) == (16, 16)
    assert share("Tove Marsh left the tower empty when she retired.") == (0, 9)
    assert share("Since then it has stood empty since its last keeper left.") == (7, 11)
    assert share("She said: “You can see two countries,” on Monday.") == (0, 4)
