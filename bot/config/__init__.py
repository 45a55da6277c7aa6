"""The settings: the table of options, and how they are read."""
