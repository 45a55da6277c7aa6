"""What one person, channel or server may spend."""
