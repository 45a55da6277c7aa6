"""A second reader that knows the labels of the proof pairs and errs in a share of its verdicts, for a command to ask.

python -m tests.summarize.labelled_reader .02 python3 ../shared/score/score.py proof --with-model
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.model_server import ModelServer
from tests.summarize.reading import Asked, Judge, errs, exam_labels, reads


def labels(file: Path) -> Judge:
    """What is so by the pairs of a file, of the shipped exam, and of the sentences of a passage."""
    rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
    known = {" ".join(row["claim"].split()): row["supported"] for row in rows} | exam_labels()
    return lambda asked: _known(asked, known)


def _known(asked: Asked, known: dict[str, bool]) -> bool:
    return known.get(asked.text, asked.verbatim)


def environment(server: ModelServer) -> dict[str, str]:
    """What has a command ask the server."""
    there = {"OPENAI_BASE_URL": server.base_url, "READOUT_MODEL": "labels", "OPENAI_API_KEY": "none"}
    return os.environ | there | {"READOUT_MODEL_BUDGET_TOKENS": "1000000000"}


def main(share: str, file: str, *command: str) -> int:
    """Run a command beside the server."""
    with ModelServer(reads(errs(labels(Path(file)), float(share)))) as server:
        return subprocess.run(command, env=environment(server)).returncode


if __name__ == "__main__":
    pairs = Path(os.environ.get("READOUT_SHARED", "../shared")) / "data/proof/pairs.jsonl"
    sys.exit(main(sys.argv[1], str(pairs), *sys.argv[2:]))
