"""The commands: as help and the platforms' menus tell of them, who may give them, and what forgetting says."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "commands.not_yours_to_open": "that was asked by somebody else: only they can open it",
    "commands.say_it_again": "a press does not do that: say it again",
    # ---- what can be said
    "commands.who_i_am": (
        "I am Readout. I read the sources that are chosen here, brief this channel on them at its hour, and answer "
        "questions about the news, each sentence with where it stands. What you can say to me:"
    ),
    "commands.welcome": "You are welcome. Ask me anything about the news.",
    "commands.anything_else": "Anything else is a question.",
    "commands.unknown": "There is no command {typed}{name}. {fix}",
    "commands.did_you_mean": "Did you mean {typed}{near}?",
    "commands.help_lists": "{typed}help lists them",
    "commands.must_manage": "Only those who manage this channel may {what}. Ask one of its admins",
    "commands.must_manage_server": (
        "Only those who manage the whole server may {what}, as every channel of it is affected. Ask one of its admins"
    ),
    "commands.must_manage_retract": "take back what was posted",
    "commands.other_server": "that channel is in another server. Say it there",
    "commands.more": "… and {n:,} more",
    # ---- options of several commands
    # At most 100 characters each: Discord takes no more.
    "commands.option_topic": "only what is filed under it, or says it",
    "commands.option_zone": "a time zone, like Europe/Kyiv",
    "commands.what_to_do": "what to do",
    # ---- a command, and its options
    "commands.brief": "a briefing of the last hours, now",
    "commands.brief_since": "how far back: 90m, 24h, 7d",
    "commands.ask": "what the news says about something",
    "commands.ask_question": "what you want to know",
    "commands.quotes": "who said what, word for word",
    "commands.quotes_speaker": "who speaks",
    "commands.quotes_about": "what about",
    "commands.follow": "put a topic, speaker, source or story first in briefings, or be told of it at once",
    "commands.follow_what": "the topic, speaker, source or story",
    "commands.follow_kind": "what it is, where that is not plain",
    "commands.follow_now": "be told as soon as the news is in",
    "commands.follow_most": "alerts a day at most",
    "commands.follow_quiet": "when no alert comes, like 22:00-07:00, or off",
    "commands.unfollow": "follow something no longer",
    "commands.unfollow_what": "what is followed",
    "commands.mute": "leave a topic or a source out of briefings; alone it lists what is left out",
    "commands.mute_what": "the topic, or the name of a source",
    "commands.unmute": "leave something out no longer",
    "commands.unmute_what": "what is muted, or all",
    "commands.undo": "take back your last change here, for ten minutes",
    "commands.may_mute": "choose what its briefings leave out",
    "commands.may_undo": "take changes back",
    "commands.schedule": "when this channel is briefed, and about what",
    "commands.schedule_time": "the time of day, like 08:00",
    "commands.schedule_days": "daily, weekdays, mon-fri or sat,sun",
    "commands.schedule_length": "how long",
    "commands.schedule_language": "what you read, like German or de",
    "commands.schedule_only_language": "only articles in this language, like German or de",
    "commands.language": "what is read in this channel: briefings and answers are written in it",
    "commands.language_which": "a language, like German or de; off for that of the sources",
    "commands.may_set_language": "set this channel's language",
    "commands.schedule_ping": "a role to call with it",
    "commands.schedule_in": "another channel or forum, instead of this one",
    "commands.schedule_tag": "in a forum, the tag that each of its posts has",
    "commands.schedule_number": "of the briefing to change, remove, pause, resume or preview",
    "commands.sources": "what is read",
    "commands.sources_source": "an address, or a number of the list",
    "commands.sources_channel": "a channel here whose messages are to be read",
    "commands.sources_topic": "what to file it under",
    "commands.sources_file": "an OPML file to import",
    "commands.why": "why something was or was not in the last briefing, or told at once",
    "commands.why_what": "words of it, or a story",
    "commands.status": "the last and the next briefing, what fails, the model and its budget",
    "commands.help": "what can be asked for",
    "commands.search": "the passages that fit best",
    "commands.search_words": "what to look for",
    "commands.stories": "the stories at hand, or how one of them developed",
    "commands.stories_story": "a story, or words of its title",
    "commands.forget": "delete what is kept of this channel or of the whole server",
    "commands.forget_what": "of what",
    "commands.forget_confirm": "delete it, for good",
    # ---- who may give them
    # What only admins may do, in commands.must_manage.
    "commands.may_forget": "have it forgotten",
    "commands.may_schedule": "schedule briefings",
    "commands.may_change_briefings": "change briefings",
    "commands.may_remove_briefings": "remove briefings",
    "commands.may_pause_briefings": "pause briefings",
    "commands.may_resume_briefings": "resume briefings",
    "commands.may_follow": "choose what it follows",
    "commands.may_add_sources": "add sources",
    "commands.may_add_server_channels": "have a channel read for everybody",
    "commands.may_check_sources": "check sources",
    "commands.may_import_sources": "import sources",
    "commands.may_remove_sources": "remove sources",
    "commands.may_pause_sources": "pause sources",
    "commands.may_resume_sources": "resume sources",
    # ---- forgetting
    "commands.forget_which": "Forget what: the channel or the server?",
    "commands.forget_no_server": "This is no server. Say: forget channel",
    "commands.nothing_is_kept": "Nothing is kept of this {what}.",
    "commands.forgotten": "Forgotten: {kept}.",
    # articles: commands.kept_articles
    "commands.forgetting_goes_on": (
        "Nobody sees any of it any more. It takes a while to delete: {articles} are left, and go by themselves."
    ),
    "commands.forgotten_returns": (
        "Its briefings stand in the settings file, which sets them up again with the next start. Only its operator can "
        "take them out there."
    ),
    "commands.nothing_was_kept": "Nothing was kept of this {what}.",
    "commands.forget_for_good": (
        "This deletes what is kept of this {what}, for good: {kept}. To do it, say: `forget {what} confirm`"
    ),
    "commands.forget_by_leaving": {
        "one": "A server that puts me out is forgotten by itself {n} day later, unless it lets me in again.",
        "other": "A server that puts me out is forgotten by itself {n} days later, unless it lets me in again.",
    },
    # What is kept, in commands.forgotten and its neighbours.
    "commands.kept_channels": {"one": "{n:,} channel", "other": "{n:,} channels"},
    "commands.kept_briefing_times": {"one": "{n:,} briefing time", "other": "{n:,} briefing times"},
    "commands.kept_followed_things": {"one": "{n:,} followed thing", "other": "{n:,} followed things"},
    "commands.kept_posted": {"one": "{n:,} message that was posted", "other": "{n:,} messages that were posted"},
    "commands.kept_wishes": {"one": "{n:,} wish for more or less", "other": "{n:,} wishes for more or less"},
    "commands.kept_answers": {"one": "{n:,} answer", "other": "{n:,} answers"},
    "commands.kept_retractions": {
        "one": "{n:,} sentence that was taken back",
        "other": "{n:,} sentences that were taken back",
    },
    "commands.kept_questions": {"one": "{n:,} question", "other": "{n:,} questions"},
    "commands.kept_sources": {"one": "{n:,} source", "other": "{n:,} sources"},
    "commands.kept_articles": {"one": "{n:,} article", "other": "{n:,} articles"},
    # ---- after a fall
    "commands.cut_off": "Readout was cut off as it did this, and does not do it twice. How it stands now:",
    "commands.asked_before": "Asked before Readout was cut off: {what}",
}
