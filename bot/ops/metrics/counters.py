"""Counters and times of what happens, named as https://prometheus.io/docs/practices/naming says."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

from bot.metrics import (
    DeliveryOutcome,
    Metrics,
    ModelRequest,
    PartOutcome,
    PollOutcome,
    QuestionOutcome,
    SlotOutcome,
    Step,
    Verdict,
)

_SECONDS = (0.005, 0.02, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)


class Counters(Metrics):
    """Counts into a registry of its own."""

    def __init__(self, registry: CollectorRegistry) -> None:
        # a line more a counter, which says when the process began
        disable_created_metrics()  # type: ignore[no-untyped-call]

        def counter(name: str, what: str, *labels: str) -> Counter:
            return Counter(f"readout_{name}", what, labels, registry=registry)

        def seconds(name: str, what: str, *labels: str) -> Histogram:
            return Histogram(f"readout_{name}_seconds", what, labels, registry=registry, buckets=_SECONDS)

        self._polls = counter("polls", "Sources that were asked.", "outcome")
        self._steps = seconds("step", "What the steps of the work take.", "step")
        self._articles = counter("articles", "Articles that came in.", "outcome")
        self._slots = counter("slots", "Slots of briefings; late ones were posted too.", "outcome")
        self._deliveries = counter("deliveries", "Attempts at a delivery.", "kind", "outcome")
        self._parts = counter("parts", "Messages; retried ones were sent too.", "platform", "outcome")
        self._questions = counter("questions", "What people asked for.", "kind", "outcome")
        self._question_seconds = seconds("question", "From what somebody said to its answer.", "kind")
        self._claims = counter("claims", "Claims that a model wrote.", "verdict")
        self._requests = counter("model_requests", "Requests to the model.", "purpose", "outcome")
        self._tokens = counter("model_tokens", "Tokens of the model.", "purpose", "direction")
        self._money = counter("model_usd", "Dollars for the model, where prices are set.", "purpose")
        self._request_seconds = seconds("model_request", "What requests to the model take.", "purpose")
        self._jobs = counter("jobs", "Runs of the clockwork's jobs.", "job", "outcome")
        self._job_seconds = seconds("job", "What the clockwork's jobs take.", "job")
        for verdict in ("proved", "accepted", "rejected", "refused"):
            self._claims.labels(verdict)
        for outcome in ("due", "posted", "late", "missed"):  # an alert looks for the first of them: from 0 on
            self._slots.labels(outcome)

    def poll(self, outcome: PollOutcome) -> None:
        """A source was asked."""
        self._polls.labels(outcome).inc()

    def step(self, name: Step, seconds: float) -> None:
        """A step came to its end."""
        self._steps.labels(name).observe(seconds)

    def articles(self, counts: Mapping[str, int]) -> None:
        """Articles came in: how many were new, changed, unchanged, failed."""
        for outcome, count in counts.items():
            self._articles.labels(outcome).inc(count)

    def slot(self, outcome: SlotOutcome, count: int = 1) -> None:
        """Slots of briefings came, were posted, or will not be."""
        self._slots.labels(outcome).inc(count)

    def delivery(self, kind: str, outcome: DeliveryOutcome) -> None:
        """An attempt at a delivery ended."""
        self._deliveries.labels(kind, outcome).inc()

    def part(self, platform: str, outcome: PartOutcome) -> None:
        """A message arrived, or was looked for."""
        self._parts.labels(platform, outcome).inc()

    def question(self, kind: str, outcome: QuestionOutcome, seconds: float) -> None:
        """Somebody was answered."""
        self._questions.labels(kind, outcome).inc()
        self._question_seconds.labels(kind).observe(seconds)

    def claim(self, verdict: Verdict) -> None:
        """A claim that a model wrote was judged."""
        self._claims.labels(verdict).inc()

    def model_request(self, request: ModelRequest) -> None:
        """A request to the model is over."""
        self._requests.labels(request.purpose, request.outcome).inc()
        self._tokens.labels(request.purpose, "input").inc(request.input_tokens)
        self._tokens.labels(request.purpose, "output").inc(request.output_tokens)
        self._money.labels(request.purpose).inc(request.usd or 0.0)
        self._request_seconds.labels(request.purpose).observe(request.seconds)

    def job(self, name: str, *, failed: bool, seconds: float) -> None:
        """A job of the clockwork came to its end."""
        self._jobs.labels(name, "failed" if failed else "done").inc()
        self._job_seconds.labels(name).observe(seconds)
