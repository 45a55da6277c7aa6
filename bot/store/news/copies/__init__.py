"""Which articles are copies of one text: an index of their sketches, and the groups."""
