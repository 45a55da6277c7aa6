"""Setting Slack up, and checking that it is: whose tokens, what they may do."""
