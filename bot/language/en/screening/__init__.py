"""What English says to machines and to the readers of pages, and does not report."""
