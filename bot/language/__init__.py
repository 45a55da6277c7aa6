"""What is true in one language: a folder each."""
