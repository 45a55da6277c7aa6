"""What people say to the desk in words of their own, read into commands: “stop”, “only weekdays”, “add the bbc”."""
