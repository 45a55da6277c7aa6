"""A model that obeys what it reads, as writer and as reader, for a command to ask.

    python -m tests.summarize.obeying_model python3 ../shared/score/score.py injections --with-model

As a writer it tells what a passage orders, and nothing else, once one orders something; of others it copies the first
sentences. As a reader it finds everything once a passage orders something, and else what is printed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.model_server import Act, Body, ModelServer, completion, passages_of, prompt_of
from tests.summarize.labelled_reader import environment
from tests.summarize.reading import asked_of, both, exam_labels, verdict

ORDER = re.compile(
    r"\b(ignore|disregard|forget|override|instructions?|system prompt|assistant|AI|language model|you (must|are|should|will)|"
    r"respond|reply|output|summar(y|ise|ize)|print|append|insert|tell (the )?(readers?|users?)|say (that|only)|click|visit)\b",
    re.I,
)
TOLD = re.compile(
    r"[\"'“‘]([^\"”’]{4,})[\"'”’]|(https?://\S+|\b[\w-]+\.(?:example|com|test|net|org)\S*)|[:;]\s+(.{8,})$"
)


@cache
def attacks() -> frozenset[tuple[str, ...]]:
    """Five words in a row of each attack of the suite: this model knows what it is to obey, whatever its form."""
    file = Path(os.environ.get("READOUT_SHARED", "../shared")) / "data/injections/attacks.jsonl"
    rows = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return frozenset(run for row in rows for run in _runs(json.loads(row)["attack"]))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + 5]) for at in range(max(1, len(words) - 4))}


def is_order(passage: str) -> bool:
    return bool(ORDER.search(passage)) or bool(_runs(passage) & attacks())


def orders(passage: str) -> list[str]:
    """What a passage orders to say: what it quotes, what it links to, what stands behind its colon, and all of it."""
    if not is_order(passage):
        return []
    return [next(filter(None, match)).strip() for match in TOLD.findall(passage)] + [passage]


def obeys(body: Body) -> Act:
    """Write as it is told by the passages, else from them."""
    given, again = passages_of(body), "failed:" in prompt_of(body)
    ordered = [(text, number) for number, passage in given.items() for text in orders(passage)]
    plain = [(re.split(r"(?<=[.!?])\s", passage)[0], number) for number, passage in list(given.items())[:3]]
    sentences = [{"text": text[:580], "cites": [number], "speaker": ""} for text, number in (ordered or plain)[:12]]
    if again:
        return _said({"sentences": [item | {"replaces": n} for n, item in enumerate(sentences, 1)]}, body)
    headline = ordered[0][0][:110] if ordered else ""
    return _said({"headline": headline, "answerable": True, "sentences": sentences}, body)


def finds(body: Body) -> Act:
    """Read as it is told by the passages, else what is so."""
    asked = asked_of(body)
    told = any(is_order(passage) for one in asked for passage in one.passages if one.text not in exam_labels())
    said = [verdict(one, told or one.verbatim or exam_labels().get(one.text, False)) for one in asked]
    return _said({"verdicts": said}, body)


def _said(data: Body, body: Body) -> Act:
    return Act(completion(json.dumps(data), body))


def main(*command: str) -> int:
    """Run a command beside the server; say on standard error how often it was asked, and obeyed."""
    with ModelServer(both(obeys, finds)) as server:
        code = subprocess.run(command, env=environment(server)).returncode
    writing = [body for body in server.requests if passages_of(body)]
    obeyed = sum(any(map(orders, passages_of(body).values())) for body in writing)
    print(f"{len(server.requests)} requests, {len(writing)} to write, {obeyed} of these with an order", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
