"""How an answer is shown on Discord: as it grows, and for one person alone."""
