"""Every English list of words stands once: a rule that needs more or fewer unites, picks or subtracts, and says why."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

BOT = Path(__file__).resolve().parents[2] / "bot"
PACK = BOT / "language/en"
MOST = 5
"""Words that two lists may share, whatever they mean …"""
SHARE = 0.6
"""… and more, where they are less than this of the shorter one."""
OTHER_MEANING = {
    "synonyms.py": "groups of words that may say one thing: a word stands in each of its senses",
    "claims/unsupported_words.py": "groups of words that claims may exchange: stricter ones than those of questions",
    "__init__.py": "the commonest words by how often they are printed, to tell the language by",
    "word_match.py": "endings of words, and Roman numbers",
    "screening/page_furniture.py": "phrases of pages, spelt out: what a page is called differs from phrase to phrase",
}
"""Files whose lists are made of other things than classes of words."""
WORD = re.compile(r"[a-z’'.-]+")
GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?([^()]*\|[^()]*)\)")


class WordList(NamedTuple):
    """The words of a list, and where it is written out."""

    where: str
    words: frozenset[str]


def words_of(node: ast.AST) -> frozenset[str]:
    """Return the words that a literal writes out: a split string, a set, a tuple, a list, the keys of a dict."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        held = node.func.value
        return frozenset(held.value.lower().split()) if isinstance(held, ast.Constant) else frozenset()
    if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict):
        members = node.keys if isinstance(node, ast.Dict) else node.elts
        texts = (
            each.value.lower() for each in members if isinstance(each, ast.Constant) and isinstance(each.value, str)
        )
        return frozenset(text for text in texts if WORD.fullmatch(text))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("frozenset", "set", "tuple"):
        return words_of(node.args[0]) if node.args else frozenset()
    return frozenset()


def alternations(text: str) -> Iterator[frozenset[str]]:
    """Yield the words of each group of a pattern: “(?:said|says)”."""
    for match in GROUP.finditer(text):
        words = (word.strip("?").lower() for word in match[1].split("|"))
        yield frozenset(word for word in words if WORD.fullmatch(word))


def picks(tree: ast.AST) -> Iterator[tuple[ast.expr, ast.AST]]:
    """Yield each list that only picks words from another (`&`) with that other, and what is taken out of one (`-`)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.Sub):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if words_of(side) and not words_of(other):
                    yield other, side


def lists_in(source: str, name: str) -> Iterator[WordList]:
    """Yield the lists that a module writes out and that are not picked from another list."""
    tree = ast.parse(source)
    picked = {id(inner) for _, side in picks(tree) for inner in ast.walk(side)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            picked.add(id(node.value))  # a docstring
    for node in ast.walk(tree):
        where = f"{name}:{getattr(node, 'lineno', 0)}"
        if id(node) in picked:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (WordList(where, words) for words in alternations(node.value))
        elif not isinstance(node, ast.Call) or isinstance(node.func, ast.Attribute):
            yield WordList(where, words_of(node))


def repeated(lists: list[WordList]) -> list[str]:
    """Tell of each two lists that hold much the same."""
    told = []
    for one, other in itertools.combinations(lists, 2):
        shared = one.words & other.words
        if len(shared) > MOST and len(shared) >= SHARE * min(len(one.words), len(other.words)):
            told.append(f"{one.where} and {other.where}: {' '.join(sorted(shared))}")
    return told


def modules() -> Iterator[tuple[str, str]]:
    for path in sorted(PACK.rglob("*.py")):
        yield path.relative_to(PACK).as_posix(), path.read_text(encoding="utf-8")


def test_no_two_lists_of_english_hold_much_the_same() -> None:
    lists = [each for name, source in modules() if name not in OTHER_MEANING for each in lists_in(source, name)]
    assert len(lists) > 100
    assert repeated([each for each in lists if len(each.words) > MOST]) == []


def test_what_is_picked_from_a_list_stands_in_it() -> None:
    """A word that is only picked and is not there would be lost in silence."""
    lost = []
    for name, source in modules():
        module = import_module(
            f"bot.language.en.{name.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__")
        )
        for other, side in picks(ast.parse(source)):
            try:
                held = eval(compile(ast.Expression(other), name, "eval"), vars(module))
            except NameError:
                continue  # inside a function
            if isinstance(held, frozenset) and not words_of(side) <= held:
                lost.append(f"{name}:{side.lineno}: {' '.join(sorted(words_of(side) - held))}")
    assert lost == []


@pytest.mark.parametrize(
    "source",
    [
        'ONE = frozenset("not no never none nobody nothing".split())\nTWO = {"not", "no", "never", "none", "nobody", "nothing"}',
        'ONE = "not no never none nobody nothing".split()\nTWO = re.compile(r"\\b(?:not|no|never|none|nobody|nothing)\\b")',
        'ONE = "a b c d e f".split()\nTWO = OTHER | frozenset("a b c d e f g".split())',
    ],
)
def test_a_list_that_stands_twice_would_be_found(source: str) -> None:
    assert repeated(list(lists_in(source, "made up")))


@pytest.mark.parametrize("sign", ["&", "-"])
def test_a_list_that_picks_from_another_repeats_nothing(sign: str) -> None:
    source = f'ONE = frozenset("a b c d e f".split())\nTWO = ONE {sign} frozenset("a b c d e f".split())'
    assert not repeated(list(lists_in(source, "made up")))
