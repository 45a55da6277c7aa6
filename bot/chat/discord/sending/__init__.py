"""Posts on Discord: in channels, threads and forums, published where that is wished, and found again after a fall."""
