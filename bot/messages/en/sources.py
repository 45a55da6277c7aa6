"""What is read, and how that goes."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- the list
    "sources.none_yet": "Nothing is read here yet. Add something: {add}",
    "sources.read": "ok: read {moment}, next {following}, {every}{note}",
    "sources.every_minute": "every minute",
    "sources.every_minutes": "every {n} min",
    "sources.every_hours": "every {n} h",
    "sources.moved": ". It says that it moved to {moved_to}",
    "sources.read_in_part": "read {moment}, but not all of it: {problem}",
    "sources.brought": "ok: last brought something {moment}",
    "sources.nothing_came": "nothing came yet",
    "sources.not_read_yet": "not read yet{waits}",
    "sources.waits_until": ", {following}",
    "sources.next_poll": "with the next poll",
    "sources.due_now": "due now",
    "sources.failing": "failing{since}: {problem}. Tried again {again}",
    # Parts of sources.failing and sources.read.
    "sources.failing_since": " since {moment}",
    "sources.failures": " ({n} times)",
    "sources.gone": "gone{since}: {problem}",
    "sources.paused": "paused",
    "sources.no_reader": "not read: {why}",
    "sources.no_reader_for_kind": "this version of Readout has no reader for its kind. Update Readout, or remove it",
    # How problems of reading may end, word for word: beside the time of the next poll that is left out.
    "sources.it_is_tried_again": ". It is tried again later",
    "sources.try_again": ". Try again later",
    # ---- one is added
    "sources.added": "Added: {source}{seen}.",
    "sources.only_this_server": ". Only this server sees what it brings",
    "sources.not_just_now": "It could not be read just now: {problem}",
    "sources.filed_under": ", filed under {topic}",
    "sources.channel_added": "Added: {source}. Only {seen} what is written there, and what it links to.",
    # A part of sources.channel_added.
    "sources.this_server_sees": "this server sees",
    "sources.this_channel_sees": "this channel sees",
    "sources.offer": "Is that to be read from now on? Say: {add}",
    "sources.it_is": "It is {line}",
    # What is at an address: it stands alone, and in sources.it_is.
    "sources.a_feed": "a feed",
    "sources.a_page_with_feed": "a page; its feed {feed} is read",
    "sources.a_page": "a page without a feed: its text is read, and read again when it changes",
    "sources.a_front_page": "a page without a feed: new headlines on it are read ({n} there now)",
    "sources.a_feed_of": {"one": "a feed, {title}: {n} entry{since}", "other": "a feed, {title}: {n} entries{since}"},
    "sources.links_elsewhere": (
        ". Its links lead to {sites}: what it says itself is told under its own name, unless a page there names it as"
        " its feed, or `outlet:` in the settings vouches for it"
    ),
    "sources.a_folder": {"one": "a folder of {n} file", "other": "a folder of {n} files"},
    "sources.no_title": "without a title",
    "sources.newest": ", the newest of {at:%Y-%m-%d %H:%M} UTC",
    "sources.another_feed": "another feed that it names: {url}",
    "sources.takes_long": "it takes long to answer. The next poll tries again",
    "sources.neither": "what is there is neither a feed nor a page. Check the address",
    # ---- one cannot be added
    "sources.no_folder": "{folder!r} is not a folder. Make it first; a single file is for `readout ingest`",
    "sources.no_web_address": "{address!r} is not a web address. Give one that begins with https:// or http://",
    "sources.credentials_in_address": (
        "an address with a user name, a password or credentials in it is not kept. Give one without"
    ),
    "sources.no_source": "{source!r} is nothing that can be read as a source",
    "sources.name_address": "Name its address, like: `sources add https://example.org/feed.xml`",
    "sources.name_one": "name a source by its address or its number. `sources list` shows them",
    "sources.pick_channel": "Pick the channel from the list that opens as you type #, or say `sources add here` in it",
    "sources.channel_known": "#{channel} is read already, as number {number}",
    "sources.channel_not_read": "that channel is not read here. `sources list` shows what is",
    "sources.channel_to_add": "that channel is not read here. `sources add` and its name have it read",
    "sources.channel_not_open": (
        "Not everybody may read #{channel}, so only it may hear of it: say `sources add here` in it"
    ),
    "sources.from_the_chat": "a channel is added from the chat: say `sources add here` in it",
    "sources.known_already": "{address} is there already, as number {number}. `sources list` shows it",
    "sources.forgetting": {
        "one": "What was kept here is being deleted: {n:,} article is left. Try again in a minute",
        "other": "What was kept here is being deleted: {n:,} articles are left. Try again in a minute",
    },
    "sources.too_many": "{most} sources are read here, which is the most (limits.* in the settings). Remove one first",
    # ---- one is changed
    "sources.cannot": "I cannot {do!r} sources. There are {known}",
    "sources.removed": "Removed: {source}. Its articles that were read stay.",
    "sources.paused_here": "Paused: {source}. `sources resume` reads it again.",
    "sources.resumed": "Read again: {source}.",
    "sources.unknown": "there is no source {source!r}. {fix}",
    "sources.fix_list": "`sources list` shows them",
    "sources.in_settings": "{address} stands in the settings file. Take it out there, and say: readout config reload",
    "sources.operators": "{title} was not added here. Its operator chose it for everybody",
    "sources.read_as_written": "{title} is read as it is written. `sources list` shows how that goes",
    "sources.nothing": "Nothing.",
    # ---- lists of feeds
    "sources.attach": "Attach an OPML file, which other readers export",
    "sources.imported": "{added} added, {known} were here already, {none} are none.",
    "sources.left": {
        "one": "{n} more was left out: at most {most} sources may be read here (limits.* in the settings).",
        "other": "{n} more were left out: at most {most} sources may be read here (limits.* in the settings).",
    },
    "sources.left_at_least": {
        "one": "At least {n} more was left out: at most {most} sources may be read here (limits.* in the settings).",
        "other": "At least {n} more were left out: at most {most} sources may be read here (limits.* in the settings).",
    },
    "sources.opml": "What is read here, as OPML.",
    "sources.opml_title": "Readout's sources",
    # ---- articles that are pushed
    "sources.push_off": "nothing is taken here. Set READOUT_INGEST_SECRET",
    "sources.push_twice": "pushed before. Sign it anew, with the time of now, to send it again",
    # ---- names
    "sources.untitled": "Untitled",
    "sources.unnamed": "unnamed",
    "sources.paywall": "paywall",
}
