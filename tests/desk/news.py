"""Invented news of one Monday, to be printed when a story needs them."""

from __future__ import annotations

from datetime import timedelta

from bot.models import Article
from tests.desk.town import MONDAY

FERRY = Article(
    """The ferry between Norwick and Eastport will sail again from Thursday, the harbour office of Norwick said on Monday.
"The hull is as good as new," said harbour master Ann Lee. The repair of the ferry took nine weeks and cost 4.2 million crowns.
Mayor Tom Reed told Lee that the city will pay for a second ferry before 2028.""",
    title="Ferry between Norwick and Eastport sails again",
    url="https://harbour.example/ferry",
    source="Harbour Times",
    language="en",
    published_at=MONDAY - timedelta(hours=2),
)
FERRY_FARES = Article(
    """A ticket for the ferry between Norwick and Eastport will cost 14 crowns, two more than before, the ferry company announced.
"We would rather raise the fare than sail less often," said director Ida Holm. Commuters with a yearly pass will pay nothing more.""",
    title="Fares of the Norwick ferry rise to 14 crowns",
    url="https://courier.example/ferry-fares",
    source="Courier",
    language="en",
    published_at=MONDAY - timedelta(hours=1),
)
ORCHARD = Article(
    """Frost destroyed half of the apple blossom in the Tarn valley, growers said on Monday after the coldest April night since 1991.
"We lit eight hundred fires and still lost the lower orchards," said grower Paul Marin. The valley's cooperative expects a harvest of 9,000 tonnes.""",
    title="Frost destroys half of the apple blossom in the Tarn valley",
    url="https://valley.example/frost",
    source="Valley Post",
    topic="climate",
    language="en",
    published_at=MONDAY - timedelta(minutes=90),
)
LIBRARY = Article(
    """The library of Osterby lends telescopes from this week, librarian Nora Falk said. Twelve telescopes wait behind the counter.
The astronomy club paid for the lenses. A reader may keep a telescope for ten nights.""",
    title="Library of Osterby lends telescopes",
    url="https://osterby.example/telescopes",
    source="Osterby Gazette",
    language="en",
    published_at=MONDAY - timedelta(minutes=30),
)
ALL = (FERRY, FERRY_FARES, ORCHARD, LIBRARY)
