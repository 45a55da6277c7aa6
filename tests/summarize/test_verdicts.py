"""The three verdicts of code: what it refuses, what it proves, and what it leaves to a reader, in four languages."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import cli
from bot.desk.news.claim_checks import ClaimCheck, checked_line
from bot.language.registry import pack_of
from bot.models import Citation, Claim
from bot.summarize.verification.verify import Verdict, prove

REWRITTEN = [json.loads(line) for line in (Path(__file__).parent / "rewritten.jsonl").read_text("utf-8").splitlines()]
"""What a writer made of a passage, honestly or not, in English, German, French and Spanish."""


def found(
    source: str, claim: str, *, language: str = "en", into: str = "", published: datetime | None = None
) -> Verdict:
    cited = Citation(1, 0, len(source), source, language=language, published_at=published)
    return prove(Claim(claim, (cited,), "model"), language=into or language)


def test_of_what_a_writer_made_no_wrong_claim_is_proved_and_no_honest_one_refused() -> None:
    told: Counter[tuple[str, bool, object]] = Counter()
    for pair in REWRITTEN:
        found = checked_line(json.dumps(pair | {"source_language": pair["language"]}))
        assert isinstance(found, ClaimCheck)
        verdict = found.verdict
        told["en" if pair["language"] == "en" else "other", pair["honest"], verdict] += 1
    assert told["en", False, "proved"] + told["other", False, "proved"] == 0
    assert told["en", True, "refused"] + told["other", True, "refused"] == 0
    assert told["en", True, "proved"] >= 4
    assert told["en", False, "refused"] >= 6 and told["other", False, "refused"] >= 6


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The suspect (allegedly) shot two men.", "The suspect shot two men."),
        (
            "The dam will be built in May (if it is approved) by the state.",
            "The dam will be built in May by the state.",
        ),
        ("Kolar killed the mayor in the film.", "Kolar killed the mayor."),
        ("The minister resigned (according to his own party) on Monday.", "The minister resigned on Monday."),
    ],
)
def test_what_makes_a_thing_less_sure_is_never_left_out_by_code(source: str, claim: str) -> None:
    assert found(source, claim).finding != "proved"


def test_a_day_is_named_in_the_possessive_too() -> None:
    source = "Putin asked Biden for Thursday’s call “to build on the moment”, said John Herbst."
    assert found(source, "Putin asked Biden for the call on Thursday, John Herbst said.").finding == "doubtful"
    assert found(source, "Putin asked Biden for the call on Friday, John Herbst said.").finding == "refused"


@pytest.mark.parametrize(
    ("source", "claim", "reason"),
    [
        ("The gauge read 4.7 metres.", "The gauge read 4.9 metres.", "“4.9”"),
        ("The pipe runs 340 kilometres.", "The pipe is 340 miles long.", "another unit"),
        ("The trial opened on March 3, the court said.", "The trial opened on April 3.", "“April 3”"),
        ("The council met on Monday.", "It was on Friday that the council met.", "“Friday”"),
        ("The council met on Monday.", "The council met today.", "another day"),
        ("The council met on Monday.", "The council has met this week.", "“this week”"),
        ("Acting Mayor Ada Lind resigned.", "Mayor Ada Lind has resigned.", "title “Mayor”"),
        ("Ada Lind, a teacher, resigned.", "Senator Ada Lind has resigned.", "title “Senator”"),
        ("A ship from Oslo sank.", "A ship from Bergen sank.", "“Bergen”"),
        ("“We will pay,” said Ada Lind.", "Ada Lind said they “will not pay”.", "does not print"),
        ("“We will pay,” said Ada Lind. Otto Berg left.", "“We will pay,” said Otto Berg.", "said by Ada Lind"),
        ("“We will pay,” said Ada Lind.", "Ada Lind said: “We will pay.", "not closed"),
    ],
)
def test_what_the_passage_does_not_print_is_refused(source: str, claim: str, reason: str) -> None:
    verdict = found(source, claim)
    assert verdict.finding == "refused", verdict.reason
    assert reason in verdict.reason


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Some 500,000 people came.", "About half a million people were there."),
        ("Twelve ships sank in two decades.", "In twenty years, 12 ships were lost."),
        ("A fifth of the harvest was lost.", "The farmers lost 20 percent of the harvest."),
        ("Four in ten schools are cold.", "40 percent of the schools have no heating."),
        ("Sen. Ada Lind met Gov. Otto Berg.", "Senator Ada Lind had a meeting with Governor Otto Berg."),
        ("Two ships of Norway sank.", "Two Norwegian ships went down."),
        ("The World Health Organization sent nurses.", "Nurses were sent by the WHO."),
        ("Zelenskyy arrived in Rome.", "In Rome, Zelensky was welcomed."),
        ("The council met on Sept. 3.", "A meeting of the council was held on 3 September."),
        ("“The dam leaks,” said Ada Lind.", "Ada Lind warned that “the dam leaks”."),
    ],
)
def test_another_form_of_what_it_prints_is_left_to_a_reader(source: str, claim: str) -> None:
    assert found(source, claim).finding == "doubtful"


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The dam, which is old, broke on Monday.", "The dam broke on Monday."),
        ("The dam will hold, Ada Lind said.", "Ada Lind said the dam will hold."),
        ("If it rains, the dam will break.", "The dam will break if it rains."),
        ("Otto Berg was accused by Ada Lind of theft.", "Ada Lind accused Otto Berg of theft."),
        ("Sen. Ada Lind (D-Nev.) resigned on Jan. 9.", "Senator Ada Lind resigned on January 9."),
        ("The talks ended after the mayor, Ada Lind, had left.", "The talks ended."),
    ],
)
def test_the_sources_own_words_are_proved(source: str, claim: str) -> None:
    verdict = found(source, claim)
    assert verdict.finding == "proved", verdict.reason


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("The dam is safe, the builder said on Monday.", "The dam is safe."),
        ("If parliament agrees, the ministry will hire teachers.", "The ministry will hire teachers."),
        ("Holm, if elected, will raise taxes.", "Holm will raise taxes."),
        ("The club almost won the cup on Sunday.", "The club won the cup on Sunday."),
        ("The drug works in mice, researchers said.", "The drug works, researchers said."),
        ("The law will apply to firms with more than 50 workers.", "The law will apply to firms."),
        ("The city banned smoking in the parks.", "The city banned smoking."),
        ("Tesla sold 500,000 cars in China.", "Tesla sold 500,000 cars."),
        ("The mayor resigned as party leader on Monday.", "The mayor resigned."),
        ("Osten was acquitted of fraud in one of three cases.", "Osten was acquitted of fraud."),
        ("Few White House officials said the plan was sound.", "White House officials said the plan was sound."),
        ("The army denied that it shelled Tarrow after the truce.", "It shelled Tarrow after the truce."),
        ("After the truce began, the army said it shelled Tarrow.", "The army said it shelled Tarrow after the truce began."),
        ("Kolar said prices fell, and wages rose.", "Wages rose."),
        ("Brell voted to leave, but only by 12 votes.", "Brell voted to leave."),
        ("Corvex sued Tallis over a patent.", "Tallis sued Corvex over a patent."),
        ("A lawyer for the paper, Ada Lind, said the ban holds.", "A lawyer for Ada Lind said the ban holds."),
        ("The state attorney general Lind said the ban holds.", "The state attorney Lind said the ban holds."),
        ("It refers to the share of jobless people in the workforce.", "It refers to the share of jobless people."),
        ("More than 300 seals were counted.", "Nearly 300 seals were counted."),
        ("The union rejected the offer.", "The union turned down the offer."),
    ],
)  # fmt: skip
def test_a_cut_that_says_more_and_a_word_of_its_own_are_for_a_reader(source: str, claim: str) -> None:
    assert found(source, claim).finding == "doubtful"


@pytest.mark.parametrize("published", [datetime(2026, 3, 3, 20, tzinfo=UTC), None])
def test_a_date_may_be_what_the_article_means_by_a_weekday(published: datetime | None) -> None:
    source = "The council approved the cable car on Tuesday."
    assert found(source, "On March 3, the council approved the cable car.", published=published).finding == "doubtful"
    if published:
        assert found(source, "On May 3, the council approved the cable car.", published=published).finding == "refused"


@pytest.mark.parametrize(
    ("language", "source", "into", "claim", "finding"),
    [
        ("de", "Der Fonds hält 3 Billionen Euro.", "en", "The fund holds 3 trillion euros.", "doubtful"),
        ("de", "Der Fonds hält 3 Billionen Euro.", "en", "The fund holds 3 billion euros.", "refused"),
        ("fr", "Le maire a vu quatre-vingt-dix élus le 4 octobre.", "de", "Er traf am 4. Oktober 90 Abgeordnete.", "doubtful"),
        ("fr", "Le maire a vu quatre-vingt-dix élus le 4 octobre.", "de", "Er traf am 4. November 90 Abgeordnete.", "refused"),
        ("es", "«Es un acuerdo», dijo Elena Prats.", "en", "Elena Prats called it «un acuerdo».", "doubtful"),
        ("es", "«Es un acuerdo», dijo Elena Prats.", "en", "Elena Prats said: “It is a deal.”", "refused"),
        ("en", "The dam broke.", "fr", "The dam broke.", "proved"),
        ("de", "Der frühere Gouverneur Holm sprach.", "de", "Gouverneur Holm hat gesprochen.", "refused"),
        ("es", "El exdirector Rafael Luján declaró.", "es", "El director, Rafael Luján, ha declarado.", "refused"),
        ("de", "Das „Alte Haus“ brannte ab.", "de", "Abgebrannt ist das „Alte Haus“.", "doubtful"),
        ("sv", "Tolv båtar sjönk.", "en", "Twelve boats sank.", "doubtful"),
    ],
)  # fmt: skip
def test_in_another_language_figures_days_and_quotations_are_held(
    language: str, source: str, into: str, claim: str, finding: str
) -> None:
    verdict = found(source, claim, language=language, into=into)
    assert verdict.finding == finding, verdict.reason


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "half a million, 2.5 million, forty-two, 14 bn, a hundred and five", [5e5, 2.5e6, 42, 14e9, 105]),
        ("de", "2,5 Mio., zweiundzwanzig, eine halbe Million, dreihunderttausend", [2.5e6, 22, 5e5, 3e5]),
        ("fr", "1 200, un demi-million, quatre-vingt-dix, vingt et un, 430 000", [1200, 5e5, 90, 21, 43e4]),
        ("es", "quince mil, 1,5 mil millones, treinta y cinco, 15.000", [15e3, 1.5e9, 35, 15e3]),
    ],
)
def test_numbers_are_read_by_their_value(language: str, text: str, values: list[float]) -> None:
    assert [figure.value for figure in pack_of(language).figures.read(text)] == values


def test_prove_gives_the_verdicts_of_the_guard() -> None:
    records = [
        {"source": "The dam broke. It was old.", "claim": "The dam broke."},
        {"source": "The dam broke.", "claim": "The dam gave way."},
        {"source": "12 dams broke.", "claim": "13 dams broke."},
        {"source": "Zwölf Dämme brachen.", "claim": "12 dams broke.", "language": "en", "source_language": "de"},
        {"source": "“It leaks,” said Ada Lind.", "claim": "The dam leaks.", "speaker": "Otto Berg"},
    ]
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    result = CliRunner().invoke(cli, ["prove"], input=f"{lines}[]\n")
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["verdict"] for each in told] == ["proved", "doubtful", "refused", "doubtful", "refused"]
    assert all(set(each) == {"verdict", "supported", "score", "reason"} for each in told)
    assert told[0]["supported"] and told[0]["score"] > told[1]["score"]
    assert result.exit_code == 1 and "line 6" in result.stderr
