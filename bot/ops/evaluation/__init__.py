"""Compares settings by what they make of the same news: for `readout eval`."""
