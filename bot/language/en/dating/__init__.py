"""Which days an English sentence means, and what is done on them."""
