"""Why an article was or was not told."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- the last briefing
    "why.no_briefing_yet": "No briefing was posted here yet. `schedule` shows when the next one comes.",
    "why.briefing_of": "The briefing of {sent:%a %d %b, %H:%M} {zone}: {counts}",
    "why.nothing_came_in": "nothing came in",
    # After a number, in why.briefing_of: “3 told · 2 copies”.
    "why.count_told": "told",
    "why.count_told_before": "told before",
    "why.count_copies": "copies",
    "why.count_filtered": "without a sentence that can be told",
    "why.count_left_out": "left out, as the briefing was full",
    # ---- an article of it
    # After the title and the source of an article, in the answer to `why`.
    "why.told": "told",
    "why.copy": "a copy of another article",
    "why.told_before": "all that it says was told here before",
    "why.filter": "no sentence of it could be told with its proof",
    "why.briefing_full": "the briefing was full: others weighed more",
    "why.told_from_others": "its story was told from other articles",
    "why.unproven": "what was written of it could not be proved",
    "why.muted": "it is muted here",
    "why.less": "less of it was wished for here",
    # ---- an article that is not in it
    "why.not_held": "I couldn't find “{what}”: none of the sources here printed it",
    # where: the title and the source of an article, in these four
    "why.older": "{where} · older than the time that the briefing read",
    "why.newer": "{where} · newer than the briefing",
    "why.other_language": "{where} · the briefing is of articles in “{language}” only",
    "why.other_topic": "{where} · the briefing is about “{topic}” only, and it is neither filed there nor says so",
    "why.after_briefing": "{where} · it came in after the briefing was written, or others weighed more",
    # ---- alerts
    "why.at_once_nothing": "nothing any more",
    "why.no_news": "No news of it in the last {days} days",
    # told: what is followed, or why.at_once_nothing
    "why.at_once": "Told at once: {told}",
    "why.for_briefings": "no alert: {what} is followed for briefings. To be told at once: follow {what} now",
    "why.nothing_at_once": "no alert: nothing that is told at once here is in it",
    # late: what went wrong so far, after a colon
    "why.alert_under_way": "its alert on {what} is under way{late}",
    "why.alert_failed": "its alert on {what} could not be posted: {problem}",
    "why.alert_told": "told in the alert on {what} of {moment}",
    "why.most_a_day": "no alert: {what} had as many as it may a day ({day})",
    "why.story_told_that_day": "no alert: another one had told its story that day ({day})",
    "why.before_source_added": "no alert: it stood in its source before that was added here",
    "why.before_followed": "no alert: it came in before {what} was followed",
    "why.too_old": "no alert: it was more than {days} days old when it came in",
    "why.not_of_late": "no alert of late: it came in more than {days} days ago",
    "why.had_nothing_yet": "no alert: it had nothing of {what} yet when it came in",
    "why.paused": "no alert: this channel is paused. {problem}",
    "why.quiet_hours": "it waits for the end of the quiet hours, at {quiet_until} {zone}",
    "why.alert_coming": "its alert comes in a moment",
    "why.nothing_new": "there was nothing new in it",
    "why.alert_not_told": "no alert on {what}: {reason}",
}
