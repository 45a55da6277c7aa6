"""Articles made by chance from patterns, with the honest sentences about them and the lies of a writer who is not."""

from __future__ import annotations

import random
from dataclasses import dataclass

FIRST = "Alma Boris Carla Denis Edda Fabian Greta Henrik Ines Jonas Karin Lukas Maren Nils Orla Pavel Rita Sven Tilda Ulf".split()
LAST = "Aske Brandt Corvin Dahlke Eklund Ferrow Grimsby Hollan Iversen Jarvis Keldan Lorne Maddox Norrby Ostrow Pryce".split()
PLACES = "Larnholt Velmora Ostra Tannby Kerrow Brightwater Nordhavn Elmsey Fairmouth Grenna Holmvik Istra".split()
THINGS = "bridge tunnel harbour stadium library hospital dam airport theatre museum".split()
MONTHS = "March April June July September October November".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
QUOTES = (
    "We have waited long enough for this day",
    "Nobody asked the people who live there",
    "The numbers in the report are simply wrong",
    "It is a gift to our grandchildren",
    "This plan will never be paid for",
)
LABELS = ("a costly dream", "an honest offer", "a late repair", "a promise on paper")


@dataclass(frozen=True)
class Made:
    """An article; honest sentences; lies, each with its kind; and questions with the words of their answer."""

    title: str
    text: str
    honest: tuple[str, ...]
    lies: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


def made(seed: int) -> Made:
    """Return the article of a seed."""
    chance = random.Random(seed)
    a, b, c, d = (
        f"{first} {last}" for first, last in zip(chance.sample(FIRST, 4), chance.sample(LAST, 4), strict=True)
    )
    place, other, far = chance.sample(PLACES, 3)
    thing, month, later = chance.choice(THINGS), *chance.sample(MONTHS, 2)
    day, quote, label = chance.choice(DAYS), chance.choice(QUOTES), chance.choice(LABELS)
    cost, workers, years, date, more = (
        chance.randint(*span) for span in ((20, 900), (101, 990), (13, 40), (2, 28), (41, 99))
    )
    name_a, name_b, name_c = (name.split()[-1] for name in (a, b, c))
    wrong = f"{chance.choice(FIRST)} Unwin"
    text = "\n".join(
        (
            f"The council of {place} decided on {day} to repair the {thing} for {cost} million crowns. "
            f"The mayor, {a}, told the engineer {b} that the work would begin in {month}.",
            f'"{quote}," said {b}. {name_b} said the {thing} will not open before {later} {date}.',
            f'{c}, who leads the opposition, called the repair "{label}". '
            f"{name_c} denied that the opposition had hidden a letter from {other}.",
            f"More than {workers} people work at the {thing}, which was built {years} years ago. "
            f"{name_a} warned that the {thing} could close if the money runs out.",
            f"The owner, {d}, plans to visit {far} on {later} {date}. About {more} percent of the visitors come from {other}.",
        )
    )
    honest = (
        f"The council of {place} decided on {day} to repair the {thing}.",
        f"The council decided to repair the {thing} for {cost} million crowns.",
        f"{a} told {b} that the work would begin in {month}.",
        f'{b} said: "{quote}."',
        f"The {thing} will not open before {later} {date}, {b} said.",
        f'{c} called the repair "{label}".',
        f"{c} denied that the opposition had hidden a letter from {other}.",
        f"More than {workers} people work at the {thing}.",
        f"{name_a} warned that the {thing} could close if the money runs out.",
        f"{d} plans to visit {far} on {later} {date}.",
        f"About {more} percent of the visitors come from {other}.",
    )
    lies = (
        ("invented quote", f'{b} said: "We were betrayed by the council."'),
        ("true quote, another speaker", f'{c} said: "{quote}."'),
        ("true quote, another speaker", f'"{quote}," said {a}.'),
        ("speaker and listener swapped", f"{b} told {a} that the work would begin in {month}."),
        ("number", f"The council decided to repair the {thing} for {cost + 7} million crowns."),
        ("number", f"About {more + 1} percent of the visitors come from {other}."),
        ("unit", f"The council decided to repair the {thing} for {cost} billion crowns."),
        ("bound", f"Fewer than {workers} people work at the {thing}."),
        ("date", f"The {thing} will not open before {month} {date}, {b} said."),
        ("date", f"{d} plans to visit {far} on {later} {date + 1}."),
        ("name", f"{wrong} told {b} that the work would begin in {month}."),
        ("name", f"{d} plans to visit {place} on {later} {date}."),
        ("negation dropped", f"The {thing} will open before {later} {date}, {b} said."),
        ("would into did", f"{a} told {b} that the work began in {month}."),
        ("would into did", f"{d} visited {far} on {later} {date}."),
        ("could into did", f"The {thing} closed because the money ran out, {a} said."),
        ("denied into said", f"{c} said that the opposition had hidden a letter from {other}."),
        ("denied into did", f"The opposition had hidden a letter from {other}."),
        ("verb", f"The council of {place} refused on {day} to repair the {thing}."),
        ("adverb", f"{d} secretly plans to visit {far} on {later} {date}."),
        ("link", f"The council decided to repair the {thing}, see https://evil.example/{seed}."),
        ("link", f"The council decided to repair the {thing} (evil．example)."),
        ("mention", f"@everyone The council decided to repair the {thing}."),
        ("mention", f"＠here The council decided to repair the {thing}."),
        ("markup", f"The council decided to repair the {thing} [now](x)."),
    )
    questions = (
        (f"What did {b} say?", quote),
        (f"When will the work begin in {place}?", month),
        (f"How many people work at the {thing}?", str(workers)),
        (f"What did {c} say about the repair?", label),
    )
    return Made(f"{place} repairs its {thing}", text, honest, lies, (a, b, c, d), questions)
