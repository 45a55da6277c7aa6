"""What stands on buttons and in menus: the platforms cut it at about 40 characters."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    "buttons.more": "{number} More",
    "buttons.quotes": "Who said what",
    "buttons.less": "Less like this",
    "buttons.wrong": "Wrong?",
    "buttons.other_lines": "Another line",
    "buttons.take_back": "Take back {number}",
    "buttons.menu": "What does the news say?",
    "buttons.sources": "Sources",
    "buttons.delete_all": "Delete it all",
    "buttons.remove": "Remove {number}",
    # How a briefing is edited: what stands on its menus, and on its buttons.
    "buttons.edit": "Edit {number}",
    "buttons.hour": "Hour",
    "buttons.days": "Days",
    "buttons.length": "Length",
    "buttons.language": "Language",
    "buttons.original": "As printed",
    "buttons.resume": "Resume",
    "buttons.preview": "Preview",
    "buttons.leave_out": "Leave out …",
    "buttons.let_back": "Let back in …",
    "buttons.unfollow": "Unfollow {what}",
    "buttons.undo": "Undo",
    "buttons.undo_last": "Undo my last change",
    "buttons.forget_channel": "Forget this channel …",
    "buttons.schedule": "Show schedule",
    "buttons.sources_list": "Show sources",
    "buttons.help": "Help",
    "buttons.ask_news": "Search the news",
    "buttons.shorter": "Shorter",
    "buttons.longer": "Longer",
    "buttons.pause": "Pause",
    "buttons.do_it": "Yes",
    "buttons.mute": "Mute {what}",
    "buttons.open": "Open",
    "buttons.pause_number": "Pause {number}",
    "buttons.alerts_off": "Turn off alerts",
    "buttons.read_it": "Read it from now on",
}
