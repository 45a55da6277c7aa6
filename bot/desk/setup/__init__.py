"""Commands that set channels up: when they are briefed, and about what."""
