"""German: as yet how it writes numbers, days and months, by which a claim's figures are compared, and how it asks."""

from __future__ import annotations

from bot.language.claims import ClaimRules
from bot.language.facts.figures import Figures
from bot.language.pack import LanguagePack
from bot.language.questions.by_words import QuestionsByWords
from bot.language.questions.grammar import QuestionWords, Wanted
from bot.language.screening import Screening
from bot.language.tokens import plain

_UNITS = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
_TEENS = {
    plain(f"{word}zehn"): float(n) for n, word in ((13, "drei"), (14, "vier"), (15, "fünf"), (18, "acht"), (19, "neun"))
}
_TENS = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_MONTHS = "januar februar märz april mai juni juli august september oktober november dezember".split()
_DAYS = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split()

FIGURES = Figures(
    words={plain(word): float(n) for n, word in enumerate(_UNITS)}
    | _TEENS
    | {
        "sechzehn": 16.0,
        "siebzehn": 17.0,
        "ein": 1.0,
        "zwo": 2.0,
        "dutzend": 12.0,
        "anderthalb": 1.5,
        "eineinhalb": 1.5,
    }
    | {plain(word): 10.0 * n for n, word in enumerate(_TENS, 2)},
    scales={"hundert": 100.0, "tausend": 1e3, "tsd": 1e3}
    | dict.fromkeys(("mio", "million", "millionen"), 1e6)
    | dict.fromkeys(("mrd", "milliarde", "milliarden"), 1e9)
    | dict.fromkeys(("billion", "billionen"), 1e12)
    | dict.fromkeys(("trillion", "trillionen"), 1e18),
    fractions=dict.fromkeys(("halbe", "halben", "halber", "halbes", "hälfte"), 0.5)
    | dict.fromkeys(("drittel", "drittels"), 1 / 3)
    | {"viertel": 0.25, "funftel": 0.2, "sechstel": 1 / 6, "achtel": 0.125, "zehntel": 0.1},
    shares=frozenset(("prozent",)),
    joints=frozenset(("und",)),
    of=frozenset("von aus".split()),
    tens_of_years=frozenset("jahrzehnt jahrzehnte jahrzehnten".split()),
    compounded=True,
)

_ASKS: dict[str, Wanted] = {
    **dict.fromkeys(("wer", "wen", "wem"), "person"),
    **dict.fromkeys(("wann",), "time"),
    **dict.fromkeys(("wo", "wohin", "woher"), "place"),
    **dict.fromkeys(("wieviel", "wieviele"), "number"),
    **dict.fromkeys(("warum", "weshalb", "wieso"), "reason"),
    **dict.fromkeys(("was", "welche", "welcher", "welches"), "thing"),
}
_FRAMING = frozenset("ist sind war waren wird wurde wurden hat haben hatte hatten der die das den dem ein eine".split())

PACK = LanguagePack(
    code="de",
    name="German",
    commonest=(
        "der die das und ist nicht mit von den dem des ein eine einer für auf sich im zu es auch als an werden "
        "aus hat dass sie nach wird bei noch wie über so zum war haben nur oder aber vor zur bis mehr durch kann"
    ),
    figures=FIGURES,
    questions=QuestionsByWords(
        vocabulary=QuestionWords(framing=_FRAMING | _ASKS.keys()),
        asks=_ASKS,
    ),
    asked_with=frozenset(_ASKS) | frozenset("ist wurde wurden sagt sagte sagten".split()),
    screening=Screening(
        opinion_labels=frozenset("meinung kommentar kommentare kolumne kolumnen leitartikel gastbeitrag".split()),
        title_stamps="eilmeldung|eil|live|liveticker|live-?blog|newsticker|update|exklusiv|video",
        teasers="Wie|Warum|Wieso|Was|Wo|Wer|Weshalb",
        read_on=r"das (?:ist|sind|muss|müssen|bedeutet)(?: \w+){0,3} (?:bekannt|wissen)|was (?:wir|sie|man) wissen",
    ),
    claims=ClaimRules(
        contraries={"vor": "nach", "nach": "vor", "mehr": "weniger", "weniger": "mehr", "über": "unter"},
        capitalises_months=True,
        months={plain(word): n for n, word in enumerate(_MONTHS, 1)} | {"janner": 1, "feber": 2},
        weekdays={plain(word): n for n, word in enumerate(_DAYS)} | {"sonnabend": 5},
        days_from_now=frozenset(map(plain, "heute gestern vorgestern übermorgen".split())),  # “morgen” is a morning too
        spans_from_now=frozenset(
            f"{which} woche" for which in "diese dieser letzte letzter vergangene vergangener nachste nachster".split()
        ),
        shades=frozenset(
            map(plain, "ehemalig fruher designiert stellvertretend kommissarisch amtierend vize ex".split())
        ),
    ),
)
