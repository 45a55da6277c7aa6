"""Invented articles with sentences that an honest writer makes of them, and the lies that are made of those.

The first half was looked at while the checks were written; the second half was only counted.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.evidence.quotes.extraction import quotes
from bot.language.sentences import passages, sentences
from bot.models import Citation, Claim, Statement
from bot.summarize.verification.verify import prove


@dataclass(frozen=True)
class Told:
    """An article and the honest sentences about it."""

    text: str
    honest: tuple[str, ...]
    people: tuple[str, ...]


PORT = Told(
    """Dockers in the port of Larnholt ended a strike of eleven days on Tuesday after the harbour company offered a pay rise of 6.5 percent.
The union had asked for 9 percent. "This is not the deal we wanted, but it is a fair one," said Mira Dahl, who leads the union's local branch.
The company, Nordkaj, will pay each of its 1,840 dockers a one-time sum of $1,200 in March. It did not agree to shorter shifts.
Talks about shifts would resume in the autumn, the company's director, Anders Holt, told reporters. Holt warned that another strike could close the smaller of the two terminals.
More than 40 ships had waited outside the harbour. The mayor, Lena Brandt, said the city had lost about 14 million dollars in fees.
Dahl told Holt in a letter on Monday that the union would never accept the closing of a terminal.""",
    (
        "Dockers in Larnholt ended a strike of eleven days on Tuesday.",
        "The harbour company offered a pay rise of 6.5 percent.",
        "The strike in the port of Larnholt ended after the company offered a 6.5 percent pay rise.",
        "The union had asked for 9 percent.",
        '"This is not the deal we wanted, but it is a fair one," said Mira Dahl.',
        'Mira Dahl, who leads the union\'s local branch, called the deal "a fair one".',
        "Nordkaj will pay each of its 1,840 dockers $1,200 in March.",
        "The company did not agree to shorter shifts.",
        "Talks about shifts would resume in the autumn, Anders Holt told reporters.",
        "Holt warned that another strike could close the smaller of the two terminals.",
        "More than 40 ships had waited outside the harbour.",
        "The city had lost about 14 million dollars in fees, the mayor, Lena Brandt, said.",
        "Mayor Lena Brandt said the city had lost about $14 million in fees.",
        "Dahl told Holt that the union would never accept the closing of a terminal.",
    ),
    ("Mira Dahl", "Anders Holt", "Lena Brandt"),
)

BANK = Told(
    """The central bank of Verania raised its key rate by half a point to 4.25 percent on Thursday, its third rise this year.
Governor Ilse Marrin said inflation, which reached 7.1 percent in May, was "far too high" and that the bank was ready to go further.
Two of the nine members of the board voted against the rise. One of them, Pavel Oster, said it "may break the small firms that carry this country".
Economists had expected a quarter of a point. The bank does not expect a recession, Marrin told parliament.
Finance Minister Dora Quell refused to comment on the decision. She plans to present the budget on October 12.
The crown rose 1.3 percent against the euro after the decision. If inflation stays above 6 percent, the bank will raise the rate again in July, Marrin said.""",
    (
        "The central bank of Verania raised its key rate to 4.25 percent on Thursday.",
        "Verania's central bank raised its key rate by half a point on Thursday, the third rise this year.",
        "Inflation reached 7.1 percent in May.",
        'Governor Ilse Marrin said inflation was "far too high".',
        "Marrin said the bank was ready to go further.",
        "Two of the nine board members voted against the rise.",
        'Pavel Oster said the rise "may break the small firms that carry this country".',
        "Economists had expected a quarter of a point.",
        "The bank does not expect a recession, Marrin told parliament.",
        "Finance Minister Dora Quell refused to comment on the decision.",
        "Dora Quell plans to present the budget on October 12.",
        "The crown rose 1.3 percent against the euro.",
        "The bank will raise the rate again in July if inflation stays above 6 percent, Marrin said.",
        "Marrin told parliament that the bank does not expect a recession.",
    ),
    ("Ilse Marrin", "Pavel Oster", "Dora Quell"),
)

RIVER = Told(
    """Floods on the river Tamsa have killed 23 people and driven some 5,000 from their homes since Saturday, the rescue service said.
