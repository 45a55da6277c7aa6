"""Holding a claim against the text that it cites (promise 1)."""
