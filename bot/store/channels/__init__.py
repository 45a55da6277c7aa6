"""Rows about channels: who they are, what they want, who may hold them."""
