"""Quotes: who said what, to be found by a name, a role, a subject."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from bot.evidence.people.name_matching import same_person
from bot.language.content_words import words
from bot.language.in_any_language import content_words, name_key, name_words
from bot.language.registry import pack_of
from bot.models import OPERATOR, Audience, Quote, Statement
from bot.store.full_text_search import revisions_that_say
from bot.store.protocol import Connection, Row
from bot.store.row_guard import pairs_from
from bot.store.visibility import OUTLET, citation, visible
from bot.store.where_clauses import one_of
from bot.text.folding import fold
from bot.text.transliteration import alike, forenames_alike, inflected, initials

_COLUMNS = (
    "revision_id, kind, start_at, end_at, spans, context_start, context_end, speaker, speaker_key, speaker_role,"
    " as_written, via, via_key, addressee, cue, found_by"
)


def add_quotes(db: Connection, revision_id: int, quotes: Sequence[Quote]) -> None:
    """Store a revision's quotes under the names and roles of who spoke."""
    add_all_quotes(db, [(revision_id, quotes)])


def add_all_quotes(db: Connection, of_revisions: Iterable[tuple[int, Sequence[Quote]]]) -> None:
    """Store the quotes of some revisions, each given with its id; together they cost less."""
    every = [(revision_id, quote) for revision_id, quotes in of_revisions for quote in quotes]
    marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
    ids = db.insert_all(
        f"insert into quotes ({_COLUMNS}) values ({marks}) returning id", [_values(*pair) for pair in every]
    )
    roles = (_role_words(quote.speaker_role, quote.speaker_as_written, quote.speaker) for _, quote in every)
    db.executemany(
        "insert into quote_roles (word, quote_id) values (?, ?)",
        [(word, quote_id) for quote_id, words_of_it in zip(ids, roles, strict=True) for word in words_of_it],
    )


def _values(revision_id: int, quote: Quote) -> tuple[object, ...]:
    return (
        revision_id,
        quote.kind,
        quote.start,
        quote.end,
        json.dumps(quote.spans, separators=(",", ":")),
        *quote.context,
        _plain(quote.speaker),
        name_key(quote.speaker) or None if quote.speaker else None,
        _plain(quote.speaker_role) or "",
        _plain(quote.speaker_as_written),
        _plain(quote.via),
        name_key(quote.via) or None if quote.via else None,
        _plain(quote.addressee),
        _plain(quote.cue),
        quote.found_by,
    )


def _plain(text: str | None) -> str | None:
    return None if text is None else text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


_OWNED = re.compile(r"\w+['’]s?\b")


def _role_words(role: str, as_written: str | None, speaker: str | None) -> list[str]:
    """Return the words that say for whom somebody speaks: of role and mention, without names and owners.

    "Kremlin aide Yuri Ushakov" speaks for the Kremlin; "Putin's aide" does not say what Putin said.
    """
    named = set(name_words(speaker or ""))
    text = _OWNED.sub(" ", f"{role} {as_written or ''}")
    found = dict.fromkeys(fold(word) for word in words(text) if word[:1].isupper())
    joint = [name_key(part) for part in (speaker or "").split(" and ")[:-1]]
    return list(dict.fromkeys([*(word for word in found if word and word not in named), *joint]))


def remove_quotes(db: Connection, revision_id: int) -> None:
    """Take a revision's quotes out of the store, and that the model has read it."""
    db.execute("delete from quotes where revision_id = ?", (revision_id,))
    db.execute("delete from second_readings where revision_id = ?", (revision_id,))


def remove_quote(db: Connection, revision_id: int, quote: Quote) -> None:
    """Take one quote out of a revision, by where it stands and that nobody is its speaker."""
    db.execute(
        "delete from quotes where revision_id = ? and start_at = ? and end_at = ? and speaker is null",
        (revision_id, quote.start, quote.end),
    )


_STATEMENTS = (
    "select q.*, r.title, r.published_at, r.paywalled, r.language, a.url,"
    f" {OUTLET} as source,"
    " substr(r.text, q.context_start + 1, q.context_end - q.context_start) as context,"
    " substr(r.text, q.start_at + 1, q.end_at - q.start_at) as quoted"
    " from quotes q join revisions r on r.id = q.revision_id join articles a on a.id = r.article_id"
    " and a.revision_id = r.id"
)
_ORDER = " order by r.effective_at, r.id, q.start_at, q.id"


MOST_READ = 5_000
"""Statements that are looked at for what they are about."""
SPARE = 5
"""Statements that are looked at for each that is wanted: names alone do not decide."""
OF_LATE = 5_000
"""Statements whose speakers are counted."""


