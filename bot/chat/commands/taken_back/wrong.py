"""“Wrong?” under what was posted: anybody's press is a report; who manages the channel takes a sentence back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bot.chat.button_ids import RETRACTABLE
from bot.chat.commands.context import Context
from bot.chat.desk_protocol import Reply
from bot.chat.rendering.cleaning import clean
from bot.chat.rendering.parts import Action, Part, part_from_json, part_to_json
from bot.desk.news import taken_back
from bot.messages.catalogue import say
from bot.models import Answer, BriefedStory, Briefing, Claim
from bot.models.taken_back import Posted, PostedClaim
from bot.store.channels.conversations import place_of
from bot.store.deliveries.posted_claims import Reply as PostedReply
from bot.summarize.verification.taken_back import TakenBack

Noun = TypeVar("Noun")
Shown = Callable[[Noun], Sequence[Part]]
"""Gives the messages that show something."""


async def wrong(context: Context) -> Reply:
    """Thank who reports something, or let who manages the channel choose the sentence that is taken back."""
    number, story = context.option("delivery"), _number(context.option("story"))
    ref = number if number.strip("0") else ""  # a reply: its message says which
    posted = await taken_back.posted_here(context.desk, context.place, ref, context.request.about)
    if not context.request.rights.channel:
        await taken_back.report(context.desk, posted, story, context.request.person)
        return context.line(say("answers.reported_wrong"), private=True)
    meant = [each for each in posted.claims if not story or each.story_id == story]
    return _choice(context, posted, meant or posted.claims)


async def retract(context: Context) -> Reply:
    """Take a sentence back that somebody who manages the channel chose."""
    context.must_manage(say("commands.must_manage_retract"))
    posted = await taken_back.posted_here(context.desk, context.place, context.option("posted"))
    number = _number(context.option("number"))
    if not number:
        return _choice(context, posted, posted.claims)
    done = await taken_back.take_back(context.desk, posted, number, by="manager")
    told = "answers.taken_back_before" if done.again and not done.changing else "answers.is_taken_back"
    return context.line(say(told, claim=done.retraction.claim.text), private=True)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _choice(context: Context, posted: Posted, meant: Sequence[PostedClaim]) -> Reply:
    """Show sentences in the order in which they are read, each with a button; and how to come to the others."""
    shown = _as_read(posted, meant)[: RETRACTABLE - 1]
    lines = [say("answers.which_is_wrong"), *(f"{n}  {each.claim.text}" for n, each in enumerate(shown, 1))]
    buttons = [
        Action("retract", say("buttons.take_back", number=n), words=f"{posted.ref}.{each.number}", look="danger")
        for n, each in enumerate(shown, 1)
    ]
    if len(meant) < len(posted.claims):
        buttons.append(Action("retract", say("buttons.other_lines"), words=f"{posted.ref}.other"))
    return context.lines(lines, private=True, actions=buttons)


def _as_read(posted: Posted, meant: Sequence[PostedClaim]) -> list[PostedClaim]:
    """Return sentences in the order of the messages; as they were written where a message's row is damaged."""
    try:
        text = "\n".join(part_from_json(message.body).text for message in posted.messages)
    except (ValueError, TypeError, KeyError):
        return list(meant)
    places = {each.number: text.find(clean(each.claim.text)) for each in meant}
    return sorted(meant, key=lambda each: (places[each.number] < 0, places[each.number]))


async def kept_answer(context: Context, turn: int, noun: Answer, shown: Shown[Answer]) -> tuple[Answer, Sequence[Part]]:
    """Keep an answer as it is about to be posted, with its claims, so that it can be taken back; return it as shown.

    What was taken back before it is kept is left out.
    """
    parts = shown(noun)
    while (refused := await _kept(context, turn, noun, parts)).held:
        noun = refused.answered(noun, say("answers.taken_back"))
        parts = shown(noun)
    return noun, parts


async def kept_briefing(
    context: Context, turn: int, noun: Briefing, shown: Shown[Briefing]
) -> tuple[Briefing, Sequence[Part]]:
    """Keep a briefing as it is about to be posted, as an answer is kept."""
    parts = shown(noun)
    while (refused := await _kept(context, turn, noun, parts)).held:
        noun = refused.cleared(noun)
        parts = shown(noun)
    return noun, parts


async def _kept(context: Context, turn: int, noun: Answer | Briefing, parts: Sequence[Part]) -> TakenBack:
    claims = _claims(noun)
    reply = PostedReply(
        turn,
        place_of(context.place),
        context.place,
        context.request.place.thread or "",
        claims,
        [part_to_json(part) for part in parts] if claims else (),
    )
    return await taken_back.keep_reply(context.desk, reply, context.audience)


def _claims(noun: Answer | Briefing) -> list[tuple[Claim, int]]:
    if isinstance(noun, Answer):
        return [(claim, 0) for claim in noun.claims]
    stories = (*noun.stories, *noun.also)
    return [(claim, max(0, story.story_id)) for story in stories for claim in _told(story)]


def _told(story: BriefedStory) -> Iterator[Claim]:
    if story.headline_cites:
        yield Claim(story.headline, story.headline_cites, "model")
    yield from (*story.claims, *story.differences)
