"""Told in its reader's language over real sockets: honest translations come out, no mistranslation does."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config.sections import ModelSettings
from bot.models import Citation, Claim
from bot.store.opening import open_store
from bot.store.protocol import Store
from bot.summarize.answering.answer_language import written_in
from bot.summarize.briefing.edition import whole_quotes
from bot.summarize.generation.glosses import joined, parted
from bot.summarize.generation.grounded_writer import WrittenDraft, write_answer, write_story
from bot.summarize.generation.second_reading.reader_exam import ACROSS_LANGUAGES, pairs
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.llm.factory import model_from
from bot.summarize.verification.claim_verifier import Reading
from bot.summarize.verification.newer_passage import newer_passage
from bot.summarize.verification.stretches import rejection
from bot.summarize.verification.verify import prove
from tests.model_server import Act, Behaviour, Body, ModelServer, completion, passages_of, prompt_of, say
from tests.summarize.reading import Asked, Judge, both, exam_labels, knows, reads
from tests.summarize.test_writer import draft, sentence
from tests.summarize.translations import ENGLISH, GERMAN, PUBLISHED, cited, said

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HELD = (*zip(ENGLISH, cited("en"), strict=True), *zip(GERMAN, cited("de"), strict=True))
TRUE = frozenset(
    text for each in (*ENGLISH, *GERMAN) for text in (*(parted(honest)[0] for honest in each.honest), *each.glosses)
)
"""What the scripted reader finds: the honest sentences, without their glosses, and the glosses."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


def into(citation: Citation) -> str:
    return "de" if citation.language == "en" else "en"


def writes(*texts: str, speaker: str = "") -> Behaviour:
    """A model that writes sentences of the first passage, and the same again when they fail."""

    def write(body: Body) -> Act:
        again = [
            sentence(text, 1, speaker=speaker) | {"replaces": number}
            for number, text in enumerate(texts, 1)
            if f"({number}) " in prompt_of(body)
        ]
        first = draft(*(sentence(text, 1, speaker=speaker) for text in texts))
        return Act(completion(json.dumps({"sentences": again} if "failed:" in prompt_of(body) else first), body))

    return write


async def story(
    store: Store, citation: Citation, writing: Behaviour, judge: Judge, language: str = ""
) -> tuple[WrittenDraft, ModelServer]:
    with ModelServer(both(writing, reads(judge))) as server:
        named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
        made = model_from(named, store, lambda: NOW)
        assert made
        reader = reader_from(named, made, store, lambda: NOW)
        language = language or into(citation)
        written = await write_story(made, (citation,), tuple(said(citation)), reader=reader, language=language)
    return written, server


def by_code(text: str, citation: Citation, speaker: str) -> str:
    claim = Claim(parted(text)[0], (citation,), "model", speaker or None)
    return prove(claim, statements=tuple(said(citation)), language=into(citation)).finding


def translates(body: Body) -> Act:
    """A model that tells each passage by its honest sentences and its mistranslations."""
    each = next(each for each, _ in HELD if " ".join(each.text.split()) in passages_of(body).values())
    return writes(*each.honest, *(text for _, text in each.wrong), speaker=each.speaker)(body)


async def posted(store: Store, judge: Judge) -> set[str]:
    """What is posted of all that is told, by one server."""
    out: set[str] = set()
    with ModelServer(both(translates, reads(judge))) as server:
        named = ModelSettings(name="m1", base_url=server.base_url, budget_tokens=10_000_000)
        made = model_from(named, store, lambda: NOW)
        reader = reader_from(named, made, store, lambda: NOW)
        assert made
        for _, citation in HELD:
            known = tuple(said(citation))
            written = await write_story(made, (citation,), known, reader=reader, language=into(citation))
            out |= {claim.text for claim in written.claims}
    return out


async def test_no_mistranslation_is_posted_and_honest_translations_are(store: Store) -> None:
    wrong = [text for each, _ in HELD for _, text in each.wrong]
    honest = [text for each, _ in HELD for text in each.honest]
    assert (len(wrong), len(honest)) == (40, 20)
    out = await posted(store, knows(*TRUE))
    assert out & set(wrong) == set()
    assert len(out & set(honest)) >= 18, set(honest) - out


def test_what_code_knows_of_mistranslations_by_itself() -> None:
    found = Counter(
        (by_code(text, citation, each.speaker), kind) for each, citation in HELD for kind, text in each.wrong
    )
    refused = {kind for finding, kind in found if finding == "refused"}
    assert {"scale word", "figure", "quotation translated", "date off by one", "weekday", "month"} <= refused
    assert sum(count for (finding, _), count in found.items() if finding == "refused") >= 12
    assert not [kind for finding, kind in found if finding == "proved"], "no words can be compared"
    assert {by_code(text, citation, each.speaker) for each, citation in HELD for text in each.honest} == {"doubtful"}


async def test_a_reader_that_finds_everything_is_void_across_languages_too(store: Store) -> None:
    def credulous(asked: Asked) -> bool:
        return exam_labels().get(asked.text, True)

    each, citation = HELD[2]
    texts = (*each.honest, *(text for _, text in each.wrong))
    written, _ = await story(store, citation, writes(*texts), credulous)
    assert not written.claims


