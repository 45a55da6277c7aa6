"""The app's home and its conversations."""