Rescuers reached the village of Ostra by boat on Sunday night. They found 61 people on the roof of the school; none of them was hurt.
"We sang so that the children would not be afraid," said Ana Belic, a teacher, by telephone.
The dam above Ostra has not been damaged, engineer Marko Vidan said. He denied reports that water had been released from it at night.
President Nikola Sertic visited the region and promised that every family would receive 3,000 marks. Opposition leader Vesna Kolar accused Sertic of ignoring a warning from April.
The army has sent 400 soldiers and nine helicopters. More rain is likely on Wednesday, the weather office said.
Neighbouring Karvia offered to send pumps, but the government has not answered the offer.""",
    (
        "Floods on the river Tamsa have killed 23 people since Saturday, the rescue service said.",
        "The floods have driven some 5,000 people from their homes.",
        "Rescuers reached the village of Ostra by boat on Sunday night.",
        "Rescuers found 61 people on the roof of the school in Ostra.",
        "None of the 61 people on the roof of the school was hurt.",
        '"We sang so that the children would not be afraid," said Ana Belic, a teacher.',
        "The dam above Ostra has not been damaged, engineer Marko Vidan said.",
        "Vidan denied reports that water had been released from the dam at night.",
        "President Nikola Sertic promised that every family would receive 3,000 marks.",
        "Vesna Kolar accused Sertic of ignoring a warning from April.",
        "The army has sent 400 soldiers and nine helicopters.",
        "More rain is likely on Wednesday.",
        "Karvia offered to send pumps, but the government has not answered.",
    ),
    ("Ana Belic", "Marko Vidan", "Nikola Sertic", "Vesna Kolar"),
)

MERGER = Told(
    """The airline Sunward will buy its rival Petrel for $3.4 billion in cash and shares, the two companies said on Monday.
Petrel's owners would get 0.8 Sunward shares and $11 for each share of theirs. The competition office must still approve the deal; it could take until June 2027.
Sunward flies 112 aircraft, Petrel 67. "No pilot will lose a job over this," Sunward's chief executive, Carla Nunes, said in a statement.
Nunes said the airlines may give up slots at two airports. Pilots' union head Tom Aarden said he had no faith in the promise.
Petrel lost $210 million last year and has not paid a dividend since 2019. Its founder, Rolf Egger, who owns 22 percent, plans to vote against the sale.
Egger told shareholders that Nunes "buys what she cannot beat". Shares of Petrel rose by 31 percent; those of Sunward fell by 4 percent.""",
    (
        "Sunward will buy its rival Petrel for $3.4 billion in cash and shares.",
        "The airline Sunward will buy Petrel for $3.4 billion, the companies said on Monday.",
        "Petrel's owners would get 0.8 Sunward shares and $11 for each share.",
        "The competition office must still approve the deal.",
        "Approval of the deal could take until June 2027.",
        "Sunward flies 112 aircraft and Petrel 67.",
        '"No pilot will lose a job over this," Carla Nunes said.',
        "Nunes said the airlines may give up slots at two airports.",
        "Tom Aarden, head of the pilots' union, said he had no faith in the promise.",
        "Petrel lost $210 million last year.",
        "Petrel has not paid a dividend since 2019.",
        "Rolf Egger, who owns 22 percent of Petrel, plans to vote against the sale.",
        'Egger told shareholders that Nunes "buys what she cannot beat".',
        "Petrel shares rose by 31 percent while those of Sunward fell by 4 percent.",
    ),
    ("Carla Nunes", "Tom Aarden", "Rolf Egger"),
)

COURT = Told(
    """A court in Hallbruck on Friday sentenced the former police chief Jonas Reiter to six years in prison for taking bribes of 480,000 euros.
Reiter had accepted the money from the builder Karl Maas between 2015 and 2018, the judges found. Maas was acquitted of a second charge.
"You sold what was not yours," presiding judge Ruth Amsel told Reiter. He showed no reaction.
Reiter's lawyer, Eva Lindner, said she would appeal. The prosecution had demanded eight years.
Reiter never asked for money, Lindner told the court. Former mayor Paul Stein, who gave evidence in September, may be charged as well, prosecutor Hanna Voss said.
The trial lasted 44 days and heard 71 witnesses. It was the largest bribery trial in the city since 1994.""",
    (
        "A court in Hallbruck sentenced Jonas Reiter to six years in prison on Friday.",
        "Former police chief Jonas Reiter was sentenced to six years in prison for taking bribes.",
        "Jonas Reiter took bribes of 480,000 euros.",
        "Reiter had accepted the money from the builder Karl Maas between 2015 and 2018, the judges found.",
        "Maas was acquitted of a second charge.",
        '"You sold what was not yours," judge Ruth Amsel told Reiter.',
        "Reiter showed no reaction.",
        "Eva Lindner, Reiter's lawyer, said she would appeal.",
        "The prosecution had demanded eight years.",
        "Lindner told the court that Reiter never asked for money.",
        "Paul Stein may be charged as well, prosecutor Hanna Voss said.",
        "The trial lasted 44 days and heard 71 witnesses.",
        "The trial was the largest bribery trial in the city since 1994.",
    ),
    ("Jonas Reiter", "Karl Maas", "Ruth Amsel", "Eva Lindner", "Hanna Voss"),
)

VACCINE = Told(
    """A vaccine against marsh fever protected 83 percent of the children who got it, researchers at the University of Tolland reported on Wednesday.
