"""Rows about what was asked and spent."""
