from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.urls import absolute, canonical, origin


@pytest.mark.parametrize(
    ("printed", "one"),
    [
        ("HTTP://Example.ORG:80/a/../b?z=1&a=2#top", "http://example.org/b?a=2&z=1"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://example.org/a?utm_source=x&utm_medium=y&fbclid=z", "https://example.org/a"),
        ("https://example.org/a?id=5&utm_campaign=x", "https://example.org/a?id=5"),
        ("https://example.org/a?ref=7&p=2", "https://example.org/a?p=2&ref=7"),
        ("https://example.org/a?source=rss-1a2b------2&p=2", "https://example.org/a?p=2"),
        ("https://example.org/a?partner=rss&emc=rss&CMP=rss_home", "https://example.org/a"),
        ("https://example.org/a?source=rssx", "https://example.org/a?source=rssx"),
        ("https://example.org/a;jsessionid=0A?x=1", "https://example.org/a?x=1"),
        ("https://example.org/a?PHPSESSID=0a&x=1", "https://example.org/a?x=1"),
        ("https://u:p@example.org/a", "https://example.org/a"),
        ("https://example.org/Привет", "https://example.org/%D0%9F%D1%80%D0%B8%D0%B2%D0%B5%D1%82"),
        ("javascript:alert(1)", ""), ("mailto:a@b", ""), ("", ""), ("/a", ""), ("http://", ""), ("http://[::1", ""),
    ],
)  # fmt: skip
def test_an_address_has_one_spelling(printed: str, one: str) -> None:
    assert canonical(printed) == one


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("https://vell.example/\x1b[2Jfeed", "https://vell.example/%1B[2Jfeed"),
        ("https://vell.example/a\n1  https://vell.example/b", "https://vell.example/a1  https://vell.example/b"),
        ("/\u202egpj.feed\u200b", "https://vell.example/%E2%80%AEgpj.feed%E2%80%8B"),
        ("https://vell.example/Привет", "https://vell.example/Привет"),
    ],
)
def test_a_link_is_one_line_that_moves_no_terminal(printed: str, shown: str) -> None:
    assert absolute(printed, "https://vell.example/") == shown
    assert canonical(printed, "https://vell.example/").isprintable()


def test_a_relative_link_starts_from_its_base() -> None:
    assert canonical("../b?utm_source=x", "https://example.org/a/c/d") == "https://example.org/a/b"
    assert absolute("//cdn.example.org/x", "https://example.org/") == "https://cdn.example.org/x"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://a.org/x", "http://a.org:80"),
        ("HTTPS://A.org", "https://a.org:443"),
        ("http://[::1]:8/", "http://[::1]:8"),
        ("ftp://a", ""),
        ("http://a:b/", ""),
    ],
)
def test_an_origin_names_its_port(url: str, told: str) -> None:
    assert origin(url) == told


@given(st.text(max_size=100))
def test_canonical_is_stable_and_never_raises(text: str) -> None:
    for printed in (text, f"https://example.org/{text}", f"https://{text}/", f"https://example.org/?{text}"):
        once = canonical(printed)
        assert canonical(once) == once
        assert once == "" or once.startswith(("http://", "https://"))