The trial took place in Bosara and Keland and included 12,600 children under five. Side effects were mild; no child died because of the vaccine.
"This could end the disease in a generation," said Professor Imani Okafor, who led the trial. Her colleague Daniel Frisch warned that protection fell to 61 percent after a year.
The health ministry of Bosara wants to buy 2 million doses. A dose would cost less than three dollars, the maker, Helix, said.
Helix has not said when it will begin to produce the vaccine. The World Health Organization is to decide in February whether to recommend it.
Marsh fever kills around 90,000 people a year, most of them children. Okafor urged governments to pay for a third dose.""",
    (
        "A vaccine against marsh fever protected 83 percent of the children who got it.",
        "Researchers at the University of Tolland reported that the vaccine protected 83 percent of the children who got it.",
        "The trial included 12,600 children under five in Bosara and Keland.",
        "No child died because of the vaccine.",
        '"This could end the disease in a generation," said Imani Okafor.',
        "Daniel Frisch warned that protection fell to 61 percent after a year.",
        "The health ministry of Bosara wants to buy 2 million doses.",
        "A dose would cost less than three dollars, Helix said.",
        "Helix has not said when it will begin to produce the vaccine.",
        "The World Health Organization is to decide in February whether to recommend the vaccine.",
        "The WHO is to decide in February whether to recommend it.",
        "Marsh fever kills around 90,000 people a year.",
        "Okafor urged governments to pay for a third dose.",
    ),
    ("Imani Okafor", "Daniel Frisch"),
)

CUP = Told(
    """Brightwater beat Ashford 3-1 in the final of the League Cup on Sunday before a crowd of 52,310, its first title in 27 years.
Leo Castellan scored twice, in the 14th and 70th minutes. Ashford's captain, Denny Rowe, was sent off after an hour.
"I did not touch him," Rowe said. Referee Sami Talvi said he had seen the foul clearly.
Brightwater's coach, Maria Stenberg, said her team had been lucky and that Ashford "played the better football until the red card".
Stenberg will leave the club in June. The chairman, Victor Hale, said he would not stop her. He hopes to name a successor before Christmas.
Ashford, who have lost three finals in four years, did not appeal against the red card. Brightwater will play Kerrow in the Champions Trophy on August 9.""",
    (
        "Brightwater beat Ashford 3-1 in the final of the League Cup on Sunday.",
        "It was Brightwater's first title in 27 years.",
        "Leo Castellan scored twice, in the 14th and 70th minutes.",
        "Denny Rowe, Ashford's captain, was sent off after an hour.",
        '"I did not touch him," Rowe said.',
        "Referee Sami Talvi said he had seen the foul clearly.",
        'Maria Stenberg said Ashford "played the better football until the red card".',
        "Stenberg will leave the club in June.",
        "Victor Hale said he would not stop Stenberg.",
        "Hale hopes to name a successor before Christmas.",
        "Ashford have lost three finals in four years.",
        "Ashford did not appeal against the red card.",
        "Brightwater will play Kerrow in the Champions Trophy on August 9.",
    ),
    ("Leo Castellan", "Denny Rowe", "Sami Talvi", "Maria Stenberg", "Victor Hale"),
)

TREATY = Told(
    """Prime Minister Elin Saar told President Mateo Ruiz by telephone on Tuesday that Norrland would not sign the fishing treaty in its present form, her office said.
