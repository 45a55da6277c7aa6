"""The headline of a story: which title of its articles it is, and how it is printed."""
