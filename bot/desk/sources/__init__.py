"""Commands about sources, and what comes in through them."""
