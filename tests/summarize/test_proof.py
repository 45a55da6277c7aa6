"""Proof: whole sentences and honest ones pass, no lie does, nothing breaks it; and the weighing of claims."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.sentences import passages, sentences
from bot.models import Citation, Claim
from bot.summarize.verification.verify import prove
from tests.summarize.liars import disguised, plain_lies
from tests.summarize.newsroom import (
    BANK,
    COURT,
    CUP,
    HELD,
    MERGER,
    PORT,
    RIVER,
    SEEN,
    TREATY,
    VACCINE,
    Told,
    best_citation,
    evidence,
    honest,
    lies,
    statements,
)  # fmt: skip

KNOWN = pytest.mark.parametrize("known", [pytest.param(False, marks=pytest.mark.slow), True])
"""Whether the source's statements were made out before."""


@KNOWN
def test_honest_sentences_are_not_refused_and_those_in_the_sources_words_are_proved(known: bool) -> None:
    found = Counter(
        prove(claim, statements=statements(article.text) if known else ()).finding
        for article in (*SEEN, *HELD)
        for claim in honest(article)
    )
    assert found["refused"] <= 0.02 * found.total()
    assert found["proved"] >= 0.3 * found.total()


@KNOWN
def test_lies_of_no_kind_are_proved(known: bool) -> None:
    told: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    passed = []
    for article in (*SEEN, *HELD):
        said = statements(article.text) if known else ()
        for kind, claim in lies(article, seed=3):
            told[kind] += 1
            finding = prove(claim, statements=said).finding
            refused[kind] += finding == "refused"
            if finding == "proved":
                passed.append((kind, claim.text))
    assert len(told) >= 15
    assert not passed
    for kind in ("cites nothing", "invented quote", "quote changed", "quotation marks added", "mention", "markup"):
        assert refused[kind] == told[kind] > 0, kind
    assert refused["number"] >= 0.95 * told["number"]


@KNOWN
def test_no_plain_word_may_be_changed_or_added(known: bool) -> None:
    told: Counter[str] = Counter()
    passed = []
    for article in (*SEEN, *HELD):
        said = statements(article.text) if known else ()
        for kind, claim in (*plain_lies(article, seed=5), *disguised(article)):
            told[kind] += 1
            if prove(claim, statements=said).supported and not _is_plain(claim, article):
                passed.append((kind, claim.text))
    assert min(told.values()) >= 5 and len(told) == 10
    assert not passed


def _is_plain(claim: Claim, article: Told) -> bool:
    """Tell whether nothing is left of a disguise: the citation mark was taken off."""
    return claim.text.rstrip(".") in {text.rstrip(".") for text in article.honest}


def test_whole_sentences_of_a_source_always_pass(shared: Path) -> None:
    text = (shared / "articles" / "biden-putin-call.txt").read_text(encoding="utf-8")
    for passage in passages(text, "en"):
        cited = (Citation(1, passage.start, passage.end, passage.text),)
        for start, end in passage.sentences:
            assert prove(Claim(text[start:end], cited)).supported
        assert prove(Claim(passage.text, cited)).supported


def holds(text: str, article: Told, speaker: str | None = None, *, known: bool = True) -> str:
    """Why a sentence fails against its best passage; "" where it passes."""
    claim = Claim(text, (best_citation(text, evidence(article.text)),), "model", speaker)
    verdict = prove(claim, statements=statements(article.text) if known else ())
    assert verdict.reason
    return "" if verdict.supported else verdict.reason


