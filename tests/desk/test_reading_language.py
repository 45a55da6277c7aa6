"""A channel reads in its language: set in the chat or the file, written by a model over a socket, and said without."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.chat.desk_protocol import NO_RIGHT
from bot.cli import cli
from bot.config.sections import ModelSettings
from bot.config.settings import Settings
from bot.desk import settings_file_sync
from bot.desk.setup import subscriptions
from bot.models import Article
from bot.store.channels import subscriptions as rows
from bot.summarize.generation.glosses import parted
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from tests.desk.news import FERRY, FERRY_FARES, LIBRARY, ORCHARD
from tests.desk.town import MONDAY, Town
from tests.model_server import Act, Body, ModelServer, completion, passages_of, prompt_of
from tests.summarize.reading import both, knows, reads

GERMAN = {
    "will sail again": "Die Fähre zwischen Norwick und Eastport fährt von Donnerstag an wieder.",
    "The repair": "Die Reparatur der Fähre dauerte neun Wochen und kostete 4,2 Millionen Kronen.",
    "as good as new": "„The hull is as good as new“ (translated: Der Rumpf ist so gut wie neu), sagte Hafenmeisterin Ann Lee.",
}
GLOSS = "Der Rumpf ist so gut wie neu"
HEADLINE = "Fähre zwischen Norwick und Eastport fährt wieder"
WRONG = "Die Stadt Norwick hat eine zweite Fähre bezahlt, sagte Bürgermeister Tom Reed zu Ann Lee."
DEICH = Article(
    """Der Deich bei Ostwick ist nach Angaben der Ingenieurin Ruth Amsel nicht gebrochen. Die Arbeiten kosteten 2,5 Milliarden Kronen und dauerten bis zum 28. Februar.
