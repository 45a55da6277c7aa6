"""Feeds, sitemaps and lists of feeds to entries."""
