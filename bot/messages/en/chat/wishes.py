"""What is said to those who talk to the desk in words of their own."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- which briefing, and what to do with it
    "wishes.which": "Which briefing do you mean?",
    "wishes.none_such": "There is no such briefing here. There are:",
    "wishes.one_of_them": "{number}  {briefing}",
    "wishes.move_or_add": "A briefing comes here at {at} already. Move it to {to}, or have another one?",
    "wishes.move": "Move {at} to {to}",
    "wishes.another": "Another at {to}",
    "wishes.at_what_hour": "At what hour is the briefing to come?",
    "wishes.none_to_change": "No briefing is scheduled here yet. At what hour is it to come?",
    "wishes.for_good": "I can move a briefing for good, not for one day. Move it?",
    "wishes.how_much": "To what hour?",
    "wishes.no_day_left": "No day would be left. To have no briefing any more, pause it:",
    "wishes.like_that": "It is like that already: {briefing}.",
    "wishes.every": "I brief at fixed hours. Every {n} h it would be at {times}. Shall I?",
    "wishes.a_day": "{n} a day would be at {times}. Shall I?",
    "wishes.which_days": "On which days?",
    "wishes.an_hour_each": "Each hour is a briefing of its own, with its own number.",
    # ---- stopped, paused, going on
    "wishes.stopped": "Stopped: {briefings}. To go on: {resume}",
    "wishes.alerts_go_on": "Alerts still come: {follows}.",
    "wishes.nothing_to_stop": "Nothing is scheduled here, so I post nothing by myself.",
    "wishes.paused_already": "It is paused already. To go on: {resume}",
    "wishes.skipped": "No briefing until then. Next: {moment}.",
    "wishes.nothing_to_resume": "Nothing is paused here. Next briefing: {moment}.",
    "wishes.long_pause": "That is more than {days} days, so it is paused until somebody says {resume}.",
    # ---- language, zone
    "wishes.which_language": "Which language? For example: {example}",
    # ---- sources
    "wishes.which_source": "Which one?",
    "wishes.not_in_catalogue": "I know no feed of “{name}”. Give me its address: {add}",
    "wishes.not_read": "“{name}” is not read here.{near}",
    "wishes.read_here": " Read here: {sources}",
    "wishes.found": "{n} feeds I know for “{what}”:",
    "wishes.found_one": "{name} · {topic} · {language} · {url}",
    "wishes.found_none": "I know no feed for “{what}”. Any site's address will do: {add}",
    # ---- topics
    "wishes.drop_what": "“{what}” is neither read nor followed here. Leave it out of briefings?",
    # ---- what may be a wish
    "wishes.found_nothing": (
        "I couldn't find that in your sources. If it is about your briefings, {help} says what I understand."
    ),
    "wishes.sure": "Just to be sure: shall I do that, or look for it in the news?",
    "wishes.may_have_it": "have that done",
    "wishes.say_it_shorter": "I am not sure what you would like me to do. Say it in fewer words, please.",
    "wishes.yes_alone": "Yes, brief about {what} only",
    "wishes.yes_drop": "Yes, drop {what}",
    "wishes.yes_several": "Yes, change the schedule",
    "wishes.yes_change": "Yes, change the briefing",
    "wishes.yes_follow": "Yes, alert me: {what}",
    "wishes.yes_language": "Yes, change the language",
    "wishes.yes_mute": "Yes, mute {what}",
    "wishes.yes_often": "Yes, change the schedule",
    "wishes.yes_pause": "Yes, pause the briefings",
    "wishes.yes_read": "Yes, read {what}",
    "wishes.yes_remove": "Yes, remove the briefing",
    "wishes.yes_resume": "Yes, resume the briefings",
    "wishes.yes_schedule": "Yes, schedule a briefing",
    "wishes.yes_stop": "Yes, stop the briefings",
    "wishes.yes_undo": "Yes, undo the last change",
    "wishes.yes_unfollow": "Yes, unfollow {what}",
    "wishes.yes_unmute": "Yes, unmute {what}",
    "wishes.yes_unread": "Yes, stop reading {what}",
    # ---- questions to us
    "wishes.who": (
        "I am Readout, a news desk. I read the sources chosen here, brief this channel at its hours and answer "
        "questions about the news, each sentence with where it stands.{model}"
    ),
    "wishes.model": " A language model ({model}) helps to word things; what it writes is held against the sources.",
    "wishes.no_model": " No language model is used here.",
    "wishes.cost": "I cost you nothing here. Who runs this installation may pay for a language model.{tokens}",
    "wishes.tokens": " Today this channel used {spent:,} of {allowed:,} tokens.",
    "wishes.complaint": "Sorry about that. What would help?",
    "wishes.reset": "There is no single reset. What is to be as it was?",
    "wishes.other": (
        "That cannot be set. What can be set: hours, days, time zone, length, muted topics, sources and alerts."
    ),
    "wishes.well": "Fine, thank you. Ask me about the news, or say “help”.",
    "wishes.holidays": "I know no holidays. Say until when: “pause until 2 January”, “skip Friday”.",
    "wishes.privacy": (
        "I keep the questions put to me in this channel, and what I answered, for a while, so that I can follow a "
        "conversation; not what else is written here. “forget me” shows what there is, and deletes it."
    ),
    "wishes.rights": (
        "Everybody may ask and look. What is set here is changed by those who manage the channel; sources, by those "
        "who manage the server."
    ),
    "wishes.elsewhere": "I post where I am asked to. Say it there: {schedule}",
    "wishes.at_night": ("Briefings come at their hours only. Alerts rest at night where it is said: {follow}"),
    "wishes.unclear": "I am not sure what you would like me to do. Is it one of these?",
    "wishes.searched": "I looked in your sources as well: no answer there.",
    "wishes.read_as": "Do you mean this?",
    "wishes.howto_briefings": (
        "Just say it: “only weekdays”, “change it to 9”, “make it shorter”, “pause until Monday”, “stop”."
    ),
    "wishes.howto_sources": (
        "Say “add bbc”, “add https://example.org”, “remove bbc”, “list sources” or “find sources on climate”."
    ),
    "wishes.howto_follow": "Say “alert me about Ukraine”, “follow climate”, “list alerts” or “turn off alerts”.",
    "wishes.howto_mute": "Say “no sports”, “mute crypto”, “unmute crypto” or “mute” to see what is muted.",
    # ---- how it is typed, under a question where there are no buttons
    "wishes.choice": "{label}: {typed}",
}
