"""Who said what, rule by rule, on invented sentences: through `read`, as ingest and `inspect` do."""

from __future__ import annotations

import pytest

from bot.evidence.article_analysis import read
from bot.models import Article, Quote


def said(text: str) -> list[Quote]:
    return list(read(Article(text, language="en")).quotes)


def only(text: str) -> Quote:
    (quote,) = said(text)
    return quote


LEAKS = "The dam is leaking"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("“The dam is leaking,” said Ada Lind.", LEAKS, "direct"),
        ("“The dam is leaking,” Ada Lind said on Tuesday.", LEAKS, "direct"),
        ("“The dam is leaking,” Ada Lind wrote on the council’s website.", LEAKS, "direct"),
        ("“The dam is leaking,” Ada Lind tweeted on Monday.", LEAKS, "direct"),
        ("“The dam is leaking,” Ada Lind was quoted as saying by the Bell.", LEAKS, "direct"),
        ("Ada Lind said: “The dam is leaking.”", LEAKS + ".", "direct"),
        ("Ada Lind: “The dam is leaking”", LEAKS, "direct"),
        ("“The dam is leaking” – Ada Lind", LEAKS, "direct"),
        ("Asked about the valley, Ada Lind said: “The dam is leaking.”", LEAKS + ".", "direct"),
        ("“Is the dam leaking?” asked Ada Lind.", "Is the dam leaking?", "direct"),
        ("The council did, in Ada Lind’s words, “nothing at all for years”.", "nothing at all for years", "direct"),
        ("Ada Lind said that the dam was leaking.", "the dam was leaking", "indirect"),
        ("Ada Lind said the dam was leaking.", "the dam was leaking", "indirect"),
        ("Ada Lind has also said the dam was leaking.", "the dam was leaking", "indirect"),
        ("The dam is leaking, Ada Lind said in a statement.", LEAKS, "indirect"),
        ("In a statement, Ada Lind said that the dam was leaking.", "the dam was leaking", "indirect"),
        ("Ada Lind said in a statement on Monday that the dam was leaking.", "the dam was leaking", "indirect"),
        ("According to Ada Lind, the dam is leaking.", "the dam is leaking", "indirect"),
        ("The dam is leaking, according to Ada Lind.", LEAKS, "indirect"),
        ("As Ada Lind said, the dam is leaking.", "the dam is leaking", "indirect"),
        ("The dam is leaking, says engineer Ada Lind", LEAKS, "indirect"),
        ("Ada Lind warned that the dam was leaking.", "the dam was leaking", "indirect"),
        ("Ada Lind believes the dam is leaking.", "the dam is leaking", "indirect"),
        ("Ada Lind insisted: the dam is leaking.", "the dam is leaking", "indirect"),
        ("Ada Lind urged the council to close the road.", "to close the road", "indirect"),
        ("The Bell quoted Ada Lind as saying the dam was leaking.", "the dam was leaking", "indirect"),
        ("Ada Lind told reporters taxes would rise.", "taxes would rise", "indirect"),
        ("Prime Minister Ada Lind told parliament on Thursday that taxes would rise.", "taxes would rise", "indirect"),
        ("Ada Lind said the dam was “a sieve” by now.", "the dam was “a sieve” by now", "mixed"),
        ("Ada Lind called the dam “a ticking bomb”.", "the dam “a ticking bomb”", "mixed"),
        ("In the words of Ada Lind, the dam is “a sieve”.", "the dam is “a sieve”", "mixed"),
    ],
)
def test_each_cue_gives_the_words_to_their_speaker(text: str, words: str, kind: str) -> None:
    quote = only(text)
    assert (quote.text, quote.kind, quote.speaker) == (words, kind, "Ada Lind")
    assert quote.cue and quote.cue in text


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lind did not say whether the dam was leaking.",
        "Ada Lind refused to say that the dam was leaking.",
        "Ada Lind would say only that the dam was old.",
        "Ada Lind said on Monday.",
        "It is said that the dam is leaking.",
        "The dam, said to be leaking, was closed.",
        "The so-called “peace road” was closed.",
        "The film “Gone Over the River” was shown.",
        "The report was late and the claims were old.",
        "Police questioned captain Ada Lind for three hours.",
        "Detectives questioned two men about the fire.",
    ],
)
def test_what_is_denied_unsaid_or_a_title_is_no_quote(text: str) -> None:
    assert said(text) == []