def statements(
    db: Connection, audience: Audience = OPERATOR, speaker: str = "", about: str = "", limit: int = 200
) -> list[Statement]:
    """Return what somebody said or passed on, about something, oldest first.

    `speaker` is a name ("Ushakov", "Yuri Ushakov") or a body that people speak for ("the Kremlin"), or empty for
    everybody; `about` is words that quote or context must hold. At most `limit`, the latest of them; the latest
    `MOST_READ` of those that may be meant are looked at.
    """
    clause, owners = visible(audience, "a")
    wanted, values = _asked(db, speaker, about)
    latest = (
        "(select q.id from quotes q join revisions r on r.id = q.revision_id join articles a on a.id = r.article_id"
        f" and a.revision_id = r.id where {clause} and {wanted} order by r.effective_at desc, q.id desc limit ?)"
    )
    given = (*owners, *values, MOST_READ if about.strip() else limit * SPARE)
    rows = db.execute(f"{_STATEMENTS} where q.id in {latest}{_ORDER}", given).fetchall()
    accepted = _accepted(speaker, (name for row in rows for name in (row["speaker"], row["via"]) if name))
    found = [row for row in rows if _speaks(row, speaker, accepted) and _is_about(row, about)]
    return [_statement(row) for row in found[-limit:]] if limit > 0 else []


def _accepted(asked: str, held: Iterable[str]) -> set[str]:
    """Return the names that mean the one who is asked about; with case endings where only one can be meant."""
    names = set(held)
    exact = {name for name in names if same_person(asked, name)}
    near = {name for name in names - exact if inflected(name_key(asked), name_key(name)) and _agree(asked, name)}
    clear = all(_agree(one, other) for one in exact | near for other in near)
    return exact | near if clear else exact


def _agree(asked: str, name: str) -> bool:
    first, second = name_words(asked), name_words(name)
    return len(first) == 1 or len(second) == 1 or forenames_alike(first[0], second[0])


def _asked(db: Connection, speaker: str, about: str) -> tuple[str, tuple[object, ...]]:
    """Return the condition that narrows the quotes to those that may be meant, and its values."""
    if speaker.strip():
        keys = _spellings(db, name_key(speaker))
        role = fold(words(speaker)[-1]) if words(speaker) else ""
        return (
            f"({one_of('q.speaker_key', keys)} or {one_of('q.via_key', keys)}"
            " or q.id in (select quote_id from quote_roles where word = ?))",
            (*keys, *keys, role),
        )
    if about.strip():
        saying = revisions_that_say(db, about)
        return one_of("q.revision_id", saying), tuple(saying)
    return "1 = 1", ()


def _spellings(db: Connection, key: str) -> list[str]:
    """Return the keys of speakers that may be another spelling of a name."""
    found = {key: None}
    for letter in initials(key) if key else "":
        rows = db.execute(
            "select distinct speaker_key from quotes where speaker_key >= ? and speaker_key < ?",
            (letter, chr(ord(letter) + 1)),
        )
        found |= {row[0]: None for row in rows if alike(key, row[0]) or inflected(key, row[0])}
    return list(found)[:_MOST_SPELLINGS]


_MOST_SPELLINGS = 50


def _speaks(row: Row, speaker: str, accepted: set[str]) -> bool:
    if not speaker.strip() or row["speaker"] in accepted or row["via"] in accepted:
        return True
    asked = set(name_words(speaker))
    return bool(asked) and asked <= set(_role_words(row["speaker_role"], row["as_written"], row["speaker"]))


def _is_about(row: Row, about: str) -> bool:
    if not about:
        return True
    wanted, language = content_words(about), pack_of(row["language"]).content
    return language.stems(wanted) <= language.stems(words(f"{row['context']} {row['quoted']}"))


def statements_of(db: Connection, revision_ids: Iterable[int]) -> list[Statement]:
    """Return the statements in some revisions, in order of time and place."""
    ids = list(revision_ids)
    rows = db.execute(f"{_STATEMENTS} where {one_of('r.id', ids)}{_ORDER}", ids)
    return [_statement(row) for row in rows]


def speakers(db: Connection, audience: Audience = OPERATOR, prefix: str = "") -> list[str]:
    """Return the names of those who spoke of late, the most quoted first; with a prefix, those with a word like it."""
    clause, owners = visible(audience, "a")
    said = (
        "select q.speaker from quotes q join revisions r on r.id = q.revision_id"
        " join articles a on a.id = r.article_id and a.revision_id = r.id"
        f" where q.speaker is not null and {clause}"
    )
    if audience.stories is None:
        said += f" order by q.id desc limit {OF_LATE}"
    rows = db.execute(
        f"select t.speaker, count(*) as said from ({said}) as t group by t.speaker order by said desc, t.speaker",
        owners,
    )
    start = fold(prefix)
    return [row[0] for row in rows if not start or _begins(row[0], start)]


def _begins(name: str, start: str) -> bool:
    return fold(name).startswith(start) or any(fold(word).startswith(start) for word in words(name))


def _statement(row: Row) -> Statement:
    cited = citation(row, row["context_start"], row["context_end"], row["context"])
    return Statement(_quote(row), cited)


def _quote(row: Row) -> Quote:
    return Quote(
        text=row["quoted"],
        kind=row["kind"],
        start=row["start_at"],
        end=row["end_at"],
        spans=pairs_from(row["spans"]) or ((row["start_at"], row["end_at"]),),
        context=(row["context_start"], row["context_end"]),
        speaker=row["speaker"],
        speaker_as_written=row["as_written"],
        speaker_role=row["speaker_role"],
        via=row["via"],
        addressee=row["addressee"],
        cue=row["cue"],
        revision_id=row["revision_id"],
        found_by=row["found_by"],
    )