@pytest.mark.parametrize(
    ("text", "article", "reason"),
    [
        ('Mira Dahl called it "a bad deal".', PORT, "does not print the quotation"),
        ("Anders Holt said \"This is not the deal we wanted, but it is a fair one.\"", PORT, "is said by Mira Dahl"),
        ("Holt told Dahl that the union would never accept the closing of a terminal.", PORT, ""),
        ("Ruiz told Saar that Norrland would not sign the fishing treaty in its present form.", TREATY, ""),
        ("The union had asked for 19 percent.", PORT, "“19” is not in the passage"),
        ("Nordkaj will pay each of its 1,200 dockers $1,840 in March.", PORT, ""),
        ("Nordkaj will pay each of its 1,840 dockers 1,200 euros in March.", PORT, ""),
        ("The city had lost less than 14 million dollars in fees, Lena Brandt said.", PORT, ""),
        ("Fewer than 40 ships had waited outside the harbour.", PORT, ""),
        ("Dockers in Larnholt ended a strike of eleven days on Monday.", PORT, "“Monday”"),
        ("Dockers in Larnholt began a strike of eleven days on Tuesday.", PORT, ""),
        ("The company agreed to shorter shifts.", PORT, "drops “not”"),
        ("Talks about shifts resumed in the autumn, Anders Holt told reporters.", PORT, "without “would”"),
        ("Another strike will close the smaller of the two terminals, Holt warned.", PORT, "without “could”"),
        ("The bank will raise the rate again in July, Marrin said.", BANK, "under the condition “If"),
        ("The bank expects a recession, Marrin told parliament.", BANK, "drops “not”"),
        ("Dora Quell presented the budget on October 12.", BANK, "without “plans”"),
        ("Water had been released from the dam at night, Vidan said.", RIVER, "drops “denied”"),
        ("Every family received 3,000 marks.", RIVER, ""),
        ("Kolar was accused by Sertic of ignoring a warning from April.", RIVER, ""),
        ("Governments paid for a third dose.", VACCINE, ""),
        ("Ashford beat Brightwater 3-1 in the final of the League Cup on Sunday.", CUP, ""),
        ("Brightwater beat Ashford 3-1, see http://evil.example.", CUP, "link"),
        ("@here Brightwater beat Ashford 3-1.", CUP, "mention"),
        ("**Brightwater** beat Ashford 3-1.", CUP, "markup"),
        ("Ashford won the match in extra time after a penalty.", CUP, ""),
        ('Brightwater\'s coach said Ashford "played the better football.', CUP, "not closed"),
        ('Mira Dahl called it "the deal we wanted".', PORT, "cut off from its “not”"),
        ("Sunward's rival Petrel will buy Sunward for $3.4 billion.", MERGER, ""),
        ("Kolar accused April of ignoring a warning.", RIVER, "“April”"),
        ("The court acquitted Jonas Reiter.", COURT, ""),
        ("All of the nine members of the board voted against the rise.", BANK, ""),
    ],
)  # fmt: skip
def test_a_lie_fails_with_its_reason(text: str, article: Told, reason: str) -> None:
    found = holds(text, article)
    assert found
    assert reason in found


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("Mira Dahl: \"This is not the deal we wanted, but it is a fair one.\"", PORT),
        ("The strike in the port of Larnholt lasted eleven days.", PORT),
        ("The dockers' strike lasted 11 days.", PORT),
        ("The union leader Mira Dahl said: “This is not the deal we wanted, but it is a fair one.”", PORT),
        ("The bank doesn't expect a recession, Marrin told parliament.", BANK),
        ("The bank's key rate is now 4.25 percent.", BANK),
        ("Half a point was the third rise this year.", BANK),
        ("Sertic was accused by Kolar of ignoring a warning from April.", RIVER),
        ("The WHO will decide in February whether to recommend it.", VACCINE),
        ("Brightwater play Kerrow on August 9.", CUP),
        ("Mira Dahl told Holt that the union would never accept the closing of a terminal.", PORT),
        ("Jonas Reiter was sentenced to six years in prison on Friday.", COURT),
        ("Ministers of both countries meet in Port Amrin on November 30 and December 1.", TREATY),
    ],
)  # fmt: skip
def test_an_honest_paraphrase_is_not_refused(text: str, article: Told) -> None:
    claim = Claim(text, (best_citation(text, evidence(article.text)),), "model")
    verdict = prove(claim, statements=statements(article.text))
    assert verdict.finding != "refused", verdict.reason


def test_the_noted_speaker_is_held_against_the_passage() -> None:
    text = 'Ferrer said Ruiz was "patient, but not for ever".'
    assert holds(text, TREATY, "Luis Ferrer") == ""
    assert "does not name Otto Berg" in holds(text, TREATY, "Otto Berg")
    assert "“thief”" in holds(text, TREATY, "Luis Ferrer, thief")
    assert "link" in holds(text, TREATY, "Luis Ferrer evil.example")


def test_who_is_passed_on_by_an_outlet_is_the_speaker_of_what_is_quoted() -> None:
    text = "According to Coast News, keeper Tove Marsh said Friday that if it rains, “the lighthouse will open in May.”"
    claim = Claim(
        "The tower “will open in May,” its keeper Tove Marsh said Friday of a rainy spring.",
        (Citation(1, 0, len(text), text),),
    )
    said = statements(text)
    assert prove(replace(claim, speaker="Tove Marsh"), statements=said).finding == "doubtful"
    assert "does not name Otto Berg" in prove(replace(claim, speaker="Otto Berg"), statements=said).reason


def test_a_claim_without_evidence_or_with_too_much_fails() -> None:
    assert prove(Claim("It rains.", ())).reason == "it cites nothing"
    assert not prove(Claim("It rains.", (Citation(1, 0, 700, "It rains. " * 70),))).supported
    assert not prove(Claim("...", (Citation(1, 0, 9, "It rains."),))).supported


def test_a_claim_is_not_stitched_from_two_passages() -> None:
    first, second = (
        Citation(1, 0, 40, "The minister of health opened a clinic."),
        Citation(2, 0, 50, "A driver was arrested for theft in the capital."),
    )
    claim = Claim("The minister of health was arrested for theft in the capital.", (first, second), "model")
    assert not prove(claim).supported


def test_other_languages_pass_word_for_word_only() -> None:
    cited = (Citation(1, 0, 80, "Die Regierung wird das Gesetz nicht ändern. Der Minister trat am Montag zurück."),)
    assert prove(Claim("Die Regierung wird das Gesetz nicht ändern.", cited, "model")).supported
    assert not prove(Claim("Die Regierung wird das Gesetz ändern.", cited, "model")).supported


words = st.text(alphabet=st.sampled_from("ab AB.,\"“”'’1290%$-\n@<>[]()né中not would"), max_size=120)


@given(claim=words, source=words)
def test_no_text_breaks_it_and_what_it_cites_in_full_passes(claim: str, source: str) -> None:
    cited = Citation(1, 0, len(source), source)
    prove(Claim(claim, (cited,), "model"))
    for start, end in sentences(source):
        whole = prove(Claim(source[start:end], (cited,)))
        assert whole.supported or "holds" in whole.reason or "says nothing" in whole.reason


def test_what_was_said_in_another_article_is_told_apart_from_what_nobody_said() -> None:
    here, elsewhere = evidence(PORT.text, 1), statements(BANK.text, 2)
    quotation = next(item.quote.text for item in elsewhere if item.quote.kind == "direct").strip('“”"')
    said = Claim(f'Mira Dahl said: "{quotation}"', here[:1], "model")
    invented = Claim('Mira Dahl said: "We shall all be rich by the spring."', here[:1], "model")
    assert "was said, but in another article" in prove(said, statements=elsewhere).reason
    assert "does not print the quotation" in prove(invented, statements=elsewhere).reason
