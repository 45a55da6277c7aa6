"""Languages as people name them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UsageError
from bot.language_names import check_language, code_of


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("de", "de"), ("DE", "de"), ("de-AT", "de"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("deu", "de"),
        ("German", "de"), (" german ", "de"), ("Deutsch", "de"), ("Français", "fr"), ("francais", "fr"),
        ("українська", "uk"), ("日本語", "ja"), ("Swiss French", "fr"), ("Persian", "fa"), ("iw", "he"), ("", ""),
    ],
)  # fmt: skip
def test_a_language_is_read_as_its_code(named: str, code: str) -> None:
    assert check_language(named) == code


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("Grman", "unknown language 'Grman'. Did you mean German?"),
        ("italyan", "unknown language 'italyan'. Did you mean Italian?"),
        ("españoll", "unknown language 'españoll'. Did you mean Spanish?"),
        ("klingon", "unknown language 'klingon'. Write it like German or de"),
        ("qq", "unknown language 'qq'. Write it like German or de"),
    ],
)
def test_one_that_is_none_is_refused_in_a_line_with_a_suggestion(named: str, line: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_language(named)
    assert str(caught.value) == line


@given(st.text(max_size=60))
def test_any_text_names_a_language_or_none(text: str) -> None:
    code = code_of(text)
    assert code == "" or (len(code) == 2 and code_of(code) == code)
