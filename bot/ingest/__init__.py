"""NEWS IN: feeds, pages and texts, from files and from the network."""
