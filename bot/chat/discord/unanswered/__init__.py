"""What was asked on Discord and is not answered: whose process fell, or that nobody heard."""
