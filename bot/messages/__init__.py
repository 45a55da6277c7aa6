"""What Readout says to readers and admins, by ids: a folder a language, a file an area."""
