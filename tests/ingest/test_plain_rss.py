"""A quick look clears plain RSS for the fast parser, and nothing that a tree would not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feeds.parse import read_feed
from bot.ingest.feeds.plain_rss import is_plain

DATE = "<pubDate>Fri, 31 Dec 2021 08:00:00 GMT</pubDate>"
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items: str, head: str = "", root: str = "") -> bytes:
    told = "".join(f"<item>{item}</item>" for item in items)
    return (
        f'<?xml version="1.0"?><rss version="2.0" {root}><channel><title>T</title>{head}{told}</channel></rss>'.encode()
    )


@pytest.mark.parametrize(
    "body",
    [
        rss(f"<title>A</title><description>a &lt;b&gt;</description>{DATE}", f"<title>B</title>{DATE}"),
        rss("<title>A</title><description><![CDATA[<p>one</p><title>no title</title>]]></description>"),
        rss("<title>A</title><description>x</description><content:encoded>y</content:encoded>", root=CONTENT),
        rss("<title>A</title><slash:comments>3</slash:comments>", root='xmlns:slash="http://s.example/"'),
        rss(),
    ],
)
def test_plain_rss_is_cleared(body: bytes) -> None:
    assert is_plain(body)


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>A</title><description>a</description><description>b</description>"),
        rss("<title>A</title><itunes:title>B</itunes:title>", root='xmlns:itunes="http://i.example/"'),
        rss("<title>A</title><slash:comments>3</slash:comments>"),
        rss("<title>A</title><content:encoded>x</content:encoded>", root='xmlns:content="http://other.example/"'),
        rss("<title>A</title><content:encoded><![CDATA[<p>x</p>]]></content:encoded>", root=CONTENT),
        rss("<title>A</title><f:origLink>http://a.example/</f:origLink>", root='xmlns:f="http://f.example/"'),
        rss("<title>A</title><pubDate>yesterday</pubDate>"),
        rss("<title>A</title><pubDate></pubDate>"),
        rss("<title>A</title><b>bold</b>"),
        rss("<title>A"),
        rss("<title>A &amp B</title>"),
        rss("<title>A</title>", root='xmlns="http://other.example/"'),
        rss('<title xmlns="http://other.example/">A</title>'),
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title></feed>",
        b"",
    ],
)
def test_what_may_be_misread_is_not_cleared(body: bytes) -> None:
    assert not is_plain(body)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="<&\r", min_codepoint=32), max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5))
def test_what_is_cleared_is_read_with_all_of_its_entries(items: list[tuple[str, str]]) -> None:
    body = rss(
        *(
            f"<title>{a}</title><description>{b}</description><link>https://a.example/{n}</link>"
            for n, (a, b) in enumerate(items)
        )
    )
    if is_plain(body) and items:
        assert len(read_feed(body, url="https://a.example/feed").items) == len(items)
