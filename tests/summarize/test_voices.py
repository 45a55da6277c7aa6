"""Who tells a story independently: outlets that only pass on what one of them reported are one voice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.evidence.stories.independence import voices
from bot.models import Revision

DAY = datetime(2026, 3, 1, tzinfo=UTC)
OWN = "The dam of Holmvik leaks. “We saw it on Monday,” said Anna Holm. It holds 40 million litres."
RELAYED = "The dam of Holmvik leaks, the Bell reported on Tuesday. The town lies below it."


def telling(*texts: str, sources: str = "Bell Star Post Echo") -> tuple[str, ...]:
    return voices(
        [
            Revision(number, number, f"https://{source}.example", "Dam", text, source, "", "en", DAY, DAY)
            for number, (text, source) in enumerate(zip(texts, sources.split(), strict=False), 1)
        ]
    ).own


@pytest.mark.parametrize(
    ("texts", "own"),
    [
        ((OWN, OWN.replace("40", "50")), ("Bell", "Star")),
        ((OWN, RELAYED), ("Bell",)),
        ((OWN, RELAYED, RELAYED.replace("the Bell", "The Bell")), ("Bell",)),
        ((OWN, RELAYED + " “We fear for our house,” said Tove Ruud."), ("Bell", "Star")),
        ((OWN, RELAYED + " It is 90 metres high."), ("Bell", "Star")),
        ((OWN, RELAYED + " “We saw it on Monday,” said Anna Holm."), ("Bell",)),  # in the Bell, too
        ((OWN, "Anna Holm told the Bell: “We saw it on Monday, and nobody came.”"), ("Bell",)),
        ((OWN, "OSLO (AP) — The dam leaks. “It is deep,” said Ruud."), ("Bell", "AP")),
        (("OSLO (AP) — The dam leaks.", "The dam leaks, the AP reported."), ("AP",)),
        ((OWN, RELAYED, "The dam leaks, the Star reported."), ("Bell",)),  # the Star has it from the Bell
        (("The dam leaks, the Star reported.", RELAYED), ("Bell",)),  # each names the other: one of them knows
        ((RELAYED,), ("Bell",)),  # names itself
    ],
)
def test_who_adds_nothing_to_whom_he_credits_is_no_voice(texts: tuple[str, ...], own: tuple[str, ...]) -> None:
    assert telling(*texts) == own
