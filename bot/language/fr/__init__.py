"""French: as yet how it writes numbers, days, months and names, by which a claim's figures are compared."""

from __future__ import annotations

from bot.language.claims import ClaimRules
from bot.language.facts.figures import Figures
from bot.language.pack import LanguagePack
from bot.language.screening import Screening
from bot.language.tokens import plain

_UNITS = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_TENS = "vingt trente quarante cinquante soixante septante huitante nonante".split()
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()

FIGURES = Figures(
    words={plain(word): float(n) for n, word in enumerate(_UNITS)}
    | {word: 10.0 * n for n, word in enumerate(_TENS, 2)}
    | {"une": 1.0, "vingts": 20.0, "douzaine": 12.0, "dizaine": 10.0, "quinzaine": 15.0, "vingtaine": 20.0},
    scales=dict.fromkeys(("cent", "cents"), 100.0)
    | {"mille": 1e3}
    | dict.fromkeys(("million", "millions"), 1e6)
    | dict.fromkeys(("milliard", "milliards"), 1e9)
    | dict.fromkeys(("billion", "billions"), 1e12),
    fractions=dict.fromkeys(("demi", "demie", "moitié"), 0.5) | {"tiers": 1 / 3, "quart": 0.25, "quarts": 0.25},
    shares=frozenset(("pour cent",)),
    joints=frozenset(("et",)),
    of=frozenset(("sur",)),
    tens_of_years=frozenset(("decennie", "decennies")),
    joins_tens=True,
)

PACK = LanguagePack(
    code="fr",
    name="French",
    commonest=(
        "le la les des et est une du dans que qui pour pas sur avec au plus par ce il sont ne se aux elle cette "
        "mais ont été ses comme nous vous leur ou ces deux fait même être après d l"
    ),
    figures=FIGURES,
    screening=Screening(
        opinion_labels=frozenset(
            "opinion opinions tribune tribunes édito éditorial editoriaux chronique chroniques".split()
        ),
        title_stamps="direct|en direct|dernière minute|alerte(?: info)?|exclusif|vidéo|urgent",
        teasers="Comment|Pourquoi|Qui|Où|Que",
        read_on=r"ce que (?:l[’'])?(?:on|nous|vous) (?:sait|savons|devez savoir)|voici",
    ),
    claims=ClaimRules(
        contraries={"avant": "après", "après": "avant", "plus": "moins", "moins": "plus"},
        months={plain(word): n for n, word in enumerate(_MONTHS, 1)},
        weekdays={word: n for n, word in enumerate(_DAYS)},
        days_from_now=frozenset(map(plain, "aujourd'hui hier demain avant-hier après-demain".split())),
        spans_from_now=frozenset(("cette semaine", "semaine derniere", "semaine prochaine")),
        shades=frozenset("ancien ancienne anciens anciennes ex vice".split()),
    ),
)
