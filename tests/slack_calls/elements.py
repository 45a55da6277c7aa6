"""Wrong elements: buttons, menus, pickers, confirmations."""

from __future__ import annotations

from typing import Any

from slack_calls.calls import Call, Json, actions, blocks, button, marked, menu, option, plain, section, without


def _in_row(rule: str, page: str, element: Json) -> Call:
    where = page if "/" in page else f"block-elements/{page}"
    return blocks(rule, where, actions(element), at="/blocks/0/elements/0")


def _confirm(**more: Any) -> Json:
    told = {"title": plain(), "text": plain(), "confirm": plain("Yes"), "deny": plain("No"), **more}
    return button(confirm=told)


def _group(number: int = 1, **more: Any) -> Json:
    return {"label": plain(f"Group {number}"), "options": [option(1)], **more}


OPTION = "composition-objects/option-object"
CONFIRM = "composition-objects/confirmation-dialog-object"
MANY = [option(n) for n in range(101)]

ELEMENTS: tuple[Call, ...] = (
    # button
    _in_row("a button has a text", "button-element", without(button(), "text")),
    _in_row("a button's text is plain_text", "button-element", button(text=marked())),
    _in_row("a button's text has 75 characters at most", "button-element", button(text=plain("x" * 76))),
    _in_row("a button's text has a character at least", "button-element", button(text=plain(""))),
    _in_row("a button's value has 2000 characters at most", "button-element", button(value="x" * 2001)),
    _in_row("a button's value is a string", "button-element", button(value=7)),
    _in_row(
        "a button's url has 3000 characters at most", "button-element", button(url=f"https://a.example/{'x' * 3000}")
    ),
    _in_row("a button's url is an address", "button-element", button(url="not an address")),
    _in_row("a button's url is of the web", "button-element", button(url="javascript:alert(1)")),
    _in_row("a button's style is primary or danger", "button-element", button(style="default")),
    _in_row("an action_id has 255 characters at most", "button-element", button(action_id="a" * 256)),
    _in_row("an accessibility_label has 75 characters at most", "button-element", button(accessibility_label="x" * 76)),
    _in_row("a button has no other keys", "button-element", button(disabled=True)),
    _in_row("an element's type is one of the list", "button-element", {**button(), "type": "link_button"}),
    _in_row("an element has a type", "button-element", without(button(), "type")),
    # confirmation
    _in_row("a confirmation's title has 100 characters at most", CONFIRM, _confirm(title=plain("x" * 101))),
    _in_row("a confirmation's text has 300 characters at most", CONFIRM, _confirm(text=plain("x" * 301))),
    _in_row("a confirmation's button has 30 characters at most", CONFIRM, _confirm(confirm=plain("x" * 31))),
    _in_row("a denial's button has 30 characters at most", CONFIRM, _confirm(deny=plain("x" * 31))),
    _in_row(
        "a confirmation has a text", CONFIRM, button(confirm={"title": plain(), "confirm": plain(), "deny": plain()})
    ),
    _in_row("a confirmation's style is primary or danger", CONFIRM, _confirm(style="warning")),
    # menus
    _in_row("a menu has options or groups", "select-menu-element", without(menu(), "options")),
    _in_row("a menu has an option at least", "select-menu-element", menu(options=[])),
    _in_row("a menu has 100 options at most", "select-menu-element", menu(options=MANY)),
    _in_row("a menu has not both options and groups", "select-menu-element", menu(option_groups=[_group()])),
    _in_row(
        "a menu has 100 groups at most",
        "select-menu-element",
        without(menu(option_groups=[_group(n) for n in range(101)]), "options"),
    ),
    _in_row(
        "a group has 100 options at most",
        "composition-objects/option-group-object",
        without(menu(option_groups=[_group(options=MANY)]), "options"),
    ),
    _in_row(
        "a group's label has 75 characters at most",
        "composition-objects/option-group-object",
        without(menu(option_groups=[_group(label=plain("x" * 76))]), "options"),
    ),
    _in_row("an option's text has 75 characters at most", OPTION, menu(options=[option(text=plain("x" * 76))])),
    _in_row("an option's value has 150 characters at most", OPTION, menu(options=[option(value="x" * 151)])),
    _in_row("an option has a value", OPTION, menu(options=[{"text": plain()}])),
    _in_row("an option has a text", OPTION, menu(options=[{"value": "x"}])),
    _in_row("a menu's option is plain_text", OPTION, menu(options=[option(text=marked())])),
    _in_row(
        "an option's description has 75 characters at most", OPTION, menu(options=[option(description=plain("x" * 76))])
    ),
    _in_row("only an overflow's option has a url", OPTION, menu(options=[option(url="https://a.example/")])),
    _in_row("an initial option is one of the options", "select-menu-element", menu(initial_option=option(9))),
    _in_row("a placeholder is plain_text", "select-menu-element", menu(placeholder=marked())),
    _in_row("a placeholder has 150 characters at most", "select-menu-element", menu(placeholder=plain("x" * 151))),
    _in_row(
        "an overflow has 5 options at most",
        "overflow-menu-element",
        {"type": "overflow", "action_id": "o", "options": [option(n) for n in range(6)]},
    ),
    _in_row(
        "an overflow has no placeholder",
        "overflow-menu-element",
        {"type": "overflow", "action_id": "o", "options": [option(1), option(2)], "placeholder": plain()},
    ),
    _in_row(
        "checkboxes have 10 options at most",
        "checkboxes-element",
        {"type": "checkboxes", "action_id": "c", "options": [option(n) for n in range(11)]},
    ),
    _in_row(
        "radio buttons have 10 options at most",
        "radio-button-group-element",
        {"type": "radio_buttons", "action_id": "r", "options": [option(n) for n in range(11)]},
    ),
    _in_row(
        "radio buttons have an option at least",
        "radio-button-group-element",
        {"type": "radio_buttons", "action_id": "r", "options": []},
    ),
    _in_row(
        "max_selected_items is 1 at least",
        "multi-select-menu-element",
        {**menu(), "type": "multi_static_select", "max_selected_items": 0},
    ),
    _in_row(
        "a filter of conversations includes one at least",
        "composition-objects/conversation-filter-object",
        {"type": "conversations_select", "action_id": "c", "filter": {"include": []}},
    ),
    _in_row(
        "a filter knows four kinds of conversations",
        "composition-objects/conversation-filter-object",
        {"type": "conversations_select", "action_id": "c", "filter": {"include": ["channels"]}},
    ),
    _in_row("a menu for one has no maximum", "select-menu-element", menu(max_selected_items=2)),
    _in_row(
        "a menu for several has no single initial option",
        "multi-select-menu-element",
        {**menu(initial_option=option(1)), "type": "multi_static_select"},
    ),
    _in_row(
        "a workflow button has a trigger",
        "workflow-button-element",
        {"type": "workflow_button", "text": plain(), "workflow": {}},
    ),
    # pickers
    _in_row(
        "an initial date is YYYY-MM-DD",
        "date-picker-element",
        {"type": "datepicker", "action_id": "d", "initial_date": "1.12.2026"},
    ),
    _in_row(
        "an initial time is HH:mm",
        "time-picker-element",
        {"type": "timepicker", "action_id": "t", "initial_time": "25:00"},
    ),
    _in_row(
        "an initial moment has ten digits",
        "datetime-picker-element",
        {"type": "datetimepicker", "action_id": "d", "initial_date_time": 12},
    ),
    blocks(
        "an accessory's text is plain_text",
        "block-elements/button-element",
        section(accessory=button(text=marked())),
        at="/blocks/0/accessory",
    ),
    blocks(
        "an accessory's image has alt_text",
        "block-elements/image-element",
        section(accessory={"type": "image", "image_url": "https://i.example/x.png"}),
        at="/blocks/0/accessory",
    ),
)
