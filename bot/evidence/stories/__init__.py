"""Which articles tell one event, which copy one another, and what changed."""
