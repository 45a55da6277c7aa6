"""Setting Discord up, and checking that it is: whose token, what it may do."""
