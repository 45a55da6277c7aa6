"""Briefings and answers as no newsroom would write them: any Unicode, markup, mentions, addresses, endless words."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.models import Answer, BriefedStory, Briefing, Citation, Claim, Usage

T = TypeVar("T")

PROOF = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
"""As many examples as the profile says, though they are large."""

HOSTILE = (
    "@everyone @here @EVERYONE <@123456789012345678> <@!1> <@&42> <#99> </ask:1> <:smile:1> <a:x:2> <t:1:R> "
    "<id:browse> "
    "<!channel> <!here> <!everyone> <!subteam^S1|@all> <@U0000000001> <#C0000000001|news> "
    "<https://evil.example|Herald> "
    "[Herald](https://evil.example) [x]: https://evil.example <https://evil.example> https://evil.example/a_b "
    "http://evil.example **bold** *it* __u__ _i_ ~~no~~ ||spoiler|| `code` ``` ```py > quote >>> all # head -# small "
    "- item 1. one \\ \\\\ \\* &lt;!here&gt; &amp; & < > | :smile: discord.gg/abc mailto:a@b.example *_~` ![i](u) "
    "\u202eevil\u202c \u2066x\u2069 \u200bzero\ufeff \u061c \u200f مرحبا בדיקה \u200dx 👨‍👩‍👧 🇺🇦 e\u0301 ｗｉｄｅ 漢字 "
    "\x00 \x1b[31m \x1b]8;;https://evil.example\x1b\\ \r\n \u2028 \ud83d \U000e0041"
).split(" ")

_words = st.one_of(
    st.text(max_size=12),
    st.sampled_from(HOSTILE),
    st.sampled_from(["sanctions.", "Geneva", "“colossal", "mistake”,", '"total', 'severance"', "said"]),
    st.builds(lambda piece, times: piece * times, st.text(min_size=1, max_size=3), st.sampled_from([2, 40, 700])),
)
texts = st.lists(_words, max_size=8).map(" ".join)
_MOMENT = datetime(2021, 12, 31, 6, tzinfo=UTC)
_ODD = ("", "javascript:alert(1)", "https://user@evil.example/", "ftp://x.example/", "http://[bad", "https:///x")
_paths = st.text(alphabet="ab|<>()[]\"' \\*_~é漢#?&=%:/.-@", max_size=40)


@dataclass
class Newsroom:
    """Makes nouns out of few drawn texts: what counts is where they come to stand, and drawing is what takes time."""

    texts: Sequence[str]
    paths: Sequence[str]
    chance: random.Random

    def text(self) -> str:
        return self.chance.choice(self.texts)

    def some(self, make: Callable[[], T], most: int) -> tuple[T, ...]:
        return tuple(make() for _ in range(self.chance.randint(0, most)))

    def citation(self) -> Citation:
        good = [f"https://herald.example/{path}" for path in ("talks", *self.paths)]
        published = self.chance.choice([None, _MOMENT.replace(day=30)])
        url, source = self.chance.choice([*good, *_ODD]), self.text()[:20]
        return Citation(self.chance.randint(1, 9), 0, 1, self.text(), url, self.text(), source, published)

    def claim(self) -> Claim:
        speaker = self.chance.choice([None, self.text()[:20], self.chance.choice(HOSTILE)])
        return Claim(self.text(), self.some(self.citation, 3), speaker=speaker)

    def story(self) -> BriefedStory:
        status = self.chance.choice(["new", "update", "told"])
        claims, differences = self.some(self.claim, 3), self.some(self.claim, 2)
        return BriefedStory(
            self.chance.randint(1, 99),
            self.text(),
            claims,
            self.some(self.text, 3),
            status,
            differences,
            voices=self.chance.randint(0, 3),
        )

    def briefing(self) -> Briefing:
        few = self.some(self.story, 4)
        many = self.chance.choice([1, 2, 5, 5, 60]) if few else 0
        return Briefing(
            self.text(),
            self.chance.choice([_MOMENT.replace(day=30), _MOMENT.replace(hour=1), _MOMENT.replace(day=2)]),
            _MOMENT,
            tuple(few[n % len(few)] for n in range(many)),
            lead=self.some(self.claim, 3),
            also=self.some(self.story, 3),
            written_by=self.chance.choice(["model", "extractive", "mixed"]),
            usage=Usage(cost_usd=self.chance.choice([None, 0.0, 0.0123])),
            read=self.chance.randint(0, 10_000),
            outlets=self.chance.randint(0, 99),
            notice=self.text(),
        )

    def answer(self) -> Answer:
        claims, nearest = self.some(self.claim, 8), self.some(self.citation, 3)
        return Answer(self.text(), self.chance.random() < 0.7, claims, nearest, reason=self.text())

    def either(self) -> Briefing | Answer:
        return self.briefing() if self.chance.random() < 0.6 else self.answer()


_newsrooms = st.builds(
    Newsroom,
    texts=st.lists(texts, min_size=1, max_size=5),
    paths=st.lists(_paths, max_size=2),
    chance=st.integers(0, 2**16).map(random.Random),
)
nouns = _newsrooms.map(Newsroom.either)
"""A briefing or an answer."""
