"""Discord, by discord.py. `body` knows no library; import `adapter` only where a token is set: it takes a while."""
