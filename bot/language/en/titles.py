"""English titles, offices and words of kin: what stands before a name, and what somebody is called instead of it."""

from __future__ import annotations

ADDRESS = frozenset("mr mrs ms miss mme mlle".split())
"""Titles that anybody may have: no role."""
SPELT_OUT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "capt": "captain", "cmdr": "commander", "adm": "admiral", "maj": "major",
    "pres": "president", "prof": "professor", "rev": "reverend", "supt": "superintendent", "det": "detective",
    "insp": "inspector",
}  # fmt: skip
"""Shortened titles with what they are short for."""
SHORTENED = frozenset(SPELT_OUT) | frozenset("mr mrs ms dr st sens reps hon del".split())
"""Titles that are written with a stop."""
SHORTENED_AS_WRITTEN = frozenset(map(str.capitalize, SHORTENED))
HONORIFICS = frozenset("sir lord lady dame".split())
CROWNED = frozenset("king queen prince princess".split())
CLERGY = frozenset("pope archbishop bishop cardinal pastor priest reverend rabbi imam ayatollah sheikh".split())
RANKS = frozenset(
    "general admiral colonel captain major commander lieutenant sergeant officer detective inspector sheriff".split()
)
OFFICES = CROWNED | frozenset(
    """president minister chancellor ceo chief chairman chairwoman chair director secretary commissioner coach captain
    manager spokesman spokeswoman spokesperson governor mayor senator representative judge justice general pope leader
    founder owner head editor ambassador""".split()
)
"""Words for an office: capitalised, they are no part of a name."""
OFFICES_OF = (OFFICES | {"speaker"}) & frozenset(
    "secretary minister speaker director head president governor mayor chief ambassador chairman".split()
)
"""Those that may be followed by what they are of, before the name: “Secretary of State”."""
QUALIFIERS = frozenset("vice prime foreign defence defense deputy acting former".split())
"""Words that make another office of one."""
TITLES = (
    ADDRESS
    | (SHORTENED - {"st", "del"})  # parts of names too: “St. Petersburg”, “Del Toro”
    | HONORIFICS
    | CLERGY
    | RANKS
    | QUALIFIERS
    | (OFFICES - {"manager", "founder", "owner", "head", "editor"})  # these stand behind a name
    | frozenset("professor premier congressman congresswoman attorney speaker".split())
)
"""Words that stand before a name and are none of it."""

KIN_SHE = frozenset("wife mother sister daughter widow niece aunt grandmother granddaughter".split())
KIN_HE = frozenset("husband father brother son widower nephew uncle grandfather grandson".split())
KIN_EITHER = frozenset("cousin sibling spouse twin".split())
KIN = KIN_SHE | KIN_HE | KIN_EITHER
CALLED_SHE = KIN_SHE | frozenset(
    """mrs ms miss mme lady queen princess spokeswoman chairwoman congresswoman councilwoman woman girl she her
    actress""".split()
)
"""Words that say of somebody that she is a woman …"""
CALLED_HE = KIN_HE | frozenset(
    "mr sir king prince pope spokesman chairman congressman councilman man boy he his".split()
)
"""… or he a man."""
