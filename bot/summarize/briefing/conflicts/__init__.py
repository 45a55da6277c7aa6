"""Where sources differ: on a number, on a day, on somebody's words."""
