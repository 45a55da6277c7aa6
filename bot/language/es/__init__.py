"""Spanish: as yet how it writes numbers, days, months and names, by which a claim's figures are compared."""

from __future__ import annotations

from bot.language.claims import ClaimRules
from bot.language.facts.figures import Figures
from bot.language.pack import LanguagePack
from bot.language.screening import Screening
from bot.language.tokens import plain

_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS = "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos".split()
_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_DAYS = "lunes martes miércoles jueves viernes sábado domingo".split()

FIGURES = Figures(
    words={plain(word): float(n) for n, word in enumerate(_UNITS)}
    | {word: 10.0 * n for n, word in enumerate(_TENS, 3)}
    | {form: 100.0 * n for n, word in enumerate(_HUNDREDS, 2) for form in (word, f"{word[:-2]}as")}
    | {"un": 1.0, "una": 1.0, "ciento": 100.0, "cien": 100.0, "docena": 12.0, "decena": 10.0, "veintena": 20.0},
    scales={"mil": 1e3, "mill": 1e6, "millón": 1e6, "millon": 1e6, "millones": 1e6, "billon": 1e12, "billones": 1e12},
    fractions=dict.fromkeys(("medio", "media", "mitad"), 0.5) | {"tercio": 1 / 3, "tercios": 1 / 3, "cuarto": 0.25},
    shares=frozenset(("por ciento",)),
    joints=frozenset(("y",)),
    of=frozenset("de cada".split()),
    tens_of_years=frozenset(("decada", "decadas")),
    joins_tens=True,
)

PACK = LanguagePack(
    code="es",
    name="Spanish",
    commonest=(
        "el la los las de que y en un una es por con para del se no su al lo como más pero sus le ha este sí "
        "porque esta entre cuando muy sin sobre también hay fue han son años desde"
    ),
    figures=FIGURES,
    screening=Screening(
        opinion_labels=frozenset("opinion opinión columna columnas editorial editoriales tribuna".split()),
        title_stamps="última hora|en directo|en vivo|directo|exclusiva|urgente|vídeo|video",
        teasers="Cómo|Por qué|Qué|Quién|Dónde",
        read_on=r"lo que (?:se sabe|sabemos|hay que saber|debes saber)|esto es",
    ),
    claims=ClaimRules(
        contraries={"antes": "después", "después": "antes", "más": "menos", "menos": "más"},
        months={word: n for n, word in enumerate(_MONTHS, 1)} | {"setiembre": 9},
        weekdays={plain(word): n for n, word in enumerate(_DAYS)},
        days_from_now=frozenset("hoy ayer anteayer anoche".split()),  # “mañana” is a morning too
        spans_from_now=frozenset(("esta semana", "semana pasada", "proxima semana")),
        shades=frozenset("antiguo antigua antiguos antiguas ex vice".split()),
    ),
)
