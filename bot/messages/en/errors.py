"""Errors of no one area: times, days, zones, languages, and connections."""

from __future__ import annotations

from bot.messages.catalogue import Message

MESSAGES: dict[str, Message] = {
    # ---- what was meant
    # How errors end that have a fix; the name is quoted.
    "errors.did_you_mean": "Did you mean {near!r}?",
    "errors.did_you_mean_so": "Did you mean {near}?",
    # ---- times and days
    "errors.no_time": "{text!r} is not a time of day. Write it like 08:00 or 8am",
    "errors.no_half_hour": "{text!r} is not a time of day: with am or pm the hour is 1 to 12",
    "errors.no_such_time": "{text!r} is not a time of day: it goes from 00:00 to 23:59",
    "errors.no_day": "{text!r} names no day. Write days like mon-fri, sat,sun or daily",
    "errors.unknown_day": "unknown day {day!r}. {fix}",
    "errors.write_days": "Write mon to sun",
    "errors.no_days": "a schedule needs at least one day",
    "errors.no_slot": "no {at} comes in {zone} within three weeks",
    "errors.no_quiet_hours": "{text!r} are no quiet hours. Write them like 22:00-07:00, or off",
    "errors.unknown_zone": "unknown time zone {name!r}. {fix}",
    "errors.write_zone": "Write it like Europe/Kyiv or UTC",
    # ---- languages
    "errors.unknown_language": "unknown language {name!r}. {fix}",
    "errors.write_language": "Write it like German or de",
    # ---- connections and faults
    "errors.no_role": "'{word}' is no role. Name some of {roles}, parted by commas",
    "errors.not_connected": "{platform} is not connected here",
    "errors.fault": "a fault of Readout's own: {kind} (reference {reference})",
    "errors.lease_over": "it was not sent: its lease of {seconds:g} s was over before it left. It is tried again",
    "errors.unknown_delivery": "a delivery of the kind {kind!r} cannot be written",
    "errors.retraction_waits": "what is taken back is being posted; it is changed after that",
    "errors.no_room": "there is no channel here that could be read",
    "errors.not_connected_yet": "not connected yet",
    "errors.connection_broke": "the connection broke: {kind}: {text}",
    "errors.connection_ended": "the connection ended",
    "errors.fell_over_it": "Readout was cut off each time it was at this question. Ask it in other words, or later.",
    "errors.went_wrong": "Something went wrong with this. The operator finds it in the log under {reference}.",
}