async def test_the_gloss_of_a_quotation_is_held_against_the_quoted_words_alone(store: Store) -> None:
    each, citation = HELD[3]
    heard: list[Asked] = []

    def judge(asked: Asked) -> bool:
        heard.append(asked)
        return knows(*TRUE)(asked)

    written, _ = await story(store, citation, writes(*each.honest, speaker=each.speaker), judge)
    assert [claim.text for claim in written.claims] == list(each.honest)
    (gloss,) = {asked.passages for asked in heard if asked.text in each.glosses}
    assert gloss == ("The water came faster than the sirens,",) or gloss == ("The water came faster than the sirens",)


async def test_a_gloss_that_does_not_hold_is_left_out_and_its_sentence_stands(store: Store) -> None:
    each, citation = HELD[3]
    wrong = each.honest[0].replace(each.glosses[0], "Das Wasser kam langsamer als die Sirenen")
    written, _ = await story(store, citation, writes(wrong, speaker=each.speaker), knows(*TRUE))
    assert [claim.text for claim in written.claims] == [parted(wrong)[0]]
    assert "translated" not in written.claims[0].text


async def test_what_stays_in_the_sources_language_is_written_again(store: Store) -> None:
    _, citation = HELD[0]
    written, server = await story(store, citation, writes(citation.text), knows(*TRUE))
    assert not written.claims
    assert written.dropped[0].reason == "it is not written in German"
    assert "it is not written in German" in prompt_of(server.requests[1])
    assert "Write in German" in str(server.requests[0]["messages"][0]["content"])


async def test_without_a_language_the_prompt_says_nothing_of_one(store: Store) -> None:
    _, citation = HELD[0]
    with ModelServer(say(draft(answerable=False))) as server:
        made = model_from(ModelSettings(name="m1", base_url=server.base_url), store, lambda: NOW)
        assert made
        await write_answer(made, "What happened?", (citation,))
    assert "(translated: …)" not in str(server.requests[0])


@pytest.mark.parametrize(
    ("text", "bare", "glosses"),
    [
        ("“A b” (translated: c d), said X.", "“A b”, said X.", [("A b", "c d")]),
        ("X said: “A b.” (translated: c d)", "X said: “A b.”", [("A b.", "c d")]),
        ("“A” (translated: b) and “C” (translated: d).", "“A” and “C”.", [("A", "b"), ("C", "d")]),
        ("X said (translated: c d) so.", "X said so.", []),
        ("“A b” (translated: “c d”), said X.", "“A b”, said X.", []),
        ("“A b” (translated: 'c d'), said X.", "“A b”, said X.", []),
        ("“A b” (translated: das ’böse’ c), said X.", "“A b”, said X.", []),
        ("“A b” (translated: c, 'so sagte sie'), said X.", "“A b”, said X.", []),
        ("“A b” (translated: l’or des dockers’ c), said X.", "“A b”, said X.", [("A b", "l’or des dockers’ c")]),
        ("“A b (translated: c d)”, said X.", "“A b”, said X.", []),
        ("“A b”, said X (who else), (translated: c).", "“A b”, said X (who else),.", []),
        ("“A b” (übersetzt: c d), sagte X (Partei: Y).", "“A b”, sagte X (Partei: Y).", [("A b", "c d")]),
        ("“A b” (translated: c (d) e), said X.", "“A b”, said X.", [("A b", "c (d) e")]),
    ],
)
def test_what_is_a_gloss(text: str, bare: str, glosses: list[tuple[str, str]]) -> None:
    found, told = parted(text)
    assert found == bare
    assert [(each.quoted, each.text) for each in told] == glosses
    assert "“" not in joined(found, told).replace("“A", "").replace("“C", "")


@given(st.lists(st.tuples(st.text("ab ", min_size=1, max_size=9), st.text("cd ", max_size=9)), max_size=4))
def test_glosses_stand_behind_their_quotations_and_come_off_again(pairs: list[tuple[str, str]]) -> None:
    text = " and ".join(f"“x{quoted}x” (translated: {gloss})" for quoted, gloss in pairs)
    bare, glosses = parted(text)
    assert bare == " and ".join(f"“x{quoted}x”" for quoted, _ in pairs)
    assert [each.quoted for each in glosses] == [f"x{quoted}x" for quoted, gloss in pairs if gloss.strip()]
    assert parted(joined(bare, glosses)) == (bare, glosses)


@given(st.text('“”„"«»()[]: translatedx,.'))
def test_any_text_is_parted_and_no_mark_is_ever_in_a_gloss(text: str) -> None:
    bare, glosses = parted(text)
    assert not any(mark in each.text for each in glosses for mark in '“”„«»"')
    assert all(bare[: each.at].endswith(each.quoted, 0, each.at - 1) for each in glosses)


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ("„A b“ (translated: c d…", "„A b“…"),
        ("„A b“ (translated: c d), sagte X, als…", "„A b“ (translated: c d), sagte X, als…"),
        ("„A b“ (translated: c", "„A b“ (translated: c"),
    ],
)
def test_a_line_is_not_cut_within_a_gloss(cut: str, shown: str) -> None:
    assert whole_quotes(cut) == shown