Ruiz told Saar that his country could wait until spring, according to his spokesman, Luis Ferrer.
The treaty would cut Norrland's catch of herring by 18 percent, or 26,000 tonnes. Ministers of both countries will meet in Port Amrin on November 30 and December 1.
"Without herring there is no village left on this coast," said Greta Holm, who speaks for the fishermen. Scientists say the stock has fallen by two thirds since 2008.
Saar's coalition partner, the Green League, has threatened to leave the government if she rejects the treaty. Its leader, Otto Berg, denied that the league wanted an election.
Ferrer said Ruiz was "patient, but not for ever". Norrland signed the previous treaty in 2011 and has never broken it, Saar's office said.""",
    (
        "Elin Saar told Mateo Ruiz that Norrland would not sign the fishing treaty in its present form, her office said.",
        "Prime Minister Elin Saar told President Mateo Ruiz by telephone on Tuesday that Norrland would not sign the fishing treaty.",
        "Ruiz told Saar that his country could wait until spring, according to Luis Ferrer.",
        "The treaty would cut Norrland's catch of herring by 18 percent.",
        "The treaty would cut the herring catch of Norrland by 26,000 tonnes.",
        "Ministers of both countries will meet in Port Amrin on November 30 and December 1.",
        '"Without herring there is no village left on this coast," said Greta Holm.',
        "The stock has fallen by two thirds since 2008, scientists say.",
        "The Green League has threatened to leave the government if Saar rejects the treaty.",
        "Otto Berg denied that the league wanted an election.",
        'Ferrer said Ruiz was "patient, but not for ever".',
        "Norrland has never broken the previous treaty, Saar's office said.",
    ),
    ("Elin Saar", "Mateo Ruiz", "Luis Ferrer", "Greta Holm", "Otto Berg"),
)

SEEN = (PORT, BANK, RIVER, MERGER)
HELD = (COURT, VACCINE, CUP, TREATY)


def evidence(text: str, revision: int = 1) -> tuple[Citation, ...]:
    """Every passage of a text, as a citation."""
    return tuple(
        Citation(revision, p.start, p.end, p.text, url=f"https://news.example/{revision}") for p in passages(text, "en")
    )


def statements(text: str, revision: int = 1) -> tuple[Statement, ...]:
    """What is said in a text."""
    return tuple(
        Statement(quote, Citation(revision, *quote.context, text[slice(*quote.context)]))
        for quote in quotes(text, sentences(text, "en"), "en")
    )


def best_citation(sentence: str, cited: tuple[Citation, ...]) -> Citation:
    """The passage that shares most words with a sentence."""
    words = set(re.findall(r"\w+", sentence.lower()))
    return max(cited, key=lambda item: len(words & set(re.findall(r"\w+", item.text.lower()))))


def honest(article: Told) -> Iterator[Claim]:
    """The honest sentences, each with its passage."""
    cited = evidence(article.text)
    for sentence in article.honest:
        yield Claim(sentence, (best_citation(sentence, cited),), "model")


def in_its_words(text: str, sentences: Iterable[str]) -> tuple[str, ...]:
    """Of honest sentences, those that code alone proves: without a second reader no others come out."""
    cited, known = evidence(text), statements(text)
    claims = (Claim(sentence, (best_citation(sentence, cited),), "model") for sentence in sentences)
    return tuple(claim.text for claim in claims if prove(claim, statements=known).supported)


NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
QUOTED = re.compile(r"\"([^\"]+)\"")
TO_DID = (
    (r"\bwould not\b", "did not"), (r"\bwould be\b", "was"), (r"\bwill be\b", "was"), (r"\bwould (\w+?)e?\b", r"\1ed"),
    (r"\bwill (\w+?)e?\b", r"\1ed"), (r"\bplans to (\w+?)e?\b", r"\1ed"), (r"\bmay\b", "will"), (r"\bcould\b", "will"),
    (r"\bis likely\b", "fell"), (r"\bmust still (\w+?)e?\b", r"\1ed"), (r"\bhopes to (\w+?)e?\b", r"\1ed"), (r"\bwants to (\w+?)\b", r"has \1ed"),
    (r"\burged (\w+) to (\w+?)\b", r"said \1 \2"), (r"\bis to (\w+?)e?\b", r"\1ed"), (r"\bhas threatened to\b", "decided to"),
)  # fmt: skip
UNNEGATE = (
    (r"\bdid not (\w+)", r"\1ed"), (r"\bdoes not (\w+)", r"\1s"), (r"\b(has|have|had|would|will|could|was|is) (?:not|never) ", r"\1 "),
    (r"\bNone of\b", "All of"), (r"\bno faith\b", "faith"), (r"\bNo child\b", "A child"), (r"\bnever asked\b", "asked"),
    (r"\brefused to comment\b", "commented"), (r"\bdenied (?:reports )?that\b", "said that"), (r"\bno reaction\b", "a reaction"),
)  # fmt: skip
NEGATE = (
    (r"\b(will|would|could|has|have|had|was|is|must|may) ", r"\1 not "),
    (r"\bsaid\b", "denied"),
    (r"\braised\b", "did not raise"),
)


