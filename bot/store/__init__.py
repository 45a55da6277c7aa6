"""MEMORY: all SQL lives here."""
