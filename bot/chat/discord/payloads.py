"""A part as the body of Discord's requests: one embed, so that no link in it unfolds into a preview, and buttons.

https://docs.discord.com/developers/resources/message#create-message
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.chat.adapter_protocol import Mark, PartKey
from bot.chat.button_ids import button_id, choice_ids
from bot.chat.rendering.cleaning import isolated
from bot.chat.rendering.parts import Action, Block, Limits, Part, Run

COLOUR = 0x3B6EA5
MAX_DESCRIPTION = 4_096
MAX_OPTIONS, MAX_OPTION = 25, 100
"""Of a menu: https://docs.discord.com/developers/components/reference#string-select"""
MAX_NONCE = 25
MAX_LABEL = 80
MAX_ROW = 5
MAX_ROWS = 5
MAX_LINE = 200
"""More of a line no notification shows."""
MAX_THREAD_NAME = 100
CROSSPOSTED = 1 << 0
"""The flag of a message that was published."""
EPHEMERAL = 1 << 6
"""The flag of a message that one person alone sees."""

_BUTTON, _ROW = 2, 1
_MENU = 3
ROLES = 6
"""A menu of the server's roles: https://docs.discord.com/developers/components/reference#role-select"""
_LOOKS = {"primary": 1, "plain": 2, "danger": 4}

_MARKUP = re.compile(r"[\\*_~`|<>\[\]]|(?<!\S)[-+#]|:(?=//|\w+:)|(?<=\d)\.(?=\s|\Z)")
"""Signs that mean something to Discord: anywhere, at the start of a word, before an address or an emoji's name."""
_MARK = re.compile(r"readout (?P<delivery>\d+) · (?P<part>\d+)/\d+(?: · (?P<store>[0-9a-f]+))?\Z")
_BUTTON_MARK = re.compile(r"ro:[a-z]+:(?P<delivery>\d+):(?P<part>\d+):\d+(?::(?P<store>[0-9a-f]+))?")


def escaped(text: str) -> str:
    """Return a text that Discord shows as it is: no markdown, no mention, no link.

    A backslash before a sign takes its meaning; `https\\://` is no address any more. A mention needs its @ right
    before the name, so a space without width goes between.
    """
    return isolated(_MARKUP.sub(r"\\\g<0>", text).replace("@", "@\u200b"))


def _marked(run: Run) -> str:
    text = escaped(run.text)
    if run.link:
        lead = text[: len(text) - len(text.lstrip())]
        return f"{lead}[{text.strip()}]({run.link})"
    if run.style == "strong":
        return _around("**", text)
    if run.style == "struck":
        return _around("~~", text)
    return f" · {text}" if run.style == "aside" else text


def _around(sign: str, text: str) -> str:
    """Put signs around a text, inside of the spaces at its ends: there they would mean nothing."""
    inner = text.strip()
    if not inner:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{sign}{inner}{sign}{tail}"


def units(text: str) -> int:
    """Return the length of a text in UTF-16: what the strictest reader of a limit counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cost(run: Run) -> int:
    return units(_marked(run))


LIMITS = Limits(
    part=MAX_DESCRIPTION - 96,
    block=MAX_DESCRIPTION - 96 - 4,
    blocks=200,
    cost=_cost,
    overhead=4,
    actions=MAX_ROWS,
)
"""A block takes at most two line ends and the sign of a quotation besides its runs."""


def body(part: Part, key: PartKey, ping: str = "") -> dict[str, Any]:
    """Return the request that posts a part of a delivery; `ping` is the id of the one role that it may call.

    A button's id says which part it is, or the footer where there is no such button, so that it can be found again.
    """
    request = content(part, key) | _calling(in_a_line(part, key), ping)
    if ping:
        request |= {"allowed_mentions": {"parse": [], "roles": [ping]}}
    if key.delivery_id:
        request |= {"nonce": nonce(key), "enforce_nonce": True}
    return request


def edited(part: Part, key: PartKey, ping: str = "") -> dict[str, Any]:
    """Return the request that puts a part in place of one that was posted: the role that was called is named, and not
    called again."""
    return {"components": [], **content(part, key), **_calling(in_a_line(part, key), ping)}


def _calling(line: dict[str, Any], ping: str) -> dict[str, Any]:
    return {"content": f"<@&{ping}> {line.get('content', '')}".strip()} if ping else line


def in_a_line(part: Part, key: PartKey) -> dict[str, Any]:
    """Return what a delivery's first message says outside of its embed: what it is, and its first headline.

    A notification shows that alone, and so does Discord to those who have switched embeds off. What is struck out is
    not in it.
    """
    if key.ordinal != 1:
        return {}
    kinds = dict.fromkeys(("title", "headline"))
    for block in part.blocks:
        if block.kind in kinds and not kinds[block.kind]:
            told = "".join(run.text for run in block.runs if run.style in ("plain", "strong"))
            kinds[block.kind] = _NUMBERED.sub("", told).strip()
    line = " · ".join(filter(None, kinds.values())) or thread_name(part.text.partition("\n")[0])
    return {"content": escaped(shortened(" ".join(line.split()), MAX_LINE))}


def content(part: Part, key: PartKey) -> dict[str, Any]:
    """Return what a message shows: the fields that a new message, an edit and an interaction's answer share."""
    rows = list(_rows(part, key))
    footers = [block for block in part.blocks if block.kind == "footer"]
    others = [block for block in part.blocks if block.kind not in ("footer", "actions")]
    told = "\n".join(isolated(block.text) for block in footers) if others else ""
    embed: dict[str, Any] = {"color": COLOUR, "description": _description(others or footers)}
    sign = "" if _marked_button(rows) else mark(key)
    if footer := "\n".join(line for line in (told, sign) if line):
        embed["footer"] = {"text": footer}
    request: dict[str, Any] = {"embeds": [embed], "allowed_mentions": {"parse": []}}
    return {**request, "components": rows} if rows else request


