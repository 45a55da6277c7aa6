"""What the operator does by hand: set-up, doctor, back-ups."""
