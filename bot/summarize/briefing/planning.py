"""Puts the stories of a briefing in the order that a model plans, and joins those that it takes for one affair.

The rules' edition stands until a plan holds. What they joined stays joined, what was wished for first stays first, and
stories that share nothing are never joined: a wrong plan makes a dull edition, not a false one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.clock import EPOCH
from bot.models import Length, Usage
from bot.summarize.briefing.affairs import share_matter
from bot.summarize.briefing.edition import room
from bot.summarize.briefing.gathering import Gathered
from bot.summarize.briefing.headlines.choice import headline, shortened
from bot.summarize.briefing.selection import ALSO, STORIES, StoryGroup, when
from bot.summarize.briefing.source_sentences import Material, tellable
from bot.summarize.generation.edition_plan import ListedStory, Plan, edition_plan
from bot.summarize.llm.protocol import LanguageModel

FEWEST = 3
"""Stories from which on there is something to plan."""
SECTION_WORDS = 60
"""Words of a section, as sections come out."""
LONGEST_FIRST = 160
"""Characters of a first sentence that are shown to the planner."""
SIDE_ARTICLES, MOST_ARTICLES = 2, 12
"""Articles of each story that joins an affair, and of all, that it is told from."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A story that has something to tell, and its first sentence."""

    group: StoryGroup
    material: Material
    first: str


async def planned(model: LanguageModel, found: Gathered, length: Length) -> tuple[Gathered, Usage]:
    """Return what was gathered as a model plans it, as it is where the plan does not hold. Raises ModelError."""
    told = _told(found, 2 * (STORIES[length] + ALSO[length]))
    if len(told) < FEWEST:
        return found, Usage()
    sections = min(STORIES[length], max(FEWEST, room(length, len(told)) // SECTION_WORDS))
    plan, usage = await edition_plan(model, [*map(_listed, told)], sections=sections, also=ALSO[length])
    return (_followed(plan, told, found) if plan else found), usage


def _told(found: Gathered, most: int) -> list[_Told]:
    """Return the first stories that have something to tell and are not unwanted."""
    told: list[_Told] = []
    for group, material in zip(found.groups, found.materials, strict=True):
        if found.taste.refuses(group.story_id) or len(told) == most:
            continue
        fresh = material.fresh(tellable(material))
        if fresh:
            told.append(_Told(group, material, fresh[0].text))
    return told


def _listed(each: _Told) -> ListedStory:
    last = EPOCH + timedelta(seconds=max(map(when, each.group.revisions)))
    title = headline(each.group.revisions, (), each.material.beside) or shortened(each.first)
    voices = f"{each.group.voices} outlets" if each.group.voices > 1 else "1 outlet"
    return ListedStory(title, voices, f"{last:%a %H:%M}", shortened(each.first, LONGEST_FIRST))


def _followed(plan: Plan, told: Sequence[_Told], found: Gathered) -> Gathered:
    """Return the stories as a plan has them, those that it leaves out behind the others as they were."""
    apart = found.taste.unwanted | found.taste.like_unwanted | found.taste.muted
    affairs = [[told[number] for number in affair] for affair in (*plan.sections, *plan.also)]
    kept = [_split(affair, apart) for affair in affairs]
    order = [_joined(one) for parts in kept for one in parts]
    named = {group.story_id for affair in affairs for each in affair for group in each.group.every}
    rest = [
        (group, material)
        for group, material in zip(found.groups, found.materials, strict=True)
        if group.story_id not in named
    ]
    every = sorted((*order, *rest), key=lambda each: found.taste.rank(each[0].story_id))
    sections = frozenset(parts[0][0].group.story_id for parts in kept[: len(plan.sections)])
    wished = frozenset(group.story_id for group, _ in every) & found.taste.followed
    return replace(
        found,
        groups=tuple(group for group, _ in every),
        materials=tuple(material for _, material in every),
        sections=sections | wished,
    )


def _split(affair: Sequence[_Told], apart: frozenset[int]) -> list[list[_Told]]:
    """Return an affair as one list of stories, those that share nothing with its first one each by themselves."""
    first, *others = affair
    alone = [each for each in others if not _may_join(first, each, apart)]
    return [[first, *(each for each in others if each not in alone)], *([each] for each in alone)]


def _may_join(first: _Told, other: _Told, apart: frozenset[int]) -> bool:
    return not apart & {first.group.story_id, other.group.story_id} and share_matter(first.group, other.group)


def _joined(affair: Sequence[_Told]) -> tuple[StoryGroup, Material]:
    """Return stories as one: told by the first, with the newest articles of the others."""
    first, *others = affair
    if not others:
        return first.group, first.material
    sides = [side for each in others for side in (replace(each.group, sides=()), *each.group.sides)]
    added = [item for each in others for item in each.material.revisions[:SIDE_ARTICLES]]
    own = first.material.revisions[: max(SIDE_ARTICLES, MOST_ARTICLES - len(added))]
    held = [first.material, *(each.material for each in others)]
    material = replace(
        first.material,
        revisions=(*own, *added[: MOST_ARTICLES - len(own)]),
        passages={key: value for each in held for key, value in each.passages.items()},
        statements=tuple(item for each in held for item in each.statements),
        told_words=frozenset().union(*(each.told_words for each in held)),
        sides=first.material.sides + len(sides),
    )
    return first.group.with_sides((*first.group.sides, *sides)), material
