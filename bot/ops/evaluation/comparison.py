"""Has each setting answer the same questions, write the same briefing and judge the same cases, in a store of its own.

Each works in a copy of the store, so that nothing is posted, told or spent there that the service knows of.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.clock import Clock
from bot.desk.desk import Desk
from bot.desk.news import claim_checks, lookups
from bot.errors import BadReply, ConfigError, ModelError
from bot.models import Answer, Briefing, Claim
from bot.ops.evaluation.compared_settings import ComparedSetting
from bot.ops.evaluation.copied_share import copied_words
from bot.ops.model_check import ask_for_a_word
from bot.store.deliveries import taken_back
from bot.store.limits.usage_totals import forget_all, last_call, totals
from bot.store.opening import back_up, must_be_in_folder, open_store, restore
from bot.store.protocol import Store
from bot.summarize.answering.evaluation import EvaluationItem, scored
from bot.summarize.generation.guard import Guard
from bot.summarize.generation.second_reading.readers import reader_from
from bot.summarize.generation.verdict_tally import tallied
from bot.summarize.llm.factory import model_from
from bot.summarize.llm.prompts import prompts_of
from bot.summarize.verification.cited_language import translated_into

Figures = dict[str, Any]
Step = Callable[[str], None]
"""Called with what comes next, before each thing that is done."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What every setting is put to: questions, a briefing of so long a time (None: none), claims that are wrong."""

    questions: Sequence[EvaluationItem] = ()
    since: timedelta | None = None
    cases: Sequence[claim_checks.ClaimInput] = ()
    own_cases: bool = True
    """Whether the claims that were taken back in the store are cases too."""


@dataclass(slots=True)
class Told:
    """What a setting told."""

    given: list[tuple[EvaluationItem, Answer]] = field(default_factory=list)
    briefing: Briefing | None = None

    @property
    def claims(self) -> list[Claim]:
        """All that it told, sentence by sentence."""
        answers = [claim for _, answer in self.given for claim in answer.claims]
        stories = (*self.briefing.stories, *self.briefing.also) if self.briefing else ()
        return [*answers, *(claim for story in stories for claim in (*story.claims, *story.differences))]


async def compare(
    desk: Desk, settings: Sequence[ComparedSetting], trial: Trial, step: Step = lambda what: None
) -> list[Figures]:
    """Return a row of figures a setting, in order; one whose model does not answer has its `error` and no more."""
    rows = []
    with TemporaryDirectory(prefix="readout-eval-") as folder:
        must_be_in_folder(desk.settings.store)
        copy = Path(folder) / "copy.sqlite3"
        back_up(desk.settings.data, copy, replace=True)
        for number, each in enumerate(settings):
            with _copied(copy, Path(folder) / str(number)) as store, prompts_of(each.prompts):
                rows.append({"setting": each.name, **await _tried(store, desk, each, trial, step)})
    return rows


@contextmanager
def _copied(copy: Path, folder: Path) -> Iterator[Store]:
    """Yield a copy of the store in which nothing has been spent: what the service did today is no setting's doing."""
    restore(copy, folder)
    store = open_store(folder)
    try:
        store.write_now(forget_all)
        yield store
    finally:
        store.close()


async def _tried(store: Store, desk: Desk, setting: ComparedSetting, trial: Trial, step: Step) -> Figures:
    named = {"model": setting.model.name, "prompts": str(setting.prompts or "")}
    before = await store.read(last_call)
    try:
        own = await _desk(store, desk, setting, desk.clock)
    except (ModelError, ConfigError) as error:
        return {**named, "error": str(error)}
    begun = time.monotonic()
    with tallied() as verdicts:
        told = await _told(own, trial, step, setting.name)
    seconds = time.monotonic() - begun
    again = await _again(own, trial, step, setting.name)
    used = await store.read(lambda db: totals(db, before))
    return {
        **named,
        **_of_answers(told),
        **_of_briefing(told),
        **_of_claims(told.claims),
        "verdicts": {key: getattr(verdicts, key) for key in ("proved", "accepted", "rejected", "refused")},
        **again,
        "seconds": round(seconds, 2),
        "requests": used.calls,
        "failed_requests": used.failed,
        "input_tokens": used.input_tokens,
        "output_tokens": used.output_tokens,
        "cost_usd": used.cost_usd,
    }


async def _desk(store: Store, desk: Desk, setting: ComparedSetting, clock: Clock) -> Desk:
    """Return the desk as a setting has it. Raises ModelError where its model does not answer, ConfigError for none."""
    settings = desk.settings.model_copy(update={"data": store.path.parent, "model": setting.model})
    model = model_from(setting.model, store, clock)
    if setting.model.name and model is None:
        raise ConfigError(f"{setting.model.name} has no address and no key: base_url=URL, or key_env=VARIABLE")
    if model is not None:
        with suppress(BadReply):  # it is there; what it makes of its work is what is measured
            await ask_for_a_word(model)
    reader = reader_from(setting.model, model, store, clock) if setting.reads else None
    return Desk(store, settings, clock, model, reader)


async def _told(desk: Desk, trial: Trial, step: Step, name: str) -> Told:
    told = Told()
    for item in trial.questions:
        step(f"{name}: {item.question}")
        told.given.append((item, await lookups.ask(desk, item.question)))
    if trial.since is not None:
        step(f"{name}: a briefing")
        told.briefing = await lookups.brief(desk, since=trial.since)
    return told


async def _again(desk: Desk, trial: Trial, step: Step, name: str) -> Figures:
    """Return how many claims that are known to be wrong a setting would post."""
    cases = [(each.claim, each.language) for each in trial.cases]
    if trial.own_cases:
        retracted = [each.claim for each in await desk.store.read(taken_back.every)]
        cases += [(claim, translated_into(claim)) for claim in retracted if claim.citations]
    posted = 0
    for claim, language in cases:
        step(f"{name}: what was taken back")
        guard = Guard(reader=desk.reader, language=language)
        (judged,), _ = await guard.read([guard.by_code(claim)])
        posted += not judged.reason
    return {"cases": len(cases), "posted_again": posted} if cases else {}


# ---------------------------------------------------------------- figures


def _of_answers(told: Told) -> Figures:
    if not told.given:
        return {}
    answered = sum(answer.answered for _, answer in told.given)
    return {"questions": len(told.given), "answered": answered, **scored(told.given)}


def _of_briefing(told: Told) -> Figures:
    if told.briefing is None:
        return {}
    briefing = told.briefing
    stories = (*briefing.stories, *briefing.also)
    texts = [each.headline for each in briefing.stories] + [claim.text for claim in briefing.lead]
    texts += [claim.text for story in stories for claim in (*story.claims, *story.differences)]
    words = sum(len(text.split()) for text in texts)
    return {"sections": len(briefing.stories), "lines": len(briefing.also), "briefing_words": words}


def _of_claims(claims: Sequence[Claim]) -> Figures:
    counted = [copied_words(claim) for claim in claims]
    copied, total = sum(each for each, _ in counted), sum(each for _, each in counted)
    return {
        "claims": len(claims),
        "by_model": sum(claim.written_by == "model" for claim in claims),
        "words": sum(len(claim.text.split()) for claim in claims),
        "copied_share": round(copied / total, 4) if total else None,
    }
