"""The states of the US as newspapers shorten them: “R-Fla.”, “Cambridge, Md.” (AP Stylebook)."""

from __future__ import annotations

SHORT = """ala alabama, ariz arizona, ark arkansas, calif california, colo colorado, conn connecticut, del delaware,
fla florida, ga georgia, ill illinois, ind indiana, kan kansas, ky kentucky, la louisiana, md maryland,
mass massachusetts, mich michigan, minn minnesota, miss mississippi, mo missouri, mont montana, neb nebraska,
nev nevada, okla oklahoma, ore oregon, pa pennsylvania, penn pennsylvania, tenn tennessee, tex texas, vt vermont,
va virginia, wash washington, wis wisconsin, wyo wyoming"""
STATES: dict[str, str] = dict(pair.split() for pair in SHORT.split(","))
"""The states of one word, in small letters, by what is written for them."""