def _rows(part: Part, key: PartKey) -> Iterator[dict[str, Any]]:
    """Give rows of buttons; Discord takes no id twice in a message."""
    seen: set[str] = set()
    for block in part.blocks:
        fresh = {button_id(action, key): action for action in block.actions}
        buttons = [_pressable(name, action, key) for name, action in fresh.items() if name not in seen]
        seen |= fresh.keys()
        if buttons:
            yield {"type": _ROW, "components": buttons[:MAX_ROW]}


def _pressable(name: str, action: Action, key: PartKey) -> dict[str, Any]:
    if action.kind == "roles":
        return {"type": ROLES, "custom_id": name, "placeholder": shortened(action.label, MAX_LABEL)}
    return _menu(name, action, key) if action.kind == "menu" else _button(name, action)


def _menu(name: str, action: Action, key: PartKey) -> dict[str, Any]:
    offered = choice_ids(action, key)[:MAX_OPTIONS]
    options = [{"label": shortened(label, MAX_OPTION) or "…", "value": value} for label, value in offered]
    return {"type": _MENU, "custom_id": name, "placeholder": shortened(action.label, MAX_LABEL), "options": options}


def _button(name: str, action: Action) -> dict[str, Any]:
    label = shortened(action.label, MAX_LABEL) or "…"
    return {"type": _BUTTON, "style": _LOOKS[action.look], "label": label, "custom_id": name}


def _description(blocks: list[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        if lines and block.kind in ("headline", "speaker", "note", "lead"):
            lines.append("")
        sign = "> " if block.kind == "quote" else ""
        lines.append(sign + "".join(map(_marked, block.runs)).strip())
    return "\n".join(lines)


def shortened(text: str, most: int) -> str:
    """Return a text of no more units than it may have, cut between characters and marked as cut."""
    if units(text) <= most:
        return text
    kept = ""
    for char in text:
        if units(kept + char) > most - 1:
            break
        kept += char
    return kept.rstrip() + "…"


_NUMBERED = re.compile(r"\A\s*\d+\s+")
"""A story's number in its briefing."""
_BARE_AT = re.compile("@(?!\u200b)")


def thread_name(text: str) -> str:
    """Return the name of a thread about something: one line that calls nobody and is no longer than it may be."""
    line = " ".join(text.replace("@", "@\u200b").split())
    name = _BARE_AT.sub("", shortened(line, MAX_THREAD_NAME))  # the cut may fall between the sign and what deadens it
    return name or "Readout"


def title(part: Part) -> str:
    """Return what a part is called in a list of threads: its first line."""
    first = next((block for block in part.blocks if block.kind not in ("actions", "footer") and block.text), None)
    return thread_name(first.text if first else "")


def mark(key: PartKey) -> str:
    """Return the words that name a delivery's part in its footer; "" for a reply, which is in no outbox."""
    store = f" · {key.store}" if key.store else ""
    return f"readout {key.delivery_id} · {key.ordinal}/{key.total}{store}" if key.delivery_id else ""


def marked_as(message: dict[str, Any]) -> Mark | None:
    """Return the part that a message of the bot's says it is."""
    found = _marked_button(message.get("components") or ()) or _marked_footer(message.get("embeds") or ())
    delivery = int(found["delivery"]) if found else 0
    return (found["store"] or "", delivery, int(found["part"])) if found and delivery else None


def _marked_button(rows: Iterable[dict[str, Any]]) -> re.Match[str] | None:
    names = (str(piece.get("custom_id") or "") for row in rows for piece in row.get("components") or ())
    return next((found for found in map(_BUTTON_MARK.fullmatch, names) if found), None)


def _marked_footer(embeds: Sequence[dict[str, Any]]) -> re.Match[str] | None:
    texts = (str((embed.get("footer") or {}).get("text") or "") for embed in embeds)
    return next((found for found in map(_MARK.search, texts) if found), None)


def nonce(key: PartKey) -> str:
    """Return what makes Discord answer a second post of a part with the first message, for a few minutes.

    It is the same for every post of a bot in a channel: another store's first briefing must have another one. Where no
    store is named, it is what the version had that claimed the delivery.
    """
    if key.store:
        return f"r{key.store}{key.delivery_id:x}-{key.ordinal}"[:MAX_NONCE]
    return f"r{key.delivery_id}-{key.ordinal}"[:MAX_NONCE]


def reply_nonce(event_id: str, ordinal: int) -> str:
    """Return the same for the parts of an answer to an event."""
    return f"q{event_id}-{ordinal}"[:MAX_NONCE]


def replying(to: str | None, key: PartKey) -> dict[str, Any]:
    """Return what makes the first part a reply, which pings nobody and stands alone where the message is gone."""
    if not to or key.ordinal != 1:
        return {}
    return {
        "message_reference": {"message_id": to, "fail_if_not_exists": False},
        "allowed_mentions": {"parse": [], "replied_user": False},
    }
