"""When a channel is briefed."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- how a briefing is told
    # Parts of how a briefing is told: “08:00 Europe/Kyiv daily about climate, short, with a ping”.
    "schedule.about": " about {topic}",
    "schedule.with_ping": "with a ping",
    "schedule.in_language": "in {language}",
    "schedule.only_language": "only {language} articles",
    "schedule.next": "next {moment}",
    "schedule.is_paused": "paused",
    "schedule.never_comes": "it does not come",
    # coming: when it comes, one of the three above
    "schedule.in_trouble": "{coming}: {problem}",
    "schedule.paused_by": "paused. {problem}",
    # ---- one is added
    "schedule.scheduled": "Scheduled",
    "schedule.known_already": "That briefing is scheduled already",
    # told: one of the two above
    "schedule.told": "{told}: {briefing}.",
    "schedule.would_read": "As it would read now:",
    "schedule.next_one": "Next briefing: {moment}.",
    "schedule.guessed_zone": "You named no time zone, so it is {zone}. For another: {again}",
    "schedule.the_zone": "the time zone {zone}",
    "schedule.was_paused": "It was paused; this channel gets its news again.",
    # problem: what the platform says, with the fix.
    "schedule.may_not_post": "Nothing can be posted here yet. {problem}. It then goes on by itself.",
    "schedule.which_tag": "Each post in this forum needs a tag. Which one? Until you choose, mine get “{tag}”.",
    "schedule.not_from_here": "name another channel by the option `in` of the command, or say it there",
    "schedule.tagged": "My posts in this forum get the tag “{tag}”.",
    "schedule.no_tags": "posts have no tags here",
    "schedule.no_such_tag": "there is no tag {tag!r} here that I may use. There are: {tags}",
    "schedule.no_source": "No source is read here yet. Add one like: {add}",
    "schedule.too_many": "this channel has {most} briefings already. Remove one first: schedule remove NUMBER",
    "schedule.too_many_here": (
        "this server has {most} briefings already, which is the most (limits.server_briefings). Remove one first"
    ),
    # fix: one of the two below, or nothing
    "schedule.topic_unmatched": "Nothing that is read here is filed under “{topic}” or has named it of late.{fix}",
    "schedule.topic_near": " Did you mean “{near}”?",
    "schedule.topics_here": " Topics here: {topics}",
    # ---- what is read
    "schedule.language_means_reader": (
        "the briefing at {at} {zone}: `language: {code}` is now what its reader reads, and articles in every language "
        "are told in {language}. For only those in {language}, write only_language: {code} in its place"
    ),
    "schedule.reads": "This channel reads {language}: briefings and answers are written in it.",
    "schedule.reads_sources": "This channel reads the language of its sources. For another: {example}",
    "schedule.language_needs_model": (
        "No model is set that could write {language}: what is in another language is shown as its source prints it."
    ),
    # ---- one is changed, paused or removed
    "schedule.edit_how": "Choose what is to be different. It holds from the next briefing on.",
    "schedule.edit_topic_how": "Choose what it is to be about, or whom it calls.",
    "schedule.edit_typed": "Say what is to be different, like: {typed}",
    "schedule.changed": "Changed: {briefing}.",
    "schedule.it_is_paused": "It is paused.",
    "schedule.removed": "Removed: {briefing}.",
    "schedule.paused": "Paused: {briefing}. It goes on with: {resume}",
    "schedule.resumed": "Resumed: {briefing}. Next briefing: {moment}.",
    "schedule.like_that_already": "briefing {number} is like that already. Remove one: schedule remove {other}",
    "schedule.in_settings": (
        "briefing {number} stands in the settings file. Take it out there, and say: readout config reload"
    ),
    "schedule.in_settings_or_pause": (
        "briefing {number} stands in the settings file, which would bring it back. Take it out there, or pause it "
        "here: schedule pause {number}"
    ),
    "schedule.changed_in_settings": (
        "briefing {number} stands in the settings file, which would change it back. Change it there, or pause it here "
        "and schedule another: schedule pause {number}"
    ),
    "schedule.which": "which briefing is meant? Give its number: {numbers}",
    # ---- there is none
    "schedule.none_here": "no briefing is scheduled here. Schedule one like: `schedule 08:00 Europe/Kyiv weekdays`",
    "schedule.none_yet": "No briefing is scheduled here. Schedule one like: {example}",
    "schedule.no_subscription": "there is no subscription {number}. `readout subscriptions list` shows them",
    # ---- what was said is not understood
    "schedule.unknown_length": "unknown length {length!r}. There are {lengths}",
    "schedule.did_you_mean": " Did you mean {near}?",
    "schedule.not_understood": "I do not understand {unread!r}.{meant} Write it like: {example}",
    "schedule.cannot": "I cannot {do!r} a briefing. There are add, change, list, remove, pause, resume and preview",
}
