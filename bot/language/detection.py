"""The language of a text, where it does not name it or names it wrongly: by its script, and by its small words.

py3langid answers the same at 0.8 s of CPU and 130 MB for its tables; this costs neither, and what matters is to know
English from what is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from bot.language.asking import INTERROGATIVES
from bot.language.pack import LanguagePack
from bot.language.registry import PACKS, pack_of, packs

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_LEAST_SHARE = 0.08
_LEAST_HITS = 2
_ASKING, _BEGINNING = 2, 4
_PLAINLY = 2

_WORDS = {
    "it": (
        "il di che e la per un una in con non del della è sono gli dei le i al nel alla si da come più anche ha "
        "ma dal delle questo dalla nella su lo se cui hanno era essere stato tra o"
    ),
    "pt": (
        "o a os as de que e do da em um uma para com não por no na dos das se mais ao como foi ele ela seu sua ou "
        "mas são também pelo pela até isso entre já está muito depois ser há que qual quem quando onde quanto quantos"
    ),
    "nl": (
        "de het een en van in is dat op te zijn voor met die niet aan er om ook als bij door naar maar uit over "
        "nog wordt heeft dan ze werd meer wel geen deze hij kan zich na"
    ),
    "sv": (
        "och att det som en på är av för med den till inte har de ett om men var sig så från vi kan när nu under "
        "ska också efter vid eller han hon där alla mot denna blir"
    ),
    "no": (
        "og det er på som en av for med til den har ikke at var de om et fra men så vi han kan eller ved seg skal "
        "etter blir dette også hun sier være mot nå når mer"
    ),
    "da": (
        "og det er på som en af for med til den har ikke at var de om et fra men så vi han kan eller ved sig skal "
        "efter bliver dette også hun siger være mod nu når mere af"
    ),
    "fi": (
        "ja on ei se että oli ovat mutta myös kun hän joka sen niin tai kuin mukaan sekä jo olla ole vain sitä "
        "jos vielä ollut noin jotka voi"
    ),
    "pl": (
        "i w na z się że do nie jest to o jak za po przez od ale dla są oraz był tym przy które jego tak tego "
        "który która może już ich lub tylko było"
    ),
    "cs": (
        "a se v na je že s z do to o i k za jako ale po jsou by pro byl podle která který které jeho jsem od při "
        "bylo také tak už jen nebo před"
    ),
    "sk": (
        "a sa v na je že s z do to o aj k za ako ale po sú by pre bol podľa ktorá ktorý ktoré jeho som od pri "
        "bolo tak už len alebo pred"
    ),
    "hu": (
        "a az és hogy nem is egy ez meg volt de ha csak már még vagy azt mint lesz van el ezt sem olyan minden "
        "után között pedig szerint"
    ),
    "ro": (
        "de și în la a cu pe din este că nu o un pentru care au mai fost sau se prin ale al sunt dar lui după ca "
        "fi această acest iar până"
    ),
    "tr": (
        "ve bir bu da de için ile olarak çok daha ne gibi olan en kadar sonra ise göre değil var ama o her oldu "
        "olduğu tarafından"
    ),
    "id": (
        "yang dan di dari ini untuk dengan pada tidak itu dalam akan ke adalah oleh juga telah ada sebagai karena "
        "saat bisa mereka kata lebih tersebut"
    ),
    "vi": (
        "và của là có được trong cho không với các một những người đã này từ đến khi để ở ra vào cũng như về năm "
        "tại theo sẽ"
    ),
    "hr": (
        "i u je na da se za su od s o a koji koja koje kao iz što nije će biti ne bi po ali ili sam samo do te "
        "nakon više još"
    ),
    "ca": (
        "de la el i que en els les a un una per del amb no és al es com més dels ha seva són aquest aquesta però "
        "també ser va pel"
    ),
    "ru": (
        "и в не на что с по как это он из за от к для его но они был она так же все было бы или у мы о до если "
        "только при уже когда"
    ),
    "uk": (
        "і в не на що з та до за як це від для його але він про або був вони у є також які який була цього під їх "
        "було при вже щоб після й"
    ),
    "bg": (
        "и на да за в се от не че са с по е като ще със но до или при това които той бе към си след който през само"
    ),
    "sr": (
        "и у је на да се за су од са о а који која које као из што није ће бити не би по али или само до након више још"
    ),
    "ar": ("في من على إلى أن هذا التي عن مع الذي هذه بعد كان قال بين كما لا ما قد أو وقال خلال إن ذلك"),
    "fa": ("در به از که این را با است برای آن یک خود تا بر هم او می شود شده اند ها کرد نیز گفت بود"),
}
"""The commonest words of languages without a pack: a pack brings its own."""

# Scripts that one language of the news writes in, or nearly.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
)
_ANY_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u1fff\u3040-\ud7af]")
_SCRIPT_SHARE = 0.2
# A letter that one language has and its neighbour has not, for those that share their small words.
_TELLING = {
    "uk": "їєґ",
    "ru": "ыэё",
    "sr": "ђћџљњј",
    "bg": "ъщ",
    "da": "æø",
    "no": "æø",
    "sv": "äö",
    "sk": "ľôŕĺ",
    "cs": "ěřů",
    "fa": "پچگژ",
    "hr": "čćđšž",
}


_FOREIGN = re.compile("[\u00c0-\u024f\u0370-\u1fff\u3040-\ud7af]")
_GLANCE = 600


def language_at_a_glance(text: str, declared: str = "") -> str:
    """Return what `language` does, but for a text whose letters may all be English as declared: nearly every entry is.

    Publishing programs declare English for whoever does not look.
    """
    glance = text[:_GLANCE]
    if declared not in ("", "en") or glance.isascii() or not _FOREIGN.search(glance):
        return declared
    return language(glance, declared)


def language(text: str, declared: str = "") -> str:
    """Return the code of a text's language: as declared, unless the text is plainly English and that is not, or not.

    Templates say `lang="en"` over pages in every language; near neighbours are better told apart by their editors.
    """
    declared = declared.strip()[:2].lower() if declared[2:3] in ("", "-", "_") else ""
    if not declared:
        return language_of(text)
    told = language_of(text)
    return told if told and "en" in (declared, told) else declared


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of a text's language, or "" where that cannot be told."""
    sample = text[:_SAMPLE]
    letters = sum(len(word) for word in _WORD.findall(sample))
    if not letters:
        return ""
    for code, script in _SCRIPTS if _ANY_SCRIPT.search(sample) else ():
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return code
    return _by_small_words(sample.lower())


