"""Which sentences tell a story: the one that leads, those behind it, what somebody says of it."""