def spans(quote: Quote, text: str) -> list[str]:
    return [text[start:end] for start, end in quote.spans]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("“I will not sell,” Ivo Brandt said, “and I will not move.”", ["I will not sell", "and I will not move."]),
        ("“I will not sell,” Ivo Brandt said. “The farm stays.”", ["I will not sell", "The farm stays."]),
        (
            "“I will not sell,” said Ivo Brandt, who keeps goats. “The farm stays. So do I.”",
            ["I will not sell", "The farm stays. So do I."],
        ),
        ("The minister, Ivo Brandt said, had lied.", ["The minister", "had lied"]),
    ],
)
def test_a_broken_quotation_is_one_quote_of_several_spans(text: str, pieces: list[str]) -> None:
    quote = only(text)
    assert spans(quote, text) == pieces
    assert quote.text == text[quote.start : quote.end]
    assert quote.speaker == "Ivo Brandt"


def test_a_speech_over_several_paragraphs_has_one_speaker() -> None:
    forward = said(
        "Ada Lind opened the meeting. “It leaks,” she said. “We have known it since March.\n“Nobody has acted.\n“We close it.”"
    )
    backward = said("Ada Lind came.\n\n“The dam is leaking.\n\n“Nobody has acted.\n\n“Nobody ever will,” she said.")
    assert [quote.speaker for quote in forward] == ["Ada Lind"] * 3 == [quote.speaker for quote in backward]


def test_a_closed_quotation_of_its_own_paragraph_is_nobody_s_before_another_speaks() -> None:
    first, second = said("“The dam is leaking.”\n\n“Nobody has ever acted,” said Ada Lind.")
    assert (first.speaker, second.speaker) == (None, "Ada Lind")


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Brandt told the council that the dam had “failed twice”, said Ada Lind, his lawyer.",
        "Ivo Brandt told the council that the dam had “failed twice”, according to Ada Lind.",
        "Ada Lind said Ivo Brandt told the council that the dam had “failed twice”.",
    ],
)
def test_nested_speech_keeps_both_voices(text: str) -> None:
    by = {quote.speaker: quote for quote in said(text)}
    assert set(by) == {"Ada Lind", "Ivo Brandt"}
    inner, outer = by["Ivo Brandt"], by["Ada Lind"]
    assert (inner.text, inner.via, inner.addressee) == ("the dam had “failed twice”", "Ada Lind", "the council")
    assert outer.via is None
    assert outer.start <= inner.start and inner.end <= outer.end


def test_an_outlet_that_quotes_somebody_passes_it_on() -> None:
    quote = only("“The dam is leaking,” the Daily Bell quoted Ada Lind as saying.")
    assert (quote.speaker, quote.via) == ("Ada Lind", "Daily Bell")


@pytest.mark.parametrize(
    ("text", "speaker", "written"),
    [
        ("Ivo Brandt keeps goats. “I will not sell,” he said.", "Ivo Brandt", "he"),
        ("The ministry closed the road. It said that repairs would take a week.", "The ministry", "It"),
        ("“I will not sell the farm,” she said.", None, "she"),
        ("“I will not sell the farm,” they said.", None, "they"),
    ],
)
def test_a_pronoun_means_the_last_one_who_fits_or_nobody(text: str, speaker: str | None, written: str) -> None:
    quote = only(text)
    assert (quote.speaker, quote.speaker_as_written) == (speaker, written)


@pytest.mark.parametrize("verb", ["deadpanned", "telt the sheriff", "shrugged on Monday", "said"])
def test_who_follows_the_comma_of_a_quotation_speaks_it_whatever_the_verb(verb: str) -> None:
    text = f"“I will not sell the farm,” Ivo Brandt {verb}. “He has no farm to sell,” said Ada Lind."
    assert [quote.speaker for quote in said(text)] == ["Ivo Brandt", "Ada Lind"]


@pytest.mark.parametrize("hour", ["14:10: ", "14.10 ", "9:05 am – ", "14:10 GMT: "])
def test_the_hour_of_an_entry_is_no_part_of_what_is_said(hour: str) -> None:
    quote = only(f"{hour}“We are close to the end,” Ivo Brandt tells reporters.")
    assert (quote.text, quote.kind, quote.speaker) == ("We are close to the end", "direct", "Ivo Brandt")


