"""What copies what, who had it first, and which story is which while articles move."""

from __future__ import annotations

import gzip
import tempfile
from array import array
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from arrivals import HOUR, NOON, arrive, first_of, held, made, where
from hypothesis import given
from hypothesis import strategies as st

from bot.models import PUBLIC, Audience
from bot.store import retention
from bot.store.news import articles, stories
from bot.store.news.copies.sketch_index import INDEXED
from bot.store.news.placing import story_lineage
from bot.store.news.placing.story_terms import terms_of
from bot.store.opening import open_store
from bot.store.protocol import Connection, Store

TEXT = " ".join(f"word{n}" for n in range(120))
LIGHTLY_EDITED = TEXT.replace("word60 ", "term60 ")
ROAD = [f"road{n}" for n in range(10)]
DAM = [f"dam{n}" for n in range(10)]
MINE = "discord:1"


# ---------------------------------------------------------------- copies


def test_a_copy_points_to_the_one_that_came_first(store: Store) -> None:
    arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    arrive(store, "daily", ROAD, text=LIGHTLY_EDITED, at=NOON + HOUR)
    assert [item.duplicate_of for item in where(store, "daily").articles] == [None, "wire"]


def test_copies_point_to_an_earlier_one_that_arrives_later(store: Store) -> None:
    arrive(store, "daily", ROAD, text=TEXT, at=NOON + 2 * HOUR)
    arrive(store, "herald", ROAD, text=LIGHTLY_EDITED, at=NOON + 3 * HOUR)
    before = where(store, "daily").id
    arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    assert [first_of(store, url) for url in ("wire", "daily", "herald")] == ["wire"] * 3
    assert where(store, "wire").id == before, "the story stays the same"
    assert store.read_now(originals_with_terms) == ["wire"], "only the original decides on stories"


def test_who_was_seen_first_had_it_first_where_no_time_is_given(store: Store) -> None:
    arrive(store, "b", ROAD, text=TEXT, at=None, seen=NOON + 2 * HOUR)
    arrive(store, "a", ROAD, text=TEXT, at=None, seen=NOON + 3 * HOUR)
    arrive(store, "liar", ROAD, text=TEXT, at=NOON + timedelta(days=400), seen=NOON + 4 * HOUR)
    assert [first_of(store, url) for url in ("a", "b", "liar")] == ["b"] * 3


def test_a_light_edit_is_a_revision_and_stays_the_original(store: Store) -> None:
    first = arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    arrive(store, "daily", ROAD, text=TEXT, at=NOON + HOUR)
    again = arrive(store, "wire", ROAD, text=LIGHTLY_EDITED, at=NOON + 2 * HOUR)
    assert (again.article_id, again.outcome) == (first.article_id, "changed")
    assert again.revision_id != first.revision_id
    assert first_of(store, "daily") == "wire"


def test_an_original_that_comes_to_copy_another_brings_its_copies_with_it(store: Store) -> None:
    arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    other = " ".join(f"else{n}" for n in range(120))
    arrive(store, "daily", DAM, text=other, at=NOON + HOUR)
    arrive(store, "mirror", DAM, text=other, at=NOON + 2 * HOUR)
    arrive(store, "daily", ROAD, text=f"{TEXT} {other}", at=NOON + 3 * HOUR)
    assert [first_of(store, url) for url in ("daily", "mirror")] == ["wire"] * 2
    assert len(held(store)) == 1


def test_a_copy_that_becomes_an_article_of_its_own_copies_nothing(store: Store) -> None:
    arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    arrive(store, "daily", ROAD, text=TEXT, at=NOON + HOUR)
    arrive(store, "daily", ROAD, text=" ".join(f"own{n}" for n in range(90)), at=NOON + HOUR)
    assert first_of(store, "daily") == "daily"


