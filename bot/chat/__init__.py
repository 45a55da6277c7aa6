"""WHERE: everything that a chat platform can tell apart."""
