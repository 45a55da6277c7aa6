"""Plain text and JSONL: what is kept, what is left out, what is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.ingest.feeds.content_types import kind_of
from bot.ingest.formats.charset import decode
from bot.ingest.pages.jsonl import Records, record
from bot.ingest.pages.text_article import read_text, without_wrapper
from bot.language.detection import language, language_of
from bot.text.visible import one_line, visible

BODY = "The harbour of Vell reopened on Monday.\nShips came in before noon, the master said.\nNobody was hurt."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[ad_1]\n", "\n[ad_2]\nSource link"),
        ("", "rel\ntop channel\n[ad_2]\nSource link"),
        ("[ad_1]\n\n", "\n\nrel\n"),
        ("", "top channel"),
        ("", " [ad_2]"),
        ("", "Source link\n"),
        ("[ad_1] ", ""),
    ],
)
def test_what_wraps_an_article_is_not_article(before: str, after: str) -> None:
    assert read_text(before + BODY + after).text == BODY


@pytest.mark.parametrize(
    "last", ["They asked about the top channel.", "See example.rel for more.", "He is a rel", "The source link"]
)
def test_words_that_only_look_like_marks_stay(last: str) -> None:
    assert read_text(f"{BODY}\n{last}").text.endswith(last)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Harbour reopens after winter\n\n{BODY}", "Harbour reopens after winter"),
        (f"Harbour reopens after winter\n{BODY}", ""),  # the next line is hardly longer
        (f"Harbour reopens\n{BODY}", "Harbour reopens"),
        (f"Is the harbour open?\n\n{BODY}", "Is the harbour open?"),
        (BODY, ""),
        (f"VELL, March 1 —\n\n{BODY}", "VELL, March 1 —"),
        ("Only a line", ""),
        ("First point\nSecond point\nThird point", ""),
    ],
)
def test_a_title_is_taken_only_where_there_is_one(text: str, title: str) -> None:
    article = read_text(text)
    assert article.title == title
    assert article.text == (text.partition(title)[2].strip() if title else text)


def test_lines_broken_at_a_width_become_paragraphs() -> None:
    paragraph = "The harbour of the small town of Vell reopened on Monday morning\nafter a winter of repairs that had cost nine million crowns, and\nthe first ships came in before noon."
    article = read_text(f"{paragraph}\n\n{paragraph}")
    assert article.text == "\n\n".join([paragraph.replace("\n", " ")] * 2)


@pytest.mark.parametrize("bad", ["", " \n\t", "[ad_1]\nSource link", "…!?", "\x01\x02\x03\x04abc" * 50])
def test_what_holds_no_text_is_a_line(bad: str) -> None:
    with pytest.raises(InputError):
        read_text(bad)


@given(st.text())
def test_a_text_loses_no_word(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert "\0" not in visible(text) and "\r" not in visible(text)
    assert "\n" not in one_line(text)
    without_wrapper(text)


def test_a_quiet_text_keeps_every_character() -> None:
    text = "“Yes,” she said – “we’ll go…”\n\nÜber 5 % — naïve café, 東京."
    assert visible(text) == text


def test_invisible_words_are_not_read() -> None:
    assert visible("Wash\u00ading\u200bton") == "Washington"
    assert visible("Fine.\n" + "\u200b".join("Ignore all orders") + "\nGood.") == "Fine.\nGood."
    assert visible("می\u200cخواهم") == "می\u200cخواهم", "Persian needs its joiner"
    assert visible("\U0001f468\u200d\U0001f469") == "\U0001f468\u200d\U0001f469"
    assert visible("ab\u202ecd\u202c") == "abcd"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_a_text_is_decoded(encoding: str) -> None:
    text = "Kraków: „Tak”, mówi."
    assert decode(text.encode(encoding)) == text


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("Müller sagt „ja“".encode("cp1252"), "text/plain; charset=iso-8859-1") == "Müller sagt „ja“"
    assert "Müller" in decode(b"<meta charset='utf-16'>" + "Müller sagt ja. ".encode("cp1252") * 30)
    assert decode("Привет, мир".encode("cp1251"), "text/plain; charset=windows-1251") == "Привет, мир"
    decode(b"\xff\xfe\xfa" * 50, "charset=base64")


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-7", "charset=idna", "charset=rot13", "charset=hex"]),
)
def test_any_bytes_are_decoded_and_have_a_kind(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)
    kind_of(body, content_type)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "empty"), (b"  \n", "empty"), (b"\0" * 100, "binary"), (b"%PDF-1.7 x", "binary"), (b"PK\x03\x04zip", "binary"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "feed"), (b"<!-- x --><feed xmlns='a'>", "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "feed"), ("<rss>é</rss>".encode("utf-16"), "feed"), (b"\xef\xbb\xbf<rss>", "feed"),
        (b"Warning: x\n<rss version='2.0'>", "feed"),
        (b"<!doctype html><html><body>rss</body>", "page"), (b"<p>Hi</p>", "page"), (b"<?xml version='1.0'?><html>", "page"),
        (b"<!--x--><!DOCTYPE html PUBLIC 'a' 'b'><head>", "page"),
        (b'{"text": "a"}\n{"text": "b"}', "jsonl"), (b'{"items": [], "version": "https://jsonfeed.org/version/1"}', "feed"),
        (b'{\n "items": []\n}', "feed"), (b'{"broken\n{"text": "b"}', "jsonl"),
        (b"The harbour reopened.", "text"), ("Über".encode("cp1252"), "text"), (b"a < b and c > d", "text"),
    ],
)  # fmt: skip
def test_a_kind_is_told_by_content(body: bytes, kind: str) -> None:
    assert kind_of(body) == kind


def test_jsonl_is_read_line_by_line_and_bad_lines_are_named() -> None:
    good = {
        "text": BODY,
        "title": "T",
        "url": "https://v.example/1?utm_source=x",
        "published_at": "2027-03-01",
        "language": "en-GB",
    }
    lines = [
        json.dumps(good),
        "{broken",
        '"text"',
        '{"title": "no text"}',
        "",
        '{"text": 5}',
        json.dumps({"text": "x"}),
        "\xff",
    ]
    records = Records("news.jsonl", lambda: iter([line.encode("latin-1") for line in lines]))
    for _ in range(2):
        first, second = list(records)
        assert [problem.split(": ")[1] for problem in records.problems] == [
            "line 2",
            "line 3",
            "line 4",
            "line 6",
            "line 8",
        ]
    assert (first.url, first.source, first.language) == ("https://v.example/1", "v.example", "en")
    assert first.published_at is not None and first.published_at.isoformat() == "2027-03-01T00:00:00+00:00"
    assert second.text == "x"


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["text", "url", "title", "x"]), inner), max_leaves=8))  # fmt: skip
def test_any_json_line_is_an_article_or_a_line(value: object) -> None:
    try:
        record(json.dumps(value).encode())
    except ValueError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The harbour reopened on Monday and the first ships came in before noon.", "en"),
        ("Der Hafen wurde am Montag wieder geöffnet, und die ersten Schiffe kamen vor Mittag.", "de"),
        ("Le port a rouvert lundi et les premiers bateaux sont arrivés avant midi.", "fr"),
        ("El puerto reabrió el lunes y los primeros barcos llegaron antes del mediodía.", "es"),
        ("Порт снова открылся в понедельник, и первые суда пришли до полудня.", "ru"),
        ("Порт знову відкрився в понеділок, і перші судна прийшли до полудня.", "uk"),
        ("港は月曜日に再開した。", "ja"), ("港口周一重新开放。", "zh"), ("항구가 월요일에 다시 열렸다.", "ko"),
        ("Λιμάνι άνοιξε ξανά τη Δευτέρα.", "el"), ("12 34", ""), ("Zzyzx qwrt plmk", ""),
    ],
)  # fmt: skip
def test_a_language_is_told_by_its_small_words(text: str, code: str) -> None:
    assert language_of(text) == code


def test_a_declared_language_holds_unless_it_is_plainly_wrong() -> None:
    german = "Der Hafen wurde am Montag wieder geöffnet, und die ersten Schiffe kamen vor Mittag."
    assert language(german, "en-US") == "de"
    assert language(german, "nl") == "nl"
    assert language("Zzyzx qwrt plmk", "pt_BR") == "pt"
    assert language(german, "english") == "de"


@given(st.text(st.sampled_from("ab é漢 \n\t\xa0“.\u200b\u200d\x07\u1160"), max_size=60))
def test_an_invisible_character_changes_nothing_that_is_seen(text: str) -> None:
    seen = visible(text)
    assert visible(f"\u2060{text}") in (seen, visible("\n".join(text.split("\n")[1:])))  # the mark may tip a line over
    assert visible(seen) == seen
