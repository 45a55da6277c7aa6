"""Where it is not plain what somebody wishes, or who does: what is asked back, and what a press may do."""
