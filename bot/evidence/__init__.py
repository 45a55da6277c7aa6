"""What an article says, in pieces that can be checked. Pure: knows no store, no network, no clock."""
