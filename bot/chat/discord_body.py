"""A part as the body of Discord's Create Message request: one embed, so that no link in it unfolds into a preview.

https://discord.com/developers/docs/resources/message#create-message
"""

from __future__ import annotations

import re
from typing import Any

from bot.chat.adapter import PartKey
from bot.chat.cleaning import isolated
from bot.chat.parts import Block, Limits, Part, Run

COLOUR = 0x3B6EA5
MAX_DESCRIPTION = 4_096
MAX_FOOTER = 2_048
MAX_EMBEDS = 6_000
"""Characters over all embeds of a message; the published description does not say so."""
MAX_NONCE = 25

_MARKUP = re.compile(r"[\\*_~`|<>\[\]]|(?<!\S)[-+#]|:(?=//|\w+:)|(?<=\d)\.(?=\s|\Z)")
"""Signs that mean something to Discord: anywhere, at the start of a word, before an address or an emoji's name."""
_MARK = re.compile(r"readout (\d+) · (\d+)/(\d+)\Z")


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
    return len(text) + sum(char > "\uffff" for char in text)


def _cost(run: Run) -> int:
    return units(_marked(run))


LIMITS = Limits(part=MAX_DESCRIPTION - 96, block=MAX_DESCRIPTION - 96 - 4, blocks=200, cost=_cost, overhead=4)
"""A block takes at most two line ends and the sign of a quotation besides its runs."""


def body(part: Part, key: PartKey) -> dict[str, Any]:
    """Return the request that posts a part. Its footer says which part it is, so that it can be found again."""
    footers = [block for block in part.blocks if block.kind == "footer"]
    others = [block for block in part.blocks if block.kind not in ("footer", "actions")]
    told = "\n".join(isolated(block.text) for block in footers) if others else ""
    embed: dict[str, Any] = {"color": COLOUR, "description": _description(others or footers)}
    if footer := "\n".join(line for line in (told, mark(key)) if line):
        embed["footer"] = {"text": footer}
    request: dict[str, Any] = {"embeds": [embed], "allowed_mentions": {"parse": []}}
    if key.delivery_id:
        request |= {"nonce": nonce(key), "enforce_nonce": True}
    return request


def _description(blocks: list[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        if lines and block.kind in ("headline", "speaker", "note", "lead"):
            lines.append("")
        sign = "> " if block.kind == "quote" else ""
        lines.append(sign + "".join(map(_marked, block.runs)).strip())
    return "\n".join(lines)


def mark(key: PartKey) -> str:
    """Return the words that name a delivery's part in its footer; "" for a reply, which is in no outbox."""
    return f"readout {key.delivery_id} · {key.ordinal}/{key.total}" if key.delivery_id else ""


def marked_as(message: dict[str, Any]) -> tuple[int, int] | None:
    """Return the delivery and part that a message of ours says it is."""
    for embed in message.get("embeds") or ():
        found = _MARK.search(str((embed.get("footer") or {}).get("text") or ""))
        if found:
            return int(found[1]), int(found[2])
    return None


def nonce(key: PartKey) -> str:
    """Return what makes Discord answer a second post of a part with the first message, for a few minutes."""
    return f"r{key.delivery_id}-{key.ordinal}"[:MAX_NONCE]
