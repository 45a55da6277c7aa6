from __future__ import annotations

import json
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsstand import LONG, rss

from bot.errors import InputError
from bot.ingest import fast_feed
from bot.ingest.entries import name_of
from bot.ingest.feeds import read_feed

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Anzeiger</title><link href="http://a.example/"/>
<entry><title type="html">Hafen &amp;amp; Stadt</title><link href="/1"/><id>tag:1</id>
<author><name>Ada Falk</name><email>ada@a.example</email></author>
<published>2027-03-01T08:00:00+02:00</published><updated>2027-03-01T09:00:00+02:00</updated>
<summary>Kurz.</summary><content type="html">&lt;p&gt;Erster Absatz.&lt;/p&gt;&lt;p&gt;Zweiter.&lt;/p&gt;</content></entry></feed>"""


def test_an_rss_feed_becomes_articles() -> None:
    feed = read_feed(rss(("Harbour &amp; town", "http://a.example/1?utm_source=rss", LONG)).encode(), shown=True)
    (item,), (entry,) = feed.items, feed.entries
    assert feed.title == item.article.source == "Vell Gazette"
    assert item.article.title == entry.title == "Harbour & town"
    assert item.article.url == "http://a.example/1" and entry.link.endswith("utm_source=rss")
    assert item.article.published_at == entry.published_at == datetime(2027, 3, 1, 8, tzinfo=UTC)
    assert item.article.text == LONG.strip()


@pytest.mark.parametrize("broken", ["", "<oops>"])
def test_atom_reads_the_same_by_either_parser(broken: str) -> None:
    body = ATOM.replace("</feed>", broken + "</feed>").encode()
    assert (fast_feed.parse(body) is None) == bool(broken)
    feed = read_feed(body, url="http://a.example/feed", shown=True)
    (item,), (entry,) = feed.items, feed.entries
    assert entry.title == "Hafen & Stadt"
    assert entry.link == "http://a.example/1"
    assert entry.author == "Ada Falk (ada@a.example)" and item.article.author == "Ada Falk"
    assert (entry.published_at, entry.updated_at) == (
        datetime(2027, 3, 1, 6, tzinfo=UTC),
        datetime(2027, 3, 1, 7, tzinfo=UTC),
    )
    assert item.article.text == "Erster Absatz.\nZweiter."
    assert item.article.language == "de"


def test_a_json_feed_is_read() -> None:
    made = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Vell & Co", "home_page_url": "https://v.example/",
        "items": [
            {"id": "1", "url": "/a", "title": "Tide < dyke", "content_html": f"<p>{LONG}</p>", "date_published": "2027-03-01T08:00:00Z",
             "authors": [{"name": "Ada Falk"}, "odd", {"name": 3}]},
            {"id": "https://v.example/2", "content_text": "a < b", "date_published": 7},
            "no item", None,
        ],
    }  # fmt: skip
    feed = read_feed(json.dumps(made).encode(), url="https://v.example/feed.json", shown=True)
    first, second = feed.items
    assert feed.title == "Vell & Co"
    assert (first.article.url, first.article.title, first.article.text) == (
        "https://v.example/a",
        "Tide < dyke",
        LONG.strip(),
    )
    assert first.article.author == "Ada Falk, 3"
    assert (second.article.url, second.article.text) == ("https://v.example/2", "a < b")


@pytest.mark.parametrize(
    "body",
    [b"{", b"{}", b'{"items": 3}', b"<rss/>", b"<feed>", b"<?xml version='1.0'?><x/>", b'{"items":' + b"[" * 100_000],
)
def test_a_feed_with_nothing_in_it_is_a_line(body: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read_feed(body)
    assert "\n" not in str(caught.value)


def test_what_is_active_never_leaves_a_feed() -> None:
    evil = (
        "<p onclick='x()'>Hi<script>alert(1)</script><a href='javascript:x()'>a</a><iframe src='//x'></iframe>"
        "<img src=x onerror=x()><style>p{}</style></p>"
    )
    body = rss((escape(evil), "javascript:x()", escape(evil))).encode()
    (entry,) = read_feed(body, shown=True).entries
    shown = (entry.title + entry.summary + entry.content).lower()
    for word in ("script", "onclick", "onerror", "iframe", "alert", "<style"):
        assert word not in shown
    assert entry.title == "Hia" and entry.link == ""


def test_entities_and_outside_files_are_not_followed() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "' + "x" * 1000 + '">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 20}">' for n in range(8)
    ) + '<!ENTITY f SYSTEM "file:///etc/passwd">]>'  # fmt: skip
    body = (
        bomb
        + "<rss version='2.0'><channel><title>T</title><item><title>&i;</title><description>&f;</description></item></channel></rss>"
    )
    try:
        feed = read_feed(body.encode(), shown=True)
    except InputError:
        return
    assert all("root:" not in entry.summary and len(entry.title) < 100_000 for entry in feed.entries)


def test_relative_links_are_made_full() -> None:
    body = rss(("T", "/n/1", escape("<a href='x.html'>x</a><img src='/p.png'>"))).encode()
    (entry,) = read_feed(body, url="https://v.example/feeds/all", shown=True).entries
    assert entry.link == "https://v.example/n/1"
    assert 'href="https://v.example/n/x.html"' in entry.summary and 'src="https://v.example/p.png"' in entry.summary


def test_an_entrys_mark_changes_when_it_does() -> None:
    one, same, other = (
        read_feed(rss(("T", "http://v.example/1", text)).encode()).items[0].mark for text in ("a", "a", "b")
    )
    assert one == same != other


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Ada Falk", "Ada Falk"),
        ("ada@v.example (Ada Falk)", "Ada Falk"),
        ("Ada Falk (ada@v.example)", "Ada Falk"),
        ("a@v.example", ""),
        ("", ""),
    ],
)
def test_an_author_is_a_name(printed: str, name: str) -> None:
    assert name_of(printed) == name


TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)


@given(title=TEXT, text=TEXT, date=TEXT)
@settings(max_examples=60, deadline=None)
def test_any_well_formed_feed_is_read(title: str, text: str, date: str) -> None:
    clean = ["".join(c for c in each if c.isprintable()) for each in (title, text, date)]
    body = rss((escape(clean[0]), "http://v.example/1", escape(clean[1]))).replace("Mon, 01 Mar 2027", escape(clean[2]))
    feed = read_feed(body.encode(), shown=True)
    assert len(feed.items) == len(feed.entries) == 1


@given(body=st.binary(max_size=400), where=st.integers(0, 500))
@settings(max_examples=80, deadline=None)
def test_no_bytes_raise_anything_but_a_line(body: bytes, where: int) -> None:
    whole = ATOM.encode()
    for spoilt in (body, whole[:where] + body + whole[where:], whole[:where]):
        try:
            read_feed(spoilt, shown=True)
        except InputError as error:
            assert "\n" not in str(error)


def test_the_conformance_files_are_all_survived(shared) -> None:
    files = sorted((shared / "data/feeds/conformance").glob("*.xml"))[::9]
    assert files
    for file in files:
        try:
            read_feed(file.read_bytes(), shown=True)
        except InputError:
            continue


@pytest.mark.parametrize("spoilt", [' xmlns="http://www.sitemaps.org/&#xd800;"', ' a="b"><q xmlns="&#xdfff;"/'])
def test_half_a_letter_in_a_sitemap_is_a_line(spoilt: str) -> None:
    with pytest.raises(InputError, match="a broken sitemap"):
        read_feed(f"<urlset{spoilt}><url xmlns='&#xd800;'><loc>/1</loc></url></urlset>".encode())