def language_of_question(question: str) -> str:
    """Return the ISO 639-1 code of the language that a question is asked in, or "" where its few words leave it open.

    What it begins to ask with counts for two words more where another small word of that language stands there: “care”
    and “hat” are words of English too. A language without a pack has to be told plainly from those with one.
    """
    sample = question[:_SAMPLE]
    if _ANY_SCRIPT.search(sample) and (found := language_of(sample)):
        return found
    words, languages = _WORD.findall(sample.lower()), _languages(tuple(PACKS))
    votes = _votes(words, sample.lower())
    for code, asking in INTERROGATIVES.items():
        others = any(code in languages.get(word, ()) for word in words if word not in asking)
        if others and asking.intersection(words[:_BEGINNING]):
            votes[code] += _ASKING
    ranked = votes.most_common(2)
    if not ranked or not ranked[0][1]:
        return ""
    (code, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    packed = max((votes[pack.code] for pack in packs()), default=0)
    if most == second or most < _LEAST_HITS or (code not in PACKS and most < packed + _PLAINLY):
        return ""
    return code


def _votes(words: Sequence[str], sample: str) -> Counter[str]:
    """Return how many of a text's words are of the commonest of each language, and what its letters add to that."""
    languages = _languages(tuple(PACKS))
    votes: Counter[str] = Counter()
    for word in words:
        for code in languages.get(word, ()):
            votes[code] += 1
    for code, letters in _TELLING.items():
        votes[code] += min(len(words) // 5, sum(sample.count(letter) for letter in letters)) if votes[code] else 0
    return votes


def _by_small_words(sample: str) -> str:
    words = _WORD.findall(sample)
    best = _votes(words, sample).most_common(1)
    if not best or best[0][1] < max(_LEAST_HITS, _LEAST_SHARE * len(words)):
        return ""
    return best[0][0]


@cache
def _languages(known: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """Return by a small word whose it is; `known` are the codes of the packs."""
    found: dict[str, list[str]] = {}
    packed = {code: pack_of(code) for code in known}
    listed = {code: {*pack.commonest.split(), *pack.one_letter} for code, pack in packed.items()}
    for code, words in (listed | {code: set(words.split()) for code, words in _WORDS.items()}).items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found


_FEW_SHARE = 0.12
"""Share of a short text's words that must be a language's commonest, where it has but one of them."""


def decided(text: str, language: str = "") -> str:
    """Return the language that a text is read in, "" where nobody can tell: as it is known, or by its words.

    Where they are few, they may be those of a language with a pack: its rules are safe, and more is understood.
    """
    found = language or language_of(text)
    if found:
        return found
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    shares = {pack.code: _share(words, pack) for pack in packs()} if words else {}
    best = max(shares, key=lambda code: shares[code], default="")
    return best if best and shares[best] >= _FEW_SHARE else ""


def _share(words: Sequence[str], pack: LanguagePack) -> float:
    small = pack.small_words()
    return sum(word in small for word in words) / len(words)
