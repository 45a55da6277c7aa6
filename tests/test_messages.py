"""What is said stands in the catalogue: each id is used, each field is given, and no sentence stands elsewhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from bot.messages.catalogue import say
from bot.messages.en import MESSAGES

BOT = Path(__file__).parents[1] / "bot"
CATALOGUES = BOT / "messages"
FILES = {file.stem: file for file in (CATALOGUES / "en").rglob("*.py") if file.stem != "__init__"}
AREAS = set(FILES)
ID = re.compile(rf"(?:{'|'.join(sorted(AREAS))})\.[a-z0-9_]+")

SWEPT = [
    "chat/button_ids.py",
    "chat/commands",
    "chat/console",
    "chat/desk_protocol.py",
    "chat/discord",
    "chat/adapter_protocol.py",
    "chat/reconnecting.py",
    "chat/rendering",
    "chat/replying.py",
    "chat/slack",
    "desk",
    "ingest/feeds",
    "ingest/fetching",
    "ingest/pages",
    "ingest/sources",
    "ingest/workers",
    "language_names.py",
    "models",
    "schedule",
    "slot_times.py",
    "summarize/answering/answer.py",
    "summarize/answering/fact_evidence.py",
    "summarize/answering/name_suggestions.py",
    "summarize/briefing",
]
"""The rooms whose wording stands in the catalogue."""
DISCORDS = [
    "View Channel",
    "Send Messages",
    "Direct Messages",
    "Embed Links",
    "Send Messages in Threads",
    "Create Posts",
    "Send Messages in Posts",
    "Read Message History",
    "Create Public Threads",
    "Manage Threads",
]
LEFT = {
    "Bearer {}": "a header",
    "Readout/{} (news reader)": "a header",
    "gzip, deflate, br, zstd": "a header",
    "application/feed+json, application/atom+xml, application/rss+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5": (
        "a header"
    ),
    "//*[@style or @hidden]": "a path in a page",
    "POST /ingest": "the name of a request, kept in the store",
    "not a payload": "an answer to a machine",
    "Slack is not served here now": "an answer to a machine",
    "not signed by Slack": "an answer to a machine",
    "what did {} say{}": "a question to the rules that read questions",
    "what did {} say about {}": "a question to the rules that read questions",
    "messages that were posted": "what the store calls what it keeps",
    "wishes for more or less": "what the store calls what it keeps",
    "who said what": "the name of an account of tokens, kept in the store",
    **dict.fromkeys(DISCORDS, "what Discord itself calls a permission"),
}
"""What reads like a sentence and is none that anybody is told, with why it stays."""
LEFT_FILES = {
    "schedule/job_queue/job_tables.py": "SQL, and no words",
    "schedule/job_queue/procrastinate_queue.py": "SQL, and what the operator reads in the log",
    "chat/commands/words": "what people type",
    "chat/discord/settings.py": "the help of settings",
    "chat/discord/setup/account.py": "`readout doctor`, which the operator runs",
    "chat/discord/setup/permissions.py": "README's table of what the bot is given: no chat shows it",
    "chat/discord/setup/setup_steps.py": "`readout setup`, which the operator runs",
    "chat/slack/settings.py": "the help of settings",
    "chat/slack/setup/account.py": "`readout doctor`, which the operator runs",
    "chat/slack/setup/setup_steps.py": "`readout setup`, which the operator runs",
    "desk/news/claim_checks.py": "`readout prove`, which the operator runs",
    "ingest/sources/inputs.py": "`readout ingest`, which the operator runs",
    "ingest/sources/push_source.py": "answers to a machine that pushes articles",
}


class Module:
    """One file of code: its calls of `say`, and the ids that its tables hold."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(BOT).as_posix()
        text = path.read_text(encoding="utf-8")
        self.tree = ast.parse(text)
        nodes = ast.walk(self.tree) if "say(" in text else ()  # few modules say anything
        self.calls = [node for node in nodes if isinstance(node, ast.Call) and _called(node) == "say"]
        named = [call for call in self.calls if isinstance(call.args[0], ast.Constant)]
        self.given = [(str(_text(call.args[0])), _fields_given(call)) for call in named]
        self.chosen = [_fields_given(call) for call in self.calls if call not in named]

    @property
    def tables(self) -> set[str]:
        """Return the ids that stand in a module's own tables and constants."""
        tables = [node for node in self.tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        found = {_text(node) for table in tables for node in ast.walk(table)} - {None}
        return {text for text in found if text and ID.fullmatch(text)} if self.chosen else set()

    @property
    def speaks(self) -> bool:
        """Tell whether a module takes anything from the catalogue."""
        imports = [node for node in self.tree.body if isinstance(node, ast.ImportFrom)]
        return any(str(node.module).startswith("bot.messages") for node in imports)


def _called(call: ast.Call) -> str:
    """Return the name of a function that is called; a method called `say` is another thing."""
    return ast.unparse(call.func).removeprefix("catalogue.")


def _text(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _fields_given(call: ast.Call) -> set[str]:
    assert all(keyword.arg for keyword in call.keywords), f"line {call.lineno}: name the fields one by one"
    return {str(keyword.arg) for keyword in call.keywords}


def _fields_of(message: str) -> set[str]:
    held = MESSAGES[message]
    forms = [held] if isinstance(held, str) else [*held.values(), "{n}"]
    return {field.partition(".")[0] for form in forms for _, field, _, _ in Formatter().parse(form) if field}


@cache
def _modules() -> list[Module]:
    return [Module(path) for path in sorted(BOT.rglob("*.py")) if CATALOGUES not in path.parents]


def test_every_message_that_is_said_is_in_the_catalogue_with_the_fields_that_it_has() -> None:
    wrong = []
    for module in _modules():
        for message, given in module.given:
            if message not in MESSAGES or given != _fields_of(message):
                wrong.append((module.name, message, given))
        for message in module.tables:
            if message not in MESSAGES or _fields_of(message) not in [*module.chosen, set()]:
                wrong.append((module.name, message, module.chosen))
    assert not wrong


def test_every_message_of_the_catalogue_is_said_somewhere() -> None:
    modules = [module for module in _modules() if module.speaks]
    said = {message for module in modules for message, _ in module.given} | {
        text for module in modules for node in ast.walk(module.tree) if (text := _text(node))
    }
    assert sorted(set(MESSAGES) - said) == []


def test_ids_are_written_out_so_that_they_can_be_found() -> None:
    composed = [
        (module.name, call.lineno)
        for module in _modules()
        for call in module.calls
        if any(isinstance(node, ast.JoinedStr | ast.BinOp) for node in ast.walk(call.args[0]))
    ]
    assert not composed


def test_an_area_is_a_file_and_the_first_word_of_its_ids() -> None:
    for area in sorted(AREAS):
        tree = ast.parse(FILES[area].read_text(encoding="utf-8"))
        held = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
        assert [_text(key) for key in held.keys if not (_text(key) or "").startswith(f"{area}.")] == []
        assert len(held.keys) == len({_text(key) for key in held.keys})
    assert {message.partition(".")[0] for message in MESSAGES} == AREAS


def test_a_message_that_is_not_there_and_a_field_that_is_missing_are_errors() -> None:
    with pytest.raises(KeyError):
        say("errors.no_such_message")
    with pytest.raises(KeyError):
        say("errors.not_connected")


def test_a_number_chooses_its_form() -> None:
    assert [say("limits.minutes", n=n) for n in (1, 2)] == ["1 minute", "2 minutes"]


# ---------------------------------------------------------------- nothing is said elsewhere


SILENT = re.compile(r"(?:_?log|re)\.\w+|fault|trouble|.*\.split|ConfigError|ValueError")
"""Calls whose words nobody reads in a chat: log lines, patterns, lists of words, what the operator's settings lack."""


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    """Give docstrings, and what stands in silent calls and lists of names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Call) and SILENT.fullmatch(_called(node)):
            yield from ast.walk(node)
        if isinstance(node, ast.keyword) and node.arg in ("example", "words"):
            yield from ast.walk(node)  # what people type
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            yield from ast.walk(node)


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give each string that stands in code and is not silent, with a {} where an f-string has a value."""
    passed = set(map(id, _silent(tree)))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values if isinstance(part, ast.Constant)}
            if id(node) not in passed:
                yield node.lineno, "".join(_text(part) or "{}" for part in node.values)
        elif id(node) not in passed and (text := _text(node)):
            yield node.lineno, text


def _is_sentence(text: str) -> bool:
    """Tell whether a string reads like words to somebody: three of them, or two like the begin or end of a sentence."""
    words = re.findall(r"(?<![%\w])[^\W\d_][\w'’-]*", text)
    ends = any(word[0].isupper() for word in words) or text.rstrip().endswith((".", "?", "!"))
    pattern = "(?:" in text or "\\b" in text or re.search(r"\w\|\w", text)
    return " " in text.strip() and not pattern and len(words) > (1 if ends else 2)


def _is_swept(module: Module, swept: str) -> bool:
    inside = f"{module.name}/".startswith
    return inside(f"{swept}/") and not any(inside(f"{left}/") for left in LEFT_FILES)


@pytest.mark.parametrize("swept", SWEPT)
def test_no_sentence_stands_outside_the_catalogue(swept: str) -> None:
    found = [
        f"{module.name}:{line} {text!r}"
        for module in _modules()
        if _is_swept(module, swept)
        for line, text in _strings(module.tree)
        if _is_sentence(text) and text not in LEFT
    ]
    assert not found
    assert any(_is_swept(module, swept) for module in _modules())
