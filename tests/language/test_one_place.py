"""A language's words stand in its folder and nowhere else: a second language has a place to go."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.en.function_words import FUNCTION_WORDS

BOT = Path(__file__).resolve().parents[2] / "bot"
PLACES = ("language/en/", "chat/commands/words/", "messages/")
"""What is true of English, what people type as commands, what Readout says: a folder each."""
NO_LISTS = {
    "language/detection.py": "tells three dozen languages apart by their commonest words, so it holds those of each",
    "language/sentence_ends_by_code.py": "what two dozen other languages shorten with a stop, by their codes: he, it, no",
    "store/postgres/dialect.py": "words of SQL: in, not, no",
    "store/postgres/many_rows.py": "words of SQL: and, from, where",
    "ingest/feeds/page_as_feed.py": "parts of addresses: /about-us, /sign-in",
    "text/sites.py": "domains of hosts: write.as, t.me, dev.to",
    "json_output.py": "keys of the JSON: also, since, until",
    "slot_times.py": "what stands for no quiet hours in a setting: off, none, never",
}
"""Files in which small words are something else."""
ENOUGH = 3
LETTERS = re.compile(r"[a-z]{2,}")


def strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def small_words(texts: Iterator[str]) -> set[str]:
    return FUNCTION_WORDS & {word for text in texts for word in LETTERS.findall(text.lower())}


def members(node: ast.Set | ast.Tuple | ast.List | ast.Dict) -> Iterator[str]:
    held = node.keys if isinstance(node, ast.Dict) else node.elts
    return (each.value.lower() for each in held if isinstance(each, ast.Constant) and isinstance(each.value, str))


def lists_in(source: str) -> Iterator[tuple[int, list[str]]]:
    """Give the line of each set, tuple, list, dict, split string or pattern of three small words or more."""
    for node in ast.walk(ast.parse(source)):
        found: set[str] = set()
        if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict):
            found = FUNCTION_WORDS & set(members(node))
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.startswith("re.") or called.endswith(".split"):
                found = small_words(strings(node))
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            # A piece of a pattern that another line compiles.
            pieces = [text for text in strings(node.value) if "|" in text]
            found = small_words(iter(pieces))
        if len(found) >= ENOUGH:
            yield node.lineno, sorted(found)


def test_no_english_word_list_or_pattern_stands_outside_its_folder() -> None:
    astray = [
        f"{path.relative_to(BOT)}:{line}: {' '.join(words)}"
        for path in sorted(BOT.rglob("*.py"))
        if not (place := path.relative_to(BOT).as_posix()).startswith(PLACES) and place not in NO_LISTS
        for line, words in lists_in(path.read_text(encoding="utf-8"))
    ]
    assert astray == []


@pytest.mark.parametrize(
    "source",
    [
        'NOT = frozenset("not never without nor".split())',
        'NOT = {"not", "never", "without"}',
        'ASKED = ("who", "what", "when")',
        'SAID = {"he": 1, "she": 2, "they": 3}',
        'PATTERN = re.compile(r"\\b(?:the|his|its)\\b")',
        'PIECE = r"(?:if|when|because)"',
    ],
)
def test_a_list_of_small_words_would_be_found(source: str) -> None:
    assert list(lists_in(source))


def test_no_module_outside_the_folder_of_english_is_written_for_it() -> None:
    importing = [
        path.relative_to(BOT).as_posix()
        for path in sorted(BOT.rglob("*.py"))
        if not path.relative_to(BOT).as_posix().startswith("language/en/")
        and re.search(r"^\s*(?:from|import) bot\.language\.en\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert importing == []