def lies(article: Told, seed: int = 0) -> Iterator[tuple[str, Claim]]:
    """Lies of every kind, made of the honest sentences."""
    chance = random.Random(seed)
    cited = evidence(article.text)
    for claim in honest(article):
        yield from _changed(claim, article, chance)
        yield from _formal(claim, cited, chance)


def _changed(  # noqa: C901 - one kind of lie after the other
    claim: Claim, article: Told, chance: random.Random
) -> Iterator[tuple[str, Claim]]:
    text, passage = claim.text, claim.citations[0].text

    def made(kind: str, lie: str) -> Iterator[tuple[str, Claim]]:
        if lie != text and lie.rstrip(".") not in passage:
            yield kind, Claim(lie, claim.citations, "model")

    outside = QUOTED.sub(lambda m: "\0" * len(m.group()), text)
    for match in NUMBER.finditer(outside):
        value = match.group()
        yield from made("number", text[: match.start()] + _other_number(value, chance) + text[match.end() :])
        others = [n for n in NUMBER.findall(passage) if n != value and n not in text]
        for other in others[:1]:
            yield from made("number of the passage", text[: match.start()] + other + text[match.end() :])
    for pattern, names in ((MONTH, "January March July October December"), (DAY, "Monday Thursday Saturday")):
        for match in pattern.finditer(outside):
            other = chance.choice([n for n in names.split() if n != match.group()])
            yield from made("date", text[: match.start()] + other + text[match.end() :])
    yield from _names(text, article, chance, made)
    for kind, table in (("would to did", TO_DID), ("negation dropped", UNNEGATE), ("negation added", NEGATE)):
        for pattern, instead in table:
            if re.search(pattern, outside):
                changed = re.sub(pattern, instead, text, count=1)
                if QUOTED.findall(changed) == QUOTED.findall(text):
                    yield from made(kind, changed)
                break
    for match in QUOTED.finditer(text):
        words = match.group(1).split()
        at = chance.randrange(len(words))
        yield from made(
            "quote changed", text.replace(match.group(1), " ".join([*words[:at], "truly", *words[at + 1 :]]))
        )
        yield from made("quote changed", text.replace(match.group(1), " ".join([*words[:at], "not", *words[at:]])))


def _names(text: str, article: Told, chance: random.Random, made) -> Iterator[tuple[str, Claim]]:
    inside = [name for name in article.people if name.split()[-1] in text]
    for name in inside:
        last = name.split()[-1]
        for other in [p for p in article.people if p not in inside]:
            swapped = text.replace(name, other) if name in text else re.sub(rf"\b{last}\b", other.split()[-1], text)
            yield from made("name of the article", swapped)
        yield from made("name from outside", text.replace(name, "Rosa Klein").replace(last, "Klein"))
    if len(inside) == 2:
        first, second = (name if name in text else name.split()[-1] for name in inside)
        yield from made("roles swapped", text.replace(first, "\0").replace(second, first).replace("\0", second))


def _other_number(value: str, chance: random.Random) -> str:
    whole = int(re.sub(r"\D", "", value))
    return str(whole + chance.choice((1, 2, 10, 100)))


def _formal(claim: Claim, cited: tuple[Citation, ...], chance: random.Random) -> Iterator[tuple[str, Claim]]:
    text = claim.text
    yield "cites nothing", Claim(text, (), "model")
    words = set(re.findall(r"\w{4,}", text.lower()))
    unrelated = [c for c in cited if len(words & set(re.findall(r"\w{4,}", c.text.lower()))) <= len(words) // 3]
    if unrelated:
        yield "cites another passage", Claim(text, (chance.choice(unrelated),), "model")
    yield "link", Claim(text.rstrip(".") + " (see https://evil.example/x).", claim.citations, "model")
    yield "link", Claim(text.rstrip(".") + ", says evil-news.example.", claim.citations, "model")
    yield "mention", Claim("@everyone " + text, claim.citations, "model")
    yield "mention", Claim(text.rstrip(".") + " <@1234>.", claim.citations, "model")
    yield "markup", Claim(text.rstrip(".") + " [more](x).", claim.citations, "model")
    plain = [w for w in re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", text) if '"' not in text]
    if plain:
        yield "quotation marks added", Claim(text.replace(plain[0], f'"{plain[0]}"'), claim.citations, "model")
    yield "invented quote", Claim(text.rstrip(".") + ', calling it "a shameful surrender".', claim.citations, "model")
