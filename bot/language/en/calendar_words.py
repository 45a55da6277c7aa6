"""English days, months and seasons, and the words that stand for a day: each once, for every rule that needs them.

The names and the short forms of months and weekdays are those of `dateutil`, which reads dates with them. Babel has the
same ones from CLDR (a test holds that they agree), but takes a third of a second to load them.
"""

from __future__ import annotations

from dateutil.parser import parserinfo

MONTH_NAMES = tuple(names[-1].lower() for names in parserinfo.MONTHS)
"""In the order of the year."""
MONTHS = frozenset(name.lower() for names in parserinfo.MONTHS for name in names)
"""… and with their short forms: “sept”."""
MONTHS_SHORTENED = MONTHS - frozenset(MONTH_NAMES)
"""The short forms alone, which are written with a stop; “may” has none."""
WEEKDAY_NAMES = tuple(names[-1].lower() for names in parserinfo.WEEKDAYS)
"""From Monday on."""
WEEKDAYS = frozenset(name.lower() for names in parserinfo.WEEKDAYS for name in names) | {"tues", "thurs"}
"""… and with their short forms."""
RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
"""Words for a day as seen from the day of the text, with how many days that is from it."""

PARTS_OF_DAY = frozenset("morning afternoon evening night".split())
CLOCK_WORDS = frozenset("noon midnight".split())
SEASONS = frozenset("spring summer autumn fall winter".split())
