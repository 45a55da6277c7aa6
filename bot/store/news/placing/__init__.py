"""Which story an article belongs to: decided when it is stored."""
