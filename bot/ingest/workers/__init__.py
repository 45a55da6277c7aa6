"""Worker processes that read what strangers wrote."""
