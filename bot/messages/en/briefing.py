"""Briefings, alerts and corrections, as they are posted."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- a sentence that was taken back
    "briefing.taken_back": "Taken back on {day}",
    "briefing.taken_back_here": "Taken back on {day} by those who manage this channel",
    "briefing.taken_back_by_operator": "Taken back on {day} by the operator",
    # ---- titles
    "briefing.alert_title": "Alert: {topic}",
    "briefing.title": "Briefing",
    "briefing.opinion": "Opinion: {title}",
    "briefing.about_title": "Briefing: {topic}",
    "briefing.about": "{title}: {topic}",
    "briefing.morning": "Morning briefing",
    "briefing.afternoon": "Afternoon briefing",
    "briefing.evening": "Evening briefing",
    "briefing.night": "Night briefing",
    "briefing.more_title": "More on this",
    # ---- the lead
    "briefing.articles": {"one": "{n:,} article", "other": "{n:,} articles"},
    "briefing.outlets": {"one": "{n:,} outlet", "other": "{n:,} outlets"},
    "briefing.from": " from {outlets}",
    "briefing.independent": "{outlets}, {n:,} independent",
    # articles, outlets: the two messages above, and nothing for no outlets
    "briefing.lead": "{articles}{outlets} since {since}",
    "briefing.yesterday": "yesterday, {at:%H:%M}",
    # In front of the first stories' headlines, and over the lines of those that got no section.
    "briefing.in_short": "In short: ",
    "briefing.also": "Also",
    "briefing.nothing_new_since": "Nothing new since {since}.",
    # articles: briefing.articles; reasons: why.count_… after their numbers
    "briefing.none_told_since": "{articles} since {since}, of which none could be told: {reasons}. `why` names each.",
    # ---- stories
    # The state of a story, beside its headline.
    "briefing.new": "NEW",
    "briefing.update": "UPDATE",
    "briefing.told_before": "TOLD BEFORE",
    # The bold lead of a line on which sources differ; the three below begin with it, word for word.
    "briefing.differ": "Sources differ",
    "briefing.differ_on_day": "Sources differ on the day (“{deed}”): {one} · {other}",
    "briefing.differ_on_number": "Sources differ on the {thing}: {numbers}",
    "briefing.differ_on_words": "Sources differ on the words of {name}: {one} · {other}",
    # ---- the foot
    "briefing.by_no_model": "Written without a model",
    "briefing.by_model": "Written by a model, each sentence checked",
    "briefing.by_model_and_sources": "Written by a model and from the sources",
    # The last line: what a reader can do.
    "briefing.to_press": "Buttons under each story: more, sources, quotes. Or just ask.",
    "briefing.to_ask": "Ask me about any of it.",
    "briefing.model_away": "The model is away: written without it",
    "briefing.model_spent": "The model's budget for today is spent: written without it",
    "briefing.model_unusable": "Not all of the model's replies could be used: the rest is written without it",
    "briefing.model_late": "The model took too long: the rest is written without it",
    "briefing.not_in_language": "No model is set that could write {language}: shown in the language of the sources",
    # Before a sentence that stands in its source's language, which is not its reader's.
    "briefing.foreign": "(in {language}) ",
    # Behind a headline that does.
    "briefing.foreign_headline": " · in {language}",
    "briefing.may_repeat": "This may repeat a message: whether it arrived could not be seen.",
    "briefing.to_end_these": "to end these: unfollow {what}",
    # ---- corrections
    "briefing.correction": "Correction",
    "briefing.correction_of": " to what was told on {day}, {then:%H:%M}",
    "briefing.corrected_too": "{n} more claims rest on passages of this article that have changed.",
    # Before what was told and what stands there now; the spaces keep the two in line.
    "briefing.was_told": "told  ",
    "briefing.is_now": "now   ",
    "briefing.as_told": "as it was told",
    "briefing.as_now": "as it stands now",
    # What an article says now in place of what was told.
    "briefing.says_now": "{text}",
    "briefing.says_in_its_place": "The article does not say this any more. In its place: {text}",
    "briefing.says_again": "The article says this again: {text}",
}
