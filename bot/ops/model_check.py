"""Whether the model answers, by one small call, and whether the second reader may be believed: for doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.errors import BudgetSpent, ModelError, ReadoutError
from bot.models.findings import Finding

if TYPE_CHECKING:
    from bot.config.sections import ModelSettings
    from bot.config.settings import Settings
    from bot.store.protocol import Store
    from bot.summarize.generation.second_reading.reader_exam import ExaminedReader
    from bot.summarize.llm.protocol import LanguageModel

OPENAI = "https://api.openai.com/v1"
LONGEST_WAIT = 20.0
"""Seconds that the model may take for one word."""
_MEANWHILE = "Until it is back, Readout writes without a model"
_LASTING = ("(400)", "(401)", "(402)", "(403)", "(404)")
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}


async def model_findings(settings: Settings, clock: Clock) -> list[Finding]:
    """Return what is found of the model that writes and of the one that reads; asks each for one word."""
    wanted = settings.model
    if not wanted.name:
        return [Finding("model", "ok", "none: briefings and answers are written from the sources' own sentences")]
    from bot.store.opening import open_store

    try:
        store = open_store(settings.data, settings.store)
    except ReadoutError as error:
        return [Finding("model", "warn", f"not asked, for its budget stands in the store: {error}")]
    try:
        return await _asked(wanted.model_copy(update={"timeout": min(wanted.timeout, LONGEST_WAIT)}), store, clock)
    finally:
        store.close()


async def _asked(wanted: ModelSettings, store: Store, clock: Clock) -> list[Finding]:
    from bot.summarize.generation.second_reading.readers import reader_from
    from bot.summarize.llm.factory import model_from, reading_model_from, reading_settings

    writer = model_from(wanted, store, clock)
    if writer is None:
        return [Finding("model", "bad", f"{wanted.name} has no address. Set OPENAI_API_KEY, or OPENAI_BASE_URL")]
    found = [await _answers("model", wanted, writer)]
    reading, reader = reading_model_from(wanted, writer, store, clock), reader_from(wanted, writer, store, clock)
    if reading is None or reader is None:
        return [*found, Finding("second reader", "bad", "it has no key or address. Set READOUT_VERIFIER_API_KEY")]
    if reading is not writer:
        found.append(await _answers("second reader", reading_settings(wanted), reading))
    return [*found, await _exam(reader), *await _exam_across(reader)]


async def ask_for_a_word(model: LanguageModel) -> None:
    """Make one small call; a ModelError says why the model does not answer."""
    from bot.summarize.llm.prompts import render

    await model.complete(render("hello"), _SCHEMA)


async def _answers(check: str, named: ModelSettings, model: LanguageModel) -> Finding:
    try:
        await ask_for_a_word(model)
    except BudgetSpent as error:
        return Finding(check, "warn", str(error))
    except ModelError as error:
        lasting = any(mark in str(error) for mark in _LASTING)
        return Finding(check, "bad" if lasting else "warn", f"{error}. {_MEANWHILE}")
    return Finding(check, "ok", f"{named.name} at {named.base_url or OPENAI} answers")


async def _exam_across(reader: ExaminedReader) -> list[Finding]:
    """Return a finding on a reader that may not be believed across languages; none before that is asked of it."""
    from bot.summarize.generation.second_reading.reader_exam import ACROSS_LANGUAGES

    result = await reader.result(ACROSS_LANGUAGES)
    if result is None or result.passed:
        return []
    said = f"{reader.reader.model} judged only {result.right} of {result.asked} shipped translations rightly"
    todo = "what is in another language than its source is not posted. Name a stronger model in model.verifier"
    return [Finding("second reader", "warn", f"{said}: {todo}")]


async def _exam(reader: ExaminedReader) -> Finding:
    result, name = await reader.result(), reader.reader.model
    if result is None:
        return Finding("second reader", "ok", f"{name} will sit its exam before it is first used")
    if result.passed:
        return Finding("second reader", "ok", f"{name} judged {result.right} of {result.asked} shipped claims rightly")
    said = f"{name} judged only {result.right} of {result.asked} shipped claims rightly"
    todo = "what code alone cannot tell is not posted. Name a stronger model in model.verifier"
    return Finding("second reader", "warn", f"{said}: {todo}")
