"""Statements outside `store/sqlite` and `store/postgres` are such as other databases read too, and none stands outside the store."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).resolve().parents[2] / "bot"

SQLITE_ONLY = {
    r"\browid\b": "`returning id`, or a key of the table",
    r"\blast_insert_rowid\b": "`returning id`",
    r"\bfts5\b|\bbm25\b|\bmatch \?": "the connection's passage index",
    r"\bpragma\b|\bvacuum\b|\battach\b|\bsqlite_\w+": "a method of the store's or the connection's protocol",
    r"\bbegin (immediate|exclusive|deferred)\b": "Store.write",
    r"\b(insert|update) or \w+|\breplace into\b": "`on conflict (…) do …`",
    r"\bon conflict do update\b": "`on conflict (…) do update`",
    r"\bjson_\w+\(|->>?\s*'": "json in Python",
    r"\b(strftime|julianday|unixepoch|datetime|date|time)\(": "microseconds, reckoned in Python",
    r"\b(changes|total_changes)\(\)": "the cursor's rowcount",
    r"\bglob\b|\bregexp\b|\bcollate nocase\b": "`substr`, `like`, or a folded column",
    r"\b(instr|ifnull|iif|printf|group_concat|typeof|hex|randomblob|likely|total)\(": "the standard form, or Python",
    r"\b(max|min)\([^()]+,": "`case when`",
    r"\bis (not )?(\?|\w+\.\w+)": "`=`, with `is null` beside it",
    r"\? is (not )?null": "a condition that is left out: elsewhere a bare value has no type",
    r"\bin \(\s*(\)|\{)": "conditions.one_of: a list may be empty",
    r"\bautoincrement\b|\bindexed by\b|\blimit -1\b": "the standard form",
}
"""What only SQLite reads, and what stands in its place."""

EXAMPLES = (
    "select rowid from articles",
    "select last_insert_rowid()",
    "select id from passage_index where passage_index match ?",
    "pragma user_version",
    "select 1 from sqlite_master",
    "begin immediate",
    "insert or ignore into inbound values (?)",
    "insert or replace into inbound values (?)",
    "insert into term_counts values (?) on conflict do update set articles = 1",
    "select value from json_each(?)",
    "select strftime('%s', at) from usage",
    "select changes()",
    "select url from sources where url glob ?",
    "select id from articles where instr(url, ?) > 0",
    "select max(first_seen_at, ?) from stories",
    "select id from articles where revision_id is not r.id",
    "select id from articles where story_id is ?",
    "select id from articles where ? is null or story_id = ?",
    "select id from articles where id in ({marks})",
    "select id from articles where id in ()",
)


def own_to_sqlite(statement: str) -> list[str]:
    return [
        f"{found[0]!r}: {better}" for pattern, better in SQLITE_ONLY.items() if (found := _found(pattern, statement))
    ]


def _found(pattern: str, statement: str) -> re.Match[str] | None:
    return re.search(pattern, statement, re.IGNORECASE)


def strings(file: Path) -> Iterator[tuple[int, str]]:
    """The strings of a file with their lines, docstrings left out; what is put into one stands in braces."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    skipped = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    skipped |= {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{…}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("statement", EXAMPLES)
def test_what_only_sqlite_reads_is_known(statement: str) -> None:
    assert own_to_sqlite(statement)


def test_statements_of_rows_are_such_as_every_database_reads() -> None:
    apart = {BOT / "store/sqlite", BOT / "store/postgres", BOT / "store/where_clauses.py"}
    files = [file for file in sorted((BOT / "store").rglob("*.py")) if not apart & {file, *file.parents}]
    found = [(file, line, text) for file in files for line, text in strings(file)]
    assert sum(bool(re.match("select|insert|update|delete", text)) for _, _, text in found) > 100, "it looks at none"
    wrong = [f"{file.relative_to(BOT)}:{line}: {why}" for file, line, text in found for why in own_to_sqlite(text)]
    assert not wrong, "\n".join(wrong)


def test_no_statement_stands_outside_the_store() -> None:
    """The queue of jobs asks the tables of the library that keeps it, of which the store knows nothing."""
    statement = re.compile(r"(select\s.+\sfrom|insert into|update\s\w+\sset|delete from|with\s\w+\sas \()\s", re.DOTALL)
    apart = {BOT / "store", BOT / "schedule/job_queue/job_tables.py"}
    files = [file for file in sorted(BOT.rglob("*.py")) if not apart & {file, *file.parents}]
    wrong = [f"{file}:{line}" for file in files for line, text in strings(file) if statement.match(text)]
    assert not wrong
