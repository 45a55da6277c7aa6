"""What is wrong with what was posted, or with what somebody changed: reported, and taken back."""
