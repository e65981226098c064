"""One typed document for each command: its JSON, its schema and what programs read by attribute."""
