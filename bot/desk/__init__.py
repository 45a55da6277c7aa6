"""WHAT: one function a wish. The command line, the chat and the web all call these."""
