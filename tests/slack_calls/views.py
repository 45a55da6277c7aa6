"""Wrong views: homes and modals."""

from __future__ import annotations

from slack_server import PERSON

from slack_calls.calls import PAGE, Call, Json, field, home, marked, modal, plain, rich, run, runs, section, without

ARGUMENTS = "invalid_arguments"
TITLE = 24


def _home(rule: str, body: Json, *errors: str, at: str = "", page: str = "views/home-tab-views") -> Call:
    return Call(rule, PAGE + page, "views.publish", body, errors or (ARGUMENTS,), at)


def _modal(rule: str, view: object, at: str = "/view", page: str = "views/modal-views") -> Call:
    return Call(rule, PAGE + page, "views.open", {"trigger_id": "TRIGGER", "view": view}, (ARGUMENTS,), at)


def _focused(name: str) -> Json:
    return field({"type": "plain_text_input", "action_id": name, "focus_on_load": True}, block_id=name)


def _typed(**more: object) -> Json:
    return field({"type": "plain_text_input", "action_id": "typed", **more})


def _number(**more: object) -> Json:
    return field({"type": "number_input", "action_id": "n", "is_decimal_allowed": False, **more})


ELEMENT = "/view/blocks/0/element"

VIEWS: tuple[Call, ...] = (
    # homes
    _home("a home is somebody's", without(home(section()), "user_id")),
    _home("a home has a view", {"user_id": PERSON}),
    _home("a home is of type home", {"user_id": PERSON, "view": modal(section())}),
    _home("a view has a type", {"user_id": PERSON, "view": {"blocks": [section()]}}),
    _home("a view has blocks", {"user_id": PERSON, "view": {"type": "home"}}),
    _home("a view is JSON", {"user_id": PERSON, "view": "{"}),
    _home("a home has 100 blocks at most", home(*[{"type": "divider"}] * 101), at="/view/blocks"),
    _home("a home has no title", home(section(), title=plain())),
    _home("a home has no submit", home(section(), submit=plain())),
    _home("private_metadata has 3000 characters at most", home(section(), private_metadata="x" * 3001)),
    _home("a callback_id has 255 characters at most", home(section(), callback_id="x" * 256)),
    _home("an external_id has 255 characters at most", home(section(), external_id="x" * 256)),
    _home("a home's blocks are held to the same rules", home({"type": "section"}), at="/view/blocks/0"),
    _home("a home's header is plain_text", home({"type": "header", "text": marked()}), at="/view/blocks/0"),
    _home(
        "a markdown block is for messages",
        home({"type": "markdown", "text": "x"}),
        at="/view/blocks/0",
        page="block-kit/blocks/markdown-block",
    ),
    _home(
        "context_actions are for messages",
        home(
            {
                "type": "context_actions",
                "elements": [{"type": "icon_button", "icon": "trash", "text": plain(), "action_id": "i"}],
            }
        ),
        at="/view/blocks/0",
        page="block-kit/blocks/context-actions-block",
    ),
    _home(
        "a home's rich text is held to the same rules",
        home(rich(runs(run(style={"blink": True})))),
        at="/view/blocks/0",
    ),
    _home("a block_id is unique in a home", home(section(block_id="a"), section(block_id="a")), at="/view/blocks"),
    _home(
        "a home was not changed by another",
        home(section()) | {"hash": "1.old"},
        "hash_conflict",
        page="methods/views.publish",
    ),
    # modals
    _modal("a modal is of type modal", {"type": "home", "blocks": [section()]}),
    _modal("a modal has a title", without(modal(section()), "title")),
    _modal("a modal's title has 24 characters at most", modal(section(), title=plain("x" * (TITLE + 1)))),
    _modal("a modal's title has a character at least", modal(section(), title=plain(""))),
    _modal("a modal's title is plain_text", modal(section(), title=marked())),
    _modal("a modal's submit has 24 characters at most", modal(section(), submit=plain("x" * (TITLE + 1)))),
    _modal("a modal's close has 24 characters at most", modal(section(), close=plain("x" * (TITLE + 1)))),
    _modal("a modal's close is plain_text", modal(section(), close=marked())),
    _modal("a modal with an input has a submit", without(modal(field()), "submit")),
    _modal("a modal has 100 blocks at most", modal(*[{"type": "divider"}] * 101)),
    _modal("a modal has blocks", without(modal(), "blocks")),
    _modal("a modal's private_metadata has 3000 characters at most", modal(section(), private_metadata="x" * 3001)),
    _modal("a modal's callback_id has 255 characters at most", modal(section(), callback_id="x" * 256)),
    _modal("clear_on_close is a boolean", modal(section(), clear_on_close="yes")),
    _modal("a modal has no other keys", modal(section(), colour="red")),
    _modal("one element has the focus", modal(_focused("a"), _focused("b"))),
    _modal("an input's label has 2000 characters at most", modal(field() | {"label": plain("x" * 2001)})),
    _modal("an input's hint has 2000 characters at most", modal(field(hint=plain("x" * 2001)))),
    _modal("an input's hint is plain_text", modal(field(hint=marked()))),
    _modal("an input has an element", modal(without(field(), "element"))),
    _modal(
        "min_length is 3000 at most",
        modal(_typed(min_length=3001)),
        ELEMENT,
        "block-kit/block-elements/plain-text-input-element",
    ),
    _modal(
        "max_length is 1 at least",
        modal(_typed(max_length=0)),
        ELEMENT,
        "block-kit/block-elements/plain-text-input-element",
    ),
    _modal(
        "multiline is a boolean",
        modal(_typed(multiline="yes")),
        ELEMENT,
        "block-kit/block-elements/plain-text-input-element",
    ),
    _modal(
        "a number says whether it has decimals",
        modal(field({"type": "number_input", "action_id": "n"})),
        ELEMENT,
        "block-kit/block-elements/number-input-element",
    ),
    _modal(
        "min_value is not over max_value",
        modal(_number(min_value="9", max_value="1")),
        ELEMENT,
        "block-kit/block-elements/number-input-element",
    ),
    _modal(
        "max_files is 10 at most",
        modal(field({"type": "file_input", "action_id": "f", "max_files": 11})),
        ELEMENT,
        "block-kit/block-elements/file-input-element",
    ),
    _modal(
        "a dispatch is on enter or a character",
        modal(_typed(dispatch_action_config={"trigger_actions_on": ["on_blur"]})),
        ELEMENT,
        "block-kit/composition-objects/dispatch-action-configuration-object",
    ),
    Call("a modal has a trigger", f"{PAGE}methods/views.open", "views.open", {"view": modal(section())}, (ARGUMENTS,)),
    Call(
        "a trigger is Slack's own",
        f"{PAGE}methods/views.open",
        "views.open",
        {"trigger_id": "12.34.x", "view": modal(section())},
        ("invalid_trigger_id", "invalid_trigger", "expired_trigger_id"),
    ),
    Call(
        "a trigger serves once",
        f"{PAGE}methods/views.open",
        "views.open",
        {"trigger_id": "USED", "view": modal(section())},
        ("exchanged_trigger_id",),
    ),
    _modal(
        "min_length is not over max_length",
        modal(_typed(min_length=9, max_length=3)),
        ELEMENT,
        "block-kit/block-elements/plain-text-input-element",
    ),
    Call(
        "a view that is changed is named",
        f"{PAGE}methods/views.update",
        "views.update",
        {"view": modal(section())},
        (ARGUMENTS,),
    ),
    Call(
        "a view that is changed is there",
        f"{PAGE}methods/views.update",
        "views.update",
        {"view_id": "V9", "view": modal(section())},
        ("not_found",),
    ),
    Call(
        "a modal that is pushed has a title",
        f"{PAGE}views/modal-views",
        "views.push",
        {"trigger_id": "TRIGGER", "view": without(modal(section()), "title")},
        (ARGUMENTS,),
        "/view",
    ),
)
