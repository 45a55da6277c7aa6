"""Who is meant: names, roles, pronouns, relatives."""
