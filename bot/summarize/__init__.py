"""WORDS OUT: briefings and answers, written from evidence and held against it."""