def test_he_is_not_the_woman_who_was_named_last() -> None:
    text = "Ivo Brandt met his mother, and spokeswoman Ada Lind said she was well. “I am well too,” he said."
    assert [quote.speaker for quote in said(text)][-1] != "Ada Lind"


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("“It leaks,” said mayor Greta Holm.", "Greta Holm", "mayor"),
        ("“It leaks,” said Greta Holm, the mayor of Lindau.", "Greta Holm", "mayor of Lindau"),
        ("Greta Holm, the mayor of Lindau, said that it leaked.", "Greta Holm", "mayor of Lindau"),
        ("Its leader, Otto Berg, said that it leaked.", "Otto Berg", "leader"),
        ("“It leaks,” said the mayor, Greta Holm, on Monday.", "Greta Holm", "mayor"),
        ("“It leaks,” said her daughter, Greta Holm.", "Greta Holm", "daughter"),
        ("“It leaks,” said the mayor, New York being wet.", "the mayor", ""),
        ("Analyst Greta Holm said that it leaked.", "Greta Holm", "Analyst"),
        ("U.S. Secretary of State Ada Lind said that it leaked.", "Ada Lind", "U.S. Secretary of State"),
        ("The prime minister of Orland, Ken Ito, said that it leaked.", "Ken Ito", "prime minister of Orland"),
        ("Mr. Holm said that it leaked.", "Holm", ""),
        ("Ursula von der Lund said that it leaked.", "Ursula von der Lund", ""),
        ("Omar al-Basri said that it leaked.", "Omar al-Basri", ""),
    ],
)
def test_a_name_is_whole_and_its_role_is_kept(text: str, speaker: str, role: str) -> None:
    quote = only(text)
    assert (quote.speaker, quote.speaker_role) == (speaker, role)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("A senior government official said the road was closed.", "A senior government official"),
        ("“I will not sell the farm,” a farmer who asked not to be named said.", "a farmer"),
        ("“I will not sell the farm,” said one of the villagers.", "one of the villagers"),
        ("A spokesman for Holm said the road was closed.", "A spokesman for Holm"),
        ("Holm’s lawyer said the road was closed.", "Holm’s lawyer"),
        ("The president of Orland said the road was closed.", "The president of Orland"),
        ("The Department of Health said the road was closed.", "Department of Health"),
        ("Members of Congress said the road was closed.", "Members of Congress"),
        ("A study by the Lindau institute found that the dam was leaking.", "A study by the Lindau institute"),
    ],
)
def test_who_has_no_name_gets_none(text: str, speaker: str) -> None:
    assert only(text).speaker == speaker


def test_a_role_means_its_one_bearer_and_nobody_where_there_are_two() -> None:
    opened = "Greta Holm, the mayor of Lindau, opened the mill. Holm smiled.\nThe mayor said the mill would stay."
    assert only(opened).speaker == "Greta Holm"
    two = "Ivo Brandt, the mayor of Orr, met Max Falk, the mayor of Lindau. Brandt and Falk sat. The mayor said it was late."
    assert only(two).speaker == "The mayor"


def test_two_who_speak_together_are_both_named() -> None:
    first, second = said("“It leaks,” Ada Voss and Ivo Brandt said in a joint statement. Voss said it leaked badly.")
    assert first.speaker == "Ada Voss and Ivo Brandt"
    assert second.speaker == "Ada Voss"


def test_a_second_verb_has_the_first_one_s_subject_and_ends_its_words() -> None:
    first, second = said("Ada Lind said the dam was old, but Ivo Brandt said it was safe.")
    assert (first.text, first.speaker) == ("the dam was old", "Ada Lind")
    assert (second.text, second.speaker) == ("it was safe", "Ivo Brandt")
    assert only("Ada Lind, who said the dam was safe, resigned.").text == "the dam was safe"


def test_a_source_s_source_says_nothing() -> None:
    assert said("The dam is open, the Bell reported on Monday, citing two officials.")[-1].text != "two officials"


def test_the_town_of_a_dateline_says_nothing() -> None:
    quote = only("WASHINGTON — Mayor Ada Lind called the dam on Tuesday “a leak with a wall around it,” and left.")
    assert quote.speaker == "Ada Lind"
