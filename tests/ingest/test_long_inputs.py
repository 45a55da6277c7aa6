"""What strangers write may be long: reading it costs its length, never the square of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from newsstand import LONG

from bot.ingest.feeds.content_types import kind_of
from bot.ingest.feeds.page_as_feed import read_site
from bot.ingest.pages.html_text import sanitised, title_text
from bot.text.visible import visible
from tests.bench.growth import grows_with_its_length


def in_page(text: str, head: str = "") -> bytes:
    return f"<html><head><title>T</title>{head}</head><body><article><p>{LONG * 8}</p>{text}</article></body></html>".encode()


Made = Callable[[int], tuple[Any, ...]]
LONG_ONES: list[tuple[str, Callable[..., Any], int, Made]] = [
    ("blanks within a line", visible, 500_000, lambda n: ("a\t" + " " * n + "b",)),
    ("wide blanks within a line", visible, 500_000, lambda n: ("a" + "\u00a0" * n + "b",)),
    ("blanks before a link", sanitised, 500_000, lambda n: ("<p>href=" + " " * n + "http://a", "http://vell.example/")),
    ("a title of tags in tags", title_text, 200_000, lambda n: ("<div>" * n,)),
    ("what is hidden between words", read_site, 100_000, lambda n: (in_page("<b hidden></b>x" * n),)),
    (
        "one rule with many hints",
        read_site,
        15_000,
        lambda n: (in_page("", f"<style>a{{{'adisplay:none' * n}</style>"),),
    ),
    ("rules that do not end", read_site, 13_000, lambda n: (in_page("", f"<style>{'a{adisplay:none' * n}</style>"),)),
    (
        "colours that do not end",
        read_site,
        40_000,
        lambda n: (in_page(f'<p style="{";color:rgb(255,255,255" * n}">x</p>'),),
    ),
    ("a declaration that does not end", kind_of, 16_000, lambda n: (b"<!a[" * n,)),
]


@pytest.mark.parametrize(
    ("work", "most", "made"), [each[1:] for each in LONG_ONES], ids=[each[0] for each in LONG_ONES]
)
def test_reading_it_costs_its_length(work: Callable[..., Any], most: int, made: Made) -> None:
    def reading(length: int) -> Callable[[], object]:
        given = made(length)
        return lambda: work(*given)

    assert grows_with_its_length(reading, most)


def test_what_is_hidden_goes_and_what_stands_around_it_stays() -> None:
    site = read_site(in_page("<p>The mill <b hidden>never <i>ever</i></b>was <b hidden>not </b>sold to Ada Falk.</p>"))
    assert site.article
    assert "The mill was sold to Ada Falk." in site.article.text


def test_a_look_at_what_came_is_not_led_astray() -> None:
    assert kind_of(b"<!a[" * 16_000) == "text"


def test_a_document_type_with_parts_is_no_root() -> None:
    assert kind_of(b"<!DOCTYPE rss [<!ELEMENT title (#PCDATA)>]><rss version='2.0'></rss>") == "feed"
