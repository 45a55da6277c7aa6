"""WHAT: one function a command. The command line, the chat and the web all call these."""
