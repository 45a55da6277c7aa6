"""Commands about the news: what was reported, what was said, and why it was told."""
