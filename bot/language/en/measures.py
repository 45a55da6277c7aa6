"""What English counts time, distances, weights and money in, a unit a line: its other forms, then one, then many."""

from __future__ import annotations

TIME = """second seconds
min minute minutes
hour hours
day days
night nights
week weeks
month months
year years
decade decades
century centuries"""
LENGTH = """m metre metres meter meters
km kilometre kilometres kilometer kilometers
cm centimetre centimetres centimeter centimeters
mm millimetre millimetres millimeter millimeters
mile miles
ft foot feet
inch inches
yard yards"""
AREA = """acre acres
hectare hectares"""
WEIGHT = """gram grams
kg kilo kilogram kilograms
tonne tonnes ton tons
ounce ounces"""
VOLUME = """litre litres liter liters
gallon gallons
barrel barrels"""
DEGREES = "degree degrees"
SPEED = "mph kmh"
MONEY = """$ usd dollar dollars
cent cents
€ euro euros
£ pound pounds
¥ yen
mark marks
crown crowns
krona kronor
krone kroner
rouble ruble roubles rubles
rupee rupees
franc francs
peso pesos
real reais
lira liras
yuan"""


def forms(*groups: str) -> frozenset[str]:
    """Return every form of the units of some groups."""
    return frozenset(word for group in groups for word in group.split())


def plurals(*groups: str) -> frozenset[str]:
    """Return how the units of some groups are named where there are many."""
    return frozenset(row.split()[-1] for group in groups for row in group.splitlines())


TIME_WORDS = forms(TIME) - {"min"}
"""Units of time as they are written out."""
