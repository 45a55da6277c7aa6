"""The kinds of sources, and how they are polled."""
