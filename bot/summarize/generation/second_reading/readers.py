"""Which second reader the settings name, in which of the two dialects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.summarize.llm.factory import reading_model_from, reading_settings

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.config.sections import ModelSettings
    from bot.store.protocol import Store
    from bot.summarize.generation.second_reading.reader_exam import ExaminedReader
    from bot.summarize.llm.protocol import LanguageModel


def who(settings: ModelSettings) -> tuple[str, ...]:
    """Return who writes and who reads: each one's name, where it is asked, and the prompts of its work as they are."""
    from bot.summarize.llm.prompts import fingerprint_of

    reads = reading_settings(settings)
    prompts = ("story", "rewrite", "label" if settings.verifier.dialect == "label" else "verify")
    named = (settings.name, settings.base_url, reads.name, reads.base_url)
    return (*map(str, named), *map(fingerprint_of, prompts))


def reader_from(
    settings: ModelSettings, writer: LanguageModel | None, store: Store, clock: Clock
) -> ExaminedReader | None:
    """Return the second reader that the settings name, the writing model itself where they name none; or None."""
    model = reading_model_from(settings, writer, store, clock)
    if model is None:
        return None
    from bot.store.limits.reader_exams import ReaderId
    from bot.summarize.generation.second_reading import label_reader, second_reader
    from bot.summarize.generation.second_reading.reader_exam import ExaminedReader
    from bot.summarize.llm.prompts import fingerprint_of

    labels = settings.verifier.dialect == "label"
    verifier = label_reader.LabelReader(model) if labels else second_reader.ChatReader(model)
    prompt = label_reader.PROMPT if labels else second_reader.PROMPT
    named = reading_settings(settings)
    reader = ReaderId(named.name, named.base_url, f"{prompt} {fingerprint_of(prompt)}")
    return ExaminedReader(verifier, reader, store, clock)
