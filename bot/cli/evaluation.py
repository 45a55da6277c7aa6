"""The command that measures: eval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.shared_options import common, desk, print_json
from bot.errors import InputError, UsageError
from bot.event_loop import run

if TYPE_CHECKING:
    from bot.config.settings import Settings

NO_BRIEFING = "none"


@click.command("eval")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False), metavar="[FILE...]")
@click.option(
    "--with", "compared", multiple=True, metavar="NAME:key=value,…", help="A setting to compare; none: no model."
)
@click.option(
    "--settings",
    "settings_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Settings to compare, in YAML, by name.",
)
@click.option(
    "--since", default="24h", show_default=True, metavar="24h", help="The briefing's time; none: no briefing."
)
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Draw it there, as SVG.")
@common
def evaluate(
    settings: Settings,
    files: tuple[str, ...],
    compared: tuple[str, ...],
    settings_file: Path | None,
    since: str,
    plot: Path | None,
    *,
    as_json: bool,
) -> None:
    """Score the answers on question sets: JSONL {"question", "answerable", "answers"}.

    With --with or --settings, compare settings side by side: what each answers, refuses and writes, in how many words,
    seconds, tokens and dollars, and which of the claims that were taken back it would post again. Keys: model,
    base_url, key_env, price_input, price_output, timeout, verifier, verifier_url, verifier_key_env, dialect, prompts.
    A FILE may also hold wrong claims, as `readout retract --cases` prints them. Nothing is posted.
    """
    if compared or settings_file:
        _compare(settings, files, compared, settings_file, since, plot, as_json=as_json)
    elif plot:
        raise UsageError("--plot draws a comparison: name what is compared by --with or --settings")
    elif not files:
        raise UsageError("name a question set, or settings to compare by --with or --settings")
    else:
        _score(settings, files, as_json=as_json)


def _score(settings: Settings, files: tuple[str, ...], *, as_json: bool) -> None:
    from bot.summarize.answering import evaluation as scoring

    with desk(settings) as opened:
        for file in files:
            try:
                scores = run(scoring.evaluate(opened.store, opened.model, file, opened.reader))
            except (ValueError, KeyError) as error:
                raise InputError(f"{file}: not a question set: {error}") from None
            if as_json:
                print_json({"file": file, **scores})
            else:
                click.echo(f"{file}: " + ", ".join(f"{key} {value}" for key, value in scores.items()))


def _compare(
    settings: Settings,
    files: tuple[str, ...],
    compared: tuple[str, ...],
    settings_file: Path | None,
    since: str,
    plot: Path | None,
    *,
    as_json: bool,
) -> None:
    from bot.cli.progress import steps
    from bot.desk.news.lookups import parse_since
    from bot.ops.evaluation import table
    from bot.ops.evaluation.compared_settings import from_command_line
    from bot.ops.evaluation.comparison import compare
    from bot.ops.evaluation.trial_files import trial

    wanted = from_command_line(compared, settings_file, settings.model)
    put_to = trial(files, None if since == NO_BRIEFING else parse_since(since))
    with desk(settings) as opened, steps() as step:
        rows = run(compare(opened, wanted, put_to, step))
    if as_json:
        print_json({"settings": rows})
    else:
        click.echo(table.table(rows))
    if plot:
        plot.write_text(table.plot(rows), encoding="utf-8")


COMMANDS = (evaluate,)
