"""Who said what, and who told it: what a pack answers, and what holds where it only gives words."""
