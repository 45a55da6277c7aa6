"""The figures of a comparison side by side: a table for the terminal, and a plot as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

Figures = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what it is called, and how it is taken from a row of figures; None where it has none."""

    label: str
    value: Callable[[Figures], float | None]
    shown: Callable[[float], str] = lambda value: f"{value:,.0f}"
    plotted: bool = True
    most: float | None = None
    """The end of its scale in the plot; None: the greatest of the values."""


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _dollars(value: float) -> str:
    return f"${value:.4f}"


def _of(key: str) -> Callable[[Figures], float | None]:
    return lambda row: row.get(key)


def _verdict(key: str) -> Callable[[Figures], float | None]:
    return lambda row: row["verdicts"][key] if row.get("verdicts") and row.get("model") else None


LINES = (
    Line("questions answered", _of("answered"), plotted=False),
    Line("answered rightly", _of("right"), _percent, most=1),
    Line("refused though held", _of("false_refusals"), _percent, most=1),
    Line("refused rightly", _of("refused"), _percent, most=1),
    Line("claims told", _of("claims"), plotted=False),
    Line("  by the model", _of("by_model"), plotted=False),
    Line("written: proved", _verdict("proved")),
    Line("written: doubtful, accepted", _verdict("accepted")),
    Line("written: doubtful, rejected", _verdict("rejected")),
    Line("written: refused", _verdict("refused")),
    Line("copied words", _of("copied_share"), _percent, most=1),
    Line("words told", _of("words"), plotted=False),
    Line("sections of the briefing", _of("sections"), plotted=False),
    Line("lines below them", _of("lines"), plotted=False),
    Line("words of the briefing", _of("briefing_words")),
    Line("wrong claims posted again", _of("posted_again")),
    Line("  of", _of("cases"), plotted=False),
    Line("seconds", _of("seconds"), lambda value: f"{value:,.1f}"),
    Line("requests", _of("requests"), plotted=False),
    Line("  that failed", _of("failed_requests"), plotted=False),
    Line("tokens in", _of("input_tokens")),
    Line("tokens out", _of("output_tokens")),
    Line("cost", _of("cost_usd"), _dollars),
)


def _cell(line: Line, row: Figures) -> str:
    value = None if row.get("error") else line.value(row)
    return "–" if value is None else line.shown(value)


def table(rows: Sequence[Figures]) -> str:
    """Return the figures as lines of text, a column a setting; below them why a setting has none."""
    shown = [line for line in LINES if any(_cell(line, row) != "–" for row in rows)]
    columns = [[str(row["setting"]), *(_cell(line, row) for line in shown)] for row in rows]
    labels = ["", *(line.label for line in shown)]
    widths = [max(map(len, column)) for column in columns]
    left = max(map(len, labels))
    lines = [
        "  ".join([label.ljust(left), *(c[n].rjust(width) for c, width in zip(columns, widths, strict=True))]).rstrip()
        for n, label in enumerate(labels)
    ]
    return "\n".join([*lines, *(f"{row['setting']}: {row['error']}" for row in rows if row.get("error"))])


# ---------------------------------------------------------------- the plot

WIDTH, LEFT, BAR, GAP, PANEL = 760, 250, 16, 4, 16
_COLOURS = ("#3b6ea5", "#c8553d", "#588b4f", "#8a5fa8", "#b8862b", "#4a9a9a", "#7a7a7a", "#a34a70")


def plot(rows: Sequence[Figures]) -> str:
    """Return the figures as an SVG picture: a group of bars a figure, in it a bar a setting."""
    drawn = [line for line in LINES if line.plotted and any(_cell(line, row) != "–" for row in rows)]
    group = len(rows) * (BAR + GAP) + PANEL
    top = PANEL + len(rows) * (BAR + GAP) + PANEL
    height = top + len(drawn) * group
    bars = [piece for n, line in enumerate(drawn) for piece in _group(line, rows, top + n * group)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
            f' viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *_legend(rows),
            *bars,
            "</svg>",
            "",
        ]
    )


def _legend(rows: Sequence[Figures]) -> Iterator[str]:
    for n, row in enumerate(rows):
        y = PANEL + n * (BAR + GAP)
        name = str(row["setting"])
        model = f" ({row['model']})" if row.get("model") and row["model"] != name else ""
        why = f": {row['error']}" if row.get("error") else ""
        yield f'<rect x="{PANEL}" y="{y}" width="{BAR}" height="{BAR}" fill="{_colour(n)}"/>'
        yield _text(PANEL + BAR + 8, y + BAR - 4, _short(f"{name}{model}{why}", 100))


def _group(line: Line, rows: Sequence[Figures], top: float) -> Iterator[str]:
    values = [None if row.get("error") else line.value(row) for row in rows]
    most = line.most or max((value for value in values if value is not None), default=0) or 1
    yield _text(LEFT - 12, top + BAR - 4, line.label.strip(), anchor="end")
    for n, value in enumerate(values):
        y = top + n * (BAR + GAP)
        if value is None:
            yield _text(LEFT, y + BAR - 4, "–")
            continue
        width = max(1.0, (WIDTH - LEFT - 110) * min(value / most, 1.0))
        yield f'<rect x="{LEFT}" y="{y:g}" width="{width:.1f}" height="{BAR}" fill="{_colour(n)}"/>'
        yield _text(LEFT + width + 6, y + BAR - 4, line.shown(value))


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:g}" text-anchor="{anchor}" fill="#222222">{escape(_visible(words))}</text>'


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _visible(words: str) -> str:
    """Return words without what XML cannot carry: names and a server's words come from outside."""
    return "".join(char if char.isprintable() else " " for char in words)


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]
