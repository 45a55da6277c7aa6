"""English: every English list and rule that there is, each once."""

from __future__ import annotations

from bot.language.en import entity_spans, questions
from bot.language.en.claims.rules import CLAIMS
from bot.language.en.counted_things import COUNTS
from bot.language.en.dating.dated_deeds import DEEDS
from bot.language.en.figures import FIGURES
from bot.language.en.names import NAMES
from bot.language.en.people import PERSONS
from bot.language.en.questions.assertions import ASSERTIONS
from bot.language.en.questions.follow_ups import FOLLOW_UPS
from bot.language.en.screening.page_notices import NOTICES
from bot.language.en.screening.rules import SCREENING
from bot.language.en.sentence_ends import ENDS
from bot.language.en.speech import EnglishSpeech
from bot.language.en.speech.credits import CREDITS
from bot.language.en.speech.cues import SAYING
from bot.language.en.stopwords import CONTENT
from bot.language.en.word_match import WORDS
from bot.language.pack import LanguagePack
from bot.text.quotation_marks import QuotationMarks

PACK = LanguagePack(
    code="en",
    name="English",
    claims=CLAIMS,
    figures=FIGURES,
    page_notices=NOTICES,
    counted_things=COUNTS,
    screening=SCREENING,
    dated_deeds=DEEDS,
    words=WORDS,
    spans=entity_spans,
    questions=questions,
    assertions=ASSERTIONS,
    follow_ups=FOLLOW_UPS,
    commonest=(
        "the of and to in is that for it was with as on be by at from this are have has had his he she they not "
        "but were which will would their been said you an or who its more than about"
    ),
    one_letter="as",
    sentence_ends=ENDS,
    content=CONTENT,
    names=NAMES,
    people=PERSONS,
    speech=EnglishSpeech(),
    cues=SAYING,
    quotation_marks=QuotationMarks(clipped=frozenset("em til tis twas cause bout n".split())),
    credits=CREDITS,
)
