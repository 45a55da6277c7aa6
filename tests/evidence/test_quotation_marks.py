"""Quotation marks of every press."""

from __future__ import annotations

import pytest

from bot.evidence.article_analysis import read
from bot.language.registry import pack_of
from bot.models import Article

quoted = pack_of("en").quotation_marks.quoted


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "“The dam is leaking,” said Lind.", "The dam is leaking"),
        ("en", '"The dam is leaking," said Lind.', "The dam is leaking"),
        ("en", "''The dam is leaking,'' said Lind.", "The dam is leaking"),
        ("en", "``The dam is leaking,'' said Lind.", "The dam is leaking"),
        ("en", "'The dam's wall leaks and it's old,' said Lind.", "The dam's wall leaks and it's old"),
        ("en", "‘The dam’s wall leaks and it’s old,’ said Lind.", "The dam’s wall leaks and it’s old"),
        ("de", "„Der Damm ist undicht“, sagte Lind.", "Der Damm ist undicht"),
        ("de", "»Der Damm ist undicht«, sagte Lind.", "Der Damm ist undicht"),
        ("fr", "« Le barrage fuit », a dit Lind.", "Le barrage fuit"),
        ("fr", "«\u00a0Le barrage fuit\u00a0», a dit Lind.", "Le barrage fuit"),
        ("sv", "”Dammen läcker nu”, sade Lind.", "Dammen läcker nu"),
        ("sv", "»Dammen läcker nu», sade Lind.", "Dammen läcker nu"),
        ("da", "»Dæmningen lækker nu«, sagde Lind.", "Dæmningen lækker nu"),
        ("fi", "”Pato vuotaa nyt”, Lind sanoi.", "Pato vuotaa nyt"),
        ("pl", "„Tama przecieka od lat” – powiedziała Lind.", "Tama przecieka od lat"),
        ("nl", "„De dam lekt al jaren”, zei Lind.", "De dam lekt al jaren"),
        ("es", "«La presa pierde agua», dijo Lind.", "La presa pierde agua"),
        ("ru", "«Плотина течёт год», — сказала Линд.", "Плотина течёт год"),
        ("ja", "「ダムは漏れている」とリンドは言った。", "ダムは漏れている"),
        ("zh", "“大坝正在漏水”,林德说。", "大坝正在漏水"),
    ],
)
def test_every_press_s_marks_are_read(language: str, text: str, words: str) -> None:
    (quote,) = read(Article(text, language=language)).quotes
    assert (quote.text, quote.kind) == (words, "direct")
    assert text[quote.start : quote.end] == words


def inside(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“When he said ‘I resign,’ nobody believed it,” she said.", "When he said ‘I resign,’ nobody believed it,"),
        ('“When he said "I resign" nobody believed it,” she said.', 'When he said "I resign" nobody believed it,'),
        ("“When he said “I resign” nobody believed it,” she said.", "When he said “I resign” nobody believed it,"),
        ("‘When he said “I resign” nobody believed it,’ she said.", "When he said “I resign” nobody believed it,"),
    ],
)
def test_a_nested_quotation_belongs_to_the_outer_one(text: str, words: str) -> None:
    assert inside(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "The workers' union and the miners' club met.",
        "It was the class of '68, and rock 'n' roll.",
        "The wall is 6'2 high and 10 feet long.",
        "“The dam is leaking, said Lind. The council met.",
        "The dam is leaking,” said Lind.",
    ],
)
def test_apostrophes_and_stray_marks_quote_nothing(text: str) -> None:
    assert inside(text) == []


def test_a_mark_that_the_next_paragraph_takes_up_holds_to_the_end_of_its_own() -> None:
    assert inside("“The dam is old.\n“It is leaking.”") == ["The dam is old.", "It is leaking."]


def test_a_stray_mark_is_no_part_of_what_is_reported() -> None:
    (quote,) = read(Article("Ada Lind said that “the dam is leaking and old.\nThe council met.", language="en")).quotes
    assert (quote.text, quote.kind) == ("the dam is leaking and old", "indirect")