def test_an_article_that_comes_twice_together_is_what_it_says_last(store: Store) -> None:
    arrive(store, "first", text=TEXT)
    later, own = made("live", text=TEXT, at=NOON + HOUR), made("live", at=NOON - HOUR)
    store.write_now(lambda db: articles.put_all(db, [later, own], now=NOON + 9 * HOUR))
    assert first_of(store, "first") == "first" and first_of(store, "live") == "live"


def test_another_servers_text_is_no_original(store: Store) -> None:
    arrive(store, "wire", ROAD, text=TEXT, at=NOON, owner="slack:T1")
    arrive(store, "daily", ROAD, text=TEXT, at=NOON + HOUR, owner="slack:T2")
    assert first_of(store, "daily") == "daily"
    assert len(held(store)) == 2


# ---------------------------------------------------------------- stories


def test_articles_of_one_event_are_one_story_and_its_title_is_the_first_ones(store: Store) -> None:
    arrive(store, "a", ROAD, at=NOON + HOUR)
    arrive(store, "b", ROAD[:8], at=NOON)
    arrive(store, "c", DAM, at=NOON)
    story = where(store, "a")
    assert [item.url for item in story.articles] == ["b", "a"]
    assert (story.title, story.first_seen, story.last_seen) == ("About b", NOON, NOON + HOUR)


def test_an_event_of_another_week_is_another_story(store: Store) -> None:
    arrive(store, "a", ROAD, at=NOON - timedelta(days=9))
    arrive(store, "b", ROAD, at=NOON)
    assert where(store, "a").id != where(store, "b").id


def test_an_id_of_a_merged_story_leads_on(store: Store) -> None:
    arrive(store, "road", ROAD)
    arrive(store, "dam", DAM)
    ids = {where(store, "road").id, where(store, "dam").id}
    assert len(ids) == 2
    arrive(store, "both", [*ROAD[:6], *DAM[:6]])
    (story,) = held(store)
    assert {story.id, *story.former_ids} == ids
    for each in ids:
        assert store.read_now(lambda db, key=each: stories.story(db, key)) == story


def test_a_story_that_is_split_keeps_its_id_for_the_larger_part(store: Store) -> None:
    for n in range(30):  # which words are rare shows only among many
        arrive(store, f"else{n}", [f"else{n}-{word}" for word in range(9)])
    arrive(store, "road", [*ROAD, *DAM[:4]])
    arrive(store, "dam", [*DAM, *ROAD[:4]])
    together = where(store, "road").id
    assert where(store, "dam").id == together
    for n in range(3):
        arrive(store, f"dam{n}", DAM)
        arrive(store, f"road{n}", ROAD)
    apart = {where(store, "road").id, where(store, "dam").id}
    assert len(apart) == 2 and together in apart


def test_an_id_is_never_given_twice(store: Store) -> None:
    arrive(store, "old", ROAD, at=NOON - timedelta(days=20), seen=NOON - timedelta(days=20))
    before = where(store, "old").id
    store.write_now(lambda db: retention.prune(db, NOON - timedelta(days=10)))
    assert not held(store)
    arrive(store, "new", DAM)
    assert where(store, "new").id > before
    assert store.read_now(lambda db: stories.story(db, before)) is None


def test_a_story_shows_an_audience_only_its_own(store: Store) -> None:
    arrive(store, "a", ROAD, owner="slack:T1")
    key = where(store, "a").id
    assert store.read_now(lambda db: stories.story(db, key, Audience(("", "slack:T1"))))
    assert store.read_now(lambda db: stories.story(db, key, PUBLIC)) is None


# ---------------------------------------------------------------- whatever arrives, in whatever order

WORDS = st.lists(st.sampled_from([*ROAD[:6], *DAM[:6], "storm", "vote"]), min_size=0, max_size=8, unique=True)
ARRIVAL = st.tuples(
    st.sampled_from([f"u{n}" for n in range(9)]),
    WORDS,
    st.sampled_from(["", TEXT, LIGHTLY_EDITED, " ".join(TEXT.split()[60:])]),
    st.one_of(st.none(), st.integers(-200, 200)),
)


