"""The model as a reader of quotations: a few articles a round, apart from what polls, so that nothing waits for it."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.desk.desk import Desk
from bot.desk.limits.token_limits import Metered
from bot.errors import BudgetSpent, ModelAway, ModelError
from bot.evidence.quotes.model_proposals import Accepted, accepted
from bot.language.registry import pack_of
from bot.models import Revision
from bot.store.news import quote_readings
from bot.store.news.articles import statements_of
from bot.summarize.generation.quote_reader import proposals

LATELY = timedelta(days=1)
"""What came in longer ago is not read a second time."""
A_ROUND = 10
"""Articles that one round reads at most."""
ACCOUNT = "who said what"
"""The account that readings of quotations are put on, and that `model.quote_tokens` limits."""

log = logging.getLogger(__name__)


async def read_on(desk: Desk) -> int:
    """Have the model read the newest articles that it has not read; return how many it did.

    A model that is away, or a budget that is spent, leaves the rest for later: what the rules read stands.
    """
    if desk.model is None or not desk.settings.model.quote_tokens:
        return 0
    done, spent = 0, set[str]()
    while done < A_ROUND:
        since = desk.clock() - LATELY
        item = await desk.store.read(lambda db: quote_readings.next_unread(db, since, spent))  # noqa: B023 - awaited
        if item is None:
            break
        try:
            found = await _second(desk, item)
        except BudgetSpent:
            spent.add(item.owner)
            continue
        except ModelAway as error:
            log.warning("who said what: %s", error)
            break
        await desk.store.write(lambda db: quote_readings.keep(db, item.id, found, desk.clock()))  # noqa: B023
        done += 1
    return done


async def _second(desk: Desk, item: Revision) -> tuple[Accepted, ...]:
    """Return what the model adds to an article; nothing where it answers with nonsense."""
    if not pack_of(item.language).cues.speaking:
        return ()
    held = await desk.store.read(lambda db: [each.quote for each in statements_of(db, [item.id])])
    try:
        said = await proposals(_metered(desk, item.owner), item.text)
    except (BudgetSpent, ModelAway):
        raise
    except ModelError as error:
        log.warning("who said what in %s: %s", item.url, error)
        return ()
    return accepted(item.text, item.language, held, said)


def _metered(desk: Desk, owner: str) -> Metered:
    """Return the model on the account of readings of quotations, and on that of the server whose article it is."""
    assert desk.model is not None  # noqa: S101 - for the type checker: without one nothing is read
    allowed = {ACCOUNT: desk.settings.model.quote_tokens}
    if owner:
        allowed[f"server {owner.partition('/')[0]}"] = desk.settings.limits.server_tokens
    return Metered(desk.model, allowed)
