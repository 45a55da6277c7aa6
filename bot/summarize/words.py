"""When two words mean the same for a question: inflection, derivation, near-synonyms, acronyms, numbers as words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.evidence.speakers import fold

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|№")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:(?:of|for|the|and|on|in)\s+)*[A-Z][\w’'-]*)+")

_ENDINGS = frozenset(
    """s es e ed d de ded des ding der ders ing ings er ers or ors r rs ion ions sion sions tion tions ation
    ations ment ments al
    ally ly y ies ied ian ians n an ans ish ese ic ical ity ive ant ent ance ence able ible ism ist ists ness
    ful less ship
    te ted tes ting ce cing ced t ts se sed ses sing nt""".split()
) | {""}
_SHORTEST = 4

# Words that a question and its answer use for one thing; a line is a group. Irregular forms stand with their verb.
_GROUPS = """
win won winner winning victory victor victorious champion champions beat beaten defeat defeated crowned clinched
lose lost loses losing loser defeat
score scored goal goals
release released launch launched debut debuts premiere premieres published
die died dies dead death deaths killed dying passed
kill killed kills killing deaths dead
injure injured wounded hurt injuries
born birth birthday
marry married wed wedding marriage
meet met meeting meets talks summit gather gathered
visit visited trip travel travelled traveled tour
speak spoke spoken speaks talk talked call called conversation phoned telephoned
call conversation telephone phone
say said says tell told state stated
think thinks thought believe believes believed consider
demand demands demanded seek seeks sought want wants wanted require requires insist
ask asked request requested
give gave given gives award awarded received receive
buy bought acquire acquired purchase purchased takeover acquisition
sell sold sale sales
pay paid payment
cost costs price priced worth
earn earned revenue revenues sales turnover income
grow grew grown growth rise rose risen increase increased
fall fell fallen drop dropped decline declined decrease decreased
begin began begun start started starts begins opening opened kick
end ended finish finished conclude concluded close closed
hold held host hosted take takes took taking staged played
leave left resign resigned quit depart departed
join joined
found founded founder created established set
make made makes produce produced
build built
write wrote written author authored
direct directed director
sing sang sung singer
play played plays player
lead led leads leader head heads headed chief
ceo chief executive boss
elect elected election vote voted
choose chose chosen pick picked select selected appoint appointed named
troops soldiers forces
war conflict fighting
attack attacked attacks strike struck assault
invade invaded invasion
arrest arrested detain detained custody
charge charged accuse accused indict indicted
sentence sentenced jailed prison imprisoned
shoot shot shooting gunman
find found
spend spent spending
send sent
break broke broken
steal stole stolen theft
fly flew flown flight
runner second silver finalist
doctor physician
film movie
company firm
country nation
town city
big biggest large largest
small smallest
car vehicle
job jobs position post
law bill legislation act
plan plans planned intend intends
ban banned prohibit prohibited bar barred
support supported back backed endorse endorsed
oppose opposed against
aid help assistance
warn warned warning
threat threaten threatened
agree agreed agreement deal accord
poll survey
percent percentage per
children kids
women woman female
men man male
no number
ai artificial intelligence
"""


def _grouped() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for index, line in enumerate(line for line in _GROUPS.splitlines() if line):
        for word in line.split():
            found.setdefault(word, set()).add(index)
    return {word: frozenset(groups) for word, groups in found.items()}


_GROUP_OF = _grouped()

_CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ROMAN = "- - ii iii iv - vi vii viii ix - xi xii".split()
_AS_NUMBER = {
    word: str(value) for words in (_CARDINALS, _ORDINALS, _ROMAN) for value, word in enumerate(words) if word != "-"
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)$")


def tokens(text: str) -> list[str]:
    """Return the folded words and numbers of a text, in order; "U.S." is one word, "100,000" one number."""
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return [word for word in (fold(match.group()) for match in TOKEN.finditer(text)) if word]


def as_number(word: str) -> str | None:
    """Return the digits that a token stands for ("fourth", "4th", "iv": "4"), or None."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    ordinal = _ORDINAL.match(word)
    return ordinal[1] if ordinal else _AS_NUMBER.get(word)


@lru_cache(maxsize=200_000)
def same(asked: str, word: str) -> bool:
    """Tell whether two folded words may say the same thing."""
    if asked == word:
        return True
    if asked.isdigit() or word.isdigit() or as_number(asked):
        return as_number(asked) is not None and as_number(asked) == as_number(word)
    return bool(_GROUP_OF.get(asked, frozenset()) & _GROUP_OF.get(word, frozenset())) or derived(asked, word)


@lru_cache(maxsize=200_000)
def derived(asked: str, word: str) -> bool:
    """Tell whether two words are forms of one: "invade" and "invasion", "Russia" and "Russian"."""
    if asked == word:
        return True
    length = 0
    for left, right in zip(asked, word, strict=False):
        if left != right:
            break
        length += 1
    shortest = 3 if min(len(asked), len(word)) <= 4 and abs(len(asked) - len(word)) <= 2 else _SHORTEST
    return length >= shortest and asked[length:] in _ENDINGS and word[length:] in _ENDINGS


def acronyms(text: str) -> dict[str, tuple[str, ...]]:
    """Return the initials of every capitalised run in a text, folded, with the words that they stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _CAPITALISED.finditer(text):
        words = [word for word in match.group().split() if word[:1].isupper()]
        for start in range(len(words)):
            for stop in range(start + 2, min(len(words), start + 6) + 1):
                run = words[start:stop]
                found.setdefault("".join(word[0] for word in run).lower(), tuple(fold(word) for word in run))
    return found


def holds(words: Iterable[str], asked: str) -> bool:
    """Tell whether one of the words may say what is asked."""
    return any(same(asked, word) for word in words)
