"""What strangers write may be long: reading it costs its length, never the square of it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from newsstand import LONG

from bot.ingest.kinds import kind_of
from bot.ingest.markup import sanitised, title_text
from bot.ingest.site import read_site
from bot.ingest.visible import visible
from bot.ingest.workers import Workers


def in_page(text: str, head: str = "") -> bytes:
    return f"<html><head><title>T</title>{head}</head><body><article><p>{LONG * 8}</p>{text}</article></body></html>".encode()


LONG_ONES: list[tuple[str, Callable[..., Any], tuple[Any, ...]]] = [
    ("blanks within a line", visible, ("a\t" + " " * 500_000 + "b",)),
    ("wide blanks within a line", visible, ("a" + "\u00a0" * 500_000 + "b",)),
    ("blanks before a link", sanitised, ("<p>href=" + " " * 500_000 + "http://a", "http://vell.example/")),
    ("a title of tags in tags", title_text, ("<div>" * 200_000,)),
    ("what is hidden between words", read_site, (in_page("<b hidden></b>x" * 100_000),)),
    ("one rule with many hints", read_site, (in_page("", "<style>a{" + "adisplay:none" * 15_000 + "</style>"),)),
    ("rules that do not end", read_site, (in_page("", "<style>" + "a{adisplay:none" * 13_000 + "</style>"),)),
    ("colours that do not end", read_site, (in_page(f'<p style="{";color:rgb(255,255,255" * 40_000}">x</p>'),)),
]


@pytest_asyncio.fixture
async def impatient() -> AsyncIterator[Workers]:
    async with Workers(1, call_seconds=8) as workers:
        yield workers


@pytest.mark.parametrize(("work", "given"), [each[1:] for each in LONG_ONES], ids=[each[0] for each in LONG_ONES])
async def test_reading_it_ends_in_time(impatient: Workers, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    await impatient.run(work, *given)


def test_what_is_hidden_goes_and_what_stands_around_it_stays() -> None:
    site = read_site(in_page("<p>The mill <b hidden>never <i>ever</i></b>was <b hidden>not </b>sold to Ada Falk.</p>"))
    assert site.article
    assert "The mill was sold to Ada Falk." in site.article.text


def test_a_look_at_what_came_holds_up_nobody() -> None:
    began = time.process_time()
    assert kind_of(b"<!a[" * 16_000) == "text"
    assert time.process_time() - began < 1


def test_a_document_type_with_parts_is_no_root() -> None:
    assert kind_of(b"<!DOCTYPE rss [<!ELEMENT title (#PCDATA)>]><rss version='2.0'></rss>") == "feed"
