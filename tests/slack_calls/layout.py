"""Wrong layout: sections, headers, contexts, rows of actions, images and the blocks for agents."""

from __future__ import annotations

from slack_calls.calls import (
    Call,
    actions,
    blocks,
    button,
    context,
    field,
    image,
    marked,
    menu,
    plain,
    rich,
    run,
    runs,
    section,
    without,
)

CARD = {"type": "card", "title": marked()}
CELL = {"type": "raw_text", "text": "x"}
TABLE = {"type": "table", "rows": [[CELL, CELL]]}
TASK = {"type": "task_card", "task_id": "t1", "title": "Reading", "status": "complete"}
VIDEO = {
    "type": "video",
    "title": plain("Film"),
    "alt_text": "A film",
    "video_url": "https://video.example/e",
    "thumbnail_url": "https://video.example/t.png",
}

LAYOUT: tuple[Call, ...] = (
    # what all blocks have
    blocks("a block has a type", "blocks", {"text": plain()}),
    blocks("a block's type is one of the list", "blocks", {"type": "paragraph", "text": plain()}),
    blocks("a block_id has 255 characters at most", "blocks", section(block_id="i" * 256)),
    blocks("a block_id is unique in its message", "blocks", section(block_id="a"), section(block_id="a"), at="/blocks"),
    blocks("a block_id is a string", "blocks", section(block_id=7)),
    blocks("a message has 50 blocks at most", "blocks", *[{"type": "divider"}] * 51, at="/blocks"),
    blocks("a block has no other keys", "blocks/divider-block", {"type": "divider", "text": plain()}),
    # section
    blocks("a section has text or fields", "blocks/section-block", {"type": "section"}),
    blocks("a section's text has 3000 characters at most", "blocks/section-block", section(text=plain("x" * 3001))),
    blocks("a section's text has a character at least", "blocks/section-block", section(text=plain(""))),
    blocks("a section's text is an object", "blocks/section-block", section(text="Words")),
    blocks(
        "a text is plain_text or mrkdwn",
        "composition-objects/text-object",
        section(text={"type": "markdown", "text": "x"}),
    ),
    blocks(
        "a text's text is a string", "composition-objects/text-object", section(text={"type": "plain_text", "text": 7})
    ),
    blocks("a text has a text", "composition-objects/text-object", section(text={"type": "plain_text"})),
    blocks("emoji belongs to plain_text", "composition-objects/text-object", section(text={**marked(), "emoji": True})),
    blocks(
        "verbatim belongs to mrkdwn", "composition-objects/text-object", section(text={**plain(), "verbatim": True})
    ),
    blocks("emoji is a boolean", "composition-objects/text-object", section(text={**plain(), "emoji": "yes"})),
    blocks("a section has 10 fields at most", "blocks/section-block", {"type": "section", "fields": [plain()] * 11}),
    blocks("a section has a field at least", "blocks/section-block", {"type": "section", "fields": []}),
    blocks(
        "a field has 2000 characters at most",
        "blocks/section-block",
        {"type": "section", "fields": [plain("x" * 2001)]},
    ),
    blocks("a field is a text object", "blocks/section-block", {"type": "section", "fields": ["x"]}),
    blocks("an accessory is one element", "blocks/section-block", section(accessory=[button()])),
    blocks(
        "a text input is no accessory",
        "blocks/section-block",
        section(accessory={"type": "plain_text_input", "action_id": "a"}),
    ),
    blocks("a text is no accessory", "blocks/section-block", section(accessory=plain())),
    # header
    blocks("a header has a text", "blocks/header-block", {"type": "header"}),
    blocks("a header's text is plain_text", "blocks/header-block", {"type": "header", "text": marked()}),
    blocks("a header has 150 characters at most", "blocks/header-block", {"type": "header", "text": plain("x" * 151)}),
    blocks("a header's text has a character at least", "blocks/header-block", {"type": "header", "text": plain("")}),
    # context
    blocks("a context has an element at least", "blocks/context-block", context()),
    blocks("a context has elements", "blocks/context-block", {"type": "context"}),
    blocks("a context has 10 elements at most", "blocks/context-block", context(*[plain()] * 11)),
    blocks("a context holds texts and images", "blocks/context-block", context(button())),
    blocks("a context's text has a character at least", "blocks/context-block", context(plain(""))),
    blocks("an image in a context has alt_text", "blocks/context-block", context(without(image(), "alt_text"))),
    blocks("an image in a context has no title", "block-elements/image-element", context(image(title=plain()))),
    blocks("a context's text has 2000 characters at most", "blocks/context-block", context(plain("x" * 2001))),
    blocks("a header is not blank", "blocks/header-block", {"type": "header", "text": plain(" ")}),
    # actions
    blocks("a row of actions has an element at least", "blocks/actions-block", actions()),
    blocks(
        "a row of actions has 25 elements at most",
        "blocks/actions-block",
        actions(*[button(action_id=f"a{n}") for n in range(26)]),
    ),
    blocks("a row of actions holds no texts", "blocks/actions-block", actions(plain())),
    blocks("a row of actions holds no images", "blocks/actions-block", actions(image())),
    blocks(
        "a row of actions holds no text input",
        "blocks/actions-block",
        actions({"type": "plain_text_input", "action_id": "a"}),
    ),
    blocks("an action_id is unique in its block", "block-elements/button-element", actions(button(), button())),
    blocks("elements are a list", "blocks/actions-block", {"type": "actions", "elements": button()}),
    # image
    blocks("an image has alt_text", "blocks/image-block", without(image(), "alt_text")),
    blocks("alt_text has 2000 characters at most", "blocks/image-block", image(alt_text="x" * 2001)),
    blocks("an image has an image_url or a slack_file", "blocks/image-block", without(image(), "image_url")),
    blocks("an image has not both image_url and slack_file", "blocks/image-block", image(slack_file={"id": "F1"})),
    blocks(
        "an image_url has 3000 characters at most",
        "blocks/image-block",
        image(image_url=f"https://i.example/{'x' * 3000}"),
    ),
    blocks("an image_url is of http or https", "blocks/image-block", image(image_url="javascript:alert(1)")),
    blocks("an image_url is a whole address", "blocks/image-block", image(image_url="/cat.png")),
    blocks("an image's title is plain_text", "blocks/image-block", image(title=marked())),
    blocks("an image's title has 2000 characters at most", "blocks/image-block", image(title=plain("x" * 2001))),
    blocks(
        "a slack_file has not both id and url",
        "composition-objects/slack-file-object",
        without(image(slack_file={"id": "F1", "url": "https://files.slack.com/x"}), "image_url"),
    ),
    # markdown, table, agents
    blocks("a markdown block's text is a string", "blocks/markdown-block", {"type": "markdown", "text": marked()}),
    blocks("a table has 100 rows at most", "blocks/table-block", {"type": "table", "rows": [[CELL]] * 101}),
    blocks("a row of a table has 20 cells at most", "blocks/table-block", {"type": "table", "rows": [[CELL] * 21]}),
    blocks("a cell is raw_text or rich_text", "blocks/table-block", {"type": "table", "rows": [[plain()]]}),
    blocks(
        "a cell's text has a character at least",
        "blocks/table-block",
        {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
    ),
    blocks(
        "a column is left, center or right", "blocks/table-block", {**TABLE, "column_settings": [{"align": "middle"}]}
    ),
    blocks(
        "feedback buttons stand in context_actions",
        "block-elements/feedback-buttons-element",
        actions(
            {
                "type": "feedback_buttons",
                "action_id": "f",
                "positive_button": {"text": plain(), "value": "1"},
                "negative_button": {"text": plain(), "value": "0"},
            }
        ),
    ),
    blocks(
        "context_actions holds no buttons",
        "blocks/context-actions-block",
        {"type": "context_actions", "elements": [button()]},
    ),
    blocks(
        "context_actions has 5 elements at most",
        "blocks/context-actions-block",
        {
            "type": "context_actions",
            "elements": [
                {"type": "icon_button", "icon": "trash", "text": plain(), "action_id": f"i{n}"} for n in range(6)
            ],
        },
    ),
    blocks(
        "feedback has both buttons",
        "block-elements/feedback-buttons-element",
        {
            "type": "context_actions",
            "elements": [
                {"type": "feedback_buttons", "action_id": "f", "positive_button": {"text": plain(), "value": "1"}}
            ],
        },
    ),
    blocks(
        "an icon is one of the list",
        "block-elements/icon-button-element",
        {
            "type": "context_actions",
            "elements": [{"type": "icon_button", "icon": "rocket", "text": plain(), "action_id": "i"}],
        },
    ),
    blocks("a card has a title, body, image or actions", "blocks/card-block", {"type": "card"}),
    blocks(
        "a card's title has 150 characters at most", "blocks/card-block", {"type": "card", "title": marked("x" * 151)}
    ),
    blocks("a card's body has 200 characters at most", "blocks/card-block", {**CARD, "body": marked("x" * 201)}),
    blocks("a carousel has a card at least", "blocks/carousel-block", {"type": "carousel", "elements": []}),
    blocks("a carousel has 10 cards at most", "blocks/carousel-block", {"type": "carousel", "elements": [CARD] * 11}),
    blocks(
        "an alert's level is one of five", "blocks/alert-block", {"type": "alert", "text": plain(), "level": "fatal"}
    ),
    blocks("a task's status is one of four", "blocks/task-card-block", {**TASK, "status": "done"}),
    blocks("a task has an id", "blocks/task-card-block", without(TASK, "task_id")),
    blocks("a plan has a title", "blocks/plan-block", {"type": "plan", "tasks": [TASK]}),
    blocks("a video has alt_text", "blocks/video-block", without(VIDEO, "alt_text")),
    blocks("a video's address is of https", "blocks/video-block", {**VIDEO, "video_url": "http://video.example/e"}),
    blocks("a video's title is under 200 characters", "blocks/video-block", {**VIDEO, "title": plain("x" * 200)}),
    blocks(
        "a file is not sent by an app", "blocks/file-block", {"type": "file", "source": "remote", "external_id": "x"}
    ),
    blocks("an input has a label", "blocks/input-block", without(field(), "label")),
    blocks("an input's label is plain_text", "blocks/input-block", {**field(), "label": marked()}),
    blocks("an input holds no button", "blocks/input-block", field(button())),
    blocks("rich text is no accessory", "blocks/section-block", section(accessory=rich(runs(run())))),
    blocks("a menu is no part of a context", "blocks/context-block", context(menu())),
)
