"""The language of a text is decided once, when it is read, and travels with it to its sentences and citations."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bot.evidence.article_analysis import read
from bot.ingest.sources.inputs import Understood, understood_json
from bot.models import Article, Citation, Claim
from bot.summarize.verification.verify import prove

TEXT = "Mr. Holm spoke at 9 a.m. on Monday. “It leaks!” he said. The dam holds.\n\nNobody was hurt."


def inspected(article: Article) -> dict[str, object]:
    told = understood_json(Understood("dam.txt", "text", articles=(article,), reading=read(article)))
    assert isinstance(told["article"], dict)
    return told["article"]


def test_inspect_gives_the_sentences_of_an_article() -> None:
    told = inspected(Article(TEXT, language="en"))
    spans = told["sentences"]
    assert isinstance(spans, list)
    assert [TEXT[start:end] for start, end in spans] == [
        "Mr. Holm spoke at 9 a.m. on Monday.",
        "“It leaks!” he said.",
        "The dam holds.",
        "Nobody was hurt.",
    ]


@pytest.mark.parametrize(
    ("text", "given", "language"),
    [
        ("The mayor resigned.", "", "en"),
        ("Ada Lind: dam leaks.", "", ""),
        ("Ada Lind: dam leaks.", "en", "en"),
        ("Der Damm ist nicht dicht, und die Stadt hat es gewusst.", "", "de"),
    ],
)
def test_a_text_is_read_in_the_language_that_it_gives_or_that_its_words_show(
    text: str, given: str, language: str
) -> None:
    assert read(Article(text, language=given)).language == language
    assert inspected(Article(text, language=given))["language"] == language


@pytest.mark.shared
@pytest.mark.slow
def test_no_sentence_counts_as_another_language_than_its_article(shared: Path) -> None:
    sentences = 0
    with gzip.open(shared / "data/quotes/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            reading = read(Article(text))
            assert reading.language == "en"
            for start, end in (span for passage in reading.passages for span in passage.sentences):
                cited = Citation(1, start, end, text[start:end], language=reading.language)
                claim = Claim(text[start:end].rpartition(" ")[0] or "Ada", (cited,))
                assert "in this language" not in prove(claim).reason, text[start:end]
                sentences += 1
    assert sentences > 2000