@given(st.lists(ARRIVAL, max_size=25))
def test_whatever_arrives_the_store_stays_in_order(arriving: list[tuple[str, list[str], str, int | None]]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        shown: dict[int, int] = {}
        for number, (url, words, text, hours) in enumerate(arriving):
            at = None if hours is None else NOON + hours * HOUR
            arrive(store, url, words, text=text and f"{text} {url}", at=at, seen=NOON + number * HOUR / 60)
            store.read_now(in_order)
            now = {story.id for story in held(store)}
            shown = {
                key: store.read_now(lambda db, key=key: story_lineage.current(db, key)) or 0 for key in {*shown, *now}
            }
            assert set(shown.values()) == now, "every id that was ever shown leads to a story"
        store.write_now(lambda db: retention.prune(db, NOON + 1 * HOUR))
        store.read_now(in_order)


@pytest.mark.parametrize(
    "made", sorted((Path(__file__).parents[1] / "stores").glob("*.gz")), ids=lambda path: path.name
)
def test_a_store_of_an_earlier_release_is_in_order_and_stays_so(made: Path, tmp_path: Path) -> None:
    long_after = NOON + timedelta(days=10_000)
    (tmp_path / "readout.sqlite3").write_bytes(gzip.decompress(made.read_bytes()))
    with open_store(tmp_path) as store:
        store.read_now(in_order)
        assert store.read_now(lambda db: db.execute("select count(*) from story_terms").fetchone()[0])
        store.write_now(lambda db: retention.prune(db, long_after))
        assert held(store), "what was told stays"
        store.read_now(in_order)
        for table in ("told", "cited"):
            store.write_now(lambda db, table=table: db.execute(f"delete from {table}"))
        store.write_now(lambda db: retention.prune(db, long_after))
        assert not held(store)
        store.read_now(in_order)


FOUND = (
    "select a.id from articles a where not exists (select 1 from revisions r where r.article_id = a.id and"
    " r.id in (select revision_id from told union select revision_id from cited))"
    " or exists (select 1 from passages p where p.revision_id = a.revision_id)"
)
"""All but those of which only what is cited is kept."""


def in_order(db: Connection) -> None:
    rows = db.execute(
        "select a.id, a.story_id, a.duplicate_of, f.terms, (select min(effective_at) from revisions r"
        " where r.article_id = a.id) as since from articles a join features f on f.article_id = a.id"
    ).fetchall()
    by_id = {row["id"]: row for row in rows}
    assert {*by_id} == {row[0] for row in db.execute(FOUND)}
    counted: Counter[str] = Counter()
    for row in rows:
        assert db.execute("select 1 from stories where id = ?", (row["story_id"],)).fetchone()
        if row["duplicate_of"] is None:
            counted.update(terms_of(row["terms"]).keys())
            continue
        original = by_id[row["duplicate_of"]]
        assert original["duplicate_of"] is None, "a copy of a copy"
        assert original["story_id"] == row["story_id"]
        assert (original["since"], original["id"]) < (row["since"], row["id"]), "the first had it first"
        assert row["terms"] == "{}"
    assert counted == dict(db.execute("select term, articles from term_counts where term <> ''").fetchall())
    finds_what_is_held(db)
    assert not db.execute("select 1 from stories where id not in (select story_id from articles)").fetchone()


def finds_what_is_held(db: Connection) -> None:
    """The indexes of terms and hashes hold what the articles have, and nothing of any that has gone."""
    terms, hashes = set(), set()
    for key, owner, at, found, sketch in db.execute(
        "select f.article_id, a.owner, f.effective_at, f.terms, f.sketch"
        " from features f join articles a on a.id = f.article_id"
    ):
        terms |= {(at // 86_400_000_000, owner, term, key) for term in terms_of(found)}
        hashes |= {(value, key) for value in array("q", sketch)[:INDEXED]}
    assert terms == {tuple(row) for row in db.execute("select day, owner, term, article_id from story_terms")}
    assert hashes == {tuple(row) for row in db.execute("select hash, article_id from sketches")}


def originals_with_terms(db: Connection) -> list[str]:
    rows = db.execute("select a.url from articles a join features f on f.article_id = a.id where f.terms <> '{}'")
    return [row[0] for row in rows]


# ---------------------------------------------------------------- what others send, and what other owners have


def test_an_outlets_own_text_is_the_original_of_what_others_send(store: Store) -> None:
    arrive(store, "daily", ROAD, text=TEXT, at=NOON - 9 * HOUR, sender="rumour")
    arrive(store, "mirror", ROAD, text=LIGHTLY_EDITED, at=NOON - 8 * HOUR, sender="rumour")
    arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    arrive(store, "late", ROAD, text=TEXT, at=NOON - 7 * HOUR, sender="gossip")
    assert [first_of(store, url) for url in ("wire", "daily", "mirror", "late")] == ["wire"] * 4
    assert (where(store, "wire").title, len(held(store))) == ("About wire", 1)
    assert store.read_now(originals_with_terms) == ["wire"]


def test_what_somebody_puts_together_of_two_texts_makes_neither_a_copy(store: Store) -> None:
    other = TEXT.replace("word", "term")
    arrive(store, "wire", ROAD, text=TEXT, at=NOON)
    arrive(store, "both", ROAD, text=f"{TEXT} {other}", at=NOON - HOUR, sender="rumour")
    arrive(store, "daily", ROAD, text=other, at=NOON + HOUR)
    assert [first_of(store, url) for url in ("wire", "both", "daily")] == ["wire", "wire", "daily"]


def test_what_others_send_names_no_story_that_an_outlet_tells(store: Store) -> None:
    arrive(store, "rumour", ROAD, at=NOON - HOUR, sender="rumour")
    assert where(store, "rumour").title == "About rumour"
    arrive(store, "wire", ROAD, at=NOON)
    arrive(store, "gossip", ROAD, at=NOON - 2 * HOUR, sender="gossip")
    assert where(store, "gossip").title == where(store, "wire").title == "About wire"


@pytest.mark.parametrize("order", [("", MINE), (MINE, "")], ids=["everybody's first", "the server's first"])
def test_the_same_article_from_a_servers_source_and_from_everybodys_is_one(
    store: Store, order: tuple[str, ...]
) -> None:
    for hour, owner in enumerate(order):
        arrive(store, "wire", ROAD, text=f"{TEXT} {owner}", at=NOON + hour * HOUR, owner=owner)
    arrive(store, "daily", ROAD, at=NOON + 3 * HOUR)
    arrive(store, "wire", ROAD, text=LIGHTLY_EDITED, at=NOON + 4 * HOUR, owner=MINE)
    (one,) = store.read_now(lambda db: stories.stories(db, Audience(("", MINE))))
    assert {(item.url, item.duplicate_of) for item in one.articles} == {
        ("wire", None),
        ("wire", "wire"),
        ("daily", None),
    }
    (seen,) = store.read_now(lambda db: stories.stories(db, PUBLIC))
    assert [item.url for item in seen.articles] == ["wire", "daily"]


@given(st.permutations(["", "discord:1", "discord:1/5", "discord:2"]), st.integers(0, 3))
def test_whoever_else_has_an_article_changes_nothing_for_those_who_do_not_see_it(owners: list[str], again: int) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder)) as store:
        for hour, owner in enumerate([*owners, owners[again]]):
            text = f"{TEXT} {hour}" if owner else TEXT
            arrive(store, "wire", ROAD, text=text, at=NOON + (hour if owner else 9) * HOUR, owner=owner)
        (story,) = store.read_now(lambda db: stories.stories(db, PUBLIC))
        assert (story.title, story.first_seen, len(story.articles)) == ("About wire", NOON + 9 * HOUR, 1)
        everything = store.read_now(stories.stories)
        assert [len(each.articles) for each in everything] == [4]
        assert not store.read_now(lambda db: db.execute("select 1 from stories s where not exists"
                                  " (select 1 from articles a where a.story_id = s.id)").fetchone())  # fmt: skip
