"""A topic is the same however it is spelled, in what is asked for and in what is briefed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.evidence.article_analysis import read
from bot.models import PUBLIC, Article
from bot.store.news import articles, revisions
from bot.store.protocol import Connection, Store

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = timedelta(days=1)
SPELLINGS = (
    ("Straße", "STRASSE"),
    ("climate", " Climate "),
    ("Élan vital", "éLAN VITAL"),
    ("ΟΔΟΣ", "οδος"),
    ("energy policy", "eNeRgY pOlIcY"),
    ("İzmir", "i̇zmir"),
    ("Економіка", "еКОНОМІКА"),
    ("ﬁnance", "FINANCE"),
)


@pytest.mark.parametrize(("filed", "asked"), [*SPELLINGS, *((b, a) for a, b in SPELLINGS)])
def test_asking_and_briefing_agree_on_odd_spellings(store: Store, filed: str, asked: str) -> None:
    def work(db: Connection) -> tuple[list[str], list[str]]:
        for name, topic in (("one", filed), ("other", "bridges")):
            body = f"The {name} pier opened on Sunday, the harbour office said."
            item = Article(body, name, f"https://a.example/{name}", published_at=NOW, topic=topic)
            articles.put(db, item, read(item), now=NOW)
        asked_for = revisions.recent(db, PUBLIC, NOW - DAY, NOW, asked)
        briefed = revisions.news(db, PUBLIC, NOW - DAY, NOW, asked, first=True)
        return [each.title for each in asked_for], [each.title for each in briefed]

    assert store.write_now(work) == (["one"], ["one"])
