"""Holding an English claim against English sentences: names, numbers, negation, roles, and words of its own."""
