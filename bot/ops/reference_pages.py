"""The example settings file and the reference pages, made from the tables of options and commands: they cannot lie."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from bot.chat import registry
from bot.config.loading import is_secret, variables
from bot.config.sections import BriefingSettings, SourceSettings

if TYPE_CHECKING:
    from bot.chat.commands.specs import CommandSpec, OptionSpec

_HEAD = """\
# Readout's settings. Copy this file to config/readout.yaml and take the # from what you change.
# Every line shows the default. The environment wins over this file: {example}
# Secrets come from the environment only:
#   {secrets}
"""

_LISTS = """\

# feeds and pages that are read as long as they stand here
# sources:
#   - url: https://feeds.bbci.co.uk/news/world/rss.xml
#     topic: world
#     outlet: ""               # hosts of the outlets that it speaks for by your word, where its links lead elsewhere

# channels that are always there, and when each is briefed
# channels:
#   - name: morning
#     platform: console        # {platforms}
#     id: ""                   # the platform's own id of the channel
#     language: ""             # what is read there, like German or de
#     briefings:
#       - name: early          # by which it is known when it changes; without one, its position
#         at: "08:00"
#         days: mon-fri        # daily, weekdays, sat,sun, …
#         zone: Europe/Kyiv
#         topic: ""            # only this topic
#         language: ""         # what its reader reads, like German or de
#         only_language: ""    # only articles in this language
#         length: normal       # short, normal or long
"""

_OWNED = """
## Sources, channels and briefings

These lists belong to the file. Each start of `readout run` makes the store follow them: change an hour here, and that
briefing moves (from the next day on where today's was posted already); take an entry out, and it is gone. What was
read of a source stays. A briefing is known by its `name`; without one, by what it says, or else by its place in its
channel's list. A channel is known by its name, or else by its id. Briefings and sources that were added in the chat or
by a command are left alone. Those that stand here are changed and removed here only, and the chat and the commands say
so; a briefing can be paused there. A channel that is taken out keeps what was added to it elsewhere. A channel's
`language` that is taken out stays, as one that was set in the chat: `language off` there takes it back.

A running service reads the file again on SIGHUP, or by `readout config reload`, which says what is wrong with it, line
by line. A file that is wrong, or away, changes nothing. What was added to the lists, `zone`, `limits` and of `schedule`
`catch_up_hours`, `alerts_a_day`, `corrections_a_day`, `correction_hours`, `quiet`, `keep_days`, `keep_left_days`,
`keep_question_days` and `keep_megabytes` hold at once, the rest from the next start.
Until then `readout sources list`, `readout subscriptions list` and `readout doctor` tell what of the file is still to
come.
"""


def example_yaml() -> str:
    """Return the commented example file: every key with its default and what it is for."""
    settings = registry.settings_class()
    secrets = ", ".join(variable for variable, _, field in variables(settings) if is_secret(field))
    lines = [_HEAD.format(example="READOUT_FETCH_TIMEOUT=10 sets fetch.timeout.", secrets=secrets)]
    for name, field in settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            lines += ["\n", *_section(name, kind, "# ")]
        elif name not in ("sources", "channels") and not is_secret(field):
            lines.append(_option(name, field, "# "))
    return "".join(lines) + _LISTS.format(platforms=" or ".join(registry.names()))


def _section(name: str, kind: type[BaseModel], indent: str) -> Iterator[str]:
    """Yield the lines of a section, and of those within it."""
    about = kind.__doc__.splitlines()[0] if kind.__doc__ else name
    yield f"{indent}{about}\n" if indent == "# " else f"{indent}# {about}\n"
    yield f"{indent}{name}:\n"
    for key, item in kind.model_fields.items():
        inner = item.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _section(key, inner, indent + "  ")
        elif not is_secret(item):
            yield _option(key, item, indent + "  ")


def reference_page() -> str:
    """Return the table of options as Markdown: variable, key, default, meaning."""
    rows = "\n".join(_rows())
    return (
        "# Settings\n\nEvery option, its key in `config/readout.yaml`, its environment variable (which wins) and its "
        "default. `readout config check` checks them all.\n\n"
        f"| key | environment | default | meaning |\n| --- | --- | --- | --- |\n{rows}\n"
        f"{_OWNED}\n| key | default | meaning |\n| --- | --- | --- |\n{''.join(_listed())}"
    )


def _listed() -> Iterator[str]:
    (channel, *_) = get_args(registry.settings_class().model_fields["channels"].annotation)
    lists = (("sources", SourceSettings), ("channels", channel), ("channels[].briefings", BriefingSettings))
    for path, kind in lists:
        for key, field in kind.model_fields.items():
            default = "–" if field.is_required() else f"`{_shown(field.default)}`"
            yield f"| `{path}[].{key}` | {default} | {field.description} |\n"


def _rows() -> Iterator[str]:
    for variable, path, field in variables(registry.settings_class()):
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
    """Return what can be asked for in the chat as Markdown, from the table of commands."""
    from bot.chat.commands.specs import COMMANDS

    typed = ", ".join(f"`{each.command_prefix}help` on {each.title}" for each in registry.chats())
    head = (
        f"# In the chat\n\nWhat Readout does when it is asked: as a command ({typed}), in a mention, a direct message, "
        "or `readout chat`. The same can be said in other words, in any order and with slips: “only weekdays”, "
        "“change it to 9”, “pause until Monday”, “no sports”, “add bbc”, “which sources do you read?”; as a reply to "
        "a briefing it is about that one. A clear wish is done, and `undo` takes your last change back for ten "
        "minutes; where it is not clear, you are asked, for your eyes alone where the platform can do that. With a "
        "model, what nobody understands is read by that into one of the commands below, and offered. All else is a "
        "question. An option can be named, as in `zone:Europe/Kyiv`.\n"
    )
    return head + "".join(map(_command, COMMANDS))


def _command(spec: CommandSpec) -> str:
    who = " Only those who manage the channel change it; everybody may look." if spec.admin else ""
    if spec.server:
        who = (
            " Only those who manage the server change it for the server, those who manage a channel for that channel;"
            " everybody may look."
        )
    example = f" Typed: `/{spec.example}`." if spec.example else ""
    told = f"\n## {spec.name}\n\n{spec.help[:1].upper()}{spec.help[1:]}.{who}{example}\n"
    if not spec.options:
        return told
    rows = "".join(f"| `{option.name}` | {option.help} | {_choices(option)} |\n" for option in spec.options)
    return f"{told}\n| option | meaning | one of |\n| --- | --- | --- |\n{rows}"


def _choices(option: OptionSpec) -> str:
    kinds = {"role": "a role", "channel": "a channel", "file": "a file"}
    return ", ".join(f"`{choice}`" for choice in option.choices) or kinds.get(option.kind, "–")
