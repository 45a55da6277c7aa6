"""How a language asks, and how its sentences answer or do not: what its pack gives, and what holds without it."""
