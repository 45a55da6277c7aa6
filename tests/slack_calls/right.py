"""Right calls, at the edge of what is allowed: whoever refuses one of them is stricter than Slack."""

from __future__ import annotations

from slack_server import DIRECT, NEWS, PERSON

from slack_calls.calls import (
    PAGE,
    Call,
    Json,
    actions,
    button,
    context,
    field,
    home,
    image,
    marked,
    menu,
    modal,
    option,
    plain,
    post,
    rich,
    run,
    runs,
    section,
    without,
)
from slack_calls.layout import CARD, CELL, TABLE, TASK
from slack_calls.streams import APPEND, ASKED, BEGUN, DONE, MORE, PROMPTS, START, STATUS, STOP, THREAD, TITLE

FEEDBACK = {"text": plain(), "value": "1"}


def _post(rule: str, *content: Json) -> Call:
    return Call(rule, f"{PAGE}block-kit/blocks", "chat.postMessage", post(*content))


def _call(rule: str, method: str, body: Json) -> Call:
    return Call(rule, f"{PAGE}methods/{method}", method, body)


def _modal(rule: str, view: Json) -> Call:
    return _call(rule, "views.open", {"trigger_id": "TRIGGER", "view": view})


CONFIRM = {"title": plain("x" * 100), "text": plain("x" * 300), "confirm": plain("x" * 30), "deny": plain("x" * 30)}
GROUPED = without(menu(option_groups=[{"label": plain(), "options": [option(1)]}]), "options")
EVERY_RUN = (
    run(style={"bold": True, "italic": True, "strike": True, "code": True, "underline": True}),
    {"type": "link", "url": "https://a.example/?q=1&r=2#x", "text": "x"},
    {"type": "link", "url": "mailto:a@example.org"},
    {"type": "user", "user_id": PERSON},
    {"type": "channel", "channel_id": NEWS},
    {"type": "usergroup", "usergroup_id": "S0000000001"},
    {"type": "broadcast", "range": "here"},
    {"type": "emoji", "name": "wave"},
    {"type": "color", "value": "#AA0000"},
    {"type": "date", "timestamp": 1_720_710_212, "format": "{date_num}", "fallback": "x"},
)

