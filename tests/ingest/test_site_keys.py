"""Which addresses are one site: what decides whether a source speaks for the outlet that it links to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sites import site_of

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = {
    "bbci.co.uk": "https://www.bbc.com/news/articles/c1?at_medium=RSS&at_campaign=rss",
    "theguardian.com": "https://www.theguardian.com/world/2026/nov/30/a",
    "dw.com": "https://www.dw.com/en/a/a-1?maca=en-rss-en-all-1573-rdf",
    "france24.com": "https://www.france24.com/en/europe/a",
    "aljazeera.com": "https://www.aljazeera.com/news/2026/11/30/a?traffic_source=rss",
    "npr.org": "https://www.npr.org/2026/11/30/nx-s1-1/a",
    "un.org": "https://news.un.org/feed/view/en/story/2026/11/1",
    "europa.eu": "https://www.ecb.europa.eu//press/pr/date/2026/html/a.en.html",
    "federalreserve.gov": "https://www.federalreserve.gov/newsevents/pressreleases/a.htm",
    "arstechnica.com": "https://arstechnica.com/a/2026/11/b/",
    "theverge.com": "https://www.theverge.com/news/1/a",
    "lwn.net": "https://lwn.net/Articles/1/",
    "krebsonsecurity.com": "https://krebsonsecurity.com/2026/11/a/",
    "schneier.com": "https://www.schneier.com/blog/archives/2026/11/a.html",
    "nasa.gov": "https://science.nasa.gov/a/",
    "nature.com": "https://www.nature.com/articles/a",
    "science.org": "https://www.science.org/content/article/a",
    "phys.org": "https://phys.org/news/2026-11-a.html",
    "carbonbrief.org": "https://www.carbonbrief.org/a/",
    "insideclimatenews.org": "https://insideclimatenews.org/news/30112026/a/",
    "who.int": "https://www.who.int/news/item/a",
    "statnews.com": "https://www.statnews.com/2026/11/30/a/?utm_campaign=rss",
}
"""What an article's address looks like that each domain's feeds list."""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://feeds.vell.example/rss", "http://www.vell.example/2026/a"),
        ("https://amp.vell.co.uk/a", "https://m.vell.co.uk:8443/b"),
        ("https://vell-gazette-example.cdn.ampproject.org/c/s/a", "https://vell.gazette.example/a"),
        ("https://feeds.bbci.co.uk/news/rss.xml", "https://www.bbc.co.uk/news/a"),
        ("https://medium.com/feed/@ann", "https://medium.com/@ann/harbour-1a2b"),
        ("https://ann.medium.com/harbour-1a2b", "https://medium.com/@ann/harbour-1a2b"),
        ("https://ann.substack.com/feed", "https://ann.substack.com/p/harbour"),
        ("https://ann.blogspot.de/feeds/posts/default", "https://ann.blogspot.com/2026/11/harbour.html"),
        ("https://town.social/@ann.rss", "https://town.social/@ann/1"),
        ("https://sites.google.com/view/vell/a", "https://sites.google.com/view/vell/b"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/b"),
        ("http://127.0.0.1:8001/feed", "http://127.0.0.1:8001/a"),
    ],
)  # fmt: skip
def test_whoever_runs_both_is_one_site(one: str, other: str) -> None:
    assert site_of(one) == site_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://vell.example/a", "https://vell.example.evil.example/a"),
        ("https://vell.co.uk/", "https://norwick.co.uk/"),
        ("https://ann.github.io/feed", "https://bob.github.io/a"),
        ("https://ann.blogspot.com/feed", "https://bob.blogspot.com/a"),
        ("https://ann.substack.com/feed", "https://bob.substack.com/p/a"),
        ("https://ann.wordpress.com/feed", "https://bob.wordpress.com/a"),
        ("https://medium.com/feed/@ann", "https://medium.com/@bob/a"),
        ("https://town.social/@ann", "https://town.social/@bob"),
        ("https://uni.example/~ann/feed", "https://uni.example/~bob/"),
        ("https://uni.example/~ann/feed", "https://uni.example/news/a"),
        ("https://raw.githubusercontent.com/ann/news/main/feed.xml", "https://raw.githubusercontent.com/bob/a/main/a"),
        ("https://s3.amazonaws.com/ann/feed.xml", "https://s3.amazonaws.com/bob/feed.xml"),
        ("https://feeds.feedburner.com/ann", "https://feeds.feedburner.com/bob"),
        ("https://sites.google.com/view/vell/a", "https://sites.google.com/view/norwick/a"),
        ("http://127.0.0.1:8001/feed", "http://127.0.0.1:8002/a"),
        ("http://127.0.0.1/feed", "http://127.0.0.2/feed"),
    ],
)  # fmt: skip
def test_who_only_shares_a_host_or_an_ending_is_another(one: str, other: str) -> None:
    assert site_of(one) != site_of(other)


def test_every_feed_to_begin_with_is_its_outlets_own() -> None:
    feeds = [each.get("xmlUrl", "") for each in ElementTree.parse(ROOT / "seeds/feeds.opml").iter("outline")]
    for feed in filter(None, feeds):
        (article,) = (url for domain, url in ARTICLES.items() if domain in feed)
        assert site_of(feed) == site_of(article), feed


_LABEL = st.text("abcxyz0189-", min_size=1, max_size=8).filter(lambda text: text.strip("-") == text)


@given(st.lists(_LABEL, min_size=1, max_size=4), _LABEL, st.sampled_from(["example", "org", "co.uk", "com.au"]))
def test_a_name_before_a_domain_changes_nothing(names: list[str], domain: str, suffix: str) -> None:
    whole = f"{domain}-gazette.{suffix}"
    assert site_of(f"https://{'.'.join(names)}.{whole}/a") == site_of(f"http://{whole}/") == whole


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(site_of(text), str)
    assert isinstance(site_of(f"https://{text}"), str)
    assert site_of(f"https://a.example/{text}").startswith("a.example")


@given(st.text(min_size=1, max_size=40))
def test_an_owners_name_looks_like_no_other_outlet(text: str) -> None:
    assert re.fullmatch(r"medium\.com(?:/[\w.@~+%-]*)?", site_of(f"https://medium.com/{text}"), re.ASCII)
