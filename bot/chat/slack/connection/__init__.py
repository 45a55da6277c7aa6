"""How Slack reaches the app: a socket, or signed requests."""
