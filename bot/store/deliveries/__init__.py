"""Rows about what channels were sent, told and owed."""
