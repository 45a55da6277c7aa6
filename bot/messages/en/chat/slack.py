"""What is said on Slack, and of it."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- people
    "slack.welcome": (
        "Readout is here. An admin sets it up: /readout sources add ADDRESS, then /readout schedule 08:00 "
        "Europe/Kyiv weekdays. Anyone may mention me with a question; /readout help lists the rest."
    ),
    "slack.is_reading": "is reading the news and checking each sentence…",
    "slack.reading": "Reading the news…",
    "slack.done": "Done. What is set now is shown to who asked for it.",
    "slack.only_you": "Only you see this. {error}",
    "slack.list_too_long": "The list is too long for a message: readout sources export gives it as a file.",
    "slack.file_elsewhere": "that file is not kept by Slack. Attach it to the message itself",
    "slack.file_not_given": "Slack does not give the file: the app lacks the scope files:read. Add it",
    "slack.file_too_long": "the file is longer than {megabytes} MB. Attach a shorter one",
    "slack.ask_the_news": "Ask the news",
    "slack.what_is_new": "What is new?",
    "slack.what_can_i_ask": "What can I ask for?",
    # ---- a channel is closed
    "slack.was_archived": "the channel is archived. Unarchive it, then schedule its briefing again",
    "slack.was_deleted": "the channel was deleted",
    "slack.was_taken_out": "the bot was taken out of the channel. /invite it again, then schedule its briefing",
    "slack.closed_not_found": "the channel is gone, or the bot is not in it. Check the id, and /invite the bot",
    "slack.closed_not_in": "the bot is not in the channel. /invite it there",
    "slack.closed_archived": "the channel is archived. Unarchive it, or name another one",
    "slack.closed_no_posts": "the workspace does not let the bot post there. Ask its admin",
    "slack.closed_read_only": "the channel is read-only to the bot. Ask its admin",
    "slack.closed_threads_only": "the channel takes only replies in threads. Name another one",
    "slack.closed_no_permission": (
        "the app lacks a permission. Add the scopes that README.md lists, and install it again"
    ),
    # What the bot lacks in a channel.
    "slack.membership": "membership of the channel",
    "slack.no_channel": "Slack: no channel is named. Give its id, like C0123456789",
    "slack.archived": "Slack: the channel is archived. Unarchive it, or name another one (is_archived)",
    "slack.not_in": "Slack: the bot is not in the channel. /invite it there (not_in_channel)",
    "slack.message_gone": "the message is not there any more",
    "slack.message_fixed": "the workspace lets that message be changed no more",
    "slack.still_streaming": "the message is not complete yet",
    "slack.thread_gone": "the thread is gone. Name another one",
    "slack.thread_closed": "the thread is closed. Name another one",
    # ---- a channel is read
    "slack.other_workspace": "Slack: the channel is in another workspace",
    "slack.no_channel_kind": "Slack: only a channel can be read, no direct message",
    "slack.channel_archived": "Slack: #{channel} is archived. Unarchive it, or name another one",
    "slack.not_in_channel": "Slack: the bot is not in #{channel}. /invite it there",
    # ---- scopes
    "slack.lacks_scope": "the app lacks the scope {needed}. Add it under OAuth & Permissions and install the app again",
    "slack.scope_it_needs": "that it needs",
    "slack.lacks_scopes": "Slack: the app lacks {lost}. Add it under OAuth & Permissions, and install the app again",
    "slack.scope_for": "{scope} (to {purpose})",
    # What the app needs a scope for, in slack.scope_for and in README's table.
    "slack.to_app_mentions_read": "hear a question that mentions it",
    "slack.to_assistant_write": "stand in Slack as an agent: suggest questions, and title its conversations",
    "slack.to_channels_history": (
        "see whether a briefing arrived, what a thread is about, what a channel says that is read"
    ),
    "slack.to_channels_read": "know which channels it is in, and that one was archived",
    "slack.to_chat_write": "post briefings and answers",
    "slack.to_commands": "/readout, and “What does the news say?” on a message",
    "slack.to_files_read": "read an OPML file that somebody attaches for import",
    "slack.to_groups_history": "the same as channels:history, in private channels it was invited to",
    "slack.to_groups_read": "the same as channels:read, for private channels",
    "slack.to_im_history": "hear what is written to it directly",
    "slack.to_users_read": "know who is an admin of the workspace, and may change a channel's settings",
    # ---- Slack refuses, or is away
    "slack.not_connected": "Slack is not connected: {problem}",
    "slack.no_answer": "Slack did not answer within {seconds:g} s",
    "slack.unreachable": "Slack could not be reached: {error}",
    "slack.stale": "Slack takes no answer to this any more (status {status}). Ask again",
    "slack.token_not_accepted": "Slack does not accept the token ({code}). Install the app again, set SLACK_BOT_TOKEN",
    "slack.error": "Slack: {reason} ({code})",
    "slack.status": "Slack answered {status}",
    "slack.refuses": "Slack refuses the message: {code} {details}",
    "slack.socket_dropped": "the socket dropped",
    "slack.no_connection": "Slack: no connection for {seconds:g} s",
    "slack.token_refused": "Slack does not accept the token any more. Install the app again, set SLACK_BOT_TOKEN",
}
