"""WHEN: turns the clock into work."""
