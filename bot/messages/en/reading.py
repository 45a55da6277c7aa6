"""What keeps a source, a page or a list of feeds from being read: it stands behind the name of the source."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- the server's answer
    # After “source: ”, by the status that the server answered with.
    "reading.status_401": "asks for a password ({status}). Readout reads what is public",
    "reading.status_403": "refuses readers ({status}). Check the address, or ask the site",
    "reading.status_404": "is not there ({status}). Check the address",
    "reading.status_410": "is gone for good ({status}). Remove it, or find its new address",
    "reading.status_429": "is asked too often ({status}). It is tried again later",
    "reading.status_other": "answers {status}. It is tried again later",
    "reading.redirects": "redirects more than {most} times. Give the address that it ends at",
    "reading.no_full_answer": "no full answer within {seconds:.0f} s. It is tried again later",
    "reading.unreachable": "cannot be reached ({why}). Check the address",
    "reading.bad_tls": "its TLS certificate or handshake is bad ({why}). Tell the site",
    "reading.broken_answer": "broken answer ({why}). It is tried again later",
    "reading.broken_compression": "broken compression in the answer. It is tried again later",
    "reading.compressed_as": "compressed as {encoding!r}, which was not asked for",
    "reading.too_large": "larger than {megabytes} MB. It is not read",
    "reading.too_large_expanded": "larger than {megabytes} MB once expanded. It is not read",
    "reading.no_answer": "no address of {host} answers",
    "reading.unknown_host": "the name {host} is not known",
    "reading.left_alone": "the host asked to be left alone for {seconds:.0f} s more",
    "reading.many_wait": "too many requests wait for this host already",
    "reading.robots_unread": (
        "its robots.txt cannot be read now (a server's error), so nothing is. It is tried again later"
    ),
    "reading.robots_refuse": "its robots.txt asks readers not to fetch it. Ask the site, or use another address of it",
    # ---- the address
    "reading.no_web_address": "not a web address. Give one that begins with https:// or http://",
    "reading.credentials_in_address": "an address with a user name, a password or credentials in it. Give one without",
    "reading.unreadable_address": "not a web address that can be read. Check it",
    "reading.cannot_be_asked": "not an address that can be asked ({why}). Check it",
    "reading.guarded": (
        "{host} leads to {address} ({reason}), which is not fetched from. READOUT_ALLOW_ORIGINS lists private "
        "origins that a source's own address may have"
    ),
    "reading.no_address": "not an address",
    "reading.cloud_metadata": "link-local or cloud metadata",
    "reading.not_one_host": "not one host's address",
    # Why an address is not fetched from, in reading.guarded.
    "reading.disguised": "an IPv4 address in disguise",
    "reading.private": "private or reserved",
    "reading.local_socket": "{path}: a local socket is never fetched from",
    "reading.secret_name": "names of credentials are written ${{FEED_…}}, in capitals: ${{FEED_TOKEN}}",
    "reading.secret_host": "the host of an address cannot be a secret. Name it",
    "reading.secret_not_set": (
        "it needs {name}, which is not in the environment. Set it, or name a file with {name}_FILE"
    ),
    "reading.password_in_address": (
        "a password does not belong in an address. Put it in the environment, and name it: "
        "https://${{FEED_USER}}:${{FEED_PASSWORD}}@…"
    ),
    # ---- what it brought
    "reading.answers_with": "answers with {what}. Check the address",
    "reading.nothing": "nothing",
    # What a server answered with, in reading.answers_with.
    "reading.neither": "what is neither feed nor page",
    "reading.page_for_feed": "answers with a web page where its feed was. Check the address",
    "reading.no_html": "not a page that can be read: no HTML in it",
    "reading.no_article": "no article in this page. If it is a front page, give the address of its feed",
    "reading.no_headlines": "no article and no headlines in this page. Give the address of a feed",
    "reading.paywall": "behind a paywall: none of its text is free to read",
    "reading.login": (
        "behind a paywall or a login: it asks to subscribe or sign in. Give the address of the site's feed"
    ),
    "reading.consent": "a page that asks for consent to cookies, not an article. Give the address of the site's feed",
    "reading.robot_check": "a check for robots, not an article. Ask the site, or give another address of it",
    "reading.error_page": "an error page that says it is none ({title}). Check the address",
    "reading.binary": "not text: it looks like a binary file. Give a feed, a page, plain text or JSONL",
    "reading.empty": "empty: there is no text in it",
    "reading.nested": "nested too deeply to be a feed. Check the address, or tell the site",
    "reading.empty_feed": "a feed with nothing in it: no title, no entries. Check that it is the address of a feed",
    "reading.broken_feed": "broken beyond repair ({why}). Tell the site",
    "reading.broken_sitemap": "a broken sitemap. Tell the site, or give the address of its feed",
    "reading.broken_json": "broken JSON: {why}",
    "reading.no_json_feed": 'JSON without "items": not a JSON Feed',
    "reading.what_it_brought": "{source}: what it brought {error}",
    "reading.did_not_end": "{article}: reading it did not end",
    # ---- lists of feeds
    "reading.no_list": "no list of feeds. Export the feeds of your reader as OPML and give that file",
    "reading.list_too_large": "larger than {megabytes} MB: not a list of feeds",
    "reading.list_broken_json": "broken JSON, and no list of feeds. Export the feeds of your reader anew",
    "reading.list_broken_table": "a broken table. Export the feeds of your reader anew",
    "reading.no_opml": "not OPML. Export the feeds of your reader as OPML and give that file",
    "reading.opml_entities": "OPML with entities of its own, which are not read. Export it anew from your reader",
    # ---- folders
    "reading.no_folder": "the folder is not there. Make it, or remove this source",
    "reading.folder_unreadable": "{why}: {file}. Let Readout read it",
    "reading.many_files": "more than {most:,} files in it. Move the old ones away",
    "reading.more_problems": "and {n} more",
    "reading.more_in_it": ", and {n} more in it",
    # ---- how it was read
    "reading.takes_too_long": "given up after {seconds:.0f} s: it takes too long to read",
    "reading.takes_too_much": "given up: reading it takes more than {megabytes} MB",
    "reading.readers_died": "cannot be read: the processes that read died, twice. It is tried again later",
    "reading.parser_failed": "cannot be read: its parser failed ({why})",
    "reading.reader_stopped": "given up: its reader was stopped",
    "reading.fault": "a fault of Readout's own ({kind}: {why}; reference {reference}). Please report it",
    "reading.not_connected": "{platform} is not connected",
}
