"""The example settings file and the reference pages, made from the tables of options and wishes: they cannot lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.configuration import is_secret, variables
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.chat.wishes.table import OptionSpec, WishSpec

_HEAD = """\
# Readout's settings. Copy this file to config/readout.yaml and take the # from what you change.
# Every line shows the default. The environment wins over this file: {example}
# Secrets (DISCORD_TOKEN, SLACK_BOT_TOKEN, OPENAI_API_KEY, …) come from the environment only.
"""

_LISTS = """\

# feeds and pages that are always there
# sources:
#   - url: https://feeds.bbci.co.uk/news/world/rss.xml
#     topic: world

# channels that are always there, and when each is briefed
# channels:
#   - name: morning
#     platform: console        # console, discord or slack
#     id: ""                   # the platform's own id of the channel
#     briefings:
#       - at: "08:00"
#         days: mon-fri        # daily, weekdays, sat,sun, …
#         zone: Europe/Kyiv
#         topic: ""            # only this topic
#         length: normal       # short, normal or long
"""


def example_yaml() -> str:
    """Return the commented example file: every key with its default and what it is for."""
    lines = [_HEAD.format(example="READOUT_FETCH_TIMEOUT=10 sets fetch.timeout.")]
    for name, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            lines.append(f"\n# {kind.__doc__.splitlines()[0] if kind.__doc__ else name}\n# {name}:\n")
            inner = [(key, item) for key, item in kind.model_fields.items() if not is_secret(item)]
            lines += [_option(key, item, "#   ") for key, item in inner]
        elif name not in ("sources", "channels"):
            lines.append(_option(name, field, "# "))
    return "".join(lines) + _LISTS


def reference_page() -> str:
    """Return the table of options as Markdown: variable, key, default, meaning."""
    rows = "\n".join(_rows())
    return (
        "# Settings\n\nEvery option, its key in `config/readout.yaml`, its environment variable (which wins) and its "
        "default. `readout config check` checks them all.\n\n"
        f"| key | environment | default | meaning |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def _rows() -> Iterator[str]:
    for variable, path, field in variables():
        key = "–" if is_secret(field) else f"`{'.'.join(path)}`"
        names = f"`{variable}` or `{variable}_FILE`" if is_secret(field) else f"`{variable}`"
        yield f"| {key} | {names} | `{_shown(field.default)}` | {field.description} |"


def _option(key: str, field: FieldInfo, indent: str) -> str:
    setting = f"{key}: {_shown(field.default)}"
    return f"{indent}{setting:<32} # {field.description}\n"


def _shown(value: Any) -> str:  # noqa: ANN401 - any default
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "[]"
    if isinstance(value, bool | int | float):
        return str(value)
    return yaml.safe_dump(str(value), default_flow_style=True).splitlines()[0].strip()


def chat_page() -> str:
    """Return what can be asked for in the chat as Markdown, from the table of wishes."""
    from bot.chat.wishes.table import WISHES

    head = (
        "# In the chat\n\nWhat Readout does when it is asked: as a slash command on Discord, after `/readout` on "
        "Slack, in a mention, a direct message, or `readout chat`. Whatever is none of these is a question. An option "
        "can be named, as in `zone:Europe/Kyiv`.\n"
    )
    return head + "".join(map(_wish, WISHES))


def _wish(spec: WishSpec) -> str:
    who = " Only those who manage the channel change it; everybody may look." if spec.admin else ""
    example = f" Typed: `/{spec.example}`." if spec.example else ""
    told = f"\n## {spec.name}\n\n{spec.help[:1].upper()}{spec.help[1:]}.{who}{example}\n"
    if not spec.options:
        return told
    rows = "".join(f"| `{option.name}` | {option.help} | {_choices(option)} |\n" for option in spec.options)
    return f"{told}\n| option | meaning | one of |\n| --- | --- | --- |\n{rows}"


def _choices(option: OptionSpec) -> str:
    kinds = {"role": "a role", "channel": "a channel", "file": "a file"}
    return ", ".join(f"`{choice}`" for choice in option.choices) or kinds.get(option.kind, "–")
