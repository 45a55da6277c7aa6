"""Velvi, an invented language: one folder, and one line in the registry."""

from __future__ import annotations

from bot.language.pack import LanguagePack
from tests.language.toy.claims import CLAIMS
from tests.language.toy.questions import QUESTIONS, SPANS, WORDS
from tests.language.toy.speech import CONTENT, ENDS, NAMES, PERSONS, QUOTATION_MARKS, SPEECH

PACK = LanguagePack(
    code="zz",
    name="Velvi",
    commonest="la lo de fu es ke ye pru elk ne",
    claims=CLAIMS,
    words=WORDS,
    spans=SPANS,
    questions=QUESTIONS,
    sentence_ends=ENDS,
    content=CONTENT,
    names=NAMES,
    people=PERSONS,
    speech=SPEECH,
    quotation_marks=QUOTATION_MARKS,
)
