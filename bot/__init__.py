"""Readout: a news desk that lives in your chat."""

__version__ = "0.1.0"
