"""A store that holds invented articles: a strike told by three outlets and a copy, a lighthouse, a match."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bot.evidence.article_analysis import read
from bot.models import Article, Briefing, Channel, Claim
from bot.store.channels import channels
from bot.store.deliveries import outbox
from bot.store.deliveries.written_deliveries import Cited, Draft, Order
from bot.store.news import articles, revisions
from bot.store.protocol import Connection, Store
from tests.summarize.newsroom import HELD, SEEN

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)

STRIKE = Article(
    """The bus drivers of Velmora ended their strike on Tuesday after eight days, the union said.
The city will pay the drivers 4 percent more from May. About 2,300 drivers had taken part in the strike.
"We did not win everything, but nobody was left behind," said Ilka Toren, who leads the union.
Mayor Bruno Kessel told Toren that the city had no money for shorter shifts. Kessel will not raise the fares before autumn, he told reporters.
The talks lasted 19 hours and took place in the old customs house. Toren said that the drivers would vote on the agreement on March 15.""",
    title="Bus drivers of Velmora end their strike",
    url="https://courier.example/strike",
    source="Courier",
    language="en",
    published_at=NOW - timedelta(hours=9),
)
STRIKE_ELSEWHERE = Article(
    """The bus drivers of Velmora ended their strike after the union and the city agreed on 4 percent more pay from May.
Some 1,900 drivers had taken part in the strike, according to the transport office. Ilka Toren leads the union.
Mayor Bruno Kessel thanked the passengers. The transport office lost three million crowns during the strike of the bus drivers, its director, Pavla Reim, said.
"The passengers were more patient than we deserved," said Reim.""",
    title="Bus drivers of Velmora end strike after eight days",
    url="https://herald.example/buses",
    source="Herald",
    language="en",
    published_at=NOW - timedelta(hours=7),
)
STRIKE_COPY = Article(
    STRIKE.text,
    title=STRIKE.title,
    url="https://mirror.example/strike",
    source="Mirror",
    language="en",
    published_at=NOW - timedelta(hours=6),
)
LIGHTHOUSE = Article(
    """The lighthouse of Cape Orran will open to visitors in June, the heritage office announced on Monday.
It was built in 1871 and has stood empty since its last keeper, Tove Marsh, retired. Workers painted the tower and repaired 214 steps.
"You can see two countries from up there," said architect Sanna Ruud. A ticket will cost six crowns.""",
    title="Lighthouse of Cape Orran opens to visitors",
    url="https://coast.example/lighthouse",
    source="Coast News",
    language="en",
    published_at=NOW - timedelta(hours=5),
)
MATCH = Article(
    """Harrowgate beat Linden 2-1 in the final of the Northern Shield on Sunday before 8,450 spectators.
Yara Osei scored both goals for Harrowgate. Linden's coach, Piet Brandsma, said his team had been asleep for twenty minutes.
Harrowgate will play Osterby in the next round on April 2.""",
    title="Harrowgate win the Northern Shield",
    url="https://sport.example/shield",
    source="Sport Daily",
    language="en",
    published_at=NOW - timedelta(hours=4),
)
VOTE = Article(
    """The bus drivers of Velmora have accepted the agreement that ended their strike: 1,988 voted for it and 201 against.
"Now we can sleep again," union leader Ilka Toren said after the count. The strike of the bus drivers had lasted eight days.""",
    title="Bus drivers of Velmora accept the agreement after their strike",
    url="https://courier.example/vote",
    source="Courier",
    language="en",
    published_at=NOW + timedelta(hours=12),
)
BEFORE = tuple(
    Article(item.text, url=f"https://old.example/{n}", language="en", published_at=NOW - 9 * DAY)
    for n, item in enumerate((*SEEN, *HELD))
)
"""Older articles on other things: which words are rare, and so tie a story together, shows only among many."""
ALL = (*BEFORE, STRIKE, STRIKE_ELSEWHERE, STRIKE_COPY, LIGHTHOUSE, MATCH)


def hold(store: Store, *items: Article, now: datetime = NOW, owner: str = "") -> None:
    """Put articles into the store as if they had just come in."""

    def put(db: Connection) -> None:
        for item in items:
            articles.put(db, item, read(item), owner=owner, now=now)

    store.write_now(put)


def channel(store: Store, name: str = "hall") -> Channel:
    return store.write_now(lambda db: channels.add(db, name, "console", now=NOW))


def deliver(store: Store, to: Channel, briefing: Briefing, now: datetime) -> None:
    """Make a briefing known to its channel, as the outbox does once it was sent."""
    cited = [
        Cited(item.revision_id, item.start, item.end, story.story_id, claim.text)
        for story in (*briefing.stories, *briefing.also)
        for claim in (*story.claims, *story.differences)
        for item in claim.citations
    ]

    def send(db: Connection) -> None:
        outbox.enqueue(db, Order("briefing", f"{uuid4()}", to.id), now=now)
        taken = outbox.claim(db, to.id, "test", now=now, lasts=DAY)
        assert taken
        assert outbox.save(db, taken.id, "test", Draft(["{}"], cited), now=now)
        assert outbox.finish(db, taken.id, "test", now=now)

    store.write_now(send)


def claims_of(briefing: Briefing) -> list[Claim]:
    return [claim for story in briefing.stories for claim in (*story.claims, *story.differences)]


def cites_what_is_stored(store: Store, claims: list[Claim]) -> None:
    """Every citation is the stored text, short; every quotation in a claim stands in its citations."""
    assert claims
    for claim in claims:
        assert claim.citations
        for item in claim.citations:
            revision = store.read_now(lambda db, key=item.revision_id: revisions.revision(db, key))
            assert revision and revision.text[item.start : item.end] == item.text
            assert 0 < len(item.text) <= 600
        cited = " ".join(" ".join(item.text for item in claim.citations).split())
        for quotation in claim.text.split('"')[1::2]:
            assert quotation in cited
