"""The command that takes back what was posted: retract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.shared_options import common, desk, print_json
from bot.errors import InputError, UsageError
from bot.event_loop import run

if TYPE_CHECKING:
    from bot.config.settings import Settings
    from bot.desk.desk import Desk
    from bot.desk.news.taken_back import Found

SHOWN = 10
"""Claims that are told apart on the way to the one that is meant."""


@click.command()
@click.argument("what", required=False, metavar="[NUMBER|LINK|WORDS]")
@click.option("--reason", default="", metavar="WORDS", help="Why; it is shown where the claim stood.")
@click.option("--list", "listing", is_flag=True, help="List what was posted lately, with numbers and reports.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Of so many posts, the newest."
)
@click.option("--cases", is_flag=True, help="Print what was taken back as JSONL that `prove` and `eval` read.")
@click.option("--aside", metavar="POST", help="Put the reports of a post aside: nothing there is wrong.")
@common
def retract(
    settings: Settings,
    what: str | None,
    reason: str,
    limit: int,
    aside: str | None,
    *,
    listing: bool,
    cases: bool,
    as_json: bool,
) -> None:
    """Take a posted claim back: by its number in --list, by a link to the message, or by its words.

    Its messages are changed by the service as soon as it runs, and nobody is told it again.
    """
    if sum(map(bool, (what, listing, cases, aside))) != 1:
        raise UsageError("name one thing: a claim, --list, --cases or --aside POST")
    with desk(settings, only_reads=listing or cases) as opened:
        if listing:
            _list(opened, limit, as_json=as_json)
        elif cases:
            _print_cases(opened)
        elif aside:
            _put_aside(opened, aside, as_json=as_json)
        else:
            _retract(opened, what or "", reason, as_json=as_json)


def _list(opened: Desk, limit: int, *, as_json: bool) -> None:
    from bot.desk.news import retraction_list

    for record in run(retraction_list.listed(opened, limit)):
        if as_json:
            print_json(record)
            continue
        reported = f" · reported by {record['reported']}" if record["reported"] else ""
        click.echo(f"{record['post']}  {record['posted_at']} · {record['channel']}{reported}")
        for claim in record["claims"]:
            mark = " · taken back" if claim["taken_back"] else ""
            click.echo(f"  {claim['number']}  {claim['text']}{mark}")


def _print_cases(opened: Desk) -> None:
    from bot.desk.news import retraction_list

    for record in run(retraction_list.cases(opened)):
        print_json(record)


def _put_aside(opened: Desk, post: str, *, as_json: bool) -> None:
    from bot.desk.news import taken_back

    people = run(taken_back.put_aside(opened, post))
    if as_json:
        print_json({"post": post, "reports": people})
    else:
        click.echo(f"{post}: {people} report{'' if people == 1 else 's'} put aside")


def _retract(opened: Desk, what: str, reason: str, *, as_json: bool) -> None:
    from bot.desk.news import taken_back

    posted, claim = _one(run(taken_back.named(opened, what)), what)
    done = run(
        taken_back.take_back(opened, posted, claim.number, by="operator", reason=reason.strip(), everywhere=True)
    )
    if as_json:
        text = done.retraction.claim.text
        print_json({"retraction": done.retraction.id, "claim": text, "changing": done.changing, "again": done.again})
        return
    before = " before" if done.again else ""
    click.echo(f"Taken back{before}: {done.retraction.claim.text}")
    click.echo(f"{done.changing} post{'' if done.changing == 1 else 's'} to be changed by the service (`readout run`)")


def _one(found: Sequence[Found], what: str) -> Found:
    """Return the claim that is meant; an error that lists them where there are several."""
    if not found:
        raise InputError(f"nothing that was posted lately is {what[:100]!r}. See: readout retract --list")
    if len(found) == 1:
        return found[0]
    lines = [f"  {posted.ref}.{each.number}  {each.claim.text}" for posted, each in found[:SHOWN]]
    more = [f"  … and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    raise UsageError("\n".join([f"{len(found)} posted claims are meant. Name one by its number:", *lines, *more]))


COMMANDS = (retract,)