RIGHT: tuple[Call, ...] = (
    _post("a section of 3000", section(text=plain("x" * 3000))),
    _post("a section of fields", {"type": "section", "fields": [plain("x"), marked("y" * 2000)]}),
    _post("a section with an accessory", section(accessory=button(value="v" * 2000, text=plain("x" * 75)))),
    _post("a section with a picture", section(accessory=image())),
    _post("a header of 150", {"type": "header", "text": plain("x" * 150)}),
    _post("a context of ten", context(*[plain("x")] * 9, image())),
    _post("25 buttons", actions(*[button(action_id=f"a{n}") for n in range(25)])),
    _post("50 blocks", *[{"type": "divider"}] * 50),
    _post("a picture with a title", image(title=plain("x" * 2000), alt_text="x" * 2000)),
    _post("a picture of Slack's", without(image(slack_file={"id": "F0000000001"}), "image_url")),
    _post("a button that leads somewhere", actions(button(url="https://a.example/x", style="primary"))),
    _post("a button that asks first", actions(button(confirm=CONFIRM, style="danger"))),
    _post("a menu", actions(menu(placeholder=plain("x" * 150), initial_option=option(2)))),
    _post("a menu of groups", actions(GROUPED)),
    _post(
        "an overflow",
        actions({"type": "overflow", "action_id": "o", "options": [option(1, url="https://a.example"), option(2)]}),
    ),
    _post(
        "radio buttons and boxes",
        actions(
            {"type": "radio_buttons", "action_id": "r", "options": [option(1)]},
            {"type": "checkboxes", "action_id": "c", "options": [option(1, text=marked())]},
        ),
    ),
    _post(
        "pickers",
        actions(
            {"type": "datepicker", "action_id": "d", "initial_date": "2026-12-01"},
            {"type": "timepicker", "action_id": "t", "initial_time": "09:05"},
        ),
    ),
    _post(
        "menus of people and channels",
        actions(
            {"type": "users_select", "action_id": "u"},
            {"type": "conversations_select", "action_id": "c", "filter": {"include": ["public"]}},
            {"type": "channels_select", "action_id": "k"},
        ),
    ),
    _post("rich text of every run", rich(runs(*EVERY_RUN))),
    _post(
        "rich text of every section",
        rich(
            runs(run()),
            runs(run(), kind="rich_text_quote", border=1),
            runs(run(), kind="rich_text_preformatted"),
            {"type": "rich_text_list", "style": "ordered", "indent": 8, "elements": [runs(run())]},
        ),
    ),
    _post("markdown", {"type": "markdown", "text": "**x**"}),
    _post(
        "a table",
        {
            **TABLE,
            "rows": [[CELL, rich(runs(run()))]] * 100,
            "column_settings": [{"align": "right", "is_wrapped": True}],
        },
    ),
    _post(
        "feedback",
        {
            "type": "context_actions",
            "elements": [
                {"type": "feedback_buttons", "action_id": "f", "positive_button": FEEDBACK, "negative_button": FEEDBACK}
            ],
        },
    ),
    _post("a card and a carousel", CARD, {"type": "carousel", "elements": [CARD]}),
    _post("a task and a plan", TASK, {"type": "plan", "title": "Plan", "tasks": [TASK]}),
    _call("text alone", "chat.postMessage", {"channel": NEWS, "text": "&lt;!here&gt; & <https://a.example|x>"}),
    _call("markdown alone", "chat.postMessage", {"channel": NEWS, "markdown_text": "x" * 12_000}),
    _call(
        "metadata",
        "chat.postMessage",
        {
            "channel": NEWS,
            "text": "x",
            "metadata": {
                "event_type": "told",
                "event_payload": {"a": 1, "b": True, "c": "x", "d": {"e": 1}, "f": [{"g": 1}]},
            },
        },
    ),
    _call("a reply", "chat.postMessage", {"channel": NEWS, "text": "x", "thread_ts": "THEIRS"}),
    _call("a change", "chat.update", post(section(), ts="POSTED")),
    _call("to one person", "chat.postEphemeral", post(section(), user=PERSON)),
    _call("a history", "conversations.history", {"channel": NEWS, "oldest": "1700000000.000000", "limit": 10}),
    _call("a thread", "conversations.replies", {"channel": NEWS, "ts": "THEIRS"}),
    _call(
        "a home",
        "views.publish",
        home(section(), actions(button()), field(), *[{"type": "divider"}] * 97, private_metadata="x" * 3000),
    ),
    _modal("a modal", modal(section(), title=plain("x" * 24), close=plain("x" * 24))),
    _modal(
        "a form",
        modal(
            field({"type": "plain_text_input", "action_id": "a", "max_length": 3000, "multiline": True}),
            field(menu(), optional=True, hint=plain()),
            notify_on_close=True,
        ),
    ),
    _modal(
        "a form of numbers and files",
        modal(
            field(
                {
                    "type": "number_input",
                    "action_id": "n",
                    "is_decimal_allowed": True,
                    "min_value": "1",
                    "max_value": "1",
                }
            ),
            field({"type": "file_input", "action_id": "f", "max_files": 10}),
            field({"type": "email_text_input", "action_id": "e"}),
            field({"type": "url_text_input", "action_id": "u"}),
        ),
    ),
    _call("a stream begins", START, BEGUN),
    _call(
        "a stream begins with tasks",
        START,
        BEGUN | {"chunks": [{"type": "task_update", "id": "t", "title": "x", "status": "pending"}]},
    ),
    _call("a stream in a direct message", START, {"channel": DIRECT, "thread_ts": "ROOT", "markdown_text": "x"}),
    _call("a stream goes on", APPEND, MORE | {"markdown_text": "x" * 12_000}),
    _call(
        "a stream goes on in chunks",
        APPEND,
        without(MORE, "markdown_text")
        | {
            "chunks": [
                {"type": "markdown_text", "text": "x"},
                {"type": "plan_update", "title": "x"},
                {"type": "blocks", "blocks": [section()]},
            ]
        },
    ),
    _call(
        "a stream ends",
        STOP,
        DONE | {"blocks": [section()], "metadata": {"event_type": "told", "event_payload": {"a": 1}}},
    ),
    _call("a status", STATUS, THREAD | {"status": "is reading", "loading_messages": ["x"] * 10}),
    _call("no status", STATUS, THREAD | {"status": ""}),
    _call("a title", TITLE, {"channel_id": DIRECT, "thread_ts": "ROOT", "title": "Strikes"}),
    _call("prompts", PROMPTS, {"channel_id": DIRECT, "prompts": [ASKED] * 4, "title": "Ask"}),
)
