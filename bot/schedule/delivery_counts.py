"""What is counted of slots and deliveries."""

from __future__ import annotations

from datetime import datetime

from bot.metrics import LATE_SECONDS, metrics
from bot.models import Delivery, Platform
from bot.schedule.due_slots import Opened


def count_opened(opened: Opened) -> None:
    """Count slots that came."""
    metrics().slot("due", opened.due)
    metrics().slot("missed", opened.missed)


def count_part(delivery: Delivery, platform: Platform) -> None:
    """Count a message that arrived."""
    metrics().part(platform, "sent")
    if delivery.attempt > 1:
        metrics().part(platform, "retried")


def count_sent(delivery: Delivery, now: datetime) -> None:
    """Count a delivery that arrived whole."""
    metrics().delivery(delivery.kind, "sent")
    if delivery.kind == "briefing" and delivery.slot_at:
        metrics().slot("posted")
        if (now - delivery.slot_at).total_seconds() > LATE_SECONDS:
            metrics().slot("late")


def count_given_up(delivery: Delivery) -> None:
    """Count a delivery that will not be made."""
    metrics().delivery(delivery.kind, "failed")
    if delivery.kind == "briefing" and delivery.slot_at:
        metrics().slot("missed")
