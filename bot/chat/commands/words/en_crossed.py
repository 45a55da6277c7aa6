"""By what English shows that a day, an hour or an end is not meant as it first reads."""

from __future__ import annotations

import re

ONLY = re.compile(r"\b(?:only|just|instead|except|but not)\b", re.IGNORECASE)
IN_PART = re.compile(
    r"\b(?:the )?rest of (?:the|this|it)\b.*\btoo (?:much|many)\b|\b(?:alerts?|breaking|pings?) .*\bkeep\b",
    re.IGNORECASE,
)
"""What says that some is too much, and not all."""
NOBODY = re.compile(
    r"\b(?:nobody|no one|none of us|hardly any(?:one|body)|we're (?:closed|off)|we are (?:closed|off)|too much|have a weekend)\b",
    re.IGNORECASE,
)
"""What says of a day that nothing is wanted on it."""
PART = re.compile(r"\b(?:morning|noon|midday|lunch(?: ?time)?|afternoon|evening|night|midnight)\b", re.IGNORECASE)
REMAINDER = re.compile(r"\b(?:the|all) rest\b", re.IGNORECASE)
"""What is left, and no break: “the rest of the week”."""
FORGOTTEN = re.compile(
    r"\b(?:did|have|has) (?:you|u|it|the bot) (?:just |maybe )?(?:forg[eo]t(?:ten)?)\b", re.IGNORECASE
)
"""“Did you forget us today?” asks for no deletion."""
HELD = re.compile(r"\b(?:(?:we|i)'ve|we have|i have|there are|got) (?:\w+ )?(?:two|three|both|\d)\b", re.IGNORECASE)
"""“We've got two briefings now” asks for none."""
DESK = re.compile(
    r"\b(?:you|u(?!\.)|your|bot|readout|it|this|that|everything|things|anyone|anybody|service|briefings?|here|there|still)\b",
    re.IGNORECASE,
)
"""The desk, or what points at it."""
STANDS = re.compile(
    r"^(?:hey |hi |hello |so |and |but )*(?:are|were|is|was|did|do|does|have|has|why|what|when|since|where) "
    r"(?:you|u|this|it|the|my|our|there|any|nothing)\b(?! (?:be|come|post|send|switch|move|change)\b)",
    re.IGNORECASE,
)
"""How it is asked whether the desk is well."""
