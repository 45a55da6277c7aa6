"""Two outlets that date one happening differently: both days are shown with their passages, and nothing that only looks so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.en.dating.days import days
from bot.language.sentences import passages
from bot.models import Claim, Revision
from bot.summarize.briefing.conflicts.conflicting_dates import datings
from bot.summarize.briefing.source_sentences import Material, tellable

THURSDAY = datetime(2021, 3, 4, 12, tzinfo=UTC)
FELL = "The old stone bridge of Velmora collapsed on Tuesday under a lorry, and nobody was hurt."
MORE = "\nEngineers from Velmora had warned of the bridge for years, and the lorry was too heavy for its stone arches."


def told(*texts: str, at: tuple[datetime, ...] = (), sources: str = "Bell Star Post") -> tuple[Claim, ...]:
    when = at or (THURSDAY,) * len(texts)
    found = [
        Revision(
            number, number, f"https://{source}.example", "Bridge of Velmora", text + MORE, source, "", "en", day, day
        )
        for number, (text, source, day) in enumerate(zip(texts, sources.split(), when, strict=False), 1)
    ]
    return datings(tellable(Material(tuple(found), {item.id: passages(item.text, "en") for item in found})))


@pytest.mark.parametrize(
    ("other", "days_told"),
    [
        (FELL.replace("Tuesday", "Wednesday"), "Tuesday · Wednesday"),
        (FELL.replace("Tuesday", "March 1"), "Tuesday · March 1"),
        (FELL.replace("Tuesday", "3 March 2021"), "Tuesday · 3 March 2021"),
        ("On Monday, the stone bridge of Velmora collapsed under a lorry.", "Tuesday · Monday"),
        ("The stone bridge of Velmora collapsed under a lorry early Wednesday.", "Tuesday · Wednesday"),
    ],
)
def test_another_day_for_the_same_deed_is_a_difference_with_both_passages(other: str, days_told: str) -> None:
    (claim,) = told(FELL, other)
    assert claim.text == f"Sources differ on the day (“collapsed”): {days_told}"
    assert [item.text for item in claim.citations] == [FELL, other]


@pytest.mark.parametrize(
    "other",
    [
        FELL,
        FELL.replace("Tuesday", "March 2"),
        FELL.replace("on Tuesday", "yesterday"),  # Tuesday still, where the outlet is behind UTC
        FELL.replace("Tuesday", "Tuesday, March 2,"),
        FELL.replace("on Tuesday", "since Wednesday"),
        FELL.replace("collapsed on Tuesday", "was closed on Wednesday"),  # another deed
        FELL.replace("collapsed", "had not collapsed").replace("Tuesday", "Wednesday"),
        "The railway tunnel of Ostra collapsed on Wednesday under a hill.",
        "The stone bridge of Velmora was closed for a lorry that had collapsed on Wednesday.",
        "Mayor Bruno Kessel said on Wednesday that the bridge of Velmora had collapsed under a lorry.",
        FELL.replace("Tuesday", "March 1-2"),
        FELL.replace("Tuesday", "1/3/2021"),
    ],
)
def test_what_only_looks_like_another_day_is_none(other: str) -> None:
    assert told(FELL, other) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shares of Velmora Steel Works fell on Tuesday.", "Shares of Velmora Steel Works fell on Wednesday."),
        (
            "Drones of Ostra struck the depot of Velmora on Tuesday.",
            "Drones of Ostra struck the depot of Velmora on Monday.",
        ),
        ("Velmora beat Ostra in the old stadium on Tuesday.", "Velmora beat Ostra in the old stadium on Sunday."),
        ("Velmora nurses blocked the ring road on Monday.", "Velmora nurses blocked the ring road again on Tuesday."),
        ("The bridge of Velmora reopened to lorries on Monday.", "The bridge of Velmora reopened to trams on Tuesday."),
        ("Mayor Anna Holm resigned late on Monday.", "Mayor Anna Holm resigned on Tuesday."),
        ("Mayor Holm resigned on Monday.", "Mayor Holm resigned from the party on Tuesday."),
        ("The old mill of Velmora burned on Black Friday.", "The old mill of Velmora burned on Wednesday."),
    ],
)
def test_what_may_be_done_on_two_days_or_in_one_night_is_no_difference(one: str, other: str) -> None:
    assert told(one, other) == ()


def test_a_person_dies_on_one_day() -> None:
    died = "Tove Ruud died on Monday at the clinic."
    assert told(died, died.replace("Monday", "Tuesday").replace(" at the clinic", ""))


def test_one_outlet_or_an_article_with_both_days_tells_of_two_deeds() -> None:
    other = FELL.replace("Tuesday", "Wednesday")
    assert told(FELL, other, sources="Bell Bell") == ()
    again = f"{FELL} The second bridge of Velmora collapsed on Wednesday under the same lorry."
    assert told(again, other.replace("Wednesday", "Monday")) == ()


def test_a_day_is_told_by_when_its_article_came_out_and_by_what_is_ahead() -> None:
    week = timedelta(days=7)
    assert told(FELL, FELL.replace("Tuesday", "March 2"), at=(THURSDAY, THURSDAY + week)) == ()
    assert told(FELL, FELL, at=(THURSDAY, THURSDAY + week)) == (), "two Tuesdays look like one"
    assert told(FELL.replace("Tuesday", "March 2"), FELL, at=(THURSDAY, THURSDAY + week))
    vote = "The council of Velmora will vote on the stone bridge on Tuesday."
    assert told(vote, vote.replace("Tuesday", "March 9")) == ()
    assert told(vote, vote.replace("Tuesday", "March 10"))
    assert told(vote, "The council of Velmora is set to vote on the stone bridge on March 11.")


def test_a_printed_day_is_one_of_the_calendar() -> None:
    assert days("on Tuesday", THURSDAY, ahead=False)[0].may_be == {date(2021, 3, 2)}
    assert days("on Thursday", THURSDAY, ahead=False)[0].may_be == {date(2021, 3, 4)}
    assert days("on Friday", THURSDAY, ahead=False)[0].may_be == {date(2021, 2, 26), date(2021, 3, 5)}
    assert days("on December 30", datetime(2021, 1, 2, tzinfo=UTC), ahead=False)[0].may_be == {date(2020, 12, 30)}
    assert days("on February 30 and on May 4, 1871", THURSDAY, ahead=False) == ()


@given(st.text(max_size=200), st.datetimes(min_value=datetime(3, 1, 1), timezones=st.just(UTC)), st.booleans())
def test_any_text_names_days_of_its_own_letters(text: str, published: datetime, ahead: bool) -> None:
    found = days(
        text + " on Tuesday, March 3 and 29 February", min(published, datetime(9990, 1, 1, tzinfo=UTC)), ahead=ahead
    )
    assert all((text + " on Tuesday, March 3 and 29 February")[slice(*day.span)] == day.printed for day in found)
