"""Fetching what the operator meant, and nothing else (promise 4)."""