„Wir haben niemanden allein gelassen“, sagte Bürgermeister Karl Maas am Montag in Ostwick. Die Schulen der Stadt bleiben bis Mittwoch geschlossen.""",
    title="Deich bei Ostwick hält dem Hochwasser stand",
    url="https://kurier.example/deich",
    source="Kurier",
    language="de",
    published_at=MONDAY - timedelta(hours=2),
)
ENGLISH = {
    "nicht gebrochen": "The dyke at Ostwick has not broken, engineer Ruth Amsel said.",
    "allein gelassen": "“Wir haben niemanden allein gelassen” (translated: We left nobody alone), said Mayor Karl Maas in Ostwick.",
    "2,5 Milliarden": "The work cost 2.5 billion crowns and went on until February 28.",
}


def translator(texts: dict[str, str], *wrong: str, headline: str = "", titles: dict[str, str] = {}):  # noqa: B006
    """A model that writes what it knows of the passages it is given, by words of them, and the same when it fails."""

    def cites(given: dict[int, str], words: str) -> list[int]:
        return [number for number, passage in given.items() if words in passage][:1]

    def write(body: Body) -> Act:
        given, prompt = passages_of(body), prompt_of(body)
        found = [
            {"text": text, "cites": cites(given, key), "speaker": ""}
            for key, text in texts.items()
            if cites(given, key)
        ]
        found += [{"text": text, "cites": [min(given, default=1)], "speaker": ""} for text in wrong]
        if "BEGIN LINES" in prompt:
            lines = [(int(number), text) for number, text in re.findall(r"^\((\d+)\) (.*)$", prompt, re.M)]
            put = [{"number": number, "text": titles.get(text, text)} for number, text in lines]
            return Act(completion(json.dumps({"lines": put}), body))
        if "failed:" in prompt:
            return Act(completion(json.dumps({"sentences": []}), body))
        over = "" if "QUESTION (data)" in prompt else headline  # of an answer it would deny its premise
        return Act(completion(json.dumps({"headline": over, "answerable": True, "sentences": found}), body))

    return write


@contextmanager
def with_model(town: Town, writing, *true: str) -> Iterator[ModelServer]:
    supported = [text for each in true for text in (each, parted(each)[0])]
    with ModelServer(both(writing, reads(knows(*supported)))) as server:
        named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
        town.desk.settings = Settings(model=named)
        town.desk.model = model_from(named, town.desk.store, town.clock)
        town.desk.reader = reader_from(named, town.desk.model, town.desk.store, town.clock)
        yield server


async def test_a_channel_that_reads_german_over_english_sources(town: Town) -> None:
    ann, writing = town.person(), translator(GERMAN, WRONG, headline=HEADLINE)
    with with_model(town, writing, *GERMAN.values(), GLOSS, HEADLINE):
        assert (
            await ann.types("language Deutsch") == "This channel reads German: briefings and answers are written in it."
        )
        await ann.types("schedule 06:30 UTC")
        town.prints(FERRY)
        town.clock.wait(minutes=30)
        (briefing,) = await town.deliver()
        answer = await ann.types("how long did the repair of the ferry take?")
    for text in (GERMAN["will sail again"], GERMAN["as good as new"], HEADLINE):
        assert text in briefing, text
    assert WRONG not in briefing and WRONG not in answer
    assert GERMAN["The repair"] in answer and "(in English)" in answer, "what is refused stands as it was printed"
    assert "No model" not in briefing


async def test_a_briefing_that_is_read_in_english_over_german_sources(town: Town) -> None:
    ann = town.person()
    with with_model(town, translator(ENGLISH), *ENGLISH.values(), "We left nobody alone"):
        await ann.types("schedule 06:30 UTC language:English")
        town.prints(DEICH)
        town.clock.wait(minutes=30)
        (briefing,) = await town.deliver()
    for text in ENGLISH.values():
        assert text in briefing, text
    assert "· in German" in briefing, "the headline that nobody wrote anew"
    assert "(in German)" not in briefing


async def test_headlines_that_nobody_wrote_and_lines_are_put_into_the_language_in_one_request(town: Town) -> None:
    ann, told = town.person(), "Apfelblüte im Tarntal zur Hälfte durch Frost zerstört"
    titles = {FERRY.title: HEADLINE, ORCHARD.title: told, FERRY_FARES.title: "Die Fähre kostet nun 15 Kronen"}
    with with_model(town, translator({}, titles=titles), HEADLINE, told) as server:
        await ann.types("language German")
        await ann.types("schedule 06:30 UTC short")
        town.prints(FERRY, FERRY_FARES, ORCHARD, LIBRARY)
        town.clock.wait(minutes=30)
        (briefing,) = await town.deliver()
    assert HEADLINE in briefing and told in briefing
    assert "15 Kronen" not in briefing and FERRY_FARES.title in briefing and LIBRARY.title in briefing
    assert sum("BEGIN LINES" in prompt_of(body) for body in server.requests) == 1


async def test_a_reply_that_cannot_be_used_costs_its_story_and_not_the_language_of_the_briefing(town: Town) -> None:
    ann, writing = town.person(), translator({}, titles={FERRY.title: HEADLINE})

    def behave(body: Body) -> Act:
        bad = "BEGIN LINES" not in prompt_of(body) and any("sail again" in text for text in passages_of(body).values())
        return Act(completion("I would rather not.", body)) if bad else writing(body)

    with with_model(town, behave, HEADLINE):
        await ann.types("schedule 06:30 UTC language:German")
        town.prints(FERRY, ORCHARD)
        town.clock.wait(minutes=30)
        (briefing,) = await town.deliver()
    assert HEADLINE in briefing and "replies" in briefing


LONG = f"{HEADLINE}, nachdem sie lange ausgebessert wurde, wie man dort hört"


@pytest.mark.parametrize(
    ("written", "shown"), [(LONG, 2), (f"{LONG}, und das schon bald", 0)], ids=["whole", "too long"]
)
async def test_a_headline_that_a_model_wrote_is_never_cut(town: Town, written: str, shown: int) -> None:
    ann = town.person()
    with with_model(town, translator({}, titles={FERRY.title: written}), written):
        await ann.types("schedule 06:30 UTC language:German")
        town.prints(FERRY, ORCHARD, LIBRARY)
        town.clock.wait(minutes=30)
        (briefing,) = await town.deliver()
    assert briefing.count(written) == shown, "above its section, and in the lead"
    assert briefing.count(FERRY.title) == 2 - shown and written[:80] not in briefing.replace(written, "")


async def test_what_was_told_in_another_language_is_not_told_again(town: Town) -> None:
    ann = town.person()
    with with_model(town, translator(GERMAN, headline=HEADLINE), *GERMAN.values(), GLOSS, HEADLINE):
        await ann.types("schedule 06:30 UTC language:German")
        town.prints(FERRY)
        town.clock.wait(minutes=30)
        await town.deliver()
        town.prints(replace(FERRY, url="https://elsewhere.example/ferry", source="Elsewhere"))
        town.clock.wait(days=1)
        (again,) = await town.deliver()
    assert "Hafenmeisterin" not in again and "Ann Lee" not in again


async def test_without_a_model_the_originals_are_shown_and_it_is_said_once(town: Town) -> None:
    ann = town.person()
    alone = "No model is set that could write German"
    assert alone in await ann.types("schedule 06:30 UTC language:German")
    assert alone in await ann.types("/status")
    town.prints(FERRY, LIBRARY)
    town.clock.wait(minutes=30)
    (briefing,) = await town.deliver()
    assert briefing.count(alone) == 1 and "(in English)" in briefing and "Norwick" in briefing


async def test_the_language_of_a_channel_is_seen_by_all_and_set_by_who_manages_it(town: Town) -> None:
    ann, bob = town.person(), town.person(name="bob", rights=NO_RIGHT)
    assert "language of its sources" in await bob.types("language")
    assert "Only those who manage this channel" in await bob.types("language German")
    assert "reads French" in await ann.types("/language français")
    assert "reads French" in await bob.types("language")
    assert "reads French" in await bob.types("language", thread="7"), "a thread reads what its channel does"
    assert "Language: French" in await ann.types("/status")
    assert await ann.types("/language Germn") == "Unknown language 'Germn'. Did you mean German?"
    assert "language of its sources" in await ann.types("language off")
    assert "language" not in (await ann.types("/status")).lower()


async def test_only_a_language_is_another_wish_than_to_read_it(town: Town) -> None:
    ann = town.person()
    for number, words in enumerate(("only German", "German only", "only_language:de"), 1):
        told = await ann.types(f"schedule {number:02}:00 UTC {words}")
        assert f"{number:02}:00 UTC daily, only German articles." in told, words
    both_of_them = await ann.types("schedule 05:00 UTC only German language:English")
    assert "05:00 UTC daily, in English, only German articles." in both_of_them
    hint = await ann.types("in German please")
    assert "This channel reads German" in hint


def test_a_language_in_an_older_settings_file_is_told_once(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    channel = {"name": "news", "briefings": [{"at": "08:00"}]}
    town.desk.settings = Settings.model_validate({"channels": [channel]})
    settings_file_sync.apply(town.desk)
    (held,) = subscriptions.every(town.desk)
    filtering = replace(held, only_language="de")  # as the migration leaves it
    town.desk.store.write_now(lambda db: rows.change(db, filtering, now=town.clock()))

    channel["briefings"] = [{"at": "08:00", "language": "German"}]  # type: ignore[list-item]
    town.desk.settings = Settings.model_validate({"channels": [channel]})
    (warning,) = settings_file_sync.outlook(town.desk).warnings
    assert "write only_language: de in its place" in warning
    with caplog.at_level(logging.WARNING):
        settings_file_sync.apply(town.desk)
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert [text for text in told if "language" in text] == [warning]
    (now,) = subscriptions.every(town.desk)
    assert (now.id, now.language, now.only_language) == (held.id, "de", "")
    assert settings_file_sync.outlook(town.desk).warnings == ()

    channel["briefings"] = [{"at": "08:00", "only_language": "de"}]  # type: ignore[list-item]
    channel["language"] = "fr"  # type: ignore[assignment]
    town.desk.settings = Settings.model_validate({"channels": [channel]})
    settings_file_sync.apply(town.desk)
    (now,) = subscriptions.every(town.desk)
    assert (now.id, now.language, now.only_language) == (held.id, "", "de")


async def test_a_language_that_is_taken_out_of_the_file_stays_until_it_is_taken_back_in_the_chat(town: Town) -> None:
    channel = {"name": "news", "platform": "discord", "id": "100"}
    for each in (channel | {"language": "fr"}, channel):
        town.desk.settings = Settings.model_validate({"channels": [each]})
        settings_file_sync.apply(town.desk)
    ann = town.person()
    assert "reads French" in await ann.types("language")
    await ann.types("language off")
    settings_file_sync.apply(town.desk)
    assert "language of its sources" in await ann.types("language")


async def test_an_alert_in_a_thread_is_written_in_what_its_channel_reads(town: Town) -> None:
    ann = town.person()
    with with_model(town, translator(GERMAN, headline=HEADLINE), *GERMAN.values(), GLOSS, HEADLINE):
        await ann.types("language German")
        await ann.types("follow ferry now", thread="7")
        town.prints(FERRY)
        (told,) = await town.deliver()
    assert HEADLINE in told and GERMAN["will sail again"] in told


def test_the_command_line_takes_both_languages_and_json_says_what_is_foreign(tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = CliRunner().invoke(cli, [*words, "--data", str(tmp_path)], env={"READOUT_NOW": "2026-03-02T06:00:00Z"})
        assert done.exit_code == 0, done.output
        return done.stdout

    page = tmp_path / "in.jsonl"
    page.write_text(
        json.dumps(
            {
                "url": FERRY.url,
                "title": FERRY.title,
                "text": FERRY.text,
                "language": "en",
                "published_at": "2026-03-02T04:00:00Z",
            }
        )
    )
    run("ingest", str(page))
    told = json.loads(run("brief", "--language", "German", "--json"))
    (story,) = told["stories"]
    assert (told["language"], story["headline_foreign"]) == ("de", "en")
    assert {claim["foreign"] for claim in story["claims"]} == {"en"}
    assert "No model is set that could write German" in told["notice"]
    answer = json.loads(run("ask", "--language", "de", "--json", "how long did the repair of the ferry take?"))
    assert answer["language"] == "de" and {claim["foreign"] for claim in answer["claims"]} == {"en"}
    assert "(in English) The repair of the ferry took" in " ".join(
        run("ask", "--language", "de", "how long did the repair of the ferry take?").split()
    )
    run("channels", "add", "news", "--platform", "console")
    added = ("subscriptions", "add", "--channel", "news", "--at", "08:00", "--language", "Deutsch")
    held = json.loads(run(*added, "--only-language", "English", "--json"))
    assert (held["language"], held["only_language"]) == ("de", "en")
    assert "in German, only English articles" in run("subscriptions", "list")
