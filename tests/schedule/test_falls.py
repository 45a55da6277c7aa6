"""A briefing is posted once and never lost, wherever the process falls (promise 2)."""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest
from service import Service, posted, run, states, told_twice

from tests import both_stores

SLOT = "2021-12-31T06:00:00Z"
JUST_BEFORE = "2021-12-31T05:59:59Z"
JUST_AFTER = "2021-12-31T06:02:00Z"

ALL = [
    "before:bot.store.deliveries.outbox.save",
    "before:bot.store.deliveries.outbox.finish",
    "after:bot.schedule.due_slots.open_slots",
    "before:bot.store.deliveries.outbox.claim",
    "before:bot.schedule.delivery_content.compose",
    "before:bot.store.deliveries.outbox.sending",
    "before:bot.chat.console.adapter.History.append",
    "after:bot.chat.console.adapter.History.append",
    "before:bot.store.deliveries.told.record",
    "after:bot.store.deliveries.told.record",
]


def article(number: int) -> dict[str, str]:
    place = ("Eastport", "Norwick", "Sandhaven", "Mill Cross")[number % 4]
    return {
        "url": f"https://harbour.example/{number}",
        "title": f"{place} reopens its harbour number {number}",
        "text": f"The harbour of {place} reopened on Friday after storm {number} closed it for three days. "
        f"Harbour master Ann Lee said {number + 20} ships would sail again by noon.",
        "published_at": "2021-12-31T04:00:00Z",
        "source": "Harbour Times",
    }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with news, a channel and a subscription whose slot is about to come."""
    folder = tmp_path_factory.mktemp("falls")
    news = folder / "news.jsonl"
    news.write_text("".join(json.dumps(article(number)) + "\n" for number in range(3)))
    data = folder / "store"
    run(data, "ingest", str(news), READOUT_NOW=JUST_BEFORE)
    run(data, "channels", "add", "here", "--platform", "console", READOUT_NOW=JUST_BEFORE)
    at_eight = ["--at", "08:00", "--zone", "Europe/Kyiv"]
    run(data, "subscriptions", "add", "--channel", "here", *at_eight, READOUT_NOW=JUST_BEFORE)
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    return both_stores.copied(prepared, tmp_path / "store")


def check_posted_once(data: Path) -> None:
    shown = posted(data)
    assert shown, "nothing was posted"
    assert [(each["delivery"], each["part"]) for each in shown] == [(1, n + 1) for n in range(shown[0]["parts"])]
    assert "Harbour" in shown[0]["text"] or "harbour" in shown[0]["text"]
    assert states(data) == ["sent"]
    assert told_twice(data) == []


def test_a_service_that_does_not_fall_posts_once_and_stops_in_order(data: Path) -> None:
    with Service(data, JUST_BEFORE) as service:
        service.until(lambda: states(data) == ["sent"])
        service.stop()
    check_posted_once(data)


def test_a_fall_before_it_is_known_what_arrived_neither_loses_nor_repeats(data: Path) -> None:
    falls(data, "before:bot.store.deliveries.outbox.arrived")


def falls(data: Path, point: str) -> None:
    """Have a service fall at a point and another take over; what is to be posted is, once."""
    with Service(data, JUST_BEFORE, fall=point) as service:
        service.fell()
    with Service(data, JUST_AFTER) as service:
        service.until(lambda: states(data) == ["sent"])
        service.stop()
    check_posted_once(data)


@pytest.mark.slow
@pytest.mark.parametrize("point", ALL)
def test_a_fall_anywhere_neither_loses_nor_repeats(data: Path, point: str) -> None:
    falls(data, point)


@pytest.mark.slow
def test_kills_at_any_moment_neither_lose_nor_repeat(prepared: Path, tmp_path: Path) -> None:
    rng = random.Random(2021)
    for count in range(int(os.environ.get("READOUT_PROOF_COUNT", "0")) // 500 or 8):
        data = both_stores.copied(prepared, tmp_path / f"store{count}")
        with Service(data, JUST_BEFORE) as service:
            time.sleep(0.6 + rng.random() * 1.8)
            service.kill()
        with Service(data, JUST_AFTER) as service:
            service.until(lambda data=data: states(data) == ["sent"])
            service.stop()
        check_posted_once(data)


def test_two_services_on_one_store_post_once(data: Path) -> None:
    with Service(data, JUST_BEFORE) as one, Service(data, JUST_BEFORE) as other:
        one.until(lambda: states(data) == ["sent"])
        time.sleep(1.5)
        one.stop()
        other.stop()
    check_posted_once(data)


def test_a_slot_that_is_too_late_is_not_posted_but_told_of(data: Path) -> None:
    with Service(data, "2021-12-31T15:00:00Z") as service:
        service.until(lambda: states(data) == ["failed"])
        service.stop()
    assert posted(data) == []
