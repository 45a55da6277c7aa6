"""PostgreSQL, which no other room knows: connections, schema and migrations, the index of passages."""
