"""Which stories of a briefing are one affair: a call, told by those who spoke, by an ambassador, by a former envoy.

A story belongs to another's affair where one of its opening sentences tells of that story's event: it names two of
those whom the other names at its beginning, the same day, and what they did. Sharing a subject is not enough: two
stories of one president share his name, and hardly ever a second name, the day and the deed. Or both open in much the
same words, as short reports of one event do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import product

from bot.language.facts.entity_spans import overlaps
from bot.language.registry import pack_of
from bot.language.tokens import Line
from bot.models import Revision
from bot.summarize.briefing.alike_openings import Openings, opening_lines, opening_of, openings
from bot.summarize.briefing.selection import StoryGroup, when
from bot.text.folding import fold

READ = 4
"""Articles of a story that are looked at."""
NAMES, DEEDS = 2, 2
"""How much of the other's event a sentence must name. Of 351 stories of one country's politics over years, taken as
the news of one day, 7 of 61,425 pairs are joined, 2 of them of one event; of 65 stories of one month, 2, both rightly.
Without the day some forty pairs of 80 stories were joined, most of them strangers."""
ALIKE = 0.18
"""How alike two openings of one affair are at least. Of 36,000 pairs of articles of different stories, of a week and of
years taken as one day's news, 8 are: months of one job report, and one law before two courts …"""
RATHER_ALIKE = 0.14
"""… the same where one tells of the other’s event, its day and one name …"""
ALIKE_TITLED, TITLES_ALIKE = 0.12, 0.2
"""… and where their titles are as alike as this: 2 more, and of 270 pairs of one story 145 in all. At .25, without the
titles, 107 were: what short reports tell of one event fell apart."""
TERMS = 2
"""Words of a title that two stories share which may be one affair, where they share no name."""
ONE_DAY = timedelta(days=1)
"""Reports of one event that open alike come within it; later ones are a new state of the affair."""
SAME_DAY = timedelta(days=4)
"""“Thursday” is the same day in articles that are no further apart."""


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a text names, which days, and its other words of meaning, all as they are compared."""

    names: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()

    def tells_of(self, event: Told, names: int = NAMES) -> bool:
        """Tell whether a sentence names the people, so many at least, the day and the deed of an event."""
        return bool(
            len(self.names & event.names) >= names and self.days & event.days and len(self.deeds & event.deeds) >= DEEDS
        )


def affairs(groups: Sequence[StoryGroup], apart: Collection[int] = ()) -> list[list[StoryGroup]]:
    """Return the stories by affair, in their order: the first of each is the one that it is told by.

    Every story is in exactly one; those with an id in `apart` stand alone.
    """
    found: list[_Affair] = []
    opened = openings(item for group in groups for item in group.revisions[:READ])
    for group in groups:
        told, at = [_opening(item) for item in group.revisions[:READ]], _at(group)
        home = None if group.story_id in apart else _home(group, told, at, found, opened)
        if home is None:
            found.append(_Affair([group], _event(told), at, closed=group.story_id in apart))
        else:
            home.stories.append(group)
    return [each.stories for each in found]


@dataclass(frozen=True, slots=True)
class _Affair:
    """An affair's stories, what the one opens with that it is told by, and its time; a `closed` one gets no more."""

    stories: list[StoryGroup]
    event: Told
    at: float
    closed: bool


def share_matter(one: StoryGroup, other: StoryGroup) -> bool:
    """Tell whether two stories share a name, or terms: words of the one's titles that the other opens with."""
    first, second = ([_opening(item) for item in group.revisions[:READ]] for group in (one, other))
    mine, theirs = _event(first), _event(second)
    return bool(
        mine.names & theirs.names
        or len(_titled(first) & theirs.deeds) >= TERMS
        or len(_titled(second) & mine.deeds) >= TERMS
    )


def _titled(openings: Sequence[Sequence[Told]]) -> frozenset[str]:
    return frozenset[str]().union(*(opening[0].deeds for opening in openings))


def _home(
    group: StoryGroup, told: Sequence[Sequence[Told]], at: float, found: Sequence[_Affair], opened: Openings
) -> _Affair | None:
    lines = [line for opening in told for line in opening]
    for each in found:
        distance = abs(at - each.at)
        if each.closed or distance > SAME_DAY.total_seconds():
            continue
        first, near = each.stories[0], distance <= ONE_DAY.total_seconds()
        rather = near and _open_alike(group, first, opened, RATHER_ALIKE)
        least = 1 if rather else NAMES
        if (rather and _open_alike(group, first, opened)) or any(line.tells_of(each.event, least) for line in lines):
            return each
    return None


def _open_alike(one: StoryGroup, other: StoryGroup, opened: Openings, least: float = ALIKE) -> bool:
    """Tell whether two stories have articles that open alike, or open rather alike under titles that are."""
    for mine, theirs in product(one.revisions[:READ], other.revisions[:READ]):
        alike = opened.alike(mine, theirs)
        if alike >= least or (alike >= ALIKE_TITLED and opened.titles_alike(mine, theirs) >= TITLES_ALIKE):
            return True
    return False


def _at(group: StoryGroup) -> float:
    return max(map(when, group.revisions))


def _opening(revision: Revision) -> tuple[Told, ...]:
    return _opened(*opening_of(revision))


@lru_cache(maxsize=2_000)
def _opened(title: str, beginning: str, language: str) -> tuple[Told, ...]:
    return tuple(_read(line, language) for line in opening_lines(title, beginning, language))


def _event(told: Sequence[Sequence[Told]]) -> Told:
    """Return whom and which days at least half of a story's articles open with, in whatever words they tell it."""
    least = max(1, (len(told) + 1) // 2)
    names = Counter(name for opening in told for name in frozenset[str]().union(*(line.names for line in opening)))
    days = Counter(day for opening in told for day in frozenset[str]().union(*(line.days for line in opening)))
    return Told(
        frozenset(name for name, count in names.items() if count >= least),
        frozenset(day for day, count in days.items() if count >= least),
        frozenset[str]().union(*(line.deeds for opening in told for line in opening)),
    )


def _read(line: Line, language: str) -> Told:
    pack, text = pack_of(language), line.text
    dated = pack.spans.times(text)
    named = [span for span in pack.spans.people(text) if not overlaps(span, dated)]
    taken = [*dated, *named]
    places = frozenset[str]().union(*(run.stems for run in pack.claims.names(line) if run.in_place))
    roles = pack.people.roles | pack.people.address | pack.people.bodies
    tokens = [token for token in line.tokens if token.content and token.value is None]
    who = (_surname(text[start:end]) for start, end in named)
    return Told(
        frozenset(name for name in who if name not in roles and pack.claims.stem(name) not in places),
        frozenset(fold(text[start:end]) for start, end in dated if not text[start:end].isdigit()),
        frozenset(
            token.stem for token in tokens if token.low not in roles and not overlaps((token.at, token.at + 1), taken)
        ),
    )


def _surname(name: str) -> str:
    words = name.split()
    last = fold(words[-1]) if words else ""
    return last.removesuffix("'s").removesuffix("’s").strip(".,'’")
