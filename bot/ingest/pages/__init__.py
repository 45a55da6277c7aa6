"""Pages, JSONL and plain text to articles."""