async def test_a_gloss_that_is_not_closed_is_written_again(store: Store) -> None:
    each, citation = HELD[3]
    written, _ = await story(store, citation, writes(each.honest[0].replace(")", "")), knows(*TRUE))
    assert [item.reason for item in written.dropped] == ["a translation in it is not closed"]


def test_a_newer_passage_on_what_is_told_in_another_language_is_found() -> None:
    each, citation = HELD[4]
    text = "The dam above Ostra has been damaged after all, engineer Marko Vidan said a day later."
    later = Citation(9, 0, len(text), text, language="en", published_at=PUBLISHED + timedelta(days=1))
    claim = Claim(each.honest[0], (citation,), "model")
    assert newer_passage(claim, (citation, later), "de") == later
    assert newer_passage(claim, (citation,), "de") is None


async def test_a_reader_that_fails_across_languages_alone_is_believed_in_one_alone(store: Store) -> None:
    told = "The dockers of Larnholt went back to work on Tuesday, when they had been offered 6.5 percent."
    (each, citation), across = HELD[0], {pair.doubt.claim.text for pair in pairs(ACROSS_LANGUAGES)}

    def judge(asked: Asked) -> bool:
        return asked.text not in across and knows(*TRUE, told)(asked)

    assert not (await story(store, citation, writes(*each.honest), judge))[0].claims
    written, _ = await story(store, citation, writes(told), judge, "en")
    assert [claim.text for claim in written.claims] == [told]


def test_the_pairs_across_languages_are_such_that_only_a_reader_can_tell() -> None:
    held = pairs(ACROSS_LANGUAGES)
    assert [len(held), sum(pair.supported for pair in held)] == [12, 6]
    for pair in held:
        claim, language = pair.doubt.claim, pair.doubt.language
        assert prove(claim, language=language).finding == "doubtful", claim.text
        whole = tuple(item.text for item in claim.citations)
        assert not rejection(claim, Reading(True, whole), language), claim.text


def test_a_quotation_in_the_mouth_of_another_whom_the_passage_quotes_is_refused() -> None:
    text = "“We wait,” said Vladimir Putin. “We do not,” said Volodymyr Zelensky."
    citation = Citation(1, 0, len(text), text, language="en")
    told = "„We wait“, sagte er."
    for speaker, finding in (("Wladimir Putin", "doubtful"), ("Wolodymyr Selenskyj", "refused")):
        claim = Claim(told, (citation,), "model", speaker)
        assert prove(claim, statements=tuple(said(citation)), language="de").finding == finding, speaker


def test_the_stretches_of_a_claim_in_another_language_hold_its_values_and_names() -> None:
    each, citation = HELD[2]
    claim = Claim(each.honest[0], (citation,), "model")
    whole = "Deputy Finance Minister Dora Quell said the state would lend the harbour 2.5 billion crowns"
    assert not rejection(claim, Reading(True, (whole,)), "de")
    assert "2,5 Milliarden" in rejection(
        claim, Reading(True, ("Dora Quell said the state would lend the harbour",)), "de"
    )
    assert "Dora" in rejection(claim, Reading(True, ("would lend the harbour 2.5 billion crowns",)), "de")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("How many troops are on the border?", "en"),
        ("Was sagte der Minister zum Haushalt?", "de"),
        ("Combien de personnes sont mortes dans les inondations ?", "fr"),
        ("¿Qué dijo el ministro?", "es"),
        ("qué dijo el ministro de que la comisión de la vivienda le pida a ana ruiz verificar a otto", "es"),
        ("Wie is de nieuwe burgemeester van Vell?", "nl"),
        ("Kto wygrał wybory w Vell?", "pl"),
        ("what happened in Rio de Janeiro", "en"),
        ("Putin", ""),
        ("What did Bruno Kessel say?", "en"),
        ("Will Medicare cover care homes?", ""),
        ("VAR decision Arsenal", ""),
        ("red hat layoffs", ""),
        ("Ho Chi Minh City floods", ""),
    ],
)
def test_a_question_is_answered_in_its_own_language_unless_its_channel_reads_another(question: str, code: str) -> None:
    foreign = cited("en" if code == "de" else "de")[0]
    assert written_in(question, "", [foreign]) == code
    assert written_in(question, "uk", [foreign]) == "uk"


def test_what_is_asked_in_is_not_said_where_all_passages_are_in_it() -> None:
    assert written_in("How many troops are on the border?", "", cited("en")) == ""


async def test_english_is_written_again_where_another_language_is_read(store: Store) -> None:
    _, citation = HELD[-1]
    english = "The talks are to go on in Vellstadt on June 2, three days before the vote."
    for language, named in (("fr", "French"), ("de", "German")):
        written, _ = await story(store, citation, writes(english), knows(english), language)
        assert [item.reason for item in written.dropped] == [f"it is not written in {named}"]
