"""Wrong rich text: runs, styles, lists, quotes."""

from __future__ import annotations

from slack_calls.calls import Call, Json, blocks, marked, plain, rich, run, runs

SECTION = "block-elements/rich-text-section-element"
LIST = "block-elements/rich-text-list-element"


def _run(rule: str, element: Json) -> Call:
    return blocks(rule, SECTION, rich(runs(element)), at="/blocks/0/elements/0/elements/0")


def _list(rule: str, **more: object) -> Call:
    made = {"type": "rich_text_list", "style": "bullet", "elements": [runs(run())], **more}
    return blocks(rule, LIST, rich(made), at="/blocks/0/elements/0")


RICH_TEXT: tuple[Call, ...] = (
    blocks("rich text has elements", "blocks/rich-text-block", {"type": "rich_text"}),
    blocks("rich text's elements are a list", "blocks/rich-text-block", {"type": "rich_text", "elements": run()}),
    blocks("rich text holds sections, not runs", "blocks/rich-text-block", rich(run())),
    blocks("rich text holds no text objects", "blocks/rich-text-block", rich(plain())),
    blocks(
        "a section of rich text is of a known type", "blocks/rich-text-block", rich(runs(run(), kind="rich_text_table"))
    ),
    blocks("a section of rich text has elements", SECTION, rich({"type": "rich_text_section"})),
    _run("a run is of a known type", {"type": "mrkdwn", "text": "x"}),
    _run("a run has a type", {"text": "x"}),
    _run("a run has a text", {"type": "text"}),
    _run("a run's text has a character at least", run("")),
    _run("a run's text is a string", {"type": "text", "text": marked()}),
    _run("a style is an object", run(style="bold")),
    _run("a style is one of the list", run(style={"blink": True})),
    _run("a style is a boolean", run(style={"bold": "yes"})),
    _run("a run has no other keys", run(colour="red")),
    _run("a link has a url", {"type": "link", "text": "x"}),
    _run("a link's url is an address", {"type": "link", "text": "x", "url": "example"}),
    _run("a link's url has a character at least", {"type": "link", "text": "x", "url": ""}),
    _run("a link is no script", {"type": "link", "text": "x", "url": "javascript:alert(1)"}),
    _run("a user has a user_id", {"type": "user"}),
    _run("a user_id is a user's", {"type": "user", "user_id": "olena"}),
    _run("a channel has a channel_id", {"type": "channel", "id": "C0000000001"}),
    _run("a usergroup has a usergroup_id", {"type": "usergroup", "user_id": "S0000000001"}),
    _run("a broadcast's range is here, channel or everyone", {"type": "broadcast", "range": "all"}),
    _run("an emoji has a name", {"type": "emoji"}),
    _run("a date's timestamp is a number", {"type": "date", "timestamp": "today", "format": "{date}"}),
    _run("a date has a format", {"type": "date", "timestamp": 1_720_710_212}),
    _run("a colour has a value", {"type": "color"}),
    _list("a list is bullet or ordered", style="dashed"),
    _list("a list holds sections", elements=[run()]),
    _list("a list's indent is 8 at most", indent=9),
    _list("a list's indent is a number", indent="1"),
    _list("a list's border is 0 or 1", border=2),
    blocks(
        "a quote holds runs", "block-elements/rich-text-quote-element", rich(runs(runs(run()), kind="rich_text_quote"))
    ),
    blocks(
        "preformatted text holds texts and links",
        "block-elements/rich-text-preformatted-element",
        rich(runs({"type": "user", "user_id": "U0000000002"}, kind="rich_text_preformatted")),
    ),
    blocks(
        "a quote's border is 0 or 1",
        "block-elements/rich-text-quote-element",
        rich(runs(run(), kind="rich_text_quote", border=7)),
    ),
)
