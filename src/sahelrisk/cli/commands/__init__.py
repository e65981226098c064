"""One file a command: its options, and one call of the task of the same name."""
