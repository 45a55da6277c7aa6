"""Rows about the news: sources, articles, stories, quotes."""
