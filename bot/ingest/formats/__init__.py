"""Encodings and times, as feeds and pages print them."""
